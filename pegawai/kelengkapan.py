"""What a complete profile needs: one list that the figures, the profile and the reports read.

The items follow the completeness checks of SIASN's Indeks Kualitas Data (COM_1–COM_7) and what
mapping and succession need. The year's appraisal counts like any other item.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable

SKP = "_skp_tahun_lalu"
"""Alias of the joined appraisal, at most one row a person."""

_PNS = Q(status_asn__in=["PNS", "CPNS"])
_PPPK = Q(status_asn__in=["PPPK", "PPPK_PARUH_WAKTU"])
_DIPLOMA_KE_ATAS = Q(tingkat_pendidikan__gte="30")  # SIASN's codes ascend with the level

_DATA_UTAMA = "SIASN, Peremajaan Data, Data Utama"
_MYASN = "MyASN, Data Pribadi, diisi oleh pegawai"


@dataclass(frozen=True)
class Butir:
    """One item: when it counts as filled, for whom, and where to get it."""

    kode: str
    label: str
    kolom: tuple[str, ...]
    sumber: str
    terisi: Q
    berlaku: Q | None = None

    @property
    def anotasi(self) -> str:
        return f"butir_{self.kode}"

    def nilai(self) -> Case:
        """1 when filled, 0 when missing, NULL when it does not apply to this person."""
        kasus = [When(self.terisi, then=Value(1))]
        if self.berlaku is not None:
            kasus.insert(0, When(~self.berlaku, then=Value(None)))
        return Case(*kasus, default=Value(0), output_field=IntegerField())


def _ada(*kolom: str) -> Q:
    """All text columns have something in them."""
    syarat = Q()
    for nama in kolom:
        syarat &= ~Q(**{nama: ""})
    return syarat


def _berisi(*kolom: str) -> Q:
    """All columns have a value."""
    syarat = Q()
    for nama in kolom:
        syarat &= Q(**{f"{nama}__isnull": False})
    return syarat


DAFTAR_BUTIR: tuple[Butir, ...] = (
    Butir(
        "lahir",
        "Tempat dan tanggal lahir",
        ("tempat_lahir", "tanggal_lahir"),
        _DATA_UTAMA,
        _ada("tempat_lahir") & _berisi("tanggal_lahir"),
    ),
    Butir("kelamin", "Jenis kelamin", ("jenis_kelamin",), _DATA_UTAMA, _ada("jenis_kelamin")),
    Butir("nik", "NIK", ("nik",), _DATA_UTAMA, _ada("nik")),
    Butir("hp", "Nomor HP", ("nomor_hp",), _MYASN, _ada("nomor_hp")),
    Butir("surel", "Surel", ("email",), _MYASN, _ada("email")),
    Butir(
        "kedudukan",
        "Kedudukan hukum",
        ("kedudukan_hukum",),
        _DATA_UTAMA,
        _berisi("kedudukan_hukum"),
    ),
    Butir(
        "cpns",
        "TMT CPNS",
        ("tmt_cpns",),
        "SIASN, Peremajaan Data, Riwayat CPNS/PNS",
        _berisi("tmt_cpns"),
        _PNS,
    ),
    Butir(
        "pns",
        "TMT PNS",
        ("tmt_pns",),
        "SIASN, Peremajaan Data, Riwayat CPNS/PNS",
        _berisi("tmt_pns"),
        Q(status_asn="PNS"),
    ),
    Butir(
        "kontrak",
        "Masa kontrak",
        ("awal_kontrak", "akhir_kontrak"),
        "Perjanjian kerja, lalu SIASN, Layanan PPPK",
        _berisi("awal_kontrak", "akhir_kontrak"),
        _PPPK,
    ),
    Butir(
        "golongan",
        "Golongan",
        ("golongan",),
        "SIASN, Peremajaan Data, Riwayat Golongan",
        _ada("golongan"),
    ),
    Butir(
        "tmt_golongan",
        "TMT golongan",
        ("tmt_golongan",),
        "SIASN, Peremajaan Data, Riwayat Golongan",
        _berisi("tmt_golongan"),
        _PNS,
    ),
    Butir(
        "jabatan",
        "Jabatan menurut data referensi",
        ("jabatan",),
        "SIASN, Peremajaan Data, Riwayat Jabatan",
        _berisi("jabatan"),
    ),
    Butir(
        "tmt_jabatan",
        "TMT jabatan",
        ("tmt_jabatan",),
        "SIASN, Peremajaan Data, Riwayat Jabatan",
        _berisi("tmt_jabatan"),
    ),
    Butir(
        "unit",
        "Unit kerja",
        ("unit",),
        "SIASN, Peremajaan Unor; impor unit organisasi",
        _berisi("unit"),
    ),
    Butir(
        "pendidikan",
        "Pendidikan terakhir",
        ("tingkat_pendidikan", "pendidikan"),
        "SIASN, Peremajaan Data, Riwayat Pendidikan",
        _ada("tingkat_pendidikan", "pendidikan"),
    ),
    Butir(
        "lulus",
        "Tahun lulus",
        ("tahun_lulus",),
        "SIASN, Peremajaan Data, Riwayat Pendidikan",
        _berisi("tahun_lulus"),
    ),
    Butir(
        "gelar",
        "Gelar",
        ("gelar_depan", "gelar_belakang"),
        "SIASN, Pencantuman Gelar",
        ~Q(gelar_depan="") | ~Q(gelar_belakang=""),
        _DIPLOMA_KE_ATAS,
    ),
    Butir(
        "skp",
        "Predikat kinerja tahun lalu",
        (),
        "e-Kinerja BKN, Penetapan Predikat; impor kinerja",
        Q(**{f"{SKP}__isnull": False}),
    ),
)


def gabungan_skp(pada: datetime.date) -> dict[str, FilteredRelation]:
    """The join that item `skp` reads: the yearly appraisal of the year before ``pada``."""
    syarat = Q(daftar_kinerja__tahun=pada.year - 1, daftar_kinerja__periode="TAHUNAN")
    return {SKP: FilteredRelation("daftar_kinerja", condition=syarat)}


def jumlah_terisi() -> Combinable:
    """Number of items that apply and are filled."""
    return _jumlahkan(
        _satu_bila(butir.terisi if butir.berlaku is None else butir.berlaku & butir.terisi)
        for butir in DAFTAR_BUTIR
    )


def jumlah_wajib() -> Combinable:
    """Number of items that apply to this person."""
    bersyarat = [butir.berlaku for butir in DAFTAR_BUTIR if butir.berlaku is not None]
    tetap = Value(len(DAFTAR_BUTIR) - len(bersyarat))
    return _jumlahkan([tetap, *(_satu_bila(berlaku) for berlaku in bersyarat)])


def persen() -> Combinable:
    """Whole percent, rounded down: 100 means that nothing is missing."""
    return F("butir_terisi") * Value(100) / F("butir_wajib")


def _satu_bila(syarat: Q) -> Case:
    return Case(When(syarat, then=Value(1)), default=Value(0), output_field=IntegerField())


def _jumlahkan(suku: Iterable[Combinable]) -> Combinable:
    return reduce(operator.add, suku)
