"""The only scope filter in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

if TYPE_CHECKING:
    from akses.models import Pengguna

AGREGAT_REKAP = (models.Count, models.Sum, models.Avg)


class InstansiQuerySet(models.QuerySet):
    """The fifteen local governments: shared rows, but an account works with its own."""

    def untuk(self, pengguna: Pengguna) -> Self:
        """Keep the Instansi whose persons ``pengguna`` may see."""
        if pengguna.lingkup == pengguna.Lingkup.SEMUA:
            return self
        return self.filter(pk=pengguna.instansi_id) if pengguna.instansi_id else self.none()

    def untuk_rekap(self, pengguna: Pengguna) -> Self:
        """Keep the Instansi whose grouped figures ``pengguna`` may see."""
        return self if boleh_membandingkan(pengguna) else self.untuk(pengguna)


class TerbatasQuerySet(models.QuerySet):
    """Rows that belong to an Instansi. ``untuk`` is the only scope filter in the project."""

    def untuk(self, pengguna: Pengguna) -> Self:
        """Keep the rows ``pengguna`` may see; nothing for an account without a scope."""
        if pengguna.lingkup == pengguna.Lingkup.SEMUA:
            return self
        if not pengguna.instansi_id:
            return self.none()
        return self.filter(**{self.model.JALUR_INSTANSI: pengguna.instansi_id})

    def rekap(self, pengguna: Pengguna, *kelompok: str, **agregat: Any) -> list[dict[str, Any]]:
        """Grouped figures, one dict a group; all Instansi for those who may compare.

        Groups are the Instansi path or fields with a closed set of values, figures are Count, Sum
        or Avg: neither can carry a name, so a figure never becomes a person.
        Raises ValueError for anything else.
        """
        for nama in kelompok:
            if not self._boleh_dikelompokkan(nama):
                raise ValueError(f"{nama} bukan kelompok rekap: nilainya dapat menunjuk orang.")
        for nama, nilai in agregat.items():
            if not isinstance(nilai, AGREGAT_REKAP):
                raise ValueError(f"{nama} bukan Count, Sum, atau Avg.")
        baris = self if boleh_membandingkan(pengguna) else self.untuk(pengguna)
        if not kelompok:  # values() without a name would be the rows themselves
            return [baris.aggregate(**agregat)]
        return list(baris.order_by().values(*kelompok).annotate(**agregat))

    def _boleh_dikelompokkan(self, nama: str) -> bool:
        jalur = self.model.JALUR_INSTANSI
        if nama == jalur or nama.startswith(f"{jalur}__"):
            return True
        model, bidang = self.model, None
        for bagian in nama.split("__"):
            try:
                bidang = model._meta.get_field(bagian)
            except FieldDoesNotExist:
                return False
            model = bidang.related_model or model
        if not isinstance(bidang, models.Field) or bidang.unique:
            return False
        return bool(bidang.choices) or isinstance(
            bidang, models.BooleanField | models.SmallIntegerField
        )


def boleh_membandingkan(pengguna: Pengguna) -> bool:
    """Whether grouped figures of all Instansi are open to ``pengguna``.

    Provincial accounts and heads of region, while PERBANDINGAN_ANTARDAERAH is on.
    """
    if pengguna.lingkup == pengguna.Lingkup.SEMUA:
        return True
    if not (settings.PERBANDINGAN_ANTARDAERAH and pengguna.instansi_id):
        return False
    return pengguna.instansi.adalah_provinsi or pengguna.has_perm("akses.pimpin_daerah")
