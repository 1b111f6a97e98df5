"""The list in the browser: filter, keep the view, tick over pages, propose one change for all."""

import re

import pytest
from playwright.sync_api import expect

from tests.pegawai.test_dokumen import png
from tests.peramban.conftest import Layar

pytestmark = pytest.mark.peramban
PER_25 = "/pegawai/?status=PNS&per=25"


def dipilih(hal):
    return hal.locator("[data-jumlah-pilihan]")


def kotak(hal):
    return hal.locator('#hasil tbody input[name="pilih"]')


def halaman(hal, nomor):
    hal.get_by_role("link", name=f"Halaman {nomor}", exact=True).click()
    expect(hal).to_have_url(re.compile(rf"halaman={nomor}\b"))
    expect(hal.locator(".pagination [aria-current]")).to_have_text(str(nomor))


def test_saringan_tampilan_pilihan_usulan(layar):
    pengelola = layar("pengelola.6204")
    hal = pengelola.hal

    # A filter of a fold-out narrows the list; the address holds only what is set.
    pengelola.buka("/pegawai/?per=25")
    hal.get_by_text("Identitas dan pendidikan").click()
    hal.get_by_label("Dari Usia").fill("25")
    hal.get_by_label("Dari Usia").press("Tab")
    expect(hal.locator(".kt-keping")).to_have_text("Usia: mulai 25 tahun")
    expect(hal).to_have_url(re.compile(r"/pegawai/\?usia_dari=25&per=25$"))

    # The view is kept under a name and comes back with one press.
    hal.get_by_role("link", name="Simpan tampilan ini").click()
    hal.get_by_label("Nama tampilan").fill("Usia 25 ke atas")
    hal.get_by_role("button", name="Simpan", exact=True).click()
    pengelola.buka("/pegawai/")
    hal.get_by_role("link", name="Usia 25 ke atas").click()
    expect(hal.locator(".kt-keping")).to_have_text("Usia: mulai 25 tahun")

    # The selection lives over pages and reloads; the keyboard ticks too.
    expect(dipilih(hal)).to_be_hidden()
    kotak(hal).nth(0).focus()
    hal.keyboard.press("Space")
    kotak(hal).nth(2).check()
    expect(dipilih(hal)).to_have_text("2 dipilih")
    halaman(hal, 2)
    expect(dipilih(hal)).to_have_text("2 dipilih, 2 di luar halaman ini")
    hal.get_by_label("Pilih semua baris pada halaman ini").check()
    expect(dipilih(hal)).to_have_text("27 dipilih, 2 di luar halaman ini")
    hal.reload()
    expect(dipilih(hal)).to_have_text("27 dipilih, 2 di luar halaman ini")
    assert pengelola.pelanggaran() == []
    for lebar in (390, 1440):
        hal.set_viewport_size({"width": lebar, "height": 844})
        expect(hal.get_by_role("button", name="Usulkan perubahan")).to_be_visible()
        assert pengelola.luber() <= 0

    # All that the filter finds but one; then nothing.
    hal.get_by_label(re.compile("Semua .* yang cocok")).check()
    semua = int(re.sub(r"\D", "", hal.locator("#j-hasil").inner_text()))
    expect(dipilih(hal)).to_have_text(f"{semua} dipilih")
    kotak(hal).nth(1).uncheck()
    expect(dipilih(hal)).to_have_text(f"{semua - 1} dipilih")
    hal.get_by_role("button", name="Batalkan pilihan").click()
    expect(dipilih(hal)).to_be_hidden()

    # One change for three persons, looked at before it is sent, with one scan.
    for nomor in range(3):
        kotak(hal).nth(nomor).check()
    hal.get_by_role("button", name="Usulkan perubahan").click()
    expect(hal.get_by_role("heading", level=1)).to_have_text("Usulkan perubahan untuk 3 pegawai")
    assert pengelola.pelanggaran() == []
    hal.get_by_label("Nomor kontrak").fill("SPK 17/2026")
    hal.get_by_label("Alasan").fill("SK kolektif nomor 17 tahun 2026.")
    hal.get_by_role("button", name="Tinjau perubahan").click()
    expect(hal.locator("main table")).to_contain_text("SPK 17/2026")
    assert pengelola.pelanggaran() == []
    hal.set_viewport_size({"width": 390, "height": 844})
    assert pengelola.luber() <= 0
    hal.locator("[name=unggahan]").set_input_files(
        {"name": "sk.png", "mimeType": "image/png", "buffer": png()}
    )
    hal.get_by_role("button", name="Kirim 3 usulan").dblclick()
    expect(hal.get_by_role("heading", level=1)).to_have_text("3 usulan dikirim ke verifikator")
    hal.get_by_role("link", name="Kembali ke daftar").click()
    expect(dipilih(hal)).to_be_hidden()

    verifikator = layar("verifikator.6204")
    verifikator.buka("/pegawai/verifikasi/?jenis=pegawai")
    expect(verifikator.hal.locator("main")).to_contain_text("SPK 17/2026")
    assert verifikator.hal.locator("main img").evaluate("g => g.complete && g.naturalWidth") == 1


def test_centang_tanpa_javascript(aplikasi, new_context):
    satu = Layar(new_context(java_script_enabled=False), aplikasi)
    satu.masuk("pengelola.6204")
    satu.hal.wait_for_url(f"{aplikasi}/")
    satu.buka(PER_25)

    kotak(satu.hal).nth(1).check()
    kotak(satu.hal).nth(4).check()
    satu.hal.get_by_role("button", name="Usulkan perubahan").click()

    judul = satu.hal.get_by_role("heading", level=1)
    expect(judul).to_have_text("Usulkan perubahan untuk 2 pegawai")
    assert satu.keluhan == []


def test_pilihan_diunduh(layar):
    satu = layar("pengelola.6204")
    satu.buka(f"{PER_25}&kolom=status")
    kotak(satu.hal).nth(3).check()
    nama = satu.hal.locator("#hasil tbody .nama").nth(3).inner_text()

    with satu.hal.expect_download() as unduhan:
        satu.hal.get_by_role("button", name="Unduh yang dipilih sebagai csv").click()

    baris = unduhan.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert baris[0] == "NIP;Nama;Status"
    assert len(baris) == 2
    assert nama in baris[1].replace('"', "")
    expect(dipilih(satu.hal)).to_have_text("1 dipilih")
