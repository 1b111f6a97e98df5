"""The form of a post that is needed, and its writing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from akses.forms import TerbatasForm
from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.models import FormasiJabatan, Jabatan, Pegawai

BANYAK_MIRIP = 5
BANYAK_USUL = 300
SUDAH_ADA = "Formasi jabatan ini di sana sudah tercatat. Ubah yang sudah ada."


class FormasiForm(TerbatasForm):
    """How many holders of a job a perangkat daerah needs.

    The job is written by its name, for the reference has thousands; ``usul`` are the names that
    people of the Instansi hold.
    """

    nama_jabatan = forms.CharField(
        label="Jabatan",
        max_length=200,
        help_text="Tulis nama lengkap seperti dalam rujukan jabatan SIASN.",
        error_messages={"required": "Tulis nama jabatannya."},
        widget=forms.TextInput(attrs={"list": "usul-jabatan", "autocomplete": "off"}),
    )

    class Meta:
        model = FormasiJabatan
        fields = ["instansi", "unit", "nama_jabatan", "kebutuhan", "dasar"]
        error_messages = {
            "kebutuhan": {"required": "Tulis jumlah pemegang jabatan yang dibutuhkan."},
            "instansi": {"required": "Pilih instansinya."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk or self.pengguna.lingkup != Pengguna.Lingkup.SEMUA:
            del self.fields["instansi"]
        if self.instance.pk is None:
            self.instance.instansi = self.pengguna.instansi
        else:
            self.fields["nama_jabatan"].initial = self.instance.jabatan.nama
        unit: Any = self.fields["unit"]
        unit.queryset = unit.queryset.perangkat_daerah()
        if self.instance.pk:
            unit.queryset = unit.queryset.filter(instansi=self.instance.instansi_id)
        unit.empty_label = "Seluruh instansi"

    @property
    def usul(self) -> list[str]:
        """Names of jobs to choose from while typing. One query."""
        orang = Pegawai.untuk(self.pengguna).exclude(jabatan=None).order_by()
        nama = orang.values_list("jabatan__nama", flat=True).distinct()
        return sorted(nama[:BANYAK_USUL])

    def clean_nama_jabatan(self) -> str:
        nama = " ".join(self.cleaned_data["nama_jabatan"].split())
        jabatan = Jabatan.objects.filter(nama__iexact=nama, aktif=True).order_by("pk").first()
        if jabatan is None:
            mirip = Jabatan.objects.filter(nama__trigram_similar=nama, aktif=True)
            daftar = list(mirip.order_by("nama").values_list("nama", flat=True)[:BANYAK_MIRIP])
            kata = f" Mungkin: {'; '.join(daftar)}." if daftar else ""
            raise forms.ValidationError(f"Jabatan ini tidak ada dalam rujukan.{kata}")
        self.instance.jabatan = jabatan
        return nama

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if isi.get("instansi"):
            self.instance.instansi = isi["instansi"]
        if self.instance.instansi_id is None and "instansi" not in self.fields:
            raise forms.ValidationError("Akun ini tidak terikat pada suatu instansi.")
        if self.errors:
            return isi
        kembar = FormasiJabatan.untuk(self.pengguna).filter(
            instansi=self.instance.instansi_id, unit=isi.get("unit"), jabatan=self.instance.jabatan
        )
        if kembar.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(SUDAH_ADA)
        return isi

    def simpan(self) -> FormasiJabatan:
        """Write the post and its trail. Raises ValidationError where another was faster."""
        baru = self.instance.pk is None
        aksi = JejakAudit.Aksi.BUAT if baru else JejakAudit.Aksi.UBAH
        try:
            with transaction.atomic():
                satu = self.save()
                catat(
                    aksi,
                    satu,
                    oleh=self.pengguna,
                    keterangan=f"Formasi {satu.jabatan}",
                    data={"unit": satu.unit_id, "kebutuhan": satu.kebutuhan, "dasar": satu.dasar},
                )
        except IntegrityError as salah:
            raise forms.ValidationError(SUDAH_ADA) from salah
        return satu


@transaction.atomic
def hapus_formasi(satu: FormasiJabatan, *, oleh: Pengguna) -> None:
    """Delete a post, with what it was in the trail."""
    catat(
        JejakAudit.Aksi.HAPUS,
        satu,
        oleh=oleh,
        keterangan=f"Formasi {satu.jabatan}",
        data={"unit": satu.unit_id, "kebutuhan": satu.kebutuhan, "dasar": satu.dasar},
    )
    satu.delete()
