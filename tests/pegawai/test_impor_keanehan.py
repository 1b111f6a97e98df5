"""Every quirk of the files that offices really have, one test each, through the real import.

The list, in the order of the field's own notes: apostrophes and spaces; words that mean nothing;
ways to write a date; csv of every kind; decimals and percent; golongan; reversed and old job names;
title rows, merged headers, footers, totals and gaps; units without ids; ids as text; one file for
each status; missing and repeated NIPs; office lists (DUK, nominatif, monitoring pensiun).
"""

import datetime

import pytest
from openpyxl.styles import PatternFill

from pegawai import impor
from pegawai.models import BarisImpor, Pegawai
from tests.factories import PegawaiFactory, UnitFactory
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

BOGOR = (
    ["DAFTAR URUT KEPANGKATAN PEGAWAI NEGERI SIPIL"],
    ["DINAS KESEHATAN", None, None, None, "KEADAAN 31 DESEMBER 2025"],
    [],
    ["NO", "NAMA", "NIP", "PANGKAT", None, "JABATAN", None, "MASA KERJA", None,
     "LATIHAN JABATAN", None, None, "PENDIDIKAN", None, None, "USIA", "CATATAN MUTASI", "KET"],
    [None, None, None, "GOL/RUANG", "TMT", "NAMA", "TMT", "THN", "BLN", "NAMA", "TAHUN",
     "JUMLAH JAM", "NAMA", "LULUS TAHUN", "TINGKAT", None, None, None],
    list(range(1, 19)),
)  # fmt: skip


def baris_bogor(nomor, nama, nip, **lain):
    isi = {
        "gol": "IV/a", "tmt_gol": "01-04-2024", "jabatan": "Kepala Bidang", "tmt": "01-01-2023",
        "thn": 16, "bln": 3, "latih": "PIM III", "tahun": 2020, "jam": 300, "didik": "Hukum",
        "lulus": 2008, "tingkat": "S1",
    } | lain  # fmt: skip
    return [nomor, nama, nip, *isi.values(), 40, None, None]


@pytest.fixture
def orang(pengelola):
    """Somebody who is on record with everything that an office list does not have."""
    return PegawaiFactory(
        instansi=pengelola.instansi,
        unit=UnitFactory(instansi=pengelola.instansi, nama="Bidang Mutasi"),
        nip=NIP,
        nama="BUDI SANTOSO",
        gelar_depan="Drs.",
        golongan="III/d",
        urutan_golongan=29,
        jenjang="ADMINISTRATOR",
        eselon="III.b",
        nama_jabatan="KEPALA BIDANG MUTASI",
        email="budi@contoh.go.id",
        nik="6209071707853847",
        tanggal_lahir=datetime.date(1985, 7, 17),
    )


