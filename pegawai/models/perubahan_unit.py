"""Changes of the organisation tree, with their day and their basis, and what is wrong with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from pegawai.models.unit import UnitOrganisasi


class PerubahanUnit(TerbatasModel):
    """A unit moves, is merged into another, gets a new name, or is closed, from a day on.

    A change of a coming day waits as MENUNGGU until the nightly task takes it up. ``sebelum`` is
    what undoing needs: the unit's fields, and the ids of the persons, children and aliases that a
    merger took along.
    """

    class Jenis(models.TextChoices):
        PINDAH = "PINDAH", "Pindah"
        GABUNG = "GABUNG", "Digabung"
        NAMA = "NAMA", "Ganti nama"
        TUTUP = "TUTUP", "Ditutup"

    class Status(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Menunggu tanggalnya"
        BERLAKU = "BERLAKU", "Berlaku"
        BATAL = "BATAL", "Dibatalkan"
        GAGAL = "GAGAL", "Tidak dapat diberlakukan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    unit = models.ForeignKey(UnitOrganisasi, models.PROTECT, related_name="daftar_perubahan")
    jenis = models.CharField(max_length=6, choices=Jenis)
    ke_unit = models.ForeignKey(
        UnitOrganisasi,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_perubahan_ke",
        verbose_name="unit tujuan",
    )
    nama_baru = models.CharField(max_length=200, blank=True)
    tanggal_berlaku = models.DateField("berlaku mulai")
    dasar = models.CharField(
        max_length=200, help_text="Nomor SK atau peraturan daerah, misalnya Perda 4 Tahun 2026."
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.MENUNGGU)
    alasan = models.CharField(max_length=500, blank=True)
    jumlah_pegawai = models.PositiveIntegerField(default=0)
    jumlah_unit = models.PositiveIntegerField(default=0)
    sebelum = models.JSONField(default=dict, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)
    waktu_terap = models.DateTimeField(null=True, blank=True)
    pembatal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    waktu_batal = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "perubahan unit"
        ordering = ["-tanggal_berlaku", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "jenis"],
                condition=Q(status="MENUNGGU"),
                name="perubahanunit_satu_menunggu",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=["PINDAH", "GABUNG"], ke_unit__isnull=False)
                | Q(jenis__in=["NAMA", "TUTUP"], ke_unit__isnull=True),
                name="perubahanunit_tujuan_menurut_jenis",
            ),
            models.CheckConstraint(
                condition=(Q(jenis="NAMA") & ~Q(nama_baru=""))
                | (~Q(jenis="NAMA") & Q(nama_baru="")),
                name="perubahanunit_nama_menurut_jenis",
            ),
            models.CheckConstraint(
                condition=~Q(unit=models.F("ke_unit")), name="perubahanunit_bukan_diri_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.unit}"


class TemuanUnit(TerbatasModel):
    """What the nightly check has found in the tree; a finding that is gone is deleted."""

    class Jenis(models.TextChoices):
        LINGKAR = "LINGKAR", "Rantai induk melingkar"
        INSTANSI = "INSTANSI", "Induk milik instansi lain"
        TURUNAN = "TURUNAN", "Jalur atau kedalaman tidak cocok dengan pohon"
        INDUK_TUTUP = "INDUK_TUTUP", "Unit aktif di bawah unit yang tidak aktif"
        PEGAWAI_TUTUP = "PEGAWAI_TUTUP", "Pegawai aktif di unit yang tidak aktif"
        PUCUK = "PUCUK", "Unit tanpa induk di samping pucuk utama"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    unit = models.ForeignKey(UnitOrganisasi, models.CASCADE, related_name="daftar_temuan")
    jenis = models.CharField(max_length=13, choices=Jenis)
    keterangan = models.CharField(max_length=300, blank=True)
    sejak = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = "temuan pohon unit"
        ordering = ["jenis", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "jenis"], name="temuanunit_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.unit}"
