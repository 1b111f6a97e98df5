"""What a person can do, and where that puts them."""

from kompetensi.models.asesmen import Asesmen, NilaiKompetensi, NilaiPotensi
from kompetensi.models.katalog import (
    AspekPotensi,
    KategoriJpm,
    Kompetensi,
    MasaBerlakuAsesmen,
    StandarKompetensi,
    TujuanAsesmen,
)
from kompetensi.models.pemetaan import AnggotaKRS, HasilPemetaan
from kompetensi.models.skema import PeriodeTalenta, SkemaPemetaan

__all__ = [
    "AnggotaKRS",
    "Asesmen",
    "AspekPotensi",
    "HasilPemetaan",
    "KategoriJpm",
    "Kompetensi",
    "MasaBerlakuAsesmen",
    "NilaiKompetensi",
    "NilaiPotensi",
    "PeriodeTalenta",
    "SkemaPemetaan",
    "StandarKompetensi",
    "TujuanAsesmen",
]
