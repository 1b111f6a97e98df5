"""Writing the audit trail."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.db import models

from akses.models import Instansi, JejakAudit, Pengguna

alamat_permintaan: ContextVar[str | None] = ContextVar("alamat_permintaan", default=None)
"""Address of the request being served; set by the middleware, empty in tasks and commands."""


def catat(
    aksi: str,
    objek: models.Model | type[models.Model] | None = None,
    *,
    oleh: Pengguna | None,
    keterangan: str = "",
    data: dict[str, Any] | None = None,
    instansi: Instansi | None = None,
) -> JejakAudit:
    """Add one row to the trail, in the transaction of the caller.

    ``instansi`` defaults to that of the object, else to that of the actor. ``data`` holds
    ``sebelum`` and ``sesudah`` of a change, or the filter and count of an export.
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
    )
