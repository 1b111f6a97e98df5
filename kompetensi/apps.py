from django.apps import AppConfig


class KompetensiConfig(AppConfig):
    """What a person can do."""

    name = "kompetensi"
    verbose_name = "Kompetensi dan talenta"
