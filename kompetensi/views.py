"""Assessments, the nine boxes, and the talent profile of a person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat, catat_baca
from akses.models import JejakAudit
from kompetensi.models import Asesmen, PeriodeTalenta
from kompetensi.pemetaan import instansi_terkunci
from kompetensi.peta import (
    BELUM,
    Saringan,
    buku_peta,
    halaman_orang,
    orang_bernama,
    pilihan_saringan,
    susun_peta,
)
from kompetensi.profil import daftar_potensi, kategori_jpm, susun_kompetensi, susun_talenta
from kompetensi.tasks import petakan_periode
from pegawai.models import Jenjang, Pegawai
from pegawai.panel import kepala

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEADAAN = {
    "": "Semua",
    "berlaku": "Berlaku",
    "akan-habis": "Habis dalam 90 hari",
    "kedaluwarsa": "Kedaluwarsa",
    "belum": "Belum pernah dinilai",
}


def _daftar_periode() -> list[PeriodeTalenta]:
    daftar = PeriodeTalenta.objects.exclude(status=PeriodeTalenta.Status.DISIAPKAN)
    return list(daftar.select_related("skema"))


@require_safe
@perlu_izin("kompetensi.view_hasilpemetaan")
def peta(request: PenggunaRequest) -> HttpResponse:
    saringan = Saringan.baca(request.GET)
    daftar_periode = _daftar_periode()
    isi = susun_peta(request.user, saringan, daftar_periode)
    daftar_instansi, daftar_unit = pilihan_saringan(request.user, saringan)
    konteks = {
        "peta": isi,
        "orang": halaman_orang(request.user, isi),
        "belum": saringan.kotak == BELUM,
        "daftar_periode": daftar_periode,
        "daftar_instansi": daftar_instansi,
        "daftar_unit": daftar_unit,
        "daftar_jenjang": Jenjang.choices,
    }
    return render(request, "kompetensi/peta.html", konteks)


@require_safe
@perlu_izin("kompetensi.view_hasilpemetaan", "kompetensi.ekspor_pemetaan")
def unduh_peta(request: PenggunaRequest) -> HttpResponse:
    isi = susun_peta(request.user, Saringan.baca(request.GET), _daftar_periode())
    berkas = buku_peta(request.user, isi)
    catat(
        JejakAudit.Aksi.UNDUH,
        Pegawai,
        oleh=request.user,
        keterangan=f"Peta talenta {isi.periode or ''}",
        data={
            "saringan": {nama: isian.replace("\0", "") for nama, isian in request.GET.items()},
            "jumlah": isi.populasi,
        },
        daftar_objek=orang_bernama(request.user, isi).values_list("pegawai_id", flat=True),
    )
    nama = f"peta-talenta-{isi.periode or 'kosong'}.xlsx"
    kepala = {"Content-Disposition": f'attachment; filename="{nama}"'}
    return HttpResponse(berkas, content_type=XLSX, headers=kepala)


@require_POST
@perlu_izin("kompetensi.petakan")
def hitung_peta(request: PenggunaRequest) -> HttpResponseRedirect:
    saringan = Saringan.baca(request.POST)
    periode = get_object_or_404(PeriodeTalenta, tahun=saringan.periode)
    instansi_id = request.user.instansi_id
    if instansi_id is None:
        messages.error(request, "Akun Anda belum terhubung dengan satu instansi.")
    elif periode.status != PeriodeTalenta.Status.TERBUKA or instansi_id in instansi_terkunci(
        periode
    ):
        messages.error(request, f"Periode talenta {periode} sudah dikunci.")
    else:
        with transaction.atomic():
            petakan_periode.delay_on_commit(periode.pk, instansi_id, request.user.pk)
        messages.success(request, "Pemetaan sedang dihitung. Muat ulang halaman ini sebentar lagi.")
    return redirect("kompetensi:peta")


@require_safe
@perlu_izin("kompetensi.view_hasilpemetaan")
def talenta(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The part "Kompetensi dan talenta" of a person's page."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Profil talenta")
    isi = susun_talenta(pegawai, request.user)
    konteks = {**kepala(request.user, pegawai, "talenta"), "talenta": isi}
    return render(request, "kompetensi/talenta.html", konteks)


@require_safe
@perlu_izin("kompetensi.view_asesmen")
def asesmen(request: PenggunaRequest) -> HttpResponse:
    hari_ini = timezone.localdate()
    keadaan = request.GET.get("keadaan", "")
    q = request.GET.get("q", "").strip()
    hasil = Asesmen.untuk(request.user)
    populasi = Pegawai.untuk(request.user).pns_aktif(hari_ini)
    daftar = hasil.saring_pegawai(populasi, keadaan, hari_ini)
    if q:
        daftar = daftar.filter(nip=q) if q.isdecimal() else daftar.filter(nama__icontains=q)
    daftar = hasil.terakhir(daftar.select_related("unit").order_by("nama", "pk"))
    konteks = {
        "halaman": Paginator(daftar, 50).get_page(request.GET.get("halaman")),
        "keadaan": keadaan,
        "q": q,
        "daftar_keadaan": KEADAAN.items(),
        "rekap": hasil.rekap_keadaan(populasi, hari_ini),
        "hari_ini": hari_ini,
    }
    return render(request, "kompetensi/asesmen.html", konteks)


@require_safe
@perlu_izin("kompetensi.view_asesmen")
def rincian_asesmen(request: PenggunaRequest, asesmen_id: int) -> HttpResponse:
    daftar = Asesmen.untuk(request.user).select_related("pegawai", "pegawai__unit")
    satu = get_object_or_404(daftar, pk=asesmen_id)
    catat_baca(satu.pegawai, oleh=request.user, keterangan="Hasil asesmen")
    konteks = {
        "asesmen": satu,
        "pegawai": satu.pegawai,
        "kategori": kategori_jpm(satu),
        "daftar_kompetensi": susun_kompetensi(satu, request.user),
        "daftar_potensi": daftar_potensi(satu, request.user),
        "berlaku": satu.berlaku_sampai >= timezone.localdate(),
    }
    return render(request, "kompetensi/rincian_asesmen.html", konteks)
