"""Persons as a file that a spreadsheet opens without changing a NIP: the list, or SIASN's form.

Every entry takes the persons as a queryset, scoped, filtered and in order. Memory stays flat: rows
come from a cursor of the server and go to disk at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, TypeVar

from django.utils import timezone

from akses.models import Instansi, Pengguna
from pegawai import bentuk_siasn
from pegawai.buku_kerja import baris_csv, baris_csv_polos, tulis_polos
from pegawai.buku_kerja import tulis as tulis_buku
from pegawai.kolom import KolomDaftar, kolom_lembar
from pegawai.models import BerkasEkspor, KedudukanHukum, Pegawai, UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet

BARIS_SEKALI = 2_000
Lapor = Callable[[int], None]
"""Is told the number of rows so far, every BARIS_SEKALI rows."""
T = TypeVar("T")


def tulis(
    isi: str,
    bentuk: str,
    daftar: PegawaiQuerySet,
    kolom: Iterable[KolomDaftar],
    *,
    oleh: Pengguna,
    lapor: Lapor | None = None,
) -> IO[bytes]:
    """The whole file, open at its beginning; a workbook or csv of either kind."""
    if bentuk == BerkasEkspor.Bentuk.CSV:
        return _tampung(baris_teks(isi, daftar, kolom, lapor=lapor))
    if isi == BerkasEkspor.Isi.SIASN:
        judul = bentuk_siasn.judul(daftar)
        return tulis_polos(judul, _terlapor(bentuk_siasn.baris(daftar, judul), lapor))
    return buku_pegawai(daftar, kolom, oleh=oleh, lapor=lapor)


def baris_teks(
    isi: str,
    daftar: PegawaiQuerySet,
    kolom: Iterable[KolomDaftar],
    *,
    lapor: Lapor | None = None,
) -> Iterator[str]:
    """The lines of the csv of either kind."""
    if isi == BerkasEkspor.Isi.SIASN:
        judul = bentuk_siasn.judul(daftar)
        return baris_csv_polos(judul, _terlapor(bentuk_siasn.baris(daftar, judul), lapor))
    return csv_pegawai(daftar, kolom, lapor=lapor)


def buku_pegawai(
    daftar: PegawaiQuerySet,
    kolom: Iterable[KolomDaftar],
    *,
    oleh: Pengguna,
    lapor: Lapor | None = None,
) -> IO[bytes]:
    """The workbook with the columns of the page. ``daftar`` needs ``dengan_kotak``."""
    kolom = tuple(kolom)
    lembar = kolom_lembar(kolom, timezone.localdate())
    baris = _terlapor(baris_pegawai(daftar, kolom), lapor)
    return tulis_buku("Daftar pegawai", "Sesuai saringan pada halaman", lembar, baris, oleh=oleh)


def csv_pegawai(
    daftar: PegawaiQuerySet, kolom: Iterable[KolomDaftar], *, lapor: Lapor | None = None
) -> Iterator[str]:
    """The same table as csv, line by line."""
    kolom = tuple(kolom)
    lembar = kolom_lembar(kolom, timezone.localdate())
    return baris_csv(lembar, _terlapor(baris_pegawai(daftar, kolom), lapor))


def baris_pegawai(daftar: PegawaiQuerySet, kolom: Iterable[KolomDaftar]) -> Iterator[Pegawai]:
    """The persons with what the columns need; unit, Instansi and standing are read once each.

    Joining them would make the same three objects again for every row.
    """
    bidang = [nama for satu in kolom for nama in satu.bidang]
    baris = daftar.untuk_ekspor(*bidang).iterator(chunk_size=BARIS_SEKALI)
    instansi, kedudukan = Instansi.objects.in_bulk(), KedudukanHukum.objects.in_bulk()
    unit: dict[int | None, UnitOrganisasi | None] = {None: None}
    satu_instansi, satu_kedudukan, satu_unit = (
        Pegawai._meta.get_field(nama).set_cached_value
        for nama in ("instansi", "kedudukan_hukum", "unit")
    )
    while potong := list(islice(baris, BARIS_SEKALI)):
        if kurang := {satu.unit_id for satu in potong} - unit.keys():
            semua = UnitOrganisasi.tanpa_batas.select_related("perangkat_daerah")
            unit |= semua.in_bulk(kurang)
        for satu in potong:
            satu_instansi(satu, instansi[satu.instansi_id])
            satu_kedudukan(satu, kedudukan.get(satu.kedudukan_hukum_id))
            satu_unit(satu, unit[satu.unit_id])
            yield satu


def _terlapor(baris: Iterable[T], lapor: Lapor | None) -> Iterator[T]:
    for nomor, satu in enumerate(baris):
        if lapor is not None and nomor % BARIS_SEKALI == 0:
            lapor(nomor)
        yield satu


def _tampung(baris: Iterable[str]) -> IO[bytes]:
    """Lines as an open temporary file."""
    berkas = tempfile.TemporaryFile(suffix=".csv")  # noqa: SIM115 - the caller closes it
    berkas.writelines(satu.encode() for satu in baris)
    berkas.seek(0)
    return berkas
