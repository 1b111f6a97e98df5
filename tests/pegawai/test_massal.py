"""Ticked persons of the list: export of just these, and one proposal for each of them."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from akses.models import JejakAudit
from pegawai.golongan import URUTAN
from pegawai.models import BerkasEkspor, Dokumen, UsulanPerubahan
from pegawai.usulan import usulkan, usulkan_massal
from tests.factories import JabatanFactory, PegawaiFactory, UnitFactory
from tests.pegawai.test_dokumen import png

DAFTAR = reverse("pegawai:daftar")
USUL = reverse("pegawai:usul_massal")
UNDUH = reverse("pegawai:unduh_pilihan")


@pytest.fixture
def orang(instansi):
    return [
        PegawaiFactory(instansi=instansi, nama=nama, golongan=golongan, gelar_depan="",
                       gelar_belakang="", urutan_golongan=URUTAN[golongan])
        for nama, golongan in (("Abdi", "III/a"), ("Bela", "III/a"), ("Cici", "III/c"))
    ]  # fmt: skip


@pytest.fixture
def asing(instansi_lain):
    return PegawaiFactory(instansi=instansi_lain, nama="RAHASIA", golongan="III/a")


def nomor(daftar):
    return ",".join(str(satu.pk) for satu in daftar)


def semua_usulan():
    return UsulanPerubahan.tanpa_batas.order_by("pegawai__nama")


# What the list offers


def test_kotak_centang_dan_bilah(klien, klien_untuk, kepala, orang):
    balasan = klien.get(DAFTAR, {"status": "PNS", "urut": "-nama", "kolom": "status"})

    assert balasan.text.count('name="pilih"') == 3
    assert 'aria-label="Pilih Abdi"' in balasan.text
    assert 'data-saringan="status=PNS" data-jumlah="3"' in balasan.text
    assert f'action="{UNDUH}?status=PNS&amp;urut=-nama&amp;kolom=status"' in balasan.text
    assert "Semua 3 yang cocok" in balasan.text
    # Who can do nothing with them has nothing to tick.
    assert 'name="pilih"' not in klien_untuk(kepala).get(DAFTAR).text


def test_auditor_mengunduh_tanpa_mengusulkan(klien_untuk, auditor, orang):
    klien = klien_untuk(auditor)

    assert "Usulkan perubahan</button>" not in klien.get(DAFTAR).text
    assert klien.post(USUL, {"pilih": nomor(orang)}).status_code == 403
    balasan = klien.post(f"{UNDUH}?bentuk=csv", {"pilih": nomor(orang)})
    assert b"Abdi" in b"".join(balasan.streaming_content)


# Export


def test_unduh_hanya_yang_dicentang_sesuai_kolom_dan_urutan(klien, orang, asing):
    balasan = klien.post(
        f"{UNDUH}?kolom=golongan&urut=-nama&status=PPPK",
        {"pilih": [str(orang[0].pk), nomor([orang[2], asing]), "x"]},
    )

    lembar = load_workbook(io.BytesIO(b"".join(balasan.streaming_content))).active
    baris = [[sel.value for sel in satu][1:] for satu in lembar.iter_rows(min_row=5)]
    assert baris[0] == ["NIP", "Nama", "Golongan", "Pangkat"]
    assert [satu[1] for satu in baris[1:]] == ["Cici", "Abdi"]
    catatan = JejakAudit.tanpa_batas.get(aksi="UNDUH")
    assert catatan.data["jumlah"] == 2
    assert "1 pegawai di luar kewenangan Anda tidak ikut diunduh." in klien.get(DAFTAR).text


def test_pilihan_besar_disiapkan_menurut_nomornya(klien, orang, settings):
    settings.EKSPOR_LANGSUNG = 1
    dipilih = [orang[0], orang[2]]

    klien.post(f"{UNDUH}?status=PPPK&urut=-nama&kolom=status", {"pilih": nomor(dipilih)})

    satu = BerkasEkspor.tanpa_batas.get()
    assert satu.daftar_id == [satu.pk for satu in dipilih]
    assert satu.kueri == "urut=-nama&kolom=status"


def test_unduh_semua_yang_cocok_kecuali_yang_dilepas(klien, orang, asing):
    balasan = klien.post(
        f"{UNDUH}?golongan_sampai=III/a&bentuk=csv",
        {"semua": "1", "kecuali": str(orang[0].pk), "pilih": nomor(orang)},
    )

    isi = b"".join(balasan.streaming_content).decode()
    assert "Bela" in isi
    assert not any(nama in isi for nama in ("Abdi", "Cici", "RAHASIA"))


def test_semua_yang_cocok_disiapkan_menurut_saringannya(klien, orang, settings):
    settings.EKSPOR_LANGSUNG = 1

    klien.post(f"{UNDUH}?golongan_sampai=III/a&urut=-nama", {"semua": "1"})

    satu = BerkasEkspor.tanpa_batas.get()
    assert (satu.daftar_id, satu.jumlah) == ([], 2)
    assert satu.kueri == "golongan_sampai=III%2Fa&urut=-nama"


@pytest.mark.parametrize("kiriman", [{}, {"pilih": ""}, {"pilih": "x,-1,٣"}, {"pilih": "9" * 30}])
@pytest.mark.parametrize("alamat", [USUL, UNDUH])
def test_tanpa_pilihan_kembali_ke_daftar(klien, orang, alamat, kiriman):
    balasan = klien.post(f"{alamat}?status=PNS&asing=x", kiriman, follow=True)

    assert balasan.redirect_chain == [(f"{DAFTAR}?status=PNS", 302)]
    assert "Centang dahulu pegawai" in balasan.text


# Proposals


def test_dari_centang_sampai_antrean(klien, klien_untuk, verifikator, orang, asing):
    pilih = nomor([*orang, asing])

    isian = klien.post(USUL, {"pilih": pilih})
    assert "Usulkan perubahan untuk 3 pegawai" in isian.text
    assert "1 di luar kewenangan Anda" in isian.text
    assert "RAHASIA" not in isian.text

    isi = {"pilih": pilih, "golongan": "III/b", "tmt_golongan": "2026-10-01",
           "alasan": "SK kolektif"}  # fmt: skip
    tinjau = klien.post(USUL, isi | {"langkah": "periksa"})
    rencana = tinjau.context["rencana"].perubahan()
    assert rencana["Golongan"] == [("III/a", "III/b", 2), ("III/c", "III/b", 1)]
    assert {baru for _, baru, _ in rencana["TMT golongan"]} == {"1 Oktober 2026"}
    assert "Kirim 3 usulan" in tinjau.text
    assert not semua_usulan().exists()

    hasil = klien.post(USUL, isi | {"langkah": "kirim"})
    assert "3 usulan dikirim ke verifikator" in hasil.text
    assert "1 di luar kewenangan" in hasil.text
    assert [satu.pegawai.nama for satu in semua_usulan()] == ["Abdi", "Bela", "Cici"]
    assert semua_usulan()[0].sesudah == {"golongan": "III/b", "tmt_golongan": "2026-10-01"}
    antrean = klien_untuk(verifikator).get(reverse("pegawai:verifikasi"))
    assert all(nama in antrean.text for nama in ("Abdi", "Bela", "Cici"))


def test_tekan_dua_kali_mengusulkan_sekali(klien, orang):
    isi = {"pilih": nomor(orang), "golongan": "III/b", "alasan": "SK", "langkah": "kirim"}
    klien.post(USUL, isi)

    kedua = klien.post(USUL, isi)

    assert semua_usulan().count() == 3
    assert "0 usulan dikirim" in kedua.text
    assert "3 sudah Anda kirim sebelumnya dan tidak dikirim dua kali." in kedua.text


def test_yang_tidak_ikut_disebut_dengan_sebabnya(klien, pengelola, orang):
    usulkan(orang[0].pk, {"golongan": "III/d"}, oleh=pengelola, alasan="a")

    tinjau = klien.post(
        USUL, {"pilih": nomor(orang), "golongan": "III/c", "alasan": "SK", "langkah": "periksa"}
    )

    assert "Isian ini sudah diusulkan dan menunggu keputusan." in tinjau.text
    assert "Tidak ada isian yang berubah." in tinjau.text
    assert "Tidak ikut (2)" in tinjau.text
    assert "Kirim 1 usulan" in tinjau.text


def test_golongan_pns_tidak_untuk_pppk(klien, orang):
    pppk = PegawaiFactory(nama="Dewi", status_asn="PPPK", golongan="IX")

    tinjau = klien.post(
        USUL,
        {"pilih": nomor([*orang, pppk]), "golongan": "III/b", "alasan": "SK",
         "langkah": "periksa"},
    )  # fmt: skip

    assert (pppk.nama_lengkap, "III/b bukan golongan PPPK.") in tinjau.context["rencana"].gagal
    assert len(tinjau.context["rencana"].daftar) == 3


def test_semua_yang_cocok_menjadi_daftar_tetap(klien, orang):
    isian = klien.post(f"{USUL}?golongan_sampai=III/a", {"semua": "1"})

    assert isian.context["pilih"] == nomor(orang[:2])
    # What was looked at is what is sent, also when the filter finds somebody else by then.
    PegawaiFactory(nama="Dewi", golongan="III/a", urutan_golongan=URUTAN["III/a"])
    klien.post(
        f"{USUL}?golongan_sampai=III/a",
        {"pilih": isian.context["pilih"], "golongan": "III/b", "alasan": "SK", "langkah": "kirim"},
    )
    assert [satu.pegawai.nama for satu in semua_usulan()] == ["Abdi", "Bela"]


def test_bukti_sekali_disimpan_milik_tiap_orang(klien, orang, django_assert_max_num_queries):
    isi = {"pilih": nomor(orang), "golongan": "III/b", "alasan": "SK", "langkah": "kirim"}

    with django_assert_max_num_queries(26):
        klien.post(USUL, isi | {"unggahan": SimpleUploadedFile("sk.png", png())})

    dokumen = list(Dokumen.tanpa_batas.order_by("pegawai__nama"))
    assert [satu.pegawai.nama for satu in dokumen] == ["Abdi", "Bela", "Cici"]
    assert {satu.jenis for satu in dokumen} == {Dokumen.Jenis.SK_PANGKAT}
    assert len({satu.berkas.name for satu in dokumen}) == 1
    assert [satu.bukti for satu in semua_usulan()] == dokumen
    # The same scan for another change of the same persons is the document they have already.
    klien.post(
        USUL,
        {"pilih": nomor(orang), "tmt_golongan": "2026-10-01", "alasan": "SK", "langkah": "kirim",
         "unggahan": SimpleUploadedFile("sk.png", png())},
    )  # fmt: skip
    assert Dokumen.tanpa_batas.count() == 3
    assert {satu.bukti_id for satu in semua_usulan()} == {satu.pk for satu in dokumen}


def test_bukti_palsu_ditolak_tanpa_usulan(klien, orang):
    balasan = klien.post(
        USUL,
        {"pilih": nomor(orang), "golongan": "III/b", "alasan": "SK", "langkah": "kirim",
         "unggahan": SimpleUploadedFile("sk.pdf", b"MZ bukan pdf")},
    )  # fmt: skip

    assert balasan.status_code == 422
    assert "Ini bukan PDF, JPG, atau PNG" in balasan.text
    assert not semua_usulan().exists()
    assert not Dokumen.tanpa_batas.exists()


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"alasan": "SK"}, "Isi sedikitnya satu nilai baru."),
        ({"golongan": "III/b"}, "Tulis alasan perubahan."),
        ({"golongan": "X/z", "alasan": "SK"}, "X/z"),
        ({"tmt_golongan": "31-02-2026", "alasan": "SK"}, "1 isian perlu diperbaiki."),
        ({"unit": "999999", "alasan": "SK"}, "1 isian perlu diperbaiki."),
    ],
)
def test_isian_keliru_disebut(klien, orang, isi, kalimat):
    balasan = klien.post(USUL, {"pilih": nomor(orang), "langkah": "periksa", **isi})

    assert balasan.status_code == 422
    assert kalimat in balasan.text
    assert not semua_usulan().exists()


def test_unit_dan_jabatan_dalam_kata(klien, instansi, instansi_lain, orang):
    lama, baru = (UnitFactory(instansi=instansi, nama=n, jalur=n) for n in ("Lama", "Baru"))
    asing = UnitFactory(instansi=instansi_lain, nama="Unit RAHASIA")
    jabatan = JabatanFactory(nama="Analis Kebijakan")
    orang[0].unit = lama
    orang[0].save()

    isian = klien.post(USUL, {"pilih": nomor(orang)})
    assert "Unit RAHASIA" not in isian.text
    kirim = {"pilih": nomor(orang), "alasan": "Mutasi", "jabatan": jabatan.pk}
    salah = klien.post(USUL, kirim | {"unit": asing.pk, "langkah": "periksa"})
    assert salah.status_code == 422
    tinjau = klien.post(USUL, kirim | {"unit": baru.pk, "langkah": "periksa"})
    rencana = tinjau.context["rencana"].perubahan()
    nama_unit = next(label for label in rencana if label.startswith("Unit"))
    assert rencana[nama_unit] == [("", "Baru", 2), ("Lama", "Baru", 1)]
    ubah = klien.post(USUL, kirim | {"unit": baru.pk, "langkah": "ubah"})
    assert f'<option value="{baru.pk}" selected>' in ubah.text


def test_lintas_instansi_tanpa_isian_unit(klien_untuk, semua, orang, asing):
    balasan = klien_untuk(semua).post(USUL, {"pilih": nomor([*orang, asing])})

    assert balasan.status_code == 200
    assert 'name="unit"' not in balasan.text


def test_lebih_dari_seribu_diminta_dipersempit(klien, orang, monkeypatch):
    monkeypatch.setattr("pegawai.views.massal.BATAS_MASSAL", 2)

    balasan = klien.post(USUL, {"pilih": nomor(orang)}, follow=True)

    assert "Paling banyak 2 orang sekali usul" in balasan.text


def test_rencana_tidak_bertambah_kueri(orang, pengelola, instansi, django_assert_num_queries):
    from pegawai.usulan import rencana_massal

    unit = [UnitFactory(instansi=instansi, nama=f"U{n}") for n in range(6)]
    banyak = [PegawaiFactory(instansi=instansi, unit=satu) for satu in unit[:5]]

    with django_assert_num_queries(3):  # persons, open proposals, names of units
        rencana = rencana_massal(
            [satu.pk for satu in banyak], {"unit": unit[5]}, oleh=pengelola, alasan="a"
        )
        assert sum(n for _, _, n in next(iter(rencana.perubahan().values()))) == 5


def test_usulan_orang_lain_bukan_kiriman_sendiri(pengelola, verifikator, orang):
    nilai = {"golongan": "III/b"}
    usulkan_massal([orang[0].pk], nilai, oleh=pengelola, alasan="a")

    hasil = usulkan_massal([orang[0].pk], nilai, oleh=verifikator, alasan="a")

    assert (hasil.jumlah, hasil.sudah, len(hasil.gagal)) == (0, 0, 1)


def test_hari_lahir_tidak_dapat_massal(klien, orang):
    klien.post(
        USUL,
        {"pilih": nomor(orang), "tanggal_lahir": "2000-01-01", "nip": "1" * 18, "alasan": "SK",
         "golongan": "III/b", "langkah": "kirim"},
    )  # fmt: skip

    assert {tuple(satu.kolom) for satu in semua_usulan()} == {("golongan",)}
    assert orang[0].tanggal_lahir != datetime.date(2000, 1, 1)
