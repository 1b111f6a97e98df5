"""What is wrong with the tree of units, and its repair."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from akses.models import Instansi
from pegawai import periksa_unit
from pegawai.models import TemuanUnit, UnitOrganisasi


class Command(BaseCommand):
    help = "Memeriksa pohon unit. Dengan --terapkan, yang dapat diperbaiki sendiri diperbaiki."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--instansi", help="Kode Kemendagri, misalnya 62.01; bawaan: semua")
        parser.add_argument("--terapkan", action="store_true", help="Tulis ke data")

    def handle(self, *args: Any, **options: Any) -> None:
        daftar = Instansi.objects.all()
        if options["instansi"]:
            daftar = daftar.filter(kode_kemendagri=options["instansi"])
            if not daftar:
                raise CommandError(f"Instansi {options['instansi']} tidak ada.")
        for instansi in daftar:
            self._satu(instansi, terapkan=options["terapkan"])

    def _satu(self, instansi: Instansi, *, terapkan: bool) -> None:
        """Repair inside a transaction; without --terapkan it is rolled back after it was shown."""
        with transaction.atomic():
            dilakukan = periksa_unit.perbaiki(instansi)
            sisa = periksa_unit.cari(instansi)
            transaction.set_rollback(not terapkan)
        kepala = "Diperbaiki" if terapkan else "Akan diperbaiki"
        self.stdout.write(f"{instansi.nama}: {len(dilakukan)} perbaikan, {len(sisa)} temuan lain")
        for kalimat in dilakukan:
            self.stdout.write(f"  {kepala}: {kalimat}")
        unit = UnitOrganisasi.tanpa_batas.in_bulk([satu.unit_id for satu in sisa])
        for satu in sisa:
            jenis = TemuanUnit.Jenis(satu.jenis).label
            self.stdout.write(f"  Putuskan sendiri: {jenis}: {unit[satu.unit_id]}")
