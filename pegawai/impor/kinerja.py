"""Kind ``kinerja``: yearly SKP and the periodic appraisals, as SIASN and e-Kinerja write them."""

from __future__ import annotations

from pegawai.impor.aturan import ATURAN_NIP, NIP_DI_LUAR, tahun_terkunci
from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.olahan import Olahan
from pegawai.models import PenilaianKinerja
from pegawai.predikat import MATRIKS, Predikat

KOLOM = (
    Kolom("nip", ("NIP", "NIP BARU", "NIP PEGAWAI"), "nip", wajib=True),
    Kolom("nama", ("NAMA", "NAMA PEGAWAI")),
    Kolom("tahun", ("TAHUN",), "angka", wajib=True),
    Kolom("periode", ("PERIODE", "PERIODIK NAMA", "PERIODIKNAMA", "PERIODE SKP")),
    Kolom("hasil", ("HASIL KINERJA", "HASILKINERJA", "RATING HASIL KERJA", "HASIL KERJA")),
    Kolom("perilaku", ("PERILAKU KERJA", "PERILAKUKERJA", "RATING PERILAKU KERJA", "PERILAKU")),
    Kolom(
        "predikat",
        ("KUADRAN KINERJA", "KUADRANKINERJA", "PREDIKAT KINERJA", "PREDIKAT",
         "PREDIKAT KINERJA PEGAWAI"),
    ),
    Kolom("nama_penilai", ("NAMA PENILAI", "NAMAPENILAI"), panjang=200),
    Kolom(
        "nip_penilai",
        ("NIP NRP PENILAI", "NIPNRPPENILAI", "PENILAI NIP NRP", "NIP PENILAI"),
        "nip",
    ),
)  # fmt: skip
DIKENAL = (
    "HASIL KINERJA NILAI", "HASILKINERJANILAI", "PERILAKU KERJA NILAI", "PERILAKUKERJANILAI",
    "KUADRAN KINERJA NILAI", "KUADRANKINERJANILAI", "KUADRANNILAI", "JABATAN", "UNOR NAMA",
    "UNORNAMA", "PENILAI JABATAN NAMA", "PENILAIJABATANNM", "PENILAI UNOR NAMA",
    "PENILAIUNORNM", "PENILAI GOLONGAN ID", "STATUS PENILAI", "STATUSPENILAI", "PATH",
    "PERIODIKID", "PERIODIK ID", "KOEFISENID", "PERSENTASE", "CAPAIAN KINERJA ORGANISASI",
)  # fmt: skip

TAHUN_PERTAMA = 2019


def _rapi(x: str) -> str:
    """Letters and digits only: ``DIATAS ESPEKTASI`` is ``Di atas ekspektasi``."""
    return f"replace(regexp_replace(upper({x}), '[^A-Z0-9]', '', 'g'), 'EKSPEKTASI', 'ESPEKTASI')"


def _ekspektasi(x: str) -> str:
    r = _rapi(f"k.{x}")
    return (
        f"CASE WHEN {r} IN ('1', 'DIATAS', 'DIATASESPEKTASI') THEN 'DI_ATAS' "
        f"WHEN {r} IN ('2', 'SESUAI', 'SESUAIESPEKTASI') THEN 'SESUAI' "
        f"WHEN {r} IN ('3', 'DIBAWAH', 'DIBAWAHESPEKTASI') THEN 'DI_BAWAH' "
        f"WHEN k.{x} IS NULL THEN '' END"
    )


