"""All histories of a person as one timeline, newest first: one query per kind of history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pegawai.beda_riwayat import BedaRiwayat, beda_golongan, beda_jabatan, tandai_usulan
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
)
from pegawai.models.riwayat import IZIN_HUKUMAN

if TYPE_CHECKING:
    from akses.models import Pengguna

JENIS = {
    "jabatan": "Jabatan",
    "golongan": "Golongan",
    "pengangkatan": "Pengangkatan",
    "pendidikan": "Pendidikan",
    "pelatihan": "Pelatihan",
    "kinerja": "Kinerja",
    "angka_kredit": "Angka kredit",
    "penghargaan": "Penghargaan",
    "hukuman": "Hukuman disiplin",
}
"""In this order events of the same day stand."""
_URUTAN = {jenis: nomor for nomor, jenis in enumerate(JENIS)}
_AKHIR_PERIODE = {"TW1": (3, 31), "TW2": (6, 30), "TW3": (9, 30)}


@dataclass(frozen=True)
class Peristiwa:
    """One event. ``urut`` sorts it: a year without a date stands at the end of that year."""

    jenis: str
    urut: datetime.date
    judul: str
    mulai: datetime.date | None = None
    sampai: datetime.date | None = None
    tahun: int | None = None
    rincian: tuple[str, ...] = ()
    kini: bool = False
    """Holds today: the job and the golongan of someone in service."""

    @property
    def label(self) -> str:
        return JENIS[self.jenis]


def susun(
    pengguna: Pengguna, pegawai: Pegawai, hari: datetime.date
) -> tuple[list[Peristiwa], list[BedaRiwayat]]:
    """What ``pengguna`` may know of the histories, and where they and the record disagree."""
    aktif = bool(pegawai.kedudukan_hukum and pegawai.kedudukan_hukum.dihitung_aktif)
    jabatan = list(RiwayatJabatan.untuk(pengguna).filter(pegawai=pegawai))
    golongan = list(RiwayatGolongan.untuk(pengguna).filter(pegawai=pegawai))
    pelatihan = RiwayatPelatihan.untuk(pengguna).filter(pegawai=pegawai).select_related("jenis")
    daftar = [
        *_jabatan(jabatan, hari, aktif=aktif),
        *_golongan(golongan, hari, aktif=aktif),
        *_pengangkatan(pegawai),
        *_pendidikan(RiwayatPendidikan.untuk(pengguna).filter(pegawai=pegawai)),
        *_pelatihan(pelatihan),
        *_kinerja(PenilaianKinerja.untuk(pengguna).filter(pegawai=pegawai)),
        *_angka_kredit(AngkaKredit.untuk(pengguna).filter(pegawai=pegawai)),
        *_penghargaan(Penghargaan.untuk(pengguna).filter(pegawai=pegawai)),
    ]
    if pengguna.has_perm(IZIN_HUKUMAN):
        daftar += _hukuman(HukumanDisiplin.untuk(pengguna).filter(pegawai=pegawai))
    daftar.sort(key=lambda satu: (-satu.urut.toordinal(), _URUTAN[satu.jenis]))
    beda = [*beda_golongan(pegawai, golongan, hari), *beda_jabatan(pegawai, jabatan, hari)]
    return daftar, tandai_usulan(pengguna, pegawai, beda)


def _definitif(satu: RiwayatJabatan) -> bool:
    return satu.penugasan == RiwayatJabatan.Penugasan.DEFINITIF


def _jabatan(
    daftar: list[RiwayatJabatan], hari: datetime.date, *, aktif: bool
) -> Iterator[Peristiwa]:
    """A definitive job lasts until the day before the next one; an acting one as its SK says."""
    berikut: datetime.date | None = None
    for satu in daftar:
        sampai = satu.sampai
        if _definitif(satu):
            if sampai is None and berikut and berikut > satu.tmt:
                sampai = berikut - datetime.timedelta(days=1)
            terbuka = berikut is None or berikut > hari
            berikut = satu.tmt
        else:
            terbuka = satu.sampai is not None
        unit = f", {satu.nama_unit}" if satu.nama_unit else ""
        yield Peristiwa(
            "jabatan",
            satu.tmt,
            satu.nama_jabatan + unit,
            mulai=satu.tmt,
            sampai=sampai,
            rincian=_isi(
                satu.get_penugasan_display() if not _definitif(satu) else "",
                satu.get_jenjang_display(),
                f"eselon {satu.eselon}" if satu.eselon else "",
                _sk(satu.nomor_sk),
            ),
            kini=aktif and terbuka and satu.tmt <= hari and (sampai is None or sampai >= hari),
        )


def _golongan(
    daftar: list[RiwayatGolongan], hari: datetime.date, *, aktif: bool
) -> Iterator[Peristiwa]:
    terakhir = next((satu.pk for satu in daftar if satu.tmt <= hari), None)
    for satu in daftar:
        masa = ""
        if satu.masa_kerja_tahun is not None:
            masa = f"masa kerja {satu.masa_kerja_tahun} tahun {satu.masa_kerja_bulan or 0} bulan"
        yield Peristiwa(
            "golongan",
            satu.tmt,
            f"{satu.pangkat}, {satu.golongan}" if satu.pangkat else f"Golongan {satu.golongan}",
            mulai=satu.tmt,
            rincian=_isi(satu.jenis_kenaikan, masa, _sk(satu.nomor_sk)),
            kini=aktif and satu.pk == terakhir,
        )


def _pengangkatan(pegawai: Pegawai) -> Iterator[Peristiwa]:
    for judul, tanggal in (
        ("Pengangkatan CPNS", pegawai.tmt_cpns),
        ("Pengangkatan PNS", pegawai.tmt_pns),
    ):
        if tanggal:
            yield Peristiwa("pengangkatan", tanggal, judul, mulai=tanggal)
    if pegawai.awal_kontrak:
        yield Peristiwa(
            "pengangkatan",
            pegawai.awal_kontrak,
            "Perjanjian kerja PPPK",
            mulai=pegawai.awal_kontrak,
            sampai=pegawai.akhir_kontrak,
        )


def _pendidikan(daftar: Iterable[RiwayatPendidikan]) -> Iterator[Peristiwa]:
    for satu in daftar:
        tingkat = satu.get_tingkat_display()
        sudah = satu.pendidikan.casefold().startswith(tingkat.casefold())
        yield Peristiwa(
            "pendidikan",
            satu.tanggal_lulus or _akhir_tahun(satu.tahun_lulus),
            satu.pendidikan if sudah else f"{tingkat} {satu.pendidikan}",
            mulai=satu.tanggal_lulus,
            tahun=satu.tahun_lulus,
            rincian=_isi(
                satu.nama_sekolah,
                "pendidikan saat diangkat" if satu.pertama else "",
                f"ijazah {satu.nomor_ijazah}" if satu.nomor_ijazah else "",
            ),
        )


def _pelatihan(daftar: Iterable[RiwayatPelatihan]) -> Iterator[Peristiwa]:
    for satu in daftar:
        selesai = satu.tanggal_selesai
        mulai = satu.tanggal_mulai or selesai
        yield Peristiwa(
            "pelatihan",
            selesai or _akhir_tahun(satu.tahun),
            satu.nama,
            mulai=mulai,
            sampai=selesai if selesai != mulai else None,
            tahun=satu.tahun,
            rincian=_isi(
                satu.jenis.nama if satu.jenis else "",
                satu.penyelenggara,
                f"{satu.jp.normalize():f} JP".replace(".", ","),
            ),
        )


def _kinerja(daftar: Iterable[PenilaianKinerja]) -> Iterator[Peristiwa]:
    for satu in daftar:
        bulan, hari = _AKHIR_PERIODE.get(satu.periode, (12, 31))
        tahunan = satu.periode == PenilaianKinerja.Periode.TAHUNAN
        yield Peristiwa(
            "kinerja",
            datetime.date(satu.tahun, bulan, hari),
            f"Predikat {satu.get_predikat_display()}",
            tahun=satu.tahun,
            rincian=_isi(
                "SKP tahunan" if tahunan else satu.get_periode_display(),
                f"hasil kerja {satu.get_hasil_display().lower()}" if satu.hasil else "",
                f"perilaku {satu.get_perilaku_display().lower()}" if satu.perilaku else "",
            ),
        )


def _angka_kredit(daftar: Iterable[AngkaKredit]) -> Iterator[Peristiwa]:
    for satu in daftar:
        yield Peristiwa(
            "angka_kredit",
            satu.selesai,
            f"{satu.kredit.normalize():f} angka kredit".replace(".", ","),
            mulai=satu.mulai,
            sampai=satu.selesai,
            rincian=_isi(
                satu.get_jenis_display(),
                satu.nama_jabatan,
                f"PAK {satu.nomor_sk}" if satu.nomor_sk else "",
            ),
        )


def _penghargaan(daftar: Iterable[Penghargaan]) -> Iterator[Peristiwa]:
    for satu in daftar:
        yield Peristiwa(
            "penghargaan",
            satu.tanggal_sk or _akhir_tahun(satu.tahun),
            satu.penghargaan,
            tahun=satu.tahun,
            rincian=_isi(_sk(satu.nomor_sk)),
        )


def _hukuman(daftar: Iterable[HukumanDisiplin]) -> Iterator[Peristiwa]:
    for satu in daftar:
        mulai, atas = satu.masa.lower, satu.masa.upper
        yield Peristiwa(
            "hukuman",
            mulai or satu.tanggal_sk or datetime.date.min,
            satu.jenis,
            mulai=mulai,
            sampai=atas - datetime.timedelta(days=1) if atas else None,
            rincian=_isi(
                f"tingkat {satu.get_tingkat_display().lower()}",
                _sk(satu.nomor_sk),
                f"dibatalkan dengan SK {satu.nomor_pembatalan}" if satu.nomor_pembatalan else "",
            ),
        )


def _isi(*bagian: str) -> tuple[str, ...]:
    return tuple(satu for satu in bagian if satu)


def _sk(nomor: str) -> str:
    return f"SK {nomor}" if nomor else ""


def _akhir_tahun(tahun: int | None) -> datetime.date:
    return datetime.date(tahun, 12, 31) if tahun else datetime.date.min
