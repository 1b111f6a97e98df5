"""Kind ``pegawai``: the SIASN export of PNS, PPPK and PPPK Paruh Waktu, and its variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pegawai import pohon
from pegawai.golongan import URUTAN, baca_golongan
from pegawai.impor import saran, tiga_arah
from pegawai.impor.alias import ingat_aturan, nama_asing, padankan
from pegawai.impor.aturan import ATURAN_NIP, NAMA_KOSONG
from pegawai.impor.baca import JUDUL_GABUNGAN
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.mesin import batalkan_bawaan, mentah_sebagai_json, terapkan_bawaan
from pegawai.impor.olahan import Olahan
from pegawai.impor.orang_sama import ATURAN_KEMBAR, siapkan_kembar
from pegawai.impor.pencatatan import ATURAN_PENCATATAN, DIHITUNG_DI_LUAR, siapkan_pencatatan
from pegawai.impor.sendiri import (
    bentuk_siasn_sendiri,
    bidang_sendiri,
    ekspor_sendiri,
    sel_terisi,
)
from pegawai.jenjang import baca_eselon, baca_jenis_jabatan, baca_jenjang, bakukan, nama_lain
from pegawai.models import Pegawai, RingkasanPegawai, TingkatPendidikan


def _k(nama: str, *judul: str, macam: str = "teks", panjang: int = 0) -> Kolom:
    return Kolom(nama, judul, macam, panjang=panjang)


KOLOM = (
    Kolom("nip", ("NIP BARU", "NIP", "NI PPPK", "NIP/NI PPPK"), "nip", wajib=True),
    Kolom("nama", ("NAMA", "NAMA PEGAWAI", "NAMA LENGKAP"), wajib=True, panjang=200),
    _k("siasn_id", "PNS ID", "PPPK ID", "ASN ID", macam="kode", panjang=36),
    _k("nip_lama", "NIP LAMA", macam="kode", panjang=20),
    _k("gelar_depan", "GELAR DEPAN", panjang=50),
    _k("gelar_belakang", "GELAR BELAKANG", panjang=100),
    _k("tempat_lahir", "TEMPAT LAHIR NAMA", "TEMPAT LAHIR", panjang=100),
    _k(
        "tanggal_lahir", "TANGGAL LAHIR", "TGL LAHIR", "TGL. LAHIR", "LAHIR TANGGAL",
        macam="tanggal",
    ),
    _k("jenis_kelamin", "JENIS KELAMIN", "L/P", macam="kode"),
    _k("agama", "AGAMA NAMA", "AGAMA", panjang=30),
    _k("status_kawin", "JENIS KAWIN NAMA", "STATUS KAWIN", panjang=30),
    _k("nik", "NIK", macam="kode"),
    _k("nomor_hp", "NOMOR HP", "NO HP", macam="kode", panjang=30),
    _k("email", "EMAIL", "SUREL"),
    _k("email_gov", "EMAIL GOV"),
    _k("alamat", "ALAMAT", panjang=300),
    _k("jenis_pegawai_nama", "JENIS PEGAWAI NAMA"),
    _k("kedudukan_id", "KEDUDUKAN HUKUM ID", macam="kode"),
    _k("kedudukan_nama", "KEDUDUKAN HUKUM NAMA", "KEDUDUKAN HUKUM"),
    _k("status_cpns_pns", "STATUS CPNS PNS"),
    _k("tmt_cpns", "TMT CPNS", macam="tanggal"),
    _k("tmt_pns", "TMT PNS", macam="tanggal"),
    _k("tanggal_sk_cpns", "TANGGAL SK CPNS", macam="tanggal"),
    _k("tanggal_sk_pns", "TANGGAL SK PNS", macam="tanggal"),
    _k(
        "golongan", "GOL AKHIR NAMA", "GOL. RUANG", "GOL RUANG", "GOLONGAN", "GOL/RUANG",
        "GOL. RUANG TERAKHIR", "PANGKAT GOL/RUANG", "PANGKAT/GOL. RUANG", "PANGKAT/GOL RUANG",
        "PANGKAT/GOL", "PANGKAT/GOLONGAN", "PANGKAT GOL. RUANG", "PANGKAT GOL RUANG",
        "PANGKAT GOLONGAN", "GOL",
    ),
    _k(
        "tmt_golongan", "TMT GOLONGAN", "TMT GOLONGAN AKHIR", "PANGKAT TMT", "TMT PANGKAT",
        "TMT GOL", macam="tanggal",
    ),
    _k("masa_kerja_tahun", "MK TAHUN", "MASA KERJA THN", "MASA KERJA TAHUN", macam="angka"),
    _k(
        "masa_kerja_bulan", "MK BULAN", "MASA KERJA BLN", "MASA KERJA BULAN", "MASA KERJA BL",
        macam="angka",
    ),
    _k("jenis_jabatan_id", "JENIS JABATAN ID", macam="kode"),
    _k("jenis_jabatan_nama", "JENIS JABATAN NAMA", "JENIS JABATAN"),
    _k("jabatan_siasn", "JABATAN ID", macam="kode"),
    _k("nama_jabatan", "JABATAN NAMA", "JABATAN", "NAMA JABATAN", panjang=200),
    _k("tmt_jabatan", "TMT JABATAN", "JABATAN TMT", macam="tanggal"),
    _k("tmt_eselon", "TMT ESELON", macam="tanggal"),
    _k("tingkat_id", "TINGKAT PENDIDIKAN ID", macam="kode"),
    _k("tingkat_nama", "TINGKAT PENDIDIKAN NAMA", "TINGKAT PENDIDIKAN", "PENDIDIKAN TINGKAT"),
    _k(
        "pendidikan", "PENDIDIKAN NAMA", "PENDIDIKAN TERAKHIR NAMA", "PENDIDIKAN", "JURUSAN",
        panjang=200,
    ),
    _k(
        "tahun_lulus", "TAHUN LULUS", "PENDIDIKAN LULUS TAHUN", "PENDIDIKAN TAHUN LULUS",
        macam="angka",
    ),
    _k("nama_sekolah", "NAMA SEKOLAH", panjang=200),
    _k("unor_id", "UNOR ID", macam="kode"),
    _k("unor_nama", "UNOR NAMA", "UNIT KERJA", "SATUAN KERJA", panjang=200),
    _k("induk_id", "INSTANSI INDUK ID", macam="kode"),
    _k("induk_nama", "INSTANSI INDUK NAMA"),
    _k("kerja_id", "INSTANSI KERJA ID", macam="kode"),
    _k("kerja_nama", "INSTANSI KERJA NAMA"),
    _k("eselon_id", "ESELON ID", macam="kode"),
    _k("eselon_nama", "ESELON NAMA", "ESELON"),
    _k("nomor_kontrak", "NOMOR KONTRAK AKTIF", panjang=100),
    _k("awal_kontrak", "AWAL KONTRAK AKTIF", macam="tanggal"),
    _k("akhir_kontrak", "AKHIR KONTRAK AKTIF", "AKHIR KONTRAK", macam="tanggal"),
)  # fmt: skip
# Headers of lists that an office draws up itself. Such a list renews what is recorded; it has too
# little for a new person.
DAFTAR_KANTOR = (
    "USIA", "UMUR", "CATATAN MUTASI", "TMT PENSIUN", "PANGKAT TMT", "TMT PANGKAT",
    "MASA KERJA THN", "LATIHAN JABATAN NAMA", *sorted(JUDUL_GABUNGAN),
)  # fmt: skip
DIKENAL = (
    "TEMPAT LAHIR ID", "AGAMA ID", "JENIS KAWIN ID", "NPWP NOMOR", "NPWP", "BPJS",
    "JENIS PEGAWAI ID", "KARTU ASN VIRTUAL", "NOMOR SK CPNS", "NOMOR SK PNS", "GOL AWAL ID",
    "GOL AWAL NAMA", "GOL AKHIR ID", "PENDIDIKAN ID", "KPKN ID", "KPKN NAMA", "LOKASI KERJA ID",
    "LOKASI KERJA NAMA", "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "FLAG IKD",
    *DAFTAR_KANTOR, "NO", "KET", "KETERANGAN", "STATUS", "LATIHAN JABATAN TAHUN",
    "LATIHAN JABATAN JUMLAH JAM", "LATIHAN JABATAN JML JAM",
    "UNOR (1)", "UNOR (2)", "UNOR (3)", "UNOR (4)", "UNOR (5)",
)  # fmt: skip

# Spellings of files beside the names of the reference list.
_KEDUDUKAN = {
    "cuti di luar tanggungan negara": "02",
    "pemberhentian sementara": "04",
    "mpp": "20",
    "masa persiapan pensiun (mpp)": "20",
    "masa persiapan pensiun": "20",
    "pppk paruh waktu aktif": "71",
    "pns aktif": "01",
    "aktif bekerja": "01",
    "pensiun bup": "99",
}
# Names without spaces and signs, up to the first slash.
_TINGKAT = {
    "SD": "05", "SLTP": "10", "SMP": "10", "SLTPKEJURUAN": "12", "SLTA": "15", "SMA": "15",
    "SMU": "15", "SMK": "17", "SLTA/SMK": "17", "SLTAKEJURUAN": "17", "SLTAKEGURUAN": "18",
    "D1": "20", "DI": "20", "DIPLOMAI": "20", "D2": "25", "DII": "25", "DIPLOMAII": "25",
    "D3": "30", "DIII": "30", "DIPLOMAIII": "30", "SARJANAMUDA": "30", "D4": "35", "DIV": "35",
    "DIPLOMAIV": "35", "S1": "40", "SARJANA": "40", "S2": "45", "MAGISTER": "45", "S3": "50",
    "DOKTOR": "50",
}  # fmt: skip

_KELAMIN_NIP = "CASE substr(k.nip, 15, 1) WHEN '1' THEN 'L' WHEN '2' THEN 'P' ELSE '' END"
_18 = "k.nip_sah"
_BULAN_21 = f"CASE WHEN {_18} THEN substr(k.nip, 13, 2) = '21' ELSE false END"
_PRIA = "('M', 'L', 'LAKI-LAKI', 'LAKI LAKI', 'LAKI - LAKI', 'PRIA', '1', 'MALE')"
_WANITA = "('F', 'P', 'PEREMPUAN', 'WANITA', '2', 'FEMALE')"
_EMAIL = "^[A-Za-z0-9._%%+-]+@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$"
_NIK = "regexp_replace(k.nik, '[- .''`]', '', 'g')"
_PENSIUN = (
    "(date_trunc('month', n.tanggal_lahir + interval '1 year' * n.bup) + interval '1 month')::date"
)


def baca_tingkat(kode: str, nama: str) -> str:
    """Level of education by SIASN's code, else by the beginning of its name; else empty."""
    if kode.zfill(2) in TingkatPendidikan.values:
        return kode.zfill(2)
    rapi = re.sub(r"[^A-Z0-9/]", "", nama.upper())
    return _TINGKAT.get(rapi) or _TINGKAT.get(rapi.split("/")[0], "")


