"""Lent to another Instansi and counted once: instansi induk, instansi kerja, the dated rule."""

import datetime

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from akses.models import Instansi
from pegawai import impor
from pegawai.models import AturanPencatatan, BarisImpor, Pegawai
from pegawai.penempatan import baca_tempat, penempatan
from tests.factories import PegawaiFactory, PenggunaFactory
from tests.pegawai.bantu_impor import NIP, hasil_per_baris, kode, pasang, periksa, teks

KEPALA = [
    "NIP BARU", "NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA", "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM ID",
]  # fmt: skip
KOBAR = ("6705", "Pemerintah Kab. Kotawaringin Barat")
BARUT = ("6702", "Pemerintah Kab. Barito Utara")
AGAMA = ("UUID-1", "Kementerian Agama")
UUID_KOBAR = ("A5EB03E2", "Pemerintah Kabupaten Kotawaringin Barat")


def berkas(induk, kerja, jenis="PNS Daerah Kab/Kota DPK", hukum="01"):
    return teks(KEPALA, [NIP, "BUDI SANTOSO", *induk, *kerja, jenis, hukum])


def pesan(berkas):
    return " ".join(t["pesan"] for t in BarisImpor.tanpa_batas.get(berkas=berkas).temuan)


def atur(hubungan, sisi, mulai=datetime.date(2021, 1, 1)):
    AturanPencatatan.objects.create(
        hubungan=hubungan, dihitung_di=sisi, mulai=mulai, dasar="Keputusan bersama"
    )


def test_dipekerjakan_dihitung_sekali_di_induknya(
    pengelola, pengelola_lain, instansi, klien_untuk, verifikator
):
    di_kerja = periksa(berkas(KOBAR, BARUT), oleh=pengelola_lain)

    assert hasil_per_baris(di_kerja) == {2: "GALAT"}
    assert (2, "dihitung_di_instansi_lain") in kode(di_kerja)
    assert "instansi induknya, Kabupaten Kotawaringin Barat" in pesan(di_kerja)
    impor.terapkan(di_kerja, oleh=pengelola_lain, dari_baris_perintah=True)
    assert not Pegawai.tanpa_batas.exists()

    di_induk = pasang(berkas(KOBAR, BARUT), oleh=pengelola)
    assert kode(di_induk) == {(2, "instansi_beda")}
    assert "Dipekerjakan (DPK) di Kabupaten Barito Utara; tetap dihitung di sini" in pesan(di_induk)
    lagi = periksa(berkas(KOBAR, BARUT), oleh=pengelola_lain)
    assert kode(lagi) == {(2, "dihitung_di_instansi_lain")}  # one sentence, not two
    orang = Pegawai.tanpa_batas.get()
    assert orang.instansi == instansi
    isi = klien_untuk(verifikator).get(f"/pegawai/{orang.pk}/").content.decode()
    assert "Dipekerjakan di Pemerintah Kab. Barito Utara" in isi


@pytest.mark.parametrize("urutan", [("induk", "kerja"), ("kerja", "induk")])
@pytest.mark.parametrize("sisi", ["INDUK", "KERJA"])
def test_setiap_orang_dihitung_sekali_di_seluruh_provinsi(
    pengelola, pengelola_lain, instansi, instansi_lain, urutan, sisi
):
    atur("DPK", sisi)
    pengunggah = {"induk": pengelola, "kerja": pengelola_lain}
    pemilik = instansi if sisi == "INDUK" else instansi_lain
    for siapa in (*urutan, *urutan):
        pasang(berkas(KOBAR, BARUT), oleh=pengunggah[siapa])

    semua = PenggunaFactory(lingkup="SEMUA", instansi=None)
    rekap = Pegawai.untuk_rekap(semua, "instansi", jumlah=Count("pk"))
    assert rekap == [{"instansi": pemilik.pk, "jumlah": 1}]


def test_aturan_per_hubungan_dan_bertanggal(pengelola, pengelola_lain):
    atur("DPB", "KERJA")
    atur("TITIPAN", "KERJA", datetime.date(2999, 1, 1))
    dpb = "PNS Daerah Kab/Kota DPB pada Pemda lain"

    assert kode(periksa(berkas(KOBAR, BARUT, dpb), oleh=pengelola)) == {
        (2, "dihitung_di_instansi_lain")
    }
    di_kerja = periksa(berkas(KOBAR, BARUT, dpb), oleh=pengelola_lain)
    assert "Instansi induknya Kabupaten Kotawaringin Barat; dihitung di sini" in pesan(di_kerja)
    titipan = periksa(berkas(KOBAR, BARUT, dpb, "11"), oleh=pengelola)
    assert "Titipan di Kabupaten Barito Utara; tetap dihitung di sini" in pesan(titipan)


