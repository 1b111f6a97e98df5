"""The histories of the demo people, as SQL over all of them at once.

``pg_temp.acak(nip, salt)`` is a number in [0, 1) that depends on the two only: the same person
gets the same history in every run, whatever the size and the primary keys.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from akses.models import Instansi
from evaluasi.contoh.daerah import PROFIL, TANGGAL_ACUAN, WAKTU_ACUAN
from evaluasi.contoh.orang import CELAH_SKP, peluang_celah
from evaluasi.contoh.salin import jalankan, segarkan_statistik
from pegawai.golongan import PANGKAT
from pegawai.models import Pegawai, PenilaianKinerja, RingkasanPegawai, RiwayatPelatihan

ACAK = """
CREATE OR REPLACE FUNCTION pg_temp.acak(kunci text, garam text) RETURNS float8
LANGUAGE sql IMMUTABLE AS $$
  SELECT (hashtextextended(kunci || garam, 20261001) & 9007199254740991)::float8
         / 9007199254740992.0
$$
"""
DAERAH = """
CREATE TEMP TABLE contoh_daerah (
  instansi_id bigint PRIMARY KEY, jp float8, dinilai float8, sangat_baik float8, baik float8,
  celah_skp float8
) ON COMMIT DROP
"""

# One person's quality stays: seven times in ten the year repeats the last one.
KINERJA = """
INSERT INTO pegawai_penilaiankinerja
  (instansi_id, pegawai_id, tahun, periode, hasil, perilaku, predikat, nama_penilai, nip_penilai,
   diubah)
SELECT b.instansi_id, b.id, b.tahun, b.periode, b.hasil, b.perilaku,
       CASE b.hasil || b.perilaku
         WHEN 'DI_ATASDI_ATAS' THEN 'SANGAT BAIK'
         WHEN 'DI_BAWAHSESUAI' THEN 'BUTUH PERBAIKAN'
         WHEN 'DI_BAWAHDI_ATAS' THEN 'BUTUH PERBAIKAN'
         WHEN 'DI_ATASDI_BAWAH' THEN 'KURANG'
         WHEN 'SESUAIDI_BAWAH' THEN 'KURANG'
         WHEN 'DI_BAWAHDI_BAWAH' THEN 'SANGAT KURANG'
         ELSE 'BAIK' END,
       coalesce(k.nama, ''), coalesce(k.nip, ''), %(waktu)s
