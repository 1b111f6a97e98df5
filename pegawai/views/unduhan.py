"""Exports: at once while the browser waits, or by a worker and fetched from "Unduhan saya"."""

from __future__ import annotations

from collections.abc import Collection

from celery.exceptions import OperationalError
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from akses.templatetags.tampilan import angka
from pegawai import ekspor, tasks, unduhan
from pegawai.buku_kerja import MIME, jawab, jawab_csv
from pegawai.forms_daftar import IZIN_KOTAK_BAWAH, SaringForm
from pegawai.models import AturanEkspor, BerkasEkspor, Pegawai
from pegawai.querysets import PegawaiQuerySet

BERHENTI_BERTANYA = 286
TERBANYAK = 100
ANTREAN_MATI = (
    "Antrean pekerjaan sedang tidak dapat dihubungi. Berkas disiapkan sendiri begitu antrean "
    "kembali; Anda tidak perlu memintanya lagi."
)
JENIS_MEDIA = {"xlsx": MIME, "csv": "text/csv; charset=utf-8"}


def serahkan(
    request: PenggunaRequest,
    form: SaringForm,
    daftar: PegawaiQuerySet,
    isi: str,
    *,
    kueri: str,
    daftar_id: Collection[int] = (),
) -> HttpResponseBase:
    """The persons of ``daftar`` as a file, or a place in the queue when they are many.

    ``kueri`` and ``daftar_id`` lead a worker to the same persons. Leaves one row in the trail. The
    queue needs a POST; a GET of that many rows leads back to the list.
    """
    bentuk = "csv" if request.GET.get("bentuk") == "csv" else "xlsx"
    jumlah = daftar.count()
    if jumlah > settings.EKSPOR_LANGSUNG:
        return antrekan(request, form, isi, bentuk, jumlah, kueri=kueri, daftar_id=daftar_id)
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=request.user,
        keterangan=f"{BerkasEkspor.Isi(isi).label}, {jumlah} baris",
        data={"saringan": form.catatan, "jumlah": jumlah},
        daftar_objek=daftar.order_by().values_list("pk", flat=True),
    )
    jenis = "pegawai-siasn" if isi == BerkasEkspor.Isi.SIASN else "pegawai"
    nama = f"{jenis}-{timezone.localdate():%Y%m%d}"
    if bentuk == "csv":
        return jawab_csv(ekspor.baris_teks(isi, daftar, form.daftar_kolom), nama)
    buku = ekspor.tulis(isi, bentuk, daftar, form.daftar_kolom, oleh=request.user)
    return jawab(buku, nama)


def antrekan(
    request: PenggunaRequest,
    form: SaringForm,
    isi: str,
    bentuk: str,
    jumlah: int,
    *,
    kueri: str,
    daftar_id: Collection[int],
) -> HttpResponse:
    """Ask for the file in the background; twice the same is one."""
    if request.method != "POST":
        messages.info(
            request,
            f"Lebih dari {angka(settings.EKSPOR_LANGSUNG)} baris disiapkan di latar belakang. "
            "Tekan tombol Unduh pada daftar ini.",
        )
        return redirect(f"{reverse('pegawai:daftar')}?{kueri}")
    try:
        satu, baru = unduhan.minta(
            oleh=request.user,
            isi=isi,
            bentuk=bentuk,
            kueri=kueri,
            jumlah=jumlah,
            izin=izin_isi(isi, form),
            daftar_id=daftar_id,
        )
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        if baru:
            kirim(request, satu)
        else:
            messages.info(request, "Berkas yang sama sudah sedang disiapkan.")
    return redirect("pegawai:unduhan")


def izin_isi(isi: str, form: SaringForm) -> set[str]:
    """The permissions without which the content would have been another."""
    izin = {"pegawai.view_pegawai", "pegawai.ekspor_pegawai"}
    if isi == BerkasEkspor.Isi.SIASN:
        izin.add("pegawai.lihat_nik")
    else:
        izin |= {kolom.izin for kolom in form.daftar_kolom if kolom.izin}
    return izin | ({IZIN_KOTAK_BAWAH} if form.kotak_bawah else set())


