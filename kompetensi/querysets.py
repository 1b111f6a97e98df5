"""Reading assessments, boxes and KRS. Set-based: one query for all Instansi."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    SmallIntegerField,
    Subquery,
    Value,
)

from akses.querysets import TerbatasQuerySet

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kompetensi.models import PeriodeTalenta


MASA_PERINGATAN = datetime.timedelta(days=90)
"""How long before its end a result is called "akan habis"."""


class AsesmenQuerySet(TerbatasQuerySet):
    def berlaku(self, pada: datetime.date) -> Self:
        """Results that stand on ``pada``: held by then and not past their validity."""
        return self.filter(tanggal__lte=pada, berlaku_sampai__gte=pada)

    def terakhir(self, daftar_pegawai: QuerySet) -> QuerySet:
        """``daftar_pegawai`` with the figures of each person's latest result (asesmen_…)."""
        milik = self.filter(pegawai=OuterRef("pk")).order_by("-tanggal")
        return daftar_pegawai.annotate(
            asesmen_id=Subquery(milik.values("pk")[:1]),
            asesmen_tanggal=Subquery(milik.values("tanggal")[:1]),
            asesmen_berlaku=Subquery(milik.values("berlaku_sampai")[:1]),
            asesmen_jpm=Subquery(milik.values("jpm")[:1]),
            asesmen_penyelenggara=Subquery(milik.values("penyelenggara")[:1]),
        )

    def saring_pegawai(
        self, daftar_pegawai: QuerySet, keadaan: str, hari: datetime.date
    ) -> QuerySet:
        """Persons by the state of their results on ``hari``."""
        milik = self.filter(pegawai=OuterRef("pk"))
        berlaku = milik.filter(berlaku_sampai__gte=hari)
        lama = milik.filter(berlaku_sampai__gt=hari + MASA_PERINGATAN)
        if keadaan == "berlaku":
            return daftar_pegawai.filter(Exists(berlaku))
        if keadaan == "akan-habis":
            return daftar_pegawai.filter(Exists(berlaku), ~Exists(lama))
        if keadaan == "kedaluwarsa":
            return daftar_pegawai.filter(Exists(milik), ~Exists(berlaku))
        if keadaan == "belum":
            return daftar_pegawai.filter(~Exists(milik))
        return daftar_pegawai

    def rekap_keadaan(self, populasi: QuerySet, hari: datetime.date) -> dict[str, int]:
        """jumlah, berlaku, akan_habis, kedaluwarsa, belum of ``populasi``. One query."""
        milik = self.filter(pegawai=OuterRef("pk"))
        ujung = Subquery(milik.order_by("-berlaku_sampai").values("berlaku_sampai")[:1])
        return (
            populasi.order_by()
            .annotate(ujung=ujung)
            .aggregate(
                jumlah=Count("pk"),
                berlaku=Count("pk", filter=Q(ujung__gte=hari)),
                akan_habis=Count(
                    "pk", filter=Q(ujung__gte=hari, ujung__lte=hari + MASA_PERINGATAN)
                ),
                kedaluwarsa=Count("pk", filter=Q(ujung__lt=hari)),
                belum=Count("pk", filter=Q(ujung=None)),
            )
        )


class HasilPemetaanQuerySet(TerbatasQuerySet):
    def periode(self, periode: PeriodeTalenta) -> Self:
        return self.filter(periode=periode)

    def dengan_kotak_lama(self, lama: PeriodeTalenta | None) -> Self:
        """Add `kotak_lama`: the box of the same person in the period ``lama``."""
        if lama is None:
            return self.annotate(kotak_lama=Value(None, output_field=SmallIntegerField()))
        return self.annotate(
            _lama=FilteredRelation(
                "pegawai__daftar_pemetaan", condition=Q(pegawai__daftar_pemetaan__periode=lama)
            ),
            kotak_lama=F("_lama__kotak"),
        )

    def kelompok(self, lama: PeriodeTalenta | None) -> list[tuple]:
        """(kotak, kurang, kotak of the period ``lama``, number of persons). One query."""
        daftar = self.dengan_kotak_lama(lama).order_by()
        return list(
            daftar.values_list("kotak", "kurang", "kotak_lama").annotate(jumlah=Count("pk"))
        )

    def tanpa_kotak_bawah(self) -> Self:
        """Without those whose names need a permission of their own."""
        return self.filter(Q(kotak=None) | Q(kotak__gte=4))

    def sebaran(self) -> dict[int, int]:
        """Number of persons per box, all nine present. One query; the unmapped are not in it."""
        jumlah = dict(
            self.exclude(kotak=None).order_by().values_list("kotak").annotate(Count("pk"))
        )
        return {kotak: jumlah.get(kotak, 0) for kotak in range(1, 10)}

    def sebaran_per_instansi(self) -> dict[int, dict[int | None, int]]:
        """Number of persons per box and Instansi id; key None holds the unmapped. One query.

        Every Instansi in it has all nine boxes; one without any result is absent.
        """
        hasil: dict[int, dict[int | None, int]] = {}
        baris = self.order_by().values_list("instansi", "kotak").annotate(Count("pk"))
        for instansi, kotak, jumlah in baris:
            per_kotak = hasil.setdefault(instansi, dict.fromkeys([*range(1, 10), None], 0))
            per_kotak[kotak] = jumlah
        return hasil


class AnggotaKRSQuerySet(TerbatasQuerySet):
    def per_sk(self) -> dict[str, int]:
        """Number of persons per SK number. One query."""
        return dict(
            self.order_by().values_list("nomor_sk").annotate(Count("pegawai", distinct=True))
        )