FROM (
  SELECT a.*,
         CASE WHEN u < sb THEN 'DI_ATAS'
              WHEN u < sb + b * 0.3 THEN 'DI_ATAS'
              WHEN u < sb + b THEN 'SESUAI'
              WHEN u < sb + b + sisa * 0.72 THEN 'DI_BAWAH'
              WHEN u < sb + b + sisa * 0.92 THEN 'SESUAI'
              ELSE 'DI_BAWAH' END AS hasil,
         CASE WHEN u < sb THEN 'DI_ATAS'
              WHEN u < sb + b * 0.3 THEN 'SESUAI'
              WHEN u < sb + b * 0.45 THEN 'DI_ATAS'
              WHEN u < sb + b + sisa * 0.72 THEN 'SESUAI'
              ELSE 'DI_BAWAH' END AS perilaku
  FROM (
    SELECT p.id, p.nip, p.instansi_id, p.unit_id, w.tahun, w.periode,
           d.sangat_baik AS sb, d.baik AS b, 1 - d.sangat_baik - d.baik AS sisa,
           CASE WHEN pg_temp.acak(p.nip, 'tetap' || w.tahun || w.periode) < 0.7
                THEN pg_temp.acak(p.nip, 'mutu')
                ELSE pg_temp.acak(p.nip, 'mutu' || w.tahun || w.periode) END AS u
    FROM pegawai_pegawai p
    JOIN contoh_daerah d USING (instansi_id)
    CROSS JOIN (VALUES
      (2024, 'TAHUNAN', date '2024-12-31', 1.0), (2025, 'TAHUNAN', date '2025-12-31', 1.0),
      (2026, 'TW1', date '2026-03-31', 1.6), (2026, 'TW2', date '2026-06-30', 2.4)
    ) AS w (tahun, periode, akhir, longgar)
    WHERE coalesce(p.tmt_cpns, p.awal_kontrak, p.tmt_golongan) <= w.akhir - 180
      AND pg_temp.acak(p.nip, 'skp' || w.tahun || w.periode) >= d.celah_skp * w.longgar
  ) a
) b
LEFT JOIN pegawai_unitorganisasi s ON s.id = b.unit_id
LEFT JOIN (
  SELECT DISTINCT ON (perangkat_daerah_id) perangkat_daerah_id, kepala.nama, kepala.nip
  FROM pegawai_pegawai kepala
  JOIN pegawai_unitorganisasi unit ON unit.id = kepala.unit_id
  WHERE kepala.jenjang IN ('JPT_MADYA', 'JPT_PRATAMA', 'ADMINISTRATOR') AND unit.kedalaman = 1
  ORDER BY perangkat_daerah_id, kepala.jenjang DESC, kepala.nip
) k ON k.perangkat_daerah_id = s.perangkat_daerah_id AND k.nip <> b.nip
ORDER BY b.id, b.tahun, b.periode
"""

# A catalogue of trainings: "besar" ones alone reach 20 JP.
KATALOG = """
CREATE TEMP TABLE contoh_pelatihan ON COMMIT DROP AS
SELECT row_number() OVER (PARTITION BY rumpun, besar ORDER BY v.nama) - 1 AS nomor,
       count(*) OVER (PARTITION BY rumpun, besar) AS banyak,
       v.nama, v.rumpun, v.besar, v.jp, v.hari, v.penyelenggara, j.id AS jenis_id
FROM (VALUES
  ('Bimbingan Teknis Penyusunan Modul Ajar', 'GURU', true, 32, 4, 'BPSDM', 'B3'),
  ('Pelatihan Asesmen Pembelajaran', 'GURU', true, 24, 3, 'Balai Guru Penggerak', 'B3'),
  ('Pelatihan Literasi dan Numerasi', 'GURU', true, 40, 5, 'Balai Guru Penggerak', 'B3'),
  ('Workshop Projek Penguatan Profil Pelajar', 'GURU', false, 10, 2, 'Dinas Pendidikan', 'B7'),
  ('Seminar Pendidikan Inklusif', 'GURU', false, 4, 1, 'Dinas Pendidikan', 'B6'),
  ('Pelatihan Penanganan Kegawatdaruratan', 'KESEHATAN', true, 40, 5, 'Bapelkes', 'B3'),
  ('Pelatihan Pencegahan dan Pengendalian Infeksi', 'KESEHATAN', true, 30, 4, 'Bapelkes', 'B3'),
  ('Pelatihan Pelayanan Antenatal', 'KESEHATAN', true, 24, 3, 'Bapelkes', 'B3'),
  ('Seminar Keselamatan Pasien', 'KESEHATAN', false, 4, 1, 'Dinas Kesehatan', 'B6'),
  ('Workshop Rekam Medis Elektronik', 'KESEHATAN', false, 10, 2, 'Dinas Kesehatan', 'B7'),
  ('Pelatihan Pelayanan Publik', 'UMUM', true, 24, 3, 'BPSDM', 'B3'),
  ('Pelatihan Pengelolaan Keuangan Daerah', 'UMUM', true, 30, 4, 'BPSDM', 'B3'),
  ('Pelatihan Analisis Kebijakan', 'UMUM', true, 32, 4, 'Puslatbang LAN', 'B3'),
  ('Pelatihan Kepemimpinan Kolaboratif', 'UMUM', true, 40, 5, 'BPSDM', 'B2'),
  ('Pelatihan Wawasan Kebangsaan', 'UMUM', true, 20, 3, 'BPSDM', 'B5'),
  ('Seminar Reformasi Birokrasi', 'UMUM', false, 4, 1, 'Sekretariat Daerah', 'B6'),
  ('Workshop Penyusunan SKP', 'UMUM', false, 10, 2, 'Sekretariat Daerah', 'B7'),
  ('Workshop Tata Naskah Dinas Elektronik', 'UMUM', false, 5, 1, 'Sekretariat Daerah', 'B7')
) AS v (nama, rumpun, besar, jp, hari, penyelenggara, kode)
LEFT JOIN pegawai_jenispelatihan j ON j.kode = v.kode
"""
PELATIHAN = """
INSERT INTO pegawai_riwayatpelatihan
  (instansi_id, pegawai_id, nama, jenis_id, penyelenggara, nomor_sertifikat, tanggal_mulai,
   tanggal_selesai, tahun, jp, diubah)
