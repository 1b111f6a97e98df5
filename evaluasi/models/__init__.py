"""What came of it: indicators, periodic reports, corrective action, the joint commitment."""

from evaluasi.models.indikator import Indikator, PeriodeEvaluasi, TargetIndikator
from evaluasi.models.komitmen import (
    ButirKomitmen,
    KomitmenBersama,
    PenandaTangan,
    TahapPenerapan,
)
from evaluasi.models.laporan import LaporanEvaluasi, TindakLanjut, Tinjauan

__all__ = [
    "ButirKomitmen",
    "Indikator",
    "KomitmenBersama",
    "LaporanEvaluasi",
    "PenandaTangan",
    "PeriodeEvaluasi",
    "TahapPenerapan",
    "TargetIndikator",
    "TindakLanjut",
    "Tinjauan",
]
