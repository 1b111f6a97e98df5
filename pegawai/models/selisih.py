"""Where SIASN and the office say different things about a person."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from pegawai.models.impor import BerkasImpor
from pegawai.models.pegawai import Pegawai


class SelisihSiasn(TerbatasModel):
    """One field of one person on which SIASN moved after the office had corrected it.

    The record keeps the office's value until somebody decides. ``nilai_dasar`` is what SIASN said
    before, ``nilai_siasn`` what it says now, ``nilai_kita`` what the office kept; each maps the
    fields that belong together to their values. A later file closes what it overtakes
    (``berkas_tutup``, with the status before in ``status_lama``), and undoing it opens that again.
    """

    class Status(models.TextChoices):
        BUKA = "BUKA", "Belum diputuskan"
        TANYAKAN = "TANYAKAN", "Ditanyakan"
        TERIMA = "TERIMA", "Nilai SIASN dipakai"
        PERTAHANKAN = "PERTAHANKAN", "Nilai kita dipertahankan"
        DITUTUP = "DITUTUP", "Selesai oleh berkas baru"

    TERBUKA = (Status.BUKA, Status.TANYAKAN)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_selisih")
    bidang = models.CharField("kolom", max_length=30)
    nilai_dasar = models.JSONField("nilai SIASN sebelumnya", default=dict)
    nilai_siasn = models.JSONField("nilai SIASN", default=dict)
    nilai_kita = models.JSONField("nilai kita", default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.BUKA)
    status_lama = models.CharField(max_length=12, blank=True, editable=False)
    alasan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    waktu = models.DateTimeField("waktu putusan", null=True, blank=True)
    dibuka = models.DateTimeField(default=timezone.now)
    berkas = models.ForeignKey(BerkasImpor, models.PROTECT, related_name="daftar_selisih")
    berkas_tutup = models.ForeignKey(
        BerkasImpor, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "selisih SIASN"
        ordering = ["dibuka", "pk"]
        permissions = [("putuskan_selisihsiasn", "Memutuskan selisih dengan SIASN")]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "bidang"],
                condition=models.Q(status__in=["BUKA", "TANYAKAN"]),
                name="selisihsiasn_satu_terbuka",
            )
        ]
        indexes = [
            models.Index(fields=["instansi", "status", "bidang"], name="selisihsiasn_antrean")
        ]

    def __str__(self) -> str:
        return f"Selisih {self.bidang}"
