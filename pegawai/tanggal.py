"""Dates as files write them, in Python and as a SQL function; one test holds the two together.

Day first. Known: ``17-07-1985`` with ``- / .`` or a space, ``1985-07-17`` (also with a time),
``1-Apr-23``, ``01 April 2024`` (Indonesian or English), any of them with text behind it
(``01 April 2024/ Pembina Tk.I``), and Excel's day number. Words for "nothing" are None.
"""

import datetime
import json
import re
from collections.abc import Iterable

KOSONG = ("", "null", "none", "-", "--", "---", "0", "0.0", "00-00-0000", "0000-00-00")
HARI_KOSONG = (
    datetime.date(1899, 12, 30), datetime.date(1899, 12, 31), datetime.date(1900, 1, 1),
)  # fmt: skip
"""What an empty date becomes in Excel."""
_EPOK = datetime.date(1899, 12, 30)
_SERI_TERKECIL, _SERI_TERBESAR = 10_000, 73_050  # 18-05-1927 to 2099: "1980" is a year, no day

BULAN = {
    nama: nomor
    for nomor, daftar in enumerate(
        (
            "jan januari january", "feb februari february peb pebruari", "mar maret march",
            "apr april", "mei may", "jun juni june", "jul juli july",
            "agu agt ags agust agustus aug august", "sep sept september", "okt oktober oct october",
            "nov nop november nopember", "des desember dec december",
        ),
        start=1,
    )
    for nama in daftar.split()
}  # fmt: skip

_TAHUN_DULU = r"^([0-9]{4})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{1,2})(?![0-9])"
_HARI_DULU = r"^([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})(?![0-9])"
_BULAN_HURUF = r"^([0-9]{1,2})[-/., ]*([a-z]{3,9})[-/., ]*([0-9]{4}|[0-9]{2})(?![0-9])"
_SERI = r"^[0-9]{5}([.][0-9]+)?$"


def baca_tanggal(teks: str) -> datetime.date | None:
    """The date that ``teks`` means, None when it means none. Raises ValueError otherwise."""
    rapi = teks.replace("\u00a0", " ").strip(" \t\r\n'`").lower()
    if rapi in KOSONG:
        return None
    hari = _urai(rapi)
    return None if hari in HARI_KOSONG else hari


def cari_tanggal(teks: str) -> datetime.date | None:
    """The first full date inside ``teks``, such as a title row: ``TANGGAL 15 Juli 2025``."""
    for cocok in re.finditer(r"[0-9]{1,4}[-/., ]+(?:[0-9]{1,2}|[A-Za-z]{3,9})[-/., ]+[0-9]+", teks):
        try:
            return baca_tanggal(cocok[0])
        except ValueError:
            continue
    return None


def _urai(rapi: str) -> datetime.date:
    if cocok := re.match(_TAHUN_DULU, rapi):
        tahun, bulan, hari = cocok.groups()
        return datetime.date(int(tahun), int(bulan), int(hari))
    if cocok := re.match(_HARI_DULU, rapi):
        hari, bulan, tahun = cocok.groups()
        return datetime.date(_tahun(tahun), int(bulan), int(hari))
    if cocok := re.match(_BULAN_HURUF, rapi):
        hari, nama, tahun = cocok.groups()
        return datetime.date(_tahun(tahun), BULAN.get(nama, 0), int(hari))
    if re.match(_SERI, rapi) and _SERI_TERKECIL <= float(rapi) <= _SERI_TERBESAR:
        return _EPOK + datetime.timedelta(days=int(float(rapi)))
    raise ValueError(rapi)


def _tahun(angka: str) -> int:
    """A year of two digits is one of the hundred years up to 2049."""
    if len(angka) == 4:
        return int(angka)
    return int(angka) + (2000 if int(angka) < 50 else 1900)


def _daftar(nilai: Iterable[object]) -> str:
    return "'{" + ",".join(f'"{satu}"' for satu in nilai) + "}'"


_BULAN_JSON = json.dumps(BULAN)


FUNGSI_SQL = f"""
CREATE OR REPLACE FUNCTION pg_temp.hari_ada(tahun int, bulan int, hari int) RETURNS date
IMMUTABLE STRICT LANGUAGE plpgsql AS $$
BEGIN
    IF tahun < 1 OR bulan NOT BETWEEN 1 AND 12 OR hari < 1 OR hari > (CASE
        WHEN bulan IN (4, 6, 9, 11) THEN 30
        WHEN bulan <> 2 THEN 31
        WHEN tahun % 4 = 0 AND (tahun % 100 <> 0 OR tahun % 400 = 0) THEN 29
        ELSE 28 END)
    THEN
        RETURN NULL;
    END IF;
    RETURN make_date(tahun, bulan, hari);
END $$;
CREATE OR REPLACE FUNCTION pg_temp.tahun_penuh(angka text) RETURNS int
IMMUTABLE STRICT LANGUAGE sql AS $$
    SELECT angka::int + CASE WHEN length(angka) = 4 THEN 0 WHEN angka::int < 50 THEN 2000
        ELSE 1900 END
$$;
-- What was read; teks is NULL when the cell means nothing, hari is NULL when it means no day.
CREATE OR REPLACE FUNCTION pg_temp.baca_tanggal(teks text) RETURNS date
IMMUTABLE STRICT LANGUAGE plpgsql AS $$
DECLARE
    rapi text;
    m text[];
    hari date;
BEGIN
    IF teks ~ '^[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}$' THEN  -- SIASN's own form
        hari := pg_temp.hari_ada(right(teks, 4)::int, substr(teks, 4, 2)::int, left(teks, 2)::int);
    ELSIF teks ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN  -- a date cell of Excel
        hari := pg_temp.hari_ada(left(teks, 4)::int, substr(teks, 6, 2)::int, right(teks, 2)::int);
    ELSE
        rapi := lower(btrim(replace(teks, U&'\\00A0', ' '), E' \\t\\r\\n''`'));
        IF rapi ~ '{_TAHUN_DULU}' THEN
            m := regexp_match(rapi, '{_TAHUN_DULU}');
            hari := pg_temp.hari_ada(m[1]::int, m[2]::int, m[3]::int);
        ELSIF rapi ~ '{_HARI_DULU}' THEN
            m := regexp_match(rapi, '{_HARI_DULU}');
            hari := pg_temp.hari_ada(pg_temp.tahun_penuh(m[3]), m[2]::int, m[1]::int);
        ELSIF rapi ~ '{_BULAN_HURUF}' THEN
            m := regexp_match(rapi, '{_BULAN_HURUF}');
            hari := pg_temp.hari_ada(
                pg_temp.tahun_penuh(m[3]),
                ('{_BULAN_JSON}'::jsonb ->> m[2])::int,
                m[1]::int
            );
        ELSIF rapi ~ '{_SERI}' AND rapi::numeric BETWEEN {_SERI_TERKECIL} AND {_SERI_TERBESAR} THEN
            hari := date '{_EPOK}' + trunc(rapi::numeric)::int;
        END IF;
    END IF;
    RETURN hari;
END $$;
"""
"""Twin of ``baca_tanggal`` for the staging table (it returns NULL where Python raises)."""

SQL_KOSONG = f"""(lower({{x}}) = ANY ({_daftar(KOSONG)}::text[])
    OR pg_temp.baca_tanggal({{x}}) = ANY ({_daftar(HARI_KOSONG)}::date[]))"""
"""Whether a cell means "no date"; ``{{x}}`` is the cell."""
