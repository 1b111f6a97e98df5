"""The services of large exports: ask for one, write it, call it off, try again, throw it away.

A worker holds the lock of the row while it writes, so a killed one leaves the row waiting and the
next one begins anew. What the owner may see is asked for again by the worker.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from akses.jejak import catat
from akses.models import JejakAudit, Pemberitahuan, Pengguna
from pegawai import ekspor
from pegawai.kolom import KolomDaftar
from pegawai.models import AturanEkspor, BerkasEkspor, Pegawai
from pegawai.querysets import PegawaiQuerySet

MENUNGGU_TERBANYAK = 3
PERCOBAAN_TERBANYAK = 3
UMUR_KEMAJUAN = 24 * 60 * 60
BERHENTI_GAGAL = (
    "Berkas beberapa kali gagal disiapkan. Persempit saringannya atau kurangi kolomnya, lalu minta "
    "lagi; bila tetap gagal, beri tahu administrator."
)
GAGAL_TAK_TERDUGA = (
    "Berkas tidak dapat disiapkan karena gangguan pada sistem. Coba lagi; bila tetap gagal, beri "
    "tahu administrator."
)
HAK_BERUBAH = (
    "Hak atau lingkup akun Anda berubah sejak berkas ini diminta. Buka daftar pegawai dan minta "
    "lagi berkasnya."
)

Status = BerkasEkspor.Status


class Dihentikan(Exception):
    """The owner has called the work off."""


# --- Asking -----------------------------------------------------------------------------------


@transaction.atomic
def minta(
    *,
    oleh: Pengguna,
    isi: str,
    bentuk: str,
    kueri: str,
    jumlah: int,
    izin: Iterable[str],
    daftar_id: Iterable[int] = (),
) -> tuple[BerkasEkspor, bool]:
    """The file that is asked for, and whether it is new: the same one twice is one.

    Raises ValidationError where too many wait already.
    """
    nomor = sorted(set(daftar_id))
    sidik = hashlib.sha256(repr((isi, bentuk, kueri, nomor)).encode()).hexdigest()
    menunggu = BerkasEkspor.tanpa_batas.menunggu().filter(pemilik=oleh)
    if satu := menunggu.filter(sidik=sidik).first():
        return satu, False
    if menunggu.count() >= MENUNGGU_TERBANYAK:
        raise ValidationError(
            f"Masih ada {MENUNGGU_TERBANYAK} berkas Anda yang sedang disiapkan. Tunggu salah satu "
            "selesai, atau batalkan."
        )
    satu = BerkasEkspor(
        instansi_id=oleh.instansi_id,
        pemilik=oleh,
        lingkup=oleh.lingkup,
        isi=isi,
        bentuk=bentuk,
        kueri=kueri,
        daftar_id=nomor,
        izin=sorted(set(izin)),
        sidik=sidik,
        jumlah=jumlah,
        berkas=f"ekspor/{secrets.token_hex(16)}.{bentuk}",
        kedaluwarsa=_kedaluwarsa(),
    )
    try:
        with transaction.atomic():
            satu.save(force_insert=True)
    except IntegrityError:  # the second press of a double click was a moment faster
        if kembar := menunggu.filter(sidik=sidik).first():
            return kembar, False
        raise ValidationError("Berkas yang sama baru saja selesai. Lihat Unduhan saya.") from None
    _catat(satu, JejakAudit.Aksi.BUAT, "Menyiapkan unduhan", oleh)
    return satu, True


def _kedaluwarsa() -> datetime.datetime:
    hari = AturanEkspor.objects.hari_simpan(timezone.localdate())
    return timezone.now() + datetime.timedelta(days=hari)


def _catat(satu: BerkasEkspor, aksi: str, apa: str, oleh: Pengguna) -> None:
    catat(
        aksi,
        satu,
        oleh=oleh,
        keterangan=f"{apa}: {satu} ({satu.bentuk})",
        data={"saringan": satu.kueri, "dipilih": len(satu.daftar_id), "jumlah": satu.jumlah},
    )


# --- Writing ----------------------------------------------------------------------------------


@transaction.atomic
def mulai(ekspor_id: int) -> None:
    """Count the try, in a transaction of its own: what kills its worker is not tried for ever."""
    satu = _klaim(ekspor_id)
    if satu is None:
        return
    if satu.percobaan >= PERCOBAAN_TERBANYAK:
        _akhiri(satu, Status.GAGAL, BERHENTI_GAGAL)
        return
    BerkasEkspor.tanpa_batas.filter(pk=satu.pk).update(percobaan=F("percobaan") + 1)


def ambil(ekspor_id: int) -> BerkasEkspor | None:
    """The waiting file under its lock, for the transaction of the caller; None: not ours to write.

    Raises ValidationError where its owner may no longer have it.
    """
    satu = _klaim(ekspor_id)
    if satu is None:
        return None
    pemilik = satu.pemilik
    tetap = BerkasEkspor.untuk(pemilik).filter(pk=satu.pk).exists()
    if not (tetap and pemilik.is_active and pemilik.has_perms(satu.izin)):
        raise ValidationError(HAK_BERUBAH)
    return satu


def _klaim(ekspor_id: int) -> BerkasEkspor | None:
    menunggu = BerkasEkspor.tanpa_batas.menunggu()
    return menunggu.select_for_update(skip_locked=True).filter(pk=ekspor_id).first()


def kerjakan(
    satu: BerkasEkspor, daftar: PegawaiQuerySet, kolom: Iterable[KolomDaftar]
) -> BerkasEkspor:
    """Write the file of the persons in ``daftar``. Raises Dihentikan where the owner wants that."""
    if satu.daftar_id:
        daftar = daftar.filter(pk__in=satu.daftar_id)
    satu.termuat = list(daftar.order_by().values_list("pk", flat=True))
    satu.jumlah = len(satu.termuat)
    lapor(satu, 0)
    with ekspor.tulis(
        satu.isi, satu.bentuk, daftar, kolom, oleh=satu.pemilik, lapor=lambda n: lapor(satu, n)
    ) as isi:
        satu.berkas.storage.delete(str(satu.berkas))
        satu.berkas = satu.berkas.storage.save(str(satu.berkas), File(isi))
    lapor(satu, satu.jumlah)
    satu.status, satu.alasan = Status.SELESAI, ""
    satu.selesai, satu.kedaluwarsa = timezone.now(), _kedaluwarsa()
    satu.ukuran = satu.berkas.size
    satu.save()
    Pemberitahuan.tanpa_batas.create(
        pengguna_id=satu.pemilik_id,
        judul=f"Siap diunduh: {satu}",
        tautan=reverse("pegawai:unduhan"),
    )
    return satu


def lapor(satu: BerkasEkspor, baris: int) -> None:
    """Note how far it is. Raises Dihentikan where the owner has called the work off."""
    if cache.get(_kunci_henti(satu.pk)):
        raise Dihentikan
    cache.set(_kunci_kemajuan(satu.pk), [baris, satu.jumlah], timeout=UMUR_KEMAJUAN)


def kemajuan(daftar: Iterable[BerkasEkspor]) -> None:
    """Give each file ``maju``: rows written and rows in all, (0, 0) while it waits its turn."""
    semua = {_kunci_kemajuan(satu.pk): satu for satu in daftar}
    isi: dict[str, Any] = cache.get_many(semua) if semua else {}
    for kunci, satu in semua.items():
        satu.maju = tuple(isi.get(kunci, (0, 0)))


def gagalkan(ekspor_id: int, alasan: str) -> None:
    """Note why the file could not be written; its owner may try again."""
    _tutup(ekspor_id, Status.GAGAL, alasan)


def hentikan(ekspor_id: int) -> None:
    """Note that the worker has stopped as it was asked to."""
    _tutup(ekspor_id, Status.DIBATALKAN)


@transaction.atomic
def _tutup(ekspor_id: int, status: str, alasan: str = "") -> None:
    if satu := _klaim(ekspor_id):
        _akhiri(satu, status, alasan)


def _akhiri(satu: BerkasEkspor, status: str, alasan: str = "") -> None:
    satu.status, satu.alasan = Status(status), alasan[:500]
    satu.save(update_fields=["status", "alasan"])
    satu.berkas.storage.delete(str(satu.berkas))
    cache.delete_many([_kunci_kemajuan(satu.pk), _kunci_henti(satu.pk)])


def _kunci_kemajuan(ekspor_id: int) -> str:
    return f"ekspor:{ekspor_id}"


def _kunci_henti(ekspor_id: int) -> str:
    return f"ekspor:henti:{ekspor_id}"


# --- Afterwards -------------------------------------------------------------------------------


@transaction.atomic
def batalkan(satu: BerkasEkspor) -> bool:
    """Call a waiting file off; False: a worker has it in hand and stops at its next rows.

    Raises ValidationError for one that is finished.
    """
    if dipegang := _klaim(satu.pk):
        _akhiri(dipegang, Status.DIBATALKAN)
        return True
    satu.refresh_from_db(fields=["status"])
    if satu.status != Status.MENUNGGU:
        raise ValidationError("Berkas ini sudah selesai disiapkan atau dibatalkan.")
    cache.set(_kunci_henti(satu.pk), True, timeout=UMUR_KEMAJUAN)
    return False


@transaction.atomic
def ulangi(satu: BerkasEkspor) -> BerkasEkspor:
    """Let a file that failed or was called off wait for a worker once more.

    Raises ValidationError for any other, and where the same file waits already.
    """
    boleh = {Status.GAGAL, Status.DIBATALKAN}
    terkunci = BerkasEkspor.tanpa_batas.select_for_update().get(pk=satu.pk)
    if terkunci.status not in boleh:
        raise ValidationError("Berkas ini sedang disiapkan atau sudah siap diunduh.")
    terkunci.status, terkunci.alasan, terkunci.percobaan = Status.MENUNGGU, "", 0
    terkunci.diminta, terkunci.kedaluwarsa = timezone.now(), _kedaluwarsa()
    try:
        with transaction.atomic():
            terkunci.save()
    except IntegrityError:
        raise ValidationError("Berkas yang sama sedang disiapkan.") from None
    cache.delete(_kunci_henti(satu.pk))
    return terkunci


def catat_unduh(satu: BerkasEkspor, *, oleh: Pengguna) -> None:
    """The trail of a download: as any export, of persons."""
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=oleh,
        keterangan=str(satu),
        data={"saringan": satu.kueri, "jumlah": satu.jumlah, "berkas": satu.pk},
        daftar_objek=satu.termuat,
    )


@transaction.atomic
def hapus(satu: BerkasEkspor, *, oleh: Pengguna) -> None:
    """Throw a file away before its time. Raises ValidationError while it is being written."""
    terkunci = BerkasEkspor.tanpa_batas.select_for_update(skip_locked=True)
    dipegang = terkunci.exclude(status=Status.MENUNGGU).filter(pk=satu.pk).first()
    if dipegang is None:
        raise ValidationError("Berkas ini sedang disiapkan. Batalkan dahulu.")
    _catat(dipegang, JejakAudit.Aksi.HAPUS, "Menghapus unduhan", oleh)
    _buang(dipegang)


def hapus_kedaluwarsa(saat: datetime.datetime) -> int:
    """Delete the files whose time is over, with their rows; how many."""
    jumlah = 0
    with transaction.atomic():
        lewat = BerkasEkspor.tanpa_batas.filter(kedaluwarsa__lte=saat)
        for satu in lewat.select_for_update(skip_locked=True):
            _buang(satu)
            jumlah += 1
    return jumlah


def _buang(satu: BerkasEkspor) -> None:
    gudang, nama = satu.berkas.storage, str(satu.berkas)
    satu.delete()
    transaction.on_commit(lambda: gudang.delete(nama))