def buat_peta(
    olahan: Olahan, tabel: str, kunci: Mapping[str, tuple[str | None, ...]], kolom: str
) -> None:
    """A temporary look-up table from what Python made of the distinct texts."""
    lebar = kolom.count(",") + 1
    isi = list(kunci.items())
    larik = ", ".join(f"%(p{n})s::text[]" for n in range(lebar + 1))
    olahan.jalankan(f"DROP TABLE IF EXISTS pg_temp.{tabel}")
    olahan.jalankan(
        f"CREATE TEMP TABLE {tabel} ON COMMIT DROP AS "
        f"SELECT * FROM unnest({larik}) AS t(kunci, {kolom})",
        p0=[k for k, _ in isi],
        **{f"p{n + 1}": [nilai[n] for _, nilai in isi] for n in range(lebar)},
    )


_DASAR_JABATAN = (
    "jenis_jabatan_id", "jenis_jabatan_nama", "eselon_id", "eselon_nama", "nama_jabatan",
)  # fmt: skip
_ISI_JABATAN = ", ".join(f"coalesce(k.{kolom}, '')" for kolom in _DASAR_JABATAN)
_KUNCI_JABATAN = f"concat_ws('|', {_ISI_JABATAN})"
_KUNCI_TINGKAT = "concat_ws('|', coalesce(k.tingkat_id, ''), coalesce(k.tingkat_nama, ''))"


