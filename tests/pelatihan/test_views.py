import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from pelatihan import capaian_jp
from pelatihan.models import AlokasiProgram, AnggaranKegiatan, Angkatan, ProgramPelatihan, Realisasi
from tests.factories import (
    AlokasiProgramFactory,
    AnggaranKegiatanFactory,
    AngkatanFactory,
    PegawaiFactory,
    PesertaFactory,
    ProgramPelatihanFactory,
    RiwayatPelatihanFactory,
)

PROGRAM = {
    "nama": "Manajemen Perubahan",
    "tahun": "2026",
    "rumpun": "MANAJERIAL",
    "metode": "KLASIKAL",
    "jp": "12",
    "kuota": "30",
    "biaya_per_orang": "Rp 1.500.000",
    "biaya_tetap": "0",
    "penyelenggara": "BPSDM",
}


@pytest.fixture
def klien_pelatihan(client, pelatihan):
    client.force_login(pelatihan)
    return client


def test_program_disimpan_dari_formulir(klien_pelatihan, instansi):
    from pegawai.models import JenisPelatihan

    jenis = JenisPelatihan.objects.get(kode="B2")

    klien_pelatihan.post("/pelatihan/program/baru/", PROGRAM | {"jenis": jenis.pk})

    program = ProgramPelatihan.tanpa_batas.get()
    assert (program.instansi, program.biaya_per_orang) == (instansi, 1_500_000)


@pytest.mark.parametrize("jumlah", ["-5", "seribu", "9" * 20])
def test_jumlah_rupiah_yang_salah_dijelaskan(klien_pelatihan, jumlah):
    respons = klien_pelatihan.post(
        "/pelatihan/anggaran/baru/",
        {
            "tahun": "2026",
            "kode": "5.03.02",
            "nama": "X",
            "sumber_dana": "APBD",
            "pagu_murni": jumlah,
        },
    )

    assert respons.status_code == 200
    assert "pagu_murni" in respons.context["form"].errors
    assert not AnggaranKegiatan.tanpa_batas.exists()


def test_alokasi_dan_realisasi_lewat_halaman(klien_pelatihan, instansi):
    program = ProgramPelatihanFactory(instansi=instansi)
    anggaran = AnggaranKegiatanFactory(instansi=instansi, pagu_murni=Decimal(500))
    rincian = reverse("pelatihan:program_rincian", args=[program.pk])

    lebih = klien_pelatihan.post(f"{rincian}alokasi/", {"anggaran": anggaran.pk, "jumlah": "501"})
    klien_pelatihan.post(f"{rincian}alokasi/", {"anggaran": anggaran.pk, "jumlah": "400"})
    alokasi = AlokasiProgram.tanpa_batas.get()
    isi = {
        "alokasi": alokasi.pk,
        "jumlah": "150,50",
        "tanggal": "2026-02-03",
        "nomor_dokumen": "SPJ/1",
    }
    klien_pelatihan.post(f"{rincian}realisasi/", isi)
    halaman = klien_pelatihan.get(rincian)

    assert "Sisa pagu Rp500" in lebih.content.decode()
    assert Realisasi.tanpa_batas.get().jumlah == Decimal("150.50")
    assert "SPJ/1" in halaman.content.decode()


def test_anggaran_instansi_lain_tidak_ditawarkan(klien_pelatihan, instansi, instansi_lain):
    program = ProgramPelatihanFactory(instansi=instansi)
    asing = AnggaranKegiatanFactory(instansi=instansi_lain)

    respons = klien_pelatihan.post(
        reverse("pelatihan:alokasi", args=[program.pk]), {"anggaran": asing.pk, "jumlah": "1"}
    )

    assert respons.status_code == 422
    assert not AlokasiProgram.tanpa_batas.exists()


