"""The histories that SIASN hands out, beside appraisals and training: one table each.

Kinds ``golongan jabatan_riwayat pendidikan penghargaan hukuman angka_kredit``. Headers are those
of SIASN's records (``skNomor``) and of its worksheets (``SK NOMOR``, ``NOMOR SK``). A history is
known by the person and its ``kunci``; a column that the file lacks leaves what is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from pegawai.golongan import PANGKAT, URUTAN, baca_golongan
from pegawai.impor.aturan import ATURAN_NIP, NIP_DI_LUAR
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.mesin import kutip, tabel
from pegawai.impor.olahan import Olahan
from pegawai.impor.pegawai import baca_tingkat, buat_peta
from pegawai.jenjang import baca_eselon, baca_jenis_jabatan, baca_jenjang
from pegawai.models import (
    AngkaKredit,
    HukumanDisiplin,
    Penghargaan,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPendidikan,
)
from pegawai.models.riwayat import IZIN_HUKUMAN
from pegawai.sandi_siasn import HUKUMAN, KENAIKAN_PANGKAT, PENGHARGAAN

ORANG = (
    Kolom("nip", ("NIP", "NIP BARU", "NIPBARU", "NIP PEGAWAI"), "nip", wajib=True),
    Kolom("nama", ("NAMA", "NAMA PEGAWAI")),
)
DIKENAL = ("ID", "IDPNS", "ID PNS", "PNS ID", "NIP LAMA", "NIPLAMA", "PATH")
NOMOR_SK = Kolom(
    "nomor_sk", ("SK NOMOR", "SKNOMOR", "NOMOR SK", "NOMORSK", "NO SK"), "kode", panjang=100
)
TANGGAL_SK = Kolom(
    "tanggal_sk",
    ("SK TANGGAL", "SKTANGGAL", "TANGGAL SK", "TANGGALSK", "TGL SK", "SK DATE", "SKDATE"),
    "tanggal",
)


@dataclass(frozen=True)
class Isi:
    """What a field gets: SQL over ``k`` and the look-ups, and the columns that say it."""

    sql: str
    kolom: tuple[str, ...] = ()
    bawaan: str = "NULL"
    """SQL for a new record when the file has none of the columns"""


def teks(kolom: str, panjang: int) -> Isi:
    return Isi(f"left(coalesce(k.{kolom}, ''), {panjang})", (kolom,), "''")


def apa_adanya(kolom: str, tipe: str) -> Isi:
    return Isi(f"k.{kolom}", (kolom,), f"NULL::{tipe}")


def bilangan(kolom: str, bawah: int, atas: int) -> Isi:
    return Isi(
        f"CASE WHEN k.{kolom} BETWEEN {bawah} AND {atas} THEN k.{kolom}::int END",
        (kolom,),
        "NULL::int",
    )


def susun_jenis(
    kode: str,
    nama: str,
    *,
    model: type[models.Model],
    kolom: tuple[Kolom, ...],
    isi: dict[str, Isi],
    kunci: tuple[str, ...],
    aturan: tuple[Aturan, ...],
    keterangan: str,
    peta: Callable[[Olahan], None] | None = None,
    gabung: str = "",
    dikenal: tuple[str, ...] = (),
    izin: str = "pegawai.add_pegawai",
    tunjuk: str,
) -> JenisImpor:
    """A kind whose rows are one history each. ``tunjuk`` is the column that the key stands in."""

    def siapkan(olahan: Olahan) -> None:
        if peta is not None:
            peta(olahan)
        dalam = ", ".join(f"{satu.sql} AS {nama}" for nama, satu in isi.items())
        luar = ", ".join(
            f"v.{nama}"
            if nama in kunci or not satu.kolom or olahan.ada(*satu.kolom)
            else f"CASE WHEN l.id IS NULL THEN {satu.bawaan} ELSE l.{nama} END AS {nama}"
            for nama, satu in isi.items()
        )
        sama = " AND ".join(f"l.{nama} = v.{nama}" for nama in kunci)
        olahan.jalankan(
            f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
            SELECT v.lembar, v.nomor, v.kunci, v.nama, v.pegawai_id, v.instansi_id, {luar},
                l.id AS objek_id, v.pegawai_id IS NOT NULL AND count(*) OVER (
                    PARTITION BY v.pegawai_id, {", ".join(f"v.{nama}" for nama in kunci)}
                ) > 1 AS ganda
            FROM (
                SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci,
                    coalesce(k.nama, p.nama, '') AS nama, p.id AS pegawai_id,
                    %(instansi)s::bigint AS instansi_id, {dalam}
                FROM pg_temp.impor_kerja k
                LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s
                {gabung} OFFSET 0
            ) v
            LEFT JOIN {tabel(model)} l ON l.pegawai_id = v.pegawai_id AND {sama}"""
        )

    return JenisImpor(
        kode=kode,
        nama=nama,
        keterangan=keterangan,
        izin=izin,
        model=model,
        kolom=(*ORANG, *kolom),
        dikenal=(*DIKENAL, *dikenal),
        bidang=("instansi_id", "pegawai_id", *isi),
        siapkan=siapkan,
        aturan=(
            *ATURAN_NIP,
            NIP_DI_LUAR,
            Aturan(
                "riwayat_ganda",
                tunjuk,
                "n.ganda",
                "Riwayat yang sama dari orang ini ada pada lebih dari satu baris. Sisakan satu.",
            ),
            *aturan,
        ),
        konflik=("pegawai_id", *kunci),
    )


