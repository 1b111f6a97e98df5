"""Everything between an empty database and an application that can be started, in one process."""

import getpass
import hashlib
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from environ import FileAwareEnv

from akses.models import Pengguna

BERKAS_AKUN = "akun_contoh.json"
AKUN_TAMPIL = (
    "admin", "bkd", "gubernur",
    *(f"{peran}.6201" for peran in (
        "pengelola", "verifikator", "komite", "pelatihan", "kabadan", "kepala", "ajudan", "auditor",
    )),
)  # fmt: skip


class Command(BaseCommand):
    """Run as the owner of the tables (SEBAGAI_PEMILIK=1). What has not changed is skipped."""

    help = "Menyiapkan basis data, izin, data rujukan, berkas statis, dan data contoh."
    requires_system_checks: list[str] = []  # the checks of models need tables

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tanpa-administrator",
            action="store_true",
            help="jangan meminta administrator pertama",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as galat:
            baris = str(galat).strip().splitlines()[0]
            raise CommandError(f"Basis data tidak dapat dibuka: {baris}") from galat
        self._migrasi()
        beri_hak()
        call_command("siapkan_rujukan")
        self._statis()
        if os.environ.get("DEMO", "1") != "0":
            self._data_contoh()
        elif not options["tanpa_administrator"]:
            self._administrator()

    def _migrasi(self) -> None:
        pelaksana = MigrationExecutor(connection)
        if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            self.stdout.write("Menyiapkan tabel …")
            call_command("migrate", interactive=False, verbosity=0)

    def _statis(self) -> None:
        """Collect static files when one of them, or the place they go to, is new."""
        sidik = hashlib.sha256()
        for pencari in get_finders():
            for nama, penyimpanan in pencari.list([]):
                keadaan = Path(penyimpanan.path(nama)).stat()
                sidik.update(f"{nama}\0{keadaan.st_size}\0{keadaan.st_mtime_ns}\n".encode())
        catatan = Path(settings.STATIC_ROOT) / ".sidik"
        if catatan.exists() and catatan.read_text() == sidik.hexdigest():
            return
        self.stdout.write("Mengumpulkan berkas statis …")
        call_command("collectstatic", interactive=False, verbosity=0)
        catatan.write_text(sidik.hexdigest())

    def _data_contoh(self) -> None:
        """Demo data into a database without accounts; later only the password may change."""
        berkas = Path(settings.DATA_DIR) / BERKAS_AKUN
        akun = set(Pengguna.objects.exclude(username="sistem").values_list("username", flat=True))
        catatan = json.loads(berkas.read_text()) if berkas.exists() else {}
        if not akun:
            sandi = os.environ.get("DEMO_PASSWORD") or f"contoh-{secrets.token_hex(5)}"
            self.stdout.write("Membuat data contoh …")
            call_command("buat_data_contoh")
            dibuat = Pengguna.objects.exclude(username="sistem")
            dibuat.update(password=make_password(sandi))
            catat_akun(berkas, sandi, sorted(dibuat.values_list("username", flat=True)))
        elif catatan and os.environ.get("DEMO_PASSWORD", catatan["sandi"]) != catatan["sandi"]:
            sandi = os.environ["DEMO_PASSWORD"]
            nama = sorted(akun.intersection(catatan["semua"]))
            Pengguna.objects.filter(username__in=nama).update(password=make_password(sandi))
            catat_akun(berkas, sandi, nama)

    def _administrator(self) -> None:
        """The first account of a real installation."""
        if Pengguna.objects.filter(is_superuser=True, is_active=True).exists():
            return
        sandi = os.environ.get("ADMIN_PASSWORD") or minta_sandi()
        admin = Pengguna(
            username="admin", is_staff=True, is_superuser=True, lingkup=Pengguna.Lingkup.SEMUA
        )
        try:
            validate_password(sandi, admin)
        except ValidationError as galat:
            raise CommandError("Kata sandi administrator: " + " ".join(galat.messages)) from galat
        admin.set_password(sandi)
        admin.save()
        self.stdout.write("Akun administrator pertama dibuat: admin")


def beri_hak() -> None:
    """Let the application role read and write rows; it owns no table and changes none."""
    peran = FileAwareEnv().db("DATABASE_URL")["USER"]
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT current_user")
        if not peran or kursor.fetchone() == (peran,):
            return
        nama = connection.ops.quote_name(peran)
        for hak in (
            "USAGE ON SCHEMA public",
            "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
            "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public",
        ):
            kursor.execute(f"GRANT {hak} TO {nama}")
        for hak in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
            kursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {hak} TO {nama}")


def catat_akun(berkas: Path, sandi: str, nama: list[str]) -> None:
    """Keep the demo accounts for the greeting of `make run`; readable by the owner only."""
    tampil = [
        [akun.username, keterangan(akun)]
        for akun in Pengguna.objects.filter(username__in=AKUN_TAMPIL).select_related("instansi")
    ]
    tampil.sort(key=lambda baris: AKUN_TAMPIL.index(baris[0]))
    isi = json.dumps({"sandi": sandi, "tampil": tampil, "semua": nama})
    fd = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w") as tujuan:
        tujuan.write(isi)


def keterangan(akun: Pengguna) -> str:
    """Role and Instansi of an account in a few words."""
    peran = "Superuser" if akun.is_superuser else ", ".join(akun.daftar_peran())
    tempat = "semua instansi" if akun.lingkup == akun.Lingkup.SEMUA else str(akun.instansi or "")
    return f"{peran}, {tempat}".strip(", ")


def minta_sandi() -> str:
    if not sys.stdin.isatty():
        raise CommandError(
            "Belum ada administrator. Isi ADMIN_PASSWORD, atau jalankan dari terminal."
        )
    sandi = getpass.getpass("Kata sandi untuk akun administrator pertama (admin): ")
    if getpass.getpass("Ulangi: ") != sandi:
        raise CommandError("Kedua kata sandi tidak sama.")
    return sandi
