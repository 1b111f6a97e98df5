"""The admin of the app: scope, read-only records, the NIK's bar."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from pegawai.models import Pegawai, UnitOrganisasi
from tests.factories import PegawaiFactory, UnitFactory


@pytest.mark.parametrize(
    "model",
    [m for m in admin.site._registry if m._meta.app_label == "pegawai"],
    ids=lambda m: m._meta.model_name,
)
def test_setiap_daftar_terbuka(klien_untuk, superuser, model):
    PegawaiFactory(unit=UnitFactory())
    nama = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"

    assert klien_untuk(superuser).get(reverse(nama)).status_code == 200


def test_unit_wilayah_lain_tidak_terlihat(klien_untuk, administrator, instansi_lain):
    UnitFactory(nama="Dinas Sendiri")
    asing = UnitFactory(nama="Dinas Asing", instansi=instansi_lain)
    klien = klien_untuk(administrator)

    halaman = klien.get(reverse("admin:pegawai_unitorganisasi_changelist")).content.decode()

    assert "Dinas Sendiri" in halaman
    assert "Dinas Asing" not in halaman
    ubah = klien.get(reverse("admin:pegawai_unitorganisasi_change", args=[asing.pk]))
    assert ubah.status_code == 302
    assert UnitOrganisasi.tanpa_batas.count() == 2


def test_rekaman_pegawai_tidak_diubah_lewat_admin(klien_untuk, superuser):
    pegawai = PegawaiFactory(nama="Asli")
    alamat = reverse("admin:pegawai_pegawai_change", args=[pegawai.pk])

    assert klien_untuk(superuser).post(alamat, {"nama": "Palsu"}).status_code == 403
    assert Pegawai.tanpa_batas.get().nama == "Asli"


def test_nik_tidak_tampil_tanpa_izin(klien_untuk, administrator):
    pegawai = PegawaiFactory(nik="6201010101850001")
    administrator.user_permissions.add(Permission.objects.get(codename="view_pegawai"))

    halaman = klien_untuk(administrator).get(
        reverse("admin:pegawai_pegawai_change", args=[pegawai.pk])
    )

    assert halaman.status_code == 200
    assert "6201010101850001" not in halaman.content.decode()
