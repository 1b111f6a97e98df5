"""Job Person Match: attainment against the standard, in percent."""

from collections.abc import Iterable
from decimal import Decimal

from kompetensi.kategori import bulatkan

NILAI_POTENSI_TERTINGGI = 5
JUMLAH_ASPEK = 8


def hitung_jpm(pasangan: Iterable[tuple[Decimal | int, Decimal | int | None]]) -> Decimal | None:
    """Σ attainment ÷ Σ standard × 100 over (attainment, standard); None without a standard.

    Not capped: attainment above the standard counts in full.
    """
    bernilai = [(Decimal(capaian), Decimal(standar)) for capaian, standar in pasangan if standar]
    jumlah_standar = sum(standar for _, standar in bernilai)
    if not jumlah_standar:
        return None
    return bulatkan(sum((capaian for capaian, _ in bernilai), Decimal()) / jumlah_standar * 100)


def hitung_potensi(daftar_nilai: Iterable[Decimal | int]) -> Decimal | None:
    """Σ of the eight aspects (0–5) ÷ 40 × 100; None unless all eight are there."""
    lengkap = [Decimal(nilai) for nilai in daftar_nilai]
    if len(lengkap) != JUMLAH_ASPEK:
        return None
    return bulatkan(sum(lengkap, Decimal()) / (JUMLAH_ASPEK * NILAI_POTENSI_TERTINGGI) * 100)
