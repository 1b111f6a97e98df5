"""Keeping the projection that the lists show and filter in step with the record."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import DecimalField, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from pegawai.kelengkapan import SKP
from pegawai.models import RingkasanPegawai, RiwayatPelatihan
from pegawai.querysets import PegawaiQuerySet

_JP = DecimalField(max_digits=7, decimal_places=2)


@transaction.atomic
def perbarui_ringkasan(daftar: PegawaiQuerySet, *, pada: datetime.date | None = None) -> int:
    """Write JP of the year, last predikat and completeness of ``daftar``; return how many changed.

    One statement whatever the number of persons; running it again changes nothing. Box and JPM
    belong to the upper apps and are left as they are.
    """
    hari = pada or timezone.localdate()
    jp = (
        RiwayatPelatihan.tanpa_batas.filter(pegawai=OuterRef("pk"), tahun=hari.year)
        .order_by()
        .values("pegawai")
        .annotate(jumlah=Sum("jp"))
        .values("jumlah")
    )
    sumber = (
        daftar.order_by()
        .dengan_kelengkapan(hari)
        .annotate(
            jp_setahun=Coalesce(Subquery(jp), Value(Decimal(0)), output_field=_JP),
            predikat_lalu=Coalesce(F(f"{SKP}__predikat"), Value("")),
        )
        .values_list("pk", "instansi_id", "jp_setahun", "predikat_lalu", "persen_lengkap")
    )
    pilih, isian = sumber.query.sql_with_params()
    tabel = RingkasanPegawai._meta.db_table
    # The statement is made of our own names; values travel as parameters.
    perintah = f"""
        INSERT INTO {tabel} AS r (pegawai_id, instansi_id, jp, predikat, kelengkapan) {pilih}
        ON CONFLICT (pegawai_id) DO UPDATE SET instansi_id = excluded.instansi_id,
            jp = excluded.jp, predikat = excluded.predikat, kelengkapan = excluded.kelengkapan
        WHERE (r.instansi_id, r.jp, r.predikat, r.kelengkapan) IS DISTINCT FROM
            (excluded.instansi_id, excluded.jp, excluded.predikat, excluded.kelengkapan)
    """
    with connection.cursor() as kursor:
        kursor.execute(perintah, isian)
        return kursor.rowcount
