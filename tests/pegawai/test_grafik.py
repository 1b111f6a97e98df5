"""The line over twelve months: places, gaps, and the text that tells the same."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from pegawai.grafik import ATAS, BAWAH, bulan_terakhir, garis_bulan
from pegawai.models import RiwayatKualitas
from tests.factories import PegawaiFactory

PADA = datetime.date(2026, 11, 24)


def test_dua_belas_bulan_sampai_bulan_ini():
    bulan = bulan_terakhir(PADA)

    assert (bulan[0], bulan[-1], len(bulan)) == (
        datetime.date(2025, 12, 1),
        datetime.date(2026, 11, 1),
        12,
    )


def test_bulan_kosong_memutus_garis():
    nilai = {
        datetime.date(2026, 8, 1): Decimal(70),
        datetime.date(2026, 9, 1): None,
        datetime.date(2026, 10, 1): Decimal(80),
        datetime.date(2026, 11, 1): Decimal(90),
    }

    garis = garis_bulan(nilai, PADA)

    assert [(a.bulan.month, b.bulan.month) for a, b in garis.daftar_ruas] == [(10, 11)]
    assert [titik.nilai for titik in garis.berisi] == [70, 80, 90]
    assert [kisi.nilai for kisi in garis.daftar_kisi] == [70, 80, 90]
    assert (garis.pertama.y, garis.terakhir.y) == (f"{BAWAH}.0", f"{ATAS}.0")
    assert (garis.daftar_titik[0].x, garis.terakhir.x) == ("6.00%", "96.00%")


@pytest.mark.parametrize("nilai", [{}, {datetime.date(2025, 11, 1): Decimal(70)}])
def test_tanpa_nilai_tanpa_garis(nilai):
    assert garis_bulan(nilai, PADA) is None


def test_nilai_rata_tetap_punya_skala():
    garis = garis_bulan({datetime.date(2026, 11, 1): Decimal(100)}, PADA)

    assert [kisi.nilai for kisi in garis.daftar_kisi] == [90, 95, 100]


def test_halaman_menggambar_dan_menulis_angka_yang_sama(klien, instansi):
    PegawaiFactory(instansi=instansi)
    bulan = timezone.localdate().replace(day=1)
    RiwayatKualitas.tanpa_batas.create(
        instansi=instansi, bulan=bulan, indeks=Decimal("81.50"), jumlah_pegawai=1,
        rincian={"dimensi": {"COM": "70.25", "TIM": None}},
    )  # fmt: skip

    halaman = klien.get("/pegawai/kualitas/").content.decode()

    assert 'role="img" aria-label="Indeks kualitas data' in halaman
    assert halaman.count("81,5") == 4  # text alternative twice, label of the point, table
    assert "70,3" in halaman
