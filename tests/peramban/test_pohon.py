"""The tree of units by keyboard, and a merger that is previewed, done and undone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban


def test_pohon_dibuka_dengan_papan_tik(layar):
    satu = layar("pengelola.6201")
    satu.buka("/pegawai/unit/")
    dinas = satu.hal.get_by_role("link", name="Dinas Kesehatan", exact=True)
    cabang = satu.hal.get_by_role("link", name="Isi Dinas Kesehatan", exact=True)

    dinas.focus()
    satu.hal.keyboard.press("ArrowRight")
    expect(cabang).to_have_attribute("aria-expanded", "true")
    anak = satu.hal.locator("li", has=cabang).last.locator("ul .nama").first
    expect(anak).to_be_visible()
    satu.hal.keyboard.press("ArrowRight")
    expect(anak).to_be_focused()
    satu.hal.keyboard.press("ArrowLeft")
    expect(dinas).to_be_focused()
    satu.hal.keyboard.press("ArrowLeft")

    expect(cabang).to_have_attribute("aria-expanded", "false")
    expect(anak).to_be_hidden()


def test_gabung_lewat_pratinjau_lalu_dibatalkan(layar):
    satu = layar("pengelola.6201")
    satu.buka("/pegawai/unit/?q=Bidang+Rehabilitasi")
    satu.hal.locator(".kt-pohon .nama").first.click()
    satu.hal.get_by_role("link", name="Ubah susunan").click()
    satu.hal.get_by_role("link", name="Digabung").click()
    satu.hal.get_by_label("Digabung ke unit").select_option(index=2)
    satu.hal.get_by_label("Dasar").fill("Perda 4 Tahun 2026")

    satu.hal.get_by_role("button", name="Lihat akibatnya").click()
    expect(satu.hal.locator(".kt-simpulan")).to_have_text(
        re.compile(r"\d+ pegawai dan \d+ unit ikut pindah\.")
    )
    satu.hal.get_by_role("button", name="Berlakukan perubahan").click()
    expect(satu.hal.get_by_text("Unit ini sudah digabung ke")).to_be_visible()
    satu.hal.get_by_role("button", name="Batalkan").click()

    expect(satu.hal.get_by_text("Susunan unit kembali seperti semula")).to_be_visible()
    expect(satu.hal.get_by_role("link", name="Ubah susunan")).to_be_visible()
