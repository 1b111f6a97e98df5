"""The worker's heartbeat."""

import time

from celery import shared_task
from django.core.cache import cache

DETAK = "detak-pekerja"
UMUR_DETAK = 180  # seconds after which a silent worker counts as down


@shared_task
def detak() -> None:
    """Say that a worker takes tasks. Beat sends it every minute; cheap, safe to lose."""
    cache.set(DETAK, time.time(), timeout=3600)
