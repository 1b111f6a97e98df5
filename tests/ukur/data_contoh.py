"""How long demo data takes, and that it stays proportional."""

from __future__ import annotations

from django.db import connection

from tests.ukur import Hasil, detik, isi_data_contoh, puncak_memori

JUMLAH = 100_000
SALIN_ULANG = "CREATE TEMP TABLE salinan AS SELECT * FROM {tabel}"
TABEL = (
    "pegawai_pegawai", "pegawai_penilaiankinerja", "pegawai_riwayatpelatihan",
    "pegawai_riwayatjabatan", "pegawai_ringkasanpegawai",
)  # fmt: skip


def ukur() -> list[Hasil]:
    lama = isi_data_contoh(JUMLAH)
    lantai = sum(detik(lambda tabel=tabel: _salin_ulang(tabel)) for tabel in TABEL)
    return [
        Hasil(
            "data contoh, 100.000 pegawai",
            lama,
            lantai,
            sasaran=60,
            catatan="lantai: menyalin baris yang sama antartabel dengan SQL",
        ),
        Hasil("puncak memori pembuatnya", puncak_memori(), satuan="MiB", sasaran=400),
    ]


def _salin_ulang(tabel: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(SALIN_ULANG.format(tabel=tabel))
        kursor.execute("DROP TABLE salinan")
