from django.urls import path

from pegawai.views import (
    daftar,
    daftar_kerja,
    dokumen,
    impor,
    lembar_kerja,
    mutu,
    profil,
    rekonsiliasi,
    usulan,
    verifikasi,
)

app_name = "pegawai"

urlpatterns = [
    path("pegawai/", daftar.daftar, name="daftar"),
    path("pegawai/tampilan/", daftar.tampilan, name="tampilan"),
    path("pegawai/tampilan/simpan/", daftar.tampilan_simpan, name="tampilan_simpan"),
    path("pegawai/tampilan/hapus/", daftar.tampilan_hapus, name="tampilan_hapus"),
    path("pegawai/unduh/", daftar.unduh, name="unduh"),
    path("pegawai/impor/", impor.impor, name="impor"),
    path("pegawai/impor/unggah/", impor.unggah, name="unggah"),
    path("pegawai/impor/<int:berkas_id>/", impor.berkas, name="berkas"),
    path("pegawai/impor/<int:berkas_id>/kemajuan/", impor.kemajuan, name="kemajuan"),
    path("pegawai/impor/<int:berkas_id>/terapkan/", impor.terapkan, name="terapkan"),
    path("pegawai/impor/<int:berkas_id>/batalkan/", impor.batalkan, name="batalkan"),
    path("pegawai/impor/<int:berkas_id>/kembalikan/", impor.kembalikan, name="kembalikan"),
    path("pegawai/impor/<int:berkas_id>/galat/", impor.galat, name="galat"),
    path("pegawai/impor/<int:berkas_id>/asli/", impor.asli, name="asli"),
    path("pegawai/rekonsiliasi/", rekonsiliasi.rekonsiliasi, name="rekonsiliasi"),
    path("pegawai/rekonsiliasi/putuskan/", rekonsiliasi.putuskan, name="putuskan_selisih"),
    path("pegawai/<int:pegawai_id>/", profil.rincian, name="rincian"),
    path("pegawai/<int:pegawai_id>/nip/", profil.nip, name="nip"),
    path("pegawai/<int:pegawai_id>/nik/", profil.nik, name="nik"),
    path("pegawai/<int:pegawai_id>/ubah/", profil.ubah, name="ubah"),
    path("pegawai/<int:pegawai_id>/dokumen/", dokumen.dokumen, name="dokumen"),
    path("pegawai/<int:pegawai_id>/dokumen/unggah/", dokumen.dokumen_unggah, name="dokumen_unggah"),
    path("pegawai/dokumen/<int:dokumen_id>/", dokumen.dokumen_isi, name="dokumen_isi"),
    path("pegawai/<int:pegawai_id>/usul/", usulan.usul, name="usul"),
    path("pegawai/<int:pegawai_id>/usul/<slug:sasaran>/", usulan.usul_tambah, name="usul_tambah"),
    path(
        "pegawai/<int:pegawai_id>/usul/<slug:sasaran>/<int:objek_id>/",
        usulan.usul_ubah,
        name="usul_ubah",
    ),
    path(
        "pegawai/<int:pegawai_id>/usul/<slug:sasaran>/<int:objek_id>/hapus/",
        usulan.usul_hapus,
        name="usul_hapus",
    ),
    path("pegawai/usulan/", usulan.usulan, name="usulan"),
    path("pegawai/usulan/<int:usulan_id>/", usulan.usulan_rincian, name="usulan_rincian"),
    path("pegawai/usulan/<int:usulan_id>/tarik/", usulan.usulan_tarik, name="usulan_tarik"),
    path("pegawai/verifikasi/", verifikasi.verifikasi, name="verifikasi"),
    path("pegawai/verifikasi/setujui/", verifikasi.verifikasi_banyak, name="verifikasi_banyak"),
    path(
        "pegawai/verifikasi/<int:usulan_id>/putuskan/",
        verifikasi.verifikasi_putuskan,
        name="verifikasi_putuskan",
    ),
    path("pegawai/kualitas/", mutu.mutu, name="kualitas"),
    path("pegawai/kualitas/<slug:kode>/", mutu.mutu_rincian, name="kualitas_rincian"),
    path("pegawai/kualitas/<slug:kode>/unduh/", mutu.mutu_unduh, name="kualitas_unduh"),
    path("pegawai/daftar-kerja/", daftar_kerja.kerja, name="daftar_kerja"),
    path(
        "pegawai/daftar-kerja/<slug:slug>/", daftar_kerja.kerja_rincian, name="daftar_kerja_rincian"
    ),
    path(
        "pegawai/daftar-kerja/<slug:slug>/unduh/",
        daftar_kerja.kerja_unduh,
        name="daftar_kerja_unduh",
    ),
    path("pegawai/lembar-kerja/", lembar_kerja.daftar, name="lembar_kerja"),
    path("pegawai/lembar-kerja/unduh/", lembar_kerja.unduh, name="lembar_kerja_unduh"),
]
