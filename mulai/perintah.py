"""The commands: run, test, ukur, manage, check, fix, pins, help."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mulai import AKAR, paket
from mulai.data import FolderData
from mulai.galat import Dihentikan, GalatMulai, kabar
from mulai.layanan import Layanan, pilih
from mulai.proses import Proses, jalankan, sinyal

BANTUAN = """\
make run      menyiapkan dan menyalakan semuanya; Ctrl-C menghentikannya
make test     menyiapkan lalu menjalankan semua uji, termasuk di peramban
make check    memeriksa kode tanpa mengubah apa pun
make fix      merapikan kode
make bench    mengukur kecepatan; hasilnya juga di var/ukur/
make help     daftar ini

python3 run.py manage PERINTAH …   perintah manage.py dengan layanan milik `make run`
python3 run.py test ARGUMEN …      pytest dengan argumen itu
python3 run.py pins                menyusun ulang requirements*.txt dari requirements*.in

Lingkungan: PORT, DATA_DIR, DEMO, DEMO_PASSWORD, ADMIN_PASSWORD, DATABASE_URL,
DATABASE_OWNER_URL, REDIS_URL (lihat README.md)."""

TENGGANG_PROSES = 15.0
TENGGANG_SEHAT = 180.0
# Commands that change tables or refresh their statistics need the owner; all others work with what
# users have.
PERINTAH_PEMILIK = {
    "migrate", "siapkan", "flush", "sqlflush", "makemigrations", "buat_data_contoh",
}  # fmt: skip
PERINTAH_TANPA_LAYANAN = {"help", "--help", "version", "--version"}


def main(argumen: list[str]) -> int:
    nama, *sisa = argumen or ["run"]
    perintah = PERINTAH.get(nama)
    if perintah is None:
        print(BANTUAN, file=sys.stderr)
        return 2
    sinyal.pasang()
    if nama == "manage":
        kabar.ke = sys.stderr
    try:
        return perintah(sisa)
    except GalatMulai as galat:
        sys.stdout.flush()
        print(f"\n{galat}" if nama == "run" else str(galat), file=sys.stderr)
        return 1
    except OSError as galat:
        if galat.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print("Disk penuh: tidak ada lagi ruang untuk menulis. Kosongkan dahulu.", file=sys.stderr)
        return 1
    except Dihentikan:
        return 0 if nama == "run" else 128 + (sinyal.nomor or signal.SIGINT)


# --- What the commands share ---------------------------------------------------------------


def folder_dasar() -> Path:
    return Path(os.environ.get("DATA_DIR") or AKAR / "var").expanduser().resolve()


def siapkan_python(argumen: list[str], berkas: str) -> None:
    paket.siapkan(berkas)
    paket.masuk_venv(argumen)


def lingkungan_django(data: FolderData, daftar_layanan: list[Layanan]) -> dict[str, str]:
    env = dict(os.environ)
    env.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    env.setdefault("HTTPS", "0")
    if not env.get("SECRET_KEY") and not env.get("SECRET_KEY_FILE"):
        env["SECRET_KEY"] = data.rahasia("kunci_rahasia", 48)
    env |= {"DATA_DIR": str(data.folder), "PYTHONUNBUFFERED": "1"}
    for layanan in daftar_layanan:
        env |= layanan.env
    return env


@contextmanager
def nyala(data: FolderData, *, cepat: bool = False) -> Iterator[list[Layanan]]:
    """The services, ready; stopped in reverse order on the way out, whatever happened."""
    daftar_layanan: list[Layanan] = []
    try:
        for layanan in pilih(data, os.environ, cepat=cepat):
            daftar_layanan.append(layanan)
            layanan.mulai()
            kabar(layanan.keterangan)
        yield daftar_layanan
    finally:
        sinyal.tahan()
        for layanan in reversed(daftar_layanan):
            layanan.hentikan()
        data.lepas()


def kunci_atau_galat(data: FolderData) -> None:
    if not data.kunci():
        raise GalatMulai(
            f"Folder data {data.folder} sedang dipakai oleh proses {data.pemegang()}. "
            "Hentikan dahulu, atau pilih folder lain dengan DATA_DIR."
        )


def manage(env: dict[str, str], *argumen: str, ke_stderr: bool = False) -> int:
    return jalankan([paket.PYTHON, "manage.py", *argumen], env=env, cwd=AKAR, ke_stderr=ke_stderr)


def siapkan_aplikasi(env: dict[str, str], *argumen: str, ke_stderr: bool = False) -> None:
    """Migrate, grant, reference data, static files, demo data: one process."""
    env = {**env, "SEBAGAI_PEMILIK": "1"}
    if manage(env, "siapkan", *argumen, ke_stderr=ke_stderr):
        raise GalatMulai("Penyiapan aplikasi gagal; sebabnya ada di atas.")


# --- run -----------------------------------------------------------------------------------


def jalan(argumen: list[str]) -> int:
    """Everything, until Ctrl-C or SIGTERM."""
    if argumen:
        raise GalatMulai("`run` tidak menerima argumen. `python3 run.py help` memuat daftarnya.")
    awal = time.monotonic()
    siapkan_python(["run"], paket.JALAN)
    port = baca_port()
    data = FolderData(folder_dasar())
    data.siapkan()
    kunci_atau_galat(data)
    periksa_port(port)
    daftar_proses: list[Proses] = []
    with nyala(data) as daftar_layanan:
        env = lingkungan_django(data, daftar_layanan)
        siapkan_aplikasi(env)
        daftar_proses = proses_aplikasi(env, port)
        try:
            for proses in daftar_proses:
                proses.nyalakan()
            data.tulis_layanan(env_layanan(env))
            tunggu_sehat(port, daftar_proses)
            kabar(sambutan(data, port, time.monotonic() - awal))
            while True:
                time.sleep(0.5)
                for layanan in daftar_layanan:
                    layanan.jaga()
                for proses in daftar_proses:
                    proses.jaga()
        except Dihentikan:
            kabar("\nMenghentikan …")
            raise
        finally:
            sinyal.tahan()
            hentikan_semua(daftar_proses)


def proses_aplikasi(env: dict[str, str], port: int) -> list[Proses]:
    celery: list[str | Path] = [
        paket.PYTHON, "-W", "ignore:You're running the worker with superuser privileges",
        "-m", "celery", "--quiet", "-A", "kalteng_talenta",
    ]  # fmt: skip
    argumen: dict[str, list[str | Path]] = {
        "web": [
            paket.PYTHON, "-m", "gunicorn", "kalteng_talenta.wsgi", "-b", f"127.0.0.1:{port}",
            "-k", "gthread", "-w", "2", "--threads", "4", "--log-level", "warning",
            "--timeout", "60", "--graceful-timeout", "10", "--no-control-socket",
        ],
        "worker": [
            *celery, "worker", "-c", "2", "-l", "WARNING", "--without-gossip", "--without-mingle",
        ],
        "beat": [*celery, "beat", "-l", "WARNING", "--pidfile="],
    }  # fmt: skip
    return [Proses(nama, daftar, env, AKAR) for nama, daftar in argumen.items()]


def hentikan_semua(daftar_proses: list[Proses]) -> None:
    for proses in daftar_proses:
        proses.minta_berhenti()
    batas = time.monotonic() + TENGGANG_PROSES
    for proses in daftar_proses:
        proses.hentikan(max(0.1, batas - time.monotonic()))


def env_layanan(env: dict[str, str]) -> dict[str, str]:
    nama = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY")
    return {kunci: env[kunci] for kunci in nama if kunci in env}


def baca_port() -> int:
    nilai = os.environ.get("PORT") or "8000"
    if not nilai.isdigit() or not 0 < int(nilai) < 65536:
        raise GalatMulai(f"PORT {nilai!r} bukan nomor port (1–65535).")
    return int(nilai)


def periksa_port(port: int) -> None:
    with socket.socket() as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            soket.bind(("127.0.0.1", port))
        except PermissionError as galat:
            raise GalatMulai(f"Port {port} hanya boleh dipakai root. Pilih PORT lain.") from galat
        except OSError as galat:
            raise GalatMulai(
                f"Port {port} sedang dipakai program lain. Hentikan program itu, atau pilih port "
                f"lain: PORT={port + 1 if port < 65535 else port - 1} make run"
            ) from galat


def tunggu_sehat(port: int, daftar_proses: list[Proses]) -> None:
    """Until `/sehat/` says 200: database, broker and worker are there."""
    langsung = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    batas = time.monotonic() + TENGGANG_SEHAT
    while time.monotonic() < batas:
        try:
            langsung.open(f"http://127.0.0.1:{port}/sehat/", timeout=10).close()
        except urllib.error.HTTPError:
            time.sleep(1)  # the web answers, the worker not yet
        except OSError:
            time.sleep(0.2)
        else:
            return
        for proses in daftar_proses:
            proses.jaga()
    raise GalatMulai("Aplikasi tidak menjawab; lihat pesan web, worker dan beat di atas.")


def sambutan(data: FolderData, port: int, detik: float) -> str:
    baris = ["", f"Kalteng Talenta siap dalam {detik:.0f} detik: http://127.0.0.1:{port}/"]
    catatan = data.folder / "akun_contoh.json"  # written by `siapkan` beside the demo data
    if catatan.exists() and os.environ.get("DEMO", "1") != "0":
        akun = json.loads(catatan.read_text())
        baris += ["", f"Akun contoh, semuanya dengan kata sandi {akun['sandi']}"]
        baris += [f"  {nama:18} {keterangan}" for nama, keterangan in akun["tampil"]]
        baris += ["  dan seterusnya untuk setiap daerah, misalnya pengelola.6271 (README.md)"]
    return "\n".join([*baris, "", "Ctrl-C menghentikan semuanya."])


# --- manage --------------------------------------------------------------------------------


def jalankan_manage(argumen: list[str]) -> int:
    """A management command; stdout and exit code are its own."""
    siapkan_python(["manage", *argumen], paket.JALAN)
    nama = argumen[0] if argumen else "help"
    data = FolderData(folder_dasar())
    data.siapkan()
    if nama in PERINTAH_TANPA_LAYANAN or "--help" in argumen:
        return manage(lingkungan_django(data, []), *argumen)
    layanan = data.kunci_atau_layanan()
    if layanan is not None:
        env = lingkungan_django(data, []) | layanan
        return manage(_dengan_peran(env, nama), *argumen)
    with nyala(data) as daftar_layanan:
        env = lingkungan_django(data, daftar_layanan)
        if nama not in PERINTAH_PEMILIK:
            siapkan_aplikasi(env, "--tanpa-administrator", ke_stderr=True)
        return manage(_dengan_peran(env, nama), *argumen)


def _dengan_peran(env: dict[str, str], nama: str) -> dict[str, str]:
    if nama in PERINTAH_PEMILIK:
        env.setdefault("SEBAGAI_PEMILIK", "1")
    return env


# --- test, bench ---------------------------------------------------------------------------


def uji(argumen: list[str]) -> int:
    """All tests, or those that the arguments name, on a database server of their own."""
    from mulai import peramban

    siapkan_python(["test", *argumen], paket.UJI)
    data = FolderData(folder_dasar() / "uji")
    data.siapkan()
    kunci_atau_galat(data)
    env_peramban = peramban.siapkan(data.folder, os.environ)
    with nyala(data, cepat=True) as daftar_layanan:
        env = lingkungan_django(data, daftar_layanan) | env_peramban
        env["SEBAGAI_PEMILIK"] = "1"  # the test database is made and dropped
        return jalankan([paket.PYTHON, "-m", "pytest", *argumen], env=env, cwd=AKAR)


def ukur(argumen: list[str]) -> int:
    """The benchmarks, on a database of their own with the settings of a real one."""
    siapkan_python(["ukur", *argumen], paket.UJI)
    hasil = folder_dasar() / "ukur"
    data = FolderData(hasil / "data")
    data.siapkan()
    kunci_atau_galat(data)
    with nyala(data) as daftar_layanan:
        env = lingkungan_django(data, daftar_layanan) | {
            "DJANGO_SETTINGS_MODULE": "kalteng_talenta.settings",
            "SEBAGAI_PEMILIK": "1",
            "UKUR_DIR": str(hasil),
            "DEMO": "0",
        }
        siapkan_aplikasi(env, "--tanpa-administrator")
        return jalankan([paket.PYTHON, "-m", "tests.ukur", *argumen], env=env, cwd=AKAR)


# --- check, fix, pins, help ------------------------------------------------------------------


def _berkas_templat() -> list[str]:
    return sorted(str(b.relative_to(AKAR)) for b in (AKAR / "templates").rglob("*.html"))


def _env_periksa() -> dict[str, str]:
    """Settings that load without any service."""
    return dict(os.environ) | {
        "SECRET_KEY": "pemeriksaan-" * 6,
        "DATABASE_URL": "postgres://pemeriksaan@127.0.0.1:1/pemeriksaan",
        "DATABASE_OWNER_URL": "postgres://pemeriksaan@127.0.0.1:1/pemeriksaan",
        "HTTPS": "0",
    }


def _langkah(nama: str, *argumen: str) -> bool:
    """One tool; what it says matters only when it is not content."""
    mulai = time.monotonic()
    hasil = subprocess.run(
        [paket.VENV / "bin" / nama, *argumen],
        env=_env_periksa(),
        cwd=AKAR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if hasil.returncode:
        kabar(hasil.stdout.rstrip())
    tanda = "GAGAL" if hasil.returncode else "baik"
    kabar(f"{tanda:5} {nama} {' '.join(argumen[:4])} ({time.monotonic() - mulai:.1f} detik)")
    return hasil.returncode == 0


def periksa(argumen: list[str]) -> int:
    """Every check; all of them run, so that one round shows all that is wrong."""
    siapkan_python(["check", *argumen], paket.UJI)
    templat = _berkas_templat()
    hasil = [
        _langkah("ruff", "check", "--quiet"),
        _langkah("ruff", "format", "--check", "--quiet"),
        not templat or _langkah("djade", "--check", "--target-version", "5.2", *templat),
        not templat or _langkah("djhtml", "--check", "--tabwidth", "2", *templat),
        _langkah("mypy"),
        _langkah("lint-imports"),
        _langkah("deptry", "."),
        _langkah("python", "-W", "ignore", "manage.py", "check", "--fail-level", "WARNING"),
        _langkah("python", "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"),
    ]
    return 0 if all(hasil) else 1


def rapikan(argumen: list[str]) -> int:
    siapkan_python(["fix", *argumen], paket.UJI)
    templat = _berkas_templat()
    _langkah("ruff", "check", "--fix", "--quiet")
    _langkah("ruff", "format", "--quiet")
    if templat:
        _langkah("djhtml", "--tabwidth", "2", *templat)
        _langkah("djade", "--target-version", "5.2", *templat)
    return 0


def pin(argumen: list[str]) -> int:
    """Compile the requirements anew; hashes of every file, no host names."""
    siapkan_python(["pins", *argumen], paket.UJI)
    for nama in ("requirements", "requirements-dev"):
        if not _langkah(
            "uv", "pip", "compile", f"{nama}.in", "-o", f"{nama}.txt", "-q", "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header",
            *argumen,
        ):  # fmt: skip
            return 1
    return 0


def bantuan(_argumen: list[str]) -> int:
    print(BANTUAN)
    return 0


PERINTAH: dict[str, Callable[[list[str]], int]] = {
    "run": jalan,
    "test": uji,
    "ukur": ukur,
    "manage": jalankan_manage,
    "check": periksa,
    "fix": rapikan,
    "pins": pin,
    "help": bantuan,
}
