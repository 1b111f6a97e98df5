"""The import as the office does it: mend in Excel, map headers, stop, take back."""

import re

import pytest
from playwright.sync_api import expect

from tests.pegawai.berkas_coba import TANGGAL, betulkan, buku_coba

pytestmark = pytest.mark.peramban

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT = [("", "Dinas Kesehatan"), ("", "Dinas Pendidikan"), ("", "Dinas Sosial")]
JABATAN = ["Penelaah Teknis Kebijakan", "Bidan Mahir", "Arsiparis Terampil"]
KEPALA = "NIP BARU;NAMA;TANGGAL LAHIR;JENIS KELAMIN;ALAMAT\n"
NIP = "198803032015031903"


def judul(satu):
    return satu.hal.get_by_role("heading", level=1)


def unggah(satu, nama, isi, mime="text/csv"):
    """From the button to the page of the file."""
    satu.buka("/pegawai/impor/")
    satu.hal.locator("[name=jenis]").select_option("pegawai")
    satu.hal.locator("input[type=file]").set_input_files(
        {"name": nama, "mimeType": mime, "buffer": isi}
    )
    satu.hal.get_by_role("button", name="Unggah dan periksa").click()
    satu.hal.wait_for_url(re.compile(r"/pegawai/impor/\d+/$"))


def siap(satu, kata="Periksa sebelum diterapkan"):
    """Wait until the worker is done; the page follows it by itself."""
    expect(judul(satu)).to_have_text(kata, timeout=60_000)


def unduh_perbaikan(satu):
    with satu.hal.expect_download() as unduhan:
        satu.hal.get_by_role("link", name="Unduh baris yang perlu diperbaiki").click()
    return unduhan.value.path().read_bytes()


def muat_di_hp(satu):
    satu.hal.set_viewport_size({"width": 390, "height": 844})
    assert satu.luber() <= 0
    assert satu.pelanggaran() == []
    satu.hal.set_viewport_size({"width": 1440, "height": 900})


def test_300_baris_bersih_dalam_tiga_unggahan(layar):
    pengelola = layar("pengelola.6203")
    isi, benar = buku_coba(UNIT, JABATAN)

    unggah(pengelola, "pegawai.xlsx", isi, XLSX)
    siap(pengelola)
    expect(pengelola.hal.locator("main")).to_contain_text("1 judul pada berkas ini belum dikenal")
    muat_di_hp(pengelola)
    kolom = pengelola.hal.get_by_label("NAMA JABATAN SEKARANG")
    expect(kolom).to_have_value("nama_jabatan")
    pengelola.hal.get_by_role("button", name="Pakai dan periksa lagi").click()
    expect(pengelola.hal.locator("main")).to_contain_text("Jabatan tidak dikenal 7", timeout=60_000)
    expect(pengelola.hal.locator("main")).to_contain_text("282 dari 300 baris akan mengubah data")
    muat_di_hp(pengelola)
    kembali = unduh_perbaikan(pengelola)

    lalai = benar[TANGGAL[0] + 2]["NAMA"]
    unggah(pengelola, "perbaikan.xlsx", betulkan(kembali, benar, lalai=lalai), XLSX)
    siap(pengelola)
    expect(pengelola.hal.locator("main")).to_contain_text("35 dari 36 baris akan mengubah data")
    kembali = unduh_perbaikan(pengelola)

    asal = next(isi for isi in benar.values() if isi["NAMA"] == lalai)
    tinggal = dict.fromkeys(range(2, 38), asal)  # one person is left in the workbook
    unggah(pengelola, "perbaikan-2.xlsx", betulkan(kembali, tinggal), XLSX)
    siap(pengelola)
    expect(pengelola.hal.locator("main")).to_contain_text("1 dari 1 baris akan mengubah data")
    expect(pengelola.hal.locator("main")).to_contain_text("Tidak ada yang perlu diperbaiki.")


