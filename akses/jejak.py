"""Writing the audit trail."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils import timezone

from akses.models import Instansi, JejakAudit, Pengguna

alamat_permintaan: ContextVar[str | None] = ContextVar("alamat_permintaan", default=None)
"""Address of the request being served; set by the middleware, empty in tasks and commands."""


JEDA_BACA = datetime.timedelta(hours=1)


def catat(
    aksi: str,
    objek: models.Model | type[models.Model] | None = None,
    *,
    oleh: Pengguna | None,
    keterangan: str = "",
    data: dict[str, Any] | None = None,
    instansi: Instansi | None = None,
    daftar_objek: Iterable[int] | None = None,
) -> JejakAudit:
    """Add one row to the trail, in the transaction of the caller.

    ``instansi`` defaults to that of the object, else to that of the actor. ``data`` holds
    ``sebelum`` and ``sesudah`` of a change, or the filter and count of an export;
    ``daftar_objek`` the keys of the rows that left with it.
    """
    satu = objek if isinstance(objek, models.Model) else None
    pemilik = instansi.pk if instansi else getattr(satu, "instansi_id", None)
    return JejakAudit.tanpa_batas.create(
        pengguna=oleh,
        nama_akun=oleh.username if oleh else "",
        peran=", ".join(oleh.daftar_peran())[:200] if oleh else "",
        instansi_id=pemilik or (oleh.instansi_id if oleh else None),
        alamat_ip=alamat_permintaan.get(),
        aksi=aksi,
        objek_jenis=objek._meta.label_lower if objek is not None else "",
        objek_id=str(satu.pk) if satu else "",
        keterangan=keterangan.replace("\0", "")[:300],  # PostgreSQL has no NUL in text
        data=data or {},
        daftar_objek=None if daftar_objek is None else list(daftar_objek),
    )


def catat_baca(objek: models.Model, *, oleh: Pengguna, keterangan: str) -> JejakAudit | None:
    """Add that ``oleh`` looked at one page of a record, once in ``JEDA_BACA``.

    Reloading a page or walking its tabs says nothing new. Two requests at the same moment may
    leave two rows, which is harmless. One query when the row is there.
    """
    sudah = JejakAudit.tanpa_batas.filter(
        objek_jenis=objek._meta.label_lower,
        objek_id=str(objek.pk),
        waktu__gt=timezone.now() - JEDA_BACA,
        aksi=JejakAudit.Aksi.LIHAT,
        pengguna=oleh,
        keterangan=keterangan,
    )
    if sudah.exists():
        return None
    return catat(JejakAudit.Aksi.LIHAT, objek, oleh=oleh, keterangan=keterangan)