def _lebih_baru(kolom: str, kini: str, beda: str, tmt: str) -> Aturan:
    """A row that is newer than what the record ``p`` says, and says something else.

    A history does not move the record; the page of the person offers the proposal that does.
    """
    syarat = (
        f"FROM pegawai_pegawai p WHERE p.id = n.pegawai_id AND {kini} <> '' AND ({beda}) "
        f"AND n.tmt <= %(hari_ini)s::date AND n.{kolom} <> '' AND n.tmt > {tmt}"
    )
    return Aturan(
        "lebih_baru_dari_data_pegawai",
        kolom,
        f"EXISTS (SELECT {syarat})",
        "Lebih baru daripada data pegawai ({kini}), yang tidak diubah oleh riwayat. Sesudah berkas "
        "ini diterapkan, tekan Usulkan pada halaman pegawai.",
        galat=False,
        isian={"kini": f"(SELECT {kini} {syarat})"},
    )


# --- Golongan ---------------------------------------------------------------------------------

_ROMAWI = {"I": 1, "II": 2, "III": 3, "IV": 4}
_GOLONGAN_ID = {
    f"{_ROMAWI[golongan[:-2]]}{ord(golongan[-1]) - 96}": golongan for golongan in PANGKAT
}
"""SIASN's ids of the golongan of PNS: 31 is III/a. Those of PPPK collide with them."""
_KUNCI_GOLONGAN = (
    "concat_ws('|', coalesce(k.golongan, ''), coalesce(k.golongan_id, ''), left(p.status_asn, 4))"
)


def _peta_golongan(olahan: Olahan) -> None:
    isi = {}
    for kunci, nama, kode, status in olahan.baris(
        f"SELECT DISTINCT {_KUNCI_GOLONGAN}, coalesce(k.golongan, ''), "
        "coalesce(k.golongan_id, ''), left(coalesce(p.status_asn, ''), 4) "
        "FROM pg_temp.impor_kerja k LEFT JOIN pegawai_pegawai p ON p.nip = k.nip"
    ):
        baku = baca_golongan(nama) if nama else None
        if not nama and status != "PPPK":
            baku = _GOLONGAN_ID.get(kode)
        # A PNS has I/a-IV/e, a PPPK I-XVII: the other's would be a mistake of the file.
        isi[kunci] = (baku if baku in URUTAN and (baku in PANGKAT) == (status != "PPPK") else None,)
    buat_peta(olahan, "impor_golongan_riwayat", isi, "golongan")


