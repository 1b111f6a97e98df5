"""Exports in a real browser: what is shown is what is in the file, at once and by a worker."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban
LAMA = 90_000  # milliseconds; the worker shares the machine with the tests


def tabel(unduhan):
    """Header and rows of the list in a downloaded workbook."""
    lembar = openpyxl.load_workbook(io.BytesIO(unduhan.path().read_bytes())).active
    kepala, *baris = lembar.iter_rows(min_row=5, values_only=True)
    return kepala, baris


def tampil(hal):
    """The cells of each row on the page, with single spaces."""
    baris = hal.locator("#hasil tbody tr").all()
    return [
        [" ".join(sel.split()) for sel in satu.locator("th, td").all_inner_texts()]
        for satu in baris
    ]


def test_yang_tampil_persis_yang_diunduh(layar):
    satu = layar("pengelola.6201")
    satu.buka("/pegawai/?q=siti&kolom=golongan&kolom=status&urut=-nama&per=100")
    tautan = satu.hal.get_by_role("link", name=re.compile("Unduh Excel"))
    expect(tautan).to_be_visible()
    layar_kini = tampil(satu.hal)

    with satu.hal.expect_download() as unduhan:
        tautan.click()
    kepala, baris = tabel(unduhan.value)

    assert kepala == ("No.", "NIP", "Nama", "Golongan", "Pangkat", "Status")
    assert 0 < len(baris) == len(layar_kini)
    for di_berkas, di_layar in zip(baris, layar_kini, strict=True):
        semua = " ".join(di_layar)
        assert all(isi in semua for isi in (di_berkas[2], di_berkas[3] or "", di_berkas[5]))


def test_unduhan_besar_lewat_latar_sampai_berkasnya(layar):
    satu = layar("bkd")
    satu.buka("/pegawai/?urut=-nama&kolom=golongan")
    pertama = tampil(satu.hal)[0]
    tombol = satu.hal.get_by_role("button", name=re.compile("Unduh Excel"))
    jumlah = int(re.sub(r"\D", "", tombol.first.inner_text()))

    tombol.first.click()
    expect(satu.hal.get_by_role("heading", name="Unduhan saya")).to_be_visible()
    siap = satu.hal.get_by_role("link", name=re.compile(r"^Unduh pegawai-"))
    expect(siap).to_be_visible(timeout=LAMA)  # htmx asks, and loads the page anew
    for lebar in (1440, 390):
        satu.hal.set_viewport_size({"width": lebar, "height": 900})
        assert satu.luber() <= 0
        assert satu.pelanggaran() == []
    with satu.hal.expect_download() as unduhan:
        siap.click()
    kepala, baris = tabel(unduhan.value)

    assert kepala[:4] == ("No.", "NIP", "Nama", "Golongan")
    assert len(baris) == jumlah > 2_000
    assert baris[0][2] in " ".join(pertama)
    satu.hal.get_by_role("button", name=re.compile("^Hapus")).click()
    expect(satu.hal.get_by_text("Belum ada unduhan.")).to_be_visible()
