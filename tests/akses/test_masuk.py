"""Signing in and out, and what ends a session."""

import re

import pytest
from django.test import Client

from akses.models import JejakAudit
from tests.factories import SANDI, PegawaiFactory, PenggunaFactory

AKSI = JejakAudit.Aksi

pytestmark = pytest.mark.urls("tests.akses.rute_uji")


@pytest.fixture(autouse=True)
def _tujuan_masuk(settings):
    settings.LOGIN_REDIRECT_URL = "/akun/"  # the home page belongs to an upper app


def masuk(client, nama, sandi=SANDI, **lain):
    return client.post("/masuk/", {"username": nama, "password": sandi, **lain})


def jejak(aksi):
    return JejakAudit.tanpa_batas.filter(aksi=aksi)


def tanpa_token(respons, nama):
    """The page without what differs on each request."""
    isi = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", respons.content.decode())
    return isi.replace(nama, "")


@pytest.mark.parametrize("alamat", ["/uji/", "/uji/1/", "/akun/", "/akun/password/change/"])
@pytest.mark.django_db
def test_tamu_diantar_ke_halaman_masuk(client, alamat):
    respons = client.get(alamat)

    assert (respons.status_code, respons["Location"]) == (302, f"/masuk/?next={alamat}")


def test_masuk_dengan_nama_dan_sandi(client, pengelola):
    respons = masuk(client, "pengelola.6201")

    assert (respons.status_code, respons["Location"]) == (302, "/akun/")
    assert client.session["_auth_user_id"] == str(pengelola.pk)
    assert jejak(AKSI.MASUK).get().pengguna == pengelola


def test_jawaban_sama_untuk_sandi_salah_dan_akun_tidak_ada(client, pengelola):
    salah = masuk(client, "pengelola.6201", "keliru-keliru-keliru")
    tidak_ada = masuk(client, "tidak.ada.sama", "keliru-keliru-keliru")

    assert salah.status_code == tidak_ada.status_code == 200
    assert tanpa_token(salah, "pengelola.6201") == tanpa_token(tidak_ada, "tidak.ada.sama")
    assert "_auth_user_id" not in client.session


def test_gagal_masuk_dicatat_tanpa_isian_yang_tidak_dikenal(client, pengelola, instansi):
    masuk(client, "pengelola.6201", "keliru-keliru-keliru")
    masuk(client, "sandi-rahasia-salah-kolom", "x")

    sesuai, asing = jejak(AKSI.GAGAL_MASUK).order_by("pk")
    assert (sesuai.pengguna, sesuai.instansi) == (pengelola, instansi)
    assert (asing.pengguna, asing.nama_akun, asing.instansi) == (None, "", None)
    assert "rahasia" not in asing.keterangan


def test_akun_nonaktif_tidak_dapat_masuk(client, instansi):
    PenggunaFactory(username="berhenti", is_active=False)

    masuk(client, "berhenti")

    assert "_auth_user_id" not in client.session
    assert not jejak(AKSI.MASUK).exists()


def test_pelaku_sistem_tidak_dapat_masuk(client, db):
    masuk(client, "sistem", "")
    masuk(client, "sistem", "!")

    assert "_auth_user_id" not in client.session


def test_kunci_sesi_baru_setelah_masuk(client, pengelola):
    client.get("/masuk/")
    sesi = client.session
    sesi["tanda"] = "sebelum"
    sesi.save()
    lama = sesi.session_key

    masuk(client, "pengelola.6201")

    assert client.session.session_key != lama


def test_masuk_perlu_csrf(pengelola):
    klien = Client(enforce_csrf_checks=True)

    assert masuk(klien, "pengelola.6201").status_code == 403


@pytest.mark.parametrize(
    ("next", "tujuan"),
    [
        ("/uji/", "/uji/"),
        ("https://jahat.example/", "/akun/"),
        ("//jahat.example/", "/akun/"),
        ("/\\jahat.example", "/akun/"),
        ("javascript:alert(1)", "/akun/"),
    ],
)
def test_tujuan_setelah_masuk_tidak_ke_luar(client, pengelola, next, tujuan):
    assert masuk(client, "pengelola.6201", next=next)["Location"] == tujuan


def test_keluar_hanya_dengan_post(klien, pengelola):
    klien.get("/keluar/")
    assert klien.session["_auth_user_id"] == str(pengelola.pk)

    respons = klien.post("/keluar/")

    assert (respons.status_code, respons["Location"]) == (302, "/masuk/")
    assert "_auth_user_id" not in klien.session
    assert jejak(AKSI.KELUAR).get().pengguna == pengelola


def test_pendaftaran_tertutup(client, db):
    isian = {"username": "baru", "password1": SANDI, "password2": SANDI}

    client.post("/akun/signup/", isian)

    assert "_auth_user_id" not in client.session
    assert not masuk(client, "baru").has_header("Location")


@pytest.mark.parametrize("ubah", ["nonaktif", "sandi"])
def test_sesi_lain_berhenti(klien, pengelola, ubah):
    assert klien.get("/akun/password/change/").status_code == 200

    if ubah == "nonaktif":
        pengelola.is_active = False
    else:
        pengelola.set_password("sandi-baru-yang-panjang")
    pengelola.save()

    assert klien.get("/akun/password/change/")["Location"].startswith("/masuk/")


def test_peran_yang_dicabut_berlaku_pada_permintaan_berikutnya(klien, pengelola):
    sebelum = klien.get("/uji/").status_code

    pengelola.groups.clear()

    assert (sebelum, klien.get("/uji/").status_code) == (200, 403)


def test_percobaan_sandi_dibatasi(client, pengelola, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}

    for _ in range(5):
        masuk(client, "pengelola.6201", "keliru-keliru-keliru")
    masuk(client, "pengelola.6201")

    assert "_auth_user_id" not in client.session


def test_kuki_dan_kepala_keamanan(client, pengelola):
    respons = masuk(client, "pengelola.6201")
    kuki = respons.cookies["sessionid"]
    halaman = Client().get("/masuk/")

    assert (kuki["httponly"], kuki["samesite"]) == (True, "Lax")
    assert halaman["X-Frame-Options"] == "DENY"
    assert halaman["X-Content-Type-Options"] == "nosniff"
    assert halaman["Referrer-Policy"] == "same-origin"
    csp = halaman["Content-Security-Policy"]
    assert "unsafe" not in csp
    assert "default-src 'self'" in csp


def test_dua_orang_bergantian_pada_satu_proses(klien_untuk, pengelola, pengelola_lain):
    PegawaiFactory(instansi=pengelola.instansi, nama="Punya Kobar")
    PegawaiFactory(instansi=pengelola_lain.instansi, nama="Punya Barut")
    sini, sana = klien_untuk(pengelola), klien_untuk(pengelola_lain)

    for _ in range(3):
        isi_sini = sini.get("/uji/").content.decode()
        isi_sana = sana.get("/uji/").content.decode()
        assert "Punya Kobar" in isi_sini
        assert "Punya Barut" not in isi_sini
        assert "Punya Barut" in isi_sana
        assert "Punya Kobar" not in isi_sana
