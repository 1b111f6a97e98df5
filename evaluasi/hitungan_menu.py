"""Counters of the menu: only work that waits for this account."""

from __future__ import annotations

from django.utils import timezone

from akses.models import Pengguna
from evaluasi.models import LaporanEvaluasi, TindakLanjut


def laporan_menunggu(pengguna: Pengguna) -> int:
    """Reports of the own Instansi that wait for this account's decision or submission."""
    sendiri = LaporanEvaluasi.untuk(pengguna).filter(instansi=pengguna.instansi_id)
    if pengguna.has_perm("evaluasi.putuskan_laporan"):
        return sendiri.menunggu_keputusan().count()
    if pengguna.has_perm("evaluasi.ajukan_laporan"):
        return sendiri.terbuka().count()
    return 0


def tindakan_lewat(pengguna: Pengguna) -> int:
    """Overdue corrective actions, for those who may move them."""
    if not pengguna.has_perm("evaluasi.change_tindaklanjut"):
        return 0
    return TindakLanjut.untuk(pengguna).lewat(timezone.localdate()).count()
