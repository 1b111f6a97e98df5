"""Forms of the pages about persons and imports."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from akses.alamat import baca_nomor
from akses.forms import TerbatasForm
from akses.models import Instansi, Pengguna
from pegawai.forms_usulan import TANGGAL, BuktiForm, bidang_form, isi_bukti
from pegawai.impor import daftar_jenis, terima
from pegawai.models import BerkasImpor, Pegawai
from pegawai.rekonsiliasi import PUTUSAN
from pegawai.sasaran import KOLOM_PEGAWAI, KOLOM_RAHASIA, LANGSUNG


class PegawaiForm(BuktiForm, TerbatasForm):
    """The record of one person: contact is written at once, the rest becomes a proposal.

    Which is which says ``pegawai.sasaran.LANGSUNG``. ``versi`` is the moment of the last change
    that the writer has seen: a later one is a conflict. A field that was not sent is unchanged.
    """

    KELOMPOK = (
        ("Kontak (langsung disimpan)", ("nomor_hp", "email", "alamat")),
        ("Identitas", ("nip", "nik", "gelar_depan", "nama", "gelar_belakang", "tempat_lahir",
                       "tanggal_lahir", "jenis_kelamin")),
        ("Status", ("status_asn", "kedudukan_hukum", "tmt_cpns", "tmt_pns", "nomor_kontrak",
                    "awal_kontrak", "akhir_kontrak")),
        ("Golongan", ("golongan", "tmt_golongan", "masa_kerja_tahun", "masa_kerja_bulan")),
        ("Jabatan", ("jabatan", "tmt_jabatan", "unit")),
        ("Pendidikan terakhir", ("tingkat_pendidikan", "pendidikan", "tahun_lulus",
                                 "nama_sekolah")),
        ("Alasan dan bukti", ("alasan", "unggahan", "bukti")),
    )  # fmt: skip

    versi = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Pegawai
        fields = ["nomor_hp", "email", "alamat", *KOLOM_PEGAWAI]
        formfield_callback = bidang_form
        error_messages = {
            "email": {"invalid": "Alamat surel tidak sah. Contoh: nama@kobarkab.go.id."},
            "tahun_lulus": {"invalid": "Tahun lulus ditulis dengan empat angka."},
            "tmt_jabatan": {"invalid": "Tanggal tidak ada. Tulis seperti 9-12-2025."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        isi_bukti(self, self.instance, self.pengguna)
        self.fields["versi"].initial = self.instance.diubah.isoformat()
        for nama, izin in KOLOM_RAHASIA.items():
            if not self.pengguna.has_perm(izin):
                del self.fields[nama]
        for nama in self.Meta.fields:
            if self.is_bound and nama in self.fields and nama not in self.data:
                del self.fields[nama]
        for bidang in self.fields.values():
            if isinstance(bidang, forms.DateField):
                bidang.input_formats = TANGGAL
        self._siapkan_pilihan()
        self._semula = {nama: self._teks(nama) for nama in LANGSUNG}
        self.helper = self._susunan()

    def _susunan(self) -> FormHelper:
        """Two columns under headings; only fields that this form has."""
        pembantu = FormHelper()
        pembantu.form_tag, pembantu.disable_csrf = False, True
        pembantu.layout = Layout("versi", *(
            Fieldset(
                judul,
                Div(
                    *(Div(nama, css_class="col-md-6") for nama in kolom if nama in self.fields),
                    css_class="row",
                ),
            )
            for judul, kolom in self.KELOMPOK
        ))  # fmt: skip
        return pembantu

    def _siapkan_pilihan(self) -> None:
        """Units of the own Instansi, and what is in use no more only where it still stands."""
        if "unit" in self.fields:
            unit = self.fields["unit"].queryset.filter(instansi=self.instance.instansi_id)
            self.fields["unit"].queryset = unit.filter(Q(aktif=True) | Q(pk=self.instance.unit_id))
        if "jabatan" in self.fields:
            jabatan = self.fields["jabatan"].queryset
            self.fields["jabatan"].queryset = jabatan.filter(
                Q(aktif=True) | Q(pk=self.instance.jabatan_id)
            )

    def clean_versi(self) -> str:
        versi = self.cleaned_data["versi"]
        if versi != self.instance.diubah.isoformat():
            saat = timezone.localtime(self.instance.diubah)
            raise forms.ValidationError(
                f"Data ini sudah diubah orang lain {saat:%d-%m-%Y} pukul {saat:%H.%M}. Muat ulang "
                "halaman untuk melihat isinya, lalu ulangi perubahan Anda.",
                code="konflik",
            )
        return versi

    def clean_tahun_lulus(self) -> int | None:
        tahun = self.cleaned_data["tahun_lulus"]
        if tahun is not None and not 1950 <= tahun <= timezone.localdate().year:
            raise forms.ValidationError("Tahun lulus antara 1950 dan tahun ini.")
        return tahun

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if self.daftar_usul and not isi.get("alasan", "").strip():
            self.add_error("alasan", "Tulis alasan, sebab ada isian yang perlu disetujui.")
        return isi

    def _post_clean(self) -> None:
        """Uniqueness is looked at when it is proposed, in words that tell of no other row."""
        self._validate_unique = self._validate_constraints = False
        super()._post_clean()

    @property
    def daftar_usul(self) -> list[str]:
        """The changed fields that need a second person."""
        return [nama for nama in self.changed_data if nama in KOLOM_PEGAWAI]

    @property
    def daftar_langsung(self) -> list[str]:
        """The changed fields that are written at once."""
        return [nama for nama in self.changed_data if nama in LANGSUNG]

    @property
    def nilai_usul(self) -> dict[str, Any]:
        return {nama: self.cleaned_data[nama] for nama in self.daftar_usul}

    def _teks(self, nama: str) -> str:
        return str(getattr(self.instance, nama))

    def perbedaan(self) -> dict[str, tuple[str, str]]:
        """Label of each field written at once, with its value before and after."""
        return {
            str(self.fields[nama].label): (self._semula[nama], self._teks(nama))
            for nama in self.daftar_langsung
        }


class PutusanSelisihForm(forms.Form):
    """One decision about the chosen differences. Which rows may be decided, the service checks."""

    nomor = forms.TypedMultipleChoiceField(
        label="Baris",
        coerce=int,
        error_messages={"required": "Pilih sedikitnya satu baris pada tabel."},
    )
    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[(str(kode), nama) for kode, nama in PUTUSAN.items()],
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(label="Alasan", max_length=300, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["nomor"].choices = [
            (satu, satu)
            for satu in (data.getlist("nomor") if data else [])
            if baca_nomor(satu) is not None
        ]


class UnggahForm(forms.Form):
    """A file to import. What kinds and Instansi are on offer follows from the account."""

    jenis = forms.ChoiceField(label="Jenis berkas")
    instansi = forms.ModelChoiceField(Instansi.objects.none(), label="Instansi", empty_label=None)
    berkas = forms.FileField(
        label="Berkas",
        help_text="xlsx atau csv, paling besar 50 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": "Pilih berkas yang akan diunggah.",
            "empty": "Berkas ini kosong. Unduh ulang dari sumbernya.",
        },
    )
    status_asn = forms.ChoiceField(
        label="Status pegawai",
        choices=[("", "Menurut NIP"), *Pegawai.StatusAsn.choices],
        required=False,
        help_text="Untuk berkas pegawai yang tidak menyebut status.",
    )
    tanggal = forms.DateField(
        label="Tanggal penilaian",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Hanya untuk hasil asesmen tanpa tanggal pada judulnya.",
    )
    izinkan_pindah = forms.BooleanField(
        label="Izinkan pindah instansi",
        required=False,
        help_text="Pegawai yang tercatat di instansi lain ikut dipindahkan.",
    )

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        self.fields["jenis"].choices = [(j.kode, j.nama) for j in daftar_jenis(pengguna)]
        self.fields["instansi"].queryset = Instansi.objects.untuk(pengguna)
        if pengguna.lingkup != Pengguna.Lingkup.SEMUA:
            del self.fields["izinkan_pindah"]
            self.fields["instansi"].widget = forms.HiddenInput()
            self.fields["instansi"].initial = pengguna.instansi_id

    def terima(self) -> BerkasImpor:
        """Keep the file; raises ValidationError for one that cannot be used."""
        isi = self.cleaned_data
        return terima(
            isi["berkas"],
            jenis=isi["jenis"],
            instansi=isi["instansi"],
            oleh=self.pengguna,
            status=isi["status_asn"],
            tanggal=isi["tanggal"],
            izinkan_pindah=isi.get("izinkan_pindah", False),
        )
