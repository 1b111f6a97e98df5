"""Back under a new NIP: seen in the preview, merged by one press, found by the old one."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban

LAMA, BARU = "199107062016031907", "199107062022211908"
KEPALA = "NIP BARU;NAMA;TANGGAL LAHIR;JENIS KELAMIN;NIK\n"


def unggah(pengelola, nip):
    isi = f"{KEPALA}{nip};Kembali Peramban;06-07-1991;M;6201010607910009\n"
    pengelola.buka("/pegawai/impor/")
    pengelola.hal.locator("[name=jenis]").select_option("pegawai")
    pengelola.hal.locator("input[type=file]").set_input_files(
        {"name": f"{nip}.csv", "mimeType": "text/csv", "buffer": isi.encode()}
    )
    pengelola.hal.get_by_role("button", name="Unggah dan periksa").click()
    tunggu(pengelola, "Periksa sebelum diterapkan")
    return pengelola.hal.url


def tunggu(layar, judul):
    kepala = layar.hal.get_by_role("heading", level=1)
    expect(kepala).to_have_text(judul, timeout=60_000)


def terapkan(verifikator, alamat):
    verifikator.hal.goto(alamat)
    verifikator.hal.get_by_label("Contoh sudah dilihat").check()
    verifikator.hal.get_by_role("button", name=re.compile("^Terapkan")).click()
    tunggu(verifikator, "Berkas diterapkan")


def test_orang_yang_kembali_digabungkan(layar):
    pengelola, verifikator = layar("pengelola.6201"), layar("verifikator.6201")
    terapkan(verifikator, unggah(pengelola, LAMA))
    alamat = unggah(pengelola, BARU)

    verifikator.hal.goto(alamat)
    tombol = verifikator.hal.get_by_role("button", name="Ini orang yang sama: gabungkan")
    for lebar, tinggi in ((1440, 900), (390, 844)):
        verifikator.hal.set_viewport_size({"width": lebar, "height": tinggi})
        expect(tombol).to_be_visible()
        assert verifikator.luber() <= 0
        assert verifikator.pelanggaran() == []
    tombol.click()

    expect(verifikator.hal.locator("main")).to_contain_text("sekarang ber-NIP")
    tunggu(verifikator, "Periksa sebelum diterapkan")
    expect(tombol).to_have_count(0)
    terapkan(verifikator, alamat)
    verifikator.buka(f"/pegawai/?q={LAMA}")
    verifikator.hal.locator("tbody a.nama").first.click()
    verifikator.hal.wait_for_url(re.compile(r"/pegawai/\d+/$"))
    expect(verifikator.hal.locator("#nip")).to_contain_text("dahulu")
    assert verifikator.pelanggaran() == []
    assert verifikator.luber() <= 0
    verifikator.hal.get_by_role("button", name="Batalkan penggabungan").click()

    expect(verifikator.hal.locator("main")).to_contain_text("Kembalikan dahulu impor itu")
