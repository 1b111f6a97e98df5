"""Cutting pages out of a long list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator


class PembagiDuaArah(Paginator):
    """Pages of a sorted queryset; beyond the middle they are counted from the end.

    So the last page costs what the first one does. The rows of such a page come in reverse order:
    use them as a subquery and sort what is shown.
    """

    def page(self, number: Any) -> Page:
        semua: Any = self.object_list
        nomor = self.validate_number(number)
        awal = (nomor - 1) * self.per_page
        akhir = min(awal + self.per_page, self.count)
        if awal + akhir > self.count:
            baris = semua.reverse()[self.count - akhir : self.count - awal]
        else:
            baris = semua[awal:akhir]
        return Page(baris, nomor, self)
