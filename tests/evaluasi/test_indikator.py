"""Each figure by a small case counted by hand."""

import datetime
from decimal import Decimal

import pytest

from evaluasi import indikator
from evaluasi.indikator import Angka, gabung
from evaluasi.models import Indikator, TargetIndikator
from kompetensi.models import AnggotaKRS, Asesmen, HasilPemetaan, PeriodeTalenta
from pegawai.models import KedudukanHukum, KetetapanJp
from pegawai.predikat import Ekspektasi, Predikat
from tests.factories import (
    PegawaiFactory,
    PenilaianKinerjaFactory,
    RiwayatPelatihanFactory,
    UnitFactory,
)

PADA = datetime.date(2026, 9, 30)


@pytest.fixture
def empat(instansi):
    """Four PNS aktif, and three who are not counted: CPNS, pensioned, on leave (CLTN)."""
    PegawaiFactory(status_asn="CPNS")
    PegawaiFactory(tanggal_lahir=datetime.date(1960, 1, 1))
    PegawaiFactory(kedudukan_hukum=KedudukanHukum.objects.get(kode="02"))
    return PegawaiFactory.create_batch(4)


def nilai(kode, instansi):
    hasil = indikator.hitung(kode, PADA)
    return hasil[instansi.pk].angka if instansi.pk in hasil else None


def petakan(pegawai, kinerja=Ekspektasi.DI_ATAS, potensial="TINGGI"):
    periode = PeriodeTalenta.objects.get(tahun=2026)
    return HasilPemetaan.tanpa_batas.create(
        periode=periode,
        skema=periode.skema,
        pegawai=pegawai,
        instansi=pegawai.instansi,
        kategori_kinerja=kinerja,
        kategori_potensial=potensial,
    )


def nilai_kompetensi(pegawai, sampai, tanggal=datetime.date(2024, 1, 5)):
    return Asesmen.tanpa_batas.create(
        pegawai=pegawai, instansi=pegawai.instansi, tanggal=tanggal, berlaku_sampai=sampai
    )


def test_pemetaan_hanya_yang_berkotak_dihitung(empat, instansi):
    petakan(empat[0])
    petakan(empat[1], potensial="")

    assert nilai("pemetaan", instansi) == Angka(1, 4)


def test_penilaian_yang_lewat_masa_dan_yang_belum_terjadi_tidak_dihitung(empat, instansi):
    nilai_kompetensi(empat[0], PADA)
    nilai_kompetensi(empat[1], PADA - datetime.timedelta(days=1))
    nilai_kompetensi(empat[2], datetime.date(2029, 1, 1), tanggal=PADA + datetime.timedelta(days=1))

    assert nilai("penilaian", instansi) == Angka(1, 4)


def test_predikat_dibagi_yang_berpredikat_tahun_lalu(empat, instansi):
    PenilaianKinerjaFactory(pegawai=empat[0], predikat=Predikat.SANGAT_BAIK)
    PenilaianKinerjaFactory(pegawai=empat[1], predikat=Predikat.BAIK)
    PenilaianKinerjaFactory(pegawai=empat[2], predikat=Predikat.KURANG)
    PenilaianKinerjaFactory(pegawai=empat[3], predikat=Predikat.BAIK, tahun=2024)

    assert nilai("predikat", instansi) == Angka(2, 3)


def test_jp20_menjumlah_pelatihan_tahun_ini_sampai_tanggal_data(empat, instansi):
    RiwayatPelatihanFactory(pegawai=empat[0], jp=12)
    RiwayatPelatihanFactory(pegawai=empat[0], jp=8)
    RiwayatPelatihanFactory(pegawai=empat[1], jp=Decimal("19.99"))
    RiwayatPelatihanFactory(pegawai=empat[2], jp=40, tanggal_selesai=datetime.date(2026, 10, 1))
    RiwayatPelatihanFactory(
        pegawai=empat[3], jp=40, tahun=2025, tanggal_selesai=datetime.date(2025, 6, 1)
    )

    assert nilai("jp20", instansi) == Angka(1, 4)


def test_kelengkapan_membagi_isian_bukan_orang(instansi):
    pegawai = PegawaiFactory()
    sebelum = nilai("kelengkapan", instansi)
    type(pegawai).tanpa_batas.filter(pk=pegawai.pk).update(nomor_hp="0812000111")

    sesudah = nilai("kelengkapan", instansi)

    assert sesudah == Angka(sebelum.pembilang + 1, sebelum.penyebut)


def tetapkan_krs(pegawai, lingkup="INSTANSI", tanggal_sk=datetime.date(2026, 5, 1)):
    AnggotaKRS.tanpa_batas.create(
        periode=PeriodeTalenta.objects.get(tahun=2026),
        pegawai=pegawai,
        instansi=pegawai.instansi,
        lingkup=lingkup,
        kotak=9,
        nomor_sk="800/1/2026",
        tanggal_sk=tanggal_sk,
    )


