from django.urls import path

from akses import views

app_name = "akses"

urlpatterns = [
    path("tema/", views.tema, name="tema"),
]
