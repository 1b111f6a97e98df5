from django.apps import AppConfig


class AksesConfig(AppConfig):
    """Who may see what: Instansi, accounts, roles, scope, audit trail."""

    name = "akses"
    verbose_name = "Akses"

    def ready(self) -> None:
        from akses import checks  # noqa: F401
