"""The importer of assessments, on workbooks made here."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from kompetensi.models import Asesmen, NilaiKompetensi, NilaiPotensi
from pegawai import impor
from pegawai.impor import batalkan, periksa, terapkan, terima
from pegawai.impor.layanan import laporan
from tests.kompetensi.orang import buat_orang

TUJUH = [
    "Integritas", "Kerjasama", "Komunikasi", "Orintasi Pada Hasil", "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain", "Pengambilan Keputusan", "Perekat Bangsa",
]  # fmt: skip
ASPEK = [
    "Kemampuan Intelektual", "Kemampuan Interpersonal", "Kesadaran Diri",
    "Kemampuan Berpikir Kritis dan Strategis", "Kemampuan Menyelesaikan Permasalahan",
    "Kecerdasan Emosional", "Kemampuan Belajar Cepat dan Mengembangkan Diri",
    "Motivasi dan Komitmen",
]  # fmt: skip
JUDUL = [
    ["PEMERINTAH KAB. KOTAWARINGIN BARAT"],
    ["UPTD PENILAIAN KOMPETENSI"],
    ["TUJUAN PENILAIAN : PEMETAAN, TANGGAL 15 Juli 2025"],
    [],
]
NIP = "198503172010011001"


@pytest.fixture
def pegawai(instansi):
    return buat_orang(instansi, nip=NIP, jpm="", potensi="")


@pytest.fixture
def bawa(instansi, superuser):
    """Take a workbook in and check it; ``terap`` writes it too."""

    def jalankan(*daftar_lembar, terap=True, tanggal=None):
        buku = openpyxl.Workbook()
        buku.remove(buku.active)
        for nama, baris in daftar_lembar:
            lembar = buku.create_sheet(nama)
            for satu in baris:
                lembar.append(satu)
        isi = io.BytesIO()
        buku.save(isi)
        berkas = terima(
            ContentFile(isi.getvalue(), name="rekap.xlsx"),
            jenis="asesmen",
            instansi=instansi,
            oleh=superuser,
            tanggal=tanggal,
        )
        berkas = periksa(berkas)
        return terapkan(berkas, oleh=superuser) if terap else berkas

    return jalankan


def rekap(*baris, judul=JUDUL):
    kepala = ["No", "NIP", "Nama", "Jabatan", "Perangkat Daerah", *TUJUH, "Total", "JPM (%)",
              "JPM Proyeksi(%)", "Saran Pengembangan 1", "Saran Pengembangan 2"]  # fmt: skip
    return ("Rekap", [*judul, kepala, *baris])


def orang(*nilai, nip=NIP, jpm="91,5%", saran=("Coaching", "Mentoring")):
    return [1, nip, "ANI", "ANALIS", "DINAS", *nilai, sum(map(_angka, nilai)), jpm, "", *saran]


def _angka(x):
    return float(str(x).replace(",", "."))


DELAPAN = (2, "2,25", 2, 2, 2, 2, 2, 2)


def test_rekap_satu_kompetensi_tidak_ada(pegawai, bawa):
    berkas = bawa(rekap(orang(*DELAPAN)))

    asesmen = Asesmen.tanpa_batas.get()
    assert laporan(berkas)["galat"] == []
    assert asesmen.tanggal == datetime.date(2025, 7, 15)
    assert asesmen.berlaku_sampai == datetime.date(2028, 7, 15)
    assert asesmen.jpm == Decimal("91.50")
    assert asesmen.jpm_hitung == Decimal("101.56")
    assert asesmen.jenjang == "PENGAWAS"
    assert asesmen.penyelenggara == "UPTD PENILAIAN KOMPETENSI"
    assert asesmen.saran_pengembangan == "Coaching\nMentoring"
    assert asesmen.berkas_id == berkas.pk
    assert NilaiKompetensi.tanpa_batas.filter(standar=2).count() == 8
    assert "jpm_beda" in {p["kode"] for p in laporan(berkas)["peringatan"]}


def test_dua_lembar_digabung_per_orang(pegawai, bawa):
    potensi = ("JPM Potensi", [
        *JUDUL, ["No", "NIP", "Nama", *ASPEK, "TOTAL", "JPM Potensi", "Kategori Pemetaan Potensi"],
        [1, NIP, "ANI", 4, 4, 5, 4, 5, 4, 4, 4, 34, 85, "Optimal"],
    ])  # fmt: skip
    nama, isi = rekap(orang(*DELAPAN))

    bawa(potensi, (nama, isi))

    asesmen = Asesmen.tanpa_batas.get()
    assert (asesmen.potensi_berkas, asesmen.potensi_hitung, asesmen.potensi) == (85, 85, 85)
    assert asesmen.kategori_potensi_berkas == "Optimal"
    assert asesmen.jpm == Decimal("91.50")
    assert NilaiPotensi.tanpa_batas.count() == 8


def test_berkas_sama_dua_kali_tanpa_perubahan(pegawai, bawa):
    bawa(rekap(orang(*DELAPAN)))

    kedua = bawa(rekap(orang(*DELAPAN)))

    assert (kedua.jumlah_baru, kedua.jumlah_berubah, kedua.jumlah_tetap) == (0, 0, 1)


def test_berkas_potensi_susulan_tidak_mengosongkan_kompetensi(pegawai, bawa):
    bawa(rekap(orang(*DELAPAN)))
    bawa(("JPM Potensi", [
        *JUDUL, ["No", "NIP", "Nama", *ASPEK, "JPM Potensi"],
        [1, NIP, "ANI", *[4] * 8, 80],
    ]))  # fmt: skip

    asesmen = Asesmen.tanpa_batas.get()
    assert (asesmen.jpm, asesmen.potensi) == (Decimal("91.50"), 80)
    assert NilaiKompetensi.tanpa_batas.count() == 8


def test_rekap_uptd_dengan_judul_dua_baris(pegawai, bawa):
    bawa(("Rekap", [
        ["HASIL PENILAIAN POTENSI DAN KOMPETENSI PNS"],
        ["TUJUAN PENILAIAN : PENGISIAN JABATAN, 3 Maret 2026"],
        ["NO", "NAMA", "NIP", "JABATAN/INSTANSI", "PENILAIAN", "", "", "", "KATEGORI", "KUADRAN"],
        ["", "", "", "", "KINERJA", "POTENSI", "KOMPETENSI", "JPM", "", ""],
        [1, "ANI", NIP, "ANALIS", 90, 77.5, 80, 79, "Masih Memenuhi Syarat", 5],
    ]))  # fmt: skip

    asesmen = Asesmen.tanpa_batas.get()
    assert asesmen.tujuan == "PENGISIAN"
    assert (asesmen.jpm, asesmen.potensi) == (79, Decimal("77.50"))
    assert asesmen.kategori_berkas == "Masih Memenuhi Syarat"


def test_tanpa_tanggal_ditolak_kecuali_disebut(pegawai, bawa):
    with pytest.raises(ValidationError, match="Tanggal penilaian tidak ada"):
        bawa(rekap(orang(*DELAPAN), judul=[]))
    with pytest.raises(ValidationError, match="belum tiba"):
        bawa(rekap(orang(*DELAPAN), judul=[]), tanggal=datetime.date(2099, 1, 1))

    bawa(rekap(orang(*DELAPAN), judul=[]), tanggal=datetime.date(2025, 8, 14))

    assert Asesmen.tanpa_batas.get().tanggal == datetime.date(2025, 8, 14)


@pytest.mark.parametrize(
    ("baris", "kode"),
    [
        (orang(6, 2, 2, 2, 2, 2, 2, 2), "nilai_di_luar_batas"),
        (orang(*DELAPAN, jpm="900"), "nilai_di_luar_batas"),
        (orang(*DELAPAN, nip="199001012015011001"), "nip_luar_lingkup"),
        ([1, NIP, "ANI", "", "", *[""] * 11], "nilai_kosong"),
    ],
)
def test_baris_galat_tidak_disimpan(pegawai, bawa, baris, kode):
    hasil = laporan(bawa(rekap(baris)))

    assert kode in {galat["kode"] for galat in hasil["galat"]}
    assert hasil["galat"][0]["baris"] == 6
    assert not Asesmen.tanpa_batas.exists()


def test_orang_ganda_dan_tanda_tangan(pegawai, bawa):
    tanda_tangan = ["", "KETUA PENYELENGGARA"]

    hasil = laporan(bawa(rekap(orang(*DELAPAN), orang(*DELAPAN), [], tanda_tangan)))

    assert [galat["kode"] for galat in hasil["galat"]] == ["asesmen_ganda"] * 2
    assert hasil["baris"] == 2


def test_pembatalan_mengembalikan_nilai_lama(pegawai, bawa, superuser):
    bawa(rekap(orang(*DELAPAN)))
    kedua = bawa(rekap(orang(1, 1, 1, 1, 1, 1, 1, 1, jpm="50")))
    assert kedua.jumlah_berubah == 1

    batalkan(kedua, oleh=superuser)

    asesmen = Asesmen.tanpa_batas.get()
    assert asesmen.jpm == Decimal("91.50")
    assert sorted(NilaiKompetensi.tanpa_batas.values_list("capaian", flat=True))[-1] == Decimal(
        "2.25"
    )


def test_pembatalan_menghapus_yang_baru(pegawai, bawa, superuser):
    pertama = bawa(rekap(orang(*DELAPAN)))

    batalkan(pertama, oleh=superuser)

    assert not Asesmen.tanpa_batas.exists()


def test_jenis_terdaftar():
    assert impor.ambil_jenis("asesmen").izin == "kompetensi.add_asesmen"
