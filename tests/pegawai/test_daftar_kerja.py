import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from akses.models import JejakAudit
from pegawai import daftar_kerja
from pegawai.models import JenisPelatihan, KedudukanHukum, Pegawai, UnitOrganisasi
from tests.factories import (
    PegawaiFactory,
    RiwayatJabatanFactory,
    RiwayatPelatihanFactory,
    UnitFactory,
)

PADA = datetime.date(2026, 11, 24)
ALAMAT = "/pegawai/daftar-kerja/"


def hari(tahun, bulan=1, tanggal=1):
    return datetime.date(tahun, bulan, tanggal)


def baris(slug, pada=PADA):
    daftar = daftar_kerja.PER_SLUG[slug]
    return list(daftar.baris(Pegawai.tanpa_batas.all(), UnitOrganisasi.tanpa_batas.all(), pada))


# Which persons each list holds


@pytest.mark.django_db
def test_pensiun_36_bulan_yang_terdekat_di_atas():
    jauh = PegawaiFactory(tanggal_lahir=hari(1971, 10, 5))  # TMT 1 November 2029
    dekat = PegawaiFactory(tanggal_lahir=hari(1968, 12, 5))  # TMT 1 January 2027
    PegawaiFactory(tanggal_lahir=hari(1971, 11, 30))  # TMT 1 December 2029
    PegawaiFactory(tanggal_lahir=hari(1968, 10, 5))  # TMT 1 November 2026: already past

    assert baris("pensiun") == [dekat, jauh]


@pytest.mark.django_db
def test_kontrak_pppk_berakhir_enam_bulan():
    pppk = {"status_asn": "PPPK", "tmt_pns": None}
    lewat = PegawaiFactory(**pppk, akhir_kontrak=hari(2026, 10, 31))
    ujung = PegawaiFactory(**pppk, akhir_kontrak=hari(2027, 5, 24))
    PegawaiFactory(**pppk, akhir_kontrak=hari(2027, 5, 25))
    PegawaiFactory(**pppk, akhir_kontrak=None)
    PegawaiFactory(akhir_kontrak=hari(2027))

    assert baris("kontrak-pppk") == [lewat, ujung]


@pytest.mark.django_db
def test_cpns_lebih_dari_setahun():
    lewat = PegawaiFactory(status_asn="CPNS", tmt_cpns=hari(2025, 11, 23))
    PegawaiFactory(status_asn="CPNS", tmt_cpns=hari(2025, 11, 24))
    PegawaiFactory(tmt_cpns=hari(2025, 1, 1))

    assert baris("cpns") == [lewat]


@pytest.mark.django_db
def test_pegawai_tanpa_unit():
    tanpa = PegawaiFactory(unit=None)
    PegawaiFactory(unit=UnitFactory())
    PegawaiFactory(unit=None, kedudukan_hukum=KedudukanHukum.objects.get(kode="99"))

    assert baris("tanpa-unit") == [tanpa]


@pytest.mark.django_db
def test_unit_tanpa_pejabat_manajerial():
    kosong, dipimpin, tanpa_orang, mati, ditinggal = UnitFactory.create_batch(5)
    mati.aktif = False
    mati.save()
    PegawaiFactory.create_batch(2, unit=kosong)
    PegawaiFactory(unit=dipimpin)
    PegawaiFactory(unit=dipimpin, jenjang="PENGAWAS")
    PegawaiFactory(unit=mati)
    PegawaiFactory(unit=ditinggal)
    PegawaiFactory(unit=ditinggal, jenjang="PENGAWAS", tanggal_lahir=hari(1965))  # retired

    assert {u: u.jumlah for u in baris("kepala-unit-kosong")} == {kosong: 2, ditinggal: 1}
    assert tanpa_orang.pk


@pytest.mark.django_db
def test_jabatan_dipegang_dua():
    unit = UnitFactory()
    berdua = PegawaiFactory.create_batch(
        2, unit=unit, jenjang="PENGAWAS", nama_jabatan="Kepala Subbagian Umum"
    )
    PegawaiFactory(unit=unit, jenjang="PENGAWAS", nama_jabatan="Kepala Subbagian Keuangan")

    assert set(baris("jabatan-rangkap")) == set(berdua)


