"""Django's admin is never a way around the scope, nor a way up."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from akses.admin import TerbatasAdmin
from akses.checks import APP_KAMI
from akses.models import Delegasi, Instansi, JejakAudit, Pengguna, TerbatasModel
from akses.peran import Peran
from tests.contoh import Wilayah
from tests.factories import SANDI, PenggunaFactory
from tests.test_lingkup import RAHASIA, teks

DAFTAR_ADMIN = [
    (model, satu)
    for model, satu in admin.site._registry.items()
    if model._meta.app_label in APP_KAMI
]
TERBATAS = [
    model for model, _ in DAFTAR_ADMIN if issubclass(model, TerbatasModel) or model is Pengguna
]


def label(model):
    return model._meta.label


def alamat(model, apa, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{apa}", args=args)


@pytest.fixture
def sana(instansi_lain):
    return Wilayah(instansi_lain, RAHASIA)


@pytest.fixture
def serba_izin(instansi):
    """The strongest account below a superuser: staff of one Instansi with every permission."""
    pengguna = PenggunaFactory(username="serba.izin", instansi=instansi, is_staff=True)
    pengguna.user_permissions.set(Permission.objects.all())
    return pengguna


@pytest.fixture
def klien_izin(klien_untuk, serba_izin):
    return klien_untuk(serba_izin)


@pytest.fixture
def klien_admin(klien_untuk, administrator):
    return klien_untuk(administrator)


def baris_lain(model, instansi_lain):
    if model is Pengguna:
        return Pengguna.objects.filter(instansi=instansi_lain).first()
    return model.tanpa_batas.filter(**{model.JALUR_INSTANSI: instansi_lain}).first()


# Every registered admin


@pytest.mark.parametrize("model", [m for m in TERBATAS if m is not Pengguna], ids=label)
def test_admin_model_terbatas_memakai_terbatas_admin(model):
    assert isinstance(admin.site._registry[model], TerbatasAdmin)


@pytest.mark.parametrize("model", TERBATAS, ids=label)
def test_daftar_hanya_instansi_sendiri(model, klien_izin, sana):
    respons = klien_izin.get(alamat(model, "changelist"))

    assert respons.status_code == 200
    assert RAHASIA not in teks(respons)


@pytest.mark.parametrize("apa", ["change", "history", "delete"])
@pytest.mark.parametrize("model", TERBATAS, ids=label)
def test_tautan_dalam_ke_baris_lain_tidak_terbuka(model, apa, klien_izin, sana, instansi_lain):
    baris = baris_lain(model, instansi_lain)

    for metode in (klien_izin.get, klien_izin.post):
        respons = metode(alamat(model, apa, baris.pk))
        assert respons.status_code in {302, 403, 404}
        assert RAHASIA not in teks(respons)
    assert type(baris)._base_manager.filter(pk=baris.pk).exists()


@pytest.mark.parametrize("model", [model for model, _ in DAFTAR_ADMIN], ids=label)
def test_pilihan_pada_isian_baru_hanya_instansi_sendiri(model, klien_izin, sana):
    respons = klien_izin.get(alamat(model, "add"))

    assert respons.status_code in {200, 403}
    assert RAHASIA not in teks(respons)


@pytest.mark.parametrize("model", TERBATAS, ids=label)
def test_hapus_banyak_tidak_menyentuh_baris_lain(model, klien_izin, sana, instansi_lain):
    baris = baris_lain(model, instansi_lain)
    isian = {"action": "delete_selected", "_selected_action": [baris.pk], "post": "yes"}

    respons = klien_izin.post(alamat(model, "changelist"), isian)

    assert RAHASIA not in teks(respons)
    assert type(baris)._base_manager.filter(pk=baris.pk).exists()


def test_pelengkap_otomatis_hanya_instansi_sendiri(klien_izin, sana):
    for model, satu in DAFTAR_ADMIN:
        for bidang in satu.autocomplete_fields:
            respons = klien_izin.get(
                reverse("admin:autocomplete"),
                {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": bidang,
                    "term": RAHASIA,
                },
            )
            assert RAHASIA not in teks(respons), f"{label(model)}.{bidang}"


@pytest.mark.parametrize(
    "peran", ["pengelola", "verifikator", "kepala", "auditor", "penonton", "kabadan"]
)
def test_bukan_staf_tidak_masuk_administrasi(request, klien_untuk, peran):
    klien = klien_untuk(request.getfixturevalue(peran))

    for alamat_admin in ("/admin/", "/admin/akses/pengguna/", "/admin/akses/jejakaudit/"):
        assert klien.get(alamat_admin).status_code in {302, 403}


def test_administrator_membuka_yang_menjadi_tugasnya(klien_admin, administrator):
    for model, _ in DAFTAR_ADMIN:
        boleh = administrator.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        respons = klien_admin.get(alamat(model, "changelist"))
        assert respons.status_code == (200 if boleh else 403), label(model)


@pytest.mark.ignore_template_errors  # Django's own widget asks for a name it may not have
def test_superuser_membuka_setiap_halaman_administrasi(klien_untuk, superuser, sana):
    klien = klien_untuk(superuser)

    for model in admin.site._registry:
        assert klien.get(alamat(model, "changelist")).status_code == 200, label(model)
        assert klien.get(alamat(model, "add")).status_code in {200, 403}, label(model)
    for model in TERBATAS:
        baris = baris_lain(model, sana.instansi)
        assert klien.get(alamat(model, "change", baris.pk)).status_code == 200, label(model)


# Accounts: what an administrator may do, and what not


def isian_akun(akun, **ubahan):
    return {
        "username": akun.username,
        "first_name": akun.first_name,
        "last_name": akun.last_name,
        "jabatan_dinas": "",
        "email": "",
        "instansi": akun.instansi_id or "",
        "groups": [grup.pk for grup in akun.groups.all()],
        "is_active": "on",
        **ubahan,
    }


def simpan(klien, akun, **ubahan):
    return klien.post(alamat(Pengguna, "change", akun.pk), isian_akun(akun, **ubahan))


def test_memberi_peran_di_instansi_sendiri_dan_tercatat(klien_admin, administrator, penonton):
    auditor = Group.objects.get(name=Peran.AUDITOR)

    respons = simpan(klien_admin, penonton, groups=[auditor.pk])

    jejak = JejakAudit.tanpa_batas.get(aksi="UBAH", objek_id=str(penonton.pk))
    assert respons.status_code == 302
    assert list(penonton.groups.all()) == [auditor]
    assert jejak.pengguna == administrator
    assert jejak.data == {
        "kolom": ["groups"],
        "sebelum": {"groups": []},
        "sesudah": {"groups": [str(auditor.pk)]},
    }


def test_tidak_memberi_peran_kepada_diri_sendiri(klien_admin, administrator):
    kepala = Group.objects.get(name=Peran.KEPALA)

    simpan(klien_admin, administrator, groups=[kepala.pk], first_name="Baru")

    administrator.refresh_from_db()
    assert administrator.first_name == "Baru"
    assert administrator.daftar_peran() == [Peran.ADMINISTRATOR]


@pytest.mark.parametrize(
    "ubahan",
    [
        {"lingkup": "SEMUA"},
        {"is_superuser": "on"},
        {"is_staff": "on"},
        {"user_permissions": "semua"},
    ],
)
def test_tidak_memberi_yang_hanya_milik_superuser(klien_admin, penonton, ubahan):
    if "user_permissions" in ubahan:
        ubahan = {"user_permissions": list(Permission.objects.values_list("pk", flat=True))}

    simpan(klien_admin, penonton, **ubahan)

    penonton.refresh_from_db()
    assert penonton.lingkup == Pengguna.Lingkup.INSTANSI
    assert not penonton.is_superuser
    assert not penonton.is_staff
    assert not penonton.user_permissions.exists()


@pytest.mark.ignore_template_errors  # Django's own widget asks for a name it may not have
def test_tidak_memindahkan_akun_ke_instansi_lain(klien_admin, penonton, instansi, instansi_lain):
    simpan(klien_admin, penonton, instansi=instansi_lain.pk)
    simpan(klien_admin, penonton, instansi="")

    penonton.refresh_from_db()
    assert penonton.instansi == instansi


def test_akun_baru_hanya_di_instansi_sendiri(klien_admin, instansi, instansi_lain):
    isian = {"username": "baru", "usable_password": "true", "password1": SANDI, "password2": SANDI}

    klien_admin.post(alamat(Pengguna, "add"), {**isian, "instansi": instansi_lain.pk})
    assert not Pengguna.objects.filter(username="baru").exists()
    klien_admin.post(alamat(Pengguna, "add"), {**isian, "instansi": instansi.pk})

    baru = Pengguna.objects.get(username="baru")
    assert (baru.instansi, baru.lingkup, baru.is_staff) == (instansi, "INSTANSI", False)
    jejak = JejakAudit.tanpa_batas.get(aksi="BUAT", objek_id=str(baru.pk))
    assert SANDI not in str(jejak.data)


@pytest.fixture
def di_atas(instansi):
    """Accounts of the same Instansi that stand above its administrator."""
    return [
        PenggunaFactory(username="super.lokal", instansi=instansi, is_superuser=True),
        PenggunaFactory(username="semua.lokal", instansi=instansi, lingkup="SEMUA"),
        Pengguna.sistem(),
    ]


def test_akun_yang_lebih_tinggi_tidak_terlihat_dan_sandinya_tidak_dapat_diganti(
    klien_admin, di_atas
):
    daftar = teks(klien_admin.get(alamat(Pengguna, "changelist")))
    isian = {"usable_password": "true", "password1": SANDI + "x", "password2": SANDI + "x"}

    for akun in di_atas:
        lama = akun.password
        sandi = klien_admin.post(reverse("admin:auth_user_password_change", args=[akun.pk]), isian)
        ubah = simpan(klien_admin, akun, first_name="Dibajak")
        akun.refresh_from_db()
        assert akun.username not in daftar
        assert (sandi.status_code, ubah.status_code) == (404, 302)
        assert (akun.password, akun.first_name == "Dibajak") == (lama, False)


def test_superuser_tidak_terlihat_oleh_administrator_berlingkup_semua(
    klien_untuk, provinsi, superuser
):
    pusat = PenggunaFactory(
        username="administrator.62",
        instansi=provinsi,
        lingkup="SEMUA",
        is_staff=True,
        peran=Peran.ADMINISTRATOR,
    )
    klien = klien_untuk(pusat)

    daftar = teks(klien.get(alamat(Pengguna, "changelist")))

    assert "administrator.62" in daftar
    assert f"/{superuser.pk}/change/" not in daftar
    assert klien.get(alamat(Pengguna, "change", superuser.pk)).status_code == 302
    assert simpan(klien, pusat, is_superuser="on").status_code == 302
    pusat.refresh_from_db()
    assert not pusat.is_superuser


def test_mengganti_sandi_akun_sendiri_instansi_tercatat(klien_admin, penonton, administrator):
    isian = {"usable_password": "true", "password1": SANDI + "x", "password2": SANDI + "x"}

    klien_admin.post(reverse("admin:auth_user_password_change", args=[penonton.pk]), isian)

    penonton.refresh_from_db()
    assert penonton.check_password(SANDI + "x")
    jejak = JejakAudit.tanpa_batas.get(aksi="UBAH", objek_id=str(penonton.pk))
    assert (jejak.pengguna, jejak.keterangan, jejak.data) == (
        administrator,
        "Kata sandi diganti",
        {},
    )


def test_akun_tidak_dapat_dihapus(klien_untuk, superuser, penonton):
    respons = klien_untuk(superuser).post(alamat(Pengguna, "delete", penonton.pk), {"post": "yes"})

    assert respons.status_code == 403
    assert Pengguna.objects.filter(pk=penonton.pk).exists()


def test_superuser_memberi_lingkup_semua_dan_tercatat(klien_untuk, superuser, penonton):
    simpan(klien_untuk(superuser), penonton, lingkup="SEMUA")

    penonton.refresh_from_db()
    jejak = JejakAudit.tanpa_batas.get(aksi="UBAH", objek_id=str(penonton.pk))
    assert penonton.lingkup == "SEMUA"
    assert (jejak.data["sebelum"]["lingkup"], jejak.data["sesudah"]["lingkup"]) == (
        "INSTANSI",
        "SEMUA",
    )


# Roles, delegations, the trail


def test_peran_hanya_diubah_superuser(klien_admin, klien_untuk, superuser):
    grup = Group.objects.get(name=Peran.AJUDAN)

    assert klien_admin.get(alamat(Group, "change", grup.pk)).status_code == 403
    assert klien_untuk(superuser).get(alamat(Group, "change", grup.pk)).status_code == 200


def isian_delegasi(pengguna, instansi):
    return {
        "instansi": instansi.pk,
        "pengguna": pengguna.pk,
        "peran": Peran.KEPALA,
        "jenis": "PLH",
        "masa_0": "2026-11-01",
        "masa_1": "2026-11-30",
        "nomor_sk": "SP/1/2026",
    }


def test_delegasi_untuk_orang_lain_di_instansi_sendiri(
    klien_admin, kabadan, administrator, pengelola_lain, instansi, instansi_lain
):
    tambah = alamat(Delegasi, "add")

    klien_admin.post(tambah, isian_delegasi(administrator, instansi))
    klien_admin.post(tambah, isian_delegasi(pengelola_lain, instansi))
    klien_admin.post(tambah, isian_delegasi(kabadan, instansi_lain))
    assert not Delegasi.tanpa_batas.exists()
    klien_admin.post(tambah, isian_delegasi(kabadan, instansi))

    assert Delegasi.tanpa_batas.get().pengguna == kabadan


def test_jejak_hanya_dapat_dibaca(klien_untuk, superuser, sana):
    klien = klien_untuk(superuser)

    assert klien.get(alamat(JejakAudit, "add")).status_code == 403
    assert klien.post(alamat(JejakAudit, "delete", sana.jejak.pk)).status_code == 403
    assert klien.post(
        alamat(JejakAudit, "change", sana.jejak.pk), {"keterangan": "x"}
    ).status_code in {302, 403}
    sana.jejak.refresh_from_db()
    assert sana.jejak.keterangan == RAHASIA


def test_instansi_tidak_ditambah_atau_dihapus_administrator(klien_admin, klien_izin, instansi):
    for klien in (klien_admin, klien_izin):
        assert klien.get(alamat(Instansi, "add")).status_code == 403
        assert klien.post(alamat(Instansi, "delete", instansi.pk)).status_code == 403


def test_hapus_di_administrasi_tercatat(klien_untuk, superuser, sana):
    klien = klien_untuk(superuser)

    klien.post(alamat(Delegasi, "delete", sana.delegasi.pk), {"post": "yes"})
    lain = PenggunaFactory()
    kedua = Delegasi.tanpa_batas.create(
        instansi=lain.instansi,
        pengguna=lain,
        peran="Ajudan",
        jenis="PLH",
        masa=("2020-01-01", "2020-02-01"),
        nomor_sk="x",
    )
    klien.post(
        alamat(Delegasi, "changelist"),
        {"action": "delete_selected", "_selected_action": [kedua.pk], "post": "yes"},
    )

    assert not Delegasi.tanpa_batas.exists()
    assert JejakAudit.tanpa_batas.filter(aksi="HAPUS", objek_jenis="akses.delegasi").count() == 2
