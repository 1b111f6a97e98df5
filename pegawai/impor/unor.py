"""Kind ``unor``: the tree of units (HierarkiUnor of SIASN). It never deletes a unit."""

from __future__ import annotations

from pegawai import pohon
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.mesin import terapkan_bawaan
from pegawai.impor.olahan import Olahan
from pegawai.models import TemuanUnit, UnitOrganisasi

KOLOM = (
    Kolom("siasn_id", ("ID", "ID UNOR", "UNOR ID"), "kode", wajib=True, panjang=36),
    Kolom("nama", ("NAMA UNOR", "NAMAUNOR", "NAMA", "UNOR NAMA"), wajib=True, panjang=200),
    Kolom("atasan", ("ID ATASAN", "DIATASANID", "DIATASAN ID", "ATASAN ID"), "kode", wajib=True),
)
DIKENAL = (
    "INSTANSIID", "INSTANSI ID", "ESELONID", "ESELON ID", "NAMAJABATAN", "NAMA JABATAN",
    "CEPATKODE", "CEPAT KODE", "INDUKUNORID", "INDUK UNOR ID", "PEMIMPINPNSID",
    "PEMIMPIN PNS ID", "JENISUNORID", "JENIS UNOR ID", "NAMA ATASAN",
)  # fmt: skip


def _rapi(x: str) -> str:
    return f"upper(replace({x}, '-', ''))"


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: the units; ``induk_id`` of a parent that is new itself follows on apply.

    A merged unit stays as it is, and stands for its target where it is a parent. What was moved,
    renamed or closed here stays so while the file still says what held before.
    """
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        WITH RECURSIVE satu AS (
            SELECT {_rapi("siasn_id")} AS kunci, max({_rapi("atasan")}) AS atasan
            FROM pg_temp.impor_kerja WHERE siasn_id IS NOT NULL GROUP BY 1
        ), turun AS (
            SELECT s.kunci FROM satu s LEFT JOIN satu a ON a.kunci = s.atasan
            WHERE a.kunci IS NULL
            UNION SELECT s.kunci FROM satu s JOIN turun t ON s.atasan = t.kunci
        ), ada AS (
            SELECT {_rapi("siasn_id")} AS kunci, min(id) AS id,
                min(coalesce(digabung_ke_id, id)) AS tujuan FROM pegawai_unitorganisasi
            WHERE instansi_id = %(instansi)s AND siasn_id <> '' GROUP BY 1
        )
        SELECT k.lembar, k.nomor, {_rapi("k.siasn_id")} AS kunci,
            CASE WHEN r.tetap OR r.nama_lama THEN u.nama ELSE left(coalesce(k.nama, ''), 200) END
                AS nama,
            NULL::bigint AS pegawai_id, u.id AS objek_id, %(instansi)s::bigint AS instansi_id,
            coalesce(u.siasn_id, left(k.siasn_id, 36)) AS siasn_id,
            CASE WHEN r.tetap OR r.tutup THEN u.aktif ELSE true END AS aktif,
            {_rapi("k.atasan")} AS atasan,
            CASE WHEN r.tetap OR r.induk_lama OR a.tujuan = u.id THEN u.induk_id
                WHEN k.atasan IS NOT NULL THEN a.tujuan END AS induk_id,
            CASE WHEN a.id IS NULL AND NOT r.tetap THEN s.kunci END AS induk_baru,
            r.tetap AS digabung, r.tutup AND NOT u.aktif AS tutup, g.nama AS tujuan,
            NOT r.tetap AND (r.nama_lama OR r.induk_lama) AS milik_kita,
            count(*) OVER (PARTITION BY {_rapi("k.siasn_id")}) > 1 AS ganda,
            k.atasan IS NOT NULL AND s.kunci IS NULL AND a.id IS NULL AS yatim,
            k.siasn_id IS NOT NULL AND t.kunci IS NULL AS melingkar
        FROM pg_temp.impor_kerja k
        LEFT JOIN turun t ON t.kunci = {_rapi("k.siasn_id")}
        LEFT JOIN satu s ON s.kunci = {_rapi("k.atasan")}
        LEFT JOIN ada a ON a.kunci = {_rapi("k.atasan")}
        LEFT JOIN ada i ON i.kunci = {_rapi("k.siasn_id")}
        LEFT JOIN pegawai_unitorganisasi u ON u.id = i.id
        LEFT JOIN pegawai_unitorganisasi g ON g.id = u.digabung_ke_id
        CROSS JOIN LATERAL (
            SELECT g.id IS NOT NULL AS tetap,
                coalesce(bool_or(p.jenis = 'TUTUP'), false) AS tutup,
                coalesce(bool_or(p.jenis = 'NAMA' AND u.nama <> k.nama
                    AND upper(p.sebelum ->> 'nama') = upper(k.nama)), false) AS nama_lama,
                coalesce(bool_or(p.jenis = 'PINDAH' AND (k.atasan IS NULL OR a.id IS NOT NULL)
                    AND u.induk_id IS DISTINCT FROM a.tujuan
                    AND ((p.sebelum ->> 'induk_id')::bigint IS NOT DISTINCT FROM a.tujuan
                        OR (p.sebelum ->> 'induk_id')::bigint = a.id)), false) AS induk_lama
            FROM pegawai_perubahanunit p WHERE p.unit_id = u.id AND p.status = 'BERLAKU'
        ) r"""
    )


