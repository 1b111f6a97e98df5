"""Reference data and role permissions of this app."""

from akses.peran import IzinPerPeran, Peran

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
}


def siapkan() -> None:
    """No reference data of its own: kinds of training and the duty of JP are those of pegawai."""
