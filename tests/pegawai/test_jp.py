"""The duty of JP is a dated rule: every page and figure follows it."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from pegawai.models import KetetapanJp, Pegawai
from tests.factories import PegawaiFactory, RingkasanPegawaiFactory

PADA = datetime.date(2026, 10, 1)


@pytest.fixture
def aturan_baru(db):
    """From 2026 on 30 JP."""
    return KetetapanJp.objects.create(
        status_asn="PNS", sifat="MINIMAL", jp=30, mulai=datetime.date(2026, 1, 1), dasar="Uji"
    )


def test_aturan_yang_berlaku_pada_hari_itu(aturan_baru):
    assert KetetapanJp.objects.wajib_pns(datetime.date(2025, 12, 31)) == 20
    assert KetetapanJp.objects.wajib_pns(PADA) == 30
    assert KetetapanJp.objects.wajib_pns(datetime.date(2000, 1, 1)) == 0


def test_saringan_mengikuti_aturan(aturan_baru, instansi):
    orang = PegawaiFactory(instansi=instansi)
    RingkasanPegawaiFactory(pegawai=orang, jp=Decimal(25))
    semua = Pegawai.tanpa_batas.dengan_kotak(bawah=True)

    assert [p.pk for p in semua.saring({"jp": "kurang"}, PADA)] == [orang.pk]
    assert not semua.saring({"jp": "cukup"}, PADA)


def test_profil_mengikuti_aturan(aturan_baru, instansi, klien):
    orang = PegawaiFactory(instansi=instansi)

    halaman = klien.get(reverse("pegawai:rincian", args=[orang.pk])).content.decode()

    assert "dari 30 JP" in halaman