def _siapkan_peta(olahan: Olahan) -> None:
    """What needs a reader of text is read once for each distinct text, in Python."""
    golongan = {}
    for (teks,) in olahan.baris(
        "SELECT DISTINCT golongan FROM pg_temp.impor_kerja WHERE golongan <> ''"
    ):
        baku = baca_golongan(teks)
        golongan[teks] = (baku, str(URUTAN[baku]) if baku else None)
    buat_peta(olahan, "impor_golongan", golongan, "golongan, urutan")
    jabatan = {}
    for kunci, jenis_id, jenis_nama, eselon_id, eselon_nama, nama in olahan.baris(
        f"SELECT DISTINCT {_KUNCI_JABATAN}, {_ISI_JABATAN} FROM pg_temp.impor_kerja k"
    ):
        eselon = baca_eselon(eselon_id, eselon_nama)
        jenis = baca_jenis_jabatan(jenis_id, jenis_nama)
        jabatan[kunci] = (
            baca_jenjang(jenis, eselon, eselon_id, nama),
            eselon,
            jenis,
            bakukan(nama),
            "|".join(nama_lain(nama, jenis)),
        )
    buat_peta(olahan, "impor_jabatan", jabatan, "jenjang, eselon, jenis, nama, lain")
    padankan(olahan)
    tingkat = {
        kunci: (baca_tingkat(kode, nama),)
        for kunci, kode, nama in olahan.baris(
            f"SELECT DISTINCT {_KUNCI_TINGKAT}, coalesce(k.tingkat_id, ''), "
            "coalesce(k.tingkat_nama, '') FROM pg_temp.impor_kerja k"
        )
    }
    buat_peta(olahan, "impor_tingkat", tingkat, "tingkat")
    buat_peta(
        olahan, "impor_kedudukan", {nama: (kode,) for nama, kode in _KEDUDUKAN.items()}, "kode"
    )


def _teks(kolom: str, panjang: int) -> str:
    return f"left(coalesce(k.{kolom}, ''), {panjang})"


def _antara(kolom: str, bawah: int, atas: int) -> str:
    return f"CASE WHEN k.{kolom} BETWEEN {bawah} AND {atas} THEN k.{kolom}::int END"


