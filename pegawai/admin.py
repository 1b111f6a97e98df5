"""Django admin of the app: reference data, and a scoped look at the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from akses.admin import HanyaBacaMixin, RujukanAdmin, TerbatasAdmin
from akses.models import Pengguna
from pegawai.models import (
    AliasJabatan,
    AngkaKredit,
    AturanBup,
    AturanContoh,
    AturanEkspor,
    AturanPencatatan,
    AturanPenugasan,
    BerkasImpor,
    BobotKualitas,
    Dokumen,
    FormasiJabatan,
    HukumanDisiplin,
    Jabatan,
    JenisPelatihan,
    KebutuhanAngkaKredit,
    KedudukanHukum,
    KetetapanJp,
    KonversiPredikat,
    Pegawai,
    PemetaanKolom,
    Penghargaan,
    PenilaianKinerja,
    RingkasanPegawai,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPelatihan,
    RiwayatPendidikan,
    SyaratJenjang,
    UnitOrganisasi,
    UsulanPerubahan,
)


@admin.register(KedudukanHukum)
class KedudukanHukumAdmin(RujukanAdmin):
    list_display = ["kode", "nama", "dihitung_aktif"]
    list_filter = ["dihitung_aktif"]
    search_fields = ["kode", "nama"]


@admin.register(Jabatan)
class JabatanAdmin(RujukanAdmin):
    list_display = ["nama", "jenjang", "eselon", "kelas", "bup", "aktif"]
    list_filter = ["jenjang", "aktif"]
    search_fields = ["nama", "siasn_id"]


@admin.register(AturanContoh)
class AturanContohAdmin(RujukanAdmin):
    list_display = ["jenis", "jumlah"]


@admin.register(AturanEkspor)
class AturanEksporAdmin(RujukanAdmin):
    list_display = ["mulai", "hari", "dasar"]


@admin.register(AturanBup)
class AturanBupAdmin(RujukanAdmin):
    list_display = ["jenjang", "usia", "mulai", "dasar"]
    list_filter = ["jenjang"]


@admin.register(AturanPencatatan)
class AturanPencatatanAdmin(RujukanAdmin):
    list_display = ["hubungan", "dihitung_di", "mulai", "dasar"]


@admin.register(AturanPenugasan)
class AturanPenugasanAdmin(RujukanAdmin):
    list_display = ["penugasan", "bulan", "perpanjangan", "mulai", "dasar"]
    list_filter = ["penugasan"]


@admin.register(KebutuhanAngkaKredit)
class KebutuhanAngkaKreditAdmin(RujukanAdmin):
    list_display = [
        "jenjang", "koefisien", "ak_pangkat", "ak_jenjang", "golongan_dari", "golongan_sampai",
        "mulai",
    ]  # fmt: skip
    list_filter = ["jenjang"]


@admin.register(KonversiPredikat)
class KonversiPredikatAdmin(RujukanAdmin):
    list_display = ["predikat", "persen", "mulai", "dasar"]


@admin.register(FormasiJabatan)
class FormasiJabatanAdmin(TerbatasAdmin):
    list_display = ["jabatan", "unit", "kebutuhan", "instansi"]
    list_filter = [("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["jabatan", "unit", "instansi"]
    search_fields = ["jabatan__nama", "unit__nama"]
    autocomplete_fields = ["jabatan", "unit"]


@admin.register(JenisPelatihan)
class JenisPelatihanAdmin(RujukanAdmin):
    list_display = ["kode", "nama", "satuan", "jp_nasional", "jp_internasional", "mulai"]
    list_filter = ["satuan"]
    search_fields = ["kode", "nama"]


@admin.register(UnitOrganisasi)
class UnitOrganisasiAdmin(HanyaBacaMixin, TerbatasAdmin):
    """Units change on their pages and by import, where the paths and the trail follow."""

    list_display = ["nama", "jalur", "instansi", "aktif"]
    list_filter = ["aktif", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instansi", "induk"]
    search_fields = ["nama", "siasn_id"]


class RekamanAdmin(HanyaBacaMixin, TerbatasAdmin):
    """Records of persons: changed on the pages, where the change is checked and kept."""

    show_full_result_count = False
    list_per_page = 50


@admin.register(Pegawai)
class PegawaiAdmin(RekamanAdmin):
    list_display = ["nip", "nama", "status_asn", "golongan", "nama_jabatan", "instansi"]
    list_filter = ["status_asn", "jenjang", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instansi"]
    search_fields = ["nip__startswith", "nama"]
    exclude = ["data_siasn", "dasar_siasn"]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The NIK has its own bar, here too."""
        lihat_nik = request.user.has_perm("pegawai.lihat_nik")
        rahasia = ["data_siasn", "dasar_siasn"]
        return rahasia if lihat_nik else [*rahasia, "nik"]


class MilikPegawaiAdmin(RekamanAdmin):
    """Rows that belong to a person."""

    list_select_related = ["pegawai", "instansi"]
    search_fields = ["pegawai__nip__startswith", "pegawai__nama"]


