"""Runs the benchmarks, prints one table and writes one JSON file a module."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import ukur
from tests.ukur import Hasil

POLA = "ukur_pola"
PERCOBAAN_HAPUS = 20
KEPALA = ("nama", "ukuran", "lantai", "rasio", "sasaran", "catatan")


def daftar_modul() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(ukur.__path__) if m.name[0] != "_")


def main() -> int:
    urai = argparse.ArgumentParser(prog="python -m tests.ukur", description="Ukur kecepatan.")
    urai.add_argument("nama", nargs="*", help=f"modul: {', '.join(daftar_modul())}")
    urai.add_argument("--satu", help=argparse.SUPPRESS)
    urai.add_argument("--panggil", nargs=2, help=argparse.SUPPRESS)
    pilihan = urai.parse_args()
    if pilihan.satu:
        return jalankan_satu(pilihan.satu)
    if pilihan.panggil:
        return panggil(*pilihan.panggil)
    asing = set(pilihan.nama) - set(daftar_modul())
    if asing:
        urai.error(f"tidak ada modul {', '.join(sorted(asing))}")
    return jalankan_semua(pilihan.nama or daftar_modul())


# --- The parent: databases, processes, table ---------------------------------------------------


def jalankan_semua(daftar_nama: list[str]) -> int:
    """Each module in its own process on its own database; 1 when one failed or missed a target."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")
    if not url:
        print("DATABASE_OWNER_URL belum diisi. Jalankan lewat: make bench", file=sys.stderr)
        return 2
    folder = Path(os.environ.get("UKUR_DIR", "var/ukur"))
    folder.mkdir(parents=True, exist_ok=True)
    siapkan_pola(url)
    gagal, meleset = [], 0
    semua: list[tuple[str, list[Hasil]]] = []
    for nama in daftar_nama:
        print(f"Mengukur {nama} …", file=sys.stderr, flush=True)
        berkas = folder / f"{nama}.json"
        berkas.unlink(missing_ok=True)
        basis = f"ukur_{nama}"
        buat_basis(url, basis, POLA)
        try:
            kode = subprocess.run(
                [sys.executable, "-m", "tests.ukur", "--satu", nama],
                env=lingkungan(url, basis) | {"UKUR_BERKAS": str(berkas)},
            ).returncode
        finally:
            hapus_basis(url, basis)
        if kode or not berkas.exists():
            gagal.append(nama)
            continue
        daftar_hasil = baca(berkas)
        semua.append((nama, daftar_hasil))
        meleset += sum(hasil.tercapai is False for hasil in daftar_hasil)
    hapus_basis(url, POLA)
    print(tabel(semua))
    if gagal:
        print(f"Gagal diukur: {', '.join(gagal)}", file=sys.stderr)
    return int(bool(gagal or meleset))


def siapkan_pola(url: str) -> None:
    """A migrated database with reference data; every module gets a copy of it."""
    buat_basis(url, POLA, "template0")
    for perintah in (["migrate", "-v", "0"], ["siapkan_rujukan"]):
        subprocess.run(
            [sys.executable, "manage.py", *perintah], env=lingkungan(url, POLA), check=True
        )


def lingkungan(url: str, basis: str) -> dict[str, str]:
    """Both database roles are the owner here: a benchmark may fill and truncate."""
    tujuan = ganti_basis(url, basis)
    return dict(os.environ) | {
        "DATABASE_URL": tujuan,
        "DATABASE_OWNER_URL": tujuan,
        "SEBAGAI_PEMILIK": "1",
        "HTTPS": "0",
        "DEMO_PASSWORD": "sandi-untuk-pengukuran",
        "DJANGO_SETTINGS_MODULE": os.environ.get(
            "DJANGO_SETTINGS_MODULE", "kalteng_talenta.settings"
        ),
    }


def ganti_basis(url: str, basis: str) -> str:
    bagian = urlsplit(url)
    return bagian._replace(path=f"/{basis}").geturl()


def buat_basis(url: str, basis: str, pola: str) -> None:
    hapus_basis(url, basis)
    _sql(url, f'CREATE DATABASE "{basis}" TEMPLATE "{pola}"')


def hapus_basis(url: str, basis: str) -> None:
    """Drop it; autovacuum may be at work there, which only a superuser may end: it yields soon."""
    import psycopg2

    for sisa in reversed(range(PERCOBAAN_HAPUS)):
        try:
            _sql(url, f'DROP DATABASE IF EXISTS "{basis}" WITH (FORCE)')
        except (psycopg2.errors.InsufficientPrivilege, psycopg2.errors.ObjectInUse):
            if not sisa:
                raise
            time.sleep(1)
        else:
            return


def _sql(url: str, perintah: str) -> None:
    import psycopg2

    sambungan = psycopg2.connect(ganti_basis(url, "postgres"))
    try:
        sambungan.autocommit = True
        with sambungan.cursor() as kursor:
            kursor.execute(perintah)
    finally:
        sambungan.close()


def baca(berkas: Path) -> list[Hasil]:
    bidang = Hasil.__dataclass_fields__
    return [
        Hasil(**{k: v for k, v in baris.items() if k in bidang})
        for baris in json.loads(berkas.read_text())["hasil"]
    ]


def tabel(semua: list[tuple[str, list[Hasil]]]) -> str:
    """The table as Markdown: it reads well in a terminal and goes into the docs as it is."""
    baris = [KEPALA]
    for nama, daftar_hasil in semua:
        baris += [_sel(nama, hasil) for hasil in daftar_hasil]
    lebar = [max(len(b[i]) for b in baris) for i in range(len(KEPALA))]
    rata = [
        "| " + " | ".join(s.ljust(n) for s, n in zip(b, lebar, strict=True)) + " |" for b in baris
    ]
    garis = "|" + "|".join("-" * (n + 2) for n in lebar) + "|"
    return "\n".join([rata[0], garis, *rata[1:]])


def _sel(modul: str, hasil: Hasil) -> tuple[str, ...]:
    tanda = {True: " ok", False: " MELESET", None: ""}[hasil.tercapai]
    return (
        f"{modul}: {hasil.nama}",
        f"{hasil.ukuran:.3g} {hasil.satuan}",
        "" if hasil.lantai is None else f"{hasil.lantai:.3g} {hasil.satuan}",
        "" if hasil.rasio is None else f"{hasil.rasio:.2f}",
        hasil.teks_sasaran + tanda,
        hasil.catatan,
    )


# --- The child: one module, or one call --------------------------------------------------------


def jalankan_satu(nama: str) -> int:
    import django

    django.setup()
    mulai = time.perf_counter()
    daftar_hasil = importlib.import_module(f"tests.ukur.{nama}").ukur()
    isi = {
        "nama": nama,
        "detik": round(time.perf_counter() - mulai, 3),
        "hasil": [hasil.ke_json() for hasil in daftar_hasil],
    }
    Path(os.environ["UKUR_BERKAS"]).write_text(json.dumps(isi, indent=2, ensure_ascii=False))
    return 0


def panggil(fungsi: str, argumen: str) -> int:
    """Answer ``di_proses_lain``: the last line of stdout is the result as JSON."""
    import django

    django.setup()
    modul, nama = fungsi.split(":")
    tujuan: Any = getattr(importlib.import_module(modul), nama)
    mulai = time.perf_counter()
    hasil = tujuan(*json.loads(argumen))
    lama = time.perf_counter() - mulai
    print(json.dumps({"hasil": hasil, "detik": lama, "mib": ukur.puncak_memori()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
