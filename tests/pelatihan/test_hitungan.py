from decimal import Decimal

import pytest

from pegawai.models import JenisPelatihan
from pelatihan.jp import hitung_jp
from pelatihan.rupiah import baca_rupiah


@pytest.mark.parametrize(
    ("kode", "jumlah", "internasional", "jp"),
    [("B7", 3, False, "15"), ("B6", 2, True, "12"), ("B3", 40, True, "48"), ("A1", 2, False, "40")],
)
def test_konversi_jp(db, kode, jumlah, internasional, jp):
    jenis = JenisPelatihan.objects.get(kode=kode)

    assert hitung_jp(jenis, jumlah, internasional=internasional) == Decimal(jp)


@pytest.mark.parametrize(
    ("teks", "rupiah"),
    [
        ("Rp 1,595,757,500,00", "1595757500.00"),
        ("1.595.757.500", "1595757500"),
        ("1595757500.5", "1595757500.5"),
        ("Rp1.250.000,-", "1250000"),
        ("(2.000.000)", "-2000000"),
        ("1.000", "1000"),
        ("0", "0"),
    ],
)
def test_jumlah_rupiah_dibaca(teks, rupiah):
    assert baca_rupiah(teks) == Decimal(rupiah)


@pytest.mark.parametrize("teks", ["", "seribu", "1e9", "--5", "Rp"])
def test_bukan_jumlah_rupiah_ditolak(teks):
    assert baca_rupiah(teks) is None
