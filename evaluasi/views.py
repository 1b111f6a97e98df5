"""Home pages, reports and their review, commitments, corrective action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from akses.izin import PenggunaRequest, perlu_izin, terbuka
from akses.jejak import catat
from akses.models import Instansi, JejakAudit
from evaluasi import alur, antrean, dasbor, keluaran
from evaluasi.forms import (
    AjukanForm,
    KemajuanForm,
    PembinaanForm,
    PutusanForm,
    TahapForm,
    TindakLanjutForm,
)
from evaluasi.laporan import sidik
from evaluasi.models import (
    Indikator,
    KomitmenBersama,
    LaporanEvaluasi,
    PeriodeEvaluasi,
    TahapPenerapan,
    TindakLanjut,
    Tinjauan,
)

BACA = require_http_methods(["GET", "HEAD"])


@terbuka
@BACA
def beranda(request: PenggunaRequest) -> HttpResponse:
    """Home by role: the governor's comparison, a head's own region, or the staff's work queue."""
    instansi = request.user.instansi
    memimpin = request.user.has_perm("evaluasi.baca_semua_laporan")
    if instansi is None or not memimpin or request.user.is_superuser:
        return render(request, "evaluasi/beranda.html", antrean.susun(request.user))
    if instansi.adalah_provinsi:
        return render(request, "evaluasi/beranda_gubernur.html", _isi_gubernur(request))
    return render(request, "evaluasi/beranda_kepala.html", _isi_kepala(request, instansi))


def _isi_gubernur(request: PenggunaRequest) -> dict[str, Any]:
    periode = dasbor.periode_terkini()
    if periode is None:
        return {"periode": None}
    laporan_periode = LaporanEvaluasi.untuk(request.user).filter(periode=periode)
    menunggu = laporan_periode.menunggu_keputusan().select_related("instansi")
    sendiri = request.user.instansi_id
    return {
        "periode": periode,
        "perbandingan": dasbor.bandingkan(request.user, periode, request.GET.get("indikator", "")),
        "keputusan": [satu for satu in menunggu if satu.instansi_id == sendiri],
        "pembinaan": [satu for satu in menunggu if satu.instansi_id != sendiri],
        "jumlah_disetujui": laporan_periode.filter(status="DISETUJUI").count(),
        "lewat": TindakLanjut.untuk(request.user).lewat(timezone.localdate()).count(),
    }


def _isi_kepala(request: PenggunaRequest, instansi: Instansi) -> dict[str, Any]:
    periode = dasbor.periode_terkini()
    if periode is None:
        return {"periode": None, "instansi": instansi}
    perbandingan = dasbor.bandingkan(request.user, periode)
    sendiri = LaporanEvaluasi.untuk(request.user).filter(periode=periode, instansi=instansi)
    tindakan = TindakLanjut.untuk(request.user).filter(instansi=instansi).terbuka()
    laporan_sendiri = sendiri.first()
    isi = laporan_sendiri.isi if laporan_sendiri else {}
    return {
        "matriks": dasbor.matriks(isi["sebaran"]) if isi else [],
        "periode": periode,
        "instansi": instansi,
        "perbandingan": perbandingan,
        "sendiri": dasbor.baris_sendiri(perbandingan, instansi) if perbandingan else None,
        "peringkat": dasbor.peringkat_per_indikator(perbandingan, instansi) if perbandingan else [],
        "laporan": laporan_sendiri,
        "daftar_tindakan": tindakan.select_related("indikator").order_by("tenggat")[:8],
        "hari_ini": timezone.localdate(),
    }


# Reports


@perlu_izin("evaluasi.view_laporanevaluasi")
@BACA
def laporan(request: PenggunaRequest) -> HttpResponse:
    """Reports of a period in scope, with their states."""
    daftar_periode = list(PeriodeEvaluasi.objects.all()[:12])
    kode = request.GET.get("periode", "")
    bawaan = dasbor.periode_terkini() or (daftar_periode[0] if daftar_periode else None)
    periode = next((p for p in daftar_periode if p.kode == kode), bawaan)
    daftar = LaporanEvaluasi.untuk(request.user).filter(periode=periode)
    isi = {
        "daftar_periode": daftar_periode,
        "periode": periode,
        "daftar_laporan": daftar.select_related("instansi", "diputuskan_oleh"),
    }
    return render(request, "evaluasi/laporan.html", isi)


