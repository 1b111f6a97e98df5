"""The periodic report, its review, and the corrective action that follows from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from evaluasi.models.indikator import Indikator, PeriodeEvaluasi
from evaluasi.querysets import LaporanEvaluasiQuerySet, TindakLanjutQuerySet, TinjauanQuerySet
from pegawai.models import UnitOrganisasi


class LaporanEvaluasi(TerbatasModel):
    """The report of one Instansi on one period.

    ``isi`` is what `evaluasi.laporan.susun` computed, ``suntingan`` what the office rewrote;
    ``sha256`` is that of the canonical JSON of ``isi``. A decided report never changes: a trigger
    holds that.
    """

    class Status(models.TextChoices):
        DRAF = "DRAF", "Draf"
        DIAJUKAN = "DIAJUKAN", "Menunggu keputusan"
        DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
        DISETUJUI = "DISETUJUI", "Disetujui"

    TERBUKA = (Status.DRAF, Status.DIKEMBALIKAN)

    periode = models.ForeignKey(PeriodeEvaluasi, models.PROTECT, related_name="+")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=Status, default=Status.DRAF)
    nomor = models.CharField("nomor surat", max_length=100, blank=True)
    isi = models.JSONField(default=dict, editable=False)
    suntingan = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    catatan = models.TextField("catatan terakhir", blank=True)
    batas_putusan = models.DateField("diputuskan sebelum", null=True, blank=True)
    batas_perbaikan = models.DateField("batas perbaikan", null=True, blank=True)
    disusun_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(default=timezone.now)
    diperbarui_pada = models.DateTimeField(default=timezone.now)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_sebagai = models.CharField(max_length=150, blank=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    diputuskan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputuskan_sebagai = models.CharField(max_length=150, blank=True)
    diputuskan_pada = models.DateTimeField(null=True, blank=True)

    tanpa_batas = LaporanEvaluasiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "laporan evaluasi"
        ordering = ["-periode__tanggal_data", "instansi__kode_kemendagri"]
        permissions = [
            ("ajukan_laporan", "Mengajukan laporan kepada kepala daerah"),
            ("putuskan_laporan", "Memutuskan laporan instansi sendiri"),
            ("bina_laporan", "Memberi catatan pembinaan (gubernur)"),
            ("baca_semua_laporan", "Membaca laporan semua instansi (akun gubernur)"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["periode", "instansi"], name="laporanevaluasi_unik"),
            models.CheckConstraint(
                condition=~Q(status__in=["DIAJUKAN", "DISETUJUI"])
                | Q(diajukan_oleh__isnull=False, diajukan_pada__isnull=False),
                name="laporanevaluasi_diajukan_oleh_seseorang",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DISETUJUI", "DIKEMBALIKAN"])
                | Q(diputuskan_oleh__isnull=False, diputuskan_pada__isnull=False),
                name="laporanevaluasi_diputuskan_oleh_seseorang",
            ),
            models.CheckConstraint(
                condition=Q(diputuskan_oleh=None)
                | Q(diajukan_oleh=None)
                | ~Q(diajukan_oleh=F("diputuskan_oleh")),
                name="laporanevaluasi_bukan_putusan_sendiri",
            ),
            models.CheckConstraint(
                condition=~Q(status="DIKEMBALIKAN") | ~Q(catatan=""),
                name="laporanevaluasi_dikembalikan_dengan_catatan",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "status"], name="laporan_instansi_status")]

    def __str__(self) -> str:
        return f"Laporan Evaluasi {self.isi.get('instansi', {}).get('nama', '')}".strip()

    def get_absolute_url(self) -> str:
        return reverse("evaluasi:laporan_rincian", kwargs={"laporan_id": self.pk})

    @property
    def terbuka(self) -> bool:
        """Whether the office may still edit and submit it."""
        return self.status in self.TERBUKA

    @property
    def sudah_disetujui(self) -> bool:
        return self.status == self.Status.DISETUJUI


class Tinjauan(TerbatasModel):
    """One step of a report: submitted, approved, returned, or a note. Rows are only added.

    Name and office are kept as they were: people change posts.
    """

    class Jenis(models.TextChoices):
        AJUKAN = "AJUKAN", "Diajukan"
        SETUJUI = "SETUJUI", "Disetujui"
        KEMBALIKAN = "KEMBALIKAN", "Dikembalikan"
        SUNTING = "SUNTING", "Disunting"
        PEMBINAAN = "PEMBINAAN", "Catatan pembinaan Gubernur"

    laporan = models.ForeignKey(LaporanEvaluasi, models.PROTECT, related_name="daftar_tinjauan")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=Jenis)
    catatan = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=150)
    sebagai = models.CharField("jabatan saat itu", max_length=150)
    waktu = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField("SHA-256 laporan saat itu", max_length=64, blank=True)

    tanpa_batas = TinjauanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tinjauan"
        ordering = ["-waktu", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(jenis__in=["KEMBALIKAN", "PEMBINAAN"]) | ~Q(catatan=""),
                name="tinjauan_catatan_wajib",
            )
        ]
        indexes = [models.Index(fields=["laporan", "-waktu"], name="tinjauan_laporan")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.sebagai}"


class TindakLanjut(TerbatasModel):
    """A corrective action: from a deviation, with somebody in charge and a due date."""

    class Status(models.TextChoices):
        BELUM = "BELUM", "Belum mulai"
        BERJALAN = "BERJALAN", "Berjalan"
        SELESAI = "SELESAI", "Selesai"
        BATAL = "BATAL", "Dibatalkan"

    TERBUKA = (Status.BELUM, Status.BERJALAN)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    laporan = models.ForeignKey(
        LaporanEvaluasi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_tindak_lanjut",
    )
    indikator = models.ForeignKey(
        Indikator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        UnitOrganisasi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_tindak_lanjut",
        verbose_name="perangkat daerah",
    )
    tindakan = models.CharField(max_length=300)
    ukuran = models.CharField("ukuran keberhasilan", max_length=200, blank=True)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=150)
    pic = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="akun penanggung jawab",
    )
    tenggat = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.BELUM)
    kemajuan = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    bukti = models.TextField(blank=True)
    nilai_awal = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diubah_pada = models.DateTimeField(default=timezone.now)

    tanpa_batas = TindakLanjutQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tindak lanjut"
        ordering = ["tenggat", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kemajuan__lte=100), name="tindaklanjut_kemajuan_sampai_100"
            ),
            models.CheckConstraint(
                condition=~Q(status="SELESAI") | Q(kemajuan=100), name="tindaklanjut_selesai_penuh"
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "status", "tenggat"], name="tindaklanjut_tenggat")
        ]

    def __str__(self) -> str:
        return self.tindakan

    def get_absolute_url(self) -> str:
        return reverse("evaluasi:tindak_lanjut_ubah", kwargs={"tindak_lanjut_id": self.pk})

    @property
    def terbuka(self) -> bool:
        return self.status in self.TERBUKA
