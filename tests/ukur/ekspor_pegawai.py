"""Export of 100,000 persons as xlsx, against xlsxwriter alone writing the same cells."""

from __future__ import annotations

import datetime
import itertools
import tempfile
from collections.abc import Iterable
from statistics import median as median_nilai
from typing import Any

import xlsxwriter
from django.utils import timezone

from akses.models import Pengguna
from pegawai import bentuk_siasn, ekspor
from pegawai.kolom import kolom_lembar, terpilih
from pegawai.models import BerkasEkspor, Pegawai
from pegawai.querysets import PegawaiQuerySet
from tests.ukur import Hasil, detik, di_proses_lain, isi_data_contoh

BARIS = 100_000
BARIS_SIASN = 20_000
"""Of the 69 columns; its cells are held in memory for the floor."""


def semua(baris: int) -> PegawaiQuerySet:
    """The persons as the list of an account that sees all fifteen Instansi has them."""
    nomor = Pegawai.tanpa_batas.order_by("pk").values("pk")[:baris]
    orang = Pegawai.tanpa_batas.filter(pk__in=nomor).dengan_kotak(bawah=True)
    return orang.order_by("nama", "pk")


def ukur(baris: int = BARIS, ulang: int = 2) -> list[Hasil]:
    """The list with its usual columns and SIASN's form; floor and figure take turns."""
    isi_data_contoh(baris)
    pekerja = di_proses_lain("tests.ukur.ekspor_pegawai:tulis_satu", baris)
    isi = BerkasEkspor.Isi
    siasn = min(baris, BARIS_SIASN)
    return [
        _banding("daftar, kolom bawaan", isi.DAFTAR, baris, _sel_daftar(baris), ulang),
        _banding("bentuk SIASN", isi.SIASN, siasn, _sel_siasn(siasn), ulang),
        Hasil("puncak memori penulis daftar", pekerja["mib"], satuan="MiB", catatan="proses lain"),
    ]


def tulis_satu(baris: int, isi: str = BerkasEkspor.Isi.DAFTAR) -> int:
    """What a worker does with one export; the size of the file."""
    with ekspor.tulis(isi, "xlsx", semua(baris), terpilih([]), oleh=Pengguna.sistem()) as berkas:
        return berkas.seek(0, 2)


def _banding(nama: str, isi: str, baris: int, sel: list[list[Any]], ulang: int) -> Hasil:
    lantai, ukuran = [], []
    for _ in range(ulang):
        lantai.append(detik(lambda: _lantai(sel)))
        ukuran.append(detik(lambda: tulis_satu(baris, isi)))
    return Hasil(
        nama,
        median_nilai(ukuran),
        median_nilai(lantai),
        sasaran_rasio=3,
        catatan=f"{len(sel)} baris × {len(sel[0])} kolom; lantai: xlsxwriter saja",
    )


def _sel_daftar(baris: int) -> list[list[Any]]:
    kolom = terpilih([])
    lembar = kolom_lembar(kolom, timezone.localdate())
    orang = ekspor.baris_pegawai(semua(baris), kolom)
    return [[n, *(satu.isi(p) for satu in lembar)] for n, p in enumerate(orang, start=1)]


def _sel_siasn(baris: int) -> list[list[str]]:
    # Equal texts are held once, as every row repeats most of them.
    sama: dict[str, str] = {}
    isi = bentuk_siasn.baris(semua(baris), bentuk_siasn.judul(semua(baris)))
    return [[sama.setdefault(teks, teks) for teks in satu] for satu in isi]


def _lantai(sel: Iterable[list[Any]]) -> None:
    """The least that any export does: the cells that are there already, into a file."""
    with (
        tempfile.TemporaryFile(suffix=".xlsx") as berkas,
        xlsxwriter.Workbook(berkas, {"constant_memory": True}) as buku,
    ):
        lembar = buku.add_worksheet()
        tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
        for nomor, baris in zip(itertools.count(), sel, strict=False):
            for n, isi in enumerate(baris):
                if isi is None or isi == "":
                    continue
                if isinstance(isi, str):
                    lembar.write_string(nomor, n, isi)
                elif isinstance(isi, datetime.date):
                    lembar.write_datetime(nomor, n, isi, tanggal)
                else:
                    lembar.write_number(nomor, n, isi)
