"""Old and reversed names of jobs: the rule, the aliases, and which of them wins."""

import pytest
from django.db import connection

from pegawai.impor.alias import sql_bakukan
from pegawai.jenjang import FUNGSIONAL, bakukan, nama_lain
from pegawai.models import AliasJabatan, Jabatan, Pegawai
from tests.pegawai.bantu_impor import BARIS, KEPALA, buku, kode, pasang, periksa

JUDUL = [*KEPALA, "JENIS JABATAN ID", "JABATAN NAMA"]


@pytest.fixture
def perawat(db):
    return Jabatan.objects.create(siasn_id="J1", nama="PERAWAT TERAMPIL", jenjang="TERAMPIL")


@pytest.fixture
def guru(db):
    return Jabatan.objects.create(
        siasn_id="J2", nama="GURU KELAS AHLI PERTAMA", jenjang="AHLI_PERTAMA", bup=60
    )


def berjabatan(*daftar, jenis="2"):
    """A person file in which each row has one of the names."""
    return buku(
        JUDUL,
        *[
            [f"198507172010011{n:03d}", *BARIS[1:], jenis, nama]
            for n, nama in enumerate(daftar, start=1)
        ],
    )


def alias(asal, jabatan, *, oleh, instansi=None, jenis="", **lain):
    return AliasJabatan.tanpa_batas.create(
        nama_asal=bakukan(asal), jabatan=jabatan, oleh=oleh, instansi=instansi, jenis=jenis, **lain
    )


def jabatan_pegawai():
    return list(Pegawai.tanpa_batas.order_by("nip").values_list("nama_jabatan", "jabatan__nama"))


TULISAN = [
    "TERAMPIL - PERAWAT",
    " perawat,   Terampil",
    "«PERAWAT» (TERAMPIL)",
    "AHLI PERTAMA - GURU KELAS (SD)",
    "---",
    "",
]


def test_pembakuan_di_basis_data_sama_dengan_di_python(db):
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {sql_bakukan('t')} FROM unnest(%s) AS t", [TULISAN])
        hasil = [satu for (satu,) in kursor.fetchall()]

    assert hasil == [bakukan(satu) for satu in TULISAN]
    assert bakukan(TULISAN[1]) == "PERAWAT TERAMPIL"


@pytest.mark.parametrize(
    ("tertulis", "jenis", "jabatan"),
    [
        ("TERAMPIL - PERAWAT", "", "PERAWAT TERAMPIL"),
        ("AHLI PERTAMA - GURU KELAS", "", "GURU KELAS AHLI PERTAMA"),
        ("Ahli Pertama  -  Guru Kelas (Formasi 2023)", "", "GURU KELAS AHLI PERTAMA"),
        ("PERAWAT TERAMPIL (PPPK)", "", "PERAWAT TERAMPIL"),
        ("GURU KELAS AHLI PERTAMA", "", "AHLI PERTAMA GURU KELAS"),
        ("Perawat Pelaksana Lanjutan", FUNGSIONAL, "PERAWAT MAHIR"),
        ("Perawat Pelaksana", FUNGSIONAL, "PERAWAT TERAMPIL"),
        ("Perawat Pelaksana Pemula", FUNGSIONAL, "PERAWAT PEMULA"),
        ("Guru Madya", FUNGSIONAL, "GURU AHLI MADYA"),
        ("PERTAMA - GURU", FUNGSIONAL, "GURU AHLI PERTAMA"),
    ],
)
def test_nama_terbalik_dan_nama_lama_terbaca(tertulis, jenis, jabatan):
    assert jabatan in nama_lain(tertulis, jenis)


def test_kata_lama_hanya_bagi_fungsional_dan_nama_biasa_tanpa_ejaan_lain():
    assert nama_lain("Bidan Utama", "") == []
    assert nama_lain("PENGELOLA KEUANGAN", FUNGSIONAL) == []
    assert nama_lain("", FUNGSIONAL) == []