@pytest.mark.django_db
def test_jumlah_tiga_kueri_dan_sama_dengan_isi(django_assert_num_queries):
    PegawaiFactory.create_batch(2, unit=UnitFactory())
    PegawaiFactory(status_asn="CPNS", tmt_cpns=hari(2020))
    semua = Pegawai.tanpa_batas.all(), UnitOrganisasi.tanpa_batas.all()

    for tahun in (2020, 2021):  # two acting jobs of one person are two rows
        RiwayatJabatanFactory(
            pegawai=Pegawai.tanpa_batas.first(), penugasan="PLT", tmt=hari(tahun, 12, 1)
        )

    with django_assert_num_queries(3):  # persons of most lists, acting officials, units
        jumlah = daftar_kerja.jumlah(*semua, PADA)

    assert jumlah == {slug: len(baris(slug)) for slug in daftar_kerja.PER_SLUG}
    assert jumlah["penugasan"] == 2
    assert (jumlah["duk"], jumlah["nominatif"], jumlah["kepala-unit-kosong"]) == (2, 3, 1)


# DUK


def latih(pegawai, nama, tahun=2015):
    jenis = JenisPelatihan.objects.get(kode="B1")
    return RiwayatPelatihanFactory(pegawai=pegawai, nama=nama, jenis=jenis, tahun=tahun, jp=300)


SAMA = {
    "golongan": "III/d",
    "tmt_golongan": hari(2020, 4),
    "jenjang": "PENGAWAS",
    "tmt_jabatan": hari(2021),
    "masa_kerja_tahun": 10,
    "masa_kerja_bulan": 0,
    "tingkat_pendidikan": "40",
    "tahun_lulus": 2008,
    "tanggal_lahir": hari(1985, 6),
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lebih_tinggi",
    [
        {"golongan": "IV/a"},
        {"tmt_golongan": hari(2019, 4)},
        {"jenjang": "ADMINISTRATOR"},
        {"tmt_jabatan": hari(2020)},
        {"masa_kerja_bulan": 1},
        {"tingkat_pendidikan": "45"},
        {"tahun_lulus": 2007},
        {"tanggal_lahir": hari(1985, 5)},
    ],
)
def test_duk_tiap_kunci_menentukan_bila_yang_lain_sama(lebih_tinggi):
    bawah = PegawaiFactory(**SAMA)
    atas = PegawaiFactory(**SAMA | lebih_tinggi)

    assert baris("duk") == [atas, bawah]


@pytest.mark.django_db
def test_duk_urutan_kunci_menurut_ketentuan():
    # Each is better than the one before it in one key, and worse in all keys that follow.
    buruk = {
        "tingkat_pendidikan": "15",
        "tahun_lulus": 2020,
        "tanggal_lahir": hari(1995),
    }
    usia = PegawaiFactory(**SAMA | {"tanggal_lahir": hari(1970)})
    pendidikan = PegawaiFactory(**SAMA | buruk | {"tingkat_pendidikan": "45"})
    terlatih = PegawaiFactory(**SAMA | buruk)
    latih(terlatih, "Pelatihan Kepemimpinan Pengawas")
    lama = PegawaiFactory(**SAMA | buruk | {"masa_kerja_tahun": 12})
    jabatan = PegawaiFactory(**SAMA | buruk | {"jenjang": "ADMINISTRATOR", "masa_kerja_tahun": 2})
    pangkat = PegawaiFactory(
        **SAMA | buruk | {"golongan": "IV/a", "jenjang": "PELAKSANA", "masa_kerja_tahun": 2}
    )

    assert baris("duk") == [pangkat, jabatan, lama, terlatih, pendidikan, usia]


@pytest.mark.django_db
def test_duk_tingkat_latihan_jabatan():
    nama = [
        "Pelatihan Kepemimpinan Nasional Tingkat I",
        "Diklat PIM Tk. II",
        "SPAMA",
        "Diklatpim Tingkat IV",
    ]
    urut = PegawaiFactory.create_batch(4, **SAMA)
    for pegawai, satu in zip(reversed(urut), reversed(nama), strict=True):
        latih(pegawai, satu)
    latih(urut[3], "Orientasi")
    tanpa = PegawaiFactory(**SAMA)

    hasil = baris("duk")

    assert hasil == [*urut, tanpa]
    assert [p.tingkat_latihan for p in hasil] == [4, 3, 2, 1, None]
    assert hasil[3].daftar_struktural[0].nama == "Diklatpim Tingkat IV"


