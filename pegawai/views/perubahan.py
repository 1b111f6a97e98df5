"""The change log of a person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai.catatan import TERBANYAK, daftar_perubahan
from pegawai.models import Pegawai
from pegawai.panel import kepala


@perlu_izin("pegawai.view_pegawai")
@require_safe
def perubahan(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """What changed in the record and its histories, in words."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Jejak perubahan")
    konteks = {
        **kepala(request.user, pegawai, "perubahan"),
        "daftar_perubahan": daftar_perubahan(request.user, pegawai),
        "terbanyak": TERBANYAK,
    }
    return render(request, "pegawai/perubahan.html", konteks)
