"""What people do with it, in a real browser on the real stack."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban


def test_sandi_salah_tidak_masuk(layar):
    satu = layar()

    satu.masuk("pengelola.6201", "sandi-yang-keliru")

    expect(satu.hal.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(satu.hal).to_have_url(re.compile(r"/masuk/"))
    satu.buka("/evaluasi/laporan/")
    expect(satu.hal).to_have_url(re.compile(r"/masuk/\?next="))


def test_setelah_masuk_kembali_ke_halaman_yang_dituju(layar):
    satu = layar()

    satu.buka("/evaluasi/komitmen/")
    satu.hal.locator("[name=username]").fill("kepala.6201")
    satu.hal.locator("[name=password]").fill("rahasia-demo-2026")
    satu.hal.keyboard.press("Enter")

    expect(satu.hal.get_by_role("heading", level=1)).to_contain_text("Komitmen bersama")


def test_papan_tik_mencapai_isi_dan_keluar(layar):
    satu = layar("kepala.6201")

    satu.hal.keyboard.press("Tab")
    terfokus = satu.hal.evaluate("document.activeElement.getAttribute('href')")
    assert terfokus.startswith("#")
    satu.hal.keyboard.press("Enter")
    assert satu.hal.evaluate("location.hash") == terfokus
    satu.hal.keyboard.press("Tab")
    assert satu.hal.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("nama", ["kepala.6201", "verifikator.6201"])
def test_laporan_wilayah_lain_halaman_404(layar, nama):
    milik_lain = layar("kepala.6205")
    milik_lain.buka("/evaluasi/laporan/")
    jalur = milik_lain.hal.locator("main a[href^='/evaluasi/laporan/']").first.get_attribute("href")
    jalur = re.match(r"/evaluasi/laporan/\d+/", jalur)[0]
    satu = layar(nama)

    jawaban = satu.buka(jalur)

    assert jawaban.status == 404
    expect(satu.hal.get_by_role("heading", level=1)).to_be_visible()
    assert "Barito Utara" not in satu.hal.content()
    satu.keluhan[:] = [k for k in satu.keluhan if "404" not in k]  # the browser notes the 404


def laporan_terbaru(satu):
    """Open the latest report that the account may read."""
    satu.buka("/evaluasi/laporan/")
    jalur = satu.hal.locator("main a[href^='/evaluasi/laporan/']").first.get_attribute("href")
    satu.buka(jalur)
    return jalur


def test_kepala_daerah_membuka_dan_menyetujui_laporan(layar):
    bupati = layar("kepala.6201")

    laporan_terbaru(bupati)
    bupati.hal.locator("[name=keputusan][value=SETUJUI]").check()
    bupati.hal.get_by_role("button", name="Simpan keputusan").click()

    expect(bupati.hal.locator("main")).to_contain_text("Laporan disetujui")
    expect(bupati.hal.get_by_role("button", name="Simpan keputusan")).to_have_count(0)
    for nama, awal in (("Unduh PDF", b"%PDF"), ("Unduh Excel", b"PK")):
        with bupati.hal.expect_download() as unduhan:
            bupati.hal.get_by_role("link", name=nama).click()
        assert unduhan.value.path().read_bytes().startswith(awal)


def test_laporan_diajukan_lalu_dikembalikan_dengan_catatan(layar):
    badan, bupati = layar("kabadan.6207"), layar("kepala.6207")

    jalur = laporan_terbaru(badan)
    badan.hal.locator("[name=nomor]").fill("800.1/1/BKPSDM/2026")
    badan.hal.get_by_role("button", name="Ajukan laporan").click()
    expect(badan.hal.locator("main")).to_contain_text("Laporan diajukan kepada Bupati")
    expect(badan.hal.locator("[name=keputusan]")).to_have_count(0)

    bupati.buka(jalur)
    bupati.hal.locator("[name=keputusan][value=KEMBALIKAN]").check()
    bupati.hal.locator("[name=catatan]").first.fill("Lengkapi penjelasan tentang JP.")
    bupati.hal.locator("[name=batas_perbaikan]").fill("2026-12-31")
    bupati.hal.get_by_role("button", name="Simpan keputusan").click()
    expect(bupati.hal.locator("main")).to_contain_text("Laporan dikembalikan")

    badan.buka(jalur)
    expect(badan.hal.locator("main")).to_contain_text("Lengkapi penjelasan tentang JP.")