def _ambil_laporan(request: PenggunaRequest, laporan_id: int) -> LaporanEvaluasi:
    daftar = LaporanEvaluasi.untuk(request.user).select_related(
        "instansi", "periode", "diajukan_oleh", "diputuskan_oleh"
    )
    return get_object_or_404(daftar, pk=laporan_id)


def _isi_laporan(request: PenggunaRequest, objek: LaporanEvaluasi) -> dict[str, Any]:
    pengguna = request.user
    daftar_tinjauan = list(Tinjauan.untuk(pengguna).filter(laporan=objek))
    sendiri = pengguna.instansi_id == objek.instansi_id
    pemutus = alur.jabatan_kepala(pengguna, objek.instansi, timezone.localdate())
    gubernur = bool(pengguna.instansi and pengguna.instansi.adalah_provinsi)
    return {
        "laporan": objek,
        "isi": objek.isi,
        "daftar_tinjauan": [t for t in daftar_tinjauan if t.jenis != Tinjauan.Jenis.PEMBINAAN],
        "daftar_pembinaan": [t for t in daftar_tinjauan if t.jenis == Tinjauan.Jenis.PEMBINAAN],
        "boleh_putuskan": bool(pemutus) and objek.status == "DIAJUKAN",
        "boleh_ajukan": sendiri and objek.terbuka and pengguna.has_perm("evaluasi.ajukan_laporan"),
        "boleh_sunting": sendiri
        and objek.terbuka
        and pengguna.has_perm("evaluasi.change_laporanevaluasi"),
        "boleh_bina": gubernur and not sendiri and pengguna.has_perm("evaluasi.bina_laporan"),
        "boleh_tindak": sendiri and pengguna.has_perm("evaluasi.add_tindaklanjut"),
        "form_putusan": PutusanForm(),
        "form_ajukan": AjukanForm(initial={"nomor": objek.nomor}),
        "form_bina": PembinaanForm(),
    }


