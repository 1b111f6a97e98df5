"""The file of the trial: 300 persons as SIASN exports them, with six kinds of mistakes in it.

``buku_coba`` makes the workbook as an office would have spoilt it in Excel, with what the office
can look up in SIASN; ``betulkan`` mends a returned workbook as its column Alasan says, and only so.
"""

import datetime
import io
import re

from openpyxl import Workbook, load_workbook

KEPALA = [
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA",
    "JENIS KAWIN ID", "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT",
    "NPWP NOMOR", "BPJS", "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM ID",
    "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "KARTU ASN VIRTUAL", "NOMOR SK CPNS",
    "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL ID",
    "GOL AWAL NAMA", "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN",
    "JENIS JABATAN ID", "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID", "PENDIDIKAN NAMA",
    "TAHUN LULUS", "KPKN ID", "KPKN NAMA", "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID",
    "UNOR NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA", "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA", "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "NAMA SEKOLAH", "FLAG IKD",
    "ESELON ID", "ESELON NAMA",
]  # fmt: skip
JUDUL_GANTI = {"JABATAN NAMA": "NAMA JABATAN SEKARANG"}
DEPAN = ("ANDI", "BUDI", "CITRA", "DEWI", "EKO", "FITRI", "GUNAWAN", "HAYATI", "IRMA", "JOKO")
BELAKANG = ("SANTOSO", "RAHMAN", "LAMBUNG", "TUNDAN", "KURNIAWAN", "SARI", "USOP", "MANDAU")
NIP_ANGKA, NIP_ILMIAH = range(10, 15), range(20, 23)
TANGGAL = (*range(40, 44), *range(290, 293))  # the last three read as another, possible day
UNIT, GOLONGAN, GANDA, JABATAN = range(60, 66), range(80, 85), (101, 104, 107), range(120, 127)


def orang(n, unit, jabatan):
    """Row ``n`` without a mistake: header → text."""
    lahir = datetime.date(1970, 1, 25) + datetime.timedelta(days=31 * n)
    angkat = datetime.date(lahir.year + 26, 1 + n % 12, 1)
    siasn_unit, nama_unit = unit[n % len(unit)]
    pelaksana = jabatan[n % len(jabatan)].startswith("Penelaah")
    golongan = ("III/a", "III/b", "III/c", "III/d", "IV/a")[n % 5]
    return {
        "PNS ID": f"{n:032X}",
        "NIP BARU": f"{lahir:%Y%m%d}{angkat:%Y%m}{1 + n % 2}{700 + n:03d}",
        "NAMA": f"{DEPAN[n % 10]} {BELAKANG[n // 10 % 8]} {n}",
        "TANGGAL LAHIR": f"{lahir:%d-%m-%Y}",
        "JENIS KELAMIN": "MF"[n % 2],
        "AGAMA NAMA": "Islam",
        "NIK": f"6201{lahir:%d%m%y}{n:06d}",
        "EMAIL": f"coba{n}@contoh.go.id",
        "KEDUDUKAN HUKUM ID": "01",
        "KEDUDUKAN HUKUM NAMA": "Aktif",
        "STATUS CPNS PNS": "P",
        "TMT CPNS": f"{angkat:%d-%m-%Y}",
        "GOL AKHIR NAMA": golongan,
        "TMT GOLONGAN": "01-04-2023",
        "JENIS JABATAN ID": "4" if pelaksana else "2",
        "JENIS JABATAN NAMA": "PELAKSANA" if pelaksana else "JABATAN FUNGSIONAL TERTENTU",
        "JABATAN NAMA": jabatan[n % len(jabatan)],
        "TINGKAT PENDIDIKAN ID": "40",
        "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
        "UNOR ID": siasn_unit,
        "UNOR NAMA": nama_unit,
    }


def rusak(n, isi):
    """Row ``n`` as it stands in the file of the office; most rows stay as they are."""
    isi = dict(isi)
    if n in NIP_ANGKA:
        isi["NIP BARU"] = int(isi["NIP BARU"])  # Excel keeps fifteen digits of it
    elif n in NIP_ILMIAH:
        isi["NIP BARU"] = f"{float(isi['NIP BARU']):.5E}"
    elif n in TANGGAL:
        hari, bulan, tahun = isi["TANGGAL LAHIR"].split("-")
        isi["TANGGAL LAHIR"] = f"{bulan}/{hari}/{tahun}"
    elif n in UNIT:
        isi |= {"UNOR ID": f"FFFF{n:028X}", "UNOR NAMA": isi["UNOR NAMA"].replace("a", "", 1)}
    elif n in GOLONGAN:
        isi["GOL AKHIR NAMA"] = "Gol. 3"
    elif n in JABATAN:
        isi["JABATAN NAMA"] = isi["JABATAN NAMA"].replace("a", "", 1)
    return isi


def buku_coba(unit, jabatan, jumlah=300):
    """(xlsx, {sheet row: true values}) of ``jumlah`` persons in ``unit`` [(id, name)]."""
    benar = {n + 2: orang(n, unit, jabatan) for n in range(jumlah)}
    baris = [[JUDUL_GANTI.get(judul, judul) for judul in KEPALA]]
    for n in range(jumlah):
        isi = rusak(n, benar[n + 2])
        if n in GANDA:  # copied one row too many
            isi = rusak(n - 1, benar[n + 1])
        baris.append([isi.get(judul) for judul in KEPALA])
    return _simpan(baris), benar


def _simpan(daftar):
    buku = Workbook()
    for baris in daftar:
        buku.active.append(baris)
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def betulkan(kembali, benar, *, lalai=""):
    """The workbook that came back, mended; a row of the person ``lalai`` stays as it was.

    What a sentence names is taken from the sentence, what it tells to look up from ``benar``.
    """
    tabel = load_workbook(io.BytesIO(kembali)).active
    kepala = [sel.value for sel in tabel[1]]
    daftar, sudah = [kepala], set()
    for sel in tabel.iter_rows(min_row=2, values_only=True):
        isi = dict(zip(kepala, sel, strict=True))
        alasan = isi["Alasan"].split("\n")
        asal = benar[int(re.search(r"Baris (\d+) berkas asal", alasan[0])[1])]
        if "Hapus baris yang kembar" in isi["Alasan"]:
            if isi["NIP BARU"] in sudah:
                continue
            sudah.add(isi["NIP BARU"])
        elif isi["NAMA"] != lalai:
            for kalimat in alasan[1:]:
                kolom, pesan = kalimat.replace(" (peringatan)", "", 1).split(": ", 1)
                isi[kolom] = _menurut(pesan, asal, kolom)
        daftar.append(list(isi.values()))
    return _simpan(daftar)


def _menurut(pesan, asal, kolom):
    for pola in (r"isi UNOR ID dengan (\w+)", r"Mungkin “([^”]+)”\.$"):
        if cocok := re.search(pola, pesan):
            return cocok[1]
    assert re.search("menurut SIASN|Tulis|tulis", pesan), f"tidak menyebut caranya: {pesan}"
    return asal[kolom]
