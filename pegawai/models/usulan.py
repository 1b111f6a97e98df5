"""Evidence files of a person, and changes that wait for a second pair of eyes."""

from __future__ import annotations

import datetime
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from akses.models import Instansi, Pengguna, TerbatasModel
from akses.querysets import TerbatasQuerySet
from pegawai.models.pegawai import Pegawai
from pegawai.models.riwayat import IZIN_HUKUMAN


def letak_dokumen(dokumen: Dokumen, nama: str) -> str:
    """A generated name: what the uploader called the file never reaches the disk."""
    return f"dokumen/{timezone.localdate():%Y/%m}/{uuid4().hex}.{dokumen.jenis_isi.lower()}"


class DokumenQuerySet(TerbatasQuerySet):
    """Documents; those about sentences need the permission that sentences need."""

    def untuk(self, pengguna: Pengguna) -> Self:
        daftar = super().untuk(pengguna)
        if pengguna.has_perm(IZIN_HUKUMAN):
            return daftar
        return daftar.exclude(jenis=Dokumen.Jenis.HUKUMAN)


class Dokumen(TerbatasModel):
    """A scan of a decision, diploma or certificate. Kept outside every path that is served."""

    class Jenis(models.TextChoices):
        SK_CPNS = "SK_CPNS", "SK CPNS"
        SK_PNS = "SK_PNS", "SK PNS"
        SK_PPPK = "SK_PPPK", "SK atau kontrak PPPK"
        SK_PANGKAT = "SK_PANGKAT", "SK kenaikan pangkat"
        SK_JABATAN = "SK_JABATAN", "SK jabatan"
        IJAZAH = "IJAZAH", "Ijazah atau transkrip"
        SERTIFIKAT = "SERTIFIKAT", "Sertifikat pelatihan"
        PENGHARGAAN = "PENGHARGAAN", "Piagam penghargaan"
        SKP = "SKP", "SKP atau dokumen evaluasi kinerja"
        PAK = "PAK", "Penetapan angka kredit"
        HUKUMAN = "HUKUMAN", "SK hukuman disiplin"
        IDENTITAS = "IDENTITAS", "KTP atau kartu keluarga"
        LAIN = "LAIN", "Lainnya"

    class JenisIsi(models.TextChoices):
        PDF = "PDF", "PDF"
        JPG = "JPG", "JPG"
        PNG = "PNG", "PNG"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_dokumen")
    jenis = models.CharField("jenis dokumen", max_length=12, choices=Jenis)
    judul = models.CharField(max_length=200)
    nomor = models.CharField("nomor dokumen", max_length=100, blank=True)
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    berkas = models.FileField(upload_to=letak_dokumen, max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    jenis_isi = models.CharField("jenis isi", max_length=3, choices=JenisIsi)
    pengunggah = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)

    tanpa_batas = DokumenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen"
        ordering = ["-waktu", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "sha256"],
                name="dokumen_sekali_per_orang",
                violation_error_message="Berkas yang sama sudah diunggah untuk orang ini.",
            ),
        ]
        indexes = [models.Index(fields=["pegawai", "-waktu"], name="dokumen_pegawai")]

    def __str__(self) -> str:
        return self.judul

    @property
    def adalah_gambar(self) -> bool:
        return self.jenis_isi != self.JenisIsi.PDF


class UsulanQuerySet(TerbatasQuerySet):
    """Proposals; those about sentences need the permission that sentences need."""

    def untuk(self, pengguna: Pengguna) -> Self:
        daftar = super().untuk(pengguna)
        if pengguna.has_perm(IZIN_HUKUMAN):
            return daftar
        return daftar.exclude(sasaran=UsulanPerubahan.Sasaran.HUKUMAN)

    def terbuka(self) -> Self:
        """Neither decided for good nor taken back."""
        return self.filter(status__in=UsulanPerubahan.TERBUKA)

    def menunggu(self) -> Self:
        """Waiting for a decision."""
        return self.filter(status=UsulanPerubahan.Status.DIAJUKAN)

    def dari_meja(self) -> Self:
        """For the maker: what came back first, then what waits, then the rest; newest first."""
        giliran = Case(
            When(status=UsulanPerubahan.Status.DIKEMBALIKAN, then=Value(0)),
            When(status=UsulanPerubahan.Status.DIAJUKAN, then=Value(1)),
            default=Value(2),
        )
        return self.select_related("pegawai", "pemutus").order_by(giliran, "-waktu_usul", "-pk")

    def jumlah_per_status(self) -> dict[str, int]:
        """Number of proposals per status, all statuses present. One query."""
        ada = dict(self.order_by().values_list("status").annotate(Count("pk")))
        return {status: ada.get(status, 0) for status in UsulanPerubahan.Status.values}

    def hitungan_antrean(self, lama: datetime.datetime) -> dict[str, Any]:
        """``semua``, ``lama`` (sent before that moment) and ``per_jenis``. One query."""
        baris = list(
            self.order_by()
            .values("sasaran")
            .annotate(n=Count("pk"), lama=Count("pk", filter=Q(waktu_usul__lt=lama)))
        )
        return {
            "semua": sum(satu["n"] for satu in baris),
            "lama": sum(satu["lama"] for satu in baris),
            "per_jenis": {satu["sasaran"]: satu["n"] for satu in baris},
        }