SELECT a.instansi_id, a.id, k.nama, k.jenis_id,
       CASE k.penyelenggara WHEN 'BPSDM' THEN 'BPSDM Provinsi Kalimantan Tengah'
            ELSE k.penyelenggara END,
       '800.2/' || (1000 + floor(pg_temp.acak(a.nip, 'sert' || a.tahun || a.slot) * 9000))::int
         || '/' || substr(a.nip, 15, 4) || '.' || a.slot || '/' || a.tahun,
       a.selesai - k.hari::int + 1, a.selesai, a.tahun, k.jp, %(waktu)s
FROM (
  SELECT p.id, p.nip, p.instansi_id, w.tahun, w.slot, w.besar, w.hari_terakhir,
         CASE WHEN p.nama_jabatan LIKE 'Guru%%' THEN 'GURU'
              WHEN p.nama_jabatan ~ '^(Perawat|Bidan|Dokter|Apoteker|Pranata Lab|Nutri)'
              THEN 'KESEHATAN' ELSE 'UMUM' END AS rumpun,
         (make_date(w.tahun, 1, 20)
           + floor(pg_temp.acak(p.nip, 'hari' || w.tahun || w.slot) * w.hari_terakhir)::int
         ) AS selesai
  FROM pegawai_pegawai p
  JOIN contoh_daerah d USING (instansi_id)
  CROSS JOIN (VALUES
    (2025, 'A', true, 320), (2025, 'B', false, 320), (2026, 'A', true, 245), (2026, 'B', false, 245)
  ) AS w (tahun, slot, besar, hari_terakhir)
  WHERE CASE
      WHEN w.besar AND p.status_asn IN ('PNS', 'CPNS')
      THEN pg_temp.acak(p.nip, 'rajin' || CASE
             WHEN pg_temp.acak(p.nip, 'pola') < 0.75 THEN '' ELSE w.tahun::text END)
           < d.jp - CASE w.tahun WHEN 2025 THEN 0.03 ELSE 0 END
      WHEN w.besar THEN false
      ELSE pg_temp.acak(p.nip, 'kecil' || w.tahun) < 0.55 END
    AND coalesce(p.tmt_cpns, p.awal_kontrak, p.tmt_golongan) < make_date(w.tahun, 1, 1)
) a
JOIN contoh_pelatihan k
  ON k.rumpun = a.rumpun AND k.besar = a.besar
 AND k.nomor = floor(pg_temp.acak(a.nip, 'judul' || a.tahun || a.slot) * k.banyak)::int
ORDER BY a.id, a.tahun, a.slot
"""

JABATAN_KINI = """
INSERT INTO pegawai_riwayatjabatan
  (instansi_id, pegawai_id, nama_jabatan, jenjang, nama_unit, nama_instansi, penugasan, tmt,
   nomor_sk, eselon, diubah)
