from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    """The person and the facts about the person."""

    name = "pegawai"
    verbose_name = "Pegawai"

    def ready(self) -> None:
        from pegawai.impor import bawaan

        bawaan.daftarkan_semua()