def test_angkatan_dan_peserta_lewat_halaman(klien_pelatihan, instansi):
    program = ProgramPelatihanFactory(instansi=instansi)
    pegawai = PegawaiFactory(instansi=instansi)
    isi = {
        "nomor": "1",
        "tempat": "Aula",
        "tanggal_mulai": "2026-08-03",
        "tanggal_selesai": "2026-08-07",
        "kuota": "5",
    }

    klien_pelatihan.post(reverse("pelatihan:angkatan_baru", args=[program.pk]), isi)
    angkatan = Angkatan.tanpa_batas.get()
    alamat = reverse("pelatihan:angkatan", args=[angkatan.pk])
    salah = klien_pelatihan.post(alamat, {"daftar_nip": "123"})
    klien_pelatihan.post(alamat, {"daftar_nip": f"'{pegawai.nip[:8]} {pegawai.nip[8:]}"})
    peserta = angkatan.daftar_peserta.get()
    klien_pelatihan.post(reverse("pelatihan:peserta", args=[peserta.pk]), {"status": "LULUS"})
    klien_pelatihan.post(reverse("pelatihan:angkatan_selesai", args=[angkatan.pk]))

    angkatan.refresh_from_db()
    assert "NIP harus 18 angka" in salah.content.decode()
    assert angkatan.selesai
    assert pegawai.daftar_pelatihan.get().jp == 30


def test_ajudan_tidak_mengubah_status(client, ajudan, instansi):
    client.force_login(ajudan)
    program = ProgramPelatihanFactory(instansi=instansi)

    client.post(reverse("pelatihan:program_status", args=[program.pk]), {"status": "DISETUJUI"})

    program.refresh_from_db()
    assert program.status == "USULAN"


def test_akun_tanpa_instansi_tidak_membuat_program(client, instansi):
    from akses.peran import Peran
    from tests.factories import PenggunaFactory

    client.force_login(PenggunaFactory(instansi=None, peran=Peran.PELATIHAN))

    assert client.get("/pelatihan/program/baru/").status_code == 403


def test_program_jumlah_kueri_tetap(klien_pelatihan, instansi, django_assert_max_num_queries):
    for _ in range(12):
        PesertaFactory(angkatan__program__instansi=instansi)
        AlokasiProgramFactory(anggaran__instansi=instansi)

    # session, account, two of permissions, status counts, sums, count, page
    with django_assert_max_num_queries(9):
        klien_pelatihan.get("/pelatihan/program/?tahun=2026")
    with django_assert_max_num_queries(9):
        klien_pelatihan.get("/pelatihan/anggaran/?tahun=2026")


def test_rincian_jumlah_kueri_tetap(klien_pelatihan, instansi, django_assert_max_num_queries):
    program = ProgramPelatihanFactory(instansi=instansi)
    for _ in range(10):
        AngkatanFactory(program=program)
        AlokasiProgramFactory(program=program, anggaran__instansi=instansi)

    # session, account, permissions, programme, three lists and their tests, choices of the forms
    with django_assert_max_num_queries(14):
        klien_pelatihan.get(program.get_absolute_url())


def test_capaian_jp_menghitung_pns_aktif_saja(instansi, pelatihan):
    pns = PegawaiFactory(instansi=instansi)
    PegawaiFactory(instansi=instansi, status_asn="PPPK")
    RiwayatPelatihanFactory(pegawai=pns, instansi=instansi, tahun=2026, jp=Decimal(14))
    RiwayatPelatihanFactory(pegawai=pns, instansi=instansi, tahun=2025, jp=Decimal(30))

    daftar = capaian_jp.jp_per_orang(pelatihan, 2026, datetime.date(2026, 10, 1))
    rekap = capaian_jp.jumlahkan(capaian_jp.rekap_per_perangkat_daerah(daftar))

    assert [(p.jp, p.kurang) for p in daftar] == [(14, 6)]
    assert (rekap.jumlah, rekap.mencapai, rekap.rata_rata) == (1, 0, 14)


def test_halaman_jp_kosong_dan_berisi(klien_pelatihan, instansi):
    kosong = klien_pelatihan.get("/pelatihan/jp/?tahun=2026").content.decode()
    pegawai = PegawaiFactory(instansi=instansi)
    berisi = klien_pelatihan.get("/pelatihan/jp/?tahun=2026").content.decode()

    assert "Belum ada data PNS aktif" in kosong
    assert pegawai.nama in berisi