@pytest.mark.parametrize(
    ("induk", "kerja", "temuan", "potongan"),
    [
        (KOBAR, KOBAR, set(), ""),
        (UUID_KOBAR, KOBAR, set(), ""),
        (("", ""), KOBAR, set(), ""),
        (("UUID", ""), ("UUID", ""), set(), ""),
        (AGAMA, KOBAR, {"instansi_beda"}, "Instansi induknya Kementerian Agama; dihitung di sini"),
        (KOBAR, AGAMA, {"instansi_beda"}, "di Kementerian Agama; tetap dihitung di sini"),
        (AGAMA, AGAMA, {"instansi_beda"}, "kerja Kementerian Agama, induk Kementerian Agama"),
        (("", ""), BARUT, {"instansi_beda"}, "kerja Kabupaten Barito Utara, induk -"),
        (AGAMA, BARUT, {"dihitung_di_instansi_lain"}, "tempatnya bekerja, Kabupaten Barito Utara"),
        (BARUT, ("", ""), {"dihitung_di_instansi_lain"}, "instansinya, Kabupaten Barito Utara"),
        (BARUT, BARUT, {"dihitung_di_instansi_lain"}, "instansinya, Kabupaten Barito Utara"),
    ],
)
def test_di_luar_lima_belas_dan_yang_tidak_disebut(pengelola, induk, kerja, temuan, potongan):
    hasil = periksa(berkas(induk, kerja), oleh=pengelola)

    assert {satu for _, satu in kode(hasil)} == temuan
    assert potongan in pesan(hasil)


def test_yang_sudah_tercatat_di_sini_tidak_diubah_dan_disebutkan(pengelola, instansi):
    orang = PegawaiFactory(nip=NIP, nama="Budi", instansi=instansi)

    hasil = pasang(berkas(BARUT, KOBAR), oleh=pengelola)

    assert hasil_per_baris(hasil) == {2: "GALAT"}
    assert "masih tercatat di sini" in pesan(hasil)
    orang.refresh_from_db()
    assert (orang.nama, orang.instansi) == ("Budi", instansi)


def test_pindah_oleh_akun_semua_instansi_menurut_aturan(instansi, instansi_lain):
    semua = PenggunaFactory(lingkup="SEMUA", instansi=None, is_superuser=True)
    PegawaiFactory(nip=NIP, instansi=instansi)
    pilihan = {"oleh": semua, "instansi": instansi_lain, "izinkan_pindah": True}

    ditolak = pasang(berkas(KOBAR, BARUT), **pilihan)
    assert (2, "dihitung_di_instansi_lain") in kode(ditolak)
    assert Pegawai.tanpa_batas.get().instansi == instansi
    pasang(berkas(BARUT, KOBAR), **pilihan)
    assert Pegawai.tanpa_batas.get().instansi == instansi_lain


def test_berkas_tanpa_kolom_instansi_tidak_bertanya(pengelola):
    hasil = periksa(teks(["NIP BARU", "NAMA", "AGAMA"], [NIP, "BUDI", "Islam"]), oleh=pengelola)

    assert kode(hasil) == set()


@pytest.mark.parametrize(
    ("nama", "kenal"),
    [
        ("Pemerintah Provinsi Kalimantan Tengah", True),
        ("PEMPROV KALIMANTAN TENGAH", True),
        ("Kalimantan  Tengah", True),
        ("Prov. Kalimantan Tengah", True),
        ("Pemerintah Daerah Provinsi Kalimantan Tengah", True),
        ("Kanwil Kementerian Agama Provinsi Kalimantan Tengah", False),
        ("", False),
    ],
)
def test_nama_instansi_dikenali_utuh(provinsi, nama, kenal):
    assert (baca_tempat("UUID", nama, [provinsi]).instansi == provinsi) is kenal


def test_penempatan_dalam_kata(instansi):
    def kata(induk, kerja):
        data = {
            "INSTANSI INDUK ID": induk[0],
            "INSTANSI INDUK NAMA": induk[1],
            "INSTANSI KERJA ID": kerja[0],
            "INSTANSI KERJA NAMA": kerja[1],
        }
        return penempatan(Pegawai(instansi=instansi, data_siasn=data))

    assert kata(KOBAR, KOBAR) == ""
    assert kata(KOBAR, ("", "")) == ""
    assert kata(KOBAR, BARUT) == "Dipekerjakan di Pemerintah Kab. Barito Utara"
    assert kata(KOBAR, ("6702", "")) == "Dipekerjakan di 6702"
    assert kata(AGAMA, KOBAR) == "Instansi induk: Kementerian Agama"
    assert penempatan(Pegawai(instansi=instansi)) == ""
    assert Instansi.objects.count() == 15


def test_jumlah_kueri_tidak_bergantung_pada_baris(pengelola):
    def baris(jumlah):
        return [
            [f"1985071720100110{n:02}", f"ORANG {n}", *KOBAR, *BARUT, f"DPK {n}", "01"]
            for n in range(jumlah)
        ]

    banyak = []
    for jumlah in (2, 40):
        with CaptureQueriesContext(connection) as kueri:
            periksa(teks(KEPALA, *baris(jumlah)), oleh=pengelola)
        banyak.append(len(kueri))
    assert banyak[0] == banyak[1]
