"""The duty to learn, in JP a year."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Subquery

from pegawai.models.pegawai import Pegawai


class KetetapanJpQuerySet(models.QuerySet["KetetapanJp"]):
    def berlaku(self, status_asn: str, pada: datetime.date) -> KetetapanJp | None:
        """The rule for a status in force on a day; None while there is none."""
        return self.filter(status_asn=status_asn, mulai__lte=pada).order_by("-mulai").first()

    def wajib_pns(self, pada: datetime.date) -> Decimal:
        """JP that a PNS owes in the year of ``pada``; zero while no rule is in force."""
        aturan = self.berlaku(Pegawai.StatusAsn.PNS, pada)
        return aturan.jp if aturan else Decimal(0)

    def nilai_wajib_pns(self, pada: datetime.date) -> Subquery:
        """The same as part of another query; NULL while no rule is in force."""
        pns = self.filter(status_asn=Pegawai.StatusAsn.PNS, mulai__lte=pada)
        return Subquery(pns.order_by("-mulai").values("jp")[:1])


class KetetapanJp(models.Model):
    """How many JP a year a status owes or may have at most, from a date on.

    PNS owe 20 JP (PP 11/2017 Pasal 203); PPPK may have at most 24 (PP 49/2018).
    """

    class Sifat(models.TextChoices):
        MINIMAL = "MINIMAL", "Wajib minimal"
        MAKSIMAL = "MAKSIMAL", "Paling banyak"

    status_asn = models.CharField("status", max_length=20, choices=Pegawai.StatusAsn)
    sifat = models.CharField(max_length=10, choices=Sifat)
    jp = models.DecimalField("JP per tahun", max_digits=5, decimal_places=2)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=150)

    objects = KetetapanJpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ketetapan JP"
        ordering = ["status_asn", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["status_asn", "mulai"], name="ketetapanjp_unik")
        ]

    def __str__(self) -> str:
        return f"{self.get_status_asn_display()}: {self.jp} JP"
