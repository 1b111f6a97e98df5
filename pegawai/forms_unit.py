"""Forms of changes in the tree of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from akses.forms import TerbatasForm
from pegawai import perubahan_unit, pohon
from pegawai.forms_usulan import TANGGAL
from pegawai.models import PerubahanUnit, UnitOrganisasi

Jenis = PerubahanUnit.Jenis
TUJUAN = {Jenis.PINDAH: "Pindah ke bawah unit", Jenis.GABUNG: "Digabung ke unit"}


class PerubahanUnitForm(TerbatasForm):
    """One kind of change of one unit; asks only what that kind needs.

    ``dilihat`` says which preview the actor has seen.
    """

    dilihat = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    class Meta:
        model = PerubahanUnit
        fields = ["ke_unit", "nama_baru", "tanggal_berlaku", "dasar"]
        error_messages = {
            "tanggal_berlaku": {
                "required": "Tulis tanggal mulai berlaku.",
                "invalid": "Tanggal tidak ada. Tulis seperti 9-12-2026.",
            },
            "dasar": {"required": "Tulis nomor SK atau peraturan daerahnya."},
            "ke_unit": {"required": "Pilih unit tujuannya."},
            "nama_baru": {"required": "Tulis nama barunya."},
        }

    def __init__(self, *args: Any, unit: UnitOrganisasi, jenis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.jenis = unit, jenis
        hari: Any = self.fields["tanggal_berlaku"]
        hari.input_formats = TANGGAL
        hari.initial = timezone.localdate()
        hari.help_text = "Tanggal yang akan datang berlaku dengan sendirinya pada hari itu."
        if jenis in TUJUAN:
            del self.fields["nama_baru"]
            tujuan: Any = self.fields["ke_unit"]
            semua = tujuan.queryset.filter(instansi=unit.instansi_id, aktif=True)
            tujuan.queryset = semua.exclude(pk__in=pohon.nomor_bawahan(unit))
            tujuan.label, tujuan.required = TUJUAN[Jenis(jenis)], True
        else:
            del self.fields["ke_unit"]
            self.fields["nama_baru"].required = True
            self.fields["nama_baru"].initial = unit.nama
        if jenis == Jenis.TUTUP:
            del self.fields["nama_baru"]

    def clean(self) -> dict[str, Any]:
        """The sentences of the service, at the field they are about."""
        isi = super().clean() or self.cleaned_data
        if not self.errors:
            self.susun()
            try:
                perubahan_unit.periksa(self.instance)
            except forms.ValidationError as salah:
                self.add_error(None, salah)
        return isi

    def susun(self) -> None:
        """Make ``instance`` the change that the fields describe."""
        kunci = ("ke_unit", "nama_baru", "tanggal_berlaku", "dasar")
        isi = {nama: self.cleaned_data[nama] for nama in kunci if nama in self.cleaned_data}
        self.instance = perubahan_unit.susun(
            unit=self.unit, jenis=self.jenis, oleh=self.pengguna, **isi
        )

    def _post_clean(self) -> None:
        """The service has checked the whole; the model's constraints would repeat it in English."""
