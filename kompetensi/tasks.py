"""Work that a page starts and does not wait for."""

from celery import shared_task
from django.db import OperationalError

from akses.models import Instansi, Pengguna
from kompetensi.models import PeriodeTalenta
from kompetensi.pemetaan import petakan


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def petakan_periode(periode_id: int, instansi_id: int | None, pengguna_id: int) -> None:
    """Map one period. Safe to run twice: nothing is written that would not change."""
    petakan(
        PeriodeTalenta.objects.get(pk=periode_id),
        oleh=Pengguna.objects.get(pk=pengguna_id),
        instansi=Instansi.objects.get(pk=instansi_id) if instansi_id else None,
    )
