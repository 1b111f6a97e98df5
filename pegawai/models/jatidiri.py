"""Who is who: the numbers that a person has had."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akses.models import TerbatasModel
from pegawai.models.impor import BerkasImpor
from pegawai.models.pegawai import Pegawai, validasi_nip


class AturanPencatatanQuerySet(models.QuerySet):
    def berlaku(self, pada: datetime.date) -> dict[str, str]:
        """{hubungan: sisi} in force on a day. One query."""
        urut = self.filter(mulai__lte=pada).order_by("mulai", "pk")
        return dict(urut.values_list("hubungan", "dihitung_di"))


class AturanPencatatan(models.Model):
    """At which of the two a person is counted whose instansi induk and instansi kerja differ.

    Every Instansi follows the same rule, so that nobody is counted twice or not at all.
    """

    class Hubungan(models.TextChoices):
        DPK = "DPK", "Dipekerjakan (DPK)"
        DPB = "DPB", "Diperbantukan (DPB)"
        TITIPAN = "TITIPAN", "Titipan"

    class Sisi(models.TextChoices):
        INDUK = "INDUK", "Instansi induk"
        KERJA = "KERJA", "Instansi kerja"

    hubungan = models.CharField(max_length=7, choices=Hubungan)
    dihitung_di = models.CharField("dihitung di", max_length=5, choices=Sisi)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar", max_length=150)

    objects = AturanPencatatanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "aturan pencatatan"
        ordering = ["hubungan", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["hubungan", "mulai"], name="aturanpencatatan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_hubungan_display()}: {self.get_dihitung_di_display()}"


class RiwayatNip(TerbatasModel):
    """A NIP that a person has given up for another one; older files find the person by it.

    A NIP belongs to one person for all time: it is unique here, and a trigger keeps it out of the
    record of anybody else.
    """

    JALUR_INSTANSI = "pegawai__instansi"

    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_nip")
    nip = models.CharField("NIP", max_length=18, unique=True, validators=[validasi_nip])
    pengganti = models.CharField("NIP pengganti", max_length=18, validators=[validasi_nip])
    sampai = models.DateField("dipakai sampai")
    sebab = models.CharField(max_length=200)
    berkas = models.ForeignKey(BerkasImpor, models.PROTECT, null=True, blank=True, related_name="+")
    baris = models.PositiveIntegerField("baris berkas", null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat NIP"
        ordering = ["-waktu", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip__regex=r"^[0-9]{18}$") & ~Q(nip=F("pengganti")),
                name="riwayatnip_18_angka_dan_diganti",
            ),
        ]

    def __str__(self) -> str:
        return self.nip