SELECT p.instansi_id, p.id, p.nama_jabatan, p.jenjang, p.unor_berkas, i.nama, 'D', p.tmt_jabatan,
       '821.2/' || (100 + floor(pg_temp.acak(p.nip, 'sk') * 900))::int
         || '/' || extract(year FROM p.tmt_jabatan), p.eselon, %(waktu)s
FROM pegawai_pegawai p JOIN akses_instansi i ON i.id = p.instansi_id
WHERE p.tmt_jabatan IS NOT NULL
ORDER BY p.id
"""
JABATAN_LALU = """
INSERT INTO pegawai_riwayatjabatan
  (instansi_id, pegawai_id, nama_jabatan, jenjang, nama_unit, nama_instansi, penugasan, tmt,
   nomor_sk, eselon, diubah)
SELECT p.instansi_id, p.id, t.nama, t.jenjang,
       CASE WHEN pg_temp.acak(p.nip, 'pindah' || t.jenjang) < 0.5 THEN p.unor_berkas
            ELSE 'Sekretariat Daerah' END,
       i.nama, 'D', t.tmt,
       '821.2/' || (100 + floor(pg_temp.acak(p.nip, t.jenjang) * 900))::int
         || '/' || extract(year FROM t.tmt), '', %(waktu)s
FROM pegawai_pegawai p
JOIN akses_instansi i ON i.id = p.instansi_id
CROSS JOIN LATERAL (
  SELECT v.nama, v.jenjang,
         p.tmt_pns
           + ((coalesce(p.tmt_jabatan, p.tmt_golongan) - p.tmt_pns) * v.bagian)::int AS tmt
  FROM (VALUES
    ('JPT_MADYA', 'Kepala Badan Perencanaan Pembangunan Daerah', 'JPT_PRATAMA', 0.80),
    ('JPT_MADYA', 'Kepala Bidang Perekonomian', 'ADMINISTRATOR', 0.55),
    ('JPT_PRATAMA', 'Sekretaris Dinas', 'ADMINISTRATOR', 0.78),
    ('JPT_PRATAMA', 'Kepala Bidang Sekretariat', 'ADMINISTRATOR', 0.62),
    ('JPT_PRATAMA', 'Kepala Subbidang Evaluasi', 'PENGAWAS', 0.40),
    ('ADMINISTRATOR', 'Kepala Subbagian Perencanaan', 'PENGAWAS', 0.60),
    ('ADMINISTRATOR', 'Penelaah Teknis Kebijakan', 'PELAKSANA', 0.05),
    ('PENGAWAS', 'Penelaah Teknis Kebijakan', 'PELAKSANA', 0.10),
    ('AHLI_MADYA', replace(p.nama_jabatan, 'Madya', 'Muda'), 'AHLI_MUDA', 0.55),
    ('AHLI_MADYA', replace(p.nama_jabatan, 'Madya', 'Pertama'), 'AHLI_PERTAMA', 0.05),
    ('AHLI_MUDA', replace(p.nama_jabatan, 'Muda', 'Pertama'), 'AHLI_PERTAMA', 0.10),
    ('PENYELIA', replace(p.nama_jabatan, 'Penyelia', 'Mahir'), 'MAHIR', 0.50),
    ('PENYELIA', replace(p.nama_jabatan, 'Penyelia', 'Terampil'), 'TERAMPIL', 0.05),
    ('MAHIR', replace(p.nama_jabatan, 'Mahir', 'Terampil'), 'TERAMPIL', 0.08)
  ) AS v (dari, nama, jenjang, bagian)
  WHERE v.dari = p.jenjang
) t
WHERE p.tmt_pns IS NOT NULL AND coalesce(p.tmt_jabatan, p.tmt_golongan) > p.tmt_pns + 400
ORDER BY p.id, t.tmt
ON CONFLICT DO NOTHING
"""
# Where the head is missing, the secretary stands in.
PELAKSANA_TUGAS = """
INSERT INTO pegawai_riwayatjabatan
  (instansi_id, pegawai_id, nama_jabatan, jenjang, nama_unit, nama_instansi, penugasan, tmt,
   sampai, nomor_sk, eselon, diubah)
