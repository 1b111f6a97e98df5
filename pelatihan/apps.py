from django.apps import AppConfig


class PelatihanConfig(AppConfig):
    """What closes the gap."""

    name = "pelatihan"
    verbose_name = "Pelatihan dan anggaran"

    def ready(self) -> None:
        from pegawai import panel

        panel.daftarkan(
            panel.Panel(
                "pengembangan",
                "Pengembangan",
                "pelatihan:orang",
                "pelatihan.view_programpelatihan",
                30,
            )
        )
