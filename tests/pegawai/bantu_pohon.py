"""Trees of units for the tests."""

from django.db import connection

from pegawai import pohon
from pegawai.models import UnitOrganisasi
from tests.factories import UnitFactory


def susun(instansi):
    with connection.cursor() as kursor:
        return pohon.susun_pohon(kursor, instansi.pk)


def tanam(instansi, *daftar):
    """Units by name: ``tanam(instansi, ("Pemkab", None), ("Dinas", "Pemkab"))``."""
    hasil = {}
    for nama, atas in daftar:
        hasil[nama] = UnitFactory(instansi=instansi, nama=nama, induk=hasil.get(atas))
    susun(instansi)
    return {nama: UnitOrganisasi.tanpa_batas.get(pk=unit.pk) for nama, unit in hasil.items()}
