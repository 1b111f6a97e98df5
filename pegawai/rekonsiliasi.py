"""Where SIASN and the office differ: the work list, and deciding about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.impor.pegawai import daftar_kantor
from pegawai.impor.tiga_arah import BIDANG
from pegawai.models import (
    AturanBup,
    Jabatan,
    Pegawai,
    SelisihSiasn,
    TingkatPendidikan,
    UnitOrganisasi,
)
from pegawai.ringkasan import perbarui_ringkasan

Status = SelisihSiasn.Status
IZIN_PUTUS = "pegawai.putuskan_selisihsiasn"
PUTUSAN = {
    Status.TERIMA: "Pakai nilai SIASN",
    Status.PERTAHANKAN: "Pertahankan nilai kita",
    Status.TANYAKAN: "Tanyakan dahulu",
}
BERALASAN = {Status.PERTAHANKAN, Status.TANYAKAN}
TERBANYAK = 500
"""Rows that one decision may cover."""
_TANGGAL = {"tmt_jabatan"}
_KOLOM = {kolom.attname: kolom for kolom in Pegawai._meta.concrete_fields}


@dataclass(frozen=True)
class Baris:
    """One difference as the page shows it: three values in words."""

    selisih: SelisihSiasn
    label: str
    dasar: str
    siasn: str
    kita: str
    terbuka: bool
    kantor: bool
    """The new value is not SIASN's but that of a list which an office drew up."""


def label_bidang(bidang: str) -> str:
    """ "nama_jabatan" → "Jabatan"."""
    return capfirst(str(_KOLOM[bidang].verbose_name))


def pilihan_bidang() -> list[tuple[str, str]]:
    return sorted(((bidang, label_bidang(bidang)) for bidang in BIDANG), key=lambda satu: satu[1])


def menunggu(pengguna: Pengguna) -> QuerySet | None:
    """Differences that this account may decide; for the menu."""
    if not pengguna.has_perm(IZIN_PUTUS):
        return None
    return SelisihSiasn.untuk(pengguna).filter(status=Status.BUKA)


def per_opd(daftar: QuerySet) -> list[dict[str, Any]]:
    """Number of differences and of persons of each perangkat daerah, most first. One query."""
    return list(
        daftar.order_by()
        .values(
            opd=F("pegawai__unit__perangkat_daerah"),
            nama=F("pegawai__unit__perangkat_daerah__nama"),
        )
        .annotate(jumlah=Count("pk"), orang=Count("pegawai", distinct=True))
        .order_by("-jumlah", "nama")
    )


def per_bidang(daftar: QuerySet) -> dict[str, int]:
    """Number of differences of each field. One query."""
    return dict(daftar.order_by().values_list("bidang").annotate(Count("pk")))


def susun(pengguna: Pengguna, daftar: Iterable[SelisihSiasn]) -> list[Baris]:
    """The rows with their values in words. One query for the names of units.

    An open difference shows what the record says now, a decided one what it said then.
    """
    daftar = list(daftar)
    nomor = {
        nilai.get("unit_id")
        for satu in daftar
        for nilai in (satu.nilai_dasar, satu.nilai_siasn, satu.nilai_kita)
    }
    unit = UnitOrganisasi.untuk(pengguna).in_bulk([n for n in nomor if n]) if any(nomor) else {}
    hasil = []
    for satu in daftar:
        terbuka = satu.status in SelisihSiasn.TERBUKA
        kita = getattr(satu.pegawai, satu.bidang) if terbuka else satu.nilai_kita.get(satu.bidang)
        if terbuka and satu.bidang == "unit_id" and satu.pegawai.unit:
            unit[satu.pegawai.unit_id] = satu.pegawai.unit
        hasil.append(
            Baris(
                satu,
                label_bidang(satu.bidang),
                _kata(satu.bidang, satu.nilai_dasar.get(satu.bidang), unit),
                _kata(satu.bidang, satu.nilai_siasn.get(satu.bidang), unit),
                _kata(satu.bidang, kita, unit),
                terbuka,
                daftar_kantor(satu.berkas.susunan),
            )
        )
    return hasil


def _kata(bidang: str, nilai: Any, unit: dict[int, UnitOrganisasi]) -> str:
    if nilai is None or nilai == "":
        return ""
    if bidang == "unit_id":
        return str(unit.get(nilai, f"Unit {nilai}"))
    if bidang == "tingkat_pendidikan":
        return str(dict(TingkatPendidikan.choices).get(nilai, nilai))
    if bidang in _TANGGAL:
        hari = datetime.date.fromisoformat(nilai) if isinstance(nilai, str) else nilai
        return f"{hari:%d-%m-%Y}"
    return str(nilai)


