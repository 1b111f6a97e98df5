"""The import on the command line; the same functions as the browser."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from akses.models import Instansi, Pengguna
from pegawai import impor, pratinjau
from pegawai.models import Pegawai
from pegawai.tanggal import baca_tanggal

STATUS = {
    "pns": Pegawai.StatusAsn.PNS,
    "pppk": Pegawai.StatusAsn.PPPK,
    "paruh": Pegawai.StatusAsn.PPPK_PARUH_WAKTU,
}
DITOLAK = 2  # exit code of a file that is refused as a whole; rows with errors are no failure


class Command(BaseCommand):
    help = "Mengimpor berkas: pegawai, unor, jabatan, kinerja, pelatihan, dan lainnya."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("jenis", choices=[jenis.kode for jenis in impor.daftar_jenis()])
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--instansi", required=True, help="Kode Kemendagri, misalnya 62.01")
        parser.add_argument("--terapkan", action="store_true", help="Tulis ke data")
        parser.add_argument(
            "--contoh-dilihat",
            action="store_true",
            help="Contoh sudah dilihat: jangan bertanya sebelum menulis",
        )
        parser.add_argument("--oleh", default="sistem", help="Nama akun pelaku")
        parser.add_argument("--status", choices=STATUS, help="Bawaan: menurut NIP")
        parser.add_argument("--izinkan-pindah", action="store_true")
        parser.add_argument("--tanggal", type=_tanggal, help="Tanggal asesmen, 2025-07-15")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        oleh = _cari(Pengguna, username=options["oleh"])
        instansi = _cari(Instansi, kode_kemendagri=options["instansi"])
        try:
            berkas = self._olah(oleh, instansi, options)
        except ValidationError as salah:
            raise CommandError(" ".join(salah.messages), returncode=DITOLAK) from salah
        hasil = impor.laporan(berkas)
        if options["json"]:
            self.stdout.write(json.dumps(hasil, ensure_ascii=False))
        else:
            self._ringkas(hasil)

    def _olah(self, oleh: Pengguna, instansi: Instansi, pilihan: dict[str, Any]) -> Any:
        lokasi: Path = pilihan["berkas"]
        if not lokasi.is_file():
            raise ValidationError(f"Berkas {lokasi} tidak ada.")
        with lokasi.open("rb") as isi:
            berkas = impor.terima(
                File(isi, name=lokasi.name),
                jenis=pilihan["jenis"],
                instansi=instansi,
                oleh=oleh,
                status=STATUS.get(pilihan["status"] or "", ""),
                tanggal=pilihan["tanggal"],
                izinkan_pindah=pilihan["izinkan_pindah"],
            )
        try:
            berkas = impor.periksa(berkas)
            if pilihan["terapkan"]:
                berkas = self._terapkan(berkas, oleh, pilihan)
        except ValidationError as salah:
            impor.tolak_berkas(berkas.pk, impor.kalimat(salah))
            raise
        return berkas

    def _terapkan(self, berkas: Any, oleh: Pengguna, pilihan: dict[str, Any]) -> Any:
        """Ask at a terminal whether the sample was looked at; a script has nobody to ask.

        A command line has no second person; the trail names the account, and whether it looked.
        """
        dilihat = pilihan["contoh_dilihat"]
        if berkas.contoh and not dilihat and not pilihan["json"] and sys.stdin.isatty():
            self._tampilkan_contoh(berkas, oleh)
            dilihat = input("Ketik ya bila contoh sudah dilihat dan benar: ").strip() == "ya"
            if not dilihat:
                self.stderr.write("Tidak diterapkan. Berkas menunggu di halaman Impor SIASN.")
                return berkas
        with transaction.atomic():
            if dilihat:
                impor.setujui(berkas, oleh=oleh, contoh_dilihat=True, dari_baris_perintah=True)
            return impor.terapkan(berkas, oleh=oleh, dari_baris_perintah=True)

    def _tampilkan_contoh(self, berkas: Any, oleh: Pengguna) -> None:
        semua = pratinjau.baris_berkas(oleh, berkas)
        for jumlah in pratinjau.temuan_per_kode(semua):
            self.stdout.write(f"{jumlah.label}: {jumlah.jumlah} baris")
        contoh = pratinjau.susun_orang(oleh, berkas, pratinjau.contoh_acak(semua, berkas))
        for satu in contoh:
            isi = "; ".join(f"{label}: {nilai}" for label, nilai in satu["isi"])
            baris = satu["baris"]
            self.stdout.write(f"baris {baris.nomor}\t{baris.kunci}\t{baris.nama}\t{isi}")

    def _ringkas(self, hasil: dict[str, Any]) -> None:
        self.stdout.write(
            "{baris} baris: {sah} sah ({baru} baru, {berubah} berubah, {tetap} tetap), "
            "{galat_baris} galat.".format(**hasil)
        )
        for nama in ("galat", "peringatan"):
            for temuan in hasil[nama]:
                self.stdout.write(
                    f"{nama}\tbaris {temuan['baris']}\t{temuan['kolom']}\t{temuan['kode']}\t"
                    f"{temuan['pesan']}"
                )


def _tanggal(teks: str) -> datetime.date:
    hari = baca_tanggal(teks)
    if hari is None:
        raise ValueError(teks)
    return hari


def _cari(model: Any, **syarat: str) -> Any:
    ((nama, nilai),) = syarat.items()
    objek = model.objects.filter(**syarat).first()
    if objek is None:
        raise CommandError(f"{model._meta.verbose_name} {nilai} tidak ada ({nama}).")
    return objek
