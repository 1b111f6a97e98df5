"""The list of persons as a workbook that Excel opens without changing a NIP."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from akses.models import Pengguna
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


KOLOM: tuple[tuple[str, int, Callable[[Pegawai], Any]], ...] = (
    ("NIP", 20, lambda p: p.nip),
    ("Nama", 34, lambda p: p.nama_lengkap),
    ("Status", 12, lambda p: p.get_status_asn_display()),
    ("Kedudukan hukum", 18, lambda p: str(p.kedudukan_hukum or "")),
    ("Golongan", 10, lambda p: p.golongan),
    ("Pangkat", 22, lambda p: p.pangkat),
    ("TMT golongan", 13, lambda p: p.tmt_golongan),
    ("Jabatan", 36, lambda p: p.nama_jabatan),
    ("Jenjang", 18, lambda p: p.get_jenjang_display()),
    ("TMT jabatan", 13, lambda p: p.tmt_jabatan),
    ("Unit kerja", 34, _unit),
    ("Perangkat daerah", 34, _perangkat),
    ("Instansi", 22, lambda p: p.instansi.nama_resmi),
    ("Pendidikan", 12, lambda p: p.get_tingkat_pendidikan_display()),
    ("Jurusan", 28, lambda p: p.pendidikan),
    ("TMT pensiun", 13, lambda p: p.tmt_pensiun),
    ("Kotak", 8, lambda p: p.kotak_tampak),
    ("JPM", 8, lambda p: p.jpm),
    ("JP tahun ini", 12, lambda p: p.jp),
    ("SKP tahun lalu", 18, lambda p: _PREDIKAT.get(p.predikat, "")),
    ("Kelengkapan (%)", 15, lambda p: p.kelengkapan),
)
NIK = ("NIK", 20, lambda p: p.nik)


def buku_pegawai(
    daftar: PegawaiQuerySet, *, oleh: Pengguna, nik: bool = False
) -> tuple[IO[bytes], int]:
    """The workbook and its number of rows. Memory stays flat: rows go to disk as they come."""
    kolom = (*KOLOM, NIK) if nik else KOLOM
    berkas = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    pilihan = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    buku = xlsxwriter.Workbook(berkas, pilihan)
    lembar = buku.add_worksheet("Pegawai")
    tebal = buku.add_format({"bold": True})
    tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
    for nomor, (_, lebar, _) in enumerate(kolom):
        lembar.set_column(nomor, nomor, lebar)
    lembar.freeze_panes(2, 2)
    saat = timezone.localtime()
    lembar.write_string(
        0, 0, f"Diunduh oleh {oleh.nama} ({oleh.username}) pada {saat:%d-%m-%Y pukul %H.%M} WIB"
    )
    for nomor, (judul, _, _) in enumerate(kolom):
        lembar.write_string(1, nomor, judul, tebal)
    jumlah = 0
    for jumlah, pegawai in enumerate(daftar.iterator(chunk_size=BARIS_SEKALI), start=1):
        for nomor, (_, _, ambil) in enumerate(kolom):
            _tulis(lembar, jumlah + 1, nomor, ambil(pegawai), tanggal)
    buku.close()
    berkas.seek(0)
    return berkas, jumlah


def _tulis(lembar: Any, baris: int, kolom: int, nilai: Any, tanggal: Any) -> None:
    """Text is always a string cell: a name that begins with "=" is no formula."""
    if nilai is None or nilai == "":
        return
    if isinstance(nilai, str):
        lembar.write_string(baris, kolom, nilai)
    elif isinstance(nilai, datetime.date):
        lembar.write_datetime(baris, kolom, nilai, tanggal)
    else:
        lembar.write_number(baris, kolom, nilai)
