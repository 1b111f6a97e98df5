"""A line over the last twelve months, as coordinates that the template writes into SVG.

Horizontal places are percent, so that the drawing keeps its letters readable at any width; a month
without a value breaks the line.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from akses.bulan import BULAN

JUMLAH_BULAN = 12
ATAS, BAWAH = 16, 132
"""Top and bottom of the plot, in pixels."""
_KIRI, _LEBAR = Decimal(6), Decimal(90)


@dataclass(frozen=True)
class Titik:
    """One month: where it stands, and its value if there is one."""

    bulan: datetime.date
    label: str
    x: str
    y: str
    nilai: Decimal | None
    jarang: bool
    """Its label is left out where there is little room."""


@dataclass(frozen=True)
class Kisi:
    """One horizontal line of the grid, with its value."""

    y: str
    nilai: Decimal


@dataclass(frozen=True)
class Garis:
    """The drawing: months, pairs of neighbours to join, and the grid."""

    daftar_titik: tuple[Titik, ...]
    daftar_ruas: tuple[tuple[Titik, Titik], ...]
    daftar_kisi: tuple[Kisi, ...]

    @property
    def berisi(self) -> list[Titik]:
        return [titik for titik in self.daftar_titik if titik.nilai is not None]

    @property
    def pertama(self) -> Titik:
        return self.berisi[0]

    @property
    def terakhir(self) -> Titik:
        return self.berisi[-1]


def bulan_terakhir(pada: datetime.date, jumlah: int = JUMLAH_BULAN) -> list[datetime.date]:
    """The first days of the last months, that of ``pada`` included, oldest first."""
    urut = pada.year * 12 + pada.month - 1
    return [datetime.date(n // 12, n % 12 + 1, 1) for n in range(urut - jumlah + 1, urut + 1)]


def garis_bulan(nilai: Mapping[datetime.date, Decimal | None], pada: datetime.date) -> Garis | None:
    """The line of the last twelve months; None when none of them has a value."""
    daftar_bulan = bulan_terakhir(pada)
    ada = [satu for bulan in daftar_bulan if (satu := nilai.get(bulan)) is not None]
    if not ada:
        return None
    rendah = min(_puluhan(min(ada), ROUND_FLOOR), Decimal(90))  # an index ends at 100
    tinggi = max(_puluhan(max(ada), ROUND_CEILING), rendah + 10)
    titik = tuple(
        Titik(
            bulan,
            BULAN[bulan.month - 1][:3],
            _persen(letak),
            _piksel(nilai.get(bulan), rendah, tinggi),
            nilai.get(bulan),
            (JUMLAH_BULAN - 1 - letak) % 3 != 0,
        )
        for letak, bulan in enumerate(daftar_bulan)
    )
    ruas = tuple(
        (kiri, kanan)
        for kiri, kanan in pairwise(titik)
        if kiri.nilai is not None and kanan.nilai is not None
    )
    tengah = (rendah + tinggi) / 2
    kisi = tuple(Kisi(_piksel(n, rendah, tinggi), n) for n in (rendah, tengah, tinggi))
    return Garis(titik, ruas, kisi)


def _puluhan(nilai: Decimal, cara: str) -> Decimal:
    """The next ten below or above."""
    return (nilai / 10).to_integral_value(rounding=cara) * 10


def _persen(letak: int) -> str:
    return f"{_KIRI + _LEBAR * letak / (JUMLAH_BULAN - 1):.2f}%"


def _piksel(nilai: Decimal | None, rendah: Decimal, tinggi: Decimal) -> str:
    if nilai is None:
        return str(BAWAH)
    return f"{BAWAH - (nilai - rendah) / (tinggi - rendah) * (BAWAH - ATAS):.1f}"