def kirim(request: PenggunaRequest, satu: BerkasEkspor) -> None:
    """Send the work after the commit; without a broker it waits for `sapu_pekerjaan`."""
    try:
        tasks.buat_unduhan.delay_on_commit(satu.pk)
    except OperationalError:
        messages.warning(request, ANTREAN_MATI)


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_safe
def daftar(request: PenggunaRequest) -> HttpResponse:
    """One's own files: what is on its way, what can be fetched, and until when."""
    berkas = list(BerkasEkspor.untuk(request.user).untuk_halaman()[:TERBANYAK])
    unduhan.kemajuan(satu for satu in berkas if satu.status == BerkasEkspor.Status.MENUNGGU)
    konteks = {
        "daftar": berkas,
        "hari": AturanEkspor.objects.hari_simpan(timezone.localdate()),
        "batas": settings.EKSPOR_LANGSUNG,
    }
    return render(request, "pegawai/unduhan.html", konteks)


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_safe
def isi(request: PenggunaRequest, ekspor_id: int) -> HttpResponseBase:
    """The file, to its owner, while the owner still may see what is in it."""
    satu = ambil(request, ekspor_id)
    if not request.user.has_perms(satu.izin):
        raise PermissionDenied
    if satu.status != BerkasEkspor.Status.SELESAI:
        messages.error(request, "Berkas ini belum siap diunduh.")
        return redirect("pegawai:unduhan")
    try:
        berkas = satu.berkas.open("rb")
    except FileNotFoundError:
        messages.error(request, "Berkasnya tidak ada lagi di penyimpanan. Hapus, lalu minta lagi.")
        return redirect("pegawai:unduhan")
    unduhan.catat_unduh(satu, oleh=request.user)
    return FileResponse(
        berkas,
        as_attachment=True,
        filename=satu.nama_unduhan,
        content_type=JENIS_MEDIA[satu.bentuk],
    )


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_safe
def kemajuan(request: PenggunaRequest, ekspor_id: int) -> HttpResponse:
    """Progress for htmx, every second; 286 stops it and the page comes anew."""
    satu = ambil(request, ekspor_id)
    if satu.status != BerkasEkspor.Status.MENUNGGU:
        respons = HttpResponse(status=BERHENTI_BERTANYA)
        respons["HX-Refresh"] = "true"
        return respons
    unduhan.kemajuan([satu])
    return render(request, "pegawai/_kemajuan_unduhan.html", {"satu": satu})


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_POST
def batalkan(request: PenggunaRequest, ekspor_id: int) -> HttpResponse:
    """Call a file off that is waiting or being written."""
    try:
        if unduhan.batalkan(ambil(request, ekspor_id)):
            messages.success(request, "Penyiapan berkas dibatalkan.")
        else:
            messages.info(request, "Berkas sedang ditulis dan diminta berhenti.")
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    return redirect("pegawai:unduhan")


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_POST
def ulangi(request: PenggunaRequest, ekspor_id: int) -> HttpResponse:
    """Try a file again that failed or was called off."""
    try:
        kirim(request, unduhan.ulangi(ambil(request, ekspor_id)))
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    return redirect("pegawai:unduhan")


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_POST
def hapus(request: PenggunaRequest, ekspor_id: int) -> HttpResponse:
    """Throw a file away before its time."""
    try:
        unduhan.hapus(ambil(request, ekspor_id), oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(request, "Unduhan dihapus.")
    return redirect("pegawai:unduhan")


def ambil(request: PenggunaRequest, ekspor_id: int) -> BerkasEkspor:
    return get_object_or_404(BerkasEkspor.untuk(request.user), pk=ekspor_id)
