"""The workbook that goes back: the bad rows as they came, marked, each with its reason."""

from __future__ import annotations

import io
import re
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pegawai.buku_kerja import LEMBAR_SENDIRI
from pegawai.impor.baca import KOLOM_ALASAN
from pegawai.models import BarisImpor, BerkasImpor

JUDUL_ALASAN = "Alasan"
_ALASAN = {KOLOM_ALASAN, "ALASAN GALAT"}
_MERAH = PatternFill("solid", start_color="FFF8D7DA")
_KUNING = PatternFill("solid", start_color="FFFFF3CD")
_KEPALA = PatternFill("solid", start_color="FFE9ECEF")
_TEBAL = Font(bold=True)
_BULAT = re.compile(r"(-?[0-9]{1,15})[.]0")
_LEBAR_ALASAN = 70
_LEBAR_SEL = (12, 32)


class IsiBuku(StrEnum):
    """Which rows go back: those with errors, those with warnings only, or both."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    SEMUA = "semua"


def buku_galat(berkas: BerkasImpor, *, isi: IsiBuku = IsiBuku.GALAT) -> bytes:
    """The rows with findings as xlsx.

    Title and header rows, columns and cells stand as in the file, all cells text; the cells in
    question are coloured and the reasons come last. Mended, the same workbook can be uploaded as
    it is: colours and the column of reasons are ignored.
    """
    buku = Workbook(write_only=True)
    baris = _baris_kembali(berkas, isi)
    for urutan, lembar in enumerate(berkas.susunan):
        letak = [n for n, judul in enumerate(lembar["kolom"]) if judul not in _ALASAN]
        nama = LEMBAR_SENDIRI if lembar.get("sendiri") else lembar["nama"] or "Data"
        tabel = buku.create_sheet(nama[:31])
        _susun_kepala(tabel, lembar, letak)
        daftar = baris.filter(lembar=urutan).order_by("nomor")
        for nomor, mentah, temuan in daftar.values_list("nomor", "mentah", "temuan").iterator(
            chunk_size=500
        ):
            tabel.append(_baris(tabel, lembar, letak, nomor, mentah, temuan))
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _baris_kembali(berkas: BerkasImpor, isi: IsiBuku) -> QuerySet:
    baris = BarisImpor.tanpa_batas.filter(berkas=berkas)
    if isi == IsiBuku.SEMUA:
        return baris.exclude(temuan=[])
    if isi == IsiBuku.PERINGATAN:
        bertemuan = baris.filter(temuan__contains=[{"galat": False}])
        return bertemuan.exclude(hasil=BarisImpor.Hasil.GALAT)
    return baris.filter(hasil=BarisImpor.Hasil.GALAT)


def _susun_kepala(tabel: WriteOnlyWorksheet, lembar: dict[str, Any], letak: list[int]) -> None:
    """Titles and headers as they stood; the date of an assessment is among them."""
    judul, kolom = lembar["judul"], lembar["kolom"]
    atas = lembar.get("atas") or [*judul, kolom]
    tabel.freeze_panes = f"A{len(atas) + 1}"
    bawah, lebar = _LEBAR_SEL
    for urutan, n in enumerate(letak, start=1):
        tabel.column_dimensions[get_column_letter(urutan)].width = min(
            max(len(kolom[n]) + 2, bawah), lebar
        )
    tabel.column_dimensions[get_column_letter(len(letak) + 1)].width = _LEBAR_ALASAN
    for urutan, satu in enumerate(atas):
        if urutan < len(judul):
            tabel.append([_sel(tabel, isi) for isi in satu])
            continue
        isi = [satu[n] if n < len(satu) else "" for n in letak]
        akhir = JUDUL_ALASAN if urutan == len(judul) else ""
        tabel.append([_sel(tabel, teks, _KEPALA, _TEBAL) for teks in [*isi, akhir]])


def _baris(
    tabel: WriteOnlyWorksheet,
    lembar: dict[str, Any],
    letak: list[int],
    nomor: int,
    mentah: list[str],
    temuan: list[dict[str, Any]],
) -> list[WriteOnlyCell]:
    kolom, peta = lembar["kolom"], lembar["peta"]
    warna = {satu["kolom"]: _KUNING for satu in temuan if not satu["galat"]}
    warna |= {satu["kolom"]: _MERAH for satu in temuan if satu["galat"]}
    nip = {peta.get("nip"), lembar.get("gabungan")}
    sel = [
        _sel(tabel, isi if n in nip else _BULAT.sub(_tanpa_koma, isi), warna.get(kolom[n]))
        for n in letak
        for isi in (mentah[n] if n < len(mentah) else "",)
    ]
    alasan = [f"Baris {nomor} berkas asal."]
    alasan += [f"{t['kolom']}: {t['pesan']}" for t in temuan if t["galat"]]
    alasan += [f"{t['kolom']} (peringatan): {t['pesan']}" for t in temuan if not t["galat"]]
    return [*sel, _sel(tabel, "\n".join(alasan), rapat=False)]


def _tanpa_koma(cocok: re.Match[str]) -> str:
    """Number cells come as ``16.0``; a person wrote 16."""
    return cocok[1] if cocok[0] == cocok.string else cocok[0]


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
