"""Reference data of the data-quality checks: weights of the index, minimums of the tiers."""

import datetime
from decimal import Decimal

from pegawai.models import BobotKualitas, Jenjang, SyaratJenjang

AWAL = datetime.date(2023, 1, 1)
DASAR_BOBOT = "Indeks Kualitas Data ASN, SIASN (BKN)"
BOBOT = {
    "COM": "28", "TIM": "31", "ACC": "30", "CON": "11",
    "COM_1": "20", "COM_2": "25", "COM_3": "20", "COM_4": "12.5", "COM_5": "17.5", "COM_6": "2.5",
    "COM_7": "2.5",
    "TIM_1": "22.73", "TIM_2": "18.18", "TIM_3": "13.64", "TIM_4": "15.91", "TIM_5": "15.91",
    "TIM_6": "13.64",
    "ACC_1": "9.52", "ACC_2": "21.43", "ACC_3": "7.14", "ACC_4": "9.52", "ACC_5": "4.76",
    "ACC_6": "11.90", "ACC_7": "7.14", "ACC_8": "14.29", "ACC_9": "4.76", "ACC_10": "9.52",
    "CON_1": "25", "CON_2": "25", "CON_3": "25", "CON_4": "25",
}  # fmt: skip

# PP 11/2017 Pasal 54 (administrator, pengawas), 75 and 76 (JF), 107 (JPT): education. The golongan
# of JPT follows the span of pangkat per eselon.
DASAR_SYARAT = "PP 11/2017 Pasal 54, 75, 107"
SARJANA, DIPLOMA_3, SLTA = "35", "30", "15"
SYARAT = {
    Jenjang.JPT_UTAMA: (SARJANA, "IV/e"),
    Jenjang.JPT_MADYA: (SARJANA, "IV/d"),
    Jenjang.JPT_PRATAMA: (SARJANA, "IV/b"),
    Jenjang.ADMINISTRATOR: (SARJANA, ""),
    Jenjang.PENGAWAS: (DIPLOMA_3, ""),
    Jenjang.AHLI_UTAMA: (SARJANA, ""),
    Jenjang.AHLI_MADYA: (SARJANA, ""),
    Jenjang.AHLI_MUDA: (SARJANA, ""),
    Jenjang.AHLI_PERTAMA: (SARJANA, ""),
    Jenjang.PENYELIA: (SLTA, ""),
    Jenjang.MAHIR: (SLTA, ""),
    Jenjang.TERAMPIL: (SLTA, ""),
    Jenjang.PEMULA: (SLTA, ""),
}


def siapkan() -> None:
    """Fill what is missing; what an administrator changed stays."""
    for kode, bobot in BOBOT.items():
        BobotKualitas.objects.get_or_create(
            kode=kode, mulai=AWAL, defaults={"bobot": Decimal(bobot), "dasar": DASAR_BOBOT}
        )
    for jenjang, (pendidikan, golongan) in SYARAT.items():
        SyaratJenjang.objects.get_or_create(
            jenjang=jenjang,
            mulai=AWAL,
            defaults={
                "tingkat_pendidikan": pendidikan,
                "golongan": golongan,
                "dasar": DASAR_SYARAT,
            },
        )
