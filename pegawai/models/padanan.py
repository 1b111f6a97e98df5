"""What a person has told us about the files of an office, once for all."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from akses.models import Instansi, Pengguna, TerbatasModel
from akses.querysets import TerbatasQuerySet
from pegawai.jenjang import FUNGSIONAL, PELAKSANA, STRUKTURAL, bakukan
from pegawai.models.rujukan import Jabatan


class PadananQuerySet(TerbatasQuerySet):
    """Rows of an Instansi, and rows without one that hold for all fifteen."""

    def yang_berlaku(self, instansi_id: int) -> Self:
        """What holds for files of one Instansi: the shared rows, then its own, which win."""
        berlaku = models.Q(instansi=instansi_id) | models.Q(instansi=None)
        return self.filter(berlaku).order_by(models.F("instansi").asc(nulls_first=True), "pk")

    def terbaca(self, pengguna: Pengguna) -> Self:
        """What an account may look at: the rows of its scope, and the shared ones."""
        return self.filter(models.Q(pk__in=self.untuk(pengguna)) | models.Q(instansi=None))


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


class AliasJabatan(TerbatasModel):
    """What a name of a job in files means in SIASN's reference of jobs.

    ``nama_asal`` is kept as ``bakukan`` writes it. Without an Instansi it holds for all. Rows of
    the rule (see ``pegawai.jenjang.nama_lain``) say what it found; those of a person come first.
    """

    class Jenis(models.TextChoices):
        STRUKTURAL = STRUKTURAL, "Struktural"
        FUNGSIONAL = FUNGSIONAL, "Fungsional"
        PELAKSANA = PELAKSANA, "Pelaksana"

    class Sumber(models.TextChoices):
        ATURAN = "ATURAN", "Aturan"
        PENGGUNA = "PENGGUNA", "Pengguna"

    instansi = models.ForeignKey(
        Instansi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Kosong berarti berlaku bagi semua instansi.",
    )
    nama_asal = models.CharField("nama pada berkas", max_length=200)
    jenis = models.CharField(
        "jenis jabatan",
        max_length=1,
        choices=Jenis,
        blank=True,
        help_text="Kosong berarti semua jenis jabatan.",
    )
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")
    sumber = models.CharField(max_length=8, choices=Sumber, default=Sumber.PENGGUNA)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    waktu = models.DateTimeField(default=timezone.now, editable=False)

    tanpa_batas = PadananQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "alias jabatan"
        ordering = ["nama_asal", "jenis"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nama_asal", "jenis"],
                name="aliasjabatan_unik",
                nulls_distinct=False,
                violation_error_message="Nama ini sudah punya alias. Ubah yang sudah ada.",
            ),
            models.CheckConstraint(
                condition=~models.Q(nama_asal=""), name="aliasjabatan_nama_tidak_kosong"
            ),
            models.CheckConstraint(
                condition=models.Q(sumber="ATURAN") | models.Q(oleh__isnull=False),
                name="aliasjabatan_pengguna_tercatat",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_asal

    def clean(self) -> None:
        self.nama_asal = bakukan(self.nama_asal)
