from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    """The person and the facts about the person."""

    name = "pegawai"
    verbose_name = "Pegawai"
