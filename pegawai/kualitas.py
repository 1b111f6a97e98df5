"""Data quality: the 27 checks of SIASN's Indeks Kualitas Data, live over the record.

A check is data: to whom it applies, whether the record can tell, and what is wrong. One query
counts all of them for every perangkat daerah of the rows at hand; the list behind a number is the
same condition as a filter. What the record cannot tell is "belum dapat diperiksa", never zero.

Index = Σ weight of dimension × score; score of a dimension = Σ weight of check × share of sound
records, over the checks that could be made. Weights and minimums are dated data.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Substr, Upper
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThan

from pegawai.golongan import PANGKAT
from pegawai.models import (
    BobotKualitas,
    Jabatan,
    Jenjang,
    Pegawai,
    PenilaianKinerja,
    RiwayatKualitas,
    SyaratJenjang,
)
from pegawai.querysets import PegawaiQuerySet, mundur

DIMENSI = {
    "COM": "Kelengkapan",
    "TIM": "Ketepatan waktu",
    "ACC": "Keakuratan",
    "CON": "Konsistensi",
}
JPT = (Jenjang.JPT_UTAMA, Jenjang.JPT_MADYA, Jenjang.JPT_PRATAMA)
MANAJERIAL = (*JPT, Jenjang.ADMINISTRATOR, Jenjang.PENGAWAS)
KEAHLIAN = (Jenjang.AHLI_UTAMA, Jenjang.AHLI_MADYA, Jenjang.AHLI_MUDA, Jenjang.AHLI_PERTAMA)
KETERAMPILAN = (Jenjang.PENYELIA, Jenjang.MAHIR, Jenjang.TERAMPIL, Jenjang.PEMULA)
FUNGSIONAL = (*KEAHLIAN, *KETERAMPILAN)
CLTN = ("02", "13")
KEDUDUKAN_PPPK = ("71", "73", "101")
MASIH_PEGAWAI = Q(kedudukan_hukum__dihitung_aktif=True) | (
    Q(kedudukan_hukum__isnull=True) | Q(kedudukan_hukum__in=[*CLTN, "04", "20"])
)
"""Whose record is the office's to keep: also on CLTN, suspended, in MPP, or of unknown standing."""
TAHUN_PPPK_PERTAMA = "2019"
BELUM, BENAR, GAGAL = 0, 1, 2
"""What a check says of a person: the record cannot tell, sound, fails."""

_PNS = Q(status_asn="PNS")
_PNS_CPNS = Q(status_asn__in=["PNS", "CPNS"])
_PPPK = Q(status_asn__in=["PPPK", "PPPK_PARUH_WAKTU"])
_MANAJERIAL = Q(jenjang__in=MANAJERIAL)
_JF = Q(jenjang__in=FUNGSIONAL)
_ADA_PENDIDIKAN = ~Q(tingkat_pendidikan="")
_TAK_TERCATAT = Q(pk__isnull=True)  # true of nobody: no column holds the fact
_SUREL = r"^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$"
_KATA_JF = r"\m(AHLI (PERTAMA|MUDA|MADYA|UTAMA)|TERAMPIL|MAHIR|PENYELIA|PEMULA)\M"

_SIASN = "SIASN, Peremajaan Data, "
_DATA_UTAMA = _SIASN + "Data Utama"
_RIWAYAT_CPNS = _SIASN + "Riwayat CPNS/PNS"
_RIWAYAT_JABATAN = _SIASN + "Riwayat Jabatan"
_RIWAYAT_PENDIDIKAN = _SIASN + "Riwayat Pendidikan"
_MYASN = "MyASN, Data Pribadi, diisi oleh pegawai"


@dataclass(frozen=True)
class Acuan:
    """The day of a check and the rules in force on it. Two small queries, when asked for.

    ``dibaca`` are the rows of SyaratJenjang when the caller has read them already.
    """

    pada: datetime.date
    dibaca: Iterable[SyaratJenjang] | None = None

    @cached_property
    def syarat(self) -> dict[str, SyaratJenjang]:
        """The minimums of each tier."""
        if self.dibaca is not None:
            return {syarat.jenjang: syarat for syarat in self.dibaca}
        berlaku = SyaratJenjang.objects.filter(mulai__lte=self.pada)
        terbaru = berlaku.order_by("jenjang", "-mulai").distinct("jenjang")
        return {syarat.jenjang: syarat for syarat in terbaru}

    @cached_property
    def bobot(self) -> dict[str, Decimal]:
        """Weights by code of dimension and check."""
        berlaku = BobotKualitas.objects.filter(mulai__lte=self.pada)
        terbaru = berlaku.order_by("kode", "-mulai").distinct("kode")
        return dict(terbaru.values_list("kode", "bobot"))


