"""The timeline of one person: all histories together."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai import linimasa
from pegawai.models import Pegawai
from pegawai.panel import kepala


@perlu_izin("pegawai.view_pegawai")
@require_safe
def riwayat(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The timeline, whole or of one kind. Opening it leaves one row in the trail."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Riwayat")
    peristiwa, selisih = linimasa.susun(request.user, pegawai, timezone.localdate())
    jumlah = Counter(satu.jenis for satu in peristiwa)
    jenis = request.GET.get("jenis", "")
    if jenis not in jumlah:
        jenis = ""
    konteks = {
        **kepala(request.user, pegawai, "riwayat"),
        "daftar_peristiwa": [satu for satu in peristiwa if not jenis or satu.jenis == jenis],
        "daftar_jenis": [(k, nama, jumlah[k]) for k, nama in linimasa.JENIS.items() if jumlah[k]],
        "daftar_selisih": selisih,
        "jenis": jenis,
        "jumlah": len(peristiwa),
    }
    return render(request, "pegawai/riwayat.html", konteks)
