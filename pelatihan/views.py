"""Pages of programmes, batches, money and hours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat, catat_baca
from akses.models import Instansi, JejakAudit
from pegawai.models import KetetapanJp, Pegawai
from pegawai.panel import kepala
from pelatihan import anggaran as uang
from pelatihan import capaian_jp, profil
from pelatihan import program as daur
from pelatihan.forms import (
    AlokasiForm,
    AnggaranForm,
    AngkatanForm,
    HasilPesertaForm,
    PesertaForm,
    ProgramForm,
    RealisasiForm,
    TahunForm,
)
from pelatihan.models import (
    AlokasiProgram,
    AnggaranKegiatan,
    Angkatan,
    Peserta,
    ProgramPelatihan,
    Realisasi,
)

PER_HALAMAN = 50


def _tahun(request: PenggunaRequest) -> int:
    return TahunForm.tahun_dari(request.GET, timezone.localdate().year)


def _instansi_sendiri(request: PenggunaRequest) -> Instansi:
    """The Instansi in whose name the account enters data; an account without one may not."""
    if request.user.instansi is None:
        raise PermissionDenied("Akun ini tidak mewakili satu instansi.")
    return request.user.instansi


def _halaman(request: PenggunaRequest, daftar: QuerySet) -> object:
    return Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))


@perlu_izin("pelatihan.view_programpelatihan")
@require_http_methods(["GET", "HEAD"])
def program(request: PenggunaRequest) -> HttpResponse:
    """Programmes of a year, with the money and the places of each."""
    tahun = _tahun(request)
    semua_program = ProgramPelatihan.untuk(request.user).filter(tahun=tahun)
    per_status = semua_program.jumlah_per_status()
    status = request.GET.get("status", "")
    daftar = semua_program.filter(status=status) if per_status.get(status) else semua_program
    isi = {
        "tahun": tahun,
        "status": status if per_status.get(status) else "",
        "jumlah_program": sum(per_status.values()),
        "daftar_status": [(s, per_status[s]) for s in ProgramPelatihan.Status if per_status[s]],
        "jumlah": AnggaranKegiatan.untuk(request.user).filter(tahun=tahun).jumlah(),
        "halaman": _halaman(request, daftar.dengan_angka()),
    }
    return render(request, "pelatihan/program.html", isi)


@perlu_izin("pelatihan.add_programpelatihan")
def program_baru(request: PenggunaRequest) -> HttpResponse:
    awal = {"tahun": timezone.localdate().year}
    baru = ProgramPelatihan(instansi=_instansi_sendiri(request), diusulkan_oleh=request.user)
    form = ProgramForm(request.POST or None, instance=baru, initial=awal, pengguna=request.user)
    if form.is_valid():
        disimpan = form.save()
        catat(JejakAudit.Aksi.BUAT, disimpan, oleh=request.user)
        messages.success(request, "Usulan program disimpan.")
        return redirect(disimpan)
    return render(request, "pelatihan/program_ubah.html", {"form": form})


@perlu_izin("pelatihan.change_programpelatihan")
def program_ubah(request: PenggunaRequest, program_id: int) -> HttpResponse:
    """Edit a programme while it is a proposal; an approved one is what was approved."""
    usulan = ProgramPelatihan.untuk(request.user).filter(status=ProgramPelatihan.Status.USULAN)
    objek = get_object_or_404(usulan, pk=program_id)
    form = ProgramForm(request.POST or None, instance=objek, pengguna=request.user)
    if form.is_valid():
        form.save()
        catat(JejakAudit.Aksi.UBAH, objek, oleh=request.user, data={"kolom": form.changed_data})
        messages.success(request, "Perubahan program disimpan.")
        return redirect(objek)
    return render(request, "pelatihan/program_ubah.html", {"form": form, "program": objek})


def _isi_rincian(request: PenggunaRequest, program_id: int) -> dict[str, Any]:
    """What the page of one programme shows; the three forms empty."""
    daftar = ProgramPelatihan.untuk(request.user).select_related(
        "instansi", "jenis", "prioritas", "diusulkan_oleh"
    )
    objek = get_object_or_404(daftar.dengan_angka(), pk=program_id)
    siapkan = {"program": objek, "pengguna": request.user}
    belum_mundur = Q(daftar_peserta__status=Peserta.Status.MUNDUR)
    return {
        "program": objek,
        "langkah": daur.langkah_boleh(objek, request.user),
        "daftar_alokasi": AlokasiProgram.untuk(request.user)
        .filter(program=objek)
        .select_related("anggaran"),
        "daftar_realisasi": Realisasi.untuk(request.user)
        .filter(alokasi__program=objek)
        .select_related("alokasi__anggaran", "dicatat_oleh"),
        "daftar_angkatan": Angkatan.untuk(request.user)
        .filter(program=objek)
        .annotate(jumlah_peserta=Count("daftar_peserta", filter=~belum_mundur)),
        "form_alokasi": AlokasiForm(**siapkan),
        "form_realisasi": RealisasiForm(**siapkan),
        "form_angkatan": AngkatanForm(pengguna=request.user),
    }


@perlu_izin("pelatihan.view_programpelatihan")
@require_http_methods(["GET", "HEAD"])
def program_rincian(request: PenggunaRequest, program_id: int) -> HttpResponse:
    isi = _isi_rincian(request, program_id)
    return render(request, "pelatihan/program_rincian.html", isi)


@perlu_izin("pelatihan.view_programpelatihan")
@require_POST
def program_status(request: PenggunaRequest, program_id: int) -> HttpResponse:
    """Take one step in the life of a programme; which ones are open depends on role and state."""
    objek = get_object_or_404(ProgramPelatihan.untuk(request.user), pk=program_id)
    catatan = request.POST.get("catatan", "")[:300]
    try:
        daur.ubah_status(objek, request.POST.get("status", ""), oleh=request.user, catatan=catatan)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, "Status program diperbarui.")
    return redirect(objek)


@perlu_izin("pelatihan.change_programpelatihan")
@require_POST
def alokasi(request: PenggunaRequest, program_id: int) -> HttpResponse:
    isi = _isi_rincian(request, program_id)
    form = AlokasiForm(request.POST, program=isi["program"], pengguna=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            uang.alokasikan(data["anggaran"], isi["program"], data["jumlah"], oleh=request.user)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Alokasi disimpan.")
            return redirect(isi["program"])
    isi["form_alokasi"] = form
    return render(request, "pelatihan/program_rincian.html", isi, status=422)


@perlu_izin("pelatihan.add_realisasi")
@require_POST
def realisasi(request: PenggunaRequest, program_id: int) -> HttpResponse:
    isi = _isi_rincian(request, program_id)
    form = RealisasiForm(request.POST, program=isi["program"], pengguna=request.user)
    if form.is_valid():
        try:
            uang.catat_realisasi(oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Realisasi dicatat.")
            return redirect(isi["program"])
    isi["form_realisasi"] = form
    return render(request, "pelatihan/program_rincian.html", isi, status=422)


@perlu_izin("pelatihan.jalankan_programpelatihan")
@require_POST
def angkatan_baru(request: PenggunaRequest, program_id: int) -> HttpResponse:
    isi = _isi_rincian(request, program_id)
    baru = Angkatan(program=isi["program"])
    form = AngkatanForm(request.POST, instance=baru, pengguna=request.user)
    if form.is_valid():
        disimpan = form.save()
        catat(JejakAudit.Aksi.BUAT, disimpan, oleh=request.user, instansi=isi["program"].instansi)
        messages.success(request, f"{disimpan} ditambahkan.")
        return redirect("pelatihan:angkatan", angkatan_id=disimpan.pk)
    isi["form_angkatan"] = form
    return render(request, "pelatihan/program_rincian.html", isi, status=422)


@perlu_izin("pelatihan.view_programpelatihan")
def angkatan(request: PenggunaRequest, angkatan_id: int) -> HttpResponse:
    """A batch with its participants; people are put forward by a pasted list of NIP."""
    objek = get_object_or_404(
        Angkatan.untuk(request.user).select_related("program__instansi"), pk=angkatan_id
    )
    boleh = request.user.has_perm("pelatihan.jalankan_programpelatihan")
    form = PesertaForm(request.POST if request.method == "POST" and boleh else None)
    if form.is_valid():
        try:
            n = daur.tambah_peserta(objek, form.cleaned_data["daftar_nip"], oleh=request.user)
        except ValidationError as galat:
            form.add_error("daftar_nip", galat)
        else:
            messages.success(request, f"{n} peserta diusulkan.")
            return redirect("pelatihan:angkatan", angkatan_id=objek.pk)
    daftar = Peserta.untuk(request.user).filter(angkatan=objek).select_related("pegawai__unit")
    isi = {"angkatan": objek, "form": form, "daftar_peserta": daftar, "boleh": boleh}
    return render(request, "pelatihan/angkatan.html", isi)


@perlu_izin("pelatihan.jalankan_programpelatihan")
@require_POST
def angkatan_selesai(request: PenggunaRequest, angkatan_id: int) -> HttpResponse:
    objek = get_object_or_404(Angkatan.untuk(request.user), pk=angkatan_id)
    try:
        n = daur.selesaikan_angkatan(objek, oleh=request.user)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, f"Angkatan selesai. {n} riwayat pelatihan ditulis.")
    return redirect("pelatihan:angkatan", angkatan_id=objek.pk)


@perlu_izin("pelatihan.jalankan_programpelatihan")
def peserta(request: PenggunaRequest, peserta_id: int) -> HttpResponse:
    """Result and certificate of one participant, while the batch is open."""
    terbuka = Peserta.untuk(request.user).filter(angkatan__selesai=False)
    objek = get_object_or_404(terbuka.select_related("pegawai", "angkatan__program"), pk=peserta_id)
    form = HasilPesertaForm(request.POST or None, instance=objek, pengguna=request.user)
    if form.is_valid():
        form.save()
        catat(JejakAudit.Aksi.UBAH, objek, oleh=request.user, data={"sesudah": objek.status})
        messages.success(request, "Hasil peserta disimpan.")
        return redirect("pelatihan:angkatan", angkatan_id=objek.angkatan_id)
    return render(request, "pelatihan/peserta.html", {"form": form, "peserta": objek})


@perlu_izin("pelatihan.view_anggarankegiatan")
@require_http_methods(["GET", "HEAD"])
def anggaran(request: PenggunaRequest) -> HttpResponse:
    """Budget lines of a year: ceiling, allocation, what was spent per quarter, what is left."""
    tahun = _tahun(request)
    daftar = AnggaranKegiatan.untuk(request.user).filter(tahun=tahun).select_related("instansi")
    isi = {
        "tahun": tahun,
        "jumlah": daftar.jumlah(),
        "halaman": _halaman(request, daftar.dengan_realisasi()),
    }
    return render(request, "pelatihan/anggaran.html", isi)


@perlu_izin("pelatihan.add_anggarankegiatan")
def anggaran_baru(request: PenggunaRequest) -> HttpResponse:
    awal = {"tahun": timezone.localdate().year}
    baru = AnggaranKegiatan(instansi=_instansi_sendiri(request))
    form = AnggaranForm(request.POST or None, instance=baru, initial=awal, pengguna=request.user)
    if form.is_valid():
        disimpan = form.save()
        catat(JejakAudit.Aksi.BUAT, disimpan, oleh=request.user)
        messages.success(request, "Anggaran kegiatan disimpan.")
        return redirect("pelatihan:anggaran")
    return render(request, "pelatihan/anggaran_ubah.html", {"form": form})


@perlu_izin("pelatihan.change_anggarankegiatan")
def anggaran_ubah(request: PenggunaRequest, anggaran_id: int) -> HttpResponse:
    objek = get_object_or_404(AnggaranKegiatan.untuk(request.user), pk=anggaran_id)
    form = AnggaranForm(request.POST or None, instance=objek, pengguna=request.user)
    if form.is_valid():
        form.save()
        catat(JejakAudit.Aksi.UBAH, objek, oleh=request.user, data={"kolom": form.changed_data})
        messages.success(request, "Anggaran kegiatan disimpan.")
        return redirect("pelatihan:anggaran")
    return render(request, "pelatihan/anggaran_ubah.html", {"form": form, "anggaran": objek})


@perlu_izin("pelatihan.view_programpelatihan", "pegawai.view_pegawai")
@require_http_methods(["GET", "HEAD"])
def jp(request: PenggunaRequest) -> HttpResponse:
    """Who has reached the hours of a year: per perangkat daerah, and who falls short."""
    tahun = _tahun(request)
    hari_ini = timezone.localdate()
    daftar = capaian_jp.jp_per_orang(request.user, tahun, hari_ini)
    rekap = capaian_jp.rekap_per_perangkat_daerah(daftar)
    kurang = daftar.filter(kurang__gt=0).select_related("unit").order_by("-kurang", "nama", "pk")
    isi = {
        "tahun": tahun,
        "ketetapan": KetetapanJp.objects.berlaku(Pegawai.StatusAsn.PNS, hari_ini),
        "rekap": rekap,
        "jumlah": capaian_jp.jumlahkan(rekap),
        "halaman": _halaman(request, kurang),
    }
    return render(request, "pelatihan/jp.html", isi)


@perlu_izin("pelatihan.view_programpelatihan", "pegawai.view_pegawai")
@require_safe
def orang(request: PenggunaRequest, pegawai_id: int) -> HttpResponse:
    """The part "Pengembangan" of a person's page."""
    pegawai = get_object_or_404(Pegawai.untuk(request.user).untuk_profil(), pk=pegawai_id)
    catat_baca(pegawai, oleh=request.user, keterangan="Pengembangan kompetensi")
    isi = kepala(request.user, pegawai, "pengembangan")
    isi |= profil.susun(request.user, pegawai, timezone.localdate())
    return render(request, "pelatihan/orang.html", isi)