SELECT DISTINCT ON (pd.id) p.instansi_id, p.id, 'Kepala ' || pd.nama, 'JPT_PRATAMA', pd.nama,
       i.nama, 'PLT', date '2026-06-01', date '2026-11-30',
       '824/' || (10 + p.id %% 90) || '/2026', '', %(waktu)s
FROM pegawai_unitorganisasi pd
JOIN pegawai_unitorganisasi u ON u.perangkat_daerah_id = pd.id
JOIN pegawai_pegawai p ON p.unit_id = u.id AND p.nama_jabatan = 'Sekretaris ' || pd.nama
JOIN akses_instansi i ON i.id = p.instansi_id
WHERE pd.kedalaman = 1 AND (pd.nama LIKE 'Dinas%%' OR pd.nama LIKE 'Badan%%')
  AND NOT EXISTS (
    SELECT FROM pegawai_pegawai k WHERE k.unit_id = pd.id AND k.jenjang = 'JPT_PRATAMA')
ORDER BY pd.id, p.nip
ON CONFLICT DO NOTHING
"""
HUKUMAN = """
INSERT INTO pegawai_hukumandisiplin
  (instansi_id, pegawai_id, tingkat, jenis, nomor_sk, masa, alasan, nomor_pp, nomor_pembatalan,
   diubah)
SELECT p.instansi_id, p.id, h.tingkat, h.jenis,
       '862/' || (10 + floor(pg_temp.acak(p.nip, 'skhd') * 90))::int || '/'
         || extract(year FROM h.mulai),
       daterange(h.mulai, (h.mulai + h.lama)::date), '', 'PP 94/2021', '', %(waktu)s
FROM pegawai_pegawai p
CROSS JOIN LATERAL (
  SELECT CASE WHEN u < 0.5 THEN 'R' WHEN u < 0.85 THEN 'S' ELSE 'B' END AS tingkat,
         CASE WHEN u < 0.5 THEN 'Teguran tertulis'
              WHEN u < 0.85 THEN 'Pemotongan tunjangan kinerja 25%% selama 6 bulan'
              ELSE 'Penurunan jabatan setingkat lebih rendah selama 12 bulan' END AS jenis,
         CASE WHEN u < 0.85 THEN interval '6 months' ELSE interval '12 months' END AS lama,
         (date '2023-01-15' + floor(pg_temp.acak(p.nip, 'kapanhd') * 1330)::int) AS mulai
  FROM (SELECT pg_temp.acak(p.nip, 'tingkathd') AS u) x
) h
WHERE p.status_asn = 'PNS' AND pg_temp.acak(p.nip, 'hd') < 0.006
  AND p.jenjang NOT IN ('JPT_MADYA', 'JPT_PRATAMA')
ORDER BY p.id
"""
# From the golongan at appointment up to today's, at even steps.
GOLONGAN = """
INSERT INTO pegawai_riwayatgolongan
  (instansi_id, pegawai_id, golongan, tmt, jenis_kenaikan, nomor_sk, nomor_pertek, diubah)
SELECT p.instansi_id, p.id, t.golongan, t.tmt,
       CASE WHEN t.langkah = 0 THEN '' ELSE 'Reguler' END,
       '823/' || (100 + floor(pg_temp.acak(p.nip, 'skgol' || t.golongan) * 900))::int
         || '/' || extract(year FROM t.tmt), '', %(waktu)s