GOLONGAN = susun_jenis(
    "golongan",
    "Riwayat golongan",
    keterangan="Riwayat kenaikan pangkat dan golongan dari SIASN.",
    model=RiwayatGolongan,
    kolom=(
        Kolom("golongan", ("GOLONGAN", "GOLONGAN NAMA", "GOL RUANG", "GOL. RUANG", "GOL")),
        Kolom("golongan_id", ("GOLONGAN ID", "GOLONGANID"), "kode"),
        Kolom("tmt", ("TMT GOLONGAN", "TMTGOLONGAN", "TMT PANGKAT", "TMT"), "tanggal", wajib=True),
        Kolom("jenis_id", ("JENIS KP ID", "JENISKPID"), "kode"),
        Kolom("jenis_nama", ("JENIS KP NAMA", "JENISKPNAMA", "JENIS KP"), panjang=100),
        NOMOR_SK,
        TANGGAL_SK,
        Kolom(
            "nomor_pertek", ("NO PERTEK BKN", "NOPERTEKBKN", "NOMOR PERTEK"), "kode", panjang=100
        ),
        Kolom("tanggal_pertek", ("TGL PERTEK BKN", "TGLPERTEKBKN", "TANGGAL PERTEK"), "tanggal"),
        Kolom(
            "mk_tahun", ("MASA KERJA GOLONGAN TAHUN", "MASAKERJAGOLONGANTAHUN", "MK TAHUN"), "angka"
        ),
        Kolom(
            "mk_bulan", ("MASA KERJA GOLONGAN BULAN", "MASAKERJAGOLONGANBULAN", "MK BULAN"), "angka"
        ),
        Kolom("utama", ("JUMLAH KREDIT UTAMA", "JUMLAHKREDITUTAMA"), "angka"),
        Kolom("tambahan", ("JUMLAH KREDIT TAMBAHAN", "JUMLAHKREDITTAMBAHAN"), "angka"),
    ),
    dikenal=("PANGKAT",),
    peta=_peta_golongan,
    gabung=(
        f"LEFT JOIN pg_temp.impor_golongan_riwayat g ON g.kunci = {_KUNCI_GOLONGAN} "
        "LEFT JOIN (VALUES "
        + ", ".join(f"({kutip(kode)}, {kutip(nama)})" for kode, nama in KENAIKAN_PANGKAT.items())
        + ") kp(kode, nama) ON kp.kode = k.jenis_id"
    ),
    isi={
        "golongan": Isi("coalesce(g.golongan, '')"),
        "tmt": Isi("k.tmt"),
        "jenis_kenaikan": Isi(
            "left(coalesce(k.jenis_nama, kp.nama, ''), 100)", ("jenis_nama", "jenis_id"), "''"
        ),
        "nomor_sk": teks("nomor_sk", 100),
        "tanggal_sk": apa_adanya("tanggal_sk", "date"),
        "nomor_pertek": teks("nomor_pertek", 100),
        "tanggal_pertek": apa_adanya("tanggal_pertek", "date"),
        "masa_kerja_tahun": bilangan("mk_tahun", 0, 60),
        "masa_kerja_bulan": bilangan("mk_bulan", 0, 11),
        "kredit_utama": Isi("round(k.utama, 3)", ("utama",), "NULL::numeric"),
        "kredit_tambahan": Isi("round(k.tambahan, 3)", ("tambahan",), "NULL::numeric"),
    },
    kunci=("golongan", "tmt"),
    tunjuk="golongan",
    aturan=(
        Aturan(
            "golongan_tidak_dikenal",
            "golongan",
            "n.pegawai_id IS NOT NULL AND n.golongan = ''",
            "Golongan kosong, tidak dikenal, atau bukan golongan status pegawai ini. Isi seperti "
            "III/d untuk PNS atau IX untuk PPPK.",
        ),
        Aturan("tmt_kosong", "tmt", "k.tmt_teks IS NULL", "TMT golongan kosong. Isi tanggalnya."),
        Aturan(
            "kredit_tidak_mungkin",
            "utama",
            "k.utama NOT BETWEEN 0 AND 99999 OR k.tambahan NOT BETWEEN 0 AND 99999",
            "Angka kredit harus antara 0 dan 99.999. Periksa angkanya di SIASN.",
        ),
        _lebih_baru("golongan", "p.golongan", "n.golongan <> p.golongan", "p.tmt_golongan"),
    ),
)


# --- Jabatan ----------------------------------------------------------------------------------

_NAMA_JABATAN = (
    "coalesce(k.nama_jabatan, k.jf_nama, k.jfu_nama, CASE WHEN k.unor IS NOT NULL "
    "AND k.eselon_id IS NOT NULL THEN 'Kepala ' || k.unor END, '')"
)
_KUNCI_JABATAN = (
    "concat_ws('|', coalesce(k.jenis, ''), coalesce(k.eselon, ''), coalesce(k.eselon_id, ''), "
    f"{_NAMA_JABATAN})"
)


def _peta_jabatan(olahan: Olahan) -> None:
    isi = {}
    for kunci, jenis, eselon, eselon_id, nama in olahan.baris(
        f"SELECT DISTINCT {_KUNCI_JABATAN}, coalesce(k.jenis, ''), coalesce(k.eselon, ''), "
        f"coalesce(k.eselon_id, ''), {_NAMA_JABATAN} FROM pg_temp.impor_kerja k"
    ):
        baku = baca_eselon(eselon_id, eselon)
        macam = baca_jenis_jabatan(jenis if jenis.isdigit() else "", jenis)
        isi[kunci] = (baca_jenjang(macam, baku, eselon_id, nama), baku)
    buat_peta(olahan, "impor_jabatan_riwayat", isi, "jenjang, eselon")


_PENUGASAN = (
    "CASE WHEN k.penugasan IS NULL OR upper(k.penugasan) IN ('D', 'DEFINITIF') THEN 'D' "
    "WHEN upper(k.penugasan) IN ('PLT', 'PELAKSANA TUGAS') THEN 'PLT' "
    "WHEN upper(k.penugasan) IN ('PLH', 'PELAKSANA HARIAN') THEN 'PLH' "
    "WHEN upper(k.penugasan) IN ('PJ', 'PENJABAT', 'PEJABAT NON-DEFINITIF') THEN 'PJ' "
    "WHEN upper(k.penugasan) IN ('TT', 'TUGAS TAMBAHAN') THEN 'TT' ELSE '' END"
)

