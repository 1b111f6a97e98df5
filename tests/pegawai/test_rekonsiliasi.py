"""The desk of differences: who may decide, what a decision writes, what the page costs."""

import pytest
from django.core.exceptions import ValidationError

from akses.menu import hitung
from akses.models import JejakAudit
from pegawai import impor, rekonsiliasi
from pegawai.models import Pegawai, RingkasanPegawai, SelisihSiasn
from tests.factories import (
    JabatanFactory,
    PegawaiFactory,
    PenggunaFactory,
    UnitFactory,
)
from tests.pegawai.bantu_impor import NIP, pasang, teks

Status = SelisihSiasn.Status
ALAMAT = "/pegawai/rekonsiliasi/"
PUTUS = "/pegawai/rekonsiliasi/putuskan/"


@pytest.fixture
def berkas(pengelola):
    return pasang(teks(["NIP BARU", "NAMA", "ALAMAT"], [NIP, "BUDI", "A"]), oleh=pengelola)


@pytest.fixture
def selisih(berkas):
    """``selisih(bidang, dasar, siasn, **pegawai)``: one open difference of a new person."""

    def buat(bidang, dasar, siasn, pegawai=None, **isi):
        orang = pegawai or PegawaiFactory(instansi=berkas.instansi, **isi)
        return SelisihSiasn.tanpa_batas.create(
            instansi=orang.instansi,
            pegawai=orang,
            bidang=bidang,
            nilai_dasar={bidang: dasar},
            nilai_siasn=siasn if isinstance(siasn, dict) else {bidang: siasn},
            nilai_kita={bidang: isi.get(bidang)},
            berkas=berkas,
        )

    return buat


def putuskan(*daftar, putusan, oleh, alasan=""):
    return rekonsiliasi.putuskan(
        [satu.pk for satu in daftar], putusan=putusan, alasan=alasan, oleh=oleh
    )


# What a decision writes


def test_pakai_nilai_siasn_menulis_data_jejak_dan_ringkasan(selisih, verifikator):
    satu = selisih("email", "a@x.id", "baru@x.id", email="kita@x.id")

    hasil = putuskan(satu, putusan="TERIMA", oleh=verifikator)

    satu.refresh_from_db()
    assert hasil == (1, 0)
    assert satu.pegawai.email == "baru@x.id"
    assert (satu.status, satu.oleh) == (Status.TERIMA, verifikator)
    assert satu.nilai_kita == {"email": "kita@x.id"}
    jejak = JejakAudit.tanpa_batas.get(aksi="UBAH", objek_id=str(satu.pegawai_id))
    assert jejak.data["sebelum"] == {"Surel": "kita@x.id"}
    assert jejak.data["sesudah"] == {"Surel": "baru@x.id"}
    assert RingkasanPegawai.tanpa_batas.filter(pegawai=satu.pegawai).exists()


def test_jabatan_siasn_membawa_jenjang_dan_bupnya(selisih, verifikator):
    jabatan = JabatanFactory(nama="Peneliti", jenjang="AHLI_MADYA", bup=61)
    siasn = {
        "jabatan_id": jabatan.pk,
        "nama_jabatan": "Peneliti",
        "jenjang": "AHLI_MADYA",
        "eselon": "",
    }
    satu = selisih("nama_jabatan", "Lama", siasn, nama_jabatan="Kita", jenjang="PELAKSANA")

    putuskan(satu, putusan="TERIMA", oleh=verifikator)

    orang = Pegawai.tanpa_batas.get(pk=satu.pegawai_id)
    assert (orang.jabatan, orang.nama_jabatan, orang.jenjang, orang.bup) == (
        jabatan,
        "Peneliti",
        "AHLI_MADYA",
        61,
    )


def test_tanggal_dan_unit_dipakai_sebagai_jenisnya(selisih, verifikator, instansi):
    unit = UnitFactory(instansi=instansi)
    orang = PegawaiFactory(instansi=instansi)
    daftar = [
        selisih("tmt_jabatan", "2020-01-01", "2024-02-03", orang),
        selisih("unit_id", None, unit.pk, orang),
        selisih("tahun_lulus", None, 2011, orang),
    ]

    putuskan(*daftar, putusan="TERIMA", oleh=verifikator)

    orang.refresh_from_db()
    assert (orang.tmt_jabatan.isoformat(), orang.unit, orang.tahun_lulus) == (
        "2024-02-03",
        unit,
        2011,
    )
    assert JejakAudit.tanpa_batas.filter(aksi="UBAH", objek_id=str(orang.pk)).count() == 1


