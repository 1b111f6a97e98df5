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
IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN tahun >= 1 AND bulan BETWEEN 1 AND 12 AND hari >= 1 AND hari <= CASE
        WHEN bulan IN (4, 6, 9, 11) THEN 30
        WHEN bulan <> 2 THEN 31
        WHEN tahun % 4 = 0 AND (tahun % 100 <> 0 OR tahun % 400 = 0) THEN 29
        ELSE 28 END
    THEN make_date(tahun, bulan, hari) END
$$;
CREATE OR REPLACE FUNCTION pg_temp.tahun_penuh(angka text) RETURNS int
IMMUTABLE STRICT LANGUAGE sql AS $$
    SELECT angka::int + CASE WHEN length(angka) = 4 THEN 0 WHEN angka::int < 50 THEN 2000
        ELSE 1900 END
$$;
-- NULL where baca_tanggal raises or says None; one call costs about 1 µs.
CREATE OR REPLACE FUNCTION pg_temp.baca_tanggal(teks text) RETURNS date
IMMUTABLE STRICT LANGUAGE plpgsql AS $$
DECLARE
    rapi text;
    m text[];
BEGIN
    IF substr(teks, 3, 1) = '-' AND teks ~ '^[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}$' THEN
        RETURN pg_temp.hari_ada(right(teks, 4)::int, substr(teks, 4, 2)::int, left(teks, 2)::int);
    ELSIF teks ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN
        RETURN pg_temp.hari_ada(left(teks, 4)::int, substr(teks, 6, 2)::int, right(teks, 2)::int);
    END IF;
    rapi := lower(btrim(replace(teks, U&'\\00A0', ' '), E' \\t\\r\\n''`'));
    m := regexp_match(rapi, '{_TAHUN_DULU}');
    IF m IS NOT NULL THEN
        RETURN pg_temp.hari_ada(m[1]::int, m[2]::int, m[3]::int);
    END IF;
    m := regexp_match(rapi, '{_HARI_DULU}');
    IF m IS NOT NULL THEN
        RETURN pg_temp.hari_ada(pg_temp.tahun_penuh(m[3]), m[2]::int, m[1]::int);
    END IF;
    m := regexp_match(rapi, '{_BULAN_HURUF}');
    IF m IS NOT NULL THEN
        RETURN pg_temp.hari_ada(
            pg_temp.tahun_penuh(m[3]), ('{_BULAN_JSON}'::jsonb ->> m[2])::int, m[1]::int
        );
    END IF;
    IF rapi ~ '{_SERI}' AND rapi::numeric BETWEEN {_SERI_TERKECIL} AND {_SERI_TERBESAR} THEN
        RETURN date '{_EPOK}' + trunc(rapi::numeric)::int;
    END IF;
    RETURN NULL;
END $$;
"""
"""Twin of ``baca_tanggal`` for the staging table (it returns NULL where Python raises)."""

_HARI, _BULAN_ANGKA, _TAHUN = "(0[1-9]|1[0-9]|2[0-8])", "(0[1-9]|1[0-2])", "(19|20)[0-9]{2}"


def sql_baca(x: str) -> str:
    """SQL of the date that column ``x`` means.

    The two common forms (on a day that every month has) are in line: a third of the time.
    """
    return (
        f"CASE WHEN {x} = '' THEN NULL WHEN {x} ~ '^{_HARI}-{_BULAN_ANGKA}-{_TAHUN}$' "
        f"THEN make_date(right({x}, 4)::int, substr({x}, 4, 2)::int, left({x}, 2)::int) "
        f"WHEN {x} ~ '^{_TAHUN}-{_BULAN_ANGKA}-{_HARI}$' THEN {x}::date "
        f"ELSE pg_temp.baca_tanggal({x}) END"
    )
