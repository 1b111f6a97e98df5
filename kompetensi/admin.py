"""Django admin of this app. A scheme in use is read-only: a new version takes its place."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from akses.admin import HanyaBacaMixin, RujukanAdmin, TerbatasAdmin
from kompetensi.models import (
    AnggotaKRS,
    Asesmen,
    AspekPotensi,
    HasilPemetaan,
    KategoriJpm,
    Kompetensi,
    MasaBerlakuAsesmen,
    PeriodeTalenta,
    SkemaPemetaan,
    StandarKompetensi,
)


@admin.register(Kompetensi)
class KompetensiAdmin(RujukanAdmin):
    list_display = ["nama", "jenis", "urutan", "aktif"]
    list_filter = ["jenis", "aktif"]
    search_fields = ["nama", "kode"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["kode"] if obj else []


@admin.register(AspekPotensi)
class AspekPotensiAdmin(RujukanAdmin):
    list_display = ["nama", "urutan"]
    readonly_fields = ["kode"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # the eight are fixed by PermenPANRB 20/2025

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StandarKompetensi)
class StandarKompetensiAdmin(RujukanAdmin):
    list_display = ["jenjang", "level", "mulai", "dasar"]
    list_filter = ["jenjang"]


@admin.register(KategoriJpm)
class KategoriJpmAdmin(RujukanAdmin):
    list_display = ["tujuan", "nama", "singkatan", "batas_bawah", "mulai"]
    list_filter = ["tujuan"]


@admin.register(MasaBerlakuAsesmen)
class MasaBerlakuAsesmenAdmin(RujukanAdmin):
    list_display = ["bulan", "mulai", "dasar"]


@admin.register(SkemaPemetaan)
class SkemaPemetaanAdmin(RujukanAdmin):
    list_display = ["kode", "versi", "nama", "mode_kinerja", "mulai", "sampai"]
    list_filter = ["mode_kinerja"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.dipakai():
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.dipakai():
            return False
        return super().has_delete_permission(request, obj)


@admin.register(PeriodeTalenta)
class PeriodeTalentaAdmin(RujukanAdmin):
    list_display = ["tahun", "tanggal_acuan", "skema", "status"]
    list_filter = ["status"]
    list_select_related = ["skema"]


@admin.register(Asesmen)
class AsesmenAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["pegawai", "instansi", "tujuan", "tanggal", "berlaku_sampai", "jpm"]
    list_filter = ["tujuan", "metode"]
    list_select_related = ["pegawai", "instansi"]
    search_fields = ["pegawai__nip", "pegawai__nama"]
    exclude = ["potensi_berkas", "potensi_hitung", "potensi", "kategori_potensi_berkas"]
    show_full_result_count = False


@admin.register(HasilPemetaan)
class HasilPemetaanAdmin(HanyaBacaMixin, TerbatasAdmin):
    """For superusers and auditors of the machinery: no role is given `view` in the admin alone."""

    list_display = ["periode", "instansi", "jenjang", "skema", "sementara", "waktu"]
    list_filter = ["periode", "sementara"]
    list_select_related = ["periode", "instansi", "skema"]
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("kompetensi.lihat_kotak_bawah")


@admin.register(AnggotaKRS)
class AnggotaKRSAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["pegawai", "instansi", "periode", "lingkup", "kotak", "nomor_sk", "tanggal_sk"]
    list_filter = ["periode", "lingkup"]
    list_select_related = ["pegawai", "instansi", "periode"]
