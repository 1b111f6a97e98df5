"""What a proposal can change: the record or a row of a history, and its fields.

Two facts stand here as data: which fields of the record are written at once, and which fields of
each history a proposal covers. Everything that is not in ``LANGSUNG`` needs a second person.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import capfirst

from akses.templatetags.tampilan import tanggal
from pegawai.models import (
    AngkaKredit,
    HukumanDisiplin,
    Pegawai,
    Penghargaan,
    PenilaianKinerja,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPelatihan,
    RiwayatPendidikan,
    UsulanPerubahan,
)
from pegawai.models.riwayat import IZIN_HUKUMAN

LANGSUNG = frozenset({"nomor_hp", "email", "alamat"})
"""Fields of the record that are written at once: nothing about rank, pay, rights or statistics
follows from them, and the person is the only source."""

KOLOM_PEGAWAI = (
    "nip", "gelar_depan", "nama", "gelar_belakang", "tempat_lahir", "tanggal_lahir",
    "jenis_kelamin", "nik", "status_asn", "kedudukan_hukum", "tmt_cpns", "tmt_pns",
    "nomor_kontrak", "awal_kontrak", "akhir_kontrak", "golongan", "tmt_golongan",
    "masa_kerja_tahun", "masa_kerja_bulan", "jabatan", "tmt_jabatan", "unit",
    "tingkat_pendidikan", "pendidikan", "tahun_lulus", "nama_sekolah",
)  # fmt: skip
KOLOM_MASSAL = (
    "kedudukan_hukum", "unit", "jabatan", "tmt_jabatan", "golongan", "tmt_golongan",
    "awal_kontrak", "akhir_kontrak", "nomor_kontrak",
)  # fmt: skip
"""Fields in which many persons can be given the same value; an identity never is."""

KOLOM_RAHASIA = {"nik": "pegawai.lihat_nik"}
"""Fields whose values need a permission of their own."""

S = UsulanPerubahan.Sasaran


@dataclass(frozen=True)
class Sasaran:
    """One kind of row that a proposal can change; ``izin`` is what seeing it needs."""

    kode: str
    model: Any  # a TerbatasModel with pegawai and instansi
    kolom: tuple[str, ...]
    izin: str = "pegawai.view_pegawai"
    ruang_kunci: str = ""
    """The ``Kunci.ruang`` that closes years of this history, as for an import of it."""

    @property
    def nama(self) -> str:
        return str(S(self.kode).label)

    def bidang(self, kolom: str) -> Any:
        return self.model._meta.get_field(kolom)

    def label(self, kolom: str) -> str:
        return capfirst(str(self.bidang(kolom).verbose_name))

    def nilai(self, objek: models.Model | None, kolom: tuple[str, ...] | list[str]) -> dict:
        """The values of ``objek`` as JSON; empty ones for a row that does not exist yet."""
        if objek is None:
            return dict.fromkeys(kolom)
        return {nama: ke_json(self.bidang(nama), _mentah(objek, self.bidang(nama)))
                for nama in kolom}  # fmt: skip

    def isi(self, objek: models.Model, nilai: dict[str, Any]) -> None:
        """Put JSON values into the fields of ``objek``, without saving."""
        for nama, satu in nilai.items():
            bidang = self.bidang(nama)
            setattr(objek, bidang.attname, dari_json(bidang, satu))

    def teks(self, kolom: str, nilai: Any) -> str:
        """A JSON value in words. One query for a relation."""
        bidang = self.bidang(kolom)
        if nilai is None or nilai == "":
            return ""
        if isinstance(bidang, models.ForeignKey):
            tujuan = bidang.related_model._base_manager.filter(pk=nilai).first()
            return str(tujuan) if tujuan else f"(sudah dihapus, nomor {nilai})"
        if isinstance(bidang, DateRangeField):
            return f"{tanggal(nilai[0])} – {tanggal(nilai[1])}"
        if isinstance(bidang, models.DateField):
            return tanggal(nilai)
        if isinstance(bidang, models.BooleanField):
            return "Ya" if nilai else "Tidak"
        if isinstance(bidang, models.DecimalField):
            return str(nilai).replace(".", ",")
        return str(dict(bidang.flatchoices).get(nilai, nilai))

    def daftar_teks(self, kolom: str, daftar_nilai: Iterable[Any]) -> dict[Any, str]:
        """Many JSON values of one field in words. One query for a relation."""
        bidang, semua = self.bidang(kolom), set(daftar_nilai)
        if not isinstance(bidang, models.ForeignKey):
            return {nilai: self.teks(kolom, nilai) for nilai in semua}
        ada = bidang.related_model._base_manager.in_bulk([n for n in semua if n is not None])
        hilang = "(sudah dihapus, nomor {})"
        return {
            nilai: "" if nilai is None else str(ada.get(nilai, hilang.format(nilai)))
            for nilai in semua
        }


def _mentah(objek: models.Model, bidang: Any) -> Any:
    return getattr(objek, bidang.attname)


def ke_json(bidang: Any, nilai: Any) -> Any:
    """A value of ``bidang`` as JSON keeps it; equal values always look the same."""
    if isinstance(nilai, models.Model):
        return nilai.pk
    if nilai is None:
        return "" if isinstance(bidang, models.CharField) else None
    if isinstance(bidang, DateRangeField):
        return [_iso(nilai.lower), _iso(nilai.upper)]
    if isinstance(bidang, models.DecimalField):
        return str(Decimal(nilai).quantize(Decimal(1).scaleb(-bidang.decimal_places)))
    if isinstance(nilai, datetime.date):
        return nilai.isoformat()
    return nilai


def _iso(hari: datetime.date | None) -> str | None:
    return hari.isoformat() if hari else None


def dari_json(bidang: Any, nilai: Any) -> Any:
    """The way back of ``ke_json``."""
    if isinstance(bidang, DateRangeField):
        if nilai is None:
            return None
        return DateRange(*(datetime.date.fromisoformat(hari) if hari else None for hari in nilai))
    if isinstance(bidang, models.ForeignKey):
        return nilai
    return bidang.to_python(nilai)


DAFTAR_SASARAN = {
    satu.kode: satu
    for satu in (
        Sasaran(S.PEGAWAI, Pegawai, KOLOM_PEGAWAI),
        Sasaran(
            S.GOLONGAN,
            RiwayatGolongan,
            ("golongan", "tmt", "jenis_kenaikan", "nomor_sk", "tanggal_sk", "nomor_pertek",
             "tanggal_pertek", "masa_kerja_tahun", "masa_kerja_bulan", "kredit_utama",
             "kredit_tambahan"),
        ),
        Sasaran(
            S.JABATAN,
            RiwayatJabatan,
            ("nama_jabatan", "jenjang", "eselon", "nama_unit", "nama_instansi", "penugasan", "tmt",
             "sampai", "tmt_pelantikan", "nomor_sk", "tanggal_sk"),
        ),
        Sasaran(
            S.PENDIDIKAN,
            RiwayatPendidikan,
            ("tingkat", "pendidikan", "nama_sekolah", "tahun_lulus", "tanggal_lulus",
             "nomor_ijazah", "gelar_depan", "gelar_belakang", "pertama"),
        ),
        Sasaran(
            S.PELATIHAN,
            RiwayatPelatihan,
            ("nama", "jenis", "penyelenggara", "nomor_sertifikat", "tanggal_mulai",
             "tanggal_selesai", "tahun", "jp"),
            ruang_kunci="pelatihan",
        ),
        Sasaran(
            S.KINERJA,
            PenilaianKinerja,
            ("tahun", "periode", "hasil", "perilaku", "predikat", "nama_penilai", "nip_penilai"),
            ruang_kunci="kinerja",
        ),
        Sasaran(
            S.ANGKA_KREDIT,
            AngkaKredit,
            ("mulai", "selesai", "jenis", "utama", "penunjang", "kredit", "nama_jabatan",
             "nomor_sk", "tanggal_sk"),
        ),
        Sasaran(
            S.PENGHARGAAN,
            Penghargaan,
            ("penghargaan", "tahun", "nomor_sk", "tanggal_sk"),
        ),
        Sasaran(
            S.HUKUMAN,
            HukumanDisiplin,
            ("tingkat", "jenis", "nomor_sk", "tanggal_sk", "masa", "alasan", "nomor_pp",
             "nomor_pembatalan", "tanggal_pembatalan"),
            izin=IZIN_HUKUMAN,
        ),
    )
}  # fmt: skip
