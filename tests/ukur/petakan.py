"""Mapping of 10,000 and 100,000 people beside one bare INSERT … SELECT of the same rows."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from akses.models import Pengguna
from kompetensi.models import HasilPemetaan, PeriodeTalenta
from kompetensi.pemetaan import petakan
from tests.ukur import Hasil, detik, isi_data_contoh

UKURAN = (10_000, 100_000)
KOSONGKAN = "DELETE FROM kompetensi_hasilpemetaan"
BUAT_SALINAN = "CREATE TABLE salinan (LIKE kompetensi_hasilpemetaan INCLUDING ALL)"
# The floor joins the tables that the mapping has to read, and writes as many rows as wide.
LANTAI = """
INSERT INTO salinan ({kolom})
SELECT {isi}
FROM kompetensi_hasilpemetaan h
JOIN pegawai_pegawai p ON p.id = h.pegawai_id
LEFT JOIN pegawai_penilaiankinerja k
    ON k.pegawai_id = p.id AND k.tahun = 2025 AND k.periode = 'TAHUNAN'
LEFT JOIN kompetensi_asesmen a ON a.pegawai_id = p.id AND a.berlaku_sampai >= '2026-12-31'
LEFT JOIN (
    SELECT pegawai_id, SUM(jp) AS jp FROM pegawai_riwayatpelatihan GROUP BY 1
) j ON j.pegawai_id = p.id
LEFT JOIN (
    SELECT pegawai_id, COUNT(DISTINCT nama_unit) AS n FROM pegawai_riwayatjabatan GROUP BY 1
) r ON r.pegawai_id = p.id
ON CONFLICT DO NOTHING
"""


def ukur() -> list[Hasil]:
    hasil = []
    for jumlah in UKURAN:
        if Pengguna.objects.exclude(username="sistem").exists():
            call_command("flush", interactive=False, verbosity=0)
            call_command("siapkan_rujukan")
        isi_data_contoh(jumlah)
        periode = PeriodeTalenta.objects.get(tahun=2026)
        _jalankan(KOSONGKAN)
        lama = detik(lambda periode=periode: petakan(periode, oleh=Pengguna.sistem()))
        banyak = HasilPemetaan.tanpa_batas.filter(periode=periode).count()
        lantai = _lantai()
        ulang = detik(lambda periode=periode: petakan(periode, oleh=Pengguna.sistem()))
        nama = f"{jumlah:,}".replace(",", ".")
        hasil += [
            Hasil(
                f"petakan, {nama} pegawai",
                lama,
                lantai,
                sasaran_rasio=3,
                catatan=f"{banyak} PNS aktif; lantai: satu INSERT … SELECT",
            ),
            Hasil(f"petakan, {nama} pegawai: per 10.000 orang", lama / banyak * 10_000, sasaran=1),
            Hasil(f"petakan ulang tanpa perubahan, {nama}", ulang, lantai),
        ]
    return hasil


def _lantai() -> float:
    kolom = [
        bidang.column for bidang in HasilPemetaan._meta.concrete_fields if not bidang.generated
    ]
    _jalankan(BUAT_SALINAN)
    sql = LANTAI.format(kolom=", ".join(kolom), isi=", ".join(f"h.{nama}" for nama in kolom))
    lama = detik(lambda: _jalankan(sql))
    _jalankan("DROP TABLE salinan")
    return lama


def _jalankan(sql: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(sql)
