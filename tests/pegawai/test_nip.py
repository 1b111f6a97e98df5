"""The NIP. The vectors are those of the domain reference; SQL agrees, see test_impor_aturan."""

import datetime

import pytest

from pegawai import nip

HARI_INI = datetime.date(2026, 11, 24)


def test_vektor_pns_pria():
    bersih = nip.bersihkan("'19850717 201001 1 999")

    assert bersih == "198507172010011999"
    assert nip.periksa(bersih, HARI_INI) is None
    assert nip.tanggal_lahir(bersih) == datetime.date(1985, 7, 17)
    assert nip.jenis_kelamin(bersih) == "L"
    assert nip.tmt_cpns(bersih) == datetime.date(2010, 1, 1)
    assert not nip.adalah_pppk(bersih)


def test_vektor_pppk_wanita():
    bersih = nip.bersihkan("19950510 2024 21 2 999")

    assert nip.periksa(bersih, HARI_INI) is None
    assert nip.adalah_pppk(bersih)
    assert nip.tahun_angkat(bersih) == 2024
    assert nip.tmt_cpns(bersih) is None
    assert nip.jenis_kelamin(bersih) == "P"


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("", "nip_kosong"),
        ("  ", "nip_kosong"),
        ("1.98507E+17", "nip_format_angka"),
        ("1,98507e+17", "nip_format_angka"),
        ("1.985071720100119e+17", "nip_format_angka"),
        ("1980.0", "nip_format_angka"),
        ("1980", "nip_bukan_18_digit"),
        ("19850717201001199", "nip_bukan_18_digit"),
        ("19850717201001199A", "nip_bukan_18_digit"),
        ("198513172010011999", "nip_tanggal_lahir_mustahil"),
        ("198502302010011999", "nip_tanggal_lahir_mustahil"),
        ("201502032024011999", "nip_tanggal_lahir_mustahil"),
        ("194502032024011999", "nip_tanggal_lahir_mustahil"),
        ("195511242024011999", "nip_tanggal_lahir_mustahil"),
        ("195511251975011999", None),
        ("200911242026111999", None),
        ("200911252026111999", "nip_tanggal_lahir_mustahil"),
        ("198507172010131999", "nip_susunan_mustahil"),
        ("198507172010001999", "nip_susunan_mustahil"),
        ("198507172010013999", "nip_susunan_mustahil"),
        ("198507172001011999", "nip_susunan_mustahil"),
        ("198507172027011999", "nip_susunan_mustahil"),
        ("198507172018211999", "nip_susunan_mustahil"),
        ("198507172019211999", None),
        ("1985.0717-2010\u00a001`1999", None),
    ],
)
def test_kode(teks, kode):
    assert nip.periksa(teks, HARI_INI) == kode
