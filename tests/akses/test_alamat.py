"""What an address says is believed only where it can be a number of ours."""

import pytest

from akses.alamat import baca_nomor


@pytest.mark.parametrize(
    ("teks", "nomor"), [("7", 7), ("0", 0), ("007", 7), ("9" * 17, 10**17 - 1)]
)
def test_nomor_terbaca(teks, nomor):
    assert baca_nomor(teks) == nomor


@pytest.mark.parametrize(
    "teks", [None, "", "-1", "1.5", " 1", "tujuh", "٣", "²", "1\0", "9" * 18, "9" * 9000]
)
def test_bukan_nomor_dibaca_sebagai_tidak_ada(teks):
    assert baca_nomor(teks) is None
