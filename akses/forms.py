"""Forms that offer and accept only what the account may see."""

from typing import Any

from django import forms

from akses.models import Instansi, Pengguna, TerbatasModel


def batasi_pilihan(bidang: forms.Field, pengguna: Pengguna) -> None:
    """Narrow the choices of a relation field to the scope of ``pengguna``."""
    if not isinstance(bidang, forms.ModelChoiceField):
        return
    model = bidang.queryset.model
    if issubclass(model, TerbatasModel) or model is Instansi:
        bidang.queryset = bidang.queryset.untuk(pengguna)
    elif model is Pengguna and pengguna.lingkup != Pengguna.Lingkup.SEMUA:
        sesama = bidang.queryset.filter(instansi__isnull=False)
        bidang.queryset = sesama.filter(instansi=pengguna.instansi_id)


class PesanNetralForm(forms.ModelForm):
    """A ModelForm whose messages do not tell of rows that the reader may not see."""

    def _update_errors(self, errors: Any) -> None:
        """Never tell that a row of another Instansi exists: only that the value cannot be used."""
        for kesalahan in getattr(errors, "error_dict", {}).values():
            for satu in kesalahan:
                if satu.code in {"unique", "unique_together"}:
                    satu.message = "Nilai ini tidak dapat dipakai. Periksa kembali isian."
                    satu.params = None
        super()._update_errors(errors)


class TerbatasForm(PesanNetralForm):
    """A ModelForm with the account behind it: ``XForm(data, pengguna=request.user)``."""

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        for bidang in self.fields.values():
            batasi_pilihan(bidang, pengguna)


class PilihanTampilanForm(forms.Form):
    """How pages look in this browser."""

    TEMA = [("", "Ikuti perangkat"), ("terang", "Terang"), ("gelap", "Gelap")]

    tema = forms.ChoiceField(choices=TEMA, required=False, widget=forms.RadioSelect)
    pintasan = forms.BooleanField(
        label="Pintasan papan tik",
        required=False,
        help_text="Matikan bila tombol huruf bentrok dengan pembaca layar atau perintah suara.",
    )
