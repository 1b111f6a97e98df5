"""The desk where differences between SIASN and the record are decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from pegawai import rekonsiliasi as layanan
from pegawai.forms import PutusanSelisihForm
from pegawai.models import SelisihSiasn
from pegawai.views.wilayah import Saringan, potong_halaman

Status = SelisihSiasn.Status
PILIHAN_STATUS = [
    ("", "Terbuka"),
    *((kode, nama) for kode, nama in Status.choices),
    ("semua", "Semua"),
]


@perlu_izin("pegawai.view_selisihsiasn", "pegawai.view_pegawai")
@require_safe
def rekonsiliasi(request: PenggunaRequest) -> HttpResponse:
    """Differences by perangkat daerah, field and status; three values side by side."""
    return tampilkan(request, PutusanSelisihForm())


@perlu_izin("pegawai.putuskan_selisihsiasn", "pegawai.view_selisihsiasn")
@require_POST
def putuskan(request: PenggunaRequest) -> HttpResponse:
    """Decide about the chosen rows; back to the same part of the list."""
    form = PutusanSelisihForm(request.POST)
    if form.is_valid():
        try:
            jumlah, lewat = layanan.putuskan(**form.cleaned_data, oleh=request.user)
        except ValidationError as salah:
            form.add_error(None, salah)
        else:
            beri_tahu(request, jumlah, lewat)
            kueri = request.GET.urlencode()
            return redirect(f"{reverse('pegawai:rekonsiliasi')}{f'?{kueri}' if kueri else ''}")
    return tampilkan(request, form, status=422)


def beri_tahu(request: PenggunaRequest, jumlah: int, lewat: int) -> None:
    if jumlah:
        messages.success(request, f"{jumlah} selisih diputuskan.")
    if lewat:
        messages.warning(
            request,
            f"{lewat} baris dilewati: sudah diputuskan orang lain, tidak ada lagi, atau data Anda "
            "sendiri.",
        )


def tampilkan(
    request: PenggunaRequest, form: PutusanSelisihForm, *, status: int = 200
) -> HttpResponse:
    saringan = Saringan.dari(request.user, request.GET)
    bidang, keadaan = request.GET.get("bidang", ""), request.GET.get("status", "")
    semua = SelisihSiasn.untuk(request.user)
    if saringan.instansi:
        semua = semua.filter(instansi=saringan.instansi)
    terbuka = semua.filter(status__in=SelisihSiasn.TERBUKA)
    daftar = terbuka if keadaan not in dict(PILIHAN_STATUS) or not keadaan else semua
    if keadaan in Status.values:
        daftar = daftar.filter(status=keadaan)
    per_opd = layanan.per_opd(daftar)
    if saringan.opd or saringan.tanpa_unit:
        daftar = daftar.filter(pegawai__unit__perangkat_daerah=saringan.opd)
    per_bidang = layanan.per_bidang(daftar)
    if bidang in per_bidang:
        daftar = daftar.filter(bidang=bidang)
    halaman = potong_halaman(
        request,
        daftar.select_related("pegawai__unit__perangkat_daerah", "oleh", "berkas").order_by(
            "pegawai__nama", "pegawai", "bidang"
        ),
    )
    konteks = {
        "saringan": saringan,
        "form": form,
        "halaman": halaman,
        "baris": layanan.susun(request.user, halaman.object_list),
        "per_opd": per_opd,
        "jumlah": sum(satu["jumlah"] for satu in per_opd),
        "pilihan_bidang": [
            (kode, f"{nama} ({per_bidang[kode]})")
            for kode, nama in layanan.pilihan_bidang()
            if kode in per_bidang
        ],
        "bidang": bidang,
        "pilihan_status": PILIHAN_STATUS,
        "keadaan": keadaan,
        "boleh": request.user.has_perm(layanan.IZIN_PUTUS),
        "terpilih": set(form.data.getlist("nomor")) if form.is_bound else set(),
    }
    return render(request, "pegawai/rekonsiliasi.html", konteks, status=status)
