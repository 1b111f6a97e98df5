"""Pages of the working lists."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from pegawai import daftar_kerja
from pegawai.models import Pegawai
from pegawai.views.wilayah import Saringan, jawab_buku, orang_termuat, potong_halaman, susun_sel

BARIS_CETAK = 5_000
KERTAS = {"a4": "A4", "f4": "F4"}
"""Papers of offices, both laid across."""


def _daftar(slug: str) -> daftar_kerja.Daftar:
    if slug not in daftar_kerja.PER_SLUG:
        raise Http404
    return daftar_kerja.PER_SLUG[slug]


@perlu_izin("pegawai.view_pegawai")
@require_safe
def kerja(request: PenggunaRequest) -> HttpResponse:
    """All working lists with the number of their rows."""
    saringan = Saringan.dari(request.user, request.GET)
    hari = timezone.localdate()
    jumlah = daftar_kerja.jumlah(saringan.daftar_pegawai, saringan.daftar_unit, hari)
    isi = {
        "saringan": saringan,
        "pada": hari,
        "mendesak": [(d, jumlah[d.slug]) for d in daftar_kerja.SEMUA if d.mendesak],
        "tetap": [(d, jumlah[d.slug]) for d in daftar_kerja.SEMUA if not d.mendesak],
        "jumlah_mendesak": sum(1 for d in daftar_kerja.SEMUA if d.mendesak and jumlah[d.slug]),
    }
    return render(request, "pegawai/daftar_kerja.html", isi)


def _kertas(request: PenggunaRequest) -> str:
    """The paper asked for; empty on the ordinary page."""
    if "cetak" not in request.GET:
        return ""
    return request.GET["cetak"] if request.GET["cetak"] in KERTAS else "a4"


@perlu_izin("pegawai.view_pegawai")
@require_safe
def kerja_rincian(request: PenggunaRequest, slug: str) -> HttpResponse:
    """One list, paged; with ``?cetak=a4`` or ``f4`` its first rows on one page, for printing."""
    daftar = _daftar(slug)
    saringan = Saringan.dari(request.user, request.GET)
    hari = timezone.localdate()
    semua = daftar.baris(saringan.daftar_pegawai, saringan.daftar_unit, hari)
    cetak = _kertas(request)
    halaman = Paginator(semua, BARIS_CETAK).get_page(1) if cetak else potong_halaman(request, semua)
    if cetak:
        catat(
            JejakAudit.Aksi.LIHAT,
            Pegawai,
            oleh=request.user,
            keterangan=f"Tampilan cetak {daftar.judul}, {saringan.label}",
            data={"daftar": slug, "jumlah": len(halaman.object_list), "lingkup": saringan.label},
            instansi=saringan.instansi,
            daftar_objek=orang_termuat(semua),
        )
    isi = {
        "saringan": saringan,
        "daftar": daftar,
        "pada": hari,
        "halaman": halaman,
        "cetak": cetak,
        "kertas": KERTAS,
        "baris": [(objek, susun_sel(daftar.kolom, objek)) for objek in halaman.object_list],
    }
    return render(request, "pegawai/daftar_kerja_rincian.html", isi)


@perlu_izin("pegawai.view_pegawai", "pegawai.ekspor_pegawai")
@require_safe
def kerja_unduh(request: PenggunaRequest, slug: str) -> FileResponse:
    """The whole list as a workbook."""
    daftar = _daftar(slug)
    saringan = Saringan.dari(request.user, request.GET)
    baris = daftar.baris(saringan.daftar_pegawai, saringan.daftar_unit, timezone.localdate())
    return jawab_buku(saringan, daftar.judul, daftar.kolom, baris, f"daftar-{slug}")
