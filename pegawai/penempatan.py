"""Where a person belongs and where the person works: instansi induk and instansi kerja of SIASN.

Pure reading of SIASN's cells. Which of the two counts the person is a dated rule,
``AturanPencatatan``; ``pegawai.impor.pencatatan`` applies it to a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from akses.models import Instansi
    from pegawai.models import Pegawai

_KODE = re.compile(r"[0-9]{4}")
_DEPAN = (
    r"(pemerintah|pemkab|pemkot|pemprov)?[ .]*(daerah )?((provinsi|prov|kabupaten|kab|kota)[ .]+)?"
)
_KUNCI_SIASN = (
    "INSTANSI INDUK ID",
    "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA",
)


@dataclass(frozen=True)
class Tempat:
    """One side of a row: what the file says, and which of the fifteen that is."""

    kode: str
    nama: str
    instansi: Instansi | None

    @property
    def diberikan(self) -> bool:
        """Whether it says anything: an id of another system without a name does not."""
        return bool(self.nama or _KODE.fullmatch(self.kode))

    @property
    def sebutan(self) -> str:
        if self.instansi is not None:
            return self.instansi.nama_resmi
        return (self.nama or self.kode or "-")[:60]

    def sama(self, lain: Tempat) -> bool:
        if self.instansi or lain.instansi:
            return self.instansi == lain.instansi
        if _KODE.fullmatch(self.kode) and _KODE.fullmatch(lain.kode):
            return self.kode == lain.kode
        return self.nama.casefold() == lain.nama.casefold()


def baca_tempat(kode: str | None, nama: str | None, daftar: Iterable[Instansi]) -> Tempat:
    """The side that a pair of cells means: by SIASN's code, else by the whole name.

    "Kanwil Kementerian Agama Provinsi Kalimantan Tengah" is not the province.
    """
    kode, nama = (kode or "").strip(), " ".join((nama or "").split())
    if _KODE.fullmatch(kode):
        cocok = (satu for satu in daftar if satu.kode_siasn == kode)
    else:
        cocok = (
            satu
            for satu in daftar
            if re.fullmatch(_DEPAN + re.escape(satu.nama), nama, re.IGNORECASE)
        )
    return Tempat(kode, nama, next(cocok, None))


def penempatan(pegawai: Pegawai) -> str:
    """Where a person works or belongs beside the own Instansi, in words; empty when nowhere."""
    sel = [str(pegawai.data_siasn.get(kunci) or "") for kunci in _KUNCI_SIASN]
    induk = baca_tempat(sel[0], sel[1], [pegawai.instansi])
    kerja = baca_tempat(sel[2], sel[3], [pegawai.instansi])
    if not (induk.diberikan and kerja.diberikan) or induk.sama(kerja):
        return ""
    if kerja.instansi is not None:
        return f"Instansi induk: {induk.sebutan}"
    return f"Dipekerjakan di {kerja.sebutan}"
