"""The work queue of the home page."""

import pytest
from django.core.files.base import ContentFile

from evaluasi import antrean
from pegawai.models import BerkasImpor
from tests.factories import PegawaiFactory


@pytest.fixture
def berkas(instansi, pengelola):
    return BerkasImpor.tanpa_batas.create(
        instansi=instansi,
        jenis="pegawai",
        nama_berkas="pns.xlsx",
        berkas=ContentFile(b"x", name="pns.xlsx"),
        ukuran=1,
        sha256="0" * 64,
        status=BerkasImpor.Status.DIPERIKSA,
        pengunggah=pengelola,
    )


def judul(pengguna):
    return {tugas.judul: tugas.jumlah for tugas in antrean.susun(pengguna)["daftar_tugas"]}


def test_impor_menunggu_orang_kedua(berkas, pengelola, verifikator):
    assert judul(pengelola)["Impor menunggu orang kedua"] == 1
    assert judul(verifikator)["Impor menunggu diterapkan"] == 1


def test_impor_sendiri_tidak_menunggu_diri_sendiri(berkas, verifikator):
    BerkasImpor.tanpa_batas.update(pengunggah=verifikator)

    assert "Impor menunggu diterapkan" not in judul(verifikator)


def test_pegawai_tanpa_unit_dihitung_di_instansi_sendiri(instansi, instansi_lain, pengelola):
    PegawaiFactory(instansi=instansi, unit=None)
    PegawaiFactory(instansi=instansi_lain, unit=None)

    assert judul(pengelola)["Pegawai di unit belum dipetakan"] == 1


def test_antrean_kosong_bagi_yang_tidak_berhak(berkas, penonton):
    assert judul(penonton) == {}


def test_beranda_staf_menampilkan_antrean(berkas, client, verifikator):
    client.force_login(verifikator)

    assert "Impor menunggu diterapkan" in client.get("/").content.decode()
