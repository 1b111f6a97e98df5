"""A name of a job that the reference does not know: asked about, answered, read by all files."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban

KEPALA = "NIP BARU;NAMA;TANGGAL LAHIR;JENIS KELAMIN;JENIS JABATAN ID;JABATAN NAMA\n"
UKURAN = ((1440, 900), (390, 844))


def berkas():
    isi = "".join(
        f"1990050520150319{n:02d};Alias Peramban {n};05-05-1990;M;2;{nama}\n"
        for n, nama in enumerate(
            ["PERAWAT AHLI PERDANA", "PERAWAT AHLI PERDANA", "TERAMPIL - PERAWAT"], start=61
        )
    )
    return {"name": "alias.csv", "mimeType": "text/csv", "buffer": (KEPALA + isi).encode()}


def rapi(satu):
    """No finding of axe and nothing too wide, at both widths and in both themes."""
    for tema in ("terang", "gelap"):
        satu.konteks.add_cookies([{"name": "tema", "value": tema, "url": satu.alamat}])
        satu.hal.reload()
        for lebar, tinggi in UKURAN:
            satu.hal.set_viewport_size({"width": lebar, "height": tinggi})
            assert satu.pelanggaran() == []
            assert satu.luber() <= 0


def test_nama_asing_dicocokkan_dan_diingat(layar):
    satu = layar("pengelola.6201")
    satu.buka("/pegawai/impor/")
    satu.hal.locator("[name=jenis]").select_option("pegawai")
    satu.hal.locator("input[type=file]").set_input_files(berkas())
    satu.hal.get_by_role("button", name="Unggah dan periksa").click()
    panel = satu.hal.get_by_role("region", name="Nama jabatan tidak dikenal")
    expect(panel).to_contain_text("PERAWAT AHLI PERDANA: 2 baris", timeout=60_000)
    expect(panel).not_to_contain_text("TERAMPIL - PERAWAT")
    rapi(satu)

    panel.get_by_label("Perawat Ahli Pertama", exact=True).check()
    panel.get_by_role("button", name="Pakai dan periksa lagi").click()
    judul = satu.hal.get_by_role("heading", level=1)
    expect(judul).to_have_text("Periksa sebelum diterapkan", timeout=60_000)
    expect(panel).to_have_count(0)

    satu.buka("/pegawai/impor/alias/")
    rapi(satu)
    satu.hal.get_by_role("link", name="PERAWAT AHLI PERDANA").click()
    satu.hal.wait_for_url(re.compile(r"/alias/\d+/$"))
    expect(satu.hal.locator("main")).to_contain_text("Adalah Perawat Ahli Pertama")
    rapi(satu)
    satu.hal.get_by_role("link", name="Ubah").click()
    satu.hal.get_by_label("Kata pada nama jabatan").fill("prawat")
    satu.hal.get_by_role("button", name="Cari").click()
    expect(satu.hal.get_by_label("Perawat Ahli Madya", exact=True)).to_be_visible()
    rapi(satu)
