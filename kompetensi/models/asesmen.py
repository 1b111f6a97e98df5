"""The result of an assessment of a person."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from kompetensi.models.katalog import AspekPotensi, Kompetensi, TujuanAsesmen
from kompetensi.querysets import AsesmenQuerySet
from pegawai.models import BerkasImpor, Jenjang, Pegawai

NILAI = [MinValueValidator(0), MaxValueValidator(5)]


class Asesmen(TerbatasModel):
    """An assessment as its report states it.

    The official figures (`…_berkas`) stand; the computed ones (`…_hitung`) fill in where the
    report has none, and a difference is shown. `berlaku_sampai` is set from the dated validity.
    Mapping takes the potential from the eight aspects, so there the computed one comes first.
    """

    class Metode(models.TextChoices):
        AC_BKN = "AC_BKN", "Assessment center BKN"
        AC_MANDIRI = "AC_MANDIRI", "Assessment center mandiri (UPTD/LPPM)"
        CACT = "CACT", "CACT BKN"
        PUSLATBANG_LAN = "PUSLATBANG_LAN", "Puslatbang LAN"
        UJI_KOMPETENSI_JF = "UJI_KOMPETENSI_JF", "Uji kompetensi jabatan fungsional"
        WAWANCARA = "WAWANCARA", "Wawancara"
        PORTOFOLIO = "PORTOFOLIO", "Portofolio"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_asesmen")
    tujuan = models.CharField(max_length=20, choices=TujuanAsesmen, default=TujuanAsesmen.PEMETAAN)
    metode = models.CharField(max_length=20, choices=Metode, blank=True)
    penyelenggara = models.CharField(max_length=200, blank=True)
    nomor_laporan = models.CharField(max_length=100, blank=True)
    tanggal = models.DateField("tanggal penilaian")
    berlaku_sampai = models.DateField()
    jenjang = models.CharField("jenjang yang dinilai", max_length=15, choices=Jenjang, blank=True)
    jpm_berkas = models.DecimalField(
        "JPM pada laporan", max_digits=6, decimal_places=2, null=True, blank=True
    )
    jpm_hitung = models.DecimalField(
        "JPM dihitung", max_digits=6, decimal_places=2, null=True, blank=True, editable=False
    )
    jpm = models.GeneratedField(
        expression=Coalesce("jpm_berkas", "jpm_hitung"),
        output_field=models.DecimalField(max_digits=6, decimal_places=2, null=True),
        db_persist=True,
        verbose_name="JPM",
    )
    kategori_berkas = models.CharField("kategori pada laporan", max_length=60, blank=True)
    potensi_berkas = models.DecimalField(
        "JPM potensi pada laporan", max_digits=6, decimal_places=2, null=True, blank=True
    )
    potensi_hitung = models.DecimalField(
        "JPM potensi dihitung",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    potensi = models.GeneratedField(
        expression=Coalesce("potensi_hitung", "potensi_berkas"),
        output_field=models.DecimalField(max_digits=6, decimal_places=2, null=True),
        db_persist=True,
        verbose_name="JPM potensi",
    )
    kategori_potensi_berkas = models.CharField(
        "kategori potensi pada laporan", max_length=60, blank=True
    )
    saran_pengembangan = models.TextField(blank=True)
    nama_berkas = models.CharField("berkas sumber", max_length=255, blank=True)
    berkas = models.ForeignKey(
        BerkasImpor, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    tanpa_batas = AsesmenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "asesmen"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tanggal"],
                name="asesmen_satu_per_hari",
                violation_error_message="Pegawai ini sudah punya hasil asesmen pada tanggal itu.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gte=F("tanggal")), name="asesmen_berlaku_sesudah"
            ),
            models.CheckConstraint(
                condition=Q(jpm_berkas=None) | Q(jpm_berkas__gte=0, jpm_berkas__lte=500),
                name="asesmen_jpm_wajar",
            ),
            models.CheckConstraint(
                condition=Q(potensi_berkas=None)
                | Q(potensi_berkas__gte=0, potensi_berkas__lte=100),
                name="asesmen_potensi_wajar",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "berlaku_sampai"], name="asesmen_instansi_berlaku"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tujuan_display()} {self.tanggal:%d-%m-%Y}"

    @property
    def beda_jpm(self) -> bool:
        """Whether the report's JPM is another than the sum of its own scores gives."""
        return None not in {self.jpm_berkas, self.jpm_hitung} and self.jpm_berkas != self.jpm_hitung


class NilaiKompetensi(TerbatasModel):
    """Attainment in one competency beside the level that was asked for on that day."""

    JALUR_INSTANSI = "asesmen__instansi"

    asesmen = models.ForeignKey(Asesmen, models.CASCADE, related_name="daftar_kompetensi")
    kompetensi = models.ForeignKey(Kompetensi, models.PROTECT, related_name="+")
    capaian = models.DecimalField(max_digits=4, decimal_places=2, validators=NILAI)
    standar = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "nilai kompetensi"
        ordering = ["kompetensi__urutan"]
        constraints = [
            models.UniqueConstraint(fields=["asesmen", "kompetensi"], name="nilaikompetensi_unik"),
            models.CheckConstraint(
                condition=Q(capaian__gte=0, capaian__lte=5), name="nilaikompetensi_0_5"
            ),
            models.CheckConstraint(
                condition=Q(standar=None) | Q(standar__gte=1, standar__lte=5),
                name="nilaikompetensi_standar_1_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kompetensi}: {self.capaian}"


class NilaiPotensi(TerbatasModel):
    """Score in one aspect of potential. Read only with its own permission."""

    JALUR_INSTANSI = "asesmen__instansi"

    asesmen = models.ForeignKey(Asesmen, models.CASCADE, related_name="daftar_potensi")
    aspek = models.ForeignKey(AspekPotensi, models.PROTECT, related_name="+")
    nilai = models.DecimalField(max_digits=4, decimal_places=2, validators=NILAI)

    class Meta:
        verbose_name = verbose_name_plural = "nilai potensi"
        ordering = ["aspek__urutan"]
        constraints = [
            models.UniqueConstraint(fields=["asesmen", "aspek"], name="nilaipotensi_unik"),
            models.CheckConstraint(
                condition=Q(nilai__gte=0, nilai__lte=5), name="nilaipotensi_0_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aspek}: {self.nilai}"
