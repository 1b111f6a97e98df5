"""Forms of documents and proposals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from akses.forms import TerbatasForm
from akses.models import Pengguna
from pegawai.dokumen import BATAS_DOKUMEN, simpan_dokumen
from pegawai.golongan import URUTAN
from pegawai.models import Dokumen, HukumanDisiplin, Pegawai, UsulanPerubahan
from pegawai.models.riwayat import IZIN_HUKUMAN
from pegawai.sasaran import Sasaran

S = UsulanPerubahan.Sasaran
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


JENIS_BUKTI: dict[str, Dokumen.Jenis] = {
    S.GOLONGAN: Dokumen.Jenis.SK_PANGKAT,
    S.JABATAN: Dokumen.Jenis.SK_JABATAN,
    S.PENDIDIKAN: Dokumen.Jenis.IJAZAH,
    S.PELATIHAN: Dokumen.Jenis.SERTIFIKAT,
    S.KINERJA: Dokumen.Jenis.SKP,
    S.ANGKA_KREDIT: Dokumen.Jenis.PAK,
    S.PENGHARGAAN: Dokumen.Jenis.PENGHARGAAN,
    S.HUKUMAN: Dokumen.Jenis.HUKUMAN,
}


class BuktiForm(forms.Form):
    """Why, and the evidence: a document that is there already or a new scan."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila ada isian yang perlu disetujui. Contoh: sesuai SK nomor 823/12/2026.",
    )
    unggahan = BerkasDokumen(label="Unggah bukti baru", required=False)


def isi_bukti(form: Any, pegawai: Pegawai, pengguna: Pengguna) -> None:
    """Offer the documents of the person; the upload only to those who may keep documents."""
    form.fields["bukti"] = forms.ModelChoiceField(
        Dokumen.untuk(pengguna).filter(pegawai=pegawai),
        label="Atau bukti yang sudah tersimpan",
        required=False,
        empty_label="Tidak ada",
    )
    if not pengguna.has_perm("pegawai.add_dokumen"):
        del form.fields["unggahan"]


def pasang_galat(form: Any, salah: ValidationError) -> None:
    """Put the refusal of a service where it belongs in the form."""
    if not hasattr(salah, "error_dict"):
        form.add_error(None, salah)
        return
    for nama, daftar in salah.error_dict.items():
        letak = {"masa": "masa_selesai"}.get(nama, nama)
        form.add_error(letak if letak in form.fields else None, daftar)


def ajukan(
    form: Any,
    sasaran: str,
    pegawai: Pegawai,
    pengguna: Pengguna,
    kirim: Callable[[Dokumen | None], UsulanPerubahan],
) -> UsulanPerubahan | None:
    """Keep the evidence and send the proposal, both or neither; refusals go into the form."""
    bukti = None
    try:
        with transaction.atomic():
            bukti = simpan_bukti(form, sasaran, pegawai, pengguna)
            return kirim(bukti)
    except ValidationError as salah:
        if bukti is not None and form.cleaned_data.get("unggahan"):
            bukti.berkas.delete(save=False)  # its row is undone already
        pasang_galat(form, salah)
        return None


def simpan_bukti(form: Any, sasaran: str, pegawai: Pegawai, pengguna: Pengguna) -> Dokumen | None:
    """The chosen evidence, kept first if it is new. Raises ValidationError for a bad file."""
    unggahan = form.cleaned_data.get("unggahan")
    if not unggahan:
        return form.cleaned_data["bukti"]
    nama = UsulanPerubahan.Sasaran(sasaran).label
    dokumen = Dokumen(
        jenis=JENIS_BUKTI.get(sasaran, Dokumen.Jenis.LAIN),
        judul=f"Bukti {nama.lower()} {timezone.localdate():%d-%m-%Y}",
    )
    try:
        return simpan_dokumen(dokumen, unggahan, pegawai=pegawai, oleh=pengguna)
    except ValidationError as salah:
        raise ValidationError({"unggahan": salah.messages}) from salah


