"""What people do with it, in a real browser on the real stack."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.peramban

MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


# Import: one uploads, another applies

KEPALA = ["NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "GOL AKHIR NAMA", "EMAIL"]
ORANG = "Peramban Pertama"


def buku_kerja():
    """Two good rows and two bad ones: an empty NIP, and one that Excel took for a number."""
    buku = openpyxl.Workbook()
    lembar = buku.active
    lembar.append(KEPALA)
    lembar.append(["199001012015031901", ORANG, "01-01-1990", "M", "III/b", "a@contoh.go.id"])
    lembar.append(["", "Tanpa Nip", "02-01-1990", "M", "III/b", ""])
    lembar.append([199003012015031903, "Nip Angka", "01-03-1990", "M", "III/b", ""])
    lembar.append(["199004012015032904", "Peramban Kedua", "01-04-1990", "F", "III/b", ""])
    isi = io.BytesIO()
    buku.save(isi)
    return isi.getvalue()


def test_unggah_periksa_lalu_orang_kedua_menerapkan(layar):
    pengelola, verifikator = layar("pengelola.6201"), layar("verifikator.6201")

    pengelola.buka("/pegawai/impor/")
    pengelola.hal.locator("[name=jenis]").select_option("pegawai")
    pengelola.hal.locator("input[type=file]").set_input_files(
        {"name": "uji-peramban.xlsx", "mimeType": MIME_XLSX, "buffer": buku_kerja()}
    )
    pengelola.hal.get_by_role("button", name="Unggah dan periksa").click()
    expect(pengelola.hal.get_by_role("heading", level=1)).to_have_text(
        "Periksa sebelum diterapkan", timeout=60_000
    )  # the worker checks; the page follows it by itself

    isi = pengelola.hal.locator("main")
    expect(isi).to_contain_text("2 dari 4 baris akan mengubah data")
    expect(isi).to_contain_text("NIP kosong")
    expect(pengelola.hal.get_by_role("button", name=re.compile("^Terapkan"))).to_have_count(0)
    with pengelola.hal.expect_download() as unduhan:
        pengelola.hal.locator("main a[href$='/galat/']").first.click()
    lembar = openpyxl.load_workbook(io.BytesIO(unduhan.value.path().read_bytes())).active
    assert {"Tanpa Nip", "Nip Angka"} <= {sel.value for baris in lembar for sel in baris}

    verifikator.hal.goto(pengelola.hal.url)
    verifikator.hal.get_by_label("Contoh sudah dilihat").check()
    verifikator.hal.get_by_role("button", name="Terapkan 2 baris").click()
    expect(verifikator.hal.get_by_role("heading", level=1)).to_have_text(
        "Berkas diterapkan", timeout=60_000
    )

    pengelola.buka("/pegawai/?q=Peramban")
    expect(pengelola.hal.locator("main")).to_contain_text(ORANG)
    assert "Nip Angka" not in pengelola.hal.locator("main").inner_text()


def test_berkas_yang_bukan_buku_kerja_ditolak_dengan_kalimat(layar):
    satu = layar("pengelola.6201")
    satu.buka("/pegawai/impor/")
    satu.hal.locator("[name=jenis]").select_option("pegawai")
    satu.hal.locator("input[type=file]").set_input_files(
        {"name": "bukan.xlsx", "mimeType": MIME_XLSX, "buffer": b"bukan buku kerja"}
    )

    satu.hal.get_by_role("button", name="Unggah dan periksa").click()

    expect(satu.hal.get_by_role("alert").first).to_be_visible()
    satu.keluhan[:] = [k for k in satu.keluhan if "422" not in k and "400" not in k]