JABATAN_RIWAYAT = susun_jenis(
    "jabatan_riwayat",
    "Riwayat jabatan",
    keterangan="Riwayat jabatan dari SIASN, termasuk Plt, Plh, dan tugas tambahan.",
    model=RiwayatJabatan,
    kolom=(
        Kolom(
            "nama_jabatan", ("NAMA JABATAN", "NAMAJABATAN", "JABATAN NAMA", "JABATAN"), panjang=200
        ),
        Kolom("jf_nama", ("JABATAN FUNGSIONAL NAMA", "JABATANFUNGSIONALNAMA")),
        Kolom("jfu_nama", ("JABATAN FUNGSIONAL UMUM NAMA", "JABATANFUNGSIONALUMUMNAMA")),
        Kolom(
            "jenis",
            ("JENIS JABATAN", "JENISJABATAN", "JENIS JABATAN ID", "JENIS JABATAN NAMA"),
            "kode",
        ),
        Kolom("eselon", ("ESELON", "ESELON NAMA")),
        Kolom("eselon_id", ("ESELON ID", "ESELONID"), "kode"),
        Kolom("unor", ("UNOR NAMA", "UNORNAMA", "UNIT KERJA", "NAMA UNOR"), panjang=200),
        Kolom(
            "instansi_kerja", ("INSTANSI KERJA NAMA", "INSTANSIKERJANAMA", "INSTANSI"), panjang=150
        ),
        Kolom("tmt", ("TMT JABATAN", "TMTJABATAN", "TMT"), "tanggal", wajib=True),
        Kolom("sampai", ("TANGGAL AKHIR", "SAMPAI", "SAMPAI DENGAN", "TMT AKHIR"), "tanggal"),
        Kolom(
            "tmt_pelantikan", ("TMT PELANTIKAN", "TMTPELANTIKAN", "TANGGAL PELANTIKAN"), "tanggal"
        ),
        Kolom("penugasan", ("JENIS PENUGASAN ID", "JENISPENUGASANID", "JENIS PENUGASAN")),
        NOMOR_SK,
        TANGGAL_SK,
    ),
    dikenal=(
        "INSTANSI KERJA ID",
        "INSTANSIKERJAID",
        "SATUAN KERJA ID",
        "SATUANKERJAID",
        "SATUAN KERJA NAMA",
        "SATUANKERJANAMA",
        "UNOR ID",
        "UNORID",
        "UNOR INDUK ID",
        "UNORINDUKID",
        "UNOR INDUK NAMA",
        "UNORINDUKNAMA",
        "JABATAN FUNGSIONAL ID",
        "JABATANFUNGSIONALID",
        "JABATAN FUNGSIONAL UMUM ID",
        "JABATANFUNGSIONALUMUMID",
        "JENIS MUTASI ID",
        "JENISMUTASIID",
        "SUB JABATAN ID",
        "SUBJABATANID",
        "TMT MUTASI",
        "TMTMUTASI",
    ),
    peta=_peta_jabatan,
    gabung=f"LEFT JOIN pg_temp.impor_jabatan_riwayat j ON j.kunci = {_KUNCI_JABATAN}",
    isi={
        "nama_jabatan": Isi(f"left({_NAMA_JABATAN}, 200)"),
        "tmt": Isi("k.tmt"),
        "jenjang": Isi(
            "coalesce(j.jenjang, '')", ("jenis", "eselon", "eselon_id", "jf_nama"), "''"
        ),
        "eselon": Isi("coalesce(j.eselon, '')", ("eselon", "eselon_id"), "''"),
        "nama_unit": teks("unor", 200),
        "nama_instansi": teks("instansi_kerja", 150),
        "penugasan": Isi(_PENUGASAN, ("penugasan",), "'D'"),
        "sampai": apa_adanya("sampai", "date"),
        "nomor_sk": teks("nomor_sk", 100),
        "tanggal_sk": apa_adanya("tanggal_sk", "date"),
        "tmt_pelantikan": apa_adanya("tmt_pelantikan", "date"),
    },
    kunci=("nama_jabatan", "tmt"),
    tunjuk="nama_jabatan",
    aturan=(
        Aturan(
            "jabatan_kosong",
            "nama_jabatan",
            "n.nama_jabatan = ''",
            "Nama jabatan kosong. Isi nama jabatan atau jabatan fungsionalnya.",
        ),
        Aturan("tmt_kosong", "tmt", "k.tmt_teks IS NULL", "TMT jabatan kosong. Isi tanggalnya."),
        Aturan(
            "penugasan_tidak_dikenal",
            "penugasan",
            "n.penugasan = ''",
            "Jenis penugasan “{isi}” tidak dikenal. Isi D, PLT, PLH, PJ, atau TT.",
            isian={"isi": "left(k.penugasan, 30)"},
        ),
        Aturan(
            "tanggal_terbalik",
            "sampai",
            "n.sampai < n.tmt",
            "Tanggal akhir mendahului TMT jabatan. Periksa kedua tanggalnya.",
        ),
        _lebih_baru(
            "nama_jabatan",
            "p.nama_jabatan",
            "n.penugasan = 'D' AND upper(n.nama_jabatan) <> upper(p.nama_jabatan)",
            "p.tmt_jabatan",
        ),
    ),
)


