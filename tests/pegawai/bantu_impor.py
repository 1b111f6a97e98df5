"""In-memory files for the tests of the import."""

import csv
import io

from django.core.files.base import ContentFile
from openpyxl import Workbook

from pegawai import impor
from pegawai.models import BarisImpor

NIP = "198507172010011001"
NIP_LAIN = "199005052015022002"
KEPALA = ["NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "GOL AKHIR NAMA"]
BARIS = [NIP, "BUDI SANTOSO", "17-07-1985", "M", "III/d"]


def buku(*baris, lembar="Data", nama="data.xlsx", ubah=None):
    """A workbook with one sheet."""
    wadah = io.BytesIO()
    buku_kerja = Workbook()
    tabel = buku_kerja.active
    tabel.title = lembar
    for isi in baris:
        tabel.append(list(isi))
    if ubah:
        ubah(buku_kerja)
    buku_kerja.save(wadah)
    return ContentFile(wadah.getvalue(), name=nama)


def teks(*baris, pemisah=",", sandi="utf-8", nama="data.csv"):
    wadah = io.StringIO()
    csv.writer(wadah, delimiter=pemisah).writerows(baris)
    return ContentFile(wadah.getvalue().encode(sandi), name=nama)


def periksa(unggahan, *, oleh, instansi=None, jenis="pegawai", **lain):
    """Take in and check."""
    berkas = impor.terima(
        unggahan, jenis=jenis, instansi=instansi or oleh.instansi, oleh=oleh, **lain
    )
    return impor.periksa(berkas)


def pasang(unggahan, *, oleh, **lain):
    """Take in, check and apply."""
    return impor.terapkan(periksa(unggahan, oleh=oleh, **lain), oleh=oleh, dari_baris_perintah=True)


def kode(berkas):
    """{(sheet row, code)} of all findings."""
    hasil = impor.laporan(berkas)
    return {(t["baris"], t["kode"]) for t in hasil["galat"] + hasil["peringatan"]}


def hasil_per_baris(berkas):
    baris = BarisImpor.tanpa_batas.filter(berkas=berkas).order_by("lembar", "nomor")
    return dict(baris.values_list("nomor", "hasil"))
