"""Pages: home by role, the review without JavaScript, downloads, comparison."""

import datetime
import io
import re

import openpyxl
import pytest

from akses.models import Instansi, JejakAudit
from akses.peran import Peran
from evaluasi import alur
from evaluasi.models import LaporanEvaluasi, TahapPenerapan, TindakLanjut
from tests.evaluasi.test_alur import buat
from tests.factories import PegawaiFactory, PenggunaFactory, UnitFactory


@pytest.fixture
def diajukan(instansi, kabadan):
    unit = UnitFactory(nama="=1+1 Dinas Rumus")
    unit.perangkat_daerah = unit
    unit.save()
    PegawaiFactory.create_batch(2, unit=unit)
    satu = buat(instansi)
    alur.ajukan(satu.pk, oleh=kabadan, nomor="800/1/2026")
    return LaporanEvaluasi.tanpa_batas.get(pk=satu.pk)


@pytest.fixture
def lima_belas(db):
    return [buat(satu) for satu in Instansi.objects.all()]


def test_beranda_gubernur_membandingkan_lima_belas_instansi(lima_belas, gubernur, klien_untuk):
    isi = klien_untuk(gubernur).get("/").content.decode()

    for satu in Instansi.objects.all():
        assert satu.nama_pendek in isi
    assert isi.count('class="kt-petak') == 15


def test_beranda_gubernur_jumlah_kueri_tetap(
    lima_belas, gubernur, klien_untuk, django_assert_max_num_queries
):
    klien = klien_untuk(gubernur)
    klien.get("/")

    with django_assert_max_num_queries(16):  # frame 6, period, indicators, reports, counters
        klien.get("/")


def test_beranda_kepala_menyebut_peringkat_sendiri(lima_belas, kepala, klien_untuk):
    isi = klien_untuk(kepala).get("/").content.decode()

    milik = next(satu for satu in lima_belas if satu.instansi == kepala.instansi)
    assert re.search(r"Peringkat \d+ dari 15 instansi", isi)
    assert milik.isi["putusan"] in isi


def test_instansi_tanpa_data_tidak_diperingkat(lima_belas, kepala, klien_untuk, instansi_lain):
    LaporanEvaluasi.tanpa_batas.filter(instansi=instansi_lain).delete()

    isi = klien_untuk(kepala).get("/").content.decode()

    assert re.search(r"Peringkat \d+ dari 14 instansi", isi)


def test_beranda_tanpa_laporan_tidak_gagal(gubernur, kepala, pengelola, auditor, klien_untuk):
    for orang in (gubernur, kepala, pengelola, auditor):
        assert klien_untuk(orang).get("/").status_code == 200


def test_kepala_menyetujui_di_halaman(diajukan, kepala, klien_untuk):
    klien = klien_untuk(kepala)
    isi = klien.get(diajukan.get_absolute_url()).content.decode()
    assert diajukan.isi["putusan"] in isi
    assert diajukan.sha256 in isi

    respons = klien.post(
        f"{diajukan.get_absolute_url()}putusan/",
        {"keputusan": "SETUJUI", "catatan": "", "sha256": diajukan.sha256},
    )

    assert respons.status_code == 302
    assert LaporanEvaluasi.tanpa_batas.get().status == "DISETUJUI"


def test_kembalikan_tanpa_catatan_ditolak_dan_isian_tidak_hilang(diajukan, kepala, klien_untuk):
    respons = klien_untuk(kepala).post(
        f"{diajukan.get_absolute_url()}putusan/",
        {"keputusan": "KEMBALIKAN", "catatan": "", "sha256": diajukan.sha256},
    )

    assert respons.status_code == 422
    assert LaporanEvaluasi.tanpa_batas.get().status == "DIAJUKAN"


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.AJUDAN, Peran.AUDITOR, Peran.KABADAN])
def test_peran_lain_tidak_melihat_dan_tidak_dapat_memutuskan(diajukan, peran, klien_untuk):
    klien = klien_untuk(PenggunaFactory(instansi=diajukan.instansi, peran=peran))
    alamat = f"{diajukan.get_absolute_url()}putusan/"

    assert alamat not in klien.get(diajukan.get_absolute_url()).content.decode()
    assert klien.post(alamat, {"keputusan": "SETUJUI"}).status_code == 403


def test_laporan_instansi_lain_tidak_ada(diajukan, instansi_lain, klien_untuk):
    klien = klien_untuk(PenggunaFactory(instansi=instansi_lain, peran=Peran.KEPALA))

    for bagian in ("", "pdf/", "xlsx/", "verifikasi/"):
        assert klien.get(f"{diajukan.get_absolute_url()}{bagian}").status_code == 404
    respons = klien.post(f"{diajukan.get_absolute_url()}putusan/", {"keputusan": "SETUJUI"})
    assert respons.status_code == 404


