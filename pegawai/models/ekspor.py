"""Files that the application writes for one account while it does something else."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akses.models import Instansi, Pengguna, TerbatasModel
from akses.querysets import TerbatasQuerySet


class BerkasEksporQuerySet(TerbatasQuerySet):
    """One's own files, made for the scope that one has now; nobody else's, whatever the scope."""

    def untuk(self, pengguna: Pengguna) -> Self:
        return self.filter(
            pemilik=pengguna, instansi=pengguna.instansi_id, lingkup=pengguna.lingkup
        )

    def untuk_halaman(self) -> Self:
        """Without the long lists of persons, but with how many were picked (``dipilih``)."""
        return self.defer("daftar_id", "termuat").annotate(dipilih=F("daftar_id__len"))

    def menunggu(self) -> Self:
        return self.filter(status=BerkasEkspor.Status.MENUNGGU)


class BerkasEkspor(TerbatasModel):
    """A large export: asked for → written by a worker → taken by its owner → deleted.

    ``kueri`` is the address of the list (filters, columns, order), ``daftar_id`` the persons when
    some were picked, ``termuat`` those in the file. ``izin`` are the permissions that the content
    needs; they are asked for again by the worker and at each download. The name of the file is
    drawn at once, so that a second try writes over what a killed worker left behind.
    """

    class Isi(models.TextChoices):
        DAFTAR = "DAFTAR", "Daftar pegawai"
        SIASN = "SIASN", "Data pegawai bentuk SIASN"

    class Bentuk(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "csv"

    class Status(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Sedang disiapkan"
        SELESAI = "SELESAI", "Siap diunduh"
        GAGAL = "GAGAL", "Gagal"
        DIBATALKAN = "DIBATALKAN", "Dibatalkan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, related_name="+")
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="daftar_ekspor"
    )
    lingkup = models.CharField(max_length=10)
    isi = models.CharField(max_length=10, choices=Isi)
    bentuk = models.CharField(max_length=4, choices=Bentuk)
    kueri = models.TextField(blank=True)
    daftar_id = ArrayField(models.BigIntegerField(), default=list, blank=True)
    termuat = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    izin = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    sidik = models.CharField(max_length=64)
    jumlah = models.PositiveIntegerField("jumlah baris")

    status = models.CharField(max_length=12, choices=Status, default=Status.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0)
    alasan = models.CharField(max_length=500, blank=True)
    berkas = models.FileField(max_length=255)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    diminta = models.DateTimeField(default=timezone.now)
    selesai = models.DateTimeField(null=True, blank=True)
    kedaluwarsa = models.DateTimeField()

    maju: tuple[int, int] = (0, 0)
    """Rows written and rows in all while it waits; ``unduhan.kemajuan`` fills it."""

    tanpa_batas = BerkasEksporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas ekspor"
        ordering = ["-diminta", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pemilik", "sidik"],
                name="berkasekspor_sekali_menunggu",
                condition=Q(status="MENUNGGU"),
            ),
        ]
        indexes = [models.Index(fields=["kedaluwarsa"], name="berkasekspor_kedaluwarsa")]

    def __str__(self) -> str:
        return f"{self.get_isi_display()}, {self.jumlah} baris"

    @property
    def nama_unduhan(self) -> str:
        """The name under which the owner gets the file."""
        jenis = "pegawai-siasn" if self.isi == self.Isi.SIASN else "pegawai"
        return f"{jenis}-{timezone.localtime(self.diminta):%Y%m%d-%H%M}.{self.bentuk}"


class AturanEksporQuerySet(models.QuerySet):
    def hari_simpan(self, pada: datetime.date) -> int:
        """Days for which a file is kept, by the rule in force."""
        berlaku = self.filter(mulai__lte=pada).order_by("-mulai")
        return berlaku.values_list("hari", flat=True).first() or 1


class AturanEkspor(models.Model):
    """For how many days a file of personal data is kept for its owner; dated."""

    mulai = models.DateField("mulai berlaku", unique=True)
    hari = models.PositiveSmallIntegerField("hari disimpan")
    dasar = models.CharField("dasar", max_length=200, blank=True)

    objects = AturanEksporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "masa simpan unduhan"
        ordering = ["-mulai"]
        constraints = [
            models.CheckConstraint(condition=Q(hari__gte=1), name="aturanekspor_minimal_sehari")
        ]

    def __str__(self) -> str:
        return f"{self.hari} hari sejak {self.mulai:%d-%m-%Y}"
