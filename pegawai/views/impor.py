"""Uploading a file, looking at what it would change, applying it by a second person."""

from __future__ import annotations

from typing import Any

from celery.exceptions import OperationalError
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_POST, require_safe

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from akses.jejak import catat
from akses.models import JejakAudit
from pegawai import impor as layanan
from pegawai import jatidiri, pratinjau, tasks
from pegawai.forms import UnggahForm
from pegawai.forms_alias import JabatanAsingForm
from pegawai.forms_pemetaan import PemetaanForm
from pegawai.models import BarisImpor, BerkasImpor

Status = BerkasImpor.Status
BELUM_DITERAPKAN = {Status.DIUNGGAH, Status.DIPERIKSA}
CONTOH = 5
PER_HALAMAN = 50
BERHENTI_BERTANYA = 286
HALANGAN_TERBANYAK = 100
BAGIAN_ORANG = {
    "baru": "Siapa yang baru?",
    "contoh": "Contoh acak untuk diperiksa",
    "tidak_ada": "Siapa yang tidak ada dalam berkas?",
}
NAMA_BUKU = {"galat": "bermasalah", "peringatan": "berperingatan", "semua": "perlu-diperbaiki"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANTREAN_MATI = (
    "Berkas sudah disimpan, tetapi antrean pekerjaan sedang tidak dapat dihubungi. Berkas "
    "diproses sendiri begitu antrean kembali; Anda tidak perlu mengunggah ulang."
)


@perlu_izin("pegawai.view_berkasimpor")
@require_safe
def impor(request: PenggunaRequest) -> HttpResponse:
    """The upload form and the files so far."""
    awal = {"jenis": request.GET.get("jenis", "")}
    return tampilkan_impor(request, UnggahForm(initial=awal, pengguna=request.user))


@perlu_izin("pegawai.add_berkasimpor", "pegawai.view_berkasimpor")
@require_POST
def unggah(request: PenggunaRequest) -> HttpResponse:
    """Keep a file and have it checked; the form again for one that cannot be used."""
    form = UnggahForm(request.POST, request.FILES, pengguna=request.user)
    if form.is_valid():
        try:
            satu = form.terima()
        except ValidationError as salah:
            form.add_error("berkas", salah)
        else:
            kirim(request, tasks.periksa_berkas, satu.pk)
            if lama := layanan.kembar(satu, oleh=request.user):
                messages.warning(request, kalimat_kembar(lama))
            return redirect("pegawai:berkas", berkas_id=satu.pk)
    return tampilkan_impor(request, form, status=422)


def kalimat_kembar(lama: BerkasImpor) -> str:
    """That the same content is in the record already."""
    saat = timezone.localtime(lama.waktu_terap)
    return (
        f"Isi berkas ini sama persis dengan {lama.nama_berkas}, yang sudah diterapkan "
        f"{saat:%d-%m-%Y} pukul {saat:%H.%M}. Menerapkannya lagi tidak mengubah apa pun."
    )


def saring_berkas(request: PenggunaRequest) -> tuple[QuerySet, dict[str, str]]:
    """The files by kind, status and words of file or uploader; what is not on offer is ignored."""
    daftar = BerkasImpor.untuk(request.user).select_related("instansi", "pengunggah", "penerap")
    pilihan = {nama: request.GET.get(nama, "")[:60].strip() for nama in ("macam", "status", "q")}
    if pilihan["macam"] in {jenis.kode for jenis in layanan.daftar_jenis()}:
        daftar = daftar.filter(jenis=pilihan["macam"])
    if pilihan["status"] in Status.values:
        daftar = daftar.filter(status=pilihan["status"])
    if teks := pilihan["q"].replace("\0", ""):
        akun = Q(pengunggah__username__icontains=teks) | Q(pengunggah__first_name__icontains=teks)
        daftar = daftar.filter(akun | Q(nama_berkas__icontains=teks) | Q(sha256__startswith=teks))
    return daftar, pilihan


def tampilkan_impor(
    request: PenggunaRequest, form: UnggahForm, *, status: int = 200
) -> HttpResponse:
    semua, pilihan = saring_berkas(request)
    konteks = {
        "form": form,
        "pilihan": pilihan,
        "pilihan_jenis": [(jenis.kode, jenis.nama) for jenis in layanan.daftar_jenis()],
        "pilihan_status": Status.choices,
        "tersaring": any(pilihan.values()),
        "jenis_dijelaskan": layanan.daftar_jenis(request.user),
        "halaman": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
    }
    return render(request, "pegawai/impor.html", konteks, status=status)


@perlu_izin("pegawai.view_berkasimpor")
@require_safe
def berkas(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Where a file stands: progress, preview, or result."""
    return tampilkan_berkas(request, ambil(request, berkas_id))


def tampilkan_berkas(
    request: PenggunaRequest,
    satu: BerkasImpor,
    *,
    pemetaan: PemetaanForm | None = None,
    jabatan: JabatanAsingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a file; a form that was sent and is not sound is shown as it was sent."""
    pemetaan = pemetaan or susun_pemetaan(request, satu)
    judul_baru = pemetaan.baru if pemetaan else 0
    konteks = susun(request, satu) | {
        "pemetaan": pemetaan,
        "ada_judul": judul_baru > 0,
        "jabatan_asing": jabatan or susun_jabatan_asing(request, satu),
    }
    if satu.status in {Status.DIPERIKSA, Status.DITERAPKAN}:
        konteks |= susun_pratinjau(request, satu)
    return render(request, "pegawai/berkas.html", konteks, status=status)


def susun_pemetaan(
    request: PenggunaRequest, satu: BerkasImpor, isi: Any = None
) -> PemetaanForm | None:
    """The form for the unknown headers; None when there are none, or the reader may not say."""
    if layanan.ambil_jenis(satu.jenis) not in layanan.daftar_jenis(request.user):
        return None
    if not layanan.judul_ditanya(satu):
        return None
    return PemetaanForm(isi, berkas=satu, nik=request.user.has_perm("pegawai.lihat_nik"))


@perlu_izin("pegawai.add_berkasimpor", "pegawai.view_berkasimpor")
@require_POST
def cocokkan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Take what the unknown headers mean, and have the file checked anew."""
    satu = ambil(request, berkas_id)
    form = susun_pemetaan(request, satu, request.POST)
    if form is None:
        messages.error(request, "Tidak ada judul kolom yang perlu dicocokkan pada berkas ini.")
    elif not form.is_valid():
        return tampilkan_berkas(request, satu, pemetaan=form, status=422)
    else:
        pakai_jawaban(request, form)
    return redirect("pegawai:berkas", berkas_id=satu.pk)


def pakai_jawaban(request: PenggunaRequest, form: PemetaanForm | JabatanAsingForm) -> None:
    """Keep what was answered, and have the file checked anew."""
    try:
        form.cocokkan(request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        kirim(request, tasks.periksa_berkas, form.berkas.pk)


def susun_jabatan_asing(
    request: PenggunaRequest, satu: BerkasImpor, isi: Any = None
) -> JabatanAsingForm | None:
    """The names of jobs that the reference does not know; only who may answer is asked."""
    boleh = request.user.has_perms(["pegawai.add_berkasimpor", "pegawai.add_aliasjabatan"])
    form = JabatanAsingForm(isi, berkas=satu, boleh=boleh)
    return form if form.daftar else None


@perlu_izin("pegawai.add_aliasjabatan", "pegawai.add_berkasimpor", "pegawai.view_berkasimpor")
@require_POST
def cocokkan_jabatan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Take what the unknown jobs mean, and have the file checked anew."""
    satu = ambil(request, berkas_id)
    form = susun_jabatan_asing(request, satu, request.POST)
    if form is None:
        messages.error(request, "Tidak ada nama jabatan yang perlu dicocokkan pada berkas ini.")
    elif not form.is_valid():
        return tampilkan_berkas(request, satu, jabatan=form, status=422)
    else:
        pakai_jawaban(request, form)
    return redirect("pegawai:berkas", berkas_id=satu.pk)


@perlu_izin("pegawai.view_berkasimpor")
@require_safe
def kemajuan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Progress for htmx, every second; 286 stops it and the page comes anew."""
    satu = ambil(request, berkas_id)
    if satu.selesai:
        respons = HttpResponse(status=BERHENTI_BERTANYA)
        respons["HX-Refresh"] = "true"
        return respons
    return render(request, "pegawai/_kemajuan.html", susun(request, satu))


@perlu_izin("pegawai.terapkan_impor", "pegawai.view_berkasimpor")
@require_POST
def terapkan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Approve: a worker applies the file. A second press finds it approved and changes nothing."""
    satu = ambil(request, berkas_id)
    try:
        dilihat = request.POST.get("contoh_dilihat") == "ya"
        layanan.setujui(satu, oleh=request.user, contoh_dilihat=dilihat)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        kirim(request, tasks.terapkan_berkas, satu.pk, request.user.pk)
    return redirect("pegawai:berkas", berkas_id=satu.pk)


@perlu_izin("pegawai.add_berkasimpor", "pegawai.view_berkasimpor")
@require_POST
def batalkan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """The uploader calls off a file that is not applied yet."""
    satu = ambil(request, berkas_id)
    if satu.pengunggah_id == request.user.pk and satu.status in BELUM_DITERAPKAN:
        cabut(request, satu)
    else:
        messages.error(
            request, "Hanya pengunggah yang dapat membatalkan, sebelum berkas diterapkan."
        )
    return redirect("pegawai:berkas", berkas_id=satu.pk)


@perlu_izin("pegawai.terapkan_impor", "pegawai.view_berkasimpor")
@require_POST
def kembalikan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Who may apply a file may also refuse it, or put the record back as it was."""
    satu = ambil(request, berkas_id)
    cabut(request, satu)
    return redirect("pegawai:berkas", berkas_id=satu.pk)


def cabut(request: PenggunaRequest, satu: BerkasImpor) -> None:
    """Call the file off, or say what stands in the way."""
    try:
        layanan.batalkan(satu, oleh=request.user)
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(request, f"Impor {satu.nama_berkas} dibatalkan.")


@perlu_izin("pegawai.terapkan_impor", "pegawai.view_berkasimpor")
@require_POST
def gabungkan(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """Merge the person of one row with the one who is recorded; the file is checked anew."""
    satu = ambil(request, berkas_id)
    nomor = baca_nomor(request.POST.get("baris"))
    baris = BarisImpor.untuk(request.user).filter(berkas=satu, pk=nomor)
    try:
        riwayat, ulang = jatidiri.gabungkan(baris.get(), oleh=request.user)
    except BarisImpor.DoesNotExist:
        messages.error(request, "Baris itu tidak ada lagi: berkas sudah diperiksa ulang.")
    except ValidationError as salah:
        messages.error(request, " ".join(salah.messages))
    else:
        messages.success(
            request,
            f"{riwayat.pegawai.nama} sekarang ber-NIP {riwayat.pengganti}. NIP lamanya tetap "
            "dikenali. Berkas diperiksa ulang.",
        )
        kirim_semua(request, ulang)
    return redirect("pegawai:berkas", berkas_id=satu.pk)


@perlu_izin("pegawai.view_berkasimpor", "pegawai.lihat_nik")
@require_safe
def galat(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """The bad rows as a workbook with the cells marked and a reason for each.

    With ``?isi=peringatan`` the rows with warnings instead, with ``?isi=semua`` both.
    """
    satu = ambil(request, berkas_id)
    diminta = request.GET.get("isi", "")
    isi_buku = layanan.IsiBuku(diminta) if diminta in NAMA_BUKU else layanan.IsiBuku.GALAT
    isi, apa = layanan.buku_galat(satu, isi=isi_buku), NAMA_BUKU[isi_buku]
    catat(JejakAudit.Aksi.UNDUH, satu, oleh=request.user, keterangan=f"Baris {apa}")
    return lampiran(HttpResponse(isi, content_type=XLSX), f"{apa}-{satu.nama_berkas}", ".xlsx")


@perlu_izin("pegawai.view_berkasimpor", "pegawai.lihat_nik")
@require_safe
def asli(request: PenggunaRequest, berkas_id: int) -> HttpResponse:
    """The file as it came."""
    satu = ambil(request, berkas_id)
    catat(JejakAudit.Aksi.UNDUH, satu, oleh=request.user, keterangan="Berkas asli")
    respons = FileResponse(satu.berkas.open("rb"), content_type="application/octet-stream")
    return lampiran(respons, satu.nama_berkas)


def lampiran(respons: Any, nama: str, akhiran: str = "") -> Any:
    """Always a download, under a name without anything but letters, digits, dots and dashes."""
    rapi = get_valid_filename(nama.strip(". ") or "berkas")[-120:]
    if akhiran and not rapi.lower().endswith(akhiran):
        rapi = f"{rapi.rpartition('.')[0] or rapi}{akhiran}"
    aman = rapi.encode("ascii", "ignore").decode() or "berkas"
    respons["Content-Disposition"] = f'attachment; filename="{aman}"'
    respons["X-Content-Type-Options"] = "nosniff"
    return respons


def kirim(request: PenggunaRequest, tugas: Any, *isi: int) -> None:
    """Send a task after the commit; without a broker the file waits for `sapu_pekerjaan`."""
    try:
        tugas.delay_on_commit(*isi)
    except OperationalError:
        messages.warning(request, ANTREAN_MATI)


def kirim_semua(request: PenggunaRequest, daftar: list[int]) -> None:
    """Have files checked anew."""
    for berkas_id in daftar:
        kirim(request, tasks.periksa_berkas, berkas_id)


def ambil(request: PenggunaRequest, berkas_id: int) -> BerkasImpor:
    terhubung = ("instansi", "pengunggah", "penerap", "pembatal")
    return get_object_or_404(
        BerkasImpor.untuk(request.user).select_related(*terhubung), pk=berkas_id
    )


def jalan_batal(request: PenggunaRequest, satu: BerkasImpor) -> str:
    """URL name by which the reader may call the file off; empty when there is none."""
    if satu.status in {Status.DITOLAK, Status.DIBATALKAN}:
        return ""
    if request.user.has_perm("pegawai.terapkan_impor"):
        return "pegawai:kembalikan"
    sendiri = satu.pengunggah_id == request.user.pk
    return "pegawai:batalkan" if sendiri and satu.status in BELUM_DITERAPKAN else ""


def halangan(request: PenggunaRequest, satu: BerkasImpor) -> str:
    """Why the reader may not apply the file; empty when nothing stands in the way."""
    if not request.user.has_perm("pegawai.terapkan_impor"):
        return (
            "Berkas ini menunggu di beranda Verifikator dan Kepala BKD/BKPSDM, yang menerapkannya."
        )
    if satu.pengunggah_id == request.user.pk and not request.user.is_superuser:
        return "Unggahan Anda sendiri, menunggu verifikator lain."
    return ""


def susun(request: PenggunaRequest, satu: BerkasImpor) -> dict[str, Any]:
    """What every state of the page shows."""
    return {
        "berkas": satu,
        "jenis": layanan.ambil_jenis(satu.jenis),
        "maju": layanan.kemajuan(satu),
        "tautan_maju": reverse("pegawai:kemajuan", kwargs={"berkas_id": satu.pk}),
        "halangan": halangan(request, satu),
        "jalan_batal": jalan_batal(request, satu),
        "jumlah_diterapkan": satu.jumlah_baru + satu.jumlah_berubah,
        "ditulis": satu.status == Status.DITERAPKAN,
    }


def susun_pratinjau(request: PenggunaRequest, satu: BerkasImpor) -> dict[str, Any]:
    """Findings by kind, sample rows, differences; one part alone, paged, on ``?lihat=``."""
    lihat, kode = request.GET.get("lihat", ""), request.GET.get("kode", "")[:60].replace("\0", "")
    nik = request.user.has_perm("pegawai.lihat_nik")
    semua = pratinjau.baris_berkas(request.user, satu)
    berubah = semua.filter(hasil=BarisImpor.Hasil.BERUBAH)
    per_kode = pratinjau.temuan_per_kode(semua)
    konteks: dict[str, Any] = {"lihat": lihat, "kode": kode, "bagian": bagian(satu)}
    boleh_gabung = satu.status == Status.DIPERIKSA and not halangan(request, satu)
    konteks["jalan_gabung"] = reverse("pegawai:gabungkan", args=[satu.pk]) if boleh_gabung else ""
    for nama, berat in (("galat", True), ("peringatan", False)):
        baris = pratinjau.yang_bertemuan(semua, galat=berat, kode=kode if lihat == nama else "")
        halaman = Paginator(baris, PER_HALAMAN if lihat == nama else CONTOH).get_page(
            request.GET.get("halaman") if lihat == nama else 1
        )
        konteks[nama] = {
            "halaman": halaman,
            "daftar": pratinjau.susun_temuan(satu, halaman.object_list, galat=berat, nik=nik),
            "per_kode": [jumlah for jumlah in per_kode if jumlah.galat is berat],
        }
    halaman = Paginator(
        pratinjau.saring_kelompok(berubah, kode if lihat == "beda" else ""),
        PER_HALAMAN if lihat == "beda" else CONTOH,
    ).get_page(request.GET.get("halaman") if lihat == "beda" else 1)
    konteks["ada_temuan"] = bool(per_kode)
    konteks["peristiwa"] = pratinjau.peristiwa(satu)
    if lihat in BAGIAN_ORANG:
        konteks["orang"] = susun_orang(request, satu, semua, lihat)
    if lihat == "halangan":
        daftar_halangan = layanan.penghalang_batal(satu)
        konteks["halangan_batal"] = daftar_halangan[:HALANGAN_TERBANYAK]
        konteks["jumlah_halangan"] = len(daftar_halangan)
    konteks["beda"] = {
        "halaman": halaman,
        "daftar": pratinjau.susun_beda(request.user, satu, halaman.object_list, nik=nik),
        "kelompok": pratinjau.jumlah_per_kelompok(berubah),
    }
    return konteks


def susun_orang(
    request: PenggunaRequest, satu: BerkasImpor, semua: QuerySet, lihat: str
) -> dict[str, Any]:
    """One page of the new people, of the sample, or of those whom the file does not name."""
    if lihat == "tidak_ada":
        daftar = pratinjau.tidak_ada_dalam_berkas(request.user, satu)
    elif lihat == "contoh":
        daftar = pratinjau.contoh_acak(semua, satu)
    else:
        daftar = semua.filter(hasil=BarisImpor.Hasil.BARU)
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))
    isi = {"halaman": halaman, "judul": BAGIAN_ORANG[lihat]}
    if lihat == "tidak_ada":
        return isi | {"daftar_pegawai": halaman.object_list}
    return isi | {"daftar": pratinjau.susun_orang(request.user, satu, halaman.object_list)}


def bagian(satu: BerkasImpor) -> list[tuple[str, str, str, str]]:
    """The stacked bar: class, start, width and word of each part, in percent of all rows."""
    kelas = (
        ("g3", "Berubah", satu.jumlah_berubah),
        ("g1", "Baru", satu.jumlah_baru),
        ("g4", "Bermasalah", satu.jumlah_galat),
        ("g-jalur", "Tetap", satu.jumlah_tetap),
    )
    mulai, daftar = 0.0, []
    for warna, kata, jumlah in kelas:
        lebar = 100 * jumlah / (satu.jumlah_baris or 1)
        daftar.append((warna, f"{mulai:.2f}%", f"{lebar:.2f}%", kata))
        mulai += lebar
    return daftar