Syarat = Q | Callable[[Acuan], Q]
"""A condition, or one that needs the day or the rules."""


@dataclass(frozen=True)
class Periksa:
    """One check. ``kolom`` are the fields that the list behind it shows as evidence.

    ``bacaan`` is for facts that are dear to read: an expression that is 1 (fails), 0 or NULL.
    """

    kode: str
    judul: str
    saran: str
    tempat: str
    gagal: Syarat
    berlaku: Syarat = field(default_factory=Q)
    diketahui: Syarat = field(default_factory=Q)
    kolom: tuple[str, ...] = ()
    catatan: str = ""
    bacaan: Func | None = None

    @property
    def dimensi(self) -> str:
        return self.kode[:3]

    def q_gagal(self, acuan: Acuan) -> Q:
        """Those who fail."""
        return _q(self.berlaku, acuan) & _q(self.diketahui, acuan) & _q(self.gagal, acuan)

    def putusan(self, acuan: Acuan) -> Combinable:
        """What the check says of a person: NULL (does not apply), BELUM, BENAR or GAGAL."""
        diketahui = _q(self.diketahui, acuan)
        nilai: Combinable = Case(
            When(diketahui & _q(self.gagal, acuan), then=Value(GAGAL)),
            *([When(diketahui, then=Value(BENAR))] if diketahui else []),
            default=Value(BELUM if diketahui else BENAR),
            output_field=IntegerField(),
        )
        if self.bacaan is not None:
            nilai = Coalesce(self.bacaan + Value(BENAR), Value(BELUM))
        berlaku = _q(self.berlaku, acuan)
        return Case(When(berlaku, then=nilai), default=Value(None)) if berlaku else nilai


def _q(syarat: Syarat, acuan: Acuan) -> Q:
    return syarat if isinstance(syarat, Q) else syarat(acuan)


def _terisi(*kolom: str) -> Q:
    return Q(**{f"{nama}__isnull": False for nama in kolom})


def _teks(kolom: str, pola: str) -> Func:
    return Func(F(kolom), Value(pola), function="to_char", output_field=CharField())


def _beda(kiri: Combinable, kanan: Combinable) -> Q:
    return Q(~Q(Exact(kiri, kanan)))


class _Dalam(Func):
    """``expression IN (subquery)``: about other rows only, so that the subquery runs once."""

    template = "%(expressions)s"
    arg_joiner = " IN "
    output_field = BooleanField()


class _BedaInstansiKerja(Func):
    """1: kind of pegawai and instansi kerja contradict each other, 0: they agree, NULL: unknown.

    Reads the kept cells of SIASN once a row (10 and 15 work at home, 4–7, 11–14 and 16–19 are
    DPK or DPB elsewhere).
    """

    template = """(SELECT CASE
        WHEN d."INSTANSI INDUK ID" = '' OR d."INSTANSI KERJA ID" = '' THEN NULL
        WHEN d."JENIS PEGAWAI ID" IN ('10', '15')
            THEN (d."INSTANSI INDUK ID" <> d."INSTANSI KERJA ID")::int
        WHEN d."JENIS PEGAWAI ID" IN
            ('4', '5', '6', '7', '11', '12', '13', '14', '16', '17', '18', '19')
            THEN (d."INSTANSI INDUK ID" = d."INSTANSI KERJA ID")::int END
        FROM jsonb_to_record(%(expressions)s) AS d("JENIS PEGAWAI ID" text,
            "INSTANSI INDUK ID" text, "INSTANSI KERJA ID" text))"""
    output_field = IntegerField()


def _mulai_bekerja() -> Coalesce:
    return Coalesce("tmt_cpns", "awal_kontrak")


def _wajib_skp(acuan: Acuan) -> Q:
    """In service for the whole of last year, as far as the record says."""
    awal = datetime.date(acuan.pada.year - 1, 1, 1)
    return Q(~Q(GreaterThan(_mulai_bekerja(), awal))) | Q(IsNull(_mulai_bekerja(), True))


