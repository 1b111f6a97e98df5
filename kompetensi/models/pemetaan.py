"""Where a period puts a person, and who is in the kelompok rencana suksesi."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from akses.models import Instansi, TerbatasModel
from kompetensi.kotak import KOTAK_KANDIDAT, MATRIKS, Potensial
from kompetensi.models.skema import PeriodeTalenta, SkemaPemetaan
from kompetensi.querysets import AnggotaKRSQuerySet, HasilPemetaanQuerySet
from pegawai.models import Jenjang, Pegawai, UnitOrganisasi
from pegawai.predikat import Ekspektasi, Predikat

PILIHAN_KOTAK = [(nomor, f"Kotak {nomor}") for nomor in range(1, 10)]


def _nilai(label: str, digit: int = 5, desimal: int = 2) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=digit, decimal_places=desimal, null=True, blank=True
    )


class HasilPemetaan(TerbatasModel):
    """Box of one person in one period, with every figure that led to it.

    `instansi`, `unit` and `jenjang` are those of the day of computing: a later move does not
    rewrite the period. `kotak` is generated; it is NULL while one category is missing, and
    `kurang` says which items are.
    """

    periode = models.ForeignKey(PeriodeTalenta, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="daftar_pemetaan")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        UnitOrganisasi, models.SET_NULL, null=True, blank=True, related_name="daftar_pemetaan"
    )
    perangkat_daerah = models.ForeignKey(
        UnitOrganisasi, models.SET_NULL, null=True, blank=True, related_name="daftar_pemetaan_pd"
    )
    jenjang = models.CharField(max_length=15, choices=Jenjang, blank=True)
    skema = models.ForeignKey(SkemaPemetaan, models.PROTECT, related_name="+")

    predikat = models.CharField(max_length=20, choices=Predikat, blank=True)
    tahun_predikat = models.PositiveSmallIntegerField(null=True, blank=True)
    nilai_kinerja = _nilai("nilai sumbu kinerja")
    kategori_kinerja = models.CharField(max_length=10, choices=Ekspektasi, blank=True)

    nilai_asesmen = _nilai("penilaian kompetensi")
    tanggal_asesmen = models.DateField(null=True, blank=True)
    nilai_potensi = _nilai("penilaian potensi")
    tanggal_potensi = models.DateField(null=True, blank=True)
    jp = models.DecimalField("JP 12 bulan", max_digits=7, decimal_places=2, default=0)
    nilai_bangkom = _nilai("pengembangan kompetensi")
    nilai_lama = _nilai("lama jabatan")
    tmt_jabatan = models.DateField("TMT jabatan", null=True, blank=True)
    nilai_keragaman = _nilai("keragaman jabatan")
    nilai_penugasan = _nilai("penugasan")
    nilai_pengalaman = _nilai("pengalaman jabatan", 9, 6)
    nilai_pendidikan = _nilai("pendidikan")
    nilai_kesesuaian = _nilai("kesesuaian bidang ilmu")
    nilai_integritas = _nilai("integritas dan moralitas")
    nilai_potensial = _nilai("nilai sumbu potensial")
    kategori_potensial = models.CharField(max_length=10, choices=Potensial, blank=True)

    kotak = models.GeneratedField(
        expression=Case(
            *[
                When(
                    Q(kategori_kinerja=kinerja.value, kategori_potensial=potensial.value),
                    then=Value(nomor),
                )
                for (kinerja, potensial), nomor in MATRIKS.items()
            ],
            default=None,
        ),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
        choices=PILIHAN_KOTAK,
    )
    kurang = ArrayField(
        models.CharField(max_length=12, choices=SkemaPemetaan.Wajib), default=list, blank=True
    )
    sementara = models.BooleanField(default=False)
    waktu = models.DateTimeField("dihitung", default=timezone.now)

    tanpa_batas = HasilPemetaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "hasil pemetaan"
        ordering = ["pegawai__nama", "pk"]
        permissions = [
            ("lihat_kotak_bawah", "Melihat nama pada kotak 1–3"),
            ("petakan", "Menghitung pemetaan talenta"),
            ("ekspor_pemetaan", "Mengunduh peta talenta"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["periode", "pegawai"], name="hasilpemetaan_unik"),
            models.CheckConstraint(
                condition=Q(kurang=[]) | Q(kategori_potensial=""),
                name="hasilpemetaan_kurang_tanpa_kotak",
            ),
            models.CheckConstraint(
                condition=Q(nilai_potensial=None)
                | Q(nilai_potensial__gte=0, nilai_potensial__lte=100),
                name="hasilpemetaan_potensial_0_100",
            ),
        ]
        indexes = [
            models.Index(fields=["periode", "instansi", "kotak"], name="pemetaan_periode_instansi"),
        ]

    def __str__(self) -> str:
        return f"Pemetaan {self.periode_id}/{self.pegawai_id}"

    @property
    def nama_kurang(self) -> list[str]:
        """The missing items in words."""
        return [str(SkemaPemetaan.Wajib(kode).label) for kode in self.kurang]


class AnggotaKRS(TerbatasModel):
    """A member of the kelompok rencana suksesi: only what the PPK has set, with its SK."""

    class Lingkup(models.TextChoices):
        INSTANSI = "INSTANSI", "Instansi"
        NASIONAL = "NASIONAL", "Nasional"

    periode = models.ForeignKey(PeriodeTalenta, models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="daftar_krs")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    lingkup = models.CharField(max_length=10, choices=Lingkup, default=Lingkup.INSTANSI)
    kotak = models.PositiveSmallIntegerField(choices=[p for p in PILIHAN_KOTAK if p[0] >= 7])
    nomor_sk = models.CharField("nomor SK", max_length=100)
    tanggal_sk = models.DateField("tanggal SK")
    penetap = models.CharField("ditetapkan oleh", max_length=150, help_text="Jabatan PPK.")

    tanpa_batas = AnggotaKRSQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "anggota KRS"
        ordering = ["-periode", "pegawai__nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["periode", "pegawai", "lingkup"], name="anggotakrs_unik"
            ),
            models.CheckConstraint(
                condition=Q(kotak__in=KOTAK_KANDIDAT),
                name="anggotakrs_kotak_7_9",
                violation_error_message="Hanya pegawai di kotak 7, 8, atau 9 yang dapat masuk KRS.",
            ),
            models.CheckConstraint(
                condition=~Q(nomor_sk=""),
                name="anggotakrs_ber_sk",
                violation_error_message="KRS ditetapkan dengan SK: isi nomornya.",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "periode"], name="krs_instansi_periode")]

    def __str__(self) -> str:
        return f"KRS {self.periode_id}/{self.pegawai_id}"
