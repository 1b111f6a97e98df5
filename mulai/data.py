"""The data directory: who owns it, who holds it, and the small secrets kept in it."""

import errno
import fcntl
import json
import os
import pwd
import secrets
import shutil
import stat
import time
from pathlib import Path
from typing import Any

from mulai.galat import GalatMulai

RUANG_MINIMUM = 300 * 1024 * 1024


def nama_akun(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


class FolderData:
    """`DATA_DIR`, used by one start-up at a time: the lock is held as long as this object lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fd: int | None = None

    @property
    def log(self) -> Path:
        folder = self.folder / "log"
        folder.mkdir(exist_ok=True)
        return folder

    def siapkan(self) -> None:
        """Make the directory, or say why it cannot be used."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            pemilik = self.folder.stat().st_uid
        except PermissionError as galat:
            raise GalatMulai(
                f"Folder data {self.folder} tidak dapat dibuat atau dibaca oleh akun "
                f"{nama_akun(os.geteuid())}. Pilih folder lain dengan DATA_DIR."
            ) from galat
        except (FileExistsError, NotADirectoryError) as galat:
            raise GalatMulai(f"DATA_DIR {self.folder} bukan folder.") from galat
        berkas_kunci = self.folder / ".kunci"
        if berkas_kunci.exists():
            pemilik = berkas_kunci.stat().st_uid
        elif os.access(self.folder, os.W_OK):
            pemilik = os.geteuid()
        if pemilik != os.geteuid():
            raise GalatMulai(
                f"Folder data {self.folder} milik akun {nama_akun(pemilik)}, sedangkan perintah "
                f"ini dijalankan sebagai {nama_akun(os.geteuid())}. Jalankan sebagai "
                f"{nama_akun(pemilik)}, atau pilih folder lain dengan DATA_DIR."
            )
        bebas = shutil.disk_usage(self.folder).free
        if bebas < RUANG_MINIMUM:
            raise GalatMulai(
                f"Ruang disk di {self.folder} tinggal {bebas // 1024**2} MB; diperlukan "
                f"sekurangnya {RUANG_MINIMUM // 1024**2} MB."
            )

    def kunci(self) -> bool:
        """Take the lock; False when another start-up holds it."""
        fd = os.open(self.folder / ".kunci", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as galat:
            os.close(fd)
            if galat.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
        os.ftruncate(fd, 0)
        os.write(fd, f"{os.getpid()}\n".encode())
        self._fd = fd
        self.hapus_layanan()
        return True

    def lepas(self) -> None:
        if self._fd is not None:
            self.hapus_layanan()
            os.close(self._fd)
            self._fd = None

    def pemegang(self) -> str:
        """Process number of whoever holds the lock, as written by them."""
        return (self.folder / ".kunci").read_text().strip() or "?"

    # The addresses of running services, for `manage`; valid only while the lock is held.

    @property
    def _berkas_layanan(self) -> Path:
        return self.folder / "layanan.json"

    def tulis_layanan(self, env: dict[str, str]) -> None:
        sementara = self._berkas_layanan.with_suffix(".baru")
        sementara.unlink(missing_ok=True)
        fd = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as berkas:
            json.dump(env, berkas)
        sementara.replace(self._berkas_layanan)

    def baca_layanan(self) -> dict[str, str] | None:
        try:
            isi: Any = json.loads(self._berkas_layanan.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return {str(kunci): str(nilai) for kunci, nilai in isi.items()}

    def hapus_layanan(self) -> None:
        self._berkas_layanan.unlink(missing_ok=True)

    def kunci_atau_layanan(self) -> dict[str, str] | None:
        """Wait until the lock is ours (None) or a running application offers its services."""
        while not self.kunci():
            layanan = self.baca_layanan()
            if layanan is not None:
                return layanan
            time.sleep(0.2)
        return None

    # Secrets that must survive a restart.

    def rahasia(self, nama: str, panjang: int) -> str:
        """The secret kept in the file `nama`, made on first use."""
        berkas = self.folder / nama
        if berkas.exists():
            isi = berkas.read_text().strip()
            if isi:
                return isi
        return self.simpan_rahasia(nama, secrets.token_urlsafe(panjang))

    def simpan_rahasia(self, nama: str, isi: str) -> str:
        berkas = self.folder / nama
        fd = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w") as tujuan:
            tujuan.write(isi + "\n")
        return isi


def folder_soket(tanda: str, pemilik: tuple[int, int] | None) -> Path:
    """A short private directory for a socket: its path may have 107 bytes at most."""
    dasar = Path("/tmp")  # noqa: S108 - the owner and mode are checked below
    folder = dasar / f"kalteng-{os.getuid()}-{tanda}"
    folder.mkdir(mode=0o700, exist_ok=True)
    keadaan = folder.lstat()
    boleh = {os.getuid(), pemilik[0] if pemilik else os.getuid()}
    if not stat.S_ISDIR(keadaan.st_mode) or keadaan.st_uid not in boleh:
        raise GalatMulai(f"{folder} milik akun lain ({nama_akun(keadaan.st_uid)}); hapus dahulu.")
    folder.chmod(0o700)
    if pemilik:
        os.chown(folder, *pemilik)
    return folder
