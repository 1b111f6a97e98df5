"""Who has read the data of one person: the pages, documents and exports of the trail."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from akses.models import JejakAudit
from pegawai.models import Dokumen, Pegawai

PER_HALAMAN = 50
_PEGAWAI, _DOKUMEN = Pegawai._meta.label_lower, Dokumen._meta.label_lower


@dataclass(frozen=True)
class Potongan:
    """One page of the trail, the latest first. Nothing is counted: a trail only grows."""

    daftar: list[JejakAudit]
    nomor: int
    ada_lagi: bool

    @property
    def sebelumnya(self) -> int:
        return self.nomor - 1

    @property
    def berikutnya(self) -> int:
        return self.nomor + 1


def daftar_pembaca(pegawai: Pegawai, nomor: int = 1) -> Potongan:
    """Who read ``pegawai``, whom the caller fetched within the scope. Two queries.

    Readers of other Instansi and of the province are told, too: who has seen a person is the
    affair of that person, and of the office that keeps the record.
    """
    dokumen = Dokumen.tanpa_batas.filter(pegawai=pegawai).values_list("pk", flat=True)
    jejak = (
        JejakAudit.tanpa_batas.filter(aksi__in=[JejakAudit.Aksi.LIHAT, JejakAudit.Aksi.UNDUH])
        .filter(
            Q(objek_jenis=_PEGAWAI, objek_id=str(pegawai.pk))
            | Q(objek_jenis=_PEGAWAI, daftar_objek__contains=[pegawai.pk])
            | Q(objek_jenis=_DOKUMEN, objek_id__in=[str(pk) for pk in dokumen])
        )
        .defer("daftar_objek", "data")
        .select_related("pengguna__instansi")
        .order_by("-waktu", "-pk")
    )
    awal = (nomor - 1) * PER_HALAMAN
    baris = list(jejak[awal : awal + PER_HALAMAN + 1])
    return Potongan(baris[:PER_HALAMAN], nomor, len(baris) > PER_HALAMAN)
