"""The cast: one person per role, and those who must see less or more than they."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client

from akses.models import Instansi, Pengguna
from akses.peran import Peran
from tests.factories import PenggunaFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Reference data once for all tests, and again after each flush of a transactional one.

    At the end the sessions that threads of the live server left open are closed: they would keep
    the test database from being dropped.
    """
    with django_db_blocker.unblock():
        call_command("siapkan_rujukan")
    bermodel = [app for app in apps.get_app_configs() if app.models_module]  # only these signal
    terakhir = bermodel[-1]
    post_migrate.connect(
        _siapkan_rujukan, sender=terakhir, weak=False, dispatch_uid="rujukan-setelah-flush"
    )
    yield
    with django_db_blocker.unblock(), connection.cursor() as kursor:
        kursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _siapkan_rujukan(**kwargs):
    call_command("siapkan_rujukan")


@pytest.fixture(autouse=True)
def _cache_kosong():
    yield
    cache.clear()


# Instansi


@pytest.fixture
def instansi(db):
    """Where most of the cast works: Kotawaringin Barat."""
    return Instansi.objects.get(kode_kemendagri="62.01")


@pytest.fixture
def instansi_lain(db):
    """What the cast must not see: Barito Utara."""
    return Instansi.objects.get(kode_kemendagri="62.05")


@pytest.fixture
def provinsi(db):
    return Instansi.objects.get(kode_kemendagri="62")


# One person per role


@pytest.fixture
def pengelola(instansi):
    return PenggunaFactory(username="pengelola.6201", instansi=instansi, peran=Peran.PENGELOLA)


@pytest.fixture
def verifikator(instansi):
    return PenggunaFactory(username="verifikator.6201", instansi=instansi, peran=Peran.VERIFIKATOR)


@pytest.fixture
def komite(instansi):
    return PenggunaFactory(username="komite.6201", instansi=instansi, peran=Peran.KOMITE)


@pytest.fixture
def pelatihan(instansi):
    return PenggunaFactory(username="pelatihan.6201", instansi=instansi, peran=Peran.PELATIHAN)


@pytest.fixture
def kabadan(instansi):
    return PenggunaFactory(username="kabadan.6201", instansi=instansi, peran=Peran.KABADAN)


@pytest.fixture
def kepala(instansi):
    return PenggunaFactory(username="kepala.6201", instansi=instansi, peran=Peran.KEPALA)


@pytest.fixture
def ajudan(instansi):
    return PenggunaFactory(username="ajudan.6201", instansi=instansi, peran=Peran.AJUDAN)


@pytest.fixture
def auditor(instansi):
    return PenggunaFactory(username="auditor.6201", instansi=instansi, peran=Peran.AUDITOR)


@pytest.fixture
def administrator(instansi):
    return PenggunaFactory(
        username="administrator.6201",
        instansi=instansi,
        peran=Peran.ADMINISTRATOR,
        is_staff=True,
    )


# Those who see less, more, or something else


@pytest.fixture
def pengelola_lain(instansi_lain):
    """Same role, other Instansi."""
    return PenggunaFactory(username="pengelola.6205", instansi=instansi_lain, peran=Peran.PENGELOLA)


@pytest.fixture
def tanpa_instansi(db):
    """A role but no Instansi: sees nothing."""
    return PenggunaFactory(username="tanpa.instansi", instansi=None, peran=Peran.PENGELOLA)


@pytest.fixture
def penonton(instansi):
    """An Instansi but no role: may do nothing."""
    return PenggunaFactory(username="penonton.6201", instansi=instansi)


@pytest.fixture
def semua(provinsi):
    """A pengelola of the province who sees all Instansi."""
    return PenggunaFactory(
        username="bkd",
        instansi=provinsi,
        lingkup=Pengguna.Lingkup.SEMUA,
        peran=Peran.PENGELOLA,
    )


@pytest.fixture
def gubernur(provinsi):
    """Head of the province: rows of the province only, figures of all fifteen."""
    return PenggunaFactory(username="gubernur", instansi=provinsi, peran=Peran.KEPALA)


@pytest.fixture
def superuser(db):
    return PenggunaFactory(
        username="admin", lingkup=Pengguna.Lingkup.SEMUA, is_staff=True, is_superuser=True
    )


# Signed in


@pytest.fixture
def klien_untuk():
    """``klien_untuk(pengguna)``: a test client with that account signed in."""

    def buat(pengguna):
        klien = Client()
        klien.force_login(pengguna)
        return klien

    return buat


@pytest.fixture
def klien(klien_untuk, pengelola):
    return klien_untuk(pengelola)
