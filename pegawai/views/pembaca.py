"""Who has read the data of a person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai.models import Pegawai
from pegawai.panel import kepala
from pegawai.pembaca import daftar_pembaca

HALAMAN_TERJAUH = 10_000


@perlu_izin("akses.lihat_pembaca", "pegawai.view_pegawai")
@require_safe
def pembaca(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Who read what and when. Looking here is a reading, too."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Siapa telah melihat")
    konteks = {
        **kepala(request.user, pegawai, "pembaca"),
        "potongan": daftar_pembaca(pegawai, _nomor(request)),
    }
    return render(request, "pegawai/pembaca.html", konteks)


@perlu_izin("pegawai.view_pegawai")
@require_safe
def pembaca_saya(request: PenggunaRequest) -> HttpResponse:
    """Who has read the data of the person whose account this is: nobody needs a role for that."""
    pegawai = Pegawai.untuk(request.user).filter(akun=request.user).first()
    konteks = {
        "pegawai": pegawai,
        "potongan": daftar_pembaca(pegawai, _nomor(request)) if pegawai else None,
    }
    return render(request, "pegawai/pembaca_saya.html", konteks)


def _nomor(request: PenggunaRequest) -> int:
    return min(max(baca_nomor(request.GET.get("halaman")) or 1, 1), HALAMAN_TERJAUH)
