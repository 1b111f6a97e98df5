"""Three-way comparison: SIASN's last word, SIASN's new word, and what the office corrected."""

import pytest

from pegawai import impor
from pegawai.models import BarisImpor, Pegawai, SelisihSiasn
from tests.factories import JabatanFactory, UnitFactory
from tests.pegawai.bantu_impor import NIP, NIP_LAIN, buku, hasil_per_baris, pasang, periksa, teks

KEPALA = ["NIP BARU", "NAMA", "ALAMAT", "EMAIL", "JABATAN NAMA", "UNOR ID", "TAHUN LULUS"]
SATU = [NIP, "BUDI SANTOSO", "Jl. A", "a@contoh.go.id", "Analis Data", "U1", "2008"]


def berkas(*baris):
    return teks(KEPALA, *baris)


def ganti(baris=None, **isi):
    """The row with some cells replaced, by header."""
    nilai = dict(zip(KEPALA, baris or SATU, strict=True)) | {
        kunci.replace("_", " ").upper(): satu for kunci, satu in isi.items()
    }
    return [nilai[kepala] for kepala in KEPALA]


@pytest.fixture
def unit(instansi):
    return {kode: UnitFactory(instansi=instansi, siasn_id=kode) for kode in ("U1", "U2", "U3")}


@pytest.fixture
def pegawai(pengelola, unit):
    """A person whom SIASN has delivered once."""
    pasang(berkas(SATU), oleh=pengelola)
    return Pegawai.tanpa_batas.get(nip=NIP)


def koreksi(pegawai, **isi):
    Pegawai.tanpa_batas.filter(pk=pegawai.pk).update(**isi)


def test_siasn_diam_maka_koreksi_kita_tetap(pegawai, pengelola):
    koreksi(pegawai, alamat="Jl. Kita", email="kita@contoh.go.id", tahun_lulus=2009)

    hasil = pasang(berkas(SATU), oleh=pengelola)

    pegawai.refresh_from_db()
    assert (pegawai.alamat, pegawai.email, pegawai.tahun_lulus) == (
        "Jl. Kita",
        "kita@contoh.go.id",
        2009,
    )
    assert hasil_per_baris(hasil) == {2: "TETAP"}
    assert not SelisihSiasn.tanpa_batas.exists()


