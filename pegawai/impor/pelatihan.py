"""Kind ``pelatihan``: certificates of courses and training. JUMLAH JAM is JP, as recorded."""

from __future__ import annotations

from pegawai.impor.aturan import ATURAN_NIP, NIP_DI_LUAR, tahun_terkunci
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.olahan import Olahan
from pegawai.models import RiwayatPelatihan

KOLOM = (
    Kolom("nip", ("NIP", "NIP BARU", "NIP PEGAWAI"), "nip", wajib=True),
    Kolom("nama", ("NAMA", "NAMA PEGAWAI")),
    Kolom(
        "nama_kursus",
        ("NAMA KURSUS", "NAMAKURSUS", "NAMA KEGIATAN", "NAMA PELATIHAN", "NAMA DIKLAT",
         "LATIHAN STRUKTURAL NAMA", "LATIHANSTRUKTURALNAMA"),
        wajib=True,
        panjang=250,
    ),
    Kolom(
        "penyelenggara",
        ("INSTITUSI PENYELENGGARA", "INSTITUSIPENYELENGGARA", "PENYELENGGARA"),
        panjang=200,
    ),
    Kolom(
        "nomor_sertifikat",
        ("NO SERTIFIKAT", "NO SERTIPIKAT", "NOSERTIPIKAT", "NOMOR SERTIFIKAT", "NOMOR"),
        "kode",
        panjang=150,
    ),
    Kolom(
        "tanggal_mulai",
        ("TANGGAL MULAI", "TANGGAL KURSUS", "TANGGALKURSUS", "TANGGAL"),
        "tanggal",
    ),
    Kolom(
        "tanggal_selesai",
        ("TANGGAL SELESAI", "TANGGALSELESAI", "TANGGAL SELESAI KURSUS", "TANGGALSELESAIKURSUS"),
        "tanggal",
    ),
    Kolom("tahun", ("TAHUN", "TAHUN KURSUS", "TAHUNKURSUS"), "angka"),
    Kolom("jp", ("JUMLAH JAM", "JUMLAHJAM", "TOTAL JP", "JP", "JUMLAH JP"), "angka", wajib=True),
    Kolom("jenis_siasn", ("JENIS DIKLAT ID", "JENISDIKLATID", "JENIS DIKLAT"), "kode"),
)  # fmt: skip
DIKENAL = (
    "JENIS KURSUS SERTIFIKAT", "JENISKURSUSSERTIFIKAT", "PATH", "JENIS PENGEMBANGAN", "JABATAN",
    "UNOR NAMA", "JENIS DIKLAT NAMA", "LATIHAN STRUKTURAL ID", "LATIHANSTRUKTURALID", "ID",
)  # fmt: skip


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: a certificate is one by its number and organiser; without a number, by the rest.

    ``jp_hitung`` is what the conversion gives for kinds counted by the day.
    """
    olahan.jalankan(
        """CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT v.*, coalesce(l.id, t.id) AS objek_id,
            v.pegawai_id IS NOT NULL AND count(*) OVER (PARTITION BY v.pegawai_id,
                v.nomor_sertifikat, v.penyelenggara,
                CASE WHEN v.nomor_sertifikat = '' THEN v.nama_kursus END,
                CASE WHEN v.nomor_sertifikat = ''
                    THEN coalesce(v.tanggal_mulai::text, v.tahun::text) END) > 1 AS ganda
        FROM (
            SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci,
                left(coalesce(k.nama_kursus, ''), 250) AS nama,
                left(coalesce(k.nama_kursus, ''), 250) AS nama_kursus,
                p.id AS pegawai_id, %(instansi)s::bigint AS instansi_id,
                j.id AS jenis_id, left(coalesce(k.penyelenggara, ''), 200) AS penyelenggara,
                left(coalesce(k.nomor_sertifikat, ''), 150) AS nomor_sertifikat,
                k.tanggal_mulai, k.tanggal_selesai,
                CASE WHEN coalesce(k.tahun, extract(year FROM coalesce(k.tanggal_selesai,
                        k.tanggal_mulai))) BETWEEN 1960 AND 2100
                    THEN coalesce(k.tahun, extract(year FROM coalesce(k.tanggal_selesai,
                        k.tanggal_mulai)))::int END AS tahun,
                CASE WHEN k.jp BETWEEN 0 AND 99999 THEN round(k.jp, 2) END AS jp,
                CASE j.satuan WHEN 'HARI' THEN j.jp_nasional
                    * (k.tanggal_selesai - k.tanggal_mulai + 1) END AS jp_hitung
            FROM pg_temp.impor_kerja k
            LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s
            LEFT JOIN (
                SELECT DISTINCT ON (kode_siasn) kode_siasn, id, satuan, jp_nasional
                FROM pegawai_jenispelatihan WHERE kode_siasn <> '' AND mulai <= %(hari_ini)s
                ORDER BY kode_siasn, mulai DESC, id
            ) j ON j.kode_siasn = ltrim(k.jenis_siasn, '0')
            OFFSET 0
        ) v
        LEFT JOIN pegawai_riwayatpelatihan l ON v.nomor_sertifikat <> ''
            AND l.pegawai_id = v.pegawai_id AND l.nomor_sertifikat = v.nomor_sertifikat
            AND l.penyelenggara = v.penyelenggara
        LEFT JOIN LATERAL (
            SELECT min(r.id) AS id FROM pegawai_riwayatpelatihan r
            WHERE v.nomor_sertifikat = '' AND r.nomor_sertifikat = '' AND r.nama = v.nama
            AND r.pegawai_id = v.pegawai_id AND r.penyelenggara = v.penyelenggara
            AND r.tanggal_mulai IS NOT DISTINCT FROM v.tanggal_mulai AND r.tahun = v.tahun
        ) t ON true"""
    )


ATURAN = (
    *ATURAN_NIP,
    NIP_DI_LUAR,
    tahun_terkunci("pelatihan"),
    Aturan("nama_kosong", "nama_kursus", "k.nama_kursus IS NULL", "Nama pelatihan kosong."),
    Aturan(
        "sertifikat_ganda",
        "nomor_sertifikat",
        "n.ganda",
        "Sertifikat ini ada pada lebih dari satu baris untuk orang yang sama.",
    ),
    Aturan(
        "tahun_tidak_sah",
        "tahun",
        "n.tahun IS NULL",
        "Tahun pelatihan kosong atau tidak mungkin.",
    ),
    Aturan(
        "jp_tidak_sah",
        "jp",
        "n.jp IS NULL AND (k.jp IS NOT NULL OR k.jp_teks IS NULL)",
        "Jumlah jam (JP) kosong atau di luar 0–99.999.",
    ),
    Aturan(
        "tanggal_terbalik",
        "tanggal_selesai",
        "n.tanggal_selesai < n.tanggal_mulai",
        "Tanggal selesai mendahului tanggal mulai.",
        galat=False,
    ),
    Aturan(
        "jenis_diklat_tidak_dikenal",
        "jenis_siasn",
        "k.jenis_siasn IS NOT NULL AND n.jenis_id IS NULL",
        "Jenis diklat {isi} tidak ada dalam rujukan.",
        galat=False,
        isian={"isi": "left(k.jenis_siasn, 20)"},
    ),
    Aturan(
        "jp_beda_konversi",
        "jp",
        "n.jp <> n.jp_hitung AND n.tanggal_selesai >= n.tanggal_mulai",
        "JP tercatat {jp}, menurut konversi {hitung}. JP tercatat yang dipakai.",
        galat=False,
        isian={"jp": "trim_scale(n.jp)", "hitung": "trim_scale(n.jp_hitung)"},
    ),
)

PELATIHAN = JenisImpor(
    kode="pelatihan",
    nama="Riwayat pelatihan",
    keterangan="Kursus dan diklat dengan sertifikat dan jumlah JP.",
    model=RiwayatPelatihan,
    kolom=KOLOM,
    dikenal=DIKENAL,
    kunci_kosong=("nip", "nama_kursus"),
    bidang=(
        "instansi_id", "pegawai_id", "nama", "jenis_id", "penyelenggara", "nomor_sertifikat",
        "tanggal_mulai", "tanggal_selesai", "tahun", "jp",
    ),
    siapkan=siapkan,
    aturan=ATURAN,
    konflik=("pegawai_id", "nomor_sertifikat", "penyelenggara"),
    konflik_syarat="WHERE NOT nomor_sertifikat = ''",
    konflik_id=True,
    pembeda=("nama", "tahun", "tanggal_mulai"),
)  # fmt: skip
