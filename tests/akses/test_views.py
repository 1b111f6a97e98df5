"""Health and theme."""

import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from redis.exceptions import ConnectionError as RedisPutus

from akses import tasks, views


@pytest.fixture
def pekerja_hidup():
    tasks.detak()


@pytest.mark.django_db
@pytest.mark.usefixtures("pekerja_hidup")
def test_sehat_untuk_orang_asing_tanpa_rincian(client):
    respons = client.get("/sehat/")

    assert respons.status_code == 200
    assert respons.json() == {"sehat": True}
    assert "no-store" in respons["Cache-Control"]


@pytest.mark.django_db
def test_tanpa_pekerja_503(client):
    respons = client.get("/sehat/")

    assert respons.status_code == 503
    assert respons.json() == {"sehat": False}


@pytest.mark.django_db
def test_pekerja_yang_lama_diam_503(client):
    cache.set(tasks.DETAK, time.time() - tasks.UMUR_DETAK - 1)

    assert client.get("/sehat/").status_code == 503


def test_pekerja_yang_baru_mulai_terhitung(db, client):
    tasks.catat_siap()

    assert client.get("/sehat/").status_code == 200


@pytest.mark.django_db
def test_broker_mati_503(client, monkeypatch):
    def putus(*args):
        raise RedisPutus("putus")

    monkeypatch.setattr(cache, "get", putus)

    assert client.get("/sehat/").json() == {"sehat": False}


@pytest.mark.usefixtures("pekerja_hidup")
def test_database_mati_503_tanpa_rincian(klien_untuk, administrator, monkeypatch):
    monkeypatch.setattr(views, "_database_menjawab", lambda: False)

    respons = klien_untuk(administrator).get("/sehat/")

    assert respons.status_code == 503
    assert respons.json() == {"sehat": False}


@pytest.mark.usefixtures("pekerja_hidup")
def test_rincian_hanya_bagi_staf(klien, klien_untuk, administrator):
    assert klien.get("/sehat/").json() == {"sehat": True}
    assert klien_untuk(administrator).get("/sehat/").json() == {
        "sehat": True,
        "database": True,
        "broker": True,
        "pekerja": True,
    }


def test_database_yang_menolak_terhitung_mati(monkeypatch):
    def tolak():
        raise DatabaseError

    monkeypatch.setattr(views, "connection", SimpleNamespace(cursor=tolak))

    assert views._database_menjawab() is False


# tema


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_tema_disimpan_dan_kembali_ke_halaman(client, tema):
    respons = client.post("/tema/", {"tema": tema, "kembali": "/pegawai/?q=a"})

    assert (respons.status_code, respons["Location"]) == (302, "/pegawai/?q=a")
    assert respons.cookies["tema"].value == tema
    assert respons.cookies["tema"]["samesite"] == "Lax"


def test_tema_lain_tidak_disimpan(client):
    assert "tema" not in client.post("/tema/", {"tema": "<script>"}).cookies


@pytest.mark.parametrize(
    "kembali",
    ["https://jahat.example/", "//jahat.example/", "\\\\jahat.example", "javascript:alert(1)", ""],
)
def test_tema_tidak_mengantar_ke_luar(client, kembali):
    assert client.post("/tema/", {"tema": "gelap", "kembali": kembali})["Location"] == "/"


def test_tema_hanya_post(client):
    assert client.get("/tema/").status_code == 405
