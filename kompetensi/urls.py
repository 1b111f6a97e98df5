from django.urls import path

from kompetensi import views

app_name = "kompetensi"

urlpatterns = [
    path("kompetensi/asesmen/", views.asesmen, name="asesmen"),
    path("kompetensi/asesmen/<int:asesmen_id>/", views.rincian_asesmen, name="rincian_asesmen"),
    path("talenta/peta/", views.peta, name="peta"),
    path("talenta/peta/unduh/", views.unduh_peta, name="unduh_peta"),
    path("talenta/peta/hitung/", views.hitung_peta, name="hitung_peta"),
    path("talenta/pegawai/<int:pegawai_id>/", views.talenta, name="talenta"),
]
