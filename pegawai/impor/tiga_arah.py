"""Three-way comparison: what SIASN said last, what it says now, what the office keeps.

Only the fields that the office may correct itself are compared so (``PegawaiForm``); all others
are SIASN's. For each field: SIASN says what it said last → ours stays. Ours is still what SIASN
said last → the new value is taken. All three differ → ours stays and somebody is asked. What SIASN
said last is ``Pegawai.dasar_siasn``; it moves with every file that is applied, so that the same
file asks nothing a second time. What it never mentioned counts as empty; for a person who was
never in a file of SIASN the first one is taken as it is.

A list that an office drew up (DUK, nominatif: ``kantor``) is compared in the same way and moves
nothing: it is no word of SIASN. What it asks is asked once; a question that is open, or was
answered by keeping ours, is not put again.
"""

from __future__ import annotations

from collections.abc import Iterable

from pegawai.impor.olahan import Olahan
from pegawai.models import SelisihSiasn

BIDANG: dict[str, tuple[str, ...]] = {
    "gelar_depan": ("gelar_depan",),
    "gelar_belakang": ("gelar_belakang",),
    "nomor_hp": ("nomor_hp",),
    "email": ("email",),
    "alamat": ("alamat",),
    "nama_jabatan": ("jabatan_id", "nama_jabatan", "jenjang", "eselon"),
    "tmt_jabatan": ("tmt_jabatan",),
    "unit_id": ("unit_id",),
    "tingkat_pendidikan": ("tingkat_pendidikan",),
    "pendidikan": ("pendidikan",),
    "tahun_lulus": ("tahun_lulus",),
    "nama_sekolah": ("nama_sekolah",),
}
"""The field that is compared → the fields that are taken or kept with it."""

_BUKAN_TEKS = {"tmt_jabatan", "unit_id", "tahun_lulus"}
_PEMIMPIN = {anggota: bidang for bidang, daftar in BIDANG.items() for anggota in daftar}
_TABEL = f'"{SelisihSiasn._meta.db_table}"'


def kolom_kita() -> str:
    """SQL of our values beside those of the file, for the inner SELECT of the kind."""
    kita = ", ".join(f"p.{anggota} AS {anggota}_kita" for anggota in _PEMIMPIN)
    return (
        f"{kita}, coalesce(p.dasar_siasn, '{{}}') AS dasar_lama, "
        "coalesce(p.data_siasn <> '{}' OR p.dasar_siasn <> '{}', false) AS pernah"
    )


def putusan(disebut: Iterable[str], *, kantor: bool) -> str:
    """SQL of one column a field over ``v``: S takes the file's, K keeps ours, T keeps and asks."""
    return ", ".join(f"({_putusan(bidang, kantor)}) AS {bidang}_putusan" for bidang in disebut)


def _putusan(bidang: str, kantor: bool) -> str:
    dasar = f"coalesce(v.dasar_lama -> '{bidang}', 'null')"
    return (
        "CASE WHEN v.objek_id IS NULL OR v.instansi_lama <> v.instansi_id OR NOT v.pernah "
        f"OR v.{bidang} IS NOT DISTINCT FROM v.{bidang}_kita "
        f"OR {dasar} = {_json(bidang, f'v.{bidang}_kita')} THEN 'S' "
        f"WHEN {dasar} = {_json(bidang, f'v.{bidang}')}{_sudah_ditanya(bidang) if kantor else ''} "
        "THEN 'K' ELSE 'T' END"
    )


def _sudah_ditanya(bidang: str) -> str:
    return (
        f" OR EXISTS (SELECT FROM {_TABEL} s WHERE s.pegawai_id = v.objek_id "
        f"AND s.bidang = '{bidang}' AND s.status IN ('BUKA', 'TANYAKAN', 'PERTAHANKAN') "
        f"AND coalesce(s.nilai_siasn ->> '{bidang}', '') = coalesce(v.{bidang}::text, ''))"
    )


def _isi(bidang: str, sql: str) -> str:
    return sql if bidang in _BUKAN_TEKS else f"nullif({sql}, '')"


