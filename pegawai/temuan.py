"""What looks wrong in the record of one person, in words (after SIASN's data-quality rules)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from pegawai.models import Pegawai, PenilaianKinerja


def daftar_temuan(
    pegawai: Pegawai, daftar_kinerja: Iterable[PenilaianKinerja], hari: datetime.date
) -> list[str]:
    """One sentence a finding; nothing is asked of the database."""
    temuan = [*_identitas(pegawai), *_kedudukan(pegawai, hari)]
    temuan += [
        f"Predikat {nilai.tahun} tercatat {nilai.get_predikat_display()}; hasil dan perilaku kerja "
        f"menurut matriks memberi {nilai.predikat_matriks.title()}."
        for nilai in daftar_kinerja
        if nilai.predikat_matriks and nilai.predikat_matriks != nilai.predikat
    ]
    return temuan


def _identitas(pegawai: Pegawai) -> list[str]:
    temuan = []
    if pegawai.tanggal_lahir and f"{pegawai.tanggal_lahir:%Y%m%d}" != pegawai.nip[:8]:
        temuan.append("Tanggal lahir berbeda dari NIP. Periksa di SIASN.")
    kelamin = {"1": "L", "2": "P"}.get(pegawai.nip[14])
    if pegawai.jenis_kelamin and kelamin and pegawai.jenis_kelamin != kelamin:
        temuan.append("Jenis kelamin berbeda dari NIP. Periksa di SIASN.")
    pns = pegawai.status_asn in {Pegawai.StatusAsn.PNS, Pegawai.StatusAsn.CPNS}
    if pns and pegawai.tmt_cpns and f"{pegawai.tmt_cpns:%Y%m}" != pegawai.nip[8:14]:
        temuan.append("TMT CPNS berbeda dari NIP. Periksa di SIASN.")
    if pegawai.tmt_cpns and pegawai.tmt_pns and pegawai.tmt_cpns > pegawai.tmt_pns:
        temuan.append("TMT CPNS lebih akhir daripada TMT PNS.")
    return temuan


def _kedudukan(pegawai: Pegawai, hari: datetime.date) -> list[str]:
    aktif = bool(pegawai.kedudukan_hukum and pegawai.kedudukan_hukum.dihitung_aktif)
    temuan = []
    if aktif and pegawai.tmt_pensiun and pegawai.tmt_pensiun <= hari:
        temuan.append("TMT pensiun sudah lewat, tetapi kedudukan hukum masih aktif.")
    if pegawai.unit and not pegawai.unit.aktif:
        temuan.append("Ditempatkan pada unit yang sudah tidak aktif.")
    if not pegawai.unit and pegawai.unor_berkas:
        temuan.append(f"Unit menurut berkas, {pegawai.unor_berkas}, belum ada di data referensi.")
    if not pegawai.jabatan and pegawai.nama_jabatan:
        temuan.append("Nama jabatan belum cocok dengan data referensi.")
    return temuan