def _tanpa_skp(acuan: Acuan) -> Q:
    skp = PenilaianKinerja.tanpa_batas.filter(
        pegawai=OuterRef("pk"),
        tahun__in=[acuan.pada.year - 1, acuan.pada.year - 2],
        periode=PenilaianKinerja.Periode.TAHUNAN,
    )
    return Q(~Exists(skp))


def _kursi() -> Concat:
    """A managerial post: the unit and the name of the job."""
    return Concat(Cast("unit_id", CharField()), Value("|"), Upper("nama_jabatan"))


def _dipegang_dua(acuan: Acuan) -> Q:
    """The person's post has two holders or more."""
    ganda = (
        Pegawai.tanpa_batas.filter(
            _MANAJERIAL, kedudukan_hukum__dihitung_aktif=True, unit__isnull=False
        )
        .order_by()
        .annotate(kursi=_kursi())
        .values("kursi")
        .annotate(pemegang=Count("pk"))
        .filter(pemegang__gt=1)
        .values("kursi")
    )
    return Q(_Dalam(_kursi(), ganda))


def _pendidikan_kurang(*daftar_jenjang: str) -> Callable[[Acuan], Q]:
    def syarat(acuan: Acuan) -> Q:
        kurang = _TAK_TERCATAT
        for jenjang in daftar_jenjang:
            if terendah := acuan.syarat.get(jenjang):
                kurang |= Q(jenjang=jenjang, tingkat_pendidikan__lt=terendah.tingkat_pendidikan)
        return kurang

    return syarat


def _golongan_kurang(acuan: Acuan) -> Q:
    urutan = list(PANGKAT)
    kurang = _TAK_TERCATAT
    for jenjang in JPT:
        syarat = acuan.syarat.get(jenjang)
        if syarat and syarat.golongan:
            bawah = urutan[: urutan.index(syarat.golongan)]
            kurang |= Q(jenjang=jenjang, golongan__in=bawah)
    return kurang


def _bernama_jf(acuan: Acuan) -> Q:
    """The name carries a tier of JF, or is that of a JF of the reference without its tier."""
    dasar = Func(
        Upper("nama"),
        Value(rf"[ -]*{_KATA_JF}$"),
        Value(""),
        function="regexp_replace",
        output_field=CharField(),
    )
    daftar = Jabatan.objects.filter(_JF).order_by().values_list(dasar)
    return Q(nama_jabatan__iregex=_KATA_JF) | Q(_Dalam(Upper("nama_jabatan"), daftar))


def _luar_masa_pppk(acuan: Acuan) -> Q:
    tahun = Substr("nip", 9, 4)
    return Q(LessThan(tahun, Value(TAHUN_PPPK_PERTAMA))) | Q(
        GreaterThan(tahun, _teks("awal_kontrak", "YYYY"))
    )


_KELAMIN = Substr("nip", 15, 1)

