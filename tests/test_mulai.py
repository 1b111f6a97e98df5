"""The start-up: its refusals, its roles, its end, and its second start."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from mulai import AKAR
from mulai.data import FolderData
from mulai.galat import GalatMulai
from mulai.layanan import periksa_postgres, periksa_redis
from mulai.perintah import baca_port
from mulai.postgres import Postgres

MINTA_SANDI_ALIRAN = (b"\x04\xd2\x16\x2f", b"\x04\xd2\x16\x30")  # SSL, GSSAPI
SANDI = "kuda-sungai-mentaya-7"


def lingkungan(folder, **tambahan):
    """The environment of a person at a fresh terminal, not that of this test run."""
    dibuang = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SEBAGAI_PEMILIK"}
    dibuang |= {"DJANGO_SETTINGS_MODULE", "DEMO_PASSWORD", "HTTPS"}
    env = {nama: nilai for nama, nilai in os.environ.items() if nama not in dibuang}
    return env | {"DATA_DIR": str(folder), "DEMO": "0", "ADMIN_PASSWORD": SANDI} | tambahan


def panggil(*argumen, env):
    return subprocess.run(
        [sys.executable, "run.py", *argumen], cwd=AKAR, env=env, capture_output=True, text=True
    )


def port_bebas():
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


class Jalan:
    """One `run.py run`, its output collected."""

    def __init__(self, folder, port, perintah=(sys.executable, "run.py")):
        self.port = port
        self.keluaran = []
        self.proses = subprocess.Popen(
            perintah,
            cwd=AKAR,
            env=lingkungan(folder, PORT=str(port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._siap = threading.Event()
        self._pembaca = threading.Thread(target=self._baca)
        self._pembaca.start()

    def _baca(self):
        for baris in self.proses.stdout:
            self.keluaran.append(baris)
            if "siap dalam" in baris and "http://" in baris:
                self._siap.set()
        self._siap.set()

    def tunggu(self):
        self._siap.wait(240)
        assert self.proses.poll() is None, "".join(self.keluaran)

    def status(self, jalur):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{jalur}") as jawaban:
                return jawaban.status
        except urllib.error.HTTPError as galat:
            with galat:
                return galat.code

    def berhenti(self, nomor):
        self.proses.send_signal(nomor)
        kode = self.proses.wait(60)
        self._pembaca.join()
        self.proses.stdout.close()
        return kode


def proses_dengan(teks):
    """Process numbers whose command line or environment names `teks`, but for this one."""
    semua = _proses_dari_proc() if Path("/proc/self/environ").exists() else _proses_dari_ps()
    return [pid for pid, isi in semua if teks in isi and pid != os.getpid()]


def _proses_dari_proc():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            isi = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        yield int(folder.name), isi.decode(errors="replace")


def _proses_dari_ps():
    """Where there is no /proc: `e` puts the environment after the command."""
    ps = ["ps", "axeww", "-o", "pid=,command="]
    keluaran = subprocess.run(ps, capture_output=True, text=True, check=True).stdout
    for baris in keluaran.splitlines():
        pid, _, isi = baris.strip().partition(" ")
        yield int(pid), isi


def masih_ada(daftar):
    """Those of the process numbers that still answer; a moment is left to them to end."""
    batas = time.monotonic() + 10
    while (tersisa := [pid for pid in daftar if _menjawab(pid)]) and time.monotonic() < batas:
        time.sleep(0.1)
    return tersisa


def _menjawab(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # the number belongs to somebody else by now, or to root
        return True
    ps = ["ps", "-p", str(pid), "-o", "stat="]
    keadaan = subprocess.run(ps, capture_output=True, text=True, check=False).stdout
    return not keadaan.strip().startswith("Z")  # dead, only not yet collected by its parent


@contextmanager
def folder_terbuka():
    """Not below pytest's own folder: as root, PostgreSQL runs as somebody who may not enter it."""
    with tempfile.TemporaryDirectory(prefix="kalteng-uji-", dir="/tmp") as nama:
        Path(nama).chmod(0o755)
        yield Path(nama)


@pytest.fixture(scope="module")
def folder():
    with folder_terbuka() as folder:
        yield folder


@pytest.fixture
def folder_lain():
    with folder_terbuka() as folder:
        yield folder