class HapusForm(BuktiForm):
    """To have a row of a history removed."""

    def __init__(self, *args: Any, pegawai: Pegawai, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        isi_bukti(self, pegawai, pengguna)
        self.fields["alasan"].required = True
        self.fields["alasan"].help_text = ""

    def nilai(self) -> dict[str, Any]:
        return {}


class IsianForm(BuktiForm, TerbatasForm):
    """The fields of one row, as ``form_isian`` chooses them, with reason and evidence.

    It never saves: what it holds becomes a proposal. The instance is of this request only.
    """

    def __init__(self, *args: Any, pegawai: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        isi_bukti(self, pegawai, self.pengguna)
        self.fields["alasan"].required = True
        self.fields["alasan"].help_text = "Contoh: sesuai SK nomor 823/12/2026."
        self._siapkan_masa()
        for bidang in self.fields.values():
            if isinstance(bidang, forms.DateField):
                bidang.input_formats = TANGGAL
        if "unit" in self.fields:
            unit = self.fields["unit"].queryset.filter(instansi=pegawai.instansi_id)
            self.fields["unit"].queryset = unit.filter(aktif=True)
        self.order_fields([*self._isian, "alasan", "unggahan", "bukti"])

    def _siapkan_masa(self) -> None:
        """A span of days is entered as two dates."""
        kolom = list(self._meta.fields or [])
        if self.instance._meta.model is not HukumanDisiplin or not self.berentang:
            self._isian = kolom
            return
        masa = self.instance.masa
        for nama, label, awal in (
            ("masa_mulai", "Masa hukuman mulai", masa.lower if masa else None),
            ("masa_selesai", "Masa hukuman selesai", masa.upper if masa else None),
        ):
            self.fields[nama] = forms.DateField(label=label, initial=awal, widget=isian_tanggal())
        self._isian = [*kolom, "masa_mulai", "masa_selesai"]

    berentang = False

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if self.berentang and isi.get("masa_mulai") and isi.get("masa_selesai"):
            if isi["masa_mulai"] >= isi["masa_selesai"]:
                self.add_error("masa_selesai", "Tanggal selesai sesudah tanggal mulai.")
            else:
                isi["masa"] = DateRange(isi["masa_mulai"], isi["masa_selesai"])
        return isi

    def nilai(self) -> dict[str, Any]:
        """Field → value, as a proposal takes it."""
        nama = [*(self._meta.fields or []), *(["masa"] if self.berentang else [])]
        return {satu: self.cleaned_data[satu] for satu in nama}

    def _post_clean(self) -> None:
        """The instance is filled, not checked: the proposal checks the row as it would be."""
        self._validate_unique = self._validate_constraints = False
        super()._post_clean()


def form_isian(apa: Sasaran, kolom: list[str] | tuple[str, ...] | None = None) -> type[IsianForm]:
    """The form class for ``kolom`` of a kind of row; all of its fields without."""
    dipakai = list(kolom or apa.kolom)
    berentang = "masa" in dipakai
    kelas: Any = forms.modelform_factory(
        apa.model,
        form=IsianForm,
        fields=[nama for nama in dipakai if nama != "masa"],
        formfield_callback=bidang_form,
    )
    kelas.berentang = berentang
    return kelas


def bidang_form(bidang: Any, **kwargs: Any) -> Any:
    """The form field of a model field: a date picker, a number as text, golongan as a list."""
    if bidang.name == "golongan":
        pilihan = [("", "---------"), *((nama, nama) for nama in reversed(URUTAN))]
        return forms.ChoiceField(label="Golongan", choices=pilihan, required=not bidang.blank)
    if isinstance(bidang, models.DateField) and not isinstance(bidang, models.DateTimeField):
        kwargs["widget"] = isian_tanggal()
    if isinstance(bidang, models.PositiveSmallIntegerField):
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "numeric"})
    return bidang.formfield(**kwargs)


class PutusanForm(forms.Form):
    """A decision about one proposal; nothing in it can change what was proposed."""

    keputusan = forms.ChoiceField(
        choices=[(nilai, nilai.label) for nilai in UsulanPerubahan.DIPUTUS],
        error_messages={
            "required": "Pilih setujui, kembalikan, atau tolak.",
            "invalid_choice": "Pilih setujui, kembalikan, atau tolak.",
        },
    )
    cap = forms.CharField(max_length=40)
    catatan = forms.CharField(max_length=500, required=False)
