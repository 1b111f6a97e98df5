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
ISTILAH: dict[str, tuple[str, tuple[str, ...]]] = {
    "AHLI_UTAMA": ("AHLI UTAMA", ("UTAMA",)),
    "AHLI_MADYA": ("AHLI MADYA", ("MADYA",)),
    "AHLI_MUDA": ("AHLI MUDA", ("MUDA",)),
    "AHLI_PERTAMA": ("AHLI PERTAMA", ("PERTAMA",)),
    "PENYELIA": ("PENYELIA", ()),
    "MAHIR": ("MAHIR", ("PELAKSANA LANJUTAN",)),
    "PEMULA": ("PEMULA", ("PELAKSANA PEMULA",)),
    "TERAMPIL": ("TERAMPIL", ("PELAKSANA",)),
}
"""Tier of JF → its word in PermenPANRB 1/2023, and the words of before."""

# Old words of two parts can mean nothing else; a single one counts at the end of a name of JF only.
_JF = [
    (re.compile(rf"\b({'|'.join([baku, *(kata for kata in lama if ' ' in kata)])})\b"), jenjang)
    for jenjang, (baku, lama) in ISTILAH.items()
]
_JF_LAMA = [
    (re.compile(rf"\b{kata}\s*$"), jenjang)
    for jenjang, (_, lama) in ISTILAH.items()
    for kata in lama
    if " " not in kata
]
_KURUNG = re.compile(r"\([^()]*\)")
_BUKAN_HURUF = re.compile(r"[^A-Z0-9]+")
STRUKTURAL, FUNGSIONAL, PELAKSANA = "1", "2", "4"
JENJANG_PER_JENIS = {
    STRUKTURAL: ("JPT_UTAMA", "JPT_MADYA", "JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS"),
    FUNGSIONAL: tuple(ISTILAH),
    PELAKSANA: ("PELAKSANA",),
}


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


def bakukan(nama: str) -> str:
    """A name of a job without what is only its spelling: case, signs, doubled spaces."""
    return _BUKAN_HURUF.sub(" ", nama.upper()).strip()


def nama_lain(nama: str, jenis: str) -> list[str]:
    """Other spellings of a job, as ``bakukan`` writes them, likeliest first; not its own.

    The tier before or after the name, without what stands in brackets, and for JF the tier in the
    words of today. What of it is a job, only the reference knows.
    """
    sendiri = bakukan(nama)
    hasil: list[str] = []
    for dasar in (sendiri, bakukan(_KURUNG.sub(" ", nama))):
        hasil.append(dasar)
        for baku, lama in ISTILAH.values():
            for kata in (baku, *(lama if jenis == FUNGSIONAL else ())):
                for inti in (dasar.removeprefix(f"{kata} "), dasar.removesuffix(f" {kata}")):
                    if inti != dasar:
                        hasil += [f"{inti} {baku}", f"{baku} {inti}"]
    return [satu for satu in dict.fromkeys(hasil) if satu and satu != sendiri]
