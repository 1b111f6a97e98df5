"""Worksheets of perangkat daerah: out, filled in, back."""

import datetime
import io
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from openpyxl import load_workbook

from akses.models import JejakAudit
from pegawai import impor, lembar_kerja
from pegawai.models import BarisImpor, Pegawai, UnitOrganisasi
from tests.factories import PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import kode, pasang, periksa

ALAMAT = "/pegawai/lembar-kerja/"
PADA = datetime.date(2026, 11, 24)
LENGKAP = {
    "tempat_lahir": "Sampit",
    "nik": "6201010101850001",
    "nomor_hp": "0812",
    "email": "a@kobarkab.go.id",
    "tmt_golongan": PADA,
    "tmt_jabatan": PADA,
    "tahun_lulus": 2008,
    "gelar_belakang": "S.E.",
}


@pytest.fixture
def dinas(instansi):
    """A unit that is its own perangkat daerah."""
    unit = UnitFactory(instansi=instansi, nama="Dinas Sosial")
    UnitOrganisasi.tanpa_batas.filter(pk=unit.pk).update(perangkat_daerah=unit)
    unit.refresh_from_db()
    return unit


def orang(unit, **isian):
    """Somebody whose record lacks nothing but ``isian``."""
    return PegawaiFactory(instansi=unit.instansi, unit=unit, **LENGKAP | isian)


def unduh(klien, opd):
    respons = klien.get(f"{ALAMAT}unduh/?opd={opd}")
    return load_workbook(BytesIO(b"".join(respons.streaming_content)))


def isi(buku, **sel):
    """Fill cells in: ``isi(buku, **{"6:NIK": "..."})``; the file as somebody sends it back."""
    lembar = buku["Isian"]
    kolom = {sel.value: sel.column for sel in lembar[5]}
    for letak, nilai in sel.items():
        baris, judul = letak.split(":")
        lembar.cell(int(baris), kolom[judul], nilai)
    wadah = io.BytesIO()
    buku.save(wadah)
    return ContentFile(wadah.getvalue(), name="kembali.xlsx")


# Who lacks what


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isian", "kurang"),
    [
        ({}, set()),
        ({"nik": "", "tahun_lulus": None}, {"nik", "tahun_lulus"}),
        ({"gelar_belakang": ""}, {"gelar_belakang"}),
        ({"gelar_belakang": "", "gelar_depan": "dr."}, set()),
        ({"gelar_belakang": "", "tingkat_pendidikan": "15"}, set()),
        ({"tmt_pns": None}, {"tmt_pns"}),
        ({"tmt_pns": None, "status_asn": "CPNS"}, set()),
        (
            {"tmt_pns": None, "tmt_cpns": datetime.date(2020, 1, 1), "status_asn": "PPPK"},
            {"nomor_kontrak", "awal_kontrak", "akhir_kontrak"},
        ),
    ],
)
def test_isian_yang_kurang(dinas, isian, kurang):
    orang(dinas, **isian)

    hasil = list(lembar_kerja.yang_kosong(Pegawai.tanpa_batas.all(), PADA))

    ada = {
        satu.bidang
        for pegawai in hasil
        for satu in lembar_kerja.DAFTAR_ISIAN
        if getattr(pegawai, f"kosong_{satu.bidang}")
    }
    assert ada == kurang


@pytest.mark.django_db
def test_rekap_opd_satu_kueri(dinas, django_assert_num_queries):
    orang(dinas, nik="", email="")
    orang(dinas, nik="")
    orang(dinas)
    PegawaiFactory(instansi=dinas.instansi, **LENGKAP | {"nik": ""})

    with django_assert_num_queries(1):
        hasil = lembar_kerja.rekap_opd(Pegawai.tanpa_batas.all(), PADA)

    assert hasil == [
        {"opd_id": dinas.pk, "opd": "Dinas Sosial", "pegawai": 2, "isian": 3, "semua": 3},
        {"opd_id": 0, "opd": "Unit belum dipetakan", "pegawai": 1, "isian": 1, "semua": 1},
    ]


