"""Catalogue, standards and cut-offs: reference data shared by all Instansi, with dates."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from pegawai.models import Jenjang

LEVEL = [MinValueValidator(1), MaxValueValidator(5)]


class TujuanAsesmen(models.TextChoices):
    """What an assessment was held for; the cut-offs differ."""

    PEMETAAN = "PEMETAAN", "Pemetaan"
    PENGISIAN = "PENGISIAN", "Pengisian jabatan"
    UJI_KOMPETENSI = "UJI_KOMPETENSI", "Uji kompetensi"


class Kompetensi(models.Model):
    """A competency. Nine are fixed by PermenPANRB 38/2017; technical ones are a free catalogue."""

    class Jenis(models.TextChoices):
        MANAJERIAL = "MANAJERIAL", "Manajerial"
        SOSIAL_KULTURAL = "SOSIAL_KULTURAL", "Sosial kultural"
        TEKNIS = "TEKNIS", "Teknis"

    kode = models.CharField(max_length=30, unique=True)
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=20, choices=Jenis)
    urutan = models.PositiveSmallIntegerField(default=100)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "kompetensi"
        ordering = ["urutan", "nama"]

    def __str__(self) -> str:
        return self.nama


class AspekPotensi(models.Model):
    """One of the eight aspects of potential (PermenPANRB 20/2025 Pasal 17)."""

    kode = models.CharField(max_length=30, unique=True)
    nama = models.CharField(max_length=120)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "aspek potensi"
        ordering = ["urutan"]

    def __str__(self) -> str:
        return self.nama


class StandarKompetensi(models.Model):
    """Level that a tier asks for in each of the nine competencies, from a date on."""

    jenjang = models.CharField(max_length=15, choices=Jenjang)
    level = models.PositiveSmallIntegerField(validators=LEVEL)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "standar kompetensi"
        ordering = ["-level", "jenjang", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["jenjang", "mulai"], name="standarkompetensi_unik"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="standarkompetensi_level_1_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenjang_display()}: {self.level}"


class KategoriJpm(models.Model):
    """A category of JPM: the lower bound that earns it, per purpose, from a date on."""

    tujuan = models.CharField(max_length=20, choices=TujuanAsesmen)
    nama = models.CharField(max_length=60)
    singkatan = models.CharField(max_length=5, blank=True)
    batas_bawah = models.DecimalField("mulai dari JPM", max_digits=5, decimal_places=2)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField(max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "kategori JPM"
        ordering = ["tujuan", "-mulai", "-batas_bawah"]
        constraints = [
            models.UniqueConstraint(
                fields=["tujuan", "mulai", "batas_bawah"], name="kategorijpm_unik"
            ),
            models.CheckConstraint(
                condition=Q(batas_bawah__gte=0, batas_bawah__lte=100),
                name="kategorijpm_batas_0_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tujuan_display()}: {self.nama}"


class MasaBerlakuAsesmen(models.Model):
    """How long a result stands, from a date on (Peraturan BKN 26/2019 Pasal 29 ayat (4))."""

    bulan = models.PositiveSmallIntegerField("masa berlaku (bulan)")
    mulai = models.DateField("mulai berlaku", unique=True)
    dasar = models.CharField("dasar hukum", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "masa berlaku asesmen"
        ordering = ["-mulai"]

    def __str__(self) -> str:
        return f"{self.bulan} bulan"
