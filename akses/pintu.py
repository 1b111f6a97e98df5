"""Who is behind a session."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from akses.models import Pengguna


class PintuMasuk(AuthenticationBackend):
    """allauth's sign-in; the account comes with its Instansi, which every page asks for."""

    def get_user(self, user_id: Any) -> Pengguna | None:
        akun = Pengguna.objects.select_related("instansi").filter(pk=user_id).first()
        return akun if akun and self.user_can_authenticate(akun) else None
