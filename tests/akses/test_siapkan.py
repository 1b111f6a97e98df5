"""What `siapkan` decides about first accounts and demo data."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from akses.management.commands import siapkan
from akses.models import Pengguna

SANDI = "kuda-sungai-mentaya-7"


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "statik"
    return tmp_path


@pytest.fixture
def lingkungan(monkeypatch):
    for nama in ("DEMO", "DEMO_PASSWORD", "ADMIN_PASSWORD"):
        monkeypatch.delenv(nama, raising=False)
    return monkeypatch


def catat(folder, sandi, *nama):
    isi = {"sandi": sandi, "tampil": [], "semua": list(nama)}
    (folder / "akun_contoh.json").write_text(json.dumps(isi))


def test_sandi_contoh_yang_baru_berlaku_hanya_bagi_akun_contoh(db, folder, lingkungan):
    contoh = Pengguna.objects.create_user("pengelola.6201", password="lama")
    orang = Pengguna.objects.create_user("siti", password="rahasia siti")
    catat(folder, "lama", "pengelola.6201")
    lingkungan.setenv("DEMO_PASSWORD", SANDI)

    call_command("siapkan")

    contoh.refresh_from_db()
    orang.refresh_from_db()
    assert contoh.check_password(SANDI)
    assert orang.check_password("rahasia siti")
    assert json.loads((folder / "akun_contoh.json").read_text())["sandi"] == SANDI


def test_basis_data_berakun_tidak_diisi_data_contoh(db, folder, lingkungan):
    Pengguna.objects.create_user("siti", password="rahasia siti")

    call_command("siapkan")

    assert set(Pengguna.objects.values_list("username", flat=True)) == {"siti", "sistem"}
    assert not (folder / "akun_contoh.json").exists()


def test_tanpa_contoh_administrator_pertama_dari_lingkungan(db, folder, lingkungan):
    lingkungan.setenv("DEMO", "0")
    lingkungan.setenv("ADMIN_PASSWORD", SANDI)

    call_command("siapkan")
    lingkungan.setenv("ADMIN_PASSWORD", "sandi lain yang panjang")
    call_command("siapkan")

    admin = Pengguna.objects.get(is_superuser=True)
    assert admin.username == "admin"
    assert admin.lingkup == Pengguna.Lingkup.SEMUA
    assert admin.check_password(SANDI)


@pytest.mark.parametrize(
    ("sandi", "kalimat"), [(None, "Isi ADMIN_PASSWORD"), ("pendek", "Kata sandi administrator")]
)
def test_administrator_tanpa_sandi_yang_layak_ditolak(db, folder, lingkungan, sandi, kalimat):
    lingkungan.setenv("DEMO", "0")
    if sandi:
        lingkungan.setenv("ADMIN_PASSWORD", sandi)
    lingkungan.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError, match=kalimat):
        call_command("siapkan")

    assert not Pengguna.objects.filter(is_superuser=True).exists()


def test_berkas_statis_yang_sama_tidak_dikumpulkan_lagi(db, folder, lingkungan, monkeypatch):
    Pengguna.objects.create_user("siti")
    call_command("siapkan")
    dipanggil = []
    monkeypatch.setattr(siapkan, "call_command", lambda nama, **_: dipanggil.append(nama))

    call_command("siapkan")

    assert dipanggil == ["siapkan_rujukan"]