@pytest.fixture(scope="module")
def aplikasi(folder):
    jalan = Jalan(folder, port_bebas())
    try:
        jalan.tunggu()
        yield jalan
    finally:
        kode = jalan.berhenti(signal.SIGINT)
    assert kode == 0


def test_sehat_dan_halaman_masuk_tanpa_https(aplikasi):
    assert aplikasi.status("/sehat/") == 200
    assert aplikasi.status("/masuk/") == 200


def test_jalan_kedua_pada_folder_yang_sama_ditolak(aplikasi, folder):
    hasil = panggil(env=lingkungan(folder, PORT=str(port_bebas())))

    assert hasil.returncode == 1
    assert f"sedang dipakai oleh proses {aplikasi.proses.pid}" in hasil.stderr


def test_manage_memakai_layanan_yang_berjalan(aplikasi, folder):
    kode = (
        "from django.db import connection as c; k = c.cursor(); "
        "k.execute('select current_user, (select count(*) from pg_tables "
        "where tableowner = current_user)'); print(k.fetchone())"
    )

    hasil = panggil("manage", "shell", "-v", "0", "-c", kode, env=lingkungan(folder))

    assert (hasil.returncode, hasil.stdout) == (0, "('aplikasi', 0)\n"), hasil.stderr


def test_manage_meneruskan_kode_keluar(aplikasi, folder):
    hasil = panggil(
        "manage", "shell", "-v", "0", "-c", "raise SystemExit(7)", env=lingkungan(folder)
    )

    assert (hasil.returncode, hasil.stdout) == (7, "")


def test_peran_aplikasi_tidak_dapat_mengubah_tabel(aplikasi, folder):
    kode = "from django.db import connection as c; c.cursor().execute('drop table akses_instansi')"

    hasil = panggil("manage", "shell", "-v", "0", "-c", kode, env=lingkungan(folder))

    assert hasil.returncode != 0
    assert "must be owner of table akses_instansi" in hasil.stderr


def test_pekerja_yang_mati_dinyalakan_lagi(aplikasi, folder):
    def daftar_pekerja():
        return {
            pid
            for pid in proses_dengan(f"DATA_DIR={folder}")
            if {"celery", "worker"} <= set(perintah(pid).split())
        }

    def perintah(pid):
        ps = ["ps", "-p", str(pid), "-ww", "-o", "command="]
        return subprocess.run(ps, capture_output=True, text=True, check=False).stdout

    lama = daftar_pekerja()
    for pid in lama:
        os.kill(pid, signal.SIGKILL)
    batas = time.monotonic() + 30
    while not (daftar_pekerja() - lama) and time.monotonic() < batas:
        time.sleep(0.2)

    assert daftar_pekerja() - lama
    assert aplikasi.proses.poll() is None


def test_sigterm_menghentikan_semua_dan_data_tetap(folder_lain):
    folder = folder_lain
    env = lingkungan(folder)
    siapkan = panggil("manage", "siapkan", env=env)
    assert siapkan.returncode == 0, siapkan.stderr
    kode = "from akses.models import Pengguna as P; print(P.objects.get(username='admin').pk)"
    pertama = panggil("manage", "shell", "-v", "0", "-c", kode, env=env)
    assert pertama.returncode == 0, pertama.stderr
    # A PID file left behind by a killed server, its number now that of an innocent process.
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n/tmp\n")
    jalan = Jalan(folder, port_bebas(), perintah=["make", "-s", "run"])

    jalan.tunggu()
    kemudian = panggil("manage", "shell", "-v", "0", "-c", kode, env=env)
    hidup = proses_dengan(str(folder))
    jalan.berhenti(signal.SIGTERM)

    assert pertama.stdout.strip().isdigit()
    assert kemudian.stdout == pertama.stdout, kemudian.stderr
    assert len(hidup) >= 5  # web, worker, beat, PostgreSQL, Valkey: the search does find them
    assert masih_ada(hidup) == []
    assert proses_dengan(str(folder)) == []


