"""Columns of the list, and saved views."""

import datetime
import io

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook

from pegawai import kolom
from pegawai.models import TampilanTersimpan
from tests.factories import PegawaiFactory, PenggunaFactory
from tests.pegawai.bantu_impor import periksa

DAFTAR = reverse("pegawai:daftar")
SIMPAN = reverse("pegawai:tampilan_simpan")


@pytest.fixture
def orang(instansi):
    return PegawaiFactory(
        instansi=instansi, nama="RAHMAH", nik="6201010101850001", pendidikan="S-1 HUKUM"
    )


def judul_tabel(balasan):
    return [satu.isi.kunci for satu in balasan.context["daftar_kolom"]]


def test_susunan_bawaan_dan_pilihan(klien, orang):
    assert judul_tabel(klien.get(DAFTAR)) == list(kolom.BAWAAN)

    balasan = klien.get(DAFTAR, {"kolom": ["jurusan", "status", "ngawur", "jurusan"]})

    assert judul_tabel(balasan) == ["nama", "jurusan", "status"]
    assert "S-1 HUKUM" in balasan.text


def test_kolom_nik_hanya_bagi_yang_boleh(klien, klien_untuk, auditor, orang):
    pilihan = {"kolom": ["nik"]}

    assert orang.nik in klien.get(DAFTAR, pilihan).text
    balasan = klien_untuk(auditor).get(DAFTAR, pilihan)
    assert orang.nik not in balasan.text
    assert judul_tabel(balasan) == list(kolom.BAWAAN)


