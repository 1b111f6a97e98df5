"""The figures: one set-based query each, for all Instansi at once or for one.

Each query gives one row per Instansi and perangkat daerah, so that a region's figure and what each
unit adds to it come from the same numbers. The population is PNS aktif on the day of the data.
A region whose source holds nothing has no figure ("belum ada data"), which is not zero percent.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from akses.models import Instansi
from evaluasi.models import Indikator, TargetIndikator
from kompetensi.models import AnggotaKRS, Asesmen, HasilPemetaan
from pegawai import kelengkapan
from pegawai.models import KetetapanJp, Pegawai, PenilaianKinerja, RiwayatPelatihan
from pegawai.predikat import Predikat

PENYEBUT_KECIL = 30
"""Below this a percentage swings with single persons; it is marked."""


@dataclass(frozen=True)
class Angka:
    """A figure: ``pembilang`` of ``penyebut`` (None: a plain count)."""

    pembilang: int
    penyebut: int | None = None
    ada_sumber: bool = True

    @property
    def nilai(self) -> Decimal | None:
        """Percent or count, unrounded; None where there is nothing to count from."""
        if not self.ada_sumber:
            return None
        if self.penyebut is None:
            return Decimal(self.pembilang)
        return Decimal(100) * self.pembilang / self.penyebut if self.penyebut else None


@dataclass
class Capaian:
    """The figure of one Instansi and of its perangkat daerah (id, None for no unit)."""

    angka: Angka
    per_unit: dict[int | None, Angka] = field(default_factory=dict)


Hasil: TypeAlias = dict[int, Capaian]
Hitung: TypeAlias = Callable[[datetime.date, Instansi | None], Hasil]


def _populasi(pada: datetime.date, instansi: Instansi | None) -> QuerySet:
    daftar = Pegawai.tanpa_batas.pns_aktif(pada)
    return daftar.filter(instansi=instansi) if instansi else daftar


def _kelompokkan(populasi: QuerySet, **agregat: Any) -> Hasil:
    """Group by Instansi and perangkat daerah; `sumber` counts persons whom the source knows."""
    baris = (
        populasi.order_by()
        .values("instansi", opd=F("unit__perangkat_daerah"))
        .annotate(**agregat)
        .values_list("instansi", "opd", "pembilang_", "penyebut_", "sumber_")
    )
    kumpulan: dict[int, dict[int | None, tuple[int, int, int]]] = defaultdict(dict)
    for instansi, opd, pembilang, penyebut, sumber in baris:
        kumpulan[instansi][opd] = (pembilang, penyebut, sumber)
    hasil = {}
    for instansi, per_unit in kumpulan.items():
        pembilang, penyebut, sumber = (sum(nilai) for nilai in zip(*per_unit.values(), strict=True))
        hasil[instansi] = Capaian(
            Angka(pembilang, penyebut, bool(sumber)),
            {opd: Angka(a, b, bool(sumber)) for opd, (a, b, _) in per_unit.items()},
        )
    return hasil


def _orang(capai: Q, dikenal: Q) -> dict[str, Any]:
    return {
        "pembilang_": Count("pk", filter=capai),
        "penyebut_": Count("pk"),
        "sumber_": Count("pk", filter=dikenal),
    }


def pemetaan(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Persons with a box in the talent period of the year of ``pada``."""
    baris = HasilPemetaan.tanpa_batas.filter(periode__tahun=pada.year)
    return _kelompokkan(
        _populasi(pada, instansi),
        **_orang(
            Q(pk__in=baris.exclude(kotak=None).order_by().values("pegawai")),
            Q(pk__in=baris.order_by().values("pegawai")),
        ),
    )