# Neither kind of job nor eselon: the tier then stays what it was, unless the name tells it.
_TANPA_KELAS = (
    "k.jenis_jabatan_id IS NULL AND k.jenis_jabatan_nama IS NULL AND k.eselon_id IS NULL "
    "AND k.eselon_nama IS NULL"
)
# field -> (SQL of what the file says, the columns that say it, SQL of a new record without them)
_BIDANG: dict[str, tuple[str, tuple[str, ...], str]] = {
    "nip_lama": (_teks("nip_lama", 20), ("nip_lama",), "''"),
    "siasn_id": (_teks("siasn_id", 36), ("siasn_id",), "''"),
    "nama": (
        # Office lists write the name with its titles; that is no other name.
        f"CASE WHEN v0.daftar_kantor AND strpos(upper(k.nama), upper(p.nama)) > 0 THEN p.nama "
        f"ELSE {_teks('nama', 200)} END",
        ("nama",),
        "''",
    ),
    "gelar_depan": (_teks("gelar_depan", 50), ("gelar_depan",), "''"),
    "gelar_belakang": (_teks("gelar_belakang", 100), ("gelar_belakang",), "''"),
    "tempat_lahir": (_teks("tempat_lahir", 100), ("tempat_lahir",), "''"),
    "tanggal_lahir": ("coalesce(k.tanggal_lahir, k.nip_lahir)", ("tanggal_lahir",), "k.nip_lahir"),
    "jenis_kelamin": (
        f"CASE WHEN upper(k.jenis_kelamin) IN {_PRIA} THEN 'L' "
        f"WHEN upper(k.jenis_kelamin) IN {_WANITA} THEN 'P' "
        f"WHEN {_18} THEN ({_KELAMIN_NIP}) ELSE '' END",
        ("jenis_kelamin",),
        f"CASE WHEN {_18} THEN ({_KELAMIN_NIP}) ELSE '' END",
    ),
    "agama": (_teks("agama", 30), ("agama",), "''"),
    "status_kawin": (_teks("status_kawin", 30), ("status_kawin",), "''"),
    "nik": (
        f"CASE WHEN k.nik IS NULL THEN '' WHEN {_NIK} ~ '^[0-9]{{16}}$' THEN {_NIK} "
        "ELSE coalesce(p.nik, '') END",
        ("nik",),
        "''",
    ),
    "nomor_hp": (_teks("nomor_hp", 30), ("nomor_hp",), "''"),
    "email": (
        f"CASE WHEN k.email ~ '{_EMAIL}' THEN left(k.email, 254) "
        f"WHEN k.email IS NULL AND k.email_gov ~ '{_EMAIL}' THEN left(k.email_gov, 254) "
        "WHEN k.email IS NULL THEN '' ELSE coalesce(p.dasar_siasn ->> 'email', p.email, '') END",
        ("email", "email_gov"),
        "''",
    ),
    "alamat": (_teks("alamat", 300), ("alamat",), "''"),
    "kedudukan_hukum_id": (
        "CASE WHEN k.kedudukan_id IS NULL AND k.kedudukan_nama IS NULL THEN NULL "
        "ELSE coalesce(kh.kode, khn.kode, p.kedudukan_hukum_id) END",
        ("kedudukan_id", "kedudukan_nama"),
        "NULL::varchar",
    ),
    "tmt_cpns": ("k.tmt_cpns", ("tmt_cpns",), "NULL::date"),
    "tmt_pns": ("k.tmt_pns", ("tmt_pns",), "NULL::date"),
    "nomor_kontrak": (_teks("nomor_kontrak", 100), ("nomor_kontrak",), "''"),
    "awal_kontrak": ("k.awal_kontrak", ("awal_kontrak",), "NULL::date"),
    "akhir_kontrak": ("k.akhir_kontrak", ("akhir_kontrak",), "NULL::date"),
    "golongan": (
        "CASE WHEN k.golongan IS NULL THEN '' ELSE coalesce(g.golongan, p.golongan, '') END",
        ("golongan",),
        "''",
    ),
    "urutan_golongan": (
        "CASE WHEN k.golongan IS NOT NULL THEN coalesce(g.urutan::int, p.urutan_golongan) END",
        ("golongan",),
        "NULL::int",
    ),
    "tmt_golongan": ("k.tmt_golongan", ("tmt_golongan",), "NULL::date"),
    "masa_kerja_tahun": (_antara("masa_kerja_tahun", 0, 60), ("masa_kerja_tahun",), "NULL::int"),
    "masa_kerja_bulan": (_antara("masa_kerja_bulan", 0, 11), ("masa_kerja_bulan",), "NULL::int"),
    "jabatan_id": ("j.id", ("jabatan_siasn", "nama_jabatan"), "NULL::bigint"),
    "nama_jabatan": (_teks("nama_jabatan", 200), ("nama_jabatan",), "''"),
    "jenjang": (
        "coalesce(nullif(pj.jenjang, ''), j.jenjang, "
        f"CASE WHEN {_TANPA_KELAS} THEN p.jenjang END, '')",
        ("jenis_jabatan_id", "jenis_jabatan_nama", "eselon_nama", "eselon_id", "nama_jabatan"),
        "''",
    ),
    "eselon": ("coalesce(pj.eselon, '')", ("eselon_nama", "eselon_id"), "''"),
    "tmt_jabatan": ("k.tmt_jabatan", ("tmt_jabatan",), "NULL::date"),
    "unit_id": (
        # A list with names only does not know the unit better than we do.
        "CASE WHEN k.unor_id IS NULL "
        "THEN coalesce(u.id, (p.dasar_siasn ->> 'unit_id')::bigint, p.unit_id) ELSE u.id END",
        ("unor_id", "unor_nama"),
        "NULL::bigint",
    ),
    "unor_berkas": (_teks("unor_nama", 200), ("unor_nama",), "''"),
    "tingkat_pendidikan": (
        "coalesce(tp.tingkat, '')",
        ("tingkat_id", "tingkat_nama"),
        "''",
    ),
    "pendidikan": (_teks("pendidikan", 200), ("pendidikan",), "''"),
    "tahun_lulus": (_antara("tahun_lulus", 1940, 2100), ("tahun_lulus",), "NULL::int"),
    "nama_sekolah": (_teks("nama_sekolah", 200), ("nama_sekolah",), "''"),
}

