"""Writing many rows: COPY for what Python invents, INSERT … SELECT for what follows from it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from evaluasi.contoh.orang import baris_copy

UKURAN_POTONG = 4 * 1024 * 1024


class _Aliran(io.RawIOBase):
    """A file that COPY reads while the rows are still being invented: memory stays flat."""

    def __init__(self, potongan: Iterable[str]) -> None:
        self._potongan = iter(potongan)
        self._sisa = b""

    def readable(self) -> bool:
        return True

    def read(self, ukuran: int = -1) -> bytes:
        batas = ukuran if ukuran > 0 else UKURAN_POTONG
        while len(self._sisa) < batas:
            baris = next(self._potongan, None)
            if baris is None:
                break
            self._sisa += baris.encode()
        hasil, self._sisa = self._sisa[:batas], self._sisa[batas:]
        return hasil


def salin(
    model: type[models.Model], kolom: tuple[str, ...], daftar_baris: Iterable[list[Any]]
) -> None:
    """COPY rows into the table of a model. Fields not in ``kolom`` get the model's default."""
    bawaan = {
        bidang.column: bidang.get_prep_value(bidang.get_default())
        for bidang in model._meta.local_concrete_fields
        if not bidang.primary_key and not bidang.generated and bidang.column not in kolom
    }
    bawaan = {nama: getattr(nilai, "adapted", nilai) for nama, nilai in bawaan.items()}
    nama_kolom = ", ".join(f'"{nama}"' for nama in (*kolom, *bawaan))
    ekor = list(bawaan.values())
    perintah = f'COPY "{model._meta.db_table}" ({nama_kolom}) FROM STDIN'
    with connection.cursor() as kursor:
        kursor.copy_expert(perintah, _Aliran(baris_copy([*baris, *ekor]) for baris in daftar_baris))


def jalankan(*perintah: str, **isi: Any) -> None:
    """Run SQL statements in order; ``%(nama)s`` stands for a value."""
    with connection.cursor() as kursor:
        for satu in perintah:
            kursor.execute(satu, isi)


def segarkan_statistik(*daftar_model: type[models.Model]) -> None:
    """ANALYZE before the next big statement plans with numbers of an empty table."""
    with connection.cursor() as kursor:
        for model in daftar_model:
            kursor.execute(f'ANALYZE "{model._meta.db_table}"')
