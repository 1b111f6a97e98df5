"""Server time, queries and bytes of the pages that people open most, at two sizes.

Through Django's test client with the real settings: middleware, templates and database, no
network. The floor of a page is an empty page (the sign-in form) plus its own SQL run bare: what
is left above it is Python and templates. A page must ask the same number of questions of a small
and of a large database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akses.models import Pengguna
from pegawai.models import Pegawai
from tests.ukur import Hasil, isi_data_contoh, median

UKURAN = (3_000, 100_000)
ULANG = 9


@dataclass(frozen=True)
class Ukuran:
    """What one page took."""

    nama: str
    detik: float
    lantai: float
    kueri: int
    bita: int


def daftar_halaman() -> Iterator[tuple[str, str, str]]:
    """Name, account and address of each page."""
    orang = Pegawai.tanpa_batas.filter(
        instansi__kode_kemendagri="62.01", status_asn="PNS", jenjang="ADMINISTRATOR"
    ).order_by("nip")[0]
    yield "daftar pegawai, satu instansi", "pengelola.6201", reverse("pegawai:daftar")
    yield "daftar pegawai, 15 instansi", "bkd", reverse("pegawai:daftar")
    yield "cari nama, 15 instansi", "bkd", reverse("pegawai:daftar") + "?q=siti"
    yield "rincian pegawai", "pengelola.6201", orang.get_absolute_url()
    yield "peta talenta, satu instansi", "komite.6201", "/talenta/peta/"
    yield "peta talenta, 15 instansi", "bkd", "/talenta/peta/"
    yield "beranda gubernur", "gubernur", reverse("beranda")
    yield "beranda bupati", "kepala.6201", reverse("beranda")
    yield "beranda pengelola", "pengelola.6201", reverse("beranda")
    yield "daftar laporan", "kabadan.6201", "/evaluasi/laporan/"
    yield "laporan", "kepala.6201", _alamat_laporan()


def _alamat_laporan() -> str:
    from evaluasi.models import LaporanEvaluasi

    laporan = LaporanEvaluasi.tanpa_batas.filter(instansi__kode_kemendagri="62.01")
    return laporan.order_by("-periode__tanggal_data")[0].get_absolute_url()


def ukur() -> list[Hasil]:
    hasil: list[Hasil] = []
    kecil: dict[str, Ukuran] = {}
    for jumlah in UKURAN:
        if Pengguna.objects.exclude(username="sistem").exists():
            call_command("flush", interactive=False, verbosity=0)
            call_command("siapkan_rujukan")
        isi_data_contoh(jumlah)
        kosong = _halaman_kosong()
        hasil.append(Hasil(f"halaman kosong, {_ribu(jumlah)}", kosong))
        for nama, akun, alamat in daftar_halaman():
            ukuran = _ukur_halaman(nama, akun, alamat, kosong)
            hasil.append(
                Hasil(
                    f"{nama}, {_ribu(jumlah)}",
                    ukuran.detik,
                    ukuran.lantai,
                    catatan=f"{ukuran.kueri} kueri, {ukuran.bita / 1024:.0f} KiB",
                )
            )
            awal = kecil.setdefault(nama, ukuran)
            if jumlah == UKURAN[-1]:
                hasil.append(
                    Hasil(
                        f"kueri {nama}",
                        ukuran.kueri,
                        awal.kueri,
                        sasaran_rasio=1,
                        satuan="kueri",
                        catatan=f"lantai: kueri pada {_ribu(UKURAN[0])} pegawai",
                    )
                )
    return hasil


def _ukur_halaman(nama: str, akun: str, alamat: str, kosong: float) -> Ukuran:
    klien = Client(SERVER_NAME="localhost")
    klien.force_login(Pengguna.objects.get(username=akun))
    klien.get(alamat)
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        jawaban = klien.get(alamat)
    if jawaban.status_code != 200:
        raise RuntimeError(f"{alamat} sebagai {akun}: {jawaban.status_code}")
    daftar_sql = [satu["sql"] for satu in kueri.captured_queries]  # the next request empties it
    baca = [sql for sql in daftar_sql if sql.startswith(("SELECT", "WITH"))]
    return Ukuran(
        nama,
        detik=median(lambda: klien.get(alamat), ulang=ULANG),
        lantai=kosong + median(lambda: _jalankan(baca), ulang=ULANG),
        kueri=len(daftar_sql),
        bita=len(jawaban.content),
    )


def _halaman_kosong() -> float:
    klien = Client(SERVER_NAME="localhost")
    return median(lambda: klien.get(reverse("account_login")), ulang=ULANG)


def _jalankan(daftar_sql: list[str]) -> None:
    """The SQL of a page as it went over the wire, fetched and thrown away."""
    with connection.cursor() as kursor:
        for sql in daftar_sql:
            kursor.execute(sql)
            kursor.fetchall()


def _ribu(jumlah: int) -> str:
    return f"{jumlah:,}".replace(",", ".")
