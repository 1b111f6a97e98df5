"""Somebody who knows Excel and not this system brings in 300 rows with six kinds of mistakes."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from pegawai import impor, pratinjau, tasks
from pegawai.models import BerkasImpor, Jabatan, Pegawai
from tests.factories import UnitFactory
from tests.pegawai.bantu_impor import BARIS, KEPALA, buku, periksa
from tests.pegawai.berkas_coba import GANDA, TANGGAL, betulkan, buku_coba

UNIT = [("U1", "Dinas Kesehatan"), ("U2", "Dinas Pendidikan"), ("U3", "Dinas Sosial")]
JABATAN = {
    "Penelaah Teknis Kebijakan": "PELAKSANA",
    "Bidan Mahir": "MAHIR",
    "Arsiparis Terampil": "TERAMPIL",
}


@pytest.fixture
def rujukan(instansi):
    for siasn_id, nama in UNIT:
        UnitFactory(instansi=instansi, siasn_id=siasn_id, nama=nama)
    for nama, jenjang in JABATAN.items():
        Jabatan.objects.get_or_create(nama=nama, defaults={"jenjang": jenjang})


@pytest.fixture
def unggah(klien, django_capture_on_commit_callbacks):
    """The press of the button, the worker's turn, and the page that comes then."""

    def kirim(isi, nama="pegawai.xlsx"):
        alamat = reverse("pegawai:unggah")
        berkas = SimpleUploadedFile(nama, isi)
        with django_capture_on_commit_callbacks():
            jawaban = klien.post(
                alamat, {"jenis": "pegawai", "berkas": berkas, "instansi": instansi_klien(klien)}
            )
        assert jawaban.status_code == 302, jawaban.content.decode()
        satu = BerkasImpor.tanpa_batas.latest("pk")
        return periksa(satu)

    def periksa(satu):
        tasks.periksa_berkas(satu.pk)
        satu.refresh_from_db()
        assert satu.status == "DIPERIKSA", satu.alasan
        return satu, klien.get(satu_alamat("berkas", satu)).content.decode()

    kirim.periksa = periksa
    return kirim


def instansi_klien(klien):
    return klien.get(reverse("pegawai:impor")).context["form"]["instansi"].value()


def satu_alamat(nama, satu):
    return reverse(f"pegawai:{nama}", kwargs={"berkas_id": satu.pk})


def unduh(klien, satu):
    return klien.get(satu_alamat("galat", satu), {"isi": "semua"}).content


def jumlah_temuan(satu, pengguna):
    daftar = pratinjau.temuan_per_kode(pratinjau.baris_berkas(pengguna, satu))
    return {temuan.kode: temuan.jumlah for temuan in daftar}


def test_300_baris_enam_macam_kesalahan_bersih_dalam_tiga_unggahan(
    rujukan, klien, unggah, pengelola, verifikator, klien_untuk, django_capture_on_commit_callbacks
):
    isi, benar = buku_coba(UNIT, list(JABATAN))

    # The first file: the page asks about the header, then names what is wrong.
    pertama, halaman = unggah(isi)
    assert "1 judul pada berkas ini belum dikenal" in halaman
    with django_capture_on_commit_callbacks():
        klien.post(satu_alamat("cocokkan", pertama), {"kolom_0": "nama_jabatan"})
    pertama, halaman = unggah.periksa(pertama)
    assert jumlah_temuan(pertama, pengelola) == {
        "nip_format_angka": 8, "nip_ganda": 6, "tanggal_tidak_sah": 4, "jabatan_tidak_dikenal": 7,
        "unor_tidak_dikenal": 6, "golongan_tidak_dikenal": 5, "tanggal_lahir_beda_nip": 3,
    }  # fmt: skip
    assert (pertama.jumlah_baris, pertama.jumlah_baru, pertama.jumlah_galat) == (300, 282, 18)
    assert "Unduh baris yang perlu diperbaiki" in halaman
    kembali = unduh(klien, pertama)
    assert load_workbook(io.BytesIO(kembali)).active.max_row == 1 + 39

    # The second: mended by the sentences, one person forgotten.
    lalai = benar[TANGGAL[0] + 2]["NAMA"]
    kedua, _ = unggah(betulkan(kembali, benar, lalai=lalai), "perbaikan.xlsx")
    assert (kedua.jumlah_baris, kedua.jumlah_galat) == (36, 1)
    assert jumlah_temuan(kedua, pengelola) == {"tanggal_tidak_sah": 1}

    # The third: clean.
    kembali = unduh(klien, kedua)
    benar_kedua = {
        baris.nomor: next(isi for isi in benar.values() if isi["NAMA"] == baris.nama)
        for baris in pratinjau.baris_berkas(pengelola, kedua)
    }
    ketiga, halaman = unggah(betulkan(kembali, benar_kedua), "perbaikan-2.xlsx")
    assert jumlah_temuan(ketiga, pengelola) == {}
    assert "Tidak ada yang perlu diperbaiki" in halaman

    # Somebody else applies all three; the record is as SIASN has it.
    for satu in (pertama, kedua, ketiga):
        with django_capture_on_commit_callbacks():
            klien_untuk(verifikator).post(satu_alamat("terapkan", satu), {"contoh_dilihat": "ya"})
        tasks.terapkan_berkas(satu.pk, verifikator.pk)
    tercatat = {orang.nip: orang for orang in Pegawai.tanpa_batas.select_related("unit")}
    seharusnya = {isi["NIP BARU"]: isi for baris, isi in benar.items() if baris - 2 not in GANDA}
    assert tercatat.keys() == seharusnya.keys()
    for nip, orang in tercatat.items():
        isi = seharusnya[nip]
        assert (
            orang.nama, f"{orang.tanggal_lahir:%d-%m-%Y}", orang.golongan, orang.unit.nama,
            orang.nama_jabatan, orang.jabatan.nama,
        ) == (
            isi["NAMA"], isi["TANGGAL LAHIR"], isi["GOL AKHIR NAMA"], isi["UNOR NAMA"],
            isi["JABATAN NAMA"], isi["JABATAN NAMA"],
        )  # fmt: skip


