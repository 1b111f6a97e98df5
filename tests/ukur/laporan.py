"""A periodic report: computing it, as PDF and as xlsx."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from akses.models import Instansi, Pengguna
from evaluasi.keluaran import buat_pdf, buat_xlsx
from evaluasi.laporan import susun
from evaluasi.models import LaporanEvaluasi, PeriodeEvaluasi
from tests.ukur import Hasil, isi_data_contoh, median

UKURAN = 17_000  # people of fifteen Instansi
ULANG = 3


def ukur() -> list[Hasil]:
    isi_data_contoh(UKURAN)
    periode = PeriodeEvaluasi.objects.get(kode="2026-TW3")
    provinsi = Instansi.objects.get(kode_kemendagri="62")
    with CaptureQueriesContext(connection) as kueri:
        susun(periode, provinsi)
    baca = [satu["sql"] for satu in kueri.captured_queries]
    lantai = median(lambda: _jalankan(baca), ulang=ULANG)
    laporan = LaporanEvaluasi.tanpa_batas.select_related("periode", "instansi").get(
        periode=periode, instansi=provinsi
    )
    oleh = Pengguna.objects.get(username="kabadan.62")
    return [
        Hasil(
            "menyusun laporan Pemprov",
            median(lambda: susun(periode, provinsi), ulang=ULANG),
            lantai,
            catatan=f"{len(baca)} kueri; lantai: SQL yang sama saja",
        ),
        Hasil(
            "PDF",
            median(lambda: buat_pdf(laporan, "https://contoh.go.id/v/1"), ulang=ULANG),
            sasaran=2,
        ),
        Hasil("xlsx", median(lambda: buat_xlsx(laporan, oleh=oleh), ulang=ULANG), sasaran=2),
    ]


def _jalankan(daftar_sql: list[str]) -> None:
    with connection.cursor() as kursor:
        for sql in daftar_sql:
            kursor.execute(sql)
            kursor.fetchall()
