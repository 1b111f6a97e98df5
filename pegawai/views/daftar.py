"""The list of persons, its shared views and its workbook."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from pegawai.daftar import dasar, tersaring, terurut
from pegawai.forms_daftar import BUKAN_SARINGAN, SaringForm, TampilanForm
from pegawai.kolom import KolomDaftar, geser, judul
from pegawai.models import BerkasEkspor, Pegawai, TampilanTersimpan
from pegawai.pembagi import PembagiDuaArah
from pegawai.saringan import TAMPILAN, URUTAN_KOTAK
from pegawai.views.unduhan import serahkan
from pegawai.views.usulan import BUAT

TINDAKAN = (BUAT, ("pegawai.ekspor_pegawai",))
"""What can be done with ticked persons; without any of it there is nothing to tick."""
SESAAT = {"halaman", "panel", "naik", "turun"}
"""Parameters of a press, not of a view."""


@dataclass(frozen=True)
class Kolom:
    """A head of the table: its label, how it is sorted now, where a press leads; its column."""

    label: str
    kelas: str
    sort: str
    tautan: str
    isi: KolomDaftar


@dataclass(frozen=True)
class Tampilan:
    """A shared view: name, address, number of persons (unknown until asked), whether it is open."""

    label: str
    tautan: str
    kini: bool
    jumlah: int | None = None


@perlu_izin("pegawai.view_pegawai")
@require_safe
def daftar(request: PenggunaRequest) -> HttpResponse:
    """One page of the list; a button that moves a column leads to the address with its new order.

    Eight queries whatever the number of persons: session, account and its two of permissions,
    what waits in the menu, units to filter by, count, rows.
    """
    form = SaringForm(request.GET, pengguna=request.user)
    for tombol, langkah in (("naik", -1), ("turun", 1)):
        if kunci := request.GET.get(tombol):
            return redirect(alamat_geser(form, kunci, langkah))
    semua = tersaring(request.user, form).values("pk")
    halaman = PembagiDuaArah(semua, form.per_halaman).get_page(request.GET.get("halaman"))
    # The page is cut on the narrow index first; only its rows are joined to what they show.
    baris = dasar(request.user, form).filter(pk__in=halaman.object_list)
    baris = terurut(request.user, form, baris)
    hari = timezone.localdate()
    bidang = (nama for kolom in form.daftar_kolom for nama in kolom.bidang)
    konteks = {
        "form": form,
        "pilihan": form.tampak,
        "halaman": halaman,
        "daftar_pegawai": baris.untuk_daftar(*bidang),
        "daftar_kolom": susun_kolom(form, hari),
        "kolom_buka": "panel" in request.GET,
        "daftar_tampilan": susun_tampilan(request.GET),
        "daftar_kotak": [n for n in URUTAN_KOTAK if form.kotak_bawah or n >= 4],
        "kueri": kueri(form.data),
        "tahun": hari.year,
        "di_latar": halaman.paginator.count > settings.EKSPOR_LANGSUNG,
        "lihat_nip": request.user.has_perm("pegawai.ekspor_pegawai"),
        "boleh_pilih": any(map(request.user.has_perms, TINDAKAN)),
        "boleh_usul": request.user.has_perms(BUAT),
        "kueri_saringan": kueri(form.data, set(form.fields) - BUKAN_SARINGAN),
    }
    if not (request.htmx and request.htmx.target == "hasil"):
        return render(request, "pegawai/daftar.html", konteks)
    balasan = render(request, "pegawai/_hasil.html", konteks | {"sebagian": True})
    return push_url(balasan, alamat(form, halaman.number))


@perlu_izin("pegawai.view_pegawai")
@require_safe
def tampilan(request: PenggunaRequest) -> HttpResponse:
    """The shared views with their counts; the page asks for them after it is there."""
    jumlah = Pegawai.untuk(request.user).jumlah_per_tampilan(timezone.localdate())
    alamat = QueryDict((request.htmx.current_url_abs_path or "").partition("?")[2])
    kini = kueri(alamat)
    tersimpan = [
        Tampilan(satu.nama, f"?{satu.kueri}", satu.kueri == kini)
        for satu in TampilanTersimpan.untuk(request.user)
    ]
    konteks = {"daftar_tampilan": susun_tampilan(alamat, jumlah), "daftar_tersimpan": tersimpan}
    return render(request, "pegawai/_tampilan.html", konteks | {"kueri": kini})


@perlu_izin("pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
def tampilan_simpan(request: PenggunaRequest) -> HttpResponse:
    """Keep the filters, columns and order of the address under a name; and the names so far."""
    saring = SaringForm(request.GET, pengguna=request.user)
    form = TampilanForm(
        request.POST or None, pengguna=request.user, kueri=kueri(request.GET, set(saring.fields))
    )
    if request.method == "POST" and form.is_valid():
        satu = form.save()
        messages.success(request, f"Tampilan “{satu.nama}” disimpan.")
        return redirect(f"{reverse('pegawai:daftar')}?{satu.kueri}")
    konteks = {"form": form, "keping": saring.keping, "kolom": saring.daftar_kolom}
    konteks["daftar"] = TampilanTersimpan.untuk(request.user).select_related("pemilik")
    status = 422 if request.method == "POST" else 200
    return render(request, "pegawai/tampilan_simpan.html", konteks, status=status)


@perlu_izin("pegawai.view_pegawai")
@require_POST
def tampilan_hapus(request: PenggunaRequest) -> HttpResponse:
    """Forget one of one's own views."""
    milik = TampilanTersimpan.untuk(request.user).filter(pemilik=request.user)
    satu = get_object_or_404(milik, pk=baca_nomor(request.POST.get("tampilan")))
    satu.delete()
    messages.success(request, f"Tampilan “{satu.nama}” dihapus.")
    return redirect("pegawai:tampilan_simpan")


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
def unduh(request: PenggunaRequest) -> HttpResponseBase:
    """The rows of the list, all pages, with its columns and in its order, as xlsx or csv."""
    return ekspor(request, BerkasEkspor.Isi.DAFTAR)


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai", "pegawai.lihat_nik")
@require_http_methods(["GET", "HEAD", "POST"])
def unduh_siasn(request: PenggunaRequest) -> HttpResponseBase:
    """The record of the same persons in the form of SIASN's export, as xlsx or csv."""
    return ekspor(request, BerkasEkspor.Isi.SIASN)


