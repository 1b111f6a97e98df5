from django.urls import path

from evaluasi import views

app_name = "evaluasi"

urlpatterns = [
    path("evaluasi/laporan/", views.laporan, name="laporan"),
    path("evaluasi/laporan/<int:laporan_id>/", views.laporan_rincian, name="laporan_rincian"),
    path("evaluasi/laporan/<int:laporan_id>/ajukan/", views.laporan_ajukan, name="laporan_ajukan"),
    path("evaluasi/laporan/<int:laporan_id>/putusan/", views.laporan_putusan, name="putusan"),
    path("evaluasi/laporan/<int:laporan_id>/pembinaan/", views.laporan_bina, name="pembinaan"),
    path("evaluasi/laporan/<int:laporan_id>/sunting/", views.laporan_sunting, name="sunting"),
    path("evaluasi/laporan/<int:laporan_id>/pdf/", views.laporan_pdf, name="laporan_pdf"),
    path("evaluasi/laporan/<int:laporan_id>/xlsx/", views.laporan_xlsx, name="laporan_xlsx"),
    path(
        "evaluasi/laporan/<int:laporan_id>/verifikasi/",
        views.laporan_verifikasi,
        name="laporan_verifikasi",
    ),
    path("evaluasi/indikator/", views.indikator, name="indikator"),
    path("evaluasi/komitmen/", views.komitmen, name="komitmen"),
    path("evaluasi/komitmen/tahap/<int:tahap_id>/", views.tahap, name="tahap"),
    path("evaluasi/tindak-lanjut/", views.tindak_lanjut, name="tindak_lanjut"),
    path("evaluasi/tindak-lanjut/baru/", views.tindak_lanjut_baru, name="tindak_lanjut_baru"),
    path(
        "evaluasi/tindak-lanjut/<int:tindak_lanjut_id>/",
        views.tindak_lanjut_ubah,
        name="tindak_lanjut_ubah",
    ),
]
