"""What a person has told us about the files of an office, once for all."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from akses.querysets import TerbatasQuerySet


class PadananQuerySet(TerbatasQuerySet):
    """Rows of an Instansi, and rows without one that hold for all fifteen."""

    def yang_berlaku(self, instansi_id: int) -> Self:
        """What holds for files of one Instansi: the shared rows, then its own, which win."""
        berlaku = models.Q(instansi=instansi_id) | models.Q(instansi=None)
        return self.filter(berlaku).order_by(models.F("instansi").asc(nulls_first=True), "pk")


class PemetaanKolom(TerbatasModel):
    """Which column a header of a file means, as somebody of the Instansi said; empty: none.

    Without an Instansi it holds for all; only an account with the scope of all makes such a row.
    """

    instansi = models.ForeignKey(
        Instansi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Kosong berarti berlaku bagi semua instansi.",
    )
    jenis = models.CharField("jenis berkas", max_length=20)
    judul = models.CharField("judul pada berkas", max_length=200)
    kolom = models.CharField(max_length=60, blank=True, help_text="Kosong berarti diabaikan.")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now, editable=False)

    tanpa_batas = PadananQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pemetaan kolom"
        ordering = ["jenis", "judul"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "judul"],
                name="pemetaankolom_unik",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.judul} → {self.kolom or 'diabaikan'}"
