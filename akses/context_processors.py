"""What every page needs to know: theme, menu, whose Instansi. Computed where a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from akses import menu

if TYPE_CHECKING:
    from akses.models import Pengguna


@dataclass(frozen=True)
class TautanAkun:
    """One line of the account menu."""

    label: str
    tautan: str
    ikon: str
    pintasan: str = ""


class Kerangka:
    """The frame of a page. Lazy: a partial for htmx asks for nothing and costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def pengguna(self) -> Pengguna | None:
        pengguna = getattr(self._request, "user", None)
        return pengguna if pengguna is not None and pengguna.is_authenticated else None

    @property
    def tema(self) -> str:
        """ "terang" or "gelap" once chosen; empty while the system's preference decides."""
        tema = self._request.COOKIES.get("tema", "")
        return tema if tema in {"terang", "gelap"} else ""

    @property
    def gelap(self) -> bool:
        return self.tema == "gelap"

    @property
    def tema_lain(self) -> str:
        """What the switch of the top bar asks for."""
        return "terang" if self.gelap else "gelap"

    @cached_property
    def pimpinan(self) -> bool:
        """Heads of region get a larger scale. A superuser has every permission, so not by that."""
        pengguna = self.pengguna
        return bool(
            pengguna and not pengguna.is_superuser and pengguna.has_perm("akses.pimpin_daerah")
        )

    @cached_property
    def menu(self) -> list[menu.Kelompok]:
        return menu.susun(self.pengguna, self._request.path) if self.pengguna else []

    @property
    def label_instansi(self) -> str:
        """Whose rows this account sees, in words."""
        pengguna = self.pengguna
        if pengguna is None:
            return ""
        if pengguna.lingkup == pengguna.Lingkup.SEMUA:
            return "Se-Kalimantan Tengah"
        return pengguna.instansi.nama_pemerintah if pengguna.instansi else "Belum ada instansi"

    @property
    def nama(self) -> str:
        return self.pengguna.nama if self.pengguna else ""

    @property
    def inisial(self) -> str:
        return self.pengguna.inisial if self.pengguna else ""

    @property
    def keterangan(self) -> str:
        return self.pengguna.jabatan_dinas if self.pengguna else ""

    @property
    def tautan_cari(self) -> str:
        """The list that a search by name or NIP goes to, for those who may open it."""
        if self.pengguna and self.pengguna.has_perm("pegawai.view_pegawai"):
            return menu.tautan_atau_kosong("pegawai:daftar")
        return ""

    @property
    def menu_akun(self) -> list[TautanAkun]:
        return [
            TautanAkun("Akun saya", reverse("akses:akun"), "pengguna"),
            TautanAkun("Pintasan papan tik", reverse("akses:pintasan"), "papan-tik", "?"),
        ]


def tampilan(request: HttpRequest) -> dict[str, Any]:
    """``kerangka``: the frame of the page, see Kerangka."""
    return {"kerangka": Kerangka(request)}
