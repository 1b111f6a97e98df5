"""Reading the queue of proposals: what waits for whom, and what one of them would change."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from akses.models import JejakAudit, Pengguna
from pegawai.models import UsulanPerubahan
from pegawai.sasaran import DAFTAR_SASARAN, KOLOM_RAHASIA, Sasaran
from pegawai.usulan import (
    IZIN_PUTUS,
    IZIN_USUL,
    IZIN_VERIFIKASI,
    beda_sejak_usul,
    halangan,
    verifikator_lain,
)

TENGGAT_HARI_KERJA = 3
Aksi = UsulanPerubahan.Aksi


def antrean(pengguna: Pengguna) -> Any:
    """Proposals that wait, oldest first, as far as ``pengguna`` has to do with them.

    A maker without the right to decide sees the own ones. ``ada_lain`` says of each whether
    another verifikator could decide it.
    """
    daftar = UsulanPerubahan.untuk(pengguna).menunggu()
    if pengguna.has_perm(IZIN_USUL) and not pengguna.has_perm(IZIN_PUTUS):
        daftar = daftar.filter(pengusul=pengguna)
    lain = verifikator_lain(OuterRef("instansi"), OuterRef("pengusul"), OuterRef("pegawai"))
    return daftar.annotate(ada_lain=Exists(lain)).select_related("pegawai__unit", "pengusul")


def dapat_diputus(pengguna: Pengguna) -> Any:
    """The part of the queue that ``pengguna`` may decide: ``halangan`` as a query."""
    if not pengguna.has_perm(IZIN_PUTUS):
        return UsulanPerubahan.untuk(pengguna).none()
    daftar = antrean(pengguna).exclude(pengusul=pengguna).exclude(pegawai__akun=pengguna)
    return daftar if pengguna.has_perm(IZIN_VERIFIKASI) else daftar.filter(ada_lain=False)


def menunggu(pengguna: Pengguna) -> QuerySet | None:
    """Proposals that wait for this account; for the menu."""
    return dapat_diputus(pengguna) if pengguna.has_perm(IZIN_PUTUS) else None


def dikembalikan(pengguna: Pengguna) -> QuerySet:
    """Own proposals that came back; for the menu."""
    kembali = UsulanPerubahan.Status.DIKEMBALIKAN
    return UsulanPerubahan.untuk(pengguna).filter(pengusul=pengguna, status=kembali)


def batas_lama(kini: datetime.datetime | None = None) -> datetime.datetime:
    """Proposals from before this moment wait longer than three working days."""
    hari = timezone.localtime(kini)
    tersisa = TENGGAT_HARI_KERJA
    while tersisa:
        hari -= datetime.timedelta(days=1)
        tersisa -= hari.weekday() < 5
    return hari


@dataclass(frozen=True)
class BarisBeda:
    """One field side by side, in words."""

    label: str
    lama: str
    baru: str
    berubah: bool
    konflik: bool = False


@dataclass(frozen=True)
class Isi:
    """What a proposal would do, as the page shows it."""

    judul: str
    daftar_beda: list[BarisBeda]
    jumlah_berubah: int
    jumlah_tetap: int
    konflik: bool
    hilang: bool


def objek_usulan(usulan: UsulanPerubahan, pengguna: Pengguna) -> Any:
    """The row of the record as it stands now; None for a new one or one that is gone."""
    apa = DAFTAR_SASARAN[usulan.sasaran]
    if usulan.objek_id is None:
        return None
    return apa.model.untuk(pengguna).filter(pk=usulan.objek_id).first()


def susun_isi(usulan: UsulanPerubahan, pengguna: Pengguna, *, semua: bool = False) -> Isi:
    """Before and after of each field; with ``semua`` the unchanged ones too.

    Waiting proposals are held against the record of now. Fields with a higher bar are masked.
    """
    apa = DAFTAR_SASARAN[usulan.sasaran]
    terbuka = usulan.status in UsulanPerubahan.TERBUKA
    objek = objek_usulan(usulan, pengguna) if terbuka or semua else None
    hilang = terbuka and usulan.aksi != Aksi.TAMBAH and objek is None
    konflik = beda_sejak_usul(usulan, objek) if terbuka and objek is not None else []
    daftar = [_baris(apa, usulan, nama, objek, nama in konflik, pengguna) for nama in usulan.kolom]
    tetap = [nama for nama in apa.kolom if nama not in usulan.kolom]
    if semua and objek is not None:
        kini = apa.nilai(objek, tetap)
        for nama in tetap:
            teks = _samarkan(nama, apa.teks(nama, kini[nama]), pengguna)
            daftar.append(BarisBeda(apa.label(nama), teks, teks, berubah=False))
    return Isi(
        judul(usulan),
        daftar,
        jumlah_berubah=len(usulan.kolom),
        jumlah_tetap=len(tetap) if usulan.aksi == Aksi.UBAH else 0,
        konflik=bool(konflik),
        hilang=hilang,
    )


def _baris(
    apa: Sasaran, usulan: UsulanPerubahan, nama: str, objek: Any, konflik: bool, pengguna: Pengguna
) -> BarisBeda:
    lama = usulan.sebelum.get(nama)
    if konflik:
        lama = apa.nilai(objek, [nama])[nama]
    return BarisBeda(
        apa.label(nama),
        _samarkan(nama, apa.teks(nama, lama), pengguna),
        _samarkan(nama, apa.teks(nama, usulan.sesudah.get(nama)), pengguna),
        berubah=True,
        konflik=konflik,
    )


def _samarkan(nama: str, teks: str, pengguna: Pengguna) -> str:
    izin = KOLOM_RAHASIA.get(nama)
    return teks if not teks or izin is None or pengguna.has_perm(izin) else "••••"


def judul(usulan: UsulanPerubahan) -> str:
    """ "Ubah golongan, TMT golongan" or "Tambah riwayat jabatan"."""
    apa = DAFTAR_SASARAN[usulan.sasaran]
    if usulan.sasaran != UsulanPerubahan.Sasaran.PEGAWAI:
        return f"{usulan.get_aksi_display()} {apa.nama[:1].lower()}{apa.nama[1:]}"
    nama = [apa.label(satu) for satu in usulan.kolom]
    lebih = f", dan {len(nama) - 2} lagi" if len(nama) > 2 else ""
    return f"{', '.join(nama[:2])}{lebih}"


def halangan_di_antrean(usulan: Any, pengguna: Pengguna) -> str:
    """``halangan`` of a row of ``antrean``, without a query."""
    return halangan(usulan, pengguna, ada_lain=usulan.ada_lain)


@dataclass(frozen=True)
class Langkah:
    """One step on the way of a proposal; the newest first."""

    teks: str
    waktu: datetime.datetime | None
    catatan: str = ""


def langkah(usulan: UsulanPerubahan, pengguna: Pengguna) -> list[Langkah]:
    """What happened to a proposal so far, from the trail. One query."""
    jejak = JejakAudit.untuk(pengguna).filter(
        objek_jenis=UsulanPerubahan._meta.label_lower,
        objek_id=str(usulan.pk),
        aksi__in=[JejakAudit.Aksi.PUTUSKAN, JejakAudit.Aksi.UBAH],
    )
    daftar = [
        Langkah(
            f"{satu.keterangan.partition(':')[0]} oleh {satu.nama_akun}",
            satu.waktu,
            str(satu.data.get("catatan", "")),
        )
        for satu in jejak.order_by("-pk")
        if "sebelum" not in satu.data
    ]
    if usulan.status == UsulanPerubahan.Status.DIAJUKAN:
        daftar.insert(0, Langkah("Menunggu keputusan", None))
    awal = next((s.waktu for s in reversed(daftar) if s.waktu), usulan.waktu_usul)
    daftar.append(Langkah(f"Diusulkan {usulan.pengusul.nama}", min(awal, usulan.waktu_usul)))
    return daftar