# --- What the sentences of unknown units and jobs say -----------------------------------------


def kalimat(berkas):
    return [temuan["pesan"] for temuan in impor.laporan(berkas)["peringatan"]]


@pytest.mark.parametrize(
    ("kepala", "isi", "akhir"),
    [
        (["UNOR ID", "UNOR NAMA"], ["ZZ", "Dins Sosial"], "isi UNOR ID dengan U3."),
        (["UNIT KERJA"], ["Dins Sosial"], "Mungkin “Dinas Sosial”: tulis nama itu."),
        (["UNOR ID", "UNOR NAMA"], ["ZZ", "Sekretariat"], "Ada 2 unit bernama itu: isi UNOR ID"),
        (["UNIT KERJA"], ["Sekretariat"], "Ada 2 unit bernama itu: isi UNOR ID yang tepat."),
        (["UNOR ID", "UNOR NAMA"], ["ZZ", "Kwxyz"], "bila unitnya baru, impor Unit organisasi."),
        (["UNOR ID"], ["ZZ"], "Salin UNOR ID-nya dari SIASN"),
        (["UNOR ID", "UNOR NAMA"], ["ZZ", "Kantr Tanpa Kode"], "kosongkan UNOR ID dan tulis"),
        (["JABATAN NAMA"], ["Bidn Mahir"], "Mungkin “Bidan Mahir”."),
        (["JABATAN NAMA", "JENIS JABATAN ID"], ["Bidn Mahir", "4"], "seperti di SIASN."),
        (["JABATAN NAMA"], ["Kwxyz"], "Tulis nama jabatan seperti di SIASN."),
    ],
)
def test_peringatan_menyebut_yang_mirip(rujukan, pengelola, instansi, kepala, isi, akhir):
    for siasn_id, nama in (("U4", "Sekretariat"), ("U5", "Sekretariat"), ("", "Kantor Tanpa Kode")):
        UnitFactory(instansi=instansi, siasn_id=siasn_id, nama=nama)

    berkas = periksa(buku([*KEPALA, *kepala], [*BARIS, *isi]), oleh=pengelola)

    (pesan,) = kalimat(berkas)
    assert akhir in pesan


def test_unit_instansi_lain_tidak_disarankan(pengelola, instansi, instansi_lain):
    UnitFactory(instansi=instansi_lain, siasn_id="L1", nama="Dinas Rahasia")

    berkas = periksa(buku([*KEPALA, "UNIT KERJA"], [*BARIS, "Dins Rahasia"]), oleh=pengelola)

    (pesan,) = kalimat(berkas)
    assert "Mungkin" not in pesan


def test_sel_nama_unit_yang_ditandai_bila_berkas_tanpa_kode(rujukan, pengelola):
    berkas = periksa(buku([*KEPALA, "UNIT KERJA"], [*BARIS, "Dins Sosial"]), oleh=pengelola)

    isi = impor.buku_galat(berkas, isi=impor.IsiBuku.PERINGATAN)

    baris = load_workbook(io.BytesIO(isi)).active[2]
    assert [sel.value for sel in baris if sel.fill.fill_type] == ["Dins Sosial"]
