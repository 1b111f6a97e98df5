"""Maker–checker in the browser: a change with its scan goes in, and is decided by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.pegawai.test_dokumen import png

pytestmark = pytest.mark.peramban


def usulkan(layar_pengelola, ke, **isian):
    """Open the ``ke``-th person of the list, propose ``isian``; the address of the person."""
    hal = layar_pengelola.hal
    layar_pengelola.buka("/pegawai/?status=PNS")
    semua = hal.eval_on_selector_all("main a[href]", "s => s.map(a => a.getAttribute('href'))")
    orang = list(dict.fromkeys(t for t in semua if re.fullmatch(r"/pegawai/\d+/", t)))[ke]
    layar_pengelola.buka(f"{orang}ubah/")
    for nama, nilai in isian.items():
        hal.locator(f"form [name={nama}]").fill(nilai)
    hal.locator("form [name=unggahan]").set_input_files(
        {"name": "sk.png", "mimeType": "image/png", "buffer": png()}
    )
    hal.get_by_role("button", name="Simpan atau usulkan").click()
    expect(hal.locator("body")).to_contain_text(
        "Usulan perubahan dikirim ke verifikator", timeout=30_000
    )  # a busy machine takes its time over an upload
    return orang


def test_antrean_dengan_papan_tik(layar):
    pengelola, verifikator = layar("pengelola.6203"), layar("verifikator.6203")
    orang = [
        usulkan(pengelola, ke, gelar_belakang=f"S.Uji{ke}", alasan=f"Ijazah nomor {ke}.")
        for ke in range(3)
    ]
    hal = verifikator.hal

    verifikator.buka("/pegawai/verifikasi/")
    expect(hal.get_by_role("heading", level=1)).to_have_text("Verifikasi usulan")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji0")
    assert hal.locator("main img").evaluate("g => g.complete && g.naturalWidth") == 1
    assert verifikator.pelanggaran() == []
    for lebar in (390, 1440):
        hal.set_viewport_size({"width": lebar, "height": 900})
        assert verifikator.luber() <= 0

    hal.keyboard.press("j")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji1")
    hal.keyboard.press("k")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji0")

    hal.keyboard.press("s")  # alone it decides nothing
    expect(hal.get_by_role("status").filter(has_text="Tekan Enter")).to_be_visible()
    hal.keyboard.press("Escape")
    hal.keyboard.press("Enter")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji0")
    hal.keyboard.press("s")
    hal.keyboard.press("Enter")
    expect(hal.locator("body")).to_contain_text("disetujui.")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji1")

    hal.keyboard.press("t")
    hal.keyboard.press("Enter")  # without a note nothing happens
    hal.keyboard.type("Ijazah tidak sah.")
    hal.keyboard.press("Enter")
    expect(hal.locator("body")).to_contain_text("ditolak.")
    expect(hal.locator("ins.baru")).to_have_text("S.Uji2")

    hal.keyboard.press("b")
    hal.keyboard.type("Lampirkan transkrip.")
    hal.keyboard.press("Enter")
    expect(hal.locator("body")).to_contain_text("dikembalikan kepada pengusul.")

    verifikator.buka(orang[0])
    expect(hal.get_by_role("heading", level=1)).to_contain_text("S.Uji0")
    pengelola.buka("/pegawai/usulan/")
    expect(pengelola.hal.locator("main")).to_contain_text("1 usulan dikembalikan kepada Anda")
    expect(pengelola.hal.locator("main")).to_contain_text("Lampirkan transkrip.")
    assert pengelola.pelanggaran() == []
    pengelola.hal.locator("main tbody a").first.click()
    pengelola.hal.locator("form [name=gelar_belakang]").fill("S.Uji3")
    pengelola.hal.get_by_role("button", name="Ajukan lagi").click()
    expect(pengelola.hal.locator("main")).to_contain_text("Menunggu keputusan")


def test_antrean_tanpa_javascript(aplikasi, new_context):
    from tests.peramban.conftest import Layar

    satu = Layar(new_context(java_script_enabled=False), aplikasi)
    satu.masuk("verifikator.6203")
    satu.hal.wait_for_url(f"{aplikasi}/")
    pengusul = Layar(new_context(), aplikasi)
    pengusul.masuk("pengelola.6203")
    pengusul.hal.wait_for_url(f"{aplikasi}/")
    usulkan(pengusul, 5, gelar_belakang="S.Polos", alasan="Ijazah.")

    satu.buka("/pegawai/verifikasi/")
    satu.hal.locator(".kt-antre a").last.click()
    satu.hal.get_by_role("button", name="Setujui", exact=True).click()

    expect(satu.hal.locator("body")).to_contain_text("disetujui.")
    assert satu.keluhan == []
    assert pengusul.keluhan == []
