"""The joint commitment of 9 December 2025 and what each Instansi made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from evaluasi.models.indikator import Indikator


class KomitmenBersama(models.Model):
    """A joint commitment of the heads of region: the event."""

    kode = models.SlugField(max_length=20, unique=True)
    nama = models.CharField(max_length=200)
    tanggal = models.DateField()
    tempat = models.CharField(max_length=200)
    keterangan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "komitmen bersama"
        ordering = ["-tanggal"]

    def __str__(self) -> str:
        return self.nama


class PenandaTangan(TerbatasModel):
    """Who signed for an Instansi: the office. The name is data of the office, never invented."""

    komitmen = models.ForeignKey(KomitmenBersama, models.CASCADE, related_name="+")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.CharField(max_length=150)
    nama = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "penanda tangan"
        ordering = ["instansi__kode_kemendagri"]
        constraints = [
            models.UniqueConstraint(fields=["komitmen", "instansi"], name="penandatangan_unik")
        ]

    def __str__(self) -> str:
        return self.jabatan


class ButirKomitmen(TerbatasModel):
    """A point of the commitment as one Instansi fills it: indicator, target, due date.

    The wording of the commitment was not published: the points start from BKN's four.
    """

    komitmen = models.ForeignKey(KomitmenBersama, models.CASCADE, related_name="+")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=300)
    indikator = models.ForeignKey(
        Indikator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    target = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    satuan = models.CharField(max_length=30, blank=True)
    tenggat = models.DateField(null=True, blank=True)
    selesai = models.BooleanField(default=False)
    catatan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "butir komitmen"
        ordering = ["instansi__kode_kemendagri", "nomor"]
        constraints = [
            models.UniqueConstraint(
                fields=["komitmen", "instansi", "nomor"], name="butirkomitmen_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.nomor}. {self.uraian}"


class TahapPenerapan(TerbatasModel):
    """One of the eleven stages on the way to a working talent management, for one Instansi."""

    class Tahap(models.IntegerChoices):
        KOMITMEN = 1, "Komitmen ditandatangani"
        REGULASI = 2, "Regulasi dan kelembagaan"
        KESIAPAN = 3, "Penilaian mandiri kesiapan"
        DATA = 4, "Data dan profil"
        PEMETAAN = 5, "Penilaian dan pemetaan"
        INTEGRASI = 6, "Integrasi sistem BKN"
        PENDAMPINGAN = 7, "Pendampingan"
        EKSPOSE = 8, "Ekspose di BKN"
        PLENO = 9, "Pleno atau rekomendasi"
        PERSETUJUAN = 10, "Persetujuan penerapan"
        IMPLEMENTASI = 11, "Pengisian jabatan"

    class Status(models.TextChoices):
        BELUM = "BELUM", "Belum mulai"
        PROSES = "PROSES", "Proses"
        SELESAI = "SELESAI", "Selesai"
        TERKENDALA = "TERKENDALA", "Terkendala"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahap = models.PositiveSmallIntegerField(choices=Tahap)
    status = models.CharField(max_length=10, choices=Status, default=Status.BELUM)
    tanggal = models.DateField("tanggal selesai", null=True, blank=True)
    bukti = models.CharField(
        max_length=300, blank=True, help_text="Nomor dan judul dokumen, atau angka capaian."
    )
    kendala = models.TextField(blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=150, blank=True)
    tenggat = models.DateField(null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "tahap penerapan"
        ordering = ["instansi__kode_kemendagri", "tahap"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahap"], name="tahappenerapan_unik"),
            models.CheckConstraint(
                condition=Q(tahap__gte=1, tahap__lte=11), name="tahappenerapan_sebelas_tahap"
            ),
            models.CheckConstraint(
                condition=~Q(status="TERKENDALA") | ~Q(kendala=""),
                name="tahappenerapan_terkendala_beralasan",
                violation_error_message="Isi kendala bila tahap ini terkendala.",
            ),
            models.CheckConstraint(
                condition=~Q(status="SELESAI") | Q(tanggal__isnull=False),
                name="tahappenerapan_selesai_bertanggal",
                violation_error_message="Isi tanggal selesai bila tahap ini selesai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahap}. {self.get_tahap_display()}"
