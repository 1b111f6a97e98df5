"""The workbook that goes back: the bad rows as they came, marked, each with its reason."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pegawai.impor.baca import KOLOM_ALASAN
from pegawai.models import BarisImpor, BerkasImpor

_MERAH = PatternFill("solid", start_color="FFF8D7DA")
_KEPALA = PatternFill("solid", start_color="FFE9ECEF")
_TEBAL = Font(bold=True)


def buku_galat(berkas: BerkasImpor) -> bytes:
    """The rows with errors as xlsx: all cells text, the bad ones coloured, the reasons last.

    Mended, the same workbook can be uploaded as it is: the column of reasons is ignored.
    """
    buku = Workbook(write_only=True)
    galat = BarisImpor.tanpa_batas.filter(berkas=berkas, hasil=BarisImpor.Hasil.GALAT)
    for urutan, lembar in enumerate(berkas.susunan):
        tabel = buku.create_sheet((lembar["nama"] or "Data")[:31])
        kolom = lembar["kolom"]
        judul = lembar["judul"]  # the date of an assessment stands there
        tabel.freeze_panes = f"A{len(judul) + 2}"
        tabel.column_dimensions[get_column_letter(len(kolom) + 1)].width = 70
        for baris in judul:
            tabel.append([_sel(tabel, isi) for isi in baris])
        tabel.append([_sel(tabel, isi, _KEPALA, _TEBAL) for isi in [*kolom, KOLOM_ALASAN]])
        daftar = galat.filter(lembar=urutan).order_by("nomor").values_list("mentah", "temuan")
        for mentah, temuan in daftar.iterator(chunk_size=500):
            tabel.append(_baris(tabel, kolom, mentah, [t for t in temuan if t["galat"]]))
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _baris(
    tabel: WriteOnlyWorksheet, kolom: list[str], mentah: list[str], galat: list[dict[str, Any]]
) -> list[WriteOnlyCell]:
    bertanda = {temuan["kolom"] for temuan in galat}
    sel = [
        _sel(tabel, isi, _MERAH if judul in bertanda else None)
        for judul, isi in zip(kolom, mentah, strict=False)
    ]
    alasan = "\n".join(f"{temuan['kolom']}: {temuan['pesan']}" for temuan in galat)
    return [*sel, _sel(tabel, alasan, rapat=False)]


def _sel(
    tabel: WriteOnlyWorksheet,
    isi: str,
    warna: PatternFill | None = None,
    huruf: Font | None = None,
    *,
    rapat: bool = True,
) -> WriteOnlyCell:
    """A cell that stays text: a NIP keeps its digits, ``=1+1`` is no formula."""
    sel = WriteOnlyCell(tabel, value=ILLEGAL_CHARACTERS_RE.sub("", isi))
    sel.data_type = "s"
    sel.number_format = "@"
    sel.alignment = Alignment(wrap_text=not rapat, vertical="top")
    if warna is not None:
        sel.fill = warna
    if huruf is not None:
        sel.font = huruf
    return sel
