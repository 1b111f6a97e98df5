import datetime

import pytest

from pegawai import daftar_kerja, penugasan
from pegawai.models import AturanPenugasan, KedudukanHukum, Pegawai, UnitOrganisasi
from tests.factories import PegawaiFactory, RiwayatJabatanFactory, UnitFactory

PADA = datetime.date(2026, 11, 24)


def hari(tahun, bulan=1, tanggal=1):
    return datetime.date(tahun, bulan, tanggal)


def tugaskan(pegawai=None, **isian):
    isian = {"penugasan": "PLT", "nama_jabatan": "Kepala Dinas", "tmt": hari(2026, 10)} | isian
    return RiwayatJabatanFactory(pegawai=pegawai or PegawaiFactory(), **isian)


def baris(slug="penugasan"):
    daftar = daftar_kerja.PER_SLUG[slug]
    return list(daftar.baris(Pegawai.tanpa_batas.all(), UnitOrganisasi.tanpa_batas.all(), PADA))


@pytest.mark.parametrize(
    ("batas", "keadaan"),
    [
        (None, penugasan.KABUR),
        (hari(2026, 11, 23), penugasan.LEWAT),
        (PADA, penugasan.SEGERA),
        (hari(2026, 12, 24), penugasan.SEGERA),
        (hari(2026, 12, 25), penugasan.BERJALAN),
    ],
)
def test_keadaan(batas, keadaan):
    assert penugasan.keadaan(batas, PADA) == keadaan


@pytest.mark.django_db
def test_yang_masih_berjalan_saja():
    berjalan = tugaskan()
    tertulis = tugaskan(penugasan="PLH", sampai=PADA)
    tugaskan(sampai=hari(2026, 11, 23))
    tugaskan(tmt=hari(2026, 11, 25))
    tugaskan(penugasan="D")
    tugaskan(penugasan="TT")
    tugaskan(PegawaiFactory(kedudukan_hukum=KedudukanHukum.objects.get(kode="99")))

    assert {p.tugas_id for p in baris()} == {berjalan.pk, tertulis.pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isian", "batas"),
    [
        ({"tmt": hari(2026, 10)}, hari(2026, 12, 31)),
        ({"tmt": hari(2025, 11, 30)}, hari(2026, 2, 27)),
        ({"tmt": hari(2026, 10), "sampai": hari(2027, 6, 30)}, hari(2027, 6, 30)),
        ({"tmt": hari(2020, 12, 31)}, None),  # before the rule
        ({"penugasan": "PLH"}, None),
        ({"penugasan": "PJ"}, None),
    ],
)
def test_batas_dari_surat_tugas_atau_aturan(isian, batas):
    tugaskan(**isian)

    assert [p.tugas_batas for p in baris()] == [batas]


@pytest.mark.django_db
def test_aturan_baru_berlaku_bagi_penugasan_sesudahnya():
    AturanPenugasan.objects.create(
        penugasan="PLT", bulan=6, perpanjangan=0, mulai=hari(2026, 7), dasar="uji"
    )
    lama, baru = tugaskan(tmt=hari(2026, 6, 30)), tugaskan(tmt=hari(2026, 7))

    assert {p.tugas_id: (p.tugas_batas, p.tugas_paling) for p in baris()} == {
        lama.pk: (hari(2026, 9, 29), 2),
        baru.pk: (hari(2026, 12, 31), 1),
    }


@pytest.mark.django_db
def test_perpanjangan_dihitung_dan_hanya_masa_terakhir_tampil():
    pegawai = PegawaiFactory()
    tugaskan(pegawai, tmt=hari(2026, 4), sampai=hari(2026, 6, 30))
    tugaskan(pegawai, tmt=hari(2026, 7), nama_jabatan="KEPALA DINAS")
    ketiga = tugaskan(pegawai, tmt=hari(2026, 10))
    lain = tugaskan(pegawai, nama_jabatan="Kepala Badan")

    assert {p.tugas_id: (p.tugas_ke, p.tugas_paling) for p in baris()} == {
        ketiga.pk: (3, 2),
        lain.pk: (1, 2),
    }


@pytest.mark.django_db
def test_urutan_yang_kabur_lalu_yang_paling_dekat():
    jauh, lewat = tugaskan(), tugaskan(tmt=hari(2026, 3))
    kabur = tugaskan(penugasan="PLH")

    assert [p.tugas_id for p in baris()] == [kabur.pk, lewat.pk, jauh.pk]


@pytest.mark.django_db
def test_jabatan_kosong_menyebut_penggantinya():
    unit, lain = UnitFactory(nama="Dinas Kesehatan"), UnitFactory(nama="Dinas Sosial")
    PegawaiFactory(unit=unit)
    PegawaiFactory(unit=lain)
    tugaskan(PegawaiFactory(nama="Siti"), nama_unit="DINAS KESEHATAN")
    tugaskan(PegawaiFactory(nama="Lama"), nama_unit="Dinas Sosial", sampai=hari(2026, 11, 1))

    kolom = daftar_kerja.PER_SLUG["kepala-unit-kosong"].kolom[2]
    assert {u: kolom.isi(u) for u in baris("kepala-unit-kosong")} == {unit: "Plt Siti", lain: ""}


def test_halaman_menyebut_keadaan_dan_masa(klien, instansi, instansi_lain):
    tugaskan(PegawaiFactory(instansi=instansi), nomor_sk="800/12/BKPSDM", tmt=hari(2021, 3))
    tugaskan(PegawaiFactory(instansi=instansi_lain), nomor_sk="RAHASIA")

    isi = klien.get("/pegawai/daftar-kerja/penugasan/").content.decode()

    assert "800/12/BKPSDM" in isi
    assert "Lewat batas" in isi
    assert "1 dari 2" in isi
    assert "RAHASIA" not in isi
