"""SIASN and the office both change an address: the file asks, a second person decides."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban

NIP = "199005052015031905"
KEPALA = "NIP BARU;NAMA;TANGGAL LAHIR;JENIS KELAMIN;ALAMAT\n"


def berkas(alamat):
    isi = f"{KEPALA}{NIP};Selisih Peramban;05-05-1990;M;{alamat}\n"
    return {"name": f"{alamat}.csv", "mimeType": "text/csv", "buffer": isi.encode()}


def terapkan(pengelola, verifikator, alamat):
    pengelola.buka("/pegawai/impor/")
    pengelola.hal.locator("[name=jenis]").select_option("pegawai")
    pengelola.hal.locator("input[type=file]").set_input_files(berkas(alamat))
    pengelola.hal.get_by_role("button", name="Unggah dan periksa").click()
    judul = pengelola.hal.get_by_role("heading", level=1)
    expect(judul).to_have_text("Periksa sebelum diterapkan", timeout=60_000)
    verifikator.hal.goto(pengelola.hal.url)
    verifikator.hal.get_by_label("Contoh sudah dilihat").check()
    verifikator.hal.get_by_role("button", name=re.compile("^Terapkan")).click()
    judul = verifikator.hal.get_by_role("heading", level=1)
    expect(judul).to_have_text("Berkas diterapkan", timeout=60_000)


def test_selisih_ditanyakan_lalu_diputuskan(layar):
    pengelola, verifikator = layar("pengelola.6201"), layar("verifikator.6201")
    terapkan(pengelola, verifikator, "Jl. Semula")
    pengelola.buka("/pegawai/?q=Selisih+Peramban")
    pengelola.hal.locator("tbody a.nama").first.click()
    pengelola.hal.wait_for_url(re.compile(r"/pegawai/\d+/$"))
    orang = pengelola.hal.url
    pengelola.hal.goto(f"{orang}ubah/")
    pengelola.hal.locator("[name=alamat]").fill("Jl. Kita")
    pengelola.hal.locator("main button[type=submit]").first.click()
    pengelola.hal.wait_for_url(orang)

    terapkan(pengelola, verifikator, "Jl. Siasn")
    verifikator.buka("/pegawai/rekonsiliasi/")
    baris = verifikator.hal.get_by_role("row").filter(has_text="Selisih Peramban")
    for nilai in ("Jl. Semula", "Jl. Siasn", "Jl. Kita"):
        expect(baris).to_contain_text(nilai)
    assert verifikator.pelanggaran() == []
    verifikator.hal.set_viewport_size({"width": 1440, "height": 900})
    verifikator.hal.get_by_label("Pilih semua di halaman ini").check()
    expect(verifikator.hal.get_by_text("baris dipilih")).to_be_visible()
    verifikator.hal.get_by_label("Pakai nilai SIASN").check()
    verifikator.hal.set_viewport_size({"width": 390, "height": 844})
    assert verifikator.luber() <= 0
    verifikator.hal.get_by_role("button", name="Simpan putusan").click()

    expect(verifikator.hal.locator("main")).to_contain_text("selisih diputuskan")
    verifikator.hal.goto(orang)
    verifikator.hal.get_by_role("link", name="Jejak perubahan").click()
    expect(verifikator.hal.locator("main")).to_contain_text("Jl. Siasn")
