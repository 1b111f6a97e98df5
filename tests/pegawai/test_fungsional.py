import datetime
from decimal import Decimal as D
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pegawai import fungsional
from pegawai.angka_kredit import (
    KE_JENJANG,
    KE_PANGKAT,
    LUAR,
    PUNCAK,
    daftar_ambang,
    konversi,
    rentang,
    tahun_lagi,
)
from pegawai.models import (
    FormasiJabatan,
    KebutuhanAngkaKredit,
    KonversiPredikat,
    Pegawai,
    UnitOrganisasi,
)
from tests.factories import (
    AngkaKreditFactory,
    JabatanFactory,
    PegawaiFactory,
    PenilaianKinerjaFactory,
    RiwayatJabatanFactory,
    UnitFactory,
)

PADA = datetime.date(2026, 11, 24)
ALAMAT = "/pegawai/fungsional/"


def hari(tahun, bulan=1, tanggal=1):
    return datetime.date(tahun, bulan, tanggal)


def kebutuhan(dari, sampai, pangkat, jenjang, berikut="X"):
    return SimpleNamespace(
        golongan_dari=dari,
        golongan_sampai=sampai,
        ak_pangkat=D(pangkat),
        ak_jenjang=None if jenjang is None else D(jenjang),
        jenjang_berikut=berikut,
    )


def jf(golongan="III/a", jenjang="AHLI_PERTAMA", **isian):
    isian = {"tmt_jabatan": hari(2024)} | isian
    return PegawaiFactory(golongan=golongan, jenjang=jenjang, **isian)


def kredit(pegawai, jumlah, tahun=2025, **isian):
    isian = {"mulai": hari(tahun), "selesai": hari(tahun, 12, 31)} | isian
    return AngkaKreditFactory(pegawai=pegawai, kredit=D(jumlah), **isian)


def daftar():
    aturan = fungsional.Aturan(PADA)
    return fungsional.dengan_angka_kredit(Pegawai.tanpa_batas.all(), aturan)


def satu(pegawai):
    return daftar().get(pk=pegawai.pk)


# Pure rules


@pytest.mark.parametrize(
    ("koefisien", "persen", "bulan", "hasil"),
    [
        ("12.5", "100", 12, "12.5"),
        ("12.5", "150", 12, "18.75"),
        ("37.5", "75", 12, "28.125"),
        ("3.75", "25", 12, "0.938"),
        ("25", "100", 3, "6.25"),
    ],
)
def test_konversi(koefisien, persen, bulan, hasil):
    assert konversi(D(koefisien), D(persen), bulan) == D(hasil)


def test_ambang_bertambah_tiap_pangkat_lalu_jenjang():
    aturan = kebutuhan("IV/a", "IV/c", "150", "450")

    assert rentang(aturan) == ("IV/a", "IV/b", "IV/c")
    assert [(a.golongan, a.tujuan, a.butuh, a.golongan_berikut) for a in daftar_ambang(aturan)] == [
        ("IV/a", KE_PANGKAT, D(150), "IV/b"),
        ("IV/b", KE_PANGKAT, D(300), "IV/c"),
        ("IV/c", KE_JENJANG, D(450), "IV/d"),
    ]


def test_ambang_jenjang_tunggal_dan_puncak():
    assert [a.tujuan for a in daftar_ambang(kebutuhan("II/a", "II/a", "15", "15"))] == [KE_JENJANG]
    puncak = daftar_ambang(kebutuhan("IV/d", "IV/e", "200", None, ""))
    assert [(a.tujuan, a.butuh) for a in puncak] == [(KE_PANGKAT, D(200)), (PUNCAK, None)]


@pytest.mark.parametrize(
    ("ak", "butuh", "setahun", "hasil"),
    [("50", "50", "0", 0), ("49", "50", "12.5", 1), ("0", "50", "12.5", 4), ("0", "50", "0", None)],
)
def test_tahun_lagi(ak, butuh, setahun, hasil):
    assert tahun_lagi(D(ak), D(butuh), D(setahun)) == hasil


# Reference data


@pytest.mark.django_db
def test_rujukan_tiap_jenjang_bersambung():
    aturan = fungsional.Aturan(PADA)

    assert len(aturan.kebutuhan) == 8
    assert aturan.satu("TERAMPIL", "II/d").butuh == D(60)
    assert aturan.satu("AHLI_PERTAMA", "IV/a") is None
    assert aturan.per_tahun("AHLI_MADYA", "SANGAT BAIK") == D("56.25")
    for satu_jenjang in aturan.kebutuhan.values():
        if satu_jenjang.jenjang_berikut:
            ujung = daftar_ambang(satu_jenjang)[-1]
            berikut = aturan.kebutuhan[satu_jenjang.jenjang_berikut]
            assert ujung.golongan_berikut == berikut.golongan_dari