def test_nama_terbalik_menemukan_jabatannya_dan_tercatat(pengelola, perawat, guru):
    isi = ["TERAMPIL - PERAWAT", "AHLI PERTAMA - GURU KELAS (PPPK)", "perawat  terampil"]

    berkas = pasang(berjabatan(*isi), oleh=pengelola)

    assert kode(berkas) == set()
    assert jabatan_pegawai() == [
        (isi[0], perawat.nama),
        (isi[1], guru.nama),
        ("perawat terampil", perawat.nama),
    ]
    assert list(AliasJabatan.tanpa_batas.values_list("nama_asal", "jenis", "jabatan")) == [
        ("AHLI PERTAMA GURU KELAS PPPK", "2", guru.pk),
        ("TERAMPIL PERAWAT", "2", perawat.pk),
    ]
    assert set(AliasJabatan.tanpa_batas.values_list("sumber", "oleh", "instansi")) == {
        ("ATURAN", None, None)
    }
    ulang = pasang(berjabatan(*isi), oleh=pengelola)
    assert (ulang.jumlah_tetap, AliasJabatan.tanpa_batas.count()) == (3, 2)


def test_pemeriksaan_saja_tidak_mencatat_apa_pun(pengelola, perawat):
    periksa(berjabatan("TERAMPIL - PERAWAT"), oleh=pengelola)

    assert not AliasJabatan.tanpa_batas.exists()


def test_alias_sendiri_menang_atas_yang_bersama_nama_persis_dan_aturan(
    pengelola, pengelola_lain, semua, perawat, guru
):
    lain = Jabatan.objects.create(siasn_id="J3", nama="PERAWAT MAHIR", jenjang="MAHIR")
    bidan = Jabatan.objects.create(siasn_id="J4", nama="BIDAN TERAMPIL", jenjang="TERAMPIL")
    alias("PERAWAT TERAMPIL", guru, oleh=semua)
    alias("TERAMPIL - PERAWAT", bidan, oleh=semua, sumber="ATURAN")
    alias("Terampil-Perawat", lain, oleh=pengelola, instansi=pengelola.instansi)
    nama = ["PERAWAT TERAMPIL", "TERAMPIL - PERAWAT"]

    pasang(berjabatan(*nama), oleh=pengelola)
    assert [satu for _, satu in jabatan_pegawai()] == [guru.nama, lain.nama]

    Pegawai.tanpa_batas.all().delete()
    pasang(berjabatan(*nama), oleh=pengelola_lain)
    assert [satu for _, satu in jabatan_pegawai()] == [guru.nama, bidan.nama]


def test_alias_menurut_jenis_jabatan(pengelola, perawat, guru):
    alias("MANTRI", guru, oleh=pengelola, instansi=pengelola.instansi)
    alias("MANTRI", perawat, oleh=pengelola, instansi=pengelola.instansi, jenis="2")

    pasang(berjabatan("MANTRI"), oleh=pengelola)
    assert jabatan_pegawai() == [("MANTRI", perawat.nama)]
    pasang(berjabatan("Mantri", jenis="4"), oleh=pengelola)
    assert jabatan_pegawai() == [("Mantri", guru.nama)]


def test_jabatan_tidak_aktif_dan_kemiripan_tidak_dipakai(pengelola, perawat):
    Jabatan.objects.create(siasn_id="J9", nama="BIDAN TERAMPIL", jenjang="TERAMPIL", aktif=False)

    berkas = pasang(berjabatan("TERAMPIL - BIDAN", "PERAWAT TRAMPIL"), oleh=pengelola)

    assert kode(berkas) == {(2, "jabatan_tidak_dikenal"), (3, "jabatan_tidak_dikenal")}
    assert [satu for _, satu in jabatan_pegawai()] == [None, None]


def test_dari_nama_kembar_yang_sejenjang_diambil(pengelola):
    Jabatan.objects.create(siasn_id="J1", nama="ANALIS DATA", jenjang="PELAKSANA")
    eselon = Jabatan.objects.create(siasn_id="J2", nama="ANALIS DATA", jenjang="PENGAWAS")

    pasang(
        buku([*JUDUL, "ESELON ID"], [*BARIS, "1", "ANALIS DATA", "41"]),
        oleh=pengelola,
    )

    assert Pegawai.tanpa_batas.get().jabatan == eselon


def test_nama_asing_dihitung_per_nama(pengelola, perawat):
    nama = ["PRANATA KOMPUTER MAHIR", "Pranata Komputer - Mahir", "ENTAH", "PERAWAT TERAMPIL"]

    berkas = periksa(berjabatan(*nama), oleh=pengelola)

    assert berkas.hitungan["jabatan_asing"] == [
        ["PRANATA KOMPUTER MAHIR", "2", 2],
        ["ENTAH", "2", 1],
    ]
