from django.urls import path

from akses import views

app_name = "akses"

urlpatterns = [
    path("tema/", views.tema, name="tema"),
    path("akun/", views.akun, name="akun"),
    path("pintasan/", views.pintasan, name="pintasan"),
]
