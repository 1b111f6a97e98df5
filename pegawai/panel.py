"""The page of a person: what every part of it shows above, and the parts that apps add.

In ``AppConfig.ready`` of an upper app::

    from pegawai.panel import Panel, daftarkan
    daftarkan(Panel("talenta", "Talenta", "kompetensi:talenta", "kompetensi.view_asesmen", 20))

The view at the URL name takes ``pegawai_id``, fetches the person through
``Pegawai.untuk(...).untuk_profil()``, and renders a template that extends
``pegawai/profil_dasar.html`` with ``kepala(...)`` in its context. A part is read when it is opened:
the tabs are links, of which htmx takes just the part out of the answer.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from akses.models import Pengguna
    from pegawai.models import Pegawai


@dataclass(frozen=True)
class Panel:
    """A tab of the page: its key, title, URL name, permission, and place among the tabs."""

    kode: str
    judul: str
    nama_url: str
    izin: str
    urut: int = 50


_PANEL: dict[str, Panel] = {}


def daftarkan(panel: Panel) -> None:
    """Make a panel known; registering it again replaces it."""
    _PANEL[panel.kode] = panel


def daftar_panel(pengguna: Pengguna) -> list[Panel]:
    """The panels that ``pengguna`` may open, in their order."""
    boleh = [panel for panel in _PANEL.values() if pengguna.has_perm(panel.izin)]
    return sorted(boleh, key=lambda panel: panel.urut)


def kepala(pengguna: Pengguna, pegawai: Pegawai, kini: str) -> dict[str, Any]:
    """What stands above every part, with the key of the open one; no query."""
    return {
        "pegawai": pegawai,
        "panel_kini": kini,
        "daftar_panel": daftar_panel(pengguna),
        "nip_tampak": False,
        "usia": umur(pegawai.tanggal_lahir, timezone.localdate()),
        "aktif": bool(pegawai.kedudukan_hukum and pegawai.kedudukan_hukum.dihitung_aktif),
        "diri_sendiri": pegawai.akun_id == pengguna.pk,
    }


def umur(lahir: datetime.date | None, hari: datetime.date) -> str:
    """ "45 tahun 11 bulan"."""
    if lahir is None:
        return ""
    bulan = (hari.year - lahir.year) * 12 + hari.month - lahir.month - (hari.day < lahir.day)
    return f"{bulan // 12} tahun {bulan % 12} bulan"
