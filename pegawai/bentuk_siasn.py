"""The record in the form of SIASN's "Export Data ASN": 69 columns, in its order and spelling.

What SIASN delivered (``Pegawai.data_siasn``) is the ground; over it lie our own fields. The file
comes back through the import without a difference. Where the office changed a name, SIASN's code
beside it is left empty rather than sent along for another thing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import F

from pegawai.jenjang import (
    ESELON_SIASN,
    FUNGSIONAL,
    PELAKSANA,
    STRUKTURAL,
    baca_eselon,
    baca_jenis_jabatan,
    baca_jenjang,
)
from pegawai.models import Pegawai, TingkatPendidikan

if TYPE_CHECKING:
    from pegawai.querysets import PegawaiQuerySet

JUDUL = (
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
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "NAMA SEKOLAH",
    "FLAG IKD", "ESELON ID", "ESELON NAMA",
)  # fmt: skip
JUDUL_KONTRAK = ("NOMOR KONTRAK AKTIF", "AWAL KONTRAK AKTIF", "AKHIR KONTRAK AKTIF")
"""Three more columns, as in SIASN's file of PPPK; only when one of the persons is a PPPK."""

_LANGSUNG = {
    "PNS ID": "siasn_id",
    "NIP BARU": "nip",
    "NIP LAMA": "nip_lama",
    "NAMA": "nama",
    "GELAR DEPAN": "gelar_depan",
    "GELAR BELAKANG": "gelar_belakang",
    "TEMPAT LAHIR NAMA": "tempat_lahir",
    "TANGGAL LAHIR": "tanggal_lahir",
    "AGAMA NAMA": "agama",
    "JENIS KAWIN NAMA": "status_kawin",
    "NIK": "nik",
    "NOMOR HP": "nomor_hp",
    "EMAIL": "email",
    "ALAMAT": "alamat",
    "KEDUDUKAN HUKUM ID": "kedudukan_hukum_id",
    "KEDUDUKAN HUKUM NAMA": "kedudukan",
    "TMT CPNS": "tmt_cpns",
    "TMT PNS": "tmt_pns",
    "GOL AKHIR NAMA": "golongan",
    "TMT GOLONGAN": "tmt_golongan",
    "MK TAHUN": "masa_kerja_tahun",
    "MK BULAN": "masa_kerja_bulan",
    "JABATAN NAMA": "nama_jabatan",
    "TMT JABATAN": "tmt_jabatan",
    "TINGKAT PENDIDIKAN ID": "tingkat_pendidikan",
    "PENDIDIKAN NAMA": "pendidikan",
    "TAHUN LULUS": "tahun_lulus",
    "NAMA SEKOLAH": "nama_sekolah",
    "NOMOR KONTRAK AKTIF": "nomor_kontrak",
    "AWAL KONTRAK AKTIF": "awal_kontrak",
    "AKHIR KONTRAK AKTIF": "akhir_kontrak",
}
_KODE_DARI_NAMA = {
    "TEMPAT LAHIR ID": "TEMPAT LAHIR NAMA",
    "AGAMA ID": "AGAMA NAMA",
    "JENIS KAWIN ID": "JENIS KAWIN NAMA",
    "GOL AKHIR ID": "GOL AKHIR NAMA",
    "PENDIDIKAN ID": "PENDIDIKAN NAMA",
}
"""SIASN's codes that we keep only as it delivered them: right as long as the name is the same."""
_KELAMIN = {Pegawai.JenisKelamin.PRIA: "M", Pegawai.JenisKelamin.WANITA: "F"}
_STATUS = {Pegawai.StatusAsn.CPNS: "C", Pegawai.StatusAsn.PNS: "P"}
_JENIS_JABATAN = {
    STRUKTURAL: "Jabatan Struktural",
    FUNGSIONAL: "Jabatan Fungsional",
    PELAKSANA: "Jabatan Pelaksana",
}
_MANAJERIAL = {"JPT_UTAMA", "JPT_MADYA", "JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS"}
_KODE_ESELON = {nama: kode for kode, nama in reversed(ESELON_SIASN.items())}
_TINGKAT = dict(TingkatPendidikan.choices)
_SEKALI = 2_000
_JOIN = {
    "kedudukan": F("kedudukan_hukum__nama"),
    "kode_jabatan": F("jabatan__siasn_id"),
    "kode_unit": F("unit__siasn_id"),
    "nama_unit": F("unit__nama"),
}
_BIDANG = sorted(
    {nama for nama in _LANGSUNG.values() if nama not in _JOIN}
    | {"jenis_kelamin", "status_asn", "jabatan_id", "jenjang", "eselon", "unit_id"}
    | {"unor_berkas", "data_siasn"}
)


def judul(daftar: PegawaiQuerySet) -> tuple[str, ...]:
    """The headers: 69, and those of the contract when there is a PPPK. One query."""
    pppk = (Pegawai.StatusAsn.PPPK, Pegawai.StatusAsn.PPPK_PARUH_WAKTU)
    ada = daftar.order_by().filter(status_asn__in=pppk).exists()
    return JUDUL + JUDUL_KONTRAK if ada else JUDUL


