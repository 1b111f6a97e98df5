import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from akses.models import JejakAudit
from pegawai import kualitas
from pegawai.models import (
    BobotKualitas,
    Jenjang,
    KedudukanHukum,
    Pegawai,
    RiwayatKualitas,
    SyaratJenjang,
)
from pegawai.tasks import catat_kualitas
from tests.factories import (
    JabatanFactory,
    PegawaiFactory,
    PenilaianKinerjaFactory,
    UnitFactory,
    susun_nip,
)

PADA = datetime.date(2026, 11, 24)
SEHAT = {
    "gelar_belakang": "S.A.P.",
    "email": "orang@contoh.go.id",
    "nomor_hp": "081200000000",
    "nik": "6201010101850001",
}
PPPK = {
    "status_asn": "PPPK",
    "tmt_pns": None,
    "tmt_cpns": datetime.date(2021, 3, 1),
    "awal_kontrak": datetime.date(2021, 3, 1),
    "golongan": "IX",
}


def hari(tahun, bulan=1, tanggal=1):
    return datetime.date(tahun, bulan, tanggal)


def kedudukan(kode):
    return KedudukanHukum.objects.get(kode=kode)


def nip_pppk(tahun, nomor=1):
    return f"19850101{tahun}211{nomor:03d}"


def siasn(jenis, induk, kerja):
    return {
        "data_siasn": {
            "JENIS PEGAWAI ID": jenis,
            "INSTANSI INDUK ID": induk,
            "INSTANSI KERJA ID": kerja,
        }
    }


@pytest.fixture
def acuan():
    return kualitas.Acuan(PADA)


def gagal(kode, acuan):
    periksa = kualitas.PERIKSA_PER_KODE[kode]
    return set(kualitas.yang_gagal(Pegawai.tanpa_batas.all(), periksa, acuan))


# Each check: who fails, who passes