_STATUS = f"""CASE
    WHEN %(status)s IN ('PPPK', 'PPPK_PARUH_WAKTU') THEN %(status)s
    WHEN %(status)s IN ('PNS', 'CPNS') THEN
        CASE WHEN upper(k.status_cpns_pns) IN ('C', 'CPNS') THEN 'CPNS'
             WHEN upper(k.status_cpns_pns) IN ('P', 'PNS') THEN 'PNS' ELSE %(status)s END
    WHEN {_BULAN_21} THEN
        CASE WHEN concat(k.jenis_pegawai_nama, ' ', k.kedudukan_nama) ILIKE '%%paruh waktu%%'
             THEN 'PPPK_PARUH_WAKTU'
             WHEN k.jenis_pegawai_nama IS NULL AND p.status_asn = 'PPPK_PARUH_WAKTU'
             THEN p.status_asn ELSE 'PPPK' END
    WHEN upper(k.status_cpns_pns) IN ('C', 'CPNS') THEN 'CPNS'
    WHEN upper(k.status_cpns_pns) IN ('P', 'PNS') THEN 'PNS'
    ELSE coalesce(p.status_asn, 'PNS') END"""


def daftar_kantor(susunan: list[dict[str, Any]]) -> bool:
    """Whether the file is a list of an office's: a DUK or nominatif by its headers, or our own."""
    berjudul = any(set(DAFTAR_KANTOR) & set(lembar["kolom"]) for lembar in susunan[:1])
    return berjudul or ekspor_sendiri(susunan)


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: the fields of Pegawai, with the references looked up."""
    _siapkan_peta(olahan)
    sendiri = ekspor_sendiri(olahan.susunan)
    bidang = ", ".join(
        f"{dari_berkas if olahan.ada(*kolom) else f'coalesce(p.{nama}, {bawaan})'} AS {nama}"
        for nama, (dari_berkas, kolom, bawaan) in (
            bidang_sendiri(_BIDANG) if sendiri else _BIDANG
        ).items()
    )
    kantor = daftar_kantor(olahan.susunan)
    lengkap = bentuk_siasn_sendiri(olahan.susunan)  # an office's, but with all that SIASN has
    mentah = "'{}'" if kantor else mentah_sebagai_json(olahan)  # only SIASN's cells are kept
    if lengkap:
        mentah = sel_terisi(mentah_sebagai_json(olahan))
    disebut = [satu for satu in tiga_arah.BIDANG if olahan.ada(*_BIDANG[satu][1])]
    hasil = ", ".join(tiga_arah.nilai(nama, disebut) for nama in _BIDANG)
    putusan = f", {tiga_arah.putusan(disebut, kantor=kantor)}" if disebut else ""
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT e.*, coalesce(
            (SELECT jb.bup FROM pegawai_jabatan jb WHERE jb.id = e.jabatan_id),
            a.usia, e.bup_lama) AS bup
        FROM (SELECT w.lembar, w.nomor, w.kunci, w.nip, w.pegawai_id, w.objek_id, w.instansi_lama,
            w.instansi_id, w.status_asn, w.bup_lama, w.ganda, w.nomor_ganda, w.data_siasn,
            w.daftar_kantor, w.unit_berkas, {hasil},
            {tiga_arah.dasar(disebut, kantor=kantor)} AS dasar_siasn,
            {tiga_arah.tanya(disebut)} AS tanya
        FROM (SELECT v.*{putusan} FROM (
            SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci, k.nip,
                CASE WHEN p.instansi_id = %(instansi)s OR %(semua)s THEN p.id END AS pegawai_id,
                CASE WHEN p.instansi_id = %(instansi)s OR %(semua)s THEN p.id END AS objek_id,
                p.instansi_id AS instansi_lama, %(instansi)s::bigint AS instansi_id,
                {_STATUS} AS status_asn, {bidang}, p.bup AS bup_lama, {tiga_arah.kolom_kita()},
                v0.daftar_kantor, u.id AS unit_berkas,
                d.nip IS NOT NULL AS ganda, d.daftar_nomor AS nomor_ganda,
                CASE WHEN p.id IS NOT NULL THEN p.data_siasn || {mentah} END AS data_siasn
            FROM pg_temp.impor_kerja k
            JOIN pg_temp.impor_mentah m USING (lembar, nomor)
            CROSS JOIN (SELECT {kantor and not lengkap} AS daftar_kantor) v0
            LEFT JOIN pegawai_pegawai p ON p.nip = k.nip
            LEFT JOIN (
                SELECT nip, array_agg(nomor ORDER BY nomor) AS daftar_nomor
                FROM pg_temp.impor_kerja WHERE nip IS NOT NULL GROUP BY nip HAVING count(*) > 1
            ) d ON d.nip = k.nip
            LEFT JOIN pg_temp.impor_golongan g ON g.kunci = k.golongan
            LEFT JOIN pg_temp.impor_jabatan pj ON pj.kunci = {_KUNCI_JABATAN}
            LEFT JOIN pg_temp.impor_tingkat tp ON tp.kunci = {_KUNCI_TINGKAT}
            LEFT JOIN pegawai_kedudukanhukum kh ON kh.kode = lpad(k.kedudukan_id, 2, '0')
                OR kh.kode = k.kedudukan_id
            LEFT JOIN (
                SELECT DISTINCT ON (nama) nama, kode FROM (
                    SELECT lower(nama) AS nama, kode, 1 AS urut FROM pegawai_kedudukanhukum
                    UNION ALL SELECT kunci, kode, 2 FROM pg_temp.impor_kedudukan
                ) s ORDER BY nama, urut, kode
            ) khn ON khn.nama = lower(k.kedudukan_nama)
            LEFT JOIN (
                SELECT siasn_id AS kunci, id FROM (
                    SELECT upper(replace(siasn_id, '-', '')) AS siasn_id,
                        min(coalesce(digabung_ke_id, id)) AS id
                    FROM pegawai_unitorganisasi
                    WHERE instansi_id = %(instansi)s AND siasn_id <> '' GROUP BY 1
                ) s
                UNION ALL
                SELECT 'nama:' || lower(nama), min(coalesce(digabung_ke_id, id))
                FROM pegawai_unitorganisasi WHERE instansi_id = %(instansi)s
                GROUP BY 1 HAVING count(DISTINCT coalesce(digabung_ke_id, id)) = 1
            ) u ON u.kunci = coalesce(
                upper(replace(k.unor_id, '-', '')), 'nama:' || lower(k.unor_nama))
            LEFT JOIN (
                SELECT siasn_id AS kunci, id, jenjang FROM pegawai_jabatan WHERE siasn_id <> ''
            ) js ON js.kunci = k.jabatan_siasn
            LEFT JOIN pegawai_jabatan jn ON js.id IS NULL AND jn.id = pj.jabatan_id
            CROSS JOIN LATERAL (
                SELECT coalesce(js.id, jn.id) AS id, coalesce(js.jenjang, jn.jenjang) AS jenjang
            ) j
            OFFSET 0
        ) v OFFSET 0) w OFFSET 0) e
        LEFT JOIN (
            SELECT DISTINCT ON (jenjang) jenjang, usia FROM pegawai_aturanbup
            WHERE mulai <= %(hari_ini)s ORDER BY jenjang, mulai DESC
        ) a ON a.jenjang = e.jenjang"""
    )
    saran.siapkan(olahan, kunci_jabatan=_KUNCI_JABATAN)
    siapkan_kembar(olahan)
    siapkan_pencatatan(olahan)