@transaction.atomic
def putuskan(nomor: Iterable[int], *, putusan: str, alasan: str, oleh: Pengguna) -> tuple[int, int]:
    """Decide about the chosen differences: (how many were decided, how many were left out).

    Each one is looked at again under lock: it must be in the scope of ``oleh``, still open, and
    not about the own record. Taking SIASN's value writes the record, its trail and the figures of
    the lists. Raises ValidationError for an unknown decision and for a missing reason.
    """
    nomor = set(nomor)
    if putusan not in PUTUSAN:
        raise ValidationError("Pilih putusannya: pakai, pertahankan, atau tanyakan.")
    if putusan in BERALASAN and not alasan.strip():
        raise ValidationError("Tulis alasannya; alasan disimpan bersama putusan.")
    if not nomor:
        raise ValidationError("Pilih sedikitnya satu baris.")
    if len(nomor) > TERBANYAK:
        raise ValidationError(f"Paling banyak {TERBANYAK} baris dalam satu putusan.")
    daftar = list(
        SelisihSiasn.untuk(oleh)
        .filter(pk__in=nomor, status__in=SelisihSiasn.TERBUKA)
        .exclude(pegawai__akun=oleh)
        .select_for_update(of=("self",))
        .order_by("pegawai", "pk")
    )
    orang = Pegawai.untuk(oleh).select_for_update(of=("self",)).order_by("pk")
    pegawai = {satu.pk: satu for satu in orang.filter(pk__in={s.pegawai_id for s in daftar})}
    daftar = [satu for satu in daftar if satu.pegawai_id in pegawai]
    beda = _pakai_siasn(daftar, pegawai, oleh) if putusan == Status.TERIMA else {}
    for satu in daftar:
        if putusan != Status.TERIMA:
            satu.nilai_kita = _kini(pegawai[satu.pegawai_id], satu.bidang)
        satu.status, satu.alasan = putusan, alasan.strip()[:300]
        satu.oleh, satu.waktu = oleh, timezone.now()
    kolom = ["status", "alasan", "oleh", "waktu", "nilai_kita"]
    SelisihSiasn.untuk(oleh).bulk_update(daftar, kolom)
    _catat(daftar, pegawai, beda, oleh)
    return len(daftar), len(nomor) - len(daftar)


def _kini(orang: Pegawai, bidang: str) -> dict[str, Any]:
    """What the record says about a field and those that go with it, as JSON."""
    nilai = {anggota: getattr(orang, anggota) for anggota in BIDANG[bidang]}
    return {
        nama: isi.isoformat() if isinstance(isi, datetime.date) else isi
        for nama, isi in nilai.items()
    }


def _pakai_siasn(
    daftar: list[SelisihSiasn], pegawai: dict[int, Pegawai], oleh: Pengguna
) -> dict[int, dict[str, tuple[str, str]]]:
    """Write SIASN's values into the record; what changed, in words, for each person."""
    nomor_unit = {s.nilai_siasn["unit_id"] for s in daftar if s.nilai_siasn.get("unit_id")}
    nomor_unit |= {orang.unit_id for orang in pegawai.values() if orang.unit_id}
    unit = UnitOrganisasi.untuk(oleh).select_related("digabung_ke").in_bulk(nomor_unit)
    unit |= {u.digabung_ke.pk: u.digabung_ke for u in unit.values() if u.digabung_ke}
    jabatan = Jabatan.objects.in_bulk(
        {s.nilai_siasn["jabatan_id"] for s in daftar if s.nilai_siasn.get("jabatan_id")}
    )
    beda: dict[int, dict[str, tuple[str, str]]] = {}
    usia: dict[str, int | None] = {}
    sekarang = timezone.now()
    for satu in daftar:
        orang = pegawai[satu.pegawai_id]
        lama = _kata(satu.bidang, getattr(orang, satu.bidang), unit)
        satu.nilai_kita = _kini(orang, satu.bidang)
        for anggota, isi in satu.nilai_siasn.items():
            setattr(orang, anggota, _KOLOM[anggota].to_python(isi))
        if satu.bidang == "unit_id":
            tujuan = unit.get(orang.unit_id)  # gone since: "unit belum dipetakan"; or merged
            orang.unit_id = (tujuan.digabung_ke_id or tujuan.pk) if tujuan else None
        if satu.bidang == "nama_jabatan":
            tahu = jabatan.get(orang.jabatan_id)
            orang.jabatan_id = tahu.pk if tahu else None
            if orang.jenjang not in usia:
                usia[orang.jenjang] = AturanBup.objects.usia(orang.jenjang)
            orang.bup = (tahu.bup if tahu else None) or usia[orang.jenjang] or orang.bup
        orang.diubah = sekarang
        baru = _kata(satu.bidang, getattr(orang, satu.bidang), unit)
        beda.setdefault(orang.pk, {})[label_bidang(satu.bidang)] = (lama, baru)
    kolom = [anggota for grup in BIDANG.values() for anggota in grup] + ["bup", "diubah"]
    berubah = [pegawai[nomor] for nomor in beda]
    Pegawai.untuk(oleh).bulk_update(berubah, kolom, batch_size=200)
    perbarui_ringkasan(Pegawai.untuk(oleh).filter(pk__in=beda))
    return beda


def _catat(
    daftar: list[SelisihSiasn],
    pegawai: dict[int, Pegawai],
    beda: dict[int, dict[str, tuple[str, str]]],
    oleh: Pengguna,
) -> None:
    """One row of the trail for each person; a taken value is a change of the record."""
    per_orang: dict[int, list[SelisihSiasn]] = {}
    for satu in daftar:
        per_orang.setdefault(satu.pegawai_id, []).append(satu)
    for nomor, milik in per_orang.items():
        putusan = PUTUSAN[Status(milik[0].status)]
        bidang = ", ".join(label_bidang(satu.bidang) for satu in milik)
        isi = beda.get(nomor, {})
        catat(
            JejakAudit.Aksi.UBAH if isi else JejakAudit.Aksi.PUTUSKAN,
            pegawai[nomor],
            oleh=oleh,
            keterangan=f"{putusan}: {bidang}",
            data={
                "alasan": milik[0].alasan,
                "selisih": [satu.pk for satu in milik],
                "sebelum": {nama: lama for nama, (lama, _) in isi.items()},
                "sesudah": {nama: baru for nama, (_, baru) in isi.items()},
            },
        )