@pytest.mark.django_db
def test_aturan_baru_berlaku_sejak_tanggalnya():
    KonversiPredikat.objects.create(predikat="BAIK", persen=D(110), mulai=hari(2027), dasar="uji")

    assert fungsional.Aturan(hari(2026, 12, 31)).persen["BAIK"] == 100
    assert fungsional.Aturan(hari(2027)).persen["BAIK"] == 110


@pytest.mark.django_db
def test_rentang_terbalik_ditolak():
    aturan = KebutuhanAngkaKredit.objects.get(jenjang="AHLI_MUDA")
    aturan.golongan_dari = "IV/a"

    with pytest.raises(ValidationError, match="lebih rendah"):
        aturan.full_clean()


# Who is due


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("golongan", "ak", "tujuan", "butuh", "keadaan"),
    [
        ("III/a", "49.999", KE_PANGKAT, 50, ""),
        ("III/a", "50", KE_PANGKAT, 50, "pangkat"),
        ("III/b", "99.999", KE_JENJANG, 100, ""),
        ("III/b", "100", KE_JENJANG, 100, "uji"),
        ("III/c", "500", LUAR, None, "luar"),
    ],
)
def test_langkah_berikut(golongan, ak, tujuan, butuh, keadaan):
    pegawai = jf(golongan)
    kredit(pegawai, ak)

    hasil = satu(pegawai)

    assert (hasil.tujuan, hasil.butuh, fungsional.keadaan_orang(hasil)) == (tujuan, butuh, keadaan)
    kena = {k.kode for k in fungsional.DAFTAR_KEADAAN if daftar().filter(k.syarat).exists()}
    assert kena == ({keadaan} if keadaan else set())


@pytest.mark.django_db
def test_hanya_pns_aktif_dalam_jabatan_fungsional():
    pegawai = jf()
    jf(status_asn="PPPK")
    jf(status_asn="CPNS")
    jf(jenjang="PELAKSANA")

    assert list(daftar()) == [pegawai]


@pytest.mark.django_db
def test_kredit_dihitung_sejak_jenjang_dan_integrasi_menggantikan_yang_lama():
    pegawai = jf("III/c", "AHLI_MUDA", tmt_jabatan=hari(2025))  # moved within the tier in 2025
    RiwayatJabatanFactory(pegawai=pegawai, jenjang="AHLI_MUDA", tmt=hari(2020))
    RiwayatJabatanFactory(pegawai=pegawai, jenjang="AHLI_PERTAMA", tmt=hari(2015))
    kredit(pegawai, 90, 2019)  # of the tier before
    kredit(pegawai, 20, 2021)  # part of the integration
    kredit(pegawai, 60, 2022, jenis="INTEGRASI", mulai=hari(2020))
    kredit(pegawai, 25, 2023, jenis="KONVERSI")
    kredit(pegawai, "37.5", 2024, jenis="KONVERSI")

    hasil = satu(pegawai)

    assert hasil.mulai_jenjang == hari(2020)
    assert hasil.ak == D("122.5")


@pytest.mark.django_db
def test_perkiraan_memakai_predikat_tahunan_terakhir():
    pegawai = jf()
    kredit(pegawai, 20)
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2024, predikat="SANGAT BAIK")
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2025, predikat="BAIK")
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2026, periode="TW1", predikat="KURANG")

    hasil, aturan = satu(pegawai), fungsional.Aturan(PADA)

    assert fungsional.kurang(hasil) == 30
    assert fungsional.sebut_perkiraan(hasil, aturan) == "2029"  # 30 / 12.5 a year
    assert fungsional.sebut_tujuan(hasil, aturan) == "Pangkat III/b"


@pytest.mark.django_db
def test_tanpa_angka_kredit_tidak_diramalkan():
    pegawai = jf()
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2025, predikat="BAIK")

    assert fungsional.sebut_perkiraan(satu(pegawai), fungsional.Aturan(PADA)) == ""


@pytest.mark.django_db
def test_jumlah_satu_kueri_selain_aturan(django_assert_num_queries):
    kredit(jf("III/b"), 100)
    jf("IV/a")
    aturan = fungsional.Aturan(PADA)
    assert aturan.kebutuhan

    with django_assert_num_queries(1):
        jumlah = fungsional.jumlah_keadaan(Pegawai.tanpa_batas.all(), aturan)

    assert jumlah == {"semua": 2, "uji": 1, "pangkat": 0, "luar": 1, "tanpa": 1}


# Posts