FROM pegawai_pegawai p
CROSS JOIN LATERAL (
  SELECT array_position(%(daftar)s::text[], p.golongan::text) AS kini,
         array_position(%(daftar)s::text[], CASE
           WHEN p.tingkat_pendidikan >= '45' THEN 'III/b'
           WHEN p.tingkat_pendidikan >= '35' THEN 'III/a'
           WHEN p.tingkat_pendidikan >= '30' THEN 'II/c'
           WHEN p.tingkat_pendidikan >= '15' THEN 'II/a'
           ELSE 'I/a' END) AS awal
) u
CROSS JOIN LATERAL (
  SELECT 1 AS langkah, p.golongan, p.tmt_golongan AS tmt
  UNION ALL
  SELECT g.n - u.awal, (%(daftar)s::text[])[g.n],
         greatest(p.tmt_cpns, date_trunc('month', p.tmt_cpns
           + (p.tmt_golongan - p.tmt_cpns) * (g.n - u.awal) / (u.kini - u.awal))::date)
  FROM generate_series(u.awal, u.kini - 1) AS g (n)
  WHERE p.status_asn = 'PNS' AND p.tmt_cpns < p.tmt_golongan
) t
WHERE p.tmt_golongan IS NOT NULL AND p.golongan <> ''
ORDER BY p.id, t.tmt
ON CONFLICT DO NOTHING
"""
PENDIDIKAN = """
INSERT INTO pegawai_riwayatpendidikan
  (instansi_id, pegawai_id, tingkat, pendidikan, nama_sekolah, tahun_lulus, nomor_ijazah,
   gelar_depan, gelar_belakang, pertama, diubah)
SELECT p.instansi_id, p.id, t.tingkat, t.pendidikan, t.sekolah, t.tahun, '', '', '', t.pertama,
       %(waktu)s
FROM pegawai_pegawai p
CROSS JOIN LATERAL (
  SELECT p.tingkat_pendidikan AS tingkat, p.pendidikan, p.nama_sekolah AS sekolah,
         p.tahun_lulus AS tahun, true AS pertama
  UNION ALL
  SELECT '15', 'SMA', 'SMA Negeri ' || 1 + floor(pg_temp.acak(p.nip, 'sma') * 5)::int,
         extract(year FROM p.tanggal_lahir)::int + 18, false
  WHERE p.tingkat_pendidikan >= '30' AND p.tanggal_lahir IS NOT NULL
) t
WHERE t.tingkat <> '' AND t.pendidikan <> ''
ORDER BY p.id, t.tingkat
"""
# A Satyalancana goes to those without a sentence.
PENGHARGAAN = """
INSERT INTO pegawai_penghargaan
  (instansi_id, pegawai_id, kode_siasn, penghargaan, tahun, nomor_sk, diubah)
SELECT p.instansi_id, p.id, v.kode, 'Satyalancana Karya Satya ' || v.lama || ' Tahun',
       extract(year FROM p.tmt_cpns)::int + v.lama + 1, '', %(waktu)s
FROM pegawai_pegawai p
CROSS JOIN (VALUES (10, '201'), (20, '202'), (30, '203')) AS v (lama, kode)
WHERE p.status_asn = 'PNS' AND extract(year FROM p.tmt_cpns) + v.lama + 1 <= %(tahun)s
  AND pg_temp.acak(p.nip, 'slks' || v.lama) < 0.6
  AND NOT EXISTS (SELECT FROM pegawai_hukumandisiplin h WHERE h.pegawai_id = p.id)
ORDER BY p.id, v.lama
"""
# A year's predikat, converted by the dated rows that the app itself converts with.
ANGKA_KREDIT = """
INSERT INTO pegawai_angkakredit
  (instansi_id, pegawai_id, mulai, selesai, jenis, utama, penunjang, kredit, nama_jabatan,
   nomor_sk, diubah)
SELECT p.instansi_id, p.id, make_date(k.tahun, 1, 1), make_date(k.tahun, 12, 31), 'KONVERSI',
       0, 0, round(v.koefisien * w.persen / 100, 3), p.nama_jabatan,
       '821.5/PAK/' || substr(p.nip, 15, 4) || '/' || k.tahun + 1, %(waktu)s