DAFTAR_PERIKSA: tuple[Periksa, ...] = (
    Periksa(
        "COM_1",
        "Tidak ada SKP tahunan pada dua tahun terakhir",
        "Tetapkan predikat kinerja, lalu impor rekap kinerja tahunan.",
        "e-Kinerja BKN, Penetapan Predikat",
        gagal=_tanpa_skp,
        berlaku=_wajib_skp,
        catatan="Dihitung bagi yang sudah bekerja sejak awal tahun lalu.",
    ),
    Periksa(
        "COM_2",
        "Jabatan fungsional atau pelaksana tidak cocok dengan data referensi",
        "Pilih jabatan dari data referensi SIASN, atau perbarui referensi jabatan.",
        _RIWAYAT_JABATAN,
        gagal=Q(jabatan__isnull=True),
        berlaku=~_MANAJERIAL,
        kolom=("nama_jabatan", "jenjang"),
    ),
    Periksa(
        "COM_3",
        "Pendidikan terakhir kosong",
        "Lengkapi tingkat dan nama pendidikan dari ijazah terakhir.",
        _RIWAYAT_PENDIDIKAN,
        gagal=Q(tingkat_pendidikan="") | Q(pendidikan=""),
        kolom=("tingkat_pendidikan", "pendidikan"),
    ),
    Periksa(
        "COM_4",
        "TMT PNS kosong",
        "Isi TMT PNS dari SK pengangkatan PNS.",
        _RIWAYAT_CPNS,
        gagal=Q(tmt_pns__isnull=True),
        berlaku=_PNS,
        kolom=("tmt_cpns", "tmt_pns"),
    ),
    Periksa(
        "COM_5",
        "Gelar kosong, padahal pendidikan diploma atau lebih tinggi",
        "Ajukan pencantuman gelar dengan ijazah yang diakui.",
        "SIASN, Pencantuman Gelar",
        gagal=Q(gelar_depan="", gelar_belakang=""),
        berlaku=Q(tingkat_pendidikan__gte="20"),
        kolom=("tingkat_pendidikan", "pendidikan"),
    ),
    Periksa(
        "COM_6",
        "Surel kosong atau keliru",
        "Minta pegawai mengisi surel yang masih dipakai.",
        _MYASN,
        gagal=Q(email="") | ~Q(email__regex=_SUREL),
    ),
    Periksa(
        "COM_7",
        "Nomor HP kosong",
        "Minta pegawai mengisi nomor HP yang masih dipakai.",
        _MYASN,
        gagal=Q(nomor_hp=""),
    ),
    Periksa(
        "TIM_1",
        "Ditempatkan di unit yang sudah tidak aktif",
        "Pindahkan ke unit penggantinya, lalu perbarui riwayat jabatan.",
        "SIASN, Peremajaan Unor",
        gagal=Q(unit__aktif=False),
        berlaku=_terisi("unit"),
        kolom=("tmt_jabatan",),
    ),
    Periksa(
        "TIM_2",
        "Calon pejabat fungsional belum diangkat lebih dari 2 tahun sejak TMT CPNS",
        "Proses pengangkatan pertama dalam jabatan fungsional.",
        _RIWAYAT_JABATAN,
        gagal=lambda acuan: Q(tmt_cpns__lt=mundur(acuan.pada, 2)),
        berlaku=Q(nama_jabatan__istartswith="calon "),
        diketahui=_terisi("tmt_cpns"),
        kolom=("nama_jabatan", "tmt_cpns"),
        catatan="Calon dikenali dari nama jabatan yang diawali kata Calon.",
    ),
    Periksa(
        "TIM_3",
        "CPNS lebih dari 1 tahun",
        "Proses pengangkatan menjadi PNS, atau catat sebab penundaannya.",
        _RIWAYAT_CPNS,
        gagal=lambda acuan: Q(tmt_cpns__lt=mundur(acuan.pada, 1)),
        berlaku=Q(status_asn="CPNS"),
        diketahui=_terisi("tmt_cpns"),
        kolom=("tmt_cpns",),
    ),
    Periksa(
        "TIM_4",
        "Jabatan manajerial dipegang lebih dari satu orang",
        "Perbarui jabatan pejabat lama atau pejabat baru.",
        _RIWAYAT_JABATAN,
        gagal=_dipegang_dua,
        berlaku=_MANAJERIAL & Q(kedudukan_hukum__dihitung_aktif=True),
        diketahui=_terisi("unit"),
        kolom=("nama_jabatan", "tmt_jabatan"),
    ),
    Periksa(
        "TIM_5",
        "Melewati batas usia pensiun, tetapi masih aktif",
        "Perbarui kedudukan hukum dari SK pensiun, atau periksa tanggal lahir dan jabatannya.",
        "SIASN, Layanan Pemberhentian",
        gagal=lambda acuan: Q(tmt_pensiun__lte=acuan.pada),
        berlaku=Q(kedudukan_hukum__dihitung_aktif=True),
        diketahui=_terisi("tmt_pensiun"),
        kolom=("tanggal_lahir", "tmt_pensiun"),
    ),
    Periksa(
        "TIM_6",
        "CLTN melewati masa berakhirnya",
        "Aktifkan kembali atau perpanjang CLTN.",
        _SIASN + "Riwayat CLTN",
        gagal=_TAK_TERCATAT,
        berlaku=Q(kedudukan_hukum__in=CLTN),
        diketahui=_TAK_TERCATAT,
        catatan="Tanggal akhir CLTN tidak ada dalam berkas SIASN.",
    ),
    Periksa(
        "ACC_1",
        "TMT CPNS sesudah TMT PNS",
        "Cocokkan kedua TMT dengan SK CPNS dan SK PNS.",
        _RIWAYAT_CPNS,
        gagal=Q(tmt_cpns__gt=F("tmt_pns")),
        berlaku=_PNS,
        diketahui=_terisi("tmt_cpns", "tmt_pns"),
        kolom=("tmt_cpns", "tmt_pns"),
    ),
    Periksa(
        "ACC_2",
        "Jenis kepegawaian (DPK/DPB) tidak sesuai dengan instansi kerja",
        "Cocokkan jenis pegawai, instansi induk, dan instansi kerja.",
        _DATA_UTAMA,
        gagal=lambda acuan: Q(Exact(_BedaInstansiKerja("data_siasn"), Value(1))),
        berlaku=_PNS_CPNS,
        bacaan=_BedaInstansiKerja("data_siasn"),
        catatan="Dibaca dari kolom jenis pegawai dan instansi pada berkas SIASN.",
    ),
    Periksa(
        "ACC_3",
        "Masa kerja kurang dari 2 tahun, tetapi memegang jabatan manajerial",
        "Periksa TMT CPNS dan jabatannya.",
        _RIWAYAT_JABATAN,
        gagal=lambda acuan: Q(tmt_cpns__gt=mundur(acuan.pada, 2)),
        berlaku=_MANAJERIAL,
        diketahui=_terisi("tmt_cpns"),
        kolom=("nama_jabatan", "tmt_cpns"),
    ),
    Periksa(
        "ACC_4",
        "Kedudukan hukum PPPK keliru",
        "Ubah kedudukan hukum menjadi kedudukan PPPK.",
        _DATA_UTAMA,
        gagal=~Q(kedudukan_hukum__in=KEDUDUKAN_PPPK),
        berlaku=_PPPK,
        diketahui=_terisi("kedudukan_hukum"),
        kolom=("kedudukan_hukum",),
    ),
    Periksa(
        "ACC_5",
        "NIK kosong atau keliru",
        "Cocokkan NIK dengan KTP dan data kependudukan.",
        _DATA_UTAMA,
        gagal=~Q(nik__regex=r"^[1-9][0-9]{15}$") | Q(nik__endswith="0000"),
    ),
    Periksa(
        "ACC_6",
        "Pendidikan di bawah syarat jabatan manajerial",
        "Periksa pendidikan terakhir dan eselonnya.",
        _RIWAYAT_PENDIDIKAN,
        gagal=_pendidikan_kurang(*MANAJERIAL),
        berlaku=_MANAJERIAL,
        diketahui=_ADA_PENDIDIKAN,
        kolom=("jenjang", "tingkat_pendidikan"),
    ),
    Periksa(
        "ACC_7",
        "Tahun pada NI PPPK di luar masa pengangkatan PPPK",
        "Cocokkan NI PPPK dengan SK pengangkatan dan perjanjian kerja.",
        "SIASN, Layanan PPPK",
        gagal=_luar_masa_pppk,
        berlaku=_PPPK,
        diketahui=_terisi("awal_kontrak"),
        kolom=("awal_kontrak",),
    ),
    Periksa(
        "ACC_8",
        "Pendidikan di bawah syarat jabatan fungsional",
        "Periksa pendidikan terakhir dan jenjang jabatannya.",
        _RIWAYAT_PENDIDIKAN,
        gagal=_pendidikan_kurang(*FUNGSIONAL),
        berlaku=_JF,
        diketahui=_ADA_PENDIDIKAN,
        kolom=("jenjang", "tingkat_pendidikan"),
    ),
    Periksa(
        "ACC_9",
        "Nama jabatan pelaksana memuat nama jabatan fungsional",
        "Ubah jenis jabatan menjadi fungsional, atau pilih nama jabatan pelaksana yang benar.",
        _RIWAYAT_JABATAN,
        gagal=_bernama_jf,
        berlaku=Q(jenjang=Jenjang.PELAKSANA),
        diketahui=~Q(nama_jabatan=""),
        kolom=("nama_jabatan",),
    ),
    Periksa(
        "ACC_10",
        "Pangkat JPT di bawah syarat jabatan",
        "Periksa golongan terakhir dan jabatannya.",
        _SIASN + "Riwayat Golongan",
        gagal=_golongan_kurang,
        berlaku=Q(jenjang__in=JPT),
        diketahui=Q(golongan__in=list(PANGKAT)),
        kolom=("jenjang", "golongan", "tmt_golongan"),
    ),
    Periksa(
        "CON_1",
        "TMT CPNS tidak sesuai dengan NIP",
        "Cocokkan TMT CPNS dengan angka ke-9 sampai ke-14 NIP dan SK CPNS.",
        _RIWAYAT_CPNS,
        gagal=lambda acuan: _beda(Substr("nip", 9, 6), _teks("tmt_cpns", "YYYYMM")),
        berlaku=_PNS_CPNS,
        diketahui=_terisi("tmt_cpns"),
        kolom=("tmt_cpns",),
    ),
    Periksa(
        "CON_2",
        "Tanggal lahir tidak sesuai dengan NIP",
        "Cocokkan tanggal lahir dengan delapan angka pertama NIP dan akta kelahiran.",
        _DATA_UTAMA,
        gagal=lambda acuan: _beda(Substr("nip", 1, 8), _teks("tanggal_lahir", "YYYYMMDD")),
        diketahui=_terisi("tanggal_lahir"),
        kolom=("tanggal_lahir",),
    ),
    Periksa(
        "CON_3",
        "Jenis kelamin tidak sesuai dengan NIP",
        "Cocokkan jenis kelamin dengan angka ke-15 NIP.",
        _DATA_UTAMA,
        gagal=lambda acuan: (
            (Q(jenis_kelamin="L") & _beda(_KELAMIN, Value("1")))
            | (Q(jenis_kelamin="P") & _beda(_KELAMIN, Value("2")))
        ),
        diketahui=~Q(jenis_kelamin=""),
        kolom=("jenis_kelamin",),
    ),
    Periksa(
        "CON_4",
        "Tahun pengangkatan PPPK tidak sesuai dengan NI PPPK",
        "Cocokkan TMT pengangkatan pertama dengan angka ke-9 sampai ke-12 NI PPPK.",
        "SIASN, Layanan PPPK",
        gagal=lambda acuan: _beda(Substr("nip", 9, 4), _teks("tmt_cpns", "YYYY")),
        berlaku=_PPPK,
        diketahui=_terisi("tmt_cpns"),
        kolom=("tmt_cpns",),
    ),
)
PERIKSA_PER_KODE = {periksa.kode: periksa for periksa in DAFTAR_PERIKSA}


