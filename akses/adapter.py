"""How allauth treats accounts here: no sign-up, and each sign-in leaves a row in the trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna


class AkunAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody registers."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": (
            "Nama pengguna atau kata sandi tidak cocok. "
            "Periksa huruf besar dan kecil, lalu coba lagi."
        ),
        "too_many_login_attempts": (
            "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu coba lagi."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Pengguna) -> None:
        super().login(request, user)
        catat(JejakAudit.Aksi.MASUK, oleh=user)

    def logout(self, request: HttpRequest) -> None:
        pengguna = request.user if request.user.is_authenticated else None
        super().logout(request)
        if pengguna:
            catat(JejakAudit.Aksi.KELUAR, oleh=pengguna)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Name the account only when it exists: people type passwords into the wrong field."""
        nama = credentials.get("username", "")
        akun = Pengguna.objects.filter(username__iexact=nama).first()
        catat(
            JejakAudit.Aksi.GAGAL_MASUK,
            oleh=akun,
            keterangan="" if akun else "Nama akun tidak dikenal.",
        )
