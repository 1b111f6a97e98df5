"""One person, one record: merging somebody who returns under a new NIP, and undoing it.

What decides is NIK and birth date together. The record keeps its id and all that hangs on it; the
old NIP goes into RiwayatNip, by which older files still find the person.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.models import BarisImpor, BerkasImpor, Pegawai, RiwayatNip
from pegawai.tanggal import baca_tanggal

_NIK = re.compile(r"[0-9]{16}")
_TANDA_NIK = re.compile(r"[- .'`]")
SEBAB = "Kembali dengan NIP baru: NIK dan tanggal lahir sama."
SEDANG_DITERAPKAN = "Berkas lain sedang diterapkan. Tunggu sebentar, lalu coba lagi."


@transaction.atomic
def gabungkan(baris: BarisImpor, *, oleh: Pengguna) -> tuple[RiwayatNip, list[int]]:
    """Give the person whom a new row of a person file means the NIP of that row.

    The person is looked for again under lock: exactly one of the same Instansi with that NIK and
    birth date. The second value are the files to be checked anew, this one among them (the caller
    sends them off). Raises ValidationError with a sentence where it may not be.
    """
    berkas = _berkas_menunggu(baris.berkas_id, oleh)
    _kunci_nip()
    baris = BarisImpor.tanpa_batas.select_related("berkas").get(pk=baris.pk)
    if baris.hasil != BarisImpor.Hasil.BARU:
        raise ValidationError("Baris ini bukan pegawai baru; tidak ada yang perlu digabungkan.")
    pegawai = _orang_yang_sama(baris, berkas)
    lama, baru = pegawai.nip, baris.kunci
    if BarisImpor.tanpa_batas.filter(berkas=berkas, kunci=lama).exists():
        raise ValidationError(
            f"Berkas ini juga memuat NIP lama {lama}. Sisakan satu baris untuk orang ini, lalu "
            "unggah lagi."
        )
    if _dipakai_lain(baru, pegawai):
        raise ValidationError(f"NIP {baru} sudah atau pernah dipakai pegawai lain.")
    pegawai.nip, pegawai.diubah = baru, timezone.now()
    pegawai.save(update_fields=["nip", "diubah"])
    riwayat, _ = RiwayatNip.tanpa_batas.update_or_create(
        nip=lama,
        defaults={
            "pegawai": pegawai,
            "pengganti": baru,
            "sampai": timezone.localdate(),
            "sebab": SEBAB,
            "berkas": berkas,
            "baris": baris.nomor,
            "oleh": oleh,
            "waktu": timezone.now(),
        },
    )
    _catat(pegawai, lama, baru, f"Digabungkan dari {berkas.nama_berkas} baris {baris.nomor}", oleh)
    return riwayat, _periksa_lagi(pegawai, lama, baru)


@transaction.atomic
def pisahkan(pegawai_id: int, *, oleh: Pengguna) -> list[int]:
    """Undo the latest merge: the record takes its old NIP back. The files to be checked anew.

    Only while no file has changed the person since: what was imported under the new NIP must be
    undone first. Raises ValidationError with what stands in the way.
    """
    _kunci_nip()
    pegawai = Pegawai.tanpa_batas.select_for_update().get(pk=pegawai_id)
    riwayat = RiwayatNip.tanpa_batas.filter(pegawai=pegawai, pengganti=pegawai.nip).first()
    if riwayat is None:
        raise ValidationError("Tidak ada penggabungan yang dapat dibatalkan pada pegawai ini.")
    if halangan := _sudah_diperbarui(riwayat):
        raise ValidationError(halangan)
    riwayat.delete()
    pegawai.nip, pegawai.diubah = riwayat.nip, timezone.now()
    pegawai.save(update_fields=["nip", "diubah"])
    _catat(pegawai, riwayat.pengganti, riwayat.nip, "Penggabungan NIP dibatalkan", oleh)
    return _periksa_lagi(pegawai, riwayat.nip, riwayat.pengganti)


def _sudah_diperbarui(riwayat: RiwayatNip) -> str:
    berkas = (
        BerkasImpor.tanpa_batas.filter(
            status=BerkasImpor.Status.DITERAPKAN,
            waktu_terap__gte=riwayat.waktu,
            daftar_baris__pegawai_id=riwayat.pegawai_id,
            daftar_baris__hasil__in=[BarisImpor.Hasil.BARU, BarisImpor.Hasil.BERUBAH],
        )
        .order_by("-waktu_terap")
        .first()
    )
    if berkas is None:
        return ""
    return (
        f"Data pegawai ini sudah diperbarui dari {berkas.nama_berkas} sejak digabungkan. "
        "Kembalikan dahulu impor itu."
    )


def _berkas_menunggu(berkas_id: int, oleh: Pengguna) -> BerkasImpor:
    """The file under lock, when it waits for approval and ``oleh`` may decide on it."""
    terkunci = BerkasImpor.tanpa_batas.select_for_update(skip_locked=True)
    berkas = terkunci.filter(pk=berkas_id).first()
    if berkas is None:
        raise ValidationError("Berkas ini sedang diolah atau diputuskan orang lain. Muat ulang.")
    if berkas.status != BerkasImpor.Status.DIPERIKSA:
        raise ValidationError(
            "Penggabungan hanya dapat dilakukan pada berkas yang menunggu diterapkan. Berkas ini "
            f"{berkas.get_status_display().lower()}."
        )
    if berkas.jenis != "pegawai":
        raise ValidationError("Hanya berkas data pegawai yang dapat menggabungkan pegawai.")
    if oleh.pk == berkas.pengunggah_id and not oleh.is_superuser:
        raise ValidationError("Penggabungan dilakukan orang lain, bukan oleh yang mengunggahnya.")
    return berkas


def _kunci_nip() -> None:
    """No person file may be applied meanwhile; waiting for one would hold the request."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('impor:pegawai'))")
        (dapat,) = kursor.fetchone()
    if not dapat:
        raise ValidationError(SEDANG_DITERAPKAN)


