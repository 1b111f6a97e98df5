"""Cells of the list of persons."""

from __future__ import annotations

import datetime
from typing import Any

from django import template

from pegawai.kolom import KolomDaftar
from pegawai.models import Pegawai

register = template.Library()


@register.filter
def sel(pegawai: Pegawai, kolom: KolomDaftar) -> Any:
    """What a column shows of a person: text, a date as dd-mm-yyyy, or a dash."""
    isi = kolom.teks(pegawai) if kolom.teks else ""
    if isinstance(isi, datetime.date):
        return f"{isi:%d-%m-%Y}"
    return isi if isi not in (None, "") else "–"
