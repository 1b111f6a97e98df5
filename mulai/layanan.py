"""Database and broker: our own, or those that DATABASE_URL and REDIS_URL point to."""

import os
import socket
import ssl
import subprocess
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from mulai.data import FolderData
from mulai.galat import GalatMulai
from mulai.postgres import Postgres, folder_program
from mulai.valkey import Valkey

TENGGANG = 5


class Layanan(Protocol):
    nama: str

    def mulai(self) -> None: ...
    def jaga(self) -> None: ...
    def hentikan(self) -> None: ...

    @property
    def env(self) -> dict[str, str]: ...

    @property
    def keterangan(self) -> str: ...


class PostgresLuar:
    """An existing PostgreSQL server; checked before anything relies on it."""

    nama = "PostgreSQL"

    def __init__(self, url: str, url_pemilik: str) -> None:
        self._url = url
        self._url_pemilik = url_pemilik

    def mulai(self) -> None:
        periksa_postgres("DATABASE_URL", self._url)
        if self._url_pemilik != self._url:
            periksa_postgres("DATABASE_OWNER_URL", self._url_pemilik)

    def jaga(self) -> None:
        """Whoever runs it looks after it."""

    def hentikan(self) -> None:
        """Not ours to stop."""

    @property
    def env(self) -> dict[str, str]:
        return {"DATABASE_URL": self._url, "DATABASE_OWNER_URL": self._url_pemilik}

    @property
    def keterangan(self) -> str:
        return f"PostgreSQL dari DATABASE_URL ({tempat(urlsplit(self._url))})"


class RedisLuar:
    """An existing Redis or Valkey server; checked before anything relies on it."""

    nama = "Redis"

    def __init__(self, url: str) -> None:
        self._url = url

    def mulai(self) -> None:
        periksa_redis(self._url)

    def jaga(self) -> None:
        """Whoever runs it looks after it."""

    def hentikan(self) -> None:
        """Not ours to stop."""

    @property
    def env(self) -> dict[str, str]:
        return {"REDIS_URL": self._url}

    @property
    def keterangan(self) -> str:
        return f"Redis dari REDIS_URL ({tempat(urlsplit(self._url))})"


def pilih(data: FolderData, lingkungan: Mapping[str, str], *, cepat: bool) -> list[Layanan]:
    """Database first, broker second: the order in which they start; they stop in reverse."""
    url = lingkungan.get("DATABASE_URL", "").strip()
    url_pemilik = lingkungan.get("DATABASE_OWNER_URL", "").strip()
    url_redis = lingkungan.get("REDIS_URL", "").strip()
    if url_pemilik and not url:
        raise GalatMulai("DATABASE_OWNER_URL diisi, tetapi DATABASE_URL tidak. Isi keduanya.")
    basis: Layanan = PostgresLuar(url, url_pemilik or url) if url else Postgres(data, cepat=cepat)
    return [basis, RedisLuar(url_redis) if url_redis else Valkey(data)]


def tempat(bagian: SplitResult) -> str:
    """Where a URL points, without its password."""
    try:
        port = f":{bagian.port}" if bagian.port else ""
    except ValueError:
        port = ""
    return f"{unquote(bagian.hostname or '') or 'soket setempat'}{port}{bagian.path}"


