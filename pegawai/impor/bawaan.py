"""The kinds of this app."""

from pegawai.impor.formasi import FORMASI
from pegawai.impor.jabatan import JABATAN
from pegawai.impor.jenis import daftarkan
from pegawai.impor.kinerja import KINERJA
from pegawai.impor.lembar_kerja import LEMBAR_KERJA
from pegawai.impor.pegawai import PEGAWAI
from pegawai.impor.pelatihan import PELATIHAN
from pegawai.impor.riwayat import DAFTAR as DAFTAR_RIWAYAT
from pegawai.impor.unor import UNOR


def daftarkan_semua() -> None:
    semua = (
        PEGAWAI, UNOR, KINERJA, PELATIHAN, *DAFTAR_RIWAYAT, LEMBAR_KERJA, JABATAN, FORMASI,
    )  # fmt: skip
    for jenis in semua:
        daftarkan(jenis)
