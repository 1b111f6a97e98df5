"""Reading assessments, boxes and KRS. Set-based: one query for all Instansi."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from akses.querysets import TerbatasQuerySet

if TYPE_CHECKING:
    from kompetensi.models import PeriodeTalenta


class AsesmenQuerySet(TerbatasQuerySet):
    def berlaku(self, pada: datetime.date) -> Self:
        """Results that stand on ``pada``: held by then and not past their validity."""
        return self.filter(tanggal__lte=pada, berlaku_sampai__gte=pada)

    def berlaku_per_instansi(self, pada: datetime.date) -> dict[int, int]:
        """Number of persons with a valid JPM on ``pada`` per Instansi id, whoever they are.

        One query. Instansi without any are absent: "belum ada data", not zero percent.
        """
        jumlah = (
            self.berlaku(pada)
            .exclude(jpm=None)
            .order_by()
            .values_list("instansi")
            .annotate(jumlah=Count("pegawai", distinct=True))
        )
        return dict(jumlah)


class HasilPemetaanQuerySet(TerbatasQuerySet):
    def periode(self, periode: PeriodeTalenta) -> Self:
        return self.filter(periode=periode)

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

    def rekap_per_instansi(self) -> list[dict[str, int]]:
        """One row an Instansi: instansi, populasi, dipetakan, kandidat (boxes 7–9), berpredikat,
        predikat_baik (Baik or better). One query."""
        return list(
            self.order_by()
            .values("instansi")
            .annotate(
                populasi=Count("pk"),
                dipetakan=Count("kotak"),
                kandidat=Count("pk", filter=Q(kotak__gte=7)),
                berpredikat=Count("pk", filter=~Q(predikat="")),
                predikat_baik=Count("pk", filter=Q(predikat__in=["SANGAT BAIK", "BAIK"])),
            )
        )


class AnggotaKRSQuerySet(TerbatasQuerySet):
    def jumlah_per_instansi(self) -> dict[int, int]:
        """Number of persons in the KRS per Instansi id; a person in both kinds counts once."""
        jumlah = (
            self.order_by().values_list("instansi").annotate(jumlah=Count("pegawai", distinct=True))
        )
        return dict(jumlah)
