"""Demo data into an empty database."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluasi import contoh


class Command(BaseCommand):
    """Repeatable: an empty database always becomes the same people, units and figures."""

    help = (
        "Mengisi basis data kosong dengan data contoh (orang rekaan). Kata sandi akun diambil "
        "dari DEMO_PASSWORD; tanpa itu belum ada yang dapat masuk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--jumlah", type=int, default=3_000, help="banyaknya pegawai di 15 instansi (3000)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jumlah"] < contoh.JUMLAH_TERKECIL:
            raise CommandError(f"Jumlah paling sedikit {contoh.JUMLAH_TERKECIL} pegawai.")
        if contoh.sudah_terisi():
            raise CommandError(
                "Basis data sudah berisi pegawai, unit, atau akun. Data contoh hanya untuk basis "
                "data kosong, supaya tidak tercampur dengan data sungguhan."
            )
        hasil = contoh.isi(jumlah=options["jumlah"], sandi=os.environ.get("DEMO_PASSWORD", ""))
        if options["verbosity"]:
            rincian = ", ".join(f"{jumlah} {nama}" for nama, jumlah in hasil.items())
            self.stdout.write(f"Data contoh dibuat: {rincian}.")
