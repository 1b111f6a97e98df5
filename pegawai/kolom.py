"""The columns of the list of persons: on the page, in its order, and in the workbook.

One entry a column. A new one needs nothing else: the panel, the sorting and the export follow.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from pegawai.buku_kerja import Kolom
from pegawai.predikat import Predikat

if TYPE_CHECKING:
    from akses.models import Pengguna
    from pegawai.models import Pegawai

_PREDIKAT = dict(Predikat.choices)


@dataclass(frozen=True)
class KolomDaftar:
    """A column. ``label`` may hold {tahun} and {lalu}, this year and the last one."""

    kunci: str
    label: str
    lembar: tuple[Kolom, ...]
    """Its columns in the workbook: two where the page puts one fact below another."""
    urut: tuple[str, ...] = ()
    """What it is sorted by; empty: it cannot be."""
    teks: Callable[[Pegawai], Any] | None = None
    """What the cell shows; None: the row's template draws it."""
    bidang: tuple[str, ...] = ()
    """Fields of Pegawai that it needs beyond those of every row."""
    kelas: str = ""
    izin: str = ""
    """Permission without which it is not on offer."""

    @property
    def judul_panel(self) -> str:
        """The label in the panel of columns."""
        return judul(self.label, timezone.localdate())


def _kolom(
    kunci: str,
    label: str,
    teks: Callable[[Pegawai], Any],
    *bidang: str,
    lebar: int = 18,
    urut: tuple[str, ...] | None = None,
    kelas: str = "",
    izin: str = "",
) -> KolomDaftar:
    """A column that shows one value, by its first field unless ``urut`` says otherwise."""
    return KolomDaftar(
        kunci,
        label,
        (Kolom(label, teks, lebar),),
        urut=bidang[:1] if urut is None else urut,
        teks=teks,
        bidang=bidang,
        kelas=kelas,
        izin=izin,
    )


def _unit(pegawai: Pegawai) -> str:
    return pegawai.unit.nama if pegawai.unit else pegawai.unor_berkas


def _perangkat(pegawai: Pegawai) -> str:
    atas = pegawai.unit.perangkat_daerah if pegawai.unit else None
    return atas.nama if atas else ""


def _masa_kerja(pegawai: Pegawai) -> str:
    if pegawai.masa_kerja_tahun is None:
        return ""
    return f"{pegawai.masa_kerja_tahun} th {pegawai.masa_kerja_bulan or 0} bl"


