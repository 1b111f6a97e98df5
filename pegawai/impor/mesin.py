"""The engine: cells → staging → rules and differences → BarisImpor → record, and back.

Everything is SQL over whole columns; the number of statements does not depend on the rows. The
temporary tables live until the end of the transaction.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models

from pegawai.impor.baca import BUKAN_ISI, LEMBAR_CSV, Lembar
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.olahan import Olahan
from pegawai.models import BarisImpor, CitraImpor
from pegawai.tanggal import FUNGSI_SQL, HARI_KOSONG, KOSONG, sql_baca

SEL_GALAT = (
    "#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#rumus!",
)  # fmt: skip
KATA_KOSONG = ("null", "none", "-", "--", "---", *SEL_GALAT)
_ANGKA = "^[+-]?[0-9]{1,15}([.,][0-9]+)?([eE][+-]?[0-9]{1,2})? *%%?$"
_ANGKA_RIBUAN = "^[+-]?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)? *%%?$"
_NIP_GABUNGAN = "([0-9][0-9 .]{7,}[0-9])[^0-9A-Za-z]*$"
POTONG = 100  # rows of one piece: about what the socket to the server holds
LAPOR = 2_000  # rows between two reports of progress
BATAS_DAFTAR = 10


def kutip(teks: str) -> str:
    """``teks`` as a literal of a statement with parameters."""
    return "'" + teks.replace("'", "''").replace("%", "%%") + "'"


def _larik(isi: Iterable[object]) -> str:
    return "ARRAY[" + ",".join(kutip(str(satu)) for satu in isi) + "]"


_KATA_KOSONG = _larik(KATA_KOSONG)


def tabel(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


# --- Cells into staging -----------------------------------------------------------------------


def siapkan_penampung(olahan: Olahan, lebar: int) -> None:
    """The functions and the raw table."""
    for nama in ("impor_mentah", "impor_kerja", "impor_nilai", "impor_hasil"):
        olahan.kursor.execute(f"DROP TABLE IF EXISTS pg_temp.{nama}")
    olahan.kursor.execute(FUNGSI_SQL)
    kolom = "".join(f", c{n} text" for n in range(lebar))
    olahan.kursor.execute(
        "CREATE TEMP TABLE impor_mentah (baris_id bigint, lembar int, nomor int"
        f"{kolom}) ON COMMIT DROP"
    )


def salin(olahan: Olahan, daftar: list[Lembar], lapor: Callable[[int], None]) -> None:
    """COPY the rows, all text. A number in a NIP column is written so that it shows."""
    aliran = _Aliran(_potongan(olahan, daftar, lapor))
    kolom = "".join(f", c{n}" for n in range(olahan.lebar))
    try:
        olahan.kursor.copy_expert(
            f"COPY pg_temp.impor_mentah (lembar, nomor{kolom}) FROM STDIN "
            "WITH (FORMAT csv, NULL '\\N')",
            aliran,
        )
    except DatabaseError:
        if aliran.salah is not None:  # the driver knows only that reading failed, not why
            raise aliran.salah from None
        raise


class _Aliran:
    """What COPY reads from: each ``read`` makes the next piece while the server takes the last."""

    def __init__(self, potongan: Iterator[str]) -> None:
        self._potongan = potongan
        self.salah: Exception | None = None

    def read(self, _ukuran: int = -1) -> bytes:
        try:
            return next(self._potongan, "").encode()
        except Exception as salah:
            self.salah = salah
            raise


def _potongan(olahan: Olahan, daftar: list[Lembar], lapor: Callable[[int], None]) -> Iterator[str]:
    lebar = olahan.lebar
    for urutan, lembar in enumerate(daftar):
        nip = [
            lembar.peta[k.nama]
            for k in olahan.jenis.kolom
            if k.macam == "nip" and k.nama in lembar.peta
        ]
        sudah = 0
        while potong := list(islice(lembar.baris, POTONG)):
            for _, sel in potong:
                for n in nip:
                    if n < len(sel) and not isinstance(sel[n], str) and sel[n] is not None:
                        sel[n] = _angka_tampak(sel[n])
            yield _sebagai_csv(
                [[urutan, nomor, *sel[:lebar], *[""] * (lebar - len(sel))] for nomor, sel in potong]
            )
            sudah += len(potong)
            if sudah >= LAPOR or len(potong) < POTONG:
                lapor(sudah)
                sudah = 0


def _sebagai_csv(isi: list[list[Any]]) -> str:
    """The rows as csv, with plain spaces for NBSP, tabs and breaks inside cells, without NUL."""
    wadah = io.StringIO()
    csv.writer(wadah).writerows(isi)
    teks = wadah.getvalue()
    if teks.count("\n") + teks.count("\r") > 2 * len(isi):
        wadah = io.StringIO()
        csv.writer(wadah).writerows(
            [" ".join(sel.split()) if isinstance(sel, str) else sel for sel in baris]
            for baris in isi
        )
        teks = wadah.getvalue()
    return teks.replace("\x00", "").replace("\u00a0", " ").replace("\t", " ")


def _angka_tampak(sel: Any) -> str:
    return repr(float(sel)) if isinstance(sel, int | float) else str(sel)


def salin_kembali(olahan: Olahan) -> None:
    """The raw table again, from the stored rows."""
    kolom = "".join(f", mentah[{n + 1}]" for n in range(olahan.lebar))
    olahan.jalankan(
        f"INSERT INTO pg_temp.impor_mentah SELECT id, lembar, nomor{kolom} "
        f"FROM {tabel(BarisImpor)} WHERE berkas_id = %(berkas)s"
    )


def hitung_statistik(olahan: Olahan, *penampung: str) -> None:
    """Tell the planner how large the staging tables are.

    Nobody else does: autovacuum does not see temporary tables, and a guess of one row makes a
    join of two large ones take for ever.
    """
    daftar = ", ".join(f"pg_temp.{satu} (lembar, nomor)" for satu in penampung)
    olahan.kursor.execute(f"ANALYZE {daftar}")


def bersihkan(olahan: Olahan) -> None:
    """impor_kerja: one clean column for each Kolom; see the docstring of ``jenis``."""
    tahap1, tahap2, tahap3, galat = [], [], [], []
    ada_galat = any(lembar["sel_galat"] for lembar in olahan.susunan)
    for kolom in olahan.jenis.kolom:
        x = kolom.nama
        sel = _sel(olahan, kolom)
        tahap1.append(f"NULL::text AS {x}" if sel is None else f"btrim({sel}) AS {x}")
        if sel is not None and ada_galat:
            galat.append(
                f"CASE WHEN left({x}, 1) = '#' AND lower({x}) = ANY ({_larik(SEL_GALAT)}) "
                f"THEN {olahan.judul(x)} END"
            )
        dua, tiga = _MACAM[kolom.macam](x)
        tahap2.append(dua)
        tahap3.append(tiga)
    galat_sql = f"array_remove(ARRAY[{', '.join(galat)}]::text[], NULL)"
    olahan.jalankan(
        "CREATE TEMP TABLE impor_kerja ON COMMIT DROP AS "
        f"SELECT lembar, nomor, sel_galat, {', '.join(tahap3)} FROM ("
        f"SELECT lembar, nomor, {galat_sql} AS sel_galat, {', '.join(tahap2)} FROM ("
        f"SELECT lembar, nomor, {', '.join(tahap1)} FROM pg_temp.impor_mentah n OFFSET 0"
        ") n OFFSET 0) n"
    )
    hitung_statistik(olahan, "impor_mentah", "impor_kerja")


def _sel(olahan: Olahan, kolom: Kolom) -> str | None:
    letak = [satu["peta"].get(kolom.nama) for satu in olahan.susunan]
    if all(n is None for n in letak):
        return None
    sel = [
        None if n is None else _dari_gabungan(f"c{n}", kolom, satu.get("gabungan") == n)
        for satu, n in zip(olahan.susunan, letak, strict=True)
    ]
    if len(sel) == 1:
        return sel[0]
    kasus = " ".join(f"WHEN {u} THEN {isi}" for u, isi in enumerate(sel) if isi is not None)
    return f"CASE lembar {kasus} END"


def _dari_gabungan(sel: str, kolom: Kolom, gabungan: bool) -> str:
    """The NIP at the end of a cell that holds name and NIP, or the name before it."""
    if not gabungan:
        return sel
    if kolom.macam == "nip":
        return f"(regexp_match({sel}, '{_NIP_GABUNGAN}'))[1]"
    return f"regexp_replace({sel}, '[[:space:]/,]*(NIP[ .:]*)?{_NIP_GABUNGAN}', '')"


def _isi(x: str) -> str:
    """NULL for the words that mean nothing, else the text without the leading apostrophe."""
    return (
        f"CASE WHEN {x} = '' THEN NULL "
        f"WHEN left({x}, 1) IN ('-', '#', 'n', 'N', '''', '`') THEN CASE "
        f"WHEN lower({x}) = ANY ({_KATA_KOSONG}) THEN NULL "
        f"ELSE nullif(regexp_replace(ltrim({x}, '''`'), ' +', ' ', 'g'), '') END "
        f"WHEN strpos({x}, '  ') > 0 THEN regexp_replace({x}, ' +', ' ', 'g') ELSE {x} END"
    )


def _teks(x: str) -> tuple[str, str]:
    return f"{_isi(x)} AS {x}", x


def _kode(x: str) -> tuple[str, str]:
    """A code: also without the ``.0`` of a number cell; ``0`` is nothing."""
    return f"{_isi(x)} AS {x}", (
        f"CASE WHEN right({x}, 2) = '.0' THEN nullif(left({x}, -2), '0') "
        f"WHEN {x} <> '0' THEN {x} END AS {x}"
    )


def _nip(x: str) -> tuple[str, str]:
    """``x_sah`` says 18 digits, ``x_lahir`` is the birth date in them."""
    return (
        f"nullif(regexp_replace({_isi(x)}, '[-[:space:].''`’‘]', '', 'g'), '') AS {x}, "
        f"{x} AS {x}_mentah",
        f"{x}, {x}_mentah, {x} ~ '^[0-9]{{18}}$' AS {x}_sah, "
        f"CASE WHEN {x} ~ '^[0-9]{{18}}$' THEN pg_temp.hari_ada(left({x}, 4)::int, "
        f"substr({x}, 5, 2)::int, substr({x}, 7, 2)::int) END AS {x}_lahir",
    )


def _tanggal(x: str) -> tuple[str, str]:
    hari_kosong = f"ANY ({_larik(HARI_KOSONG)}::date[])"
    biasa = f"{x} > '{max(HARI_KOSONG)}'"
    return (
        f"{x} AS {x}_teks, {sql_baca(x)} AS {x}",
        f"CASE WHEN {biasa} THEN {x} WHEN {x} <> {hari_kosong.replace('ANY', 'ALL')} THEN {x} END "
        f"AS {x}, CASE WHEN {x}_teks = '' THEN NULL WHEN {biasa} THEN {x}_teks "
        f"WHEN {x} = {hari_kosong} OR lower({x}_teks) = ANY ({_larik(KOSONG)}) THEN NULL "
        f"ELSE {x}_teks END AS {x}_teks",
    )


def _angka(x: str) -> tuple[str, str]:
    """A number with decimal comma or point, points between thousands, or ``%``."""
    return (
        f"{_isi(x)} AS {x}",
        f"{x} AS {x}_teks, CASE "
        f"WHEN {x} ~ '{_ANGKA_RIBUAN}' AND ({x} LIKE '%%,%%' OR {x} ~ '[.].*[.]') "
        f"THEN replace(replace(rtrim({x}, ' %%'), '.', ''), ',', '.')::numeric "
        f"WHEN {x} ~ '{_ANGKA}' THEN replace(rtrim({x}, ' %%'), ',', '.')::numeric END AS {x}",
    )


_MACAM: dict[str, Callable[[str], tuple[str, str]]] = {
    "teks": _teks,
    "kode": _kode,
    "nip": _nip,
    "tanggal": _tanggal,
    "angka": _angka,
}


# --- Rules and differences --------------------------------------------------------------------


def semua_aturan(jenis: JenisImpor) -> list[Aturan]:
    """The rules of a kind, and those that follow from its columns."""
    hasil = list(jenis.aturan)
    for kolom in jenis.kolom:
        x = kolom.nama
        if kolom.macam == "tanggal":
            hasil.append(
                Aturan(
                    "tanggal_tidak_sah",
                    x,
                    f"k.{x} IS NULL AND k.{x}_teks IS NOT NULL",
                    "Tanggal “{isi}” tidak ada. Tulis hari-bulan-tahun, misalnya 17-07-1985.",
                    isian={"isi": f"left(k.{x}_teks, 40)"},
                )
            )
        elif kolom.macam == "angka":
            hasil.append(
                Aturan(
                    "angka_tidak_sah",
                    x,
                    f"k.{x} IS NULL AND k.{x}_teks IS NOT NULL",
                    "“{isi}” bukan angka. Isi angka saja.",
                    galat=kolom.wajib,
                    isian={"isi": f"left(k.{x}_teks, 40)"},
                )
            )
        if kolom.panjang:
            hasil.append(
                Aturan(
                    "teks_terlalu_panjang",
                    x,
                    f"length(k.{x}) > {kolom.panjang}",
                    f"Isi lebih dari {kolom.panjang} huruf. Hanya bagian depannya yang disimpan.",
                    galat=False,
                )
            )
    return hasil


def _temuan(olahan: Olahan, aturan: Aturan) -> str:
    bagian = re.split(r"\{(\w+)\}", aturan.pesan)
    pesan = ", ".join(
        kutip(teks) if n % 2 == 0 else f"({aturan.isian[teks]})::text"
        for n, teks in enumerate(bagian)
        if teks
    )
    return (
        f"CASE WHEN {aturan.kondisi} THEN jsonb_build_object("
        f"'kolom', {olahan.judul(aturan.kolom)}, 'kode', {kutip(aturan.kode)}, "
        f"'pesan', concat({pesan}), 'galat', {str(aturan.galat).lower()}) END"
    )


_SEL_GALAT_TEMUAN = (
    "CASE WHEN cardinality(k.sel_galat) > 0 THEN jsonb_build_object('kolom', k.sel_galat[1], "
    "'kode', 'sel_galat_excel', 'pesan', concat('Sel berisi galat Excel atau rumus tanpa nilai: ', "
    "array_to_string(k.sel_galat, ', '), '. Isi nilainya, lalu unggah lagi.'), 'galat', false) END"
)


def bandingkan(olahan: Olahan) -> None:
    """impor_hasil: findings, outcome and differences of each row."""
    hitung_statistik(olahan, "impor_nilai")
    jenis = olahan.jenis
    aturan = semua_aturan(jenis)
    galat = [_temuan(olahan, satu) for satu in aturan if satu.galat]
    peringatan = [_temuan(olahan, satu) for satu in aturan if not satu.galat]
    peringatan.append(_SEL_GALAT_TEMUAN)
    banding = [nama for nama in jenis.bidang if nama not in {"data_siasn", jenis.dasar}]
    beda = (
        f"({', '.join(f'l.{b}' for b in banding)}) IS DISTINCT FROM "
        f"({', '.join(f'n.{b}' for b in banding)})"
    )
    perbedaan = _perbedaan(banding)
    if jenis.bidang_mentah:
        pakai = _larik(_judul_dipakai(olahan))
        beda += f" OR (l.data_siasn - {pakai}) IS DISTINCT FROM (n.data_siasn - {pakai})"
        perbedaan += (
            " || coalesce((SELECT jsonb_object_agg(b.key, jsonb_build_array(l.data_siasn ->> b.key,"
            f" b.value)) FROM jsonb_each_text(n.data_siasn - {pakai}) b"
            " WHERE l.data_siasn ->> b.key IS DISTINCT FROM b.value), '{}')"
        )
    if jenis.dasar:
        beda += f" OR l.{jenis.dasar} IS DISTINCT FROM n.{jenis.dasar} OR n.tanya IS NOT NULL"
    olahan.jalankan(
        "CREATE TEMP TABLE impor_hasil ON COMMIT DROP AS "
        "SELECT n.lembar, n.nomor, h.hasil, to_jsonb(g.temuan || p.temuan) AS temuan, "
        "cardinality(p.temuan) > 0 AS peringatan, "
        f"CASE WHEN h.hasil = 'BERUBAH' THEN {perbedaan} ELSE '{{}}' END AS perbedaan, "
        "CASE WHEN h.hasil = 'BERUBAH' THEN to_jsonb(l) END AS sebelum "
        "FROM pg_temp.impor_nilai n JOIN pg_temp.impor_kerja k USING (lembar, nomor) "
        f"LEFT JOIN ({lama(jenis)}) l ON l.id = n.objek_id "
        f"CROSS JOIN LATERAL (SELECT array_remove(ARRAY[{', '.join(galat)}]::jsonb[], NULL) "
        "AS temuan OFFSET 0) g "
        f"CROSS JOIN LATERAL (SELECT array_remove(ARRAY[{', '.join(peringatan)}]::jsonb[], NULL) "
        "AS temuan OFFSET 0) p "
        "CROSS JOIN LATERAL (SELECT CASE WHEN cardinality(g.temuan) > 0 THEN 'GALAT' "
        f"WHEN n.objek_id IS NULL THEN 'BARU' WHEN {beda} THEN 'BERUBAH' ELSE 'TETAP' END "
        "AS hasil OFFSET 0) h"
    )
    hitung_statistik(olahan, "impor_hasil")


def _perbedaan(banding: list[str]) -> str:
    bagian = [
        f"{kutip(b)}, CASE WHEN l.{b} IS DISTINCT FROM n.{b} "
        f"THEN jsonb_build_array(l.{b}, n.{b}) END"
        for b in banding
    ]
    return " || ".join(  # a function takes at most 100 arguments
        f"jsonb_strip_nulls(jsonb_build_object({', '.join(bagian[n : n + 40])}))"
        for n in range(0, len(bagian), 40)
    )


def lama(jenis: JenisImpor) -> str:
    """The SELECT of the current records."""
    return jenis.lama or f"SELECT * FROM {tabel(jenis.model)}"


def _judul_dipakai(olahan: Olahan) -> list[str]:
    return sorted({satu["kolom"][n] for satu in olahan.susunan for n in satu["peta"].values()})


def mentah_sebagai_json(olahan: Olahan) -> str:
    """SQL of all cells of ``m`` (impor_mentah) by header; for a kind with ``bidang_mentah``."""
    kepala = olahan.susunan[0]["kolom"]
    letak = [n for n, judul in enumerate(kepala) if judul not in BUKAN_ISI]
    # Kept cell by cell as they came, but for the apostrophe by which a csv marks text.
    bertanda = olahan.susunan[0]["nama"] == LEMBAR_CSV
    isi = ", ".join(_tanpa_penanda(f"m.c{n}") if bertanda else f"m.c{n}" for n in letak)
    return f"jsonb_object({_larik(kepala[n] for n in letak)}, ARRAY[{isi}])"


def _tanpa_penanda(x: str) -> str:
    """SQL of the cell without the mark that ``buku_kerja.baris_csv`` writes."""
    return f"CASE WHEN {x} ~ '^''( *[-=+@]|[0-9''])' THEN substr({x}, 2) ELSE {x} END"


def simpan_baris(olahan: Olahan) -> None:
    """The checked rows as BarisImpor."""
    mentah = ", ".join(f"coalesce(m.c{n}, '')" for n in range(olahan.lebar))
    olahan.jalankan(
        f"INSERT INTO {tabel(BarisImpor)} (berkas_id, lembar, nomor, kunci, nama, mentah, nilai, "
        "temuan, hasil, perbedaan, tanya, pegawai_id, objek_id) "
        "SELECT %(berkas)s, n.lembar, n.nomor, left(coalesce(n.kunci, ''), 200), "
        f"left(coalesce(n.nama, ''), 250), ARRAY[{mentah}], {_nilai(olahan.jenis)}, "
        f"h.temuan, h.hasil, h.perbedaan, {_tanya(olahan.jenis)}, n.pegawai_id, n.objek_id "
        "FROM pg_temp.impor_hasil h JOIN pg_temp.impor_nilai n USING (lembar, nomor) "
        "JOIN pg_temp.impor_mentah m USING (lembar, nomor) ORDER BY n.lembar, n.nomor"
    )


def pilih_contoh(olahan: Olahan, jumlah: int) -> list[int]:
    """Ids of a random sample of the stored rows that would change something."""
    if not jumlah:
        return []
    return [
        nomor
        for (nomor,) in olahan.baris(
            f"SELECT id FROM {tabel(BarisImpor)} WHERE berkas_id = %(berkas)s "
            "AND hasil IN ('BARU', 'BERUBAH') ORDER BY random() LIMIT %(jumlah)s",
            jumlah=jumlah,
        )
    ]


def _tanya(jenis: JenisImpor) -> str:
    return "coalesce(n.tanya, '{}')" if jenis.dasar else "'{}'::jsonb"


def _nilai(jenis: JenisImpor) -> str:
    bagian = [f"{kutip(b)}, n.{b}" for b in jenis.ringkas or jenis.bidang]
    return " || ".join(
        f"jsonb_build_object({', '.join(bagian[n : n + 45])})" for n in range(0, len(bagian), 45)
    )


def hitung(olahan: Olahan) -> None:
    """The counts, onto the BerkasImpor (not saved)."""
    ((jumlah, baru, berubah, tetap, galat, peringatan),) = olahan.baris(
        "SELECT count(*), count(*) FILTER (WHERE hasil = 'BARU'), "
        "count(*) FILTER (WHERE hasil = 'BERUBAH'), count(*) FILTER (WHERE hasil = 'TETAP'), "
        "count(*) FILTER (WHERE hasil = 'GALAT'), count(*) FILTER (WHERE peringatan) "
        "FROM pg_temp.impor_hasil"
    )
    berkas = olahan.berkas
    berkas.jumlah_baris, berkas.jumlah_baru, berkas.jumlah_berubah = jumlah, baru, berubah
    berkas.jumlah_tetap, berkas.jumlah_galat, berkas.jumlah_peringatan = tetap, galat, peringatan
    if olahan.jenis.hitungan is not None:
        berkas.hitungan = olahan.jenis.hitungan(olahan)
    if olahan.jenis.dasar:
        ((berkas.jumlah_ditanya,),) = olahan.baris(
            "SELECT count(*) FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h "
            "USING (lembar, nomor) WHERE h.hasil = 'BERUBAH' AND n.tanya IS NOT NULL"
        )


# --- Into the record --------------------------------------------------------------------------


def kunci_objek(olahan: Olahan) -> None:
    """Lock the records that the rows mean, so that the difference stays true until the commit."""
    olahan.jalankan(
        f"SELECT id FROM {tabel(olahan.jenis.model)} WHERE id IN "
        "(SELECT objek_id FROM pg_temp.impor_nilai) ORDER BY id FOR UPDATE"
    )


def terapkan_bawaan(olahan: Olahan) -> None:
    """Upsert the fields of the kind; a record that stays the same is not touched.

    Raises ValidationError when a record of the same key came up meanwhile in another Instansi.
    """
    jenis = olahan.jenis
    ada = {b.column for b in jenis.model._meta.concrete_fields}
    kolom = {b: f"n.{b}" for b in jenis.bidang}
    kolom |= jenis.nilai_baru
    dari = "pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor)"
    if jenis.bidang_mentah:  # the cells of a new record go straight from the raw table
        kolom["data_siasn"] = f"coalesce(n.data_siasn, {mentah_sebagai_json(olahan)})"
        dari += " JOIN pg_temp.impor_mentah m USING (lembar, nomor)"
    if "diubah" in ada:
        kolom["diubah"] = "%(sekarang)s"
    kolom |= _bawaan(jenis.model, set(kolom))
    ubah = [b for b in jenis.bidang if b not in jenis.konflik] + (
        ["diubah"] if "diubah" in ada else []
    )
    if jenis.konflik_id:  # the key itself may be absent or change: the id decides
        olahan.jalankan(
            f"UPDATE {tabel(jenis.model)} t SET {', '.join(f'{b} = {kolom[b]}' for b in ubah)} "
            f"FROM {dari} WHERE h.hasil = 'BERUBAH' AND t.id = n.objek_id"
        )
    hasil = "('BARU')" if jenis.konflik_id else "('BARU', 'BERUBAH')"
    sumber = (
        f"SELECT {', '.join(kolom.values())} FROM {dari} WHERE h.hasil IN {hasil} "
        "ORDER BY n.lembar, n.nomor"
    )
    kunci = jenis.konflik
    # Another Instansi may have made the same key since: its row is not ours to change.
    milik = "" if jenis.bersama else "(t.instansi_id = %(instansi)s OR %(semua)s) AND"
    olahan.jalankan(
        f"WITH t AS (INSERT INTO {tabel(jenis.model)} AS t ({', '.join(kolom)}) {sumber} "
        f"ON CONFLICT ({', '.join(kunci)}) {jenis.konflik_syarat} DO UPDATE SET "
        f"{', '.join(f'{b} = excluded.{b}' for b in ubah)} "
        f"WHERE {milik} "
        f"({', '.join(f't.{b}' for b in ubah if b != 'diubah')}) IS DISTINCT FROM "
        f"({', '.join(f'excluded.{b}' for b in ubah if b != 'diubah')}) "
        f"RETURNING id, {', '.join((*kunci, *jenis.pembeda))}) "
        "UPDATE pg_temp.impor_nilai n SET objek_id = t.id FROM t WHERE n.objek_id IS NULL AND "
        + " AND ".join(
            [f"n.{b} = t.{b}" for b in kunci]
            + [f"n.{b} IS NOT DISTINCT FROM t.{b}" for b in jenis.pembeda]
        )
    )
    ((hilang,),) = olahan.baris(
        "SELECT count(*) FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h "
        "USING (lembar, nomor) WHERE h.hasil = 'BARU' AND n.objek_id IS NULL"
    )
    if hilang:
        raise ValidationError("Data berubah saat berkas ini diterapkan. Coba terapkan sekali lagi.")


def _bawaan(model: type[models.Model], sudah: set[str]) -> dict[str, str]:
    """Model defaults of the columns that a new record needs and the file does not give."""
    hasil: dict[str, str] = {}
    for bidang in model._meta.concrete_fields:
        if bidang.column in sudah or bidang.primary_key or bidang.generated or bidang.null:
            continue
        nilai = bidang.get_default()
        teks = json.dumps(nilai) if isinstance(nilai, dict | list) else str(nilai)
        hasil[str(bidang.column)] = kutip(teks)
    return hasil


def simpan_hasil(olahan: Olahan) -> None:
    """What became of each row, where it differs from the check, and the images for an undo."""
    dari = (
        "pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor) "
        "JOIN pg_temp.impor_mentah m USING (lembar, nomor)"
    )
    olahan.jalankan(
        f"UPDATE {tabel(BarisImpor)} b SET hasil = s.hasil, temuan = s.temuan, "
        "perbedaan = s.perbedaan, tanya = s.tanya, "
        "pegawai_id = coalesce(s.pegawai_id, b.pegawai_id) FROM (SELECT m.baris_id, "
        f"h.hasil, h.temuan, h.perbedaan, {_tanya(olahan.jenis)} AS tanya, n.pegawai_id "
        f"FROM {dari}) s WHERE b.id = s.baris_id "
        "AND (b.hasil, b.temuan, b.perbedaan, b.tanya, b.pegawai_id) IS DISTINCT FROM "
        "(s.hasil, s.temuan, s.perbedaan, s.tanya, coalesce(s.pegawai_id, b.pegawai_id))"
    )
    olahan.jalankan(
        f"INSERT INTO {tabel(CitraImpor)} (baris_id, berkas_id, objek_id, sebelum, sidik) "
        "SELECT m.baris_id, %(berkas)s, n.objek_id, h.sebelum, hash_record_extended(l, 0) "
        f"FROM {dari} JOIN ({lama(olahan.jenis)}) l ON l.id = n.objek_id "
        "WHERE h.hasil IN ('BARU', 'BERUBAH')"
    )


# --- And back ---------------------------------------------------------------------------------


def penghalang(olahan: Olahan) -> list[str]:
    """Sentences on what was touched since, or depends on a new record. Empty: it can be undone."""
    jenis = olahan.jenis
    daftar = [
        f"Baris {nomor} ({kunci}): datanya diubah atau dihapus setelah impor ini."
        for nomor, kunci in olahan.baris(
            f"SELECT b.nomor, b.kunci FROM {tabel(CitraImpor)} c "
            f"JOIN {tabel(BarisImpor)} b ON b.id = c.baris_id "
            f"LEFT JOIN ({lama(jenis)}) l ON l.id = c.objek_id WHERE c.berkas_id = %(berkas)s "
            "AND hash_record_extended(l, 0) IS DISTINCT FROM c.sidik ORDER BY b.lembar, b.nomor"
        )
    ]
    for bidang in _pengacu(jenis.model):
        model = bidang.model
        if model in jenis.ikut_terhapus or model is BarisImpor:
            continue
        sendiri = "AND t.id NOT IN (SELECT objek_id FROM baru)" if model is jenis.model else ""
        daftar += [
            f"Baris {nomor} ({kunci}): sudah dipakai oleh {model._meta.verbose_name}."
            for nomor, kunci in olahan.baris(
                f"WITH baru AS (SELECT b.nomor, b.kunci, c.objek_id FROM {tabel(CitraImpor)} c "
                f"JOIN {tabel(BarisImpor)} b ON b.id = c.baris_id "
                "WHERE c.berkas_id = %(berkas)s AND c.sebelum IS NULL) "
                f"SELECT DISTINCT baru.nomor, baru.kunci FROM baru JOIN {tabel(model)} t "
                f'ON t."{bidang.column}" = baru.objek_id {sendiri} ORDER BY 1'
            )
        ]
    return daftar


def tolak_bila_terhalang(olahan: Olahan) -> None:
    daftar = penghalang(olahan)
    if daftar:
        lebih = len(daftar) - BATAS_DAFTAR
        ekor = [f"dan {lebih} hal lain."] if lebih > 0 else []
        raise ValidationError(
            ["Impor ini tidak dapat dibatalkan lagi.", *daftar[:BATAS_DAFTAR], *ekor]
        )


def batalkan_bawaan(olahan: Olahan) -> None:
    """Put the before-images back, delete what was new."""
    jenis = olahan.jenis
    nama = tabel(jenis.model)
    kolom = [
        f'"{b.column}"' for b in jenis.model._meta.concrete_fields
        if not b.generated and not b.primary_key
    ]  # fmt: skip
    olahan.jalankan(
        f"UPDATE {nama} t SET ({', '.join(kolom)}) = ROW({', '.join(f'r.{k}' for k in kolom)}) "
        f"FROM {tabel(CitraImpor)} c, jsonb_populate_record(NULL::{nama}, c.sebelum) r "
        "WHERE c.berkas_id = %(berkas)s AND c.sebelum IS NOT NULL AND t.id = c.objek_id"
    )
    baru = (
        f"(SELECT objek_id FROM {tabel(CitraImpor)} WHERE berkas_id = %(berkas)s "
        "AND sebelum IS NULL)"
    )
    for bidang in _pengacu(jenis.model):
        if bidang.model in jenis.ikut_terhapus:
            olahan.jalankan(f'DELETE FROM {tabel(bidang.model)} WHERE "{bidang.column}" IN {baru}')
        elif bidang.model is BarisImpor:
            olahan.jalankan(
                f"UPDATE {tabel(BarisImpor)} SET {bidang.column} = NULL "
                f"WHERE {bidang.column} IN {baru}"
            )
    olahan.jalankan(f"DELETE FROM {nama} WHERE id IN {baru}")


def _pengacu(model: type[models.Model]) -> list[models.ForeignKey]:
    """The foreign keys that point to a model, hidden ones included."""
    return [
        relasi.field  # type: ignore[union-attr,misc]
        for relasi in model._meta.get_fields(include_hidden=True)
        if relasi.auto_created and not relasi.concrete and (relasi.one_to_many or relasi.one_to_one)
    ]
