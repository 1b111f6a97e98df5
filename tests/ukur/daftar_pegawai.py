"""The list of 100,000 persons: every sort, pages from first to last, filters, the search.

Each page is measured beside its floor in the same round: an empty page (the sign-in form) plus the
page's own SQL run bare. A line names the worst address of its group. The account sees all fifteen
Instansi; the pages of one Instansi are a group of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median as median_nilai
from urllib.parse import urlencode

from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akses.models import Pengguna
from pegawai.kolom import KOLOM_URUT
from pegawai.kualitas import DIMENSI, PERIKSA_PER_KODE
from pegawai.models import Pegawai, UnitOrganisasi
from tests.ukur import Hasil, detik, isi_data_contoh

JUMLAH = 100_000
ULANG = 5
KUERI_TERBANYAK = 8
SASARAN = 2
DAFTAR = reverse("pegawai:daftar")

SARINGAN: tuple[dict[str, str], ...] = (
    {"status": "PNS"},
    {"kedudukan": "aktif"},
    {"kedudukan": "lain"},
    {"kedudukan": "01"},
    {"jenjang": "jpt"},
    {"tingkat_jabatan": "AHLI_MUDA"},
    {"tmt_jabatan_dari": "2024-01-01"},
    {"golongan_dari": "III/a", "golongan_sampai": "III/d"},
    {"tmt_golongan_dari": "2023-01-01", "tmt_golongan_sampai": "2023-12-31"},
    {"masa_kerja_dari": "20", "masa_kerja_sampai": "25"},
    {"tmt_cpns_sampai": "2000-12-31"},
    {"kelamin": "P"},
    {"usia_dari": "50", "usia_sampai": "55"},
    {"pendidikan": "magister"},
    {"tingkat": "40"},
    {"kontrak_sampai": "2027-12-31"},
    {"pensiun": "12"},
    {"jp": "kurang"},
    {"kotak": "9"},
    {"kotak": "5"},
    {"predikat": "BAIK"},
    {"predikat": "belum"},
    {"data": "kurang"},
    {"status": "PNS", "usia_dari": "50", "jenjang": "pelaksana", "data": "kurang", "urut": "jp"},
)
CARIAN = ("siti", "stii rahmwati", "rahmah guru", "puskesms", "198501", "kepala bidang", "xqzjw")


@dataclass(frozen=True)
class Ukuran:
    """What one address took."""

    alamat: str
    detik: float
    lantai: float
    kueri: int

    @property
    def rasio(self) -> float:
        return self.detik / self.lantai


def daftar_kelompok() -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """Name of the group, account, queries of its addresses."""
    urutan = [{"urut": f"{tanda}{kunci}"} for kunci in KOLOM_URUT for tanda in ("", "-")]
    kode = ["ada", *DIMENSI, *PERIKSA_PER_KODE]
    yield "halaman bawaan", "bkd", [{}]
    yield "setiap urutan, naik dan turun", "bkd", urutan
    yield (
        "halaman tengah dan akhir",
        "bkd",
        [
            {"halaman": halaman, "urut": urut}
            for halaman in ("1000", "999999")
            for urut in ("nama", "-jpm", "tmt_golongan", "jabatan")
        ],
    )
    yield "setiap saringan", "bkd", [*SARINGAN, *_saringan_unit()]
    yield "setiap temuan mutu data", "bkd", [{"temuan": satu} for satu in kode]
    yield "pencarian, juga salah ketik", "bkd", [{"q": satu} for satu in CARIAN]
    yield (
        "satu instansi",
        "pengelola.6201",
        [
            {},
            *urutan[:8],
            {"halaman": "999999"},
            {"q": "stii"},
            {"jp": "kurang"},
            {"temuan": "ada"},
        ],
    )


def _saringan_unit() -> Iterator[dict[str, str]]:
    """One Instansi, a perangkat daerah, and a unit below it."""
    bawah = UnitOrganisasi.tanpa_batas.filter(induk=F("perangkat_daerah"), aktif=True)
    bagian = bawah.filter(pk__in=Pegawai.tanpa_batas.values("unit")).order_by("pk")[0]
    unit = {"unit": str(bagian.perangkat_daerah_id)}
    yield {"instansi": str(bagian.instansi_id)}
    yield unit
    yield unit | {"bagian": str(bagian.pk)}
    yield {"unit": "belum"}


def ukur(jumlah: int = JUMLAH, ulang: int = ULANG) -> list[Hasil]:
    if not Pegawai.tanpa_batas.exists():
        isi_data_contoh(jumlah)
    hasil, terbanyak = [], 0
    for nama, akun, daftar in daftar_kelompok():
        semua = list(_ukur_kelompok(akun, daftar, ulang))
        terbanyak = max(terbanyak, *(satu.kueri for satu in semua))
        hasil.append(_terburuk(nama, semua))
    hasil.append(_akhir_banding_awal(ulang))
    hasil.append(
        Hasil("kueri terbanyak", terbanyak, sasaran=KUERI_TERBANYAK, satuan="kueri",
              catatan="dari semua alamat di atas")
    )  # fmt: skip
    return hasil


def _terburuk(nama: str, semua: list[Ukuran]) -> Hasil:
    buruk = max(semua, key=lambda satu: satu.rasio)
    lama = max(semua, key=lambda satu: satu.detik)
    return Hasil(
        nama,
        buruk.detik,
        buruk.lantai,
        sasaran_rasio=SASARAN,
        catatan=f"terburuk dari {len(semua)}: {buruk.alamat or '(tanpa saringan)'}; "
        f"{sum(satu.rasio <= SASARAN for satu in semua)} memenuhi; "
        f"terlama {lama.detik:.2f} s: {lama.alamat or '(tanpa saringan)'}",
    )


def _akhir_banding_awal(ulang: int) -> Hasil:
    """The last page beside the first, in turns."""
    klien = _klien("bkd")
    awal, akhir = [], []
    for _ in range(ulang * 2):
        awal.append(detik(lambda: klien.get(DAFTAR)))
        akhir.append(detik(lambda: klien.get(f"{DAFTAR}?halaman=999999")))
    return Hasil(
        "halaman akhir dibanding halaman pertama",
        median_nilai(akhir),
        median_nilai(awal),
        sasaran_rasio=1.2,
        catatan="lantai: halaman pertama",
    )


def _klien(akun: str) -> Client:
    klien = Client(SERVER_NAME="localhost")
    klien.force_login(Pengguna.objects.get(username=akun))
    return klien


def _ukur_kelompok(akun: str, daftar: Iterable[dict[str, str]], ulang: int) -> Iterator[Ukuran]:
    klien, tamu = _klien(akun), Client(SERVER_NAME="localhost")
    for isi in daftar:
        yield _ukur_satu(klien, tamu, urlencode(isi), ulang)


def _ukur_satu(klien: Client, tamu: Client, isi: str, ulang: int) -> Ukuran:
    alamat, kosong = f"{DAFTAR}?{isi}", reverse("account_login")
    klien.get(alamat)
    with CaptureQueriesContext(connection) as kueri:
        jawaban = klien.get(alamat)
    if jawaban.status_code != 200 or "jadi tidak dipakai" in jawaban.text:
        raise RuntimeError(f"{alamat}: {jawaban.status_code}")
    sql = [satu["sql"] for satu in kueri.captured_queries]
    baca = [satu for satu in sql if satu.startswith(("SELECT", "WITH", "("))]
    halaman, lantai = [], []
    for _ in range(ulang):  # in turns: what else the machine does falls on both
        halaman.append(detik(lambda: klien.get(alamat)))
        lantai.append(detik(lambda: tamu.get(kosong)) + detik(lambda: _jalankan(baca)))
    return Ukuran(isi, median_nilai(halaman), median_nilai(lantai), len(sql))


def _jalankan(daftar_sql: list[str]) -> None:
    """The SQL of a page as it went over the wire, fetched and thrown away."""
    with connection.cursor() as kursor:
        for sql in daftar_sql:
            kursor.execute(sql)
            kursor.fetchall()
