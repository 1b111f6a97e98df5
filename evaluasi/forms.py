"""Forms of the review, of the stages and of corrective action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from akses.forms import TerbatasForm
from evaluasi.models import TahapPenerapan, TindakLanjut


def _tanggal() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PutusanForm(forms.Form):
    """The decision of a head of region. A return needs a note."""

    keputusan = forms.ChoiceField(
        choices=[("SETUJUI", "Setujui"), ("KEMBALIKAN", "Kembalikan")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih Setujui atau Kembalikan."},
    )
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    batas_perbaikan = forms.DateField(label="Batas perbaikan", required=False, widget=_tanggal())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("keputusan") == "KEMBALIKAN" and not data.get("catatan", "").strip():
            self.add_error("catatan", ValidationError("Wajib bila laporan dikembalikan."))
        return data


class PembinaanForm(forms.Form):
    """The governor's note to a kabupaten or kota."""

    catatan = forms.CharField(
        label="Catatan pembinaan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Isi catatan pembinaan."},
    )


class AjukanForm(forms.Form):
    """Submitting a report to the head of region."""

    nomor = forms.CharField(
        label="Nomor surat", max_length=100, error_messages={"required": "Isi nomor surat."}
    )


class TahapForm(TerbatasForm):
    class Meta:
        model = TahapPenerapan
        fields = [
            "status",
            "tanggal",
            "bukti",
            "kendala",
            "tindak_lanjut",
            "penanggung_jawab",
            "tenggat",
        ]
        widgets = {"tanggal": _tanggal(), "tenggat": _tanggal()}


class TindakLanjutForm(TerbatasForm):
    """A new corrective action."""

    class Meta:
        model = TindakLanjut
        fields = ["tindakan", "indikator", "unit", "penanggung_jawab", "tenggat", "ukuran"]
        widgets = {"tenggat": _tanggal()}


class KemajuanForm(TerbatasForm):
    """How far a corrective action has come, with its evidence."""

    class Meta:
        model = TindakLanjut
        fields = ["status", "kemajuan", "bukti"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == TindakLanjut.Status.SELESAI:
            if not data.get("bukti", "").strip():
                self.add_error("bukti", "Isi bukti penyelesaian.")
            data["kemajuan"] = 100
        return data
