"""What the pages of lists share: the part of the scope they show, their rows, their workbook."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, QueryDict
from django.utils import timezone

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest
from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Pengguna
from akses.templatetags.tampilan import tanggal
from pegawai import buku_kerja, daftar_kerja
from pegawai.buku_kerja import Kolom
from pegawai.models import Pegawai, UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet

PER_HALAMAN = 50


@dataclass(frozen=True)
class Saringan:
    """What part of the scope a page shows: an Instansi and a perangkat daerah, or all of it."""

    pengguna: Pengguna
    instansi: Instansi | None
    opd: UnitOrganisasi | None
    tanpa_unit: bool
    daftar_instansi: list[Instansi]

    @classmethod
    def dari(cls, pengguna: Pengguna, kueri: QueryDict) -> Saringan:
        """Read ``?instansi=62.01&opd=12`` (``opd=0``: no unit). 404 for what is out of scope."""
        daftar, instansi, opd = [], pengguna.instansi, None
        if pengguna.lingkup == pengguna.Lingkup.SEMUA:
            daftar = list(Instansi.objects.all())
            instansi = None
            if kode := kueri.get("instansi"):
                instansi = next((i for i in daftar if i.kode_kemendagri == kode), None)
                if instansi is None:
                    raise Http404
        nomor = kueri.get("opd", "")
        if nomor and nomor != "0":
            semua = UnitOrganisasi.untuk(pengguna)
            opd = semua.filter(pk=baca_nomor(nomor)).first()
            if opd is None:
                raise Http404
        return cls(pengguna, instansi, opd, nomor == "0", daftar)

    @property
    def daftar_pegawai(self) -> PegawaiQuerySet:
        daftar = Pegawai.untuk(self.pengguna)
        if self.instansi:
            daftar = daftar.filter(instansi=self.instansi)
        if self.tanpa_unit:
            return daftar.filter(unit__perangkat_daerah=None)
        return daftar.filter(unit__perangkat_daerah=self.opd) if self.opd else daftar

    @property
    def daftar_unit(self) -> QuerySet:
        daftar = UnitOrganisasi.untuk(self.pengguna)
        if self.instansi:
            daftar = daftar.filter(instansi=self.instansi)
        return daftar.filter(perangkat_daerah=self.opd) if self.opd else daftar

    @property
    def label(self) -> str:
        """What the rows belong to, in words."""
        if self.opd:
            return self.opd.nama
        if self.tanpa_unit:
            return daftar_kerja.TANPA_UNIT
        return self.instansi.nama_pemerintah if self.instansi else "Semua instansi"

    @property
    def pilihan_instansi(self) -> list[tuple[str, str]]:
        """For the switch of the top bar; empty when there is nothing to choose."""
        if not self.daftar_instansi:
            return []
        return [
            ("", "Semua instansi"),
            *((i.kode_kemendagri, i.nama) for i in self.daftar_instansi),
        ]

    @property
    def semua_instansi(self) -> bool:
        return bool(self.daftar_instansi) and self.instansi is None

    @property
    def kode_instansi(self) -> str:
        return self.instansi.kode_kemendagri if self.instansi else ""


def potong_halaman(request: PenggunaRequest, daftar: QuerySet) -> Page:
    return Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))


def susun_sel(kolom: Sequence[Kolom], objek: Any) -> list[tuple[Kolom, Any]]:
    """The cells of a row as the page shows them: dates in words, nothing as a dash."""
    isi = ((satu, satu.isi(objek)) for satu in kolom)
    return [(k, tanggal(v) if isinstance(v, datetime.date) else v) for k, v in isi]


def orang_termuat(daftar: QuerySet) -> set[int] | None:
    """The persons that the rows are about, for the trail; None for rows about none."""
    if daftar.model is Pegawai:
        kunci = "pk"
    elif any(kolom.name == "pegawai" for kolom in daftar.model._meta.concrete_fields):
        kunci = "pegawai_id"
    else:
        return None
    return set(daftar.order_by().values_list(kunci, flat=True))


def jawab_buku(
    saringan: Saringan, judul: str, kolom: Sequence[Kolom], daftar: QuerySet, nama: str
) -> FileResponse:
    """The rows as a workbook, with a row in the trail."""
    hari = timezone.localdate()
    jumlah = daftar.count()
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=saringan.pengguna,
        keterangan=f"{judul}, {saringan.label}: {jumlah} baris",
        data={"daftar": nama, "jumlah": jumlah, "lingkup": saringan.label},
        instansi=saringan.instansi,
        daftar_objek=orang_termuat(daftar),
    )
    keterangan = f"{saringan.label}. Keadaan {tanggal(hari)}."
    baris = daftar.iterator(chunk_size=2_000)
    berkas = buku_kerja.tulis(judul, keterangan, kolom, baris, oleh=saringan.pengguna)
    return buku_kerja.jawab(berkas, f"{nama}-{hari:%Y%m%d}")
