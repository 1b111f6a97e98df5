"""The page of a person: its parts, what differs from the histories, the change log in words."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from akses.jejak import catat
from akses.models import JejakAudit
from pegawai import catatan, impor
from pegawai.models import Dokumen, Pegawai, UsulanPerubahan
from pegawai.usulan import putuskan, usulkan
from tests.factories import (
    DokumenFactory,
    HukumanDisiplinFactory,
    JabatanFactory,
    PegawaiFactory,
    PenilaianKinerjaFactory,
    RiwayatGolonganFactory,
    RiwayatJabatanFactory,
    RiwayatPelatihanFactory,
    UnitFactory,
    UsulanFactory,
)
from tests.pegawai.bantu_impor import NIP, kode, pasang, periksa, teks

TMT = datetime.date(2024, 4, 1)


def alamat(pegawai, bagian="rincian"):
    return reverse(f"pegawai:{bagian}", args=[pegawai.pk])


def isi(klien, pegawai, bagian="rincian", **kueri):
    respons = klien.get(alamat(pegawai, bagian), kueri)
    assert respons.status_code == 200, respons.content[:500]
    return respons.content.decode()


def kata(halaman):
    return " ".join(re.sub(r"<[^>]+>", " ", halaman).split())


# Parts


def test_setiap_bagian_terdaftar_membawa_kepala_dan_tandanya(klien):
    pegawai = PegawaiFactory(nama="Tiawati Rasan")
    bagian = re.findall(r'id="tab-(\w+)" href="([^"]+)"', isi(klien, pegawai))

    assert [kode for kode, _ in bagian] == [
        "ringkasan", "talenta", "pengembangan", "riwayat", "dokumen", "angka_kredit", "usul",
        "perubahan", "pembaca",
    ]  # fmt: skip
    for kode_bagian, tujuan in bagian:
        halaman = klien.get(tujuan).content.decode()
        assert "<h1>Tiawati Rasan</h1>" in halaman
        assert f'id="tab-{kode_bagian}" href="{tujuan}" aria-current="page"' in halaman
        assert halaman.count('aria-current="page"') >= 1
        assert pegawai.nip not in halaman


def test_bagian_tanpa_izin_tidak_ditawarkan(klien_untuk, ajudan):
    halaman = isi(klien_untuk(ajudan), PegawaiFactory())

    for nama in ("dokumen", "usul", "pembaca"):
        assert f"tab-{nama}" not in halaman


def test_jumlah_kueri_ringkasan_tetap_dan_kecil(klien, django_assert_num_queries):
    pegawai = PegawaiFactory(golongan="III/b", nama_jabatan="Analis")
    isi(klien, pegawai)  # the row in the trail, once an hour
    for tahun in range(2010, 2025):
        RiwayatPelatihanFactory(pegawai=pegawai, tahun=tahun)
        PenilaianKinerjaFactory(pegawai=pegawai, tahun=tahun)
        HukumanDisiplinFactory(
            pegawai=pegawai,
            masa=(datetime.date(tahun, 1, 1), datetime.date(tahun, 2, 1)),
            nomor_sk=f"SK/{tahun}",
        )
        RiwayatGolonganFactory(pegawai=pegawai, golongan="III/c", tmt=datetime.date(tahun, 4, 1))
        RiwayatJabatanFactory(pegawai=pegawai, tmt=datetime.date(tahun, 1, 1))
        catat(JejakAudit.Aksi.UBAH, pegawai, oleh=None)

    # session, account, groups and permissions (2), menu, person, trail, appraisals, trainings, jp,
    # sentences, rules and findings (3), golongan and job in force (2), open proposals, jobs, NIPs
    with django_assert_num_queries(18):
        isi(klien, pegawai)


def test_akun_melihat_siapa_yang_membaca_data_dirinya(klien_untuk, kepala, verifikator):
    pegawai = PegawaiFactory(akun=kepala)
    catat(JejakAudit.Aksi.LIHAT, pegawai, oleh=verifikator, keterangan="NIK lengkap")
    klien = klien_untuk(kepala)

    halaman = klien.get(reverse("pegawai:pembaca_saya")).content.decode()

    assert "NIK lengkap" in halaman
    assert verifikator.nama in halaman
    assert reverse("pegawai:pembaca_saya") in isi(klien, pegawai)
    assert reverse("pegawai:pembaca_saya") not in isi(klien, PegawaiFactory())


def test_akun_tanpa_data_pegawai_diberi_tahu(klien, verifikator):
    catat(JejakAudit.Aksi.LIHAT, PegawaiFactory(), oleh=verifikator, keterangan="NIK lengkap")

    halaman = klien.get(reverse("pegawai:pembaca_saya")).content.decode()

    assert "Akun Anda belum terhubung dengan data pegawai." in halaman
    assert "NIK lengkap" not in halaman


# Documents


def test_dokumen_menurut_jenis_dan_yang_belum_ada(klien):
    pegawai = PegawaiFactory(status_asn="PNS")
    DokumenFactory(pegawai=pegawai, jenis="SK_PNS", judul="SK PNS 2012")
    DokumenFactory(pegawai=pegawai, jenis="SERTIFIKAT", judul="PKA")

    respons = klien.get(alamat(pegawai, "dokumen"))

    assert [jenis for jenis, _ in respons.context["daftar_jenis"]] == [
        "SK PNS",
        "Sertifikat pelatihan",
    ]
    assert [jenis for jenis, _ in respons.context["daftar_belum"]] == [
        "SK_CPNS", "SK_PANGKAT", "SK_JABATAN", "IJAZAH", "IDENTITAS",
    ]  # fmt: skip


@pytest.mark.parametrize(("jenis", "terpilih"), [("IJAZAH", "IJAZAH"), ("<script>", None)])
def test_tautan_unggah_memilih_jenisnya(klien, jenis, terpilih):
    respons = klien.get(alamat(PegawaiFactory(), "dokumen"), {"jenis": jenis})

    assert respons.context["form"].initial.get("jenis") == terpilih


@pytest.mark.parametrize("status", Pegawai.StatusAsn.values)
def test_setiap_status_punya_dokumen_wajib(klien, status):
    belum = klien.get(alamat(PegawaiFactory(status_asn=status), "dokumen")).context["daftar_belum"]

    assert {"IJAZAH", "IDENTITAS"} <= {jenis for jenis, _ in belum} <= set(Dokumen.Jenis.values)


# What differs from the histories


@pytest.fixture
def berbeda(instansi):
    pegawai = PegawaiFactory(
        instansi=instansi, golongan="III/b", tmt_golongan=datetime.date(2020, 4, 1),
        nama_jabatan="Analis", tmt_jabatan=datetime.date(2020, 1, 1),
    )  # fmt: skip
    RiwayatGolonganFactory(
        pegawai=pegawai, golongan="III/c", tmt=TMT, nomor_sk="823/1", masa_kerja_tahun=12,
        masa_kerja_bulan=3,
    )  # fmt: skip
    RiwayatGolonganFactory(pegawai=pegawai, golongan="III/d", tmt=datetime.date(2999, 4, 1))
    RiwayatJabatanFactory(
        pegawai=pegawai, nama_jabatan="Kepala Seksi", nama_unit="Seksi A", tmt=TMT
    )
    return pegawai


@pytest.mark.parametrize("bagian", ["rincian", "riwayat"])
def test_perbedaan_dengan_riwayat_menawarkan_usulan(klien, berbeda, bagian):
    halaman = isi(klien, berbeda, bagian)

    assert "Golongan terakhir menurut riwayat III/c, pada data pegawai III/b." in halaman
    assert "Jabatan terakhir menurut riwayat “Kepala Seksi”, pada data pegawai “Analis”." in halaman
    for nama in ("golongan", "jabatan"):
        assert f"{alamat(berbeda, 'ubah')}?dari={nama}" in halaman


def test_tombol_usulkan_hanya_bagi_yang_boleh(klien_untuk, auditor, berbeda):
    halaman = isi(klien_untuk(auditor), berbeda)

    assert "Golongan terakhir menurut riwayat III/c" in halaman
    assert "?dari=" not in halaman


def test_formulir_terisi_dari_riwayat_golongan(klien, berbeda):
    form = klien.get(alamat(berbeda, "ubah"), {"dari": "golongan"}).context["form"]

    assert form["golongan"].value() == "III/c"
    assert form["tmt_golongan"].value() == TMT
    assert (form["masa_kerja_tahun"].value(), form["masa_kerja_bulan"].value()) == (12, 3)
    assert form["alasan"].value() == (
        "Disamakan dengan riwayat golongan: III/c, TMT 1 April 2024, SK 823/1"
    )
    assert form["nama"].value() == berbeda.nama


def test_formulir_terisi_dari_riwayat_jabatan_bila_namanya_pasti(klien, berbeda, instansi):
    kosong = klien.get(alamat(berbeda, "ubah"), {"dari": "jabatan"}).context["form"]
    assert (kosong["jabatan"].value(), kosong["unit"].value()) == (
        berbeda.jabatan_id,
        berbeda.unit_id,
    )
    jabatan = JabatanFactory(nama="KEPALA SEKSI")
    unit = UnitFactory(instansi=instansi, nama="Seksi A")

    form = klien.get(alamat(berbeda, "ubah"), {"dari": "jabatan"}).context["form"]

    assert (form["jabatan"].value(), form["unit"].value()) == (jabatan.pk, unit.pk)
    assert form["tmt_jabatan"].value() == TMT


def test_usulan_dari_formulir_itu_mengubah_data_sesudah_disetujui(klien, berbeda, verifikator):
    form = klien.get(alamat(berbeda, "ubah"), {"dari": "golongan"}).context["form"]
    kiriman = {
        nama: form[nama].value()
        for nama in ("versi", "golongan", "tmt_golongan", "masa_kerja_tahun", "alasan")
    }

    respons = klien.post(f"{alamat(berbeda, 'ubah')}?dari=golongan", kiriman)

    assert respons.status_code == 302, respons.content.decode()[:3000]
    usulan = UsulanPerubahan.tanpa_batas.get()
    assert usulan.kolom == ["golongan", "tmt_golongan", "masa_kerja_tahun"]
    assert "Sudah diusulkan" in isi(klien, berbeda)
    putuskan(usulan.pk, "DISETUJUI", oleh=verifikator, cap=usulan.cap)
    berbeda.refresh_from_db()
    assert (berbeda.golongan, berbeda.tmt_golongan) == ("III/c", TMT)
    assert "Golongan terakhir menurut riwayat" not in isi(klien, berbeda)


@pytest.mark.parametrize("dari", ["", "pendidikan", "golongan"])
def test_tanpa_perbedaan_formulir_seperti_biasa(klien, dari):
    pegawai = PegawaiFactory(golongan="III/b")

    form = klien.get(alamat(pegawai, "ubah"), {"dari": dari}).context["form"]

    assert form["golongan"].value() == "III/b"
    assert not form["alasan"].value()


def test_pratinjau_memperingatkan_riwayat_yang_lebih_baru(pengelola):
    PegawaiFactory(
        instansi=pengelola.instansi, nip=NIP, golongan="III/b",
        tmt_golongan=datetime.date(2020, 4, 1), nama_jabatan="Analis",
        tmt_jabatan=datetime.date(2020, 1, 1),
    )  # fmt: skip
    pangkat = teks(
        ["NIP", "GOLONGAN", "TMT GOLONGAN"],
        [NIP, "III/a", "01-04-2016"],
        [NIP, "III/c", "01-04-2024"],
    )
    tugas = teks(
        ["NIP", "NAMA JABATAN", "TMT JABATAN", "JENIS PENUGASAN"],
        [NIP, "Kepala Seksi", "01-05-2024", "D"],
        [NIP, "Kepala Dinas", "01-06-2024", "PLT"],
        [NIP, "ANALIS", "01-07-2024", "D"],
    )

    golongan = periksa(pangkat, oleh=pengelola, jenis="golongan")
    jabatan = periksa(tugas, oleh=pengelola, jenis="jabatan_riwayat")

    assert kode(golongan) == {(3, "lebih_baru_dari_data_pegawai")}
    assert kode(jabatan) == {(2, "lebih_baru_dari_data_pegawai")}
    pesan = impor.laporan(golongan)["peringatan"][0]["pesan"]
    assert pesan.startswith("Lebih baru daripada data pegawai (III/b)")


# The change log


def test_jejak_perubahan_menyebut_nilai_pelaku_dan_dasar(klien, pengelola, verifikator):
    pegawai = PegawaiFactory(golongan="III/c")
    usulan = usulkan(
        pegawai.pk, {"golongan": "III/d"}, oleh=pengelola, alasan="Naik pangkat",
        bukti=DokumenFactory(pegawai=pegawai, judul="SK 823/2024"),
    )  # fmt: skip
    putuskan(usulan.pk, "DISETUJUI", oleh=verifikator, cap=usulan.cap)

    halaman = kata(isi(klien, pegawai, "perubahan"))

    assert "Golongan: III/c → menjadi III/d" in halaman
    assert f"Diusulkan {pengelola.nama}, disetujui {verifikator.nama}" in halaman
    assert "Dasar: Naik pangkat (SK 823/2024)" in halaman


def test_jejak_perubahan_memuat_berkas_yang_diterapkan(klien, pengelola):
    kepala = ["NIP BARU", "NAMA", "ALAMAT", "NIK"]
    pasang(teks(kepala, [NIP, "BUDI SANTOSO", "Jl. Lama", "6201010101850001"]), oleh=pengelola)
    berkas = pasang(
        teks(kepala, [NIP, "BUDI SANTOSO", "Jl. Baru", "6201010101850002"], nama="juli.csv"),
        oleh=pengelola,
    )
    pegawai = Pegawai.tanpa_batas.get(nip=NIP)

    daftar = catatan.daftar_perubahan(pengelola, pegawai)

    assert [satu.apa for satu in daftar] == ["Data pegawai"]
    assert ("Alamat", "Jl. Lama", "Jl. Baru") in daftar[0].beda
    assert (daftar[0].oleh, daftar[0].dasar) == (pengelola.nama, "Berkas juli.csv, baris 2")
    assert daftar[0].tautan == reverse("pegawai:berkas", args=[berkas.pk])
    assert "Jl. Lama" in isi(klien, pegawai, "perubahan")


def test_jejak_perubahan_menyembunyikan_yang_rahasia(klien_untuk, auditor, kepala, pengelola):
    kepala_berkas = ["NIP BARU", "NAMA", "NIK"]
    pasang(teks(kepala_berkas, [NIP, "BUDI SANTOSO", "6201010101850001"]), oleh=pengelola)
    pasang(teks(kepala_berkas, [NIP, "BUDI SANTOSO", "6201010101850002"]), oleh=pengelola)
    pegawai = Pegawai.tanpa_batas.get(nip=NIP)
    catat(
        JejakAudit.Aksi.UBAH, pegawai, oleh=pengelola,
        data={"sebelum": {"NIK": "6201010101850002"}, "sesudah": {"NIK": "6201010101850003"}},
    )  # fmt: skip

    assert "6201010101850002" not in isi(klien_untuk(auditor), pegawai, "perubahan")
    milik_kepala = isi(klien_untuk(kepala), pegawai, "perubahan")
    assert "620101010185000" not in milik_kepala
    assert "Berkas" not in kata(milik_kepala)  # who may not see files is not told of them


def test_jejak_perubahan_jumlah_kueri_tetap(pengelola, verifikator, django_assert_num_queries):
    pegawai = PegawaiFactory()
    for nomor in range(5):
        usulan = UsulanFactory(pegawai=pegawai, pengusul=pengelola, status="DITARIK")
        catat(
            JejakAudit.Aksi.UBAH, pegawai, oleh=verifikator,
            data={"usulan": usulan.pk, "sebelum": {"Nama": str(nomor)}, "sesudah": {"Nama": "x"}},
        )  # fmt: skip
    pengelola.has_perm("pegawai.view_pegawai")

    with django_assert_num_queries(3):  # trail, proposals, rows of files
        daftar = catatan.daftar_perubahan(pengelola, pegawai)

    assert len(daftar) == 5
    assert {satu.pengusul for satu in daftar} == {pengelola.nama}


def test_jejak_perubahan_terbaru_di_atas_dan_terbatas(pengelola):
    pegawai = PegawaiFactory()
    for nomor in range(catatan.TERBANYAK + 1):
        catat(
            JejakAudit.Aksi.UBAH, pegawai, oleh=pengelola,
            data={"sebelum": {"Nama": ""}, "sesudah": {"Nama": str(nomor)}},
        )  # fmt: skip

    daftar = catatan.daftar_perubahan(pengelola, pegawai)

    assert len(daftar) == catatan.TERBANYAK
    assert daftar[0].beda == (("Nama", "", str(catatan.TERBANYAK)),)
    assert daftar[0].waktu <= timezone.now()
