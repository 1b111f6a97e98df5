"""Reading persons."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.utils import timezone

from akses.querysets import TerbatasQuerySet
from pegawai import kelengkapan
from pegawai.golongan import URUTAN
from pegawai.kolom import KOLOM_URUT
from pegawai.saringan import (
    BELUM,
    KELOMPOK_JABATAN,
    KELOMPOK_PENDIDIKAN,
    RENTANG,
    TAMPILAN,
)

_ANGKA_NIP = re.compile(r"[\s.\-'’]+")
KATA_CARI_TERBANYAK = 6


class _SalahSatu(Func):
    """``column = ANY (ARRAY(...))``: an index may serve it inside an OR, unlike ``IN (SELECT``."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


class _Subpohon(Func):
    """The ids of a unit and of everything below it, as an array."""

    template = """ARRAY(WITH RECURSIVE pohon (id) AS (
        SELECT %(expressions)s::bigint
        UNION SELECT u.id FROM pegawai_unitorganisasi u JOIN pohon p ON u.induk_id = p.id
    ) SELECT id FROM pohon)"""


class AturanBupQuerySet(QuerySet):
    def usia(self, jenjang: str, pada: datetime.date | None = None) -> int | None:
        """Retirement age of a tier on a day; None where no rule is in force."""
        hari = pada or timezone.localdate()
        berlaku = self.filter(jenjang=jenjang, mulai__lte=hari).order_by("-mulai")
        return berlaku.values_list("usia", flat=True).first()


class UnitQuerySet(TerbatasQuerySet):
    def perangkat_daerah(self) -> Self:
        """The units right below a root, in the order of their names."""
        return self.filter(perangkat_daerah=F("pk"), aktif=True).order_by("nama", "pk")

    def cari(self, teks: str) -> Self:
        """Units in whose name all words occur, a wrong letter forgiven; the best match first.

        The SIASN id finds its unit, too.
        """
        cocok = Q()
        for kata in _kata(teks):
            cocok &= Q(nama__trigram_word_similar=kata)
        sama = Q(siasn_id__iexact=teks.strip()) & ~Q(siasn_id="")
        return (
            self.filter(cocok | sama if cocok else sama)
            .annotate(mirip=TrigramWordSimilarity(teks, "nama"))
            .order_by("-aktif", "-mirip", "jalur", "pk")
        )


class PegawaiQuerySet(TerbatasQuerySet):
    def aktif(self, pada: datetime.date) -> Self:
        """Persons whose legal standing counts as active and who are not past TMT pensiun."""
        belum_pensiun = Q(tmt_pensiun=None) | Q(tmt_pensiun__gt=pada)
        return self.filter(belum_pensiun, kedudukan_hukum__dihitung_aktif=True)

    def pns_aktif(self, pada: datetime.date) -> Self:
        """The population of mapping and of the talent indicators: PNS aktif, without CPNS."""
        return self.aktif(pada).filter(status_asn="PNS")

    def cari(self, teks: str, unit: QuerySet | None = None) -> Self:
        """Persons whose NIP (a former one too) begins with these digits, or whose words all occur.

        A word is looked for in name, job and name of unit, and forgives a wrong letter (trigrams);
        the best match of the name comes first. ``unit``: the units to search, already scoped.
        """
        rapat = _ANGKA_NIP.sub("", teks)
        if rapat.isascii() and rapat.isdigit():
            banding = "nip" if len(rapat) == 18 else "nip__startswith"
            pernah = apps.get_model("pegawai", "RiwayatNip").tanpa_batas.filter(**{banding: rapat})
            ditemukan = ArraySubquery(pernah.order_by().values("pegawai_id"))
            syarat = Q(**{banding: rapat}) | Q(nip_lama=rapat) | Q(_SalahSatu(F("pk"), ditemukan))
            return self.filter(syarat).annotate(mirip=Value(1.0))
        hasil = self
        for kata in _kata(teks):
            syarat = Q(nama__trigram_word_similar=kata) | Q(nama_jabatan__trigram_word_similar=kata)
            if unit is not None:
                cocok = unit.filter(nama__trigram_word_similar=kata).order_by().values("pk")
                syarat |= Q(_SalahSatu(F("unit_id"), ArraySubquery(cocok)))
            hasil = hasil.filter(syarat)
        return hasil.annotate(mirip=TrigramWordSimilarity(teks, "nama"))

    def dengan_kotak(self, *, bawah: bool) -> Self:
        """Annotate ``kotak_tampak``: the box, boxes 1–3 only where the reader may know them."""
        if bawah:
            return self.annotate(kotak_tampak=F("ringkasan__kotak"))
        return self.annotate(
            kotak_tampak=Case(When(ringkasan__kotak__gte=4, then=F("ringkasan__kotak")))
        )

    def saring(self, pilihan: Mapping[str, Any], pada: datetime.date) -> Self:
        """Narrow by the cleaned values of SaringForm; needs `dengan_kotak`."""
        return self.filter(*_syarat(pilihan, pada))

    def urutkan(self, urut: str, *, mencari: bool = False) -> Self:
        """Sort by a key of KOLOM_URUT, ``-`` for descending; missing values always come last."""
        turun, kunci = urut.startswith("-"), urut.lstrip("-")
        if kunci not in KOLOM_URUT:
            return self.order_by("-mirip", "nama", "pk") if mencari else self.order_by("nama", "pk")
        if kunci == "nama":  # never empty, and written so that the index can give the order
            return self.order_by("-nama", "-pk") if turun else self.order_by("nama", "pk")
        kolom = [
            F(nama).desc(nulls_last=True) if turun else F(nama).asc(nulls_last=True)
            for nama in KOLOM_URUT[kunci]
        ]
        return self.order_by(*kolom, "nama", "pk")

    def untuk_daftar(self, *bidang: str) -> Self:
        """What a row of the list shows, with the fields of further columns, and no more."""
        terhubung = {"unit__perangkat_daerah", "instansi"}
        terhubung |= {nama.rpartition("__")[0] for nama in bidang if "__" in nama}
        baris = self.select_related(*terhubung).only(
            "nip", "nama", "gelar_depan", "gelar_belakang", "nama_jabatan", "golongan",
            "status_asn", "jenjang", "instansi__nama_pendek", "unit__nama", "unor_berkas",
            "unit__perangkat_daerah__nama", *bidang,
        )  # fmt: skip
        return baris.dengan_ringkasan().annotate(jp_wajib=_jp_wajib(timezone.localdate()))

    def dengan_ringkasan(self) -> Self:
        """Annotate ``jpm``, ``jp``, ``predikat``, ``kelengkapan``; None while not projected."""
        nama = ("jpm", "jp", "predikat", "kelengkapan")
        return self.annotate(**{satu: F(f"ringkasan__{satu}") for satu in nama})

    def untuk_ekspor(self, *bidang: str) -> Self:
        """What the columns of the workbook read, with further fields; `ekspor` adds the rest."""
        sendiri = {nama for nama in bidang if "__" not in nama}
        terhubung = {nama.partition("__")[0] for nama in bidang if "__" in nama}
        lain = terhubung - {"unit", "instansi", "kedudukan_hukum"}
        baris = self.select_related(*lain) if lain else self
        return baris.only(
            "nip", "nama", "gelar_depan", "gelar_belakang", "nama_jabatan", "golongan",
            "unor_berkas", "unit", "instansi", "kedudukan_hukum", *sendiri, *lain,
        ).dengan_ringkasan()  # fmt: skip

    def untuk_profil(self) -> Self:
        """What stands above every part of a person's page."""
        return self.select_related("unit__perangkat_daerah", "instansi", "kedudukan_hukum")

    def rinci(self, pada: datetime.date) -> Self:
        """What the page of one person shows of the person's own row."""
        return (
            self.untuk_profil()
            .dengan_butir(pada)
            .dengan_kelengkapan(pada)
            .annotate(kotak=F("ringkasan__kotak"), jpm=F("ringkasan__jpm"))
        )

    def jumlah_per_tampilan(self, pada: datetime.date) -> dict[str, int]:
        """Number of persons in each shared view of TAMPILAN. One query."""
        dasar = self.order_by().dengan_kotak(bawah=False)
        return dasar.aggregate(
            **{
                kode: Count("pk", filter=Q(*_syarat(pilihan, pada)))
                for kode, (_, pilihan) in TAMPILAN.items()
            }
        )

    def dengan_butir(self, pada: datetime.date | None = None) -> Self:
        """Annotate each completeness item: ``butir_<kode>`` 1 filled, 0 missing, None not due."""
        hari = pada or timezone.localdate()
        return self.annotate(**kelengkapan.gabungan_skp(hari)).annotate(
            **{butir.anotasi: butir.nilai() for butir in kelengkapan.DAFTAR_BUTIR}
        )

    def dengan_kelengkapan(self, pada: datetime.date | None = None) -> Self:
        """Annotate ``butir_terisi``, ``butir_wajib``, ``persen_lengkap`` (0–100), ``lengkap``."""
        hari = pada or timezone.localdate()
        return (
            self.annotate(**kelengkapan.gabungan_skp(hari))
            .annotate(
                butir_terisi=kelengkapan.jumlah_terisi(), butir_wajib=kelengkapan.jumlah_wajib()
            )
            .annotate(
                persen_lengkap=kelengkapan.persen(),
                lengkap=ExpressionWrapper(
                    Q(butir_terisi=F("butir_wajib")), output_field=BooleanField()
                ),
            )
        )

    def rekap_kelengkapan(self, pada: datetime.date | None = None) -> dict[int, dict[str, int]]:
        """Per instansi_id: ``pegawai``, ``lengkap`` (persons), ``terisi``, ``wajib`` (items).

        One query for all Instansi of the rows at hand. A share is Σ terisi / Σ wajib, or
        Σ lengkap / Σ pegawai, never a mean of percentages.
        """
        baris = (
            self.order_by()
            .dengan_kelengkapan(pada)
            .values("instansi_id")
            .annotate(
                pegawai=Count("pk"),
                jumlah_lengkap=Count("pk", filter=Q(lengkap=True)),
                terisi=Sum("butir_terisi"),
                wajib=Sum("butir_wajib"),
            )
            .values_list("instansi_id", "pegawai", "jumlah_lengkap", "terisi", "wajib")
        )
        kunci = ("pegawai", "lengkap", "terisi", "wajib")
        return {instansi: dict(zip(kunci, nilai, strict=True)) for instansi, *nilai in baris}


def _kata(teks: str) -> list[str]:
    """The words to look for; titles ("S.E.") are left out while other words remain."""
    semua = [kata.strip(",;.'\"()") for kata in teks.replace("\0", "").split()]
    semua = [kata for kata in semua if any(huruf.isalnum() for huruf in kata)]
    tanpa_gelar = [kata for kata in semua if "." not in kata]
    return (tanpa_gelar or semua)[:KATA_CARI_TERBANYAK]


def tambah_bulan(hari: datetime.date, bulan: int) -> datetime.date:
    """The first day of the month ``bulan`` months after that of ``hari``."""
    tahun, sisa = divmod(hari.year * 12 + hari.month - 1 + bulan, 12)
    return datetime.date(tahun, sisa + 1, 1)


def mundur(pada: datetime.date, tahun: int) -> datetime.date:
    """The same day some years before."""
    hari = 28 if (pada.month, pada.day) == (2, 29) else pada.day
    return pada.replace(year=pada.year - tahun, day=hari)


def _syarat(pilihan: Mapping[str, Any], pada: datetime.date) -> list[Q]:
    """The conditions behind the choices that are set."""
    daftar = [
        _pilihan_langsung(pilihan),
        _pilihan_kelompok("jenjang", pilihan.get("jenjang"), KELOMPOK_JABATAN),
        _pilihan_kelompok("tingkat_pendidikan", pilihan.get("pendidikan"), KELOMPOK_PENDIDIKAN),
        _pilihan_golongan(pilihan),
        _pilihan_rentang(pilihan, pada),
        _pilihan_jp(pilihan, pada),
        _pilihan_atau_belum("kotak_tampak", pilihan.get("kotak"), Q(kotak_tampak=None)),
        _pilihan_atau_belum(
            "ringkasan__predikat",
            pilihan.get("predikat"),
            Q(ringkasan__predikat="") | Q(ringkasan=None),
        ),
        *(_TETAP[nama][nilai] for nama in _TETAP if (nilai := pilihan.get(nama)) in _TETAP[nama]),
    ]
    aktif = Q(kedudukan_hukum__dihitung_aktif=True) & (
        Q(tmt_pensiun=None) | Q(tmt_pensiun__gt=pada)
    )
    kedudukan = pilihan.get("kedudukan")
    if kedudukan == "aktif":
        daftar.append(aktif)
    elif kedudukan == "lain":
        daftar.append(~aktif)
    elif kedudukan:
        daftar.append(Q(kedudukan_hukum=kedudukan))
    if bulan := pilihan.get("pensiun"):
        batas = tambah_bulan(pada, int(bulan))
        daftar.append(Q(tmt_pensiun__gt=pada, tmt_pensiun__lte=batas))
    return daftar


def _pilihan_langsung(pilihan: Mapping[str, Any]) -> Q:
    syarat = Q()
    if instansi := pilihan.get("instansi"):
        syarat &= Q(instansi_id=instansi)
    if unit := pilihan.get("unit"):
        syarat &= Q(unit=None) if unit == BELUM else Q(unit__perangkat_daerah=unit)
    if bagian := pilihan.get("bagian"):
        syarat &= Q(_SalahSatu(F("unit_id"), _Subpohon(Value(int(bagian)))))
    for nama, kolom in _LANGSUNG.items():
        if isi := pilihan.get(nama):
            syarat &= Q(**{f"{kolom}__in": isi})
    return syarat


def _pilihan_rentang(pilihan: Mapping[str, Any], pada: datetime.date) -> Q:
    """From–to; an age is turned into dates of birth, so that the column is compared as it is."""
    syarat = Q()
    for kunci, rentang in RENTANG.items():
        dari, sampai = pilihan.get(f"{kunci}_dari"), pilihan.get(f"{kunci}_sampai")
        if kunci == "usia":
            if dari is not None:
                syarat &= Q(tanggal_lahir__lte=mundur(pada, dari))
            if sampai is not None:
                syarat &= Q(tanggal_lahir__gt=mundur(pada, sampai + 1))
            continue
        if dari is not None:
            syarat &= Q(**{f"{rentang.kolom}__gte": dari})
        if sampai is not None:
            syarat &= Q(**{f"{rentang.kolom}__lte": sampai})
    return syarat


def _pilihan_kelompok(
    kolom: str, pilihan: list[str] | None, kelompok: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Q:
    if not pilihan:
        return Q()
    return Q(**{f"{kolom}__in": [isi for kode in pilihan for isi in kelompok[kode][1]]})


def _pilihan_golongan(pilihan: Mapping[str, Any]) -> Q:
    syarat = Q()
    if dari := pilihan.get("golongan_dari"):
        syarat &= Q(urutan_golongan__gte=URUTAN[dari])
    if sampai := pilihan.get("golongan_sampai"):
        syarat &= Q(urutan_golongan__lte=URUTAN[sampai])
    return syarat


def _pilihan_jp(pilihan: Mapping[str, Any], pada: datetime.date) -> Q:
    """Below the duty of a PNS, or at it; the database reads the rule in force."""
    banding = {"kurang": "lt", "cukup": "gte"}.get(pilihan.get("jp", ""))
    if banding is None:
        return Q()
    return Q(**{f"ringkasan__jp__{banding}": _jp_wajib(pada)})


def _jp_wajib(pada: datetime.date) -> Subquery:
    """JP that a PNS owes; the model cannot be imported here, it imports this module."""
    return apps.get_model("pegawai", "KetetapanJp").objects.nilai_wajib_pns(pada)


def _pilihan_atau_belum(kolom: str, pilihan: list[str] | None, belum: Q) -> Q:
    if not pilihan:
        return Q()
    syarat = Q(**{f"{kolom}__in": [satu for satu in pilihan if satu != BELUM]})
    return syarat | belum if BELUM in pilihan else syarat


_LANGSUNG = {
    "status": "status_asn",
    "tingkat_jabatan": "jenjang",
    "kelamin": "jenis_kelamin",
    "tingkat": "tingkat_pendidikan",
}
"""Choices that are values of a column."""
_TETAP: dict[str, dict[str, Q]] = {
    "data": {
        "lengkap": Q(ringkasan__kelengkapan=100),
        "kurang": Q(ringkasan__kelengkapan__lt=100),
        "jauh": Q(ringkasan__kelengkapan__lt=80),
    },
}
