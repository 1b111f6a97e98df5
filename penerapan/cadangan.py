#!/usr/bin/env python3
"""Backup and restore of the database and the uploaded files. Standard library and pg_dump only.

    cadangan.py buat FOLDER [--simpan 14]       one dated folder below FOLDER, older ones removed
    cadangan.py pulihkan FOLDER/TANGGAL [--timpa]

Reads DATABASE_OWNER_URL and DATA_DIR from the environment. A backup is complete only when its
folder has its final name; restoring checks every file against its SHA-256 first.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

DUMP, MEDIA, JUMLAH = "basisdata.dump", "media.tar.gz", "SHA256SUMS"


class Galat(Exception):
    """One sentence for the operator."""


def main(argumen: list[str]) -> int:
    pengurai = argparse.ArgumentParser(description="Cadangan Kalteng Talenta.")
    anak = pengurai.add_subparsers(dest="perintah", required=True)
    buat_ = anak.add_parser("buat", help="membuat cadangan baru")
    buat_.add_argument("tujuan", type=Path)
    buat_.add_argument("--simpan", type=int, default=14, help="jumlah cadangan yang disimpan")
    pulihkan_ = anak.add_parser("pulihkan", help="memulihkan satu cadangan")
    pulihkan_.add_argument("asal", type=Path)
    pulihkan_.add_argument("--timpa", action="store_true", help="ganti isi yang ada")
    pilihan = pengurai.parse_args(argumen)
    try:
        if pilihan.perintah == "buat":
            print(buat(pilihan.tujuan, simpan=pilihan.simpan))
        else:
            pulihkan(pilihan.asal, timpa=pilihan.timpa)
    except Galat as galat:
        print(galat, file=sys.stderr)
        return 1
    return 0


def buat(tujuan: Path, *, simpan: int) -> Path:
    """Write one backup and return its folder; a half-written one never gets its final name."""
    if simpan < 1:
        raise Galat("--simpan sekurangnya 1.")
    os.umask(0o077)
    tujuan.mkdir(parents=True, exist_ok=True)
    akhir = tujuan / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    sementara = akhir.with_suffix(".belum")
    shutil.rmtree(sementara, ignore_errors=True)
    sementara.mkdir()
    postgres("pg_dump", "--format=custom", f"--file={sementara / DUMP}")
    with tarfile.open(sementara / MEDIA, "w:gz") as arsip:
        if (media := folder_media()).exists():
            arsip.add(media, arcname="media")
    (sementara / JUMLAH).write_text(
        "".join(f"{sidik(sementara / nama)}  {nama}\n" for nama in (DUMP, MEDIA))
    )
    sementara.rename(akhir)
    lengkap = sorted(f for f in tujuan.iterdir() if f.is_dir() and f.name.endswith("Z"))
    for lama in lengkap[:-simpan]:
        shutil.rmtree(lama)
    return akhir


def pulihkan(asal: Path, *, timpa: bool) -> None:
    """Put back one backup. The application must be stopped; run `siapkan` afterwards."""
    if not (asal / JUMLAH).exists():
        raise Galat(f"{asal} bukan cadangan yang lengkap.")
    for baris in (asal / JUMLAH).read_text().splitlines():
        jumlah, nama = baris.split("  ", 1)
        if not (asal / nama).exists() or sidik(asal / nama) != jumlah:
            raise Galat(f"{asal / nama} hilang atau rusak; tidak ada yang diubah.")
    tabel = postgres(
        "psql", "-X", "-At", "-c", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    )
    media = folder_media()
    if not timpa and (int(tabel) or (media.exists() and any(media.iterdir()))):
        raise Galat("Basis data atau folder media tidak kosong. Pakai --timpa untuk menggantinya.")
    postgres(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction",
        "--exit-on-error", str(asal / DUMP),
    )  # fmt: skip
    baru = media.with_name("media.baru")
    shutil.rmtree(baru, ignore_errors=True)
    with tarfile.open(asal / MEDIA) as arsip:
        # Python 3.11.2 of Debian 12 has no filter; the archive is ours, its sum was checked.
        arsip.extraction_filter = getattr(tarfile, "data_filter", lambda anggota, _: anggota)
        arsip.extractall(baru)  # noqa: S202
    shutil.rmtree(media, ignore_errors=True)
    (baru / "media").mkdir(exist_ok=True)
    (baru / "media").rename(media)
    baru.rmdir()


def folder_media() -> Path:
    if not os.environ.get("DATA_DIR"):
        raise Galat("DATA_DIR belum diisi.")
    return Path(os.environ["DATA_DIR"]) / "media"


def sidik(berkas: Path) -> str:
    with berkas.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()


def postgres(program: str, *argumen: str) -> str:
    """Run a PostgreSQL program on the database; the password stays out of the command line."""
    url = os.environ.get("DATABASE_OWNER_URL", "")
    bagian = urlsplit(url)
    if bagian.scheme not in {"postgres", "postgresql"}:
        raise Galat("DATABASE_OWNER_URL belum diisi dengan URL PostgreSQL.")
    env = dict(os.environ)
    if bagian.password:
        env["PGPASSWORD"] = unquote(bagian.password)
        url = url.replace(f":{bagian.password}@", "@", 1)
    try:
        hasil = subprocess.run(
            [program, f"--dbname={url}", "--no-password", *argumen],
            env=env,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as galat:
        raise Galat(f"{program} tidak ada; pasang postgresql-client.") from galat
    if hasil.returncode:
        raise Galat(f"{program}: {hasil.stderr.strip()}")
    return hasil.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
