"""The maker's desk: propose changes of histories, mend what came back, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai.antrean import judul, langkah, susun_isi
from pegawai.forms_usulan import HapusForm, ajukan, form_isian
from pegawai.models import Pegawai, UsulanPerubahan
from pegawai.panel import kepala
from pegawai.sasaran import DAFTAR_SASARAN, Sasaran
from pegawai.usulan import ajukan_ulang, tarik, usulkan
from pegawai.views.dokumen import ambil_pegawai

PER_HALAMAN = 25
BUAT = ("pegawai.add_usulanperubahan", "pegawai.view_usulanperubahan", "pegawai.view_pegawai")
BACA = ("pegawai.view_usulanperubahan", "pegawai.view_pegawai")
Aksi, Status, S = UsulanPerubahan.Aksi, UsulanPerubahan.Status, UsulanPerubahan.Sasaran


@perlu_izin(*BUAT)
@require_safe
def usulan(request: PenggunaRequest) -> HttpResponse:
    """Own proposals: what came back first, then what waits, then what is decided."""
    milik = UsulanPerubahan.untuk(request.user).filter(pengusul=request.user)
    status = request.GET.get("status", "")
    daftar = milik.filter(status=status) if status in Status.values else milik
    halaman = Paginator(daftar.dari_meja(), PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "halaman": halaman,
        "daftar": [(satu, judul(satu)) for satu in halaman],
        "status": status,
        "jumlah": milik.jumlah_per_status(),
    }
    return render(request, "pegawai/usulan.html", konteks)


@perlu_izin(*BUAT)
@require_safe
def usul(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Every history of a person with the ways to propose a change, and what is open already."""
    pegawai = ambil_pegawai(request, pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Riwayat untuk usulan")
    terbuka = UsulanPerubahan.untuk(request.user).terbuka().filter(pegawai=pegawai)
    konteks = {
        **kepala(request.user, pegawai, "usul"),
        "daftar_riwayat": [
            {"apa": apa, "baris": list(apa.model.untuk(request.user).filter(pegawai=pegawai))}
            for apa in riwayat_terbuka(request)
        ],
        "daftar_terbuka": [
            (satu, judul(satu)) for satu in terbuka.select_related("pengusul", "pegawai")
        ],
    }
    return render(request, "pegawai/usul.html", konteks)


@perlu_izin(*BUAT)
@require_http_methods(["GET", "HEAD", "POST"])
def usul_tambah(request: PenggunaRequest, pegawai_id: int, sasaran: str) -> HttpResponse:
    """Propose a new row of a history."""
    return isi_usulan(request, pegawai_id, sasaran, Aksi.TAMBAH, None)


@perlu_izin(*BUAT)
@require_http_methods(["GET", "HEAD", "POST"])
def usul_ubah(
    request: PenggunaRequest, pegawai_id: int, sasaran: str, objek_id: int
) -> HttpResponse:
    """Propose to change a row of a history."""
    return isi_usulan(request, pegawai_id, sasaran, Aksi.UBAH, objek_id)


@perlu_izin(*BUAT)
@require_http_methods(["GET", "HEAD", "POST"])
def usul_hapus(
    request: PenggunaRequest, pegawai_id: int, sasaran: str, objek_id: int
) -> HttpResponse:
    """Propose to remove a row of a history."""
    return isi_usulan(request, pegawai_id, sasaran, Aksi.HAPUS, objek_id)


def isi_usulan(
    request: PenggunaRequest,
    pegawai_id: int,
    sasaran: str,
    aksi: UsulanPerubahan.Aksi,
    objek_id: int | None,
) -> HttpResponse:
    """The form of the three, and sending it."""
    pegawai, apa = ambil_pegawai(request, pegawai_id), ambil_sasaran(request, sasaran)
    objek = None
    if objek_id is not None:
        baris = apa.model.untuk(request.user).filter(pegawai=pegawai)
        objek = get_object_or_404(baris, pk=objek_id)
    form = buat_form(request, apa, pegawai, aksi, objek)
    if form.is_bound and form.is_valid():
        baru = ajukan(
            form,
            apa.kode,
            pegawai,
            request.user,
            lambda bukti: usulkan(
                pegawai.pk,
                form.nilai(),
                oleh=request.user,
                alasan=form.cleaned_data["alasan"],
                sasaran=apa.kode,
                aksi=aksi,
                objek_id=objek_id,
                bukti=bukti,
            ),
        )
        if baru:
            messages.success(request, "Usulan dikirim ke verifikator.")
            return redirect("pegawai:usul", pegawai_id=pegawai.pk)
    catat_baca(pegawai, oleh=request.user, keterangan=f"Formulir {apa.nama}")
    konteks = {
        "form": form,
        "pegawai": pegawai,
        "judul": f"{aksi.label} {apa.nama[:1].lower()}{apa.nama[1:]}",
        "objek": objek,
        "hapus": aksi == Aksi.HAPUS,
    }
    return render(request, "pegawai/usul_isi.html", konteks, status=422 if form.is_bound else 200)


@perlu_izin(*BACA)
@require_http_methods(["GET", "HEAD", "POST"])
def usulan_rincian(request: PenggunaRequest, usulan_id: int) -> HttpResponse:
    """One proposal; its maker can mend and send again what came back."""
    satu = ambil_usulan(request, usulan_id)
    milik = satu.pengusul_id == request.user.pk
    form = None
    if milik and satu.status == Status.DIKEMBALIKAN:
        form = form_ulang(request, satu)
        if form.is_bound and form.is_valid() and kirim_ulang(request, satu, form):
            messages.success(request, "Usulan dikirim lagi ke verifikator.")
            return redirect("pegawai:usulan_rincian", usulan_id=satu.pk)
    elif request.method == "POST":
        messages.error(request, "Usulan ini tidak sedang menunggu perbaikan Anda.")
        return redirect("pegawai:usulan_rincian", usulan_id=satu.pk)
    catat_baca(satu.pegawai, oleh=request.user, keterangan="Usulan perubahan")
    konteks = {
        "usulan": satu,
        "isi": susun_isi(satu, request.user),
        "langkah": langkah(satu, request.user),
        "form": form,
        "dapat_ditarik": milik and satu.status in UsulanPerubahan.TERBUKA,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "pegawai/usulan_rincian.html", konteks, status=status)


@perlu_izin(*BUAT)
@require_POST
def usulan_tarik(request: PenggunaRequest, usulan_id: int) -> HttpResponse:
    """Take an own proposal back."""
    satu = ambil_usulan(request, usulan_id)
    try:
        tarik(satu.pk, oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(request, "Usulan ditarik. Tidak ada data yang berubah.")
    return redirect("pegawai:usulan_rincian", usulan_id=satu.pk)


def ambil_usulan(request: PenggunaRequest, usulan_id: int) -> UsulanPerubahan:
    terhubung = ("pegawai__unit", "pegawai__instansi", "pengusul", "pemutus", "bukti")
    return get_object_or_404(
        UsulanPerubahan.untuk(request.user).select_related(*terhubung), pk=usulan_id
    )


def riwayat_terbuka(request: PenggunaRequest) -> list[Sasaran]:
    """The histories that the reader may see."""
    return [
        apa
        for apa in DAFTAR_SASARAN.values()
        if apa.kode != S.PEGAWAI and request.user.has_perm(apa.izin)
    ]


def ambil_sasaran(request: PenggunaRequest, kode: str) -> Sasaran:
    for apa in riwayat_terbuka(request):
        if apa.kode == kode:
            return apa
    raise Http404


def buat_form(
    request: PenggunaRequest, apa: Sasaran, pegawai: Pegawai, aksi: str, objek: Any
) -> Any:
    isian = (request.POST, request.FILES) if request.method == "POST" else ()
    if aksi == Aksi.HAPUS:
        return HapusForm(*isian, pegawai=pegawai, pengguna=request.user)
    return form_isian(apa)(*isian, instance=objek, pegawai=pegawai, pengguna=request.user)


def form_ulang(request: PenggunaRequest, satu: UsulanPerubahan) -> Any:
    """The form of a returned proposal, filled with what was proposed."""
    apa = DAFTAR_SASARAN[satu.sasaran]
    isian = (request.POST, request.FILES) if request.method == "POST" else ()
    awal = {"alasan": satu.alasan, "bukti": satu.bukti_id}
    bersama = {"pegawai": satu.pegawai, "pengguna": request.user, "initial": awal}
    if satu.aksi == Aksi.HAPUS:
        return HapusForm(*isian, **bersama)
    objek = apa.model()
    apa.isi(objek, satu.sesudah)
    return form_isian(apa, satu.kolom)(*isian, instance=objek, **bersama)


def kirim_ulang(request: PenggunaRequest, satu: UsulanPerubahan, form: Any) -> bool:
    baru = ajukan(
        form,
        satu.sasaran,
        satu.pegawai,
        request.user,
        lambda bukti: ajukan_ulang(
            satu.pk,
            form.nilai(),
            oleh=request.user,
            alasan=form.cleaned_data["alasan"],
            bukti=bukti,
        ),
    )
    return baru is not None
