"""Pages of the worksheets for perangkat daerah."""

from __future__ import annotations

import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from pegawai import lembar_kerja
from pegawai.buku_kerja import MIME
from pegawai.models import Pegawai
from pegawai.views.wilayah import Saringan


@perlu_izin("pegawai.view_berkasimpor", "pegawai.ekspor_pegawai")
@require_safe
def daftar(request: PenggunaRequest) -> HttpResponse:
    """The perangkat daerah with gaps, the most first."""
    saringan = Saringan.dari(request.user, request.GET)
    hari = timezone.localdate()
    rekap = []
    if not saringan.semua_instansi:
        rekap = lembar_kerja.rekap_opd(saringan.daftar_pegawai, hari)
    isi = {
        "saringan": saringan,
        "pada": hari,
        "rekap": rekap,
        "jumlah_pegawai": sum(satu["pegawai"] for satu in rekap),
        "jumlah_isian": sum(satu["isian"] for satu in rekap),
    }
    return render(request, "pegawai/lembar_kerja.html", isi)


@perlu_izin("pegawai.view_berkasimpor", "pegawai.ekspor_pegawai")
@require_safe
def unduh(request: PenggunaRequest) -> HttpResponse:
    """One worksheet (``?opd=12``, 0 for those without a unit), or all of the Instansi as a zip."""
    saringan = Saringan.dari(request.user, request.GET)
    if saringan.instansi is None:
        messages.error(request, "Pilih satu instansi dahulu, lalu unduh lembar kerjanya.")
        return redirect("pegawai:lembar_kerja")
    if "opd" in request.GET:
        return _satu(request, saringan)
    return _semua(request, saringan)


def _satu(request: PenggunaRequest, saringan: Saringan) -> HttpResponse:
    hari = timezone.localdate()
    lembar = lembar_kerja.susun(saringan.daftar_pegawai, saringan.instansi, saringan.opd, hari)
    if not lembar.daftar:
        messages.info(request, f"{lembar.nama_opd}: tidak ada yang perlu dilengkapi.")
        return redirect("pegawai:lembar_kerja")
    berkas = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - FileResponse closes it
    lembar_kerja.tulis(lembar, berkas, oleh=request.user)
    berkas.seek(0)
    _catat(saringan, lembar.nama_opd, lembar.daftar)
    return FileResponse(berkas, as_attachment=True, filename=lembar.nama_berkas, content_type=MIME)


def _semua(request: PenggunaRequest, saringan: Saringan) -> HttpResponse:
    hari = timezone.localdate()
    semua = lembar_kerja.daftar_lembar(
        saringan.daftar_pegawai, saringan.instansi, saringan.daftar_unit, hari
    )
    arsip = lembar_kerja.bundel(semua, oleh=request.user)
    _catat(saringan, "semua perangkat daerah", [satu for lembar in semua for satu in lembar.daftar])
    kode = saringan.kode_instansi.replace(".", "")
    return FileResponse(
        arsip,
        as_attachment=True,
        filename=f"lembar-kerja-{kode}-{hari:%Y%m%d}.zip",
        content_type="application/zip",
    )


def _catat(saringan: Saringan, apa: str, daftar: list[Pegawai]) -> None:
    jumlah = len(daftar)
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=saringan.pengguna,
        keterangan=f"Lembar kerja {apa}: {jumlah} baris"[:300],
        data={"daftar": "lembar-kerja", "jumlah": jumlah, "lingkup": apa},
        instansi=saringan.instansi,
        daftar_objek=[satu.pk for satu in daftar],
    )
