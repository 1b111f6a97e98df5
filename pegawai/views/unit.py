"""Pages of the organisation tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from pegawai import pohon
from pegawai.daftar_kerja import GOLONGAN, JABATAN, NAMA, NIP, STATUS
from pegawai.models import Pegawai, UnitOrganisasi
from pegawai.views.wilayah import Saringan, potong_halaman, susun_sel

KOLOM_ORANG = (NAMA, NIP, JABATAN, GOLONGAN, STATUS)


def ambil(request: PenggunaRequest, unit_id: int) -> UnitOrganisasi:
    daftar = UnitOrganisasi.untuk(request.user).select_related("instansi", "perangkat_daerah")
    return get_object_or_404(daftar, pk=unit_id)


def _yang_tampil(request: PenggunaRequest, daftar: QuerySet) -> QuerySet:
    """The rows of the tree with what they show; units in use no more only on request."""
    semua = request.GET.get("semua") == "1"
    if not semua:
        daftar = daftar.filter(aktif=True)
    isi = pohon.dengan_isi(daftar, timezone.localdate(), semua=semua)
    return isi.select_related("instansi").order_by("instansi", "-aktif", "nama", "pk")


def _terbuka(request: PenggunaRequest, daftar: QuerySet) -> set[int]:
    """Ids of the units that the page opens: the path to ``?buka=12``, else a lone root."""
    nomor = request.GET.get("buka", "")
    if nomor == "0":
        return set()
    if nomor.isdecimal() and len(nomor) < 19:
        unit = get_object_or_404(daftar, pk=nomor)
        return {satu.pk for satu in pohon.leluhur(unit)}
    akar = list(daftar.filter(induk=None, aktif=True).order_by().values_list("pk", flat=True)[:2])
    return set(akar) if len(akar) == 1 else set()


@perlu_izin("pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_safe
def unit(request: PenggunaRequest) -> HttpResponse:
    """The tree, opened where asked; or the units that a search finds, with their paths.

    The number of queries depends neither on the units nor on the levels that are open.
    """
    saringan = Saringan.dari(request.user, request.GET)
    cari = request.GET.get("q", "")[:100].replace("\0", "").strip()
    isi: dict[str, Any] = {"saringan": saringan, "cari": cari, "semua": request.GET.get("semua")}
    if cari:
        cocok = saringan.daftar_unit.cari(cari)
        isi_baris = pohon.dengan_isi(cocok, timezone.localdate())
        isi["halaman"] = potong_halaman(request, isi_baris.select_related("instansi"))
    else:
        terbuka = _terbuka(request, saringan.daftar_unit)
        baris = saringan.daftar_unit.filter(Q(induk=None) | Q(induk__in=terbuka))
        isi["pucuk"] = pohon.susun_simpul(_yang_tampil(request, baris), terbuka)
    return render(request, "pegawai/unit.html", isi)


@perlu_izin("pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_safe
def unit_anak(request: PenggunaRequest, unit_id: int) -> HttpResponse:
    """One level of the tree, fetched when its unit is opened; without htmx the page itself."""
    satu = ambil(request, unit_id)
    if not request.htmx:
        return redirect(f"{reverse('pegawai:unit')}?buka={satu.pk}#u{satu.pk}")
    daftar = UnitOrganisasi.untuk(request.user).filter(induk=satu)
    isi = {"daftar": pohon.susun_simpul(_yang_tampil(request, daftar), set()), "tingkat": 2}
    return render(request, "pegawai/_cabang.html", isi)


@perlu_izin("pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_safe
def unit_rincian(request: PenggunaRequest, unit_id: int) -> HttpResponse:
    """One unit: where it stands, who leads it, who works there, what is below it."""
    milik = UnitOrganisasi.untuk(request.user).filter(pk=unit_id).select_related("instansi")
    hari = timezone.localdate()
    satu = get_object_or_404(pohon.dengan_isi(milik, hari))
    orang = Pegawai.untuk(request.user).filter(unit=satu).aktif(hari).order_by("nama", "pk")
    halaman = potong_halaman(request, orang)
    anak = UnitOrganisasi.untuk(request.user).filter(induk=satu)
    isi = {
        "unit": satu,
        "jalur": pohon.leluhur(satu)[:-1],
        "pucuk": pohon.susun_simpul(_yang_tampil(request, anak), set()),
        "halaman": halaman,
        "kolom": KOLOM_ORANG,
        "baris": [(satu, susun_sel(KOLOM_ORANG[2:], satu)) for satu in halaman.object_list],
    }
    return render(request, "pegawai/unit_rincian.html", isi)
