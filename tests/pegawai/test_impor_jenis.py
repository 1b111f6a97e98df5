"""The kinds beside pegawai: units, appraisals, training, the reference of jobs."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pegawai import impor
from pegawai.impor.jabatan import baca_jenjang_rujukan
from pegawai.impor.pegawai import baca_tingkat
from pegawai.jenjang import baca_eselon, baca_jenis_jabatan, baca_jenjang
from pegawai.models import (
    BarisImpor,
    Jabatan,
    PenilaianKinerja,
    RiwayatPelatihan,
    TemuanUnit,
    UnitOrganisasi,
)
from tests.factories import PegawaiFactory, RiwayatPelatihanFactory
from tests.pegawai.bantu_impor import NIP, NIP_LAIN, buku, hasil_per_baris, kode, pasang, periksa

KEPALA_UNOR = ["ID", "NAMA_UNOR", "ID_ATASAN"]
KEPALA_KINERJA = ["NIP", "NAMA", "TAHUN", "PERIODE", "HASIL KINERJA", "PERILAKU KERJA",
                  "KUADRAN KINERJA", "NAMA PENILAI", "NIP NRP PENILAI"]  # fmt: skip
SKP = [NIP, "BUDI", 2025, "", "DIATAS ESPEKTASI", "SESUAI EKSPEKTASI", "BAIK", "ATASAN", NIP_LAIN]
KEPALA_PELATIHAN = ["NIP", "NAMA", "NAMA KURSUS", "INSTITUSI PENYELENGGARA", "NO SERTIFIKAT",
                    "TANGGAL MULAI", "TANGGAL SELESAI", "TAHUN", "JUMLAH JAM",
                    "JENIS DIKLAT ID"]  # fmt: skip
KURSUS = [NIP, "BUDI", "Manajemen Risiko", "BPSDM", "1/2026", "16-01-2026", "18-01-2026", "2026",
          "40", "3"]  # fmt: skip


@pytest.fixture
def orang(instansi):
    return PegawaiFactory(instansi=instansi, nip=NIP)


def ganti(dasar, kepala, **ubah):
    """``dasar`` with other values by header (underscores for spaces)."""
    nilai = {kunci.replace("_", " "): isi for kunci, isi in ubah.items()}
    return [nilai.get(judul, isi) for judul, isi in zip(kepala, dasar, strict=True)]


# --- Units ------------------------------------------------------------------------------------


def pasang_unor(pengelola, *baris):
    return pasang(buku(KEPALA_UNOR, *baris), oleh=pengelola, jenis="unor")


def test_pohon_unit(pengelola):
    berkas = pasang_unor(
        pengelola,
        ["c3", "Subbidang Data", "B2"],  # children may come first
        ["A1", "Pemerintah Kab.", None],
        ["B2", "Badan Kepegawaian", "a1"],
        ["D4", "Bidang Mutasi", "B2"],
        ["E5", "Pasangan kedua akar", ""],
    )

    unit = {u.nama: u for u in UnitOrganisasi.tanpa_batas.all()}
    assert berkas.jumlah_baru == 5
    assert unit["Subbidang Data"].jalur == "Subbidang Data › Badan Kepegawaian"
    assert unit["Subbidang Data"].perangkat_daerah == unit["Badan Kepegawaian"]
    assert unit["Badan Kepegawaian"].perangkat_daerah == unit["Badan Kepegawaian"]
    assert unit["Badan Kepegawaian"].jalur == "Badan Kepegawaian"
    assert unit["Pemerintah Kab."].perangkat_daerah is None
    assert [unit[n].kedalaman for n in ("Pemerintah Kab.", "Badan Kepegawaian")] == [0, 1]
    assert unit["Subbidang Data"].kedalaman == 2


def test_unit_diulang_diubah_dan_tidak_dihapus(pengelola):
    isi = [["A1", "Pemkab", ""], ["B2", "Badan", "A1"], ["C3", "Bidang", "B2"]]
    pasang_unor(pengelola, *isi)

    ulang = pasang_unor(pengelola, *isi)
    pindah = pasang_unor(pengelola, ["A1", "Pemkab", ""], ["C3", "Bidang", "A1"])

    assert (ulang.jumlah_baru, ulang.jumlah_berubah) == (0, 0)
    assert hasil_per_baris(pindah) == {2: "TETAP", 3: "BERUBAH"}
    assert UnitOrganisasi.tanpa_batas.count() == 3
    assert UnitOrganisasi.tanpa_batas.get(nama="Bidang").kedalaman == 1


def test_temuan_unit(pengelola):
    berkas = pasang_unor(
        pengelola,
        ["A1", "Pemkab", ""],
        ["B2", "Melingkar satu", "C3"],
        ["C3", "Melingkar dua", "B2"],
        ["D4", "Anak lingkaran", "C3"],
        ["E5", "Yatim", "ZZ"],
        ["F6", "Ganda", "A1"],
        ["F6", "Ganda", "A1"],
        ["", "Tanpa ID", "A1"],
        ["G7", "", "A1"],
        ["H8", "Diri sendiri", "H8"],
    )

    assert kode(berkas) == {
        (3, "unor_melingkar"), (4, "unor_melingkar"), (5, "unor_melingkar"),
        (6, "atasan_tidak_dikenal"), (7, "id_ganda"), (8, "id_ganda"), (9, "id_kosong"),
        (10, "nama_kosong"), (11, "unor_melingkar"),
    }  # fmt: skip
    assert set(UnitOrganisasi.tanpa_batas.values_list("siasn_id", flat=True)) == {"A1", "E5"}


def test_lingkaran_lewat_unit_yang_sudah_ada(pengelola):
    pasang_unor(pengelola, ["A1", "Pemkab", ""], ["B2", "Badan", "A1"], ["C3", "Bidang", "B2"])

    with pytest.raises(ValidationError, match="melingkar"):
        pasang_unor(pengelola, ["B2", "Badan", "C3"])


def test_batal_unit(pengelola, verifikator):
    pasang_unor(pengelola, ["A1", "Pemkab", ""], ["B2", "Badan", "A1"])
    sebelum = list(UnitOrganisasi.tanpa_batas.order_by("pk").values())
    berkas = pasang_unor(
        pengelola, ["A1", "Pemerintah", ""], ["C3", "Bidang", "B2"], ["D4", "Sub", "C3"]
    )

    impor.batalkan(berkas, oleh=verifikator)

    assert list(UnitOrganisasi.tanpa_batas.order_by("pk").values()) == sebelum


def test_unit_instansi_lain_ber_id_sama(pengelola, pengelola_lain):
    pasang_unor(pengelola_lain, ["A1", "Lain", ""])

    berkas = pasang_unor(pengelola, ["A1", "Sendiri", ""])

    assert berkas.jumlah_baru == 1
    assert set(UnitOrganisasi.tanpa_batas.values_list("nama", flat=True)) == {"Lain", "Sendiri"}


# --- Appraisals -------------------------------------------------------------------------------


def pasang_kinerja(pengelola, *baris):
    return pasang(buku(KEPALA_KINERJA, *baris), oleh=pengelola, jenis="kinerja")


def test_kinerja(pengelola, orang):
    berkas = pasang_kinerja(pengelola, SKP)

    satu = PenilaianKinerja.tanpa_batas.get()
    assert kode(berkas) == set()
    assert (satu.pegawai, satu.instansi, satu.tahun) == (orang, orang.instansi, 2025)
    assert (satu.hasil, satu.perilaku, satu.predikat) == ("DI_ATAS", "SESUAI", "BAIK")
    assert (satu.periode, satu.nama_penilai, satu.nip_penilai) == ("TAHUNAN", "ATASAN", NIP_LAIN)
    assert BarisImpor.tanpa_batas.get().pegawai == orang
    ulang = pasang_kinerja(pengelola, SKP)
    assert (ulang.jumlah_baru, ulang.jumlah_berubah) == (0, 0)


@pytest.mark.parametrize(
    ("ubah", "temuan"),
    [
        ({"NIP": NIP_LAIN}, "nip_luar_lingkup"),
        ({"NIP": "1"}, "nip_bukan_18_digit"),
        ({"TAHUN": "2030"}, "tahun_tidak_sah"),
        ({"TAHUN": ""}, "tahun_tidak_sah"),
        ({"TAHUN": "dua"}, "angka_tidak_sah"),
        ({"PERIODE": "kapan"}, "periode_tidak_dikenal"),
        ({"HASIL_KINERJA": "bagus"}, "rating_tidak_dikenal"),
        ({"PERILAKU_KERJA": "bagus"}, "rating_tidak_dikenal"),
        ({"KUADRAN_KINERJA": "hebat"}, "predikat_tidak_dikenal"),
        ({"KUADRAN_KINERJA": "", "HASIL_KINERJA": ""}, "predikat_tidak_dikenal"),
        ({"KUADRAN_KINERJA": "SANGAT BAIK"}, "predikat_beda_matriks"),
    ],
)
def test_temuan_kinerja(ubah, temuan, pengelola, orang):
    berkas = periksa(
        buku(KEPALA_KINERJA, ganti(SKP, KEPALA_KINERJA, **ubah)), oleh=pengelola, jenis="kinerja"
    )

    assert kode(berkas) == {(2, temuan)}


def test_predikat_resmi_yang_dipakai(pengelola, orang):
    pasang_kinerja(pengelola, ganti(SKP, KEPALA_KINERJA, KUADRAN_KINERJA="Sangat Baik"))

    satu = PenilaianKinerja.tanpa_batas.get()
    assert (satu.predikat, satu.predikat_matriks) == ("SANGAT BAIK", "BAIK")


@pytest.mark.parametrize(
    ("tertulis", "periode"),
    [
        ("Tahunan", "TAHUNAN"), ("Triwulan I", "TW1"), ("TW2", "TW2"), ("Triwulan III", "TW3"),
        ("triwulan 4", "TW4"), ("IV", "TW4"), ("Triwulan II", "TW2"),
    ],
)  # fmt: skip
def test_periode_kinerja(tertulis, periode, pengelola, orang):
    pasang_kinerja(pengelola, ganti(SKP, KEPALA_KINERJA, PERIODE=tertulis))

    assert PenilaianKinerja.tanpa_batas.get().periode == periode


def test_penilaian_ganda_dan_predikat_dari_matriks(pengelola, orang):
    triwulan = ganti(SKP, KEPALA_KINERJA, PERIODE="TW1", KUADRAN_KINERJA="", HASIL_KINERJA="3")

    berkas = pasang_kinerja(pengelola, SKP, SKP, triwulan)

    assert kode(berkas) == {(2, "penilaian_ganda"), (3, "penilaian_ganda")}
    assert PenilaianKinerja.tanpa_batas.get().predikat == "BUTUH PERBAIKAN"


# --- Training ---------------------------------------------------------------------------------


def pasang_pelatihan(pengelola, *baris):
    return pasang(buku(KEPALA_PELATIHAN, *baris), oleh=pengelola, jenis="pelatihan")


def test_pelatihan(pengelola, orang):
    tanpa_nomor = ganti(KURSUS, KEPALA_PELATIHAN, NO_SERTIFIKAT="", TAHUN="", JUMLAH_JAM="12,5")

    berkas = pasang_pelatihan(pengelola, KURSUS, tanpa_nomor)

    satu, dua = RiwayatPelatihan.tanpa_batas.order_by("-nomor_sertifikat")
    assert kode(berkas) == set()
    assert (satu.nama, satu.jp, satu.jenis.kode_siasn) == ("Manajemen Risiko", 40, "3")
    assert (float(dua.jp), dua.tahun, dua.nomor_sertifikat) == (12.5, 2026, "")
    ulang = pasang_pelatihan(pengelola, KURSUS, tanpa_nomor)
    assert (ulang.jumlah_baru, ulang.jumlah_berubah) == (0, 0)
    ubah = pasang_pelatihan(
        pengelola, KURSUS, ganti(tanpa_nomor, KEPALA_PELATIHAN, JUMLAH_JAM="20")
    )
    assert hasil_per_baris(ubah) == {2: "TETAP", 3: "BERUBAH"}


def test_diklat_struktural_dengan_kepala_siasn(pengelola, orang):
    kepala = [
        "nip", "latihanStrukturalId", "latihanStrukturalNama", "nomor", "tanggal",
        "tanggalSelesai", "tahun", "jumlahJam", "institusiPenyelenggara", "path",
    ]  # fmt: skip
    baris = [orang.nip, "3", "Pelatihan Kepemimpinan Pengawas", "12/PKP/2025", "03-02-2025",
             "30-05-2025", "2025", "908", "BPSDM", ""]  # fmt: skip

    berkas = pasang(buku(kepala, baris), oleh=pengelola, jenis="pelatihan")

    satu = RiwayatPelatihan.tanpa_batas.get()
    assert kode(berkas) == set()
    assert (satu.nama, satu.jp, satu.tahun) == ("Pelatihan Kepemimpinan Pengawas", 908, 2025)
    assert (satu.tanggal_mulai, satu.tanggal_selesai) == (
        datetime.date(2025, 2, 3),
        datetime.date(2025, 5, 30),
    )


@pytest.mark.parametrize(
    ("ubah", "temuan"),
    [
        ({"NIP": NIP_LAIN}, "nip_luar_lingkup"),
        ({"NAMA_KURSUS": ""}, "nama_kosong"),
        ({"TAHUN": "1900"}, "tahun_tidak_sah"),
        ({"JUMLAH_JAM": ""}, "jp_tidak_sah"),
        ({"JUMLAH_JAM": "-4"}, "jp_tidak_sah"),
        ({"JUMLAH_JAM": "banyak"}, "angka_tidak_sah"),
        ({"TANGGAL_SELESAI": "01-01-2026"}, "tanggal_terbalik"),
        ({"TANGGAL_MULAI": "32-01-2026"}, "tanggal_tidak_sah"),
        ({"JENIS_DIKLAT_ID": "99"}, "jenis_diklat_tidak_dikenal"),
        ({"JENIS_DIKLAT_ID": "4", "JUMLAH_JAM": "30"}, "jp_beda_konversi"),
    ],
)
def test_temuan_pelatihan(ubah, temuan, pengelola, orang):
    baris = ganti(KURSUS, KEPALA_PELATIHAN, **ubah)
    berkas = periksa(buku(KEPALA_PELATIHAN, baris), oleh=pengelola, jenis="pelatihan")

    assert kode(berkas) == {(2, temuan)}


def test_jp_hari_sesuai_konversi_dan_sertifikat_ganda(pengelola, orang):
    lokakarya = ganti(KURSUS, KEPALA_PELATIHAN, JENIS_DIKLAT_ID="4", JUMLAH_JAM="15")

    assert kode(pasang_pelatihan(pengelola, lokakarya)) == set()
    berkas = pasang_pelatihan(pengelola, lokakarya, lokakarya)
    assert kode(berkas) == {(2, "sertifikat_ganda"), (3, "sertifikat_ganda")}


def test_batal_pelatihan(pengelola, verifikator, orang):
    RiwayatPelatihanFactory(pegawai=orang, instansi=orang.instansi)
    sebelum = list(RiwayatPelatihan.tanpa_batas.values())
    berkas = pasang_pelatihan(pengelola, KURSUS)

    impor.batalkan(berkas, oleh=verifikator)

    assert list(RiwayatPelatihan.tanpa_batas.values()) == sebelum


# --- The reference of jobs --------------------------------------------------------------------


def test_rujukan_jabatan(semua, pengelola):
    isi = buku(
        ["ID", "NAMA_JABATAN", "ESELON_ID", "JENJANG", "BUP"],
        ["J1", "Kepala Dinas", "22", "", "60"],
        ["J2", "Guru", "", "MU", "60"],
        ["J3", "Pengadministrasi", "", "", 58.0],
        ["J4", "Perawat", "", "Terampil", "200"],
        ["J4", "Perawat", "", "Mahir", ""],
        ["", "Tanpa ID", "", "", ""],
        ["J5", "", "", "", ""],
    )

    berkas = pasang(isi, oleh=semua, jenis="jabatan")

    assert {j.siasn_id: (j.jenjang, j.eselon, j.bup) for j in Jabatan.objects.all()} == {
        "J1": ("JPT_PRATAMA", "II.b", 60),
        "J2": ("AHLI_MUDA", "", 60),
        "J3": ("PELAKSANA", "", 58),
    }
    assert kode(berkas) == {
        (5, "id_ganda"), (6, "id_ganda"), (7, "id_kosong"), (8, "nama_kosong"),
    }  # fmt: skip
    with pytest.raises(ValidationError, match="Data rujukan"):
        periksa(isi, oleh=pengelola, jenis="jabatan")


# The three files that SIASN hands out as Referensi-Jabatan: headers and codes differ by kind.
RUJUKAN_STRUKTURAL = (
    ["ID", "NAMA_JABATAN", "ESELON_ID", "BUP"],
    ["8ae482a6-0001", "KEPALA DINAS KESEHATAN", "22", "60"],
    ["8ae482a6-0002", "KEPALA BIDANG MUTASI", "32", 58.0],
    ["8ae482a6-0003", "KEPALA SEKSI KURIKULUM ", "41", "58"],
)
RUJUKAN_FUNGSIONAL = (
    ["ID", "NAMA", "JENJANG", "BUP", "CEPAT_KODE"],
    ["8ae482a7-0001", "PERAWAT TERAMPIL", "TR", "58", "1"],
    ["8ae482a7-0002", "GURU KELAS AHLI PERTAMA", "PT", "60", "2"],
    ["8ae482a7-0003", "DOKTER AHLI UTAMA", "UT", "65", "3"],
)
RUJUKAN_PELAKSANA = (
    ["ID", "NAMA", "CEPAT_KODE"],
    ["8ae482a8-0001", "PENGADMINISTRASI UMUM", "1"],
    ["8ae482a8-0002", "'PENGELOLA KEPEGAWAIAN", "2"],
    ["8ae482a8-0003", "PRANATA BARANG  DAN JASA", "3"],
)


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        (
            RUJUKAN_STRUKTURAL,
            [
                ("KEPALA DINAS KESEHATAN", "JPT_PRATAMA", "II.b", 60),
                ("KEPALA BIDANG MUTASI", "ADMINISTRATOR", "III.b", 58),
                ("KEPALA SEKSI KURIKULUM", "PENGAWAS", "IV.a", 58),
            ],
        ),
        (
            RUJUKAN_FUNGSIONAL,
            [
                ("PERAWAT TERAMPIL", "TERAMPIL", "", 58),
                ("GURU KELAS AHLI PERTAMA", "AHLI_PERTAMA", "", 60),
                ("DOKTER AHLI UTAMA", "AHLI_UTAMA", "", 65),
            ],
        ),
        (
            RUJUKAN_PELAKSANA,
            [
                ("PENGADMINISTRASI UMUM", "PELAKSANA", "", None),
                ("PENGELOLA KEPEGAWAIAN", "PELAKSANA", "", None),
                ("PRANATA BARANG DAN JASA", "PELAKSANA", "", None),
            ],
        ),
    ],
    ids=["struktural", "fungsional", "pelaksana"],
)
def test_ketiga_referensi_jabatan_dan_kali_kedua_tidak_mengubah(semua, isi, hasil):
    berkas = pasang(buku(*isi), oleh=semua, jenis="jabatan")

    assert (berkas.temuan, kode(berkas)) == ([], set())
    kolom = ("nama", "jenjang", "eselon", "bup")
    assert list(Jabatan.objects.order_by("siasn_id").values_list(*kolom)) == hasil
    isi_tabel = list(Jabatan.objects.order_by("pk").values())
    ulang = pasang(buku(*isi), oleh=semua, jenis="jabatan")
    assert (ulang.jumlah_tetap, ulang.jumlah_baru, ulang.jumlah_berubah) == (3, 0, 0)
    assert list(Jabatan.objects.order_by("pk").values()) == isi_tabel


def test_rujukan_tidak_diterapkan_satu_instansi(semua, verifikator):
    isi = buku(["ID", "NAMA_JABATAN"], ["J1", "Kepala Dinas"])
    berkas = periksa(isi, oleh=semua, jenis="jabatan")

    with pytest.raises(ValidationError, match="Data rujukan"):
        impor.terapkan(berkas, oleh=verifikator)


@pytest.mark.parametrize(
    ("jenjang", "eselon", "nama", "hasil"),
    [
        ("UT", "", "Dokter", "AHLI_UTAMA"),
        ("AHLI_PERTAMA", "", "Dokter", "AHLI_PERTAMA"),
        ("Ahli Madya", "", "Dokter", "AHLI_MADYA"),
        ("Keahlian", "", "DOKTER AHLI MUDA", "AHLI_MUDA"),
        ("", "", "Sopir", "PELAKSANA"),
        ("", "31", "Sekretaris", "ADMINISTRATOR"),
    ],
)
def test_jenjang_rujukan(jenjang, eselon, nama, hasil):
    assert baca_jenjang_rujukan(jenjang, eselon, nama) == hasil


# --- Pure readers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "kode_eselon", "nama", "hasil"),
    [
        ("1", "10", "SEKRETARIS JENDERAL", "JPT_UTAMA"),
        ("1", "12", "SEKRETARIS DAERAH", "JPT_MADYA"),
        ("1", "22", "KEPALA DINAS", "JPT_PRATAMA"),
        ("1", "41", "KEPALA SUBBIDANG", "PENGAWAS"),
        ("1", "51", "KEPALA URUSAN", "PELAKSANA"),
        ("1", "99", "KEPALA", ""),
        ("", "32", "CAMAT", "ADMINISTRATOR"),
        ("4", "99", "PENATA LAYANAN AHLI MUDA", "PELAKSANA"),
        ("2", "99", "DOKTER AHLI UTAMA", "AHLI_UTAMA"),
        ("2", "99", "BIDAN MAHIR", "MAHIR"),
        ("2", "99", "TERAMPIL - PERAWAT", "TERAMPIL"),
        ("2", "99", "Perawat Pelaksana Lanjutan", "MAHIR"),
        ("2", "99", "Perawat Pelaksana", "TERAMPIL"),
        ("2", "99", "Perawat Pelaksana Pemula", "PEMULA"),
        ("2", "99", "Guru Madya", "AHLI_MADYA"),
        ("2", "99", "Penguji Mutu Barang", ""),
        ("", "", "Guru Madya", ""),
        ("", "", "AHLI PERTAMA - GURU KELAS", "AHLI_PERTAMA"),
    ],
)
def test_jenjang(jenis, kode_eselon, nama, hasil):
    assert baca_jenjang(jenis, baca_eselon(kode_eselon, ""), kode_eselon, nama) == hasil


def test_eselon_dan_jenis_jabatan_dari_nama():
    assert [baca_eselon("", nama) for nama in ("II.b", "III/a", "iv a", "NON")] == [
        "II.b", "III.a", "IV.a", "",
    ]  # fmt: skip
    assert baca_jenis_jabatan("2", "") == "2"
    assert baca_jenis_jabatan("", "JABATAN FUNGSIONAL UMUM") == "4"
    assert baca_jenis_jabatan("", "Pelaksana") == "4"
    assert baca_jenis_jabatan("", "JABATAN FUNGSIONAL TERTENTU") == "2"
    assert baca_jenis_jabatan("", "JABATAN STRUKTURAL") == "1"
    assert baca_jenis_jabatan("9", "") == ""


@pytest.mark.parametrize(
    ("kode_tingkat", "nama", "hasil"),
    [
        ("40", "", "40"),
        ("5", "", "05"),
        ("", "S-1/Sarjana", "40"),
        ("", "Diploma III/Sarjana Muda", "30"),
        ("", "D-IV", "35"),
        ("", "SLTA/SMK", "17"),
        ("", "S-3/Doktor", "50"),
        ("", "Pesantren", ""),
    ],
)
def test_tingkat_pendidikan(kode_tingkat, nama, hasil):
    assert baca_tingkat(kode_tingkat, nama) == hasil


def test_temuan_pohon_tidak_menghalangi_pembatalan(pengelola, verifikator, instansi):
    """The nightly check notes the very file that one wants to take back."""
    berkas = pasang_unor(pengelola, ["A1", "Pemkab", ""], ["B2", "Lepas", ""])
    unit = UnitOrganisasi.tanpa_batas.get(siasn_id="B2")
    TemuanUnit.tanpa_batas.create(
        instansi=instansi, unit=unit, jenis=TemuanUnit.Jenis.PUCUK, sejak=timezone.localdate()
    )

    impor.batalkan(berkas, oleh=verifikator)

    assert not UnitOrganisasi.tanpa_batas.filter(siasn_id="B2").exists()
    assert not TemuanUnit.tanpa_batas.exists()
