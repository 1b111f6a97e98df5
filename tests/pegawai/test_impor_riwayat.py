"""The kinds of the histories: golongan, jabatan, pendidikan, penghargaan, hukuman, angka kredit."""

import datetime
from decimal import Decimal

import pytest

from pegawai import impor
from pegawai.models import (
    AngkaKredit,
    BarisImpor,
    HukumanDisiplin,
    Pegawai,
    Penghargaan,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPendidikan,
)
from tests.factories import PegawaiFactory, RiwayatGolonganFactory
from tests.pegawai.bantu_impor import NIP, buku, hasil_per_baris, kode, pasang, periksa

# kind -> (model, headers of SIASN's records, a sound row)
CONTOH = {
    "golongan": (
        RiwayatGolongan,
        ["nip", "golonganId", "golongan", "tmtGolongan", "skNomor", "skTanggal", "noPertekBkn",
         "jenisKPId", "masaKerjaGolonganTahun", "masaKerjaGolonganBulan", "jumlahKreditUtama"],
        [NIP, "34", "III/d", "01-04-2022", "823.3/12", "10-03-2022", "PG-1", "101", "12", "3",
         "101,25"],
    ),
    "jabatan_riwayat": (
        RiwayatJabatan,
        ["NIP", "NAMA JABATAN", "JENIS JABATAN", "ESELON_ID", "UNOR NAMA", "TMT JABATAN",
         "TMT PELANTIKAN", "JENIS PENUGASAN ID", "NOMOR SK", "TANGGAL AKHIR"],
        [NIP, "Kepala Bidang Mutasi", "1", "31", "Bidang Mutasi", "2021-01-04", "04/01/2021", "PLT",
         "821/9", "04-04-2021"],
    ),
    "pendidikan": (
        RiwayatPendidikan,
        ["NIP", "pendidikanNama", "tkPendidikanId", "tahunLulus", "tglLulus", "nomorIjasah",
         "namaSekolah", "gelarBelakang", "isPendidikanPertama"],
        [NIP, "S-1 AKUNTANSI", "40", "2008", "20-08-2008", "IJ/1", "Universitas Palangka Raya",
         "S.E.", "1"],
    ),
    "penghargaan": (
        Penghargaan,
        ["NIP", "hargaId", "hargaNama", "skNomor", "skDate", "tahun"],
        [NIP, "201", "", "12/TK/2021", "17-08-2021", "2021"],
    ),
    "hukuman": (
        HukumanDisiplin,
        ["NIP", "jenisHukuman", "jenisTingkatHukumanId", "skNomor", "skTanggal", "hukumanTanggal",
         "masaBulan", "alasanHukumanDisiplinNama"],
        [NIP, "2", "R", "SK/7", "01-02-2024", "05-02-2024", "6", "Tidak masuk kerja"],
    ),
    "angka_kredit": (
        AngkaKredit,
        ["NIP", "nomorSk", "tanggalSk", "bulanMulaiPenilaian", "tahunMulaiPenilaian",
         "bulanSelesaiPenilaian", "tahunSelesaiPenilaian", "kreditUtamaBaru",
         "kreditPenunjangBaru", "kreditBaruTotal", "namaJabatan", "isKonversi"],
        [NIP, "PAK/1", "10-01-2026", "1", "2025", "12", "2025", "12,5", "0", "12.5",
         "Analis SDM Aparatur Ahli Pertama", "true"],
    ),
}  # fmt: skip


@pytest.fixture
def orang(instansi):
    return PegawaiFactory(instansi=instansi, nip=NIP)


def baris(jenis, **ubah):
    _, kepala, isi = CONTOH[jenis]
    return [ubah.get(judul, nilai) for judul, nilai in zip(kepala, isi, strict=True)]


def isi_berkas(jenis, *daftar):
    return buku(CONTOH[jenis][1], *(daftar or [CONTOH[jenis][2]]))


@pytest.mark.parametrize("jenis", CONTOH)
def test_diimpor_diulang_dan_dibatalkan(jenis, pengelola, verifikator, orang):
    model = CONTOH[jenis][0]

    pertama = pasang(isi_berkas(jenis), oleh=pengelola, jenis=jenis)
    rekaman = model.tanpa_batas.get()
    ulang = pasang(isi_berkas(jenis), oleh=pengelola, jenis=jenis)

    assert (pertama.jumlah_baru, kode(pertama)) == (1, set())
    assert (rekaman.pegawai, rekaman.instansi) == (orang, orang.instansi)
    assert (ulang.jumlah_baru, ulang.jumlah_berubah, ulang.jumlah_tetap) == (0, 0, 1)
    impor.batalkan(pertama, oleh=verifikator)
    assert not model.tanpa_batas.exists()


