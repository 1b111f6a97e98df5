"""Every page: no serious finding of axe, no complaint of the browser, no sideways scrolling."""

import re

import pytest

from akses.peran import Peran
from akses.rute import daftar_rute

pytestmark = pytest.mark.peramban

AKUN = {
    "kepala.6201": Peran.KEPALA,
    "pengelola.6201": Peran.PENGELOLA,
    "pelatihan.6201": Peran.PELATIHAN,
    "gubernur": Peran.KEPALA,
}
BUKAN_HALAMAN = re.compile(r"xlsx|pdf|unduh|ekspor|sehat|tema|unggah|/tampilan/")
"""Files, health, what is only posted to, and parts of a page that htmx fetches."""
TURUNAN = {
    "/evaluasi/laporan/": r"^/evaluasi/laporan/\d+/$",
    "/pegawai/": r"^/pegawai/\d+/$",
    "/pegawai/unit/": r"^/pegawai/unit/\d+/$",
    "/pegawai/usulan/": r"^/pegawai/usulan/\d+/$",
    "/pelatihan/program/": r"^/pelatihan/program/\d+/$",
    "/talenta/suksesi/": r"^/talenta/suksesi/.+/$",
    "/kompetensi/asesmen/": r"^/kompetensi/asesmen/\d+/$",
}
"""Lists, and what the address of a row in them looks like: the first one is looked at, too."""


def daftar_jalur(nama):
    """Pages without keywords that the role may open and no account before it has looked at.

    The home page differs by role: each account looks at its own.
    """
    dilihat = set()
    for akun, peran in AKUN.items():
        jalur = [
            rute.pola
            for rute in daftar_rute()
            if not rute.kata_kunci
            and not BUKAN_HALAMAN.search(rute.pola)
            and rute.boleh(peran)
            and rute.pola not in dilihat
        ]
        if akun == nama:
            return jalur
        dilihat |= set(jalur) - {"/"}
    return []


def tautan_pertama(satu, pola):
    semua = satu.hal.eval_on_selector_all("main a[href]", "s => s.map(a => a.getAttribute('href'))")
    return next((tujuan for tujuan in semua if re.search(pola, tujuan)), None)


def bagian_profil(satu):
    """The tabs of a person's page."""
    return satu.hal.eval_on_selector_all(
        "nav[aria-label='Bagian profil'] a", "s => s.map(a => a.getAttribute('href'))"
    )


@pytest.mark.parametrize("nama", AKUN)
def test_setiap_halaman_dapat_dipakai_semua_orang(layar, nama):
    satu = layar(nama)
    temuan = []

    antre = daftar_jalur(nama)
    for jalur in antre:
        for tema in ("terang", "gelap"):
            satu.konteks.add_cookies([{"name": "tema", "value": tema, "url": satu.alamat}])
            jawaban = satu.buka(jalur)
            if jawaban.status == 405:
                break
            assert jawaban.status == 200, jalur
            for lebar in (1440, 390):
                satu.hal.set_viewport_size({"width": lebar, "height": 844})
                temuan += [(jalur, tema, lebar, *apa) for apa in satu.pelanggaran()]
                if (lebih := satu.luber()) > 0:
                    temuan.append((jalur, tema, lebar, f"{lebih} piksel terlalu lebar"))
        if pola := TURUNAN.get(jalur):
            antre += [t for t in [tautan_pertama(satu, pola)] if t and t not in antre]
        if nama == "pengelola.6201" and re.search(r"^/pegawai/\d+/$", jalur):
            antre += [tab for tab in bagian_profil(satu) if tab not in antre]

    assert not temuan, "\n".join(map(str, temuan))
