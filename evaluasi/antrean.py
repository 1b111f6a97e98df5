"""What waits for a member of staff: the work queue of the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from akses.models import Pengguna
from evaluasi.models import LaporanEvaluasi, TindakLanjut


@dataclass(frozen=True)
class Tugas:
    """One kind of work: how much of it there is, and where to do it."""

    judul: str
    keterangan: str
    jumlah: int
    tautan: str
    tombol: str


def susun(pengguna: Pengguna) -> dict[str, Any]:
    """The open work of an account, what it may not do left out. Two queries."""
    semua = [*_laporan(pengguna), *_tindakan(pengguna)]
    return {"daftar_tugas": [tugas for tugas in semua if tugas.jumlah]}


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
