"""A workbook from a table: one sheet, title rows, headers, rows as they come.

Rows are written one at a time to a file on disk, so that memory does not grow with them. NIP and
other long numbers are text, and text is never taken for a formula, a link or a number.
"""

from __future__ import annotations

import csv
import datetime
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone

from akses.models import Pengguna
from akses.templatetags.tampilan import waktu

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEMBAR_SENDIRI = "Kalteng Talenta"
"""The name of the sheet: by it the import knows a file of ours that comes back."""
LEBAR_TANGGAL = 12
PENGATURAN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd-mm-yyyy",
    "remove_timezone": True,
}

# What would begin a formula (one sign alone does not: files write "-" for nothing), digits that a
# spreadsheet rounds or shortens (NIP, telephone), and the mark itself.
_PERLU_PENANDA = re.compile(r" *[=+@-].|'|[0-9]{12,}\Z|0[0-9]+\Z", re.DOTALL)
_SATU_BARIS = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True)
class Kolom:
    """A column of a table, on the page and in the workbook."""

    judul: str
    isi: Callable[[Any], Any]
    lebar: int = 18
    angka: bool = False
    desimal: int | None = None
    """Decimals on the page; without it none for an int, one for everything else."""

    @property
    def sebaris(self) -> bool:
        """Whether the page keeps the cell on one line: dates, codes."""
        return self.lebar <= LEBAR_TANGGAL


def kalimat_pengunduh(oleh: Pengguna) -> str:
    """Who took the data out, when: the line that follows the file wherever it goes."""
    return (
        f"Diunduh oleh {oleh.nama} ({oleh.username}) pada {waktu(timezone.now())}. "
        "Memuat data pribadi pegawai: gunakan hanya untuk keperluan dinas."
    )


def tulis(
    judul: str,
    keterangan: str,
    daftar_kolom: Iterable[Kolom],
    baris: Iterable[Any],
    *,
    oleh: Pengguna,
) -> IO[bytes]:
    """The workbook as an open temporary file: title, note, who took it, headers, rows."""
    kolom = (Kolom("No.", lambda n: n, 6, angka=True), *daftar_kolom)
    berkas = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - FileResponse closes it
    buku = xlsxwriter.Workbook(berkas, PENGATURAN)
    lembar = buku.add_worksheet(LEMBAR_SENDIRI)
    tebal = buku.add_format({"bold": True})
    kepala = buku.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
    for n, satu in enumerate(kolom):
        lembar.set_column(n, n, satu.lebar)
    lembar.write_string(0, 0, judul, tebal)
    lembar.write_string(1, 0, keterangan)
    lembar.write_string(2, 0, kalimat_pengunduh(oleh))
    for n, satu in enumerate(kolom):
        lembar.write_string(4, n, satu.judul, kepala)
    lembar.freeze_panes(5, 0)
    lembar.repeat_rows(4)
    lembar.set_landscape()
    lembar.fit_to_pages(1, 0)
    lembar.set_footer(f"&L{oleh.nama}, {waktu(timezone.now())}&RHalaman &P dari &N")
    for nomor, data in enumerate(baris, start=1):
        lembar.write_number(nomor + 4, 0, nomor)
        for n, satu in enumerate(kolom[1:], start=1):
            _tulis_sel(lembar, nomor + 4, n, satu.isi(data), tanggal)
    buku.close()
    berkas.seek(0)
    return berkas


def _tulis_sel(lembar: Any, baris: int, kolom: int, isi: Any, tanggal: Any) -> None:
    if isi is None or isi == "":
        return
    if isinstance(isi, datetime.date):
        lembar.write_datetime(baris, kolom, isi, tanggal)
    elif isinstance(isi, int | float | Decimal):
        lembar.write_number(baris, kolom, isi)
    else:
        lembar.write_string(baris, kolom, str(isi))


def baris_csv(daftar_kolom: Iterable[Kolom], baris: Iterable[Any]) -> Iterator[str]:
    """The table as lines of csv, semicolons between them as Excel expects here.

    A text that a spreadsheet would take for a formula, a long number and one with a leading zero
    get an apostrophe before them; the import takes it away again.
    """
    kolom = tuple(daftar_kolom)
    isi = ((satu.isi(data) for satu in kolom) for data in baris)
    return baris_csv_polos([satu.judul for satu in kolom], isi)


def baris_csv_polos(judul: Iterable[str], baris: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of csv of cells that are there already."""
    penulis = csv.writer(_Gema(), delimiter=";")
    yield "\ufeff" + penulis.writerow(judul)
    for satu in baris:
        yield penulis.writerow([_teks_csv(isi) for isi in satu])


class _Gema:
    """What csv.writer writes to: it hands the line back."""

    def write(self, teks: str) -> str:
        return teks


def _teks_csv(isi: Any) -> str:
    if isi is None:
        return ""
    if isinstance(isi, datetime.date):
        return f"{isi:%d-%m-%Y}"
    if isinstance(isi, int | float | Decimal):
        return str(isi).replace(".", ",")
    teks = str(isi).translate(_SATU_BARIS)
    return f"'{teks}" if _PERLU_PENANDA.match(teks) else teks


def jawab_csv(baris: Iterable[str], nama: str) -> StreamingHttpResponse:
    """The lines as a download."""
    respons = StreamingHttpResponse(baris, content_type="text/csv; charset=utf-8")
    respons["Content-Disposition"] = f'attachment; filename="{nama}.csv"'
    return respons


def jawab(berkas: IO[bytes], nama: str) -> FileResponse:
    """The workbook as a download; the response closes the file."""
    return FileResponse(berkas, as_attachment=True, filename=f"{nama}.xlsx", content_type=MIME)


def tulis_polos(judul: Iterable[str], baris: Iterable[Iterable[str]]) -> IO[bytes]:
    """A workbook of nothing but text: headers on the first row, as SIASN's own files."""
    berkas = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - FileResponse closes it
    buku = xlsxwriter.Workbook(berkas, PENGATURAN)
    lembar = buku.add_worksheet(LEMBAR_SENDIRI)
    for nomor, satu in enumerate(chain([judul], baris)):
        for n, isi in enumerate(satu):
            if isi:
                lembar.write_string(nomor, n, isi)
    buku.close()
    berkas.seek(0)
    return berkas
