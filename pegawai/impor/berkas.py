"""Accepting a file: what it is by its content, and a sentence for what it must not be."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX, CSV = "xlsx", "csv"
BATAS_BARIS = 149_999  # a whole province fits; see _SEL_JAUH
BATAS_KOLOM = 128

_BUKAN_TABEL = (
    (b"%PDF", "Ini berkas PDF"),
    (b"MZ", "Ini berkas program"),
    (b"\x7fELF", "Ini berkas program"),
    (b"\x89PNG", "Ini berkas gambar"),
    (b"\xff\xd8\xff", "Ini berkas gambar"),
    (b"GIF8", "Ini berkas gambar"),
    (b"Rar!", "Ini berkas arsip"),
    (b"7z\xbc\xaf", "Ini berkas arsip"),
    (b"\x1f\x8b", "Ini berkas arsip"),
    (b"{\\rtf", "Ini dokumen teks"),
)
_SIMPAN = "Buka di Excel, lalu simpan sebagai .xlsx atau .csv, dan unggah berkas itu."
_HTML = re.compile(rb"^\s*(<!doctype|<html|<\?xml|<table|<head|<svg|<script)", re.IGNORECASE)
# A cell with a value (not closed at once) beyond column DX or row 149,999: the reader lays out the
# whole rectangle in memory, so one far cell is enough to fill it.
_SEL_JAUH = re.compile(
    rb'<c r="(?:[A-Z]{3}[0-9]|[E-Z][A-Z][0-9]|D[YZ][0-9]|'
    rb"[A-Z]{1,2}(?:1[5-9][0-9]{4}|[2-9][0-9]{5}|[0-9]{7}))[^>]*[^/]>"
)
_SEL_GALAT = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?:(?!/>)[^>])*?(?:\st="e"[^>]*>.*?<v>([^<]*)</v>|'
    rb">(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)"
)
_TANDA_GALAT = (b't="e"', b"<f")
RUMUS_KOSONG = "#RUMUS!"


def tolak(pesan: str) -> ValidationError:
    """The refusal of a whole file."""
    return ValidationError(pesan, code="berkas_ditolak")


def tolak_terlalu_besar() -> ValidationError:
    """The refusal of a table that would not fit the memory."""
    return tolak(
        f"Tabel terlalu besar: paling banyak {BATAS_BARIS:,} baris dan {BATAS_KOLOM} kolom. Hapus "
        "sel di luar tabel, atau pecah menjadi beberapa berkas.".replace(",", ".", 1)
    )


def kenali(unggahan: Any, ukuran: int) -> str:
    """``xlsx`` or ``csv``, from the content. Raises ValidationError for anything else. Cheap."""
    if ukuran == 0:
        raise tolak("Berkas kosong (0 bita). Periksa berkas asalnya, lalu unggah lagi.")
    if ukuran > settings.BATAS_UNGGAH:
        raise tolak(
            f"Berkas terlalu besar ({filesizeformat(ukuran)}). Batasnya "
            f"{filesizeformat(settings.BATAS_UNGGAH)}. Pecah menjadi beberapa berkas."
        )
    unggahan.seek(0)
    awal = unggahan.read(65_536)
    unggahan.seek(0)
    for tanda, apa in _BUKAN_TABEL:
        if awal.startswith(tanda):
            raise tolak(f"{apa}, bukan tabel. {_SIMPAN}")
    if awal.startswith(OLE):
        _tolak_ole(unggahan)
    if awal.startswith(b"PK"):
        _periksa_buku(unggahan)
        return XLSX
    _periksa_teks(awal)
    return CSV


def sidik_berkas(unggahan: Any) -> str:
    """SHA-256 of the content."""
    unggahan.seek(0)
    sidik = hashlib.file_digest(unggahan, "sha256").hexdigest()
    unggahan.seek(0)
    return sidik


def _tolak_ole(unggahan: Any) -> None:
    isi = unggahan.read()
    if "EncryptedPackage".encode("utf-16-le") in isi:
        raise tolak(
            "Berkas terkunci sandi. Buka di Excel, hapus sandinya (Berkas, Info, Proteksi Buku "
            "Kerja), simpan, lalu unggah lagi."
        )
    raise tolak(f"Ini berkas Office lama (.xls atau .doc). {_SIMPAN}")


def _periksa_buku(unggahan: Any) -> None:
    try:
        with zipfile.ZipFile(unggahan) as buku:
            daftar = buku.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as salah:
        raise tolak(
            "Berkas Excel rusak atau terpotong. Unduh ulang dari sumbernya, lalu unggah lagi."
        ) from salah
    finally:
        unggahan.seek(0)
    if not any(satu.filename == "xl/workbook.xml" for satu in daftar):
        raise tolak(f"Ini bukan buku kerja Excel. {_SIMPAN}")
    if any(satu.filename.endswith("vbaProject.bin") for satu in daftar):
        raise tolak(
            "Buku kerja ini memuat makro. Simpan Sebagai “Buku Kerja Excel (.xlsx)” agar makronya "
            "hilang, lalu unggah berkas itu."
        )
    terbuka = sum(satu.file_size for satu in daftar)
    if terbuka > settings.BATAS_UNGGAH_TERBUKA:
        raise tolak(
            f"Isi berkas ini {filesizeformat(terbuka)} bila dibuka, terlalu besar. Hapus lembar "
            "dan gambar yang tidak diperlukan, atau pecah menjadi beberapa berkas."
        )


def _periksa_teks(awal: bytes) -> None:
    if _HTML.match(awal.removeprefix(b"\xef\xbb\xbf")):
        raise tolak(f"Ini halaman web atau XML, walau bernama lain. {_SIMPAN}")
    if awal.startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # UTF-16, as "Unicode Text" of Excel
    if awal.count(b"\x00") > 0:
        raise tolak(f"Berkas ini bukan tabel. {_SIMPAN}")


def pindai_buku(berkas: Path | IO[bytes]) -> dict[str, dict[tuple[int, int], str]]:
    """Error cells of each sheet: {sheet file: {(row, column index): text}}.

    The reader gives an empty text for ``#N/A`` and for a formula without a value, so they are
    looked for in the XML; on the way, a sheet that would not fit the memory is refused.
    """
    galat: dict[str, dict[tuple[int, int], str]] = {}
    try:
        with zipfile.ZipFile(berkas) as buku:
            for satu in buku.infolist():
                if satu.filename.startswith("xl/worksheets/") and satu.filename.endswith(".xml"):
                    with buku.open(satu) as lembar:
                        galat[satu.filename] = _pindai_lembar(lembar)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as salah:
        raise tolak(
            "Berkas Excel rusak atau terpotong. Unduh ulang dari sumbernya, lalu unggah lagi."
        ) from salah
    return galat


def _pindai_lembar(lembar: IO[bytes]) -> dict[tuple[int, int], str]:
    temuan: dict[tuple[int, int], str] = {}
    sisa = b""
    while potong := lembar.read(1 << 22):
        isi = sisa + potong
        batas = isi.rfind(b"</row>") + 1
        if not batas and len(isi) > 16 << 20:
            raise tolak(f"Lembar ini tidak dapat dibaca. {_SIMPAN}")
        _pindai_potong(isi[: batas or len(isi)] if batas else b"", temuan)
        sisa = isi[batas:]
    _pindai_potong(sisa, temuan)
    return temuan


def _pindai_potong(isi: bytes, temuan: dict[tuple[int, int], str]) -> None:
    if _SEL_JAUH.search(isi):
        raise tolak_terlalu_besar()
    if any(tanda in isi for tanda in _TANDA_GALAT):
        for kolom, baris, nilai in _SEL_GALAT.findall(isi):
            teks = nilai.decode("utf-8", "replace") or RUMUS_KOSONG
            temuan[int(baris), nomor_kolom(kolom.decode())] = teks


def nomor_kolom(huruf: str) -> int:
    """Index of a column from its letters: A is 0."""
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor - 1
