"""The import: a file becomes staged rows, and after a second person's click the record.

Services of the views, the tasks and the command. A kind of file is a JenisImpor; see
``pegawai.impor.jenis`` for how an app adds its own.
"""

from pegawai.impor.buku import IsiBuku, buku_galat
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom, ambil_jenis, daftar_jenis, daftarkan
from pegawai.impor.layanan import (
    SedangDikerjakan,
    batalkan,
    kalimat,
    kemajuan,
    kembalikan_ke_pratinjau,
    kembar,
    laporan,
    penghalang_batal,
    periksa,
    setujui,
    terapkan,
    terima,
    tolak_berkas,
)
from pegawai.impor.olahan import Olahan
from pegawai.impor.pemetaan import cocokkan, judul_ditanya, kolom_kosong, tebak

__all__ = [
    "Aturan",
    "IsiBuku",
    "JenisImpor",
    "Kolom",
    "Olahan",
    "SedangDikerjakan",
    "ambil_jenis",
    "batalkan",
    "buku_galat",
    "cocokkan",
    "daftar_jenis",
    "daftarkan",
    "judul_ditanya",
    "kalimat",
    "kemajuan",
    "kembalikan_ke_pratinjau",
    "kembar",
    "kolom_kosong",
    "laporan",
    "penghalang_batal",
    "periksa",
    "setujui",
    "tebak",
    "terapkan",
    "terima",
    "tolak_berkas",
]
