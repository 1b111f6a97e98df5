"""Parts of a person's page that the upper apps add.

In ``AppConfig.ready`` of an upper app::

    from pegawai.panel import Panel, daftarkan
    daftarkan(Panel("talenta", "Talenta", "kompetensi:panel_talenta", "kompetensi.view_asesmen"))

The view at the URL name takes ``pegawai_id``, fetches through ``untuk``, and answers with one or
more ``<section class="kt-panel">`` for htmx, with a whole page otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from akses.models import Pengguna


@dataclass(frozen=True)
class Panel:
    """A tab of the page: its key, title, URL name and permission."""

    kode: str
    judul: str
    nama_url: str
    izin: str


_PANEL: dict[str, Panel] = {}


def daftarkan(panel: Panel) -> None:
    """Make a panel known; registering it again replaces it."""
    _PANEL[panel.kode] = panel


def daftar_panel(pengguna: Pengguna) -> list[Panel]:
    """The panels that ``pengguna`` may open."""
    return [panel for panel in _PANEL.values() if pengguna.has_perm(panel.izin)]
