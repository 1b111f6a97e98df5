"""How long somebody may act for the holder of a post."""

from django.db import models
from django.db.models import Q

from pegawai.models.riwayat import RiwayatJabatan


class AturanPenugasan(models.Model):
    """Longest term of an acting assignment that begins on or after ``mulai``.

    A kind without a rule has no limit of its own: it ends when its letter says so.
    """

    penugasan = models.CharField(
        max_length=3,
        choices=[
            (satu.value, satu.label)
            for satu in (
                RiwayatJabatan.Penugasan.PLT,
                RiwayatJabatan.Penugasan.PLH,
                RiwayatJabatan.Penugasan.PJ,
            )
        ],
    )
    bulan = models.PositiveSmallIntegerField("lama sekali penugasan (bulan)")
    perpanjangan = models.PositiveSmallIntegerField("boleh diperpanjang (kali)", default=0)
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "aturan penugasan"
        ordering = ["penugasan", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["penugasan", "mulai"], name="aturanpenugasan_unik"),
            models.CheckConstraint(condition=Q(bulan__gte=1), name="aturanpenugasan_sebulan"),
        ]

    def __str__(self) -> str:
        return f"{self.get_penugasan_display()}: {self.bulan} bulan"
