"""What waits for a member of staff: the work queue of the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from akses.models import Pengguna
from evaluasi.models import LaporanEvaluasi, TindakLanjut
from pegawai.models import BerkasImpor, Pegawai


@dataclass(frozen=True)
class Tugas:
    """One kind of work: how much of it there is, and where to do it."""

    judul: str
    keterangan: str
    jumlah: int
    tautan: str
    tombol: str


def susun(pengguna: Pengguna) -> dict[str, Any]:
    """The open work of an account, what it may not do left out. At most six queries."""
    semua = [*_impor(pengguna), *_laporan(pengguna), *_tindakan(pengguna), *_data(pengguna)]
    return {"daftar_tugas": [tugas for tugas in semua if tugas.jumlah]}


def _impor(pengguna: Pengguna) -> list[Tugas]:
    if not pengguna.has_perm("pegawai.view_berkasimpor"):
        return []
    menunggu = BerkasImpor.untuk(pengguna).filter(status=BerkasImpor.Status.DIPERIKSA)
    milik_lain = menunggu.exclude(pengunggah=pengguna).count()
    tautan = reverse("pegawai:impor")
    if pengguna.has_perm("pegawai.terapkan_impor"):
        ket = "Diunggah orang lain, sudah diperiksa mesin, menunggu Anda terapkan."
        return [Tugas("Impor menunggu diterapkan", ket, milik_lain, tautan, "Buka impor")]
    ket = "Sudah diperiksa, menunggu orang kedua menerapkannya."
    return [Tugas("Impor menunggu orang kedua", ket, menunggu.count(), tautan, "Lihat impor")]


def _laporan(pengguna: Pengguna) -> list[Tugas]:
    if not pengguna.has_perm("evaluasi.change_laporanevaluasi"):
        return []
    daftar = LaporanEvaluasi.untuk(pengguna).filter(instansi=pengguna.instansi_id).terbuka()
    ket = "Periksa angka dan rekomendasinya, lalu ajukan kepada kepala daerah."
    tautan = reverse("evaluasi:laporan")
    return [Tugas("Laporan belum diajukan", ket, daftar.count(), tautan, "Buka laporan")]


def _tindakan(pengguna: Pengguna) -> list[Tugas]:
    if not pengguna.has_perm("evaluasi.view_tindaklanjut"):
        return []
    lewat = TindakLanjut.untuk(pengguna).lewat(timezone.localdate())
    tautan = reverse("evaluasi:tindak_lanjut")
    ket = "Tenggatnya sudah lewat dan belum selesai."
    return [Tugas("Tindakan korektif lewat tenggat", ket, lewat.count(), tautan, "Lihat tindakan")]


def _data(pengguna: Pengguna) -> list[Tugas]:
    if not pengguna.has_perm("pegawai.change_pegawai"):
        return []
    tanpa_unit = Pegawai.untuk(pengguna).filter(unit=None).count()
    tautan = reverse("pegawai:daftar") + "?unit=belum"
    ket = "Unit pada berkas tidak ada di pohon unit organisasi. Petakan agar rekapnya benar."
    return [Tugas("Pegawai di unit belum dipetakan", ket, tanpa_unit, tautan, "Lihat pegawai")]
