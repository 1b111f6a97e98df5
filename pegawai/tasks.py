"""Background work of imports and exports. Each task is safe to run twice and to die half-way."""

from __future__ import annotations

import datetime
import logging

from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.http import QueryDict
from django.utils import timezone

from akses.models import Instansi, Pengguna
from pegawai import impor, kualitas, periksa_unit, perubahan_unit, unduhan
from pegawai.daftar import tersaring
from pegawai.forms_daftar import SaringForm
from pegawai.models import BerkasEkspor, BerkasImpor

catatan = logging.getLogger(__name__)
HENTI = datetime.timedelta(minutes=10)
"""A file that waits longer than this was lost with its worker or its message."""


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def periksa_berkas(berkas_id: int) -> None:
    """Check one uploaded file. The row lock is the claim, so a crash undoes it."""
    try:
        with transaction.atomic():
            berkas = _klaim(berkas_id, BerkasImpor.Status.DIUNGGAH)
            if berkas is not None:
                impor.periksa(berkas)
    except OperationalError:
        raise
    except Exception as salah:
        catatan.exception("Impor %s tidak dapat diperiksa", berkas_id)
        impor.tolak_berkas(berkas_id, impor.kalimat(salah), getattr(salah, "susunan", None))


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def terapkan_berkas(berkas_id: int, pengguna_id: int) -> None:
    """Apply one checked file in the name of the person who approved it."""
    try:
        with transaction.atomic():
            menunggu = (BerkasImpor.Status.DISETUJUI, BerkasImpor.Status.DIPERIKSA)
            berkas = _klaim(berkas_id, *menunggu)
            if berkas is not None:
                impor.terapkan(berkas, oleh=Pengguna.objects.get(pk=pengguna_id))
    except OperationalError:
        raise
    except Exception as salah:
        catatan.exception("Impor %s tidak dapat diterapkan", berkas_id)
        impor.kembalikan_ke_pratinjau(berkas_id, impor.kalimat(salah))


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def buat_unduhan(ekspor_id: int) -> None:
    """Write one export for its owner, with the rights that the owner has now."""
    try:
        unduhan.mulai(ekspor_id)
        with transaction.atomic():
            satu = unduhan.ambil(ekspor_id)
            if satu is not None:
                form = SaringForm(QueryDict(satu.kueri), pengguna=satu.pemilik)
                unduhan.kerjakan(satu, tersaring(satu.pemilik, form), form.daftar_kolom)
    except OperationalError:
        raise
    except unduhan.Dihentikan:
        unduhan.hentikan(ekspor_id)
    except ValidationError as salah:
        unduhan.gagalkan(ekspor_id, " ".join(salah.messages))
    except Exception:
        catatan.exception("Unduhan %s tidak dapat disiapkan", ekspor_id)
        unduhan.gagalkan(ekspor_id, unduhan.GAGAL_TAK_TERDUGA)


@shared_task
def hapus_unduhan() -> None:
    """Delete the exports whose time is over."""
    unduhan.hapus_kedaluwarsa(timezone.now())


@shared_task
def sapu_pekerjaan() -> None:
    """Take up what hangs: files that nobody works on although they have waited for long."""
    batas = timezone.now() - HENTI
    for berkas_id in _tertinggal(BerkasImpor.Status.DIUNGGAH, waktu_unggah__lt=batas):
        periksa_berkas.delay(berkas_id)
    disetujui = _tertinggal(BerkasImpor.Status.DISETUJUI, waktu_setuju__lt=batas)
    penerap = BerkasImpor.tanpa_batas.in_bulk(disetujui)
    for berkas_id in disetujui:
        terapkan_berkas.delay(berkas_id, penerap[berkas_id].penerap_id)
    diminta = BerkasEkspor.tanpa_batas.menunggu().filter(diminta__lt=batas).order_by("pk")
    with transaction.atomic():
        bebas = list(diminta.select_for_update(skip_locked=True).values_list("pk", flat=True))
    for ekspor_id in bebas:
        buat_unduhan.delay(ekspor_id)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def catat_kualitas() -> None:
    """Keep this month's data-quality index of every Instansi. Safe to run twice."""
    kualitas.catat_bulan(timezone.localdate())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def berlakukan_perubahan_unit() -> None:
    """Put the changes of units into effect whose day has come, missed days included."""
    for nomor in perubahan_unit.jatuh_tempo(timezone.localdate()):
        try:
            perubahan_unit.berlakukan(nomor)
        except OperationalError:
            raise
        except Exception:  # one that cannot be must not hold up the others
            catatan.exception("Perubahan unit %s tidak dapat diberlakukan", nomor)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def periksa_pohon() -> None:
    """Note what is wrong with the tree of each Instansi. Safe to run twice."""
    for instansi in Instansi.objects.all():
        periksa_unit.catat_temuan(instansi, timezone.localdate())


def _klaim(berkas_id: int, *status: str) -> BerkasImpor | None:
    menunggu = BerkasImpor.tanpa_batas.filter(status__in=status)
    return menunggu.select_for_update(skip_locked=True).filter(pk=berkas_id).first()


def _tertinggal(status: str, **syarat: object) -> list[int]:
    """Ids that wait and are not locked by a worker."""
    with transaction.atomic():
        menunggu = BerkasImpor.tanpa_batas.filter(status=status, **syarat)
        kunci = menunggu.select_for_update(skip_locked=True).order_by("pk")
        return list(kunci.values_list("pk", flat=True))
