"""Every view names its permission, or says that it is open to all who are signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from akses.models import Pengguna

Tampilan = Any  # a view that also carries the attribute `izin`


class PenggunaRequest(HttpRequest):
    """A request past LoginRequiredMiddleware: for annotations only."""

    user: Pengguna
    htmx: HtmxDetails


def perlu_izin(*izin: str) -> Callable[[Tampilan], Tampilan]:
    """Refuse with 403 those who lack one of ``izin``; the tests read the names off the view."""

    def bungkus(tampilan: Tampilan) -> Tampilan:
        berizin = permission_required(izin, raise_exception=True)(tampilan)
        berizin.izin = izin
        return berizin

    return bungkus


def terbuka(tampilan: Tampilan) -> Tampilan:
    """Mark a view as open to every signed-in account (home, own account)."""
    tampilan.izin = ()
    return tampilan
