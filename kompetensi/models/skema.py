"""The rule by which people are mapped, as dated data; and the periods that use it."""

import datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kompetensi.skema import KOMPONEN_KOSONG, periksa_nilai_kosong, periksa_subskor

BOBOT_POTENSIAL = (
    "bobot_asesmen",
    "bobot_bangkom",
    "bobot_pengalaman",
    "bobot_potensi",
    "bobot_pendidikan",
    "bobot_kesesuaian",
    "bobot_integritas",
)
BOBOT_KINERJA = (
    "bobot_predikat",
    "bobot_penghargaan",
    "bobot_tim_kerja",
    "bobot_umpan_balik",
)


def _jumlah(daftar: tuple[str, ...]) -> models.expressions.Combinable:
    jumlah: models.expressions.Combinable = F(daftar[0])
    for nama in daftar[1:]:
        jumlah = jumlah + F(nama)
    return jumlah


class SkemaPemetaan(models.Model):
    """One version of a mapping rule: weights, sub-score tables, cut-offs, what is mandatory.

    A version in use is never changed: a new version is added. Weights are whole percents and the
    database holds their sum at 100 on each axis.
    """

    class ModeKinerja(models.TextChoices):
        PREDIKAT_LANGSUNG = "PREDIKAT_LANGSUNG", "Predikat langsung"
        SKOR_TERTIMBANG = "SKOR_TERTIMBANG", "Skor tertimbang"

    class Wajib(models.TextChoices):
        PREDIKAT = "predikat", "Predikat kinerja"
        ASESMEN = "asesmen", "Penilaian kompetensi"
        POTENSI = "potensi", "Penilaian potensi"
        PENDIDIKAN = "pendidikan", "Pendidikan"

    kode = models.CharField(max_length=30)
    versi = models.PositiveSmallIntegerField(default=1)
    nama = models.CharField(max_length=150)
    kutipan = models.CharField("sumber", max_length=300)
    mulai = models.DateField("mulai berlaku")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)

    mode_kinerja = models.CharField(
        "cara menilai kinerja",
        max_length=20,
        choices=ModeKinerja,
        default=ModeKinerja.PREDIKAT_LANGSUNG,
    )
    bobot_predikat = models.PositiveSmallIntegerField("bobot predikat (%)", default=100)
    bobot_penghargaan = models.PositiveSmallIntegerField("bobot penghargaan (%)", default=0)
    bobot_tim_kerja = models.PositiveSmallIntegerField("bobot tim kerja (%)", default=0)
    bobot_umpan_balik = models.PositiveSmallIntegerField("bobot umpan balik (%)", default=0)
    bobot_asesmen = models.PositiveSmallIntegerField("bobot penilaian kompetensi (%)")
    bobot_bangkom = models.PositiveSmallIntegerField("bobot pengembangan kompetensi (%)")
    bobot_pengalaman = models.PositiveSmallIntegerField("bobot pengalaman jabatan (%)")
    bobot_potensi = models.PositiveSmallIntegerField("bobot penilaian potensi (%)")
    bobot_pendidikan = models.PositiveSmallIntegerField("bobot pendidikan (%)")
    bobot_kesesuaian = models.PositiveSmallIntegerField("bobot kesesuaian bidang ilmu (%)")
    bobot_integritas = models.PositiveSmallIntegerField("bobot integritas dan moralitas (%)")

    batas_di_atas = models.DecimalField(
        "kinerja di atas ekspektasi mulai", max_digits=5, decimal_places=2, default=Decimal(80)
    )
    batas_sesuai = models.DecimalField(
        "kinerja sesuai ekspektasi mulai", max_digits=5, decimal_places=2, default=Decimal(60)
    )
    batas_tinggi = models.DecimalField(
        "potensial tinggi mulai", max_digits=5, decimal_places=2, default=Decimal(80)
    )
    batas_menengah = models.DecimalField(
        "potensial menengah mulai", max_digits=5, decimal_places=2, default=Decimal(60)
    )
    nilai_maksimum = models.DecimalField(
        "nilai tertinggi JPM dan kinerja", max_digits=5, decimal_places=2, default=Decimal(100)
    )

    subskor = models.JSONField(
        "tabel nilai komponen",
        help_text="Pendidikan, bangkom, lama jabatan, keragaman, penugasan, integritas, predikat.",
    )
    nilai_kosong = models.JSONField("nilai bila tidak ada data", help_text="Per komponen, 0–100.")
    wajib = ArrayField(
        models.CharField(max_length=12, choices=Wajib),
        verbose_name="komponen wajib",
        help_text="Tanpa komponen ini pegawai belum dipetakan.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "skema pemetaan"
        ordering = ["kode", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["kode", "versi"], name="skemapemetaan_unik"),
            models.CheckConstraint(
                condition=Q(**{f"{BOBOT_POTENSIAL[0]}": 100 - _jumlah(BOBOT_POTENSIAL[1:])}),
                name="skemapemetaan_bobot_potensial_100",
                violation_error_message="Bobot sumbu potensial harus berjumlah 100.",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{BOBOT_KINERJA[0]}": 100 - _jumlah(BOBOT_KINERJA[1:])}),
                name="skemapemetaan_bobot_kinerja_100",
                violation_error_message="Bobot sumbu kinerja harus berjumlah 100.",
            ),
            models.CheckConstraint(
                condition=Q(batas_tinggi__gt=F("batas_menengah"), batas_menengah__gt=0),
                name="skemapemetaan_batas_potensial",
                violation_error_message="Batas tinggi harus di atas batas menengah, dan keduanya "
                "di atas nol.",
            ),
            models.CheckConstraint(
                condition=Q(batas_di_atas__gt=F("batas_sesuai"), batas_sesuai__gt=0),
                name="skemapemetaan_batas_kinerja",
                violation_error_message="Batas di atas ekspektasi harus di atas batas sesuai, dan "
                "keduanya di atas nol.",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="skemapemetaan_masa"
            ),
            models.CheckConstraint(
                condition=Q(wajib__contains=["predikat"]),
                name="skemapemetaan_predikat_wajib",
                violation_error_message="Predikat kinerja selalu wajib: tanpa predikat tidak ada "
                "kategori kinerja.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} versi {self.versi}"

    def dipakai(self) -> bool:
        """Whether a period works by this version. One query."""
        return self.pk is not None and PeriodeTalenta.objects.filter(skema=self).exists()

    def clean(self) -> None:
        galat: dict[str, list[str]] = {}
        if isi := periksa_subskor(self.subskor):
            galat["subskor"] = isi
        if isi := periksa_nilai_kosong(self.nilai_kosong, KOMPONEN_KOSONG):
            galat["nilai_kosong"] = isi
        if galat:
            raise ValidationError(galat)


class PeriodeTalenta(models.Model):
    """A year of mapping. `tanggal_acuan` is the day on which everyone is looked at."""

    class Status(models.TextChoices):
        DISIAPKAN = "DISIAPKAN", "Disiapkan"
        TERBUKA = "TERBUKA", "Terbuka"
        DITUTUP = "DITUTUP", "Ditutup"

    tahun = models.PositiveSmallIntegerField(unique=True)
    tanggal_acuan = models.DateField(blank=True, help_text="Kosong berarti 31 Desember.")
    skema = models.ForeignKey(SkemaPemetaan, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.TERBUKA)

    class Meta:
        verbose_name = verbose_name_plural = "periode talenta"
        ordering = ["-tahun"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tahun__gte=2020, tahun__lte=2100), name="periodetalenta_tahun_wajar"
            )
        ]

    def __str__(self) -> str:
        return str(self.tahun)

    def clean(self) -> None:
        if self.tanggal_acuan is None and self.tahun:
            self.tanggal_acuan = datetime.date(self.tahun, 12, 31)
