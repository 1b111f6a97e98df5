"""Counters of the menu: only work that waits for this account."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from akses.models import Pengguna
from evaluasi.models import LaporanEvaluasi, TindakLanjut


def laporan_menunggu(pengguna: Pengguna) -> QuerySet | None:
    """Reports of the own Instansi that wait for this account's decision or submission."""
    sendiri = LaporanEvaluasi.untuk(pengguna).filter(instansi=pengguna.instansi_id)
    if pengguna.has_perm("evaluasi.putuskan_laporan"):
        return sendiri.menunggu_keputusan()
    if pengguna.has_perm("evaluasi.ajukan_laporan"):
        return sendiri.terbuka()
    return None


def tindakan_lewat(pengguna: Pengguna) -> QuerySet | None:
    """Overdue corrective actions, for those who may move them."""
    if not pengguna.has_perm("evaluasi.change_tindaklanjut"):
        return None
    return TindakLanjut.untuk(pengguna).lewat(timezone.localdate())