def test_unit_yang_sudah_digabung_menjadi_tujuannya(selisih, verifikator, instansi):
    tujuan = UnitFactory(instansi=instansi)
    lama = UnitFactory(instansi=instansi, aktif=False, digabung_ke=tujuan)
    satu = selisih("unit_id", None, lama.pk)

    putuskan(satu, putusan="TERIMA", oleh=verifikator)

    assert Pegawai.tanpa_batas.get(pk=satu.pegawai_id).unit == tujuan


@pytest.mark.parametrize("putusan", ["PERTAHANKAN", "TANYAKAN"])
def test_bertahan_dan_bertanya_harus_beralasan_dan_tidak_mengubah_data(
    selisih, verifikator, putusan
):
    satu = selisih("alamat", "A", "B", alamat="C")

    with pytest.raises(ValidationError, match="alasan"):
        putuskan(satu, putusan=putusan, oleh=verifikator, alasan=" ")
    putuskan(satu, putusan=putusan, oleh=verifikator, alasan="SK belum diunggah")

    satu.refresh_from_db()
    assert (satu.status, satu.alasan) == (putusan, "SK belum diunggah")
    assert satu.pegawai.alamat == "C"
    assert JejakAudit.tanpa_batas.get(objek_id=str(satu.pegawai_id)).aksi == "PUTUSKAN"


def test_yang_ditanyakan_masih_dapat_diputuskan(selisih, verifikator):
    satu = selisih("alamat", "A", "B", alamat="C")
    putuskan(satu, putusan="TANYAKAN", oleh=verifikator, alasan="Tanya OPD")

    assert putuskan(satu, putusan="TERIMA", oleh=verifikator) == (1, 0)


def test_setiap_baris_diperiksa_lagi(selisih, verifikator, instansi_lain):
    terbuka = selisih("alamat", "A", "B", alamat="C")
    sudah = selisih("alamat", "A", "B", alamat="C")
    putuskan(sudah, putusan="PERTAHANKAN", oleh=verifikator, alasan="x")
    asing = selisih("alamat", "A", "B", PegawaiFactory(instansi=instansi_lain, alamat="C"))
    sendiri = selisih("alamat", "A", "B", PegawaiFactory(alamat="C", akun=verifikator))

    hasil = putuskan(terbuka, sudah, asing, sendiri, putusan="TERIMA", oleh=verifikator)

    assert hasil == (1, 3)
    tersisa = Pegawai.tanpa_batas.filter(pk__in=[s.pegawai_id for s in (sudah, asing, sendiri)])
    assert set(tersisa.values_list("alamat", flat=True)) == {"C"}


def test_nilai_yang_dipakai_menghalangi_pembatalan_impor(pengelola, verifikator):
    kepala = ["NIP BARU", "NAMA", "ALAMAT"]
    pasang(teks(kepala, [NIP, "BUDI", "A"]), oleh=pengelola)
    Pegawai.tanpa_batas.update(alamat="Kita")
    kedua = pasang(teks(kepala, [NIP, "BUDI", "B"]), oleh=pengelola)
    putuskan(SelisihSiasn.tanpa_batas.get(), putusan="TERIMA", oleh=verifikator)

    with pytest.raises(ValidationError, match="diubah"):
        impor.batalkan(kedua, oleh=verifikator)


def test_jumlah_kueri_putusan_massal_tetap(selisih, verifikator, django_assert_max_num_queries):
    daftar = [selisih("alamat", "A", "B", alamat="C") for _ in range(12)]

    with django_assert_max_num_queries(9 + 2 * 12):  # of each person only the row of the trail
        putuskan(*daftar, putusan="TERIMA", oleh=verifikator)


# The page


