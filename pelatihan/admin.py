"""Django admin of this app. Money and results change on the pages, where their rules are."""

from django.contrib import admin

from akses.admin import HanyaBacaMixin, TerbatasAdmin
from pelatihan.models import (
    AnggaranKegiatan,
    PrioritasDaerah,
    ProgramPelatihan,
    Realisasi,
)


@admin.register(PrioritasDaerah)
class PrioritasDaerahAdmin(TerbatasAdmin):
    list_display = ["nama", "instansi", "sumber", "tahun_mulai", "tahun_selesai"]
    list_select_related = ["instansi"]
    search_fields = ["nama"]


@admin.register(AnggaranKegiatan)
class AnggaranKegiatanAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["tahun", "kode", "nama", "instansi", "pagu", "teralokasi"]
    list_filter = ["tahun", "sumber_dana"]
    list_select_related = ["instansi"]
    search_fields = ["kode", "nama"]


@admin.register(ProgramPelatihan)
class ProgramPelatihanAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["nama", "tahun", "instansi", "rumpun", "status"]
    list_filter = ["tahun", "status", "rumpun"]
    list_select_related = ["instansi"]
    search_fields = ["nama"]


@admin.register(Realisasi)
class RealisasiAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["tanggal", "nomor_dokumen", "jumlah", "dicatat_oleh"]
    date_hierarchy = "tanggal"
    list_select_related = ["dicatat_oleh"]
