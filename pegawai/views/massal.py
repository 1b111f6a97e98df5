"""What is done with many persons of the list at once: export, and one proposal for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from akses.alamat import baca_nomor
from akses.izin import PenggunaRequest, perlu_izin
from pegawai.daftar import dasar, tersaring
from pegawai.forms_daftar import SaringForm
from pegawai.forms_massal import BuktiMassalForm, MassalForm
from pegawai.models import BerkasEkspor
from pegawai.querysets import PegawaiQuerySet
from pegawai.usulan import BATAS_MASSAL, rencana_massal, usulkan_massal
from pegawai.views.daftar import kueri
from pegawai.views.unduhan import serahkan
from pegawai.views.usulan import BUAT

PILIHAN_TERBANYAK = 200_000


@dataclass(frozen=True)
class Pilihan:
    """The ticked persons that the reader may see, and the ids that were sent (none: by filter)."""

    daftar: PegawaiQuerySet
    nomor: frozenset[int] = frozenset()
    utuh: bool = False
    """Whether it is all that the filter finds: then the address says it, and no ids are needed."""

    def luar(self, jumlah: int) -> int:
        """How many of the ids are none of the ``jumlah`` that were found."""
        return max(len(self.nomor) - jumlah, 0)


@perlu_izin("pegawai.ekspor_pegawai", "pegawai.view_pegawai")
@require_POST
def unduh_pilihan(request: PenggunaRequest) -> HttpResponseBase:
    """The ticked persons with the columns and in the order of the list, as xlsx or csv."""
    form = SaringForm(request.GET, pengguna=request.user)
    pilihan = baca_pilihan(request, form)
    if pilihan.utuh:
        tujuan, nomor = kueri(request.GET, set(form.fields)), []
    else:  # a worker finds them by their ids: they may have been ticked under other filters
        tujuan = kueri(request.GET, {"kolom", "urut"})
        nomor = list(pilihan.daftar.values_list("pk", flat=True))
    if not nomor and not (pilihan.utuh and pilihan.daftar.exists()):
        return kembali(request, form, "Centang dahulu pegawai yang akan diunduh.")
    if luar := pilihan.luar(len(nomor)):
        messages.warning(request, f"{luar} pegawai di luar kewenangan Anda tidak ikut diunduh.")
    return serahkan(
        request, form, pilihan.daftar, BerkasEkspor.Isi.DAFTAR, kueri=tujuan, daftar_id=nomor
    )


@perlu_izin(*BUAT)
@require_http_methods(["GET", "HEAD", "POST"])
def usul_massal(request: PenggunaRequest) -> HttpResponse:
    """One change for the ticked persons: fill in, look at what it would do, send.

    The persons travel with the form, so that what is sent is what was looked at; each is fetched
    again within the scope at every step.
    """
    saring = SaringForm(request.GET, pengguna=request.user)
    if request.method != "POST":
        return kembali(request, saring, "Centang dahulu pegawai yang akan diusulkan.")
    pilihan = baca_pilihan(request, saring)
    orang = list(pilihan.daftar.select_related("unit")[: BATAS_MASSAL + 1])
    if not orang:
        return kembali(request, saring, "Centang dahulu pegawai yang akan diusulkan.")
    if len(orang) > BATAS_MASSAL:
        pesan = f"Paling banyak {BATAS_MASSAL} orang sekali usul. Persempit saringan."
        return kembali(request, saring, pesan)
    langkah = request.POST.get("langkah", "")
    form = MassalForm(
        request.POST if langkah else None,
        pengguna=request.user,
        instansi={satu.instansi_id for satu in orang},
    )
    bukti = buat_bukti(request, kirim=langkah == "kirim")
    konteks: dict[str, Any] = {
        "form": form,
        "bukti": bukti,
        "orang": orang,
        "luar": pilihan.luar(len(orang)),
        "pilih": ",".join(map(str, sorted(pilihan.nomor or {satu.pk for satu in orang}))),
        "kueri": kueri(request.GET, set(saring.fields)),
    }
    if langkah in {"", "ubah"} or not form.is_valid():
        status = 422 if langkah in {"periksa", "kirim"} else 200
        return render(request, "pegawai/usul_massal.html", konteks, status=status)
    if langkah == "kirim" and (bukti is None or bukti.is_valid()):
        try:
            konteks["hasil"] = usulkan_massal(
                [satu.pk for satu in orang],
                form.nilai(),
                oleh=request.user,
                alasan=form.cleaned_data["alasan"],
                unggahan=bukti.cleaned_data["unggahan"] if bukti else None,
            )
        except ValidationError as salah:
            konteks["salah"] = " ".join(salah.messages)
        else:
            return render(request, "pegawai/usul_massal_hasil.html", konteks)
    konteks["rencana"] = rencana_massal(
        [satu.pk for satu in orang],
        form.nilai(),
        oleh=request.user,
        alasan=form.cleaned_data["alasan"],
    )
    status = 422 if langkah == "kirim" else 200
    return render(request, "pegawai/usul_massal_tinjau.html", konteks, status=status)


def baca_pilihan(request: PenggunaRequest, form: SaringForm) -> Pilihan:
    """The ticked persons within the scope: by their ids, or all of the filter but some."""
    if request.POST.get("semua") == "1":
        kecuali = daftar_nomor(request, "kecuali")
        semua = tersaring(request.user, form)
        return Pilihan(semua.exclude(pk__in=kecuali), utuh=not kecuali)
    nomor = daftar_nomor(request, "pilih")
    daftar = dasar(request.user, form).filter(pk__in=nomor)
    return Pilihan(daftar.urutkan(form.pilihan.get("urut", "")), nomor)


def daftar_nomor(request: PenggunaRequest, nama: str) -> frozenset[int]:
    """The ids of a selection: one a checkbox, or many in one value, parted by commas.

    More than there are persons in the province is no selection of a hand.
    """
    semua = (satu.strip() for nilai in request.POST.getlist(nama) for satu in nilai.split(","))
    nomor = (angka for satu in semua if (angka := baca_nomor(satu)) is not None)
    return frozenset(islice(nomor, PILIHAN_TERBANYAK))


def buat_bukti(request: PenggunaRequest, *, kirim: bool) -> BuktiMassalForm | None:
    """The evidence, for those who may keep documents."""
    if not request.user.has_perm("pegawai.add_dokumen"):
        return None
    return BuktiMassalForm(request.POST, request.FILES) if kirim else BuktiMassalForm()


def kembali(request: PenggunaRequest, form: SaringForm, pesan: str) -> HttpResponse:
    """Back to the list as it was filtered, with a sentence."""
    messages.error(request, pesan)
    isi = kueri(request.GET, set(form.fields))
    return redirect(f"{reverse('pegawai:daftar')}{'?' if isi else ''}{isi}")
