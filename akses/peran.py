"""The nine roles. Each is a Django group; its rights are data of each app's `rujukan.py`."""

from django.db import models


class Peran(models.TextChoices):
    """Role = name of the Django group."""

    PENGELOLA = "Pengelola", "Pengelola kepegawaian (BKD/BKPSDM)"
    VERIFIKATOR = "Verifikator", "Verifikator (BKD/BKPSDM)"
    KOMITE = "Sekretariat Komite Talenta", "Sekretariat Komite Talenta"
    PELATIHAN = "Pengelola pelatihan", "Pengelola pelatihan"
    KABADAN = "Kepala BKD/BKPSDM", "Kepala BKD/BKPSDM"
    KEPALA = "Kepala daerah", "Kepala daerah (gubernur, bupati, wali kota)"
    AJUDAN = "Ajudan", "Ajudan atau bagian pimpinan"
    AUDITOR = "Auditor", "Auditor (inspektorat)"
    ADMINISTRATOR = "Administrator", "Administrator"


PEMBACA = frozenset(Peran) - {Peran.ADMINISTRATOR}
"""Every role that reads the records of its own Instansi."""

IzinPerPeran = dict[str, frozenset[Peran] | set[Peran]]
