"""Rounding and cut-offs. First round half up to two places, then compare."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

DUA_ANGKA = Decimal("0.01")


def bulatkan(nilai: Decimal) -> Decimal:
    """Two places, half up: the way such sums are checked by hand."""
    return nilai.quantize(DUA_ANGKA, rounding=ROUND_HALF_UP)


def pilih_kategori(nilai: Decimal | None, batas: Sequence[tuple[Decimal, str]]) -> str | None:
    """The name beside the highest lower bound that the rounded ``nilai`` reaches.

    ``batas`` holds (lower bound, name) in any order; None below the lowest or without a value.
    """
    if nilai is None:
        return None
    pasti = bulatkan(nilai)
    tercapai = [(bawah, nama) for bawah, nama in batas if pasti >= bawah]
    return max(tercapai)[1] if tercapai else None
