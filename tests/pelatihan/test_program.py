import pytest
from django.core.exceptions import ValidationError

from pegawai.models import RiwayatPelatihan
from pelatihan.models import AlokasiProgram, Peserta, ProgramPelatihan
from pelatihan.program import langkah_boleh, selesaikan_angkatan, tambah_peserta, ubah_status
from tests.factories import (
    AlokasiProgramFactory,
    AngkatanFactory,
    PegawaiFactory,
    PesertaFactory,
    ProgramPelatihanFactory,
)

Status = ProgramPelatihan.Status


def test_kepala_daerah_menyetujui_usulan(kepala, instansi):
    program = ProgramPelatihanFactory(instansi=instansi)

    ubah_status(program, Status.DISETUJUI, oleh=kepala, catatan="Segera")

    program.refresh_from_db()
    assert program.status == Status.DISETUJUI


def test_pengusul_tidak_menyetujui_usulannya_sendiri(kabadan, instansi):
    program = ProgramPelatihanFactory(instansi=instansi, diusulkan_oleh=kabadan)

    assert Status.DISETUJUI not in langkah_boleh(program, kabadan)
    with pytest.raises(ValidationError, match="tidak dapat diambil"):
        ubah_status(program, Status.DISETUJUI, oleh=kabadan)


@pytest.mark.parametrize("status", [Status.TERJADWAL, Status.SELESAI, Status.USULAN])
def test_langkah_yang_melompat_ditolak(pelatihan, instansi, status):
    program = ProgramPelatihanFactory(instansi=instansi)

    with pytest.raises(ValidationError, match="tidak dapat diambil"):
        ubah_status(program, status, oleh=pelatihan)


def test_jadwal_perlu_angkatan(pelatihan, instansi):
    program = ProgramPelatihanFactory(instansi=instansi, status=Status.DISETUJUI)

    with pytest.raises(ValidationError, match="satu angkatan"):
        ubah_status(program, Status.TERJADWAL, oleh=pelatihan)

    AngkatanFactory(program=program)
    assert ubah_status(program, Status.TERJADWAL, oleh=pelatihan).status == Status.TERJADWAL


def test_program_dengan_realisasi_tidak_dibatalkan(pelatihan, instansi):
    program = ProgramPelatihanFactory(instansi=instansi, status=Status.BERJALAN)
    AlokasiProgramFactory(program=program, anggaran__instansi=instansi)
    AlokasiProgram.tanpa_batas.update(terealisasi=1)

    with pytest.raises(ValidationError, match="menanggung realisasi"):
        ubah_status(program, Status.BATAL, oleh=pelatihan)


def test_peserta_ditambah_semua_atau_tidak_sama_sekali(pelatihan, instansi, instansi_lain):
    angkatan = AngkatanFactory(program__instansi=instansi, kuota=2)
    ada = PegawaiFactory(instansi=instansi)
    asing = PegawaiFactory(instansi=instansi_lain)
    bentrok = PesertaFactory(angkatan__program__instansi=instansi).pegawai

    with pytest.raises(ValidationError) as galat:
        tambah_peserta(angkatan, [ada.nip, asing.nip, bentrok.nip], oleh=pelatihan)

    pesan = " ".join(galat.value.messages)
    assert f"{asing.nip}: tidak ada di data pegawai" in pesan
    assert f"{bentrok.nip}: mengikuti pelatihan lain" in pesan
    assert "Sisa tempat 2, yang diusulkan 3." in pesan
    assert not angkatan.daftar_peserta.exists()
    assert tambah_peserta(angkatan, [ada.nip, ada.nip], oleh=pelatihan) == 1


def test_angkatan_selesai_menulis_riwayat_sekali(pelatihan, instansi):
    lulus = PesertaFactory(angkatan__program__instansi=instansi, status=Peserta.Status.LULUS)
    angkatan = lulus.angkatan
    PesertaFactory(angkatan=angkatan, status=Peserta.Status.TIDAK_LULUS)

    assert selesaikan_angkatan(angkatan, oleh=pelatihan) == 1
    with pytest.raises(ValidationError, match="sudah selesai"):
        selesaikan_angkatan(angkatan, oleh=pelatihan)

    riwayat = RiwayatPelatihan.tanpa_batas.get()
    assert (riwayat.pegawai_id, riwayat.jp, riwayat.tahun) == (lulus.pegawai_id, 30, 2026)


def test_angkatan_dengan_peserta_tanpa_hasil_tidak_selesai(pelatihan, instansi):
    peserta = PesertaFactory(angkatan__program__instansi=instansi)

    with pytest.raises(ValidationError, match="1 peserta belum punya hasil"):
        selesaikan_angkatan(peserta.angkatan, oleh=pelatihan)
