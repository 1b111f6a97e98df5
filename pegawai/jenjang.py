"""Tier of a job from what files say: kind of job, eselon, name. Pure functions.

Names come as ``BIDAN MAHIR``, reversed as ``TERAMPIL - PERAWAT``, and in the words of before
PermenPANRB 1/2023 (``Perawat Pelaksana Lanjutan``, ``Guru Madya``).
"""

import re

ESELON_SIASN = {
    "10": "I.a", "11": "I.a", "12": "I.b", "21": "II.a", "22": "II.b", "31": "III.a",
    "32": "III.b", "41": "IV.a", "42": "IV.b", "51": "V.a", "52": "V.b",
}  # fmt: skip
_JENJANG_ESELON = {
    "I": "JPT_MADYA",
    "II": "JPT_PRATAMA",
    "III": "ADMINISTRATOR",
    "IV": "PENGAWAS",
    "V": "PELAKSANA",  # UU 5/2014 Pasal 131: eselon V became jabatan pelaksana
}
_ESELON = re.compile(r"\b(III|II|IV|I|V)\s*[./ ]?\s*([AB])\b")
_JF = [
    (re.compile(rf"\b{pola}\b"), jenjang)
    for pola, jenjang in (
        ("AHLI UTAMA", "AHLI_UTAMA"),
        ("AHLI MADYA", "AHLI_MADYA"),
        ("AHLI MUDA", "AHLI_MUDA"),
        ("AHLI PERTAMA", "AHLI_PERTAMA"),
        ("PENYELIA", "PENYELIA"),
        ("MAHIR|PELAKSANA LANJUTAN", "MAHIR"),
        ("PEMULA", "PEMULA"),
        ("TERAMPIL", "TERAMPIL"),
    )
]
_JF_LAMA = [
    (re.compile(rf"\b{pola}\s*$"), jenjang)
    for pola, jenjang in (
        ("UTAMA", "AHLI_UTAMA"),
        ("MADYA", "AHLI_MADYA"),
        ("MUDA", "AHLI_MUDA"),
        ("PERTAMA", "AHLI_PERTAMA"),
        ("PELAKSANA", "TERAMPIL"),
    )
]
STRUKTURAL, FUNGSIONAL, PELAKSANA = "1", "2", "4"


def baca_eselon(kode: str, nama: str) -> str:
    """``II.b`` from SIASN's id, else from the name; empty for those without."""
    if kode in ESELON_SIASN:
        return ESELON_SIASN[kode]
    cocok = _ESELON.search(nama.upper())
    return f"{cocok[1]}.{cocok[2].lower()}" if cocok else ""


def baca_jenis_jabatan(kode: str, nama: str) -> str:
    """SIASN's id of the kind of job; empty when the file does not say."""
    if kode in {STRUKTURAL, FUNGSIONAL, PELAKSANA}:
        return kode
    rapi = nama.upper()
    if "UMUM" in rapi or "PELAKSANA" in rapi:
        return PELAKSANA
    if "FUNGSIONAL" in rapi:
        return FUNGSIONAL
    return STRUKTURAL if "STRUKTURAL" in rapi else ""


def baca_jenjang(jenis: str, eselon: str, kode_eselon: str, nama: str) -> str:
    """The Jenjang, or empty when it cannot be known."""
    if jenis == PELAKSANA:
        return "PELAKSANA"
    if jenis in {STRUKTURAL, ""} and eselon:
        return "JPT_UTAMA" if kode_eselon == "10" else _JENJANG_ESELON[eselon.split(".")[0]]
    if jenis == STRUKTURAL:
        return ""
    rapi = " ".join(nama.upper().replace("-", " ").split())
    pola = [*_JF, *(_JF_LAMA if jenis == FUNGSIONAL else [])]
    return next((jenjang for satu, jenjang in pola if satu.search(rapi)), "")
