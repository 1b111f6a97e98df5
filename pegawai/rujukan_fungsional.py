"""Reference data of functional officials: credits per tier, worth of a predikat."""

import datetime
from decimal import Decimal

from pegawai.models import Jenjang, KebutuhanAngkaKredit, KonversiPredikat
from pegawai.predikat import Predikat

MULAI = datetime.date(2023, 7, 1)
DASAR = "PermenPANRB 1/2023; Peraturan BKN 3/2023"

# Coefficient, credits per pangkat, for the next tier, next tier, span of golongan.
KEBUTUHAN = {
    Jenjang.PEMULA: ("3.75", "15", "15", Jenjang.TERAMPIL, "II/a", "II/a"),
    Jenjang.TERAMPIL: ("5", "20", "60", Jenjang.MAHIR, "II/b", "II/d"),
    Jenjang.MAHIR: ("12.5", "50", "100", Jenjang.PENYELIA, "III/a", "III/b"),
    Jenjang.PENYELIA: ("25", "100", None, "", "III/c", "III/d"),
    Jenjang.AHLI_PERTAMA: ("12.5", "50", "100", Jenjang.AHLI_MUDA, "III/a", "III/b"),
    Jenjang.AHLI_MUDA: ("25", "100", "200", Jenjang.AHLI_MADYA, "III/c", "III/d"),
    Jenjang.AHLI_MADYA: ("37.5", "150", "450", Jenjang.AHLI_UTAMA, "IV/a", "IV/c"),
    Jenjang.AHLI_UTAMA: ("50", "200", None, "", "IV/d", "IV/e"),
}
KONVERSI = {
    Predikat.SANGAT_BAIK: "150",
    Predikat.BAIK: "100",
    Predikat.BUTUH_PERBAIKAN: "75",
    Predikat.KURANG: "50",
    Predikat.SANGAT_KURANG: "25",
}


def siapkan() -> None:
    """Fill what is missing; what an administrator changed stays."""
    for jenjang, (koefisien, pangkat, naik, berikut, dari, sampai) in KEBUTUHAN.items():
        KebutuhanAngkaKredit.objects.get_or_create(
            jenjang=jenjang,
            mulai=MULAI,
            defaults={
                "koefisien": Decimal(koefisien),
                "ak_pangkat": Decimal(pangkat),
                "ak_jenjang": Decimal(naik) if naik else None,
                "jenjang_berikut": berikut,
                "golongan_dari": dari,
                "golongan_sampai": sampai,
                "dasar": DASAR,
            },
        )
    for predikat, persen in KONVERSI.items():
        KonversiPredikat.objects.get_or_create(
            predikat=predikat, mulai=MULAI, defaults={"persen": Decimal(persen), "dasar": DASAR}
        )
