"""Which files are taken, which are refused and with what sentence; how their cells are read."""

import contextlib
import datetime
import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from openpyxl import Workbook

from pegawai import impor
from pegawai.models import BarisImpor, BerkasImpor, Pegawai
from tests.pegawai.bantu_impor import (
    BARIS,
    KEPALA,
    NIP,
    NIP_LAIN,
    buku,
    hasil_per_baris,
    kode,
    pasang,
    periksa,
    teks,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zip_berisi(nama, isi=b"x"):
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr(nama, isi)
    return wadah.getvalue()


def lembar_mentah(isi_lembar):
    """A workbook whose sheet XML is as given."""
    wadah = io.BytesIO(buku(KEPALA, BARIS).read())
    baru = io.BytesIO()
    with zipfile.ZipFile(wadah) as asal, zipfile.ZipFile(baru, "w") as tujuan:
        for satu in asal.infolist():
            isi = asal.read(satu)
            if satu.filename.startswith("xl/worksheets/"):
                isi = isi_lembar(isi)
            tujuan.writestr(satu.filename, isi)
    return ContentFile(baru.getvalue(), name="data.xlsx")


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "Berkas kosong"),
        (b"MZ\x90\x00" + b"x" * 90, "Ini berkas program"),
        (b"%PDF-1.7 ...", "Ini berkas PDF"),
        (b"\x89PNG....", "Ini berkas gambar"),
        (b"Rar!....", "Ini berkas arsip"),
        (b"<html><table></table></html>", "Ini halaman web"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "Ini halaman web"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "Ini halaman web atau XML"),
        (b"<script>alert(1)</script>", "Ini halaman web"),
        (b"GIF89a" + zip_berisi("xl/workbook.xml"), "Ini berkas gambar"),
        (b"MZ" + zip_berisi("xl/workbook.xml"), "Ini berkas program"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Berkas terkunci sandi"),
        (OLE + b"Workbook", "Ini berkas Office lama"),
        (b"PK\x03\x04terpotong", "rusak atau terpotong"),
        (zip_berisi("word/document.xml"), "Ini bukan buku kerja Excel"),
        (b"a\x00b\x00c", "Berkas ini bukan tabel"),
    ],
)
def test_berkas_yang_ditolak_seketika(isi, kalimat, pengelola):
    with pytest.raises(ValidationError, match=kalimat):
        periksa(ContentFile(isi, name="data.xlsx"), oleh=pengelola)
    assert not BerkasImpor.tanpa_batas.exists()


def test_buku_bermakro_ditolak_walau_bernama_xlsx(pengelola):
    wadah = io.BytesIO(buku(KEPALA, BARIS).read())
    with zipfile.ZipFile(wadah, "a") as arsip:
        arsip.writestr("xl/vbaProject.bin", OLE)

    with pytest.raises(ValidationError, match="memuat makro"):
        periksa(ContentFile(wadah.getvalue(), name="data.xlsx"), oleh=pengelola)


