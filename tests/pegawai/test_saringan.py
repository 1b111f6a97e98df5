"""Filters of the list: every field, in the address, as chips, and with values that cannot be."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from akses.models import JejakAudit
from pegawai.forms_daftar import SaringForm
from pegawai.models import KedudukanHukum, TampilanTersimpan
from tests.factories import PegawaiFactory, RingkasanPegawaiFactory, UnitFactory

DAFTAR = reverse("pegawai:daftar")
HARI = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def hari_ini(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: HARI)


def nama(balasan):
    assert balasan.status_code == 200
    return {satu.nama for satu in balasan.context["daftar_pegawai"]}


@pytest.fixture
def bertiga(instansi):
    """Abdi is a PNS of 50 with a long career, Bela a PPPK of 30, Cici has an empty record."""
    abdi = PegawaiFactory(
        instansi=instansi, nama="Abdi", jenis_kelamin="L",
        tanggal_lahir=datetime.date(1976, 11, 24),
        nip="197611242001121001", tmt_cpns=datetime.date(2001, 12, 1), golongan="IV/a",
        urutan_golongan=30, tmt_golongan=datetime.date(2020, 4, 1), masa_kerja_tahun=18,
        jenjang="PENGAWAS", tmt_jabatan=datetime.date(2022, 1, 3), tingkat_pendidikan="45",
        tahun_lulus=2010, bup=58,
    )  # fmt: skip
    PegawaiFactory(
        instansi=instansi, nama="Bela", jenis_kelamin="P", tanggal_lahir=datetime.date(1996, 1, 2),
        nip="199601022024212001", status_asn="PPPK", tmt_cpns=None, golongan="IX",
        urutan_golongan=9, tmt_golongan=datetime.date(2024, 3, 1), masa_kerja_tahun=0,
        jenjang="AHLI_PERTAMA", tmt_jabatan=datetime.date(2024, 3, 1), tingkat_pendidikan="40",
        tahun_lulus=2018, awal_kontrak=datetime.date(2024, 3, 1),
        akhir_kontrak=datetime.date(2027, 2, 28), bup=58,
    )  # fmt: skip
    PegawaiFactory(
        instansi=instansi, nama="Cici", jenis_kelamin="", tanggal_lahir=None, tmt_cpns=None,
        nip="199001012015031009", golongan="", urutan_golongan=None, tmt_golongan=None,
        masa_kerja_tahun=None, jenjang="", tmt_jabatan=None, tingkat_pendidikan="",
        tahun_lulus=None, bup=None, kedudukan_hukum=KedudukanHukum.objects.get(kode="04"),
    )  # fmt: skip
    return abdi


SARINGAN = [
    ({"usia_dari": "50"}, {"Abdi"}),
    ({"usia_dari": "51"}, set()),
    ({"usia_dari": "30", "usia_sampai": "30"}, {"Bela"}),
    ({"usia_sampai": "49"}, {"Bela"}),
    ({"tmt_golongan_dari": "2020-04-01", "tmt_golongan_sampai": "2020-04-01"}, {"Abdi"}),
    ({"tmt_golongan_dari": "01-05-2020"}, {"Bela"}),
    ({"tmt_jabatan_sampai": "2023-12-31"}, {"Abdi"}),
    ({"tmt_cpns_dari": "2001-01-01"}, {"Abdi"}),
    ({"kontrak_dari": "2027-01-01", "kontrak_sampai": "2027-12-31"}, {"Bela"}),
    ({"kontrak_sampai": "2026-12-31"}, set()),
    ({"masa_kerja_dari": "10"}, {"Abdi"}),
    ({"masa_kerja_dari": "0", "masa_kerja_sampai": "0"}, {"Bela"}),
    ({"tahun_lulus_sampai": "2010"}, {"Abdi"}),
    ({"kelamin": ["P"]}, {"Bela"}),
    ({"tingkat": ["40", "45"]}, {"Abdi", "Bela"}),
    ({"tingkat_jabatan": "AHLI_PERTAMA"}, {"Bela"}),
    ({"kedudukan": "04"}, {"Cici"}),
    ({"pensiun": "98"}, {"Abdi"}),
    ({"pensiun": "96"}, set()),
    ({"golongan_dari": "IV/a", "golongan_sampai": "IV/a"}, {"Abdi"}),
    ({"temuan": "COM_3"}, {"Cici"}),
    ({"usia_dari": "20", "kelamin": "L", "tmt_jabatan_dari": "2022-01-03"}, {"Abdi"}),
]


@pytest.mark.parametrize(("saringan", "cocok"), SARINGAN)
def test_tiap_saringan(klien, bertiga, saringan, cocok, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        balasan = klien.get(DAFTAR, saringan)

    assert nama(balasan) == cocok
    assert balasan.context["form"].galat == []
    assert balasan.context["form"].keping


def test_unit_beserta_bawahannya(klien, instansi, bertiga, django_assert_max_num_queries):
    dinas = UnitFactory(instansi=instansi, nama="Dinas")
    dinas.perangkat_daerah = dinas
    dinas.save()
    bidang = UnitFactory(instansi=instansi, nama="Bidang", induk=dinas, perangkat_daerah=dinas)
    seksi = UnitFactory(instansi=instansi, nama="Seksi", induk=bidang, perangkat_daerah=dinas)
    lain = UnitFactory(instansi=instansi, nama="Seksi", induk=dinas, perangkat_daerah=dinas)
    for orang, unit in (("Dewi", dinas), ("Bima", bidang), ("Sita", seksi), ("Lina", lain)):
        PegawaiFactory(instansi=instansi, nama=orang, unit=unit)

    with django_assert_max_num_queries(8):
        balasan = klien.get(DAFTAR, {"unit": dinas.pk, "bagian": bidang.pk})

    assert nama(balasan) == {"Bima", "Sita"}
    ditawarkan = [teks.strip() for _, teks in balasan.context["form"].isi.bagian]
    assert ditawarkan == ["Bidang", "Seksi", "Seksi"]
    assert nama(klien.get(DAFTAR, {"unit": dinas.pk})) == {"Dewi", "Bima", "Sita", "Lina"}
    # Without its perangkat daerah, or under another one, the choice below is gone.
    assert len(nama(klien.get(DAFTAR, {"bagian": bidang.pk}))) == 7
    potongan = klien.get(
        DAFTAR, {"unit": dinas.pk}, headers={"HX-Request": "true", "HX-Target": "hasil"}
    ).text
    assert 'id="wadah-bagian" hx-swap-oob="true"' in potongan


def test_unit_asing_tidak_ditawarkan(klien, instansi_lain, bertiga):
    asing = UnitFactory(instansi=instansi_lain, nama="Dinas Rahasia")
    asing.perangkat_daerah = asing
    asing.save()
    UnitFactory(instansi=instansi_lain, nama="Seksi Rahasia", induk=asing, perangkat_daerah=asing)

    halaman = klien.get(DAFTAR, {"unit": asing.pk})

    assert "Rahasia" not in halaman.text
    assert "Perangkat daerah: pilihan ini tidak ada, jadi tidak dipakai." in halaman.text


def test_semua_instansi_pun_delapan_kueri(
    klien_untuk, semua, instansi, bertiga, django_assert_max_num_queries
):
    klien = klien_untuk(semua)
    with django_assert_max_num_queries(8):
        balasan = klien.get(DAFTAR, {"instansi": instansi.pk, "temuan": "ada", "q": "abdi"})

    assert nama(balasan) <= {"Abdi"}


@pytest.mark.parametrize("kode", ["ada", "COM", "ACC", "ACC_6", "TIM_4"])
def test_temuan_sama_dengan_halaman_kualitas(klien, bertiga, kode, django_assert_max_num_queries):
    from pegawai.kualitas import PILIHAN_TEMUAN, Acuan, temuan_orang

    kena = {periksa.kode for periksa in PILIHAN_TEMUAN[kode]}
    semua = nama(klien.get(DAFTAR))
    with django_assert_max_num_queries(8):
        ada = nama(klien.get(DAFTAR, {"temuan": kode}))

    from pegawai.models import Pegawai

    harap = {
        orang.nama
        for orang in Pegawai.tanpa_batas.all()
        if {periksa.kode for periksa in temuan_orang(orang, Acuan(HARI))} & kena
    }
    assert ada == harap & semua


def test_temuan_hanya_bagi_yang_membaca_mutu(klien_untuk, kepala, bertiga):
    balasan = klien_untuk(kepala).get(DAFTAR, {"temuan": "COM_3"})

    assert len(nama(balasan)) == 3
    assert "Temuan mutu data" not in balasan.text


@pytest.mark.parametrize(
    ("saringan", "kalimat"),
    [
        ({"usia_dari": "tua"}, "Usia: isi dengan bilangan bulat 15 sampai 80, jadi tidak dipakai."),
        ({"usia_dari": "200"}, "Usia: isi dengan bilangan bulat 15 sampai 80, jadi tidak dipakai."),
        ({"pensiun": "0"}, "bilangan bulat 1 sampai 120"),
        ({"pensiun": "9" * 40}, "bilangan bulat 1 sampai 120"),
        ({"kontrak_dari": "31-02-2026"}, "Akhir kontrak: tanggal ini tidak ada"),
        ({"tmt_cpns_sampai": "\x00"}, "TMT CPNS: tanggal ini tidak ada"),
        ({"usia_dari": "60", "usia_sampai": "20"}, "Usia: batas bawah melampaui batas atas"),
        ({"golongan_dari": "IV/a", "golongan_sampai": "II/a"}, "Golongan: batas bawah melampaui"),
        ({"status": "<b>x</b>"}, "Status: pilihan ini tidak ada, jadi tidak dipakai."),
        ({"temuan": "XYZ_1"}, "Temuan mutu data: pilihan ini tidak ada"),
        ({"urut": "ngawur"}, "Urutan: pilihan ini tidak ada"),
        ({"q": "a" * 101}, "Cari: terlalu panjang"),
    ],
)
def test_nilai_keliru_dikatakan_dan_tidak_dipakai(klien, bertiga, saringan, kalimat):
    balasan = klien.get(DAFTAR, saringan)

    assert len(nama(balasan)) == 3
    assert kalimat in balasan.text
    assert "<b>x</b>" not in balasan.text


def test_rentang_satu_keping_yang_dapat_dilepas(klien, bertiga):
    pilihan = {"usia_dari": "20", "usia_sampai": "40", "kelamin": ["P", "L"], "halaman": "2"}
    form = klien.get(DAFTAR, pilihan).context["form"]

    keping = {satu.label: satu.tanpa for satu in form.keping}

    assert keping == {
        "Usia: 20 sampai 40 tahun": "?kelamin=P&kelamin=L",
        "Jenis kelamin: Perempuan": "?usia_dari=20&usia_sampai=40&kelamin=L",
        "Jenis kelamin: Laki-laki": "?usia_dari=20&usia_sampai=40&kelamin=P",
    }
    satu_ujung = klien.get(DAFTAR, {"tmt_cpns_dari": "2001-12-01"}).context["form"]
    assert [satu.label for satu in satu_ujung.keping] == ["TMT CPNS: mulai 01-12-2001"]


def test_alamat_htmx_tanpa_isian_kosong(klien, bertiga):
    balasan = klien.get(
        DAFTAR,
        {"q": "", "usia_dari": "20", "usia_sampai": "", "kolom": ["status"]},
        headers={"HX-Request": "true", "HX-Target": "hasil"},
    )

    assert balasan["HX-Push-Url"] == f"{DAFTAR}?usia_dari=20&kolom=status"


def test_tampilan_menyimpan_saringan_baru(klien, bertiga):
    kueri = "kelamin=P&usia_dari=20&usia_sampai=40&kontrak_dari=2027-01-01"

    balasan = klien.post(
        f"{reverse('pegawai:tampilan_simpan')}?{kueri}", {"nama": "Kontrak"}, follow=True
    )

    assert TampilanTersimpan.tanpa_batas.get().kueri == kueri
    assert nama(balasan) == {"Bela"}


def test_tampilan_terlalu_panjang_ditolak_dengan_kalimat(klien, bertiga):
    kueri = "&".join(["tingkat=40"] * 300)

    balasan = klien.post(f"{reverse('pegawai:tampilan_simpan')}?{kueri}", {"nama": "Panjang"})

    assert balasan.status_code == 422
    assert "Saringan ini terlalu panjang" in balasan.text


def test_unduhan_bersaring_tanggal_tercatat(klien, bertiga):
    balasan = klien.get(reverse("pegawai:unduh"), {"kontrak_dari": "2027-01-01", "bentuk": "csv"})

    assert b"Bela" in b"".join(balasan.streaming_content)
    catatan = JejakAudit.tanpa_batas.get(aksi="UNDUH")
    assert catatan.data["saringan"]["kontrak_dari"] == "2027-01-01"


def test_semua_nama_kelompok_ada_pada_formulir(rf, pengelola, db):
    from pegawai.saringan import KELOMPOK_SARINGAN, PASANGAN

    form = SaringForm(rf.get("/").GET, pengguna=pengelola)

    for _, daftar in KELOMPOK_SARINGAN:
        for satu in daftar:
            assert satu in form.fields or (satu in PASANGAN and f"{satu}_dari" in form.fields)


def test_jumlah_kueri_tidak_bertambah_dengan_orang(klien, instansi, django_assert_num_queries):
    unit = UnitFactory(instansi=instansi)
    for pegawai in PegawaiFactory.create_batch(40, instansi=instansi, unit=unit):
        RingkasanPegawaiFactory(pegawai=pegawai)

    with django_assert_num_queries(8):
        klien.get(DAFTAR, {"usia_dari": "20", "temuan": "ada", "unit": unit.pk, "per": "100"})


# Pages


@pytest.mark.parametrize("urut", ["nama", "-nama", "jpm", "-jpm", "-tmt_golongan", "kotak"])
def test_halaman_dari_belakang_sama_dengan_dari_depan(klien, instansi, urut):
    for n in range(60):
        pegawai = PegawaiFactory(
            instansi=instansi, nama=f"Orang {n % 7}",
            tmt_golongan=datetime.date(2020, 1, 1 + n % 5) if n % 3 else None,
        )  # fmt: skip
        RingkasanPegawaiFactory(pegawai=pegawai, jpm=n % 4 if n % 5 else None, kotak=1 + n % 9)

    def nomor(**pilihan):
        balasan = klien.get(DAFTAR, {"urut": urut, **pilihan})
        return [satu.pk for satu in balasan.context["daftar_pegawai"]]

    semua = nomor(per="100")
    potongan = [nomor(per="25", halaman=n) for n in (1, 2, 3)]

    assert [pk for satu in potongan for pk in satu] == semua
    assert [len(satu) for satu in potongan] == [25, 25, 10]
    assert len(semua) == 60
