"""People for the tests of this app: `buat_orang(instansi, …)` with what the mapping looks at."""

import datetime
from decimal import Decimal

from kompetensi.models import Asesmen
from pegawai.models import KedudukanHukum, PenilaianKinerja
from tests.factories import PegawaiFactory

TANGGAL_ASESMEN = datetime.date(2025, 7, 15)


def buat_orang(instansi, *, predikat="BAIK", jpm="90", potensi="80", **lain):
    """PNS aktif with S-1 and a job since 2020: X = 18 + 0 + pengalaman + 20 + 8 + 7.5 + 15."""
    pegawai = PegawaiFactory(
        **{
            "instansi": instansi,
            "status_asn": "PNS",
            "kedudukan_hukum": KedudukanHukum.objects.get(kode="01"),
            "tanggal_lahir": datetime.date(1985, 7, 17),
            "bup": 58,
            "tingkat_pendidikan": "40",
            "tmt_jabatan": datetime.date(2020, 1, 1),
            "jenjang": "PENGAWAS",
        }
        | lain
    )
    if predikat:
        PenilaianKinerja.tanpa_batas.create(
            instansi=instansi, pegawai=pegawai, tahun=2025, predikat=predikat
        )
    if jpm or potensi:
        buat_asesmen(pegawai, jpm=jpm, potensi=potensi)
    return pegawai


def buat_asesmen(pegawai, *, jpm="90", potensi="80", tanggal=TANGGAL_ASESMEN, **lain):
    return Asesmen.tanpa_batas.create(
        **{
            "instansi": pegawai.instansi,
            "pegawai": pegawai,
            "tanggal": tanggal,
            "berlaku_sampai": tanggal.replace(year=tanggal.year + 3),
            "jpm_berkas": Decimal(jpm) if jpm else None,
            "potensi_hitung": Decimal(potensi) if potensi else None,
        }
        | lain
    )
