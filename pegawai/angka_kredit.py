"""Angka kredit of functional officials: what is needed, what a predikat is worth. Pure functions.

Credits add up within a tier (PermenPANRB 1/2023 Pasal 38–42): each pangkat of its span asks for one
more ``ak_pangkat``, and from the last pangkat of the span the way leads to the next tier, once
``ak_jenjang`` is reached and the competency test passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Protocol

from pegawai.golongan import PANGKAT

PANGKAT_URUT = tuple(PANGKAT)
KE_PANGKAT, KE_JENJANG, PUNCAK, LUAR = "pangkat", "jenjang", "puncak", "luar"
_TIGA = Decimal("0.001")


class Kebutuhan(Protocol):
    """The rule of a tier, as ``KebutuhanAngkaKredit`` holds it."""

    golongan_dari: str
    golongan_sampai: str
    ak_pangkat: Decimal
    ak_jenjang: Decimal | None
    jenjang_berikut: str


@dataclass(frozen=True)
class Ambang:
    """What somebody with a golongan of the span needs next, and what it leads to."""

    golongan: str
    tujuan: str
    butuh: Decimal | None
    golongan_berikut: str = ""


def rentang(kebutuhan: Kebutuhan) -> tuple[str, ...]:
    """The golongan that the holder of the tier may have, ascending."""
    dari = PANGKAT_URUT.index(kebutuhan.golongan_dari)
    return PANGKAT_URUT[dari : PANGKAT_URUT.index(kebutuhan.golongan_sampai) + 1]


def daftar_ambang(kebutuhan: Kebutuhan) -> tuple[Ambang, ...]:
    """For each golongan of the span the next step: a pangkat, the next tier, or none."""
    span = rentang(kebutuhan)
    hasil = [
        Ambang(golongan, KE_PANGKAT, kebutuhan.ak_pangkat * n, berikut)
        for n, (golongan, berikut) in enumerate(pairwise(span), start=1)
    ]
    ujung = span[-1]
    if kebutuhan.ak_jenjang is None or not kebutuhan.jenjang_berikut:
        return (*hasil, Ambang(ujung, PUNCAK, None))
    letak = PANGKAT_URUT.index(ujung) + 1
    berikut = PANGKAT_URUT[letak] if letak < len(PANGKAT_URUT) else ""
    return (*hasil, Ambang(ujung, KE_JENJANG, kebutuhan.ak_jenjang, berikut))


def konversi(koefisien: Decimal, persen: Decimal, bulan: int = 12) -> Decimal:
    """Credits of a predikat: coefficient of the tier × percent × part of the year, 3 decimals."""
    return (koefisien * persen / 100 * bulan / 12).quantize(_TIGA, ROUND_HALF_UP)


def tahun_lagi(ak: Decimal, butuh: Decimal, per_tahun: Decimal) -> int | None:
    """Whole years until ``butuh`` is reached at this pace; None when it never is."""
    if ak >= butuh:
        return 0
    if per_tahun <= 0:
        return None
    return int(((butuh - ak) / per_tahun).to_integral_value(ROUND_CEILING))