# --- Cells ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nip",
    [f"'{NIP}", f"`{NIP}", f" {NIP}\u00a0", f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"],
    ids=["apostrof", "apostrof_miring", "nbsp", "berspasi"],
)
def test_nip_dengan_apostrof_dan_spasi(nip, pengelola):
    pasang(buku(KEPALA, [nip, *BARIS[1:]]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().nip == NIP


def test_nik_dengan_apostrof(pengelola):
    pasang(buku([*KEPALA, "NIK"], [*BARIS, "'6209071707853847 "]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().nik == "6209071707853847"


def test_spasi_ganda_di_dalam_nama(pengelola):
    pasang(buku(KEPALA, [NIP, "  BUDI \u00a0 SANTOSO  ", *BARIS[2:]]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().nama == "BUDI SANTOSO"


@pytest.mark.parametrize("isi", ["null", "NULL", "-", "--", "", " \u00a0"])
def test_kata_yang_berarti_kosong(isi, pengelola):
    berkas = pasang(
        buku([*KEPALA, "ALAMAT", "TMT CPNS", "MK TAHUN"], [*BARIS, isi, isi, isi]), oleh=pengelola
    )

    satu = Pegawai.tanpa_batas.get()
    assert (satu.alamat, satu.tmt_cpns, satu.masa_kerja_tahun) == ("", None, None)
    assert kode(berkas) == set()


def test_nol_kosong_bagi_tanggal_dan_kode_saja(pengelola):
    kepala = [*KEPALA, "TMT CPNS", "ESELON ID", "MK TAHUN"]

    berkas = pasang(buku(kepala, [*BARIS, "0", "0", "0"]), oleh=pengelola)

    satu = Pegawai.tanpa_batas.get()
    assert (satu.tmt_cpns, satu.eselon, satu.masa_kerja_tahun) == (None, "", 0)
    assert kode(berkas) == set()


def test_tanggal_1900_berarti_kosong(pengelola):
    berkas = pasang(buku([*KEPALA, "TMT PNS"], [*BARIS, "01-01-1900"]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().tmt_pns is None
    assert kode(berkas) == set()


@pytest.mark.parametrize(
    "isi",
    [
        "01-04-2024", "2024-04-01", "01/04/2024", "1.4.2024", "1-Apr-24", "01 April 2024",
        "1 april 2024", "01 April 2024/ Pembina Tk.I", "45383", 45383, datetime.date(2024, 4, 1),
        datetime.datetime(2024, 4, 1, 8, 30),  # noqa: DTZ001
        "2024-04-01 00:00:00",
    ],
)  # fmt: skip
def test_tanggal_segala_tulisan(isi, pengelola):
    berkas = pasang(buku([*KEPALA, "TMT GOLONGAN"], [*BARIS, isi]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().tmt_golongan == datetime.date(2024, 4, 1)
    assert kode(berkas) == set()


def test_tanggal_mustahil_disebut(pengelola):
    berkas = periksa(buku([*KEPALA, "TMT GOLONGAN"], [*BARIS, "31-02-2024"]), oleh=pengelola)

    assert kode(berkas) == {(2, "tanggal_tidak_sah")}


@pytest.mark.parametrize("pemisah", ["|", ";", ","])
@pytest.mark.parametrize("sandi", ["utf-8-sig", "cp1252"])
def test_csv_dengan_pemisah_dan_sandi_apa_pun(pemisah, sandi, pengelola):
    pasang(
        teks(KEPALA, [NIP, "RENÉ D'ARC", *BARIS[2:]], pemisah=pemisah, sandi=sandi),
        oleh=pengelola,
    )

    assert Pegawai.tanpa_batas.get().nama == "RENÉ D'ARC"


@pytest.mark.parametrize(
    ("isi", "nilai"), [("101,25", "101.25"), ("98.75%", "98.75"), ("98,75 %", "98.75")]
)
def test_angka_dengan_koma_dan_persen(isi, nilai, pengelola):
    PegawaiFactory(instansi=pengelola.instansi, nip=NIP)

    berkas = periksa(
        buku(["NIP", "NAMA", "TANGGAL ASESMEN", "JPM"], [NIP, "BUDI", "1-2-2025", isi]),
        oleh=pengelola,
        jenis="asesmen",
        tanggal=datetime.date(2025, 2, 1),
    )

    baris = BarisImpor.tanpa_batas.get(berkas=berkas)
    assert str(baris.nilai["jpm_berkas"]) == nilai


@pytest.mark.parametrize(
    ("isi", "golongan"),
    [
        ("IV.b", "IV/b"), ("III/d", "III/d"), ("Penata Tk. I", "III/d"),
        ("Penata Tingkat. I", "III/d"), ("Penata Tk.I, III/d", "III/d"),
        ("Pembina (IV/a)", "IV/a"), ("IX", "IX"),
    ],
)  # fmt: skip
def test_golongan_segala_tulisan(isi, golongan, pengelola):
    berkas = pasang(buku(KEPALA, [*BARIS[:4], isi]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().golongan == golongan
    assert kode(berkas) == set()


@pytest.mark.parametrize("isi", ["M", "L", "Laki-laki", "LAKI LAKI", "Pria", "1", 1])
def test_jenis_kelamin_segala_tulisan(isi, pengelola):
    berkas = pasang(buku(KEPALA, [*BARIS[:3], isi, BARIS[4]]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().jenis_kelamin == "L"
    assert kode(berkas) == set()


@pytest.mark.parametrize("id_siasn", ["8ae482885e6b5c59015e6c5b1a2b3c4d",
                                      "8AE48288-5E6B-5C59-015E-6C5B1A2B3C4D"])  # fmt: skip
def test_id_siasn_tetap_teks(id_siasn, pengelola):
    pasang(buku([*KEPALA, "PNS ID"], [*BARIS, id_siasn]), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().siasn_id == id_siasn


# --- The shape of the table -------------------------------------------------------------------


def test_judul_di_atas_kepala(pengelola):
    berkas = periksa(
        buku(["PEMERINTAH KABUPATEN"], ["DAFTAR PEGAWAI"], [], KEPALA, BARIS), oleh=pengelola
    )

    assert hasil_per_baris(berkas) == {5: "BARU"}


def test_kepala_dua_baris_dengan_sel_gabung(pengelola, orang):
    def gabung(buku_kerja):
        for sel in ("A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:G4", "H4:I4", "J4:L4", "M4:O4"):
            buku_kerja.active.merge_cells(sel)

    berkas = periksa(buku(*BOGOR, baris_bogor(1, "BUDI", NIP), ubah=gabung), oleh=pengelola)

    assert berkas.temuan == []
    assert {"PANGKAT GOL/RUANG", "JABATAN NAMA", "MASA KERJA THN"} <= set(
        berkas.susunan[0]["kolom"]
    )
    assert hasil_per_baris(berkas) == {7: "BERUBAH"}


def test_nama_di_bawah_kelompok_lain_bukan_nama_pegawai(pengelola):
    pasang(
        buku(
            ["NIP BARU", "NAMA", "TANGGAL LAHIR", "PASANGAN", None],
            [None, None, None, "NAMA", "TANGGAL LAHIR"],
            [NIP, "BUDI SANTOSO", "17-07-1985", "SITI", "01-01-1990"],
        ),
        oleh=pengelola,
    )

    satu = Pegawai.tanpa_batas.get()
    assert (satu.nama, satu.tanggal_lahir) == ("BUDI SANTOSO", datetime.date(1985, 7, 17))


def test_baris_nomor_kolom_di_bawah_kepala(pengelola):
    berkas = periksa(buku(KEPALA, ["(1)", "(2)", "(3)", "(4)", "(5)"], BARIS), oleh=pengelola)

    assert hasil_per_baris(berkas) == {3: "BARU"}


def test_baris_kosong_di_tengah_tabel(pengelola):
    berkas = periksa(
        buku(KEPALA, BARIS, [], [], [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"]),
        oleh=pengelola,
    )

    assert hasil_per_baris(berkas) == {2: "BARU", 5: "BARU"}


def test_tabel_berakhir_setelah_tiga_baris_kosong(pengelola):
    lain = [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"]

    assert hasil_per_baris(periksa(buku(KEPALA, BARIS, [], [], [], lain), oleh=pengelola)) == {
        2: "BARU"
    }


@pytest.mark.parametrize(
    "jumlah",
    [
        [None, "JUMLAH", 1, 0, 1], ["TOTAL", None, None, None, 1], [None, "Jumlah : 1 orang"],
    ],
)  # fmt: skip
def test_baris_jumlah_bukan_pegawai(jumlah, pengelola):
    assert hasil_per_baris(periksa(buku(KEPALA, BARIS, jumlah), oleh=pengelola)) == {2: "BARU"}


def test_blok_tanda_tangan_bukan_pegawai(pengelola):
    berkas = periksa(
        buku(
            KEPALA,
            BARIS,
            [],
            [None, "Sampit, 1 Januari 2026"],
            [None, "Kepala Dinas Kesehatan,"],
            [],
            [None, "dr. SITI AMINAH"],
            [None, "NIP. 196501011990032001"],
        ),
        oleh=pengelola,
    )

    assert hasil_per_baris(berkas) == {2: "BARU"}


def test_baris_kelompok_di_tengah_tabel_bukan_pegawai(pengelola):
    berkas = periksa(
        buku(
            KEPALA,
            [None, "BIDANG PELAYANAN"],
            BARIS,
            [None, "BIDANG SUMBER DAYA"],
            [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"],
        ),
        oleh=pengelola,
    )

    assert hasil_per_baris(berkas) == {3: "BARU", 5: "BARU"}


def test_pegawai_tanpa_nip_tetap_disebut(pengelola):
    berkas = periksa(buku(KEPALA, [None, "SITI", "05-05-1990", "F", "III/a"]), oleh=pengelola)

    assert kode(berkas) == {(2, "nip_kosong")}


def test_warna_dan_rumus_tidak_menghalangi(pengelola):
    def hias(buku_kerja):
        for sel in buku_kerja.active[2]:
            sel.fill = PatternFill("solid", start_color="FFFF0000")

    assert hasil_per_baris(periksa(buku(KEPALA, BARIS, ubah=hias), oleh=pengelola)) == {2: "BARU"}


# --- Units, status, NIPs ----------------------------------------------------------------------


def test_unit_berisi_nama_jabatan_tidak_mengosongkan_unit(pengelola, orang):
    berkas = pasang(
        buku(["NIP", "NAMA", "UNIT KERJA"], [NIP, "BUDI SANTOSO", "Kepala Seksi Mutasi"]),
        oleh=pengelola,
    )

    assert kode(berkas) == {(2, "unor_tidak_dikenal")}
    assert "tidak diubah" in impor.laporan(berkas)["peringatan"][0]["pesan"]
    assert Pegawai.tanpa_batas.get().unit == orang.unit


def test_unit_senama_tidak_ditebak(pengelola):
    for induk in ("Dinas A", "Dinas B"):
        UnitFactory(
            instansi=pengelola.instansi,
            nama="Sekretariat",
            induk=UnitFactory(instansi=pengelola.instansi, nama=induk),
        )

    berkas = pasang(buku([*KEPALA, "UNIT KERJA"], [*BARIS, "Sekretariat"]), oleh=pengelola)

    assert kode(berkas) == {(2, "unor_tidak_dikenal")}
    assert Pegawai.tanpa_batas.get().unit is None


@pytest.mark.parametrize("status", ["PNS", "PPPK", "PPPK_PARUH_WAKTU"])
def test_satu_berkas_untuk_tiap_status(status, pengelola):
    nip = NIP if status == "PNS" else "198507172024211001"

    pasang(buku(KEPALA, [nip, *BARIS[1:]]), oleh=pengelola, status=status)

    assert Pegawai.tanpa_batas.get().status_asn == status


def test_nip_ganda_menyebut_baris_pertama_dan_terakhir(pengelola):
    berkas = periksa(
        buku(KEPALA, BARIS, [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"], BARIS, BARIS),
        oleh=pengelola,
    )

    galat = impor.laporan(berkas)["galat"]
    assert {satu["baris"] for satu in galat} == {2, 4, 5}
    assert "baris 2, 4, 5" in galat[0]["pesan"]


def test_beberapa_nip_kosong_disebut_semua(pengelola):
    kosong = [None, *BARIS[1:]]

    berkas = periksa(buku(KEPALA, kosong, BARIS, kosong), oleh=pengelola)

    assert kode(berkas) == {(2, "nip_kosong"), (4, "nip_kosong")}
    assert berkas.jumlah_sah == 1


# --- Lists that offices draw up ---------------------------------------------------------------


def test_duk_bogor_memperbarui_yang_dimuatnya(pengelola, orang):
    pasang(buku(*BOGOR, baris_bogor(1, "Drs. BUDI SANTOSO, M.Si", NIP)), oleh=pengelola)

    satu = Pegawai.tanpa_batas.get()
    assert (satu.golongan, satu.tmt_golongan) == ("IV/a", datetime.date(2024, 4, 1))
    assert (satu.nama_jabatan, satu.tmt_jabatan) == ("Kepala Bidang", datetime.date(2023, 1, 1))
    assert (satu.masa_kerja_tahun, satu.masa_kerja_bulan) == (16, 3)
    assert (satu.pendidikan, satu.tahun_lulus, satu.tingkat_pendidikan) == ("Hukum", 2008, "40")


def test_duk_tidak_mengosongkan_yang_tidak_dimuatnya(pengelola, orang):
    pasang(buku(*BOGOR, baris_bogor(1, "Drs. BUDI SANTOSO, M.Si", NIP)), oleh=pengelola)

    satu = Pegawai.tanpa_batas.get()
    for bidang in (
        "nama", "gelar_depan", "unit", "jenjang", "eselon", "email", "nik", "tanggal_lahir",
        "kedudukan_hukum_id", "status_asn", "bup", "tmt_cpns",
    ):  # fmt: skip
        assert getattr(satu, bidang) == getattr(orang, bidang), bidang


def test_duk_tidak_mencatat_pegawai_baru(pengelola, orang):
    berkas = pasang(
        buku(*BOGOR, baris_bogor(1, "BUDI SANTOSO", NIP), baris_bogor(2, "SITI", NIP_LAIN)),
        oleh=pengelola,
    )

    assert kode(berkas) == {(8, "belum_tercatat")}
    assert Pegawai.tanpa_batas.count() == 1


def test_duk_dua_kali_tidak_mengubah_apa_pun(pengelola, orang):
    isi = (*BOGOR, baris_bogor(1, "Drs. BUDI SANTOSO, M.Si", NIP))
    pasang(buku(*isi), oleh=pengelola)

    berkas = periksa(buku(*isi), oleh=pengelola)

    assert hasil_per_baris(berkas) == {7: "TETAP"}


def test_duk_bengkulu_nama_dan_nip_dalam_satu_sel(pengelola, orang):
    berkas = pasang(
        buku(
            ["DAFTAR URUT KEPANGKATAN"],
            ["DINAS PENDIDIKAN"],
            ["TAHUN 2025"],
            ["NO", "NAMA / NIP", "PANGKAT/ GOL. RUANG", "TMT PANGKAT", "JABATAN", "TMT JABATAN",
             "PENDIDIKAN", "TANGGAL LAHIR"],
            [1, f"Drs. BUDI SANTOSO\nNIP. {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}",
             "Pembina / IV/a", "01 April 2024/ Pembina", "Kepala Bidang Mutasi", "1-1-2023",
             "S1 Hukum", "17 Juli 1985"],
            [None, "Kepala Dinas,"],
            [None, "SITI\n196501011990032001"],
        ),
        oleh=pengelola,
    )  # fmt: skip

    satu = Pegawai.tanpa_batas.get()
    assert (kode(berkas), hasil_per_baris(berkas)) == (set(), {5: "BERUBAH"})
    assert (satu.nama, satu.golongan) == ("BUDI SANTOSO", "IV/a")
    assert satu.tmt_golongan == datetime.date(2024, 4, 1)


def test_monitoring_pensiun_dibaca_dari_nip_baru(pengelola, orang):
    berkas = pasang(
        buku(
            ["MONITORING PENSIUN 2026"],
            ["No", "Status", "Nama", "NIP", "NIP Baru", "Tempat Lahir", "Tgl. Lahir", "Gol. Ruang",
             "TMT Pangkat", "Eselon", "Jabatan", "TMT Jabatan", "Alamat", "Satuan Kerja",
             "TMT Pensiun"],
            [1, "PNS", "Budi Santoso", "131234567", NIP, "Sampit", "17-07-1985", "IV/a",
             "01-04-2024", "III.b", "Kepala Bidang Mutasi", "01-01-2023", "Jl. Baru 1",
             "Bidang Mutasi", "01-08-2043"],
        ),
        oleh=pengelola,
    )  # fmt: skip

    satu = Pegawai.tanpa_batas.get()
    assert (kode(berkas), berkas.temuan) == (set(), [])
    assert (satu.golongan, satu.alamat, satu.unit) == ("IV/a", "Jl. Baru 1", orang.unit)
    assert satu.jenjang == "ADMINISTRATOR"
