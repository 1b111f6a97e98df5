"""Histories of a person. Each keeps its own frozen `instansi`: a move does not rewrite the past."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from pegawai.golongan import PANGKAT, URUTAN
from pegawai.models.pegawai import Pegawai
from pegawai.models.rujukan import JenisPelatihan, Jenjang, TingkatPendidikan
from pegawai.predikat import MATRIKS, Ekspektasi, Predikat

IZIN_HUKUMAN = "pegawai.view_hukumandisiplin"
"""Without it nothing tells that somebody was sentenced: rows, files, documents, proposals."""


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
    sampai = models.DateField(
        "sampai dengan", null=True, blank=True, help_text="Untuk Plt, Plh, dan Pj."
    )
    eselon = models.CharField(max_length=5, blank=True)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    tmt_pelantikan = models.DateField("tanggal pelantikan", null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat jabatan"
        ordering = ["-tmt"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tmt", "nama_jabatan"], name="riwayatjabatan_unik"
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("tmt")),
                name="riwayatjabatan_urut",
                violation_error_message="Tanggal akhir mendahului TMT jabatan.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["instansi", "sampai"],
                name="riwayatjabatan_penugasan",
                condition=Q(penugasan__in=["PLT", "PLH", "PJ"]),
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
    nomor_sk = models.CharField("nomor SK", max_length=100)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    masa = DateRangeField("masa hukuman")
    alasan = models.CharField(max_length=300, blank=True)
    nomor_pp = models.CharField("dasar hukum", max_length=50, blank=True)
    nomor_pembatalan = models.CharField("nomor SK pembatalan", max_length=100, blank=True)
    tanggal_pembatalan = models.DateField("tanggal SK pembatalan", null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "hukuman disiplin"
        ordering = ["-masa"]
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "nomor_sk"], name="hukumandisiplin_sk_unik")
        ]

    def __str__(self) -> str:
        return f"{self.get_tingkat_display()}: {self.jenis}"


class RiwayatGolongan(TerbatasModel):
    """A golongan from its TMT on: a promotion, or the golongan of a PPPK contract."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_golongan")
    golongan = models.CharField(max_length=5)
    tmt = models.DateField("TMT")
    jenis_kenaikan = models.CharField("jenis kenaikan pangkat", max_length=100, blank=True)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    nomor_pertek = models.CharField("nomor pertek BKN", max_length=100, blank=True)
    tanggal_pertek = models.DateField("tanggal pertek BKN", null=True, blank=True)
    masa_kerja_tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    masa_kerja_bulan = models.PositiveSmallIntegerField(null=True, blank=True)
    kredit_utama = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    kredit_tambahan = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat golongan"
        ordering = ["-tmt"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "golongan", "tmt"], name="riwayatgolongan_unik"
            ),
            models.CheckConstraint(
                condition=Q(golongan__in=list(URUTAN)), name="riwayatgolongan_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(masa_kerja_bulan__isnull=True) | Q(masa_kerja_bulan__lt=12),
                name="riwayatgolongan_bulan",
            ),
        ]

    def __str__(self) -> str:
        return self.golongan

    @property
    def pangkat(self) -> str:
        """Pangkat of a PNS; empty for PPPK, who have none."""
        return PANGKAT.get(self.golongan, "")


class RiwayatPendidikan(TerbatasModel):
    """A school or study completed."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_pendidikan")
    tingkat = models.CharField(max_length=2, choices=TingkatPendidikan)
    pendidikan = models.CharField("program studi", max_length=200)
    nama_sekolah = models.CharField(max_length=200, blank=True)
    tahun_lulus = models.PositiveSmallIntegerField(null=True, blank=True)
    tanggal_lulus = models.DateField(null=True, blank=True)
    nomor_ijazah = models.CharField(max_length=100, blank=True)
    gelar_depan = models.CharField(max_length=50, blank=True)
    gelar_belakang = models.CharField(max_length=100, blank=True)
    pertama = models.BooleanField("pendidikan saat diangkat", default=False)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat pendidikan"
        ordering = ["-tahun_lulus", "-tingkat"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tingkat", "pendidikan"], name="riwayatpendidikan_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tingkat_display()} {self.pendidikan}"


class Penghargaan(TerbatasModel):
    """An award: Satyalancana Karya Satya, teladan, and the like."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_penghargaan")
    kode_siasn = models.CharField("kode SIASN", max_length=5, blank=True)
    penghargaan = models.CharField("nama penghargaan", max_length=200)
    tahun = models.PositiveSmallIntegerField()
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "penghargaan"
        ordering = ["-tahun", "penghargaan"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "penghargaan", "tahun"], name="penghargaan_unik"
            )
        ]

    def __str__(self) -> str:
        return self.penghargaan


class AngkaKredit(TerbatasModel):
    """Credits of a JF for a span of appraisal (PermenPANRB 1/2023 Pasal 39–42).

    ``kredit`` is the sum that the decision states; before 2023 it came from ``utama`` and
    ``penunjang``, since then from converting the predikat.
    """

    class Jenis(models.TextChoices):
        BIASA = "", "Penilaian berkala"
        PERTAMA = "PERTAMA", "Angka kredit pertama"
        INTEGRASI = "INTEGRASI", "Integrasi"
        KONVERSI = "KONVERSI", "Konversi predikat"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_angka_kredit")
    mulai = models.DateField("mulai penilaian")
    selesai = models.DateField("selesai penilaian")
    jenis = models.CharField(max_length=10, choices=Jenis, blank=True, default=Jenis.BIASA)
    utama = models.DecimalField("kredit utama", max_digits=9, decimal_places=3, default=0)
    penunjang = models.DecimalField("kredit penunjang", max_digits=9, decimal_places=3, default=0)
    kredit = models.DecimalField("jumlah angka kredit", max_digits=9, decimal_places=3)
    nama_jabatan = models.CharField("jabatan", max_length=200, blank=True)
    nomor_sk = models.CharField("nomor PAK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal PAK", null=True, blank=True)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "angka kredit"
        ordering = ["-selesai", "-mulai"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "mulai", "selesai", "nomor_sk"], name="angkakredit_unik"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="angkakredit_urut",
                violation_error_message="Masa penilaian selesai sebelum mulai.",
            ),
            models.CheckConstraint(
                condition=Q(kredit__gte=0, utama__gte=0, penunjang__gte=0),
                name="angkakredit_tidak_negatif",
                violation_error_message="Angka kredit tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kredit} ({self.mulai:%m-%Y} s.d. {self.selesai:%m-%Y})"