def test_gubernur_membaca_dan_membina_tetapi_tidak_memutuskan(diajukan, gubernur, klien_untuk):
    klien = klien_untuk(gubernur)
    alamat = diajukan.get_absolute_url()

    assert klien.get(alamat).status_code == 200
    assert klien.post(f"{alamat}putusan/", {"keputusan": "SETUJUI"}).status_code == 403
    klien.post(f"{alamat}pembinaan/", {"catatan": "Segera jadwalkan."})

    assert "Segera jadwalkan." in klien.get(alamat).content.decode()


def test_pdf_bertanda_dan_tercatat(diajukan, kepala, klien_untuk):
    respons = klien_untuk(kepala).get(f"{diajukan.get_absolute_url()}pdf/")

    assert respons["Content-Type"] == "application/pdf"
    assert respons.content.startswith(b"%PDF")
    assert b"StructTreeRoot" in respons.content or b"pdfuaid" in respons.content
    assert JejakAudit.tanpa_batas.filter(aksi=JejakAudit.Aksi.UNDUH).count() == 1


def test_pdf_sama_untuk_isi_yang_sama(diajukan, kepala, klien_untuk):
    klien = klien_untuk(kepala)
    alamat = f"{diajukan.get_absolute_url()}pdf/"

    assert klien.get(alamat).content == klien.get(alamat).content


def test_xlsx_berangka_dan_tanpa_rumus(diajukan, kepala, klien_untuk):
    respons = klien_untuk(kepala).get(f"{diajukan.get_absolute_url()}xlsx/")

    buku = openpyxl.load_workbook(io.BytesIO(respons.content))
    capaian = list(buku["Capaian"].iter_rows(values_only=True))
    baris = next(b for b in capaian if b and b[0] and "penilaian kompetensi" in str(b[0]))
    assert [n for n in baris if isinstance(n, int | float)][:2] == [1, 7]
    sel = [s for lembar in buku for deret in lembar.iter_rows() for s in deret]
    assert not [s.coordinate for s in sel if s.data_type == "f"]
    assert any("=1+1 Dinas Rumus" in str(s.value) for s in sel)
    assert any("kepala.6201" in str(s.value) or kepala.nama in str(s.value) for s in sel)


def test_verifikasi_membedakan_cetakan(diajukan, kepala, klien_untuk):
    klien = klien_untuk(kepala)
    alamat = f"{diajukan.get_absolute_url()}verifikasi/"

    sama = klien.get(alamat, {"sha256": diajukan.sha256}).content.decode()
    beda = klien.get(alamat, {"sha256": "0" * 64}).content.decode()

    assert "sama dengan" in sama
    assert "berbeda" in beda


def test_pengelola_hanya_melihat_angka_sendiri(lima_belas, klien, instansi_lain):
    isi = klien.get("/evaluasi/indikator/").content.decode()

    assert "Kotawaringin Barat" in isi
    assert instansi_lain.nama not in isi


def test_komitmen_lima_belas_kali_sebelas(kepala, klien_untuk):
    isi = klien_untuk(kepala).get("/evaluasi/komitmen/").content.decode()

    assert "9 Desember 2025" in isi
    assert "Aula Jayang Tingang" in isi
    assert TahapPenerapan.tanpa_batas.count() == 15 * 11


def test_tahap_terkendala_wajib_beralasan(klien, instansi, instansi_lain):
    tahap = TahapPenerapan.tanpa_batas.get(instansi=instansi, tahap=2)
    lain = TahapPenerapan.tanpa_batas.get(instansi=instansi_lain, tahap=2)
    alamat = f"/evaluasi/komitmen/tahap/{tahap.pk}/"

    klien.post(alamat, {"status": "TERKENDALA"})
    assert TahapPenerapan.tanpa_batas.get(pk=tahap.pk).status == "BELUM"
    klien.post(alamat, {"status": "TERKENDALA", "kendala": "Perkada belum terbit."})
    assert TahapPenerapan.tanpa_batas.get(pk=tahap.pk).status == "TERKENDALA"
    assert klien.get(f"/evaluasi/komitmen/tahap/{lain.pk}/").status_code == 404


def test_arahan_dari_deviasi_lalu_kemajuan(diajukan, kepala, klien, klien_untuk):
    besok = datetime.date(2027, 1, 31)
    respons = klien_untuk(kepala).post(
        "/evaluasi/tindak-lanjut/baru/",
        {
            "tindakan": "Tambah jadwal",
            "penanggung_jawab": "Kepala BKPSDM",
            "ukuran": "4 PNS dinilai",
            "tenggat": besok.isoformat(),
        },
    )
    assert respons.status_code == 302
    satu = TindakLanjut.untuk(kepala).get()
    assert (satu.instansi, satu.dibuat_oleh) == (kepala.instansi, kepala)

    respons = klien.post(
        satu.get_absolute_url(), {"status": "BERJALAN", "kemajuan": 45, "bukti": "Undangan"}
    )

    assert respons.status_code == 302
    assert TindakLanjut.untuk(kepala).get().kemajuan == 45