# Counting


@dataclass
class Hitungan:
    """Persons, and for each check [applies, can be told, fails]. Adds up: Σ, never a mean."""

    orang: int = 0
    per_kode: dict[str, list[int]] = field(
        default_factory=lambda: {periksa.kode: [0, 0, 0] for periksa in DAFTAR_PERIKSA}
    )

    def tambah(self, lain: Hitungan) -> None:
        self.orang += lain.orang
        for kode, tiga in lain.per_kode.items():
            self.per_kode[kode] = [a + b for a, b in zip(self.per_kode[kode], tiga, strict=True)]

    @classmethod
    def jumlahkan(cls, semua: Iterable[Hitungan]) -> Hitungan:
        total = cls()
        for satu in semua:
            total.tambah(satu)
        return total


@dataclass(frozen=True)
class Wadah:
    """Where persons are counted: an Instansi and a perangkat daerah of it, or none."""

    instansi_id: int
    kode_instansi: str
    instansi: str
    opd_id: int | None
    opd: str


def populasi(daftar: PegawaiQuerySet) -> PegawaiQuerySet:
    """Keep the persons whose record is checked."""
    return daftar.filter(MASIH_PEGAWAI)


def rekap(daftar: PegawaiQuerySet, acuan: Acuan) -> dict[Wadah, Hitungan]:
    """All checks for each perangkat daerah of the rows at hand. One query.

    The inner query judges each person once by each check (``OFFSET 0`` keeps PostgreSQL from
    judging again in each of the counts outside).
    """
    kelompok = ("instansi_id", "instansi__kode_kemendagri", "instansi__nama", "opd_id", "opd")
    orang = (
        populasi(daftar)
        .order_by()
        .annotate(opd_id=F("unit__perangkat_daerah_id"), opd=F("unit__perangkat_daerah__nama"))
        .annotate(**{periksa.kode.lower(): periksa.putusan(acuan) for periksa in DAFTAR_PERIKSA})
        .values_list(*kelompok, *(periksa.kode.lower() for periksa in DAFTAR_PERIKSA))
    )
    try:
        dalam, isian = orang.query.sql_with_params()
    except EmptyResultSet:  # an account without a scope
        return {}
    nama = [f"k{n}" for n in range(len(kelompok))]
    putusan = [f"p{n}" for n in range(len(DAFTAR_PERIKSA))]
    hitungan = ", ".join(
        f"count({p}), count(*) FILTER (WHERE {p} > {BELUM}), count(*) FILTER (WHERE {p} = {GAGAL})"
        for p in putusan
    )
    with connection.cursor() as kursor:
        kursor.execute(
            f"SELECT {', '.join(nama)}, count(*), {hitungan} "  # noqa: S608 - our own names
            f"FROM ({dalam} OFFSET 0) AS orang ({', '.join([*nama, *putusan])}) "
            f"GROUP BY {', '.join(nama)}",
            isian,
        )
        return {Wadah(*baris[:5]): _hitungan(baris[5], baris[6:]) for baris in kursor.fetchall()}


