"""Pages of functional officials: credits, span of golongan, competency test, posts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat_baca
from pegawai import fungsional
from pegawai.forms_formasi import FormasiForm, hapus_formasi
from pegawai.models import AngkaKredit, FormasiJabatan, Jenjang, Pegawai
from pegawai.panel import kepala
from pegawai.views.wilayah import Saringan, jawab_buku, potong_halaman, susun_sel


def _pilihan(request: PenggunaRequest, aturan: fungsional.Aturan) -> tuple[Any, str]:
    """The state and the tier asked for; what is not on offer is ignored."""
    keadaan = fungsional.KEADAAN_PER_KODE.get(request.GET.get("keadaan", ""))
    jenjang = request.GET.get("jenjang", "")
    return keadaan, jenjang if jenjang in aturan.kebutuhan else ""


def _baris(saringan: Saringan, aturan: fungsional.Aturan, keadaan: Any, jenjang: str) -> QuerySet:
    semua = fungsional.dengan_angka_kredit(saringan.daftar_pegawai, aturan)
    if keadaan is not None:
        semua = semua.filter(keadaan.syarat)
    if jenjang:
        semua = semua.filter(jenjang=jenjang)
    return fungsional.urutkan(semua)


@perlu_izin("pegawai.view_pegawai")
@require_safe
def daftar(request: PenggunaRequest) -> HttpResponse:
    """PNS in tiers of JF: what each needs next, and for whom it is due."""
    saringan = Saringan.dari(request.user, request.GET)
    aturan = fungsional.Aturan(timezone.localdate())
    keadaan, jenjang = _pilihan(request, aturan)
    jumlah = fungsional.jumlah_keadaan(saringan.daftar_pegawai, aturan)
    halaman = potong_halaman(request, _baris(saringan, aturan, keadaan, jenjang))
    kolom = fungsional.kolom(aturan)
    isi = {
        "saringan": saringan,
        "pada": aturan.pada,
        "keadaan": keadaan,
        "jumlah": jumlah,
        "daftar_keadaan": [(satu, jumlah[satu.kode]) for satu in fungsional.DAFTAR_KEADAAN],
        "jenjang": jenjang,
        "daftar_jenjang": [(j.value, j.label) for j in Jenjang if j.value in aturan.kebutuhan],
        "halaman": halaman,
        "kolom": kolom,
        "baris": [(pegawai, susun_sel(kolom[2:], pegawai)) for pegawai in halaman.object_list],
    }
    return render(request, "pegawai/fungsional.html", isi)


@perlu_izin("pegawai.view_pegawai", "pegawai.ekspor_pegawai")
@require_safe
def unduh(request: PenggunaRequest) -> FileResponse:
    """The same persons as a workbook."""
    saringan = Saringan.dari(request.user, request.GET)
    aturan = fungsional.Aturan(timezone.localdate())
    keadaan, jenjang = _pilihan(request, aturan)
    baris = _baris(saringan, aturan, keadaan, jenjang)
    judul = keadaan.judul if keadaan else "Jabatan fungsional"
    return jawab_buku(saringan, judul, fungsional.kolom(aturan), baris, "fungsional")


@perlu_izin("pegawai.view_pegawai")
@require_safe
def satu(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The credits of one person, and what the next step asks for."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    aturan = fungsional.Aturan(timezone.localdate())
    orang = fungsional.dengan_angka_kredit(
        Pegawai.untuk(request.user).filter(pk=pegawai_id), aturan
    ).first()
    catat_baca(pegawai, oleh=request.user, keterangan="Angka kredit")
    isi = {
        **kepala(request.user, pegawai, "angka_kredit"),
        "orang": orang,
        "riwayat": AngkaKredit.untuk(request.user).filter(pegawai=pegawai),
    }
    if orang is not None:
        isi |= {
            "tujuan": fungsional.sebut_tujuan(orang, aturan),
            "kurang": fungsional.kurang(orang),
            "perkiraan": fungsional.sebut_perkiraan(orang, aturan),
            "keadaan": fungsional.keadaan_orang(orang),
        }
    return render(request, "pegawai/angka_kredit.html", isi)


def _baris_formasi(request: PenggunaRequest, saringan: Saringan) -> QuerySet:
    semua = FormasiJabatan.untuk(request.user)
    if saringan.instansi:
        semua = semua.filter(instansi=saringan.instansi)
    if saringan.opd:
        semua = semua.filter(unit=saringan.opd)
    elif saringan.tanpa_unit:
        semua = semua.filter(unit=None)
    return fungsional.formasi_terisi(
        semua, Pegawai.untuk(request.user), timezone.localdate()
    ).order_by("selisih", "unit__jalur", "jabatan__nama", "pk")


@perlu_izin("pegawai.view_formasijabatan", "pegawai.view_pegawai")
@require_safe
def formasi(request: PenggunaRequest) -> HttpResponse:
    """Posts needed against posts held, the emptiest first."""
    saringan = Saringan.dari(request.user, request.GET)
    semua = _baris_formasi(request, saringan)
    halaman = potong_halaman(request, semua)
    isi = {
        "saringan": saringan,
        "halaman": halaman,
        "kolom": fungsional.KOLOM_FORMASI,
        "jumlah": fungsional.jumlah_formasi(semua),
        "baris": [
            (satu, susun_sel(fungsional.KOLOM_FORMASI, satu)) for satu in halaman.object_list
        ],
    }
    return render(request, "pegawai/formasi.html", isi)


@perlu_izin("pegawai.view_formasijabatan", "pegawai.view_pegawai", "pegawai.ekspor_pegawai")
@require_safe
def formasi_unduh(request: PenggunaRequest) -> FileResponse:
    """The same posts as a workbook."""
    saringan = Saringan.dari(request.user, request.GET)
    baris = _baris_formasi(request, saringan)
    return jawab_buku(
        saringan, "Formasi jabatan", fungsional.KOLOM_FORMASI, baris, "formasi-jabatan"
    )


@perlu_izin("pegawai.add_formasijabatan", "pegawai.view_formasijabatan", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
def formasi_tambah(request: PenggunaRequest) -> HttpResponse:
    """A new post that is needed."""
    return _isi_formasi(request, None)


@perlu_izin("pegawai.change_formasijabatan", "pegawai.view_formasijabatan", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
def formasi_ubah(request: PenggunaRequest, formasi_id: int) -> HttpResponse:
    """Another number or basis of a post."""
    semua = FormasiJabatan.untuk(request.user).select_related("jabatan", "unit")
    return _isi_formasi(request, get_object_or_404(semua, pk=formasi_id))


def _isi_formasi(request: PenggunaRequest, satu: FormasiJabatan | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = FormasiForm(data, instance=satu, pengguna=request.user)
    if form.is_valid():
        try:
            form.simpan()
        except ValidationError as salah:
            form.add_error(None, salah)
        else:
            messages.success(request, "Formasi disimpan.")
            return redirect("pegawai:formasi")
    isi = {"form": form, "formasi": satu}
    return render(request, "pegawai/formasi_isi.html", isi, status=422 if form.errors else 200)


@perlu_izin("pegawai.delete_formasijabatan", "pegawai.view_formasijabatan", "pegawai.view_pegawai")
@require_POST
def formasi_hapus(request: PenggunaRequest, formasi_id: int) -> HttpResponse:
    """Take a post off the list; what it was stays in the trail."""
    satu = get_object_or_404(FormasiJabatan.untuk(request.user), pk=formasi_id)
    hapus_formasi(satu, oleh=request.user)
    messages.success(request, "Formasi dihapus.")
    return redirect("pegawai:formasi")