def test_kita_diam_maka_siasn_dipakai(pegawai, pengelola, unit):
    hasil = pasang(berkas(ganti(alamat="Jl. Baru", unor_id="U2")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert (pegawai.alamat, pegawai.unit) == ("Jl. Baru", unit["U2"])
    assert hasil.jumlah_ditanya == 0


def test_ketiganya_berbeda_ditanyakan_dan_nilai_kita_tetap(pegawai, pengelola, unit):
    koreksi(pegawai, alamat="Jl. Kita", unit=unit["U3"])

    diperiksa = periksa(berkas(ganti(alamat="Jl. Baru", unor_id="U2")), oleh=pengelola)

    assert diperiksa.jumlah_ditanya == 1
    assert BarisImpor.tanpa_batas.get(berkas=diperiksa).tanya["alamat"] == {
        "dasar": {"alamat": "Jl. A"},
        "siasn": {"alamat": "Jl. Baru"},
        "kita": {"alamat": "Jl. Kita"},
    }
    assert not SelisihSiasn.tanpa_batas.exists()  # a check asks nobody
    impor.terapkan(diperiksa, oleh=pengelola, dari_baris_perintah=True)
    pegawai.refresh_from_db()
    assert (pegawai.alamat, pegawai.unit) == ("Jl. Kita", unit["U3"])
    daftar = {s.bidang: s for s in SelisihSiasn.tanpa_batas.all()}
    assert set(daftar) == {"alamat", "unit_id"}
    assert daftar["unit_id"].nilai_siasn == {"unit_id": unit["U2"].pk}
    assert daftar["unit_id"].instansi == pengelola.instansi


def test_berkas_yang_sama_kedua_kali_tidak_mengusulkan_apa_pun(pegawai, pengelola):
    koreksi(pegawai, alamat="Jl. Kita")
    baru = ganti(alamat="Jl. Baru")
    pasang(berkas(baru), oleh=pengelola)
    selisih = list(SelisihSiasn.tanpa_batas.values())
    potret = list(Pegawai.tanpa_batas.values())

    hasil = pasang(berkas(baru), oleh=pengelola)

    assert hasil_per_baris(hasil) == {2: "TETAP"}
    assert hasil.jumlah_ditanya == 0
    assert list(SelisihSiasn.tanpa_batas.values()) == selisih
    assert list(Pegawai.tanpa_batas.values()) == potret


def test_sepakat_sendiri_tidak_ditanyakan_dan_dasarnya_maju(pegawai, pengelola):
    koreksi(pegawai, alamat="Jl. Baru")
    pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)
    koreksi(pegawai, alamat="Jl. Lain")

    hasil = pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.alamat == "Jl. Lain"
    assert hasil.jumlah_ditanya == 0


def test_jabatan_dipertahankan_bersama_jenjangnya(pegawai, pengelola):
    jabatan = JabatanFactory(nama="Arsiparis Ahli Muda", jenjang="AHLI_MUDA", bup=59)
    koreksi(pegawai, jabatan=jabatan, nama_jabatan=jabatan.nama, jenjang=jabatan.jenjang, bup=59)

    pasang(berkas(ganti(jabatan_nama="Pengolah Data")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert (pegawai.jabatan, pegawai.jenjang, pegawai.bup) == (jabatan, "AHLI_MUDA", 59)
    selisih = SelisihSiasn.tanpa_batas.get()
    assert selisih.nilai_siasn["nama_jabatan"] == "Pengolah Data"
    assert selisih.nilai_kita["jabatan_id"] == jabatan.pk


def test_sel_yang_tidak_sah_bukan_kata_siasn(pegawai, pengelola):
    koreksi(pegawai, email="kita@contoh.go.id")

    hasil = pasang(berkas(ganti(email="bukan surel")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.email == "kita@contoh.go.id"
    assert hasil.jumlah_ditanya == 0


def test_isian_kita_atas_sel_kosong_siasn_tetap(pegawai, pengelola):
    pasang(berkas(ganti(alamat="")), oleh=pengelola)
    koreksi(pegawai, alamat="Jl. Kita")

    pasang(berkas(ganti(alamat="")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.alamat == "Jl. Kita"


def test_yang_bukan_milik_kantor_selalu_dari_siasn(pegawai, pengelola):
    koreksi(pegawai, nama="SALAH KETIK")

    pasang(berkas(ganti(nama="BUDI SANTOSA")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.nama == "BUDI SANTOSA"


def test_berkas_berikut_menggantikan_pertanyaan_lama(pegawai, pengelola):
    koreksi(pegawai, alamat="Jl. Kita")
    pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)
    terakhir = pasang(berkas(ganti(alamat="Jl. Terbaru")), oleh=pengelola)

    lama, baru = SelisihSiasn.tanpa_batas.order_by("pk")

    assert (lama.status, lama.berkas_tutup) == (SelisihSiasn.Status.DITUTUP, terakhir)
    assert baru.nilai_siasn == {"alamat": "Jl. Terbaru"}
    assert baru.nilai_dasar == {"alamat": "Jl. Baru"}


def test_siasn_menyusul_koreksi_kita_menutup_pertanyaan(pegawai, pengelola):
    koreksi(pegawai, alamat="Jl. Kita")
    pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)

    pasang(berkas(ganti(alamat="Jl. Kita")), oleh=pengelola)

    assert SelisihSiasn.tanpa_batas.get().status == SelisihSiasn.Status.DITUTUP


def test_membatalkan_impor_memulihkan_pertanyaan(pegawai, pengelola, verifikator):
    koreksi(pegawai, alamat="Jl. Kita")
    pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)
    selisih = list(SelisihSiasn.tanpa_batas.values())
    potret = list(Pegawai.tanpa_batas.values())
    terakhir = pasang(berkas(ganti(alamat="Jl. Terbaru")), oleh=pengelola)

    impor.batalkan(terakhir, oleh=verifikator)

    assert list(SelisihSiasn.tanpa_batas.values()) == selisih
    assert list(Pegawai.tanpa_batas.values()) == potret


def test_orang_lama_yang_belum_pernah_dari_siasn_diisi_siasn(pegawai, pengelola):
    koreksi(pegawai, data_siasn={}, dasar_siasn={}, alamat="Jl. Ketikan")

    pasang(berkas(ganti(alamat="Jl. Baru")), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.alamat == "Jl. Baru"
    assert pegawai.dasar_siasn["alamat"] == "Jl. Baru"


def test_jumlah_pernyataan_tetap_saat_membuka_selisih(
    pengelola, unit, django_assert_max_num_queries
):
    baris = [ganti(nip_baru=nip) for nip in (NIP, NIP_LAIN)]
    pasang(berkas(*baris), oleh=pengelola)
    Pegawai.tanpa_batas.update(alamat="Jl. Kita")
    diperiksa = periksa(berkas(*(ganti(satu, alamat="Jl. X") for satu in baris)), oleh=pengelola)

    with django_assert_max_num_queries(60):  # whatever the rows
        impor.terapkan(diperiksa, oleh=pengelola, dari_baris_perintah=True)

    assert SelisihSiasn.tanpa_batas.count() == 2


# --- Lists that an office draws up ------------------------------------------------------------

KANTOR = ["NIP", "NAMA", "JABATAN", "TAHUN LULUS", "USIA"]
DUK = [NIP, "BUDI SANTOSO", "Analis Muda", "2010", "40"]


def duk(*baris):
    return buku(KANTOR, *baris)


def test_daftar_kantor_memperbarui_tanpa_menggeser_kata_siasn(pegawai, pengelola):
    dasar, isi_siasn = pegawai.dasar_siasn, pegawai.data_siasn

    hasil = pasang(duk(DUK), oleh=pengelola)

    pegawai.refresh_from_db()
    assert hasil_per_baris(hasil) == {2: "BERUBAH"}
    assert (pegawai.nama_jabatan, pegawai.tahun_lulus) == ("Analis Muda", 2010)
    assert (pegawai.dasar_siasn, pegawai.data_siasn) == (dasar, isi_siasn)
    pasang(berkas(SATU), oleh=pengelola)  # SIASN has not moved: the office's word stands
    pegawai.refresh_from_db()
    assert (pegawai.nama_jabatan, pegawai.tahun_lulus) == ("Analis Muda", 2010)
    assert not SelisihSiasn.tanpa_batas.exists()


def test_daftar_kantor_yang_menyebut_nilai_siasn_tidak_menimpa_koreksi(pegawai, pengelola):
    koreksi(pegawai, tahun_lulus=2009)

    pasang(duk([NIP, "BUDI SANTOSO", "Analis Data", "2008", "40"]), oleh=pengelola)

    pegawai.refresh_from_db()
    assert pegawai.tahun_lulus == 2009
    assert not SelisihSiasn.tanpa_batas.exists()


@pytest.mark.parametrize("status", ["BUKA", "TANYAKAN", "PERTAHANKAN"])
def test_daftar_kantor_bertanya_satu_kali(pegawai, pengelola, status):
    koreksi(pegawai, tahun_lulus=2009)
    pasang(duk(DUK), oleh=pengelola)
    selisih = SelisihSiasn.tanpa_batas.get()
    assert (selisih.bidang, selisih.nilai_siasn) == ("tahun_lulus", {"tahun_lulus": 2010})
    SelisihSiasn.tanpa_batas.update(status=status)

    hasil = pasang(duk(DUK), oleh=pengelola)

    pegawai.refresh_from_db()
    assert hasil_per_baris(hasil) == {2: "TETAP"}
    assert (pegawai.tahun_lulus, hasil.jumlah_ditanya) == (2009, 0)
    assert SelisihSiasn.tanpa_batas.get().status == status


def test_daftar_kantor_lain_bertanya_lagi_dan_menutup_yang_lama(pegawai, pengelola):
    koreksi(pegawai, tahun_lulus=2009)
    pasang(duk(DUK), oleh=pengelola)

    pasang(duk([NIP, "BUDI SANTOSO", "Analis Muda", "2011", "40"]), oleh=pengelola)

    daftar = SelisihSiasn.tanpa_batas.order_by("pk").values_list("status", "nilai_siasn")
    assert list(daftar) == [
        ("DITUTUP", {"tahun_lulus": 2010}),
        ("BUKA", {"tahun_lulus": 2011}),
    ]


def test_pertanyaan_daftar_kantor_disebut_asalnya(pegawai, pengelola, klien):
    koreksi(pegawai, tahun_lulus=2009)
    pasang(duk(DUK), oleh=pengelola)

    halaman = klien.get("/pegawai/rekonsiliasi/").content.decode()

    assert "Menurut daftar kantor, bukan SIASN" in halaman
