"""The way of a report: submitted by the agency, decided by the head of that region.

Every step locks the row, checks who, and writes the step and the trail in one transaction.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import Delegasi, Instansi, JejakAudit, Pemberitahuan, Pengguna
from akses.peran import Peran
from evaluasi import laporan as isi_laporan
from evaluasi.models import Indikator, LaporanEvaluasi, TindakLanjut, Tinjauan

HARI_PUTUSAN = 7


def jabatan_kepala(pengguna: Pengguna, instansi: Instansi, pada: datetime.date) -> str:
    """The office in which the account may decide for ``instansi`` on that day; "" if it may not.

    A head of that region, by group and by Instansi. An account with a delegation is an acting head
    and decides within its dates only. Two or three queries.
    """
    if pengguna.instansi_id != instansi.pk:
        return ""
    if not pengguna.groups.filter(name=Peran.KEPALA).exists():
        return ""
    sebutan = f"{instansi.sebutan_kepala} {instansi.nama}"
    masa = Delegasi.tanpa_batas.filter(pengguna=pengguna, instansi=instansi, peran=Peran.KEPALA)
    berlaku = masa.filter(masa__contains=pada).first()
    if berlaku:
        return f"{berlaku.get_jenis_display()} {sebutan}"
    return "" if masa.exists() else sebutan


def _wajib_kepala(pengguna: Pengguna, instansi: Instansi) -> str:
    jabatan = jabatan_kepala(pengguna, instansi, timezone.localdate())
    if not jabatan:
        raise PermissionDenied("Hanya kepala daerah instansi ini, dalam masa tugasnya.")
    return jabatan


def _kunci(laporan_id: int) -> LaporanEvaluasi:
    return (
        LaporanEvaluasi.tanpa_batas.select_for_update(of=("self",))
        .select_related("instansi", "periode")
        .get(pk=laporan_id)
    )


def _langkah(
    laporan: LaporanEvaluasi, jenis: str, *, oleh: Pengguna, sebagai: str, catatan: str, aksi: str
) -> None:
    """Write the step and the trail."""
    Tinjauan.tanpa_batas.create(
        laporan=laporan,
        instansi=laporan.instansi,
        jenis=jenis,
        catatan=catatan,
        oleh=oleh,
        nama=oleh.nama,
        sebagai=sebagai,
        sha256=laporan.sha256,
    )
    catat(
        aksi,
        laporan,
        oleh=oleh,
        keterangan=f"{Tinjauan.Jenis(jenis).label} {laporan.periode.kode}",
        data={"status": laporan.status, "sha256": laporan.sha256, "sebagai": sebagai},
    )


def _beri_tahu(daftar: list[Pengguna], judul: str, laporan: LaporanEvaluasi) -> None:
    Pemberitahuan.tanpa_batas.bulk_create(
        Pemberitahuan(pengguna=satu, judul=judul[:200], tautan=laporan.get_absolute_url())
        for satu in daftar
    )


def _akun(instansi: Instansi, peran: Peran) -> list[Pengguna]:
    return list(
        Pengguna.objects.filter(instansi=instansi, groups__name=peran, is_active=True).distinct()
    )


@transaction.atomic
def ajukan(laporan_id: int, *, oleh: Pengguna, nomor: str = "", catatan: str = "") -> None:
    """Send a report to the head of its region.

    Raises PermissionDenied for others than the head of the agency of that Instansi, and
    ValidationError when it is no longer open.
    """
    laporan = _kunci(laporan_id)
    kabadan = oleh.groups.filter(name=Peran.KABADAN).exists()
    if oleh.instansi_id != laporan.instansi_id or not kabadan:
        raise PermissionDenied("Hanya kepala badan kepegawaian instansi ini.")
    if not laporan.terbuka:
        raise ValidationError("Laporan ini sudah diajukan.")
    if not laporan.sha256:
        raise ValidationError("Laporan ini belum selesai dihitung.")
    badan = isi_laporan.singkat_badan(laporan.instansi.nama_badan)
    laporan.status = LaporanEvaluasi.Status.DIAJUKAN
    laporan.nomor = nomor.strip() or laporan.nomor
    laporan.diajukan_oleh, laporan.diajukan_pada = oleh, timezone.now()
    laporan.diajukan_sebagai = f"Kepala {badan} {laporan.instansi.nama}"
    laporan.diputuskan_oleh, laporan.diputuskan_pada, laporan.diputuskan_sebagai = None, None, ""
    laporan.batas_putusan = timezone.localdate() + datetime.timedelta(days=HARI_PUTUSAN)
    laporan.save()
    _langkah(
        laporan,
        Tinjauan.Jenis.AJUKAN,
        oleh=oleh,
        sebagai=laporan.diajukan_sebagai,
        catatan=catatan,
        aksi=JejakAudit.Aksi.UBAH,
    )
    judul = f"Laporan evaluasi {laporan.periode.nama} menunggu keputusan Anda"
    _beri_tahu(_akun(laporan.instansi, Peran.KEPALA), judul, laporan)


def _periksa_putusan(laporan: LaporanEvaluasi, oleh: Pengguna, sha256: str) -> str:
    """The office of the decider. Refuses a second decision, one's own report, changed content."""
    jabatan = _wajib_kepala(oleh, laporan.instansi)
    if laporan.diajukan_oleh_id == oleh.pk:
        raise PermissionDenied("Laporan yang Anda ajukan diputuskan orang lain.")
    if laporan.status != LaporanEvaluasi.Status.DIAJUKAN:
        raise ValidationError("Laporan ini tidak menunggu keputusan. Muat ulang halaman.")
    if sha256 and sha256 != laporan.sha256:
        raise ValidationError("Isi laporan berubah sejak Anda membukanya. Muat ulang halaman.")
    return jabatan


