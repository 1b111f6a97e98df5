"""The list of persons as a workbook that Excel opens without changing a NIP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from django.utils import timezone

from akses.models import Pengguna
from pegawai.buku_kerja import baris_csv, tulis
from pegawai.kolom import KolomDaftar, kolom_lembar
from pegawai.querysets import PegawaiQuerySet

BARIS_SEKALI = 2_000


def buku_pegawai(
    daftar: PegawaiQuerySet, kolom: Iterable[KolomDaftar], *, oleh: Pengguna
) -> IO[bytes]:
    """The workbook with the columns of the page; memory stays flat, rows go to disk at once."""
    lembar = kolom_lembar(kolom, timezone.localdate())
    baris = daftar.iterator(chunk_size=BARIS_SEKALI)
    return tulis("Daftar pegawai", "Sesuai saringan pada halaman", lembar, baris, oleh=oleh)


def csv_pegawai(daftar: PegawaiQuerySet, kolom: Iterable[KolomDaftar]) -> Iterator[str]:
    """The same table as csv, line by line."""
    lembar = kolom_lembar(kolom, timezone.localdate())
    return baris_csv(lembar, daftar.iterator(chunk_size=BARIS_SEKALI))
