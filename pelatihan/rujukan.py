"""Reference data and role permissions of this app."""

import datetime
from decimal import Decimal

from akses.peran import IzinPerPeran, Peran
from pegawai.models import Pegawai
from pelatihan.models import KetetapanJp

PEMBACA_PELATIHAN = frozenset(
    {
        Peran.PENGELOLA,
        Peran.VERIFIKATOR,
        Peran.PELATIHAN,
        Peran.KABADAN,
        Peran.KEPALA,
        Peran.AJUDAN,
        Peran.AUDITOR,
    }
)

IZIN: IzinPerPeran = {
    "pelatihan.view_programpelatihan": PEMBACA_PELATIHAN,
    "pelatihan.add_programpelatihan": {Peran.PELATIHAN},
    "pelatihan.change_programpelatihan": {Peran.PELATIHAN},
    "pelatihan.jalankan_programpelatihan": {Peran.PELATIHAN},
    "pelatihan.setujui_programpelatihan": {Peran.KABADAN, Peran.KEPALA},
    "pelatihan.view_anggarankegiatan": PEMBACA_PELATIHAN,
    "pelatihan.add_anggarankegiatan": {Peran.PELATIHAN},
    "pelatihan.change_anggarankegiatan": {Peran.PELATIHAN},
    "pelatihan.add_realisasi": {Peran.PELATIHAN},
    "pelatihan.view_prioritasdaerah": PEMBACA_PELATIHAN,
    "pelatihan.add_prioritasdaerah": {Peran.PELATIHAN, Peran.KEPALA},
    "pelatihan.view_ketetapanjp": {Peran.ADMINISTRATOR},
}

KETETAPAN_JP = [
    (Pegawai.StatusAsn.PNS, "MINIMAL", "20", "PP 11/2017 Pasal 203"),
    (Pegawai.StatusAsn.PPPK, "MAKSIMAL", "24", "PP 49/2018"),
    (Pegawai.StatusAsn.PPPK_PARUH_WAKTU, "MAKSIMAL", "24", "PP 49/2018"),
]


def siapkan() -> None:
    """Fill what is missing; what an administrator changed stays."""
    for status, sifat, jp, dasar in KETETAPAN_JP:
        KetetapanJp.objects.get_or_create(
            status_asn=status,
            mulai=datetime.date(2019, 1, 1),
            defaults={"sifat": sifat, "jp": Decimal(jp), "dasar": dasar},
        )
