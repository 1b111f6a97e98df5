"""What looks wrong in the record of one person: SIASN's checks, and what only our record knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from pegawai import kualitas
from pegawai.models import Pegawai, PenilaianKinerja


@dataclass(frozen=True)
class Temuan:
    """One finding in words, and what to do about it."""

    judul: str
    saran: str


def daftar_temuan(
    pegawai: Pegawai, daftar_kinerja: Iterable[PenilaianKinerja], hari: datetime.date
) -> list[Temuan]:
    """The findings of a person. One query for the checks, and those of their rules."""
    temuan = [
        Temuan(periksa.judul, periksa.saran)
        for periksa in kualitas.temuan_orang(pegawai, kualitas.Acuan(hari))
    ]
    if pegawai.unit is None and pegawai.unor_berkas:
        temuan.append(
            Temuan(
                f"Unit menurut berkas, {pegawai.unor_berkas}, belum ada di data referensi",
                "Impor unit organisasi dari SIASN, lalu impor pegawai sekali lagi.",
            )
        )
    temuan += [
        Temuan(
            f"Predikat {nilai.tahun} tercatat {nilai.get_predikat_display()}",
            "Hasil dan perilaku kerja menurut matriks memberi "
            f"{nilai.predikat_matriks.title()}. Periksa di e-Kinerja.",
        )
        for nilai in daftar_kinerja
        if nilai.predikat_matriks and nilai.predikat_matriks != nilai.predikat
    ]
    return temuan
