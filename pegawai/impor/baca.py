"""Reading the cells: which rows are the table, which columns are which."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import python_calamine
from django.core.exceptions import ValidationError
from python_calamine import CalamineSheet, CalamineWorkbook

from pegawai.buku_kerja import LEMBAR_SENDIRI
from pegawai.impor.berkas import (
    BATAS_BARIS,
    BATAS_KOLOM,
    CSV,
    pindai_buku,
    tolak,
    tolak_terlalu_besar,
)
from pegawai.impor.jenis import JenisImpor

BARIS_MENCARI_KEPALA = 15
BARIS_KOSONG_PENUTUP = 3
KOLOM_ALASAN = "ALASAN"
"""Last column of the workbook that goes back; see ``bukan_isi``."""
BUKAN_ISI = frozenset({KOLOM_ALASAN, "ALASAN GALAT", "NO", "NO URUT", "NOMOR URUT", ""})
"""Headers that say nothing about a person: numbering, and our own column of reasons."""
JUDUL_GABUNGAN = frozenset({"NAMA/NIP", "NIP/NAMA", "NAMA DAN NIP", "NAMA NIP", "NAMA & NIP"})
"""One column for name and NIP, on two lines of a cell (DUK)."""
BARIS_CONTOH = 30
ISI_CONTOH = 3
PEMISAH = ";,|\t"
LEMBAR_CSV = "CSV"
"""The name of the one sheet that a csv is."""
_SPASI = re.compile(r"[\s_\u00a0]+")
_MIRING = re.compile(r" ?/ ?")
_TOTAL = re.compile(r"(GRAND |SUB ?)?(JUMLAH|TOTAL|REKAPITULASI)\b", re.IGNORECASE)
_NOMOR_KOLOM = re.compile(r"\(?([0-9]{1,3})(?:[.]0)?[).]?")
_ANGKA_NIP = re.compile(r"['’`]?[0-9][0-9 .]+")
_LEMBAR = re.compile(rb"<sheet\b[^>]*>")
_ATRIBUT = re.compile(rb'([\w:]+)="([^"]*)"')


def rapikan_judul(sel: object) -> str:
    """A header as it is compared: upper case, no underscores, single spaces."""
    if sel is None:
        return ""
    return _MIRING.sub("/", _SPASI.sub(" ", _teks(sel))).strip(" .:*").upper()


def _teks(sel: object) -> str:
    return "" if sel is None else str(sel).replace("\x00", "")


@dataclass
class Lembar:
    """The table of one sheet."""

    nama: str
    baris_kepala: int
    kolom: list[str]
    judul: list[list[str]]
    peta: dict[str, int]
    """Kolom.nama -> index of the cell in a row"""
    baris: Iterator[tuple[int, list[Any]]]
    """Row number and cells, once: a large table is never held whole."""
    kosong: bool
    perkiraan: int
    """About how many rows there are, for the progress."""
    geser: int = 0
    """Empty columns left of the table; the reader drops them."""
    sel_galat: bool = False
    """Whether some cell may be an error of Excel; then every cell is looked at."""
    atas: list[list[str]] = field(default_factory=list)
    """Title and header rows as they stand, for the workbook that goes back."""
    gabungan: int | None = None
    """Index of the column that holds name and NIP in one cell."""
    contoh: dict[str, list[str]] = field(default_factory=dict)
    """Some values of each column that the kind does not know."""
    sendiri: bool = False
    """Whether it bears the mark of our own exports."""
    kurang: list[str] = field(default_factory=list)
    """The required columns that no header means."""

    def susunan(self) -> dict[str, Any]:
        return {
            "nama": self.nama,
            "judul": self.judul,
            "baris_kepala": self.baris_kepala,
            "kolom": self.kolom,
            "peta": self.peta,
            "geser": self.geser,
            "sel_galat": self.sel_galat,
            "atas": self.atas,
            "gabungan": self.gabungan,
            "contoh": self.contoh,
            "sendiri": self.sendiri,
        }


class KolomKurang(ValidationError):
    """A table was found, but no header means a required column: a person can say which does."""

    def __init__(self, pesan: str, lembar: Lembar) -> None:
        super().__init__(pesan, code="kolom_kurang")
        self.susunan = [lembar.susunan()]


def baca(lokasi: Path, bentuk: str, jenis: JenisImpor) -> list[Lembar]:
    """The tables of the file that are of this kind.

    Raises ValidationError when there is none, and KolomKurang when one lacks a required column.
    """
    sumber = _baris_csv(lokasi, jenis) if bentuk == CSV else _baris_buku(lokasi)
    hasil: list[Lembar] = []
    kurang: list[Lembar] = []
    for satu in sumber:
        if jenis.lembar is not None and bentuk != CSV and not jenis.lembar(satu.nama):
            continue
        lembar = _baca_lembar(satu, jenis)
        if lembar is None:
            continue
        if lembar.kurang:
            kurang.append(lembar)
            continue
        hasil.append(lembar)
        if jenis.lembar is None:
            break
    if not hasil and kurang:
        raise _kolom_kurang(jenis, max(kurang, key=lambda satu: len(satu.peta)))
    if not hasil:
        raise _tanpa_tabel(jenis)
    if all(lembar.kosong for lembar in hasil):
        raise tolak("Tabel ini tidak memuat baris data. Periksa berkas asalnya.")
    return hasil


def _wajib(jenis: JenisImpor) -> str:
    return " dan ".join(kolom.judul[0] for kolom in jenis.kolom if kolom.wajib)


def _tanpa_tabel(jenis: JenisImpor) -> Exception:
    return tolak(
        f"Baris judul tidak ditemukan dalam {BARIS_MENCARI_KEPALA} baris pertama. Berkas "
        f"{jenis.nama.lower()} harus memuat kolom {_wajib(jenis)}. Periksa jenis berkas yang "
        "dipilih."
    )


def _kolom_kurang(jenis: JenisImpor, lembar: Lembar) -> KolomKurang:
    daftar = " dan ".join(k.judul[0] for k in jenis.kolom if k.nama in lembar.kurang)
    return KolomKurang(
        f"Kolom {daftar} belum ditemukan pada baris judul (baris {lembar.baris_kepala}). Berkas "
        f"{jenis.nama.lower()} harus memuat kolom {_wajib(jenis)}. Pilih kolom yang memuatnya di "
        "bawah ini, atau tambahkan kolomnya lalu unggah lagi.",
        lembar,
    )


@dataclass
class _Sumber:
    """A sheet as it is: its rows from the top, and its error cells by row number and column."""

    nama: str
    baris: Iterator[list[Any]]
    jumlah: int
    sel_galat: dict[tuple[int, int], str]
    geser: int = 0


def _baris_buku(lokasi: Path) -> Iterator[_Sumber]:
    sel_galat = pindai_buku(lokasi)
    try:
        buku = CalamineWorkbook.from_path(lokasi)
        nama_berkas = _berkas_lembar(lokasi)
        for nama in buku.sheet_names:
            lembar: CalamineSheet = buku.get_sheet_by_name(nama)
            awal = lembar.start or (0, 0)
            yield _Sumber(
                nama,
                iter(lembar.iter_rows()),
                lembar.total_height,
                sel_galat.get(nama_berkas.get(nama, ""), {}),
                geser=awal[1],
            )
    except (python_calamine.CalamineError, OSError, KeyError) as salah:
        raise tolak(
            "Berkas Excel rusak atau tidak dapat dibaca. Buka di Excel, simpan ulang sebagai "
            ".xlsx, lalu unggah lagi."
        ) from salah


def _berkas_lembar(lokasi: Path) -> dict[str, str]:
    """Name of each sheet -> its file in the zip."""
    with zipfile.ZipFile(lokasi) as buku:
        isi = buku.read("xl/workbook.xml")
        acuan = buku.read("xl/_rels/workbook.xml.rels")
    tujuan = {}
    for cocok in re.findall(rb"<Relationship\b[^>]*>", acuan):
        atribut = dict(_ATRIBUT.findall(cocok))
        alamat = atribut.get(b"Target", b"").decode().lstrip("/")
        tujuan[atribut.get(b"Id", b"")] = alamat if alamat.startswith("xl/") else f"xl/{alamat}"
    hasil = {}
    for cocok in _LEMBAR.findall(isi):
        atribut = dict(_ATRIBUT.findall(cocok))
        nama = _buka_entitas(atribut.get(b"name", b"").decode())
        hasil[nama] = tujuan.get(atribut.get(b"r:id", b""), "")
    return hasil


def _buka_entitas(teks: str) -> str:
    for entitas, huruf in (
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"),
    ):  # fmt: skip
        teks = teks.replace(entitas, huruf)
    return teks


def _baris_csv(lokasi: Path, jenis: JenisImpor) -> Iterator[_Sumber]:
    teks = baca_teks(lokasi.read_bytes())
    sel_galat = {(0, 0): "#"} if "#" in teks else {}
    yield _Sumber(LEMBAR_CSV, _urai_csv(teks, _pemisah(teks, jenis)), teks.count("\n"), sel_galat)


def _urai_csv(teks: str, pemisah: str) -> Iterator[list[str]]:
    """The rows; refuses what is no csv, and a table that is too large, when it gets there."""
    try:
        for nomor, baris in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah)):
            if nomor == BATAS_BARIS or len(baris) > BATAS_KOLOM:
                raise tolak_terlalu_besar()
            yield baris
    except csv.Error as salah:
        raise tolak(
            "Berkas CSV tidak dapat dibaca: ada tanda kutip yang tidak ditutup. Buka di Excel, "
            "simpan sebagai .xlsx, lalu unggah lagi."
        ) from salah


def baca_teks(isi: bytes) -> str:
    """The text of a csv: UTF-8 (BOM or not), UTF-16 with a BOM, else Windows' cp1252."""
    if isi.startswith((b"\xff\xfe", b"\xfe\xff")):
        teks = isi.decode("utf-16", "replace")
    else:
        try:
            teks = isi.decode("utf-8-sig")
        except UnicodeDecodeError:
            teks = isi.decode("cp1252", "replace")
    return teks.replace("\x00", "")