def penilaian(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Persons whose assessment still stands on ``pada``."""
    semua = Asesmen.tanpa_batas.order_by()
    return _kelompokkan(
        _populasi(pada, instansi),
        **_orang(
            Q(pk__in=semua.berlaku(pada).values("pegawai")), Q(pk__in=semua.values("pegawai"))
        ),
    )


def predikat(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Persons whose official predikat of last year is Baik or better, of those who have one."""
    tahunan = PenilaianKinerja.tanpa_batas.order_by().filter(
        tahun=pada.year - 1, periode=PenilaianKinerja.Periode.TAHUNAN
    )
    baik = tahunan.filter(predikat__in=[Predikat.SANGAT_BAIK, Predikat.BAIK])
    berpredikat = _populasi(pada, instansi).filter(pk__in=tahunan.values("pegawai"))
    return _kelompokkan(berpredikat, **_orang(Q(pk__in=baik.values("pegawai")), Q()))


def jp20(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Persons with the JP that a PNS owes, since 1 January.

    A training without an end date counts by year; one that ends after ``pada`` does not.
    """
    wajib = KetetapanJp.objects.nilai_wajib_pns(pada)
    riwayat = RiwayatPelatihan.tanpa_batas.order_by()
    tahun_ini = riwayat.filter(
        Q(tanggal_selesai=None) | Q(tanggal_selesai__lte=pada), tahun=pada.year
    )
    cukup = tahun_ini.values("pegawai").annotate(jumlah=Sum("jp")).filter(jumlah__gte=wajib)
    return _kelompokkan(
        _populasi(pada, instansi),
        **_orang(Q(pk__in=cukup.values("pegawai")), Q(pk__in=riwayat.values("pegawai"))),
    )


def lengkap(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Items of the profile that are filled, of those that apply."""
    populasi = (
        _populasi(pada, instansi)
        .annotate(**kelengkapan.gabungan_skp(pada))
        .annotate(butir_terisi=kelengkapan.jumlah_terisi(), butir_wajib=kelengkapan.jumlah_wajib())
    )
    return _kelompokkan(
        populasi,
        pembilang_=Coalesce(Sum("butir_terisi"), 0),
        penyebut_=Coalesce(Sum("butir_wajib"), 0),
        sumber_=Count("pk"),
    )


def krs(pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """Persons in the KRS of the talent period of the year, by a decree not after ``pada``.

    A count; regions without a decree are absent.
    """
    daftar = AnggotaKRS.tanpa_batas.order_by().filter(
        periode__tahun=pada.year, tanggal_sk__lte=pada
    )
    if instansi:
        daftar = daftar.filter(instansi=instansi)
    per_instansi = dict(daftar.values_list("instansi").annotate(Count("pegawai", distinct=True)))
    return {kunci: Capaian(Angka(jumlah)) for kunci, jumlah in per_instansi.items()}


DAFTAR: dict[str, Hitung] = {
    "pemetaan": pemetaan,
    "penilaian": penilaian,
    "predikat": predikat,
    "jp20": jp20,
    "kelengkapan": lengkap,
    "krs": krs,
}


def sebaran(pada: datetime.date, instansi: Instansi | None = None) -> dict[int, dict[Any, int]]:
    """Persons per box (1–9) and Instansi id; key None holds PNS aktif without a box. One query."""
    kotak = HasilPemetaan.tanpa_batas.order_by().filter(periode__tahun=pada.year)
    agregat = {
        f"kotak_{nomor}": Count("pk", filter=Q(pk__in=kotak.filter(kotak=nomor).values("pegawai")))
        for nomor in range(1, 10)
    }
    hasil = {}
    baris: dict[str, int]
    for baris in (
        _populasi(pada, instansi)
        .order_by()
        .values("instansi")
        .annotate(populasi_=Count("pk"), **agregat)
    ):
        per_kotak: dict[Any, int] = {nomor: baris[f"kotak_{nomor}"] for nomor in range(1, 10)}
        per_kotak[None] = baris["populasi_"] - sum(per_kotak.values())
        hasil[baris["instansi"]] = per_kotak
    return hasil


def hitung(kode: str, pada: datetime.date, instansi: Instansi | None = None) -> Hasil:
    """The figure ``kode`` on ``pada``; nothing for an indicator that no function counts."""
    return DAFTAR[kode](pada, instansi) if kode in DAFTAR else {}


def gabung(daftar: Iterable[Angka]) -> Angka:
    """A province's figure: Σ numerators / Σ denominators, never a mean of percentages.

    Regions without a source are left out of both sums.
    """
    berisi = [angka for angka in daftar if angka.ada_sumber]
    if not berisi:
        return Angka(0, 0, ada_sumber=False)
    if any(angka.penyebut is None for angka in berisi):
        return Angka(sum(angka.pembilang for angka in berisi))
    return Angka(
        sum(angka.pembilang for angka in berisi), sum(angka.penyebut or 0 for angka in berisi)
    )


def target_berlaku(pada: datetime.date) -> Callable[[int, int | None], Decimal | None]:
    """A function (id of the indicator, id of the Instansi) → aim on ``pada``. One query.

    An Instansi's own aim goes before the common one; of each, the one that began last.
    """
    terbaru: dict[tuple[int, int | None], Decimal] = {}
    for indikator, instansi, nilai in (
        TargetIndikator.tanpa_batas.filter(mulai__lte=pada)
        .order_by("mulai")
        .values_list("indikator", "instansi", "nilai")
    ):
        terbaru[indikator, instansi] = nilai

    def cari(indikator: int, instansi: int | None) -> Decimal | None:
        return terbaru.get((indikator, instansi), terbaru.get((indikator, None)))

    return cari


def nilai_status(indikator: Indikator, nilai: Decimal | None, target: Decimal | None) -> str:
    """TERCAPAI, MENDEKATI, DI_BAWAH; DIPANTAU without an aim; KOSONG without a figure."""
    if nilai is None:
        return "KOSONG"
    if target is None or indikator.arah == Indikator.Arah.NETRAL:
        return "DIPANTAU"
    selisih = nilai - target if indikator.arah == Indikator.Arah.NAIK else target - nilai
    if selisih >= 0:
        return "TERCAPAI"
    return "MENDEKATI" if -selisih <= indikator.toleransi else "DI_BAWAH"