class UsulanPerubahan(TerbatasModel):
    """A change that somebody entered and somebody else decides.

    ``sebelum`` and ``sesudah`` map each field of ``kolom`` to its value as JSON. The record is
    written only while it still holds ``sebelum``; ``versi`` is the moment of its last change when
    the maker proposed. ``objek_id`` is the row of the history, empty for a new one.
    """

    class Sasaran(models.TextChoices):
        PEGAWAI = "pegawai", "Data pegawai"
        GOLONGAN = "golongan", "Riwayat golongan"
        JABATAN = "jabatan", "Riwayat jabatan"
        PENDIDIKAN = "pendidikan", "Riwayat pendidikan"
        PELATIHAN = "pelatihan", "Riwayat pelatihan"
        KINERJA = "kinerja", "Penilaian kinerja"
        ANGKA_KREDIT = "angka_kredit", "Angka kredit"
        PENGHARGAAN = "penghargaan", "Penghargaan"
        HUKUMAN = "hukuman", "Hukuman disiplin"

    class Aksi(models.TextChoices):
        TAMBAH = "TAMBAH", "Tambah"
        UBAH = "UBAH", "Ubah"
        HAPUS = "HAPUS", "Hapus"

    class Status(models.TextChoices):
        DIAJUKAN = "DIAJUKAN", "Menunggu keputusan"
        DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
        DISETUJUI = "DISETUJUI", "Disetujui"
        DITOLAK = "DITOLAK", "Ditolak"
        DITARIK = "DITARIK", "Ditarik"

    TERBUKA = (Status.DIAJUKAN, Status.DIKEMBALIKAN)
    DIPUTUS = (Status.DISETUJUI, Status.DITOLAK, Status.DIKEMBALIKAN)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_usulan")
    sasaran = models.CharField(max_length=12, choices=Sasaran)
    aksi = models.CharField(max_length=6, choices=Aksi)
    objek_id = models.BigIntegerField(null=True, blank=True)
    kolom = ArrayField(models.CharField(max_length=40), default=list)
    sebelum = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    sesudah = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    versi = models.DateTimeField("terakhir diubah saat diusulkan", null=True, blank=True)
    bukti = models.ForeignKey(
        Dokumen, models.PROTECT, null=True, blank=True, related_name="daftar_usulan"
    )
    alasan = models.CharField(max_length=500)
    status = models.CharField(max_length=12, choices=Status, default=Status.DIAJUKAN)
    pengusul = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pemutus = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    catatan = models.CharField(max_length=500, blank=True)
    waktu_usul = models.DateTimeField(default=timezone.now)
    waktu_putus = models.DateTimeField(null=True, blank=True)

    tanpa_batas = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "usulan perubahan"
        ordering = ["waktu_usul", "pk"]
        permissions = [
            ("putuskan_usulan", "Memutuskan usulan perubahan"),
            ("verifikasi_usulan", "Memutuskan usulan sebagai verifikator"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pemutus__isnull=True) | ~Q(pemutus=F("pengusul")),
                name="usulan_bukan_putusan_sendiri",
                violation_error_message="Usulan sendiri diputuskan oleh orang lain.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["DISETUJUI", "DITOLAK", "DIKEMBALIKAN"],
                    pemutus__isnull=False,
                    waktu_putus__isnull=False,
                )
                | Q(
                    status__in=["DIAJUKAN", "DITARIK"],
                    pemutus__isnull=True,
                    waktu_putus__isnull=True,
                ),
                name="usulan_putusan_lengkap",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DITOLAK", "DIKEMBALIKAN"], catatan=""),
                name="usulan_penolakan_beralasan",
                violation_error_message="Tulis alasan menolak atau mengembalikan.",
            ),
            models.CheckConstraint(
                condition=Q(aksi="TAMBAH", objek_id__isnull=True)
                | Q(aksi__in=["UBAH", "HAPUS"], objek_id__isnull=False),
                name="usulan_objek_menurut_aksi",
            ),
            models.UniqueConstraint(
                fields=["sasaran", "objek_id"],
                condition=Q(status__in=["DIAJUKAN", "DIKEMBALIKAN"]) & ~Q(sasaran="pegawai"),
                name="usulan_satu_terbuka_per_riwayat",
            ),
        ]
        indexes = [
            models.Index(
                fields=["instansi", "waktu_usul"],
                name="usulan_menunggu",
                condition=Q(status="DIAJUKAN"),
            ),
            models.Index(fields=["pengusul", "status"], name="usulan_pengusul"),
        ]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} {self.get_sasaran_display().lower()}"

    @property
    def cap(self) -> str:
        """What a decision must name: it differs once the maker has sent the proposal again."""
        return self.waktu_usul.astimezone(datetime.UTC).isoformat()
