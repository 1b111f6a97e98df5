"""Data quality: the weights and minimums behind the checks, and the index month by month."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from akses.models import Instansi, TerbatasModel
from pegawai.golongan import PANGKAT
from pegawai.models.rujukan import Jenjang, TingkatPendidikan


class BobotKualitas(models.Model):
    """Weight of a dimension (``COM``) in the index, or of a check (``COM_1``) in its dimension."""

    kode = models.CharField(max_length=6)
    bobot = models.DecimalField(
        "bobot (%)",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "bobot kualitas data"
        ordering = ["kode", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["kode", "mulai"], name="bobotkualitas_unik"),
            models.CheckConstraint(
                condition=Q(bobot__gte=0, bobot__lte=100), name="bobotkualitas_0_sampai_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.bobot}"


class SyaratJenjang(models.Model):
    """Least education and golongan of the holder of a tier, from a date on."""

    jenjang = models.CharField(max_length=15, choices=Jenjang)
    tingkat_pendidikan = models.CharField(
        "pendidikan terendah", max_length=2, choices=TingkatPendidikan
    )
    golongan = models.CharField(
        "golongan terendah",
        max_length=5,
        blank=True,
        choices=[(golongan, golongan) for golongan in PANGKAT],
        help_text="Kosongkan bila tidak diperiksa.",
    )
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "syarat jenjang"
        ordering = ["jenjang", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["jenjang", "mulai"], name="syaratjenjang_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenjang_display()}: {self.get_tingkat_pendidikan_display()}"


class RiwayatKualitas(TerbatasModel):
    """The index of an Instansi as it stood on the first of a month. Never written again.

    ``rincian`` maps each dimension to its score and each check to [failed, checked].
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    bulan = models.DateField(help_text="Tanggal 1 bulan itu.")
    indeks = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    jumlah_pegawai = models.PositiveIntegerField()
    rincian = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat kualitas data"
        ordering = ["-bulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "bulan"], name="riwayatkualitas_satu_per_bulan"
            ),
            models.CheckConstraint(condition=Q(bulan__day=1), name="riwayatkualitas_tanggal_1"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m}: {self.indeks}"

    def nilai_dimensi(self, *kode: str) -> list[Decimal | None]:
        """The score of each dimension; None where nothing could be checked then."""
        isi = self.rincian.get("dimensi", {})
        return [Decimal(isi[satu]) if isi.get(satu) else None for satu in kode]
