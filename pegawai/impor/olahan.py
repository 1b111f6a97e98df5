"""The state of one check or application: the file, its kind, the cursor, the parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from pegawai.impor.jenis import JenisImpor
from pegawai.models import BerkasImpor


@dataclass
class Olahan:
    """What the functions of a kind get.

    SQL takes named parameters: ``%(instansi)s`` (id), ``%(berkas)s`` (id), ``%(status)s``,
    ``%(tanggal)s`` (the assessment date, from ``--tanggal`` or a title row, or NULL),
    ``%(semua)s`` (may move persons), ``%(hari_ini)s``, ``%(sekarang)s``; a literal ``%`` is
    written ``%%``.
    """

    berkas: BerkasImpor
    jenis: JenisImpor
    kursor: CursorWrapper
    menerapkan: bool = False
    """Applying, not checking."""
    isian: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.isian = {
            "berkas": self.berkas.pk,
            "instansi": self.berkas.instansi_id,
            "status": self.berkas.status_asn,
            "tanggal": self.berkas.tanggal,
            "semua": self.berkas.izinkan_pindah,
            "hari_ini": timezone.localdate(),
            "sekarang": timezone.now(),
            **self.isian,
        }

    @property
    def susunan(self) -> list[dict[str, Any]]:
        """The sheets: name, title rows, headers, and which header is which Kolom."""
        return self.berkas.susunan

    @property
    def lebar(self) -> int:
        return max(len(lembar["kolom"]) for lembar in self.susunan)

    def ada(self, *kolom: str) -> bool:
        """Whether the file has one of the columns; what it does not have, it must not empty."""
        return any(nama in lembar["peta"] for lembar in self.susunan for nama in kolom)

    def judul(self, kolom: str) -> str:
        """SQL of the header that a Kolom has in the sheet of row ``n``."""
        baku = next((k.judul[0] for k in self.jenis.kolom if k.nama == kolom), kolom.upper())
        daftar = [
            lembar["kolom"][lembar["peta"][kolom]] if kolom in lembar["peta"] else baku
            for lembar in self.susunan
        ]
        sql = ["'" + teks.replace("'", "''").replace("%", "%%") + "'" for teks in daftar]
        if len(set(sql)) == 1:
            return sql[0]
        return f"(ARRAY[{', '.join(sql)}])[n.lembar + 1]"

    def jalankan(self, sql: str, **isian: Any) -> int:
        """Run one statement with the parameters; the number of rows it touched."""
        self.kursor.execute(sql, self.isian | isian)
        return self.kursor.rowcount

    def baris(self, sql: str, **isian: Any) -> list[tuple]:
        """All rows of one SELECT."""
        self.kursor.execute(sql, self.isian | isian)
        return self.kursor.fetchall()