def test_krs_menghitung_orang_sekali_menurut_sk_yang_sudah_terbit(empat, instansi):
    tetapkan_krs(empat[0])
    tetapkan_krs(empat[0], "NASIONAL")
    tetapkan_krs(empat[1], tanggal_sk=PADA + datetime.timedelta(days=1))

    assert nilai("krs", instansi) == Angka(1)


@pytest.mark.parametrize("kode", [k for k in indikator.DAFTAR if k != "kelengkapan"])
def test_sumber_kosong_berarti_belum_ada_data(empat, instansi, instansi_lain, kode):
    milik, tetangga = nilai(kode, instansi), nilai(kode, instansi_lain)

    assert milik is None or milik.nilai is None
    assert tetangga is None


def test_sumber_terisi_tanpa_capaian_adalah_nol(empat, instansi):
    nilai_kompetensi(empat[0], PADA - datetime.timedelta(days=1))

    assert nilai("penilaian", instansi).nilai == 0


def test_per_unit_berjumlah_sama_dengan_instansi(instansi):
    dinas = UnitFactory()
    dinas.perangkat_daerah = dinas
    dinas.save()
    di_dinas, tanpa_unit = PegawaiFactory(unit=dinas), PegawaiFactory()
    nilai_kompetensi(di_dinas, PADA)

    capaian = indikator.hitung("penilaian", PADA)[instansi.pk]

    assert capaian.per_unit == {dinas.pk: Angka(1, 1), None: Angka(0, 1)}
    assert capaian.angka == Angka(1, 2)
    assert tanpa_unit.unit is None


@pytest.mark.parametrize("kode", list(indikator.DAFTAR))
def test_satu_kueri_untuk_semua_instansi(instansi, instansi_lain, kode, django_assert_num_queries):
    PegawaiFactory.create_batch(3)
    PegawaiFactory.create_batch(3, instansi=instansi_lain)

    with django_assert_num_queries(1):
        indikator.hitung(kode, PADA)


def test_sebaran_menjumlah_populasi(empat, instansi, django_assert_num_queries):
    petakan(empat[0])
    petakan(empat[1], Ekspektasi.SESUAI, "MENENGAH")

    with django_assert_num_queries(1):
        kotak = indikator.sebaran(PADA)[instansi.pk]

    assert (kotak[9], kotak[5], kotak[None]) == (1, 1, 2)
    assert sum(kotak.values()) == 4


def test_gabungan_adalah_jumlah_pembilang_per_jumlah_penyebut():
    besar, kecil, kosong = Angka(900, 1000), Angka(0, 10), Angka(0, 500, ada_sumber=False)

    assert gabung([besar, kecil, kosong]) == Angka(900, 1010)
    assert gabung([kosong]).nilai is None
    assert gabung([Angka(3), Angka(4)]).nilai == 7


@pytest.mark.parametrize(
    ("arah", "nilai_", "target", "status"),
    [
        ("NAIK", "75", "75", "TERCAPAI"),
        ("NAIK", "70", "75", "MENDEKATI"),
        ("NAIK", "69.99", "75", "DI_BAWAH"),
        ("TURUN", "4", "5", "TERCAPAI"),
        ("TURUN", "11", "5", "DI_BAWAH"),
        ("NAIK", "0", "0", "TERCAPAI"),
        ("NETRAL", "3", "5", "DIPANTAU"),
        ("NAIK", "3", None, "DIPANTAU"),
        ("NAIK", None, "75", "KOSONG"),
    ],
)
def test_status(arah, nilai_, target, status):
    satu = Indikator(arah=arah, toleransi=Decimal(5))
    angka = [None if teks is None else Decimal(teks) for teks in (nilai_, target)]

    assert indikator.nilai_status(satu, *angka) == status


def test_target_sendiri_mendahului_target_bersama(instansi, instansi_lain):
    satu = Indikator.objects.get(kode="penilaian")
    TargetIndikator.tanpa_batas.create(
        indikator=satu, instansi=instansi, mulai=datetime.date(2025, 6, 1), nilai=40
    )
    TargetIndikator.tanpa_batas.create(
        indikator=satu, instansi=instansi, mulai=datetime.date(2026, 12, 1), nilai=50
    )

    target = indikator.target_berlaku(PADA)

    assert target(satu.pk, instansi.pk) == 40
    assert target(satu.pk, instansi_lain.pk) == 60


def test_target_jp_bertambah_per_triwulan(instansi):
    satu = Indikator.objects.get(kode="jp20")

    per_triwulan = [
        indikator.target_berlaku(datetime.date(2026, bulan, 28))(satu.pk, instansi.pk)
        for bulan in (3, 6, 9, 12)
    ]

    assert per_triwulan == [25, 50, 75, 95]


def test_jp_mengikuti_ketetapan(instansi):
    KetetapanJp.objects.create(
        status_asn="PNS", sifat="MINIMAL", jp=30, mulai=datetime.date(2026, 1, 1), dasar="Uji"
    )
    orang = PegawaiFactory(instansi=instansi)
    RiwayatPelatihanFactory(
        pegawai=orang, instansi=instansi, tahun=2026, jp=25, tanggal_selesai=PADA
    )

    assert indikator.jp20(PADA)[instansi.pk].angka.pembilang == 0
