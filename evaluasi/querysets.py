"""Reading reports and corrective actions."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, Q
from django.db.models.fields.json import KT

from akses.querysets import TerbatasQuerySet, boleh_membandingkan

if TYPE_CHECKING:
    from akses.models import Pengguna
    from evaluasi.models import PeriodeEvaluasi


def membaca_semua(pengguna: Pengguna) -> bool:
    """Whether the reports of all Instansi are open: SEMUA, and the governor's own accounts."""
    if pengguna.lingkup == pengguna.Lingkup.SEMUA:
        return True
    if not pengguna.instansi_id:
        return False
    return pengguna.instansi.adalah_provinsi and pengguna.has_perm("evaluasi.baca_semua_laporan")


class LaporanEvaluasiQuerySet(TerbatasQuerySet):
    """A report holds grouped figures and no persons, so the governor reads all fifteen."""

    def untuk(self, pengguna: Pengguna) -> Self:
        return self if membaca_semua(pengguna) else super().untuk(pengguna)

    def perbandingan(
        self, pengguna: Pengguna, daftar_periode: list[PeriodeEvaluasi]
    ) -> list[dict[str, Any]]:
        """The figures of every Instansi that ``pengguna`` may compare, one dict a report.

        ``periode``, ``instansi``, ``status``, ``capaian`` (as in the report) and ``sebaran``:
        grouped figures, never a text, a name or the figures of a single unit. One query.
        """
        baris = self if boleh_membandingkan(pengguna) else self.untuk(pengguna)
        return list(
            baris.filter(periode__in=daftar_periode)
            .order_by("instansi__kode_kemendagri")
            .values("periode", "instansi", "status", "batas_putusan", "pk")
            .annotate(
                capaian=F("isi__capaian"),
                sebaran=F("isi__sebaran"),
                per=KT("isi__periode__tanggal_data"),
            )
        )

    def menunggu_keputusan(self) -> Self:
        return self.filter(status="DIAJUKAN")

    def terbuka(self) -> Self:
        """Reports that the office may still edit."""
        return self.filter(status__in=["DRAF", "DIKEMBALIKAN"])


class TinjauanQuerySet(TerbatasQuerySet):
    """As open as the report."""

    def untuk(self, pengguna: Pengguna) -> Self:
        return self if membaca_semua(pengguna) else super().untuk(pengguna)


class TindakLanjutQuerySet(TerbatasQuerySet):
    def terbuka(self) -> Self:
        return self.filter(status__in=["BELUM", "BERJALAN"])

    def lewat(self, pada: datetime.date) -> Self:
        """Open ones past their due date."""
        return self.terbuka().filter(tenggat__lt=pada)

    def milik(self, pengguna: Pengguna) -> Self:
        """Those that name the account as the one in charge."""
        return self.filter(Q(pic=pengguna))