# --- Pendidikan -------------------------------------------------------------------------------

_KUNCI_TINGKAT = (
    "concat_ws('|', coalesce(k.tingkat_id, ''), coalesce(k.tingkat_nama, k.pendidikan, ''))"
)


def _peta_tingkat(olahan: Olahan) -> None:
    isi = {
        kunci: (baca_tingkat(kode, nama),)
        for kunci, kode, nama in olahan.baris(
            f"SELECT DISTINCT {_KUNCI_TINGKAT}, coalesce(k.tingkat_id, ''), "
            "coalesce(k.tingkat_nama, split_part(k.pendidikan, ' ', 1), '') "
            "FROM pg_temp.impor_kerja k"
        )
    }
    buat_peta(olahan, "impor_tingkat_riwayat", isi, "tingkat")


PENDIDIKAN = susun_jenis(
    "pendidikan",
    "Riwayat pendidikan",
    keterangan="Riwayat pendidikan dan ijazah dari SIASN.",
    model=RiwayatPendidikan,
    kolom=(
        Kolom(
            "pendidikan",
            ("PENDIDIKAN NAMA", "PENDIDIKANNAMA", "PENDIDIKAN", "PROGRAM STUDI"),
            wajib=True,
            panjang=200,
        ),
        Kolom(
            "tingkat_id", ("TK PENDIDIKAN ID", "TKPENDIDIKANID", "TINGKAT PENDIDIKAN ID"), "kode"
        ),
        Kolom(
            "tingkat_nama",
            (
                "TK PENDIDIKAN NAMA",
                "TKPENDIDIKANNAMA",
                "TINGKAT PENDIDIKAN NAMA",
                "TINGKAT PENDIDIKAN",
                "TINGKAT",
            ),
        ),
        Kolom("nama_sekolah", ("NAMA SEKOLAH", "NAMASEKOLAH", "SEKOLAH"), panjang=200),
        Kolom("tahun_lulus", ("TAHUN LULUS", "TAHUNLULUS"), "angka"),
        Kolom(
            "tanggal_lulus",
            ("TGL LULUS", "TGLLULUS", "TANGGAL LULUS", "TGL TAHUN LULUS"),
            "tanggal",
        ),
        Kolom(
            "nomor_ijazah",
            ("NOMOR IJASAH", "NOMORIJASAH", "NOMOR IJAZAH", "NO IJAZAH"),
            "kode",
            panjang=100,
        ),
        Kolom("gelar_depan", ("GELAR DEPAN", "GELARDEPAN"), panjang=50),
        Kolom("gelar_belakang", ("GELAR BELAKANG", "GELARBELAKANG"), panjang=100),
        Kolom("pertama", ("IS PENDIDIKAN PERTAMA", "ISPENDIDIKANPERTAMA", "PENDIDIKAN PERTAMA")),
    ),
    dikenal=("PENDIDIKAN ID", "PENDIDIKANID"),
    peta=_peta_tingkat,
    gabung=f"LEFT JOIN pg_temp.impor_tingkat_riwayat t ON t.kunci = {_KUNCI_TINGKAT}",
    isi={
        "tingkat": Isi("coalesce(t.tingkat, '')"),
        "pendidikan": Isi("left(coalesce(k.pendidikan, ''), 200)"),
        "nama_sekolah": teks("nama_sekolah", 200),
        "tahun_lulus": Isi(
            "CASE WHEN coalesce(k.tahun_lulus, extract(year FROM k.tanggal_lulus)) BETWEEN 1950 "
            "AND extract(year FROM %(hari_ini)s::date) "
            "THEN coalesce(k.tahun_lulus, extract(year FROM k.tanggal_lulus))::int END",
            ("tahun_lulus", "tanggal_lulus"),
            "NULL::int",
        ),
        "tanggal_lulus": apa_adanya("tanggal_lulus", "date"),
        "nomor_ijazah": teks("nomor_ijazah", 100),
        "gelar_depan": teks("gelar_depan", 50),
        "gelar_belakang": teks("gelar_belakang", 100),
        "pertama": Isi(
            "coalesce(lower(k.pertama) IN ('1', 'true', 'ya', 'y', 't'), false)",
            ("pertama",),
            "false",
        ),
    },
    kunci=("tingkat", "pendidikan"),
    tunjuk="pendidikan",
    aturan=(
        Aturan(
            "pendidikan_kosong",
            "pendidikan",
            "k.pendidikan IS NULL",
            "Nama pendidikan kosong. Isi program studi atau sekolahnya.",
        ),
        Aturan(
            "tingkat_tidak_dikenal",
            "tingkat_nama",
            "n.tingkat = '' AND k.pendidikan IS NOT NULL",
            "Tingkat pendidikan kosong atau tidak dikenal. Isi seperti SLTA, D-III, atau S-1.",
        ),
        Aturan(
            "tahun_tidak_sah",
            "tahun_lulus",
            "k.tahun_lulus IS NOT NULL AND n.tahun_lulus IS NULL",
            "Tahun lulus harus antara 1950 dan tahun ini.",
        ),
    ),
)


