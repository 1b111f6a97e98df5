"""Reference data shared by all Instansi, editable by the administrator."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models

from pegawai.querysets import AturanBupQuerySet


class Jenjang(models.TextChoices):
    """Tier of a job (UU 20/2023 Pasal 13–18; tiers of JF: PermenPANRB 1/2023)."""

    JPT_UTAMA = "JPT_UTAMA", "JPT utama"
    JPT_MADYA = "JPT_MADYA", "JPT madya"
    JPT_PRATAMA = "JPT_PRATAMA", "JPT pratama"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
    PENGAWAS = "PENGAWAS", "Pengawas"
    AHLI_UTAMA = "AHLI_UTAMA", "JF ahli utama"
    AHLI_MADYA = "AHLI_MADYA", "JF ahli madya"
    AHLI_MUDA = "AHLI_MUDA", "JF ahli muda"
    AHLI_PERTAMA = "AHLI_PERTAMA", "JF ahli pertama"
    PENYELIA = "PENYELIA", "JF penyelia"
    MAHIR = "MAHIR", "JF mahir"
    TERAMPIL = "TERAMPIL", "JF terampil"
    PEMULA = "PEMULA", "JF pemula"
    PELAKSANA = "PELAKSANA", "Pelaksana"


class TingkatPendidikan(models.TextChoices):
    """SIASN's level codes."""

    SD = "05", "SD"
    SLTP = "10", "SLTP"
    SLTP_KEJURUAN = "12", "SLTP kejuruan"
    SLTA = "15", "SLTA"
    SLTA_KEJURUAN = "17", "SLTA kejuruan"
    SLTA_KEGURUAN = "18", "SLTA keguruan"
    D1 = "20", "D-I"
    D2 = "25", "D-II"
    D3 = "30", "D-III"
    D4 = "35", "D-IV"
    S1 = "40", "S-1"
    S2 = "45", "S-2"
    S3 = "50", "S-3"


class KedudukanHukum(models.Model):
    """Legal standing of a person. Which ones count as active is the office's to say."""

    kode = models.CharField(max_length=4, primary_key=True)
    nama = models.CharField(max_length=80)
    dihitung_aktif = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "kedudukan hukum"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class Jabatan(models.Model):
    """A job as SIASN's reference names it."""

    siasn_id = models.CharField("ID SIASN", max_length=36, unique=True, null=True, blank=True)
    nama = models.CharField(max_length=200)
    jenjang = models.CharField(max_length=15, choices=Jenjang)
    eselon = models.CharField(max_length=5, blank=True)
    kelas = models.PositiveSmallIntegerField(null=True, blank=True)
    bup = models.PositiveSmallIntegerField(
        "BUP", null=True, blank=True, help_text="Hanya bila berbeda dari aturan jenjangnya."
    )
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "jabatan"
        ordering = ["nama"]
        indexes = [
            # GiST, not GIN: the nearest names come out of it in order
            GistIndex(fields=["nama"], opclasses=["gist_trgm_ops"], name="jabatan_cari_nama")
        ]

    def __str__(self) -> str:
        return self.nama


class AturanBup(models.Model):
    """Retirement age of a tier from a date on (UU 20/2023 Pasal 55)."""

    jenjang = models.CharField(max_length=15, choices=Jenjang)
    usia = models.PositiveSmallIntegerField("usia (tahun)")
    mulai = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=150)

    objects = AturanBupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "aturan BUP"
        ordering = ["jenjang", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["jenjang", "mulai"], name="aturanbup_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenjang_display()}: {self.usia}"


class JenisPelatihan(models.Model):
    """Kind of training and how its hours convert to JP (Peraturan LAN 10/2018)."""

    class Satuan(models.TextChoices):
        JAM = "JAM", "JP sesuai pelaksanaan"
        HARI = "HARI", "JP per hari"
        SEMESTER = "SEMESTER", "JP per semester"

    kode = models.CharField(max_length=3, unique=True)
    nama = models.CharField(max_length=120)
    kode_siasn = models.CharField("jenis diklat SIASN", max_length=3, blank=True)
    satuan = models.CharField(max_length=10, choices=Satuan)
    jp_nasional = models.DecimalField(
        "JP per satuan, nasional", max_digits=5, decimal_places=2, default=1
    )
    jp_internasional = models.DecimalField(
        "JP per satuan, internasional", max_digits=5, decimal_places=2, default=1
    )
    mulai = models.DateField("mulai berlaku")

    class Meta:
        verbose_name = verbose_name_plural = "jenis pelatihan"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama
