"""Every refused access leaves one row in the trail."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from akses.jejak import alamat_permintaan, catat
from akses.models import JejakAudit


class JejakMiddleware:
    """Knows the caller's address while a request runs, and records refusals after it.

    The row is written outside the view's transaction, which a refusal rolls back. A record out of
    scope answers 404 like one that does not exist, so a 404 on a record's address counts too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tanda = alamat_permintaan.set(alamat(request))
        try:
            respons = self.get_response(request)
            if ditolak(request, respons) and request.user.is_authenticated:
                catat(
                    JejakAudit.Aksi.TOLAK,
                    oleh=request.user,
                    keterangan=f"{respons.status_code} {request.method} {request.path}",
                )
            return respons
        finally:
            alamat_permintaan.reset(tanda)


def ditolak(request: HttpRequest, respons: HttpResponse) -> bool:
    """Whether ``respons`` refuses a record or a page to somebody who is signed in."""
    if respons.status_code == 403:
        return True
    cocok = request.resolver_match
    return respons.status_code == 404 and bool(cocok and cocok.kwargs)


def alamat(request: HttpRequest) -> str | None:
    """Address of the caller; what our own proxy added last, where there is one.

    Without a proxy anybody could write the header, so only a site behind https reads it.
    """
    daftar_calon = [request.META.get("REMOTE_ADDR", "")]
    if settings.SECURE_PROXY_SSL_HEADER:
        diteruskan = request.headers.get("X-Forwarded-For", "")
        daftar_calon.insert(0, diteruskan.rsplit(",", 1)[-1].strip())
    return next(filter(_alamat_sah, daftar_calon), None)


def _alamat_sah(teks: str) -> bool:
    try:
        ip_address(teks)
    except ValueError:
        return False
    return True
