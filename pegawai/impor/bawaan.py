"""The kinds of this app."""

from pegawai.impor.jabatan import JABATAN
from pegawai.impor.jenis import daftarkan
from pegawai.impor.kinerja import KINERJA
from pegawai.impor.lembar_kerja import LEMBAR_KERJA
from pegawai.impor.pegawai import PEGAWAI
from pegawai.impor.pelatihan import PELATIHAN
from pegawai.impor.riwayat import DAFTAR as DAFTAR_RIWAYAT
from pegawai.impor.unor import UNOR


def daftarkan_semua() -> None:
    for jenis in (PEGAWAI, UNOR, KINERJA, PELATIHAN, *DAFTAR_RIWAYAT, LEMBAR_KERJA, JABATAN):
        daftarkan(jenis)
