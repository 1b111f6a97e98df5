"""The nine-box page, the assessments, the talent profile."""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akses.models import JejakAudit, Kunci
from kompetensi.models import (
    AnggotaKRS,
    AspekPotensi,
    HasilPemetaan,
    Kompetensi,
    NilaiKompetensi,
    NilaiPotensi,
    PeriodeTalenta,
)
from kompetensi.pemetaan import petakan
from kompetensi.profil import buat_batang
from tests.kompetensi.orang import buat_asesmen, buat_orang

PETA = "/talenta/peta/"


@pytest.fixture
def periode(db):
    return PeriodeTalenta.objects.get(tahun=2026)


@pytest.fixture
def isi(instansi, instansi_lain, periode, superuser):
    """Box 5, box 3, one unmapped; and one of another Instansi."""
    orang = {
        "lima": buat_orang(instansi, nama="Ani Lima"),
        "tiga": buat_orang(instansi, nama="Budi Tiga", predikat="KURANG"),
        "belum": buat_orang(instansi, nama="Citra Belum", jpm="", potensi=""),
        "lain": buat_orang(instansi_lain, nama="Dedi Asing"),
    }
    petakan(periode, oleh=superuser)
    return orang


def test_peta_menghitung_wilayah_sendiri(klien, isi):
    respons = klien.get(PETA, {"kotak": "5"})
    teks = respons.content.decode()

    assert respons.context["peta"].populasi == 3
    assert respons.context["peta"].daftar_kurang == [
        ("penilaian kompetensi", 1),
        ("penilaian potensi", 1),
    ]
    assert "Ani Lima" in teks
    assert "Dedi Asing" not in teks
    assert "kotak=9" in teks


def test_peta_belum_dipetakan(klien, isi):
    teks = klien.get(PETA, {"kotak": "belum"}).content.decode()

    assert "Citra Belum" in teks
    assert "Ani Lima" not in teks


def test_nama_kotak_bawah_butuh_izin(klien, klien_untuk, komite, isi):
    assert "Budi Tiga" not in klien.get(PETA, {"kotak": "3"}).content.decode()
    assert "Budi Tiga" in klien_untuk(komite).get(PETA, {"kotak": "3"}).content.decode()


def test_profil_kotak_bawah_butuh_izin(klien, klien_untuk, komite, isi):
    alamat = reverse("kompetensi:talenta", args=[isi["tiga"].pk])

    assert "petugas yang berwenang" in klien.get(alamat).content.decode()
    assert "73,83" in klien_untuk(komite).get(alamat).content.decode()


@pytest.mark.parametrize("kotak", ["0", "10", "x"])
def test_kotak_asing_tidak_mematahkan(klien, isi, kotak):
    respons = klien.get(PETA, {"kotak": kotak, "unit": "x", "jenjang": "??", "periode": "1999"})

    assert respons.status_code == 200
    assert "Kotak tidak dikenal" in respons.content.decode()


def test_saringan_jenjang_dan_instansi(klien_untuk, semua, isi, instansi_lain):
    klien = klien_untuk(semua)

    assert klien.get(PETA).context["peta"].populasi == 4
    satu = klien.get(PETA, {"instansi": instansi_lain.pk})
    assert satu.context["peta"].populasi == 1
    assert klien.get(PETA, {"jenjang": "JPT_PRATAMA"}).context["peta"].populasi == 0


def test_tanpa_periode_dan_tanpa_hasil(klien, periode):
    assert "Belum ada hasil pemetaan" in klien.get(PETA).content.decode()
    PeriodeTalenta.objects.all().delete()

    assert "Belum ada periode talenta" in klien.get(PETA).content.decode()


def test_perpindahan_dari_periode_lalu(klien, isi, periode, superuser):
    lama = PeriodeTalenta.objects.create(
        tahun=2025, tanggal_acuan=datetime.date(2025, 12, 31), skema=periode.skema
    )
    baru = HasilPemetaan.tanpa_batas.get(pegawai=isi["lima"])
    HasilPemetaan.tanpa_batas.create(
        periode=lama,
        pegawai=isi["lima"],
        instansi=baru.instansi,
        skema=periode.skema,
        kategori_kinerja="DI_BAWAH",
        kategori_potensial="MENENGAH",
        waktu=baru.waktu,
    )

    respons = klien.get(PETA, {"kotak": "5"})

    peta = respons.context["peta"]
    assert (peta.perpindahan.naik, peta.perpindahan.baru) == (1, 1)
    assert peta.perpindahan.terbanyak == [(3, 5, 1)]
    assert respons.context["orang"][0].kotak_lama == 3


