"""The side menu: one list, filtered by what the user may open.

An item shows when its URL name resolves and the user has its permission. Upper apps count what
waits for a user by registering, in ``AppConfig.ready``::

    from akses.menu import penghitung
    penghitung["pegawai:verifikasi"] = menunggu  # function(pengguna) -> rows, or None
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Value
from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from akses.models import Pengguna

penghitung: dict[str, Callable[[Pengguna], QuerySet | None]] = {}
"""URL name → the rows that wait for this user, None when nothing can; their number is shown."""


@dataclass(frozen=True)
class Butir:
    """One entry of the menu as it is defined."""

    label: str
    nama_url: str
    ikon: str
    izin: str = ""
    keterangan: str = "menunggu"
    pintasan: str = ""
    staf: bool = False


@dataclass(frozen=True)
class ButirTampil:
    """One entry as a user sees it; ``kini`` is the value of aria-current."""

    label: str
    tautan: str
    ikon: str
    kini: str
    jumlah: int
    keterangan: str
    pintasan: str


@dataclass(frozen=True)
class Kelompok:
    """A group of entries; the first one has no title."""

    judul: str
    daftar_butir: tuple[ButirTampil, ...]


MENU: tuple[tuple[str, tuple[Butir, ...]], ...] = (
    ("", (Butir("Beranda", "beranda", "beranda", pintasan="g b"),)),
    (
        "Pegawai",
        (
            Butir(
                "Daftar pegawai",
                "pegawai:daftar",
                "pegawai",
                "pegawai.view_pegawai",
                pintasan="g p",
            ),
            Butir("Unduhan saya", "pegawai:unduhan", "unduh", "pegawai.ekspor_pegawai"),
            Butir("Impor SIASN", "pegawai:impor", "unggah", "pegawai.view_berkasimpor"),
            Butir(
                "Verifikasi",
                "pegawai:verifikasi",
                "verifikasi",
                "pegawai.view_usulanperubahan",
                keterangan="menunggu verifikasi",
                pintasan="g v",
            ),
            Butir(
                "Usulan saya",
                "pegawai:usulan",
                "ubah",
                "pegawai.add_usulanperubahan",
                keterangan="dikembalikan",
                pintasan="g u",
            ),
            Butir(
                "Rekonsiliasi SIASN",
                "pegawai:rekonsiliasi",
                "ulang",
                "pegawai.view_selisihsiasn",
                keterangan="belum diputuskan",
            ),
            Butir("Kualitas data", "pegawai:kualitas", "mutu", "pegawai.view_berkasimpor"),
            Butir("Daftar kerja", "pegawai:daftar_kerja", "kalender", "pegawai.view_pegawai"),
            Butir("Unit organisasi", "pegawai:unit", "unit", "pegawai.view_pegawai"),
            Butir("Jabatan fungsional", "pegawai:fungsional", "naik", "pegawai.view_pegawai"),
            Butir("Lembar kerja", "pegawai:lembar_kerja", "laporan", "pegawai.view_berkasimpor"),
        ),
    ),
    (
        "Kompetensi & Talenta",
        (
            Butir("Penilaian kompetensi", "kompetensi:asesmen", "uji", "kompetensi.view_asesmen"),
            Butir("Peta talenta", "kompetensi:peta", "matriks", "kompetensi.view_hasilpemetaan"),
            Butir(
                "Suksesi jabatan", "kompetensi:suksesi", "suksesi", "kompetensi.view_hasilpemetaan"
            ),
        ),
    ),
    (
        "Pelatihan & Anggaran",
        (
            Butir(
                "Kebutuhan (AKPK)",
                "pelatihan:kebutuhan",
                "rencana",
                "pelatihan.view_kebutuhanpengembangan",
            ),
            Butir(
                "Program pelatihan",
                "pelatihan:program",
                "pelatihan",
                "pelatihan.view_programpelatihan",
            ),
            Butir(
                "Pagu dan realisasi",
                "pelatihan:anggaran",
                "anggaran",
                "pelatihan.view_anggarankegiatan",
            ),
        ),
    ),
    (
        "Evaluasi",
        (
            Butir(
                "Indikator dan target",
                "evaluasi:indikator",
                "indikator",
                "evaluasi.view_indikator",
            ),
            Butir(
                "Laporan berkala",
                "evaluasi:laporan",
                "laporan",
                "evaluasi.view_laporanevaluasi",
                keterangan="menunggu keputusan",
                pintasan="g l",
            ),
            Butir(
                "Tindakan korektif",
                "evaluasi:tindak_lanjut",
                "tindakan",
                "evaluasi.view_tindaklanjut",
                keterangan="lewat tenggat",
            ),
            Butir(
                "Komitmen bersama",
                "evaluasi:komitmen",
                "komitmen",
                "evaluasi.view_komitmenbersama",
            ),
        ),
    ),
    (
        "Administrasi",
        (
            Butir(
                "Pengguna dan peran",
                "admin:akses_pengguna_changelist",
                "pengguna",
                "akses.view_pengguna",
                staf=True,
            ),
            Butir(
                "Unit kerja",
                "admin:pegawai_unitorganisasi_changelist",
                "unit",
                "pegawai.view_unitorganisasi",
                staf=True,
            ),
            Butir("Data referensi", "admin:index", "rujukan", staf=True),
            Butir(
                "Jejak audit",
                "admin:akses_jejakaudit_changelist",
                "jam",
                "akses.view_jejakaudit",
                staf=True,
            ),
        ),
    ),
)


def tautan_atau_kosong(nama_url: str) -> str:
    """The address behind a URL name, or nothing while no app provides it."""
    try:
        return reverse(nama_url)
    except NoReverseMatch:
        return ""


def susun(pengguna: Pengguna, alamat: str) -> list[Kelompok]:
    """The menu of ``pengguna`` on the page at ``alamat``; empty groups are left out.

    Costs the two queries of Django's permission cache, and one for all counters together.
    """
    daftar_tampak = [
        (judul, [(butir, tautan) for butir in isi if (tautan := _tautan(butir, pengguna))])
        for judul, isi in MENU
    ]
    jumlah = hitung(pengguna, [butir.nama_url for _, isi in daftar_tampak for butir, _ in isi])
    kini = _kini([tautan for _, isi in daftar_tampak for _, tautan in isi], alamat)
    return [
        Kelompok(
            judul,
            tuple(
                ButirTampil(
                    label=butir.label,
                    tautan=tautan,
                    ikon=butir.ikon,
                    kini=("page" if tautan == alamat else "true") if tautan == kini else "",
                    jumlah=jumlah.get(butir.nama_url, 0),
                    keterangan=butir.keterangan,
                    pintasan=butir.pintasan,
                )
                for butir, tautan in isi
            ),
        )
        for judul, isi in daftar_tampak
        if isi
    ]


def _tautan(butir: Butir, pengguna: Pengguna) -> str:
    if butir.staf and not pengguna.is_staff:
        return ""
    if butir.izin and not pengguna.has_perm(butir.izin):
        return ""
    return tautan_atau_kosong(butir.nama_url)


def _kini(daftar_tautan: list[str], alamat: str) -> str:
    """The entry whose address is the longest beginning of ``alamat``; home only for itself."""
    cocok = [
        tautan
        for tautan in daftar_tautan
        if alamat == tautan or (tautan != "/" and alamat.startswith(tautan))
    ]
    return max(cocok, key=len, default="")


def hitung(pengguna: Pengguna, daftar_nama: Iterable[str]) -> dict[str, int]:
    """How much waits behind each of the URL names; what is not in it is nothing. One query."""
    bagian = [
        baris.order_by().values(butir=Value(nama)).annotate(jumlah=Count("pk", distinct=True))
        for nama in daftar_nama
        if nama in penghitung and (baris := penghitung[nama](pengguna)) is not None
    ]
    if not bagian:
        return {}
    return dict(bagian[0].union(*bagian[1:], all=True).values_list("butir", "jumlah"))
