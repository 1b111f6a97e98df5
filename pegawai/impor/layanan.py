"""The services of the import: take in, check, approve, apply, undo, report."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Pengguna
from pegawai.impor import mesin
from pegawai.impor.baca import Lembar, baca, kolom_tidak_dikenal
from pegawai.impor.berkas import kenali, sidik_berkas, tolak
from pegawai.impor.jenis import JenisImpor, ambil_jenis
from pegawai.impor.nip_lama import pakai_nip_kini
from pegawai.impor.olahan import Olahan
from pegawai.impor.pemetaan import dengan_ingatan
from pegawai.models import AturanContoh, BarisImpor, BerkasImpor, CitraImpor, Pegawai
from pegawai.ringkasan import perbarui_ringkasan
from pegawai.tanggal import cari_tanggal

UMUR_KEMAJUAN = 24 * 60 * 60
_GALAT_TAK_TERDUGA = (
    "Berkas ini tidak dapat diolah karena gangguan pada sistem. Unggah sekali lagi; bila tetap "
    "gagal, beri tahu administrator."
)


class SedangDikerjakan(ValidationError):
    """A worker has the file in hand; it was asked to stop."""


# --- Taking in --------------------------------------------------------------------------------


@transaction.atomic
def terima(
    unggahan: File | UploadedFile,
    *,
    jenis: str,
    instansi: Instansi,
    oleh: Pengguna,
    status: str = "",
    tanggal: datetime.date | None = None,
    izinkan_pindah: bool = False,
) -> BerkasImpor:
    """Keep an uploaded file, to be checked. Looks at its form only, not at its rows.

    Raises ValidationError with a sentence for a file that cannot be one of this kind, and for a
    move between Instansi by an account that sees only one.
    """
    bersama = ambil_jenis(jenis).bersama
    semua = oleh.is_superuser or oleh.lingkup == Pengguna.Lingkup.SEMUA
    if izinkan_pindah and not semua:
        raise ValidationError(
            "Hanya akun berlingkup semua instansi yang dapat memindahkan pegawai."
        )
    if bersama and not semua:
        raise ValidationError(
            "Data rujukan hanya dapat diunggah oleh akun berlingkup semua instansi."
        )
    if not semua and oleh.instansi_id != instansi.pk:
        raise ValidationError("Berkas hanya dapat diunggah untuk instansi sendiri.")
    ukuran = unggahan.size or 0
    kenali(unggahan, ukuran)
    berkas = BerkasImpor(
        instansi=instansi,
        jenis=jenis,
        nama_berkas=Path(unggahan.name or "berkas").name[-200:],
        ukuran=ukuran,
        sha256=sidik_berkas(unggahan),
        status_asn=status,
        tanggal=tanggal,
        izinkan_pindah=izinkan_pindah,
        pengunggah=oleh,
    )
    berkas.berkas.save(
        f"{berkas.sha256[:16]}{Path(berkas.nama_berkas).suffix[:6].lower()}", unggahan, save=False
    )
    berkas.save()
    catat(JejakAudit.Aksi.UNGGAH, berkas, oleh=oleh, keterangan=f"Impor {jenis}")
    return berkas


# --- Checking ---------------------------------------------------------------------------------


@transaction.atomic
def periksa(berkas: BerkasImpor) -> BerkasImpor:
    """Read the file and stage its rows with findings and differences. May be repeated.

    The number of statements does not depend on the rows. Raises ValidationError with a sentence
    for a file that is refused as a whole; nothing is staged then.
    """
    if berkas.status not in {berkas.Status.DIUNGGAH, berkas.Status.DIPERIKSA}:
        raise ValidationError("Berkas ini sudah selesai diolah.")
    jenis = dengan_ingatan(ambil_jenis(berkas.jenis), berkas)
    catat_kemajuan(berkas, "Membaca berkas", 5)
    if jenis.periksa_berkas is not None:
        jenis.periksa_berkas(berkas)
    daftar_lembar = _baca(berkas, jenis)
    berkas.susunan = [lembar.susunan() for lembar in daftar_lembar]
    berkas.temuan = _temuan_berkas(daftar_lembar, jenis)
    BarisImpor.tanpa_batas.filter(berkas=berkas).delete()
    with connection.cursor() as kursor:
        olahan = _olahan(berkas, jenis, kursor)
        mesin.siapkan_penampung(olahan, olahan.lebar)
        mesin.salin(olahan, daftar_lembar, _pelapor(berkas, daftar_lembar))
        daftar_lembar.clear()  # the cells are in the database now; the reader may go
        _olah(olahan)
        catat_kemajuan(berkas, "Menyimpan pratinjau", 80)
        mesin.simpan_baris(olahan)
        mesin.hitung(olahan)
        aturan = AturanContoh.objects.filter(jenis=jenis.kode).first()
        berkas.contoh = mesin.pilih_contoh(olahan, aturan.jumlah if aturan else 0)
        berkas.contoh_dilihat = False
    berkas.status = berkas.Status.DIPERIKSA
    berkas.waktu_periksa = timezone.now()
    berkas.alasan = ""
    berkas.save()
    catat_kemajuan(berkas, "Selesai diperiksa", 100)
    return berkas


def _baca(berkas: BerkasImpor, jenis: JenisImpor) -> list[Lembar]:
    try:
        with berkas.berkas.open("rb") as isi:
            bentuk = kenali(isi, berkas.ukuran)
    except FileNotFoundError as hilang:
        raise tolak("Berkas asalnya tidak ada lagi di penyimpanan. Unggah sekali lagi.") from hilang
    return baca(Path(berkas.berkas.path), bentuk, jenis)


def _temuan_berkas(daftar_lembar: list[Lembar], jenis: JenisImpor) -> list[dict[str, Any]]:
    return [
        {
            "baris": lembar.baris_kepala,
            "kolom": judul,
            "kode": "kolom_tidak_dikenal",
            "pesan": f"Kolom “{judul}” tidak dikenal dan tidak dipakai.",
            "galat": False,
        }
        for lembar in daftar_lembar
        for judul in kolom_tidak_dikenal(lembar, jenis)
    ]


def _olahan(
    berkas: BerkasImpor, jenis: JenisImpor, kursor: Any, *, menerapkan: bool = False
) -> Olahan:
    tanggal = berkas.tanggal or _tanggal_judul(berkas)
    return Olahan(berkas, jenis, kursor, menerapkan, {"tanggal": tanggal})


def _tanggal_judul(berkas: BerkasImpor) -> datetime.date | None:
    """The date in the title rows, when ``--tanggal`` does not give one."""
    judul = (teks for lembar in berkas.susunan for baris in lembar["judul"] for teks in baris)
    return next((hari for teks in judul if (hari := cari_tanggal(teks))), None)


def _olah(olahan: Olahan) -> None:
    catat_kemajuan(olahan.berkas, "Memeriksa isi kolom", 45)
    mesin.bersihkan(olahan)
    pakai_nip_kini(olahan)
    olahan.jenis.siapkan(olahan)
    catat_kemajuan(olahan.berkas, "Membandingkan dengan data", 65)
    if olahan.menerapkan:
        mesin.kunci_objek(olahan)
    mesin.bandingkan(olahan)


def tolak_berkas(berkas_id: int, alasan: str, susunan: list[dict[str, Any]] | None = None) -> None:
    """Note that a file was refused; called after the transaction that failed.

    With the ``susunan`` of a KolomKurang, a person can say which header means what is missing.
    """
    BerkasImpor.tanpa_batas.filter(
        pk=berkas_id, status__in=[BerkasImpor.Status.DIUNGGAH, BerkasImpor.Status.DIPERIKSA]
    ).update(
        status=BerkasImpor.Status.DITOLAK,
        alasan=alasan[:500],
        susunan=susunan or [],
        waktu_periksa=timezone.now(),
    )
    cache.delete(_kunci_kemajuan(berkas_id))


def kembalikan_ke_pratinjau(berkas_id: int, alasan: str) -> None:
    """Note why an approved file could not be applied; it waits for a person again."""
    BerkasImpor.tanpa_batas.filter(pk=berkas_id, status=BerkasImpor.Status.DISETUJUI).update(
        status=BerkasImpor.Status.DIPERIKSA, alasan=alasan[:500]
    )
    cache.delete(_kunci_kemajuan(berkas_id))


def kalimat(salah: Exception) -> str:
    """What to tell a person about a failure: our own sentence, else a general one."""
    if isinstance(salah, ValidationError):
        return " ".join(salah.messages)
    return _GALAT_TAK_TERDUGA


# --- Applying ---------------------------------------------------------------------------------


@transaction.atomic
def setujui(
    berkas: BerkasImpor,
    *,
    oleh: Pengguna,
    contoh_dilihat: bool = False,
    dari_baris_perintah: bool = False,
) -> BerkasImpor:
    """Approve a checked file: the worker applies it, and `sapu_pekerjaan` if the worker dies.

    The view calls this, then ``terapkan_berkas.delay_on_commit``. Raises ValidationError for the
    uploader (superuser and command line excepted), for a file that is not waiting, and where the
    sample was not looked at.
    """
    berkas = BerkasImpor.tanpa_batas.select_for_update().get(pk=berkas.pk)
    _boleh_menerapkan(berkas, oleh, {berkas.Status.DIPERIKSA}, sendiri=dari_baris_perintah)
    if berkas.contoh and not contoh_dilihat:
        raise ValidationError(
            "Lihat dahulu contoh baris dan peringatannya, lalu centang “Contoh sudah dilihat”."
        )
    cache.delete(_kunci_henti(berkas.pk))
    berkas.contoh_dilihat = contoh_dilihat
    berkas.status = berkas.Status.DISETUJUI
    berkas.penerap = oleh
    berkas.waktu_setuju = timezone.now()
    berkas.alasan = ""
    berkas.save(update_fields=["status", "penerap", "waktu_setuju", "alasan", "contoh_dilihat"])
    return berkas


@transaction.atomic
def terapkan(
    berkas: BerkasImpor, *, oleh: Pengguna, dari_baris_perintah: bool = False
) -> BerkasImpor:
    """Write the sound rows of a checked file into the record; all of it or nothing.

    The differences are made again inside the lock, so what changed since the check is not
    overwritten unseen: a row that stays the same is not touched. Raises ValidationError for the
    uploader (superuser and command line excepted) and for a file that is not waiting.
    """
    berkas = BerkasImpor.tanpa_batas.select_for_update().get(pk=berkas.pk)
    menunggu = {berkas.Status.DIPERIKSA, berkas.Status.DISETUJUI}
    _boleh_menerapkan(berkas, oleh, menunggu, sendiri=dari_baris_perintah)
    jenis = ambil_jenis(berkas.jenis)
    catat_kemajuan(berkas, "Menyiapkan", 10)
    with connection.cursor() as kursor:
        olahan = _olahan(berkas, jenis, kursor, menerapkan=True)
        _kunci_jenis(olahan)
        mesin.siapkan_penampung(olahan, olahan.lebar)
        mesin.salin_kembali(olahan)
        _olah(olahan)
        catat_kemajuan(berkas, "Menulis ke data", 80)
        (jenis.terapkan or mesin.terapkan_bawaan)(olahan)
        if jenis.sesudah is not None:
            jenis.sesudah(olahan)
        mesin.simpan_hasil(olahan)
        mesin.hitung(olahan)
    _segarkan_ringkasan(berkas, jenis)
    berkas.status = berkas.Status.DITERAPKAN
    berkas.penerap = oleh
    berkas.waktu_terap = timezone.now()
    berkas.alasan = ""
    berkas.save()
    _catat(berkas, JejakAudit.Aksi.TERAPKAN, oleh, "Menerapkan impor")
    catat_kemajuan(berkas, "Selesai diterapkan", 100)
    return berkas


@transaction.atomic
def batalkan(berkas: BerkasImpor, *, oleh: Pengguna) -> BerkasImpor:
    """Call off a file, or put the record back as it was before the file was applied.

    Raises ValidationError with what stands in the way: rows touched since, records in use. A file
    that a worker has in hand is asked to stop: it does so before its next step, and the record
    stays as it was.
    """
    nomor, dalam_antrean = berkas.pk, not berkas.selesai
    terkunci = BerkasImpor.tanpa_batas.select_for_update(skip_locked=dalam_antrean)
    dipegang = terkunci.filter(pk=nomor).first()
    if dipegang is None:
        cache.set(_kunci_henti(nomor), oleh.nama, timeout=UMUR_KEMAJUAN)
        raise SedangDikerjakan("Berkas sedang diolah dan diminta berhenti pada langkah berikutnya.")
    berkas = dipegang
    status = berkas.status
    if status == berkas.Status.DITERAPKAN:
        _pulihkan(berkas)
        _segarkan_ringkasan(berkas, ambil_jenis(berkas.jenis))
        CitraImpor.tanpa_batas.filter(berkas=berkas).delete()
    elif status not in {berkas.Status.DIUNGGAH, berkas.Status.DIPERIKSA, berkas.Status.DISETUJUI}:
        raise ValidationError("Berkas ini sudah ditolak atau dibatalkan.")
    berkas.status = berkas.Status.DIBATALKAN
    berkas.pembatal = oleh
    berkas.waktu_batal = timezone.now()
    berkas.save()
    _catat(berkas, JejakAudit.Aksi.UBAH, oleh, "Membatalkan impor")
    return berkas


def penghalang_batal(berkas: BerkasImpor) -> list[str]:
    """What stands in the way of putting the record back, one sentence each; empty: nothing does.

    Looks at every row that the file has changed.
    """
    if berkas.status != berkas.Status.DITERAPKAN:
        return []
    jenis = ambil_jenis(berkas.jenis)
    with connection.cursor() as kursor:
        return mesin.penghalang(_olahan(berkas, jenis, kursor))


def kembar(berkas: BerkasImpor, *, oleh: Pengguna) -> BerkasImpor | None:
    """The applied file with the same content, as far as ``oleh`` may see it."""
    sama = BerkasImpor.untuk(oleh).filter(
        sha256=berkas.sha256, jenis=berkas.jenis, status=BerkasImpor.Status.DITERAPKAN
    )
    return sama.exclude(pk=berkas.pk).select_related("penerap").order_by("-waktu_terap").first()


def _segarkan_ringkasan(berkas: BerkasImpor, jenis: JenisImpor) -> None:
    """The figures that lists show follow the persons whom the file has touched."""
    citra = CitraImpor.tanpa_batas.filter(berkas=berkas)
    kolom = "objek_id" if jenis.model is Pegawai else "baris__pegawai_id"
    perbarui_ringkasan(Pegawai.tanpa_batas.filter(pk__in=citra.values(kolom)))


def _pulihkan(berkas: BerkasImpor) -> None:
    jenis = ambil_jenis(berkas.jenis)
    with connection.cursor() as kursor:
        olahan = _olahan(berkas, jenis, kursor, menerapkan=True)
        _kunci_jenis(olahan)
        mesin.tolak_bila_terhalang(olahan)
        (jenis.batalkan or mesin.batalkan_bawaan)(olahan)
        if jenis.sesudah is not None:
            jenis.sesudah(olahan)


def _kunci_jenis(olahan: Olahan) -> None:
    """One file of a kind at a time, in all Instansi: keys such as the NIP are shared."""
    olahan.jalankan(
        "SELECT pg_advisory_xact_lock(hashtext(%(kunci)s))", kunci=f"impor:{olahan.jenis.kode}"
    )
    if olahan.jenis.kunci is not None:
        olahan.jenis.kunci(olahan.kursor, olahan.berkas.instansi_id)


def _boleh_menerapkan(
    berkas: BerkasImpor, oleh: Pengguna, dari: Container[str], *, sendiri: bool = False
) -> None:
    semua = oleh.is_superuser or oleh.lingkup == Pengguna.Lingkup.SEMUA
    if ambil_jenis(berkas.jenis).bersama and not semua:
        raise ValidationError("Data rujukan diterapkan oleh akun berlingkup semua instansi.")
    if oleh.pk == berkas.pengunggah_id and not (oleh.is_superuser or sendiri):
        raise ValidationError(
            "Berkas harus diterapkan oleh orang lain, bukan oleh yang mengunggahnya."
        )
    if berkas.status not in dari:
        raise ValidationError(
            f"Berkas ini tidak menunggu untuk diterapkan ({berkas.get_status_display().lower()})."
        )


def _catat(berkas: BerkasImpor, aksi: str, oleh: Pengguna, keterangan: str) -> None:
    atas_nama = f", dientri atas nama {berkas.atas_nama}" if berkas.atas_nama else ""
    catat(
        aksi,
        berkas,
        oleh=oleh,
        keterangan=f"{keterangan} {berkas.jenis}{atas_nama}",
        data={
            "sha256": berkas.sha256,
            "atas_nama": berkas.atas_nama,
            "baru": berkas.jumlah_baru,
            "berubah": berkas.jumlah_berubah,
            "tetap": berkas.jumlah_tetap,
            "galat": berkas.jumlah_galat,
        },
    )


# --- Progress and report ----------------------------------------------------------------------


def kemajuan(berkas: BerkasImpor) -> dict[str, Any]:
    """``{"langkah", "selesai", "jumlah"}`` of the running job; it lives in the cache only."""
    bawaan = {"langkah": berkas.get_status_display(), "selesai": 0, "jumlah": 100}
    if berkas.selesai:
        return bawaan | {"selesai": 100}
    return cache.get(_kunci_kemajuan(berkas.pk)) or bawaan


def _kunci_henti(berkas_id: int) -> str:
    return f"impor:henti:{berkas_id}"


def catat_kemajuan(berkas: BerkasImpor, langkah: str, selesai: int) -> None:
    """Note the step. Raises ValidationError where somebody has asked the work to stop."""
    kunci = _kunci_henti(berkas.pk)
    if peminta := cache.get(kunci):
        cache.delete(kunci)
        raise ValidationError(f"Dihentikan atas permintaan {peminta}. Tidak ada data yang berubah.")
    cache.set(
        _kunci_kemajuan(berkas.pk),
        {"langkah": langkah, "selesai": selesai, "jumlah": 100},
        timeout=UMUR_KEMAJUAN,
    )


def _kunci_kemajuan(berkas_id: int) -> str:
    return f"impor:{berkas_id}"


def _pelapor(berkas: BerkasImpor, daftar_lembar: list[Lembar]) -> Callable[[int], None]:
    jumlah = sum(lembar.perkiraan for lembar in daftar_lembar)
    sudah = 0

    def lapor(baris: int) -> None:
        nonlocal sudah
        sudah += baris
        catat_kemajuan(
            berkas,
            f"Menyalin {sudah:,} baris".replace(",", "."),
            20 + min(25 * sudah // jumlah, 25),
        )

    return lapor


def laporan(berkas: BerkasImpor) -> dict[str, Any]:
    """What the command prints: counts, and all errors and warnings with their sheet rows."""
    galat: list[dict[str, Any]] = []
    peringatan = [_tanpa_berat(temuan) for temuan in berkas.temuan]
    baris = BarisImpor.tanpa_batas.filter(berkas=berkas).exclude(temuan=[])
    for nomor, daftar in baris.order_by("lembar", "nomor").values_list("nomor", "temuan"):
        for temuan in daftar:
            (galat if temuan["galat"] else peringatan).append(
                {"baris": nomor} | _tanpa_berat(temuan)
            )
    return {
        "baris": berkas.jumlah_baris,
        "sah": berkas.jumlah_sah,
        "baru": berkas.jumlah_baru,
        "berubah": berkas.jumlah_berubah,
        "tetap": berkas.jumlah_tetap,
        "galat_baris": berkas.jumlah_galat,
        "galat": galat,
        "peringatan": peringatan,
    }


def _tanpa_berat(temuan: dict[str, Any]) -> dict[str, Any]:
    return {kunci: nilai for kunci, nilai in temuan.items() if kunci != "galat"}