@pytest.mark.parametrize("jenis", CONTOH)
def test_orang_instansi_lain_dan_baris_kembar_ditolak(jenis, pengelola, pengelola_lain, orang):
    kembar = periksa(
        isi_berkas(jenis, CONTOH[jenis][2], CONTOH[jenis][2]), oleh=pengelola, jenis=jenis
    )
    asing = periksa(isi_berkas(jenis), oleh=pengelola_lain, jenis=jenis)

    assert kode(kembar) == {(2, "riwayat_ganda"), (3, "riwayat_ganda")}
    assert kode(asing) == {(2, "nip_luar_lingkup")}


@pytest.mark.parametrize("jenis", CONTOH)
def test_kolom_yang_tidak_ada_tidak_mengosongkan(jenis, pengelola, orang):
    model, kepala, isi = CONTOH[jenis]
    pasang(isi_berkas(jenis), oleh=pengelola, jenis=jenis)
    semula = model.tanpa_batas.values().get()
    wajib = {
        "golongan": ["nip", "golongan", "tmtGolongan"],
        "jabatan_riwayat": ["NIP", "NAMA JABATAN", "TMT JABATAN"],
        "pendidikan": ["NIP", "pendidikanNama", "tkPendidikanId"],
        "penghargaan": ["NIP", "hargaId", "tahun"],
        "hukuman": ["NIP", "jenisHukuman", "skNomor", "hukumanTanggal", "masaBulan"],
        "angka_kredit": ["NIP", "nomorSk", *kepala[3:7], "kreditBaruTotal"],
    }[jenis]

    berkas = pasang(
        buku(wajib, [isi[kepala.index(judul)] for judul in wajib]), oleh=pengelola, jenis=jenis
    )

    assert berkas.jumlah_tetap == 1
    assert model.tanpa_batas.values().get() == semula


def test_isi_golongan(pengelola, orang):
    pasang(isi_berkas("golongan"), oleh=pengelola, jenis="golongan")

    riwayat = RiwayatGolongan.tanpa_batas.get()
    assert (riwayat.golongan, riwayat.pangkat) == ("III/d", "Penata Tingkat I")
    assert riwayat.jenis_kenaikan == "Reguler"
    assert (riwayat.tmt, riwayat.kredit_utama) == (datetime.date(2022, 4, 1), Decimal("101.25"))


@pytest.mark.parametrize(
    ("status", "nama", "id_siasn", "hasil"),
    [
        ("PNS", "", "31", "III/a"),
        ("PNS", "Penata Tk. I - III/d", "", "III/d"),
        ("PNS", "IX", "", None),
        ("PPPK", "IX", "31", "IX"),
        ("PPPK", "", "31", None),
        ("PPPK", "III/a", "", None),
        ("PNS", "", "99", None),
    ],
)
def test_golongan_menurut_status(status, nama, id_siasn, hasil, pengelola, instansi):
    PegawaiFactory(instansi=instansi, nip=NIP, status_asn=Pegawai.StatusAsn(status))
    berkas = periksa(
        isi_berkas("golongan", baris("golongan", golongan=nama, golonganId=id_siasn)),
        oleh=pengelola,
        jenis="golongan",
    )

    assert kode(berkas) == (set() if hasil else {(2, "golongan_tidak_dikenal")})
    assert berkas.daftar_baris.get().nilai["golongan"] == (hasil or "")


def test_riwayat_lain_dibaca_seperti_siasn_menulisnya(pengelola, orang):
    for jenis in CONTOH:
        pasang(isi_berkas(jenis), oleh=pengelola, jenis=jenis)

    jabatan = RiwayatJabatan.tanpa_batas.get()
    assert (jabatan.penugasan, jabatan.jenjang, jabatan.eselon) == ("PLT", "ADMINISTRATOR", "III.a")
    assert (jabatan.tmt, jabatan.sampai) == (datetime.date(2021, 1, 4), datetime.date(2021, 4, 4))
    pendidikan = RiwayatPendidikan.tanpa_batas.get()
    assert (pendidikan.tingkat, pendidikan.tahun_lulus, pendidikan.pertama) == ("40", 2008, True)
    assert Penghargaan.tanpa_batas.get().penghargaan == "Satyalancana Karya Satya 10 Tahun"
    hukuman = HukumanDisiplin.tanpa_batas.get()
    assert (hukuman.tingkat, hukuman.jenis) == ("R", "Teguran tertulis")
    assert hukuman.masa.lower == datetime.date(2024, 2, 5)
    assert hukuman.masa.upper == datetime.date(2024, 8, 5)
    kredit = AngkaKredit.tanpa_batas.get()
    assert (kredit.mulai, kredit.selesai) == (
        datetime.date(2025, 1, 1),
        datetime.date(2025, 12, 31),
    )
    assert (kredit.kredit, kredit.jenis) == (Decimal("12.5"), "KONVERSI")