def _hitungan(orang: int, angka: tuple[int, ...]) -> Hitungan:
    tiga = zip(angka[::3], angka[1::3], angka[2::3], strict=True)
    return Hitungan(
        orang, {p.kode: list(satu) for p, satu in zip(DAFTAR_PERIKSA, tiga, strict=True)}
    )


def yang_gagal(daftar: PegawaiQuerySet, periksa: Periksa, acuan: Acuan) -> PegawaiQuerySet:
    """The persons behind the number of one check."""
    return populasi(daftar).filter(periksa.q_gagal(acuan))


ADA_TEMUAN = "ada"
PILIHAN_TEMUAN: dict[str, tuple[Periksa, ...]] = {
    ADA_TEMUAN: DAFTAR_PERIKSA,
    **{kode: tuple(p for p in DAFTAR_PERIKSA if p.dimensi == kode) for kode in DIMENSI},
    **{periksa.kode: (periksa,) for periksa in DAFTAR_PERIKSA},
}
"""What the list can be narrowed to: any finding, those of a dimension, those of one check."""


def yang_bertemuan(daftar: PegawaiQuerySet, kode: str, acuan: Acuan) -> PegawaiQuerySet:
    """The persons who fail at least one check behind a key of PILIHAN_TEMUAN."""
    gagal = [periksa.q_gagal(acuan) for periksa in PILIHAN_TEMUAN[kode]]
    return populasi(daftar).filter(reduce(or_, gagal))


