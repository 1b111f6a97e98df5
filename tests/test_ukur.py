"""The harness of the benchmarks; the benchmarks themselves run with `make bench`."""

import json

import pytest

from tests.ukur import Hasil, di_proses_lain, median
from tests.ukur.__main__ import baca, daftar_modul, ganti_basis, tabel


@pytest.mark.parametrize(
    ("hasil", "tercapai", "sasaran"),
    [
        (Hasil("a", 0.3, 0.1, sasaran_rasio=3), True, "<= 3x"),
        (Hasil("b", 0.31, 0.1, sasaran_rasio=3), False, "<= 3x"),
        (Hasil("c", 0.3, sasaran_rasio=3), False, "<= 3x"),
        (Hasil("d", 410, sasaran=400, satuan="MiB"), False, "<= 400 MiB"),
        (Hasil("e", 1.0, sasaran=1), True, "<= 1 s"),
        (Hasil("f", 1.0), None, ""),
    ],
)
def test_sasaran_dinilai(hasil, tercapai, sasaran):
    assert hasil.tercapai is tercapai
    assert hasil.teks_sasaran == sasaran


def test_tabel_memuat_rasio_dan_tanda():
    teks = tabel([("petakan", [Hasil("10.000 orang", 1.5, 0.5, sasaran=1, catatan="catatan")])])

    baris = [sel.strip() for sel in teks.splitlines()[2].strip("|").split("|")]
    assert baris == ["petakan: 10.000 orang", "1.5 s", "0.5 s", "3.00", "<= 1 s MELESET", "catatan"]


def test_hasil_kembali_dari_berkas(tmp_path):
    hasil = Hasil("a", 0.3, 0.1, sasaran_rasio=3, catatan="é")
    berkas = tmp_path / "a.json"
    berkas.write_text(json.dumps({"nama": "a", "hasil": [hasil.ke_json()]}))

    assert baca(berkas) == [hasil]


def test_median_tidak_menghitung_pemanasan():
    panggilan = []

    median(lambda: panggilan.append(1), ulang=3, pemanasan=2)

    assert len(panggilan) == 5


def test_nama_basis_diganti_pada_soket_dan_tcp():
    assert ganti_basis("postgres://a@%2Ftmp%2Fs/talenta", "x") == "postgres://a@%2Ftmp%2Fs/x"
    assert ganti_basis("postgres://a:b@host:5433/talenta", "x") == "postgres://a:b@host:5433/x"


def test_setiap_modul_memenuhi_kontrak():
    import importlib

    for nama in daftar_modul():
        assert callable(importlib.import_module(f"tests.ukur.{nama}").ukur)


def test_panggilan_di_proses_lain_memberi_hasil_dan_memori():
    jawaban = di_proses_lain("operator:add", 1, 2)

    assert jawaban["hasil"] == 3
    assert jawaban["mib"] > 10