# --- Penghargaan ------------------------------------------------------------------------------

PENGHARGAAN_RIWAYAT = susun_jenis(
    "penghargaan",
    "Riwayat penghargaan",
    keterangan="Satyalancana dan penghargaan lain dari SIASN.",
    model=Penghargaan,
    kolom=(
        Kolom(
            "harga_id", ("HARGA ID", "HARGAID", "JENIS PENGHARGAAN ID", "PENGHARGAAN ID"), "kode"
        ),
        Kolom(
            "harga_nama",
            ("HARGA NAMA", "HARGANAMA", "NAMA PENGHARGAAN", "PENGHARGAAN", "JENIS PENGHARGAAN"),
            panjang=200,
        ),
        Kolom("tahun", ("TAHUN", "TAHUN PEROLEHAN"), "angka"),
        NOMOR_SK,
        TANGGAL_SK,
    ),
    gabung=(
        "LEFT JOIN (VALUES "
        + ", ".join(f"({kutip(kode)}, {kutip(nama)})" for kode, nama in PENGHARGAAN.items())
        + ") h(kode, nama) ON h.kode = k.harga_id"
    ),
    isi={
        "penghargaan": Isi("left(coalesce(k.harga_nama, h.nama, ''), 200)"),
        "tahun": Isi(
            "CASE WHEN coalesce(k.tahun, extract(year FROM k.tanggal_sk)) BETWEEN 1950 "
            "AND extract(year FROM %(hari_ini)s::date) "
            "THEN coalesce(k.tahun, extract(year FROM k.tanggal_sk))::int END"
        ),
        "kode_siasn": teks("harga_id", 5),
        "nomor_sk": teks("nomor_sk", 100),
        "tanggal_sk": apa_adanya("tanggal_sk", "date"),
    },
    kunci=("penghargaan", "tahun"),
    tunjuk="harga_nama",
    aturan=(
        Aturan(
            "penghargaan_kosong",
            "harga_nama",
            "n.penghargaan = ''",
            "Nama penghargaan kosong dan kodenya tidak dikenal. Isi namanya.",
        ),
        Aturan(
            "tahun_tidak_sah",
            "tahun",
            "n.tahun IS NULL",
            "Tahun penghargaan kosong atau bukan antara 1950 dan tahun ini.",
        ),
    ),
)


# --- Hukuman disiplin -------------------------------------------------------------------------

_AKHIR = (
    "coalesce(k.akhir, CASE WHEN k.masa_tahun BETWEEN 0 AND 10 OR k.masa_bulan BETWEEN 0 AND 120 "
    "THEN (k.mulai + make_interval(years => coalesce(k.masa_tahun, 0)::int, "
    "months => coalesce(k.masa_bulan, 0)::int))::date - 1 END)"
)

