"""The routes of the application and who may open them, read off the URLconf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from akses.checks import APP_KAMI
from akses.peran import Peran


@dataclass(frozen=True)
class Rute:
    """One address: its name for `reverse`, its pattern, the keywords it takes, its view."""

    nama: str
    pola: str
    kata_kunci: tuple[str, ...]
    tampilan: Callable[..., Any]

    @property
    def izin(self) -> tuple[str, ...] | None:
        """Permissions asked for; empty when open to all signed in, None when not declared."""
        return getattr(self.tampilan, "izin", None)

    @property
    def milik_kami(self) -> bool:
        """Whether the view is in one of our apps: allauth keeps its own under /akun/."""
        return self.tampilan.__module__.split(".")[0] in APP_KAMI

    def boleh(self, peran: Peran) -> bool:
        """Whether reference data gives ``peran`` every permission that the view asks for."""
        hak = izin_per_peran()
        return all(izin in hak[peran] for izin in self.izin or ())


def daftar_rute() -> list[Rute]:
    """Every route of our own, in the order of the URLconf."""
    return [rute for rute in _telusuri(get_resolver(), "", "", ()) if rute.milik_kami]


def _telusuri(
    simpul: URLResolver, awalan: str, ruang: str, kata_kunci: tuple[str, ...]
) -> Iterator[Rute]:
    for pola in simpul.url_patterns:
        alamat = awalan + str(pola.pattern)
        semua_kunci = (*kata_kunci, *getattr(pola.pattern, "converters", {}))
        if isinstance(pola, URLResolver):
            dalam = f"{ruang}{pola.namespace}:" if pola.namespace else ruang
            yield from _telusuri(pola, alamat, dalam, semua_kunci)
        elif isinstance(pola, URLPattern):
            yield Rute(f"{ruang}{pola.name or ''}", f"/{alamat}", semua_kunci, pola.callback)


def izin_per_peran() -> dict[Peran, set[str]]:
    """What the reference data of the five apps gives each role."""
    hak: dict[Peran, set[str]] = {peran: set() for peran in Peran}
    for nama in APP_KAMI:
        for izin, daftar_peran in import_module(f"{nama}.rujukan").IZIN.items():
            for peran in daftar_peran:
                hak[Peran(peran)].add(izin)
    return hak


def tabel_izin() -> str:
    """The table role × address for ARCHITECTURE, in Markdown."""
    judul = ["Alamat", "Izin", *(SINGKATAN[peran] for peran in Peran)]
    baris = [judul, ["---"] * len(judul)]
    for rute in sorted(daftar_rute(), key=lambda rute: rute.pola):
        if rute.izin is None:
            izin, tanda = "tanpa masuk", ["●" for _ in Peran]
        else:
            izin = ", ".join(f"`{satu}`" for satu in rute.izin) or "semua akun"
            tanda = ["●" if rute.boleh(peran) else "–" for peran in Peran]
        baris.append([f"`{rute.pola}`", izin, *tanda])
    return "\n".join(f"| {' | '.join(kolom)} |" for kolom in baris)


SINGKATAN = {
    Peran.PENGELOLA: "Pengelola",
    Peran.VERIFIKATOR: "Verifikator",
    Peran.KOMITE: "Komite",
    Peran.PELATIHAN: "Pelatihan",
    Peran.KABADAN: "Kepala badan",
    Peran.KEPALA: "Kepala daerah",
    Peran.AJUDAN: "Ajudan",
    Peran.AUDITOR: "Auditor",
    Peran.ADMINISTRATOR: "Administrator",
}
