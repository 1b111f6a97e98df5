"""Two quarters of reports: the last one decided everywhere, the present one in every state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from akses.models import Instansi, Pengguna
from evaluasi.contoh.daerah import WAKTU_ACUAN
from evaluasi.laporan import buka_periode, sidik, susun
from evaluasi.models import LaporanEvaluasi, PeriodeEvaluasi, Tinjauan

LALU, KINI = "2026-TW2", "2026-TW3"
Status = LaporanEvaluasi.Status
KEADAAN = {
    "62": Status.DIAJUKAN,
    "62.01": Status.DIAJUKAN,
    "62.04": Status.DIKEMBALIKAN,
    "62.06": Status.DIAJUKAN,
    "62.07": Status.DRAF,
    "62.10": Status.DIAJUKAN,
    "62.12": None,  # not made yet
}
"""Where the report of this quarter stands; those not named are approved."""
CATATAN = "Lengkapi analisis perangkat daerah yang paling rendah dan rencana perbaikannya."
PEMBINAAN = "Percepat penilaian kompetensi; gunakan kuota CACT Kantor Regional VIII BKN."
HARI = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Langkah:
    """One step of a report: who did what, when."""

    jenis: str
    oleh: Pengguna
    waktu: datetime.datetime
    catatan: str = ""


def isi_laporan_lalu() -> None:
    """The reports of the second quarter, approved in July."""
    periode = buka_periode(LALU)
    for urut, instansi in enumerate(_daftar_instansi()):
        diajukan = WAKTU_ACUAN.replace(month=7, day=6, hour=9) + urut % 5 * HARI
        _buat(periode, instansi, Status.DISETUJUI, diajukan, f"{310 + urut}")


def isi_laporan_kini() -> None:
    """The reports of the third quarter: approved, submitted, returned, draft, and one missing.

    Submission of those that wait lies two days back whenever the demo is made, so that it never
    begins with decisions that are overdue.
    """
    periode = buka_periode(KINI)
    for urut, instansi in enumerate(_daftar_instansi()):
        keadaan = KEADAAN.get(instansi.kode_kemendagri, Status.DISETUJUI)
        if keadaan is None:
            continue
        diajukan = WAKTU_ACUAN.replace(day=7, hour=9) + urut % 5 * HARI
        if keadaan == Status.DIAJUKAN:
            diajukan = timezone.now() - 2 * HARI
        _buat(periode, instansi, keadaan, diajukan, f"{520 + urut}")


def _buat(
    periode: PeriodeEvaluasi,
    instansi: Instansi,
    keadaan: LaporanEvaluasi.Status,
    diajukan: datetime.datetime,
    nomor: str,
) -> None:
    """A report and its steps, written with the days on which they would have been taken."""
    isi = susun(periode, instansi)
    laporan = LaporanEvaluasi(
        periode=periode,
        instansi=instansi,
        status=keadaan,
        isi=isi,
        sha256=sidik(isi),
        disusun_oleh=Pengguna.sistem(),
        disusun_pada=diajukan - HARI,
        diperbarui_pada=diajukan - HARI,
    )
    langkah: list[Langkah] = []
    if keadaan != Status.DRAF:
        kabadan = _akun(f"kabadan.{instansi.kode_akun}")
        laporan.nomor = f"800.1.3/{nomor}/{periode.rentang.tahun}"
        laporan.diajukan_oleh, laporan.diajukan_pada = kabadan, diajukan
        laporan.diajukan_sebagai = kabadan.jabatan_dinas
        laporan.batas_putusan = (diajukan + 7 * HARI).date()
        langkah.append(Langkah(Tinjauan.Jenis.AJUKAN, kabadan, diajukan))
    if keadaan in (Status.DISETUJUI, Status.DIKEMBALIKAN):
        kepala = _akun(f"kepala.{instansi.kode_akun}")
        laporan.diputuskan_oleh, laporan.diputuskan_pada = kepala, diajukan + 3 * HARI
        laporan.diputuskan_sebagai = kepala.jabatan_dinas
        jenis = Tinjauan.Jenis.SETUJUI
        if keadaan == Status.DIKEMBALIKAN:
            jenis, laporan.catatan = Tinjauan.Jenis.KEMBALIKAN, CATATAN
            laporan.batas_perbaikan = (diajukan + 10 * HARI).date()
        langkah.append(Langkah(jenis, kepala, diajukan + 3 * HARI, laporan.catatan))
    if keadaan == Status.DRAF:
        gubernur = _akun("gubernur")
        langkah.append(Langkah(Tinjauan.Jenis.PEMBINAAN, gubernur, diajukan, PEMBINAAN))
    laporan.save()
    Tinjauan.tanpa_batas.bulk_create(
        Tinjauan(
            laporan=laporan,
            instansi=instansi,
            jenis=satu.jenis,
            catatan=satu.catatan,
            oleh=satu.oleh,
            nama=satu.oleh.nama,
            sebagai=satu.oleh.jabatan_dinas,
            waktu=satu.waktu,
            sha256=laporan.sha256,
        )
        for satu in langkah
    )


def _daftar_instansi() -> list[Instansi]:
    return list(Instansi.objects.order_by("kode_kemendagri"))


def _akun(nama: str) -> Pengguna:
    return Pengguna.objects.get(username=nama)
