"""Django admin for accounts, scope and trail; and the scoped base for every other admin."""

from __future__ import annotations

from types import NoneType
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from akses.forms import PesanNetralForm, batasi_pilihan
from akses.jejak import catat
from akses.models import Delegasi, Instansi, JejakAudit, Kunci, Pengguna


class JejakAdminMixin:
    """Changes made in the admin leave a row in the trail, in the same transaction."""

    tanpa_nilai: tuple[str, ...] = ()
    """Fields of which the trail says that they changed, not from what to what."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        terbaca = [nama for nama in form.changed_data if nama not in self.tanpa_nilai]
        sebelum = {nama: _teks(form.initial.get(nama)) for nama in terbaca} if change else {}
        catat(
            JejakAudit.Aksi.UBAH if change else JejakAudit.Aksi.BUAT,
            obj,
            oleh=request.user,
            keterangan="Administrasi",
            data={
                "kolom": form.changed_data,
                "sebelum": sebelum,
                "sesudah": {nama: _teks(form.cleaned_data.get(nama)) for nama in terbaca},
            },
        )

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        catat(JejakAudit.Aksi.HAPUS, obj, oleh=request.user, keterangan=f"Administrasi: {obj}")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for obj in queryset:
            catat(JejakAudit.Aksi.HAPUS, obj, oleh=request.user, keterangan=f"Administrasi: {obj}")
        super().delete_queryset(request, queryset)


def _teks(nilai: Any) -> Any:
    """A field's value as the trail keeps it; related rows by their key, before and after alike."""
    if isinstance(nilai, list | models.QuerySet):
        return sorted(str(_teks(satu)) for satu in nilai)
    if isinstance(nilai, models.Model):
        nilai = nilai.pk
    return nilai if isinstance(nilai, bool | int | NoneType) else str(nilai)


class RujukanAdmin(JejakAdminMixin, admin.ModelAdmin):
    """Admin of shared reference data."""


class TerbatasAdmin(JejakAdminMixin, admin.ModelAdmin):
    """Admin of scoped rows: never a way around the scope.

    Lists, choices, autocomplete and deep links all read through `untuk`.
    """

    form = PesanNetralForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.model.untuk(request.user).order_by(*self.get_ordering(request) or ["-pk"])

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        bidang = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if bidang:
            batasi_pilihan(bidang, request.user)
        return bidang

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        bidang = super().formfield_for_manytomany(db_field, request, **kwargs)
        if bidang:
            batasi_pilihan(bidang, request.user)
        return bidang


@admin.register(Instansi)
class InstansiAdmin(RujukanAdmin):
    list_display = ["kode_kemendagri", "nama", "jenis", "kode_siasn", "kode_bps", "nama_badan"]
    list_filter = ["jenis"]
    search_fields = ["nama", "kode_kemendagri"]
    readonly_fields = ["kode_kemendagri"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).untuk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Pengguna)
class PenggunaAdmin(JejakAdminMixin, UserAdmin):
    """Accounts of one's scope.

    An administrator gives roles to the accounts of the own Instansi, but not to the own account.
    SEMUA, staff, superuser, single permissions and foreign Instansi are for superusers only, and
    so is every account that stands above the administrator: whoever sets its password has it.
    """

    list_display = ["username", "nama", "instansi", "lingkup", "is_active", "last_login"]
    list_filter = ["is_active", "groups", ("instansi", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instansi"]
    search_fields = ["username", "first_name", "last_name", "jabatan_dinas"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Orang", {"fields": ["first_name", "last_name", "jabatan_dinas", "email"]}),
        ("Lingkup dan peran", {"fields": ["instansi", "lingkup", "groups", "is_active"]}),
        ("Administrasi", {"fields": ["is_staff", "is_superuser", "user_permissions"]}),
        ("Riwayat", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "usable_password", "password1", "password2", "instansi"],
            },
        )
    ]
    readonly_fields = ["last_login", "date_joined"]
    tanpa_nilai = ("password", "password1", "password2", "usable_password")
    hanya_superuser = ("lingkup", "is_superuser", "is_staff", "user_permissions")
    bukan_milik_sendiri = ("instansi", "groups", "is_active")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        daftar = super().get_queryset(request)
        if request.user.is_superuser:
            return daftar
        daftar = daftar.filter(is_superuser=False).exclude(username="sistem")
        if request.user.lingkup == Pengguna.Lingkup.SEMUA:
            return daftar
        return daftar.filter(
            instansi__isnull=False,
            instansi=request.user.instansi_id,
            lingkup=Pengguna.Lingkup.INSTANSI,
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        bidang = list(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return bidang
        sendiri = self.bukan_milik_sendiri if obj == request.user else ()
        return [*bidang, *self.hanya_superuser, *sendiri]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        bidang = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if bidang:
            batasi_pilihan(bidang, request.user)
            bidang.required = not request.user.is_superuser
        return bidang

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The page that sets a password saves without `save_model`: trail it here."""
        if request.resolver_match.url_name == "auth_user_password_change":
            catat(JejakAudit.Aksi.UBAH, obj, oleh=request.user, keterangan="Kata sandi diganti")
        return super().log_change(request, obj, message)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an account leaves traces: switch it off instead


admin.site.unregister(Group)


@admin.register(Group)
class PeranAdmin(JejakAdminMixin, GroupAdmin):
    """Roles and their rights are the same everywhere, so only a superuser changes them."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Delegasi)
class DelegasiAdmin(TerbatasAdmin):
    list_display = ["pengguna", "peran", "jenis", "instansi", "masa", "nomor_sk"]
    list_filter = ["jenis", "peran"]
    list_select_related = ["pengguna", "instansi"]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Nobody makes oneself acting head."""
        bidang = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if bidang and db_field.name == "pengguna" and not request.user.is_superuser:
            bidang.queryset = bidang.queryset.exclude(pk=request.user.pk)
        return bidang


class HanyaBacaMixin:
    """Rows that nobody changes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Kunci)
class KunciAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["ruang", "periode", "instansi", "waktu", "oleh"]
    list_filter = ["ruang"]
    list_select_related = ["instansi", "oleh"]


@admin.register(JejakAudit)
class JejakAuditAdmin(HanyaBacaMixin, TerbatasAdmin):
    list_display = ["waktu", "nama_akun", "peran", "aksi", "objek_jenis", "objek_id", "keterangan"]
    list_filter = ["aksi", "objek_jenis"]
    search_fields = ["nama_akun", "objek_id", "keterangan"]
    date_hierarchy = "waktu"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Without the keys of exported rows, a megabyte for some of them."""
        return super().get_queryset(request).defer("daftar_objek")