def kueri_halaman(tangkapan):
    """The queries of the page itself, without those of session, account, permissions, menu."""
    return [
        kueri["sql"]
        for kueri in tangkapan.captured_queries
        if re.search(r"kompetensi_|pegawai_unitorganisasi|FROM .pegawai_pegawai", kueri["sql"])
    ]


def test_jumlah_kueri_peta_tetap(klien, instansi, periode, superuser):
    for _ in range(30):
        buat_orang(instansi)
    petakan(periode, oleh=superuser)

    with CaptureQueriesContext(connection) as tangkapan:
        klien.get(PETA, {"kotak": "5"})

    assert len(kueri_halaman(tangkapan)) == 5  # periods, figures, KRS, units, people


def test_excel_sama_dengan_halaman_dan_menutup_nama(klien, isi, periode, instansi):
    AnggotaKRS.tanpa_batas.create(
        periode=periode, pegawai=isi["lima"], instansi=instansi, kotak=9, nomor_sk="800/7",
        tanggal_sk=datetime.date(2026, 11, 1), penetap="Bupati",
    )  # fmt: skip
    respons = klien.get(PETA + "unduh/")
    buku = openpyxl.load_workbook(io.BytesIO(respons.content))
    nama = [baris[1] for baris in buku["Pegawai"].iter_rows(min_row=2, values_only=True)]
    angka = {baris[0]: baris[1] for baris in buku["Matriks"].iter_rows(values_only=True)}

    assert any("Ani Lima" in n for n in nama)
    assert not any("Budi Tiga" in n or "Dedi Asing" in n for n in nama)
    assert (angka["PNS aktif"], angka["Belum dipetakan"]) == (3, 1)
    assert angka["Kelompok rencana suksesi"] == 1
    assert JejakAudit.tanpa_batas.filter(aksi="UNDUH").exists()


def test_hitung_ulang_oleh_komite(
    klien, klien_untuk, komite, instansi, periode, django_capture_on_commit_callbacks
):
    buat_orang(instansi)

    assert klien.post(PETA + "hitung/", {"periode": "2026"}).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        respons = klien_untuk(komite).post(PETA + "hitung/", {"periode": "2026"}, follow=True)

    assert "sedang dihitung" in respons.content.decode()
    assert HasilPemetaan.tanpa_batas.count() == 1


def test_hitung_ulang_periode_terkunci(klien_untuk, komite, instansi, periode, superuser):
    Kunci.tanpa_batas.create(ruang="talenta", periode="2026", instansi=instansi, oleh=superuser)

    respons = klien_untuk(komite).post(PETA + "hitung/", {"periode": "2026"}, follow=True)

    assert "sudah dikunci" in respons.content.decode()


def test_profil_talenta_menjelaskan_kotak(klien, isi):
    asesmen = isi["lima"].daftar_asesmen.get()
    for kompetensi, capaian in zip(Kompetensi.objects.all()[:2], ("1.50", "3"), strict=True):
        NilaiKompetensi.tanpa_batas.create(
            asesmen=asesmen, kompetensi=kompetensi, capaian=capaian, standar=2
        )

    respons = klien.get(reverse("kompetensi:talenta", args=[isi["lima"].pk]))

    teks = respons.content.decode()
    assert "73,83" in teks
    assert "1 kompetensi di bawah standar" in teks
    assert sum(s.sumbangan for s in respons.context["talenta"].daftar_suku).quantize(
        Decimal("0.01")
    ) == Decimal("73.83")
    assert JejakAudit.tanpa_batas.filter(aksi="LIHAT").count() == 1


def test_talenta_adalah_bagian_dari_profil(klien, isi):
    alamat = reverse("kompetensi:talenta", args=[isi["lima"].pk])

    teks = klien.get(alamat).content.decode()

    assert "predikat 2025 Baik" in teks
    assert f'id="tab-talenta" href="{alamat}" aria-current="page"' in teks
    assert isi["lima"].nip not in teks.replace(" ", "")


def test_hasil_sementara_disebut(klien, isi, periode):
    periode.tanggal_acuan = datetime.date(2099, 12, 31)
    periode.save()

    assert "Hasil sementara" in klien.get(PETA).content.decode()