@admin.register(PenilaianKinerja)
class PenilaianKinerjaAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "tahun", "periode", "hasil", "perilaku", "predikat", "instansi"]
    list_filter = ["tahun", "periode", "predikat"]


@admin.register(RiwayatPelatihan)
class RiwayatPelatihanAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "nama", "jenis", "tahun", "jp", "instansi"]
    list_filter = ["tahun", "jenis"]
    list_select_related = ["pegawai", "instansi", "jenis"]


@admin.register(RiwayatJabatan)
class RiwayatJabatanAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "nama_jabatan", "penugasan", "tmt", "instansi"]
    list_filter = ["penugasan", "jenjang"]


@admin.register(Dokumen)
class DokumenAdmin(MilikPegawaiAdmin):
    """What is kept of whom. The file itself opens on the page, where each look is recorded."""

    list_display = ["judul", "jenis", "pegawai", "jenis_isi", "ukuran", "pengunggah", "waktu"]
    list_filter = ["jenis", "jenis_isi", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pegawai", "instansi", "pengunggah"]
    search_fields = ["judul", "nomor", *MilikPegawaiAdmin.search_fields]
    exclude = ["berkas"]


@admin.register(UsulanPerubahan)
class UsulanPerubahanAdmin(MilikPegawaiAdmin):
    """Proposals are made, mended and decided on their pages, by two different persons."""

    list_display = ["pegawai", "sasaran", "aksi", "status", "pengusul", "pemutus", "waktu_usul"]
    list_filter = ["status", "sasaran", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pegawai", "instansi", "pengusul", "pemutus"]
    date_hierarchy = "waktu_usul"

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The values may hold a NIK."""
        return [] if request.user.has_perm("pegawai.lihat_nik") else ["sebelum", "sesudah"]


@admin.register(HukumanDisiplin)
class HukumanDisiplinAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "tingkat", "jenis", "masa", "instansi"]
    list_filter = ["tingkat"]


@admin.register(RiwayatGolongan)
class RiwayatGolonganAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "golongan", "tmt", "jenis_kenaikan", "instansi"]
    list_filter = ["golongan"]


@admin.register(RiwayatPendidikan)
class RiwayatPendidikanAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "tingkat", "pendidikan", "tahun_lulus", "instansi"]
    list_filter = ["tingkat"]


@admin.register(Penghargaan)
class PenghargaanAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "penghargaan", "tahun", "instansi"]


@admin.register(AngkaKredit)
class AngkaKreditAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "mulai", "selesai", "jenis", "kredit", "instansi"]
    list_filter = ["jenis"]


@admin.register(RingkasanPegawai)
class RingkasanPegawaiAdmin(MilikPegawaiAdmin):
    list_display = ["pegawai", "kotak", "jpm", "jp", "predikat", "kelengkapan", "instansi"]
    list_filter = ["predikat"]


@admin.register(BerkasImpor)
class BerkasImporAdmin(RekamanAdmin):
    list_display = ["nama_berkas", "jenis", "instansi", "status", "pengunggah", "waktu_unggah"]
    list_filter = ["status", "jenis"]
    list_select_related = ["instansi", "pengunggah"]
    search_fields = ["nama_berkas", "sha256"]
    exclude = ["berkas"]


@admin.register(BobotKualitas)
class BobotKualitasAdmin(RujukanAdmin):
    list_display = ["kode", "bobot", "mulai", "dasar"]
    search_fields = ["kode"]


@admin.register(SyaratJenjang)
class SyaratJenjangAdmin(RujukanAdmin):
    list_display = ["jenjang", "tingkat_pendidikan", "golongan", "mulai", "dasar"]
    list_filter = ["jenjang"]


@admin.register(KetetapanJp)
class KetetapanJpAdmin(RujukanAdmin):
    list_display = ["status_asn", "sifat", "jp", "mulai", "dasar"]


class PadananAdmin(TerbatasAdmin):
    """What offices said of their files. A row for all fifteen needs the scope of all."""

    list_filter = [("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instansi", "oleh"]
    exclude = ["oleh"]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        bidang = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if bidang and db_field.name == "instansi":
            bidang.required = request.user.lingkup != Pengguna.Lingkup.SEMUA
        return bidang

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.oleh = request.user
        super().save_model(request, obj, form, change)


@admin.register(PemetaanKolom)
class PemetaanKolomAdmin(PadananAdmin):
    list_display = ["judul", "kolom", "jenis", "instansi", "oleh", "waktu"]
    search_fields = ["judul", "kolom"]


@admin.register(AliasJabatan)
class AliasJabatanAdmin(PadananAdmin):
    list_display = ["nama_asal", "jenis", "jabatan", "sumber", "instansi", "oleh", "waktu"]
    list_filter = ["sumber", "jenis", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instansi", "oleh", "jabatan"]
    search_fields = ["nama_asal", "jabatan__nama"]
    autocomplete_fields = ["jabatan"]
    exclude = ["oleh", "sumber"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What a person has looked at is a person's, whatever it was."""
        obj.sumber = AliasJabatan.Sumber.PENGGUNA
        super().save_model(request, obj, form, change)