def _json(bidang: str, sql: str) -> str:
    return f"coalesce(to_jsonb({_isi(bidang, sql)}), 'null')"


def nilai(nama: str, disebut: Iterable[str]) -> str:
    """SQL of the value that a field gets, over ``w`` (``v`` with the decisions)."""
    bidang = _PEMIMPIN.get(nama)
    if bidang not in set(disebut):
        return f"w.{nama}"
    return f"CASE w.{bidang}_putusan WHEN 'S' THEN w.{nama} ELSE w.{nama}_kita END AS {nama}"


def dasar(disebut: Iterable[str], *, kantor: bool) -> str:
    """SQL of what SIASN said last, after this file."""
    if kantor:
        return "w.dasar_lama"
    isi = ", ".join(f"'{bidang}', {_isi(bidang, f'w.{bidang}')}" for bidang in disebut)
    return f"jsonb_strip_nulls(w.dasar_lama || jsonb_build_object({isi}))"


def tanya(disebut: list[str]) -> str:
    """SQL of {field: {dasar, siasn, kita}} for what is asked; NULL when nothing is."""
    if not disebut:
        return "NULL::jsonb"
    ada = ", ".join(f"w.{bidang}_putusan" for bidang in disebut)
    isi = " || ".join(
        f"CASE WHEN w.{b}_putusan = 'T' THEN jsonb_build_object('{b}', jsonb_build_object("
        f"'dasar', jsonb_build_object('{b}', w.dasar_lama -> '{b}'), "
        f"'siasn', jsonb_build_object({_anggota(b, '')}), "
        f"'kita', jsonb_build_object({_anggota(b, '_kita')}))) ELSE '{{}}' END"
        for b in disebut
    )
    return f"CASE WHEN 'T' IN ({ada}) THEN {isi} END"


def _anggota(bidang: str, akhiran: str) -> str:
    return ", ".join(f"'{satu}', w.{satu}{akhiran}" for satu in BIDANG[bidang])


def simpan_selisih(olahan: Olahan) -> None:
    """Open what the file asks; close what an earlier file asked and this one has overtaken.

    Runs after the record is written. A question is overtaken when the file asks it anew with
    another value, or when the record now says what the file says.
    """
    ditanya = (
        "SELECT n.objek_id, t.key AS bidang, t.value AS isi FROM pg_temp.impor_nilai n "
        "JOIN pg_temp.impor_hasil h USING (lembar, nomor), jsonb_each(n.tanya) t "
        "WHERE h.hasil = 'BERUBAH'"
    )
    olahan.jalankan(
        f"UPDATE {_TABEL} s SET status_lama = s.status, status = 'DITUTUP', "
        "berkas_tutup_id = %(berkas)s "
        f"FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor) "
        "WHERE s.pegawai_id = n.objek_id AND h.hasil = 'BERUBAH' "
        "AND s.status IN ('BUKA', 'TANYAKAN') AND (n.tanya ? s.bidang OR "
        "coalesce(n.dasar_siasn ->> s.bidang, '') = coalesce(to_jsonb(n) ->> s.bidang, ''))"
    )
    olahan.jalankan(
        f"INSERT INTO {_TABEL} (instansi_id, pegawai_id, bidang, nilai_dasar, nilai_siasn, "
        "nilai_kita, status, status_lama, alasan, berkas_id, dibuka) "
        "SELECT %(instansi)s, t.objek_id, t.bidang, t.isi -> 'dasar', t.isi -> 'siasn', "
        f"t.isi -> 'kita', 'BUKA', '', '', %(berkas)s, %(sekarang)s FROM ({ditanya}) t"
    )


def pulihkan_selisih(olahan: Olahan) -> None:
    """The questions as they were before the file was applied."""
    olahan.jalankan(f"DELETE FROM {_TABEL} WHERE berkas_id = %(berkas)s")
    olahan.jalankan(
        f"UPDATE {_TABEL} SET status = status_lama, status_lama = '', berkas_tutup_id = NULL "
        "WHERE berkas_tutup_id = %(berkas)s"
    )