def _pemisah(teks: str, jenis: JenisImpor) -> str:
    """The delimiter with which some line near the top has the most known headers."""
    awal = list(io.StringIO(teks, newline=""))[:BARIS_MENCARI_KEPALA]
    dikenal = judul_dikenal(jenis)

    def jumlah_dikenal(pemisah: str) -> int:
        return max(
            (
                sum(
                    rapikan_judul(sel.strip().strip('"')) in dikenal for sel in baris.split(pemisah)
                )
                for baris in awal
            ),
            default=0,
        )

    return max(PEMISAH, key=jumlah_dikenal)


def judul_dikenal(jenis: JenisImpor) -> set[str]:
    """Headers that the kind uses or knows not to use."""
    gabungan = JUDUL_GABUNGAN if {"nip", "nama"} <= {k.nama for k in jenis.kolom} else frozenset()
    return {j for kolom in jenis.kolom for j in kolom.judul} | set(jenis.dikenal) | gabungan


def _baca_lembar(sumber: _Sumber, jenis: JenisImpor) -> Lembar | None:
    atas = list(islice(sumber.baris, BARIS_MENCARI_KEPALA))
    letak = _cari_kepala(atas, jenis)
    if letak is None:
        return None
    n, kepala, tinggi = letak
    peta = _petakan(kepala, jenis)
    gabungan = _petakan_gabungan(kepala, peta)
    mulai = n + tinggi
    if mulai < len(atas) and _baris_nomor_kolom(atas[mulai]):
        mulai += 1
    baris: Iterable[tuple[int, list[Any]]] = enumerate(
        chain(atas[mulai:], sumber.baris), start=mulai + 1
    )
    if sumber.sel_galat:
        baris = _dengan_galat(baris, sumber)
    tabel = _potong(baris, [peta[k] for k in jenis.kunci_kosong if k in peta], _orang(peta, jenis))
    pertama = list(islice(tabel, BARIS_CONTOH))
    lembar = Lembar(
        nama=sumber.nama[:100],
        baris_kepala=n + tinggi,
        kolom=kepala,
        judul=[[str(sel) for sel in satu if sel not in ("", None)] for satu in atas[:n]],
        peta=peta,
        baris=chain(pertama, tabel),
        kosong=not pertama,
        perkiraan=max(sumber.jumlah - mulai, 1),
        geser=sumber.geser,
        sel_galat=bool(sumber.sel_galat),
        atas=[[_teks(sel) for sel in satu] for satu in atas[:mulai]],
        gabungan=gabungan,
        kurang=[k.nama for k in jenis.kolom if k.wajib and k.nama not in peta],
    )
    lembar.contoh = _contoh(pertama, lembar, jenis)
    lembar.sendiri = sumber.nama == LEMBAR_SENDIRI or (
        sumber.nama == LEMBAR_CSV and _nip_bertanda(pertama, peta)
    )
    return lembar


