"""Groups, permissions, reference data and the schedule, from each app's `rujukan.py`."""

from importlib import import_module
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from akses.checks import APP_KAMI
from akses.peran import IzinPerPeran


class Command(BaseCommand):
    """Idempotent; run after migrate, and in the tests (migrations cannot see permissions yet).

    An app's `rujukan.py` has `siapkan()`, `IZIN` (permission -> roles) and may have `JADWAL`
    (name of the task -> crontab fields). Rights that an administrator gave on top stay; a
    schedule that exists is not touched.
    """

    help = "Menyiapkan peran, izin, data rujukan, dan jadwal. Boleh diulang."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for nama in APP_KAMI:
            rujukan = import_module(f"{nama}.rujukan")
            rujukan.siapkan()
            beri_izin(rujukan.IZIN)
            pasang_jadwal(getattr(rujukan, "JADWAL", {}))


def beri_izin(izin_per_peran: IzinPerPeran) -> None:
    """Give each permission to its roles. Raises Permission.DoesNotExist for a misspelt name."""
    kelompok = {grup.name: grup for grup in Group.objects.all()}
    for izin, daftar_peran in izin_per_peran.items():
        app, kode = izin.split(".")
        hak = Permission.objects.get(content_type__app_label=app, codename=kode)
        for peran in daftar_peran:
            kelompok[peran].permissions.add(hak)


def pasang_jadwal(jadwal: dict[str, dict[str, str]]) -> None:
    """Schedule each task once; the administrator may change or stop it afterwards."""
    for tugas, kapan in jadwal.items():
        if not PeriodicTask.objects.filter(task=tugas).exists():
            crontab, _ = CrontabSchedule.objects.get_or_create(
                timezone="Asia/Pontianak", **{"minute": "0", "hour": "*"} | kapan
            )
            PeriodicTask.objects.create(name=tugas, task=tugas, crontab=crontab)
