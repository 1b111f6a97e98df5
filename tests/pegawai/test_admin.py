"""The admin of the app: scope, read-only records, the NIK's bar."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from pegawai.models import Dokumen, Pegawai, UnitOrganisasi, UsulanPerubahan
from tests.factories import DokumenFactory, PegawaiFactory, UnitFactory, UsulanFactory


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


@pytest.mark.parametrize(
    ("pabrik", "model", "ubah"),
    [
        (DokumenFactory, Dokumen, {"judul": "Palsu"}),
        (UsulanFactory, UsulanPerubahan, {"alasan": "x"}),
    ],
)
@pytest.mark.parametrize("cara", ["change", "delete"])
def test_dokumen_dan_usulan_hanya_dibaca(klien_untuk, superuser, pabrik, model, ubah, cara):
    satu = pabrik()
    nama = model._meta.model_name
    klien = klien_untuk(superuser)

    respons = klien.post(reverse(f"admin:pegawai_{nama}_{cara}", args=[satu.pk]), ubah)

    assert respons.status_code == 403
    assert klien.get(reverse(f"admin:pegawai_{nama}_add")).status_code == 403
    baris = klien.get(reverse(f"admin:pegawai_{nama}_change", args=[satu.pk]))
    assert baris.status_code == 200
    kolom = next(iter(ubah))
    assert getattr(model.tanpa_batas.get(), kolom) == getattr(satu, kolom)


def test_admin_tidak_menyebut_letak_berkas_dan_nilai_ber_nik(klien_untuk, administrator):
    dokumen = DokumenFactory()
    usulan = UsulanFactory(sesudah={"nik": "6201010101850001"}, kolom=["nik"])
    boleh = Permission.objects.filter(
        codename__in=["view_dokumen", "view_usulanperubahan", "view_pegawai"]
    )
    administrator.user_permissions.add(*boleh)
    klien = klien_untuk(administrator)

    halaman = [
        klien.get(reverse("admin:pegawai_dokumen_change", args=[dokumen.pk])),
        klien.get(reverse("admin:pegawai_usulanperubahan_change", args=[usulan.pk])),
    ]

    assert [satu.status_code for satu in halaman] == [200, 200]
    assert dokumen.berkas.name not in halaman[0].content.decode()
    assert "6201010101850001" not in halaman[1].content.decode()
