"""Child processes: started in their own session, stopped in order, never left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO, Any

from mulai.galat import Dihentikan, GalatMulai, kabar

Argumen = Sequence[str | os.PathLike[str]]

PR_SET_PDEATHSIG = 1
TENGGANG_JEDA = 10.0  # a process that lives shorter than this counts as failing to start
BATAS_GAGAL = 3


class Sinyal:
    """Turns the first SIGINT, SIGTERM or SIGHUP into `Dihentikan`; later ones wait for the end."""

    def __init__(self) -> None:
        self.nomor: int | None = None
        self._ditahan = False

    def pasang(self) -> None:
        for nomor in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if nomor == signal.SIGHUP and signal.getsignal(nomor) is signal.SIG_IGN:
                continue  # nohup asked for exactly this
            signal.signal(nomor, self._tangkap)

    def _tangkap(self, nomor: int, _bingkai: FrameType | None) -> None:
        if self._ditahan or self.nomor is not None:
            return
        self.nomor = nomor
        raise Dihentikan

    def tahan(self) -> None:
        """From here on nothing may interrupt: the orderly stop is under way."""
        self._ditahan = True


sinyal = Sinyal()


def ikut_mati(nomor: int) -> Callable[[], None] | None:
    """Let the kernel send `nomor` to the child when this process is killed outright (Linux)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    induk = os.getpid()

    def atur() -> None:
        libc.prctl(PR_SET_PDEATHSIG, nomor)
        if os.getppid() != induk:  # it died between fork and here
            os.kill(os.getpid(), nomor)

    return atur


def nyalakan(
    argumen: Argumen,
    *,
    env: Mapping[str, str],
    cwd: str | Path,
    keluaran: int | IO[bytes],
    sinyal_yatim: int = signal.SIGTERM,
    turun: Mapping[str, Any] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a long-running child in its own session: Ctrl-C must not reach PostgreSQL first."""
    return subprocess.Popen(
        argumen,
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=keluaran,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=ikut_mati(sinyal_yatim),
        **(turun or {}),
    )


def hentikan(
    anak: "subprocess.Popen[bytes]", *, nomor: int = signal.SIGTERM, tenggang: float
) -> None:
    """Ask a child to end, wait, then end its whole group."""
    if anak.poll() is None:
        anak.send_signal(nomor)
        with contextlib.suppress(subprocess.TimeoutExpired):
            anak.wait(tenggang)
    # Its session outlives it only when it was slow.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(anak.pid, signal.SIGKILL)
    anak.wait()


def jalankan(
    argumen: Argumen, *, env: Mapping[str, str], cwd: Path, ke_stderr: bool = False
) -> int:
    """Run one command in the foreground and return its exit code; a signal is passed on to it."""
    with subprocess.Popen(
        argumen,
        env=dict(env),
        cwd=cwd,
        stdout=sys.stderr if ke_stderr else None,
        preexec_fn=ikut_mati(signal.SIGTERM),
    ) as anak:
        try:
            return _kode(anak.wait())
        except Dihentikan:
            # A terminal has sent Ctrl-C to the child as well; `kill` has not.
            if sinyal.nomor == signal.SIGINT and _selesai(anak, 1):
                raise
            for nomor in (sinyal.nomor or signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
                anak.send_signal(nomor)
                if _selesai(anak, 10):
                    break
            raise


def _selesai(anak: "subprocess.Popen[bytes]", detik: float) -> bool:
    try:
        anak.wait(detik)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kode(kode: int) -> int:
    return 128 - kode if kode < 0 else kode


class Proses:
    """One supervised process of the application, its output prefixed with its name."""

    def __init__(self, nama: str, argumen: Argumen, env: Mapping[str, str], cwd: Path) -> None:
        self.nama = nama
        self._argumen = argumen
        self._env = env
        self._cwd = cwd
        self._anak: subprocess.Popen[bytes] | None = None
        self._mulai = 0.0
        self._gagal = 0

    def nyalakan(self) -> None:
        self._mulai = time.monotonic()
        self._anak = nyalakan(self._argumen, env=self._env, cwd=self._cwd, keluaran=subprocess.PIPE)
        threading.Thread(target=self._teruskan, args=(self._anak.stdout,), daemon=True).start()

    def _teruskan(self, aliran: IO[bytes]) -> None:
        for baris in aliran:
            kabar(f"{self.nama:7}| {baris.decode(errors='replace').rstrip()}")

    def jaga(self) -> None:
        """Start it again if it ended; give up when it keeps failing at once."""
        if self._anak is None or self._anak.poll() is None:
            return
        if time.monotonic() - self._mulai < TENGGANG_JEDA:
            self._gagal += 1
        else:
            self._gagal = 1
        if self._gagal >= BATAS_GAGAL:
            raise GalatMulai(f"Proses {self.nama} berulang kali berhenti; lihat pesannya di atas.")
        kabar(
            f"Proses {self.nama} berhenti tak terduga (kode {_kode(self._anak.returncode)}); "
            "dinyalakan lagi."
        )
        hentikan(self._anak, tenggang=0)
        self.nyalakan()

    def minta_berhenti(self) -> None:
        if self._anak is not None and self._anak.poll() is None:
            self._anak.terminate()

    def hentikan(self, tenggang: float) -> None:
        if self._anak is not None:
            hentikan(self._anak, tenggang=tenggang)
