"""How allauth treats accounts here: no sign-up, accounts come from the administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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
