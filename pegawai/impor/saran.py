"""Nearest known name for an unknown one, so that a warning can say what to write instead."""

from __future__ import annotations

import json

from pegawai.impor.olahan import Olahan
from pegawai.jenjang import JENJANG_PER_JENIS

MIRIP = 0.4
"""Trigram similarity from which on a name is suggested; below it, a wrong one is likelier."""
_TERBANYAK = 100
"""Distinct unknown names that get a suggestion; a file with more has another trouble."""


def siapkan(olahan: Olahan, *, kunci_jabatan: str) -> None:
    """impor_saran: for unknown units and jobs, what to do. At most four statements.

    ``kunci_jabatan`` is the SQL key of impor_jabatan, which knows the kind of each job.
    """
    olahan.jalankan("DROP TABLE IF EXISTS pg_temp.impor_saran")
    olahan.jalankan(
        "CREATE TEMP TABLE impor_saran (macam text, kunci text, saran text, "
        "PRIMARY KEY (macam, kunci)) ON COMMIT DROP"
    )
    if olahan.ada("unor_nama"):
        _saran_unit(olahan)
    if olahan.ada("nama_jabatan"):
        _saran_jabatan(olahan, kunci_jabatan)


def saran(macam: str, kunci: str, bawaan: str) -> str:
    """SQL of the sentence for one row; ``bawaan`` where no known name is near."""
    return (
        "coalesce((SELECT s.saran FROM pg_temp.impor_saran s "
        f"WHERE s.macam = '{macam}' AND s.kunci = {kunci}), '{bawaan}')"
    )


def _asing(kolom: str, syarat: str, kunci: str) -> str:
    return (
        f"(SELECT {kunci} AS kunci FROM pg_temp.impor_nilai n "
        f"JOIN pg_temp.impor_kerja k USING (lembar, nomor) WHERE {syarat} "
        f"AND k.{kolom} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {_TERBANYAK}) a"
    )


def _saran_unit(olahan: Olahan) -> None:
    """A name that several units bear cannot say which; else the likeliest, with its id."""
    dengan_id = (
        "CASE WHEN u.siasn_id = '' THEN 'kosongkan UNOR ID dan tulis nama itu.' "
        "ELSE concat('isi UNOR ID dengan ', u.siasn_id, '.') END"
    )
    cara = dengan_id if olahan.ada("unor_id") else "'tulis nama itu.'"
    olahan.jalankan(
        "INSERT INTO pg_temp.impor_saran SELECT 'unit', a.kunci, CASE WHEN u.sama > 1 "
        "THEN concat('Ada ', u.sama, ' unit bernama itu: isi UNOR ID yang tepat.') "
        f"ELSE concat('Mungkin “', u.nama, '”: ', {cara}) END "
        f"FROM {_asing('unor_nama', 'n.unit_berkas IS NULL', 'lower(k.unor_nama)')} "
        "CROSS JOIN LATERAL (SELECT nama, siasn_id, similarity(lower(nama), a.kunci) AS mirip, "
        "count(*) FILTER (WHERE lower(nama) = a.kunci) OVER () AS sama "
        "FROM pegawai_unitorganisasi WHERE instansi_id = %(instansi)s AND aktif "
        "ORDER BY mirip DESC, id LIMIT 1) u WHERE u.mirip >= %(mirip)s",
        mirip=MIRIP,
    )


def _saran_jabatan(olahan: Olahan, kunci: str) -> None:
    """The likest job of the same kind, as the panel of aliases offers it.

    It comes out of the index of the reference, which has tens of thousands.
    """
    olahan.jalankan(
        "INSERT INTO pg_temp.impor_saran SELECT 'jabatan', a.kunci, "
        "concat('Mungkin “', j.nama, '”.') "
        f"FROM {_asing('nama_jabatan', 'n.jabatan_id IS NULL', kunci)} "
        "JOIN pg_temp.impor_jabatan pj ON pj.kunci = a.kunci CROSS JOIN LATERAL ("
        "SELECT nama FROM pegawai_jabatan "
        "WHERE aktif AND (pj.jenis = '' OR %(jenjang)s::jsonb -> pj.jenis ? jenjang) "
        "ORDER BY nama <-> pj.nama LIMIT 1) j WHERE similarity(j.nama, pj.nama) >= %(mirip)s",
        mirip=MIRIP,
        jenjang=json.dumps(JENJANG_PER_JENIS),
    )
