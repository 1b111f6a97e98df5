from django.apps import AppConfig


class PelatihanConfig(AppConfig):
    """What closes the gap."""

    name = "pelatihan"
    verbose_name = "Pelatihan dan anggaran"
