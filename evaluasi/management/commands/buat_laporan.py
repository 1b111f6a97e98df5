"""Make the reports of a period by hand: the same function that beat's task calls."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akses.models import Instansi, Pengguna
from evaluasi import laporan


class Command(BaseCommand):
    """Idempotent: while nothing changed, every run gives the same hashes."""

    help = "Membuat atau memperbarui laporan evaluasi suatu periode."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--periode", required=True, help="2026-TW3, 2026-S1, atau 2026")
        parser.add_argument("--instansi", help="kode Kemendagri, misalnya 62.01")
        parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            periode = laporan.buka_periode(options["periode"])
        except ValueError as galat:
            raise CommandError(str(galat), returncode=2) from galat
        daftar = Instansi.objects.all()
        if options["instansi"]:
            daftar = daftar.filter(kode_kemendagri=options["instansi"])
            if not daftar:
                raise CommandError(f"Instansi {options['instansi']} tidak dikenal.", returncode=2)
        sistem = Pengguna.sistem()
        hasil = {}
        for instansi in daftar:
            satu = laporan.buat(periode, instansi, oleh=sistem)
            hasil[instansi.kode_kemendagri] = {"status": satu.status, "sha256": satu.sha256}
        if options["json"]:
            self.stdout.write(json.dumps(hasil))
            return
        for kode, isi in hasil.items():
            self.stdout.write(f"{kode}  {isi['status']:<13} {isi['sha256'][:12]}")