def _orang_yang_sama(baris: BarisImpor, berkas: BerkasImpor) -> Pegawai:
    """The one person of the same Instansi with the NIK and birth date of a row, under lock."""
    nik = _TANDA_NIK.sub("", _sel(baris, berkas, "nik"))
    lahir = baca_tanggal(baris.nilai.get("tanggal_lahir") or "")
    if not _NIK.fullmatch(nik) or lahir is None:
        raise ValidationError("Baris ini tanpa NIK atau tanggal lahir yang sah.")
    sama = Pegawai.tanpa_batas.filter(nik=nik, tanggal_lahir=lahir)
    terkunci = sama.filter(instansi=berkas.instansi_id).select_for_update().order_by("pk")
    daftar = list(terkunci[:2])
    if len(daftar) == 1:
        return daftar[0]
    if daftar:
        raise ValidationError(
            "Lebih dari satu pegawai memakai NIK dan tanggal lahir ini. Perbaiki NIK-nya dahulu."
        )
    if sama.exists():
        raise ValidationError(
            "NIK dan tanggal lahir ini milik pegawai instansi lain. Kepindahannya dicatat oleh "
            "akun berlingkup semua instansi."
        )
    raise ValidationError("Tidak ada lagi pegawai dengan NIK dan tanggal lahir ini.")


def _dipakai_lain(nip: str, pegawai: Pegawai) -> bool:
    pernah = RiwayatNip.tanpa_batas.filter(nip=nip).exclude(pegawai=pegawai)
    return Pegawai.tanpa_batas.filter(nip=nip).exists() or pernah.exists()


def _sel(baris: BarisImpor, berkas: BerkasImpor, kolom: str) -> str:
    letak = berkas.susunan[baris.lembar]["peta"].get(kolom)
    return "" if letak is None else baris.mentah[letak].strip()


def _periksa_lagi(pegawai: Pegawai, *nip: str) -> list[int]:
    """Put the waiting files that name one of the NIPs back to be checked; their ids."""
    menunggu = BerkasImpor.tanpa_batas.filter(
        instansi=pegawai.instansi_id, status=BerkasImpor.Status.DIPERIKSA
    )
    bernama = BarisImpor.tanpa_batas.filter(berkas__in=menunggu, kunci__in=nip)
    daftar = sorted(set(bernama.order_by().values_list("berkas", flat=True)))
    terkunci = menunggu.filter(pk__in=daftar).select_for_update(skip_locked=True, of=("self",))
    daftar = sorted(terkunci.values_list("pk", flat=True))
    BerkasImpor.tanpa_batas.filter(pk__in=daftar).update(status=BerkasImpor.Status.DIUNGGAH)
    return daftar


def _catat(pegawai: Pegawai, lama: str, baru: str, keterangan: str, oleh: Pengguna) -> None:
    catat(
        JejakAudit.Aksi.UBAH,
        pegawai,
        oleh=oleh,
        keterangan=keterangan,
        data={"sebelum": {"NIP": lama}, "sesudah": {"NIP": baru}},
    )
