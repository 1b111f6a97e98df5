"""The one scope filter, and the figures that may cross it."""

import pytest
from django.db.models import Avg, Count, F, Max, Sum

from akses.models import Instansi, JejakAudit, Pemberitahuan
from akses.querysets import boleh_membandingkan
from pegawai.models import Pegawai, PenilaianKinerja
from tests.factories import (
    PegawaiFactory,
    PemberitahuanFactory,
    PenilaianKinerjaFactory,
    RingkasanPegawaiFactory,
)

# untuk


def test_untuk_hanya_baris_instansi_sendiri(pengelola, instansi_lain):
    sendiri = PegawaiFactory()
    PegawaiFactory(instansi=instansi_lain)

    assert list(Pegawai.untuk(pengelola)) == [sendiri]


def test_untuk_semua_melihat_setiap_instansi(semua, instansi_lain):
    daftar = {PegawaiFactory(), PegawaiFactory(instansi=instansi_lain)}

    assert set(Pegawai.untuk(semua)) == daftar


def test_untuk_tanpa_instansi_tidak_melihat_apa_pun(tanpa_instansi):
    PegawaiFactory()

    assert not Pegawai.untuk(tanpa_instansi).exists()


def test_untuk_baris_tanpa_instansi_tidak_terlihat_oleh_akun_tanpa_instansi(tanpa_instansi):
    JejakAudit.tanpa_batas.create(aksi=JejakAudit.Aksi.LIHAT, instansi=None)

    assert not JejakAudit.untuk(tanpa_instansi).exists()


def test_gubernur_tidak_melihat_orang_kabupaten(gubernur):
    PegawaiFactory()

    assert not Pegawai.untuk(gubernur).exists()


def test_pemberitahuan_hanya_milik_sendiri_juga_bagi_lingkup_semua(semua, pengelola):
    PemberitahuanFactory(pengguna=pengelola)
    milik = PemberitahuanFactory(pengguna=semua)

    assert list(Pemberitahuan.untuk(semua)) == [milik]


def test_instansi_untuk(pengelola, semua, tanpa_instansi, instansi):
    assert list(Instansi.objects.untuk(pengelola)) == [instansi]
    assert Instansi.objects.untuk(semua).count() == 15
    assert not Instansi.objects.untuk(tanpa_instansi).exists()


def test_instansi_untuk_rekap(pengelola, kepala, gubernur, tanpa_instansi, instansi):
    assert list(Instansi.objects.untuk_rekap(pengelola)) == [instansi]
    assert Instansi.objects.untuk_rekap(kepala).count() == 15
    assert Instansi.objects.untuk_rekap(gubernur).count() == 15
    assert not Instansi.objects.untuk_rekap(tanpa_instansi).exists()


# rekap


@pytest.fixture
def dua_wilayah(instansi_lain):
    PenilaianKinerjaFactory.create_batch(2)
    PenilaianKinerjaFactory(pegawai=PegawaiFactory(instansi=instansi_lain))


def test_rekap_pengelola_hanya_instansi_sendiri(pengelola, instansi, dua_wilayah):
    hasil = PenilaianKinerja.untuk_rekap(pengelola, "instansi", jumlah=Count("pk"))

    assert hasil == [{"instansi": instansi.pk, "jumlah": 2}]


@pytest.mark.parametrize("nama", ["kepala", "gubernur", "semua"])
def test_rekap_membandingkan_semua_instansi(request, nama, instansi, instansi_lain, dua_wilayah):
    pengguna = request.getfixturevalue(nama)

    hasil = PenilaianKinerja.untuk_rekap(pengguna, "instansi__kode_kemendagri", jumlah=Count("pk"))

    assert {(baris["instansi__kode_kemendagri"], baris["jumlah"]) for baris in hasil} == {
        ("62.01", 2),
        ("62.05", 1),
    }


def test_rekap_tanpa_instansi_kosong(tanpa_instansi, dua_wilayah):
    assert PenilaianKinerja.untuk_rekap(tanpa_instansi, "instansi", jumlah=Count("pk")) == []


def test_rekap_perbandingan_dapat_dimatikan(settings, kepala, semua, dua_wilayah):
    settings.PERBANDINGAN_ANTARDAERAH = False

    assert len(PenilaianKinerja.untuk_rekap(kepala, "instansi", jumlah=Count("pk"))) == 1
    assert len(PenilaianKinerja.untuk_rekap(semua, "instansi", jumlah=Count("pk"))) == 2


def test_rekap_tanpa_kelompok_satu_baris_jumlah(pengelola, dua_wilayah):
    assert PenilaianKinerja.untuk_rekap(pengelola, jumlah=Count("pk")) == [{"jumlah": 2}]


@pytest.mark.parametrize("kelompok", ["predikat", "tahun", "instansi", "pegawai__status_asn"])
def test_rekap_menerima_kelompok_bernilai_tertutup(kepala, dua_wilayah, kelompok):
    hasil = PenilaianKinerja.untuk_rekap(kepala, kelompok, jumlah=Count("pk"))

    assert sum(baris["jumlah"] for baris in hasil) == 3


@pytest.mark.parametrize(
    "kelompok",
    [
        "pk",
        "id",
        "pegawai",
        "pegawai_id",
        "pegawai__nip",
        "pegawai__nama",
        "pegawai__tanggal_lahir",
        "pegawai__unit",
        "nama_penilai",
        "pegawai__daftar_kinerja",
        "tidak_ada",
        "tahun__lebih",
    ],
)
def test_rekap_menolak_kelompok_yang_menunjuk_orang(kepala, kelompok):
    with pytest.raises(ValueError, match="bukan kelompok rekap"):
        PenilaianKinerja.untuk_rekap(kepala, kelompok, jumlah=Count("pk"))


@pytest.mark.parametrize("agregat", [Max("pegawai__nama"), F("pegawai__nama")])
def test_rekap_menolak_agregat_yang_dapat_memuat_nama(kepala, agregat):
    with pytest.raises(ValueError, match="bukan Count, Sum, atau Avg"):
        PenilaianKinerja.untuk_rekap(kepala, "instansi", bocor=agregat)


def test_rekap_jumlah_dan_rata_rata(kepala):
    RingkasanPegawaiFactory(jp=20)
    RingkasanPegawaiFactory(jp=30)

    hasil = RingkasanPegawaiFactory._meta.model.untuk_rekap(
        kepala, "instansi__kode_kemendagri", jumlah=Sum("jp"), rata_rata=Avg("jp")
    )

    assert hasil == [{"instansi__kode_kemendagri": "62.01", "jumlah": 50, "rata_rata": 25}]


def test_boleh_membandingkan(pengelola, kepala, semua, gubernur, penonton, tanpa_instansi):
    boleh = [boleh_membandingkan(p) for p in (kepala, semua, gubernur)]
    tidak = [boleh_membandingkan(p) for p in (pengelola, penonton, tanpa_instansi)]

    assert boleh == [True, True, True]
    assert tidak == [False, False, False]
