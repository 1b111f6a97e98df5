"""Health of the system, the theme switch, and the pages on one's own account."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from akses.forms import PilihanTampilanForm
from akses.izin import PenggunaRequest, terbuka
from akses.menu import MENU
from akses.tasks import DETAK, UMUR_DETAK

SATU_TAHUN = 365 * 24 * 60 * 60


@login_not_required
@never_cache
def sehat(request: HttpRequest) -> HttpResponse:
    """200 while database, broker and worker answer, else 503; strangers get no detail."""
    bagian = {"database": _database_menjawab(), "broker": False, "pekerja": False}
    try:
        detak = cache.get(DETAK)
        bagian["broker"] = True
        bagian["pekerja"] = detak is not None and time.time() - detak < UMUR_DETAK
    except RedisError:
        pass
    semua = all(bagian.values())
    dikenal = bagian["database"] and request.user.is_authenticated and request.user.is_staff
    isi = bagian if dikenal else {}
    return JsonResponse({"sehat": semua, **isi}, status=200 if semua else 503)


def _database_menjawab() -> bool:
    try:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@login_not_required
@require_POST
def tema(request: HttpRequest) -> HttpResponse:
    """Keep the theme that was chosen, and return to the page."""
    pilihan = request.POST.get("tema", "")
    tujuan = request.POST.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(tujuan, allowed_hosts={request.get_host()}):
        tujuan = "/"
    respons = HttpResponseRedirect(tujuan)
    if pilihan in {"terang", "gelap"}:
        simpan_kuki(request, respons, "tema", pilihan)
    return respons


@terbuka
def akun(request: PenggunaRequest) -> HttpResponse:
    """Own account: who I am here, how pages look to me, how I sign in."""
    tersimpan = {
        "tema": request.COOKIES.get("tema", ""),
        "pintasan": request.COOKIES.get("pintasan") != "mati",
    }
    form = PilihanTampilanForm(request.POST or None, initial=tersimpan)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Pilihan tampilan disimpan.")
        respons = redirect("akses:akun")
        simpan_kuki(request, respons, "tema", form.cleaned_data["tema"])
        simpan_kuki(request, respons, "pintasan", "" if form.cleaned_data["pintasan"] else "mati")
        return respons
    return render(
        request, "akses/akun.html", {"form": form, "daftar_peran": request.user.daftar_peran()}
    )


@terbuka
def pintasan(request: PenggunaRequest) -> HttpResponse:
    """The keyboard shortcuts, in words."""
    daftar = [(butir.pintasan, butir.label) for _, isi in MENU for butir in isi if butir.pintasan]
    return render(request, "akses/pintasan.html", {"daftar": daftar})


def simpan_kuki(request: HttpRequest, respons: HttpResponse, nama: str, nilai: str) -> None:
    """Keep a choice of the browser for a year; an empty one is forgotten. Scripts read it too."""
    if nilai:
        respons.set_cookie(
            nama, nilai, max_age=SATU_TAHUN, samesite="Lax", secure=request.is_secure()
        )
    else:
        respons.delete_cookie(nama, samesite="Lax")
