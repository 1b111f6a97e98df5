"""Two pages as the apps have them, for the tests of what stands before every page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from akses.izin import perlu_izin
from kalteng_talenta.urls import urlpatterns as urlpatterns_produk
from pegawai.models import Pegawai


@perlu_izin("pegawai.view_pegawai")
def daftar(request):
    return HttpResponse("\n".join(Pegawai.untuk(request.user).values_list("nama", flat=True)))


@perlu_izin("pegawai.view_pegawai")
def rincian(request, pegawai_id):
    return HttpResponse(get_object_or_404(Pegawai.untuk(request.user), pk=pegawai_id).nama)


urlpatterns = [
    *urlpatterns_produk,
    path("uji/", daftar),
    path("uji/<int:pegawai_id>/", rincian),
]