@pytest.mark.parametrize("daftar", [_proses_dari_proc, _proses_dari_ps], ids=["proc", "ps"])
def test_kedua_cara_mencari_proses_menemukan_dan_melepaskan(daftar, tmp_path):
    """The end of a start is proven by processes that are gone; so the search must find them."""
    if daftar is _proses_dari_proc and not Path("/proc/self/environ").exists():
        daftar = _proses_dari_ps
    anak = subprocess.Popen(["sleep", "60"], env=os.environ | {"TANDA": str(tmp_path)})

    sebelum = [pid for pid, isi in daftar() if f"TANDA={tmp_path}" in isi]
    anak.kill()
    anak.wait()

    assert sebelum == [anak.pid]
    assert masih_ada(sebelum) == []


@pytest.mark.parametrize(
    ("terjangkau", "ada_di_dalam", "ada_di_luar", "pilihan"),
    [
        (True, False, False, "dalam"),
        (True, True, True, "dalam"),
        (True, False, True, "luar"),
        (False, False, False, "luar"),
        (False, False, True, "luar"),
        (False, True, False, None),
    ],
)
def test_data_tetap_di_tempatnya(
    tmp_path, monkeypatch, terjangkau, ada_di_dalam, ada_di_luar, pilihan
):
    for nama, ada in (("postgres", ada_di_dalam), ("luar", ada_di_luar)):
        (tmp_path / nama).mkdir()
        if ada:
            (tmp_path / nama / "PG_VERSION").write_text("18")
    server = Postgres.__new__(Postgres)
    server._folder = tmp_path / "postgres"
    monkeypatch.setattr(Postgres, "_terjangkau", lambda self, path: terjangkau)

    def pilih():
        server._pilih_folder(FolderData(tmp_path), tmp_path / "luar", "nobody")
        return {"postgres": "dalam", "luar": "luar"}[server._folder.name]

    if pilihan is None:
        with pytest.raises(GalatMulai, match="tidak lagi dapat membuka"):
            pilih()
    else:
        assert pilih() == pilihan


def test_port_terpakai_satu_kalimat(folder, tmp_path):
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        soket.listen()
        port = soket.getsockname()[1]

        hasil = panggil(env=lingkungan(tmp_path, PORT=str(port)))

    assert hasil.returncode == 1
    assert hasil.stderr.strip().startswith(f"Port {port} sedang dipakai program lain.")


@pytest.mark.parametrize("nilai", ["0", "70000", "delapan"])
def test_port_bukan_nomor(monkeypatch, nilai):
    monkeypatch.setenv("PORT", nilai)

    with pytest.raises(GalatMulai, match="bukan nomor port"):
        baca_port()


@pytest.mark.parametrize(
    ("url", "kalimat"),
    [
        ("bukan-url", "DATABASE_URL bukan URL PostgreSQL yang sah"),
        ("mysql://a@b/c", "DATABASE_URL bukan URL PostgreSQL yang sah"),
        ("postgres://a:b@host:port/c", "DATABASE_URL bukan URL yang sah"),
        ("postgres://a:rahasia@127.0.0.1:1/c", "server di 127.0.0.1:1/c tidak terjangkau"),
    ],
)
def test_database_url_salah_satu_kalimat(tmp_path, url, kalimat):
    hasil = panggil(env=lingkungan(tmp_path, DATABASE_URL=url, PORT=str(port_bebas())))

    assert hasil.returncode == 1
    assert kalimat in hasil.stderr
    assert len(hasil.stderr.strip().splitlines()) == 1
    assert "rahasia" not in hasil.stderr


def _layani_sekali(jawaban):
    """A server that gives one answer to whoever connects; returns its port."""
    soket = socket.create_server(("127.0.0.1", 0))

    def layani():
        with soket, soket.accept()[0] as sambungan:
            permintaan = sambungan.recv(1024)
            while permintaan[4:8] in MINTA_SANDI_ALIRAN:
                sambungan.sendall(b"N")
                permintaan = sambungan.recv(1024)
            sambungan.sendall(jawaban)

    threading.Thread(target=layani, daemon=True).start()
    return soket.getsockname()[1]


def _galat_postgres(kode, pesan):
    isi = b"".join(
        huruf + nilai.encode() + b"\0"
        for huruf, nilai in ((b"S", "FATAL"), (b"V", "FATAL"), (b"C", kode), (b"M", pesan))
    )
    return b"E" + (len(isi) + 5).to_bytes(4, "big") + isi + b"\0"


