"""Acting officials (Plt, Plh, Pj): which assignments still run, and until when they may.

An assignment ends on the day that its record gives. Without one, it ends when the longest term in
force on its first day is over; it stays on the list, as overdue, until somebody records how it
ended, for nobody acts for ever.
"""

from __future__ import annotations

import datetime

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from pegawai.models import AturanPenugasan, RiwayatJabatan
from pegawai.querysets import PegawaiQuerySet

SEMENTARA = (
    RiwayatJabatan.Penugasan.PLT,
    RiwayatJabatan.Penugasan.PLH,
    RiwayatJabatan.Penugasan.PJ,
)
HARI_PERINGATAN = 30
KABUR, LEWAT, SEGERA, BERJALAN = "kabur", "lewat", "segera", "berjalan"
KEADAAN = {
    KABUR: "Tanggal akhir belum diisi",
    LEWAT: "Lewat batas",
    SEGERA: "Segera berakhir",
    BERJALAN: "Berjalan",
}


class _AkhirMasa(Func):
    """The last day of a term of some months that begins on a day."""

    template = "(%(expressions)s) - interval '1 day')::date"
    arg_joiner = " + interval '1 month' * ("
    output_field = DateField()


def keadaan(batas: datetime.date | None, pada: datetime.date) -> str:
    """How an assignment that may run until ``batas`` stands on a day."""
    if batas is None:
        return KABUR
    if batas < pada:
        return LEWAT
    return SEGERA if (batas - pada).days <= HARI_PERINGATAN else BERJALAN


def dengan_penugasan(daftar: PegawaiQuerySet, pada: datetime.date) -> PegawaiQuerySet:
    """One row for each running assignment of these persons: its columns as ``tugas_<column>``.

    ``tugas_batas`` is the last day it may run, NULL when neither record nor rule says; ``tugas_ke``
    how many terms of the same assignment the person has had, this one included, ``tugas_paling``
    how many the rule allows.
    """
    relasi = "daftar_riwayat_jabatan"
    berjalan = Q(
        Q(daftar_riwayat_jabatan__sampai=None) | Q(daftar_riwayat_jabatan__sampai__gte=pada),
        daftar_riwayat_jabatan__penugasan__in=SEMENTARA,
        daftar_riwayat_jabatan__tmt__lte=pada,
    )
    sama = RiwayatJabatan.tanpa_batas.filter(
        pegawai=OuterRef("pk"),
        nama_jabatan__iexact=OuterRef("tugas_nama_jabatan"),
        penugasan=OuterRef("tugas_penugasan"),
    ).order_by()
    aturan = AturanPenugasan.objects.filter(
        penugasan=OuterRef("tugas_penugasan"), mulai__lte=OuterRef("tugas_tmt")
    ).order_by("-mulai")
    kolom = ("id", "nama_jabatan", "nama_unit", "penugasan", "tmt", "sampai", "nomor_sk")
    return (
        daftar.annotate(tugas=FilteredRelation(relasi, condition=berjalan))
        .filter(tugas__isnull=False)
        .annotate(**{f"tugas_{satu}": F(f"tugas__{satu}") for satu in kolom})
        .exclude(Exists(sama.filter(tmt__gt=OuterRef("tugas_tmt"), tmt__lte=pada)))
        .annotate(
            tugas_bulan=Subquery(aturan.values("bulan")[:1]),
            tugas_paling=Subquery(aturan.values(paling=F("perpanjangan") + 1)[:1]),
            tugas_ke=Subquery(
                sama.filter(tmt__lte=OuterRef("tugas_tmt"))
                .values("pegawai")
                .annotate(n=Count("pk"))
                .values("n"),
                output_field=IntegerField(),
            ),
        )
        .annotate(
            tugas_batas=Coalesce(
                "tugas_sampai",
                Case(
                    When(tugas_bulan__isnull=False, then=_AkhirMasa("tugas_tmt", "tugas_bulan")),
                    default=Value(None),
                    output_field=DateField(),
                ),
            )
        )
    )


def tugas_di_unit(pada: datetime.date) -> QuerySet:
    """The running assignments in the unit of an outer row, the latest first, for a Subquery.

    Files name the unit and do not number it: two units of one name share their acting officials.
    """
    return RiwayatJabatan.tanpa_batas.filter(
        Q(sampai=None) | Q(sampai__gte=pada),
        instansi=OuterRef("instansi"),
        nama_unit__iexact=OuterRef("nama"),
        penugasan__in=SEMENTARA,
        tmt__lte=pada,
    ).order_by("-tmt", "pk")


def urutkan(daftar: QuerySet) -> QuerySet:
    """Overdue ones first; those of which nobody knows the end before all."""
    return daftar.order_by(
        F("tugas_batas").asc(nulls_first=True), F("tugas_tmt").asc(), "nama", "pk"
    )
