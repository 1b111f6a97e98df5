"""What is wrong with the tree of units, noted nightly; and the repair of what has one answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import Instansi, JejakAudit
from pegawai import pohon
from pegawai.models import Pegawai, TemuanUnit, UnitOrganisasi

Jenis = TemuanUnit.Jenis


@dataclass(frozen=True)
class Temuan:
    unit_id: int
    jenis: str
    keterangan: str


def cari(instansi: Instansi) -> list[Temuan]:
    """All that is wrong with the tree of an Instansi today. One statement."""
    with connection.cursor() as kursor:
        kursor.execute(pohon.TEMUAN, {"instansi": instansi.pk, "hari": timezone.localdate()})
        return [Temuan(*baris) for baris in kursor.fetchall()]


@transaction.atomic
def catat_temuan(instansi: Instansi, hari: datetime.date) -> int:
    """Keep the findings of today with the day on which each was seen first; their number."""
    daftar = cari(instansi)
    ada = {(satu.unit_id, satu.jenis) for satu in daftar}
    lama = TemuanUnit.tanpa_batas.select_for_update().filter(instansi=instansi)
    hilang = [satu.pk for satu in lama if (satu.unit_id, satu.jenis) not in ada]
    TemuanUnit.tanpa_batas.filter(pk__in=hilang).delete()
    TemuanUnit.tanpa_batas.bulk_create(
        [
            TemuanUnit(
                instansi=instansi,
                unit_id=satu.unit_id,
                jenis=satu.jenis,
                keterangan=satu.keterangan,
                sejak=hari,
            )
            for satu in daftar
        ],
        update_conflicts=True,
        unique_fields=["unit", "jenis"],
        update_fields=["keterangan"],
    )
    return len(daftar)


@transaction.atomic
def perbaiki(instansi: Instansi) -> list[str]:
    """Repair what has one answer only, and say what was done, one sentence each.

    A ring is cut at the unit that stood highest; what hangs on a merged unit follows the merger;
    the derived columns are composed anew. The rest is for people to decide.
    """
    with connection.cursor() as kursor:
        pohon.kunci(kursor, instansi.pk)
        dilakukan = _putus_lingkar(instansi) + _lepas_dari_instansi_lain(instansi)
        dilakukan += _ikuti_gabungan(instansi)
        if jumlah := pohon.susun_pohon(kursor, instansi.pk):
            dilakukan.append(f"Jalur, kedalaman, dan perangkat daerah {jumlah} unit disusun ulang.")
    if dilakukan:
        catat(
            JejakAudit.Aksi.UBAH,
            UnitOrganisasi,
            oleh=None,
            keterangan="Memperbaiki pohon unit",
            data={"dilakukan": dilakukan},
            instansi=instansi,
        )
    return dilakukan


def _unit(instansi: Instansi, jenis: str) -> list[UnitOrganisasi]:
    nomor = [satu.unit_id for satu in cari(instansi) if satu.jenis == jenis]
    daftar = UnitOrganisasi.tanpa_batas.filter(pk__in=nomor).select_related("induk")
    return list(daftar.order_by("kedalaman", "pk"))


def _putus_lingkar(instansi: Instansi) -> list[str]:
    dilakukan = []
    while daftar := _unit(instansi, Jenis.LINGKAR):
        teratas = daftar[0]
        UnitOrganisasi.tanpa_batas.filter(pk=teratas.pk).update(induk=None)
        dilakukan.append(f"{teratas.nama}: dilepas dari induknya, sebab rantainya melingkar.")
    return dilakukan


def _lepas_dari_instansi_lain(instansi: Instansi) -> list[str]:
    daftar = _unit(instansi, Jenis.INSTANSI)
    nomor = [satu.pk for satu in daftar]
    UnitOrganisasi.tanpa_batas.filter(pk__in=nomor).update(induk=None)
    return [f"{satu.nama}: dilepas dari induk milik instansi lain." for satu in daftar]


def _ikuti_gabungan(instansi: Instansi) -> list[str]:
    dilakukan = []
    for satu in _unit(instansi, Jenis.INDUK_TUTUP):
        tujuan = satu.induk.digabung_ke if satu.induk else None
        if tujuan is not None and tujuan.pk not in pohon.nomor_bawahan(satu):
            UnitOrganisasi.tanpa_batas.filter(pk=satu.pk).update(induk=tujuan)
            dilakukan.append(f"{satu.nama}: mengikuti penggabungan induknya ke {tujuan.nama}.")
    for satu in _unit(instansi, Jenis.PEGAWAI_TUTUP):
        if satu.digabung_ke is not None:
            orang = Pegawai.tanpa_batas.filter(unit=satu)
            jumlah = orang.update(unit=satu.digabung_ke, diubah=timezone.now())
            dilakukan.append(
                f"{satu.nama}: {jumlah} pegawai mengikuti penggabungan ke {satu.digabung_ke.nama}."
            )
    return dilakukan
