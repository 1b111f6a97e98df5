"""Reading persons."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Sum
from django.utils import timezone

from akses.querysets import TerbatasQuerySet
from pegawai import kelengkapan


class PegawaiQuerySet(TerbatasQuerySet):
    def aktif(self, pada: datetime.date) -> Self:
        """Persons whose legal standing counts as active and who are not past TMT pensiun."""
        belum_pensiun = Q(tmt_pensiun=None) | Q(tmt_pensiun__gt=pada)
        return self.filter(belum_pensiun, kedudukan_hukum__dihitung_aktif=True)

    def pns_aktif(self, pada: datetime.date) -> Self:
        """The population of mapping and of the talent indicators: PNS aktif, without CPNS."""
        return self.aktif(pada).filter(status_asn="PNS")

    def dengan_butir(self, pada: datetime.date | None = None) -> Self:
        """Annotate each completeness item: ``butir_<kode>`` 1 filled, 0 missing, None not due."""
        hari = pada or timezone.localdate()
        return self.annotate(**kelengkapan.gabungan_skp(hari)).annotate(
            **{butir.anotasi: butir.nilai() for butir in kelengkapan.DAFTAR_BUTIR}
        )

    def dengan_kelengkapan(self, pada: datetime.date | None = None) -> Self:
        """Annotate ``butir_terisi``, ``butir_wajib``, ``persen_lengkap`` (0–100), ``lengkap``."""
        hari = pada or timezone.localdate()
        return (
            self.annotate(**kelengkapan.gabungan_skp(hari))
            .annotate(
                butir_terisi=kelengkapan.jumlah_terisi(), butir_wajib=kelengkapan.jumlah_wajib()
            )
            .annotate(
                persen_lengkap=kelengkapan.persen(),
                lengkap=ExpressionWrapper(
                    Q(butir_terisi=F("butir_wajib")), output_field=BooleanField()
                ),
            )
        )

    def rekap_kelengkapan(self, pada: datetime.date | None = None) -> dict[int, dict[str, int]]:
        """Per instansi_id: ``pegawai``, ``lengkap`` (persons), ``terisi``, ``wajib`` (items).

        One query for all Instansi of the rows at hand. A share is Σ terisi / Σ wajib, or
        Σ lengkap / Σ pegawai, never a mean of percentages.
        """
        baris = (
            self.order_by()
            .dengan_kelengkapan(pada)
            .values("instansi_id")
            .annotate(
                pegawai=Count("pk"),
                jumlah_lengkap=Count("pk", filter=Q(lengkap=True)),
                terisi=Sum("butir_terisi"),
                wajib=Sum("butir_wajib"),
            )
            .values_list("instansi_id", "pegawai", "jumlah_lengkap", "terisi", "wajib")
        )
        kunci = ("pegawai", "lengkap", "terisi", "wajib")
        return {instansi: dict(zip(kunci, nilai, strict=True)) for instansi, *nilai in baris}

    def rekap_butir(self, pada: datetime.date | None = None) -> dict[str, int]:
        """Number of persons who lack each item, by its kode. One query."""
        hitungan: dict[str, Any] = {
            butir.kode: Count("pk", filter=Q(**{butir.anotasi: 0}))
            for butir in kelengkapan.DAFTAR_BUTIR
        }
        return self.order_by().dengan_butir(pada).aggregate(**hitungan)