HUKUMAN_RIWAYAT = susun_jenis(
    "hukuman",
    "Riwayat hukuman disiplin",
    keterangan="Hukuman disiplin dari SIASN. Hanya dilihat oleh yang berwenang.",
    izin=IZIN_HUKUMAN,
    model=HukumanDisiplin,
    kolom=(
        Kolom("jenis_id", ("JENIS HUKUMAN", "JENISHUKUMAN", "JENIS HUKUMAN ID"), "kode"),
        Kolom("jenis_nama", ("JENIS HUKUMAN NAMA", "JENISHUKUMANNAMA", "HUKUMAN"), panjang=200),
        Kolom(
            "tingkat",
            ("JENIS TINGKAT HUKUMAN ID", "JENISTINGKATHUKUMANID", "TINGKAT HUKUMAN", "TINGKAT"),
        ),
        NOMOR_SK,
        TANGGAL_SK,
        Kolom("mulai", ("HUKUMAN TANGGAL", "HUKUMANTANGGAL", "TMT HUKUMAN"), "tanggal", wajib=True),
        Kolom("akhir", ("AKHIR HUKUM TANGGAL", "AKHIRHUKUMTANGGAL", "AKHIR HUKUMAN"), "tanggal"),
        Kolom("masa_tahun", ("MASA TAHUN", "MASATAHUN"), "angka"),
        Kolom("masa_bulan", ("MASA BULAN", "MASABULAN"), "angka"),
        Kolom("nomor_pp", ("NOMOR PP", "NOMORPP"), panjang=50),
        Kolom(
            "alasan",
            (
                "ALASAN HUKUMAN DISIPLIN NAMA",
                "ALASANHUKUMANDISIPLINNAMA",
                "ALASAN HUKUMAN DISIPLIN",
                "ALASANHUKUMANDISIPLIN",
                "KETERANGAN",
            ),
            panjang=300,
        ),
        Kolom(
            "nomor_pembatalan", ("SK PEMBATALAN NOMOR", "SKPEMBATALANNOMOR"), "kode", panjang=100
        ),
        Kolom("tanggal_pembatalan", ("SK PEMBATALAN TANGGAL", "SKPEMBATALANTANGGAL"), "tanggal"),
    ),
    dikenal=("GOLONGAN",),
    gabung=(
        "LEFT JOIN (VALUES "
        + ", ".join(
            f"({kutip(kode)}, {kutip(nama)}, '{tingkat}')"
            for kode, (nama, tingkat) in HUKUMAN.items()
        )
        + ") h(kode, nama, tingkat) ON h.kode = ltrim(k.jenis_id, '0')"
    ),
    isi={
        "nomor_sk": Isi("left(coalesce(k.nomor_sk, ''), 100)"),
        "tanggal_sk": apa_adanya("tanggal_sk", "date"),
        "tingkat": Isi(
            "CASE WHEN upper(left(k.tingkat, 1)) IN ('R', 'S', 'B') THEN upper(left(k.tingkat, 1)) "
            "ELSE coalesce(h.tingkat, '') END"
        ),
        "jenis": Isi("left(coalesce(k.jenis_nama, h.nama, ''), 200)"),
        "masa": Isi(
            f"CASE WHEN k.mulai IS NOT NULL AND ({_AKHIR} IS NULL OR {_AKHIR} >= k.mulai) "
            f"THEN daterange(k.mulai, {_AKHIR} + 1) END"
        ),
        "nomor_pp": teks("nomor_pp", 50),
        "alasan": teks("alasan", 300),
        "nomor_pembatalan": teks("nomor_pembatalan", 100),
        "tanggal_pembatalan": apa_adanya("tanggal_pembatalan", "date"),
    },
    kunci=("nomor_sk",),
    tunjuk="nomor_sk",
    aturan=(
        Aturan(
            "sk_kosong", "nomor_sk", "k.nomor_sk IS NULL", "Nomor SK hukuman kosong. Isi nomornya."
        ),
        Aturan(
            "hukuman_tidak_dikenal",
            "jenis_nama",
            "n.jenis = ''",
            "Jenis hukuman kosong atau kodenya tidak dikenal. Isi namanya.",
        ),
        Aturan(
            "tingkat_tidak_dikenal",
            "tingkat",
            "n.tingkat = ''",
            "Tingkat hukuman tidak dikenal. Isi R (ringan), S (sedang), atau B (berat).",
        ),
        Aturan(
            "tmt_kosong",
            "mulai",
            "k.mulai_teks IS NULL",
            "Tanggal mulai hukuman kosong. Isi tanggalnya.",
        ),
        Aturan(
            "tanggal_terbalik",
            "akhir",
            "k.mulai IS NOT NULL AND n.masa IS NULL",
            "Hukuman berakhir sebelum mulai. Periksa kedua tanggalnya.",
        ),
    ),
)


# --- Angka kredit -----------------------------------------------------------------------------


def _awal_bulan(tahun: str, bulan: str) -> str:
    return (
        f"CASE WHEN k.{tahun} BETWEEN 1960 AND 2100 AND k.{bulan} BETWEEN 1 AND 12 "
        f"THEN make_date(k.{tahun}::int, k.{bulan}::int, 1) END"
    )


_MULAI = f"coalesce(k.mulai, {_awal_bulan('tahun_mulai', 'bulan_mulai')})"
_SELESAI = (
    f"coalesce(k.selesai, ({_awal_bulan('tahun_selesai', 'bulan_selesai')} "
    "+ interval '1 month')::date - 1)"
)
_YA = "('1', 'true', 'ya', 'y', 't')"