def hitungan(olahan: Olahan) -> dict[str, Any]:
    """Promotions, moves, who leaves the active ones, who is not in the file, unknown jobs."""
    gol = "(h.perbedaan -> 'urutan_golongan' ->> {})::int"
    ((status, naik, turun, pindah, henti),) = olahan.baris(
        f"""SELECT array_agg(DISTINCT n.status_asn) FILTER (WHERE h.hasil <> 'GALAT'),
            count(*) FILTER (WHERE {gol.format(1)} > {gol.format(0)}),
            count(*) FILTER (WHERE {gol.format(1)} < {gol.format(0)}),
            count(*) FILTER (WHERE h.perbedaan ? 'unit_id'),
            count(*) FILTER (WHERE h.perbedaan ? 'kedudukan_hukum_id' AND EXISTS (
                SELECT FROM pegawai_kedudukanhukum kh
                WHERE kh.kode = n.kedudukan_hukum_id AND NOT kh.dihitung_aktif))
        FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor)"""
    )
    ((tidak_ada,),) = olahan.baris(
        """SELECT count(*) FROM pegawai_pegawai p JOIN pegawai_kedudukanhukum kh
            ON kh.kode = p.kedudukan_hukum_id AND kh.dihitung_aktif
        WHERE p.instansi_id = %(instansi)s AND p.status_asn = ANY(%(status_berkas)s)
        AND NOT EXISTS (SELECT FROM pg_temp.impor_nilai n WHERE n.objek_id = p.id)""",
        status_berkas=status or [],
    )
    return {
        "status": status or [],
        "naik": naik,
        "turun": turun,
        "pindah": pindah,
        "henti": henti,
        "tidak_ada": tidak_ada,
        "jabatan_asing": nama_asing(olahan, _KUNCI_JABATAN),
    }