def temuan_orang(pegawai: Pegawai, acuan: Acuan) -> list[Periksa]:
    """The checks that this person fails. One query."""
    gagal = {
        f"gagal_{periksa.kode}": Case(
            When(periksa.q_gagal(acuan), then=Value(True)), default=Value(False)
        )
        for periksa in DAFTAR_PERIKSA
    }
    orang = Pegawai.tanpa_batas.filter(pk=pegawai.pk).annotate(**gagal).values(*gagal).get()
    return [periksa for periksa in DAFTAR_PERIKSA if orang[f"gagal_{periksa.kode}"]]


# The index


@dataclass(frozen=True)
class Hasil:
    """One check over some persons."""

    periksa: Periksa
    bobot: Decimal
    berlaku: int
    dapat: int
    gagal: int

    @property
    def nilai(self) -> Decimal | None:
        """Share of sound records in percent; None while nothing could be checked."""
        if not self.dapat:
            return None
        return Decimal(100) * (self.dapat - self.gagal) / self.dapat

    @property
    def belum(self) -> int:
        """Persons to whom the check applies and of whom the record cannot tell."""
        return self.berlaku - self.dapat

    @property
    def keadaan(self) -> str:
        if not self.berlaku:
            return "tidak_berlaku"
        return "diperiksa" if self.dapat else "belum_dapat"


@dataclass(frozen=True)
class NilaiDimensi:
    """A dimension: its checks and their weighted score."""

    kode: str
    nama: str
    bobot: Decimal
    daftar_hasil: tuple[Hasil, ...]

    @property
    def nilai(self) -> Decimal | None:
        return _rata_tertimbang((hasil.bobot, hasil.nilai) for hasil in self.daftar_hasil)

    @property
    def gagal(self) -> int:
        return sum(hasil.gagal for hasil in self.daftar_hasil)


