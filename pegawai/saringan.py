"""The closed lists by which the list of persons is filtered and sorted."""

from __future__ import annotations

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

TAMPILAN: dict[str, tuple[str, dict[str, object]]] = {
    "semua": ("Semua", {}),
    "pimpinan": ("JPT dan administrator", {"jenjang": ["jpt", "administrator"]}),
    "jp": ("PNS belum cukup JP", {"status": ["PNS"], "kedudukan": "aktif", "jp": "kurang"}),
    "data": ("Data belum lengkap", {"data": "kurang"}),
    "pensiun": ("Pensiun dalam 12 bulan", {"pensiun": "12"}),
}
"""Shared views of the list: name and the choices behind it."""