def terapkan(olahan: Olahan) -> None:
    """The record, the questions that the file opens, and what the rule made of old names."""
    terapkan_bawaan(olahan)
    tiga_arah.simpan_selisih(olahan)
    ingat_aturan(olahan, _KUNCI_JABATAN)


def batalkan(olahan: Olahan) -> None:
    batalkan_bawaan(olahan)
    tiga_arah.pulihkan_selisih(olahan)


def _peringatan(kode: str, kolom: str, kondisi: str, pesan: str, **isian: str) -> Aturan:
    return Aturan(kode, kolom, kondisi, pesan, galat=False, isian=isian)


ATURAN = (
    *ATURAN_NIP,
    Aturan(
        "nip_ganda",
        "nip",
        f"{_18} AND n.ganda",
        "NIP ini ada pada lebih dari satu baris berkas: baris {baris}. Hapus baris yang "
        "kembar; bila orangnya berbeda, betulkan NIP yang keliru.",
        isian={"baris": "array_to_string(n.nomor_ganda[1:10], ', ')"},
    ),
    Aturan(
        "nip_luar_lingkup",
        "nip",
        f"n.instansi_lama <> n.instansi_id AND NOT %(semua)s AND NOT {DIHITUNG_DI_LUAR}",
        "NIP ini terdaftar di instansi lain. Kepindahannya dicatat oleh akun berlingkup semua "
        "instansi.",
    ),
    Aturan(
        "nip_lama_luar_lingkup",
        "nip",
        "n.objek_id IS NULL AND k.nip IN (SELECT r.nip FROM pegawai_riwayatnip r)",
        "NIP ini NIP lama pegawai instansi lain. Kepindahannya dicatat oleh akun berlingkup semua "
        "instansi.",
    ),
    *ATURAN_PENCATATAN,
    NAMA_KOSONG,
    Aturan(
        "belum_tercatat",
        "nip",
        f"{_18} AND n.daftar_kantor AND n.instansi_lama IS NULL",
        "NIP ini belum ada di data pegawai. DUK dan nominatif hanya memperbarui pegawai yang sudah "
        "tercatat; catat pegawai baru dengan ekspor Data ASN dari SIASN.",
    ),
    _peringatan(
        "pindah",
        "nip",
        "n.instansi_lama <> n.instansi_id AND %(semua)s",
        "Pindah instansi dari {asal}.",
        asal="(SELECT nama FROM akses_instansi WHERE id = n.instansi_lama)",
    ),
    *ATURAN_KEMBAR,
    _peringatan(
        "tanggal_lahir_beda_nip",
        "tanggal_lahir",
        "k.tanggal_lahir <> k.nip_lahir",
        "Tanggal lahir {berkas} berbeda dari NIP ({nip}). Betulkan yang keliru; tulis "
        "hari-bulan-tahun.",
        berkas="to_char(k.tanggal_lahir, 'DD-MM-YYYY')",
        nip="to_char(k.nip_lahir, 'DD-MM-YYYY')",
    ),
    _peringatan(
        "jenis_kelamin_beda_nip",
        "jenis_kelamin",
        f"k.jenis_kelamin IS NOT NULL AND CASE WHEN {_18} THEN n.jenis_kelamin <> "
        "(CASE substr(k.nip, 15, 1) WHEN '1' THEN 'L' WHEN '2' THEN 'P' ELSE n.jenis_kelamin END) "
        "ELSE false END",
        "Jenis kelamin berbeda dari angka ke-15 NIP (1 laki-laki, 2 perempuan). Betulkan yang "
        "keliru.",
    ),
    _peringatan(
        "tmt_cpns_beda_nip",
        "tmt_cpns",
        f"CASE WHEN {_18} AND k.tmt_cpns IS NOT NULL THEN CASE WHEN substr(k.nip, 13, 2) = '21' "
        "THEN to_char(k.tmt_cpns, 'YYYY') <> substr(k.nip, 9, 4) "
        "ELSE to_char(k.tmt_cpns, 'YYYYMM') <> substr(k.nip, 9, 6) END ELSE false END",
        "TMT {berkas} berbeda dari NIP (angka 9–14: {nip}). Betulkan bila keliru.",
        berkas="to_char(k.tmt_cpns, 'DD-MM-YYYY')",
        nip="substr(k.nip, 9, 6)",
    ),
    _peringatan(
        "status_beda_nip",
        "nip",
        f"{_18} AND (n.status_asn IN ('PNS', 'CPNS')) = ({_BULAN_21})",
        "Status {status} tidak sesuai dengan NIP: angka 13–14 adalah {angka} (21 berarti PPPK). "
        "Betulkan NIP-nya, atau unggah lagi dengan Status pegawai yang benar.",
        status="replace(n.status_asn, '_', ' ')",
        angka="substr(k.nip, 13, 2)",
    ),
    *(
        _peringatan(
            "unor_tidak_dikenal",
            kolom,
            f"n.unit_berkas IS NULL AND {syarat}",
            "Unit “{unit}” tidak dikenal. {akibat}. {saran}",
            unit="left(coalesce(k.unor_nama, k.unor_id), 80)",
            akibat="CASE WHEN n.unit_id IS NULL THEN 'Pegawai masuk ke “unit belum dipetakan”' "
            "ELSE 'Unit yang tercatat tidak diubah' END",
            saran=saran.saran("unit", "lower(k.unor_nama)", lain),
        )
        for kolom, syarat, lain in (
            (
                "unor_id",
                "k.unor_id IS NOT NULL",
                "Salin UNOR ID-nya dari SIASN; bila unitnya baru, impor Unit organisasi.",
            ),
            (
                "unor_nama",
                "k.unor_id IS NULL AND k.unor_nama IS NOT NULL",
                "Tulis nama unit seperti di SIASN; bila unitnya baru, impor Unit organisasi.",
            ),
        )
    ),
    _peringatan(
        "golongan_tidak_dikenal",
        "golongan",
        "k.golongan IS NOT NULL AND NOT EXISTS (SELECT FROM pg_temp.impor_golongan g "
        "WHERE g.kunci = k.golongan AND g.golongan IS NOT NULL)",
        "Golongan “{isi}” tidak dikenal dan tidak dipakai. Tulis seperti III/b, atau IX bagi PPPK.",
        isi="left(k.golongan, 40)",
    ),
    _peringatan(
        "jabatan_tidak_dikenal",
        "nama_jabatan",
        "n.jabatan_id IS NULL AND k.nama_jabatan IS NOT NULL "
        "AND (SELECT EXISTS (SELECT FROM pegawai_jabatan))",
        "Jabatan “{isi}” tidak ada dalam rujukan jabatan. Namanya disimpan seperti dalam "
        "berkas. {saran}",
        isi="left(k.nama_jabatan, 80)",
        saran=saran.saran("jabatan", _KUNCI_JABATAN, "Tulis nama jabatan seperti di SIASN."),
    ),
    _peringatan(
        "kedudukan_tidak_dikenal",
        "kedudukan_nama",
        "(k.kedudukan_id IS NOT NULL OR k.kedudukan_nama IS NOT NULL) "
        "AND n.kedudukan_hukum_id IS NULL",
        "Kedudukan hukum “{isi}” tidak dikenal. Pegawai belum dihitung aktif. Tulis seperti di "
        "SIASN, misalnya Aktif.",
        isi="left(coalesce(k.kedudukan_nama, k.kedudukan_id), 60)",
    ),
    _peringatan(
        "email_tidak_sah",
        "email",
        f"k.email !~ '{_EMAIL}' OR (k.email IS NULL AND k.email_gov !~ '{_EMAIL}')",
        "Alamat surel “{isi}” tidak sah dan tidak dipakai. Tulis seperti nama@contoh.go.id.",
        isi="left(coalesce(k.email, k.email_gov), 60)",
    ),
    _peringatan(
        "nik_tidak_sah",
        "nik",
        f"{_NIK} !~ '^[0-9]{{16}}$'",
        "NIK tidak 16 angka dan tidak dipakai. Ketik 16 angkanya dalam sel berformat Teks.",
    ),
    _peringatan(
        "lewat_bup_masih_aktif",
        "kedudukan_nama",
        f"{_PENSIUN} <= %(hari_ini)s AND (SELECT kh.dihitung_aktif FROM pegawai_kedudukanhukum kh "
        "WHERE kh.kode = n.kedudukan_hukum_id)",
        "Masih aktif, padahal TMT pensiunnya {tmt} menurut BUP {bup} tahun. Periksa kedudukan "
        "hukum dan jabatannya.",
        tmt=f"to_char({_PENSIUN}, 'DD-MM-YYYY')",
        bup="n.bup",
    ),
)

PEGAWAI = JenisImpor(
    kode="pegawai",
    nama="Data pegawai",
    keterangan="Ekspor Data ASN dari SIASN: PNS, PPPK, atau PPPK Paruh Waktu.",
    izin="pegawai.add_pegawai",
    model=Pegawai,
    kolom=KOLOM,
    dikenal=DIKENAL,
    bidang=("nip", "instansi_id", "status_asn", *_BIDANG, "bup", "data_siasn", "dasar_siasn"),
    bidang_mentah=True,
    dasar="dasar_siasn",
    hitungan=hitungan,
    ringkas=(
        "status_asn", "kedudukan_hukum_id", "golongan", "nama_jabatan", "jenjang", "unit_id",
        "unor_berkas", "tanggal_lahir",
    ),
    siapkan=siapkan,
    aturan=ATURAN,
    konflik=("nip",),
    kunci=pohon.kunci,  # nobody may land in a unit that is being merged away
    terapkan=terapkan,
    batalkan=batalkan,
    ikut_terhapus=(RingkasanPegawai,),
    label={
        "instansi_id": "Instansi",
        "data_siasn": "Data SIASN lain",
        "dasar_siasn": "Nilai SIASN terakhir",
    },
)  # fmt: skip