@transaction.atomic
def setujui(laporan_id: int, *, oleh: Pengguna, catatan: str = "", sha256: str = "") -> None:
    """Approve. Its recommendations become corrective actions; the report never changes again."""
    laporan = _kunci(laporan_id)
    jabatan = _periksa_putusan(laporan, oleh, sha256)
    laporan.status = LaporanEvaluasi.Status.DISETUJUI
    laporan.diputuskan_oleh, laporan.diputuskan_pada = oleh, timezone.now()
    laporan.diputuskan_sebagai, laporan.catatan = jabatan, catatan
    laporan.save()
    _langkah(
        laporan,
        Tinjauan.Jenis.SETUJUI,
        oleh=oleh,
        sebagai=jabatan,
        catatan=catatan,
        aksi=JejakAudit.Aksi.PUTUSKAN,
    )
    _mulai_tindak_lanjut(laporan, oleh)
    judul = f"Laporan evaluasi {laporan.periode.nama} disetujui"
    _beri_tahu(_akun(laporan.instansi, Peran.KABADAN), judul, laporan)


@transaction.atomic
def kembalikan(
    laporan_id: int,
    *,
    oleh: Pengguna,
    catatan: str,
    batas: datetime.date | None = None,
    sha256: str = "",
) -> None:
    """Send back with a note, which is required."""
    if not catatan.strip():
        raise ValidationError({"catatan": "Wajib bila dikembalikan."})
    laporan = _kunci(laporan_id)
    jabatan = _periksa_putusan(laporan, oleh, sha256)
    laporan.status = LaporanEvaluasi.Status.DIKEMBALIKAN
    laporan.diputuskan_oleh, laporan.diputuskan_pada = oleh, timezone.now()
    laporan.diputuskan_sebagai, laporan.catatan = jabatan, catatan.strip()
    laporan.batas_perbaikan = batas
    laporan.save()
    _langkah(
        laporan,
        Tinjauan.Jenis.KEMBALIKAN,
        oleh=oleh,
        sebagai=jabatan,
        catatan=catatan.strip(),
        aksi=JejakAudit.Aksi.PUTUSKAN,
    )
    judul = f"Laporan evaluasi {laporan.periode.nama} dikembalikan"
    _beri_tahu(_akun(laporan.instansi, Peran.KABADAN), judul, laporan)


@transaction.atomic
def beri_pembinaan(laporan_id: int, *, oleh: Pengguna, catatan: str) -> None:
    """A note of the governor on the report of a kabupaten or kota; decides nothing."""
    if not catatan.strip():
        raise ValidationError({"catatan": "Isi catatan pembinaan."})
    laporan = _kunci(laporan_id)
    if laporan.instansi.adalah_provinsi or not (oleh.instansi and oleh.instansi.adalah_provinsi):
        raise PermissionDenied("Catatan pembinaan diberikan Gubernur kepada kabupaten/kota.")
    jabatan = _wajib_kepala(oleh, oleh.instansi)
    _langkah(
        laporan,
        Tinjauan.Jenis.PEMBINAAN,
        oleh=oleh,
        sebagai=jabatan,
        catatan=catatan.strip(),
        aksi=JejakAudit.Aksi.UBAH,
    )
    judul = f"Catatan pembinaan Gubernur, laporan {laporan.periode.nama}"
    penerima = _akun(laporan.instansi, Peran.KEPALA) + _akun(laporan.instansi, Peran.KABADAN)
    _beri_tahu(penerima, judul, laporan)


@transaction.atomic
def sunting(laporan_id: int, *, oleh: Pengguna, suntingan: dict[str, Any]) -> None:
    """Rewrite the sentences of an open report; figures stay as computed, the edit is marked."""
    laporan = _kunci(laporan_id)
    if oleh.lingkup != Pengguna.Lingkup.SEMUA and oleh.instansi_id != laporan.instansi_id:
        raise PermissionDenied
    if not laporan.terbuka:
        raise ValidationError("Laporan ini sudah diajukan dan tidak dapat disunting.")
    laporan.suntingan = suntingan
    isi_laporan.simpan_isi(laporan, isi_laporan.terapkan_suntingan(laporan.isi, suntingan))
    _langkah(
        laporan,
        Tinjauan.Jenis.SUNTING,
        oleh=oleh,
        sebagai=oleh.jabatan_dinas or oleh.nama,
        catatan="",
        aksi=JejakAudit.Aksi.UBAH,
    )


def _mulai_tindak_lanjut(laporan: LaporanEvaluasi, oleh: Pengguna) -> None:
    """One action per recommendation. The row lock of the report makes this happen once."""
    indikator = {satu.kode: satu for satu in Indikator.objects.all()}
    nilai = {satu["kode"]: satu["nilai"] for satu in laporan.isi["capaian"]}
    TindakLanjut.tanpa_batas.bulk_create(
        TindakLanjut(
            instansi=laporan.instansi,
            laporan=laporan,
            indikator=indikator.get(satu["kode"]),
            tindakan=satu["kalimat"][:300],
            ukuran=satu["ukuran"][:200],
            penanggung_jawab=satu["penanggung_jawab"][:150],
            tenggat=datetime.date.fromisoformat(satu["tenggat"]),
            status=TindakLanjut.Status.BERJALAN,
            nilai_awal=Decimal(nilai[satu["kode"]]) if nilai.get(satu["kode"]) else None,
            dibuat_oleh=oleh,
        )
        for satu in laporan.isi["rekomendasi"]
    )
