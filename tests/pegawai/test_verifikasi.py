"""The pages of maker–checker: the edit, the maker's desk, the queue."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akses import menu
from akses.models import JejakAudit
from akses.peran import Peran
from pegawai.models import (
    Dokumen,
    HukumanDisiplin,
    RiwayatGolongan,
    RiwayatJabatan,
    UsulanPerubahan,
)
from pegawai.sasaran import DAFTAR_SASARAN, KOLOM_PEGAWAI, LANGSUNG
from pegawai.usulan import usulkan
from tests.factories import (
    PDF_CONTOH,
    DokumenFactory,
    HukumanDisiplinFactory,
    JabatanFactory,
    PegawaiFactory,
    PenggunaFactory,
    RiwayatGolonganFactory,
    RiwayatJabatanFactory,
    UsulanFactory,
)

ANTREAN = "/pegawai/verifikasi/"
Status, S = UsulanPerubahan.Status, UsulanPerubahan.Sasaran


def isi(respons):
    assert respons.status_code == 200, respons.content[:500]
    return respons.content.decode()


@pytest.fixture
def kliver(klien_untuk, verifikator):
    return klien_untuk(verifikator)


def putus(klien, usulan, keputusan, **lain):
    return klien.post(
        reverse("pegawai:verifikasi_putuskan", args=[usulan.pk]),
        {"keputusan": keputusan, "cap": usulan.cap, **lain},
        follow=True,
    )


# The edit of the record


@pytest.fixture
def ubah(klien):
    def kirim(pegawai, **isian):
        pegawai.refresh_from_db()
        return klien.post(
            reverse("pegawai:ubah", args=[pegawai.pk]),
            {"versi": pegawai.diubah.isoformat(), **isian},
        )

    return kirim


def test_isian_peka_menjadi_usulan_kontak_langsung(ubah):
    pegawai = PegawaiFactory(nama="Lama", nomor_hp="1")
    berkas = SimpleUploadedFile("sk.pdf", PDF_CONTOH)

    respons = ubah(pegawai, nama="Baru", nomor_hp="2", alasan="Sesuai ijazah.", unggahan=berkas)

    assert respons.status_code == 302
    pegawai.refresh_from_db()
    assert (pegawai.nama, pegawai.nomor_hp) == ("Lama", "2")
    usulan = UsulanPerubahan.tanpa_batas.get()
    assert usulan.sesudah == {"nama": "Baru"}
    assert usulan.bukti == Dokumen.tanpa_batas.get()


def test_isian_peka_tanpa_alasan_tidak_menulis_apa_pun(ubah):
    pegawai = PegawaiFactory(nomor_hp="1")

    respons = ubah(pegawai, nama="Baru", nomor_hp="2")

    assert respons.status_code == 422
    assert "Tulis alasan" in respons.content.decode()
    pegawai.refresh_from_db()
    assert pegawai.nomor_hp == "1"


def test_usulan_yang_ditolak_sistem_tidak_meninggalkan_kontak_atau_bukti(ubah):
    pegawai = PegawaiFactory(nomor_hp="1")
    UsulanFactory(pegawai=pegawai)
    berkas = SimpleUploadedFile("sk.pdf", PDF_CONTOH)

    respons = ubah(pegawai, nama="Lain", nomor_hp="2", alasan="a", unggahan=berkas)

    assert respons.status_code == 422
    assert "sudah diusulkan" in respons.content.decode()
    pegawai.refresh_from_db()
    assert pegawai.nomor_hp == "1"
    assert not Dokumen.tanpa_batas.exists()
    assert UsulanPerubahan.tanpa_batas.count() == 1


def test_formulir_memuat_semua_kolom(klien):
    pegawai = PegawaiFactory()

    halaman = isi(klien.get(reverse("pegawai:ubah", args=[pegawai.pk])))

    for nama in (*LANGSUNG, *KOLOM_PEGAWAI, "versi", "alasan", "unggahan", "bukti"):
        assert f'name="{nama}"' in halaman


def test_setiap_formulir_dan_usulan_yang_dibuka_tercatat(klien, pengelola):
    usulan = UsulanFactory(pengusul=pengelola)
    pegawai = usulan.pegawai

    for alamat in (
        reverse("pegawai:ubah", args=[pegawai.pk]),
        reverse("pegawai:usul", args=[pegawai.pk]),
        reverse("pegawai:usul_tambah", args=[pegawai.pk, "jabatan"]),
        reverse("pegawai:usulan_rincian", args=[usulan.pk]),
        ANTREAN,
    ):
        sebelum = JejakAudit.tanpa_batas.filter(aksi="LIHAT").count()
        isi(klien.get(alamat))
        jejak = JejakAudit.tanpa_batas.filter(aksi="LIHAT")
        assert jejak.count() == sebelum + 1, alamat
        assert jejak.first().objek_id == str(pegawai.pk)


# Histories


ISIAN = {
    "golongan": {"golongan": "III/d", "tmt": "2026-04-01"},
    "jabatan": {"nama_jabatan": "Kepala Seksi", "penugasan": "D", "tmt": "2026-04-01"},
    "pendidikan": {"tingkat": "40", "pendidikan": "S-1 Hukum", "tahun_lulus": "2010"},
    "pelatihan": {"nama": "Diklat", "tahun": "2026", "jp": "20"},
    "kinerja": {"tahun": "2025", "periode": "TAHUNAN", "predikat": "BAIK"},
    "angka_kredit": {
        "mulai": "2026-01-01", "selesai": "2026-03-31", "utama": "5", "penunjang": "0",
        "kredit": "5",
    },
    "penghargaan": {"penghargaan": "Satyalancana", "tahun": "2026"},
    "hukuman": {
        "tingkat": "R", "jenis": "Teguran lisan", "nomor_sk": "1/2026",
        "masa_mulai": "2026-01-01", "masa_selesai": "2026-07-01",
    },
}  # fmt: skip


def test_setiap_riwayat_punya_isian_uji():
    assert set(ISIAN) == set(DAFTAR_SASARAN) - {"pegawai"}


@pytest.mark.parametrize("sasaran", ISIAN)
def test_riwayat_diusulkan_lewat_formulir_lalu_disetujui(klien, kliver, sasaran):
    pegawai = PegawaiFactory()
    alamat = reverse("pegawai:usul_tambah", args=[pegawai.pk, sasaran])
    assert "alasan" in isi(klien.get(alamat))

    respons = klien.post(alamat, ISIAN[sasaran] | {"alasan": "Sesuai SK."})

    assert respons.status_code == 302, respons.content.decode()[-3000:]
    usulan = UsulanPerubahan.tanpa_batas.get()
    model = DAFTAR_SASARAN[sasaran].model
    assert not model.tanpa_batas.exists()
    assert usulan.pegawai.nama in isi(kliver.get(ANTREAN))
    assert "disetujui" in isi(putus(kliver, usulan, "DISETUJUI"))
    assert model.tanpa_batas.get().pegawai == pegawai
    assert str(model.tanpa_batas.get()) in isi(
        klien.get(reverse("pegawai:usul", args=[pegawai.pk]))
    )


def test_riwayat_diubah_dan_dihapus_lewat_formulir(klien, kliver):
    baris = RiwayatGolonganFactory(golongan="III/c", nomor_sk="1")
    tujuan = [baris.pegawai_id, "golongan", baris.pk]

    halaman = isi(klien.get(reverse("pegawai:usul_ubah", args=tujuan)))
    assert 'value="1"' in halaman
    klien.post(
        reverse("pegawai:usul_ubah", args=tujuan),
        {"golongan": "III/c", "tmt": baris.tmt.isoformat(), "nomor_sk": "2", "alasan": "Keliru."},
    )
    usulan = UsulanPerubahan.tanpa_batas.get()
    putus(kliver, usulan, "DISETUJUI")
    baris.refresh_from_db()
    assert baris.nomor_sk == "2"

    assert klien.post(reverse("pegawai:usul_hapus", args=tujuan), {}).status_code == 422
    klien.post(reverse("pegawai:usul_hapus", args=tujuan), {"alasan": "Ganda."})
    putus(kliver, UsulanPerubahan.tanpa_batas.get(aksi="HAPUS"), "DISETUJUI")
    assert not RiwayatGolongan.tanpa_batas.exists()


def test_hukuman_tidak_terlihat_dan_tidak_terusul_tanpa_izin(klien_untuk, instansi):
    hukuman = HukumanDisiplinFactory(jenis="Teguran Rahasia")
    tanpa = PenggunaFactory(instansi=instansi)
    tanpa.user_permissions.set(
        Permission.objects.filter(
            codename__in=["view_pegawai", "view_usulanperubahan", "add_usulanperubahan"]
        )
    )
    klien = klien_untuk(tanpa)

    assert "Teguran Rahasia" not in isi(
        klien.get(reverse("pegawai:usul", args=[hukuman.pegawai_id]))
    )
    tujuan = [hukuman.pegawai_id, "hukuman", hukuman.pk]
    assert klien.get(reverse("pegawai:usul_ubah", args=tujuan)).status_code == 404
    assert (
        klien.post(reverse("pegawai:usul_hapus", args=tujuan), {"alasan": "a"}).status_code == 404
    )
    assert HukumanDisiplin.tanpa_batas.exists()


def test_isian_riwayat_yang_salah_dikatakan(klien):
    pegawai = PegawaiFactory()

    respons = klien.post(
        reverse("pegawai:usul_tambah", args=[pegawai.pk, "hukuman"]),
        ISIAN["hukuman"] | {"masa_selesai": "2025-01-01", "alasan": "a"},
    )

    assert respons.status_code == 422
    assert "Tanggal selesai sesudah tanggal mulai." in respons.content.decode()


# The maker's desk


def test_dikembalikan_masuk_meja_pengusul_dan_diajukan_lagi(klien, kliver, pengelola, verifikator):
    pegawai = PegawaiFactory(nama="Lama")
    usulan = usulkan(pegawai.pk, {"nama": "Keliru"}, oleh=pengelola, alasan="a")

    putus(kliver, usulan, "DIKEMBALIKAN", catatan="Lampirkan ijazah.")

    assert menu.hitung(pengelola, ["pegawai:usulan"]).get("pegawai:usulan", 0) == 1
    assert "Lampirkan ijazah." in isi(klien.get("/pegawai/usulan/"))
    alamat = reverse("pegawai:usulan_rincian", args=[usulan.pk])
    halaman = isi(klien.get(alamat))
    assert 'value="Keliru"' in halaman
    klien.post(alamat, {"nama": "Benar", "alasan": "Ijazah terlampir."})
    usulan.refresh_from_db()
    assert (usulan.status, usulan.sesudah) == (Status.DIAJUKAN, {"nama": "Benar"})
    assert menu.hitung(pengelola, ["pegawai:usulan"]).get("pegawai:usulan", 0) == 0
    assert menu.hitung(verifikator, ["pegawai:verifikasi"]).get("pegawai:verifikasi", 0) == 1


def test_menarik_lewat_halaman_hanya_milik_sendiri(klien, klien_untuk, pengelola, instansi):
    usulan = UsulanFactory(pengusul=pengelola)
    rekan = klien_untuk(PenggunaFactory(instansi=instansi, peran=Peran.PENGELOLA))
    alamat = reverse("pegawai:usulan_tarik", args=[usulan.pk])

    assert "Hanya pengusul" in isi(rekan.post(alamat, follow=True))
    assert "Usulan ditarik" in isi(klien.post(alamat, follow=True))

    usulan.refresh_from_db()
    assert usulan.status == Status.DITARIK


def test_isi_pos_pada_usulan_yang_menunggu_tidak_mengubahnya(klien, pengelola):
    usulan = UsulanFactory(pengusul=pengelola, sesudah={"nama": "Satu"})

    klien.post(reverse("pegawai:usulan_rincian", args=[usulan.pk]), {"nama": "Dua", "alasan": "b"})

    usulan.refresh_from_db()
    assert usulan.sesudah == {"nama": "Satu"}


# The queue


def test_antrean_sebelum_sesudah_bukti_dan_pemeriksaan(kliver):
    pegawai = PegawaiFactory(golongan="III/c")
    bukti = DokumenFactory(pegawai=pegawai, judul="SK Pangkat")
    UsulanFactory(
        pegawai=pegawai, sebelum={"golongan": "III/c"}, sesudah={"golongan": "IV/a"}, bukti=bukti
    )

    halaman = isi(kliver.get(ANTREAN))

    assert '<del class="lama">III/c</del>' in halaman
    assert '<ins class="baru">IV/a</ins>' in halaman
    assert f'<iframe class="kt-berkas-bingkai" src="/pegawai/dokumen/{bukti.pk}/#' in halaman
    assert "Golongan naik 2 tingkat" in halaman
    assert "Data belum berubah sejak diusulkan" in halaman
    assert "1 usulan menunggu" in halaman
    assert JejakAudit.tanpa_batas.filter(aksi="LIHAT", objek_id=str(pegawai.pk)).exists()


def test_antrean_menyaring_jenis_dan_menampilkan_semua_kolom(kliver):
    usulan = UsulanFactory()
    jabatan = RiwayatJabatanFactory(nama_unit="Unit Tetap")
    UsulanFactory(
        pegawai=jabatan.pegawai, sasaran=S.JABATAN, objek_id=jabatan.pk,
        sebelum={"nomor_sk": ""}, sesudah={"nomor_sk": "9"},
    )  # fmt: skip

    halaman = isi(kliver.get(ANTREAN, {"jenis": "jabatan", "semua": "1"}))

    assert usulan.pegawai.nama_lengkap not in halaman
    assert "Unit Tetap" in halaman
    assert "Ubah riwayat jabatan" in halaman


def test_putusan_membawa_ke_usulan_berikutnya(kliver):
    satu, dua = UsulanFactory(), UsulanFactory()

    respons = putus(kliver, satu, "DISETUJUI", berikut=dua.pk)

    assert respons.redirect_chain[-1][0] == f"{ANTREAN}?usulan={dua.pk}"
    assert dua.pegawai.nama_lengkap in isi(respons)
    assert "Hari ini Anda sudah memeriksa 1." in isi(respons)


@pytest.mark.parametrize("isian", [{"keputusan": "HAPUS"}, {"keputusan": "DITOLAK"}, {}])
def test_putusan_tak_lengkap_tidak_mengubah(kliver, isian):
    usulan = UsulanFactory()

    kliver.post(
        reverse("pegawai:verifikasi_putuskan", args=[usulan.pk]), {"cap": usulan.cap} | isian
    )

    usulan.refresh_from_db()
    assert usulan.status == Status.DIAJUKAN


def test_putusan_tidak_membaca_nilai_dari_permintaan(kliver):
    usulan = UsulanFactory(sesudah={"nama": "Yang Diusulkan"})

    putus(kliver, usulan, "DISETUJUI", nama="Yang Disusupkan", sesudah='{"nama": "x"}')

    usulan.pegawai.refresh_from_db()
    assert usulan.pegawai.nama == "Yang Diusulkan"


def test_yang_kedua_diberi_tahu(kliver, klien_untuk, instansi):
    kedua = klien_untuk(PenggunaFactory(instansi=instansi, peran=Peran.VERIFIKATOR))
    usulan = UsulanFactory()
    putus(kliver, usulan, "DISETUJUI")

    assert "sudah disetujui oleh" in isi(putus(kedua, usulan, "DITOLAK", catatan="x"))


def test_konflik_ditampilkan_di_antrean(kliver):
    usulan = UsulanFactory(sebelum={"nama": "Bukan Lagi"})

    halaman = isi(kliver.get(ANTREAN))
    jawaban = isi(putus(kliver, usulan, "DISETUJUI"))

    assert "Berubah sejak diusulkan" in halaman
    assert "sudah berubah sejak diusulkan" in jawaban


def test_setujui_yang_dicentang_melaporkan_yang_gagal(kliver):
    baik, konflik = UsulanFactory(), UsulanFactory(sebelum={"nama": "Bukan Lagi"})
    pilih = [f"{satu.pk}|{satu.cap}" for satu in (baik, konflik)]

    halaman = isi(kliver.post(reverse("pegawai:verifikasi_banyak"), {"pilih": pilih}, follow=True))

    assert "1 usulan disetujui." in halaman
    assert f"Tidak disetujui: {konflik.pegawai.nama_lengkap}" in halaman
    kosong = kliver.post(reverse("pegawai:verifikasi_banyak"), {"pilih": ["x|y"]}, follow=True)
    assert "Centang usulan" in isi(kosong)


def test_siapa_melihat_dan_memutus_apa(
    klien_untuk, klien, pengelola, verifikator, kabadan, auditor, instansi
):
    rangkap = PenggunaFactory(instansi=instansi, peran=[Peran.PENGELOLA, Peran.VERIFIKATOR])
    milik = UsulanFactory(pengusul=rangkap)
    asing = UsulanFactory()
    sendiri = UsulanFactory(pengusul=pengelola)

    assert "Usulan Anda, menunggu verifikator lain." in isi(
        klien_untuk(rangkap).get(ANTREAN, {"usulan": milik.pk})
    )
    halaman = isi(klien.get(ANTREAN))
    assert sendiri.pegawai.nama_lengkap in halaman
    assert asing.pegawai.nama_lengkap not in halaman
    for pembaca in (auditor, pengelola):
        tanpa_tombol = klien_untuk(pembaca)
        assert "data-putusan" not in isi(tanpa_tombol.get(ANTREAN))
        alamat = reverse("pegawai:verifikasi_putuskan", args=[milik.pk])
        assert tanpa_tombol.post(alamat, {"keputusan": "DISETUJUI"}).status_code == 403
    assert menu.hitung(verifikator, ["pegawai:verifikasi"]).get("pegawai:verifikasi", 0) == 3
    assert menu.hitung(rangkap, ["pegawai:verifikasi"]).get("pegawai:verifikasi", 0) == 2
    assert menu.hitung(kabadan, ["pegawai:verifikasi"]).get("pegawai:verifikasi", 0) == 0
    verifikator.is_active = False
    verifikator.save()
    assert menu.hitung(kabadan, ["pegawai:verifikasi"]).get("pegawai:verifikasi", 0) == 1
    assert "data-putusan" in isi(klien_untuk(kabadan).get(ANTREAN, {"usulan": milik.pk}))


def test_nik_tersamar_bagi_yang_tidak_berizin(klien_untuk, auditor, kliver):
    UsulanFactory(sebelum={"nik": ""}, sesudah={"nik": "6201010101850009"})

    assert "6201010101850009" not in isi(klien_untuk(auditor).get(ANTREAN))
    assert "6201010101850009" in isi(kliver.get(ANTREAN))


def test_usulan_lama_ditandai(kliver):
    UsulanFactory(waktu_usul=timezone.now() - datetime.timedelta(days=10))

    assert "1 lebih dari 3 hari kerja" in isi(kliver.get(ANTREAN))


def test_antrean_jumlah_kueri_tetap(kliver, django_assert_num_queries):
    jabatan = JabatanFactory()

    def buat(banyak):
        for _ in range(banyak):
            UsulanFactory(
                pegawai=PegawaiFactory(),
                sebelum={"jabatan": None, "golongan": "III/c"},
                sesudah={"jabatan": jabatan.pk, "golongan": "III/d"},
            )

    buat(3)
    kliver.get(ANTREAN)
    with CaptureQueriesContext(connection) as sedikit:
        kliver.get(ANTREAN)
    buat(15)

    with django_assert_num_queries(len(sedikit)):
        isi(kliver.get(ANTREAN))
    assert len(sedikit) <= 26  # session, account, rights, menu, queue, counts, one proposal


def test_usulan_saya_jumlah_kueri_tetap(klien, pengelola, django_assert_num_queries):
    UsulanFactory.create_batch(2, pengusul=pengelola)
    klien.get("/pegawai/usulan/")
    with CaptureQueriesContext(connection) as sedikit:
        klien.get("/pegawai/usulan/")
    UsulanFactory.create_batch(20, pengusul=pengelola)

    with django_assert_num_queries(len(sedikit)):
        isi(klien.get("/pegawai/usulan/"))


def test_riwayat_jabatan_tetap_utuh_bila_ditolak(kliver, pengelola):
    jabatan = RiwayatJabatanFactory(nomor_sk="1")
    usulan = usulkan(
        jabatan.pegawai_id, {}, oleh=pengelola, alasan="a", sasaran=S.JABATAN, aksi="HAPUS",
        objek_id=jabatan.pk,
    )  # fmt: skip

    putus(kliver, usulan, "DITOLAK", catatan="SK sah.")

    assert RiwayatJabatan.tanpa_batas.filter(pk=jabatan.pk).exists()
