"""The page of one person, and changing the record by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat, catat_baca
from akses.models import JejakAudit, Pengguna
from pegawai import jatidiri
from pegawai.beda_riwayat import daftar_beda, isian_awal
from pegawai.forms import PegawaiForm
from pegawai.forms_daftar import IZIN_KOTAK_BAWAH
from pegawai.forms_usulan import ajukan
from pegawai.kelengkapan import DAFTAR_BUTIR
from pegawai.models import (
    HukumanDisiplin,
    KetetapanJp,
    Pegawai,
    PenilaianKinerja,
    RiwayatJabatan,
    RiwayatNip,
    UsulanPerubahan,
)
from pegawai.models import RiwayatPelatihan as Pelatihan
from pegawai.models.riwayat import IZIN_HUKUMAN
from pegawai.panel import kepala
from pegawai.penempatan import penempatan
from pegawai.ringkasan import perbarui_ringkasan
from pegawai.temuan import daftar_temuan
from pegawai.usulan import usulkan
from pegawai.views.impor import kirim_semua


@perlu_izin("pegawai.view_pegawai")
@require_safe
def rincian(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The profile. Opening it leaves one row in the trail."""
    pegawai = ambil(request, pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Profil pegawai")
    return render(request, "pegawai/rincian.html", susun(request, pegawai))


@perlu_izin("pegawai.view_pegawai")
@require_POST
def nip(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Show the NIP whole, once; the trail keeps who asked."""
    pegawai = ambil(request, pegawai_id)
    catat(JejakAudit.Aksi.LIHAT, pegawai, oleh=request.user, keterangan="NIP lengkap")
    if request.htmx:
        konteks = {"pegawai": pegawai, "nip_tampak": True, "daftar_nip": nip_lama(request, pegawai)}
        return render(request, "pegawai/_nip.html", konteks)
    return render(request, "pegawai/rincian.html", susun(request, pegawai) | {"nip_tampak": True})


@perlu_izin("pegawai.terapkan_impor", "pegawai.view_pegawai")
@require_POST
def pisahkan(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Undo the latest merge: the record takes its old NIP back."""
    pegawai = ambil(request, pegawai_id)
    try:
        ulang = jatidiri.pisahkan(pegawai.pk, oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(request, "Penggabungan dibatalkan. Pegawai kembali memakai NIP lamanya.")
        kirim_semua(request, ulang)
    return redirect("pegawai:rincian", pegawai_id=pegawai.pk)


def nip_lama(request: PenggunaRequest, pegawai: Pegawai) -> list[RiwayatNip]:
    """The NIPs that the person has given up, latest first."""
    return list(RiwayatNip.untuk(request.user).filter(pegawai=pegawai).select_related("oleh"))


@perlu_izin("pegawai.lihat_nik", "pegawai.view_pegawai")
@require_POST
def nik(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Show the NIK whole, once; the trail keeps who asked."""
    pegawai = ambil(request, pegawai_id)
    catat(JejakAudit.Aksi.LIHAT, pegawai, oleh=request.user, keterangan="NIK lengkap")
    if request.htmx:
        return render(request, "pegawai/_nik.html", {"pegawai": pegawai, "nik_tampak": True})
    return render(request, "pegawai/rincian.html", susun(request, pegawai) | {"nik_tampak": True})


@perlu_izin("pegawai.change_pegawai", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def ubah(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """Write the contact, propose the rest; the row lock makes the check on conflicts hold.

    ``?dari=golongan`` fills the form in with the newest row of that history.
    """
    daftar = Pegawai.untuk(request.user)
    if request.method == "POST":
        daftar = daftar.select_for_update(of=("self",))
    pegawai = get_object_or_404(daftar.select_related("unit", "jabatan"), pk=pegawai_id)
    if request.method == "POST":
        form = PegawaiForm(request.POST, request.FILES, instance=pegawai, pengguna=request.user)
    else:
        awal = isian_awal(request.user, pegawai, request.GET.get("dari", ""), timezone.localdate())
        form = PegawaiForm(instance=pegawai, pengguna=request.user, initial=awal)
    if form.is_bound and form.is_valid() and simpan(form, oleh=request.user):
        messages.success(
            request,
            "Usulan perubahan dikirim ke verifikator." if form.daftar_usul
            else "Data pegawai disimpan.",
        )  # fmt: skip
        return redirect("pegawai:rincian", pegawai_id=pegawai.pk)
    catat_baca(pegawai, oleh=request.user, keterangan="Formulir data pegawai")
    konteks = {"form": form, "nama": form.initial.get("nama"), "pegawai_id": pegawai.pk}
    return render(request, "pegawai/ubah.html", konteks, status=422 if form.is_bound else 200)


def simpan(form: PegawaiForm, *, oleh: Pengguna) -> bool:
    """Write what may be written at once and propose the rest; False with the reason in the form.

    Both or neither: a refused proposal leaves the contact as it was, too.
    """
    pegawai = form.instance
    if form.daftar_usul:
        usulan = ajukan(
            form,
            UsulanPerubahan.Sasaran.PEGAWAI,
            pegawai,
            oleh,
            lambda bukti: usulkan(
                pegawai.pk,
                form.nilai_usul,
                oleh=oleh,
                alasan=form.cleaned_data["alasan"],
                bukti=bukti,
            ),
        )
        if usulan is None:
            return False
    if form.daftar_langsung:
        _simpan_langsung(form, oleh)
    return True


def _simpan_langsung(form: PegawaiForm, oleh: Pengguna) -> None:
    pegawai, beda = form.instance, form.perbedaan()
    pegawai.diubah = timezone.now()
    pegawai.save(update_fields=[*form.daftar_langsung, "diubah"])
    catat(
        JejakAudit.Aksi.UBAH,
        pegawai,
        oleh=oleh,
        keterangan=", ".join(beda),
        data={
            "sebelum": {nama: lama for nama, (lama, _) in beda.items()},
            "sesudah": {nama: baru for nama, (_, baru) in beda.items()},
        },
    )
    perbarui_ringkasan(Pegawai.untuk(oleh).filter(pk=pegawai.pk))


def ambil(request: PenggunaRequest, pegawai_id: int) -> Pegawai:
    """The person with the figures of the page, or 404."""
    return get_object_or_404(Pegawai.untuk(request.user).rinci(timezone.localdate()), pk=pegawai_id)


def susun(request: PenggunaRequest, pegawai: Pegawai) -> dict[str, Any]:
    """Everything the page shows, as far as the reader may know it."""
    pengguna, hari = request.user, timezone.localdate()
    milik = {"pegawai": pegawai}
    kinerja = list(PenilaianKinerja.untuk(pengguna).filter(**milik))
    pelatihan = list(Pelatihan.untuk(pengguna).filter(**milik).select_related("jenis"))
    jp = sum(satu.jp for satu in pelatihan if satu.tahun == hari.year)
    jp_wajib = KetetapanJp.objects.wajib_pns(hari)
    hukuman = None
    if pengguna.has_perm(IZIN_HUKUMAN):
        hukuman = list(HukumanDisiplin.untuk(pengguna).filter(**milik))
    temuan = daftar_temuan(pegawai, kinerja, hari)
    beda = daftar_beda(pengguna, pegawai, hari)
    return {
        **kepala(pengguna, pegawai, ""),
        "daftar_nip": nip_lama(request, pegawai),
        "penempatan": penempatan(pegawai),
        "nik_tampak": False,
        "daftar_kinerja": kinerja,
        "daftar_pelatihan": pelatihan,
        "jp": jp,
        "jp_wajib": jp_wajib,
        "jp_skala": 2 * jp_wajib,
        "jp_kurang": max(jp_wajib - jp, 0),
        "wajib_jp": pegawai.status_asn == Pegawai.StatusAsn.PNS,
        "daftar_jabatan": RiwayatJabatan.untuk(pengguna).filter(**milik),
        "daftar_hukuman": hukuman,
        "daftar_kurang": [b for b in DAFTAR_BUTIR if getattr(pegawai, b.anotasi) == 0],
        "daftar_temuan": temuan,
        "daftar_beda": beda,
        "jumlah_temuan": len(temuan) + len(beda),
        "kotak": pegawai.kotak if boleh_kotak(pengguna, pegawai) else None,
        "tahun": hari.year,
    }


def boleh_kotak(pengguna: Pengguna, pegawai: Pegawai) -> bool:
    """Names in boxes 1–3 are for those with the permission only."""
    return bool(pegawai.kotak and pegawai.kotak >= 4) or pengguna.has_perm(IZIN_KOTAK_BAWAH)
