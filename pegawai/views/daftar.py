"""The list of persons, its shared views and its workbook."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from pegawai.buku_kerja import jawab
from pegawai.ekspor import buku_pegawai
from pegawai.forms import SaringForm
from pegawai.models import Pegawai, UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet
from pegawai.saringan import TAMPILAN, URUTAN_KOTAK

KOLOM = (
    ("nama", "Nama dan NIP", ""),
    ("jabatan", "Jabatan dan unit", ""),
    ("golongan", "Gol.", ""),
    ("kotak", "Kotak", ""),
    ("jpm", "JPM", "angka"),
    ("jp", "JP {tahun}", ""),
    ("skp", "SKP {lalu}", ""),
    ("data", "Data", ""),
)


@dataclass(frozen=True)
class Kolom:
    """A head of the table: its label, how it is sorted now, and where a press leads."""

    label: str
    kelas: str
    sort: str
    tautan: str


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
    """One page of the list. Eight queries whatever the number of persons: session, account and
    its two of permissions, Instansi, units to filter by, count, rows.
    """
    form = SaringForm(request.GET, pengguna=request.user)
    tersaring = pilih(request, form)
    halaman = Paginator(tersaring.values("pk"), form.per_halaman).get_page(
        request.GET.get("halaman")
    )
    # The page is cut on the narrow index first; only its rows are joined to what they show.
    baris = terurut(request, form, dasar(request, form).filter(pk__in=halaman.object_list))
    hari = timezone.localdate()
    konteks = {
        "form": form,
        "pilihan": form.tampak,
        "halaman": halaman,
        "daftar_pegawai": baris.untuk_daftar(),
        "daftar_kolom": susun_kolom(form, hari.year),
        "daftar_tampilan": susun_tampilan(request.GET),
        "daftar_kotak": [n for n in URUTAN_KOTAK if form.kotak_bawah or n >= 4],
        "kueri": kueri(form.data),
        "tahun": hari.year,
        "lihat_nip": request.user.has_perm("pegawai.ekspor_pegawai"),
    }
    hanya_hasil = request.htmx and request.htmx.target == "hasil"
    templat = "pegawai/_hasil.html" if hanya_hasil else "pegawai/daftar.html"
    return render(request, templat, konteks)


@perlu_izin("pegawai.view_pegawai")
@require_safe
def tampilan(request: PenggunaRequest) -> HttpResponse:
    """The shared views with their counts; the page asks for them after it is there."""
    jumlah = Pegawai.untuk(request.user).jumlah_per_tampilan(timezone.localdate())
    alamat = QueryDict((request.htmx.current_url_abs_path or "").partition("?")[2])
    daftar = susun_tampilan(alamat, jumlah)
    return render(request, "pegawai/_tampilan.html", {"daftar_tampilan": daftar})


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_safe
def unduh(request: PenggunaRequest) -> FileResponse:
    """The rows of the list, all pages, in its order. Leaves one row in the trail."""
    form = SaringForm(request.GET, pengguna=request.user)
    daftar = pilih(request, form).untuk_ekspor()
    jumlah = daftar.count()
    berkas = buku_pegawai(daftar, oleh=request.user, nik=request.user.has_perm("pegawai.lihat_nik"))
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=request.user,
        keterangan=f"Daftar pegawai, {jumlah} baris",
        data={"saringan": dict(form.pilihan), "jumlah": jumlah},
    )
    return jawab(berkas, f"pegawai-{timezone.localdate():%Y%m%d}")


def dasar(request: PenggunaRequest, form: SaringForm) -> PegawaiQuerySet:
    """The persons of the reader, with the box as far as the reader may know it."""
    return Pegawai.untuk(request.user).dengan_kotak(bawah=form.kotak_bawah)


def pilih(request: PenggunaRequest, form: SaringForm) -> PegawaiQuerySet:
    """What search and filters leave, sorted."""
    baris = dasar(request, form).saring(form.pilihan, timezone.localdate())
    if q := form.pilihan.get("q"):
        baris = baris.cari(q, UnitOrganisasi.untuk(request.user))
    return baris.urutkan(form.pilihan.get("urut", ""), mencari=bool(q))


def terurut(request: PenggunaRequest, form: SaringForm, baris: PegawaiQuerySet) -> PegawaiQuerySet:
    """The rows of the page in the order of the list."""
    if q := form.pilihan.get("q"):
        baris = baris.cari(q, UnitOrganisasi.untuk(request.user))
    return baris.urutkan(form.pilihan.get("urut", ""), mencari=bool(q))


def kueri(data: QueryDict) -> str:
    """The query string without page and empty values, for the export and the saved address."""
    isi = QueryDict(mutable=True)
    for nama, nilai in data.lists():
        if nama != "halaman" and any(nilai):
            isi.setlist(nama, [satu for satu in nilai if satu])
    return isi.urlencode()


def susun_kolom(form: SaringForm, tahun: int) -> list[Kolom]:
    """The heads of the table; a second press turns the order round."""
    urut = form.pilihan.get("urut", "" if form.pilihan.get("q") else "nama")
    daftar = []
    for kunci, label, kelas in KOLOM:
        sort = {kunci: "ascending", f"-{kunci}": "descending"}.get(urut, "")
        isi = form.data.copy()
        isi.pop("halaman", None)
        isi["urut"] = f"-{kunci}" if sort == "ascending" else kunci
        label = label.format(tahun=tahun, lalu=tahun - 1)
        daftar.append(Kolom(label, kelas, sort, f"?{isi.urlencode()}"))
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
