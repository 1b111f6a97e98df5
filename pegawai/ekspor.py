"""The list of persons as a workbook that Excel opens without changing a NIP."""

from __future__ import annotations

from typing import IO

from akses.models import Pengguna
from pegawai.buku_kerja import Kolom, tulis
from pegawai.models import Pegawai
from pegawai.predikat import Predikat
from pegawai.querysets import PegawaiQuerySet

BARIS_SEKALI = 2_000
_PREDIKAT = dict(Predikat.choices)


def _unit(pegawai: Pegawai) -> str:
    return pegawai.unit.nama if pegawai.unit else pegawai.unor_berkas


def _perangkat(pegawai: Pegawai) -> str:
    atas = pegawai.unit.perangkat_daerah if pegawai.unit else None
    return atas.nama if atas else ""


KOLOM = (
    Kolom("NIP", lambda p: p.nip, 20),
    Kolom("Nama", lambda p: p.nama_lengkap, 34),
    Kolom("Status", lambda p: p.get_status_asn_display(), 12),
    Kolom("Kedudukan hukum", lambda p: str(p.kedudukan_hukum or "")),
    Kolom("Golongan", lambda p: p.golongan, 10),
    Kolom("Pangkat", lambda p: p.pangkat, 22),
    Kolom("TMT golongan", lambda p: p.tmt_golongan, 13),
    Kolom("Jabatan", lambda p: p.nama_jabatan, 36),
    Kolom("Jenjang", lambda p: p.get_jenjang_display()),
    Kolom("TMT jabatan", lambda p: p.tmt_jabatan, 13),
    Kolom("Unit kerja", _unit, 34),
    Kolom("Perangkat daerah", _perangkat, 34),
    Kolom("Instansi", lambda p: p.instansi.nama_resmi, 22),
    Kolom("Pendidikan", lambda p: p.get_tingkat_pendidikan_display(), 12),
    Kolom("Jurusan", lambda p: p.pendidikan, 28),
    Kolom("TMT pensiun", lambda p: p.tmt_pensiun, 13),
    Kolom("Kotak", lambda p: p.kotak_tampak, 8),
    Kolom("JPM", lambda p: p.jpm, 8),
    Kolom("JP tahun ini", lambda p: p.jp, 12),
    Kolom("SKP tahun lalu", lambda p: _PREDIKAT.get(p.predikat, "")),
    Kolom("Kelengkapan (%)", lambda p: p.kelengkapan, 15),
)
NIK = Kolom("NIK", lambda p: p.nik, 20)


def buku_pegawai(daftar: PegawaiQuerySet, *, oleh: Pengguna, nik: bool = False) -> IO[bytes]:
    """The workbook. Memory stays flat: rows go to disk as they come."""
    kolom = (*KOLOM, NIK) if nik else KOLOM
    baris = daftar.iterator(chunk_size=BARIS_SEKALI)
    return tulis("Daftar pegawai", "Sesuai saringan pada halaman", kolom, baris, oleh=oleh)