def _nip_bertanda(pertama: list[tuple[int, list[Any]]], peta: dict[str, int]) -> bool:
    """Whether every NIP has the apostrophe by which our csv marks a long number as text."""
    n = peta.get("nip")
    isi = [_teks(sel[n]) for _, sel in pertama if _berisi(sel, n)] if n is not None else []
    return bool(isi) and all(satu.startswith("'") for satu in isi)


def _petakan_gabungan(kepala: list[str], peta: dict[str, int]) -> int | None:
    """Let one column serve name and NIP when the table has no columns of their own for them."""
    letak = next((n for n, judul in enumerate(kepala) if judul in JUDUL_GABUNGAN), None)
    if letak is None or "nip" in peta:
        return None
    peta["nip"] = letak
    peta.setdefault("nama", letak)
    return letak


def _baris_nomor_kolom(baris: list[Any]) -> bool:
    """Whether a row below the header only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    isi = [str(sel).strip() for sel in baris if sel not in ("", None)]
    angka = [int(cocok[1]) for satu in isi if (cocok := _NOMOR_KOLOM.fullmatch(satu))]
    return len(isi) >= 3 and len(angka) == len(isi) and angka == sorted(set(angka))


def _contoh(
    pertama: list[tuple[int, list[Any]]], lembar: Lembar, jenis: JenisImpor
) -> dict[str, list[str]]:
    """A few different values of each column that the kind does not know."""
    hasil = {}
    for judul in kolom_tidak_dikenal(lembar, jenis):
        n = lembar.kolom.index(judul)
        isi = (" ".join(_teks(sel[n]).split())[:60] for _, sel in pertama if _berisi(sel, n))
        hasil[judul] = list(dict.fromkeys(isi))[:ISI_CONTOH]
    return hasil


def _dengan_galat(
    baris: Iterable[tuple[int, list[Any]]], sumber: _Sumber
) -> Iterator[tuple[int, list[Any]]]:
    """The rows with the text of each error cell, which the reader leaves empty."""
    per_baris: dict[int, list[tuple[int, str]]] = {}
    for (nomor, kolom), teks in sumber.sel_galat.items():
        per_baris.setdefault(nomor, []).append((kolom - sumber.geser, teks))
    for nomor, sel in baris:
        for kolom, teks in per_baris.get(nomor, ()):
            if 0 <= kolom < len(sel):
                sel[kolom] = teks
        yield nomor, sel


def _cari_kepala(atas: list[list[Any]], jenis: JenisImpor) -> tuple[int, list[str], int] | None:
    """(index, headers, height) of the header: the row near the top with the most known names."""
    dikenal = judul_dikenal(jenis)
    calon = [[rapikan_judul(sel) for sel in baris] for baris in atas]
    jumlah = [len(dikenal.intersection(baris)) for baris in calon]
    terbanyak = max(jumlah, default=0)
    if terbanyak < 2:
        return None
    n = jumlah.index(terbanyak)
    for awal in (n, n - 1):  # two-line headers: the names below a group heading are on the 2nd line
        if awal < 0 or awal + 1 >= len(calon):
            continue
        gabung = _gabung(calon[awal], calon[awal + 1], jenis)
        if gabung is not None and len(dikenal.intersection(gabung)) > terbanyak:
            return awal, gabung, 2
    return (n, calon[n], 1) if terbanyak >= jenis.min_kepala else None


def _gabung(atas: list[str], bawah: list[str], jenis: JenisImpor) -> list[str] | None:
    """One header of two lines; None when the second line is data.

    A merged heading stands in its first cell only, so it is carried to the cells on its right:
    PANGKAT over GOL/RUANG and TMT becomes ``PANGKAT GOL/RUANG`` and ``PANGKAT TMT``. A name that
    says enough by itself (LAHIR over TANGGAL LAHIR) stands alone, unless it stands twice: the NAMA
    below PASANGAN is nobody's own name.
    """
    dikenal = judul_dikenal(jenis)
    kunci = {j for k in jenis.kolom if k.nama in jenis.kunci_kosong for j in k.judul}
    if any(a in kunci and b and b not in kunci for a, b in zip(atas, bawah, strict=False)):
        return None
    sendiri = {a for a, b in zip(atas, bawah, strict=False) if not b}
    hasil, kelompok = [], ""
    for a, b in zip(atas, bawah, strict=False):
        kelompok = (a if b else "") if a or not b else kelompok
        lengkap = f"{kelompok} {b}".strip()
        if not b:
            hasil.append(a)
        elif b in dikenal and lengkap not in dikenal and bawah.count(b) == 1 and b not in sendiri:
            hasil.append(b)
        else:
            hasil.append(lengkap)
    return hasil


def _petakan(kepala: list[str], jenis: JenisImpor) -> dict[str, int]:
    """Kolom -> index. The order of a Kolom's headers is their rank."""
    letak: dict[str, int] = {}
    for indeks, judul in enumerate(kepala):
        letak.setdefault(judul, indeks)
    peta = {}
    for kolom in jenis.kolom:
        for judul in kolom.judul:
            if judul in letak:
                peta[kolom.nama] = letak[judul]
                break
    return peta


