"""The frame in a real browser: theme, drawer, shortcuts, double submit, policy, accessibility."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = Path(__file__).parent / "axe.min.js"
SANDI = "rahasia-uji-2026"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": os.environ.get("CHROMIUM"),
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "id-ID", "timezone_id": "Asia/Pontianak"}


@pytest.fixture
def keluhan(page):
    """What the browser complains about: errors of scripts, of the policy, of loading."""
    daftar = []
    page.on("console", lambda m: daftar.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda galat: daftar.append(str(galat)))
    return daftar


@pytest.fixture
def masuk(live_server, page, pengelola):
    pengelola.set_password(SANDI)
    pengelola.save()
    page.goto(f"{live_server.url}/masuk/?next=/akun/")
    page.get_by_label("Nama pengguna").fill(pengelola.username)
    page.get_by_label("Kata sandi", exact=False).first.fill(SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()
    return page


def pelanggaran(page):
    """Serious and critical findings of axe on the page as it stands."""
    page.evaluate(AXE.read_text())
    hasil = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (satu["id"], [simpul["html"] for simpul in satu["nodes"]])
        for satu in hasil["violations"]
        if satu["impact"] in {"serious", "critical"}
    ]


def luber(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize("lebar", [1440, 390])
def test_halaman_akun_bersih(masuk, live_server, keluhan, tema, lebar):
    masuk.context.add_cookies([{"name": "tema", "value": tema, "url": live_server.url}])
    masuk.set_viewport_size({"width": lebar, "height": 844})

    for alamat in ("/akun/", "/pintasan/", "/akun/2fa/", "/akun/password/change/"):
        masuk.goto(live_server.url + alamat)

        assert keluhan == []
        assert luber(masuk) <= 0, alamat
        assert pelanggaran(masuk) == [], alamat
        keluhan.clear()  # axe itself asks for more than the policy gives


def test_masuk_salah_lalu_dapat_dibaca(live_server, page, keluhan, db):
    page.goto(f"{live_server.url}/masuk/")
    page.get_by_label("Nama pengguna").fill("tidak.ada")
    page.get_by_label("Kata sandi", exact=False).first.fill("salah")
    page.get_by_role("button", name="Masuk", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(page.get_by_role("alert")).to_be_focused()
    assert keluhan == []
    assert pelanggaran(page) == []


def test_kata_sandi_dapat_dilihat(live_server, page, db):
    page.goto(f"{live_server.url}/masuk/")
    isian = page.locator("#id_password")

    page.get_by_role("button", name="Tampilkan kata sandi").click()

    expect(isian).to_have_attribute("type", "text")


def test_tema_bertahan(masuk):
    akar = masuk.locator("html")
    awal = akar.get_attribute("data-bs-theme")

    masuk.get_by_role("button", name="Ganti tema terang atau gelap").click()
    masuk.reload()

    assert awal == "light"
    expect(akar).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.parametrize("skema", ["light", "dark"])
def test_kunjungan_pertama_mengikuti_perangkat(live_server, page, db, skema):
    page.emulate_media(color_scheme=skema)

    page.goto(f"{live_server.url}/masuk/")

    expect(page.locator("html")).to_have_attribute("data-bs-theme", skema)


def test_laci_menu_ponsel(masuk):
    masuk.set_viewport_size({"width": 390, "height": 844})
    menu = masuk.get_by_role("navigation", name="Menu utama")
    expect(menu).to_be_hidden()

    masuk.get_by_role("link", name="Buka menu").click()
    expect(menu).to_be_visible()
    masuk.keyboard.press("Escape")

    expect(menu).to_be_hidden()


def test_pintasan_dan_matinya(masuk, live_server):
    masuk.wait_for_load_state()  # the scripts are deferred
    masuk.keyboard.press("?")
    expect(masuk.get_by_role("heading", name="Pintasan papan tik")).to_be_visible()

    masuk.context.add_cookies([{"name": "pintasan", "value": "mati", "url": live_server.url}])
    masuk.goto(f"{live_server.url}/akun/")
    masuk.keyboard.press("?")

    expect(masuk.get_by_role("heading", name="Akun saya")).to_be_visible()


def test_kirim_ganda_dikirim_sekali(masuk):
    terkirim = []
    masuk.on("request", lambda r: terkirim.append(r.url) if r.method == "POST" else None)

    masuk.get_by_role("button", name="Simpan pilihan").evaluate(
        "tombol => { tombol.click(); tombol.click(); tombol.click(); }"
    )

    expect(masuk.get_by_role("status")).to_contain_text("Pilihan tampilan disimpan.")
    assert len(terkirim) == 1


def test_keluar_dari_menu_akun(masuk):
    masuk.get_by_text("Akun", exact=False).locator("xpath=ancestor::summary").first.click()

    masuk.get_by_role("button", name="Keluar").click()

    expect(masuk.get_by_role("heading", name="Masuk")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_tanpa_javascript_tema_dan_laci(masuk):
    masuk.set_viewport_size({"width": 390, "height": 844})

    masuk.get_by_role("button", name="Ganti tema terang atau gelap").click()
    expect(masuk.locator("html")).to_have_attribute("data-bs-theme", "dark")
    masuk.get_by_role("link", name="Buka menu").click()

    expect(masuk.get_by_role("navigation", name="Menu utama")).to_be_visible()
