"""The worker's heartbeat."""

import time
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import cache

DETAK = "detak-pekerja"
UMUR_DETAK = 180  # seconds after which a silent worker counts as down


@shared_task
def detak() -> None:
    """Say that a worker takes tasks. Beat sends it every minute; cheap, safe to lose."""
    cache.set(DETAK, time.time(), timeout=3600)


@worker_ready.connect
def catat_siap(**_: Any) -> None:
    """A worker that has just started need not wait for beat to count as up."""
    cache.set(DETAK, time.time(), timeout=3600)
