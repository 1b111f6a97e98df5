"""Kinds of import files, and the registry by which the upper apps add theirs.

How an upper app hooks in (``AppConfig.ready``)::

    from pegawai import impor
    impor.daftarkan(impor.JenisImpor(kode="asesmen", nama="Hasil asesmen", ...))

What happens to a file of a kind:

1. ``baca`` finds the header row of each sheet that ``lembar`` accepts, and copies the rows, all
   text, into a temporary table. A sheet counts when it has at least ``min_kepala`` known headers
   and every ``wajib`` column; unknown columns are a warning. Title rows stay in
   ``BerkasImpor.susunan`` ([{"nama", "judul": [[text]], "baris_kepala", "kolom": [header]}]).
2. The engine makes the temporary table **impor_kerja**: ``lembar`` (index in `susunan`),
   ``nomor`` (row in the sheet), and one text column for each ``Kolom``, cleaned by its macam:
   ``teks`` (spaces, NBSP, leading apostrophe, the words for "empty" are gone; empty is NULL),
   ``nip`` (also without dots and dashes; a number stays recognisable), ``tanggal`` is two
   columns: ``x`` (date or NULL) and ``x_teks``; ``angka`` is ``x`` (numeric, decimal comma and
   ``%`` understood) and ``x_teks``. ``nip`` is ``x``, ``x_mentah``, ``x_sah`` (18 digits) and
   ``x_lahir`` (the birth date in it, or NULL).
3. ``siapkan(olahan)`` of the kind makes **impor_nilai** with ``olahan.jalankan("CREATE TEMP TABLE
   impor_nilai ON COMMIT DROP AS SELECT ... FROM impor_kerja k ...")``. Its columns: ``lembar``,
   ``nomor``, ``kunci`` (shown, e.g. the NIP), ``nama``, ``pegawai_id``, ``objek_id`` (id of the
   record that the row means, NULL = new), every name in ``bidang``, and whatever the rules need.
   The rules see impor_nilai as ``n`` and impor_kerja as ``k``.
4. Each ``Aturan`` of ``aturan`` is evaluated over all rows at once; findings, outcome and field
   differences (``bidang`` against ``lama``) become BarisImpor.
5. On apply, 2-4 run again inside the lock, from the stored cells; then ``terapkan(olahan)``
   writes; without one, the engine upserts ``bidang`` into ``model`` with ``konflik`` as arbiter.
   It must leave the id of new records in ``impor_nilai.objek_id``. ``sesudah(olahan)`` runs after.
6. ``batalkan(olahan)`` undoes; without one, the engine restores the images of ``model``.

``lama`` is the SELECT of the current record: ``id`` and all ``bidang``. It defaults to the table of
``model``; a kind that writes children gives them there as jsonb, and the same jsonb in impor_nilai,
so that difference, before-image and undo see them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    from akses.models import Pengguna
    from pegawai.impor.olahan import Olahan
    from pegawai.models import BerkasImpor


@dataclass(frozen=True)
class Kolom:
    """A column that the import uses: its name in SQL and the headers that mean it."""

    nama: str
    judul: tuple[str, ...]
    macam: str = "teks"
    """teks, kode (``.0`` of a number cell goes, ``0`` is nothing), nip, tanggal, angka"""
    wajib: bool = False
    panjang: int = 0
    """Length of the field it goes to; longer text is a warning and the kind cuts it."""


@dataclass(frozen=True)
class Aturan:
    """One rule over the staged rows: a code, the column to mark, a condition, a sentence.

    ``pesan`` may hold ``{name}``; ``isian`` gives the SQL text expression for each name.
    """

    kode: str
    kolom: str
    kondisi: str
    pesan: str
    galat: bool = True
    isian: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class JenisImpor:
    """A kind of file; see the module's docstring for what each part does."""

    kode: str
    nama: str
    model: type[models.Model]
    kolom: tuple[Kolom, ...]
    bidang: tuple[str, ...]
    siapkan: Callable[[Olahan], None]
    aturan: tuple[Aturan, ...] = ()
    keterangan: str = ""
    izin: str = "pegawai.add_berkasimpor"
    """Permission without which an account is not offered this kind."""
    dikenal: tuple[str, ...] = ()
    """Headers that are neither used nor reported as unknown."""
    lembar: Callable[[str], bool] | None = None
    """Which sheets to read, by name; None = the first one that has the columns."""
    min_kepala: int = 3
    kunci_kosong: tuple[str, ...] = ("nip", "nama")
    """A row in which all of these are empty is no row; three of them end the table."""
    bidang_mentah: bool = False
    """Keep all cells by header in ``data_siasn`` and compare those that no Kolom uses."""
    dasar: str = ""
    """The field of ``bidang`` that keeps what the source said last; impor_nilai then also has
    ``tanya``, see ``tiga_arah``."""
    hitungan: Callable[[Olahan], dict[str, Any]] | None = None
    """Further figures for the preview, counted once with the rows at hand."""
    ringkas: tuple[str, ...] = ()
    """The fields that BarisImpor.nilai keeps for the preview; all ``bidang`` when empty."""
    konflik: tuple[str, ...] = ()
    """Columns of the unique constraint by which the engine's own upsert finds the record."""
    konflik_syarat: str = ""
    """Its condition, when the index is a partial one."""
    konflik_id: bool = False
    """Update by id and only insert by ``konflik``: for keys that may be empty."""
    pembeda: tuple[str, ...] = ()
    """Fields that tell new records apart where ``konflik`` is empty, so each gets its own id."""
    bersama: bool = False
    """Shared reference data: only accounts with the scope SEMUA may upload and apply it."""
    nilai_baru: Mapping[str, str] = field(default_factory=dict)
    """Further columns of a new record: SQL over ``n`` and the parameters."""
    lama: str = ""
    periksa_berkas: Callable[[BerkasImpor], None] | None = None
    """Looks at the file itself before its rows are read; raises ValidationError to refuse it."""
    kunci: Callable[[CursorWrapper, int], None] | None = None
    """Locks of an Instansi what must hold still from the first look to the last write, of an
    application as of an undo."""
    terapkan: Callable[[Olahan], None] | None = None
    sesudah: Callable[[Olahan], None] | None = None
    batalkan: Callable[[Olahan], None] | None = None
    ikut_terhapus: tuple[type[models.Model], ...] = ()
    """Projections that go with a new record when the import is undone."""
    label: Mapping[str, str] = field(default_factory=dict)
    """Labels of the fields in the preview; the rest come from the model."""

    def label_bidang(self, nama: str) -> str:
        """What a field is called on the page."""
        if nama in self.label:
            return self.label[nama]
        bidang = {b.attname: b for b in self.model._meta.concrete_fields}.get(nama)
        return str(bidang.verbose_name) if bidang else nama


_JENIS: dict[str, JenisImpor] = {}


def daftarkan(jenis: JenisImpor) -> None:
    """Make a kind known. The same kind may be registered again; another of its name may not."""
    ada = _JENIS.get(jenis.kode)
    if ada is not None and ada.siapkan is not jenis.siapkan:
        raise ValueError(f"Jenis impor {jenis.kode} sudah terdaftar.")
    _JENIS[jenis.kode] = jenis


def daftar_jenis(pengguna: Pengguna | None = None) -> list[JenisImpor]:
    """All kinds, or those that ``pengguna`` may upload."""
    semua: Iterable[JenisImpor] = _JENIS.values()
    return [
        jenis
        for jenis in semua
        if pengguna is None or pengguna.has_perms(["pegawai.add_berkasimpor", jenis.izin])
    ]


def ambil_jenis(kode: str) -> JenisImpor:
    """The kind of that code. Raises KeyError."""
    return _JENIS[kode]
