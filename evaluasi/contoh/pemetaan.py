"""The maps of the demo and the succession groups that were set by them."""

from __future__ import annotations

import datetime

from django.db.models import F

from akses.models import Instansi, Pengguna
from evaluasi.contoh.daerah import TANGGAL_ACUAN
from evaluasi.contoh.salin import segarkan_statistik
from kompetensi.models import AnggotaKRS, HasilPemetaan, PeriodeTalenta
from kompetensi.pemetaan import petakan

PERIODE_KINI, PERIODE_LALU = 2026, 2025
BER_KRS = ("62", "62.01", "62.05", "62.08", "62.71")  # the others have not set theirs yet
JENJANG_KRS = ("JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS", "AHLI_MADYA", "AHLI_MUDA")


def isi_pemetaan() -> None:
    """Last year's map, closed; this year's, open and computed with what is known today."""
    sistem = Pengguna.sistem()
    kini = PeriodeTalenta.objects.get(tahun=PERIODE_KINI)
    lalu, _ = PeriodeTalenta.objects.get_or_create(
        tahun=PERIODE_LALU,
        defaults={
            "tanggal_acuan": datetime.date(PERIODE_LALU, 12, 31),
            "skema": kini.skema,
            "status": PeriodeTalenta.Status.TERBUKA,
        },
    )
    petakan(lalu, oleh=sistem)
    PeriodeTalenta.objects.filter(pk=lalu.pk).update(status=PeriodeTalenta.Status.DITUTUP)
    petakan(kini, oleh=sistem)
    segarkan_statistik(HasilPemetaan)


def isi_krs() -> None:
    """The succession groups that heads of region set by decree, a few Instansi only."""
    periode = PeriodeTalenta.objects.get(tahun=PERIODE_KINI)
    daftar: list[AnggotaKRS] = []
    for urut, instansi in enumerate(Instansi.objects.filter(kode_kemendagri__in=BER_KRS)):
        calon = (
            HasilPemetaan.tanpa_batas.filter(
                periode=periode, instansi=instansi, kotak__gte=7, jenjang__in=JENJANG_KRS
            )
            .exclude(pegawai__daftar_hukuman__masa__contains=TANGGAL_ACUAN)
            .order_by("-kotak", F("nilai_potensial").desc(), "pegawai__nip")
        )
        daftar += [
            AnggotaKRS(
                periode=periode,
                pegawai_id=hasil.pegawai_id,
                instansi=instansi,
                kotak=hasil.kotak,
                nomor_sk=f"800.1.3/{214 + urut}/KRS/{PERIODE_KINI}",
                tanggal_sk=datetime.date(PERIODE_KINI, 9, 2 + urut),
                penetap=f"{instansi.sebutan_kepala} {instansi.nama}",
            )
            for hasil in calon[:24]
        ]
    AnggotaKRS.tanpa_batas.bulk_create(daftar)