def test_entitas_xml_tidak_dibuka(pengelola, tmp_path):
    """An external entity and a laughing billion: nothing is read, nothing grows."""
    rahasia = tmp_path / "rahasia"
    rahasia.write_text("ISI RAHASIA")
    dtd = (
        f'<!DOCTYPE x [<!ENTITY luar SYSTEM "file://{rahasia}"><!ENTITY a "{"a" * 99}">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    ).encode()

    def sisip(isi):
        nama = b'<c r="B2" t="inlineStr"><is><t>BUDI &luar;&b;</t></is></c>'
        isi, jumlah = re.subn(rb'<c r="B2".*?</c>', nama, isi)
        assert jumlah == 1
        return dtd + isi if b"<?xml" not in isi else isi.replace(b"?>", b"?>" + dtd, 1)

    with contextlib.suppress(ValidationError):
        periksa(lembar_mentah(sisip), oleh=pengelola)

    isi = str(list(BarisImpor.tanpa_batas.values_list("mentah", "nilai", "nama")))
    assert "RAHASIA" not in isi
    assert "aaaaaaaaa" not in isi


def test_terlalu_besar(pengelola, settings):
    settings.BATAS_UNGGAH = 100

    with pytest.raises(ValidationError, match="terlalu besar"):
        periksa(buku(KEPALA, BARIS), oleh=pengelola)


def test_bom_zip(pengelola, settings):
    settings.BATAS_UNGGAH_TERBUKA = 1_000

    with pytest.raises(ValidationError, match="bila dibuka, terlalu besar"):
        periksa(buku(KEPALA, BARIS), oleh=pengelola)


@pytest.mark.parametrize("letak", ["XFD1", "DY9", "A150000", "A1000000", "HA2"])
def test_sel_jauh_ditolak_sebelum_dibaca(letak, pengelola):
    def tambah(isi):
        return isi.replace(b"</row>", f'<c r="{letak}" t="n"><v>1</v></c></row>'.encode(), 1)

    with pytest.raises(ValidationError, match="Tabel terlalu besar"):
        periksa(lembar_mentah(tambah), oleh=pengelola)


def test_sel_jauh_tanpa_isi_diterima(pengelola):
    def tambah(isi):
        return isi.replace(b"</row>", b'<c r="XFD1" s="1"/></row>', 1)

    assert periksa(lembar_mentah(tambah), oleh=pengelola).jumlah_baru == 1


def test_isi_buku_rusak(pengelola):
    with pytest.raises(ValidationError, match="rusak atau tidak dapat dibaca"):
        periksa(lembar_mentah(lambda isi: isi[: len(isi) // 2]), oleh=pengelola)


def test_xml_tanpa_baris_yang_sangat_besar(pengelola):
    with pytest.raises(ValidationError, match="tidak dapat dibaca"):
        periksa(lembar_mentah(lambda isi: b"<x>" + b" " * (17 << 20)), oleh=pengelola)


def test_zip_dengan_isi_rusak(pengelola):
    isi = bytearray(buku(KEPALA, BARIS).read())
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        awal = arsip.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    isi[awal : awal + 30] = b"\xff" * 30

    with pytest.raises(ValidationError, match="rusak"):
        periksa(ContentFile(bytes(isi), name="data.xlsx"), oleh=pengelola)


def test_tanpa_kolom_nip(pengelola):
    with pytest.raises(ValidationError, match="harus memuat kolom NIP BARU dan NAMA"):
        periksa(buku(["NAMA", "TANGGAL LAHIR", "AGAMA"], ["A", "1-1-1990", "x"]), oleh=pengelola)


@pytest.mark.parametrize("isi", [[["halo"], ["dunia"]], [["NAMA", "NIP"], ["x", "y"]]])
def test_bukan_tabel_pegawai(isi, pengelola):
    with pytest.raises(ValidationError, match="Baris judul tidak ditemukan"):
        periksa(teks(*isi), oleh=pengelola)


def test_tabel_tanpa_baris(pengelola):
    with pytest.raises(ValidationError, match="tidak memuat baris data"):
        periksa(buku(KEPALA), oleh=pengelola)


def test_csv_rusak(pengelola):
    isi = ",".join(KEPALA) + '\n"' + "x" * 140_000

    with pytest.raises(ValidationError, match="tanda kutip"):
        periksa(ContentFile(isi.encode(), name="a.csv"), oleh=pengelola)


def test_csv_terlalu_lebar(pengelola):
    with pytest.raises(ValidationError, match="Tabel terlalu besar"):
        periksa(teks(KEPALA, [*BARIS, *["x"] * 200]), oleh=pengelola)


def test_berkas_hilang_dari_penyimpanan(pengelola):
    berkas = impor.terima(
        buku(KEPALA, BARIS), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )
    berkas.berkas.storage.delete(berkas.berkas.name)

    with pytest.raises(ValidationError, match="tidak ada lagi"):
        impor.periksa(berkas)


@pytest.mark.parametrize("pemisah", [",", ";", "|", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_segala_rupa(pemisah, sandi, pengelola):
    berkas = pasang(
        teks(KEPALA, [NIP, "RENÉ D'ARC", *BARIS[2:]], pemisah=pemisah, sandi=sandi), oleh=pengelola
    )

    assert hasil_per_baris(berkas) == {2: "BARU"}
    assert Pegawai.tanpa_batas.get().nama == "RENÉ D'ARC"


def test_judul_di_atas_kepala_dan_garis_bawah(pengelola):
    kepala = [judul.replace(" ", "_").lower() for judul in KEPALA]

    berkas = periksa(
        buku(["DAFTAR PEGAWAI"], ["KEADAAN 1 Januari 2026"], [], kepala, BARIS), oleh=pengelola
    )

    assert hasil_per_baris(berkas) == {5: "BARU"}
    assert berkas.susunan[0]["baris_kepala"] == 4
    assert berkas.susunan[0]["judul"][1] == ["KEADAAN 1 Januari 2026"]


def test_kepala_dua_baris(pengelola):
    berkas = periksa(
        buku(
            ["NO", "NIP", "NAMA", "LAHIR", None, "JABATAN", None],
            [None, None, None, "TEMPAT LAHIR", "TANGGAL LAHIR", "NAMA JABATAN", "TMT JABATAN"],
            [1, NIP, "BUDI", "Sampit", "17-07-1985", "BIDAN MAHIR", "1-1-2020"],
        ),
        oleh=pengelola,
    )

    assert hasil_per_baris(berkas) == {3: "BARU"}
    assert berkas.susunan[0]["baris_kepala"] == 2
    assert BarisImpor.tanpa_batas.get().nilai["nama_jabatan"] == "BIDAN MAHIR"


def test_baris_kosong_dan_penutup(pengelola):
    berkas = periksa(
        buku(
            KEPALA,
            BARIS,
            [],
            [None, None, None, "jumlah"],
            [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"],
            [],
            [],
            [None, " \u00a0", "Sampit, 1 Januari 2026"],
            ["196501011990031001", "KEPALA DINAS"],
        ),
        oleh=pengelola,
    )

    assert hasil_per_baris(berkas) == {2: "BARU", 5: "BARU"}


def test_tabel_tidak_mulai_di_kolom_pertama(pengelola):
    def geser(buku_kerja):
        buku_kerja.active.insert_cols(1, 2)
        buku_kerja.active.insert_rows(1, 3)

    berkas = periksa(buku(KEPALA, BARIS, ubah=geser), oleh=pengelola)

    assert hasil_per_baris(berkas) == {5: "BARU"}
    assert berkas.susunan[0]["geser"] == 2


def test_nip_berformat_angka_ditolak_tidak_diperbaiki(pengelola):
    def jadi_angka(buku_kerja):
        buku_kerja.active["A2"] = 198507172010011001
        buku_kerja.active["A3"] = 1980
        buku_kerja.active["A4"] = datetime.date(2020, 1, 1)

    berkas = periksa(
        buku(KEPALA, BARIS, BARIS, BARIS, ["1.98507E+17", *BARIS[1:]], ubah=jadi_angka),
        oleh=pengelola,
    )

    assert kode(berkas) == {
        (2, "nip_format_angka"),
        (3, "nip_format_angka"),
        (4, "nip_bukan_18_digit"),
        (5, "nip_format_angka"),
    }
    assert berkas.jumlah_galat == 4


def test_sel_galat_excel_dan_rumus_tanpa_nilai(pengelola):
    def rusak(buku_kerja):
        tabel = buku_kerja.active
        tabel["B2"] = "#N/A"
        tabel["E3"] = "#REF!"
        tabel["C4"] = "=A1"

    berkas = periksa(
        buku(
            KEPALA,
            BARIS,
            [NIP_LAIN, *BARIS[1:]],
            ["199105052015022002", *BARIS[1:]],
            ubah=rusak,
        ),
        oleh=pengelola,
    )

    assert {(2, "sel_galat_excel"), (2, "nama_kosong"), (3, "sel_galat_excel")} <= kode(berkas)
    assert (4, "tanggal_tidak_sah") in kode(berkas)


def test_sel_galat_dalam_csv(pengelola):
    berkas = periksa(teks(KEPALA, [*BARIS[:4], "#N/A"]), oleh=pengelola)

    assert kode(berkas) == {(2, "sel_galat_excel")}


def test_ganti_baris_dan_spasi_ganda_di_dalam_sel(pengelola):
    pasang(buku(KEPALA, [NIP, " BUDI\n  SANTOSO\u00a0", *BARIS[2:]]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().nama == "BUDI SANTOSO"


def test_kolom_tidak_dikenal_disebut_sekali(pengelola):
    berkas = periksa(buku([*KEPALA, "UKURAN BAJU"], [*BARIS, "L"]), oleh=pengelola)

    assert impor.laporan(berkas)["peringatan"] == [
        {
            "baris": 1,
            "kolom": "UKURAN BAJU",
            "kode": "kolom_tidak_dikenal",
            "pesan": "Kolom “UKURAN BAJU” tidak dikenal dan tidak dipakai.",
        }
    ]


def test_lembar_lain_dilewati(pengelola):
    def tambah(buku_kerja):
        buku_kerja.create_sheet("Petunjuk & “catatan”", 0).append(["Baca dahulu"])

    assert periksa(buku(KEPALA, BARIS, ubah=tambah), oleh=pengelola).jumlah_baru == 1


def test_buku_tanpa_lembar_data(pengelola):
    wadah = io.BytesIO()
    Workbook().save(wadah)

    with pytest.raises(ValidationError, match="Baris judul tidak ditemukan"):
        periksa(ContentFile(wadah.getvalue(), name="kosong.xlsx"), oleh=pengelola)
