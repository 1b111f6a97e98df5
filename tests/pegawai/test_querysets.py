"""Reading persons: completeness, search, figures."""

import datetime

import pytest

from pegawai.kelengkapan import DAFTAR_BUTIR
from pegawai.models import Pegawai
from tests.factories import JabatanFactory, PegawaiFactory, PenilaianKinerjaFactory, UnitFactory

PADA = datetime.date(2026, 10, 1)


@pytest.fixture
def lengkap(instansi):
    pegawai = PegawaiFactory(
        instansi=instansi,
        tempat_lahir="Pangkalan Bun",
        nik="6201010101850001",
        nomor_hp="081200000001",
        email="orang@contoh.go.id",
        tmt_golongan=datetime.date(2022, 4, 1),
        jabatan=JabatanFactory(),
        tmt_jabatan=datetime.date(2022, 4, 1),
        unit=UnitFactory(instansi=instansi),
        tahun_lulus=2008,
        gelar_belakang="S.Sos.",
    )
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2025)
    return pegawai


def baca(pegawai):
    return Pegawai.tanpa_batas.dengan_butir(PADA).dengan_kelengkapan(PADA).get(pk=pegawai.pk)


def test_profil_lengkap_seratus_persen(lengkap):
    terbaca = baca(lengkap)

    assert terbaca.lengkap is True
    assert terbaca.persen_lengkap == 100
    assert terbaca.butir_terisi == terbaca.butir_wajib == len(DAFTAR_BUTIR) - 1  # no kontrak
    assert terbaca.butir_kontrak is None


@pytest.mark.parametrize(
    ("kolom", "kosong", "kode"),
    [
        ("nik", "", "nik"),
        ("tempat_lahir", "", "lahir"),
        ("tanggal_lahir", None, "lahir"),
        ("email", "", "surel"),
        ("tmt_pns", None, "pns"),
        ("jabatan", None, "jabatan"),
        ("unit", None, "unit"),
        ("gelar_belakang", "", "gelar"),
        ("tahun_lulus", None, "lulus"),
    ],
)
def test_satu_kolom_kosong_satu_butir_kurang(lengkap, kolom, kosong, kode):
    setattr(lengkap, kolom, kosong)
    lengkap.save()

    terbaca = baca(lengkap)

    assert getattr(terbaca, f"butir_{kode}") == 0
    assert terbaca.butir_wajib - terbaca.butir_terisi == 1
    assert terbaca.lengkap is False
    assert terbaca.persen_lengkap == 94


def test_skp_yang_dihitung_hanya_tahunan_tahun_lalu(lengkap):
    PenilaianKinerjaFactory(pegawai=lengkap, tahun=2026, periode="TW1")

    assert baca(lengkap).butir_skp == 1
    tahun_depan = Pegawai.tanpa_batas.dengan_butir(datetime.date(2027, 10, 1)).get(pk=lengkap.pk)
    assert tahun_depan.butir_skp == 0


def test_pppk_perlu_kontrak_bukan_tmt_pns(lengkap):
    lengkap.status_asn = Pegawai.StatusAsn.PPPK
    lengkap.tmt_pns = lengkap.tmt_cpns = lengkap.tmt_golongan = None
    lengkap.save()

    terbaca = baca(lengkap)

    assert (terbaca.butir_pns, terbaca.butir_cpns, terbaca.butir_tmt_golongan) == (None, None, None)
    assert terbaca.butir_kontrak == 0
    assert terbaca.butir_wajib - terbaca.butir_terisi == 1


def test_gelar_tidak_diminta_dari_lulusan_slta(lengkap):
    lengkap.tingkat_pendidikan, lengkap.gelar_belakang = "15", ""
    lengkap.save()

    assert baca(lengkap).butir_gelar is None
    assert baca(lengkap).lengkap is True


def test_rekap_kelengkapan_semua_instansi_satu_kueri(
    lengkap, instansi, instansi_lain, django_assert_num_queries
):
    PegawaiFactory(instansi=instansi)
    PegawaiFactory.create_batch(2, instansi=instansi_lain)

    with django_assert_num_queries(1):
        rekap = Pegawai.tanpa_batas.rekap_kelengkapan(PADA)

    assert rekap[instansi.pk]["pegawai"] == 2
    assert rekap[instansi.pk]["lengkap"] == 1
    assert rekap[instansi_lain.pk]["pegawai"] == 2
    assert rekap[instansi_lain.pk]["lengkap"] == 0
    kosong = baca(Pegawai.tanpa_batas.filter(instansi=instansi_lain).first())
    assert rekap[instansi_lain.pk]["terisi"] == 2 * kosong.butir_terisi
    assert rekap[instansi_lain.pk]["wajib"] == 2 * kosong.butir_wajib