def periksa_postgres(nama: str, url: str) -> None:
    """Open one connection; a refusal becomes one sentence that names the variable and the cause."""
    contoh = "postgres://nama:sandi@host:5432/basisdata"
    try:
        bagian = urlsplit(url)
        _ = bagian.port
    except ValueError as galat:
        raise GalatMulai(f"{nama} bukan URL yang sah. Bentuknya {contoh}.") from galat
    if bagian.scheme not in {"postgres", "postgresql"} or len(bagian.path) < 2:
        raise GalatMulai(f"{nama} bukan URL PostgreSQL yang sah. Bentuknya {contoh}.")
    env = {**os.environ, "LC_ALL": "C", "PGCONNECT_TIMEOUT": str(TENGGANG)}
    if bagian.password:  # command lines can be read by everybody, the environment cannot
        env["PGPASSWORD"] = unquote(bagian.password)
        url = url.replace(f":{bagian.password}@", "@", 1)
    try:
        hasil = subprocess.run(
            [folder_program() / "psql", "-X", "-w", "-At", "-d", url, "-c", "SELECT 1"],
            env=env,
            capture_output=True,
            text=True,
            timeout=TENGGANG * 6,
        )
    except subprocess.TimeoutExpired as galat:
        raise GalatMulai(f"{nama}: server di {tempat(bagian)} tidak menjawab.") from galat
    if hasil.returncode == 0:
        return
    pesan = hasil.stderr.strip()
    if any(tanda in pesan for tanda in ("password", "authentication", "pg_hba.conf")):
        sebab = f"nama atau kata sandi ditolak oleh server di {tempat(bagian)}"
    elif "database" in pesan and "does not exist" in pesan:
        sebab = f"basis data {bagian.path[1:]} belum ada di server {tempat(bagian)}"
    elif "role" in pesan and "does not exist" in pesan:
        sebab = f"nama {bagian.username} tidak dikenal oleh server di {tempat(bagian)}"
    elif any(
        tanda in pesan
        for tanda in ("refused", "translate host", "timeout", "No such file", "unreachable")
    ):
        sebab = f"server di {tempat(bagian)} tidak terjangkau"
    else:
        sebab = pesan.splitlines()[0] if pesan else "sambungan ditolak"
    raise GalatMulai(f"{nama}: {sebab}.")


def periksa_redis(url: str) -> None:
    """Say PING; a refusal becomes one sentence."""
    contoh = "redis://:sandi@host:6379/0 atau unix:///jalur/ke/soket"
    try:
        bagian = urlsplit(url)
        port = bagian.port or 6379
    except ValueError as galat:
        raise GalatMulai(f"REDIS_URL bukan URL yang sah. Bentuknya {contoh}.") from galat
    if bagian.scheme not in {"redis", "rediss", "unix"}:
        raise GalatMulai(f"REDIS_URL bukan URL Redis yang sah. Bentuknya {contoh}.")
    try:
        with _sambung(bagian, port) as soket:
            jawaban = b""
            if bagian.password:
                nama = [unquote(bagian.username)] if bagian.username else []
                jawaban = _kirim(soket, "AUTH", *nama, unquote(bagian.password))
            if not jawaban.startswith(b"-"):
                jawaban = _kirim(soket, "PING")
    except OSError as galat:
        raise GalatMulai(f"REDIS_URL: server di {tempat(bagian)} tidak terjangkau.") from galat
    if jawaban.startswith((b"-NOAUTH", b"-WRONGPASS", b"-ERR AUTH", b"-NOPERM")):
        raise GalatMulai(f"REDIS_URL: kata sandi ditolak oleh server di {tempat(bagian)}.")
    if not jawaban.startswith(b"+PONG"):
        raise GalatMulai(f"REDIS_URL: yang menjawab di {tempat(bagian)} bukan server Redis.")


def _sambung(bagian: SplitResult, port: int) -> socket.socket:
    if bagian.scheme == "unix":
        soket = socket.socket(socket.AF_UNIX)
        soket.settimeout(TENGGANG)
        try:
            soket.connect(bagian.path)
        except OSError:
            soket.close()
            raise
        return soket
    host = bagian.hostname or "127.0.0.1"
    soket = socket.create_connection((host, port), timeout=TENGGANG)
    if bagian.scheme == "rediss":
        return ssl.create_default_context().wrap_socket(soket, server_hostname=host)
    return soket


def _kirim(soket: socket.socket, *kata: str) -> bytes:
    isi = f"*{len(kata)}\r\n" + "".join(f"${len(k.encode())}\r\n{k}\r\n" for k in kata)
    soket.sendall(isi.encode())
    return soket.recv(256)
