"""Who has reached the hours of a year, and who falls short by how much.

The duty is one of PNS (PP 11/2017 Pasal 203); PPPK have a maximum (PP 49/2018) and are shown apart.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from akses.models import Pengguna
from pegawai.models import KetetapanJp, Pegawai, RiwayatPelatihan

NOL = Value(Decimal(0), output_field=DecimalField(max_digits=9, decimal_places=2))


@dataclass(frozen=True)
class RekapJp:
    """People of one unit: how many there are, how many have reached the duty, and their mean JP."""

    nama: str
    jumlah: int
    mencapai: int
    rata_rata: Decimal

    @property
    def persen(self) -> Decimal | None:
        return Decimal(100) * self.mencapai / self.jumlah if self.jumlah else None

    @property
    def kurang(self) -> int:
        return self.jumlah - self.mencapai


def jp_per_orang(pengguna: Pengguna, tahun: int, pada: datetime.date) -> QuerySet:
    """PNS aktif in scope with `jp` of ``tahun`` and `kurang`, the hours short of the duty."""
    wajib = Value(KetetapanJp.objects.wajib_pns(pada), output_field=NOL.output_field)
    jam = (
        RiwayatPelatihan.tanpa_batas.filter(pegawai=OuterRef("pk"), tahun=tahun)
        .order_by()
        .values("pegawai")
        .annotate(n=Sum("jp"))
        .values("n")
    )
    return (
        Pegawai.untuk(pengguna)
        .pns_aktif(pada)
        .annotate(jp=Coalesce(Subquery(jam), NOL))
        .annotate(kurang=Greatest(wajib - F("jp"), NOL))
    )


def rekap_per_perangkat_daerah(daftar: QuerySet) -> list[RekapJp]:
    """One row a perangkat daerah, furthest behind first. One query."""
    baris = (
        daftar.order_by()
        .values(nama_opd=Coalesce("unit__perangkat_daerah__nama", Value("Unit belum dipetakan")))
        .annotate(jumlah=Count("pk"), mencapai=Count("pk", filter=Q(kurang=0)), jumlah_jp=Sum("jp"))
    )
    rekap = [
        RekapJp(b["nama_opd"], b["jumlah"], b["mencapai"], b["jumlah_jp"] / b["jumlah"])
        for b in baris
    ]
    return sorted(rekap, key=lambda r: (r.persen, r.nama))


def jumlahkan(rekap: list[RekapJp]) -> RekapJp:
    """All units together; the share is sum over sum, never a mean of percentages."""
    jumlah = sum(r.jumlah for r in rekap)
    jp = sum((r.rata_rata * r.jumlah for r in rekap), Decimal(0))
    return RekapJp(
        "Semua unit", jumlah, sum(r.mencapai for r in rekap), jp / jumlah if jumlah else Decimal(0)
    )
