from django.apps import AppConfig


class KompetensiConfig(AppConfig):
    """What a person can do."""

    name = "kompetensi"
    verbose_name = "Kompetensi dan talenta"

    def ready(self) -> None:
        from kompetensi.impor import ASESMEN
        from pegawai import impor, panel

        impor.daftarkan(ASESMEN)
        panel.daftarkan(
            panel.Panel(
                "talenta",
                "Kompetensi dan talenta",
                "kompetensi:talenta",
                "kompetensi.view_hasilpemetaan",
                20,
            )
        )
