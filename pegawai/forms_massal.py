"""The form of one change for many persons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from akses.forms import TerbatasForm
from pegawai.forms_usulan import TANGGAL, BerkasDokumen, bidang_form
from pegawai.models import Pegawai
from pegawai.sasaran import KOLOM_MASSAL

KOSONG = (None, "")


class MassalForm(TerbatasForm):
    """New values for many persons at once; a field that is left empty stays as it is.

    ``instansi``: those of the persons. A unit can be given only while they have one in common.
    """

    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: sesuai SK kolektif nomor 823/12/2026.",
        error_messages={"required": "Tulis alasan perubahan."},
    )

    class Meta:
        model = Pegawai
        fields = list(KOLOM_MASSAL)
        formfield_callback = bidang_form

    def __init__(self, *args: Any, instansi: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in KOLOM_MASSAL:
            self.fields[nama].required = False
            if isinstance(self.fields[nama], forms.DateField):
                self.fields[nama].input_formats = TANGGAL
        self.fields["jabatan"].queryset = self.fields["jabatan"].queryset.filter(aktif=True)
        if len(instansi) == 1:
            unit = self.fields["unit"].queryset.filter(instansi__in=instansi, aktif=True)
            self.fields["unit"].queryset = unit
        else:
            del self.fields["unit"]
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        kolom = (Div(nama, css_class="col-md-6") for nama in KOLOM_MASSAL if nama in self.fields)
        self.helper.layout = Layout(Div(*kolom, css_class="row"), "alasan")

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if not self.errors and not self.nilai():
            raise ValidationError("Isi sedikitnya satu nilai baru.")
        return isi

    def nilai(self) -> dict[str, Any]:
        """Field → new value, of the fields that were filled in."""
        isi = {nama: self.cleaned_data.get(nama) for nama in KOLOM_MASSAL}
        return {nama: satu for nama, satu in isi.items() if satu not in KOSONG}

    @property
    def tersembunyi(self) -> Iterator[tuple[str, str]]:
        """Name and value of everything that was entered, for the page that confirms it."""
        return ((nama, self.data[nama]) for nama in self.fields if self.data.get(nama))

    def _post_clean(self) -> None:
        """No row is made of it: the proposals are checked one by one when they are decided."""
        self._validate_unique = self._validate_constraints = False
        super()._post_clean()


class BuktiMassalForm(forms.Form):
    """The scan that goes with each of the proposals."""

    unggahan = BerkasDokumen(label="Unggah bukti (boleh kosong)", required=False)