@pytest.mark.parametrize(
    ("kode", "pesan", "kalimat"),
    [
        ("28P01", 'password authentication failed for user "a"', "kata sandi ditolak"),
        ("3D000", 'database "c" does not exist', "basis data c belum ada"),
        ("28000", 'role "a" does not exist', "nama a tidak dikenal"),
    ],
)
def test_server_menolak_satu_kalimat(kode, pesan, kalimat):
    port = _layani_sekali(_galat_postgres(kode, pesan))

    with pytest.raises(GalatMulai, match=kalimat) as galat:
        periksa_postgres("DATABASE_URL", f"postgres://a:rahasia@127.0.0.1:{port}/c")

    assert "rahasia" not in str(galat.value)


@pytest.mark.parametrize(
    ("url", "kalimat"),
    [
        ("http://x", "REDIS_URL bukan URL Redis yang sah"),
        ("redis://host:port", "REDIS_URL bukan URL yang sah"),
        ("redis://127.0.0.1:1/0", "tidak terjangkau"),
        ("unix:///tidak/ada.sock", "tidak terjangkau"),
    ],
)
def test_redis_url_salah_satu_kalimat(url, kalimat):
    with pytest.raises(GalatMulai, match=kalimat):
        periksa_redis(url)


@pytest.mark.parametrize(
    ("jawaban", "kalimat"),
    [
        (b"-NOAUTH Authentication required.\r\n", "kata sandi ditolak"),
        (b"HTTP/1.1 400 Bad Request\r\n", "bukan server Redis"),
    ],
)
def test_redis_menolak_satu_kalimat(jawaban, kalimat):
    port = _layani_sekali(jawaban)

    with pytest.raises(GalatMulai, match=kalimat):
        periksa_redis(f"redis://127.0.0.1:{port}/0")


def test_folder_data_milik_akun_lain_ditolak(tmp_path, monkeypatch):
    data = FolderData(tmp_path)
    data.siapkan()
    assert data.kunci()
    data.lepas()
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)

    with pytest.raises(GalatMulai, match="milik akun"):
        data.siapkan()


def test_disk_penuh_satu_kalimat(tmp_path, monkeypatch):
    penuh = type("Ruang", (), {"free": 5 * 1024**2})
    monkeypatch.setattr("shutil.disk_usage", lambda folder: penuh)

    with pytest.raises(GalatMulai, match="tinggal 5 MB"):
        FolderData(tmp_path).siapkan()


def test_layanan_hanya_berlaku_selama_kunci_dipegang(tmp_path):
    pemegang, lain = FolderData(tmp_path), FolderData(tmp_path)
    assert pemegang.kunci()
    pemegang.tulis_layanan({"REDIS_URL": "unix:///x"})

    assert lain.kunci_atau_layanan() == {"REDIS_URL": "unix:///x"}
    assert (tmp_path / "layanan.json").stat().st_mode & 0o077 == 0
    pemegang.lepas()
    assert lain.kunci_atau_layanan() is None
    assert lain.baca_layanan() is None
    lain.lepas()


def test_rahasia_tetap_dan_tertutup(tmp_path):
    data = FolderData(tmp_path)

    pertama = data.rahasia("kunci", 32)

    assert data.rahasia("kunci", 32) == pertama
    assert len(pertama) > 40
    assert (tmp_path / "kunci").stat().st_mode & 0o077 == 0


def test_perintah_tak_dikenal_memberi_bantuan(tmp_path):
    hasil = panggil("terbang", env=lingkungan(tmp_path))

    assert hasil.returncode == 2
    assert "make run" in hasil.stderr


def test_pin_tidak_menyebut_alamat():
    for nama in ("requirements.txt", "requirements-dev.txt", "mulai/uv.txt"):
        isi = (AKAR / nama).read_text()

        assert "://" not in isi
        assert "--hash=sha256:" in isi


def test_akun_contoh_ditampilkan(tmp_path):
    from mulai.perintah import sambutan

    (tmp_path / "akun_contoh.json").write_text(
        json.dumps({"sandi": "s4ndi", "tampil": [["bkd", "Pengelola"]], "semua": ["bkd"]})
    )

    teks = sambutan(FolderData(tmp_path), 8000, 3)

    assert "http://127.0.0.1:8000/" in teks
    assert "s4ndi" in teks
    assert "bkd" in teks
