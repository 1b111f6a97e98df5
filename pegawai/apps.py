from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    """The person and the facts about the person."""

    name = "pegawai"
    verbose_name = "Pegawai"

    def ready(self) -> None:
        from akses.menu import penghitung
        from pegawai import antrean, panel, rekonsiliasi
        from pegawai.impor import bawaan

        bawaan.daftarkan_semua()
        for satu in (
            panel.Panel("riwayat", "Riwayat", "pegawai:riwayat", "pegawai.view_pegawai", 40),
            panel.Panel("dokumen", "Dokumen", "pegawai:dokumen", "pegawai.view_dokumen", 50),
            panel.Panel(
                "angka_kredit", "Angka kredit", "pegawai:angka_kredit", "pegawai.view_pegawai", 60
            ),
            panel.Panel("usul", "Usulan", "pegawai:usul", "pegawai.add_usulanperubahan", 70),
            panel.Panel(
                "perubahan", "Jejak perubahan", "pegawai:perubahan", "pegawai.view_pegawai", 80
            ),
            panel.Panel(
                "pembaca", "Siapa telah melihat", "pegawai:pembaca", "akses.lihat_pembaca", 90
            ),
        ):
            panel.daftarkan(satu)
        penghitung["pegawai:verifikasi"] = antrean.menunggu
        penghitung["pegawai:usulan"] = antrean.dikembalikan
        penghitung["pegawai:rekonsiliasi"] = rekonsiliasi.menunggu
