"""Codes of reporting periods (`2026-TW3`, `2026-S1`, `2026`) and the days they cover."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from akses.bulan import BULAN

POLA_KODE = r"^20\d{2}(-(TW[1-4]|S[12]))?\Z"
ROMAWI = {1: "I", 2: "II", 3: "III", 4: "IV"}
LAMA_BULAN = {"TRIWULAN": 3, "SEMESTER": 6, "TAHUNAN": 12}

# Realisation and certificates arrive until the middle of the following month.
HARI_ENTRI = 15
HARI_KUNCI = 20


@dataclass(frozen=True)
class Rentang:
    """What a code says."""

    kode: str
    jenis: str
    tahun: int
    nomor: int
    mulai: datetime.date
    akhir: datetime.date

    @property
    def nama(self) -> str:
        if self.jenis == "TAHUNAN":
            return f"Tahun {self.tahun}"
        kata = "Triwulan" if self.jenis == "TRIWULAN" else "Semester"
        return f"{kata} {ROMAWI[self.nomor]} {self.tahun}"

    @property
    def nama_pendek(self) -> str:
        if self.jenis == "TAHUNAN":
            return str(self.tahun)
        return f"{'TW' if self.jenis == 'TRIWULAN' else 'Sem.'} {ROMAWI[self.nomor]}"

    @property
    def bulan(self) -> str:
        """ "Juli–September 2026"."""
        return f"{BULAN[self.mulai.month - 1]}–{BULAN[self.akhir.month - 1]} {self.tahun}"

    @property
    def sebelumnya(self) -> str:
        """Code of the period before, of the same kind."""
        return kode_pada(self.jenis, self.mulai - datetime.timedelta(days=1))

    @property
    def sesudahnya(self) -> str:
        """Code of the period after, of the same kind."""
        return kode_pada(self.jenis, self.akhir + datetime.timedelta(days=1))

    @property
    def batas_entri(self) -> datetime.date:
        return self.akhir + datetime.timedelta(days=HARI_ENTRI)

    @property
    def tanggal_kunci(self) -> datetime.date:
        return self.akhir + datetime.timedelta(days=HARI_KUNCI)


def urai(kode: str) -> Rentang:
    """Read a code. Raises ValueError for anything that is not one."""
    if not re.match(POLA_KODE, kode):
        raise ValueError(f"Kode periode {kode!r} tidak dikenal. Contoh: 2026-TW3, 2026-S1, 2026.")
    tahun, _, bagian = kode.partition("-")
    jenis = {"": "TAHUNAN", "T": "TRIWULAN", "S": "SEMESTER"}[bagian[:1]]
    nomor = int(bagian[-1]) if bagian else 1
    lama = LAMA_BULAN[jenis]
    akhir_bulan = lama * nomor
    mulai = datetime.date(int(tahun), akhir_bulan - lama + 1, 1)
    hari = calendar.monthrange(int(tahun), akhir_bulan)[1]
    return Rentang(
        kode, jenis, int(tahun), nomor, mulai, datetime.date(int(tahun), akhir_bulan, hari)
    )


def kode_pada(jenis: str, hari: datetime.date) -> str:
    """Code of the period of that kind in which the day lies."""
    nomor = (hari.month - 1) // LAMA_BULAN[jenis] + 1
    akhiran = {"TAHUNAN": "", "TRIWULAN": f"-TW{nomor}", "SEMESTER": f"-S{nomor}"}[jenis]
    return f"{hari.year}{akhiran}"


def kode_berakhir(hari: datetime.date) -> list[str]:
    """Codes of the periods (quarter, half-year, year) that ended last before that day."""
    return [urai(kode_pada(jenis, hari)).sebelumnya for jenis in LAMA_BULAN]
