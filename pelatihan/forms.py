"""Forms of programmes, batches and money. Amounts may be typed the way people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from akses.forms import TerbatasForm
from pelatihan.models import (
    AlokasiProgram,
    AnggaranKegiatan,
    Angkatan,
    Peserta,
    PrioritasDaerah,
    ProgramPelatihan,
    Realisasi,
)
from pelatihan.rupiah import baca_rupiah

TERBESAR = Decimal("9999999999999999.99")


class RupiahField(forms.CharField):
    """An amount in rupiah, in any spelling that budget files use."""

    def __init__(self, *, boleh_nol: bool = False, **kwargs: Any) -> None:
        self.boleh_nol = boleh_nol
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:,.0f}".replace(",", ".") if value == int(value) else str(value)
        return value

    def clean(self, value: Any) -> Decimal | None:
        teks = super().clean(value)
        if not teks:
            return None
        jumlah = baca_rupiah(teks)
        if jumlah is None:
            raise ValidationError("Tulis jumlah rupiah dengan angka, misalnya 1.250.000.000.")
        if jumlah < 0 or (jumlah == 0 and not self.boleh_nol):
            raise ValidationError("Jumlah harus lebih besar daripada nol.")
        if jumlah > TERBESAR:
            raise ValidationError("Jumlah ini terlalu besar. Periksa banyaknya angka.")
        return jumlah


class AnggaranForm(TerbatasForm):
    pagu_murni = RupiahField(label="Pagu murni (Rp)", boleh_nol=True)
    pagu_perubahan = RupiahField(
        label="Pagu perubahan (Rp)",
        required=False,
        boleh_nol=True,
        help_text="Diisi setelah APBD-P ditetapkan.",
    )

    class Meta:
        model = AnggaranKegiatan
        fields = ["tahun", "kode", "nama", "sumber_dana", "pagu_murni", "pagu_perubahan"]


class ProgramForm(TerbatasForm):
    biaya_per_orang = RupiahField(label="Biaya per orang (Rp)", boleh_nol=True)
    biaya_tetap = RupiahField(label="Biaya tetap (Rp)", boleh_nol=True)

    class Meta:
        model = ProgramPelatihan
        fields = [
            "nama",
            "tahun",
            "rumpun",
            "jenis",
            "metode",
            "jp",
            "kuota",
            "biaya_per_orang",
            "biaya_tetap",
            "penyelenggara",
            "prioritas",
        ]


class PrioritasForm(TerbatasForm):
    class Meta:
        model = PrioritasDaerah
        fields = ["nama", "sumber", "tahun_mulai", "tahun_selesai"]


class AngkatanForm(TerbatasForm):
    class Meta:
        model = Angkatan
        fields = ["nomor", "tempat", "tanggal_mulai", "tanggal_selesai", "kuota"]
        widgets = {
            nama: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for nama in ("tanggal_mulai", "tanggal_selesai")
        }


class AlokasiForm(TerbatasForm):
    jumlah = RupiahField(label="Jumlah (Rp)")

    class Meta:
        model = AlokasiProgram
        fields = ["anggaran", "jumlah"]

    def __init__(self, *args: Any, program: ProgramPelatihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bidang = self.fields["anggaran"]
        bidang.queryset = bidang.queryset.filter(instansi=program.instansi_id, tahun=program.tahun)

    def validate_unique(self) -> None:
        """A second allocation from the same line adds to the first."""


class RealisasiForm(TerbatasForm):
    jumlah = RupiahField(label="Jumlah (Rp)")

    class Meta:
        model = Realisasi
        fields = ["alokasi", "jumlah", "tanggal", "nomor_dokumen"]
        widgets = {"tanggal": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, program: ProgramPelatihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bidang = self.fields["alokasi"]
        bidang.queryset = bidang.queryset.filter(program=program).select_related("anggaran")
        bidang.label_from_instance = lambda alokasi: str(alokasi.anggaran)


class PesertaForm(forms.Form):
    """People for a batch, as a pasted column of NIP."""

    daftar_nip = forms.CharField(
        label="NIP peserta",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu NIP per baris. Boleh ditempel dari Excel.",
    )

    def clean_daftar_nip(self) -> list[str]:
        teks = self.cleaned_data["daftar_nip"]
        baris = [re.sub(r"[\s.'`-]", "", b) for b in re.split(r"[\n;,]", teks)]
        daftar = [b for b in baris if b]
        salah = [b for b in daftar if not re.fullmatch(r"\d{18}", b)]
        if salah:
            raise ValidationError([f"{b[:30]}: NIP harus 18 angka." for b in salah[:20]])
        return daftar


class HasilPesertaForm(TerbatasForm):
    class Meta:
        model = Peserta
        fields = ["status", "nomor_sertifikat"]


class TahunForm(forms.Form):
    """The year of a page, from its address."""

    tahun = forms.IntegerField(min_value=2019, max_value=2100, required=False)

    @classmethod
    def tahun_dari(cls, data: Any, bawaan: int) -> int:
        form = cls(data)
        return (form.is_valid() and form.cleaned_data["tahun"]) or bawaan
