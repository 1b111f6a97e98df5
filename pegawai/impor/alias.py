"""Names of jobs against the reference: by alias, as written, by the rule of old names.

``impor_jabatan`` holds each distinct name of a file once (``kunci``, ``jenis``, ``nama`` and its
``lain`` as ``bakukan`` writes them, ``jenjang``); here it gets ``jabatan_id`` and ``cara``.
"""

from __future__ import annotations

from pegawai.impor.olahan import Olahan

ALIAS, ADA, LAMA, ATURAN = range(1, 5)
NAMA_TERBANYAK = 200
"""Unknown names that a file keeps for the preview, the most frequent first."""


def sql_bakukan(teks: str) -> str:
    """SQL twin of ``pegawai.jenjang.bakukan``; one test holds the two together."""
    return f"btrim(regexp_replace(upper({teks}), '[^A-Z0-9]+', ' ', 'g'))"


def padankan(olahan: Olahan) -> None:
    """Find the job of each name. Two statements.

    What a person said comes first, the own Instansi before all; then the name as it is written;
    then what the rule found before, and what it finds now. Of jobs with one name that of the tier
    of the row is taken. A likeness is only ever offered, see ``pegawai.alias``.
    """
    olahan.jalankan("ALTER TABLE pg_temp.impor_jabatan ADD jabatan_id bigint, ADD cara int")
    olahan.jalankan(
        f"""WITH rujukan AS MATERIALIZED (
            SELECT id, jenjang, {sql_bakukan("nama")} AS nama FROM pegawai_jabatan WHERE aktif
        ), calon AS (
            SELECT t.kunci, a.jabatan_id, 0 AS letak,
                CASE WHEN a.sumber = 'PENGGUNA' THEN {ALIAS} ELSE {LAMA} END AS cara,
                (a.instansi_id IS NULL)::int * 2 + (a.jenis = '')::int AS umum
            FROM pg_temp.impor_jabatan t
            JOIN pegawai_aliasjabatan a ON a.nama_asal = t.nama AND a.jenis IN ('', t.jenis)
                AND (a.instansi_id IS NULL OR a.instansi_id = %(instansi)s)
            UNION ALL
            SELECT t.kunci, r.id, 0, {ADA}, 0
            FROM pg_temp.impor_jabatan t JOIN rujukan r ON r.nama = t.nama
            UNION ALL
            SELECT t.kunci, r.id, l.letak, {ATURAN}, 0
            FROM pg_temp.impor_jabatan t
            CROSS JOIN LATERAL unnest(string_to_array(t.lain, '|'))
                WITH ORDINALITY AS l(nama, letak)
            JOIN rujukan r ON r.nama = l.nama
        )
        UPDATE pg_temp.impor_jabatan t SET jabatan_id = c.jabatan_id, cara = c.cara
        FROM (
            SELECT DISTINCT ON (c.kunci) c.kunci, c.jabatan_id, c.cara
            FROM calon c
            JOIN rujukan r ON r.id = c.jabatan_id
            JOIN pg_temp.impor_jabatan s ON s.kunci = c.kunci
            WHERE s.nama <> ''
            ORDER BY c.kunci, c.cara, c.umum, c.letak, r.jenjang <> s.jenjang, r.id
        ) c WHERE c.kunci = t.kunci"""
    )


def nama_asing(olahan: Olahan, kunci: str) -> list[list]:
    """[name, kind of job, number of rows] of the jobs that the reference does not know."""
    return [
        list(satu)
        for satu in olahan.baris(
            f"""SELECT min(k.nama_jabatan), t.jenis, count(*)
            FROM pg_temp.impor_nilai n
            JOIN pg_temp.impor_kerja k USING (lembar, nomor)
            JOIN pg_temp.impor_jabatan t ON t.kunci = {kunci}
            WHERE n.jabatan_id IS NULL AND t.nama <> ''
            AND (SELECT EXISTS (SELECT FROM pegawai_jabatan))
            GROUP BY t.nama, t.jenis ORDER BY 3 DESC, 1, 2 LIMIT {NAMA_TERBANYAK}"""
        )
    ]


def ingat_aturan(olahan: Olahan, kunci: str) -> None:
    """Note what the rule made of old names, where it shows and can be mended."""
    olahan.jalankan(
        f"""INSERT INTO pegawai_aliasjabatan
            (nama_asal, jenis, jabatan_id, sumber, waktu)
        SELECT DISTINCT left(t.nama, 200), t.jenis, t.jabatan_id, 'ATURAN', %(sekarang)s
        FROM pg_temp.impor_nilai n
        JOIN pg_temp.impor_kerja k USING (lembar, nomor)
        JOIN pg_temp.impor_jabatan t ON t.kunci = {kunci}
        WHERE (SELECT EXISTS (SELECT FROM pg_temp.impor_jabatan WHERE cara = {ATURAN}))
        AND t.cara = {ATURAN} AND n.jabatan_id = t.jabatan_id
        ON CONFLICT DO NOTHING"""
    )