@pytest.mark.parametrize("kunci", kolom.KOLOM)
def test_tiap_kolom_tampil_dan_dapat_diurutkan(kunci, klien, orang, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        balasan = klien.get(DAFTAR, {"kolom": [kunci], "urut": f"-{kunci}"})

    assert balasan.status_code == 200
    assert "RAHMAH" in balasan.text


@pytest.mark.parametrize(
    ("tombol", "kunci", "hasil"),
    [
        ("naik", "status", ["nama", "status", "jurusan"]),
        ("turun", "jurusan", ["nama", "status", "jurusan"]),
        ("naik", "jurusan", ["nama", "jurusan", "status"]),
        ("turun", "nama", ["nama", "jurusan", "status"]),
        ("turun", "ngawur", ["nama", "jurusan", "status"]),
    ],
)
def test_kolom_digeser(tombol, kunci, hasil, klien, orang):
    balasan = klien.get(
        DAFTAR, {"kolom": ["jurusan", "status"], "status": "PNS", tombol: kunci}, follow=True
    )

    assert judul_tabel(balasan) == hasil
    assert balasan.context["kolom_buka"]
    assert balasan.context["form"].pilihan["status"] == ["PNS"]


def test_unduhan_memuat_kolom_yang_tampil(klien, orang):
    balasan = klien.get(reverse("pegawai:unduh"), {"kolom": ["jurusan", "lahir"]})

    lembar = load_workbook(io.BytesIO(b"".join(balasan.streaming_content))).active
    kepala = [sel.value for sel in lembar[5]]
    assert kepala == ["No.", "NIP", "Nama", "Jurusan", "Tanggal lahir"]
    assert lembar.cell(6, 2).value == orang.nip


def test_disimpan_lalu_dibuka(klien, pengelola, orang):
    kueri = "status=PNS&kolom=status&kolom=jurusan&urut=-jurusan"
    balasan = klien.post(
        f"{SIMPAN}?{kueri}&halaman=3&panel=kolom&asing=x", {"nama": "Sarjana PNS"}, follow=True
    )

    satu = TampilanTersimpan.tanpa_batas.get()
    assert (satu.pemilik, satu.instansi, satu.bersama) == (pengelola, pengelola.instansi, False)
    assert satu.kueri == kueri
    assert judul_tabel(balasan) == ["nama", "status", "jurusan"]
    keping = klien.get(
        reverse("pegawai:tampilan"),
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{DAFTAR}?{kueri}"},
    )
    assert "Sarjana PNS" in keping.text
    assert keping.text.count('aria-current="page"') == 1


def test_nama_dipakai_sekali_dan_milik_sendiri(klien, klien_untuk, pengelola, verifikator):
    klien.post(f"{SIMPAN}?status=PNS", {"nama": "Punyaku"})

    ganda = klien.post(f"{SIMPAN}?status=CPNS", {"nama": "Punyaku"})

    assert ganda.status_code == 422
    assert "Anda sudah memiliki tampilan bernama ini." in ganda.text
    assert klien_untuk(verifikator).post(SIMPAN, {"nama": "Punyaku"}).status_code == 302
    assert "Punyaku" not in klien_untuk(verifikator).get(SIMPAN).context["daftar"].exclude(
        pemilik=verifikator
    ).values_list("nama", flat=True)


def test_dibagikan_hanya_di_instansi_sendiri(klien, klien_untuk, verifikator, pengelola_lain):
    klien.post(f"{SIMPAN}?status=PNS", {"nama": "Untuk kita", "bersama": "on"})
    satu = TampilanTersimpan.tanpa_batas.get()

    assert satu.bersama
    assert list(TampilanTersimpan.untuk(verifikator)) == [satu]
    assert not TampilanTersimpan.untuk(pengelola_lain).exists()
    alamat, isi = reverse("pegawai:tampilan_hapus"), {"tampilan": satu.pk}
    assert klien_untuk(verifikator).post(alamat, isi).status_code == 404
    assert klien_untuk(pengelola_lain).post(alamat, isi).status_code == 404
    assert klien.post(alamat, {"tampilan": "x"}).status_code == 404
    assert klien.post(alamat, isi).status_code == 302
    assert not TampilanTersimpan.tanpa_batas.exists()


def test_tanpa_izin_tidak_membagikan(klien_untuk, auditor):
    klien_untuk(auditor).post(f"{SIMPAN}?status=PNS", {"nama": "Milik auditor", "bersama": "on"})

    assert not TampilanTersimpan.tanpa_batas.get().bersama


def test_akun_tanpa_instansi_tidak_dapat_berbagi(db):
    akun = PenggunaFactory(instansi=None)
    with pytest.raises(IntegrityError):
        TampilanTersimpan.tanpa_batas.create(pemilik=akun, nama="x", bersama=True)


@pytest.mark.parametrize(
    ("nama", "tertulis"),
    [("=1+1", "'=1+1"), ("-SITI", "'-SITI"), ("ANA;BELA", '"ANA;BELA"'), ("RAHMAH", "RAHMAH")],
)
def test_csv_tidak_menjadi_rumus_dan_nip_tetap_teks(nama, tertulis, klien, instansi):
    orang = PegawaiFactory(
        instansi=instansi, nama=nama, gelar_depan="", gelar_belakang="",
        tanggal_lahir=datetime.date(1985, 7, 17), nomor_hp="081234567890",
    )  # fmt: skip

    balasan = klien.get(reverse("pegawai:unduh"), {"bentuk": "csv", "kolom": ["lahir", "hp"]})

    baris = b"".join(balasan.streaming_content).decode().split("\r\n")
    assert balasan["Content-Type"] == "text/csv; charset=utf-8"
    assert baris[0] == "\ufeffNIP;Nama;Tanggal lahir;Nomor HP"
    assert baris[1] == f"'{orang.nip};{tertulis};17-07-1985;'081234567890"


def test_csv_dibaca_impor_tanpa_selisih(klien, pengelola, instansi):
    for nama in ("=1+1", "@SITI", "-ANI", "BUDI; CANDRA"):
        PegawaiFactory(instansi=instansi, nama=nama, gelar_depan="", gelar_belakang="")
    balasan = klien.get(reverse("pegawai:unduh"), {"bentuk": "csv", "kolom": ["tmt_golongan"]})

    isi = ContentFile(b"".join(balasan.streaming_content), name="daftar.csv")
    berkas = periksa(isi, oleh=pengelola)

    assert (berkas.jumlah_tetap, berkas.jumlah_galat) == (4, 0)