ANGKA_KREDIT = susun_jenis(
    "angka_kredit",
    "Riwayat angka kredit",
    keterangan="Penetapan angka kredit jabatan fungsional dari SIASN.",
    model=AngkaKredit,
    kolom=(
        NOMOR_SK,
        TANGGAL_SK,
        Kolom("mulai", ("MULAI PENILAIAN", "TANGGAL MULAI"), "tanggal"),
        Kolom("selesai", ("SELESAI PENILAIAN", "TANGGAL SELESAI"), "tanggal"),
        Kolom(
            "bulan_mulai", ("BULAN MULAI PENILAIAN", "BULANMULAIPENILAIAN", "BULAN MULAI"), "angka"
        ),
        Kolom(
            "tahun_mulai", ("TAHUN MULAI PENILAIAN", "TAHUNMULAIPENILAIAN", "TAHUN MULAI"), "angka"
        ),
        Kolom(
            "bulan_selesai",
            ("BULAN SELESAI PENILAIAN", "BULANSELESAIPENILAIAN", "BULAN SELESAI"),
            "angka",
        ),
        Kolom(
            "tahun_selesai",
            ("TAHUN SELESAI PENILAIAN", "TAHUNSELESAIPENILAIAN", "TAHUN SELESAI"),
            "angka",
        ),
        Kolom("utama", ("KREDIT UTAMA BARU", "KREDITUTAMABARU", "KREDIT UTAMA"), "angka"),
        Kolom(
            "penunjang",
            ("KREDIT PENUNJANG BARU", "KREDITPENUNJANGBARU", "KREDIT PENUNJANG"),
            "angka",
        ),
        Kolom(
            "kredit",
            ("KREDIT BARU TOTAL", "KREDITBARUTOTAL", "ANGKA KREDIT", "TOTAL KREDIT"),
            "angka",
        ),
        Kolom("nama_jabatan", ("NAMA JABATAN", "NAMAJABATAN", "JABATAN"), panjang=200),
        Kolom("pertama", ("IS ANGKA KREDIT PERTAMA", "ISANGKAKREDITPERTAMA")),
        Kolom("integrasi", ("IS INTEGRASI", "ISINTEGRASI")),
        Kolom("konversi", ("IS KONVERSI", "ISKONVERSI")),
    ),
    isi={
        "mulai": Isi(_MULAI),
        "selesai": Isi(_SELESAI),
        "nomor_sk": Isi("left(coalesce(k.nomor_sk, ''), 100)"),
        "tanggal_sk": apa_adanya("tanggal_sk", "date"),
        "jenis": Isi(
            f"CASE WHEN lower(k.integrasi) IN {_YA} THEN 'INTEGRASI' "
            f"WHEN lower(k.konversi) IN {_YA} THEN 'KONVERSI' "
            f"WHEN lower(k.pertama) IN {_YA} THEN 'PERTAMA' ELSE '' END",
            ("integrasi", "konversi", "pertama"),
            "''",
        ),
        "utama": Isi("round(coalesce(k.utama, 0), 3)", ("utama",), "0"),
        "penunjang": Isi("round(coalesce(k.penunjang, 0), 3)", ("penunjang",), "0"),
        "kredit": Isi(
            "round(coalesce(k.kredit, coalesce(k.utama, 0) + coalesce(k.penunjang, 0)), 3)"
        ),
        "nama_jabatan": teks("nama_jabatan", 200),
    },
    kunci=("mulai", "selesai", "nomor_sk"),
    tunjuk="nomor_sk",
    aturan=(
        Aturan(
            "masa_kosong",
            "bulan_mulai",
            "n.mulai IS NULL OR n.selesai IS NULL",
            "Bulan dan tahun mulai dan selesai penilaian harus diisi, bulan dengan angka 1–12.",
        ),
        Aturan(
            "tanggal_terbalik",
            "bulan_selesai",
            "n.selesai < n.mulai",
            "Masa penilaian selesai sebelum mulai. Periksa bulan dan tahunnya.",
        ),
        Aturan(
            "kredit_kosong",
            "kredit",
            "k.kredit IS NULL AND k.utama IS NULL",
            "Angka kredit kosong. Isi jumlahnya.",
        ),
        Aturan(
            "kredit_tidak_mungkin",
            "kredit",
            "n.kredit NOT BETWEEN 0 AND 99999 OR n.utama NOT BETWEEN 0 AND 99999 "
            "OR n.penunjang NOT BETWEEN 0 AND 99999",
            "Angka kredit harus antara 0 dan 99.999. Periksa angkanya di SIASN.",
        ),
        Aturan(
            "jumlah_tidak_cocok",
            "kredit",
            "k.utama IS NOT NULL AND n.kredit <> n.utama + n.penunjang",
            "Jumlah {jumlah} berbeda dari utama + penunjang ({hitung}). Jumlah tercatat yang "
            "dipakai.",
            galat=False,
            isian={
                "jumlah": "trim_scale(n.kredit)",
                "hitung": "trim_scale(n.utama + n.penunjang)",
            },
        ),
    ),
)

DAFTAR = (
    GOLONGAN,
    JABATAN_RIWAYAT,
    PENDIDIKAN,
    PENGHARGAAN_RIWAYAT,
    HUKUMAN_RIWAYAT,
    ANGKA_KREDIT,
)
