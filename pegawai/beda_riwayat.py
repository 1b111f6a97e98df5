"""Where the newest row of a history and the record disagree, and the proposal that ends it.

A history does not move the record by itself: an approved row, or an import of a history, may be
older than what the record knows. The disagreement is said, with a way to propose it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from akses.models import Pengguna
from akses.templatetags.tampilan import tanggal
from pegawai.models import (
    Jabatan,
    Pegawai,
    RiwayatGolongan,
    RiwayatJabatan,
    UnitOrganisasi,
    UsulanPerubahan,
)


@dataclass(frozen=True)
class BedaRiwayat:
    """One disagreement: ``kode`` of the history, the fields it would change, and the reason."""

    kode: str
    judul: str
    kolom: tuple[str, ...]
    alasan: str
    baris: RiwayatGolongan | RiwayatJabatan = field(repr=False)
    diusulkan: bool = False
    """A proposal about these fields is open already."""


def daftar_beda(pengguna: Pengguna, pegawai: Pegawai, hari: datetime.date) -> list[BedaRiwayat]:
    """What differs, as far as ``pengguna`` may see the histories. Two queries; one more if any."""
    golongan = RiwayatGolongan.untuk(pengguna).filter(pegawai=pegawai, tmt__lte=hari)[:1]
    jabatan = RiwayatJabatan.untuk(pengguna).filter(
        pegawai=pegawai, tmt__lte=hari, penugasan=RiwayatJabatan.Penugasan.DEFINITIF
    )[:1]
    beda = [*beda_golongan(pegawai, golongan, hari), *beda_jabatan(pegawai, jabatan, hari)]
    return tandai_usulan(pengguna, pegawai, beda)


def tandai_usulan(
    pengguna: Pengguna, pegawai: Pegawai, beda: list[BedaRiwayat]
) -> list[BedaRiwayat]:
    """The same, each told whether a proposal about it waits. One query, none without any."""
    if not beda:
        return []
    terbuka = UsulanPerubahan.untuk(pengguna).terbuka()
    milik = terbuka.filter(pegawai=pegawai, sasaran=UsulanPerubahan.Sasaran.PEGAWAI)
    kolom = {nama for satu in milik.values_list("kolom", flat=True) for nama in satu}
    return [
        BedaRiwayat(s.kode, s.judul, s.kolom, s.alasan, s.baris, not kolom.isdisjoint(s.kolom))
        for s in beda
    ]


def beda_golongan(
    pegawai: Pegawai, daftar: Iterable[RiwayatGolongan], hari: datetime.date
) -> Iterator[BedaRiwayat]:
    """The newest golongan in force, when the record has another one. ``daftar``: newest first."""
    satu = next((satu for satu in daftar if satu.tmt <= hari), None)
    if satu and pegawai.golongan and satu.golongan != pegawai.golongan:
        yield BedaRiwayat(
            "golongan",
            f"Golongan terakhir menurut riwayat {satu.golongan}, pada data pegawai "
            f"{pegawai.golongan}",
            ("golongan", "tmt_golongan", "masa_kerja_tahun", "masa_kerja_bulan"),
            _alasan("golongan", satu.golongan, satu.tmt, satu.nomor_sk),
            satu,
        )


def beda_jabatan(
    pegawai: Pegawai, daftar: Iterable[RiwayatJabatan], hari: datetime.date
) -> Iterator[BedaRiwayat]:
    """The newest definitive job in force, when the record names another one."""
    definitif = RiwayatJabatan.Penugasan.DEFINITIF
    satu = next((s for s in daftar if s.penugasan == definitif and s.tmt <= hari), None)
    kini = pegawai.nama_jabatan.casefold()
    if satu and kini and satu.nama_jabatan.casefold() != kini:
        yield BedaRiwayat(
            "jabatan",
            f"Jabatan terakhir menurut riwayat “{satu.nama_jabatan}”, pada data pegawai "
            f"“{pegawai.nama_jabatan}”",
            ("jabatan", "tmt_jabatan", "unit"),
            _alasan("jabatan", satu.nama_jabatan, satu.tmt, satu.nomor_sk),
            satu,
        )


def _alasan(apa: str, nilai: str, tmt: datetime.date, nomor_sk: str) -> str:
    sk = f", SK {nomor_sk}" if nomor_sk else ""
    return f"Disamakan dengan riwayat {apa}: {nilai}, TMT {tanggal(tmt)}{sk}"[:500]


def isian_awal(
    pengguna: Pengguna, pegawai: Pegawai, kode: str, hari: datetime.date
) -> dict[str, Any]:
    """What the form of the record is filled in with to end the disagreement ``kode``; or nothing.

    Only what the history knows for sure: a job or unit whose name is not found, or is found twice,
    is left for the maker to choose.
    """
    if not kode:
        return {}
    beda = next((s for s in daftar_beda(pengguna, pegawai, hari) if s.kode == kode), None)
    if beda is None:
        return {}
    satu = beda.baris
    if isinstance(satu, RiwayatGolongan):
        isi: dict[str, Any] = {
            "golongan": satu.golongan,
            "tmt_golongan": satu.tmt,
            "masa_kerja_tahun": satu.masa_kerja_tahun,
            "masa_kerja_bulan": satu.masa_kerja_bulan,
        }
    else:
        jabatan = Jabatan.objects.filter(aktif=True, nama__iexact=satu.nama_jabatan)
        unit = UnitOrganisasi.untuk(pengguna).filter(
            instansi=pegawai.instansi_id, aktif=True, nama__iexact=satu.nama_unit or None
        )
        isi = {
            "jabatan": _satu_satunya(jabatan.values_list("pk", flat=True)),
            "tmt_jabatan": satu.tmt,
            "unit": _satu_satunya(unit.values_list("pk", flat=True)) if satu.nama_unit else None,
        }
    return {nama: nilai for nama, nilai in isi.items() if nilai is not None} | {
        "alasan": beda.alasan
    }


def _satu_satunya(daftar: Any) -> int | None:
    """The one key, or None when there is none or more than one."""
    kunci = list(daftar[:2])
    return kunci[0] if len(kunci) == 1 else None
