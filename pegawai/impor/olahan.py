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

    def jalankan(self, sql: str, **isian: Any) -> int:
        """Run one statement with the parameters; the number of rows it touched."""
        self.kursor.execute(sql, self.isian | isian)
        return self.kursor.rowcount

    def baris(self, sql: str, **isian: Any) -> list[tuple]:
        """All rows of one SELECT."""
        self.kursor.execute(sql, self.isian | isian)
        return self.kursor.fetchall()
