"""Functional officials: credits against what is needed, the span of golongan, posts and holders.

One queryset says for each person where the next step leads and whether it is due; the thresholds
come from ``angka_kredit.daftar_ambang`` over the rules in force, so page, counters, workbook and
panel cannot disagree. PNS only: PPPK have neither pangkat nor a next tier.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from pegawai.angka_kredit import (
    KE_JENJANG,
    KE_PANGKAT,
    LUAR,
    PUNCAK,
    Ambang,
    daftar_ambang,
    konversi,
    tahun_lagi,
)
from pegawai.buku_kerja import Kolom
from pegawai.daftar_kerja import GOLONGAN, JABATAN, NAMA, NIP, UNIT
from pegawai.models import (
    AngkaKredit,
    Jenjang,
    KebutuhanAngkaKredit,
    KonversiPredikat,
    PenilaianKinerja,
    RiwayatJabatan,
)
from pegawai.predikat import Predikat
from pegawai.querysets import PegawaiQuerySet

KREDIT = DecimalField(max_digits=12, decimal_places=3)
_PREDIKAT = dict(Predikat.choices)
_JENJANG = dict(Jenjang.choices)


@dataclass(frozen=True)
class Aturan:
    """The rules in force on a day. Two small queries, when asked for."""

    pada: datetime.date

    @cached_property
    def kebutuhan(self) -> dict[str, KebutuhanAngkaKredit]:
        """By tier."""
        berlaku = KebutuhanAngkaKredit.objects.filter(mulai__lte=self.pada)
        terbaru = berlaku.order_by("jenjang", "-mulai").distinct("jenjang")
        return {satu.jenjang: satu for satu in terbaru}

    @cached_property
    def persen(self) -> dict[str, Decimal]:
        """Percent of the coefficient by predikat."""
        berlaku = KonversiPredikat.objects.filter(mulai__lte=self.pada)
        terbaru = berlaku.order_by("predikat", "-mulai").distinct("predikat")
        return dict(terbaru.values_list("predikat", "persen"))

    def ambang(self) -> Iterator[tuple[str, Ambang]]:
        """Every tier with every golongan of its span."""
        for jenjang, kebutuhan in self.kebutuhan.items():
            for ambang in daftar_ambang(kebutuhan):
                yield jenjang, ambang

    def satu(self, jenjang: str, golongan: str) -> Ambang | None:
        """The next step of a golongan in a tier; None outside the span."""
        if jenjang not in self.kebutuhan:
            return None
        semua = daftar_ambang(self.kebutuhan[jenjang])
        return next((ambang for ambang in semua if ambang.golongan == golongan), None)

    def per_tahun(self, jenjang: str, predikat: str) -> Decimal | None:
        """Credits of a year with this predikat; None while either is unknown."""
        if jenjang not in self.kebutuhan or predikat not in self.persen:
            return None
        return konversi(self.kebutuhan[jenjang].koefisien, self.persen[predikat])


@dataclass(frozen=True)
class Keadaan:
    """A filter of the list, and a counter on top of it."""

    kode: str
    judul: str
    keterangan: str
    syarat: Q


SIAP = Q(ak__gte=F("butuh"))
DAFTAR_KEADAAN: tuple[Keadaan, ...] = (
    Keadaan(
        "uji",
        "Perlu uji kompetensi",
        "AK kenaikan jenjang tercapai pada pangkat tertinggi jenjangnya",
        Q(tujuan=KE_JENJANG) & SIAP,
    ),
    Keadaan(
        "pangkat",
        "AK cukup untuk naik pangkat",
        "AK satu kenaikan pangkat tercapai dalam jenjang yang sama",
        Q(tujuan=KE_PANGKAT) & SIAP,
    ),
    Keadaan("luar", "Golongan di luar rentang", "Golongan tidak sesuai jenjang", Q(tujuan=LUAR)),
    Keadaan("tanpa", "Belum punya angka kredit", "Tidak ada PAK sejak jenjang ini", Q(ak=0)),
)
KEADAAN_PER_KODE = {keadaan.kode: keadaan for keadaan in DAFTAR_KEADAAN}


def dengan_angka_kredit(daftar: PegawaiQuerySet, aturan: Aturan) -> PegawaiQuerySet:
    """The active PNS in a tier of JF, with their credits.

    ``mulai_jenjang``: since when in the tier; ``ak``: credits since then, those before the last
    integration being part of it; ``tujuan``: KE_PANGKAT, KE_JENJANG, PUNCAK or LUAR; ``butuh``:
    credits for that step; ``predikat_akhir``: of the last yearly appraisal.
    """
    pernah = (
        RiwayatJabatan.tanpa_batas.filter(
            pegawai=OuterRef("pk"), jenjang=OuterRef("jenjang"), penugasan="D"
        )
        .order_by()
        .values("pegawai")
        .annotate(awal=Min("tmt"))
    )
    milik = AngkaKredit.tanpa_batas.filter(pegawai=OuterRef("pk"))
    integrasi = milik.filter(jenis=AngkaKredit.Jenis.INTEGRASI).order_by("-selesai", "-pk")
    jumlah = (
        milik.filter(
            Q(selesai__gte=OuterRef("mulai_jenjang")) | Q(pk=OuterRef("ak_integrasi")),
            Q(mulai__gt=OuterRef("akhir_integrasi")) | Q(pk=OuterRef("ak_integrasi")),
        )
        .order_by()
        .values("pegawai")
        .annotate(jumlah=Sum("kredit"))
    )
    tahunan = PenilaianKinerja.tanpa_batas.filter(
        pegawai=OuterRef("pk"), periode=PenilaianKinerja.Periode.TAHUNAN
    ).order_by("-tahun")
    lama = datetime.date(1900, 1, 1)
    langkah = list(aturan.ambang())
    return (
        daftar.pns_aktif(aturan.pada)
        .filter(jenjang__in=list(aturan.kebutuhan))
        .annotate(
            mulai_jenjang=Coalesce(
                Subquery(pernah.values("awal")), "tmt_jabatan", Value(lama, DateField())
            ),
        )
        .annotate(
            ak_integrasi=Subquery(
                integrasi.filter(selesai__gte=OuterRef("mulai_jenjang")).values("pk")[:1]
            ),
            akhir_integrasi=Coalesce(
                Subquery(
                    integrasi.filter(selesai__gte=OuterRef("mulai_jenjang")).values("selesai")[:1]
                ),
                Value(lama, DateField()),
            ),
        )
        .annotate(
            ak=Coalesce(
                Subquery(jumlah.values("jumlah"), output_field=KREDIT), Value(Decimal(0), KREDIT)
            ),
            tujuan=Case(
                *(
                    When(jenjang=jenjang, golongan=a.golongan, then=Value(a.tujuan))
                    for jenjang, a in langkah
                ),
                default=Value(LUAR),
                output_field=CharField(),
            ),
            butuh=Case(
                *(
                    When(jenjang=jenjang, golongan=a.golongan, then=Value(a.butuh, KREDIT))
                    for jenjang, a in langkah
                    if a.butuh is not None
                ),
                default=None,
                output_field=KREDIT,
            ),
            predikat_akhir=Subquery(tahunan.values("predikat")[:1]),
        )
        .select_related("unit")
    )


def urutkan(daftar: QuerySet) -> QuerySet:
    """Those whose step is due or nearest first; those without a step last."""
    return daftar.order_by(
        (F("butuh") - F("ak")).asc(nulls_last=True), "-urutan_golongan", "nama", "pk"
    )


def jumlah_keadaan(daftar: PegawaiQuerySet, aturan: Aturan) -> dict[str, int]:
    """Persons by Keadaan, and ``semua``. One query."""
    hitung = {k.kode: Count("pk", filter=k.syarat) for k in DAFTAR_KEADAAN}
    return dengan_angka_kredit(daftar, aturan).order_by().aggregate(semua=Count("pk"), **hitung)


# What a row says


def sebut_tujuan(pegawai: Any, aturan: Aturan) -> str:
    """ "Pangkat III/b", "Jenjang ahli muda (III/c)", in words."""
    ambang = aturan.satu(pegawai.jenjang, pegawai.golongan)
    if ambang is None:
        kebutuhan = aturan.kebutuhan[pegawai.jenjang]
        return f"Di luar {kebutuhan.golongan_dari}–{kebutuhan.golongan_sampai}"
    if ambang.tujuan == PUNCAK:
        return "Pangkat dan jenjang tertinggi"
    if ambang.tujuan == KE_PANGKAT:
        return f"Pangkat {ambang.golongan_berikut}"
    berikut = _JENJANG[aturan.kebutuhan[pegawai.jenjang].jenjang_berikut]
    return f"{berikut} ({ambang.golongan_berikut})"


def kurang(pegawai: Any) -> Decimal | None:
    """Credits that are still missing; None where no step asks for any."""
    return None if pegawai.butuh is None else max(pegawai.butuh - pegawai.ak, Decimal(0))


def sebut_perkiraan(pegawai: Any, aturan: Aturan) -> str:
    """When the credits will do, at the pace of the last predikat.

    Without any credit on record the sum is unknown rather than zero: nothing is foretold.
    """
    per_tahun = aturan.per_tahun(pegawai.jenjang, pegawai.predikat_akhir or "")
    if pegawai.butuh is None or per_tahun is None or not pegawai.ak:
        return ""
    lagi = tahun_lagi(pegawai.ak, pegawai.butuh, per_tahun)
    if lagi is None:
        return ""
    return "Tercapai" if lagi == 0 else str(aturan.pada.year + lagi)


def kolom(aturan: Aturan) -> tuple[Kolom, ...]:
    """The columns of page and workbook."""
    return (
        NAMA,
        NIP,
        GOLONGAN,
        JABATAN,
        UNIT,
        Kolom("Sejak", _sejak, 12),
        Kolom("Angka kredit", lambda p: p.ak, 10, angka=True, desimal=3),
        Kolom("Menuju", lambda p: sebut_tujuan(p, aturan), 30),
        Kolom("Butuh", lambda p: p.butuh, 10, angka=True, desimal=0),
        Kolom("Kurang", kurang, 10, angka=True, desimal=3),
        Kolom("Predikat terakhir", lambda p: _PREDIKAT.get(p.predikat_akhir, ""), 16),
        Kolom(
            "AK setahun",
            lambda p: aturan.per_tahun(p.jenjang, p.predikat_akhir or ""),
            10,
            angka=True,
            desimal=3,
        ),
        Kolom("Perkiraan", lambda p: sebut_perkiraan(p, aturan), 12),
    )


def _sejak(pegawai: Any) -> datetime.date | None:
    return pegawai.mulai_jenjang if pegawai.mulai_jenjang.year > 1900 else None


def keadaan_orang(pegawai: Any) -> str:
    """Key of the finding about somebody: ``uji``, ``pangkat``, ``luar``, or empty."""
    if pegawai.tujuan == LUAR:
        return "luar"
    if pegawai.butuh is None or pegawai.ak < pegawai.butuh:
        return ""
    return "uji" if pegawai.tujuan == KE_JENJANG else "pangkat"


# Posts


def jumlah_formasi(daftar: QuerySet) -> dict[str, int]:
    """Sums over posts: ``jumlah`` needed, ``pemegang``, ``kosong``, ``lebih``. One query.

    Summed here: an Instansi has some hundred posts, and Django loses the subquery in an aggregate.
    """
    semua = list(daftar.order_by().values_list("kebutuhan", "terisi"))
    return {
        "jumlah": sum(butuh for butuh, _ in semua),
        "pemegang": sum(terisi for _, terisi in semua),
        "kosong": sum(max(butuh - terisi, 0) for butuh, terisi in semua),
        "lebih": sum(max(terisi - butuh, 0) for butuh, terisi in semua),
    }


def formasi_terisi(
    daftar: QuerySet, daftar_pegawai: PegawaiQuerySet, pada: datetime.date
) -> QuerySet:
    """Posts with ``terisi``, their holders now, and ``selisih`` (negative: vacant)."""
    pemegang = (
        daftar_pegawai.aktif(pada)
        .order_by()
        .filter(
            Q(unit__perangkat_daerah=OuterRef("unit")) | Q(IsNull(OuterRef("unit"), True)),
            instansi=OuterRef("instansi"),
            jabatan=OuterRef("jabatan"),
        )
        .annotate(banyak=Func(F("pk"), function="count", output_field=IntegerField()))
        .values("banyak")
    )
    return (
        daftar.select_related("unit", "jabatan", "instansi")
        .annotate(terisi=Subquery(pemegang))
        .annotate(selisih=F("terisi") - F("kebutuhan"))
    )


KOLOM_FORMASI = (
    Kolom("Perangkat daerah", lambda f: f.unit.nama if f.unit else "Seluruh instansi", 40),
    Kolom("Jabatan", lambda f: f.jabatan.nama, 44),
    Kolom("Jenjang", lambda f: f.jabatan.get_jenjang_display(), 18),
    Kolom("Kebutuhan", lambda f: f.kebutuhan, 10, angka=True),
    Kolom("Terisi", lambda f: f.terisi, 10, angka=True),
    Kolom("Selisih", lambda f: f.selisih, 10, angka=True),
    Kolom("Dasar", lambda f: f.dasar, 30),
)
