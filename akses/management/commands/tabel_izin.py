"""The table role × address, from the code."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from akses.rute import tabel_izin

AWAL, AKHIR = "<!-- tabel_izin -->", "<!-- /tabel_izin -->"


class Command(BaseCommand):
    """Prints what ARCHITECTURE.md shows, or writes it there; a test compares the two."""

    help = "Mencetak tabel peran × alamat dari URLconf dan data izin."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tulis", action="store_true", help="Perbarui tabel di ARCHITECTURE.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["tulis"]:
            self.stdout.write(tabel_izin())
            return
        berkas = Path(settings.BASE_DIR) / "ARCHITECTURE.md"
        isi = f"{AWAL}\n{tabel_izin()}\n{AKHIR}"
        pola = re.compile(f"{re.escape(AWAL)}.*{re.escape(AKHIR)}", re.DOTALL)
        berkas.write_text(pola.sub(lambda _: isi, berkas.read_text()))
        self.stderr.write(f"{berkas} diperbarui.")
