"""Reference data: complete, idempotent, and an administrator's changes stay."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.serializers import serialize
from django_celery_beat.models import PeriodicTask

from akses.checks import APP_KAMI
from akses.management.commands.siapkan_rujukan import beri_izin, pasang_jadwal
from akses.models import Instansi, Pengguna
from akses.peran import PEMBACA, Peran
from pegawai.models import AturanBup, JenisPelatihan, KedudukanHukum

pytestmark = pytest.mark.django_db


def keadaan():
    return [
        serialize("json", model.objects.order_by("pk"))
        for model in (
            Group, Instansi, KedudukanHukum, AturanBup, JenisPelatihan, Pengguna, PeriodicTask
        )
    ]  # fmt: skip


def test_lima_belas_instansi_dengan_tiga_kode():
    palangka = Instansi.objects.get(kode_kemendagri="62.71")
    katingan = Instansi.objects.get(kode_kemendagri="62.06")

    assert Instansi.objects.count() == 15
    assert (palangka.jenis, palangka.sebutan_kepala, palangka.kode_akun) == (
        "KOTA",
        "Wali Kota",
        "6271",
    )
    # Katingan is the case that shows that the systems number differently.
    assert (katingan.kode_siasn, katingan.kode_bps) == ("6711", "6209")
    assert katingan.nama_pemerintah == "Pemerintah Kabupaten Katingan"


def test_provinsi_satu_dan_berbeda_jenis():
    provinsi = Instansi.objects.get(jenis=Instansi.Jenis.PROVINSI)

    assert provinsi.adalah_provinsi
    assert (provinsi.sebutan_kepala, provinsi.nama_badan) == (
        "Gubernur",
        "Badan Kepegawaian Daerah",
    )


def test_kode_setiap_sistem_unik():
    for kolom in ("kode_kemendagri", "kode_siasn", "kode_bps", "singkatan", "kelas_petak"):
        assert Instansi.objects.values(kolom).distinct().count() == 15


def test_jalan_kedua_tidak_mengubah_apa_pun():
    sebelum = keadaan()

    call_command("siapkan_rujukan")

    assert keadaan() == sebelum


def test_perubahan_administrator_bertahan():
    Instansi.objects.filter(kode_kemendagri="62.01").update(nama_badan="BKPSDM Kobar")
    KedudukanHukum.objects.filter(kode="02").update(dihitung_aktif=True)
    detak = PeriodicTask.objects.get(task="akses.tasks.detak")
    detak.enabled = False
    detak.save()

    call_command("siapkan_rujukan")

    detak.refresh_from_db()
    assert Instansi.objects.get(kode_kemendagri="62.01").nama_badan == "BKPSDM Kobar"
    assert KedudukanHukum.objects.get(kode="02").dihitung_aktif
    assert not detak.enabled


def test_izin_tambahan_bertahan():
    izin = Permission.objects.get(codename="view_jejakaudit")
    grup = Group.objects.get(name=Peran.KABADAN)
    grup.permissions.add(izin)

    call_command("siapkan_rujukan")

    assert izin in grup.permissions.all()


def test_yang_hilang_diisi_kembali():
    Group.objects.get(name=Peran.AJUDAN).permissions.clear()
    KedudukanHukum.objects.filter(kode="98").delete()

    call_command("siapkan_rujukan")

    assert Group.objects.get(name=Peran.AJUDAN).permissions.exists()
    assert KedudukanHukum.objects.filter(kode="98").exists()


def test_nama_izin_yang_salah_ketahuan():
    with pytest.raises(Permission.DoesNotExist):
        beri_izin({"pegawai.view_pegawaii": {Peran.PENGELOLA}})


def test_jadwal_dipasang_sekali():
    pasang_jadwal({"akses.tasks.detak": {"hour": "5"}, "uji.tugas": {"hour": "5"}})

    baru = PeriodicTask.objects.get(task="uji.tugas")
    assert (baru.crontab.hour, baru.crontab.minute, str(baru.crontab.timezone)) == (
        "5",
        "0",
        "Asia/Pontianak",
    )
    assert PeriodicTask.objects.get(task="akses.tasks.detak").crontab.minute == "*"


# peran dan izin


def test_sembilan_peran_menjadi_kelompok():
    assert set(Group.objects.values_list("name", flat=True)) >= set(Peran)
    assert len(Peran) == 9
    assert Peran.ADMINISTRATOR not in PEMBACA


def test_setiap_izin_rujukan_sampai_ke_perannya():
    from importlib import import_module

    for nama in APP_KAMI:
        for izin, daftar_peran in import_module(f"{nama}.rujukan").IZIN.items():
            app, kode = izin.split(".")
            pemilik = Group.objects.filter(
                permissions__content_type__app_label=app, permissions__codename=kode
            )
            assert set(pemilik.values_list("name", flat=True)) == set(daftar_peran), izin


@pytest.mark.parametrize(
    ("peran", "boleh", "tidak"),
    [
        ("pengelola", "pegawai.change_pegawai", "akses.pimpin_daerah"),
        ("kepala", "akses.pimpin_daerah", "pegawai.change_pegawai"),
        ("ajudan", "pegawai.view_pegawai", "akses.pimpin_daerah"),
        ("auditor", "akses.view_jejakaudit", "pegawai.change_pegawai"),
        ("administrator", "akses.change_pengguna", "pegawai.view_pegawai"),
        ("verifikator", "pegawai.lihat_nik", "pegawai.change_pegawai"),
        ("kepala", "pegawai.view_pegawai", "pegawai.view_hukumandisiplin"),
    ],
)
def test_izin_peran(request, peran, boleh, tidak):
    pengguna = request.getfixturevalue(peran)

    assert pengguna.has_perm(boleh)
    assert not pengguna.has_perm(tidak)


@pytest.mark.parametrize("peran", ["kepala", "ajudan", "auditor"])
def test_pembaca_tidak_dapat_mengubah_data_pegawai(request, peran):
    izin = request.getfixturevalue(peran).get_all_permissions()

    assert not {i for i in izin if i.startswith("pegawai.") and ".view_" not in i} - {
        "pegawai.ekspor_pegawai"
    }


def test_pelaku_sistem_tidak_dapat_masuk():
    sistem = Pengguna.sistem()

    assert not sistem.is_active
    assert not sistem.has_usable_password()
    assert not sistem.is_superuser
