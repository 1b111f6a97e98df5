import datetime

import pytest

from evaluasi import kalender


@pytest.mark.parametrize(
    ("kode", "nama", "mulai", "akhir", "lalu", "nanti"),
    [
        ("2026-TW1", "Triwulan I 2026", (1, 1), (3, 31), "2025-TW4", "2026-TW2"),
        ("2026-TW3", "Triwulan III 2026", (7, 1), (9, 30), "2026-TW2", "2026-TW4"),
        ("2026-S2", "Semester II 2026", (7, 1), (12, 31), "2026-S1", "2027-S1"),
        ("2026", "Tahun 2026", (1, 1), (12, 31), "2025", "2027"),
    ],
)
def test_kode_dan_harinya(kode, nama, mulai, akhir, lalu, nanti):
    rentang = kalender.urai(kode)

    assert rentang.nama == nama
    assert (rentang.mulai, rentang.akhir) == (
        datetime.date(2026, *mulai),
        datetime.date(2026, *akhir),
    )
    assert (rentang.sebelumnya, rentang.sesudahnya) == (lalu, nanti)


@pytest.mark.parametrize("kode", ["", "2026-TW5", "2026-S3", "26-TW1", "2026-TW1\n", "2026-tw1"])
def test_kode_asing_ditolak(kode):
    with pytest.raises(ValueError, match="tidak dikenal"):
        kalender.urai(kode)


def test_periode_yang_baru_berakhir():
    assert kalender.kode_berakhir(datetime.date(2026, 10, 1)) == ["2026-TW3", "2026-S1", "2025"]
    assert kalender.kode_berakhir(datetime.date(2027, 1, 1)) == ["2026-TW4", "2026-S2", "2026"]