# The mark


def tanda():
    baris = {"198507172010011001": ("BUDI", frozenset({"NIK", "EMAIL"}))}
    return lembar_kerja.Tanda("62.01", 7, "Dinas Sosial", PADA, baris)


def test_tanda_bolak_balik():
    assert lembar_kerja.Tanda.baca(tanda().tulis()) == tanda()


@pytest.mark.parametrize("ubah", [lambda t: t[:-1], lambda t: f"x{t}", lambda t: "", str.upper])
def test_tanda_yang_diubah_ditolak(ubah):
    with pytest.raises(ValidationError, match="Tanda keaslian"):
        lembar_kerja.Tanda.baca(ubah(tanda().tulis()))


# Out


def test_lembar_terkunci_kecuali_yang_kurang(klien, dinas):
    orang(dinas, nama="BUDI", nik="", tmt_jabatan=None)
    orang(dinas, nama="LENGKAP")

    buku = unduh(klien, dinas.pk)

    lembar = buku["Isian"]
    terbuka = {
        lembar.cell(5, sel.column).value
        for baris in lembar.iter_rows(min_row=6)
        for sel in baris
        if not sel.protection.locked
    }
    assert lembar.protection.sheet
    assert terbuka == {"NIK", "TMT JABATAN"}
    assert [sel.value for sel in lembar["B"][5:]] == ["BUDI"]
    assert {dv.type for dv in lembar.data_validations.dataValidation} == {
        "list", "date", "whole", "textLength",
    }  # fmt: skip
    assert buku["_tanda"].sheet_state == "veryHidden"
    assert "atas nama Dinas Sosial" in " ".join(str(s.value) for s in buku["Petunjuk"]["B"])
    assert "pengelola.6201" in lembar["A3"].value
    assert JejakAudit.tanpa_batas.get(aksi="UNDUH").data["lingkup"] == "Dinas Sosial"


def test_lembar_tidak_memuat_data_yang_sudah_ada(klien, dinas):
    orang(dinas, email="", nik="6201010101850001")

    sel = {str(s.value) for baris in unduh(klien, dinas.pk)["Isian"].iter_rows() for s in baris}

    assert not any("6201010101850001" in satu for satu in sel)


def test_semua_lembar_dalam_satu_zip(klien, dinas, instansi, instansi_lain):
    orang(dinas, nik="")
    kembar = UnitFactory(instansi=instansi, nama="Dinas Sosial")
    UnitOrganisasi.tanpa_batas.filter(pk=kembar.pk).update(perangkat_daerah=kembar)
    orang(kembar, nik="")
    PegawaiFactory(instansi=instansi)
    PegawaiFactory(instansi=instansi_lain, nama="RAHASIA")

    arsip = zipfile.ZipFile(BytesIO(b"".join(klien.get(f"{ALAMAT}unduh/").streaming_content)))

    assert len(arsip.namelist()) == 3
    isi_arsip = [load_workbook(BytesIO(arsip.read(nama)))["Isian"] for nama in arsip.namelist()]
    assert [lembar.max_row for lembar in isi_arsip] == [6, 6, 6]
    assert not any(
        sel.value == "RAHASIA"
        for lembar in isi_arsip
        for baris in lembar.iter_rows()
        for sel in baris
    )


def test_opd_tanpa_kekurangan_berkata_demikian(klien, dinas):
    orang(dinas)

    respons = klien.get(f"{ALAMAT}unduh/?opd={dinas.pk}", follow=True)

    assert "tidak ada yang perlu dilengkapi" in respons.content.decode()


def test_semua_instansi_harus_memilih_dahulu(klien_untuk, semua, dinas):
    orang(dinas, nik="")
    klien = klien_untuk(semua)

    assert "Pilih satu instansi" in klien.get(ALAMAT).content.decode()
    assert klien.get(f"{ALAMAT}unduh/").status_code == 302
    assert "Dinas Sosial" in klien.get(f"{ALAMAT}?instansi=62.01").content.decode()