@pytest.mark.parametrize(
    ("jenis", "ubah", "temuan"),
    [
        ("golongan", {"tmtGolongan": ""}, "tmt_kosong"),
        ("golongan", {"tmtGolongan": "31-02-2022"}, "tanggal_tidak_sah"),
        ("golongan", {"jumlahKreditUtama": "-4"}, "kredit_tidak_mungkin"),
        ("jabatan_riwayat", {"NAMA JABATAN": "", "UNOR NAMA": ""}, "jabatan_kosong"),
        ("jabatan_riwayat", {"JENIS PENUGASAN ID": "X"}, "penugasan_tidak_dikenal"),
        ("jabatan_riwayat", {"TANGGAL AKHIR": "01-01-2020"}, "tanggal_terbalik"),
        ("pendidikan", {"tkPendidikanId": "", "pendidikanNama": "Kursus"}, "tingkat_tidak_dikenal"),
        ("pendidikan", {"tahunLulus": "2108"}, "tahun_tidak_sah"),
        ("penghargaan", {"hargaId": "999"}, "penghargaan_kosong"),
        ("penghargaan", {"tahun": "", "skDate": ""}, "tahun_tidak_sah"),
        ("hukuman", {"jenisHukuman": "77"}, "hukuman_tidak_dikenal"),
        ("hukuman", {"skNomor": ""}, "sk_kosong"),
        ("hukuman", {"hukumanTanggal": ""}, "tmt_kosong"),
        ("angka_kredit", {"bulanMulaiPenilaian": "13"}, "masa_kosong"),
        ("angka_kredit", {"tahunSelesaiPenilaian": "2024", "bulanSelesaiPenilaian": "6"},
         "tanggal_terbalik"),
        ("angka_kredit", {"kreditUtamaBaru": "", "kreditBaruTotal": ""}, "kredit_kosong"),
        ("angka_kredit", {"kreditBaruTotal": "20"}, "jumlah_tidak_cocok"),
    ],
)  # fmt: skip
def test_temuan(jenis, ubah, temuan, pengelola, orang):
    berkas = periksa(isi_berkas(jenis, baris(jenis, **ubah)), oleh=pengelola, jenis=jenis)

    assert (2, temuan) in kode(berkas)


def test_riwayat_yang_berubah_ditimpa_dan_dipulihkan(pengelola, verifikator, orang):
    lama = RiwayatGolonganFactory(
        pegawai=orang, golongan="III/d", tmt=datetime.date(2022, 4, 1), nomor_sk="lama"
    )
    berkas = pasang(isi_berkas("golongan"), oleh=pengelola, jenis="golongan")
    assert hasil_per_baris(berkas) == {2: "BERUBAH"}
    lama.refresh_from_db()
    assert lama.nomor_sk == "823.3/12"

    impor.batalkan(berkas, oleh=verifikator)

    lama.refresh_from_db()
    assert lama.nomor_sk == "lama"


def test_hukuman_hanya_bagi_yang_boleh_melihatnya(pengelola, pelatihan, klien_untuk, orang):
    berkas = periksa(isi_berkas("hukuman"), oleh=pengelola, jenis="hukuman")
    alamat = f"/pegawai/impor/{berkas.pk}/"

    assert "hukuman" in {jenis.kode for jenis in impor.daftar_jenis(pengelola)}
    assert "hukuman" not in {jenis.kode for jenis in impor.daftar_jenis(pelatihan)}
    assert klien_untuk(pengelola).get(alamat).status_code == 200
    assert klien_untuk(pelatihan).get(alamat).status_code == 404
    assert berkas.nama_berkas not in klien_untuk(pelatihan).get("/pegawai/impor/").text
    assert not BarisImpor.untuk(pelatihan).exists()