def ekspor(request: PenggunaRequest, isi: str) -> HttpResponseBase:
    """The persons of the address, as it stands."""
    form = SaringForm(request.GET, pengguna=request.user)
    tujuan = kueri(request.GET, set(form.fields))
    return serahkan(request, form, tersaring(request.user, form), isi, kueri=tujuan)


def kueri(data: QueryDict, nama_bidang: set[str] | None = None) -> str:
    """The query string of a view: without page, panel and empty values.

    ``nama_bidang``: the names to keep, when the address may hold others.
    """
    isi = QueryDict(mutable=True)
    for nama, nilai in data.lists():
        dikenal = nama_bidang is None or nama in nama_bidang
        if nama not in SESAAT and dikenal and any(nilai):
            isi.setlist(nama, [satu for satu in nilai if satu])
    return isi.urlencode()


def alamat(form: SaringForm, halaman: int) -> str:
    """The address of a page of the list, without what is empty."""
    isi = QueryDict(kueri(form.data)).copy()
    if halaman > 1:
        isi["halaman"] = str(halaman)
    daftar = reverse("pegawai:daftar")
    return f"{daftar}?{isi.urlencode()}" if isi else daftar


def alamat_geser(form: SaringForm, kunci: str, langkah: int) -> str:
    """The address of the list with one column moved, and the panel of columns open."""
    isi = QueryDict(kueri(form.data)).copy()
    isi.setlist("kolom", geser([kolom.kunci for kolom in form.daftar_kolom], kunci, langkah))
    return f"{reverse('pegawai:daftar')}?{isi.urlencode()}&panel=kolom"


def susun_kolom(form: SaringForm, hari: datetime.date) -> list[Kolom]:
    """The heads of the table; a second press turns the order round."""
    urut = form.pilihan.get("urut", "" if form.pilihan.get("q") else "nama")
    daftar = []
    for kolom in form.daftar_kolom:
        kunci = kolom.kunci
        sort = {kunci: "ascending", f"-{kunci}": "descending"}.get(urut, "")
        tautan = ""
        if kolom.urut:
            isi = form.data.copy()
            isi.pop("halaman", None)
            isi["urut"] = f"-{kunci}" if sort == "ascending" else kunci
            tautan = f"?{isi.urlencode()}"
        daftar.append(Kolom(judul(kolom.label, hari), kolom.kelas, sort, tautan, kolom))
    return daftar


def susun_tampilan(data: QueryDict, jumlah: dict[str, int] | None = None) -> list[Tampilan]:
    """The shared views; the one whose choices are exactly those of the page is current."""
    kini = kueri(data)
    daftar = []
    for kode, (label, pilihan) in TAMPILAN.items():
        isi = QueryDict(mutable=True)
        for nama, nilai in pilihan.items():
            isi.setlist(nama, nilai if isinstance(nilai, list) else [nilai])
        alamat = isi.urlencode()
        daftar.append(Tampilan(label, f"?{alamat}", kini == alamat, (jumlah or {}).get(kode)))
    return daftar