def test_halaman_dan_izin(klien, klien_untuk, kepala, dinas):
    orang(dinas, nik="", email="")

    isi_halaman = klien.get(ALAMAT).content.decode()

    assert "Dinas Sosial" in isi_halaman
    assert f"{ALAMAT}unduh/?opd={dinas.pk}" in isi_halaman
    assert klien_untuk(kepala).get(ALAMAT).status_code == 403


# And back


def test_pulang_pergi_hanya_mengisi_yang_kosong(klien, dinas, pengelola, verifikator):
    satu = orang(
        dinas, nama="AMIR", nik="", email="", tmt_jabatan=None, tahun_lulus=None,
        tingkat_pendidikan="", jenis_kelamin="",
    )  # fmt: skip
    dua = orang(dinas, nama="BUDI", nomor_hp="")
    unggahan = isi(
        unduh(klien, dinas.pk),
        **{
            "6:NIK": "6201010101850009",
            "6:EMAIL": "amir@kobarkab.go.id",
            "6:TMT JABATAN": datetime.date(2024, 3, 1),
            "6:TAHUN LULUS": 2009,
            "6:TINGKAT PENDIDIKAN": "D-IV",
            "6:JENIS KELAMIN": "Laki-laki",
        },
    )

    berkas = periksa(unggahan, oleh=pengelola, jenis="lembar_kerja")
    impor.terapkan(berkas, oleh=verifikator)

    satu.refresh_from_db()
    berkas.refresh_from_db()
    assert (satu.nik, satu.email, satu.jenis_kelamin) == (
        "6201010101850009", "amir@kobarkab.go.id", "L",
    )  # fmt: skip
    assert (satu.tmt_jabatan, satu.tahun_lulus) == (datetime.date(2024, 3, 1), 2009)
    assert satu.tingkat_pendidikan == "35"
    assert Pegawai.tanpa_batas.get(pk=dua.pk).nomor_hp == ""
    assert (berkas.jumlah_berubah, berkas.jumlah_tetap, berkas.jumlah_baru) == (1, 1, 0)
    assert berkas.atas_nama == "Dinas Sosial"
    jejak = JejakAudit.tanpa_batas.get(aksi="TERAPKAN")
    assert jejak.keterangan == "Menerapkan impor lembar_kerja, dientri atas nama Dinas Sosial"
    assert (
        "atas nama <strong>Dinas Sosial"
        in klien.get(f"/pegawai/impor/{berkas.pk}/").content.decode()
    )


def test_pengisian_dapat_dibatalkan_dan_lembar_kedua_tidak_mengubah(klien, dinas, pengelola):
    pegawai = orang(dinas, nik="")
    unggahan = isi(unduh(klien, dinas.pk), **{"6:NIK": "6201010101850009"})
    berkas = pasang(unggahan, oleh=pengelola, jenis="lembar_kerja")

    kedua = periksa(unggahan, oleh=pengelola, jenis="lembar_kerja")
    impor.batalkan(berkas, oleh=pengelola)

    assert (kedua.jumlah_tetap, kedua.jumlah_peringatan) == (1, 0)
    assert Pegawai.tanpa_batas.get(pk=pegawai.pk).nik == ""


def test_yang_terisi_sejak_itu_tidak_ditimpa(klien, dinas, pengelola):
    pegawai = orang(dinas, email="", nomor_hp="")
    unggahan = isi(
        unduh(klien, dinas.pk), **{"6:EMAIL": "lama@kobarkab.go.id", "6:NOMOR HP": "0811"}
    )
    Pegawai.tanpa_batas.filter(pk=pegawai.pk).update(email="baru@kobarkab.go.id")

    berkas = pasang(unggahan, oleh=pengelola, jenis="lembar_kerja")

    pegawai.refresh_from_db()
    assert (pegawai.email, pegawai.nomor_hp) == ("baru@kobarkab.go.id", "0811")
    assert kode(berkas) == {(6, "sudah_terisi")}
    assert set(BarisImpor.tanpa_batas.get().perbedaan) == {"nomor_hp"}


