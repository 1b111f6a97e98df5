"""The report: frozen, the same on each run, right about who explains a deviation."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from akses.models import Instansi, JejakAudit, Pengguna
from evaluasi import laporan, tasks
from evaluasi.models import LaporanEvaluasi, PeriodeEvaluasi, Tinjauan
from kompetensi.models import Asesmen
from tests.factories import PegawaiFactory, RiwayatPelatihanFactory, UnitFactory

DATA = datetime.date(2026, 9, 30)
SEBELUM_KUNCI = datetime.date(2026, 10, 10)
SESUDAH_KUNCI = datetime.date(2026, 10, 21)


def dinas(nama):
    unit = UnitFactory(nama=nama)
    unit.perangkat_daerah = unit
    unit.save()
    return unit


def nilai(pegawai):
    Asesmen.tanpa_batas.create(
        pegawai=pegawai,
        instansi=pegawai.instansi,
        tanggal=datetime.date(2025, 1, 2),
        berlaku_sampai=datetime.date(2028, 1, 2),
    )


@pytest.fixture
def periode(db):
    return laporan.buka_periode("2026-TW3")


@pytest.fixture
def sistem(db):
    return Pengguna.sistem()


def capaian(isi, kode):
    return next(satu for satu in isi["capaian"] if satu["kode"] == kode)


def test_penyebab_diurutkan_menurut_sumbangan(periode, instansi):
    besar, kecil = dinas("Dinas Besar"), dinas("Dinas Kecil")
    PegawaiFactory.create_batch(5, unit=besar)
    nilai(PegawaiFactory(unit=besar))
    PegawaiFactory.create_batch(2, unit=kecil)
    PegawaiFactory.create_batch(2, unit=kecil, status_asn="PPPK")

    isi = laporan.susun(periode, instansi)

    satu = capaian(isi, "penilaian")
    assert (satu["pembilang"], satu["penyebut"], satu["nilai"]) == (1, 8, "12.5000")
    assert (satu["target"], satu["deviasi"], satu["status"]) == ("60.0000", "-47.5000", "DI_BAWAH")
    sebab = next(a for a in isi["analisis"] if a["kode"] == "penilaian")
    assert sebab["kurang"] == 4  # ceil(60 % of 8) is 5, one is there
    assert [(s["nama"], s["kurang"]) for s in sebab["penyebab"]] == [
        ("Dinas Besar", 3),
        ("Dinas Kecil", 2),
    ]
    anjuran = next(r for r in isi["rekomendasi"] if r["kode"] == "penilaian")
    assert "bagi 4 PNS" in anjuran["kalimat"]
    assert "Dinas Besar dan Dinas Kecil" in anjuran["kalimat"]
    assert anjuran["tenggat"] == "2026-12-31"
    assert isi["populasi"] == {"PNS": 8, "CPNS": 0, "PPPK": 2, "PPPK_PARUH_WAKTU": 0}


def test_instansi_tanpa_data_tidak_dinilai_nol(periode, instansi):
    isi = laporan.susun(periode, instansi)

    assert {satu["status"] for satu in isi["capaian"]} == {"KOSONG"}
    assert {satu["nilai"] for satu in isi["capaian"]} == {None}
    assert "belum mempunyai data" in isi["putusan"]
    assert isi["rekomendasi"] == []


def test_target_nol_tercapai_tanpa_pembagian(periode, instansi):
    from evaluasi.models import Indikator, TargetIndikator

    TargetIndikator.tanpa_batas.create(
        indikator=Indikator.objects.get(kode="penilaian"),
        instansi=instansi,
        mulai=datetime.date(2026, 1, 1),
        nilai=0,
    )
    nilai(PegawaiFactory())

    satu = capaian(laporan.susun(periode, instansi), "penilaian")

    assert satu["status"] == "TERCAPAI"


def test_sidik_tetap_selama_data_tetap(periode, instansi, sistem):
    nilai(PegawaiFactory(unit=dinas("Dinas A")))
    pertama = laporan.buat(periode, instansi, oleh=sistem, pada=SEBELUM_KUNCI)
    kedua = laporan.buat(periode, instansi, oleh=sistem, pada=SEBELUM_KUNCI)

    assert pertama.sha256 == kedua.sha256 == laporan.sidik(kedua.isi)
    assert laporan.kanonik(pertama.isi) == laporan.kanonik(kedua.isi)
    assert JejakAudit.tanpa_batas.filter(objek_id=str(pertama.pk)).count() == 1
    assert LaporanEvaluasi.tanpa_batas.count() == 1


def test_draf_mengikuti_data_sampai_terkunci(periode, instansi, sistem):
    pegawai = PegawaiFactory()
    nilai(PegawaiFactory())
    draf = laporan.buat(periode, instansi, oleh=sistem, pada=SEBELUM_KUNCI)
    nilai(pegawai)

    mengikuti = laporan.buat(periode, instansi, oleh=sistem, pada=periode.tanggal_kunci)
    RiwayatPelatihanFactory(pegawai=pegawai)
    terkunci = laporan.buat(periode, instansi, oleh=sistem, pada=SESUDAH_KUNCI)

    assert draf.sha256 != mengikuti.sha256 == terkunci.sha256
    assert capaian(terkunci.isi, "penilaian")["pembilang"] == 2


def test_laporan_terlambat_tetap_dibuat_sekali(periode, instansi, sistem):
    nilai(PegawaiFactory())
    satu = laporan.buat(periode, instansi, oleh=sistem, pada=SESUDAH_KUNCI)
    nilai(PegawaiFactory())

    assert laporan.buat(periode, instansi, oleh=sistem, pada=SESUDAH_KUNCI).sha256 == satu.sha256


def test_dibandingkan_dengan_periode_lalu(periode, instansi, sistem):
    PegawaiFactory.create_batch(4)
    nilai(PegawaiFactory())
    laporan.buat(laporan.buka_periode("2026-TW2"), instansi, oleh=sistem, pada=DATA)
    nilai(PegawaiFactory())

    isi = laporan.susun(periode, instansi)

    satu = capaian(isi, "penilaian")
    assert (satu["lalu"], satu["nilai"]) == ("20.0000", "33.3333")
    assert satu["perubahan"] == "13.3333"
    assert "Naik 13,3 poin" in next(
        a["kalimat"] for a in isi["analisis"] if a["kode"] == "penilaian"
    )


def test_jumlah_kueri_tidak_tumbuh(periode, instansi, django_assert_max_num_queries):
    for nomor in range(6):
        nilai(PegawaiFactory(unit=dinas(f"Dinas {nomor}")))

    with django_assert_max_num_queries(13):  # six figures, boxes, targets, names, populasi, before
        laporan.susun(periode, instansi)


def test_tugas_membuat_lima_belas_dan_boleh_diulang(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.buat_laporan_periode("2026-TW3") == ["2026-TW3"]
    sidik = dict(LaporanEvaluasi.tanpa_batas.values_list("instansi", "sha256"))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.buat_laporan_periode("2026-TW3")

    assert len(sidik) == 15
    assert dict(LaporanEvaluasi.tanpa_batas.values_list("instansi", "sha256")) == sidik


def test_tugas_yang_mati_di_tengah_tidak_meninggalkan_separuh(
    periode, instansi, sistem, monkeypatch
):
    def mati(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(laporan, "simpan_isi", mati)
    with pytest.raises(RuntimeError):
        laporan.buat(periode, instansi, oleh=sistem, pada=SEBELUM_KUNCI)
    assert not LaporanEvaluasi.tanpa_batas.exists()
    monkeypatch.undo()

    tasks.buat_laporan_instansi(periode.pk, instansi.pk)

    assert LaporanEvaluasi.tanpa_batas.get().sha256


def test_beat_membuka_periode_yang_berakhir_walau_terlambat(db):
    hari = datetime.date(2026, 11, 5)

    assert tasks.kode_jatuh_tempo(hari) == ["2025", "2026-S1", "2026-TW3"]
    for kode in ("2025", "2026-S1", "2026-TW3"):
        laporan.buka_periode(kode)
    assert tasks.kode_jatuh_tempo(hari) == []
    assert tasks.kode_jatuh_tempo(datetime.date(2026, 10, 10)) == ["2026-TW3"]


def test_perintah_memberi_json_yang_sama(instansi, capsys):
    nilai(PegawaiFactory())
    keluaran = []
    for _ in range(2):
        call_command("buat_laporan", "--periode", "2026-TW3", "--json")
        keluaran.append(json.loads(capsys.readouterr().out))

    assert keluaran[0] == keluaran[1]
    assert set(keluaran[0]) == {satu.kode_kemendagri for satu in Instansi.objects.all()}
    assert set(keluaran[0]["62.01"]) == {"status", "sha256"}


def test_perintah_untuk_satu_instansi(instansi, capsys):
    call_command("buat_laporan", "--periode", "2026-S1", "--instansi", "62.01", "--json")

    assert set(json.loads(capsys.readouterr().out)) == {"62.01"}
    assert PeriodeEvaluasi.objects.get().jenis == "SEMESTER"


@pytest.mark.parametrize(
    "pilihan", [["--periode", "2026-TW9"], ["--periode", "2026-TW3", "--instansi", "99.99"]]
)
def test_perintah_menolak_kode_asing(db, pilihan):
    with pytest.raises(CommandError, match="tidak dikenal"):
        call_command("buat_laporan", *pilihan)


def test_laporan_disetujui_tidak_dapat_diubah_basis_data(periode, instansi, kabadan, kepala):
    from evaluasi import alur

    nilai(PegawaiFactory())
    satu = laporan.buat(periode, instansi, oleh=kabadan)
    alur.ajukan(satu.pk, oleh=kabadan)
    alur.setujui(satu.pk, oleh=kepala)
    sidik = satu.sha256
    nilai(PegawaiFactory())

    laporan.buat(periode, instansi, oleh=kabadan, pada=SEBELUM_KUNCI)
    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
        LaporanEvaluasi.tanpa_batas.filter(pk=satu.pk).update(isi={})
    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
        Tinjauan.tanpa_batas.filter(laporan=satu).delete()

    assert LaporanEvaluasi.tanpa_batas.get(pk=satu.pk).sha256 == sidik
