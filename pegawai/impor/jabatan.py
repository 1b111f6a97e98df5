"""Kind ``jabatan``: SIASN's reference of jobs. Shared by all Instansi, so SEMUA only."""

from __future__ import annotations

from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.olahan import Olahan
from pegawai.jenjang import FUNGSIONAL, baca_eselon, baca_jenjang
from pegawai.models import Jabatan, Jenjang

KOLOM = (
    Kolom("siasn_id", ("ID", "JABATAN ID"), "kode", wajib=True, panjang=36),
    Kolom("nama", ("NAMA JABATAN", "NAMA", "JABATAN NAMA"), wajib=True, panjang=200),
    Kolom("eselon", ("ESELON ID", "ESELON"), "kode"),
    Kolom("jenjang", ("JENJANG",)),
    Kolom("bup", ("BUP", "BUP USIA"), "angka"),
    Kolom("kelas", ("KELAS JABATAN", "KELAS"), "angka"),
)
DIKENAL = ("NAMA UNOR", "JENIS JABATAN", "KODE CEPAT", "CEPAT KODE")

# SIASN's codes of the tiers of JF.
_KODE_JENJANG = {
    "UT": "AHLI_UTAMA", "MA": "AHLI_MADYA", "MD": "AHLI_MADYA", "MU": "AHLI_MUDA",
    "PT": "AHLI_PERTAMA", "PY": "PENYELIA", "MH": "MAHIR", "TR": "TERAMPIL", "PM": "PEMULA",
}  # fmt: skip


def baca_jenjang_rujukan(jenjang: str, eselon: str, nama: str) -> str:
    """Tier from its code or name, else from the eselon, else from the name; else pelaksana."""
    kode = jenjang.upper().strip()
    if kode in _KODE_JENJANG:
        return _KODE_JENJANG[kode]
    nilai = kode.replace("-", " ").replace(" ", "_")
    if nilai in Jenjang.values:
        return nilai
    jenis = FUNGSIONAL if kode else ""
    return baca_jenjang(jenis, baca_eselon(eselon, eselon), eselon, f"{nama} {kode}") or "PELAKSANA"


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: the jobs, with the tier read once for each distinct text."""
    kunci = "concat_ws('|', coalesce(k.jenjang, ''), coalesce(k.eselon, ''), coalesce(k.nama, ''))"
    isi = olahan.baris(
        f"SELECT DISTINCT {kunci}, coalesce(jenjang, ''), coalesce(eselon, ''), coalesce(nama, '') "
        "FROM pg_temp.impor_kerja k"
    )
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT k.lembar, k.nomor, k.siasn_id AS kunci, left(coalesce(k.nama, ''), 200) AS nama,
            NULL::bigint AS pegawai_id, l.id AS objek_id, left(k.siasn_id, 36) AS siasn_id,
            t.jenjang, coalesce(t.eselon, '') AS eselon,
            CASE WHEN k.kelas BETWEEN 1 AND 17 THEN k.kelas::int END AS kelas,
            CASE WHEN k.bup BETWEEN 50 AND 75 THEN k.bup::int END AS bup,
            count(*) OVER (PARTITION BY k.siasn_id) > 1 AS ganda
        FROM pg_temp.impor_kerja k
        LEFT JOIN unnest(%(kunci)s::text[], %(jenjang)s::text[], %(eselon)s::text[])
            AS t(kunci, jenjang, eselon) ON t.kunci = {kunci}
        LEFT JOIN pegawai_jabatan l ON l.siasn_id = k.siasn_id""",
        kunci=[satu[0] for satu in isi],
        jenjang=[baca_jenjang_rujukan(*satu[1:]) for satu in isi],
        eselon=[baca_eselon(satu[2], satu[2]) for satu in isi],
    )


ATURAN = (
    Aturan("id_kosong", "siasn_id", "k.siasn_id IS NULL", "ID jabatan kosong."),
    Aturan("nama_kosong", "nama", "k.nama IS NULL", "Nama jabatan kosong."),
    Aturan(
        "id_ganda",
        "siasn_id",
        "k.siasn_id IS NOT NULL AND n.ganda",
        "ID jabatan ini ada pada lebih dari satu baris.",
    ),
)

JABATAN = JenisImpor(
    kode="jabatan",
    nama="Rujukan jabatan",
    keterangan="Daftar jabatan SIASN: ID, nama, eselon, jenjang, BUP. Berlaku bagi semua instansi.",
    izin="pegawai.change_jabatan",
    model=Jabatan,
    kolom=KOLOM,
    dikenal=DIKENAL,
    kunci_kosong=("siasn_id", "nama"),
    min_kepala=2,
    bidang=("siasn_id", "nama", "jenjang", "eselon", "kelas", "bup"),
    siapkan=siapkan,
    aturan=ATURAN,
    konflik=("siasn_id",),
    bersama=True,
)
