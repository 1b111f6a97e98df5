"""Instansi, accounts, delegations, locks, notices and the audit trail; and the scope they carry."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akses.peran import Peran
from akses.querysets import InstansiQuerySet, TerbatasQuerySet


class Instansi(models.Model):
    """A whole local government: the unit of scope.

    The three code systems number the regions differently (Kepmendagri 300.2.2-2138/2025, SIASN,
    BPS): never join by number.
    """

    class Jenis(models.TextChoices):
        PROVINSI = "PROVINSI", "Provinsi"
        KABUPATEN = "KABUPATEN", "Kabupaten"
        KOTA = "KOTA", "Kota"

    kode_kemendagri = models.CharField("kode Kemendagri", max_length=5, unique=True)
    kode_siasn = models.CharField("kode SIASN", max_length=10, unique=True)
    kode_bps = models.CharField("kode BPS", max_length=4, unique=True)
    nama = models.CharField(max_length=100, unique=True)
    nama_pendek = models.CharField(max_length=20)
    singkatan = models.CharField(max_length=3, unique=True)
    jenis = models.CharField(max_length=10, choices=Jenis)
    ibu_kota = models.CharField("ibu kota", max_length=50)
    nama_badan = models.CharField("badan kepegawaian", max_length=120)
    kelas_petak = models.CharField(
        max_length=10, blank=True, help_text="Letak pada peta petak, misalnya d-mur."
    )

    objects = InstansiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "instansi"
        ordering = ["kode_kemendagri"]

    def __str__(self) -> str:
        return self.nama

    @property
    def adalah_provinsi(self) -> bool:
        return self.jenis == self.Jenis.PROVINSI

    @property
    def nama_resmi(self) -> str:
        """Name with its kind, as in a letter: "Kabupaten Katingan"."""
        return f"{self.get_jenis_display()} {self.nama}"

    @property
    def nama_pemerintah(self) -> str:
        return f"Pemerintah {self.nama_resmi}"

    @property
    def sebutan_kepala(self) -> str:
        """Title of the head of region (UU 23/2014 Pasal 59)."""
        return {"PROVINSI": "Gubernur", "KABUPATEN": "Bupati", "KOTA": "Wali Kota"}[self.jenis]

    @property
    def kode_akun(self) -> str:
        """Code as used in user names: "6201"."""
        return self.kode_kemendagri.replace(".", "")


class Pengguna(AbstractUser):
    """An account. Sees the rows of its Instansi; SEMUA is granted by a superuser only."""

    class Lingkup(models.TextChoices):
        INSTANSI = "INSTANSI", "Satu instansi"
        SEMUA = "SEMUA", "Semua instansi"

    lingkup = models.CharField(max_length=10, choices=Lingkup, default=Lingkup.INSTANSI)
    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, blank=True, related_name="+")
    jabatan_dinas = models.CharField("jabatan", max_length=150, blank=True)

    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        ordering = ["username"]
        permissions = [("pimpin_daerah", "Memimpin daerah (tampilan dan putusan kepala daerah)")]

    def __str__(self) -> str:
        return self.nama

    @property
    def nama(self) -> str:
        return self.get_full_name() or self.username

    @property
    def inisial(self) -> str:
        return "".join(kata[0] for kata in self.nama.split()[:2]).upper()

    @classmethod
    def sistem(cls) -> Self:
        """The actor of beat and of the command line: cannot sign in."""
        return cls.objects.get(username="sistem")

    def daftar_peran(self) -> list[str]:
        """Names of the groups of this account. One query."""
        return list(self.groups.order_by("name").values_list("name", flat=True))


class TerbatasModel(models.Model):
    """A model whose rows belong to an Instansi.

    It has no ``objects``: read with ``Model.untuk(pengguna)``. ``tanpa_batas`` is for services,
    tasks and commands only, and a test lists the files that may use it.
    """

    JALUR_INSTANSI: ClassVar[str] = "instansi"

    tanpa_batas = TerbatasQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def untuk(cls, pengguna: Pengguna) -> Any:
        """The rows ``pengguna`` may see."""
        return cls._default_manager.all().untuk(pengguna)

    @classmethod
    def untuk_rekap(cls, pengguna: Pengguna, *kelompok: str, **agregat: Any) -> list[dict]:
        """Grouped figures only, never rows; see TerbatasQuerySet.rekap."""
        return cls._default_manager.all().rekap(pengguna, *kelompok, **agregat)


class Delegasi(TerbatasModel):
    """An acting head (Plt, Plh, Pj) and the days on which the account may decide."""

    class Jenis(models.TextChoices):
        PLT = "PLT", "Pelaksana Tugas"
        PLH = "PLH", "Pelaksana Harian"
        PJ = "PJ", "Penjabat"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="daftar_delegasi")
    peran = models.CharField(max_length=30, choices=Peran)
    jenis = models.CharField(max_length=3, choices=Jenis)
    masa = DateRangeField("masa berlaku", help_text="Tanggal mulai sampai tanggal akhir.")
    nomor_sk = models.CharField("nomor surat perintah", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "delegasi"
        ordering = ["-masa"]
        constraints = [
            ExclusionConstraint(
                name="delegasi_satu_per_masa",
                expressions=[
                    ("instansi", RangeOperators.EQUAL),
                    ("peran", RangeOperators.EQUAL),
                    ("masa", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Masa delegasi ini bertumpuk dengan delegasi lain.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.peran}"


class Kunci(TerbatasModel):
    """A locked period. Every app can see it; nothing in a locked period changes."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, blank=True, related_name="+")
    ruang = models.CharField(max_length=30, help_text="Apa yang dikunci, misalnya talenta.")
    periode = models.CharField(max_length=20)
    waktu = models.DateTimeField(default=timezone.now)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "kunci periode"
        ordering = ["ruang", "periode"]
        constraints = [
            models.UniqueConstraint(
                fields=["ruang", "periode", "instansi"], nulls_distinct=False, name="kunci_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ruang} {self.periode}"


class PemberitahuanQuerySet(TerbatasQuerySet):
    """Notices belong to one account, whatever its scope."""

    def untuk(self, pengguna: Pengguna) -> Self:
        return self.filter(pengguna=pengguna)


class Pemberitahuan(TerbatasModel):
    """A notice to one account: something waits, or something has ended."""

    JALUR_INSTANSI = "pengguna__instansi"

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="daftar_pemberitahuan")
    judul = models.CharField(max_length=200)
    tautan = models.CharField(max_length=200, blank=True)
    waktu = models.DateTimeField(default=timezone.now)
    dibaca = models.DateTimeField(null=True, blank=True)

    tanpa_batas = PemberitahuanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pemberitahuan"
        ordering = ["-waktu"]
        indexes = [
            models.Index(
                fields=["pengguna", "-waktu"], name="pemberitahuan_baru", condition=Q(dibaca=None)
            )
        ]

    def __str__(self) -> str:
        return self.judul


class JejakAudit(TerbatasModel):
    """Who did what to which record, when. Rows are only ever added (held by a trigger)."""

    class Aksi(models.TextChoices):
        BUAT = "BUAT", "Membuat"
        UBAH = "UBAH", "Mengubah"
        HAPUS = "HAPUS", "Menghapus"
        LIHAT = "LIHAT", "Melihat"
        UNDUH = "UNDUH", "Mengunduh"
        UNGGAH = "UNGGAH", "Mengunggah"
        TERAPKAN = "TERAPKAN", "Menerapkan"
        PUTUSKAN = "PUTUSKAN", "Memutuskan"
        TOLAK = "TOLAK", "Akses ditolak"
        MASUK = "MASUK", "Masuk"
        KELUAR = "KELUAR", "Keluar"
        GAGAL_MASUK = "GAGAL_MASUK", "Gagal masuk"

    waktu = models.DateTimeField(default=timezone.now)
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    nama_akun = models.CharField(max_length=150, blank=True)
    peran = models.CharField(max_length=200, blank=True)
    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, related_name="+")
    alamat_ip = models.GenericIPAddressField(null=True)
    aksi = models.CharField(max_length=12, choices=Aksi)
    objek_jenis = models.CharField(max_length=60, blank=True)
    objek_id = models.CharField(max_length=40, blank=True)
    keterangan = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict, blank=True)
    daftar_objek = ArrayField(
        models.BigIntegerField(),
        null=True,
        blank=True,
        editable=False,
        help_text="Baris yang termuat dalam satu unduhan, dari jenis objek yang sama.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "jejak audit"
        ordering = ["-waktu", "-pk"]
        permissions = [("lihat_pembaca", "Melihat siapa yang membaca data seseorang")]
        indexes = [
            models.Index(fields=["objek_jenis", "objek_id", "-waktu"], name="jejak_objek"),
            models.Index(fields=["instansi", "-waktu"], name="jejak_instansi"),
            GinIndex(
                fields=["daftar_objek"],
                name="jejak_daftar_objek",
                condition=Q(daftar_objek__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} {self.objek_jenis} {self.objek_id}".strip()
