"""Periodic reports by beat. Thin: load, call the service."""

from __future__ import annotations

import datetime

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from akses.models import Instansi, Pengguna
from evaluasi import kalender, laporan
from evaluasi.models import PeriodeEvaluasi


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def buat_laporan_periode(kode: str = "") -> list[str]:
    """Start the reports of a period, one task per Instansi; without a code, those that are due.

    Beat calls it every morning: a period that ended is opened on the next run, however late, and
    its drafts follow the data until the lock. Safe to run twice. Returns the codes of the periods.
    """
    daftar_kode = [kode] if kode else kode_jatuh_tempo(timezone.localdate())
    daftar_instansi = list(Instansi.objects.values_list("pk", flat=True))
    for satu in daftar_kode:
        periode = laporan.buka_periode(satu)
        for instansi_id in daftar_instansi:
            buat_laporan_instansi.delay(periode.pk, instansi_id)
    return daftar_kode


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def buat_laporan_instansi(periode_id: int, instansi_id: int) -> None:
    """Make or refresh one report. Safe to run twice and to die half-way: the row lock is the
    claim."""
    laporan.buat(
        PeriodeEvaluasi.objects.get(pk=periode_id),
        Instansi.objects.get(pk=instansi_id),
        oleh=Pengguna.sistem(),
    )


def kode_jatuh_tempo(hari: datetime.date) -> list[str]:
    """Periods that have ended and are not locked, and the last ended of each kind if it is new."""
    terakhir = kalender.kode_berakhir(hari)
    ada = set(PeriodeEvaluasi.objects.filter(kode__in=terakhir).values_list("kode", flat=True))
    berjalan = PeriodeEvaluasi.objects.filter(
        tanggal_data__lt=hari, tanggal_kunci__gte=hari
    ).values_list("kode", flat=True)
    return sorted({*berjalan, *(kode for kode in terakhir if kode not in ada)})
