from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    """What came of it."""

    name = "evaluasi"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        from akses.menu import penghitung
        from evaluasi import hitungan_menu

        penghitung["evaluasi:laporan"] = hitungan_menu.laporan_menunggu
        penghitung["evaluasi:tindak_lanjut"] = hitungan_menu.tindakan_lewat