@pytest.mark.parametrize(
    ("sel", "nama_kode"),
    [
        ({"6:NIK": "123"}, "nik_tidak_sah"),
        ({"6:EMAIL": "bukan surel"}, "email_tidak_sah"),
        ({"6:TINGKAT PENDIDIKAN": "Sarjanaan"}, "pilihan_tidak_dikenal"),
        ({"6:TAHUN LULUS": 2099}, "tahun_tidak_sah"),
        ({"6:TMT JABATAN": datetime.date(2099, 1, 1)}, "tanggal_masa_depan"),
        ({"6:TMT JABATAN": "31-02-2020"}, "tanggal_tidak_sah"),
        ({"6:TANGGAL LAHIR": datetime.date(1990, 1, 1)}, "tanggal_lahir_beda_nip"),
    ],
)
def test_isian_yang_salah_ditandai_di_barisnya(klien, dinas, pengelola, sel, nama_kode):
    orang(dinas, nik="", email="", tingkat_pendidikan="", tahun_lulus=None, tmt_jabatan=None)
    Pegawai.tanpa_batas.update(tanggal_lahir=None)

    berkas = periksa(isi(unduh(klien, dinas.pk), **sel), oleh=pengelola, jenis="lembar_kerja")

    assert (6, nama_kode) in kode(berkas)
    assert berkas.jumlah_galat == 1


@pytest.mark.parametrize(
    ("sel", "kalimat"),
    [
        ({"6:NIP": "198507172010011999"}, "NIP pada baris 6"),
        ({"6:NAMA": "ORANG LAIN"}, "NAMA pada baris 6"),
        ({"6:EMAIL": "x@y.id"}, "EMAIL pada baris 6"),
        ({"5:EMAIL": "SUREL"}, "baris judul"),
    ],
)
def test_sel_terkunci_yang_berubah_ditolak(klien, dinas, pengelola, sel, kalimat):
    orang(dinas, nik="")

    with pytest.raises(ValidationError, match=kalimat):
        periksa(isi(unduh(klien, dinas.pk), **sel), oleh=pengelola, jenis="lembar_kerja")


def test_baris_boleh_dihapus_dan_diurutkan(klien, dinas, pengelola):
    orang(dinas, nama="AMIR", nik="")
    dua = orang(dinas, nama="BUDI", nik="")
    buku = unduh(klien, dinas.pk)
    buku["Isian"].delete_rows(6)

    pasang(isi(buku, **{"6:NIK": "6201010101850009"}), oleh=pengelola, jenis="lembar_kerja")

    assert Pegawai.tanpa_batas.get(pk=dua.pk).nik == "6201010101850009"


def test_lembar_instansi_lain_ditolak(klien, klien_untuk, dinas, pengelola_lain):
    orang(dinas, nik="")

    with pytest.raises(ValidationError, match="instansi lain"):
        periksa(isi(unduh(klien, dinas.pk)), oleh=pengelola_lain, jenis="lembar_kerja")


def test_tanpa_tanda_dan_csv_ditolak(klien, dinas, pengelola):
    orang(dinas, nik="")
    buku = unduh(klien, dinas.pk)
    del buku["_tanda"]

    with pytest.raises(ValidationError, match="bukan lembar kerja"):
        periksa(isi(buku), oleh=pengelola, jenis="lembar_kerja")
    with pytest.raises(ValidationError, match="hilang di csv"):
        periksa(
            ContentFile(b"NIP,NAMA,NIK\n1,2,3\n", name="x.csv"),
            oleh=pengelola,
            jenis="lembar_kerja",
        )


def test_jumlah_kueri_lembar_tetap(dinas, django_assert_num_queries):
    for _ in range(5):
        orang(dinas, nik="")

    with django_assert_num_queries(2):  # persons, units
        lembar_kerja.daftar_lembar(
            Pegawai.tanpa_batas.all(), dinas.instansi, UnitOrganisasi.tanpa_batas.all(), PADA
        )
