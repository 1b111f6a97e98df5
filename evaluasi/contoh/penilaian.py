"""Assessments of the demo."""

from __future__ import annotations

from evaluasi.contoh.daerah import WAKTU_ACUAN
from evaluasi.contoh.salin import jalankan, segarkan_statistik
from kompetensi.models import Asesmen, NilaiKompetensi, NilaiPotensi

# Managers are assessed first; some results of 2023 are past their validity by now. Who does well
# in one test tends to do so in the other.
ASESMEN = """
INSERT INTO kompetensi_asesmen
  (instansi_id, pegawai_id, tujuan, metode, penyelenggara, nomor_laporan, tanggal, berlaku_sampai,
   jenjang, kategori_berkas, kategori_potensi_berkas, saran_pengembangan, nama_berkas, diubah)
SELECT a.instansi_id, a.id, 'PEMETAAN',
       CASE WHEN a.cara < 0.5 THEN 'CACT' WHEN a.cara < 0.8 THEN 'AC_BKN' ELSE 'AC_MANDIRI' END,
       CASE WHEN a.cara < 0.8 THEN 'Kantor Regional VIII BKN Banjarmasin'
            ELSE 'UPT Penilaian Kompetensi' END,
       '800.1.4/' || (100 + floor(pg_temp.acak(a.nip, 'nomorases') * 900))::int || '/'
         || extract(year FROM a.tanggal),
       a.tanggal, (a.tanggal + make_interval(months => m.bulan))::date, a.jenjang,
       '', '', '', '', %(waktu)s
FROM (
  SELECT p.id, p.nip, p.instansi_id, p.jenjang, pg_temp.acak(p.nip, 'cara') AS cara,
         CASE WHEN t < 0.10 THEN date '2023-02-01' + floor(t * 2100)::int
              WHEN t < 0.35 THEN date '2024-02-01' + floor((t - 0.10) * 1200)::int
              WHEN t < 0.72 THEN date '2025-02-01' + floor((t - 0.35) * 820)::int
              ELSE date '2026-01-20' + floor((t - 0.72) * 820)::int END AS tanggal
  FROM (
    SELECT *, pg_temp.acak(nip, 'tanggalases') AS t FROM pegawai_pegawai
  ) p
  JOIN contoh_daerah d USING (instansi_id)
  WHERE p.status_asn = 'PNS'
    AND pg_temp.acak(p.nip, 'asesmen') < d.dinilai * CASE
      WHEN p.jenjang IN ('JPT_MADYA', 'JPT_PRATAMA', 'ADMINISTRATOR', 'PENGAWAS') THEN 1.35
      ELSE 0.93 END
) a
CROSS JOIN LATERAL (
  SELECT bulan FROM kompetensi_masaberlakuasesmen WHERE mulai <= a.tanggal
  ORDER BY mulai DESC LIMIT 1
) m
ORDER BY a.id
"""
KOMPETENSI = """
INSERT INTO kompetensi_nilaikompetensi (asesmen_id, kompetensi_id, capaian, standar)
SELECT n.asesmen_id, n.kompetensi_id,
       least(5, greatest(0.5, round((n.level * (0.52 + 0.64 * n.mampu)) * 4) / 4)), n.level
FROM (
  SELECT a.id AS asesmen_id, k.id AS kompetensi_id, s.level,
         0.7 * pg_temp.acak(p.nip, 'bakat') + 0.3 * pg_temp.acak(p.nip, 'k' || k.kode) AS mampu
  FROM kompetensi_asesmen a
  JOIN pegawai_pegawai p ON p.id = a.pegawai_id
  JOIN LATERAL (
    SELECT level FROM kompetensi_standarkompetensi
    WHERE jenjang = a.jenjang AND mulai <= a.tanggal ORDER BY mulai DESC LIMIT 1
  ) s ON true
  CROSS JOIN kompetensi_kompetensi k
  WHERE k.jenis <> 'TEKNIS'
) n
ORDER BY n.asesmen_id, n.kompetensi_id
"""
POTENSI = """
INSERT INTO kompetensi_nilaipotensi (asesmen_id, aspek_id, nilai)
SELECT a.id, k.id,
       least(5, greatest(0.5, round((
         0.2 + 4.6 * (0.72 * pg_temp.acak(p.nip, 'bakat')
                      + 0.28 * pg_temp.acak(p.nip, 'p' || k.kode))
       ) * 2) / 2))
FROM kompetensi_asesmen a
JOIN pegawai_pegawai p ON p.id = a.pegawai_id
CROSS JOIN kompetensi_aspekpotensi k
ORDER BY a.id, k.id
"""
HITUNG = """
UPDATE kompetensi_asesmen a
SET jpm_hitung = k.jpm, jpm_berkas = k.jpm, potensi_hitung = p.potensi
FROM (
  SELECT asesmen_id, round(sum(capaian) / sum(standar) * 100, 2) AS jpm
  FROM kompetensi_nilaikompetensi GROUP BY asesmen_id
) k, (
  SELECT asesmen_id, round(sum(nilai) / 40 * 100, 2) AS potensi
  FROM kompetensi_nilaipotensi GROUP BY asesmen_id
) p
WHERE k.asesmen_id = a.id AND p.asesmen_id = a.id
"""


def isi_asesmen() -> None:
    """Nine competencies and eight aspects for the share of PNS that each Instansi assessed."""
    jalankan(ASESMEN, waktu=WAKTU_ACUAN)
    segarkan_statistik(Asesmen)
    jalankan(KOMPETENSI, POTENSI)
    segarkan_statistik(NilaiKompetensi, NilaiPotensi)
    jalankan(HITUNG)