def test_profil_belum_dipetakan_dan_tanpa_hasil(klien, isi, instansi):
    belum = klien.get(reverse("kompetensi:talenta", args=[isi["belum"].pk])).content.decode()
    pppk = buat_orang(instansi, status_asn="PPPK", jpm="", potensi="")
    tanpa = klien.get(reverse("kompetensi:talenta", args=[pppk.pk])).content.decode()

    assert "Kurang: Penilaian kompetensi, Penilaian potensi" in belum
    assert "tidak termasuk dalam pemetaan" in tanpa


def test_profil_wilayah_lain_tidak_ada(klien, isi):
    assert klien.get(reverse("kompetensi:talenta", args=[isi["lain"].pk])).status_code == 404


def test_daftar_asesmen_menurut_keadaan(klien, instansi, settings):
    hari_ini = datetime.date.today()  # noqa: DTZ011
    for nama, sisa in (("Berlaku", 400), ("Hampir", 30), ("Lewat", -5)):
        pegawai = buat_orang(instansi, nama=f"Orang {nama}", jpm="", potensi="")
        buat_asesmen(
            pegawai,
            tanggal=datetime.date(2024, 1, 1),
            berlaku_sampai=hari_ini + datetime.timedelta(days=sisa),
        )
    buat_orang(instansi, nama="Orang Baru", jpm="", potensi="")

    def tampak(keadaan):
        halaman = klien.get("/kompetensi/asesmen/", {"keadaan": keadaan}).context["halaman"]
        return {orang.nama for orang in halaman}

    assert tampak("berlaku") == {"Orang Berlaku", "Orang Hampir"}
    assert tampak("akan-habis") == {"Orang Hampir"}
    assert tampak("kedaluwarsa") == {"Orang Lewat"}
    assert tampak("belum") == {"Orang Baru"}
    assert len(tampak("")) == 4
    rekap = klien.get("/kompetensi/asesmen/").context["rekap"]
    assert rekap == {"jumlah": 4, "berlaku": 2, "akan_habis": 1, "kedaluwarsa": 1, "belum": 1}


def test_cari_asesmen(klien, isi):
    nip = klien.get("/kompetensi/asesmen/", {"q": isi["lima"].nip}).context["halaman"]
    nama = klien.get("/kompetensi/asesmen/", {"q": "budi"}).context["halaman"]
    kosong = klien.get("/kompetensi/asesmen/", {"q": "Dedi"})

    assert [len(nip), len(nama)] == [1, 1]
    assert "Tidak ada pegawai" in kosong.content.decode()


def test_jumlah_kueri_asesmen_tetap(klien, instansi):
    for _ in range(30):
        buat_orang(instansi)

    with CaptureQueriesContext(connection) as tangkapan:
        klien.get("/kompetensi/asesmen/")

    assert len(kueri_halaman(tangkapan)) == 3  # count, page, figures


def test_rincian_asesmen_dan_nilai_potensi(klien, klien_untuk, pelatihan, isi):
    asesmen = isi["lima"].daftar_asesmen.get()
    asesmen.jpm_hitung = Decimal("88")
    asesmen.save()
    for aspek in AspekPotensi.objects.all():
        NilaiPotensi.tanpa_batas.create(asesmen=asesmen, aspek=aspek, nilai=4)
    alamat = reverse("kompetensi:rincian_asesmen", args=[asesmen.pk])

    teks = klien.get(alamat).content.decode()
    terbatas = klien_untuk(pelatihan).get(alamat).content.decode()

    assert "Kemampuan intelektual" in teks
    assert "berbeda dari hasil hitung" in teks
    assert "Optimal" in teks
    assert "Kemampuan intelektual" not in terbatas


def test_rincian_asesmen_wilayah_lain(klien, isi):
    asesmen = isi["lain"].daftar_asesmen.get()

    alamat = reverse("kompetensi:rincian_asesmen", args=[asesmen.pk])
    assert klien.get(alamat).status_code == 404


def test_ajudan_tidak_membuka_asesmen(klien_untuk, ajudan, isi):
    klien = klien_untuk(ajudan)

    assert klien.get("/kompetensi/asesmen/").status_code == 403
    profil = klien.get(reverse("kompetensi:talenta", args=[isi["lima"].pk])).content.decode()
    assert "Penilaian kompetensi</h2>" not in profil


def test_batang_lima_langkah():
    batang = buat_batang(Decimal("2.5"), 3)

    assert batang.ruas == [("0%", "18.5%"), ("20%", "18.5%"), ("40%", "9.2%")]
    assert batang.letak_standar == "59.2%"
    assert not batang.cukup
    assert buat_batang(Decimal(0), None).ruas == []