def terapkan(olahan: Olahan) -> None:
    """Units first, then their parents, since a parent may be new itself."""
    terapkan_bawaan(olahan)
    olahan.jalankan(
        "UPDATE pegawai_unitorganisasi u SET induk_id = a.objek_id "
        "FROM pg_temp.impor_nilai n "
        "JOIN pg_temp.impor_hasil h USING (lembar, nomor) "
        "JOIN pg_temp.impor_nilai a ON a.kunci = n.induk_baru AND a.objek_id IS NOT NULL "
        "WHERE h.hasil <> 'GALAT' AND u.id = n.objek_id "
        "AND u.induk_id IS DISTINCT FROM a.objek_id"
    )


def sesudah(olahan: Olahan) -> None:
    """The derived columns of the tree follow. Raises ValidationError for a ring."""
    pohon.susun_pohon(olahan.kursor, olahan.berkas.instansi_id)


ATURAN = (
    Aturan("id_kosong", "siasn_id", "k.siasn_id IS NULL", "ID unit kosong."),
    Aturan("nama_kosong", "nama", "k.nama IS NULL", "Nama unit kosong."),
    Aturan(
        "id_ganda",
        "siasn_id",
        "k.siasn_id IS NOT NULL AND n.ganda",
        "ID unit ini ada pada lebih dari satu baris.",
    ),
    Aturan(
        "unor_melingkar",
        "atasan",
        "n.melingkar",
        "Rantai atasan unit ini melingkar: ia menjadi atasan dari atasannya sendiri.",
    ),
    Aturan(
        "atasan_tidak_dikenal",
        "atasan",
        "n.yatim",
        "Unit atasan ini tidak ada dalam berkas maupun data. Unit dicatat tanpa atasan.",
        galat=False,
    ),
    Aturan(
        "unit_digabung",
        "siasn_id",
        "n.digabung",
        "Unit ini sudah digabung ke “{tujuan}” dan tetap tidak aktif. Perbarui di SIASN.",
        galat=False,
        isian={"tujuan": "n.tujuan"},
    ),
    Aturan(
        "unit_ditutup",
        "siasn_id",
        "n.tutup",
        "Unit ini sudah ditutup di sini dan tetap tidak aktif. Perbarui di SIASN.",
        galat=False,
    ),
    Aturan(
        "perubahan_belum_di_siasn",
        "siasn_id",
        "n.milik_kita",
        "Nama atau induk unit ini sudah diubah di sini, dan SIASN belum menyusul. Yang di sini "
        "dipertahankan.",
        galat=False,
    ),
)

UNOR = JenisImpor(
    kode="unor",
    nama="Unit organisasi",
    keterangan="Hierarki unit kerja dari SIASN: ID, NAMA_UNOR, ID_ATASAN.",
    izin="pegawai.add_pegawai",
    model=UnitOrganisasi,
    kolom=KOLOM,
    dikenal=DIKENAL,
    kunci_kosong=("siasn_id", "nama"),
    bidang=("instansi_id", "siasn_id", "nama", "induk_id", "aktif"),
    siapkan=siapkan,
    aturan=ATURAN,
    konflik=("instansi_id", "siasn_id"),
    konflik_syarat="WHERE NOT siasn_id = ''",
    terapkan=terapkan,
    sesudah=sesudah,
    kunci=pohon.kunci,
    ikut_terhapus=(TemuanUnit,),
)