def baris(daftar: PegawaiQuerySet, kolom: Iterable[str]) -> Iterator[list[str]]:
    """The cells of each person, all text; rows come from a cursor of the server as they are read.

    ``daftar`` keeps its order.
    """
    kolom = tuple(kolom)
    for isi in daftar.values(*_BIDANG, **_JOIN).iterator(chunk_size=_SEKALI):
        yield sel(isi, kolom)


def sel(isi: Mapping[str, Any], kolom: Iterable[str]) -> list[str]:
    """The cells of one person."""
    lama = isi["data_siasn"]
    hasil = {nama: _teks(lama.get(nama)) for nama in JUDUL}
    for nama, bidang in _LANGSUNG.items():
        hasil[nama] = _teks(isi[bidang])
    for kode, nama in _KODE_DARI_NAMA.items():
        if not _sama(lama.get(nama), hasil[nama]):
            hasil[kode] = ""
    hasil["JENIS KELAMIN"] = _KELAMIN.get(isi["jenis_kelamin"], "")
    hasil["STATUS CPNS PNS"] = _STATUS.get(isi["status_asn"], "")
    hasil["JENIS PEGAWAI NAMA"] = _jenis_pegawai(isi["status_asn"], hasil)
    hasil["TINGKAT PENDIDIKAN NAMA"] = _TINGKAT.get(isi["tingkat_pendidikan"], "")
    if not hasil["EMAIL"]:  # the import would take the other address for the one that is gone
        hasil["EMAIL GOV"] = ""
    hasil |= _jabatan(isi, lama) | _unit(isi, lama)
    return [hasil[nama] for nama in kolom]


def _teks(nilai: Any) -> str:
    if nilai is None:
        return ""
    return f"{nilai:%d-%m-%Y}" if isinstance(nilai, datetime.date) else str(nilai)


def _sama(lama: str | None, kini: str) -> bool:
    """Whether SIASN's cell still says what we keep; its spacing does not matter."""
    return " ".join((lama or "").split()).lstrip("'`") == kini


def _jenis_pegawai(status: str, hasil: Mapping[str, str]) -> str:
    """The only cell that tells PPPK Paruh Waktu from PPPK must agree with our status."""
    nama = hasil["JENIS PEGAWAI NAMA"]
    disebut = "paruh waktu" in f"{nama} {hasil['KEDUDUKAN HUKUM NAMA']}".lower()
    if status == Pegawai.StatusAsn.PPPK_PARUH_WAKTU and not disebut:
        return "PPPK Paruh Waktu"
    if status == Pegawai.StatusAsn.PPPK and "paruh waktu" in nama.lower():
        return "PPPK"
    return nama


def _jabatan(isi: Mapping[str, Any], lama: Mapping[str, str]) -> dict[str, str]:
    """Kind, eselon and code of the job: SIASN's cells while they still mean our job."""
    nama_kolom = ("JENIS JABATAN ID", "JENIS JABATAN NAMA", "ESELON ID", "ESELON NAMA")
    jenis_id, jenis_nama, eselon_id, eselon_nama = (_teks(lama.get(n)) for n in nama_kolom)
    eselon = baca_eselon(eselon_id, eselon_nama)
    terbaca = baca_jenjang(
        baca_jenis_jabatan(jenis_id, jenis_nama), eselon, eselon_id, isi["nama_jabatan"]
    )
    if not any((jenis_id, jenis_nama, eselon_id, eselon_nama)) or (eselon, terbaca) != (
        isi["eselon"],
        isi["jenjang"],
    ):
        jenis_id, eselon_id, eselon_nama = _susun_jabatan(isi["jenjang"], isi["eselon"])
        jenis_nama = _JENIS_JABATAN.get(jenis_id, "")
    kode = _teks(isi["kode_jabatan"])
    if isi["jabatan_id"] is None and _sama(lama.get("JABATAN NAMA"), isi["nama_jabatan"]):
        kode = _teks(lama.get("JABATAN ID"))
    return dict(zip(nama_kolom, (jenis_id, jenis_nama, eselon_id, eselon_nama), strict=True)) | {
        "JABATAN ID": kode
    }


def _susun_jabatan(jenjang: str, eselon: str) -> tuple[str, str, str]:
    """SIASN's id of the kind of job, id and name of the eselon, from our tier."""
    kode = "10" if jenjang == "JPT_UTAMA" else _KODE_ESELON.get(eselon, "")
    if not jenjang:
        return "", kode, eselon
    if jenjang == "PELAKSANA":
        return PELAKSANA, kode, eselon
    return STRUKTURAL if jenjang in _MANAJERIAL else FUNGSIONAL, kode, eselon


def _unit(isi: Mapping[str, Any], lama: Mapping[str, str]) -> dict[str, str]:
    """The unit by SIASN's id; its name as the file had it while it is still the same unit."""
    kode_lama = _teks(lama.get("UNOR ID"))
    if isi["unit_id"] is None:
        return {"UNOR ID": kode_lama, "UNOR NAMA": isi["unor_berkas"]}
    kode = _teks(isi["kode_unit"])
    tetap = not kode_lama or _rapat(kode_lama) == _rapat(kode)
    return {
        "UNOR ID": kode_lama if tetap and kode_lama else kode,
        "UNOR NAMA": isi["unor_berkas"] if tetap and isi["unor_berkas"] else isi["nama_unit"],
    }


def _rapat(kode: str) -> str:
    return kode.replace("-", "").upper()
