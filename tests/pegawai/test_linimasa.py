"""The timeline of a person: order, spans, what is hidden, and what differs from the record."""

import datetime
import re

import pytest
from django.urls import reverse

from akses.models import JejakAudit
from pegawai.models import RiwayatJabatan
from tests.factories import (
    AngkaKreditFactory,
    HukumanDisiplinFactory,
    PegawaiFactory,
    PenghargaanFactory,
    PenilaianKinerjaFactory,
    RiwayatGolonganFactory,
    RiwayatJabatanFactory,
    RiwayatPelatihanFactory,
    RiwayatPendidikanFactory,
)

SEMUA = (
    AngkaKreditFactory,
    HukumanDisiplinFactory,
    PenghargaanFactory,
    PenilaianKinerjaFactory,
    RiwayatGolonganFactory,
    RiwayatJabatanFactory,
    RiwayatPelatihanFactory,
    RiwayatPendidikanFactory,
)


def buka(klien, pegawai, **saringan):
    respons = klien.get(reverse("pegawai:riwayat", args=[pegawai.pk]), saringan)
    assert respons.status_code == 200
    return respons.content.decode()


def judul(halaman):
    runtun = halaman.split('class="kt-runtun"')[1]
    return re.findall(r"<b>(.*?)</b>", runtun)


@pytest.fixture
def pegawai():
    return PegawaiFactory(
        nip="198501012010031777",
        tmt_cpns=None,
        tmt_pns=None,
        golongan="III/b",
        nama_jabatan="Kepala Seksi",
    )


def test_semua_riwayat_terbaru_dahulu(klien, pegawai, pengelola):
    RiwayatPendidikanFactory(pegawai=pegawai, pendidikan="Ilmu Hukum", tahun_lulus=2008)
    RiwayatGolonganFactory(pegawai=pegawai, golongan="III/b", tmt=datetime.date(2024, 4, 1))
    PenghargaanFactory(pegawai=pegawai, tahun=2021)
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2025)
    AngkaKreditFactory(pegawai=pegawai)  # until 31 December 2025
    RiwayatPelatihanFactory(pegawai=pegawai, nama="Pelatihan Arsip")  # March 2026
    HukumanDisiplinFactory(pegawai=pegawai, masa=("2022-01-01", "2022-07-01"))
    RiwayatJabatanFactory(
        pegawai=pegawai, nama_jabatan="Kepala Seksi", tmt=datetime.date(2020, 1, 1)
    )

    assert judul(buka(klien, pegawai)) == [
        "Pelatihan Arsip",
        "Predikat Baik",
        "12,5 angka kredit",
        "Penata Muda Tingkat I, III/b",
        "Teguran tertulis",
        "Satyalancana Karya Satya 10 Tahun",
        "Kepala Seksi",
        "S-1 Ilmu Hukum",
    ]
    catatan = JejakAudit.tanpa_batas.get(aksi="LIHAT")
    assert (catatan.objek_id, catatan.pengguna) == (str(pegawai.pk), pengelola)


def test_jabatan_berakhir_sehari_sebelum_yang_berikut(klien, pegawai):
    RiwayatJabatanFactory(pegawai=pegawai, nama_jabatan="Staf", tmt=datetime.date(2015, 3, 1))
    RiwayatJabatanFactory(
        pegawai=pegawai,
        nama_jabatan="Kepala Bidang",
        penugasan=RiwayatJabatan.Penugasan.PLT,
        tmt=datetime.date(2018, 1, 1),
        sampai=datetime.date(2018, 6, 30),
    )
    RiwayatJabatanFactory(
        pegawai=pegawai, nama_jabatan="Kepala Seksi", tmt=datetime.date(2020, 1, 1)
    )

    halaman = " ".join(re.sub(r"<[^>]+>", "", buka(klien, pegawai)).split())

    assert "1 Januari 2020 – sekarang" in halaman
    assert "1 Januari 2018 – 30 Juni 2018" in halaman
    assert "1 Maret 2015 – 31 Desember 2019" in halaman


def test_satu_jenis_saja(klien, pegawai):
    PenghargaanFactory(pegawai=pegawai)
    RiwayatGolonganFactory(pegawai=pegawai, golongan="III/b")

    assert judul(buka(klien, pegawai, jenis="golongan")) == ["Penata Muda Tingkat I, III/b"]
    assert len(judul(buka(klien, pegawai, jenis="tidak-ada"))) == 2


def test_hukuman_tersembunyi_tanpa_izin(klien, klien_untuk, kepala, pegawai):
    HukumanDisiplinFactory(pegawai=pegawai, jenis="Teguran sangat rahasia")

    assert "Teguran sangat rahasia" in buka(klien, pegawai)
    for saringan in ({}, {"jenis": "hukuman"}):
        milik_kepala = buka(klien_untuk(kepala), pegawai, **saringan)
        assert "Teguran sangat rahasia" not in milik_kepala
        assert "Hukuman" not in milik_kepala


def test_riwayat_yang_berbeda_dari_data_pegawai(klien, pegawai):
    RiwayatGolonganFactory(pegawai=pegawai, golongan="III/c", tmt=datetime.date(2024, 4, 1))
    RiwayatGolonganFactory(pegawai=pegawai, golongan="III/d", tmt=datetime.date(2999, 4, 1))
    RiwayatJabatanFactory(pegawai=pegawai, nama_jabatan="KEPALA SEKSI")

    halaman = buka(klien, pegawai)

    assert "Golongan terakhir menurut riwayat III/c, pada data pegawai III/b." in halaman
    assert "Jabatan terakhir menurut riwayat" not in halaman
    pegawai.refresh_from_db()
    assert pegawai.golongan == "III/b"


def test_jumlah_kueri_tetap(klien, pegawai, django_assert_max_num_queries):
    for pabrik in SEMUA:
        pabrik(pegawai=pegawai)
    buka(klien, pegawai)  # the row in the trail, once an hour
    with django_assert_max_num_queries(30) as sedikit:
        buka(klien, pegawai)
    for tahun in range(2010, 2020):
        RiwayatGolonganFactory(pegawai=pegawai, tmt=datetime.date(tahun, 4, 1))
        RiwayatPelatihanFactory(pegawai=pegawai)
        PenilaianKinerjaFactory(pegawai=pegawai, tahun=tahun)
    with django_assert_max_num_queries(30) as banyak:
        buka(klien, pegawai)

    assert len(banyak) == len(sedikit)


def test_tanpa_riwayat_menyebut_caranya(klien, pegawai):
    assert "Impor berkas riwayat dari SIASN" in buka(klien, pegawai)


def test_wilayah_lain_404(klien, instansi_lain):
    asing = PegawaiFactory(instansi=instansi_lain)

    assert klien.get(reverse("pegawai:riwayat", args=[asing.pk])).status_code == 404
