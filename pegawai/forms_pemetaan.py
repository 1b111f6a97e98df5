"""The form that asks what the unknown headers of a file mean."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from akses.models import Pengguna
from pegawai import impor
from pegawai.models import BerkasImpor

_MUNGKIN_NIP = re.compile(r"['`]?[0-9]{18}")
_MUNGKIN_NIK = re.compile(r"['`]?[0-9]{16}")


class PemetaanForm(forms.Form):
    """What each header of a file means that its kind does not know."""

    def __init__(self, *args: Any, berkas: BerkasImpor, nik: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.berkas = berkas
        self.ditanya = list(impor.judul_ditanya(berkas).items())
        self.kolom_kosong = impor.kolom_kosong(berkas)
        baru = [judul for judul, kata in self.ditanya if kata is None]
        self.baru = len(baru)
        pilihan = [("", "Abaikan kolom ini")] + [
            (kolom.nama, kolom.judul[0] + (" (wajib)" if kolom.wajib else ""))
            for kolom in self.kolom_kosong
        ]
        contoh = {
            judul: isi
            for lembar in berkas.susunan
            for judul, isi in lembar.get("contoh", {}).items()
        }
        tebakan = impor.tebak(baru, self.kolom_kosong)
        if nip := self._tebak_nip(baru, contoh):
            tebakan = {j: kolom for j, kolom in tebakan.items() if kolom != "nip"} | {nip: "nip"}
        for n, (judul, kata) in enumerate(self.ditanya):
            self.fields[f"kolom_{n}"] = forms.ChoiceField(
                label=judul,
                choices=pilihan,
                required=False,
                initial=tebakan.get(judul, "") if kata is None else kata,
                help_text=_isi_contoh(contoh.get(judul, []), nik=nik),
            )

    def _tebak_nip(self, baru: list[str], contoh: dict[str, list[str]]) -> str:
        """The header over eighteen digits is the NIP, whatever it is called; empty: none is."""
        if all(kolom.nama != "nip" for kolom in self.kolom_kosong):
            return ""
        for judul in baru:
            isi = contoh.get(judul)
            if isi and all(_MUNGKIN_NIP.fullmatch(satu.strip()) for satu in isi):
                return judul
        return ""

    def clean(self) -> dict[str, Any]:
        """Each column once, and every required one."""
        isi = super().clean() or {}
        dipilih = [kolom for kolom in isi.values() if kolom]
        for kolom in self.kolom_kosong:
            if dipilih.count(kolom.nama) > 1:
                self.add_error(
                    None, f"{kolom.judul[0]} dipilih untuk lebih dari satu judul. Pilih satu saja."
                )
            if kolom.wajib and kolom.nama not in dipilih:
                self.add_error(
                    None, f"Pilih judul yang memuat {kolom.judul[0]}: kolom itu wajib ada."
                )
        return isi

    def cocokkan(self, oleh: Pengguna) -> BerkasImpor:
        """Remember the answers; raises ValidationError when the file is not waiting any more."""
        pilihan = {
            judul: self.cleaned_data[f"kolom_{n}"] for n, (judul, _) in enumerate(self.ditanya)
        }
        return impor.cocokkan(self.berkas, pilihan, oleh=oleh)


def _isi_contoh(isi: list[str], *, nik: bool) -> str:
    """Sample values; what may be a NIK only for those who may see one."""
    terbaca = [
        "tidak ditampilkan" if not nik and _MUNGKIN_NIK.fullmatch(satu) else satu for satu in isi
    ]
    return "Contoh isi: " + "; ".join(terbaca) if terbaca else "Kolom ini kosong."
