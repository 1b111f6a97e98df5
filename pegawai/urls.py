from django.urls import URLPattern, path

from pegawai import views_mutu

app_name = "pegawai"

urlpatterns: list[URLPattern] = [
    path("pegawai/kualitas/", views_mutu.mutu, name="kualitas"),
    path("pegawai/kualitas/<slug:kode>/", views_mutu.mutu_rincian, name="kualitas_rincian"),
    path("pegawai/kualitas/<slug:kode>/unduh/", views_mutu.mutu_unduh, name="kualitas_unduh"),
    path("pegawai/daftar-kerja/", views_mutu.kerja, name="daftar_kerja"),
    path(
        "pegawai/daftar-kerja/<slug:slug>/", views_mutu.kerja_rincian, name="daftar_kerja_rincian"
    ),
    path(
        "pegawai/daftar-kerja/<slug:slug>/unduh/", views_mutu.kerja_unduh, name="daftar_kerja_unduh"
    ),
]
