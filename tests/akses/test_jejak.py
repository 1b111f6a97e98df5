"""The trail only grows, knows who did it, and remembers refusals."""

import pytest
from django.db import DatabaseError, transaction
from django.test import RequestFactory

from akses.jejak import alamat_permintaan, catat
from akses.middleware import alamat
from akses.models import JejakAudit
from akses.peran import Peran
from tests.factories import PegawaiFactory, PenggunaFactory

AKSI = JejakAudit.Aksi

pytestmark = pytest.mark.urls("tests.akses.rute_uji")


def penolakan():
    return JejakAudit.tanpa_batas.filter(aksi=AKSI.TOLAK)


# catat


def test_catat_menyimpan_pelaku_peran_dan_objek(pengelola, instansi):
    pegawai = PegawaiFactory()

    jejak = catat(AKSI.LIHAT, pegawai, oleh=pengelola, keterangan="Profil", data={"n": 1})

    assert (jejak.pengguna, jejak.nama_akun, jejak.peran) == (
        pengelola,
        "pengelola.6201",
        "Pengelola",
    )
    assert (jejak.objek_jenis, jejak.objek_id) == ("pegawai.pegawai", str(pegawai.pk))
    assert (jejak.instansi, jejak.keterangan, jejak.data) == (instansi, "Profil", {"n": 1})


def test_instansi_jejak_milik_objek_bukan_pelaku(semua, instansi_lain):
    jejak = catat(AKSI.LIHAT, PegawaiFactory(instansi=instansi_lain), oleh=semua)

    assert jejak.instansi == instansi_lain


def test_instansi_jejak_dapat_ditentukan(semua, instansi):
    assert catat(AKSI.UNDUH, oleh=semua, instansi=instansi).instansi == instansi


def test_catat_untuk_jenis_tanpa_baris(pengelola):
    from pegawai.models import Pegawai

    jejak = catat(AKSI.UNDUH, Pegawai, oleh=pengelola)

    assert (jejak.objek_jenis, jejak.objek_id) == ("pegawai.pegawai", "")
    assert jejak.instansi == pengelola.instansi


def test_catat_tanpa_pelaku(db):
    jejak = catat(AKSI.GAGAL_MASUK, oleh=None)

    assert (jejak.pengguna, jejak.nama_akun, jejak.instansi) == (None, "", None)


def test_beberapa_peran_dan_keterangan_panjang(instansi):
    rangkap = PenggunaFactory(peran=[Peran.AUDITOR, Peran.AJUDAN])

    jejak = catat(AKSI.LIHAT, oleh=rangkap, keterangan="x" * 400 + "\0")

    assert jejak.peran == "Ajudan, Auditor"
    assert len(jejak.keterangan) == 300


def test_keterangan_dengan_karakter_nul_tetap_tercatat(pengelola):
    assert catat(AKSI.TOLAK, oleh=pengelola, keterangan="a\0b").keterangan == "ab"


def test_catat_ikut_batal_bersama_transaksi(pengelola):
    with transaction.atomic():
        catat(AKSI.UBAH, oleh=pengelola)
        transaction.set_rollback(True)

    assert not JejakAudit.tanpa_batas.filter(aksi=AKSI.UBAH).exists()


# hanya bertambah


@pytest.mark.parametrize("ubah", [lambda q: q.update(keterangan="palsu"), lambda q: q.delete()])
def test_jejak_tidak_dapat_diubah_atau_dihapus(pengelola, ubah):
    jejak = catat(AKSI.LIHAT, oleh=pengelola, keterangan="asli")

    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
        ubah(JejakAudit.tanpa_batas.filter(pk=jejak.pk))

    jejak.refresh_from_db()
    assert jejak.keterangan == "asli"


# penolakan


def test_tanpa_izin_403_dan_dicatat(klien_untuk, penonton, instansi):
    respons = klien_untuk(penonton).get("/uji/", REMOTE_ADDR="10.1.2.3")

    jejak = penolakan().get()
    assert respons.status_code == 403
    assert (jejak.pengguna, jejak.instansi, jejak.alamat_ip) == (penonton, instansi, "10.1.2.3")
    assert jejak.keterangan == "403 GET /uji/"


def test_baris_instansi_lain_404_dan_dicatat(klien, instansi_lain):
    pegawai = PegawaiFactory(instansi=instansi_lain, nama="RAHASIA")

    respons = klien.get(f"/uji/{pegawai.pk}/")

    assert respons.status_code == 404
    assert b"RAHASIA" not in respons.content
    assert penolakan().get().keterangan == f"404 GET /uji/{pegawai.pk}/"


def test_akses_yang_berhasil_bukan_penolakan(klien):
    pegawai = PegawaiFactory()

    assert klien.get(f"/uji/{pegawai.pk}/").status_code == 200
    assert not penolakan().exists()


def test_bukan_staf_diantar_masuk_ke_admin_bukan_penolakan(klien):
    assert klien.get("/admin/akses/pengguna/").status_code in {302, 403}


def test_404_pada_baris_dicatat_dan_pada_alamat_asing_tidak(klien, pengelola):
    asing = klien.get("/tidak-ada/")
    baris = klien.get("/uji/999999/")

    assert (asing.status_code, baris.status_code) == (404, 404)
    assert penolakan().get().keterangan == "404 GET /uji/999999/"


def test_tamu_tidak_dicatat(client, db):
    client.get("/uji/999999/")

    assert not penolakan().exists()


def test_alamat_dengan_nul_tidak_menjatuhkan_halaman(klien_untuk, administrator):
    respons = klien_untuk(administrator).get("/admin/a%00b/")

    assert respons.status_code == 404
    assert penolakan().get().keterangan == "404 GET /admin/ab/"


# alamat pemanggil


@pytest.fixture
def di_balik_proxy(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def permintaan(diteruskan="", asal="10.0.0.1"):
    kepala = {"HTTP_X_FORWARDED_FOR": diteruskan} if diteruskan else {}
    return RequestFactory().get("/", REMOTE_ADDR=asal, **kepala)


def test_alamat_tanpa_proxy_mengabaikan_kepala_permintaan():
    assert alamat(permintaan("203.0.113.9")) == "10.0.0.1"


@pytest.mark.usefixtures("di_balik_proxy")
@pytest.mark.parametrize(
    ("diteruskan", "hasil"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),  # the first one is whatever the caller says
        ("2001:db8::1", "2001:db8::1"),
        ("bukan alamat", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_alamat_di_balik_proxy(diteruskan, hasil):
    assert alamat(permintaan(diteruskan)) == hasil


def test_alamat_lewat_soket_kosong():
    assert alamat(permintaan(asal="")) is None


def test_alamat_tidak_tertinggal_setelah_permintaan(klien):
    klien.get("/tidak-ada/", REMOTE_ADDR="10.1.2.3")

    assert alamat_permintaan.get() is None


@pytest.mark.usefixtures("di_balik_proxy")
def test_kepala_palsu_tidak_menjatuhkan_penolakan(klien):
    klien.get("/uji/999999/", HTTP_X_FORWARDED_FOR="'; DROP", REMOTE_ADDR="")

    assert penolakan().get().alamat_ip is None
