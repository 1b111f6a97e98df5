"""Predikat kinerja from hasil kerja and perilaku (PermenPANRB 6/2022, Lampiran).

Not a maximum or mean: perilaku below expectation makes it Kurang whatever the result.
"""

from django.db import models


class Ekspektasi(models.TextChoices):
    """Rating of one side. Sources misspell it "ESPEKTASI"."""

    DI_ATAS = "DI_ATAS", "Di atas ekspektasi"
    SESUAI = "SESUAI", "Sesuai ekspektasi"
    DI_BAWAH = "DI_BAWAH", "Di bawah ekspektasi"


class Predikat(models.TextChoices):
    """SIASN's "kuadran"."""

    SANGAT_BAIK = "SANGAT BAIK", "Sangat Baik"
    BAIK = "BAIK", "Baik"
    BUTUH_PERBAIKAN = "BUTUH PERBAIKAN", "Butuh Perbaikan"
    KURANG = "KURANG", "Kurang"
    SANGAT_KURANG = "SANGAT KURANG", "Sangat Kurang"


MATRIKS = {
    (Ekspektasi.DI_ATAS, Ekspektasi.DI_ATAS): Predikat.SANGAT_BAIK,
    (Ekspektasi.DI_ATAS, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.DI_ATAS): Predikat.BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.DI_BAWAH, Ekspektasi.SESUAI): Predikat.BUTUH_PERBAIKAN,
    (Ekspektasi.DI_BAWAH, Ekspektasi.DI_ATAS): Predikat.BUTUH_PERBAIKAN,
    (Ekspektasi.DI_ATAS, Ekspektasi.DI_BAWAH): Predikat.KURANG,
    (Ekspektasi.SESUAI, Ekspektasi.DI_BAWAH): Predikat.KURANG,
    (Ekspektasi.DI_BAWAH, Ekspektasi.DI_BAWAH): Predikat.SANGAT_KURANG,
}
"""(hasil, perilaku) -> predikat. The generated column `predikat_matriks` is built from it."""


def hitung_predikat(hasil: str, perilaku: str) -> Predikat | None:
    """The predikat of the matrix; None while one rating is missing."""
    if not hasil or not perilaku:
        return None
    return MATRIKS[Ekspektasi(hasil), Ekspektasi(perilaku)]
