"""Pages of data quality and of the working lists."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Pengguna
from akses.templatetags.tampilan import tanggal
from pegawai import buku_kerja, daftar_kerja, kualitas
from pegawai.buku_kerja import Kolom
from pegawai.models import Pegawai, RiwayatKualitas, UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet

PER_HALAMAN = 50
BARIS_CETAK = 5_000
BULAN_RIWAYAT = 13


@dataclass(frozen=True)
class Saringan:
    """What part of the scope a page shows: an Instansi and a perangkat daerah, or all of it."""

    pengguna: Pengguna
    instansi: Instansi | None
    opd: UnitOrganisasi | None
    tanpa_unit: bool
    daftar_instansi: list[Instansi]

    @classmethod
    def dari(cls, pengguna: Pengguna, kueri: QueryDict) -> Saringan:
        """Read ``?instansi=62.01&opd=12`` (``opd=0``: no unit). 404 for what is out of scope."""
        daftar, instansi, opd = [], pengguna.instansi, None
        if pengguna.lingkup == pengguna.Lingkup.SEMUA:
            daftar = list(Instansi.objects.all())
            instansi = None
            if kode := kueri.get("instansi"):
                instansi = next((i for i in daftar if i.kode_kemendagri == kode), None)
                if instansi is None:
                    raise Http404
        nomor = kueri.get("opd", "")
        if nomor and nomor != "0":
            semua = UnitOrganisasi.untuk(pengguna)
            opd = semua.filter(pk=nomor).first() if nomor.isdecimal() else None
            if opd is None:
                raise Http404
        return cls(pengguna, instansi, opd, nomor == "0", daftar)

    @property
    def daftar_pegawai(self) -> PegawaiQuerySet:
        daftar = Pegawai.untuk(self.pengguna)
        if self.instansi:
            daftar = daftar.filter(instansi=self.instansi)
        if self.tanpa_unit:
            return daftar.filter(unit__perangkat_daerah=None)
        return daftar.filter(unit__perangkat_daerah=self.opd) if self.opd else daftar

    @property
    def daftar_unit(self) -> QuerySet:
        daftar = UnitOrganisasi.untuk(self.pengguna)
        if self.instansi:
            daftar = daftar.filter(instansi=self.instansi)
        return daftar.filter(perangkat_daerah=self.opd) if self.opd else daftar

    @property
    def label(self) -> str:
        """What the rows belong to, in words."""
        if self.opd:
            return self.opd.nama
        if self.tanpa_unit:
            return daftar_kerja.TANPA_UNIT
        return self.instansi.nama_pemerintah if self.instansi else "Semua instansi"

    @property
    def pilihan_instansi(self) -> list[tuple[str, str]]:
        """For the switch of the top bar; empty when there is nothing to choose."""
        if not self.daftar_instansi:
            return []
        return [
            ("", "Semua instansi"),
            *((i.kode_kemendagri, i.nama) for i in self.daftar_instansi),
        ]

    @property
    def semua_instansi(self) -> bool:
        return bool(self.daftar_instansi) and self.instansi is None

    @property
    def kode_instansi(self) -> str:
        return self.instansi.kode_kemendagri if self.instansi else ""


def _halaman(request: PenggunaRequest, daftar: QuerySet) -> Page:
    return Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))


def _sel(kolom: tuple[Kolom, ...], objek: Any) -> list[tuple[Kolom, Any]]:
    """The cells of a row as the page shows them: dates in words, nothing as a dash."""
    isi = ((satu, satu.isi(objek)) for satu in kolom)
    return [(k, tanggal(v) if isinstance(v, datetime.date) else v) for k, v in isi]


def _unduh(
    saringan: Saringan, judul: str, kolom: tuple[Kolom, ...], daftar: QuerySet, nama: str
) -> FileResponse:
    """The rows as a workbook, with a row in the trail."""
    hari = timezone.localdate()
    jumlah = daftar.count()
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=saringan.pengguna,
        keterangan=f"{judul}, {saringan.label}: {jumlah} baris",
        data={"daftar": nama, "jumlah": jumlah, "lingkup": saringan.label},
        instansi=saringan.instansi,
    )
    keterangan = f"{saringan.label}. Keadaan {tanggal(hari)}."
    baris = daftar.iterator(chunk_size=2_000)
    berkas = buku_kerja.tulis(judul, keterangan, kolom, baris, oleh=saringan.pengguna)
    return buku_kerja.jawab(berkas, f"{nama}-{hari:%Y%m%d}")


# Data quality


@perlu_izin("pegawai.view_berkasimpor")
@require_safe
def mutu(request: PenggunaRequest) -> HttpResponse:
    """The index, its checks, where the failures are, and how it went month by month."""
    saringan = Saringan.dari(request.user, request.GET)
    acuan = kualitas.Acuan(timezone.localdate())
    per_wadah = kualitas.rekap(saringan.daftar_pegawai, acuan)
    jumlah = kualitas.nilai(kualitas.Hitungan.jumlahkan(per_wadah.values()), acuan)
    isi = {
        "saringan": saringan,
        "mutu": jumlah,
        "bagian": _per_bagian(per_wadah, acuan, per_instansi=saringan.semua_instansi),
        "riwayat": _riwayat(saringan),
        "pada": acuan.pada,
    }
    return render(request, "pegawai/kualitas.html", isi)


def _per_bagian(
    per_wadah: dict[kualitas.Wadah, kualitas.Hitungan], acuan: kualitas.Acuan, *, per_instansi: bool
) -> list[dict[str, Any]]:
    """One row for each perangkat daerah, or for each Instansi, the lowest index first."""
    kelompok: dict[tuple[str, str], kualitas.Hitungan] = {}
    for wadah, hitungan in per_wadah.items():
        kunci = (
            (wadah.instansi, f"?instansi={wadah.kode_instansi}")
            if per_instansi
            else (wadah.opd or daftar_kerja.TANPA_UNIT, f"?opd={wadah.opd_id or 0}")
        )
        kelompok.setdefault(kunci, kualitas.Hitungan()).tambah(hitungan)
    baris = [
        {"nama": nama, "kueri": kueri, "mutu": kualitas.nilai(hitungan, acuan)}
        for (nama, kueri), hitungan in kelompok.items()
    ]
    return sorted(baris, key=lambda satu: (satu["mutu"].indeks or 0, satu["nama"]))


def _riwayat(saringan: Saringan) -> list[dict[str, Any]]:
    """The months kept for the Instansi shown, the latest first, each with its change."""
    if saringan.instansi is None:
        return []
    semua = RiwayatKualitas.untuk(saringan.pengguna).filter(instansi=saringan.instansi)
    bulan = list(semua[: BULAN_RIWAYAT + 1])
    pasangan = list(zip_longest(bulan, bulan[1:]))[:BULAN_RIWAYAT]
    return [{"catatan": kini, "ubah": _ubah(kini, lalu)} for kini, lalu in pasangan]


def _ubah(kini: RiwayatKualitas, lalu: RiwayatKualitas | None) -> Decimal | None:
    if lalu is None or kini.indeks is None or lalu.indeks is None:
        return None
    return kini.indeks - lalu.indeks


def _periksa(kode: str) -> kualitas.Periksa:
    if kode not in kualitas.PERIKSA_PER_KODE:
        raise Http404
    return kualitas.PERIKSA_PER_KODE[kode]


def _kolom_periksa(periksa: kualitas.Periksa) -> tuple[Kolom, ...]:
    """Who it is, and the fields that the check looked at."""
    dasar = [daftar_kerja.NAMA, daftar_kerja.NIP, daftar_kerja.STATUS]
    if "nama_jabatan" not in periksa.kolom:
        dasar.append(daftar_kerja.JABATAN)
    return (*dasar, daftar_kerja.UNIT, *(_kolom_bidang(nama) for nama in periksa.kolom))


def _kolom_bidang(nama: str) -> Kolom:
    bidang: Any = Pegawai._meta.get_field(nama)
    judul = str(bidang.verbose_name)
    tampil = f"get_{nama}_display" if bidang.choices else ""
    return Kolom(
        judul[0].upper() + judul[1:],
        lambda p: getattr(p, tampil)() if tampil else getattr(p, nama),
    )


def _yang_gagal(saringan: Saringan, periksa: kualitas.Periksa) -> QuerySet:
    acuan = kualitas.Acuan(timezone.localdate())
    gagal = kualitas.yang_gagal(saringan.daftar_pegawai, periksa, acuan)
    return gagal.select_related("unit", "kedudukan_hukum").order_by("nama", "pk")


@perlu_izin("pegawai.view_berkasimpor", "pegawai.view_pegawai")
@require_safe
def mutu_rincian(request: PenggunaRequest, kode: str) -> HttpResponse:
    """The persons behind the number of one check."""
    periksa = _periksa(kode)
    saringan = Saringan.dari(request.user, request.GET)
    halaman = _halaman(request, _yang_gagal(saringan, periksa))
    kolom = _kolom_periksa(periksa)
    isi = {
        "saringan": saringan,
        "periksa": periksa,
        "halaman": halaman,
        "kolom": kolom,
        "baris": [(pegawai, _sel(kolom[2:], pegawai)) for pegawai in halaman.object_list],
    }
    return render(request, "pegawai/kualitas_rincian.html", isi)


@perlu_izin("pegawai.view_berkasimpor", "pegawai.ekspor_pegawai")
@require_safe
def mutu_unduh(request: PenggunaRequest, kode: str) -> FileResponse:
    """The same persons as a workbook."""
    periksa = _periksa(kode)
    saringan = Saringan.dari(request.user, request.GET)
    judul = f"{periksa.kode} {periksa.judul}"
    daftar = _yang_gagal(saringan, periksa)
    return _unduh(saringan, judul, _kolom_periksa(periksa), daftar, f"kualitas-{kode.lower()}")


# Working lists


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


@perlu_izin("pegawai.view_pegawai")
@require_safe
def kerja_rincian(request: PenggunaRequest, slug: str) -> HttpResponse:
    """One list, paged; with ``?cetak=1`` its first rows on one page, for printing."""
    daftar = _daftar(slug)
    saringan = Saringan.dari(request.user, request.GET)
    hari = timezone.localdate()
    semua = daftar.baris(saringan.daftar_pegawai, saringan.daftar_unit, hari)
    cetak = "cetak" in request.GET
    halaman = Paginator(semua, BARIS_CETAK).get_page(1) if cetak else _halaman(request, semua)
    isi = {
        "saringan": saringan,
        "daftar": daftar,
        "pada": hari,
        "halaman": halaman,
        "cetak": cetak,
        "baris": [(objek, _sel(daftar.kolom, objek)) for objek in halaman.object_list],
    }
    return render(request, "pegawai/daftar_kerja_rincian.html", isi)


@perlu_izin("pegawai.view_pegawai", "pegawai.ekspor_pegawai")
@require_safe
def kerja_unduh(request: PenggunaRequest, slug: str) -> FileResponse:
    """The whole list as a workbook."""
    daftar = _daftar(slug)
    saringan = Saringan.dari(request.user, request.GET)
    baris = daftar.baris(saringan.daftar_pegawai, saringan.daftar_unit, timezone.localdate())
    return _unduh(saringan, daftar.judul, daftar.kolom, baris, f"daftar-{slug}")
