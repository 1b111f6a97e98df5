from django.urls import path

from pelatihan import views

app_name = "pelatihan"

urlpatterns = [
    path("pelatihan/program/", views.program, name="program"),
    path("pelatihan/program/baru/", views.program_baru, name="program_baru"),
    path("pelatihan/program/<int:program_id>/", views.program_rincian, name="program_rincian"),
    path("pelatihan/program/<int:program_id>/ubah/", views.program_ubah, name="program_ubah"),
    path("pelatihan/program/<int:program_id>/status/", views.program_status, name="program_status"),
    path("pelatihan/program/<int:program_id>/alokasi/", views.alokasi, name="alokasi"),
    path("pelatihan/program/<int:program_id>/realisasi/", views.realisasi, name="realisasi"),
    path("pelatihan/program/<int:program_id>/angkatan/", views.angkatan_baru, name="angkatan_baru"),
    path("pelatihan/angkatan/<int:angkatan_id>/", views.angkatan, name="angkatan"),
    path(
        "pelatihan/angkatan/<int:angkatan_id>/selesai/",
        views.angkatan_selesai,
        name="angkatan_selesai",
    ),
    path("pelatihan/peserta/<int:peserta_id>/", views.peserta, name="peserta"),
    path("pelatihan/pegawai/<int:pegawai_id>/", views.orang, name="orang"),
    path("pelatihan/anggaran/", views.anggaran, name="anggaran"),
    path("pelatihan/anggaran/baru/", views.anggaran_baru, name="anggaran_baru"),
    path("pelatihan/anggaran/<int:anggaran_id>/ubah/", views.anggaran_ubah, name="anggaran_ubah"),
    path("pelatihan/jp/", views.jp, name="jp"),
]