_PREDIKAT = (
    "CASE "
    + " ".join(
        f"WHEN {_rapi('k.predikat')} IN ('{n}', '{predikat.value.replace(' ', '')}') "
        f"THEN '{predikat.value}'"
        for n, predikat in enumerate(Predikat, start=1)
    )
    + f" WHEN {_rapi('k.predikat')} IN ('KURANGMISCONDUCT', 'MISCONDUCT') THEN 'KURANG' END"
)
_DARI_MATRIKS = (
    "CASE "
    + " ".join(
        f"WHEN hasil = '{hasil.value}' AND perilaku = '{perilaku.value}' THEN '{predikat.value}'"
        for (hasil, perilaku), predikat in MATRIKS.items()
    )
    + " END"
)
_PERIODE = (
    "CASE WHEN k.periode IS NULL OR k.periode ~* 'tahun' THEN 'TAHUNAN' "
    "WHEN k.periode ~* '(triwulan|tw|periode)?[ -]*(iv|4)$' THEN 'TW4' "
    "WHEN k.periode ~* '(triwulan|tw|periode)?[ -]*(iii|3)$' THEN 'TW3' "
    "WHEN k.periode ~* '(triwulan|tw|periode)?[ -]*(ii|2)$' THEN 'TW2' "
    "WHEN k.periode ~* '(triwulan|tw|periode)?[ -]*(i|1)$' THEN 'TW1' END"
)


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: the appraisals of persons of this Instansi."""
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT v.*, l.id AS objek_id,
            v.pegawai_id IS NOT NULL AND count(*) OVER (
                PARTITION BY v.pegawai_id, v.tahun, v.periode) > 1 AS ganda,
            coalesce(v.predikat_berkas, v.matriks, '') AS predikat
        FROM (
            SELECT r.*, {_DARI_MATRIKS} AS matriks FROM (
                SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci,
                    coalesce(k.nama, p.nama, '') AS nama, p.id AS pegawai_id,
                    %(instansi)s::bigint AS instansi_id,
                    CASE WHEN k.tahun BETWEEN {TAHUN_PERTAMA} AND
                        extract(year FROM %(hari_ini)s::date) THEN k.tahun::int END AS tahun,
                    {_PERIODE} AS periode, {_ekspektasi("hasil")} AS hasil,
                    {_ekspektasi("perilaku")} AS perilaku, {_PREDIKAT} AS predikat_berkas,
                    left(coalesce(k.nama_penilai, ''), 200) AS nama_penilai,
                    CASE WHEN k.nip_penilai_sah THEN k.nip_penilai ELSE '' END
                        AS nip_penilai
                FROM pg_temp.impor_kerja k
                LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s
                OFFSET 0
            ) r OFFSET 0
        ) v
        LEFT JOIN pegawai_penilaiankinerja l ON l.pegawai_id = v.pegawai_id
            AND l.tahun = v.tahun AND l.periode = v.periode"""
    )


ATURAN = (
    *ATURAN_NIP,
    NIP_DI_LUAR,
    tahun_terkunci("kinerja"),
    Aturan(
        "penilaian_ganda",
        "nip",
        "n.ganda",
        "Penilaian orang ini untuk tahun dan periode yang sama ada pada lebih dari satu baris.",
    ),
    Aturan(
        "tahun_tidak_sah",
        "tahun",
        "n.tahun IS NULL AND (k.tahun IS NOT NULL OR k.tahun_teks IS NULL)",
        f"Tahun penilaian harus antara {TAHUN_PERTAMA} dan tahun ini.",
    ),
    Aturan(
        "periode_tidak_dikenal",
        "periode",
        "n.periode IS NULL",
        "Periode “{isi}” tidak dikenal. Isi Tahunan atau Triwulan I–IV.",
        isian={"isi": "left(k.periode, 40)"},
    ),
    Aturan(
        "rating_tidak_dikenal",
        "hasil",
        "n.hasil IS NULL",
        "Rating “{isi}” tidak dikenal. Isi Di atas, Sesuai, atau Di bawah ekspektasi.",
        isian={"isi": "left(k.hasil, 40)"},
    ),
    Aturan(
        "rating_tidak_dikenal",
        "perilaku",
        "n.perilaku IS NULL",
        "Rating “{isi}” tidak dikenal. Isi Di atas, Sesuai, atau Di bawah ekspektasi.",
        isian={"isi": "left(k.perilaku, 40)"},
    ),
    Aturan(
        "predikat_tidak_dikenal",
        "predikat",
        "n.predikat_berkas IS NULL AND (k.predikat IS NOT NULL OR n.matriks IS NULL)",
        "Predikat “{isi}” tidak dikenal. Isi Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau "
        "Sangat Kurang.",
        isian={"isi": "left(coalesce(k.predikat, ''), 40)"},
    ),
    Aturan(
        "predikat_beda_matriks",
        "predikat",
        "n.predikat_berkas <> n.matriks",
        "Predikat resmi {resmi}, sedangkan matriks hasil dan perilaku memberi {matriks}. Predikat "
        "resmi yang dipakai.",
        galat=False,
        isian={"resmi": "n.predikat_berkas", "matriks": "n.matriks"},
    ),
)

KINERJA = JenisImpor(
    kode="kinerja",
    nama="Penilaian kinerja",
    keterangan="SKP tahunan atau evaluasi periodik dari SIASN atau e-Kinerja.",
    izin="pegawai.add_pegawai",
    model=PenilaianKinerja,
    kolom=KOLOM,
    dikenal=DIKENAL,
    bidang=(
        "instansi_id", "pegawai_id", "tahun", "periode", "hasil", "perilaku", "predikat",
        "nama_penilai", "nip_penilai",
    ),
    siapkan=siapkan,
    aturan=ATURAN,
    konflik=("pegawai_id", "tahun", "periode"),
)  # fmt: skip
