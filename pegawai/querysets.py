"""Reading persons."""

from __future__ import annotations

import datetime
from typing import Self

from django.db.models import Q

from akses.querysets import TerbatasQuerySet


class PegawaiQuerySet(TerbatasQuerySet):
    def aktif(self, pada: datetime.date) -> Self:
        """Persons whose legal standing counts as active and who are not past TMT pensiun."""
        belum_pensiun = Q(tmt_pensiun=None) | Q(tmt_pensiun__gt=pada)
        return self.filter(belum_pensiun, kedudukan_hukum__dihitung_aktif=True)

    def pns_aktif(self, pada: datetime.date) -> Self:
        """The population of mapping and of the talent indicators: PNS aktif, without CPNS."""
        return self.aktif(pada).filter(status_asn="PNS")