def test_judul_nip_yang_asing_ditanyakan_lalu_diingat(layar):
    pengelola = layar("pengelola.6206")
    isi = KEPALA.replace("NIP BARU", "NOMOR INDUK") + f"{NIP};Judul Asing;03-03-1988;M;Jl. A\n"

    unggah(pengelola, "judul.csv", isi.encode())
    siap(pengelola, "Cocokkan judul kolom")
    expect(pengelola.hal.get_by_label("NOMOR INDUK")).to_have_value("nip")
    muat_di_hp(pengelola)
    pengelola.hal.get_by_label("NOMOR INDUK").select_option("")
    pengelola.hal.get_by_role("button", name="Pakai dan periksa lagi").click()
    expect(pengelola.hal.get_by_role("alert").last).to_contain_text("kolom itu wajib ada")
    pengelola.keluhan[:] = [k for k in pengelola.keluhan if "422" not in k]  # the browser notes it
    pengelola.hal.get_by_label("NOMOR INDUK").select_option("nip")
    pengelola.hal.get_by_role("button", name="Pakai dan periksa lagi").click()
    siap(pengelola)
    expect(pengelola.hal.locator("main")).to_contain_text("1 dari 1 baris akan mengubah data")

    unggah(pengelola, "judul-lagi.csv", isi.replace("Jl. A", "Jl. B").encode())
    siap(pengelola)
    expect(pengelola.hal.locator("main")).to_contain_text("1 dari 1 baris akan mengubah data")
    expect(pengelola.hal.get_by_role("heading", name="Kolom tidak dikenal")).to_have_count(0)


def test_impor_yang_sedang_berjalan_dihentikan(layar):
    pengelola = layar("pengelola.6207")
    baris = "".join(
        f"1988030320150{n // 1000 % 10:d}1{n % 1000:03d};Henti {n};03-03-1988;M;Jl. Panjang {n}\n"
        for n in range(60_000)
    )

    unggah(pengelola, "panjang.csv", (KEPALA + baris).encode())
    pengelola.hal.get_by_role("button", name="Hentikan").click()

    expect(judul(pengelola)).to_have_text(
        re.compile("Impor dibatalkan|Berkas ditolak"), timeout=90_000
    )
    expect(pengelola.hal.locator("main")).to_contain_text("Tidak ada data yang berubah.")
    pengelola.buka("/pegawai/?q=Henti")
    assert "Henti 1" not in pengelola.hal.locator("main").inner_text()


def terapkan(pengelola, verifikator, alamat):
    """Upload by one, applied by the other; the address of the file."""
    unggah(
        pengelola, f"{alamat}.csv", f"{KEPALA}{NIP};Balik Semula;03-03-1988;M;{alamat}\n".encode()
    )
    siap(pengelola)
    verifikator.hal.goto(pengelola.hal.url)
    verifikator.hal.get_by_label("Contoh sudah dilihat").check()
    verifikator.hal.get_by_role("button", name="Terapkan 1 baris").click()
    siap(verifikator, "Berkas diterapkan")
    return verifikator.hal.url


def test_pengembalian_terhalang_perubahan_yang_lebih_baru(layar):
    pengelola, verifikator = layar("pengelola.6208"), layar("verifikator.6208")
    pertama = terapkan(pengelola, verifikator, "Jl. Lama")
    kedua = terapkan(pengelola, verifikator, "Jl. Baru")

    verifikator.hal.goto(pertama)
    verifikator.hal.get_by_role("link", name="Periksa apa yang menghalangi").click()
    expect(verifikator.hal.locator("main")).to_contain_text("Belum dapat dikembalikan: 1 hal")
    muat_di_hp(verifikator)
    verifikator.hal.get_by_role("button", name="Kembalikan data seperti semula").click()
    expect(verifikator.hal.get_by_role("alert").first).to_be_visible()
    siap(verifikator, "Berkas diterapkan")

    for berkas in (kedua, pertama):
        verifikator.hal.goto(berkas)
        verifikator.hal.get_by_role("button", name="Kembalikan data seperti semula").click()
        siap(verifikator, "Impor dibatalkan")
    verifikator.buka("/pegawai/?q=Balik+Semula")
    expect(verifikator.hal.locator("main")).to_contain_text("Tidak ada pegawai yang cocok.")