KASUS = [
    ("COM_3", {"tingkat_pendidikan": ""}, {}),
    ("COM_3", {"pendidikan": ""}, {}),
    ("COM_4", {"tmt_pns": None}, {}),
    ("COM_4", {"tmt_pns": None}, {"tmt_pns": None, "status_asn": "CPNS"}),
    ("COM_5", {"gelar_belakang": ""}, {}),
    ("COM_5", {"gelar_belakang": ""}, {"gelar_belakang": "", "gelar_depan": "Drs."}),
    ("COM_5", {"gelar_belakang": ""}, {"gelar_belakang": "", "tingkat_pendidikan": "15"}),
    ("COM_6", {"email": ""}, {}),
    ("COM_6", {"email": "orang@contoh"}, {}),
    ("COM_7", {"nomor_hp": ""}, {}),
    (
        "TIM_2",
        {"nama_jabatan": "CALON GURU", "tmt_cpns": hari(2024, 11, 23)},
        {"nama_jabatan": "CALON GURU", "tmt_cpns": hari(2024, 11, 24)},
    ),
    (
        "TIM_3",
        {"status_asn": "CPNS", "tmt_cpns": hari(2025, 11, 23)},
        {"status_asn": "CPNS", "tmt_cpns": hari(2025, 11, 24)},
    ),
    (
        "TIM_5",
        {"tanggal_lahir": hari(1968, 10, 5)},
        {"tanggal_lahir": hari(1968, 11, 5)},
    ),
    ("ACC_1", {"tmt_pns": hari(2010, 2)}, {"tmt_pns": hari(2010, 3)}),
    ("ACC_2", siasn("15", "6705", "6702"), siasn("15", "6705", "6705")),
    ("ACC_2", siasn("16", "6705", "6705"), siasn("16", "6705", "6702")),
    ("ACC_2", siasn("15", "6705", "6702"), {}),
    ("ACC_2", siasn("15", "6705", "6702"), siasn("15", "6705", "")),
    (
        "ACC_3",
        {"jenjang": "PENGAWAS", "tmt_cpns": hari(2024, 11, 25)},
        {"jenjang": "PENGAWAS", "tmt_cpns": hari(2024, 11, 24)},
    ),
    ("ACC_3", {"jenjang": "PENGAWAS", "tmt_cpns": hari(2025)}, {"tmt_cpns": hari(2025)}),
    ("ACC_5", {"nik": ""}, {}),
    ("ACC_5", {"nik": "620101010185"}, {}),
    ("ACC_5", {"nik": "6201010101850000"}, {}),
    (
        "ACC_6",
        {"jenjang": "PENGAWAS", "tingkat_pendidikan": "15"},
        {"jenjang": "PENGAWAS", "tingkat_pendidikan": "30"},
    ),
    (
        "ACC_6",
        {"jenjang": "ADMINISTRATOR", "tingkat_pendidikan": "30"},
        {"jenjang": "ADMINISTRATOR", "tingkat_pendidikan": "35"},
    ),
    (
        "ACC_6",
        {"jenjang": "ADMINISTRATOR", "tingkat_pendidikan": "30"},
        {"jenjang": "ADMINISTRATOR", "tingkat_pendidikan": ""},
    ),
    (
        "ACC_8",
        {"jenjang": "AHLI_MUDA", "tingkat_pendidikan": "30"},
        {"jenjang": "AHLI_MUDA", "tingkat_pendidikan": "35"},
    ),
    (
        "ACC_8",
        {"jenjang": "TERAMPIL", "tingkat_pendidikan": "10"},
        {"jenjang": "TERAMPIL", "tingkat_pendidikan": "15"},
    ),
    (
        "ACC_9",
        {"jenjang": "PELAKSANA", "nama_jabatan": "Perawat Terampil"},
        {"jenjang": "PELAKSANA", "nama_jabatan": "Pengelola Kepegawaian"},
    ),
    (
        "ACC_9",
        {"jenjang": "PELAKSANA", "nama_jabatan": "Perawat Terampil"},
        {"jenjang": "TERAMPIL", "nama_jabatan": "Perawat Terampil"},
    ),
    (
        "ACC_10",
        {"jenjang": "JPT_PRATAMA", "golongan": "IV/a"},
        {"jenjang": "JPT_PRATAMA", "golongan": "IV/b"},
    ),
    ("CON_1", {"tmt_cpns": hari(2010, 4)}, {}),
    ("CON_2", {"tanggal_lahir": hari(1985, 1, 2)}, {"tanggal_lahir": None}),
    ("CON_3", {"jenis_kelamin": "P"}, {"jenis_kelamin": "L"}),
    ("CON_3", {"jenis_kelamin": "P"}, {"jenis_kelamin": ""}),
    (
        "CON_4",
        PPPK | {"nip": nip_pppk(2022)},
        PPPK | {"nip": nip_pppk(2021)},
    ),
    (
        "ACC_7",
        PPPK | {"nip": nip_pppk(2022)},
        PPPK | {"nip": nip_pppk(2020)},
    ),
    ("ACC_7", PPPK | {"nip": nip_pppk(2018)}, PPPK | {"nip": nip_pppk(2019)}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kode", "salah", "benar"), KASUS)
def test_periksa_menemukan_yang_salah_saja(acuan, kode, salah, benar):
    tetap = {"nip": "198501012010031001", "tanggal_lahir": hari(1985)}
    orang_salah = PegawaiFactory(**SEHAT | tetap | salah)
    PegawaiFactory(**SEHAT | tetap | {"nip": "198501012010031002"} | benar)

    assert gagal(kode, acuan) == {orang_salah}


@pytest.mark.django_db
def test_com_1_tanpa_skp_dua_tahun_terakhir(acuan):
    tanpa = PegawaiFactory()
    lama = PegawaiFactory()
    PenilaianKinerjaFactory(pegawai=lama, tahun=2023)
    PenilaianKinerjaFactory(pegawai=lama, tahun=2025, periode="TW4")
    PenilaianKinerjaFactory(tahun=2024)
    PegawaiFactory(tmt_cpns=hari(2025, 12))  # not in service for all of last year

    assert gagal("COM_1", acuan) == {tanpa, lama}


@pytest.mark.django_db
def test_com_2_jabatan_tanpa_rujukan(acuan):
    salah = PegawaiFactory(jabatan=None)
    PegawaiFactory(jabatan=JabatanFactory())
    PegawaiFactory(jabatan=None, jenjang=Jenjang.PENGAWAS)

    assert gagal("COM_2", acuan) == {salah}


@pytest.mark.django_db
def test_tim_1_unit_tidak_aktif(acuan):
    salah = PegawaiFactory(unit=UnitFactory(aktif=False))
    PegawaiFactory(unit=UnitFactory())
    PegawaiFactory(unit=None)

    assert gagal("TIM_1", acuan) == {salah}


@pytest.mark.django_db
def test_tim_4_jabatan_manajerial_dipegang_dua(acuan):
    unit, lain = UnitFactory.create_batch(2)
    kepala = {"jenjang": "ADMINISTRATOR", "nama_jabatan": "Kepala Bidang Mutasi"}
    berdua = {
        PegawaiFactory(unit=unit, **kepala),
        PegawaiFactory(unit=unit, **kepala | {"nama_jabatan": "KEPALA BIDANG MUTASI"}),
    }
    PegawaiFactory(unit=lain, **kepala)
    PegawaiFactory(unit=unit, jenjang="ADMINISTRATOR", nama_jabatan="Sekretaris")
    PegawaiFactory(unit=lain, **kepala, kedudukan_hukum=kedudukan("99"))
    PegawaiFactory.create_batch(2, unit=unit, nama_jabatan="Analis")

    assert gagal("TIM_4", acuan) == berdua


@pytest.mark.django_db
def test_tim_6_akhir_cltn_tidak_tercatat_maka_belum_dapat_diperiksa(acuan):
    PegawaiFactory(kedudukan_hukum=kedudukan("02"))
    PegawaiFactory()

    hasil = hasil_per_kode(acuan)["TIM_6"]

    assert (hasil.berlaku, hasil.dapat, hasil.nilai) == (1, 0, None)
    assert hasil.keadaan == "belum_dapat"
    assert gagal("TIM_6", acuan) == set()


@pytest.mark.django_db
def test_acc_4_kedudukan_pppk(acuan):
    salah = PegawaiFactory(**PPPK, kedudukan_hukum=kedudukan("01"))
    PegawaiFactory(**PPPK, kedudukan_hukum=kedudukan("71"))
    PegawaiFactory(kedudukan_hukum=kedudukan("01"))

    assert gagal("ACC_4", acuan) == {salah}


@pytest.mark.django_db
def test_acc_9_nama_jf_tanpa_jenjang_dari_rujukan(acuan):
    JabatanFactory(nama="PERAWAT AHLI PERTAMA")
    salah = PegawaiFactory(jenjang="PELAKSANA", nama_jabatan="Perawat")
    PegawaiFactory(jenjang="PELAKSANA", nama_jabatan="Perawat Jenazah")

    assert gagal("ACC_9", acuan) == {salah}


def test_semua_periksa_diuji():
    diuji = {kode for kode, *_ in KASUS} | {
        "COM_1", "COM_2", "TIM_1", "TIM_4", "TIM_6", "ACC_4",
    }  # fmt: skip

    assert diuji == set(kualitas.PERIKSA_PER_KODE)
    assert len(kualitas.DAFTAR_PERIKSA) == 27


# Population and counting


def hasil_per_kode(acuan):
    semua = kualitas.rekap(Pegawai.tanpa_batas.all(), acuan)
    mutu = kualitas.nilai(kualitas.Hitungan.jumlahkan(semua.values()), acuan)
    return {hasil.periksa.kode: hasil for hasil in mutu.daftar_hasil}


@pytest.mark.django_db
def test_yang_sudah_berhenti_tidak_diperiksa(acuan):
    PegawaiFactory(email="", kedudukan_hukum=kedudukan("99"))
    aktif = PegawaiFactory(email="")
    cltn = PegawaiFactory(email="", kedudukan_hukum=kedudukan("02"))
    tanpa_kedudukan = PegawaiFactory(email="", kedudukan_hukum=None)

    assert gagal("COM_6", acuan) == {aktif, cltn, tanpa_kedudukan}


@pytest.mark.django_db
def test_jumlah_rekap_sama_dengan_daftar_di_baliknya(acuan):
    daftar_isian = [isian for _, *dua in KASUS for isian in dua]
    for nomor, isian in enumerate(daftar_isian, start=1):
        PegawaiFactory(**isian | {"nip": susun_nip(hari(1985), hari(2010, 3), "L", nomor)})

    hasil = hasil_per_kode(acuan)

    for kode, satu in hasil.items():
        assert satu.gagal == len(gagal(kode, acuan)), kode
        assert satu.gagal <= satu.dapat <= satu.berlaku <= len(daftar_isian), kode
    assert sum(satu.gagal for satu in hasil.values()) > len(KASUS)


@pytest.mark.django_db
def test_rekap_per_perangkat_daerah_satu_kueri(acuan, django_assert_num_queries):
    dinas = UnitFactory(nama="Dinas A")
    bidang = UnitFactory(nama="Bidang", induk=dinas, perangkat_daerah=dinas)
    PegawaiFactory.create_batch(3, unit=bidang, email="")
    PegawaiFactory(email="a@b.id")
    assert acuan.bobot
    assert acuan.syarat

    with django_assert_num_queries(1):  # all checks of all units
        per_wadah = kualitas.rekap(Pegawai.tanpa_batas.all(), acuan)

    assert {w.opd: (h.orang, h.per_kode["COM_6"]) for w, h in per_wadah.items()} == {
        "Dinas A": (3, [3, 3, 3]),
        None: (1, [1, 1, 0]),
    }


@pytest.mark.django_db
def test_temuan_satu_orang(acuan, django_assert_num_queries):
    orang = PegawaiFactory(**SEHAT | {"nik": "", "nomor_hp": ""}, jabatan=JabatanFactory())
    PenilaianKinerjaFactory(pegawai=orang, tahun=2025)
    assert acuan.syarat

    with django_assert_num_queries(1):
        temuan = kualitas.temuan_orang(orang, acuan)

    assert [periksa.kode for periksa in temuan] == ["COM_7", "ACC_5"]


# The index


@pytest.mark.django_db
def test_indeks_tertimbang_dihitung_tangan(acuan):
    hitungan = kualitas.Hitungan(10)
    hitungan.per_kode["COM_1"] = [10, 10, 5]  # 50, weight 20
    hitungan.per_kode["COM_2"] = [10, 10, 0]  # 100, weight 25
    hitungan.per_kode["CON_1"] = [10, 4, 1]  # 75, the only one of its dimension
    hitungan.per_kode["ACC_2"] = [10, 0, 0]  # cannot be told: takes no part

    mutu = kualitas.nilai(hitungan, acuan)

    com = (20 * Decimal(50) + 25 * Decimal(100)) / 45
    assert [d.nilai for d in mutu.daftar_dimensi] == [com, None, None, Decimal(75)]
    assert mutu.indeks == (28 * com + 11 * Decimal(75)) / 39
    assert mutu.temuan == 6
    assert [hasil.periksa.kode for hasil in mutu.belum_dapat] == ["ACC_2"]
    assert mutu.terberat.periksa.kode == "COM_1"
    assert round(sum(mutu.hilang(h) for h in mutu.daftar_hasil), 6) == round(100 - mutu.indeks, 6)


@pytest.mark.django_db
def test_tanpa_pegawai_tanpa_indeks(acuan):
    mutu = kualitas.nilai(kualitas.Hitungan(), acuan)

    assert (mutu.indeks, mutu.terberat, mutu.temuan) == (None, None, 0)


@pytest.mark.django_db
def test_bobot_yang_berlaku_pada_tanggal_itu():
    BobotKualitas.objects.create(kode="COM", bobot=40, mulai=hari(2027), dasar="Aturan baru")

    assert kualitas.Acuan(hari(2026, 12, 31)).bobot["COM"] == 28
    assert kualitas.Acuan(hari(2027)).bobot["COM"] == 40


@pytest.mark.django_db
def test_bobot_dimensi_seratus_dan_tiap_periksa_berbobot(acuan):
    for kode in kualitas.DIMENSI:
        bobot = sum(acuan.bobot[p.kode] for p in kualitas.DAFTAR_PERIKSA if p.dimensi == kode)
        assert abs(bobot - 100) < Decimal("0.1"), kode
    assert sum(acuan.bobot[kode] for kode in kualitas.DIMENSI) == 100


@pytest.mark.django_db
def test_syarat_pendidikan_dapat_diubah_administrator():
    SyaratJenjang.objects.create(
        jenjang="PENGAWAS", tingkat_pendidikan="35", mulai=hari(2026, 6), dasar="Perda"
    )
    orang = PegawaiFactory(jenjang="PENGAWAS", tingkat_pendidikan="30")

    assert gagal("ACC_6", kualitas.Acuan(hari(2026, 5, 31))) == set()
    assert gagal("ACC_6", kualitas.Acuan(PADA)) == {orang}


def test_mundur_dari_hari_kabisat():
    assert kualitas.mundur(hari(2024, 2, 29), 1) == hari(2023, 2, 28)


# History


@pytest.mark.django_db
def test_riwayat_dicatat_sekali_per_bulan(instansi, instansi_lain):
    PegawaiFactory(instansi=instansi, email="")
    PegawaiFactory(instansi=instansi_lain, **SEHAT)

    assert kualitas.catat_bulan(hari(2026, 11, 1)) == 2
    PegawaiFactory(instansi=instansi)
    assert kualitas.catat_bulan(hari(2026, 11, 20)) == 0

    catatan = RiwayatKualitas.tanpa_batas.get(instansi=instansi)
    assert (catatan.bulan, catatan.jumlah_pegawai) == (hari(2026, 11), 1)
    assert catatan.rincian["periksa"]["COM_6"] == [1, 1]
    assert catatan.indeks < RiwayatKualitas.tanpa_batas.get(instansi=instansi_lain).indeks


@pytest.mark.django_db
def test_tugas_bulanan_boleh_diulang(instansi):
    PegawaiFactory(instansi=instansi)

    catat_kualitas()
    catat_kualitas()

    assert RiwayatKualitas.tanpa_batas.count() == 1


# Pages


def test_halaman_menyebut_indeks_dan_temuan(klien, instansi):
    PegawaiFactory.create_batch(3, instansi=instansi, email="")

    isi = klien.get("/pegawai/kualitas/").content.decode()

    assert "dari 100" in isi
    assert "/pegawai/kualitas/COM_6/" in isi
    assert "Unit belum dipetakan" in isi


def test_halaman_tanpa_pegawai(klien):
    assert "Belum ada data pegawai." in klien.get("/pegawai/kualitas/").content.decode()


def kueri_pegawai(klien, alamat):
    """Queries of the page itself: not those of session, rights, frame and menu."""
    with CaptureQueriesContext(connection) as rekaman:
        klien.get(alamat)
    semua = [satu["sql"] for satu in rekaman.captured_queries]
    return sum('FROM "pegawai_' in sql and 'AS "butir"' not in sql for sql in semua)


def test_jumlah_kueri_tetap(klien, instansi):
    for _ in range(5):
        dinas = UnitFactory(instansi=instansi)
        PegawaiFactory.create_batch(6, instansi=instansi, unit=dinas)
    PegawaiFactory(jenjang="PENGAWAS", tingkat_pendidikan="15")
    kualitas.catat_bulan(hari(2026, 10))

    assert kueri_pegawai(klien, "/pegawai/kualitas/") == 4  # minimums, counts, weights, history
    assert kueri_pegawai(klien, "/pegawai/kualitas/COM_6/") == 2  # count, page
    assert kueri_pegawai(klien, "/pegawai/kualitas/ACC_6/") == 3  # minimums, count, page


def test_daftar_di_balik_angka_hanya_wilayah_sendiri(klien, instansi, instansi_lain):
    PegawaiFactory(instansi=instansi, nama="Milik Sendiri", email="")
    PegawaiFactory(instansi=instansi_lain, nama="Milik Lain", email="")

    isi = klien.get("/pegawai/kualitas/COM_6/").content.decode()

    assert "Milik Sendiri" in isi
    assert "Milik Lain" not in isi


def test_daftar_per_perangkat_daerah(klien, instansi):
    dinas = UnitFactory(instansi=instansi)
    bidang = UnitFactory(instansi=instansi, induk=dinas, perangkat_daerah=dinas)
    PegawaiFactory(unit=bidang, nama="Orang Dinas", email="")
    PegawaiFactory(nama="Orang Lepas", email="")

    isi = klien.get(f"/pegawai/kualitas/COM_6/?opd={dinas.pk}").content.decode()
    lepas = klien.get("/pegawai/kualitas/COM_6/?opd=0").content.decode()

    assert "Orang Dinas" in isi
    assert "Orang Lepas" not in isi
    assert "Orang Lepas" in lepas
    assert "Orang Dinas" not in lepas


@pytest.mark.parametrize("alamat", ["COM_9/", "COM_6/?opd=x", "COM_6/?opd=999999"])
def test_yang_tidak_ada_404(klien, alamat):
    assert klien.get(f"/pegawai/kualitas/{alamat}").status_code == 404


def test_perangkat_daerah_wilayah_lain_404(klien, instansi_lain):
    unit = UnitFactory(instansi=instansi_lain)

    assert klien.get(f"/pegawai/kualitas/?opd={unit.pk}").status_code == 404


def test_semua_instansi_memilih_satu(klien_untuk, semua, instansi, instansi_lain):
    PegawaiFactory(instansi=instansi, nama="Orang Kobar", email="")
    PegawaiFactory(instansi=instansi_lain, nama="Orang Barut", email="")
    klien = klien_untuk(semua)

    ringkas = klien.get("/pegawai/kualitas/").content.decode()
    satu = klien.get("/pegawai/kualitas/COM_6/?instansi=62.05").content.decode()

    assert "?instansi=62.01" in ringkas
    assert "Orang Barut" in satu
    assert "Orang Kobar" not in satu
    assert klien.get("/pegawai/kualitas/?instansi=99").status_code == 404


def test_tanpa_izin_ditolak(klien_untuk, penonton, kepala):
    assert klien_untuk(penonton).get("/pegawai/kualitas/").status_code == 403
    assert klien_untuk(kepala).get("/pegawai/kualitas/COM_6/unduh/").status_code == 403


def test_nik_tidak_pernah_tampil(klien, instansi):
    PegawaiFactory(instansi=instansi, nik="6201010101850000")

    isi = klien.get("/pegawai/kualitas/ACC_5/").content.decode()

    assert "Pegawai Contoh" in isi
    assert "6201010101850000" not in isi


def test_unduhan_berisi_nip_sebagai_teks_dan_tercatat(klien, instansi, pengelola):
    orang = PegawaiFactory(instansi=instansi, nama="=1+1", email="")

    respons = klien.get("/pegawai/kualitas/COM_6/unduh/")

    lembar = load_workbook(BytesIO(b"".join(respons.streaming_content))).active
    assert [lembar["B6"].value, lembar["B6"].data_type] == ["=1+1", "s"]
    assert [lembar["C6"].value, lembar["C6"].data_type] == [orang.nip, "s"]
    assert "pengelola.6201" in lembar["A3"].value
    jejak = JejakAudit.tanpa_batas.get(aksi="UNDUH")
    assert (jejak.pengguna, jejak.instansi, jejak.data["jumlah"]) == (pengelola, instansi, 1)


def test_setiap_angka_pada_halaman_sama_dengan_baris_daftarnya(klien, instansi):
    dinas = UnitFactory(instansi=instansi)
    unit = UnitFactory(instansi=instansi, induk=dinas, perangkat_daerah=dinas)
    daftar_isian = [isian for _, *dua in KASUS for isian in dua]
    for nomor, isian in enumerate(daftar_isian, start=1):
        nip = susun_nip(hari(1985), hari(2010, 3), "L", nomor)
        tempat = {"unit": unit} if nomor % 2 else {}
        PegawaiFactory(**tempat | isian | {"nip": nip, "instansi": instansi})

    for kueri in ("", f"?opd={dinas.pk}", "?opd=0"):
        daftar_hasil = klien.get(f"/pegawai/kualitas/{kueri}").context["mutu"].daftar_hasil
        assert len(daftar_hasil) == 27
        for hasil in daftar_hasil:
            tujuan = f"/pegawai/kualitas/{hasil.periksa.kode}/{kueri}"
            baris = klien.get(tujuan).context["halaman"].paginator.count
            assert baris == hasil.gagal, tujuan
    assert sum(hasil.gagal for hasil in daftar_hasil) > 0