@pytest.mark.django_db
def test_formasi_dan_terisi(instansi):
    unit = UnitFactory(instansi=instansi)
    UnitOrganisasi.tanpa_batas.filter(pk=unit.pk).update(perangkat_daerah=unit)
    bawah = UnitFactory(instansi=instansi, perangkat_daerah=unit)
    jabatan = JabatanFactory()
    PegawaiFactory(unit=unit, jabatan=jabatan)
    PegawaiFactory(unit=bawah, jabatan=jabatan)
    PegawaiFactory(unit=None, jabatan=jabatan)
    PegawaiFactory(unit=unit, jabatan=JabatanFactory())
    isian = {"instansi": instansi, "jabatan": jabatan}
    di_unit = FormasiJabatan.tanpa_batas.create(unit=unit, kebutuhan=5, **isian)
    semua = FormasiJabatan.tanpa_batas.create(unit=None, kebutuhan=1, **isian)

    hasil = fungsional.formasi_terisi(
        FormasiJabatan.tanpa_batas.all(), Pegawai.tanpa_batas.all(), PADA
    )

    assert {f: (f.terisi, f.selisih) for f in hasil} == {di_unit: (2, -3), semua: (3, 2)}
    assert fungsional.jumlah_formasi(hasil) == {
        "jumlah": 6, "pemegang": 5, "kosong": 3, "lebih": 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_formasi_hanya_pada_perangkat_daerah_sendiri(instansi, instansi_lain):
    anak = UnitFactory(instansi=instansi)
    asing = UnitFactory(instansi=instansi_lain)
    for unit, kalimat in ((anak, "di bawahnya"), (asing, "instansi lain")):
        formasi = FormasiJabatan(
            instansi=instansi, unit=unit, jabatan=JabatanFactory(), kebutuhan=1
        )
        with pytest.raises(ValidationError, match=kalimat):
            formasi.full_clean()


# Pages


def test_halaman_saringan_dan_unduhan(klien, instansi, instansi_lain):
    kredit(jf("III/b", instansi=instansi, nama="Perlu Uji"), 100)
    jf("III/a", instansi=instansi, nama="Masih Jauh")
    jf("III/a", "AHLI_MUDA", instansi=instansi, nama="Di Luar")
    kredit(jf("III/b", instansi=instansi_lain, nama="RAHASIA"), 100)

    semua = klien.get(ALAMAT).content.decode()
    uji = klien.get(f"{ALAMAT}?keadaan=uji").content.decode()
    muda = klien.get(f"{ALAMAT}?jenjang=AHLI_MUDA").content.decode()
    buku = load_workbook(
        BytesIO(b"".join(klien.get(f"{ALAMAT}unduh/?keadaan=luar").streaming_content))
    ).active

    assert all(nama in semua for nama in ("Perlu Uji", "Masih Jauh", "Di Luar"))
    assert "Masih Jauh" not in uji
    assert "JF ahli muda (III/c)" in uji
    assert "Di luar III/c–III/d" in muda
    assert "Masih Jauh" not in muda
    assert [sel.value for sel in buku["B"][5:]] == ["Di Luar"]
    assert "RAHASIA" not in semua + uji + muda


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"golongan": "III/b"}, "perlu uji kompetensi"),
        ({"golongan": "III/a"}, "cukup untuk naik pangkat"),
        ({"golongan": "IV/a"}, "di luar rentang"),
        ({"golongan": "IV/e", "jenjang": "AHLI_UTAMA"}, "jenjang tertinggi"),
        ({"golongan": "III/d", "jenjang": "AHLI_MUDA"}, "Kurang 100,000"),
        ({"jenjang": "PELAKSANA"}, "Bukan PNS aktif dalam jabatan fungsional"),
    ],
)
def test_panel_orang(klien, instansi, isian, kalimat):
    pegawai = jf(instansi=instansi, **isian)
    kredit(pegawai, 100)

    isi = klien.get(f"/pegawai/{pegawai.pk}/angka-kredit/").content.decode()

    assert kalimat in isi
    assert "PAK/" in isi


def test_formasi_di_halaman(klien, instansi, instansi_lain):
    for pemilik, dasar in ((instansi, "Perbup 1"), (instansi_lain, "RAHASIA")):
        FormasiJabatan.tanpa_batas.create(
            instansi=pemilik, jabatan=JabatanFactory(), kebutuhan=3, dasar=dasar
        )

    isi = klien.get(f"{ALAMAT}formasi/").content.decode()

    assert "3 dari 3 formasi belum terisi" in isi
    assert "Perbup 1" in isi
    assert "RAHASIA" not in isi


def test_jumlah_kueri_tetap(klien, instansi):
    for _ in range(20):
        kredit(jf(instansi=instansi, unit=UnitFactory()), 10)

    with CaptureQueriesContext(connection) as rekaman:
        klien.get(ALAMAT)

    kueri = [satu["sql"] for satu in rekaman.captured_queries]
    assert sum('FROM "pegawai_pegawai"' in sql for sql in kueri) == 3  # counters, count, page
    assert sum('FROM "pegawai_kebutuhanangkakredit"' in sql for sql in kueri) == 1
