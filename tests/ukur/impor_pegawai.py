"""Import of 100,000 rows × 69 columns, against reading and copying the cells."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
from pathlib import Path
from statistics import median as median_nilai

import xlsxwriter
from django.core.files import File
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from akses.models import Instansi, Pengguna
from pegawai import impor
from pegawai.impor.pegawai import DIKENAL, KOLOM
from pegawai.models import BerkasImpor, UnitOrganisasi
from tests.ukur import Hasil, detik, di_proses_lain

BARIS = 100_000
KEPALA = [*(kolom.judul[0] for kolom in KOLOM if "KONTRAK" not in kolom.judul[0]), *DIKENAL][:69]


def tulis_buku(lokasi: Path, baris: int) -> None:
    """A SIASN export of invented PNS: texts, and dates as Excel dates."""
    with xlsxwriter.Workbook(lokasi, {"constant_memory": True}) as buku:
        lembar = buku.add_worksheet("Data")
        tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
        lembar.write_row(0, 0, KEPALA)
        for n in range(baris):
            isi = _isi(n)
            for kolom, judul in enumerate(KEPALA):
                nilai = isi.get(judul, f"{judul.title()} {n % 97}")
                if isinstance(nilai, datetime.date):
                    lembar.write_datetime(n + 1, kolom, nilai, tanggal)
                else:
                    lembar.write_string(n + 1, kolom, nilai)


def _isi(n: int) -> dict[str, str | datetime.date]:
    lahir = datetime.date(1970, 1, 1) + datetime.timedelta(days=n % 9_000)
    angkat = datetime.date(lahir.year + 25, 1 + n % 12, 1)
    kelamin = "12"[n % 2]
    return {
        "PNS ID": f"{n:032X}",
        "NIP BARU": f"{lahir:%Y%m%d}{angkat:%Y%m}{kelamin}{n // 9_000 + 1:03d}",
        "NIP LAMA": "",
        "NAMA": f"Pegawai Uji {n}",
        "TANGGAL LAHIR": lahir if n % 2 else f"{lahir:%d-%m-%Y}",
        "JENIS KELAMIN": "MF"[n % 2],
        "NIK": f"62{n:014d}",
        "EMAIL": f"uji{n}@contoh.go.id",
        "EMAIL GOV": "",
        "NOMOR HP": f"0812{n:08d}",
        "KEDUDUKAN HUKUM ID": "01",
        "KEDUDUKAN HUKUM NAMA": "Aktif",
        "STATUS CPNS PNS": "P",
        "TMT CPNS": angkat,
        "TMT PNS": f"{angkat.replace(year=angkat.year + 1):%d-%m-%Y}",
        "TANGGAL SK CPNS": f"{angkat:%d/%m/%Y}",
        "TANGGAL SK PNS": "",
        "GOL AKHIR NAMA": ("III/a", "III.D", "IV/a")[n % 3],
        "TMT GOLONGAN": "01-04-2022",
        "MK TAHUN": str(n % 30),
        "MK BULAN": str(n % 12),
        "JENIS JABATAN ID": "2",
        "JENIS JABATAN NAMA": "JABATAN FUNGSIONAL TERTENTU",
        "JABATAN NAMA": f"JABATAN {n % 300} AHLI MUDA",
        "TMT JABATAN": "13-07-2019",
        "TMT ESELON": "",
        "TINGKAT PENDIDIKAN ID": "40",
        "TAHUN LULUS": "2010",
        "UNOR ID": f"UNOR{n % 200}",
        "INSTANSI INDUK ID": "6705",
        "INSTANSI KERJA ID": "6705",
        "ESELON ID": "99",
        "ESELON NAMA": "",
    }


def ukur(baris: int = BARIS, ulang: int = 2) -> list[Hasil]:
    """File to preview, and applying; the floor is reading the cells and COPY of the same rows.

    Floor and figure take turns, so that what else the machine does falls on both.
    """
    instansi = Instansi.objects.get(kode_kemendagri="62.01")
    UnitOrganisasi.tanpa_batas.bulk_create(
        UnitOrganisasi(instansi=instansi, siasn_id=f"UNOR{n}", nama=f"Unit {n}") for n in range(200)
    )
    with tempfile.TemporaryDirectory() as folder:
        lokasi = Path(folder) / "pns.xlsx"
        tulis_buku(lokasi, baris)
        lantai, periksa = [], []
        for putaran in range(ulang + 1):
            lama_lantai = detik(lambda: _lantai(lokasi))
            lama_periksa = detik(lambda: _pratinjau(lokasi))
            if putaran:  # the first one warms up
                lantai.append(lama_lantai)
                periksa.append(lama_periksa)
        pekerja = di_proses_lain("tests.ukur.impor_pegawai:periksa_satu", str(lokasi))
    berkas = BerkasImpor.tanpa_batas.get(pk=pekerja["hasil"])
    terapkan = detik(
        lambda: impor.terapkan(berkas, oleh=Pengguna.sistem(), dari_baris_perintah=True)
    )
    catatan = f"{baris} baris × {len(KEPALA)} kolom"
    dasar = median_nilai(lantai)
    return [
        Hasil(
            "berkas sampai pratinjau",
            median_nilai(periksa),
            dasar,
            sasaran_rasio=2.5,
            catatan=f"{catatan}, sebagai teks dan tanggal Excel",
        ),
        Hasil(
            "pratinjau sampai diterapkan",
            terapkan,
            dasar,
            sasaran_rasio=1.5,
            catatan=f"{catatan}, semua baru",
        ),
        Hasil(
            "puncak memori pekerja",
            pekerja["mib"],
            sasaran=600,
            satuan="MiB",
            catatan="proses sendiri",
        ),
    ]


def periksa_satu(lokasi: str) -> int:
    """What a worker does with one upload; the id of the checked file."""
    return _pratinjau(Path(lokasi)).pk


def _pratinjau(lokasi: Path) -> BerkasImpor:
    instansi = Instansi.objects.get(kode_kemendagri="62.01")
    with lokasi.open("rb") as isi:
        berkas = impor.terima(
            File(isi, name=lokasi.name), jenis="pegawai", instansi=instansi, oleh=Pengguna.sistem()
        )
    return impor.periksa(berkas)


def _lantai(lokasi: Path) -> None:
    """The least that any import does: cells by calamine, COPY into a table of texts."""
    lembar = CalamineWorkbook.from_path(lokasi).get_sheet_by_index(0)
    wadah = io.StringIO()
    csv.writer(wadah).writerows(lembar.iter_rows())
    wadah.seek(0)
    with transaction.atomic(), connection.cursor() as kursor:
        kolom = ", ".join(f"c{n} text" for n in range(len(KEPALA)))
        kursor.execute(f"CREATE TEMP TABLE lantai ({kolom}) ON COMMIT DROP")
        kursor.copy_expert("COPY lantai FROM STDIN WITH (FORMAT csv)", wadah)
