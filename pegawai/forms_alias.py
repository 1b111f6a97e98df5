"""Forms by which a name of a job is given its job: one name, or the unknown ones of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from akses.models import Pengguna
from pegawai import alias as layanan
from pegawai.jenjang import bakukan
from pegawai.models import AliasJabatan, BerkasImpor, Jabatan

BIARKAN = "Biarkan seperti tertulis"


class PilihJabatanField(forms.ModelChoiceField):
    """Any job of the reference, shown as the few that are offered."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Jabatan.objects.filter(aktif=True), **kwargs)

    def tawarkan(self, daftar: list[tuple[int, str]], *, kosong: str = "") -> None:
        self.choices = [*([("", kosong)] if kosong else []), *daftar]


class AliasForm(forms.Form):
    """What a name means. The name and the words of the search come with the page's address."""

    nama = forms.CharField(label="Nama pada berkas", max_length=200)
    jenis = forms.ChoiceField(
        label="Jenis jabatan",
        choices=[("", "Semua jenis"), *AliasJabatan.Jenis.choices],
        required=False,
    )
    jabatan = PilihJabatanField(
        label="Jabatan pada rujukan SIASN",
        error_messages={"required": "Pilih jabatannya. Cari dengan kata lain bila tidak ada."},
    )
    bersama = forms.BooleanField(
        label="Berlaku bagi semua instansi",
        required=False,
        help_text="Tanpa centang, alias hanya berlaku bagi instansi asalnya.",
    )

    def __init__(
        self,
        *args: Any,
        pengguna: Pengguna,
        daftar_jabatan: list[tuple[int, str]],
        alias: AliasJabatan | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        self.alias = alias
        self.pemilik = alias.instansi if alias else layanan.pemilik_baru(pengguna)
        if alias:
            self.fields["nama"].disabled = self.fields["jenis"].disabled = True
        if pengguna.lingkup != Pengguna.Lingkup.SEMUA or self.pemilik is None:
            del self.fields["bersama"]
        jabatan: Any = self.fields["jabatan"]
        jabatan.tawarkan(daftar_jabatan)

    def clean_nama(self) -> str:
        nama = self.cleaned_data["nama"]
        if not bakukan(nama):
            raise forms.ValidationError("Isi nama jabatan seperti tertulis pada berkas.")
        return nama

    @transaction.atomic
    def simpan(self) -> AliasJabatan:
        """The alias; made shared, it takes the place of the one of a single Instansi."""
        isi = self.cleaned_data
        if isi.get("bersama") and self.alias and self.alias.instansi_id:
            layanan.hapus(self.alias, oleh=self.pengguna)
        return layanan.simpan(
            isi["nama"],
            isi["jenis"],
            isi["jabatan"],
            instansi=None if isi.get("bersama") else self.pemilik,
            oleh=self.pengguna,
        )


class JabatanAsingForm(forms.Form):
    """The most frequent unknown names of a file, each with the likest jobs to choose from."""

    TERBANYAK = 10

    def __init__(self, *args: Any, berkas: BerkasImpor, boleh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.berkas, self.boleh = berkas, boleh
        semua = layanan.asing_berkas(berkas)
        self.daftar = semua[: self.TERBANYAK]
        self.jumlah_nama = len(semua)
        self.sisa = len(semua) - len(self.daftar)
        if not boleh:
            return
        layanan.beri_saran(self.daftar)
        for n, satu in enumerate(self.daftar):
            if satu.saran:
                bidang = PilihJabatanField(label=satu.nama, required=False, empty_label=None)
                bidang.tawarkan(satu.saran, kosong=BIARKAN)
                self.fields[f"jabatan_{n}"] = bidang

    @property
    def baris(self) -> list[tuple[layanan.NamaAsing, Any]]:
        """Each name with its field; None where nothing is alike."""
        return [
            (satu, self[f"jabatan_{n}"] if f"jabatan_{n}" in self.fields else None)
            for n, satu in enumerate(self.daftar)
        ]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not any(isi.values()) and not self.errors:
            raise forms.ValidationError("Pilih jabatan bagi sedikitnya satu nama.")
        return isi

    def cocokkan(self, oleh: Pengguna) -> BerkasImpor:
        """Keep the answers; raises ValidationError when the file is not waiting any more."""
        pilihan = {
            (satu.nama, satu.jenis): jabatan
            for n, satu in enumerate(self.daftar)
            if (jabatan := self.cleaned_data.get(f"jabatan_{n}"))
        }
        return layanan.cocokkan_berkas(self.berkas, pilihan, oleh=oleh)