def _potong(
    baris: Iterable[tuple[int, list[Any]]],
    kunci: list[int],
    orang: Callable[[list[Any]], bool] | None,
) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the table with their row numbers; three without a key end it."""
    kosong = 0
    for nomor, sel in baris:
        if any(_berisi(sel, k) for k in kunci) and (orang is None or orang(sel)):
            kosong = 0
            yield nomor, sel
        else:
            kosong += 1
            if kosong == BARIS_KOSONG_PENUTUP:
                break


def _orang(peta: dict[str, int], jenis: JenisImpor) -> Callable[[list[Any]], bool] | None:
    """Tells a row about a person from totals, group headings and the block of signatures.

    A row with a NIP is always one. Without, it must say enough to be worth a complaint.
    """
    nip = next((peta[k.nama] for k in jenis.kolom if k.macam == "nip" and k.nama in peta), None)
    if nip is None or "nip" not in jenis.kunci_kosong:
        return None
    sedikit = max(len(set(peta.values())) // 4, 1 if len(peta) >= 4 else 0)

    def orang(sel: list[Any]) -> bool:
        isi = sel[nip] if nip < len(sel) else None
        if isinstance(isi, int | float) or (
            isinstance(isi, str) and _ANGKA_NIP.fullmatch(isi.strip())
        ):
            return True
        penuh = [str(satu).strip() for n, satu in enumerate(sel) if _berisi(sel, n)]
        return len(penuh) > sedikit and not _TOTAL.match(penuh[0])

    return orang


def _berisi(baris: list[Any], indeks: int) -> bool:
    if indeks >= len(baris):
        return False
    sel = baris[indeks]
    return sel is not None and (not isinstance(sel, str) or bool(sel.strip(" \u00a0\t\r\n")))


def kolom_tidak_dikenal(lembar: Lembar, jenis: JenisImpor) -> Iterable[str]:
    """Headers that the kind neither uses nor knows."""
    dikenal = judul_dikenal(jenis) | BUKAN_ISI
    dipakai = {lembar.kolom[n] for n in lembar.peta.values()}
    return [judul for judul in dict.fromkeys(lembar.kolom) if judul not in dikenal | dipakai]
