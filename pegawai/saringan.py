"""The closed lists by which the list of persons is filtered and sorted."""

from __future__ import annotations

from dataclasses import dataclass

KELOMPOK_JABATAN: dict[str, tuple[str, tuple[str, ...]]] = {
    "jpt": ("JPT", ("JPT_UTAMA", "JPT_MADYA", "JPT_PRATAMA")),
    "administrator": ("Administrator", ("ADMINISTRATOR",)),
    "pengawas": ("Pengawas", ("PENGAWAS",)),
    "ahli": (
        "Fungsional keahlian",
        ("AHLI_UTAMA", "AHLI_MADYA", "AHLI_MUDA", "AHLI_PERTAMA"),
    ),
    "terampil": (
        "Fungsional keterampilan",
        ("PENYELIA", "MAHIR", "TERAMPIL", "PEMULA"),
    ),
    "pelaksana": ("Pelaksana", ("PELAKSANA",)),
}
KELOMPOK_PENDIDIKAN: dict[str, tuple[str, tuple[str, ...]]] = {
    "slta": ("SLTA atau lebih rendah", ("05", "10", "12", "15", "17", "18")),
    "diploma": ("D-I sampai D-III", ("20", "25", "30")),
    "sarjana": ("D-IV atau S-1", ("35", "40")),
    "magister": ("S-2", ("45",)),
    "doktor": ("S-3", ("50",)),
}
URUTAN_KOTAK = (4, 7, 9, 2, 5, 8, 1, 3, 6)
"""The nine boxes in reading order: Y = kinerja upward, X = potensial to the right."""
BELUM = "belum"
BULAN_PENSIUN = (1, 120)
"""How many months ahead retirements can be asked for."""


@dataclass(frozen=True)
class Rentang:
    """A filter "from – to": both ends belong to it, either may be missing.

    ``batas`` are the numbers that make sense; None means dates.
    """

    label: str
    kolom: str
    batas: tuple[int, int] | None = None
    satuan: str = ""


RENTANG: dict[str, Rentang] = {
    "usia": Rentang("Usia", "tanggal_lahir", (15, 80), "tahun"),
    "masa_kerja": Rentang("Masa kerja golongan", "masa_kerja_tahun", (0, 60), "tahun"),
    "tahun_lulus": Rentang("Tahun lulus", "tahun_lulus", (1950, 2100)),
    "tmt_cpns": Rentang("TMT CPNS", "tmt_cpns"),
    "tmt_golongan": Rentang("TMT golongan", "tmt_golongan"),
    "tmt_jabatan": Rentang("TMT jabatan", "tmt_jabatan"),
    "kontrak": Rentang("Akhir kontrak", "akhir_kontrak"),
}
PASANGAN = {"golongan": "Golongan", **{kunci: satu.label for kunci, satu in RENTANG.items()}}
"""Every pair of fields ``<key>_dari`` and ``<key>_sampai``, with its label."""

KELOMPOK_SARINGAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Jabatan", ("jenjang", "tingkat_jabatan", "tmt_jabatan")),
    ("Golongan dan masa kerja", ("golongan", "tmt_golongan", "masa_kerja", "tmt_cpns")),
    ("Identitas dan pendidikan", ("kelamin", "usia", "pendidikan", "tingkat", "tahun_lulus")),
    ("Kontrak dan pensiun", ("kontrak", "pensiun")),
    ("Kompetensi dan kinerja", ("jp", "kotak", "predikat")),
    ("Mutu data", ("data", "temuan")),
)
"""The panel of filters below unit and status, in fold-outs; names of fields or of pairs."""

TAMPILAN: dict[str, tuple[str, dict[str, object]]] = {
    "semua": ("Semua", {}),
    "pimpinan": ("JPT dan administrator", {"jenjang": ["jpt", "administrator"]}),
    "jp": ("PNS belum cukup JP", {"status": ["PNS"], "kedudukan": "aktif", "jp": "kurang"}),
    "data": ("Data belum lengkap", {"data": "kurang"}),
    "pensiun": ("Pensiun dalam 12 bulan", {"pensiun": "12"}),
}
"""Shared views of the list: name and the choices behind it."""
