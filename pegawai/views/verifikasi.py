"""The queue of the verifikator: look at one proposal after the other and decide."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai.antrean import (
    antrean,
    batas_lama,
    halangan_di_antrean,
    judul,
    langkah,
    susun_isi,
)
from pegawai.forms_usulan import PutusanForm
from pegawai.models import UsulanPerubahan
from pegawai.periksa_usulan import periksa_usulan
from pegawai.usulan import putuskan, putuskan_banyak
from pegawai.views.usulan import BACA, ambil_usulan

PER_HALAMAN = 20
PUTUS = ("pegawai.putuskan_usulan", *BACA)
Sasaran, Status = UsulanPerubahan.Sasaran, UsulanPerubahan.Status
KATA = {
    Status.DISETUJUI: "disetujui",
    Status.DIKEMBALIKAN: "dikembalikan kepada pengusul",
    Status.DITOLAK: "ditolak",
}


@perlu_izin(*BACA)
@require_safe
def verifikasi(request: PenggunaRequest) -> HttpResponse:
    """The queue at the left, one proposal beside its evidence, the decision at the right."""
    jenis = request.GET.get("jenis", "")
    semua = antrean(request.user)
    daftar = semua.filter(sasaran=jenis) if jenis in Sasaran.values else semua
    hitungan = semua.hitungan_antrean(batas_lama())
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))
    baris = [
        {"usulan": satu, "judul": judul(satu), "halangan": halangan_di_antrean(satu, request.user)}
        for satu in halaman
    ]
    terpilih = pilih(request, halaman)
    konteks = {
        "halaman": halaman,
        "baris": baris,
        "jenis": jenis if jenis in Sasaran.values else "",
        "hitungan": hitungan,
        "daftar_jenis": [
            (kode, label, hitungan["per_jenis"].get(kode, 0)) for kode, label in Sasaran.choices
        ],
        "hari_ini": diperiksa_hari_ini(request),
        "batas": batas_lama(),
        "terpilih": susun(request, terpilih, baris) if terpilih else None,
    }
    return render(request, "pegawai/verifikasi.html", konteks)


@perlu_izin(*PUTUS)
@require_POST
def verifikasi_putuskan(request: PenggunaRequest, usulan_id: int) -> HttpResponse:
    """One decision. Whatever else the request carries is not read."""
    satu = ambil_usulan(request, usulan_id)
    form = PutusanForm(request.POST)
    if not form.is_valid():
        semua = " ".join(pesan for daftar in form.errors.values() for pesan in daftar)
        messages.error(request, semua)
        return redirect(alamat(request, satu.pk))
    isi = form.cleaned_data
    try:
        putuskan(
            satu.pk, isi["keputusan"], oleh=request.user, cap=isi["cap"], catatan=isi["catatan"]
        )
    except ValidationError as salah:
        messages.error(request, f"{satu.pegawai.nama_lengkap}: {' '.join(salah.messages)}")
        return redirect(alamat(request, satu.pk))
    messages.success(
        request, f"Usulan {satu.pegawai.nama_lengkap} {KATA[Status(isi['keputusan'])]}."
    )
    return redirect(alamat(request, request.POST.get("berikut", "")))


@perlu_izin(*PUTUS)
@require_POST
def verifikasi_banyak(request: PenggunaRequest) -> HttpResponse:
    """Approve the ticked ones; each is checked again, and those that fail are named."""
    pilihan = [
        (nomor, cap)
        for teks, _, cap in (satu.partition("|") for satu in request.POST.getlist("pilih"))
        if (nomor := baca_nomor(teks)) is not None
    ]
    if not pilihan:
        messages.error(request, "Centang usulan yang akan disetujui.")
        return redirect(alamat(request, ""))
    hasil = putuskan_banyak(pilihan[:PER_HALAMAN], oleh=request.user)
    if hasil.jumlah:
        messages.success(request, f"{hasil.jumlah} usulan disetujui.")
    for nama, sebab in hasil.gagal:
        messages.error(request, f"Tidak disetujui: {nama}. {sebab}")
    return redirect(alamat(request, ""))


def alamat(request: PenggunaRequest, usulan_id: int | str) -> str:
    """Back to the queue as it was filtered, with another proposal open."""
    isi = {"jenis": request.POST.get("jenis", ""), "usulan": str(usulan_id)}
    return f"{reverse('pegawai:verifikasi')}?{urlencode({k: v for k, v in isi.items() if v})}"


def pilih(request: PenggunaRequest, halaman: Page) -> UsulanPerubahan | None:
    """The proposal that the address names, else the first of the page."""
    nomor = baca_nomor(request.GET.get("usulan"))
    if nomor is not None:
        terhubung = ("pegawai__unit", "pegawai__instansi", "pengusul", "pemutus", "bukti")
        daftar = antrean(request.user).select_related(*terhubung)
        if satu := daftar.filter(pk=nomor).first():
            return satu
    if not halaman.object_list:
        return None
    return halaman.object_list[0]


def susun(
    request: PenggunaRequest, satu: UsulanPerubahan, baris: list[dict[str, Any]]
) -> dict[str, Any]:
    """What the middle and the right of the page show of one proposal."""
    catat_baca(satu.pegawai, oleh=request.user, keterangan=f"Usulan perubahan: {judul(satu)}"[:300])
    nomor = [satu_baris["usulan"].pk for satu_baris in baris]
    letak = nomor.index(satu.pk) if satu.pk in nomor else -1
    isi = susun_isi(satu, request.user, semua=request.GET.get("semua") == "1")
    return {
        "usulan": satu,
        "isi": isi,
        "halangan": halangan_di_antrean(satu, request.user),
        "langkah": langkah(satu, request.user),
        "pemeriksaan": periksa_usulan(satu, request.user, isi),
        "sebelum": nomor[letak - 1] if letak > 0 else None,
        "berikut": nomor[letak + 1] if 0 <= letak < len(nomor) - 1 else None,
    }


def diperiksa_hari_ini(request: PenggunaRequest) -> int:
    """How many this account has decided today."""
    hari = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    milik = UsulanPerubahan.untuk(request.user).filter(pemutus=request.user)
    return milik.filter(waktu_putus__gte=hari).count()
