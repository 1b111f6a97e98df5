"""Django admin of this app. Reports change on their pages, where the rules are."""

from django.contrib import admin

from akses.admin import HanyaBacaMixin, RujukanAdmin, TerbatasAdmin
from evaluasi.models import (
    ButirKomitmen,
    Indikator,
    KomitmenBersama,
    LaporanEvaluasi,
    PenandaTangan,
    PeriodeEvaluasi,
    TargetIndikator,
    TindakLanjut,
)


@admin.register(Indikator)
class IndikatorAdmin(RujukanAdmin):
    list_display = ["kode", "nama", "satuan", "arah", "toleransi", "urutan", "aktif"]
    readonly_fields = ["kode"]

    def has_add_permission(self, request: object) -> bool:
        return False  # the query of an indicator is code


@admin.register(TargetIndikator)
class TargetIndikatorAdmin(TerbatasAdmin):
    list_display = ["indikator", "instansi", "nilai", "mulai", "dasar"]
    list_filter = ["indikator"]
    list_select_related = ["indikator", "instansi"]


@admin.register(PeriodeEvaluasi)
class PeriodeEvaluasiAdmin(RujukanAdmin):
    list_display = ["kode", "jenis", "tanggal_data", "batas_entri", "tanggal_kunci"]
    list_filter = ["jenis"]


@admin.register(LaporanEvaluasi)
class LaporanEvaluasiAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["periode", "instansi", "status", "diputuskan_sebagai", "diputuskan_pada"]
    list_filter = ["status", "periode"]
    list_select_related = ["periode", "instansi"]


@admin.register(KomitmenBersama)
class KomitmenBersamaAdmin(RujukanAdmin):
    list_display = ["nama", "tanggal", "tempat"]


@admin.register(PenandaTangan)
class PenandaTanganAdmin(TerbatasAdmin):
    list_display = ["instansi", "jabatan", "nama"]
    list_select_related = ["instansi"]


@admin.register(ButirKomitmen)
class ButirKomitmenAdmin(TerbatasAdmin):
    list_display = ["instansi", "nomor", "uraian", "target", "tenggat", "selesai"]
    list_filter = ["selesai"]
    list_select_related = ["instansi"]


@admin.register(TindakLanjut)
class TindakLanjutAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["tindakan", "instansi", "penanggung_jawab", "tenggat", "status"]
    list_filter = ["status"]
    list_select_related = ["instansi"]
