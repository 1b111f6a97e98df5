"""Forms of documents and proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from akses.models import Pengguna
from pegawai.dokumen import BATAS_DOKUMEN, simpan_dokumen
from pegawai.models import Dokumen, Pegawai
from pegawai.models.usulan import IZIN_HUKUMAN

TANGGAL = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


def isian_tanggal() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class BerkasDokumen(forms.FileField):
    """A scan: its content is looked at when it is kept, its size here already."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        kwargs.setdefault("help_text", "PDF, JPG, atau PNG, paling besar 10 MB.")
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Pilih berkas pindaian.",
                "empty": "Berkas ini kosong. Periksa berkas asalnya.",
            },
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        isi = super().clean(data, initial)
        if isi and isi.size > BATAS_DOKUMEN:
            raise ValidationError("Berkas terlalu besar. Batasnya 10 MB. Pindai ulang.")
        return isi


class DokumenForm(forms.ModelForm):
    """A document of one person."""

    unggahan = BerkasDokumen(label="Berkas")

    class Meta:
        model = Dokumen
        fields = ["jenis", "judul", "nomor", "tanggal"]
        widgets = {"tanggal": isian_tanggal()}

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        self.fields["tanggal"].input_formats = TANGGAL
        if not pengguna.has_perm(IZIN_HUKUMAN):
            self.fields["jenis"].choices = [
                (nilai, label)
                for nilai, label in self.fields["jenis"].choices
                if nilai != Dokumen.Jenis.HUKUMAN
            ]

    def simpan(self, pegawai: Pegawai) -> Dokumen | None:
        """Keep the file; on a refusal the form carries the sentence and the answer is None."""
        try:
            return simpan_dokumen(
                self.instance, self.cleaned_data["unggahan"], pegawai=pegawai, oleh=self.pengguna
            )
        except ValidationError as salah:
            self.add_error("unggahan", ValidationError(salah.messages))
            return None
