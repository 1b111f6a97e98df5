"""Kind ``asesmen``: recaps of assessments (domain §9.5).

Three forms, told apart by their headers: the nine competencies in one sheet, potential and
competencies in two, and the recap of a UPTD with only the results. What a file does not have
leaves the record as it is. Sheets of one file are merged per person before anything is compared.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError

from kompetensi.models import Asesmen, NilaiKompetensi, NilaiPotensi, TujuanAsesmen
from pegawai.impor import Aturan, JenisImpor, Kolom
from pegawai.impor.aturan import ATURAN_NIP, NIP_DI_LUAR
from pegawai.impor.mesin import batalkan_bawaan
from pegawai.impor.olahan import Olahan

# Headers as files write them, misspellings included.
KOMPETENSI = {
    "integritas": ("INTEGRITAS",),
    "kerja_sama": ("KERJA SAMA", "KERJASAMA"),
    "komunikasi": ("KOMUNIKASI",),
    "orientasi_hasil": ("ORIENTASI PADA HASIL", "ORINTASI PADA HASIL", "ORIENTASI HASIL"),
    "pelayanan_publik": ("PELAYANAN PUBLIK",),
    "pengembangan_diri": ("PENGEMBANGAN DIRI DAN ORANG LAIN", "PENGEMBANGAN DIRI & ORANG LAIN"),
    "mengelola_perubahan": ("MENGELOLA PERUBAHAN",),
    "pengambilan_keputusan": ("PENGAMBILAN KEPUTUSAN",),
    "perekat_bangsa": ("PEREKAT BANGSA",),
}
ASPEK = {
    "intelektual": ("KEMAMPUAN INTELEKTUAL", "INTELEKTUAL"),
    "interpersonal": ("KEMAMPUAN INTERPERSONAL", "INTERPERSONAL"),
    "kesadaran_diri": ("KESADARAN DIRI", "SELF AWARENESS", "KEMAMPUAN KESADARAN DIRI"),
    "berpikir_kritis": (
        "KEMAMPUAN BERPIKIR KRITIS DAN STRATEGIS", "BERPIKIR KRITIS DAN STRATEGIS",
    ),
    "menyelesaikan_masalah": (
        "KEMAMPUAN MENYELESAIKAN PERMASALAHAN", "MENYELESAIKAN PERMASALAHAN", "PROBLEM SOLVING",
    ),
    "kecerdasan_emosional": ("KECERDASAN EMOSIONAL", "KEMAMPUAN KECERDASAN EMOSIONAL"),
    "belajar_cepat": (
        "KEMAMPUAN BELAJAR CEPAT DAN MENGEMBANGKAN DIRI", "BELAJAR CEPAT DAN MENGEMBANGKAN DIRI",
        "GROWTH MINDSET",
    ),
    "motivasi_komitmen": ("MOTIVASI DAN KOMITMEN", "GRIT"),
}  # fmt: skip
SARAN = ("saran", *(f"saran{n}" for n in range(1, 11)))

KOLOM = (
    Kolom("nip", ("NIP", "NIP BARU", "NIP PEGAWAI"), "nip", wajib=True),
    Kolom("nama", ("NAMA", "NAMA PEGAWAI", "NAMA LENGKAP")),
    *(Kolom(f"k_{kode}", judul, "angka") for kode, judul in KOMPETENSI.items()),
    *(Kolom(f"p_{kode}", judul, "angka") for kode, judul in ASPEK.items()),
    Kolom("jpm", ("JPM KOMPETENSI", "JPM (%)", "JPM(%)", "JPM %", "JPM"), "angka"),
    Kolom(
        "kategori",
        ("KATEGORI PEMETAAN KOMPETENSI", "KATEGORI KOMPETENSI", "KATEGORI"),
        panjang=60,
    ),
    Kolom("jpm_potensi", ("JPM POTENSI", "RATING TOTAL (JPM POTENSI)", "POTENSI"), "angka"),
    Kolom("kategori_potensi", ("KATEGORI PEMETAAN POTENSI", "KATEGORI POTENSI"), panjang=60),
    Kolom("saran", ("SARAN PENGEMBANGAN",)),
    *(Kolom(f"saran{n}", (f"SARAN PENGEMBANGAN {n}",)) for n in range(1, 11)),
)
DIKENAL = (
    "JABATAN", "PERANGKAT DAERAH", "UNIT KERJA", "INSTANSI", "JABATAN/INSTANSI", "TOTAL",
    "JPM PROYEKSI(%)", "JPM PROYEKSI (%)", "PENILAIAN", "KINERJA", "KOMPETENSI", "KUADRAN",
    "KETERANGAN", "REKOMENDASI", "SARAN PENEMPATAN", "GOLONGAN", "PANGKAT", "UNSUR PENILAIAN",
)  # fmt: skip

NILAI_TERTINGGI = 5
JPM_TERTINGGI = 500
SELISIH_JPM = "0.05"  # reports round their own way

_SKOR = [f"k_{kode}" for kode in KOMPETENSI] + [f"p_{kode}" for kode in ASPEK]
_LUAR = " OR ".join(
    [f"k.{x} NOT BETWEEN 0 AND {NILAI_TERTINGGI}" for x in _SKOR]
    + [f"k.jpm NOT BETWEEN 0 AND {JPM_TERTINGGI}", "k.jpm_potensi NOT BETWEEN 0 AND 100"]
)
_KOSONG = " AND ".join(f"k.{x} IS NULL" for x in [*_SKOR, "jpm", "jpm_potensi"])

# A signature block two rows under the table: words where the NIP should be, and nothing else.
_TANDA_TANGAN = f"(k.nama IS NULL AND coalesce(k.nip, '') !~ '[0-9]{{8}}' AND {_KOSONG})"


def _objek(awalan: str, daftar_kode: dict[str, tuple[str, ...]]) -> str:
    isi = ", ".join(f"'{kode}', round(k.{awalan}_{kode}, 2)" for kode in daftar_kode)
    return f"jsonb_strip_nulls(jsonb_build_object({isi}))"


LAMA = """SELECT a.*,
    coalesce((SELECT jsonb_object_agg(r.kode, jsonb_build_array(v.capaian, v.standar))
        FROM kompetensi_nilaikompetensi v JOIN kompetensi_kompetensi r ON r.id = v.kompetensi_id
        WHERE v.asesmen_id = a.id), '{}'::jsonb) AS isi_kompetensi,
    coalesce((SELECT jsonb_object_agg(r.kode, v.nilai)
        FROM kompetensi_nilaipotensi v JOIN kompetensi_aspekpotensi r ON r.id = v.aspek_id
        WHERE v.asesmen_id = a.id), '{}'::jsonb) AS isi_potensi
    FROM kompetensi_asesmen a"""

BIDANG = (
    "instansi_id", "pegawai_id", "tanggal", "tujuan", "penyelenggara", "jenjang",
    "berlaku_sampai", "jpm_berkas", "jpm_hitung", "kategori_berkas", "potensi_berkas",
    "potensi_hitung", "kategori_potensi_berkas", "saran_pengembangan", "isi_kompetensi",
    "isi_potensi",
)  # fmt: skip
_KOLOM_ASESMEN = BIDANG[:-2]


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: one row a sheet row, each with what the whole file says of the person.

    Raises ValidationError when no date of the assessment is known, or it is still to come.
    """
    tanggal = olahan.isian["tanggal"]
    if tanggal is None:
        raise ValidationError(
            "Tanggal penilaian tidak ada pada baris judul berkas. Isi tanggal penilaiannya, lalu "
            "unggah lagi."
        )
    if tanggal > olahan.isian["hari_ini"]:
        raise ValidationError("Tanggal penilaian belum tiba. Periksa tanggalnya.")
    saran = ", ".join(f"k.{x}" for x in SARAN)
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        WITH satu AS (
            SELECT k.lembar, k.nomor, coalesce(k.nip, k.nip_mentah) AS kunci,
                coalesce(k.nama, p.nama, '') AS nama, p.id AS pegawai_id, p.jenjang,
                {_objek("k", KOMPETENSI)} AS kompetensi, {_objek("p", ASPEK)} AS aspek,
                round(k.jpm, 2) AS jpm, left(k.kategori, 60) AS kategori,
                round(k.jpm_potensi, 2) AS jpm_potensi,
                left(k.kategori_potensi, 60) AS kategori_potensi,
                nullif(concat_ws(E'\\n', {saran}), '') AS saran,
                coalesce({_LUAR}, false) AS luar, {_KOSONG} AS kosong,
                p.id IS NOT NULL
                    AND count(*) OVER (PARTITION BY k.lembar, p.id) > 1 AS ganda
            FROM pg_temp.impor_kerja k
            LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s
            WHERE NOT {_TANDA_TANGAN}
        ), gabung AS (
            SELECT pegawai_id,
                (array_agg(kompetensi ORDER BY kompetensi = '{{}}', lembar))[1] AS kompetensi,
                (array_agg(aspek ORDER BY aspek = '{{}}', lembar))[1] AS aspek,
                max(jpm) AS jpm, max(kategori) AS kategori, max(jpm_potensi) AS jpm_potensi,
                max(kategori_potensi) AS kategori_potensi, max(saran) AS saran
            FROM satu WHERE pegawai_id IS NOT NULL AND NOT luar AND NOT ganda GROUP BY 1
        ), lama AS (
            SELECT * FROM ({LAMA}) l WHERE l.tanggal = %(tanggal)s
        ), baru AS (
            SELECT s.*, l.id AS objek_id,
                coalesce(nullif(l.jenjang, ''), s.jenjang, '') AS jenjang_nilai,
                g.kompetensi AS k_baru, g.aspek AS p_baru, g.jpm AS jpm_baru,
                g.kategori AS kategori_baru, g.jpm_potensi AS jpm_p_baru,
                g.kategori_potensi AS kategori_p_baru, g.saran AS saran_baru,
                l.isi_kompetensi AS k_lama, l.isi_potensi AS p_lama, l.jpm_berkas AS jpm_lama,
                l.jpm_hitung AS hitung_lama, l.kategori_berkas AS kategori_lama,
                l.potensi_berkas AS jpm_p_lama, l.potensi_hitung AS hitung_p_lama,
                l.kategori_potensi_berkas AS kategori_p_lama, l.saran_pengembangan AS saran_lama
            FROM satu s
            LEFT JOIN gabung g ON g.pegawai_id = s.pegawai_id
            LEFT JOIN lama l ON l.pegawai_id = s.pegawai_id
        ), baku AS (
            SELECT b.*, (
                SELECT level FROM kompetensi_standarkompetensi t
                WHERE t.jenjang = b.jenjang_nilai AND t.mulai <= %(tanggal)s
                ORDER BY t.mulai DESC LIMIT 1
            ) AS level FROM baru b
        )
        SELECT lembar, nomor, kunci, nama, pegawai_id, objek_id, luar, kosong, ganda, level,
            jpm, jpm_potensi, %(instansi)s::bigint AS instansi_id, %(tanggal)s::date AS tanggal,
            %(tujuan)s::varchar AS tujuan, %(penyelenggara)s::varchar AS penyelenggara,
            jenjang_nilai AS jenjang,
            (%(tanggal)s::date + make_interval(months => (
                SELECT bulan FROM kompetensi_masaberlakuasesmen m
                WHERE m.mulai <= %(tanggal)s ORDER BY m.mulai DESC LIMIT 1
            )))::date AS berlaku_sampai,
            coalesce(jpm_baru, jpm_lama) AS jpm_berkas,
            CASE WHEN coalesce(k_baru, '{{}}') = '{{}}' THEN hitung_lama ELSE (
                SELECT round(sum(e.value::numeric) / nullif(count(*) * level, 0) * 100, 2)
                FROM jsonb_each_text(k_baru) e
            ) END AS jpm_hitung,
            coalesce(kategori_baru, kategori_lama, '') AS kategori_berkas,
            coalesce(jpm_p_baru, jpm_p_lama) AS potensi_berkas,
            CASE WHEN coalesce(p_baru, '{{}}') = '{{}}' THEN hitung_p_lama ELSE (
                SELECT CASE WHEN count(*) = {len(ASPEK)}
                    THEN round(sum(e.value::numeric) / {len(ASPEK) * NILAI_TERTINGGI} * 100, 2) END
                FROM jsonb_each_text(p_baru) e
            ) END AS potensi_hitung,
            coalesce(kategori_p_baru, kategori_p_lama, '') AS kategori_potensi_berkas,
            coalesce(saran_baru, saran_lama, '') AS saran_pengembangan,
            CASE WHEN coalesce(k_baru, '{{}}') = '{{}}' THEN coalesce(k_lama, '{{}}') ELSE (
                SELECT jsonb_object_agg(e.key, jsonb_build_array(e.value, level))
                FROM jsonb_each(k_baru) e
            ) END AS isi_kompetensi,
            CASE WHEN coalesce(p_baru, '{{}}') = '{{}}' THEN coalesce(p_lama, '{{}}') ELSE p_baru
            END AS isi_potensi
        FROM baku""",
        tujuan=_tujuan(olahan),
        penyelenggara=_penyelenggara(olahan),
    )


def _judul(olahan: Olahan) -> list[str]:
    return [
        " ".join(str(teks).upper().split())
        for lembar in olahan.susunan
        for baris in lembar["judul"]
        for teks in baris
    ]


def _tujuan(olahan: Olahan) -> str:
    """The purpose in the title rows; mapping where none is named."""
    teks = " ".join(judul for judul in _judul(olahan) if "TUJUAN" in judul)
    if "UJI KOMPETENSI" in teks:
        return TujuanAsesmen.UJI_KOMPETENSI.value
    if "PENGISIAN" in teks or "SELEKSI" in teks or "PROMOSI" in teks:
        return TujuanAsesmen.PENGISIAN.value
    return TujuanAsesmen.PEMETAAN.value


def _penyelenggara(olahan: Olahan) -> str:
    """The organiser named in the title rows, else nothing."""
    awalan = ("UPTD", "UPT ", "BADAN", "BKN", "KANTOR REGIONAL", "PUSAT")
    return next((judul[:200] for judul in _judul(olahan) if judul.startswith(awalan)), "")


def terapkan(olahan: Olahan) -> None:
    """Upsert the assessments, one a person, and put their scores in place of the old ones."""
    kolom = ", ".join(_KOLOM_ASESMEN)
    ubah = [b for b in _KOLOM_ASESMEN if b not in {"instansi_id", "pegawai_id", "tanggal"}]
    olahan.jalankan(
        f"""WITH t AS (
            INSERT INTO kompetensi_asesmen AS t ({kolom}, metode, nomor_laporan, nama_berkas,
                berkas_id, diubah)
            SELECT DISTINCT ON (n.pegawai_id) {", ".join(f"n.{b}" for b in _KOLOM_ASESMEN)},
                '', '', %(nama_berkas)s, %(berkas)s, %(sekarang)s
            FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor)
            WHERE h.hasil IN ('BARU', 'BERUBAH') ORDER BY n.pegawai_id, n.lembar
            ON CONFLICT (pegawai_id, tanggal) DO UPDATE SET
                {", ".join(f"{b} = excluded.{b}" for b in ubah)},
                nama_berkas = excluded.nama_berkas, berkas_id = excluded.berkas_id,
                diubah = excluded.diubah
            WHERE t.instansi_id = %(instansi)s
            RETURNING id, pegawai_id
        )
        UPDATE pg_temp.impor_nilai n SET objek_id = t.id FROM t
        WHERE n.pegawai_id = t.pegawai_id""",
        nama_berkas=olahan.berkas.nama_berkas,
    )
    ((hilang,),) = olahan.baris(
        "SELECT count(*) FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h "
        "USING (lembar, nomor) WHERE h.hasil = 'BARU' AND n.objek_id IS NULL"
    )
    if hilang:
        raise ValidationError("Data berubah saat berkas ini diterapkan. Coba terapkan sekali lagi.")
    _ganti_nilai(
        olahan,
        "SELECT DISTINCT ON (n.objek_id) n.objek_id, n.isi_kompetensi, n.isi_potensi "
        "FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor) "
        "WHERE h.hasil IN ('BARU', 'BERUBAH') ORDER BY n.objek_id, n.lembar",
    )


def batalkan(olahan: Olahan) -> None:
    """Put the assessments back, and the scores of those that had been there before."""
    batalkan_bawaan(olahan)
    _ganti_nilai(
        olahan,
        "SELECT DISTINCT ON (objek_id) objek_id, sebelum -> 'isi_kompetensi' AS isi_kompetensi, "
        "sebelum -> 'isi_potensi' AS isi_potensi FROM pegawai_citraimpor "
        "WHERE berkas_id = %(berkas)s AND sebelum IS NOT NULL ORDER BY objek_id, baris_id",
    )


def _ganti_nilai(olahan: Olahan, sumber: str) -> None:
    """Replace the scores of the assessments that ``sumber`` gives with what it says."""
    for tabel in ("kompetensi_nilaikompetensi", "kompetensi_nilaipotensi"):
        olahan.jalankan(
            f"DELETE FROM {tabel} WHERE asesmen_id IN (SELECT objek_id FROM ({sumber}) s)"
        )
    olahan.jalankan(
        "INSERT INTO kompetensi_nilaikompetensi (asesmen_id, kompetensi_id, capaian, standar) "
        "SELECT s.objek_id, r.id, (e.value ->> 0)::numeric, (e.value ->> 1)::int "
        f"FROM ({sumber}) s, jsonb_each(s.isi_kompetensi) e "
        "JOIN kompetensi_kompetensi r ON r.kode = e.key"
    )
    olahan.jalankan(
        "INSERT INTO kompetensi_nilaipotensi (asesmen_id, aspek_id, nilai) "
        f"SELECT s.objek_id, r.id, e.value::numeric FROM ({sumber}) s, "
        "jsonb_each_text(s.isi_potensi) e JOIN kompetensi_aspekpotensi r ON r.kode = e.key"
    )


ATURAN = (
    *ATURAN_NIP,
    NIP_DI_LUAR,
    Aturan(
        "asesmen_ganda",
        "nip",
        "n.ganda",
        "Hasil orang ini ada pada lebih dari satu baris lembar yang sama.",
    ),
    *(
        Aturan(
            "nilai_di_luar_batas",
            x,
            f"k.{x} NOT BETWEEN 0 AND {NILAI_TERTINGGI}",
            f"Nilai {{isi}} di luar 0–{NILAI_TERTINGGI}.",
            isian={"isi": f"k.{x}_teks"},
        )
        for x in _SKOR
    ),
    Aturan(
        "nilai_di_luar_batas",
        "jpm",
        f"k.jpm NOT BETWEEN 0 AND {JPM_TERTINGGI}",
        f"JPM {{isi}} di luar 0–{JPM_TERTINGGI}.",
        isian={"isi": "k.jpm_teks"},
    ),
    Aturan(
        "nilai_di_luar_batas",
        "jpm_potensi",
        "k.jpm_potensi NOT BETWEEN 0 AND 100",
        "JPM potensi {isi} di luar 0–100.",
        isian={"isi": "k.jpm_potensi_teks"},
    ),
    Aturan("nilai_kosong", "nip", "n.kosong", "Baris ini tidak memuat satu nilai pun."),
    Aturan(
        "jpm_beda",
        "jpm",
        f"abs(n.jpm - n.jpm_hitung) > {SELISIH_JPM}",
        "JPM pada berkas {berkas}, sedangkan nilai kompetensinya memberi {hitung}. JPM pada berkas "
        "yang dipakai.",
        galat=False,
        isian={"berkas": "n.jpm", "hitung": "n.jpm_hitung"},
    ),
    Aturan(
        "jpm_beda",
        "jpm_potensi",
        f"abs(n.jpm_potensi - n.potensi_hitung) > {SELISIH_JPM}",
        "JPM potensi pada berkas {berkas}, sedangkan nilai aspeknya memberi {hitung}.",
        galat=False,
        isian={"berkas": "n.jpm_potensi", "hitung": "n.potensi_hitung"},
    ),
    Aturan(
        "standar_tidak_ada",
        "nip",
        "n.pegawai_id IS NOT NULL AND n.level IS NULL AND n.isi_kompetensi <> '{}'",
        "Jenjang jabatan orang ini belum punya standar kompetensi, jadi JPM tidak dapat dihitung.",
        galat=False,
    ),
)

ASESMEN = JenisImpor(
    kode="asesmen",
    nama="Hasil asesmen",
    keterangan="Rekap sembilan kompetensi, potensi dan kompetensi dua lembar, atau rekap UPTD.",
    izin="kompetensi.add_asesmen",
    model=Asesmen,
    kolom=KOLOM,
    dikenal=DIKENAL,
    lembar=lambda nama: True,
    bidang=BIDANG,
    siapkan=siapkan,
    aturan=ATURAN,
    lama=LAMA,
    terapkan=terapkan,
    batalkan=batalkan,
    ikut_terhapus=(NilaiKompetensi, NilaiPotensi),
    label={"isi_kompetensi": "Nilai kompetensi", "isi_potensi": "Nilai potensi"},
)
