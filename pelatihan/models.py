"""What closes a gap: priorities, programmes, batches, participants, and the money for them."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from akses.models import Instansi, TerbatasModel
from pegawai.models import JenisPelatihan, Pegawai
from pelatihan.querysets import (
    AnggaranKegiatanQuerySet,
    ProgramPelatihanQuerySet,
)

POLA_KODE_KEGIATAN = r"^\d\.\d{2}(\.\d{2}(\.[12]\.\d{2}(\.\d{2}|\.\d{4})?)?)?\Z"
NOL = Decimal(0)


class PrioritasDaerah(TerbatasModel):
    """A regional priority (RPJMD, RKPD) that a programme serves."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=250)
    sumber = models.CharField("dokumen sumber", max_length=150)
    tahun_mulai = models.PositiveSmallIntegerField()
    tahun_selesai = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "prioritas daerah"
        ordering = ["tahun_mulai", "nama"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tahun_selesai__gte=F("tahun_mulai")),
                name="prioritasdaerah_tahun_urut",
                violation_error_message="Tahun selesai mendahului tahun mulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class AnggaranKegiatan(TerbatasModel):
    """One line of the budget (APBD) with its ceiling, and what of it is allocated and realised.

    The two sums are kept under this row's lock, so that the ceiling is a CHECK of the database.
    """

    class SumberDana(models.TextChoices):
        APBD = "APBD", "APBD"
        APBN = "APBN", "APBN"
        DAU = "DAU", "DAU"
        DAK_NONFISIK = "DAK_NONFISIK", "DAK nonfisik"
        HIBAH = "HIBAH", "Hibah"
        PIHAK_KETIGA = "PIHAK_KETIGA", "Pihak ketiga"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    kode = models.CharField(
        "kode kegiatan",
        max_length=20,
        validators=[
            RegexValidator(
                POLA_KODE_KEGIATAN,
                "Tulis kode seperti 5.03.02.2.03.0003 (bidang, program, kegiatan, subkegiatan).",
            )
        ],
    )
    nama = models.CharField("uraian", max_length=250)
    sumber_dana = models.CharField(max_length=15, choices=SumberDana, default=SumberDana.APBD)
    pagu_murni = models.DecimalField(
        max_digits=18, decimal_places=2, validators=[MinValueValidator(NOL)]
    )
    pagu_perubahan = models.DecimalField(
        "pagu perubahan",
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(NOL)],
        help_text="Diisi setelah APBD-P ditetapkan.",
    )
    pagu = models.GeneratedField(
        expression=Coalesce("pagu_perubahan", "pagu_murni"),
        output_field=models.DecimalField(max_digits=18, decimal_places=2),
        db_persist=True,
    )
    teralokasi = models.DecimalField(max_digits=18, decimal_places=2, default=NOL, editable=False)

    tanpa_batas = AnggaranKegiatanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "anggaran kegiatan"
        ordering = ["tahun", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "kode", "sumber_dana"],
                name="anggarankegiatan_unik",
                violation_error_message="Kode ini sudah ada untuk tahun dan sumber dana tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(teralokasi__gte=0)
                & Q(teralokasi__lte=Coalesce("pagu_perubahan", "pagu_murni")),
                name="anggarankegiatan_alokasi_dalam_pagu",
                violation_error_message="Pagu lebih kecil daripada yang sudah dialokasikan.",
            ),
            models.CheckConstraint(
                condition=Q(pagu_murni__gte=0), name="anggarankegiatan_pagu_positif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class ProgramPelatihan(TerbatasModel):
    """A training programme of a year: what it teaches, to how many, at what cost."""

    class Rumpun(models.TextChoices):
        MANAJERIAL = "MANAJERIAL", "Manajerial"
        SOSIAL_KULTURAL = "SOSIAL_KULTURAL", "Sosial kultural"
        KESEHATAN = "KESEHATAN", "Teknis kesehatan"
        PENDIDIKAN = "PENDIDIKAN", "Teknis pendidikan"
        INFRASTRUKTUR = "INFRASTRUKTUR", "Teknis infrastruktur"
        KEUANGAN = "KEUANGAN", "Keuangan dan aset"
        TI = "TI", "TI dan SPBE"
        LAINNYA = "LAINNYA", "Teknis lainnya"

    class Metode(models.TextChoices):
        KLASIKAL = "KLASIKAL", "Klasikal"
        NONKLASIKAL = "NONKLASIKAL", "Nonklasikal"

    class Status(models.TextChoices):
        USULAN = "USULAN", "Usulan"
        DISETUJUI = "DISETUJUI", "Disetujui"
        TERJADWAL = "TERJADWAL", "Terjadwal"
        BERJALAN = "BERJALAN", "Berjalan"
        SELESAI = "SELESAI", "Selesai"
        BATAL = "BATAL", "Batal"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=250)
    prioritas = models.ForeignKey(
        PrioritasDaerah, models.PROTECT, null=True, blank=True, related_name="daftar_program"
    )
    rumpun = models.CharField(max_length=20, choices=Rumpun)
    jenis = models.ForeignKey(JenisPelatihan, models.PROTECT, related_name="+")
    metode = models.CharField(max_length=12, choices=Metode, default=Metode.KLASIKAL)
    jp = models.DecimalField(
        "JP", max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(1))]
    )
    kuota = models.PositiveIntegerField("kuota peserta", validators=[MinValueValidator(1)])
    biaya_per_orang = models.DecimalField(
        "biaya per orang (Rp)",
        max_digits=18,
        decimal_places=2,
        default=NOL,
        validators=[MinValueValidator(NOL)],
    )
    biaya_tetap = models.DecimalField(
        "biaya tetap (Rp)",
        max_digits=18,
        decimal_places=2,
        default=NOL,
        validators=[MinValueValidator(NOL)],
    )
    penyelenggara = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status, default=Status.USULAN, editable=False)
    diusulkan_oleh = models.ForeignKey(
        "akses.Pengguna", models.PROTECT, related_name="+", editable=False
    )

    tanpa_batas = ProgramPelatihanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "program pelatihan"
        ordering = ["-tahun", "nama"]
        permissions = [
            ("setujui_programpelatihan", "Menyetujui program pelatihan"),
            ("jalankan_programpelatihan", "Menjadwalkan dan menjalankan program pelatihan"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "nama"],
                name="programpelatihan_unik",
                violation_error_message="Program dengan nama ini sudah ada pada tahun tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(jp__gt=0, kuota__gt=0, biaya_per_orang__gte=0, biaya_tetap__gte=0),
                name="programpelatihan_angka_wajar",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def kebutuhan_biaya(self) -> Decimal:
        """Cost in rupiah when every place is taken."""
        return self.biaya_tetap + self.kuota * self.biaya_per_orang

    def get_absolute_url(self) -> str:
        return reverse("pelatihan:program_rincian", kwargs={"program_id": self.pk})


class AlokasiProgram(TerbatasModel):
    """Money of one budget line for one programme, and what of it is realised."""

    JALUR_INSTANSI = "anggaran__instansi"

    anggaran = models.ForeignKey(AnggaranKegiatan, models.PROTECT, related_name="daftar_alokasi")
    program = models.ForeignKey(ProgramPelatihan, models.PROTECT, related_name="daftar_alokasi")
    jumlah = models.DecimalField("jumlah (Rp)", max_digits=18, decimal_places=2)
    terealisasi = models.DecimalField(max_digits=18, decimal_places=2, default=NOL, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "alokasi program"
        ordering = ["anggaran", "program"]
        constraints = [
            models.UniqueConstraint(fields=["anggaran", "program"], name="alokasiprogram_unik"),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="alokasiprogram_positif"),
            models.CheckConstraint(
                condition=Q(terealisasi__gte=0) & Q(terealisasi__lte=F("jumlah")),
                name="alokasiprogram_realisasi_dalam_alokasi",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_id} dari {self.anggaran_id}"


class Realisasi(TerbatasModel):
    """Money spent, with its document. The quarter is that of the document's date."""

    JALUR_INSTANSI = "alokasi__anggaran__instansi"

    alokasi = models.ForeignKey(AlokasiProgram, models.PROTECT, related_name="daftar_realisasi")
    jumlah = models.DecimalField("jumlah (Rp)", max_digits=18, decimal_places=2)
    tanggal = models.DateField("tanggal dokumen")
    nomor_dokumen = models.CharField(max_length=100)
    dicatat_oleh = models.ForeignKey("akses.Pengguna", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "realisasi"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="realisasi_positif"),
            models.UniqueConstraint(
                fields=["alokasi", "nomor_dokumen"],
                name="realisasi_dokumen_unik",
                violation_error_message="Nomor dokumen ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_dokumen


class Angkatan(TerbatasModel):
    """A batch of a programme: place, dates, places."""

    JALUR_INSTANSI = "program__instansi"

    program = models.ForeignKey(ProgramPelatihan, models.PROTECT, related_name="daftar_angkatan")
    nomor = models.PositiveSmallIntegerField("angkatan")
    tempat = models.CharField(max_length=200)
    tanggal_mulai = models.DateField()
    tanggal_selesai = models.DateField()
    kuota = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    selesai = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "angkatan"
        ordering = ["program", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["program", "nomor"], name="angkatan_unik"),
            models.CheckConstraint(
                condition=Q(tanggal_selesai__gte=F("tanggal_mulai")),
                name="angkatan_tanggal_urut",
                violation_error_message="Tanggal selesai mendahului tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"Angkatan {self.nomor}"


class Peserta(TerbatasModel):
    """A person in a batch. Keeps its own frozen `instansi`."""

    class Status(models.TextChoices):
        DIUSULKAN = "DIUSULKAN", "Diusulkan"
        DITETAPKAN = "DITETAPKAN", "Ditetapkan"
        HADIR = "HADIR", "Hadir"
        LULUS = "LULUS", "Lulus"
        TIDAK_LULUS = "TIDAK_LULUS", "Tidak lulus"
        MUNDUR = "MUNDUR", "Mengundurkan diri"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    angkatan = models.ForeignKey(Angkatan, models.PROTECT, related_name="daftar_peserta")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="daftar_keikutsertaan")
    status = models.CharField(max_length=12, choices=Status, default=Status.DIUSULKAN)
    nomor_sertifikat = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "peserta"
        ordering = ["angkatan", "pegawai__nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["angkatan", "pegawai"],
                name="peserta_unik",
                violation_error_message="Pegawai ini sudah terdaftar di angkatan ini.",
            )
        ]

    def __str__(self) -> str:
        return f"Peserta {self.pegawai_id}"