@perlu_izin("evaluasi.view_laporanevaluasi")
@BACA
def laporan_rincian(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    objek = _ambil_laporan(request, laporan_id)
    return render(request, "evaluasi/laporan_rincian.html", _isi_laporan(request, objek))


@perlu_izin("evaluasi.ajukan_laporan")
@require_POST
def laporan_ajukan(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    objek = _ambil_laporan(request, laporan_id)
    form = AjukanForm(request.POST)
    if form.is_valid():
        try:
            alur.ajukan(objek.pk, oleh=request.user, nomor=form.cleaned_data["nomor"])
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, f"Laporan diajukan kepada {objek.instansi.sebutan_kepala}.")
            return redirect(objek)
    isi = _isi_laporan(request, objek) | {"form_ajukan": form}
    return render(request, "evaluasi/laporan_rincian.html", isi, status=422)


def _putuskan(request: PenggunaRequest, objek: LaporanEvaluasi, data: dict[str, Any]) -> None:
    sidik_dibaca = request.POST.get("sha256", "")
    isi = {"oleh": request.user, "catatan": data["catatan"], "sha256": sidik_dibaca}
    if data["keputusan"] == "SETUJUI":
        alur.setujui(objek.pk, **isi)
    else:
        alur.kembalikan(objek.pk, batas=data["batas_perbaikan"], **isi)


@perlu_izin("evaluasi.putuskan_laporan")
@require_POST
def laporan_putusan(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    """Decide a report of one's own region; another's can be read by some, decided by none."""
    objek = _ambil_laporan(request, laporan_id)
    form = PutusanForm(request.POST)
    if form.is_valid():
        setuju = form.cleaned_data["keputusan"] == "SETUJUI"
        try:
            _putuskan(request, objek, form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            hasil = "disetujui" if setuju else f"dikembalikan ke {objek.instansi.nama_badan}"
            messages.success(request, f"Laporan {hasil}.")
            return redirect(objek)
    isi = _isi_laporan(request, objek) | {"form_putusan": form}
    return render(request, "evaluasi/laporan_rincian.html", isi, status=422)


@perlu_izin("evaluasi.bina_laporan")
@require_POST
def laporan_bina(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    objek = _ambil_laporan(request, laporan_id)
    form = PembinaanForm(request.POST)
    if form.is_valid():
        try:
            alur.beri_pembinaan(objek.pk, oleh=request.user, catatan=form.cleaned_data["catatan"])
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, "Catatan pembinaan disimpan.")
            return redirect(objek)
    isi = _isi_laporan(request, objek) | {"form_bina": form}
    return render(request, "evaluasi/laporan_rincian.html", isi, status=422)


@perlu_izin("evaluasi.change_laporanevaluasi")
@require_POST
def laporan_sunting(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    """Keep what the office rewrote in the recommendations."""
    objek = _ambil_laporan(request, laporan_id)
    suntingan = {
        "rekomendasi": {
            r["kode"]: {"kalimat": request.POST.get(r["kode"], "").strip()[:1000]}
            for r in objek.isi["rekomendasi"]
        },
        "permintaan": request.POST.get("permintaan", "").strip()[:1000],
    }
    try:
        alur.sunting(objek.pk, oleh=request.user, suntingan=suntingan)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, "Suntingan disimpan.")
    return redirect(objek)


def _berkas(isi: bytes, jenis: str, nama: str) -> HttpResponse:
    respons = HttpResponse(isi, content_type=jenis)
    respons["Content-Disposition"] = f'attachment; filename="{nama}"'
    return respons


def _unduh(request: PenggunaRequest, objek: LaporanEvaluasi, akhiran: str) -> str:
    """Record the download; returns the file's name."""
    catat(JejakAudit.Aksi.UNDUH, objek, oleh=request.user, keterangan=f"Laporan {akhiran}")
    kode = objek.instansi.kode_akun
    return f"laporan-evaluasi-{kode}-{objek.periode.kode}.{akhiran}"


@perlu_izin("evaluasi.view_laporanevaluasi")
@BACA
def laporan_pdf(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    objek = _ambil_laporan(request, laporan_id)
    alamat = request.build_absolute_uri(reverse("evaluasi:laporan_verifikasi", args=[objek.pk]))
    isi = keluaran.buat_pdf(objek, alamat)
    return _berkas(isi, "application/pdf", _unduh(request, objek, "pdf"))


@perlu_izin("evaluasi.view_laporanevaluasi")
@BACA
def laporan_xlsx(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    objek = _ambil_laporan(request, laporan_id)
    isi = keluaran.buat_xlsx(objek, oleh=request.user)
    jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _berkas(isi, jenis, _unduh(request, objek, "xlsx"))


@perlu_izin("evaluasi.view_laporanevaluasi")
@BACA
def laporan_verifikasi(request: PenggunaRequest, laporan_id: int) -> HttpResponse:
    """Where the QR leads: is that print still what the system holds, and who decided it when?"""
    objek = _ambil_laporan(request, laporan_id)
    cetakan = request.GET.get("sha256", "").strip().lower()[:64]
    isi = {
        "laporan": objek,
        "utuh": sidik(objek.isi) == objek.sha256,
        "cetakan": cetakan,
        "sama": cetakan == objek.sha256,
    }
    return render(request, "evaluasi/laporan_verifikasi.html", isi)


# Indicators, commitments, corrective action


@perlu_izin("evaluasi.view_indikator")
@BACA
def indikator(request: PenggunaRequest) -> HttpResponse:
    """Every indicator with its definition, and its figures as far as the reader may compare."""
    periode = dasbor.periode_terkini()
    kode = request.GET.get("indikator", "")
    isi = {
        "periode": periode,
        "perbandingan": dasbor.bandingkan(request.user, periode, kode) if periode else None,
        "daftar_indikator": Indikator.objects.filter(aktif=True),
    }
    return render(request, "evaluasi/indikator.html", isi)


@perlu_izin("evaluasi.view_komitmenbersama")
@BACA
def komitmen(request: PenggunaRequest) -> HttpResponse:
    """The commitment of 9 December 2025: fifteen signers, eleven stages for each."""
    objek = get_object_or_404(KomitmenBersama.objects.order_by("tanggal")[:1])
    terlihat = Instansi.objects.untuk_rekap(request.user)
    per_instansi = dasbor.tahap_per_instansi(request.user)
    isi = {
        "komitmen": objek,
        "daftar_penanda": dasbor.daftar_penanda(objek),
        "daftar_tahap": TahapPenerapan.Tahap.choices,
        "baris": [(satu, per_instansi.get(satu.pk, [])) for satu in terlihat],
        "selesai": sum(s.status == "SELESAI" for daftar in per_instansi.values() for s in daftar),
        "seluruhnya": sum(len(daftar) for daftar in per_instansi.values()),
    }
    return render(request, "evaluasi/komitmen.html", isi)


@perlu_izin("evaluasi.change_tahappenerapan")
def tahap(request: PenggunaRequest, tahap_id: int) -> HttpResponse:
    objek = get_object_or_404(
        TahapPenerapan.untuk(request.user).select_related("instansi"), pk=tahap_id
    )
    form = TahapForm(request.POST or None, instance=objek, pengguna=request.user)
    if form.is_valid():
        with transaction.atomic():
            objek.diubah, objek.diubah_oleh = timezone.now(), request.user
            form.save()
            catat(JejakAudit.Aksi.UBAH, objek, oleh=request.user, data={"kolom": form.changed_data})
        messages.success(request, "Tahap penerapan disimpan.")
        return redirect("evaluasi:komitmen")
    return render(request, "evaluasi/tahap.html", {"form": form, "tahap": objek})


@perlu_izin("evaluasi.view_tindaklanjut")
@BACA
def tindak_lanjut(request: PenggunaRequest) -> HttpResponse:
    """Corrective actions in scope, overdue first."""
    hari_ini = timezone.localdate()
    semua = TindakLanjut.untuk(request.user).select_related("instansi", "indikator", "unit")
    isi = {
        "hari_ini": hari_ini,
        "daftar_terbuka": semua.terbuka().order_by("tenggat", "pk")[:200],
        "daftar_selesai": semua.filter(status="SELESAI").order_by("-diubah_pada")[:20],
        "jumlah_lewat": semua.lewat(hari_ini).count(),
    }
    return render(request, "evaluasi/tindak_lanjut.html", isi)


@perlu_izin("evaluasi.add_tindaklanjut")
def tindak_lanjut_baru(request: PenggunaRequest) -> HttpResponse:
    """A corrective action, from a deviation of a report or on its own."""
    if request.user.instansi is None:
        raise PermissionDenied("Akun ini tidak mewakili satu instansi.")
    awal = {"indikator": Indikator.objects.filter(kode=request.GET.get("indikator", "")).first()}
    baru = TindakLanjut(instansi=request.user.instansi, dibuat_oleh=request.user)
    form = TindakLanjutForm(
        request.POST or None, instance=baru, initial=awal, pengguna=request.user
    )
    if form.is_valid():
        with transaction.atomic():
            objek = form.save()
            catat(JejakAudit.Aksi.BUAT, objek, oleh=request.user)
        messages.success(request, "Tindakan korektif disimpan.")
        return redirect("evaluasi:tindak_lanjut")
    return render(request, "evaluasi/tindak_lanjut_ubah.html", {"form": form})


@perlu_izin("evaluasi.change_tindaklanjut")
def tindak_lanjut_ubah(request: PenggunaRequest, tindak_lanjut_id: int) -> HttpResponse:
    terbuka_saja = TindakLanjut.untuk(request.user).terbuka()
    objek = get_object_or_404(terbuka_saja, pk=tindak_lanjut_id)
    form = KemajuanForm(request.POST or None, instance=objek, pengguna=request.user)
    if form.is_valid():
        with transaction.atomic():
            objek.diubah_pada = timezone.now()
            form.save()
            catat(JejakAudit.Aksi.UBAH, objek, oleh=request.user, data={"kolom": form.changed_data})
        messages.success(request, "Kemajuan disimpan.")
        return redirect("evaluasi:tindak_lanjut")
    isi = {"form": form, "tindak_lanjut": objek}
    return render(request, "evaluasi/tindak_lanjut_ubah.html", isi)
