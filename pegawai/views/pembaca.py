"""Who has read the data of a person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai.models import Pegawai
from pegawai.panel import daftar_panel
from pegawai.pembaca import daftar_pembaca

HALAMAN_TERJAUH = 10_000


@perlu_izin("akses.lihat_pembaca", "pegawai.view_pegawai")
@require_safe
def pembaca(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Who read what and when. Looking here is a reading, too."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Siapa telah melihat")
    nomor = request.GET.get("halaman", "")
    nomor = min(int(nomor), HALAMAN_TERJAUH) if nomor.isascii() and nomor.isdecimal() else 1
    konteks = {
        "pegawai": pegawai,
        "daftar_panel": daftar_panel(request.user),
        "potongan": daftar_pembaca(pegawai, max(nomor, 1)),
    }
    return render(request, "pegawai/pembaca.html", konteks)
