"""Evidence files: what they are by their content, taking them in, and handing them out."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.models import Dokumen, Pegawai

BATAS_DOKUMEN = 10 * 1024 * 1024
BATAS_PIKSEL = 60_000_000  # an A3 page at 400 dpi; more unpacks into gigabytes in a browser
TIPE_MIME = {"PDF": "application/pdf", "JPG": "image/jpeg", "PNG": "image/png"}
_PINDAI_ULANG = "Pindai ulang sebagai PDF, JPG, atau PNG, lalu unggah lagi."
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# Names as they stand in a PDF; "#xx" is another way to write a letter of a name (ISO 32000 7.3.5).
_AKTIF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_PAGAR = re.compile(rb"#([0-9A-Fa-f]{2})")
_ALIRAN = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)  # compressed: any name by chance
_SOF = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_APP1, _APP13, _KOMENTAR, _SOS = 0xE1, 0xED, 0xFE, 0xDA
_POTONGAN_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"pHYs"}


def bersihkan(isi: bytes) -> tuple[str, bytes]:
    """Kind and content to keep of a PDF, JPG or PNG; ValidationError for anything else.

    The name and the browser's word for the type are not asked. Photos lose what the camera wrote
    about place and device, and whatever hangs behind the end of the picture.
    """
    if not isi:
        raise ValidationError("Berkas kosong (0 bita). Periksa berkas asalnya.")
    _periksa_ukuran(len(isi))
    if isi.startswith(b"%PDF-"):
        return Dokumen.JenisIsi.PDF, _periksa_pdf(isi)
    if isi.startswith(_JPEG):
        return Dokumen.JenisIsi.JPG, _rapikan_jpg(isi)
    if isi.startswith(_PNG):
        return Dokumen.JenisIsi.PNG, _rapikan_png(isi)
    raise ValidationError(f"Ini bukan PDF, JPG, atau PNG, walau bernama begitu. {_PINDAI_ULANG}")


def _periksa_ukuran(ukuran: int) -> None:
    if ukuran > BATAS_DOKUMEN:
        raise ValidationError(
            f"Berkas terlalu besar ({filesizeformat(ukuran)}). Batasnya "
            f"{filesizeformat(BATAS_DOKUMEN)}. Pindai dengan resolusi lebih rendah."
        )


def _periksa_pdf(isi: bytes) -> bytes:
    if b"%%EOF" not in isi[-1024:]:
        raise ValidationError("PDF ini terpotong. Unduh atau pindai ulang, lalu unggah lagi.")
    susunan = _ALIRAN.sub(b"", isi)
    susunan = _PAGAR.sub(lambda cocok: bytes([int(cocok[1], 16)]), susunan)
    if b"/Encrypt" in susunan:
        raise ValidationError("PDF ini terkunci sandi. Simpan tanpa sandi, lalu unggah lagi.")
    if _AKTIF.search(susunan):
        raise ValidationError(
            "PDF ini memuat program atau lampiran. Cetak ke PDF dahulu, lalu unggah hasilnya."
        )
    return isi


def _rusak() -> ValidationError:
    return ValidationError(f"Gambar ini rusak atau terpotong. {_PINDAI_ULANG}")


def _periksa_piksel(lebar: int, tinggi: int) -> None:
    if not lebar or not tinggi:
        raise _rusak()
    if lebar * tinggi > BATAS_PIKSEL:
        raise ValidationError(
            f"Gambar ini {lebar} × {tinggi} titik, terlalu besar. Pindai dengan 300 dpi."
        )


def _rapikan_jpg(isi: bytes) -> bytes:
    """Walk the segments: read the size, drop EXIF, IPTC and comments, cut after the end."""
    hasil, letak, berukuran = bytearray(isi[:2]), 2, False
    while letak + 4 <= len(isi):
        if isi[letak] != 0xFF:
            raise _rusak()
        tanda = isi[letak + 1]
        if tanda == 0xFF:  # fill bytes
            letak += 1
            continue
        panjang = struct.unpack(">H", isi[letak + 2 : letak + 4])[0]
        bagian = isi[letak : letak + 2 + panjang]
        if panjang < 2 or len(bagian) < 2 + panjang:
            raise _rusak()
        if tanda in _SOF and panjang >= 8:
            tinggi, lebar = struct.unpack(">HH", bagian[5:9])
            _periksa_piksel(lebar, tinggi)
            berukuran = True
        if tanda == _SOS:
            akhir = isi.rfind(b"\xff\xd9", letak)
            if not berukuran or akhir < 0:
                raise _rusak()
            return bytes(hasil + isi[letak : akhir + 2])
        if tanda not in {_APP1, _APP13, _KOMENTAR}:
            hasil += bagian
        letak += 2 + panjang
    raise _rusak()


def _rapikan_png(isi: bytes) -> bytes:
    """Keep the chunks that make the picture; text, EXIF and what follows the end are dropped."""
    hasil, letak = bytearray(_PNG), len(_PNG)
    while letak + 12 <= len(isi):
        panjang, nama = struct.unpack(">I4s", isi[letak : letak + 8])
        akhir = letak + 12 + panjang
        if akhir > len(isi) or (letak == len(_PNG) and (nama != b"IHDR" or panjang != 13)):
            raise _rusak()
        if nama == b"IHDR":
            _periksa_piksel(*struct.unpack(">II", isi[letak + 8 : letak + 16]))
        if nama in _POTONGAN_PNG:
            hasil += isi[letak:akhir]
        if nama == b"IEND":
            return bytes(hasil)
        letak = akhir
    raise _rusak()


@transaction.atomic
def simpan_dokumen(dokumen: Dokumen, unggahan: Any, *, pegawai: Pegawai, oleh: Pengguna) -> Dokumen:
    """Keep an evidence file of ``pegawai``; the same content twice for one person is refused.

    Raises ValidationError with a sentence for a file that cannot be one.
    """
    _periksa_ukuran(unggahan.size or 0)  # before it is in memory
    unggahan.seek(0)
    dokumen.jenis_isi, isi = bersihkan(unggahan.read())
    dokumen.pegawai, dokumen.instansi, dokumen.pengunggah = pegawai, pegawai.instansi, oleh
    dokumen.sha256, dokumen.ukuran = hashlib.sha256(isi).hexdigest(), len(isi)
    dokumen.validate_constraints(exclude={"berkas"})
    dokumen.berkas.save("", ContentFile(isi), save=False)
    try:
        dokumen.save()
        catat(
            JejakAudit.Aksi.UNGGAH,
            dokumen,
            oleh=oleh,
            keterangan=f"{dokumen.get_jenis_display()}: {dokumen.judul}",
            data={"pegawai": pegawai.pk, "sha256": dokumen.sha256, "ukuran": dokumen.ukuran},
        )
    except BaseException:  # the row is undone with the transaction, the file has none
        dokumen.berkas.delete(save=False)
        raise
    return dokumen


@transaction.atomic
def simpan_dokumen_bersama(
    contoh: Dokumen, unggahan: Any, daftar_pegawai: Iterable[Pegawai], *, oleh: Pengguna
) -> dict[int, Dokumen]:
    """Keep one scan as a document of each person, such as a decision that names many.

    ``contoh`` gives kind and title. The content is stored once, its rows share it; who holds the
    same content already keeps that row. Returns pegawai_id → document. A constant number of
    statements. Raises ValidationError with a sentence for a file that cannot be one.
    """
    _periksa_ukuran(unggahan.size or 0)
    unggahan.seek(0)
    contoh.jenis_isi, isi = bersihkan(unggahan.read())
    sidik, orang = hashlib.sha256(isi).hexdigest(), {satu.pk: satu for satu in daftar_pegawai}
    ada = {
        satu.pegawai_id: satu
        for satu in Dokumen.untuk(oleh).filter(pegawai__in=orang, sha256=sidik)
    }
    contoh.berkas.save("", ContentFile(isi), save=False)
    try:
        baru = Dokumen.untuk(oleh).bulk_create(
            Dokumen(
                pegawai=satu, instansi_id=satu.instansi_id, pengunggah=oleh, jenis=contoh.jenis,
                judul=contoh.judul, berkas=contoh.berkas.name, jenis_isi=contoh.jenis_isi,
                sha256=sidik, ukuran=len(isi),
            )
            for satu in orang.values()
            if satu.pk not in ada
        )  # fmt: skip
        catat(
            JejakAudit.Aksi.UNGGAH,
            Dokumen,
            oleh=oleh,
            keterangan=f"{contoh.get_jenis_display()}: {contoh.judul}, {len(baru)} pegawai",
            data={"pegawai": [satu.pegawai_id for satu in baru], "sha256": sidik,
                  "ukuran": len(isi)},
        )  # fmt: skip
    except BaseException as salah:  # the rows are undone with the transaction, the file has none
        contoh.berkas.delete(save=False)
        if isinstance(salah, IntegrityError):
            raise ValidationError("Sebagian pegawai sudah memiliki berkas ini.") from salah
        raise
    return {**ada, **{satu.pegawai_id: satu for satu in baru}}
