"""The pure modules: box, cut-offs, JPM, the scheme's tables (domain §13.1)."""

import copy
from decimal import Decimal

import pytest

from kompetensi.jpm import hitung_jpm, hitung_potensi
from kompetensi.kategori import bulatkan, pilih_kategori
from kompetensi.kotak import KOTAK, URUTAN_BACA, hitung_kotak
from kompetensi.skema import (
    KOMPONEN_KOSONG,
    NILAI_KOSONG_BAWAAN,
    SUBSKOR_BAWAAN,
    periksa_nilai_kosong,
    periksa_subskor,
)

BATAS = [(Decimal(80), "tinggi"), (Decimal(60), "menengah"), (Decimal(0), "rendah")]
PEMETAAN = [(Decimal(90), "Optimal"), (Decimal(78), "Cukup"), (Decimal(0), "Kurang")]


@pytest.mark.parametrize(
    ("kinerja", "potensial", "kotak"),
    [
        ("DI_BAWAH", "RENDAH", 1),
        ("SESUAI", "RENDAH", 2),
        ("DI_BAWAH", "MENENGAH", 3),
        ("DI_ATAS", "RENDAH", 4),
        ("SESUAI", "MENENGAH", 5),
        ("DI_BAWAH", "TINGGI", 6),
        ("DI_ATAS", "MENENGAH", 7),
        ("SESUAI", "TINGGI", 8),
        ("DI_ATAS", "TINGGI", 9),
        (None, "TINGGI", None),
        ("SESUAI", None, None),
    ],
)
def test_kotak_menurut_dua_kategori(kinerja, potensial, kotak):
    assert hitung_kotak(kinerja, potensial) == kotak


def test_urutan_baca_dan_kelompok():
    assert URUTAN_BACA == (4, 7, 9, 2, 5, 8, 1, 3, 6)
    assert [KOTAK[n].kelompok for n in (1, 4, 7)] == ["bina", "kembang", "suksesi"]
    assert KOTAK[9].label == "Kinerja di atas ekspektasi, potensial tinggi"


@pytest.mark.parametrize(
    ("nilai", "nama"),
    [
        ("80.00", "tinggi"),
        ("79.995", "tinggi"),
        ("79.99", "menengah"),
        ("60.00", "menengah"),
        ("59.99", "rendah"),
    ],
)
def test_dibulatkan_dahulu_lalu_dibandingkan(nilai, nama):
    assert pilih_kategori(Decimal(nilai), BATAS) == nama


def test_kategori_tanpa_nilai_atau_di_bawah_semua_batas():
    assert pilih_kategori(None, BATAS) is None
    assert pilih_kategori(Decimal("-1"), BATAS) is None
    assert bulatkan(Decimal("90.065")) == Decimal("90.07")


def test_jpm_capaian_dibagi_standar():
    assert hitung_jpm([(Decimal("33"), 36)]) == Decimal("91.67")
    assert pilih_kategori(hitung_jpm([(28, 36)]), PEMETAAN) == "Kurang"
    assert hitung_jpm([(Decimal("3.03"), 4), (5, 4)]) == Decimal("100.38")
    assert hitung_jpm([(3, None)]) is None


def test_potensi_butuh_delapan_aspek():
    assert hitung_potensi([4, 4, 5, 4, 5, 4, 4, 4]) == Decimal("85.00")
    assert hitung_potensi([4] * 7) is None


def test_tabel_bawaan_sah():
    assert periksa_subskor(SUBSKOR_BAWAAN) == []
    assert periksa_nilai_kosong(NILAI_KOSONG_BAWAAN, KOMPONEN_KOSONG) == []


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("pendidikan", {"50": 100}),
        ("integritas", {"menjalani": 0, "B": 25, "S": 50, "R": 101}),
        ("integritas", {"menjalani": 0, "B": 25, "S": 50, "R": "x"}),
        ("bangkom", []),
        ("bangkom", [1]),
        ("bangkom", [[1, 40], [5, 60]]),
        ("bangkom", [[0, 0], [5, 60], [5, 80]]),
        ("lama_jabatan", [[0, 40], [1, 160]]),
        ("predikat_langsung", {"BAIK": "SESUAI"}),
        ("asing", {}),
    ],
)
def test_tabel_bercela_ditolak(nama, isi):
    subskor = copy.deepcopy(SUBSKOR_BAWAAN)
    subskor[nama] = isi

    assert len(periksa_subskor(subskor)) == 1


def test_isi_yang_bukan_tabel_ditolak():
    assert periksa_subskor([]) == ["Tabel nilai harus berupa objek JSON."]
    assert periksa_nilai_kosong({}, KOMPONEN_KOSONG)
    assert periksa_nilai_kosong(NILAI_KOSONG_BAWAAN | {"bangkom": True}, KOMPONEN_KOSONG)
