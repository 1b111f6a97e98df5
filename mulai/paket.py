"""The virtual environment and the pinned packages in it: uv when it works here, else pip."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from mulai import AKAR
from mulai.galat import GalatMulai, kabar

VENV = AKAR / ".venv"
PYTHON = VENV / "bin" / "python"
UV = AKAR / "mulai" / "uv.txt"
JALAN, UJI = "requirements.txt", "requirements-dev.txt"
RUANG_PASANG = 1500 * 1024 * 1024
SERTIFIKAT = Path("/etc/ssl/certs/ca-certificates.crt")


def siapkan(berkas: str) -> None:
    """Make `.venv` and install `berkas` into it; nothing to do when that was done before."""
    if _terpasang(berkas):
        return
    with (AKAR / berkas).open("rb") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)  # two first starts at once: one installs, one waits
        if not _terpasang(berkas):
            _pasang(berkas)


def masuk_venv(argumen: list[str]) -> None:
    """Go on as the Python of `.venv`; same process, so signals keep finding us."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(AKAR / "run.py"), *argumen])


def _cap(berkas: str) -> str:
    """What `berkas` asks for; the development list includes the other one."""
    isi = (AKAR / JALAN).read_bytes()
    if berkas == UJI:
        isi += (AKAR / UJI).read_bytes()
    return hashlib.sha256(isi).hexdigest()


def _berkas_cap(berkas: str) -> Path:
    return VENV / f".{Path(berkas).stem}"


def _terpasang(berkas: str) -> bool:
    if not PYTHON.exists():
        return False
    try:
        if berkas == JALAN and _cap(UJI) == _berkas_cap(UJI).read_text():
            return True
    except OSError:
        pass
    try:
        return _cap(berkas) == _berkas_cap(berkas).read_text()
    except OSError:
        return False


def _pasang(berkas: str) -> None:
    mulai = time.monotonic()
    if not os.access(VENV if VENV.exists() else AKAR, os.W_OK):
        raise GalatMulai(
            f"Paket Python belum lengkap dan {VENV} tidak dapat ditulisi oleh akun ini. "
            "Jalankan sebagai pemilik folder ini."
        )
    bebas = shutil.disk_usage(AKAR).free
    if not VENV.exists() and bebas < RUANG_PASANG:
        raise GalatMulai(
            f"Ruang disk di {AKAR} tinggal {bebas // 1024**2} MB; pemasangan paket memerlukan "
            f"sekurangnya {RUANG_PASANG // 1024**2} MB."
        )
    kabar(f"Memasang paket Python dari {berkas} …")
    if not _pip_ada():
        _buat_venv()
    env = {
        **os.environ,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_LINK_MODE": "copy",
        "VIRTUAL_ENV": str(VENV),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    if SERTIFIKAT.exists():
        env.setdefault("SSL_CERT_FILE", str(SERTIFIKAT))  # uv does not read pip's settings
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-q", "--require-hashes"]
    uv: list[str | Path] = [VENV / "bin" / "uv", "pip", "install", "-q", "--require-hashes"]
    hanya_wheel = ["--only-binary", ":all:", "-r", str(AKAR / berkas)]
    if not (_berhasil([*pip, "-r", UV], env) and _berhasil([*uv, *hanya_wheel], env)):
        kabar("uv tidak dapat dipakai di sini; dilanjutkan dengan pip.")
        if not _berhasil([*pip, *hanya_wheel], env):
            raise GalatMulai(
                "Paket Python tidak dapat dipasang (pesannya di atas). Periksa sambungan ke "
                "indeks paket, ruang disk, dan apakah paketnya tersedia untuk komputer ini."
            )
    _berkas_cap(berkas).write_text(_cap(berkas))
    kabar(f"Paket Python siap dalam {time.monotonic() - mulai:.0f} detik.")


def _pip_ada() -> bool:
    return PYTHON.exists() and (
        subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    )


def _buat_venv() -> None:
    perintah = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    hasil = subprocess.run(perintah, capture_output=True, text=True)
    if hasil.returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        kabar("Memasang python3-venv …")
        paket = f"python3.{sys.version_info.minor}-venv"
        if (
            _berhasil(["apt-get", "update", "-qq"], os.environ)
            and _berhasil(["apt-get", "install", "-y", "-qq", paket], os.environ)
            and _berhasil(perintah, os.environ)
        ):
            return
    elif "ensurepip" in hasil.stdout + hasil.stderr:
        raise GalatMulai(
            "Paket sistem python3-venv belum terpasang. Jalankan: sudo apt-get install python3-venv"
        )
    raise GalatMulai(
        f"Lingkungan Python tidak dapat dibuat di {VENV}: {(hasil.stderr or hasil.stdout).strip()}"
    )


def _berhasil(
    perintah: "list[str] | list[str | Path]", env: "dict[str, str] | os._Environ[str]"
) -> bool:
    """Run an installing command; what it says goes to stderr."""
    return subprocess.run(perintah, env=env, stdout=sys.stderr).returncode == 0
