"""Indicators, their targets, and the periods that are reported on."""

from __future__ import annotations

import datetime

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from akses.models import Instansi, TerbatasModel
from evaluasi.kalender import POLA_KODE, Rentang, urai


class Indikator(models.Model):
    """A figure that is watched. How it is counted lives in `evaluasi.indikator` under ``kode``."""

    class Arah(models.TextChoices):
        NAIK = "NAIK", "Makin tinggi makin baik"
        TURUN = "TURUN", "Makin rendah makin baik"
        NETRAL = "NETRAL", "Hanya dipantau"

    class Satuan(models.TextChoices):
        PERSEN = "PERSEN", "%"
        ORANG = "ORANG", "orang"

    kode = models.SlugField(max_length=20, unique=True)
    nama = models.CharField(max_length=120)
    nama_pendek = models.CharField("nama pendek", max_length=20)
    definisi = models.TextField()
    pembilang = models.CharField(max_length=250)
    penyebut = models.CharField(max_length=250, blank=True)
    satuan = models.CharField(max_length=10, choices=Satuan, default=Satuan.PERSEN)
    arah = models.CharField(max_length=10, choices=Arah, default=Arah.NAIK)
    toleransi = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=5,
        validators=[MinValueValidator(0)],
        help_text="Selisih dari target yang masih disebut Mendekati, dalam satuan indikator.",
    )
    sumber = models.CharField(max_length=150)
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "indikator"
        ordering = ["urutan", "kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(toleransi__gte=0), name="indikator_toleransi_tidak_negatif"
            )
        ]

    def __str__(self) -> str:
        return self.nama


class TargetIndikator(TerbatasModel):
    """The aim of an indicator from a date on.

    Without an Instansi it is the aim of all fifteen. An Instansi's own aim goes before that,
    whatever their dates; among its own the latest that has begun counts.
    """

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="+")
    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, blank=True, related_name="+")
    mulai = models.DateField("mulai berlaku")
    nilai = models.DecimalField(max_digits=9, decimal_places=2)
    dasar = models.CharField("dasar penetapan", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "target indikator"
        ordering = ["indikator", "instansi", "-mulai"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "instansi", "mulai"],
                nulls_distinct=False,
                name="targetindikator_unik",
                violation_error_message="Target dengan tanggal mulai ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(nilai__gte=0), name="targetindikator_nilai_tidak_negatif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id}: {self.nilai} sejak {self.mulai:%d-%m-%Y}"


class PeriodeEvaluasi(models.Model):
    """A quarter, half-year or year that is reported on.

    The draft follows the data until ``tanggal_kunci``; from the day after it stands still.
    """

    class Jenis(models.TextChoices):
        TRIWULAN = "TRIWULAN", "Triwulan"
        SEMESTER = "SEMESTER", "Semester"
        TAHUNAN = "TAHUNAN", "Tahunan"

    kode = models.CharField(
        max_length=8,
        unique=True,
        validators=[RegexValidator(POLA_KODE, "Contoh kode: 2026-TW3, 2026-S1, 2026.")],
        help_text="Contoh: 2026-TW3, 2026-S1, 2026.",
    )
    jenis = models.CharField(max_length=10, choices=Jenis)
    mulai = models.DateField()
    tanggal_data = models.DateField("data per", help_text="Angka dihitung menurut tanggal ini.")
    batas_entri = models.DateField(
        "batas entri", help_text="Realisasi dan sertifikat boleh menyusul sampai tanggal ini."
    )
    tanggal_kunci = models.DateField(
        "tanggal kunci", help_text="Hari terakhir draf mengikuti data."
    )

    class Meta:
        verbose_name = verbose_name_plural = "periode evaluasi"
        ordering = ["-tanggal_data", "kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mulai__lte=F("tanggal_data"))
                & Q(tanggal_data__lte=F("batas_entri"))
                & Q(batas_entri__lte=F("tanggal_kunci")),
                name="periodeevaluasi_tanggal_berurutan",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def rentang(self) -> Rentang:
        return urai(self.kode)

    @property
    def nama(self) -> str:
        """ "Triwulan III 2026"."""
        return self.rentang.nama

    @property
    def nama_pendek(self) -> str:
        """ "TW III"."""
        return self.rentang.nama_pendek

    def terkunci(self, pada: datetime.date) -> bool:
        """Whether the drafts of this period stand still on that day."""
        return pada > self.tanggal_kunci
