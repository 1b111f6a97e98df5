"""Functional officials: credits that the rules ask for, and posts that are needed."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from akses.models import Instansi, TerbatasModel
from pegawai.golongan import PANGKAT, URUTAN
from pegawai.models.rujukan import Jabatan, Jenjang
from pegawai.models.unit import UnitOrganisasi
from pegawai.predikat import Predikat

_PANGKAT = [(golongan, f"{golongan} {pangkat}") for golongan, pangkat in PANGKAT.items()]


class KebutuhanAngkaKredit(models.Model):
    """Credits, coefficient and span of golongan of a tier of JF, from a date on.

    ``ak_pangkat`` is for one pangkat within the tier, ``ak_jenjang`` the sum for the next tier;
    empty where the tier is the last one.
    """

    jenjang = models.CharField(max_length=15, choices=Jenjang)
    koefisien = models.DecimalField(
        "koefisien per tahun",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    ak_pangkat = models.DecimalField(
        "AK satu kenaikan pangkat",
        max_digits=7,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    ak_jenjang = models.DecimalField(
        "AK kenaikan jenjang",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    jenjang_berikut = models.CharField(max_length=15, choices=Jenjang, blank=True)
    golongan_dari = models.CharField("golongan terendah", max_length=5, choices=_PANGKAT)
    golongan_sampai = models.CharField("golongan tertinggi", max_length=5, choices=_PANGKAT)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "kebutuhan angka kredit"
        ordering = ["jenjang", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["jenjang", "mulai"], name="kebutuhanangkakredit_unik"),
            models.CheckConstraint(
                condition=Q(koefisien__gte=0, ak_pangkat__gte=0)
                & (Q(ak_jenjang__isnull=True) | Q(ak_jenjang__gte=0)),
                name="kebutuhanangkakredit_tidak_negatif",
            ),
        ]

    def __str__(self) -> str:
        return self.get_jenjang_display()

    def clean(self) -> None:
        """The lowest golongan of the span is not above the highest."""
        dari, sampai = URUTAN.get(self.golongan_dari), URUTAN.get(self.golongan_sampai)
        if dari is not None and sampai is not None and dari > sampai:
            raise ValidationError(
                {"golongan_sampai": "Golongan tertinggi lebih rendah daripada yang terendah."}
            )


class KonversiPredikat(models.Model):
    """Percent of the coefficient that a predikat is worth, from a date on."""

    predikat = models.CharField(max_length=20, choices=Predikat)
    persen = models.DecimalField(
        "persen koefisien",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "konversi predikat"
        ordering = ["predikat", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["predikat", "mulai"], name="konversipredikat_unik"),
            models.CheckConstraint(
                condition=Q(persen__gte=0), name="konversipredikat_tidak_negatif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_predikat_display()}: {self.persen}%"


class FormasiJabatan(TerbatasModel):
    """How many holders of a job a perangkat daerah needs; without a unit, the whole Instansi."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        UnitOrganisasi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_formasi",
        verbose_name="perangkat daerah",
        help_text="Kosongkan bila formasi berlaku bagi seluruh instansi.",
    )
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")
    kebutuhan = models.PositiveSmallIntegerField()
    dasar = models.CharField("dasar penetapan", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "formasi jabatan"
        ordering = ["unit__jalur", "jabatan__nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "unit", "jabatan"],
                name="formasijabatan_unik",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.jabatan}: {self.kebutuhan}"

    def clean(self) -> None:
        """The unit is a perangkat daerah of the same Instansi."""
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Unit ini milik instansi lain."})
        if self.unit and self.unit.perangkat_daerah_id != self.unit_id:
            raise ValidationError({"unit": "Pilih perangkat daerah, bukan unit di bawahnya."})
