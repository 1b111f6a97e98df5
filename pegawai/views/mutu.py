"""Pages of data quality."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from pegawai import daftar_kerja, grafik, kualitas
from pegawai.buku_kerja import Kolom
from pegawai.models import Pegawai, RiwayatKualitas
from pegawai.views.wilayah import Saringan, jawab_buku, potong_halaman, susun_sel

BULAN_RIWAYAT = grafik.JUMLAH_BULAN


@perlu_izin("pegawai.view_berkasimpor")
@require_safe
def mutu(request: PenggunaRequest) -> HttpResponse:
    """The index, its checks, where the failures are, and how it went month by month."""
    saringan = Saringan.dari(request.user, request.GET)
    acuan = kualitas.Acuan(timezone.localdate())
    per_wadah = kualitas.rekap(saringan.daftar_pegawai, acuan)
    jumlah = kualitas.nilai(kualitas.Hitungan.jumlahkan(per_wadah.values()), acuan)
    riwayat = _riwayat(saringan)
    isi = {
        "saringan": saringan,
        "mutu": jumlah,
        "bagian": _per_bagian(per_wadah, acuan, per_instansi=saringan.semua_instansi),
        "riwayat": riwayat,
        "garis": grafik.garis_bulan(
            {satu["catatan"].bulan: satu["catatan"].indeks for satu in riwayat}, acuan.pada
        ),
        "daftar_dimensi": list(kualitas.DIMENSI.values()),
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
    return [
        {
            "catatan": kini,
            "ubah": _ubah(kini, lalu),
            "dimensi": kini.nilai_dimensi(*kualitas.DIMENSI),
        }
        for kini, lalu in pasangan
    ]


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
    halaman = potong_halaman(request, _yang_gagal(saringan, periksa))
    kolom = _kolom_periksa(periksa)
    isi = {
        "saringan": saringan,
        "periksa": periksa,
        "halaman": halaman,
        "kolom": kolom,
        "baris": [(pegawai, susun_sel(kolom[2:], pegawai)) for pegawai in halaman.object_list],
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
    return jawab_buku(saringan, judul, _kolom_periksa(periksa), daftar, f"kualitas-{kode.lower()}")