@pytest.mark.django_db
def test_duk_hanya_pns_aktif_dan_masa_kerja_berjalan():
    PegawaiFactory(status_asn="CPNS")
    PegawaiFactory(status_asn="PPPK")
    PegawaiFactory(kedudukan_hukum=KedudukanHukum.objects.get(kode="99"))
    berkas = PegawaiFactory(**SAMA)
    tanpa_berkas = PegawaiFactory(golongan="II/a", tmt_cpns=hari(2020, 11))

    assert [(p, p.masa_kerja) for p in baris("duk")] == [
        (berkas, 10 * 12 + 6 * 12 + 7),
        (tanpa_berkas, 72),
    ]


@pytest.mark.django_db
def test_nominatif_menurut_unit_jabatan_pangkat():
    satu, dua = UnitFactory(nama="A"), UnitFactory(nama="B")
    staf = PegawaiFactory(unit=satu, jenjang="PELAKSANA", golongan="II/c")
    staf_senior = PegawaiFactory(unit=satu, jenjang="PELAKSANA", golongan="III/a")
    kepala = PegawaiFactory(unit=satu, jenjang="PENGAWAS")
    lain = PegawaiFactory(unit=dua, jenjang="JPT_PRATAMA")
    tanpa_unit = PegawaiFactory(jenjang="JPT_PRATAMA")

    assert baris("nominatif") == [kepala, staf_senior, staf, lain, tanpa_unit]


@pytest.mark.parametrize(
    ("dari", "bulan", "ke"),
    [
        (hari(2026, 11, 24), 6, hari(2027, 5, 24)),
        (hari(2026, 8, 31), 6, hari(2027, 2, 28)),
        (hari(2026, 12, 31), 36, hari(2029, 12, 31)),
        (hari(2028, 1, 31), 1, hari(2028, 2, 29)),
    ],
)
def test_maju_bulan(dari, bulan, ke):
    assert daftar_kerja.maju_bulan(dari, bulan) == ke


# Pages


@pytest.mark.parametrize("slug", daftar_kerja.PER_SLUG)
def test_halaman_cetak_dan_unduhan_hanya_wilayah_sendiri(klien, instansi, instansi_lain, slug):
    for pemilik, nama in ((instansi, "Sendiri"), (instansi_lain, "Rahasia")):
        unit = UnitFactory(instansi=pemilik, nama=f"Unit {nama}")
        isian = {"instansi": pemilik, "nama": f"Orang {nama}"}
        PegawaiFactory(unit=unit, **isian)
        PegawaiFactory(status_asn="CPNS", **isian)
        PegawaiFactory(status_asn="PPPK", akhir_kontrak=hari(2026), **isian)
        PegawaiFactory(tanggal_lahir=hari(1969), **isian)
        kepala = UnitFactory(instansi=pemilik, nama=f"Bagian {nama}")
        PegawaiFactory.create_batch(2, unit=kepala, jenjang="PENGAWAS", **isian)
        RiwayatJabatanFactory(pegawai=PegawaiFactory(**isian), penugasan="PLT")

    halaman = klien.get(f"{ALAMAT}{slug}/").content.decode()
    cetak = klien.get(f"{ALAMAT}{slug}/?cetak=1").content.decode()
    buku = b"".join(klien.get(f"{ALAMAT}{slug}/unduh/").streaming_content)

    lembar = load_workbook(BytesIO(buku)).active
    isi_buku = [str(sel) for satu in lembar.iter_rows(values_only=True) for sel in satu if sel]
    for isi in (halaman, cetak, " ".join(isi_buku)):
        assert "Sendiri" in isi
        assert "Rahasia" not in isi


def test_daftar_kosong_berkata_mengapa(klien):
    isi = klien.get(f"{ALAMAT}cpns/").content.decode()

    assert "Tidak ada CPNS yang melewati 1 tahun." in isi
    assert "Unduh Excel" not in isi


