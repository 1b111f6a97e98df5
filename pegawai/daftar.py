"""The persons behind an address of the list, for the page, the export and the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from akses.models import Pengguna
from pegawai.kualitas import yang_bertemuan
from pegawai.models import Pegawai, UnitOrganisasi

if TYPE_CHECKING:
    from pegawai.forms_daftar import SaringForm
    from pegawai.querysets import PegawaiQuerySet


def dasar(pengguna: Pengguna, form: SaringForm) -> PegawaiQuerySet:
    """The persons of the reader, with the box as far as the reader may know it."""
    return Pegawai.untuk(pengguna).dengan_kotak(bawah=form.kotak_bawah)


def tersaring(pengguna: Pengguna, form: SaringForm) -> PegawaiQuerySet:
    """What search and filters leave, sorted."""
    baris = dasar(pengguna, form).saring(form.pilihan, timezone.localdate())
    if temuan := form.pilihan.get("temuan"):
        baris = yang_bertemuan(baris, temuan, form.acuan)
    return terurut(pengguna, form, baris)


def terurut(pengguna: Pengguna, form: SaringForm, baris: PegawaiQuerySet) -> PegawaiQuerySet:
    """The rows in the order of the list; a search narrows them too."""
    q = form.pilihan.get("q")
    if q:
        baris = baris.cari(q, UnitOrganisasi.untuk(pengguna))
    return baris.urutkan(form.pilihan.get("urut", ""), mencari=bool(q))
