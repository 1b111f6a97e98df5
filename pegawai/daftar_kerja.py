"""Working lists: whom the office must act upon, and the two lists that the law asks for.

Each list is data: title, condition, order, columns. Page, print and workbook read the same columns,
so they cannot disagree; one query counts all lists of persons.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils import timezone

from pegawai import penugasan
from pegawai.buku_kerja import Kolom
from pegawai.golongan import PANGKAT
from pegawai.kualitas import MANAJERIAL, PERIKSA_PER_KODE, Acuan, mundur
from pegawai.models import Jenjang, Pegawai, RiwayatPelatihan
from pegawai.querysets import PegawaiQuerySet

BULAN_PENSIUN = 36
BULAN_KONTRAK = 6
JENIS_STRUKTURAL = "B1"
TANPA_UNIT = "Unit belum dipetakan"

# Level of a structural training by its present or former name, the highest first.
LATIHAN = (
    (4, r"(\mPKN|PIM|NASIONAL)( TK\.?| TINGKAT)? ?I\M|SESPATI|SEPATI|LEMHAN"),
    (3, r"(\mPKN|PIM|NASIONAL)( TK\.?| TINGKAT)? ?II\M|SPAMEN|SESPIM"),
    (2, r"\mPKA\M|ADMINISTRATOR|PIM( TK\.?| TINGKAT)? ?III\M|\mSPAMA\M"),
    (1, r"\mPKP\M|PENGAWAS|PIM( TK\.?| TINGKAT)? ?IV\M|\mADUM"),
)


@dataclass(frozen=True)
class Daftar:
    """One list. ``syarat`` narrows the active persons (or units), ``urut`` orders them."""

    slug: str
    judul: str
    keterangan: str
    kosong: str
    syarat: Callable[[datetime.date], Q]
    urut: Callable[[QuerySet, datetime.date], QuerySet]
    kolom: tuple[Kolom, ...]
    tentang_unit: bool = False
    mendesak: bool = True
    gabung: Callable[[PegawaiQuerySet, datetime.date], PegawaiQuerySet] | None = None
    """Joins a history, so that a person may have several rows; counted by a query of its own."""

    def baris(
        self, daftar_pegawai: PegawaiQuerySet, daftar_unit: QuerySet, pada: datetime.date
    ) -> QuerySet:
        """The rows of this list among the persons and units of a scope."""
        if self.tentang_unit:
            return self.urut(unit_tanpa_kepala(daftar_unit, pada), pada)
        aktif = daftar_pegawai.aktif(pada).filter(self.syarat(pada))
        if self.gabung is not None:
            aktif = self.gabung(aktif, pada)
        return self.urut(aktif.select_related("unit"), pada)


def maju_bulan(pada: datetime.date, bulan: int) -> datetime.date:
    """The same day some months later, or the last day of that month."""
    nomor = pada.year * 12 + pada.month - 1 + bulan
    awal = datetime.date(nomor // 12, nomor % 12 + 1, 1)
    akhir = (awal + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return min(awal + datetime.timedelta(days=pada.day - 1), akhir)


def jumlah(
    daftar_pegawai: PegawaiQuerySet, daftar_unit: QuerySet, pada: datetime.date
) -> dict[str, int]:
    """Rows of each list by its slug. Three queries: persons, acting officials, units."""
    orang = {
        daftar.slug: Count("pk", filter=daftar.syarat(pada))
        for daftar in SEMUA
        if not daftar.tentang_unit and daftar.gabung is None
    }
    hitungan = daftar_pegawai.aktif(pada).order_by().aggregate(**orang)
    sendiri = {
        daftar.slug: daftar.baris(daftar_pegawai, daftar_unit, pada).order_by().count()
        for daftar in SEMUA
        if daftar.slug not in hitungan
    }
    return {**hitungan, **sendiri}


def unit_tanpa_kepala(daftar_unit: QuerySet, pada: datetime.date) -> QuerySet:
    """Active units with active persons (``jumlah``) of whom none holds a managerial post.

    ``pengganti`` is who acts there (``pengganti_sebagai``: Plt, Plh, Pj), by the unit's name.
    """
    aktif = Q(daftar_pegawai__kedudukan_hukum__dihitung_aktif=True) & (
        Q(daftar_pegawai__tmt_pensiun=None) | Q(daftar_pegawai__tmt_pensiun__gt=pada)
    )
    pejabat = aktif & Q(daftar_pegawai__jenjang__in=MANAJERIAL)
    tugas = penugasan.tugas_di_unit(pada)
    return (
        daftar_unit.filter(aktif=True)
        .annotate(
            jumlah=Count("daftar_pegawai", filter=aktif),
            pejabat=Count("daftar_pegawai", filter=pejabat),
        )
        .filter(jumlah__gt=0, pejabat=0)
        .annotate(
            pengganti=Subquery(tugas.values("pegawai__nama")[:1]),
            pengganti_sebagai=Subquery(tugas.values("penugasan")[:1]),
        )
        .select_related("perangkat_daerah")
    )


# Order


def _menurut(*kunci: str) -> Callable[[QuerySet, datetime.date], QuerySet]:
    return lambda daftar, pada: daftar.order_by(*kunci, "nama", "pk")


def _peringkat(kolom: str, daftar_nilai: list[str]) -> Case:
    """Place of a value in a list, from 1; NULL for values outside it."""
    kasus = [When(**{kolom: nilai}, then=Value(n)) for n, nilai in enumerate(daftar_nilai, start=1)]
    return Case(*kasus, output_field=IntegerField())


def masa_kerja_bulan(pada: datetime.date) -> Case:
    """Months of service that count for pay: those of the last golongan and the time since."""
    kini = Value(pada.year * 12 + pada.month)

    def sejak(kolom: str) -> Any:
        return kini - ExtractYear(kolom) * 12 - ExtractMonth(kolom)

    return Case(
        When(
            Q(masa_kerja_tahun__isnull=False, tmt_golongan__isnull=False),
            then=F("masa_kerja_tahun") * 12
            + Coalesce("masa_kerja_bulan", 0)
            + sejak("tmt_golongan"),
        ),
        When(tmt_cpns__isnull=False, then=sejak("tmt_cpns")),
        output_field=IntegerField(),
    )


def _tingkat_latihan() -> Case:
    kasus = [When(nama__iregex=pola, then=Value(tingkat)) for tingkat, pola in LATIHAN]
    return Case(*kasus, default=Value(0), output_field=IntegerField())


def urut_duk(daftar: QuerySet, pada: datetime.date) -> QuerySet:
    """Legal order of the DUK (PP 15/1979; SE BAKN 03/SE/1980), with ``masa_kerja`` in months.

    Pangkat and how long it is held, jabatan and how long it is held, masa kerja, latihan jabatan,
    pendidikan, usia; unknown facts come last.
    """
    struktural = (
        RiwayatPelatihan.tanpa_batas.filter(jenis__kode=JENIS_STRUKTURAL)
        .annotate(tingkat=_tingkat_latihan())
        .order_by("-tingkat", "tahun", "pk")
    )
    milik = struktural.filter(pegawai=OuterRef("pk"))
    return (
        daftar.annotate(
            urutan_pangkat=_peringkat("golongan", list(PANGKAT)),
            urutan_jenjang=_peringkat("jenjang", list(Jenjang.values)),
            masa_kerja=masa_kerja_bulan(pada),
            tingkat_latihan=Subquery(milik.values("tingkat")[:1]),
            tahun_latihan=Subquery(milik.values("tahun")[:1]),
        )
        .order_by(
            F("urutan_pangkat").desc(nulls_last=True),
            F("tmt_golongan").asc(nulls_last=True),
            F("urutan_jenjang").asc(nulls_last=True),
            F("tmt_jabatan").asc(nulls_last=True),
            F("masa_kerja").desc(nulls_last=True),
            F("tingkat_latihan").desc(nulls_last=True),
            F("tahun_latihan").asc(nulls_last=True),
            F("tingkat_pendidikan").desc(),
            F("tahun_lulus").asc(nulls_last=True),
            F("tanggal_lahir").asc(nulls_last=True),
            "nip",
        )
        .prefetch_related(Prefetch("daftar_pelatihan", struktural, to_attr="daftar_struktural"))
    )


def _urut_nominatif(daftar: QuerySet, pada: datetime.date) -> QuerySet:
    return daftar.annotate(
        urutan_pangkat=_peringkat("golongan", list(PANGKAT)),
        urutan_jenjang=_peringkat("jenjang", list(Jenjang.values)),
    ).order_by(
        F("unit__jalur").asc(nulls_last=True),
        F("unit_id").asc(nulls_last=True),
        F("urutan_jenjang").asc(nulls_last=True),
        F("urutan_pangkat").desc(nulls_last=True),
        "nama",
        "pk",
    )


# Columns


def pangkat_golongan(pegawai: Pegawai) -> str:
    """ "Penata, III/c"; the golongan alone for PPPK."""
    return ", ".join(bagian for bagian in (pegawai.pangkat, pegawai.golongan) if bagian)


def nama_unit(pegawai: Pegawai) -> str:
    return str(pegawai.unit) if pegawai.unit else pegawai.unor_berkas or TANPA_UNIT


def _latihan(pegawai: Pegawai) -> RiwayatPelatihan | None:
    """The highest structural training, fetched by ``urut_duk``."""
    return next(iter(pegawai.daftar_struktural), None)  # type: ignore[attr-defined]


def _usia(pegawai: Pegawai) -> int | None:
    lahir, kini = pegawai.tanggal_lahir, timezone.localdate()
    if lahir is None:
        return None
    return kini.year - lahir.year - ((kini.month, kini.day) < (lahir.month, lahir.day))


def _sisa_hari(hari: datetime.date | None) -> int | None:
    return (hari - timezone.localdate()).days if hari else None


NAMA = Kolom("Nama", lambda p: p.nama_lengkap, 34)
NIP = Kolom("NIP", lambda p: p.nip, 21)
PANGKAT_GOL = Kolom("Pangkat, gol.", pangkat_golongan, 26)
GOLONGAN = Kolom("Gol.", lambda p: p.golongan, 8)
TMT_GOLONGAN = Kolom("TMT gol.", lambda p: p.tmt_golongan, 12)
JABATAN = Kolom("Jabatan", lambda p: p.nama_jabatan, 40)
TMT_JABATAN = Kolom("TMT jabatan", lambda p: p.tmt_jabatan, 12)
UNIT = Kolom("Unit kerja", nama_unit, 50)
SEBAGAI = {"PLT": "Plt", "PLH": "Plh", "PJ": "Pj"}
STATUS = Kolom("Status", lambda p: p.get_status_asn_display(), 12)
LAHIR = Kolom("Tanggal lahir", lambda p: p.tanggal_lahir, 12)
PENDIDIKAN = Kolom("Pendidikan", lambda p: p.pendidikan, 34)
LULUS = Kolom("Lulus", lambda p: str(p.tahun_lulus or ""), 8)


def _pengganti(unit: Any) -> str:
    """ "Plt Budi Santoso"; empty when nobody acts there."""
    return f"{SEBAGAI[unit.pengganti_sebagai]} {unit.pengganti}" if unit.pengganti else ""


def _keadaan_tugas(pegawai: Any) -> str:
    return penugasan.KEADAAN[penugasan.keadaan(pegawai.tugas_batas, timezone.localdate())]


def _ke_tugas(pegawai: Any) -> str:
    """ "2 dari 2"; the count alone where no rule limits it."""
    paling = pegawai.tugas_paling
    return f"{pegawai.tugas_ke} dari {paling}" if paling else str(pegawai.tugas_ke)


SEMUA: tuple[Daftar, ...] = (
    Daftar(
        "penugasan",
        "Plt, Plh, dan Pj",
        "Penugasan yang belum tercatat berakhir, yang lewat atau paling dekat batasnya di atas. "
        "Batas: tanggal akhir pada surat tugas, atau lama terpanjang menurut aturan penugasan.",
        "Tidak ada Plt, Plh, atau Pj yang sedang berjalan.",
        lambda pada: Q(),
        lambda daftar, pada: penugasan.urutkan(daftar),
        (
            NAMA,
            NIP,
            Kolom("Sebagai", lambda p: SEBAGAI[p.tugas_penugasan], 9),
            Kolom("Jabatan yang dijabat", lambda p: p.tugas_nama_jabatan, 40),
            Kolom("Unit", lambda p: p.tugas_nama_unit, 34),
            Kolom("Jabatan definitif", lambda p: p.nama_jabatan, 34),
            Kolom("Surat tugas", lambda p: p.tugas_nomor_sk, 20),
            Kolom("Mulai", lambda p: p.tugas_tmt, 12),
            Kolom("Batas", lambda p: p.tugas_batas, 12),
            Kolom("Sisa hari", lambda p: _sisa_hari(p.tugas_batas), 8, angka=True),
            Kolom("Masa ke-", _ke_tugas, 9),
            Kolom("Keadaan", _keadaan_tugas, 20),
        ),
        gabung=penugasan.dengan_penugasan,
    ),
    Daftar(
        "pensiun",
        "Pensiun dalam 36 bulan",
        "Menurut TMT pensiun, yang paling dekat di atas.",
        "Tidak ada yang mencapai TMT pensiun dalam 36 bulan.",
        lambda pada: Q(tmt_pensiun__lte=maju_bulan(pada, BULAN_PENSIUN)),
        _menurut("tmt_pensiun"),
        (
            NAMA,
            NIP,
            GOLONGAN,
            JABATAN,
            UNIT,
            LAHIR,
            Kolom("BUP", lambda p: p.bup, 6, angka=True),
            Kolom("TMT pensiun", lambda p: p.tmt_pensiun, 12),
            Kolom("Sisa hari", lambda p: _sisa_hari(p.tmt_pensiun), 8, angka=True),
        ),
    ),
    Daftar(
        "kontrak-pppk",
        "Kontrak PPPK berakhir dalam 6 bulan",
        "Termasuk kontrak yang sudah lewat, tetapi pegawainya masih aktif.",
        "Tidak ada kontrak PPPK yang berakhir dalam 6 bulan.",
        lambda pada: Q(
            status_asn__in=["PPPK", "PPPK_PARUH_WAKTU"],
            akhir_kontrak__lte=maju_bulan(pada, BULAN_KONTRAK),
        ),
        _menurut("akhir_kontrak"),
        (
            NAMA,
            NIP,
            STATUS,
            JABATAN,
            UNIT,
            Kolom("Nomor kontrak", lambda p: p.nomor_kontrak, 22),
            Kolom("Awal kontrak", lambda p: p.awal_kontrak, 12),
            Kolom("Akhir kontrak", lambda p: p.akhir_kontrak, 12),
            Kolom("Sisa hari", lambda p: _sisa_hari(p.akhir_kontrak), 8, angka=True),
        ),
    ),
    Daftar(
        "cpns",
        "CPNS lebih dari 1 tahun",
        "Masa percobaan 1 tahun sejak TMT CPNS sudah lewat.",
        "Tidak ada CPNS yang melewati 1 tahun.",
        lambda pada: Q(status_asn="CPNS", tmt_cpns__lt=mundur(pada, 1)),
        _menurut("tmt_cpns"),
        (
            NAMA,
            NIP,
            GOLONGAN,
            JABATAN,
            UNIT,
            Kolom("TMT CPNS", lambda p: p.tmt_cpns, 12),
            Kolom("Hari sejak TMT", lambda p: -(_sisa_hari(p.tmt_cpns) or 0), 8, angka=True),
        ),
    ),
    Daftar(
        "tanpa-unit",
        "Pegawai tanpa unit",
        "Unit pada berkas belum cocok dengan susunan unit organisasi.",
        "Semua pegawai sudah punya unit.",
        lambda pada: Q(unit__isnull=True),
        _menurut("unor_berkas"),
        (
            NAMA,
            NIP,
            STATUS,
            JABATAN,
            Kolom("Unit menurut berkas", lambda p: p.unor_berkas, 50),
        ),
    ),
    Daftar(
        "kepala-unit-kosong",
        "Jabatan pimpinan unit yang kosong",
        "Unit aktif yang punya pegawai, tetapi tidak punya pejabat manajerial, dengan Plt atau Plh "
        "bila ada. Sekolah, puskesmas, dan unit lain yang dipimpin pejabat fungsional ikut tampil.",
        "Setiap unit yang punya pegawai dipimpin pejabat manajerial.",
        lambda pada: Q(),
        lambda daftar, pada: daftar.order_by("kedalaman", "jalur", "pk"),
        (
            Kolom("Unit kerja", str, 60),
            Kolom("Perangkat daerah", lambda u: str(u.perangkat_daerah or ""), 40),
            Kolom("Dijabat sementara oleh", _pengganti, 34),
            Kolom("Pegawai", lambda u: u.jumlah, 10, angka=True),
        ),
        tentang_unit=True,
    ),
    Daftar(
        "jabatan-rangkap",
        "Jabatan dipegang lebih dari satu orang",
        "Jabatan manajerial yang sama pada unit yang sama.",
        "Setiap jabatan manajerial dipegang satu orang.",
        lambda pada: PERIKSA_PER_KODE["TIM_4"].q_gagal(Acuan(pada)),
        _menurut("unit__jalur", "nama_jabatan", "-tmt_jabatan"),
        (JABATAN, NAMA, NIP, GOLONGAN, TMT_JABATAN, UNIT),
    ),
    Daftar(
        "duk",
        "Daftar urut kepangkatan",
        "PNS aktif menurut pangkat, jabatan, masa kerja, latihan jabatan, pendidikan, dan usia "
        "(PP 15/1979).",
        "Belum ada PNS aktif.",
        lambda pada: Q(status_asn="PNS"),
        urut_duk,
        (
            NAMA,
            NIP,
            PANGKAT_GOL,
            TMT_GOLONGAN,
            JABATAN,
            TMT_JABATAN,
            Kolom(
                "MK thn",
                lambda p: None if p.masa_kerja is None else p.masa_kerja // 12,
                7,
                angka=True,
            ),
            Kolom(
                "MK bln",
                lambda p: None if p.masa_kerja is None else p.masa_kerja % 12,
                7,
                angka=True,
            ),
            Kolom("Latihan jabatan", lambda p: getattr(_latihan(p), "nama", ""), 34),
            Kolom("Tahun latihan", lambda p: str(getattr(_latihan(p), "tahun", "")), 9),
            Kolom("Jam", lambda p: _jam(_latihan(p)), 7, angka=True),
            PENDIDIKAN,
            LULUS,
            Kolom("Tingkat", lambda p: p.get_tingkat_pendidikan_display(), 10),
            Kolom("Usia", _usia, 6, angka=True),
        ),
        mendesak=False,
    ),
    Daftar(
        "nominatif",
        "Daftar nominatif",
        "Semua pegawai aktif menurut unit, jabatan, dan pangkat.",
        "Belum ada pegawai aktif.",
        lambda pada: Q(),
        _urut_nominatif,
        (
            NAMA,
            NIP,
            STATUS,
            PANGKAT_GOL,
            TMT_GOLONGAN,
            JABATAN,
            TMT_JABATAN,
            UNIT,
            PENDIDIKAN,
            LULUS,
            LAHIR,
            Kolom("TMT pensiun", lambda p: p.tmt_pensiun, 12),
        ),
        mendesak=False,
    ),
)
PER_SLUG = {daftar.slug: daftar for daftar in SEMUA}


def _jam(latihan: RiwayatPelatihan | None) -> int | None:
    return round(latihan.jp) if latihan else None
