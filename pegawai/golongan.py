"""Golongan dan pangkat: the closed list, and reading the ways in which files write them.

PNS: I/a–IV/e with a pangkat (PP 99/2000 jo. PP 12/2002); PPPK: I–XVII without one
(Perpres 98/2020). SIASN's numeric ids of the two collide, so the text is the key.
"""

import re

PANGKAT = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
GOLONGAN_PPPK = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
URUTAN = {golongan: n for n, golongan in enumerate([*GOLONGAN_PPPK, *PANGKAT], start=1)}
"""Rank for sorting: PPPK below PNS, each ascending."""

_PNS = re.compile(r"\b(IV|III|II|I|[1-4])\s*[./-]?\s*([A-Ea-e])\b")


def baca_golongan(teks: str) -> str | None:
    """The golongan that ``teks`` means (`III.D`, `3d`, `Penata Tk. I - III/d`, `IX`), else None."""
    rapi = teks.strip()
    if rapi.upper() in GOLONGAN_PPPK:
        return rapi.upper()
    if cocok := _PNS.search(rapi):
        angka, ruang = cocok.groups()
        romawi = {"1": "I", "2": "II", "3": "III", "4": "IV"}.get(angka, angka)
        golongan = f"{romawi}/{ruang.lower()}"
        return golongan if golongan in PANGKAT else None
    nama = re.sub(r"\bTk\.?|\bTingkat\.?", "Tingkat", rapi, flags=re.IGNORECASE).casefold()
    nama = " ".join(nama.split())
    return next((gol for gol, pangkat in PANGKAT.items() if pangkat.casefold() == nama), None)
