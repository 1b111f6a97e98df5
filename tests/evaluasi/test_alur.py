"""Who may submit and decide, when, and that nothing happens twice."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from akses.models import Delegasi, Instansi, JejakAudit, Pemberitahuan, Pengguna
from akses.peran import Peran
from evaluasi import alur, laporan
from evaluasi.models import LaporanEvaluasi, TindakLanjut, Tinjauan
from kompetensi.models import Asesmen
from tests.factories import DelegasiFactory, PegawaiFactory, PenggunaFactory

HARI = datetime.timedelta(days=1)


def buat(instansi, kode="2026-TW3"):
    """A report with one deviation: one of five has been assessed."""
    PegawaiFactory.create_batch(4, instansi=instansi)
    satu = PegawaiFactory(instansi=instansi)
    Asesmen.tanpa_batas.create(
        pegawai=satu,
        instansi=instansi,
        tanggal=datetime.date(2025, 1, 2),
        berlaku_sampai=datetime.date(2028, 1, 2),
    )
    return laporan.buat(laporan.buka_periode(kode), instansi, oleh=Pengguna.sistem())


@pytest.fixture
def draf(instansi):
    return buat(instansi)


@pytest.fixture
def diajukan(draf, kabadan):
    alur.ajukan(draf.pk, oleh=kabadan, nomor="800/1/BKPSDM/2026")
    return LaporanEvaluasi.tanpa_batas.get(pk=draf.pk)


def status(objek):
    return LaporanEvaluasi.tanpa_batas.get(pk=objek.pk).status


def test_perjalanan_sampai_disetujui(draf, kabadan, kepala):
    alur.ajukan(draf.pk, oleh=kabadan, nomor="800/1/BKPSDM/2026")
    assert Pemberitahuan.untuk(kepala).count() == 1
    alur.setujui(draf.pk, oleh=kepala, catatan="Lanjutkan.")

    satu = LaporanEvaluasi.tanpa_batas.get(pk=draf.pk)
    assert (satu.status, satu.diputuskan_sebagai) == ("DISETUJUI", "Bupati Kotawaringin Barat")
    assert satu.sha256 == draf.sha256
    langkah = list(Tinjauan.untuk(kepala).order_by("pk").values_list("jenis", "sha256"))
    assert langkah == [("AJUKAN", draf.sha256), ("SETUJUI", draf.sha256)]
    putusan = JejakAudit.tanpa_batas.get(aksi=JejakAudit.Aksi.PUTUSKAN)
    assert putusan.data["sha256"] == draf.sha256


def test_persetujuan_memulai_tindakan_korektif(diajukan, kepala):
    alur.setujui(diajukan.pk, oleh=kepala)

    tindakan = TindakLanjut.untuk(kepala)
    rekomendasi = diajukan.isi["rekomendasi"]
    assert tindakan.count() == len(rekomendasi) > 0
    satu = tindakan.get(indikator__kode="penilaian")
    assert (satu.nilai_awal, satu.tenggat) == (20, datetime.date(2026, 12, 31))


def test_dikembalikan_lalu_diperbaiki_dan_diajukan_lagi(diajukan, kabadan, kepala):
    with pytest.raises(ValidationError):
        alur.kembalikan(diajukan.pk, oleh=kepala, catatan="  ")
    alur.kembalikan(diajukan.pk, oleh=kepala, catatan="Tambahkan jadwal.")
    assert status(diajukan) == "DIKEMBALIKAN"

    suntingan = {"rekomendasi": {"penilaian": {"kalimat": "Tambah tiga jadwal penilaian."}}}
    alur.sunting(diajukan.pk, oleh=kabadan, suntingan=suntingan)
    alur.ajukan(diajukan.pk, oleh=kabadan)

    satu = LaporanEvaluasi.tanpa_batas.get(pk=diajukan.pk)
    anjuran = next(r for r in satu.isi["rekomendasi"] if r["kode"] == "penilaian")
    assert anjuran["disunting"] is True
    assert anjuran["draf"].startswith("Jadwalkan penilaian")
    assert satu.isi["capaian"] == diajukan.isi["capaian"]
    assert satu.sha256 == laporan.sidik(satu.isi) != diajukan.sha256
    assert (satu.status, satu.nomor) == ("DIAJUKAN", "800/1/BKPSDM/2026")


def test_suntingan_bertahan_saat_draf_dihitung_ulang(draf, kabadan):
    suntingan = {
        "rekomendasi": {"penilaian": {"kalimat": "Kalimat kantor."}},
        "permintaan": "Asesor.",
    }
    alur.sunting(draf.pk, oleh=kabadan, suntingan=suntingan)
    PegawaiFactory()

    baru = laporan.buat(draf.periode, draf.instansi, oleh=kabadan, pada=draf.periode.tanggal_kunci)

    kalimat = [r["kalimat"] for r in baru.isi["rekomendasi"] if r["kode"] == "penilaian"]
    assert (kalimat, baru.isi["permintaan"]) == (["Kalimat kantor."], "Asesor.")


def test_putusan_kedua_ditolak(diajukan, kepala):
    alur.setujui(diajukan.pk, oleh=kepala)

    with pytest.raises(ValidationError):
        alur.setujui(diajukan.pk, oleh=kepala)
    with pytest.raises(ValidationError):
        alur.kembalikan(diajukan.pk, oleh=kepala, catatan="Terlambat.")


def test_isi_yang_berubah_sejak_dibuka_tidak_diputuskan(diajukan, kepala):
    with pytest.raises(ValidationError, match="berubah"):
        alur.setujui(diajukan.pk, oleh=kepala, sha256="0" * 64)

    assert status(diajukan) == "DIAJUKAN"


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.KEPALA])
def test_hanya_kepala_daerah_memutuskan(diajukan, instansi, peran):
    with pytest.raises(PermissionDenied):
        alur.setujui(diajukan.pk, oleh=PenggunaFactory(instansi=instansi, peran=peran))


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.KABADAN])
def test_hanya_kepala_badan_mengajukan(draf, instansi, peran):
    with pytest.raises(PermissionDenied):
        alur.ajukan(draf.pk, oleh=PenggunaFactory(instansi=instansi, peran=peran))


def test_kepala_lain_gubernur_dan_superuser_tidak_memutuskan(
    diajukan, instansi_lain, gubernur, superuser
):
    tetangga = PenggunaFactory(instansi=instansi_lain, peran=Peran.KEPALA)

    for orang in (tetangga, gubernur, superuser):
        with pytest.raises(PermissionDenied):
            alur.setujui(diajukan.pk, oleh=orang)


def test_gubernur_memutuskan_laporan_pemprov(provinsi, gubernur):
    satu = buat(provinsi)
    alur.ajukan(satu.pk, oleh=PenggunaFactory(instansi=provinsi, peran=Peran.KABADAN))

    alur.setujui(satu.pk, oleh=gubernur)

    assert status(satu) == "DISETUJUI"


def test_pengaju_tidak_memutuskan_sendiri(draf, instansi):
    rangkap = PenggunaFactory(instansi=instansi, peran=[Peran.KABADAN, Peran.KEPALA])
    alur.ajukan(draf.pk, oleh=rangkap)

    with pytest.raises(PermissionDenied):
        alur.setujui(draf.pk, oleh=rangkap)
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanEvaluasi.tanpa_batas.filter(pk=draf.pk).update(
            status="DISETUJUI", diputuskan_oleh=rangkap, diputuskan_pada=timezone.now()
        )


@pytest.mark.parametrize(
    ("mulai", "akhir", "boleh"), [(-5, 5, True), (-9, -1, False), (1, 9, False), (0, 1, True)]
)
def test_pelaksana_tugas_memutuskan_dalam_masanya(diajukan, instansi, mulai, akhir, boleh):
    hari = timezone.localdate()
    plt = PenggunaFactory(instansi=instansi, peran=Peran.KEPALA)
    DelegasiFactory(
        pengguna=plt,
        instansi=instansi,
        jenis=Delegasi.Jenis.PLT,
        masa=(hari + mulai * HARI, hari + akhir * HARI),
    )

    if boleh:
        alur.setujui(diajukan.pk, oleh=plt)
        putusan = LaporanEvaluasi.tanpa_batas.get(pk=diajukan.pk).diputuskan_sebagai
        assert putusan == "Pelaksana Tugas Bupati Kotawaringin Barat"
    else:
        with pytest.raises(PermissionDenied):
            alur.setujui(diajukan.pk, oleh=plt)


def test_catatan_pembinaan_tidak_mengubah_laporan(diajukan, gubernur, kepala):
    alur.beri_pembinaan(diajukan.pk, oleh=gubernur, catatan="Ajukan jadwal lebih awal.")

    satu = LaporanEvaluasi.tanpa_batas.get(pk=diajukan.pk)
    assert (satu.status, satu.sha256) == ("DIAJUKAN", diajukan.sha256)
    assert Tinjauan.untuk(kepala).get(jenis="PEMBINAAN").catatan == "Ajukan jadwal lebih awal."


def test_pembinaan_hanya_dari_gubernur_kepada_kabupaten_kota(diajukan, kepala, gubernur, provinsi):
    milik_provinsi = buat(provinsi)

    for objek, orang in ((diajukan, kepala), (milik_provinsi, gubernur)):
        with pytest.raises(PermissionDenied):
            alur.beri_pembinaan(objek.pk, oleh=orang, catatan="Catatan.")


def test_laporan_diajukan_tidak_dihitung_ulang_dan_tidak_disunting(diajukan, kabadan):
    PegawaiFactory.create_batch(3)

    laporan.buat(diajukan.periode, diajukan.instansi, oleh=kabadan, pada=diajukan.periode.mulai)
    with pytest.raises(ValidationError):
        alur.sunting(diajukan.pk, oleh=kabadan, suntingan={})

    assert LaporanEvaluasi.tanpa_batas.get(pk=diajukan.pk).sha256 == diajukan.sha256


@pytest.mark.django_db(transaction=True)
def test_dua_persetujuan_bersamaan_berakibat_sekali():
    instansi = Instansi.objects.get(kode_kemendagri="62.01")
    satu = buat(instansi)
    alur.ajukan(satu.pk, oleh=PenggunaFactory(instansi=instansi, peran=Peran.KABADAN))
    orang = PenggunaFactory(instansi=instansi, peran=Peran.KEPALA)
    mulai, hasil = threading.Barrier(2), []

    def putuskan():
        try:
            mulai.wait()
            alur.setujui(satu.pk, oleh=orang)
            hasil.append("ya")
        except ValidationError:
            hasil.append("tidak")
        finally:
            connection.close()

    utas = [threading.Thread(target=putuskan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert sorted(hasil) == ["tidak", "ya"]
    assert Tinjauan.tanpa_batas.filter(jenis="SETUJUI").count() == 1
    assert TindakLanjut.tanpa_batas.count() == len(satu.isi["rekomendasi"])
