"""Forms offer and accept only what the account may see."""

import pytest

from akses.forms import TerbatasForm
from akses.models import Delegasi
from pegawai.models import Pegawai, UnitOrganisasi
from tests.factories import PegawaiFactory, PenggunaFactory, UnitFactory


class PegawaiForm(TerbatasForm):
    class Meta:
        model = Pegawai
        fields = ["nip", "nama", "status_asn", "instansi", "unit", "akun"]


class UnitForm(TerbatasForm):
    class Meta:
        model = UnitOrganisasi
        fields = ["nama"]


class DelegasiForm(TerbatasForm):
    class Meta:
        model = Delegasi
        fields = ["pengguna", "peran", "jenis"]


def isian(**lain):
    return {"nip": "198501012010031777", "nama": "Uji", "status_asn": "PNS", **lain}


def test_pilihan_hanya_instansi_sendiri(pengelola, instansi, instansi_lain, pengelola_lain):
    unit = UnitFactory()
    UnitFactory(instansi=instansi_lain)

    bidang = PegawaiForm(pengguna=pengelola).fields

    assert list(bidang["instansi"].queryset) == [instansi]
    assert list(bidang["unit"].queryset) == [unit]
    assert list(bidang["akun"].queryset) == [pengelola]


def test_pilihan_semua_bagi_lingkup_semua(semua, instansi_lain, pengelola_lain):
    unit = UnitFactory(instansi=instansi_lain)

    bidang = PegawaiForm(pengguna=semua).fields

    assert bidang["instansi"].queryset.count() == 15
    assert list(bidang["unit"].queryset) == [unit]
    assert pengelola_lain in bidang["akun"].queryset


def test_tanpa_instansi_tanpa_pilihan(tanpa_instansi, instansi):
    UnitFactory()
    PenggunaFactory(instansi=None)

    bidang = PegawaiForm(pengguna=tanpa_instansi).fields

    assert [bidang[nama].queryset.count() for nama in ("instansi", "unit", "akun")] == [0, 0, 0]


def test_nilai_dari_instansi_lain_ditolak(pengelola, instansi_lain):
    unit_lain = UnitFactory(instansi=instansi_lain, nama="RAHASIA")

    form = PegawaiForm(isian(instansi=instansi_lain.pk, unit=unit_lain.pk), pengguna=pengelola)

    assert set(form.errors) == {"instansi", "unit"}
    assert "RAHASIA" not in form.as_p()


def test_nilai_ganda_tidak_menceritakan_baris_instansi_lain(pengelola, instansi, instansi_lain):
    PegawaiFactory(instansi=instansi_lain, nip="198501012010031777")

    form = PegawaiForm(isian(instansi=instansi.pk), pengguna=pengelola)

    assert form.errors["nip"] == ["Nilai ini tidak dapat dipakai. Periksa kembali isian."]
    assert "sudah ada" not in str(form.errors)


def test_kesalahan_lain_tetap_berbunyi_sendiri(pengelola, instansi):
    form = PegawaiForm(isian(nip="12", instansi=instansi.pk), pengguna=pengelola)

    assert form.errors["nip"] == ["NIP harus 18 angka tanpa spasi."]


def test_isian_sah_disimpan(pengelola, instansi):
    form = PegawaiForm(isian(instansi=instansi.pk), pengguna=pengelola)

    pegawai = form.save()

    assert (pegawai.nama, pegawai.instansi) == ("Uji", instansi)


@pytest.mark.parametrize("bidang", ["instansi", "siasn_id", "perangkat_daerah", "id"])
def test_bidang_di_luar_form_diabaikan(pengelola, instansi, instansi_lain, bidang):
    unit = UnitFactory(nama="Lama", siasn_id="ASLI")
    lain = UnitFactory(instansi=instansi_lain)
    kiriman = {
        "instansi": instansi_lain.pk,
        "siasn_id": "PALSU",
        "perangkat_daerah": lain.pk,
        "id": lain.pk,
    }

    form = UnitForm({"nama": "Baru", bidang: kiriman[bidang]}, instance=unit, pengguna=pengelola)
    form.save()

    unit.refresh_from_db()
    assert (unit.nama, unit.siasn_id, unit.instansi) == ("Baru", "ASLI", instansi)
    assert unit.perangkat_daerah is None


def test_bidang_bukan_relasi_dibiarkan(pengelola):
    assert len(list(DelegasiForm(pengguna=pengelola).fields["peran"].choices)) == 10
