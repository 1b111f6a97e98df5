"""Kind ``lembar_kerja``: the worksheet of a perangkat daerah, filled in and brought back.

The file as a whole is held against its hidden mark (``periksa_lembar``): a locked cell that was
changed refuses it. What passed can only fill gaps: a field that has a value in the record keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook

from pegawai.impor.aturan import ATURAN_NIP, NIP_DI_LUAR
from pegawai.impor.baca import rapikan_judul
from pegawai.impor.berkas import XLSX, kenali, pindai_buku, tolak
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.mesin import tabel
from pegawai.impor.olahan import Olahan
from pegawai.impor.pegawai import baca_tingkat, buat_peta
from pegawai.lembar_kerja import (
    BARIS_KEPALA,
    DAFTAR_ISIAN,
    ISIAN_PER_JUDUL,
    KOLOM_TETAP,
    LEMBAR_ISIAN,
    LEMBAR_TANDA,
    TAHUN,
    TANGGAL,
    Isian,
    Tanda,
)
from pegawai.models import BerkasImpor, Pegawai

SEBUT = 5  # changed cells named in the refusal
_UNDUH_BARU = "Unduh lembar baru di Pegawai, Lembar kerja, lalu salin isiannya ke sana."
_EMAIL = "^[A-Za-z0-9._%%+-]+@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$"
_NIK = "regexp_replace(k.nik, '[- .''`]', '', 'g')"


# The file against its mark


def periksa_lembar(berkas: BerkasImpor) -> None:
    """Refuse a worksheet that is not ours, not of this Instansi, or changed where it is locked.

    Notes on whose behalf it was filled in. Raises ValidationError with a sentence.
    """
    isi = _baca_buku(berkas)
    if LEMBAR_TANDA not in isi or LEMBAR_ISIAN not in isi:
        raise tolak(
            f"Ini bukan lembar kerja dari sistem, atau lembar “{LEMBAR_ISIAN}” atau lembar "
            f"tandanya sudah terhapus. {_UNDUH_BARU}"
        )
    tanda = Tanda.baca("".join(str(baris[0]) for baris in isi[LEMBAR_TANDA] if baris))
    if tanda.instansi != berkas.instansi.kode_kemendagri:
        raise tolak(
            "Lembar kerja ini dibuat untuk instansi lain. Periksa instansi yang dipilih saat "
            "mengunggah."
        )
    ubahan = list(_yang_berubah(isi[LEMBAR_ISIAN], tanda))
    if ubahan:
        lagi = f", dan {len(ubahan) - SEBUT} lainnya" if len(ubahan) > SEBUT else ""
        raise tolak(f"Sel terkunci berubah: {'; '.join(ubahan[:SEBUT])}{lagi}. {_UNDUH_BARU}")
    berkas.atas_nama = tanda.opd[:200]


def _baca_buku(berkas: BerkasImpor) -> dict[str, list[list[Any]]]:
    """The rows of each sheet from the first row on; a worksheet is never large."""
    with berkas.berkas.open("rb") as isi:
        if kenali(isi, berkas.ukuran) != XLSX:
            raise tolak("Unggah lembar kerja sebagai .xlsx, bukan .csv: tandanya hilang di csv.")
    try:
        pindai_buku(Path(berkas.berkas.path))
        buku = CalamineWorkbook.from_path(berkas.berkas.path)
        return {
            nama: buku.get_sheet_by_name(nama).to_python(skip_empty_area=False)
            for nama in buku.sheet_names
            if nama in {LEMBAR_ISIAN, LEMBAR_TANDA}
        }
    except (python_calamine.CalamineError, OSError, KeyError) as salah:
        raise tolak(f"Berkas Excel rusak atau tidak dapat dibaca. {_UNDUH_BARU}") from salah


def _yang_berubah(baris: list[list[Any]], tanda: Tanda) -> Iterator[str]:
    """Which locked cells are not as they went out, in words."""
    kepala = [rapikan_judul(sel) for sel in baris[BARIS_KEPALA - 1]] if len(baris) > 4 else []
    seharusnya = [*KOLOM_TETAP, *ISIAN_PER_JUDUL]
    if kepala[: len(seharusnya)] != seharusnya:
        yield f"baris judul (baris {BARIS_KEPALA})"
        return
    for nomor, sel in enumerate(baris[BARIS_KEPALA:], start=BARIS_KEPALA + 1):
        teks = ["" if satu is None else str(satu).strip() for satu in sel]
        if not any(teks):
            continue
        nip, nama = teks[0], teks[1]
        if nip not in tanda.baris:
            yield f"NIP pada baris {nomor}"
            continue
        nama_asal, buka = tanda.baris[nip]
        if nama != nama_asal.strip():
            yield f"NAMA pada baris {nomor}"
        for judul, isi in zip(seharusnya, teks, strict=False):
            if isi and judul in ISIAN_PER_JUDUL and judul not in buka:
                yield f"{judul} pada baris {nomor}"


# The rows


def _kolom(isian: Isian) -> Kolom:
    macam = {TANGGAL: "tanggal", TAHUN: "angka"}.get(isian.macam, "teks")
    if isian.bidang in {"nik", "nomor_hp"}:
        macam = "kode"
    bidang: Any = Pegawai._meta.get_field(isian.bidang)
    panjang = (bidang.max_length or 0) if macam in {"teks", "kode"} and not isian.pilihan else 0
    return Kolom(isian.bidang, (isian.judul,), macam, panjang=0 if _ketat(isian) else panjang)


def _ketat(isian: Isian) -> bool:
    """Whether a rule of its own refuses what would not fit."""
    return isian.bidang in {"nik", "email"}


def _nilai(isian: Isian) -> str:
    """SQL of what the worksheet says; NULL when it says nothing."""
    x = isian.bidang
    if isian.macam == TANGGAL:
        return f"k.{x}"
    if isian.macam == TAHUN:
        return f"CASE WHEN k.{x} BETWEEN 1940 AND 2100 THEN k.{x}::int END"
    if x == "jenis_kelamin":
        return (
            "CASE upper(k.jenis_kelamin) "
            + " ".join(
                f"WHEN '{label.upper()}' THEN '{nilai}'"
                for nilai, label in Pegawai.JenisKelamin.choices
            )
            + " END"
        )
    if x == "tingkat_pendidikan":
        return "nullif(t.tingkat, '')"
    if x == "nik":
        return f"CASE WHEN {_NIK} ~ '^[0-9]{{16}}$' THEN {_NIK} END"
    bidang: Any = Pegawai._meta.get_field(x)
    return f"left(k.{x}, {bidang.max_length})"


def _kosong(isian: Isian) -> str:
    x = isian.bidang
    return f"p.{x} IS NULL" if isian.macam in {TANGGAL, TAHUN} else f"p.{x} = ''"


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: each field is the record's value, or the worksheet's where that is empty."""
    tingkat = {
        teks: (baca_tingkat("", teks),)
        for (teks,) in olahan.baris(
            "SELECT DISTINCT tingkat_pendidikan FROM pg_temp.impor_kerja "
            "WHERE tingkat_pendidikan <> ''"
        )
    }
    buat_peta(olahan, "impor_tingkat_lembar", tingkat, "tingkat")
    bidang = ", ".join(
        f"CASE WHEN {_kosong(isian)} THEN coalesce({_nilai(isian)}, p.{isian.bidang}) "
        f"ELSE p.{isian.bidang} END AS {isian.bidang}, {_nilai(isian)} AS isi_{isian.bidang}"
        for isian in DAFTAR_ISIAN
    )
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci, coalesce(k.nama, '')
            AS nama, p.id AS pegawai_id, p.id AS objek_id, count(*) OVER (PARTITION BY k.nip) > 1
            AS ganda, {bidang}
        FROM pg_temp.impor_kerja k
        LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s
        LEFT JOIN pg_temp.impor_tingkat_lembar t ON t.kunci = k.tingkat_pendidikan"""
    )


def terapkan(olahan: Olahan) -> None:
    """Fill the gaps; no row of a worksheet makes a person."""
    ubah = ", ".join(f"{isian.bidang} = n.{isian.bidang}" for isian in DAFTAR_ISIAN)
    olahan.jalankan(
        f"UPDATE {tabel(Pegawai)} t SET {ubah}, diubah = %(sekarang)s "
        "FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor) "
        "WHERE h.hasil = 'BERUBAH' AND t.id = n.objek_id"
    )


def _aturan_isi() -> Iterator[Aturan]:
    for isian in DAFTAR_ISIAN:
        x = isian.bidang
        if x == "nik":
            yield Aturan(
                "nik_tidak_sah",
                x,
                f"{_NIK} !~ '^[0-9]{{16}}$'",
                "NIK harus 16 angka, sebagai teks.",
            )
        elif x == "email":
            yield Aturan(
                "email_tidak_sah",
                x,
                f"k.email !~ '{_EMAIL}' OR length(k.email) > 254",
                "Alamat surel “{isi}” tidak sah. Contoh: nama@kobarkab.go.id.",
                isian={"isi": "left(k.email, 60)"},
            )
        elif isian.pilihan:
            yield Aturan(
                "pilihan_tidak_dikenal",
                x,
                f"k.{x} IS NOT NULL AND n.isi_{x} IS NULL",
                f"“{{isi}}” tidak ada dalam pilihan. Pilih: {', '.join(isian.pilihan)}.",
                isian={"isi": f"left(k.{x}, 40)"},
            )
        elif isian.macam == TAHUN:
            yield Aturan(
                "tahun_tidak_sah",
                x,
                f"k.{x} NOT BETWEEN 1940 AND extract(year FROM %(hari_ini)s::date)",
                "Tahun ditulis dengan empat angka dan tidak di masa depan.",
            )
        elif isian.macam == TANGGAL and x != "akhir_kontrak":
            yield Aturan(
                "tanggal_masa_depan",
                x,
                f"k.{x} > %(hari_ini)s::date",
                "Tanggal ini belum tiba. Periksa tahunnya.",
            )
        yield Aturan(
            "sudah_terisi",
            x,
            f"n.isi_{x} IS NOT NULL AND n.isi_{x} IS DISTINCT FROM n.{x}",
            "Data ini sudah terisi sejak lembar dibuat. Isian lembar tidak dipakai.",
            galat=False,
        )


ATURAN = (
    *ATURAN_NIP,
    NIP_DI_LUAR,
    Aturan("nip_ganda", "nip", "n.ganda", "NIP ini ada pada lebih dari satu baris. Sisakan satu."),
    Aturan(
        "tanggal_lahir_beda_nip",
        "tanggal_lahir",
        "k.tanggal_lahir <> k.nip_lahir",
        "Tanggal lahir {isi} berbeda dari NIP. Periksa ijazah dan SK CPNS; bila NIP yang salah, "
        "perbaiki di SIASN.",
        isian={"isi": "to_char(k.tanggal_lahir, 'DD-MM-YYYY')"},
    ),
    Aturan(
        "kontrak_terbalik",
        "akhir_kontrak",
        "n.akhir_kontrak < n.awal_kontrak",
        "Kontrak berakhir sebelum mulai. Periksa kedua tanggalnya.",
    ),
    *_aturan_isi(),
)

LEMBAR_KERJA = JenisImpor(
    kode="lembar_kerja",
    nama="Lembar kerja perangkat daerah",
    keterangan="Lembar kerja yang diunduh di sini dan sudah diisi perangkat daerah.",
    izin="pegawai.add_pegawai",
    model=Pegawai,
    kolom=(
        Kolom("nip", ("NIP",), "nip", wajib=True),
        Kolom("nama", ("NAMA",), wajib=True),
        *(_kolom(isian) for isian in DAFTAR_ISIAN),
    ),
    dikenal=KOLOM_TETAP,
    lembar=lambda nama: nama == LEMBAR_ISIAN,
    bidang=tuple(isian.bidang for isian in DAFTAR_ISIAN),
    ringkas=("tingkat_pendidikan", "tmt_jabatan"),
    siapkan=siapkan,
    aturan=ATURAN,
    periksa_berkas=periksa_lembar,
    terapkan=terapkan,
)
