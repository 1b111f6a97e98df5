"""The NIP: 18 digits that say birth date, first appointment, sex (and PPPK by "21").

Pure functions. The import checks the same rules as SQL over whole columns; one test holds the
two together.
"""

import datetime
import re

_BUKAN_ISI = re.compile(r"[\s.\-'`’‘]")
_ANGKA = re.compile(r"^\s*[+-]?\d+([.,]\d+)?[eE][+-]?\d+\s*$|^\s*\d+\.0+\s*$")
_NIP = re.compile(r"[0-9]{18}")

USIA_TERMUDA, USIA_TERTUA = 17, 70
TAHUN_PPPK_PERTAMA = 2019
PPPK = "21"


def bersihkan(teks: str) -> str:
    """Without what people put between and before the digits: ``'19850717 201001 1 999``."""
    return _BUKAN_ISI.sub("", teks)


def berformat_angka(teks: str) -> bool:
    """Whether ``teks`` went through a number: 18 digits do not fit a double, so it is corrupt."""
    return bool(_ANGKA.match(teks))


def periksa(teks: str, pada: datetime.date) -> str | None:
    """The code of what is wrong with the NIP in ``teks`` on that day, or None."""
    if berformat_angka(teks):
        return "nip_format_angka"
    nip = bersihkan(teks)
    if not nip:
        return "nip_kosong"
    if not _NIP.fullmatch(nip):
        return "nip_bukan_18_digit"
    lahir = tanggal_lahir(nip)
    if lahir is None or not USIA_TERMUDA <= _usia(lahir, pada) <= USIA_TERTUA:
        return "nip_tanggal_lahir_mustahil"
    return None if _tersusun(nip, lahir, pada) else "nip_susunan_mustahil"


def tanggal_lahir(nip: str) -> datetime.date | None:
    """Birth date in digits 1-8; None when there is no such day."""
    try:
        return datetime.date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return None


def adalah_pppk(nip: str) -> bool:
    """A PPPK has "21" where a PNS has the month of TMT CPNS."""
    return nip[12:14] == PPPK


def tahun_angkat(nip: str) -> int:
    """Year of TMT CPNS, or of the first appointment as PPPK."""
    return int(nip[8:12])


def tmt_cpns(nip: str) -> datetime.date | None:
    """TMT CPNS of a PNS, always the first of a month; None for PPPK."""
    return None if adalah_pppk(nip) else datetime.date(tahun_angkat(nip), int(nip[12:14]), 1)


def jenis_kelamin(nip: str) -> str:
    """``L`` or ``P``, from digit 15."""
    return {"1": "L", "2": "P"}[nip[14]]


def _tersusun(nip: str, lahir: datetime.date, pada: datetime.date) -> bool:
    pppk = adalah_pppk(nip)
    paling_awal = max(lahir.year + USIA_TERMUDA, TAHUN_PPPK_PERTAMA if pppk else 0)
    return (
        (pppk or 1 <= int(nip[12:14]) <= 12)
        and nip[14] in "12"
        and paling_awal <= tahun_angkat(nip) <= pada.year
    )


def _usia(lahir: datetime.date, pada: datetime.date) -> int:
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))
