"""Documents of a person: the tab of the page, taking one in, handing one out."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_valid_filename
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from pegawai.dokumen import TIPE_MIME
from pegawai.forms_usulan import DokumenForm
from pegawai.models import Dokumen, Pegawai
from pegawai.panel import kepala

J, Status = Dokumen.Jenis, Pegawai.StatusAsn
WAJIB: dict[str, tuple[Dokumen.Jenis, ...]] = {
    Status.CPNS: (J.SK_CPNS, J.IJAZAH, J.IDENTITAS),
    Status.PNS: (J.SK_CPNS, J.SK_PNS, J.SK_PANGKAT, J.SK_JABATAN, J.IJAZAH, J.IDENTITAS),
    Status.PPPK: (J.SK_PPPK, J.IJAZAH, J.IDENTITAS),
    Status.PPPK_PARUH_WAKTU: (J.SK_PPPK, J.IJAZAH, J.IDENTITAS),
}
"""The documents that a personal file holds, by status."""

KEBIJAKAN = {
    "default-src": [NONE],
    "img-src": [SELF],
    "object-src": [SELF],  # the reader of the browser is an embed of the same address
    "frame-ancestors": [SELF],
}
"""A document may stand in a frame of ours, and load nothing."""


@perlu_izin("pegawai.view_dokumen", "pegawai.view_pegawai")
@require_safe
def dokumen(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The documents of a person."""
    pegawai = ambil_pegawai(request, pegawai_id)
    jenis = request.GET.get("jenis", "")
    awal = {"jenis": jenis} if jenis in Dokumen.Jenis.values else {}
    form = DokumenForm(pengguna=request.user, initial=awal)
    return render(request, "pegawai/dokumen.html", susun(request, pegawai, form))


@perlu_izin("pegawai.add_dokumen", "pegawai.view_dokumen", "pegawai.view_pegawai")
@require_POST
def dokumen_unggah(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Keep an uploaded document."""
    pegawai = ambil_pegawai(request, pegawai_id)
    form = DokumenForm(request.POST, request.FILES, pengguna=request.user)
    if form.is_valid() and form.simpan(pegawai):
        messages.success(request, f"Dokumen {form.instance.judul} disimpan.")
        return redirect("pegawai:dokumen", pegawai_id=pegawai.pk)
    return render(request, "pegawai/dokumen.html", susun(request, pegawai, form), status=422)


@perlu_izin("pegawai.view_dokumen", "pegawai.view_pegawai")
@require_safe
@xframe_options_sameorigin
@csp(KEBIJAKAN)
def dokumen_isi(request: PenggunaRequest, dokumen_id: int) -> FileResponse:
    """The file itself; ``?unduh=1`` as a download. Each look leaves a row in the trail."""
    satu = get_object_or_404(Dokumen.untuk(request.user), pk=dokumen_id)
    unduh = request.GET.get("unduh") == "1"
    catat(
        JejakAudit.Aksi.UNDUH if unduh else JejakAudit.Aksi.LIHAT,
        satu,
        oleh=request.user,
        keterangan=f"{satu.get_jenis_display()}: {satu.judul}",
        data={"pegawai": satu.pegawai_id},
    )
    respons = FileResponse(satu.berkas.open("rb"), content_type=TIPE_MIME[satu.jenis_isi])
    cara = "attachment" if unduh else "inline"
    respons["Content-Disposition"] = f'{cara}; filename="{nama_unduhan(satu)}"'
    respons["X-Content-Type-Options"] = "nosniff"
    respons["Cache-Control"] = "private, no-store"
    return respons


def nama_unduhan(satu: Dokumen) -> str:
    """Letters, digits, dots and dashes of the title, and the ending that the content has."""
    rapi = get_valid_filename(satu.judul.strip(". ") or "dokumen")[:80]
    aman = rapi.encode("ascii", "ignore").decode().strip(".") or "dokumen"
    return f"{aman}.{satu.jenis_isi.lower()}"


def ambil_pegawai(request: PenggunaRequest, pegawai_id: int) -> Pegawai:
    return get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)


def per_jenis(daftar: list[Dokumen]) -> list[tuple[str, list[Dokumen]]]:
    """(kind, its documents) in the order of the kinds; kinds without any are left out."""
    isi: dict[str, list[Dokumen]] = {}
    for satu in daftar:
        isi.setdefault(satu.jenis, []).append(satu)
    return [(str(jenis.label), isi[jenis]) for jenis in Dokumen.Jenis if jenis in isi]


def belum_ada(pegawai: Pegawai, daftar: list[Dokumen]) -> list[tuple[str, str]]:
    """(kind, its name) of what every file of this status holds and this one does not."""
    ada = {satu.jenis for satu in daftar}
    wajib = WAJIB[pegawai.status_asn]
    return [(str(jenis), str(jenis.label)) for jenis in wajib if jenis not in ada]


def susun(request: PenggunaRequest, pegawai: Pegawai, form: DokumenForm) -> dict[str, Any]:
    """What the page shows."""
    milik = Dokumen.untuk(request.user).filter(pegawai=pegawai)
    daftar = list(milik.select_related("pengunggah"))
    return {
        **kepala(request.user, pegawai, "dokumen"),
        "jumlah": len(daftar),
        "daftar_jenis": per_jenis(daftar),
        "daftar_belum": belum_ada(pegawai, daftar),
        "form": form if request.user.has_perm("pegawai.add_dokumen") else None,
    }
