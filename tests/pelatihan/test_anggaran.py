import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pelatihan.anggaran import alokasikan, catat_realisasi
from pelatihan.models import AlokasiProgram, AnggaranKegiatan, ProgramPelatihan
from tests.factories import AnggaranKegiatanFactory, ProgramPelatihanFactory

HARI = datetime.date(2026, 5, 4)


@pytest.fixture
def anggaran(instansi):
    return AnggaranKegiatanFactory(instansi=instansi, pagu_murni=Decimal(100))


@pytest.fixture
def program(instansi):
    return ProgramPelatihanFactory(instansi=instansi)


def test_alokasi_di_atas_pagu_ditolak(anggaran, program, pelatihan):
    alokasikan(anggaran, program, Decimal(70), oleh=pelatihan)

    with pytest.raises(ValidationError, match="Sisa pagu Rp30 dari Rp100"):
        alokasikan(anggaran, program, Decimal(31), oleh=pelatihan)

    anggaran.refresh_from_db()
    assert anggaran.teralokasi == 70


def test_alokasi_kedua_menambah_yang_pertama(anggaran, program, pelatihan):
    alokasikan(anggaran, program, Decimal(70), oleh=pelatihan)
    alokasikan(anggaran, program, Decimal(30), oleh=pelatihan)

    assert AlokasiProgram.tanpa_batas.get().jumlah == 100


def test_alokasi_instansi_atau_tahun_lain_ditolak(anggaran, instansi_lain, instansi, pelatihan):
    asing = ProgramPelatihanFactory(instansi=instansi_lain)
    tahun_lain = ProgramPelatihanFactory(instansi=instansi, tahun=2025)

    for program in (asing, tahun_lain):
        with pytest.raises(ValidationError, match="instansi dan tahun yang sama"):
            alokasikan(anggaran, program, Decimal(1), oleh=pelatihan)


def test_program_batal_tidak_menerima_alokasi(anggaran, instansi, pelatihan):
    batal = ProgramPelatihanFactory(instansi=instansi, status=ProgramPelatihan.Status.BATAL)

    with pytest.raises(ValidationError, match="selesai atau batal"):
        alokasikan(anggaran, batal, Decimal(1), oleh=pelatihan)


def test_database_menolak_alokasi_di_atas_pagu(anggaran):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnggaranKegiatan.tanpa_batas.filter(pk=anggaran.pk).update(teralokasi=101)


def test_pagu_perubahan_menggantikan_pagu_murni(anggaran, program, pelatihan):
    AnggaranKegiatan.tanpa_batas.filter(pk=anggaran.pk).update(pagu_perubahan=150)

    alokasikan(anggaran, program, Decimal(150), oleh=pelatihan)

    anggaran.refresh_from_db()
    assert (anggaran.pagu, anggaran.teralokasi) == (150, 150)


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"jumlah": Decimal(71)}, "Sisa alokasi Rp70"),
        ({"tanggal": datetime.date(2025, 12, 31)}, "di tahun 2026"),
    ],
)
def test_realisasi_yang_tidak_sah_ditolak(anggaran, program, pelatihan, ubah, kalimat):
    alokasi = alokasikan(anggaran, program, Decimal(70), oleh=pelatihan)
    data = {"jumlah": Decimal(1), "tanggal": HARI, "nomor_dokumen": "SPJ/1"} | ubah

    with pytest.raises(ValidationError, match=kalimat):
        catat_realisasi(alokasi, oleh=pelatihan, **data)


def test_dokumen_yang_sama_dicatat_sekali(anggaran, program, pelatihan):
    alokasi = alokasikan(anggaran, program, Decimal(70), oleh=pelatihan)
    data = {"jumlah": Decimal(10), "tanggal": HARI, "nomor_dokumen": "SPJ/1", "oleh": pelatihan}
    catat_realisasi(alokasi, **data)

    with pytest.raises(ValidationError, match="sudah dicatat"):
        catat_realisasi(alokasi, **data)

    alokasi.refresh_from_db()
    assert alokasi.terealisasi == 10


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(daftar_jumlah=st.lists(st.decimals("0.01", "60", places=2), max_size=8))
def test_buku_selalu_cocok_sampai_sen(instansi, pelatihan, daftar_jumlah):
    anggaran = AnggaranKegiatanFactory(instansi=instansi, pagu_murni=Decimal(100))
    program = ProgramPelatihanFactory(instansi=instansi)
    alokasi = alokasikan(anggaran, program, Decimal(100), oleh=pelatihan)
    dicatat = Decimal(0)

    for n, jumlah in enumerate(daftar_jumlah):
        try:
            catat_realisasi(
                alokasi, jumlah=jumlah, tanggal=HARI, nomor_dokumen=str(n), oleh=pelatihan
            )
        except ValidationError:
            continue
        dicatat += jumlah

    rekap = AnggaranKegiatan.tanpa_batas.filter(pk=anggaran.pk).jumlah()
    alokasi.refresh_from_db()
    assert alokasi.terealisasi == dicatat == rekap["jumlah_terealisasi"] == rekap["jumlah_tw2"]
    assert rekap["jumlah_sisa"] == 100 - dicatat
