"""What the part "Pengembangan" of a person's page shows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from akses.models import Pengguna
from akses.templatetags.tampilan import angka
from pegawai.models import KetetapanJp, Pegawai, RiwayatPelatihan
from pelatihan.models import Peserta


@dataclass(frozen=True)
class JpTahun:
    """The hours of one year against the duty of that year; ``berjalan``: it is not over yet."""

    tahun: int
    jp: Decimal
    kurang: Decimal
    berjalan: bool

    @property
    def teks_kurang(self) -> str:
        return f"Kurang {angka(self.kurang, 0)} JP"


def susun(pengguna: Pengguna, pegawai: Pegawai, hari: datetime.date) -> dict[str, Any]:
    """Hours by year, programmes and trainings of a person. Three queries."""
    daftar = list(
        RiwayatPelatihan.untuk(pengguna)
        .filter(pegawai=pegawai)
        .select_related("jenis")
        .order_by("-tahun", "-tanggal_mulai", "nama")
    )
    wajib = Decimal(KetetapanJp.objects.wajib_pns(hari))
    jam: dict[int, Decimal] = defaultdict(Decimal)
    for satu in daftar:
        jam[satu.tahun] += satu.jp
    ikut = Peserta.untuk(pengguna).filter(pegawai=pegawai).select_related("angkatan__program")
    return {
        "daftar_pelatihan": daftar,
        "daftar_tahun": [
            JpTahun(tahun, jp, max(wajib - jp, Decimal(0)), tahun >= hari.year)
            for tahun, jp in sorted(jam.items(), reverse=True)
        ],
        "daftar_ikut": ikut.order_by("-angkatan__tanggal_mulai", "pk"),
        "jp_wajib": wajib,
        "wajib_jp": pegawai.status_asn == Pegawai.StatusAsn.PNS,
    }
