"""Forms of the list of persons: search and filters, and keeping them as a view."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from akses.alamat import baca_nomor
from akses.forms import TerbatasForm
from akses.models import Pengguna
from pegawai.forms_usulan import TANGGAL
from pegawai.golongan import GOLONGAN_PPPK, PANGKAT, URUTAN
from pegawai.isi_saringan import IsiSaringan, baca_isi
from pegawai.kolom import KOLOM_URUT, KolomDaftar, ditawarkan, terpilih
from pegawai.kualitas import ADA_TEMUAN, DAFTAR_PERIKSA, DIMENSI, Acuan
from pegawai.models import Pegawai, TampilanTersimpan
from pegawai.models.rujukan import Jenjang, TingkatPendidikan
from pegawai.predikat import Predikat
from pegawai.saringan import (
    BELUM,
    BULAN_PENSIUN,
    KELOMPOK_JABATAN,
    KELOMPOK_PENDIDIKAN,
    KELOMPOK_SARINGAN,
    PASANGAN,
    RENTANG,
    URUTAN_KOTAK,
    Rentang,
)

IZIN_KOTAK_BAWAH = "kompetensi.lihat_kotak_bawah"
IZIN_TEMUAN = "pegawai.view_berkasimpor"
PER_HALAMAN = (25, 50, 100)
KUERI_TERPANJANG = 2000
BUKAN_SARINGAN = {"urut", "per", "kolom"}
_SEMUA = [("", "Semua")]
_GOLONGAN = [*PANGKAT, *GOLONGAN_PPPK]
_TEMUAN = [
    *_SEMUA,
    (ADA_TEMUAN, "Ada temuan apa pun"),
    *((kode, f"Temuan {nama.lower()}") for kode, nama in DIMENSI.items()),
    *((periksa.kode, periksa.judul) for periksa in DAFTAR_PERIKSA),
]
_SEBAB = {
    "invalid_choice": "pilihan ini tidak ada",
    "invalid_list": "pilihan ini tidak ada",
    "max_length": "terlalu panjang",
    "null_characters_not_allowed": "memuat huruf yang tidak dapat dibaca",
    "terbalik": "batas bawah melampaui batas atas",
}


@dataclass(frozen=True)
class Keping:
    """One filter in use, and the query string without it."""

    label: str
    tanpa: str


@dataclass(frozen=True)
class Bidang:
    """A control of the panel: how it is drawn, its fields, whether it narrows the list now."""

    nama: str
    bentuk: str
    label: str
    daftar: tuple[Any, ...]
    terpakai: bool


class PilihanBesar(forms.ChoiceField):
    """One of many values that come from the database: plain pairs, neither copied nor unfolded."""

    choices: Any = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> PilihanBesar:
        return super(forms.ChoiceField, self).__deepcopy__(memo)

    def valid_value(self, value: str) -> bool:
        return any(kode == value for kode, _ in self.choices)


class SaringForm(forms.Form):
    """Search and filters of the list.

    A value that cannot be is left out, and ``galat`` says so in a sentence; the list is shown all
    the same. One query for everything that is on offer from the database.
    """

    q = forms.CharField(label="Cari", max_length=100, required=False)
    instansi = PilihanBesar(label="Instansi", required=False)
    unit = PilihanBesar(label="Perangkat daerah", required=False)
    bagian = PilihanBesar(label="Unit kerja dan bawahannya", required=False)
    status = forms.MultipleChoiceField(
        label="Status", choices=Pegawai.StatusAsn.choices, required=False
    )
    kedudukan = PilihanBesar(label="Kedudukan hukum", required=False)
    jenjang = forms.MultipleChoiceField(
        label="Jenis jabatan",
        choices=[(kode, nama) for kode, (nama, _) in KELOMPOK_JABATAN.items()],
        required=False,
    )
    tingkat_jabatan = forms.MultipleChoiceField(
        label="Jenjang", choices=Jenjang.choices, required=False
    )
    golongan_dari = forms.ChoiceField(
        label="Golongan dari", choices=[*_SEMUA, *zip(_GOLONGAN, _GOLONGAN, strict=True)],
        required=False,
    )  # fmt: skip
    golongan_sampai = forms.ChoiceField(
        label="Golongan sampai", choices=[*_SEMUA, *zip(_GOLONGAN, _GOLONGAN, strict=True)],
        required=False,
    )  # fmt: skip
    kelamin = forms.MultipleChoiceField(
        label="Jenis kelamin", choices=Pegawai.JenisKelamin.choices, required=False
    )
    pendidikan = forms.MultipleChoiceField(
        label="Pendidikan",
        choices=[(kode, nama) for kode, (nama, _) in KELOMPOK_PENDIDIKAN.items()],
        required=False,
    )
    tingkat = forms.MultipleChoiceField(
        label="Tingkat pendidikan", choices=TingkatPendidikan.choices, required=False
    )
    jp = forms.ChoiceField(
        label="Pengembangan kompetensi",
        choices=[*_SEMUA, ("kurang", "Di bawah kewajiban JP"), ("cukup", "Memenuhi kewajiban JP")],
        required=False,
    )
    kotak = forms.MultipleChoiceField(label="Kotak talenta", required=False)
    predikat = forms.MultipleChoiceField(
        label="Predikat SKP tahun lalu",
        choices=[*Predikat.choices, (BELUM, "Belum ada")],
        required=False,
    )
    data = forms.ChoiceField(
        label="Kelengkapan data",
        choices=[
            *_SEMUA,
            ("lengkap", "Lengkap"),
            ("kurang", "Belum lengkap"),
            ("jauh", "Kurang dari 80%"),
        ],
        required=False,
    )
    temuan = forms.ChoiceField(label="Temuan mutu data", choices=_TEMUAN, required=False)
    pensiun = forms.IntegerField(
        label="Pensiun dalam (bulan)",
        min_value=BULAN_PENSIUN[0],
        max_value=BULAN_PENSIUN[1],
        required=False,
    )
    urut = forms.ChoiceField(
        label="Urutan",
        choices=[(tanda + kunci, kunci) for kunci in KOLOM_URUT for tanda in ("", "-")],
        required=False,
    )
    kolom = forms.MultipleChoiceField(required=False)
    per = forms.TypedChoiceField(
        label="Baris per halaman",
        choices=[(n, n) for n in PER_HALAMAN],
        coerce=int,
        required=False,
        empty_value=50,
    )

    def __init__(self, data: QueryDict, *, pengguna: Pengguna) -> None:
        super().__init__(data)
        self.semua_instansi = pengguna.lingkup == Pengguna.Lingkup.SEMUA
        self.kotak_bawah = pengguna.has_perm(IZIN_KOTAK_BAWAH)
        self.kolom_ditawarkan = ditawarkan(pengguna)
        self.fields["kolom"].choices = [(k.kunci, k.label) for k in self.kolom_ditawarkan]
        if not pengguna.has_perm(IZIN_TEMUAN):
            del self.fields["temuan"]
        for kunci, rentang in RENTANG.items():
            for ujung in ("dari", "sampai"):
                self.fields[f"{kunci}_{ujung}"] = _ujung(rentang, ujung)
        self._siapkan_kotak()
        self.isi = baca_isi(
            pengguna,
            instansi=baca_nomor(data.get("instansi")),
            unit=baca_nomor(data.get("unit")),
            syarat="temuan" in self.fields and bool(data.get("temuan")),
        )
        self._siapkan_isi(self.isi)

    def _siapkan_kotak(self) -> None:
        tampak = [n for n in URUTAN_KOTAK if self.kotak_bawah or n >= 4]
        pilihan = [(str(n), f"Kotak {n}") for n in tampak]
        if self.kotak_bawah:  # without it, "unmapped" would give away who is in boxes 1–3
            pilihan.append((BELUM, "Belum dipetakan"))
        self.fields["kotak"].choices = pilihan

    def _siapkan_isi(self, isi: IsiSaringan) -> None:
        if self.semua_instansi:
            self.fields["instansi"].choices = [*_SEMUA, *isi.instansi]
        else:
            del self.fields["instansi"]
        self.fields["unit"].choices = [*_SEMUA, (BELUM, "Unit belum dipetakan"), *isi.unit]
        self.fields["bagian"].choices = [*_SEMUA, *isi.bagian]
        self.fields["kedudukan"].choices = [
            *_SEMUA,
            ("aktif", "Dihitung aktif"),
            ("lain", "Tidak dihitung aktif"),
            *isi.kedudukan,
        ]
        isian: Any = self.data
        if isian.get("bagian", "") not in {"", *(kode for kode, _ in isi.bagian)}:
            # The perangkat daerah was changed above it: what was chosen below is gone with it.
            self.data = isian.copy()
            self.data.pop("bagian")

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        for kunci in PASANGAN:
            dari, sampai = isi.get(f"{kunci}_dari"), isi.get(f"{kunci}_sampai")
            if kunci == "golongan":
                dari, sampai = URUTAN.get(dari), URUTAN.get(sampai)
            if dari is not None and sampai is not None and dari > sampai:
                self.add_error(f"{kunci}_dari", ValidationError("", code="terbalik"))
                self.cleaned_data.pop(f"{kunci}_sampai", None)
        return isi

    @cached_property
    def pilihan(self) -> dict[str, Any]:
        """The choices that hold; what cannot be is left out."""
        self.is_valid()
        kosong: tuple[Any, ...] = (None, "", [])
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai not in kosong}

    @cached_property
    def galat(self) -> list[str]:
        """A sentence for each value that could not be used."""
        self.is_valid()
        daftar = []
        for nama, salah in self.errors.as_data().items():
            if nama == "kolom":  # a view that somebody shares may hold one that I may not see
                continue
            label = PASANGAN.get(nama.rpartition("_")[0]) or self.fields[nama].label
            daftar.append(f"{label}: {_sebab(self.fields[nama], salah[0])}, jadi tidak dipakai.")
        return daftar

    @property
    def catatan(self) -> dict[str, Any]:
        """The choices as the trail keeps them."""
        return {
            nama: nilai.isoformat() if isinstance(nilai, datetime.date) else nilai
            for nama, nilai in self.pilihan.items()
        }

    @property
    def acuan(self) -> Acuan:
        """The rules behind the checks of data quality, as they were read with the choices."""
        return Acuan(timezone.localdate(), self.isi.syarat)

    @cached_property
    def tampak(self) -> dict[str, Any]:
        """The state of each control of the panel; a from–to keeps what was typed."""
        return {
            nama: self.data.get(nama, "")
            if isinstance(bidang, forms.DateField | forms.IntegerField)
            else self.pilihan.get(nama, "")
            for nama, bidang in self.fields.items()
        }

    @property
    def kelompok(self) -> Iterator[tuple[str, list[Bidang], int]]:
        """The fold-outs of the panel: heading, controls, how many of them are in use."""
        for judul, daftar_nama in KELOMPOK_SARINGAN:
            bidang = [self.bidang(nama) for nama in daftar_nama if self._ada(nama)]
            if bidang:
                yield judul, bidang, sum(satu.terpakai for satu in bidang)

    def _ada(self, nama: str) -> bool:
        return nama in self.fields or nama in PASANGAN

    def bidang(self, nama: str) -> Bidang:
        """One control, with the values it shows."""
        pasangan = [f"{nama}_dari", f"{nama}_sampai"] if nama in PASANGAN else [nama]
        bidang = self.fields[pasangan[0]]
        if nama in PASANGAN:
            bentuk = "pasangan" if nama == "golongan" else "rentang"
        elif nama == "kotak":
            bentuk = "kotak"
        elif isinstance(bidang, forms.MultipleChoiceField):
            bentuk = "centang"
        else:
            bentuk = "pilih" if isinstance(bidang, forms.ChoiceField) else "angka"
        label = PASANGAN.get(nama) or str(bidang.label)
        tampak = self.tampak
        daftar = tuple((self[satu], tampak[satu]) for satu in pasangan)
        return Bidang(nama, bentuk, label, daftar, any(s in self.pilihan for s in pasangan))

    @cached_property
    def daftar_kolom(self) -> list[KolomDaftar]:
        """The columns to show, in their order; one that is not on offer is left out."""
        boleh = {kolom.kunci for kolom in self.kolom_ditawarkan}
        return terpilih(kunci for kunci in self.data.getlist("kolom") if kunci in boleh)

    @property
    def kolom_lain(self) -> list[KolomDaftar]:
        """The columns that could be shown besides."""
        return [kolom for kolom in self.kolom_ditawarkan if kolom not in self.daftar_kolom]

    @property
    def tersembunyi(self) -> list[tuple[str, str]]:
        """Name and value of every other choice, for the form of the columns."""
        return [
            (nama, nilai)
            for nama, daftar in self.data.lists()
            if nama in self.fields and nama != "kolom"
            for nilai in daftar
            if nilai
        ]

    @property
    def kueri_tanpa_kolom(self) -> str:
        return urlencode(self.tersembunyi)

    @property
    def per_halaman(self) -> int:
        return self.pilihan.get("per", 50)

    @cached_property
    def keping(self) -> list[Keping]:
        """The filters in use, each with the address that lacks it; a from–to is one."""
        daftar, pasangan = [], set()
        for nama, nilai in self.pilihan.items():
            if nama in BUKAN_SARINGAN:
                continue
            kunci = nama.rpartition("_")[0]
            if kunci in PASANGAN:
                if kunci not in pasangan:
                    pasangan.add(kunci)
                    daftar.append(self._keping_pasangan(kunci))
                continue
            label = dict(getattr(self.fields[nama], "choices", []))
            for satu in nilai if isinstance(nilai, list) else [nilai]:
                teks = str(label.get(satu, satu)).strip()
                tanpa = self.tanpa({nama: str(satu)})
                daftar.append(Keping(f"{self.fields[nama].label}: {teks}", tanpa))
        return daftar

    def _keping_pasangan(self, kunci: str) -> Keping:
        dari, sampai = (
            _teks_batas(self.pilihan.get(f"{kunci}_{ujung}")) for ujung in ("dari", "sampai")
        )
        if not dari or not sampai:
            isi = f"mulai {dari}" if dari else f"sampai {sampai}"
        else:
            isi = dari if dari == sampai else f"{dari} sampai {sampai}"
        satuan = RENTANG[kunci].satuan if kunci in RENTANG else ""
        tanpa = self.tanpa(dict.fromkeys((f"{kunci}_dari", f"{kunci}_sampai")))
        return Keping(f"{PASANGAN[kunci]}: {isi} {satuan}".rstrip(), tanpa)

    def tanpa(self, dibuang: dict[str, str | None]) -> str:
        """The query string without some values (None: all of that name), on the first page."""
        isi = QueryDict(mutable=True)
        for nama, daftar in self.data.lists():
            if nama == "halaman" or dibuang.get(nama, "") is None:
                continue
            if sisa := [satu for satu in daftar if satu and satu.strip() != dibuang.get(nama)]:
                isi.setlist(nama, sisa)
        return f"?{isi.urlencode()}"


def _ujung(rentang: Rentang, ujung: str) -> forms.Field:
    """The field of one end of a from–to."""
    label = f"{rentang.label} {ujung}"
    if rentang.batas is None:
        return forms.DateField(label=label, input_formats=TANGGAL, required=False)
    awal, akhir = rentang.batas
    return forms.IntegerField(label=label, min_value=awal, max_value=akhir, required=False)


def _sebab(bidang: forms.Field, salah: ValidationError) -> str:
    if isinstance(bidang, forms.DateField) and salah.code == "invalid":
        return "tanggal ini tidak ada, tulis seperti 17-08-2020"
    if isinstance(bidang, forms.IntegerField) and salah.code != "terbalik":
        return f"isi dengan bilangan bulat {bidang.min_value} sampai {bidang.max_value}"
    return _SEBAB.get(salah.code or "", "isian ini tidak dapat dibaca")


def _teks_batas(nilai: Any) -> str:
    if nilai is None:
        return ""
    return f"{nilai:%d-%m-%Y}" if hasattr(nilai, "strftime") else str(nilai)


class TampilanForm(TerbatasForm):
    """A saved view: its name, and whether the whole Instansi gets it."""

    class Meta:
        model = TampilanTersimpan
        fields = ["nama", "bersama"]

    def __init__(self, *args: Any, kueri: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.pemilik = self.pengguna
            self.instance.instansi = self.pengguna.instansi
            self.instance.kueri = kueri
        boleh = self.pengguna.has_perm("pegawai.bagikan_tampilan") and self.instance.instansi_id
        if not boleh:
            del self.fields["bersama"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if len(self.instance.kueri) > KUERI_TERPANJANG:
            raise ValidationError(
                "Saringan ini terlalu panjang untuk disimpan. Kurangi pilihannya."
            )
        return isi

    def _get_validation_exclusions(self) -> set[str]:
        """The owner is not on the form, but the name is unique among the owner's."""
        return super()._get_validation_exclusions() - {"pemilik"}

    def _update_errors(self, errors: Any) -> None:
        """The names are one's own: it may be told that one is taken."""
        forms.ModelForm._update_errors(self, errors)
