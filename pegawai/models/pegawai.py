"""The person."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Func, Q
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from pegawai.golongan import PANGKAT
from pegawai.models.rujukan import Jabatan, Jenjang, KedudukanHukum, TingkatPendidikan
from pegawai.models.unit import UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet

validasi_nip = RegexValidator(r"^\d{18}\Z", "NIP harus 18 angka tanpa spasi.")
validasi_nik = RegexValidator(r"^\d{16}\Z", "NIK harus 16 angka tanpa spasi.")


class TmtPensiun(Func):
    """First day of the month after the one in which the BUP age is reached (PP 11/2017 Ps 239)."""

    template = "(date_trunc('month', %(expressions)s) + interval '1 month')::date"
    arg_joiner = " + interval '1 year' * "
    output_field = models.DateField()


class Pegawai(TerbatasModel):
    """A civil servant (PNS, CPNS, PPPK, PPPK Paruh Waktu) of one Instansi.

    ``bup`` is filled from the dated rule by the import and by one command; ``tmt_pensiun`` follows
    from it in the database. ``nama_jabatan`` and ``unor_berkas`` keep what the file said, whether
    or not the reference knows it; a person without a unit is in "unit belum dipetakan".
    ``data_siasn`` keeps SIASN's cells, ``dasar_siasn`` what it said last about the fields that the
    office may correct: the base of the three-way comparison.
    """

    class StatusAsn(models.TextChoices):
        PNS = "PNS", "PNS"
        CPNS = "CPNS", "CPNS"
        PPPK = "PPPK", "PPPK"
        PPPK_PARUH_WAKTU = "PPPK_PARUH_WAKTU", "PPPK Paruh Waktu"

    class JenisKelamin(models.TextChoices):
        PRIA = "L", "Laki-laki"
        WANITA = "P", "Perempuan"

    # Indexes of their own would only cost: those on (instansi, …) below serve the one, and the
    # other takes two values for nearly everybody.
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+", db_index=False)
    nip = models.CharField("NIP", max_length=18, unique=True, validators=[validasi_nip])
    nip_lama = models.CharField("NIP lama", max_length=20, blank=True)
    siasn_id = models.CharField("ID SIASN", max_length=36, blank=True)
    nama = models.CharField(max_length=200)
    gelar_depan = models.CharField(max_length=50, blank=True)
    gelar_belakang = models.CharField(max_length=100, blank=True)
    tempat_lahir = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True, blank=True)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin, blank=True)
    agama = models.CharField(max_length=30, blank=True)
    status_kawin = models.CharField(max_length=30, blank=True)
    nik = models.CharField("NIK", max_length=16, blank=True, validators=[validasi_nik])
    nomor_hp = models.CharField("nomor HP", max_length=30, blank=True)
    email = models.EmailField("surel", blank=True)
    alamat = models.CharField(max_length=300, blank=True)

    status_asn = models.CharField("status", max_length=20, choices=StatusAsn)
    kedudukan_hukum = models.ForeignKey(
        KedudukanHukum, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    tmt_cpns = models.DateField("TMT CPNS", null=True, blank=True)
    tmt_pns = models.DateField("TMT PNS", null=True, blank=True)
    nomor_kontrak = models.CharField(max_length=100, blank=True)
    awal_kontrak = models.DateField(null=True, blank=True)
    akhir_kontrak = models.DateField(null=True, blank=True)

    golongan = models.CharField(max_length=5, blank=True)
    urutan_golongan = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    tmt_golongan = models.DateField("TMT golongan", null=True, blank=True)
    masa_kerja_tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    masa_kerja_bulan = models.PositiveSmallIntegerField(null=True, blank=True)

    jabatan = models.ForeignKey(Jabatan, models.PROTECT, null=True, blank=True, related_name="+")
    nama_jabatan = models.CharField("jabatan", max_length=200, blank=True)
    jenjang = models.CharField(max_length=15, choices=Jenjang, blank=True)
    eselon = models.CharField(max_length=5, blank=True)
    tmt_jabatan = models.DateField("TMT jabatan", null=True, blank=True)
    unit = models.ForeignKey(
        UnitOrganisasi, models.PROTECT, null=True, blank=True, related_name="daftar_pegawai"
    )
    unor_berkas = models.CharField("unit menurut berkas", max_length=200, blank=True)

    tingkat_pendidikan = models.CharField(max_length=2, choices=TingkatPendidikan, blank=True)
    pendidikan = models.CharField(max_length=200, blank=True)
    tahun_lulus = models.PositiveSmallIntegerField(null=True, blank=True)
    nama_sekolah = models.CharField(max_length=200, blank=True)

    bup = models.PositiveSmallIntegerField("BUP", null=True, blank=True, editable=False)
    tmt_pensiun = models.GeneratedField(
        expression=TmtPensiun("tanggal_lahir", "bup"),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="TMT pensiun",
    )

    akun = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pegawai"
    )
    data_siasn = models.JSONField(default=dict, blank=True, editable=False)
    dasar_siasn = models.JSONField(default=dict, blank=True, editable=False)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    tanpa_batas = PegawaiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pegawai"
        ordering = ["nama", "pk"]
        permissions = [
            ("lihat_nik", "Melihat NIK"),
            ("ekspor_pegawai", "Mengunduh daftar pegawai"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip__regex=r"^[0-9]{18}$"), name="pegawai_nip_18_angka"
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "nama", "id"], name="pegawai_instansi_nama"),
            models.Index(fields=["nama", "id"], name="pegawai_nama"),
            models.Index(fields=["instansi", "unit"], name="pegawai_instansi_unit"),
            models.Index(fields=["nip_lama"], name="pegawai_nip_lama", condition=~Q(nip_lama="")),
            GinIndex(fields=["nama"], opclasses=["gin_trgm_ops"], name="pegawai_cari_nama"),
            GinIndex(
                fields=["nama_jabatan"], opclasses=["gin_trgm_ops"], name="pegawai_cari_jabatan"
            ),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with titles: "Dr. Rahmah Garang, S.E."."""
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"

    @property
    def pangkat(self) -> str:
        """Pangkat of a PNS; empty for PPPK, who have none."""
        return PANGKAT.get(self.golongan, "")

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("pegawai:rincian", kwargs={"pegawai_id": self.pk})


class RingkasanPegawai(TerbatasModel):
    """Figures that the lists need, one row a person: a projection that the upper apps write.

    Never a source: each figure can be computed again from the record it came from.
    """

    pegawai = models.OneToOneField(
        Pegawai, models.CASCADE, primary_key=True, related_name="ringkasan"
    )
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kotak = models.PositiveSmallIntegerField(null=True, blank=True)
    jpm = models.DecimalField("JPM", max_digits=6, decimal_places=2, null=True, blank=True)
    jp = models.DecimalField("JP tahun ini", max_digits=7, decimal_places=2, default=0)
    predikat = models.CharField(max_length=20, blank=True)
    kelengkapan = models.PositiveSmallIntegerField("kelengkapan data (%)", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "ringkasan pegawai"
        indexes = [models.Index(fields=["instansi", "kotak"], name="ringkasan_instansi_kotak")]

    def __str__(self) -> str:
        return f"Ringkasan {self.pegawai_id}"
