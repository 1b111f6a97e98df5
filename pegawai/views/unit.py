"""Pages of the organisation tree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from akses.templatetags.tampilan import tanggal
from pegawai import perubahan_unit, pohon
from pegawai.daftar_kerja import GOLONGAN, JABATAN, NAMA, NIP, STATUS
from pegawai.forms_unit import PerubahanUnitForm
from pegawai.models import Pegawai, PerubahanUnit, TemuanUnit, UnitOrganisasi
from pegawai.views.wilayah import Saringan, potong_halaman, susun_sel

Jenis = PerubahanUnit.Jenis
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
    nomor = baca_nomor(request.GET.get("buka"))
    if nomor == 0:
        return set()
    if nomor is not None:
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
        temuan = TemuanUnit.untuk(request.user)
        if saringan.instansi:
            temuan = temuan.filter(instansi=saringan.instansi)
        isi["jumlah_temuan"] = temuan.count()
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


def _riwayat(request: PenggunaRequest, satu: UnitOrganisasi) -> QuerySet:
    """The changes of a unit, and those that brought others to it, the latest first."""
    semua = PerubahanUnit.untuk(request.user).filter(Q(unit=satu) | Q(ke_unit=satu))
    return semua.select_related("unit", "ke_unit", "oleh", "pembatal")


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
        "riwayat": _riwayat(request, satu),
        "alias": UnitOrganisasi.untuk(request.user).filter(digabung_ke=satu).order_by("nama"),
        "baris": [(satu, susun_sel(KOLOM_ORANG[2:], satu)) for satu in halaman.object_list],
    }
    return render(request, "pegawai/unit_rincian.html", isi)


@perlu_izin("pegawai.add_perubahanunit", "pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_ubah(request: PenggunaRequest, unit_id: int) -> HttpResponse:
    """Move, merge, rename or close a unit: the form, the preview, then the deed."""
    satu = ambil(request, unit_id)
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in Jenis else Jenis.PINDAH
    data = request.POST if request.method == "POST" else None
    form = PerubahanUnitForm(data, unit=satu, jenis=jenis, pengguna=request.user)
    isi: dict[str, Any] = {"unit": satu, "form": form, "jenis": jenis, "pilihan": Jenis.choices}
    if "ubah" in request.POST or not form.is_valid():
        return render(request, "pegawai/unit_ubah.html", isi, status=422 if form.errors else 200)
    if "terapkan" in request.POST:
        try:
            hasil = perubahan_unit.ajukan(
                form.instance, oleh=request.user, dilihat=form.cleaned_data["dilihat"]
            )
        except ValidationError as salah:
            form.add_error(None, salah.messages)
        else:
            messages.success(request, _kabar(hasil))
            return redirect("pegawai:unit_rincian", unit_id=satu.pk)
    isi |= {"satu": form.instance, "dampak": (akibat := perubahan_unit.dampak(form.instance))}
    isi["kalimat"] = akibat.kalimat(jenis)
    return render(request, "pegawai/unit_pratinjau.html", isi, status=422 if form.errors else 200)


def _kabar(satu: PerubahanUnit) -> str:
    if satu.status == PerubahanUnit.Status.MENUNGGU:
        return f"Perubahan dicatat dan berlaku sendiri pada {tanggal(satu.tanggal_berlaku)}."
    return (
        f"Perubahan berlaku: {satu.jumlah_pegawai} pegawai dan {satu.jumlah_unit} unit ikut. "
        "Perubahan dapat dibatalkan dari riwayat unit ini."
    )


@perlu_izin("pegawai.add_perubahanunit", "pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_POST
def perubahan_unit_batal(request: PenggunaRequest, perubahan_id: int) -> HttpResponse:
    """Call off a change, or say what stands in the way."""
    satu = get_object_or_404(PerubahanUnit.untuk(request.user), pk=perubahan_id)
    try:
        perubahan_unit.batalkan(satu.pk, oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(request, "Perubahan dibatalkan. Susunan unit kembali seperti semula.")
    return redirect("pegawai:unit_rincian", unit_id=satu.unit_id)


@perlu_izin("pegawai.view_unitorganisasi", "pegawai.view_pegawai")
@require_safe
def unit_temuan(request: PenggunaRequest) -> HttpResponse:
    """What the nightly check has found in the tree."""
    saringan = Saringan.dari(request.user, request.GET)
    semua = TemuanUnit.untuk(request.user).select_related("unit", "instansi")
    if saringan.instansi:
        semua = semua.filter(instansi=saringan.instansi)
    halaman = potong_halaman(request, semua.order_by("jenis", "unit__jalur", "pk"))
    return render(request, "pegawai/unit_temuan.html", {"saringan": saringan, "halaman": halaman})
