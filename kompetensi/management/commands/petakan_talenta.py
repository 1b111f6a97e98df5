"""Mapping from the command line: the same function as the page's button."""

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from akses.models import Instansi, Pengguna
from kompetensi.models import HasilPemetaan, PeriodeTalenta
from kompetensi.pemetaan import petakan
from kompetensi.querysets import HasilPemetaanQuerySet


class Command(BaseCommand):
    """Computes the boxes of a period; with --json nothing but JSON goes to stdout."""

    help = "Menghitung pemetaan talenta sembilan kotak untuk satu periode."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--periode", type=int, required=True, help="Tahun, misalnya 2026.")
        parser.add_argument("--instansi", help="Kode Kemendagri, misalnya 62.01.")
        parser.add_argument("--oleh", default="sistem", help="Nama akun pelaku.")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--rinci", action="store_true", help="Bersama --json: per orang.")

    def handle(self, *args: Any, **options: Any) -> None:
        periode = PeriodeTalenta.objects.filter(tahun=options["periode"]).first()
        if periode is None:
            raise CommandError(f"Periode talenta {options['periode']} belum ada.", returncode=2)
        oleh = Pengguna.objects.filter(username=options["oleh"]).first()
        if oleh is None:
            raise CommandError(f"Akun {options['oleh']} tidak ada.", returncode=2)
        instansi = None
        if options["instansi"]:
            instansi = Instansi.objects.filter(kode_kemendagri=options["instansi"]).first()
            if instansi is None:
                raise CommandError(f"Instansi {options['instansi']} tidak ada.", returncode=2)
        try:
            hasil = petakan(periode, oleh=oleh, instansi=instansi)
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages), returncode=2) from galat
        for kode in hasil.dilewati:
            self.stderr.write(f"Instansi {kode} dilewati: periodenya sudah dikunci.")
        daftar = HasilPemetaan.tanpa_batas.filter(periode=periode)
        if instansi:
            daftar = daftar.filter(instansi=instansi)
        if options["json"]:
            isi = rincian(daftar) if options["rinci"] else ringkasan(daftar)
            self.stdout.write(json.dumps(isi, ensure_ascii=False))
            return
        self.stdout.write(f"{hasil.ditulis} hasil ditulis, {hasil.dikeluarkan} dikeluarkan.")
        for kode, jumlah in ringkasan(daftar).items():
            self.stdout.write(f"{kode}: " + ", ".join(f"{k}={n}" for k, n in jumlah.items()))


def ringkasan(daftar: HasilPemetaanQuerySet) -> dict[str, dict[str, int]]:
    """Persons per box and Instansi code, the unmapped under "belum"."""
    kode = dict(Instansi.objects.values_list("pk", "kode_kemendagri"))
    return {
        kode[instansi]: {
            "belum" if kotak is None else str(kotak): jumlah for kotak, jumlah in isi.items()
        }
        for instansi, isi in sorted(
            daftar.sebaran_per_instansi().items(), key=lambda satu: kode[satu[0]]
        )
    }


def rincian(daftar: HasilPemetaanQuerySet) -> dict[str, dict[str, Any]]:
    """Every person by NIP: box, potential axis, predikat, what is missing, JP."""
    kolom = ("pegawai__nip", "kotak", "nilai_potensial", "predikat", "kurang", "jp")
    return {
        nip: {
            "kotak": kotak,
            "potensial": None if potensial is None else str(potensial),
            "predikat": predikat or None,
            "kurang": kurang,
            "jp": _bilangan(jp),
        }
        for nip, kotak, potensial, predikat, kurang, jp in daftar.order_by(
            "pegawai__nip"
        ).values_list(*kolom)
    }


def _bilangan(nilai: Decimal) -> int | float:
    return int(nilai) if nilai == nilai.to_integral_value() else float(nilai)
