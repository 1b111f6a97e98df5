"""Files brought in from other systems, and their rows between upload and record."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from akses.models import Instansi, Pengguna, TerbatasModel
from akses.querysets import TerbatasQuerySet
from pegawai.models.pegawai import Pegawai
from pegawai.models.riwayat import IZIN_HUKUMAN

JENIS_RAHASIA = {"hukuman": IZIN_HUKUMAN}
"""Kinds of files that only those see who may see the records that they become."""


class BerkasImporQuerySet(TerbatasQuerySet):
    """Files; those of a secret kind only for those who may see its records."""

    jalur_jenis = "jenis"

    def untuk(self, pengguna: Pengguna) -> Self:
        rahasia = [kode for kode, izin in JENIS_RAHASIA.items() if not pengguna.has_perm(izin)]
        return super().untuk(pengguna).exclude(**{f"{self.jalur_jenis}__in": rahasia})


class BarisImporQuerySet(BerkasImporQuerySet):
    """Rows of files, likewise."""

    jalur_jenis = "berkas__jenis"


class CitraImporQuerySet(BerkasImporQuerySet):
    """What rows of files did, likewise."""

    jalur_jenis = "berkas__jenis"


class BerkasImpor(TerbatasModel):
    """One uploaded file and what became of it: uploaded → checked → applied → undone.

    The file is kept as it came, with its SHA-256. Counts are of the check until the file is
    applied, then of the application (the difference is made again inside the lock). ``hitungan``
    holds further figures of the kind, ``contoh`` the ids of a random sample of rows.
    """

    class Status(models.TextChoices):
        DIUNGGAH = "DIUNGGAH", "Menunggu diperiksa"
        DIPERIKSA = "DIPERIKSA", "Menunggu diterapkan"
        DISETUJUI = "DISETUJUI", "Sedang diterapkan"
        DITERAPKAN = "DITERAPKAN", "Diterapkan"
        DITOLAK = "DITOLAK", "Ditolak"
        DIBATALKAN = "DIBATALKAN", "Dibatalkan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=20)
    nama_berkas = models.CharField("nama berkas", max_length=200)
    berkas = models.FileField(upload_to="impor/%Y/%m", max_length=255)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64)
    status_asn = models.CharField(
        "status pegawai", max_length=20, choices=Pegawai.StatusAsn, blank=True
    )
    tanggal = models.DateField(null=True, blank=True)
    izinkan_pindah = models.BooleanField("izinkan pindah instansi", default=False)
    atas_nama = models.CharField("dientri atas nama", max_length=200, blank=True)

    status = models.CharField(max_length=12, choices=Status, default=Status.DIUNGGAH)
    alasan = models.CharField("alasan ditolak", max_length=500, blank=True)
    susunan = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    temuan = models.JSONField("temuan pada berkas", default=list, blank=True)
    jumlah_baris = models.PositiveIntegerField(default=0)
    jumlah_baru = models.PositiveIntegerField(default=0)
    jumlah_berubah = models.PositiveIntegerField(default=0)
    jumlah_tetap = models.PositiveIntegerField(default=0)
    jumlah_galat = models.PositiveIntegerField("jumlah baris galat", default=0)
    jumlah_peringatan = models.PositiveIntegerField("jumlah baris berperingatan", default=0)
    jumlah_ditanya = models.PositiveIntegerField("jumlah pegawai berselisih", default=0)
    hitungan = models.JSONField(default=dict, blank=True)
    contoh = ArrayField(models.BigIntegerField(), default=list, blank=True)
    contoh_dilihat = models.BooleanField("contoh sudah dilihat", default=False)

    pengunggah = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    penerap = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pembatal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    waktu_unggah = models.DateTimeField(default=timezone.now)
    waktu_periksa = models.DateTimeField(null=True, blank=True)
    waktu_setuju = models.DateTimeField(null=True, blank=True)
    waktu_terap = models.DateTimeField(null=True, blank=True)
    waktu_batal = models.DateTimeField(null=True, blank=True)

    tanpa_batas = BerkasImporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas impor"
        ordering = ["-waktu_unggah", "-pk"]
        permissions = [("terapkan_impor", "Menerapkan dan membatalkan impor")]
        indexes = [
            models.Index(fields=["instansi", "-waktu_unggah"], name="berkasimpor_instansi"),
            models.Index(
                fields=["waktu_unggah"],
                name="berkasimpor_menunggu",
                condition=models.Q(status__in=["DIUNGGAH", "DISETUJUI"]),
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def jumlah_sah(self) -> int:
        """Rows without an error."""
        return self.jumlah_baris - self.jumlah_galat

    @property
    def selesai(self) -> bool:
        """Whether nothing runs or waits for a worker any more."""
        return self.status not in {self.Status.DIUNGGAH, self.Status.DISETUJUI}


class AturanContoh(models.Model):
    """How many rows of a kind of file must be looked at before it may be approved.

    A kind without a row here, or with 0, is approved without a sample.
    """

    jenis = models.CharField("jenis berkas", max_length=20, unique=True)
    jumlah = models.PositiveSmallIntegerField("jumlah baris contoh", default=20)

    class Meta:
        verbose_name = verbose_name_plural = "contoh impor"
        ordering = ["jenis"]

    def __str__(self) -> str:
        return f"{self.jenis}: {self.jumlah} baris"


class BarisImpor(TerbatasModel):
    """A row of a file: its cells, what they mean, what is wrong, and what it changes.

    ``mentah`` are the cells as text in the order of ``BerkasImpor.susunan``, ``nilai`` what some of
    them mean (``ringkas`` of the kind, for the preview); ``temuan`` a list of
    {kolom, kode, pesan, galat}; ``perbedaan`` maps a field to [record, file], ``tanya`` one that
    SIASN and the office both changed to {dasar, siasn, kita}. ``objek_id`` is the row of the
    record that it meant when the file was last looked at, empty for a new one.
    """

    JALUR_INSTANSI = "berkas__instansi"

    class Hasil(models.TextChoices):
        BARU = "BARU", "Baru"
        BERUBAH = "BERUBAH", "Berubah"
        TETAP = "TETAP", "Tetap"
        GALAT = "GALAT", "Galat"

    berkas = models.ForeignKey(BerkasImpor, models.CASCADE, related_name="daftar_baris")
    lembar = models.PositiveSmallIntegerField(default=0)
    nomor = models.PositiveIntegerField("baris")
    kunci = models.CharField(max_length=200, blank=True)
    nama = models.CharField(max_length=250, blank=True)
    mentah = ArrayField(models.TextField(), default=list, blank=True)
    nilai = models.JSONField(default=dict, blank=True)
    temuan = models.JSONField(default=list, blank=True)
    hasil = models.CharField(max_length=7, choices=Hasil)
    perbedaan = models.JSONField(default=dict, blank=True)
    tanya = models.JSONField(default=dict, blank=True)
    pegawai = models.ForeignKey(
        Pegawai, models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )
    objek_id = models.BigIntegerField(null=True, blank=True)

    tanpa_batas = BarisImporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "baris impor"
        ordering = ["berkas", "lembar", "nomor"]
        constraints = [
            models.UniqueConstraint(
                fields=["berkas", "lembar", "nomor"], name="barisimpor_satu_per_baris"
            )
        ]
        indexes = [
            models.Index(fields=["berkas", "hasil", "lembar", "nomor"], name="barisimpor_hasil"),
        ]

    def __str__(self) -> str:
        return f"Baris {self.nomor}"

    @property
    def daftar_galat(self) -> list[dict]:
        return [temuan for temuan in self.temuan if temuan["galat"]]

    @property
    def daftar_peringatan(self) -> list[dict]:
        return [temuan for temuan in self.temuan if not temuan["galat"]]


class CitraImpor(TerbatasModel):
    """What the application of a row did to the record: the image before, a digest of the one after.

    A table of its own, because rows of a file are wide and writing each of them twice is what an
    import would spend most time on. ``objek_id`` is the row of the record; ``sidik`` is
    ``hash_record_extended`` of it: as long as the record has that digest, the file can be undone.
    No constraint guards the two keys: both are written by the statement that reads the rows, and
    the rows of an applied file are not deleted without the file.
    """

    JALUR_INSTANSI = "berkas__instansi"

    baris = models.OneToOneField(
        BarisImpor, models.DO_NOTHING, primary_key=True, related_name="citra", db_constraint=False
    )
    berkas = models.ForeignKey(
        BerkasImpor, models.CASCADE, related_name="daftar_citra", db_constraint=False
    )
    objek_id = models.BigIntegerField()
    sebelum = models.JSONField(null=True, blank=True)
    sidik = models.BigIntegerField()

    tanpa_batas = CitraImporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "citra impor"

    def __str__(self) -> str:
        return f"Citra {self.baris_id}"