FROM pegawai_penilaiankinerja k
JOIN pegawai_pegawai p ON p.id = k.pegawai_id AND p.status_asn = 'PNS'
JOIN LATERAL (
  SELECT koefisien FROM pegawai_kebutuhanangkakredit r
  WHERE r.jenjang = p.jenjang AND r.mulai <= make_date(k.tahun, 12, 31)
  ORDER BY r.mulai DESC LIMIT 1
) v ON true
JOIN LATERAL (
  SELECT persen FROM pegawai_konversipredikat r
  WHERE r.predikat = k.predikat AND r.mulai <= make_date(k.tahun, 12, 31)
  ORDER BY r.mulai DESC LIMIT 1
) w ON true
WHERE k.periode = 'TAHUNAN'
ORDER BY p.id, k.tahun
"""
RINGKASAN = """
INSERT INTO pegawai_ringkasanpegawai (pegawai_id, instansi_id, jp, predikat, kelengkapan)
SELECT p.id, p.instansi_id, coalesce(j.jp, 0), coalesce(k.predikat, ''), l.persen_lengkap
FROM pegawai_pegawai p
JOIN ({kelengkapan}) l ON l.pk = p.id
LEFT JOIN (
  SELECT pegawai_id, sum(jp) AS jp FROM pegawai_riwayatpelatihan WHERE tahun = {tahun}
  GROUP BY pegawai_id
) j ON j.pegawai_id = p.id
LEFT JOIN pegawai_penilaiankinerja k
  ON k.pegawai_id = p.id AND k.tahun = {tahun} - 1 AND k.periode = 'TAHUNAN'
"""


def siapkan_acak() -> None:
    """The function and the profiles that the statements below read; gone with the transaction."""
    # Only the owner of the tables may ANALYZE them. Without statistics the planner takes the new
    # tables for empty and joins a hundred thousand rows by nested loops.
    jalankan("SET LOCAL enable_nestloop = off", ACAK, DAERAH)
    id_per_kode = dict(Instansi.objects.values_list("kode_kemendagri", "pk"))
    with connection.cursor() as kursor:
        kursor.executemany(
            "INSERT INTO contoh_daerah VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    id_per_kode[kode],
                    profil.jp,
                    profil.dinilai,
                    profil.sangat_baik,
                    profil.baik,
                    peluang_celah(profil) * CELAH_SKP,
                )
                for kode, profil in PROFIL.items()
            ],
        )


def selesai() -> None:
    """Let the planner choose freely again: what follows asks small questions."""
    jalankan("SET LOCAL enable_nestloop = on")


def isi_riwayat() -> None:
    """Every history, then the projection that lists read."""
    jalankan(KINERJA, KATALOG, PELATIHAN, waktu=WAKTU_ACUAN)
    jalankan(JABATAN_KINI, JABATAN_LALU, PELAKSANA_TUGAS, HUKUMAN, waktu=WAKTU_ACUAN)
    segarkan_statistik(PenilaianKinerja, RiwayatPelatihan)
    jalankan(
        GOLONGAN, PENDIDIKAN, PENGHARGAAN, ANGKA_KREDIT,
        waktu=WAKTU_ACUAN, daftar=list(PANGKAT), tahun=TANGGAL_ACUAN.year,
    )  # fmt: skip
    isi_ringkasan()


def isi_ringkasan() -> None:
    """One row a person in RingkasanPegawai, with the completeness that the lists show."""
    lengkap: Any = Pegawai.tanpa_batas.order_by().dengan_kelengkapan(TANGGAL_ACUAN)
    sql, isi = lengkap.values("pk", "persen_lengkap").query.sql_with_params()
    with connection.cursor() as kursor:
        kursor.execute(RINGKASAN.format(kelengkapan=sql, tahun=TANGGAL_ACUAN.year), isi)
    segarkan_statistik(RingkasanPegawai)