DAFTAR_KOLOM = (
    KolomDaftar(
        "nama",
        "Nama dan NIP",
        (Kolom("NIP", lambda p: p.nip, 20), Kolom("Nama", lambda p: p.nama_lengkap, 34)),
        urut=("nama",),
    ),
    KolomDaftar(
        "jabatan",
        "Jabatan dan unit",
        (
            Kolom("Jabatan", lambda p: p.nama_jabatan, 36),
            Kolom("Unit kerja", _unit, 34),
            Kolom("Perangkat daerah", _perangkat, 34),
            Kolom("Instansi", lambda p: p.instansi.nama_resmi, 22),
        ),
        urut=("nama_jabatan",),
    ),
    KolomDaftar(
        "golongan",
        "Gol.",
        (Kolom("Golongan", lambda p: p.golongan, 10), Kolom("Pangkat", lambda p: p.pangkat, 22)),
        urut=("urutan_golongan",),
    ),
    KolomDaftar(
        "kotak", "Kotak", (Kolom("Kotak", lambda p: p.kotak_tampak, 8),), urut=("kotak_tampak",)
    ),
    KolomDaftar(
        "jpm", "JPM", (Kolom("JPM", lambda p: p.jpm, 8),), urut=("ringkasan__jpm",), kelas="angka"
    ),
    KolomDaftar(
        "jp", "JP {tahun}", (Kolom("JP {tahun}", lambda p: p.jp, 12),), urut=("ringkasan__jp",)
    ),
    KolomDaftar(
        "skp",
        "SKP {lalu}",
        (Kolom("SKP {lalu}", lambda p: _PREDIKAT.get(p.predikat, "")),),
        urut=("ringkasan__predikat",),
    ),
    KolomDaftar(
        "data",
        "Data",
        (Kolom("Kelengkapan (%)", lambda p: p.kelengkapan, 15),),
        urut=("ringkasan__kelengkapan",),
    ),
    _kolom("status", "Status", lambda p: p.get_status_asn_display(), "status_asn", lebar=14),
    _kolom(
        "kedudukan",
        "Kedudukan hukum",
        lambda p: str(p.kedudukan_hukum or ""),
        "kedudukan_hukum__nama",
        urut=("kedudukan_hukum_id",),
    ),
    _kolom("pangkat", "Pangkat", lambda p: p.pangkat, urut=("urutan_golongan",), lebar=22),
    _kolom("tmt_golongan", "TMT golongan", lambda p: p.tmt_golongan, "tmt_golongan", lebar=13),
    _kolom(
        "masa_kerja",
        "Masa kerja",
        _masa_kerja,
        "masa_kerja_tahun",
        "masa_kerja_bulan",
        lebar=13,
        urut=("masa_kerja_tahun", "masa_kerja_bulan"),
    ),
    _kolom("jenjang", "Jenjang", lambda p: p.get_jenjang_display(), "jenjang"),
    _kolom("eselon", "Eselon", lambda p: p.eselon, "eselon", lebar=9),
    _kolom("tmt_jabatan", "TMT jabatan", lambda p: p.tmt_jabatan, "tmt_jabatan", lebar=13),
    KolomDaftar(
        "pendidikan",
        "Pendidikan",
        # Its own header in the file: alone, PENDIDIKAN means the name of the study to the import.
        (Kolom("Tingkat pendidikan", lambda p: p.get_tingkat_pendidikan_display(), 12),),
        urut=("tingkat_pendidikan",),
        teks=lambda p: p.get_tingkat_pendidikan_display(),
        bidang=("tingkat_pendidikan",),
    ),
    _kolom("jurusan", "Jurusan", lambda p: p.pendidikan, "pendidikan", lebar=28),
    _kolom("tahun_lulus", "Tahun lulus", lambda p: p.tahun_lulus, "tahun_lulus", lebar=11),
    _kolom(
        "kelamin", "Jenis kelamin", lambda p: p.get_jenis_kelamin_display(), "jenis_kelamin",
        lebar=14,
    ),
    _kolom("lahir", "Tanggal lahir", lambda p: p.tanggal_lahir, "tanggal_lahir", lebar=13),
    _kolom("tmt_cpns", "TMT CPNS", lambda p: p.tmt_cpns, "tmt_cpns", lebar=13),
    _kolom("tmt_pns", "TMT PNS", lambda p: p.tmt_pns, "tmt_pns", lebar=13),
    _kolom("pensiun", "TMT pensiun", lambda p: p.tmt_pensiun, "tmt_pensiun", lebar=13),
    _kolom("kontrak", "Akhir kontrak", lambda p: p.akhir_kontrak, "akhir_kontrak", lebar=13),
    _kolom("hp", "Nomor HP", lambda p: p.nomor_hp, "nomor_hp", urut=()),
    _kolom("surel", "Surel", lambda p: p.email, "email", urut=(), lebar=28),
    _kolom("nik", "NIK", lambda p: p.nik, "nik", urut=(), lebar=20, izin="pegawai.lihat_nik"),
)  # fmt: skip
KOLOM = {kolom.kunci: kolom for kolom in DAFTAR_KOLOM}
BAWAAN = ("nama", "jabatan", "golongan", "kotak", "jpm", "jp", "skp", "data")
KOLOM_URUT = {kolom.kunci: kolom.urut for kolom in DAFTAR_KOLOM if kolom.urut}


def ditawarkan(pengguna: Pengguna) -> list[KolomDaftar]:
    """The columns that an account may choose."""
    return [k for k in DAFTAR_KOLOM if not k.izin or pengguna.has_perm(k.izin)]


def terpilih(kunci: Iterable[str]) -> list[KolomDaftar]:
    """The columns of those keys in their order, each once; the usual ones when there are none.

    The name always comes first: without it a row is nobody's.
    """
    dipilih = [k for k in dict.fromkeys(kunci) if k in KOLOM] or list(BAWAAN)
    return [KOLOM["nama"], *(KOLOM[k] for k in dipilih if k != "nama")]


def geser(kunci: list[str], satu: str, langkah: int) -> list[str]:
    """The order with one column moved by ``langkah`` places; the name stays first."""
    urutan = [k.kunci for k in terpilih(kunci)]
    if satu not in urutan[1:]:
        return urutan
    letak = urutan.index(satu)
    urutan.insert(min(max(letak + langkah, 1), len(urutan) - 1), urutan.pop(letak))
    return urutan


def judul(teks: str, hari: datetime.date) -> str:
    """A label with its years filled in."""
    return teks.format(tahun=hari.year, lalu=hari.year - 1)


def kolom_lembar(daftar: Iterable[KolomDaftar], hari: datetime.date) -> list[Kolom]:
    """The columns of the workbook."""
    return [
        Kolom(judul(satu.judul, hari), satu.isi, satu.lebar, satu.angka)
        for kolom in daftar
        for satu in kolom.lembar
    ]