def test_unduhan_duk_dapat_dipakai_di_excel(klien, instansi, pengelola):
    atas = PegawaiFactory(instansi=instansi, nama="=SUM(A1)", tmt_golongan=hari(2020, 4))
    latih(atas, "PKP", 2019)
    PegawaiFactory.create_batch(2, instansi=instansi)

    respons = klien.get(f"{ALAMAT}duk/unduh/")

    lembar = load_workbook(BytesIO(b"".join(respons.streaming_content))).active
    kepala = [sel.value for sel in lembar[5]]
    pertama = dict(zip(kepala, lembar[6], strict=True))
    assert respons["Content-Disposition"].startswith('attachment; filename="daftar-duk-')
    assert lembar["A1"].value == "Daftar urut kepangkatan"
    assert "Diunduh oleh" in lembar["A3"].value
    assert "pengelola.6201" in lembar["A3"].value
    assert (pertama["Nama"].value, pertama["Nama"].data_type) == ("=SUM(A1)", "s")
    assert (pertama["NIP"].value, pertama["NIP"].data_type) == (atas.nip, "s")
    assert pertama["TMT gol."].value.date() == hari(2020, 4)
    assert (pertama["Latihan jabatan"].value, pertama["Jam"].value) == ("PKP", 300)
    assert [lembar.cell(5 + n, 1).value for n in (1, 2, 3)] == [1, 2, 3]
    jejak = JejakAudit.tanpa_batas.get(aksi="UNDUH")
    assert (jejak.pengguna, jejak.instansi) == (pengelola, instansi)
    assert jejak.data == {"daftar": "daftar-duk", "jumlah": 3, "lingkup": instansi.nama_pemerintah}


def test_izin(klien_untuk, kepala, penonton):
    assert klien_untuk(kepala).get(f"{ALAMAT}duk/").status_code == 200
    assert klien_untuk(kepala).get(f"{ALAMAT}duk/unduh/").status_code == 403
    assert "Unduh Excel" not in klien_untuk(kepala).get(f"{ALAMAT}duk/").content.decode()
    assert klien_untuk(penonton).get(ALAMAT).status_code == 403


def test_daftar_yang_tidak_ada_404(klien):
    assert klien.get(f"{ALAMAT}lain/").status_code == 404


def kueri_pegawai(klien, alamat):
    """Queries of the page itself: not those of session, rights, frame and menu."""
    with CaptureQueriesContext(connection) as rekaman:
        klien.get(alamat)
    semua = [satu["sql"] for satu in rekaman.captured_queries]
    return sum('FROM "pegawai_' in sql and "usulanperubahan" not in sql for sql in semua)


def test_jumlah_kueri_tetap(klien, instansi):
    for pegawai in PegawaiFactory.create_batch(20, instansi=instansi, unit=UnitFactory()):
        latih(pegawai, "PKP")
        RiwayatJabatanFactory(pegawai=pegawai, penugasan="PLT")

    assert kueri_pegawai(klien, ALAMAT) == 3  # persons of most lists, acting officials, units
    assert kueri_pegawai(klien, f"{ALAMAT}duk/") == 3  # count, page, trainings of the page
    assert kueri_pegawai(klien, f"{ALAMAT}nominatif/") == 2  # count, page
    assert kueri_pegawai(klien, f"{ALAMAT}penugasan/") == 2  # count, page


def test_nomor_urut_berlanjut_di_halaman_dua(klien, instansi):
    PegawaiFactory.create_batch(51, instansi=instansi)

    isi = klien.get(f"{ALAMAT}nominatif/?halaman=2").content.decode()

    assert 'data-label="No.">51<' in isi


@pytest.mark.parametrize(("cetak", "kertas"), [("a4", "a4"), ("f4", "f4"), ("1", "a4")])
def test_tampilan_cetak_menurut_kertas_dan_tercatat(klien, instansi, pengelola, cetak, kertas):
    PegawaiFactory.create_batch(51, instansi=instansi)

    isi = klien.get(f"{ALAMAT}nominatif/?cetak={cetak}").content.decode()

    assert f'class="kt-cetak kt-cetak--{kertas}"' in isi
    assert 'data-label="No.">51<' in isi
    assert "data-cetak" in isi
    jejak = JejakAudit.tanpa_batas.get(aksi="LIHAT")
    assert (jejak.pengguna, jejak.data["jumlah"]) == (pengelola, 51)