@dataclass(frozen=True)
class Mutu:
    """The index of some persons with what it is made of."""

    orang: int
    daftar_dimensi: tuple[NilaiDimensi, ...]

    @property
    def indeks(self) -> Decimal | None:
        return _rata_tertimbang((dimensi.bobot, dimensi.nilai) for dimensi in self.daftar_dimensi)

    @property
    def temuan(self) -> int:
        return sum(dimensi.gagal for dimensi in self.daftar_dimensi)

    @property
    def daftar_hasil(self) -> list[Hasil]:
        return [hasil for dimensi in self.daftar_dimensi for hasil in dimensi.daftar_hasil]

    @property
    def belum_dapat(self) -> list[Hasil]:
        return [hasil for hasil in self.daftar_hasil if hasil.keadaan == "belum_dapat"]

    def hilang(self, hasil: Hasil) -> Decimal:
        """Points of the index that the failures of one check cost."""
        dimensi = next(d for d in self.daftar_dimensi if d.kode == hasil.periksa.dimensi)
        penuh = sum(satu.bobot for satu in dimensi.daftar_hasil if satu.nilai is not None)
        semua = sum(d.bobot for d in self.daftar_dimensi if d.nilai is not None)
        if hasil.nilai is None or not penuh or not semua:
            return Decimal(0)
        return dimensi.bobot / semua * hasil.bobot / penuh * (100 - hasil.nilai)

    @property
    def terberat(self) -> Hasil | None:
        """The check whose mending raises the index most."""
        gagal = [hasil for hasil in self.daftar_hasil if hasil.gagal]
        return max(gagal, key=self.hilang, default=None)


def _rata_tertimbang(pasangan: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Weighted mean of what has a value."""
    isi = [(bobot, nilai) for bobot, nilai in pasangan if nilai is not None]
    penuh = sum(bobot for bobot, _ in isi)
    return sum((bobot * nilai for bobot, nilai in isi), Decimal(0)) / penuh if penuh else None


def nilai(hitungan: Hitungan, acuan: Acuan) -> Mutu:
    """The index that some counts give, with the weights in force."""
    return Mutu(
        hitungan.orang,
        tuple(
            NilaiDimensi(
                kode,
                nama,
                acuan.bobot.get(kode, Decimal(0)),
                tuple(
                    Hasil(
                        periksa,
                        acuan.bobot.get(periksa.kode, Decimal(0)),
                        *hitungan.per_kode[periksa.kode],
                    )
                    for periksa in DAFTAR_PERIKSA
                    if periksa.dimensi == kode
                ),
            )
            for kode, nama in DIMENSI.items()
        ),
    )


@transaction.atomic
def catat_bulan(pada: datetime.date) -> int:
    """Keep the index of every Instansi for the month of ``pada``; the number of new rows.

    Repeatable: a month that is kept already stays as it is. Two queries.
    """
    acuan = Acuan(pada)
    per_instansi: dict[int, Hitungan] = {}
    for wadah, hitungan in rekap(Pegawai.tanpa_batas.all(), acuan).items():
        per_instansi.setdefault(wadah.instansi_id, Hitungan()).tambah(hitungan)
    bulan = pada.replace(day=1)
    ada = RiwayatKualitas.tanpa_batas.filter(bulan=bulan).values_list("instansi_id", flat=True)
    baru = [
        _riwayat(instansi_id, bulan, nilai(hitungan, acuan))
        for instansi_id, hitungan in per_instansi.items()
        if instansi_id not in set(ada)
    ]
    RiwayatKualitas.tanpa_batas.bulk_create(baru, ignore_conflicts=True)
    return len(baru)


def _riwayat(instansi_id: int, bulan: datetime.date, mutu: Mutu) -> RiwayatKualitas:
    return RiwayatKualitas(
        instansi_id=instansi_id,
        bulan=bulan,
        indeks=None if mutu.indeks is None else round(mutu.indeks, 2),
        jumlah_pegawai=mutu.orang,
        rincian={
            "dimensi": {
                dimensi.kode: None if dimensi.nilai is None else str(round(dimensi.nilai, 2))
                for dimensi in mutu.daftar_dimensi
            },
            "periksa": {
                hasil.periksa.kode: [hasil.gagal, hasil.dapat] for hasil in mutu.daftar_hasil
            },
        },
    )