def test_halaman_menyandingkan_tiga_nilai(klien_untuk, verifikator, selisih):
    selisih("alamat", "Jl. Dahulu", "Jl. Kini", alamat="Jl. Kita", nama="Rahmah")

    isi = klien_untuk(verifikator).get(ALAMAT).content.decode()

    for teks_nilai in ("Rahmah", "Jl. Dahulu", "Jl. Kini", "Jl. Kita", "Simpan putusan"):
        assert teks_nilai in isi


def test_pengelola_melihat_tetapi_tidak_memutuskan(klien, selisih):
    satu = selisih("alamat", "A", "B", alamat="C")

    assert "Simpan putusan" not in klien.get(ALAMAT).content.decode()
    assert klien.post(PUTUS, {"nomor": satu.pk, "putusan": "TERIMA"}).status_code == 403


def test_putusan_massal_dari_halaman(klien_untuk, verifikator, selisih):
    daftar = [selisih("alamat", "A", "B", alamat="C") for _ in range(3)]
    klien = klien_untuk(verifikator)

    respons = klien.post(
        f"{PUTUS}?bidang=alamat",
        {"nomor": [satu.pk for satu in daftar[:2]], "putusan": "TERIMA"},
        follow=True,
    )

    assert respons.redirect_chain == [(f"{ALAMAT}?bidang=alamat", 302)]
    assert "2 selisih diputuskan." in respons.content.decode()
    assert rekonsiliasi.menunggu(verifikator).count() == 1


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"putusan": "TERIMA"}, "Pilih sedikitnya satu baris"),
        ({"nomor": "1"}, "Pilih putusannya"),
        ({"nomor": "1", "putusan": "PERTAHANKAN"}, "Tulis alasannya"),
    ],
)
def test_putusan_yang_kurang_lengkap_menyebut_apa_yang_kurang(
    klien_untuk, verifikator, isi, kalimat
):
    respons = klien_untuk(verifikator).post(PUTUS, isi)

    assert respons.status_code == 422
    assert kalimat in respons.content.decode()


def test_saring_menurut_opd_kolom_dan_status(klien_untuk, verifikator, selisih, instansi):
    dinas = UnitFactory(instansi=instansi, nama="Dinas Kelautan")
    dinas.perangkat_daerah = dinas
    dinas.save()
    satu = selisih("alamat", "A", "B", alamat="C", unit=dinas, nama="Di Dinas")
    selisih("email", "A", "b@x.id", email="c@x.id", nama="Tanpa Unit")
    klien = klien_untuk(verifikator)

    def nama(**saring):
        return {b.selisih.pegawai.nama for b in klien.get(ALAMAT, saring).context["baris"]}

    assert nama() == {"Di Dinas", "Tanpa Unit"}
    assert nama(opd=dinas.pk) == {"Di Dinas"}
    assert nama(opd=0) == {"Tanpa Unit"}
    assert nama(bidang="email") == {"Tanpa Unit"}
    assert nama(status="TERIMA") == set()
    putuskan(satu, putusan="TERIMA", oleh=verifikator)
    assert nama() == {"Tanpa Unit"}
    assert nama(status="TERIMA") == {"Di Dinas"}
    assert nama(status="semua") == {"Di Dinas", "Tanpa Unit"}


def test_jumlah_kueri_halaman_tetap(
    klien_untuk, verifikator, selisih, instansi, django_assert_num_queries
):
    for nomor in range(15):
        unit = UnitFactory(instansi=instansi)
        selisih("unit_id", unit.pk, unit.pk, unit=unit, nama=f"Orang {nomor}")
    klien = klien_untuk(verifikator)
    klien.get(ALAMAT)

    # session, account, 2 permissions, menu counters; per OPD, per field, count, page, units
    with django_assert_num_queries(10):
        klien.get(ALAMAT)


def test_pencacah_menu_hanya_bagi_yang_memutuskan(selisih, verifikator, pengelola):
    selisih("alamat", "A", "B", alamat="C")

    nama = "pegawai:rekonsiliasi"

    assert hitung(verifikator, [nama]) == {nama: 1}
    assert hitung(pengelola, [nama]) == hitung(PenggunaFactory(instansi=None), [nama]) == {}
