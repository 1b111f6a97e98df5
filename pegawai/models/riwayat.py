"""Histories of a person. Each keeps its own frozen `instansi`: a move does not rewrite the past."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from pegawai.models.pegawai import Pegawai
from pegawai.models.rujukan import JenisPelatihan, Jenjang
from pegawai.predikat import MATRIKS, Ekspektasi, Predikat


class PenilaianKinerja(TerbatasModel):
    """Performance appraisal of a year or a quarter (PermenPANRB 6/2022).

    ``predikat`` is the official one; ``predikat_matriks`` what the two ratings give. They may
    differ: the official one stands and the difference is flagged.
    """

    class Periode(models.TextChoices):
        TAHUNAN = "TAHUNAN", "Tahunan"
        TW1 = "TW1", "Triwulan I"
        TW2 = "TW2", "Triwulan II"
        TW3 = "TW3", "Triwulan III"
        TW4 = "TW4", "Triwulan IV"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_kinerja")
    tahun = models.PositiveSmallIntegerField()
    periode = models.CharField(max_length=10, choices=Periode, default=Periode.TAHUNAN)
    hasil = models.CharField("hasil kerja", max_length=10, choices=Ekspektasi, blank=True)
    perilaku = models.CharField("perilaku kerja", max_length=10, choices=Ekspektasi, blank=True)
    predikat = models.CharField(max_length=20, choices=Predikat)
    predikat_matriks = models.GeneratedField(
        expression=Case(
            *[
                When(Q(hasil=hasil.value, perilaku=perilaku.value), then=Value(predikat.value))
                for (hasil, perilaku), predikat in MATRIKS.items()
            ],
            default=None,
        ),
        output_field=models.CharField(max_length=20, null=True),
        db_persist=True,
    )
    nama_penilai = models.CharField(max_length=200, blank=True)
    nip_penilai = models.CharField("NIP penilai", max_length=18, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "penilaian kinerja"
        ordering = ["-tahun", "periode"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tahun", "periode"], name="penilaiankinerja_satu_per_periode"
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "tahun", "periode"], name="kinerja_instansi_tahun")
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.get_periode_display()}: {self.get_predikat_display()}"


class RiwayatPelatihan(TerbatasModel):
    """A training with its certificate and its hours in JP (1 JP = 45 minutes)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_pelatihan")
    nama = models.CharField(max_length=250)
    jenis = models.ForeignKey(
        JenisPelatihan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    penyelenggara = models.CharField(max_length=200, blank=True)
    nomor_sertifikat = models.CharField(max_length=150, blank=True)
    tanggal_mulai = models.DateField(null=True, blank=True)
    tanggal_selesai = models.DateField(null=True, blank=True)
    tahun = models.PositiveSmallIntegerField()
    jp = models.DecimalField("JP", max_digits=7, decimal_places=2)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat pelatihan"
        ordering = ["-tanggal_selesai", "-tahun", "nama"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jp__gte=0), name="riwayatpelatihan_jp_tidak_negatif"
            ),
            models.UniqueConstraint(
                fields=["pegawai", "nomor_sertifikat", "penyelenggara"],
                condition=~Q(nomor_sertifikat=""),
                name="riwayatpelatihan_sertifikat_unik",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tanggal_selesai"], name="pelatihan_pegawai_selesai")
        ]

    def __str__(self) -> str:
        return self.nama


class RiwayatJabatan(TerbatasModel):
    """A job held, definitive or acting."""

    class Penugasan(models.TextChoices):
        DEFINITIF = "D", "Definitif"
        PLT = "PLT", "Pelaksana Tugas"
        PLH = "PLH", "Pelaksana Harian"
        PJ = "PJ", "Penjabat"
        TAMBAHAN = "TT", "Tugas tambahan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_riwayat_jabatan")
    nama_jabatan = models.CharField(max_length=200)
    jenjang = models.CharField(max_length=15, choices=Jenjang, blank=True)
    nama_unit = models.CharField(max_length=200, blank=True)
    nama_instansi = models.CharField(max_length=150, blank=True)
    penugasan = models.CharField(max_length=3, choices=Penugasan, default=Penugasan.DEFINITIF)
    tmt = models.DateField("TMT")
    nomor_sk = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat jabatan"
        ordering = ["-tmt"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tmt", "nama_jabatan"], name="riwayatjabatan_unik"
            )
        ]

    def __str__(self) -> str:
        return self.nama_jabatan


class HukumanDisiplin(TerbatasModel):
    """A disciplinary sentence (PP 94/2021). Read only with its own permission."""

    class Tingkat(models.TextChoices):
        RINGAN = "R", "Ringan"
        SEDANG = "S", "Sedang"
        BERAT = "B", "Berat"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_hukuman")
    tingkat = models.CharField(max_length=1, choices=Tingkat)
    jenis = models.CharField(max_length=200)
    nomor_sk = models.CharField(max_length=100)
    masa = DateRangeField("masa hukuman")

    class Meta:
        verbose_name = verbose_name_plural = "hukuman disiplin"
        ordering = ["-masa"]

    def __str__(self) -> str:
        return f"{self.get_tingkat_display()}: {self.jenis}"
