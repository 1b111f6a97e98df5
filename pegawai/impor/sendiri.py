"""Our own exports on their way back, unchanged or mended by the office.

Such a file is no word of SIASN's: it is compared like any list of an office's (``tiga_arah``). And
a cell that says what the record would write again changes nothing, also where another file would
say more with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Susunan = list[dict[str, Any]]
Bidang = tuple[str, tuple[str, ...], str]
JUDUL_SIASN = "PNS ID"
"""Only the form of SIASN has it; a list of ours has columns that SIASN does not know."""

_NAMA_TETAP = "p.id IS NOT NULL AND coalesce(k.nama_jabatan, '') = p.nama_jabatan"


def ekspor_sendiri(susunan: Susunan) -> bool:
    """Whether the file bears the mark of an export of ours."""
    return any(lembar.get("sendiri", False) for lembar in susunan[:1])


def bentuk_siasn_sendiri(susunan: Susunan) -> bool:
    """Whether it is our export in SIASN's form: bare names, and all that a new person needs."""
    return ekspor_sendiri(susunan) and JUDUL_SIASN in susunan[0]["kolom"]


def bidang_sendiri(biasa: Mapping[str, Bidang]) -> dict[str, Bidang]:
    """The SQL of each field, where an unchanged cell must leave the record as it is."""
    hasil = dict(biasa)
    for nama, ganti in {
        "tanggal_lahir": "CASE WHEN k.tanggal_lahir IS NULL AND p.id IS NOT NULL "
        "THEN p.tanggal_lahir ELSE {} END",
        "jenis_kelamin": "CASE WHEN k.jenis_kelamin IS NULL AND p.id IS NOT NULL "
        "THEN p.jenis_kelamin ELSE {} END",
        "jabatan_id": f"CASE WHEN {_NAMA_TETAP} THEN p.jabatan_id ELSE {{}} END",
        "jenjang": f"CASE WHEN {_NAMA_TETAP} AND (k.jenis_jabatan_id IS NULL AND "
        "k.jenis_jabatan_nama IS NULL AND k.eselon_id IS NULL AND k.eselon_nama IS NULL "
        "OR coalesce(pj.jenjang, '') = '') THEN p.jenjang ELSE {} END",
        "unit_id": "CASE WHEN k.unor_id IS NULL THEN coalesce(u.id, p.unit_id) ELSE u.id END",
        # A list writes the name of the unit, which is not always the one that a file gave it.
        "unor_berkas": "CASE WHEN u.id = p.unit_id OR u.id IS NULL AND k.unor_id IS NULL "
        "AND p.unit_id IS NOT NULL THEN p.unor_berkas ELSE {} END",
    }.items():
        sql, kolom, bawaan = biasa[nama]
        hasil[nama] = (ganti.format(sql), kolom, bawaan)
    return hasil


def sel_terisi(mentah: str) -> str:
    """SQL of the cells that are filled: an empty one of ours says nothing about SIASN's."""
    return (
        f"coalesce((SELECT jsonb_object_agg(s.key, s.value) FROM jsonb_each({mentah}) s "
        "WHERE s.value NOT IN ('null', '\"\"')), '{}')"
    )
