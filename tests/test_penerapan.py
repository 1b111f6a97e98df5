"""Backup and restore, on a database of their own beside that of the tests."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from mulai import AKAR
from mulai.postgres import folder_program

BASIS = "uji_cadangan"


@pytest.fixture
def env(tmp_path):
    asli = os.environ["DATABASE_OWNER_URL"]
    program = folder_program()
    induk = {**os.environ, "PATH": f"{program}:{os.environ['PATH']}"}

    def di_induk(perintah):
        subprocess.run(["psql", "-X", "-q", "-d", asli, "-c", perintah], env=induk, check=True)

    di_induk(f"DROP DATABASE IF EXISTS {BASIS}")
    di_induk(f"CREATE DATABASE {BASIS}")
    url = urlsplit(asli)._replace(path=f"/{BASIS}").geturl()
    (tmp_path / "data" / "media").mkdir(parents=True)
    yield {**induk, "DATABASE_OWNER_URL": url, "DATA_DIR": str(tmp_path / "data")}
    di_induk(f"DROP DATABASE {BASIS}")


def sql(env, perintah):
    hasil = subprocess.run(
        ["psql", "-X", "-At", "-q", "-d", env["DATABASE_OWNER_URL"], "-c", perintah],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return hasil.stdout.strip()


def cadangan(env, *argumen):
    return subprocess.run(
        [sys.executable, AKAR / "penerapan" / "cadangan.py", *argumen],
        env=env,
        capture_output=True,
        text=True,
    )


def test_cadangan_memulihkan_baris_dan_berkas(env, tmp_path):
    unggahan = tmp_path / "data" / "media" / "a.xlsx"
    sql(env, "CREATE TABLE orang (nama text); INSERT INTO orang VALUES ('Ani')")
    unggahan.write_text("isi")
    asal = cadangan(env, "buat", tmp_path / "cadangan").stdout.strip()
    sql(env, "UPDATE orang SET nama = 'Budi'")
    unggahan.unlink()

    tanpa_izin = cadangan(env, "pulihkan", asal)
    hasil = cadangan(env, "pulihkan", asal, "--timpa")

    assert tanpa_izin.returncode == 1
    assert "tidak kosong" in tanpa_izin.stderr
    assert hasil.returncode == 0, hasil.stderr
    assert sql(env, "SELECT nama FROM orang") == "Ani"
    assert unggahan.read_text() == "isi"


def test_cadangan_rusak_ditolak_sebelum_ada_yang_berubah(env, tmp_path):
    sql(env, "CREATE TABLE orang (nama text)")
    asal = cadangan(env, "buat", tmp_path / "cadangan").stdout.strip()
    sql(env, "INSERT INTO orang VALUES ('Ani')")
    with open(f"{asal}/basisdata.dump", "ab") as berkas:
        berkas.write(b"x")

    hasil = cadangan(env, "pulihkan", asal, "--timpa")

    assert hasil.returncode == 1
    assert "hilang atau rusak" in hasil.stderr
    assert sql(env, "SELECT nama FROM orang") == "Ani"


def test_cadangan_lama_dihapus(env, tmp_path):
    tujuan = tmp_path / "cadangan"
    for nama in ("2020-01-01T000000Z", "2020-01-02T000000Z"):
        (tujuan / nama).mkdir(parents=True)

    hasil = cadangan(env, "buat", tujuan, "--simpan", "2")

    assert hasil.returncode == 0, hasil.stderr
    sisa = sorted(folder.name for folder in tujuan.iterdir())
    assert len(sisa) == 2
    assert sisa[0] == "2020-01-02T000000Z"


def test_tanpa_basis_data_satu_kalimat(env, tmp_path):
    env["DATABASE_OWNER_URL"] = ""

    hasil = cadangan(env, "buat", tmp_path / "cadangan")

    assert hasil.returncode == 1
    assert hasil.stderr.strip() == "DATABASE_OWNER_URL belum diisi dengan URL PostgreSQL."
