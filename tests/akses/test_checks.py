"""Each finding of the scope checks, by a throw-away model."""

# ruff: noqa: DJ008 - the models of this file live for one test

from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from akses.checks import APP_KAMI, periksa_lingkup, periksa_model
from akses.models import Instansi, Pengguna, TerbatasModel
from pegawai.models import Jabatan, Pegawai


def kode(model):
    return [pesan.id for pesan in periksa_model(model)]


@isolate_apps("pegawai")
def test_model_terbatas_yang_benar_tanpa_temuan():
    class Benar(TerbatasModel):
        instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
        pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="daftar_benar")
        akun = models.ForeignKey(Pengguna, models.PROTECT, related_name="daftar_benar")

        class Meta:
            app_label = "pegawai"

    assert kode(Benar) == []


@isolate_apps("pegawai")
def test_model_bersama_tanpa_temuan():
    class Bersama(models.Model):
        jabatan = models.ForeignKey(Jabatan, models.PROTECT)

        class Meta:
            app_label = "pegawai"

    assert kode(Bersama) == []


@isolate_apps("pegawai")
def test_baris_instansi_tanpa_terbatas_model():
    class Bocor(models.Model):
        instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")

        class Meta:
            app_label = "pegawai"

    assert kode(Bocor) == ["akses.E001"]


@isolate_apps("pegawai")
def test_baris_orang_tanpa_terbatas_model():
    class Bocor(models.Model):
        daftar_pegawai = models.ManyToManyField(Pegawai, related_name="+")

        class Meta:
            app_label = "pegawai"

    assert kode(Bocor) == ["akses.E001"]


@isolate_apps("pegawai")
def test_objects_pada_model_terbatas():
    class Berobjects(TerbatasModel):
        instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")

        objects = models.Manager()

        class Meta:
            app_label = "pegawai"

    assert kode(Berobjects) == ["akses.E002"]


@isolate_apps("pegawai")
def test_jalur_yang_tidak_sampai_ke_instansi():
    class TanpaInstansi(TerbatasModel):
        nama = models.CharField(max_length=10)

        class Meta:
            app_label = "pegawai"

    class SalahTujuan(TerbatasModel):
        JALUR_INSTANSI = "pegawai"

        pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="daftar_salah")

        class Meta:
            app_label = "pegawai"

    class LewatTeks(TerbatasModel):
        JALUR_INSTANSI = "nama__instansi"

        nama = models.CharField(max_length=10)

        class Meta:
            app_label = "pegawai"

    assert [kode(model) for model in (TanpaInstansi, SalahTujuan, LewatTeks)] == [
        ["akses.E003"]
    ] * 3


@isolate_apps("pegawai")
def test_jalur_lewat_orang_sah():
    class LewatOrang(TerbatasModel):
        JALUR_INSTANSI = "pegawai__instansi"

        pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="daftar_lewat")

        class Meta:
            app_label = "pegawai"

    assert kode(LewatOrang) == []


@isolate_apps("pegawai")
def test_jalan_balik_dari_baris_bersama():
    class Balik(TerbatasModel):
        instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="daftar_balik")
        jabatan = models.ForeignKey(Jabatan, models.PROTECT)

        class Meta:
            app_label = "pegawai"

    assert kode(Balik) == ["akses.E004", "akses.E004"]


def test_pemeriksaan_terdaftar_dan_bersih():
    assert periksa_lingkup in _terdaftar()
    assert periksa_lingkup(None) == []
    assert not [pesan for pesan in run_checks() if pesan.id.startswith("akses.")]


def test_hanya_lima_app_kami():
    assert APP_KAMI == ("akses", "pegawai", "kompetensi", "pelatihan", "evaluasi")


def _terdaftar():
    from django.core.checks.registry import registry

    return registry.get_checks()
