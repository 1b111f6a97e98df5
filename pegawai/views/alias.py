"""Pages of the aliases of jobs: what is unknown, what was said of it, who carries the name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from pegawai import alias as layanan
from pegawai import tasks
from pegawai.forms_alias import AliasForm
from pegawai.models import AliasJabatan, BerkasImpor
from pegawai.usulan import BATAS_MASSAL
from pegawai.views.impor import kirim

PER_HALAMAN = 25
ASING_TERBANYAK = 20
USUL = ("pegawai.add_usulanperubahan", "pegawai.view_usulanperubahan", "pegawai.view_pegawai")


@perlu_izin("pegawai.view_aliasjabatan")
@require_safe
def daftar(request: PenggunaRequest) -> HttpResponse:
    """The unknown names of the last files, and the aliases with how many persons carry them."""
    teks = request.GET.get("q", "")[:100].replace("\0", "").strip()
    sumber = request.GET.get("sumber", "")
    semua = layanan.daftar_alias(request.user, teks, sumber)
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    isi = list(halaman.object_list)
    jumlah = {}
    if request.user.has_perm("pegawai.view_pegawai"):
        jumlah = layanan.jumlah_pemakai(request.user, isi)
    konteks: dict[str, Any] = {
        "teks": teks,
        "sumber": sumber,
        "pilihan_sumber": AliasJabatan.Sumber.choices,
        "halaman": halaman,
        "daftar": [(alias, *jumlah.get(alias.pk, (None, None))) for alias in isi],
    }
    if request.user.has_perm("pegawai.view_berkasimpor"):
        asing = layanan.asing_terakhir(request.user)
        terbanyak = asing[:ASING_TERBANYAK]
        layanan.beri_saran(terbanyak)
        konteks |= {"asing": terbanyak, "jumlah_asing": len(asing)}
    return render(request, "pegawai/alias.html", konteks)


@perlu_izin("pegawai.add_aliasjabatan", "pegawai.view_aliasjabatan")
@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: PenggunaRequest) -> HttpResponse:
    """Say what a name means; ``?nama=&jenis=&cari=`` brings the name and what to look for.

    With ``?berkas=`` it comes from the preview of a file, which is checked anew with the answer.
    """
    return tampilkan_isian(request, None)


@perlu_izin("pegawai.change_aliasjabatan", "pegawai.view_aliasjabatan")
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: PenggunaRequest, alias_id: int) -> HttpResponse:
    """Give a name another job."""
    return tampilkan_isian(request, ambil_milik(request, alias_id))


def simpan_isian(form: AliasForm) -> AliasJabatan | None:
    try:
        return form.simpan()
    except ValidationError as salah:
        form.add_error(None, salah)
        return None


def tampilkan_isian(request: PenggunaRequest, alias: AliasJabatan | None) -> HttpResponse:
    nama, jenis, cari = (
        request.GET.get(kunci, "")[:200].replace("\0", "").strip()
        for kunci in ("nama", "jenis", "cari")
    )
    if alias:
        nama, jenis = alias.nama_asal, alias.jenis
    elif jenis not in AliasJabatan.Jenis.values:
        jenis = ""
    asing = layanan.NamaAsing(nama, jenis, 0)
    if not cari and nama:
        layanan.beri_saran([asing], banyak=10)
    awal = {"nama": nama, "jenis": jenis, "jabatan": alias and alias.jabatan_id}
    form = AliasForm(
        request.POST or None,
        initial=awal,
        pengguna=request.user,
        daftar_jabatan=layanan.cari_jabatan(cari) if cari else asing.saran,
        alias=alias,
    )
    berkas = None if alias else berkas_asal(request)
    if request.method == "POST" and form.is_valid() and (satu := simpan_isian(form)):
        if berkas and layanan.periksa_ulang(berkas):
            kirim(request, tasks.periksa_berkas, berkas.pk)
            return redirect("pegawai:berkas", berkas_id=berkas.pk)
        messages.success(request, f"Alias {satu.nama_asal} disimpan dan dipakai berkas berikutnya.")
        return redirect("pegawai:alias_rincian", alias_id=satu.pk)
    konteks: dict[str, Any] = {
        "form": form,
        "alias": alias,
        "berkas": berkas,
        "nama": nama,
        "jenis": jenis,
        "cari": cari,
        "pilihan_jenis": AliasJabatan.Jenis.choices,
    }
    return render(request, "pegawai/alias_isi.html", konteks, status=422 if form.is_bound else 200)


def berkas_asal(request: PenggunaRequest) -> BerkasImpor | None:
    """The file whose preview asked for the name, as far as the account may have it checked."""
    nomor = baca_nomor(request.GET.get("berkas"))
    izin = ["pegawai.add_berkasimpor", "pegawai.view_berkasimpor"]
    if nomor is None or not request.user.has_perms(izin):
        return None
    return BerkasImpor.untuk(request.user).filter(pk=nomor).first()


@perlu_izin("pegawai.view_aliasjabatan")
@require_safe
def rincian(request: PenggunaRequest, alias_id: int) -> HttpResponse:
    """One alias, and the persons who carry the name without the job."""
    alias = get_object_or_404(layanan.daftar_alias(request.user), pk=alias_id)
    konteks: dict[str, Any] = {
        "alias": alias,
        "milik": AliasJabatan.untuk(request.user).filter(pk=alias_id).exists(),
        "boleh_usul": request.user.has_perms(USUL),
        "batas": BATAS_MASSAL,
    }
    if request.user.has_perm("pegawai.view_pegawai"):
        orang = layanan.pemakai_lain(request.user, alias).select_related("unit", "jabatan")
        konteks |= {
            "halaman": Paginator(orang, PER_HALAMAN).get_page(request.GET.get("halaman")),
            "jumlah": layanan.pemakai(request.user, alias).count(),
        }
    return render(request, "pegawai/alias_rincian.html", konteks)


@perlu_izin("pegawai.delete_aliasjabatan", "pegawai.view_aliasjabatan")
@require_POST
def hapus(request: PenggunaRequest, alias_id: int) -> HttpResponse:
    """Forget an alias; no record changes."""
    alias = ambil_milik(request, alias_id)
    layanan.hapus(alias, oleh=request.user)
    messages.success(request, f"Alias {alias.nama_asal} dihapus. Data pegawai tidak berubah.")
    return redirect("pegawai:alias")


@perlu_izin("pegawai.view_aliasjabatan", *USUL)
@require_POST
def usulkan(request: PenggunaRequest, alias_id: int) -> HttpResponse:
    """Propose the job for those who carry the name; a second person decides each."""
    alias = get_object_or_404(layanan.daftar_alias(request.user), pk=alias_id)
    try:
        hasil = layanan.usulkan_pemakai(alias, oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        if hasil.jumlah:
            messages.success(request, f"{hasil.jumlah} usulan dikirim ke antrean verifikasi.")
        if hasil.gagal:
            nama, sebab = hasil.gagal[0]
            messages.warning(
                request, f"{len(hasil.gagal)} pegawai tidak diusulkan, misalnya {nama}: {sebab}"
            )
    return redirect("pegawai:alias_rincian", alias_id=alias.pk)


def ambil_milik(request: PenggunaRequest, alias_id: int) -> AliasJabatan:
    """An alias that the account may mend: the shared ones need the scope of all."""
    milik = AliasJabatan.untuk(request.user).select_related("jabatan", "instansi")
    return get_object_or_404(milik, pk=alias_id)
