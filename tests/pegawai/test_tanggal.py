"""Dates as files write them; Python and SQL read the same."""

import datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pegawai.tanggal import (
    FUNGSI_SQL,
    HARI_KOSONG,
    KOSONG,
    baca_tanggal,
    cari_tanggal,
    sql_baca,
)

HARI = datetime.date(1985, 7, 17)
DIKENAL = {
    "17-07-1985": HARI,
    "17/07/1985": HARI,
    "17.07.1985": HARI,
    "17 07 1985": HARI,
    "17-7-85": HARI,
    "'17-07-1985": HARI,
    "1985-07-17": HARI,
    "1985/7/17": HARI,
    "1985-07-17 00:00:00": HARI,
    "1985-07-17T00:00:00": HARI,
    " 17 Juli 1985 ": HARI,
    "17-Jul-85": HARI,
    "17 JULI 1985/ Pembina Tk.I": HARI,
    "17 July 1985": HARI,
    "31245": HARI,
    "31245.5": HARI,
    "1-Apr-23": datetime.date(2023, 4, 1),
    "01 April 2024/ Pembina Tk.I": datetime.date(2024, 4, 1),
    "01-04-49": datetime.date(2049, 4, 1),
    "01-04-50": datetime.date(1950, 4, 1),
    "29-02-2024": datetime.date(2024, 2, 29),
    "31-12-1999": datetime.date(1999, 12, 31),
    "30-04-2000": datetime.date(2000, 4, 30),
    "29\u00a0Pebruari\u00a02000": datetime.date(2000, 2, 29),
    "9 Agt 2021": datetime.date(2021, 8, 9),
    "9 Nopember 2021": datetime.date(2021, 11, 9),
}
TAK_ADA = [*KOSONG, "NULL", "01-01-1900", "1900-01-01", "1899-12-30 00:00:00", "31-12-1899"]
MUSTAHIL = [
    "31-02-1980", "29-02-1900", "31-04-2000", "07/17/1985", "1985-13-01", "0-1-2000", "00-07-1985",
    "17-00-1985", "1980", "99999", "besok", "17 Mulai 1985", "17-07-198", "2026", "#N/A",
    "0000-01-01", "17-07-19855", "1985-07-175",
]  # fmt: skip


def baca_sql(kursor, teks):
    kursor.execute(f"SELECT {sql_baca('x')} FROM (SELECT %s::text AS x) t", [teks])
    return kursor.fetchone()[0]


def baca_python(teks):
    """As SQL answers: no date and no such day are both None."""
    try:
        return baca_tanggal(teks)
    except ValueError:
        return None


@pytest.fixture
def kursor(db):
    with connection.cursor() as kursor:
        kursor.execute(FUNGSI_SQL)
        yield kursor


@pytest.mark.parametrize(("teks", "hari"), DIKENAL.items())
def test_bentuk_yang_dikenal(teks, hari, kursor):
    assert baca_tanggal(teks) == hari
    assert baca_sql(kursor, teks) == hari


@pytest.mark.parametrize("teks", TAK_ADA)
def test_kata_untuk_tidak_ada(teks, kursor):
    assert baca_tanggal(teks) is None
    assert baca_sql(kursor, teks) in {None, *HARI_KOSONG}


@pytest.mark.parametrize("teks", MUSTAHIL)
def test_yang_mustahil_ditolak(teks, kursor):
    with pytest.raises(ValueError, match=r".*"):
        baca_tanggal(teks)
    assert baca_sql(kursor, teks) is None


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.from_regex(r"[0-9]{1,4}[-/. ]{1,2}[0-9]{1,2}[-/. ][0-9]{1,5}.{0,3}", fullmatch=True),
        st.from_regex(r"[0-9]{1,2}[- ]?(jan|Mei|AGT|okt|des|xyz)[- ]?[0-9]{2,4}", fullmatch=True),
        st.from_regex(r"[0-9]{4,6}([.][0-9]{1,3})?", fullmatch=True),
        st.dates(datetime.date(1900, 1, 2)).map(lambda hari: hari.strftime("%d-%m-%Y")),
    ).filter(str.isascii)
)
def test_python_dan_sql_sama(kursor, teks):
    teks = teks.replace("\x00", "")

    sql = baca_sql(kursor, teks)

    assert baca_python(teks) == (None if sql in HARI_KOSONG else sql)


def test_tanggal_dalam_judul():
    assert cari_tanggal("TUJUAN PENILAIAN : PEMETAAN, TANGGAL 15 Juli 2025") == datetime.date(
        2025, 7, 15
    )
    assert cari_tanggal("Nomor 31-02-2020 tanggal 1-3-2020") == datetime.date(2020, 3, 1)
    assert cari_tanggal("31-02-2020") is None
    assert cari_tanggal("KEADAAN NOVEMBER 2026") is None
