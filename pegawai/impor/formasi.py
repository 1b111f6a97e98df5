"""Kind ``formasi``: how many holders of a job are needed, from a table of the office.

It reads what the page of posts hands out: perangkat daerah, job, number, basis.
"""

from __future__ import annotations

from pegawai.impor.jenis import Aturan, JenisImpor, Kolom
from pegawai.impor.olahan import Olahan
from pegawai.models import FormasiJabatan

KOLOM = (
    Kolom("unor", ("PERANGKAT DAERAH", "OPD", "UNIT KERJA", "UNOR NAMA")),
    Kolom("unor_id", ("UNOR ID", "ID UNOR"), "kode"),
    Kolom("jabatan", ("JABATAN", "NAMA JABATAN", "JABATAN NAMA"), wajib=True),
    Kolom("kebutuhan", ("KEBUTUHAN", "FORMASI", "ABK", "JUMLAH KEBUTUHAN"), "angka", wajib=True),
    Kolom("dasar", ("DASAR", "DASAR PENETAPAN"), panjang=150),
)
DIKENAL = ("JENJANG", "TERISI", "SELISIH", "NO", "KELAS JABATAN", "KETERANGAN")
SELURUH = "seluruh instansi"


def siapkan(olahan: Olahan) -> None:
    """impor_nilai: the posts; a job by its name, a perangkat daerah by SIASN id or name."""
    dasar = "left(coalesce(k.dasar, ''), 150)" if olahan.ada("dasar") else "coalesce(f.dasar, '')"
    olahan.jalankan(
        f"""CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT v.*, count(*) OVER (PARTITION BY v.unit_id, v.jabatan_id) > 1
            AND v.jabatan_id IS NOT NULL AS ganda
        FROM (SELECT k.lembar, k.nomor, left(k.jabatan, 200) AS kunci,
            left(coalesce(u.nama, k.unor, 'Seluruh instansi'), 200) AS nama,
            NULL::bigint AS pegawai_id, f.id AS objek_id, %(instansi)s::bigint AS instansi_id,
            u.id AS unit_id, j.id AS jabatan_id,
            CASE WHEN k.kebutuhan BETWEEN 0 AND 32767 AND k.kebutuhan = trunc(k.kebutuhan)
                THEN k.kebutuhan::int END AS kebutuhan, {dasar} AS dasar,
            (k.unor IS NOT NULL OR k.unor_id IS NOT NULL)
                AND lower(coalesce(k.unor, '')) <> '{SELURUH}' AND u.id IS NULL AS asing
        FROM pg_temp.impor_kerja k
        LEFT JOIN (
            SELECT upper(replace(siasn_id, '-', '')) AS kunci,
                min(coalesce(digabung_ke_id, id)) AS id
            FROM pegawai_unitorganisasi WHERE instansi_id = %(instansi)s AND siasn_id <> ''
            GROUP BY 1
            UNION ALL
            SELECT 'nama:' || lower(nama), min(id) FROM pegawai_unitorganisasi
            WHERE instansi_id = %(instansi)s AND aktif AND perangkat_daerah_id = id
            GROUP BY 1 HAVING count(*) = 1
        ) c ON c.kunci = coalesce(upper(replace(k.unor_id, '-', '')), 'nama:' || lower(k.unor))
        LEFT JOIN pegawai_unitorganisasi u ON u.id = c.id AND u.perangkat_daerah_id = u.id
        LEFT JOIN (
            SELECT DISTINCT ON (upper(nama)) upper(nama) AS kunci, id FROM pegawai_jabatan
            WHERE aktif ORDER BY upper(nama), id
        ) j ON j.kunci = upper(k.jabatan)
        LEFT JOIN pegawai_formasijabatan f ON f.instansi_id = %(instansi)s
            AND f.jabatan_id = j.id AND f.unit_id IS NOT DISTINCT FROM u.id) v"""
    )


def terapkan(olahan: Olahan) -> None:
    """Update by id, insert what is new: the key may hold no unit, which the engine cannot join."""
    olahan.jalankan(
        """UPDATE pegawai_formasijabatan f SET kebutuhan = n.kebutuhan, dasar = n.dasar
        FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor)
        WHERE h.hasil = 'BERUBAH' AND f.id = n.objek_id"""
    )
    olahan.jalankan(
        """WITH baru AS (
            INSERT INTO pegawai_formasijabatan
                (instansi_id, unit_id, jabatan_id, kebutuhan, dasar)
            SELECT n.instansi_id, n.unit_id, n.jabatan_id, n.kebutuhan, n.dasar
            FROM pg_temp.impor_nilai n JOIN pg_temp.impor_hasil h USING (lembar, nomor)
            WHERE h.hasil = 'BARU' ORDER BY n.lembar, n.nomor
            RETURNING id, unit_id, jabatan_id
        ) UPDATE pg_temp.impor_nilai n SET objek_id = baru.id FROM baru
        WHERE n.objek_id IS NULL AND n.jabatan_id = baru.jabatan_id
            AND n.unit_id IS NOT DISTINCT FROM baru.unit_id"""
    )


ATURAN = (
    Aturan("jabatan_kosong", "jabatan", "k.jabatan IS NULL", "Nama jabatan kosong."),
    Aturan(
        "jabatan_tidak_dikenal",
        "jabatan",
        "k.jabatan IS NOT NULL AND n.jabatan_id IS NULL",
        "Jabatan “{jabatan}” tidak ada dalam rujukan. Tulis seperti dalam rujukan jabatan SIASN.",
        isian={"jabatan": "left(k.jabatan, 80)"},
    ),
    Aturan(
        "unit_bukan_perangkat_daerah",
        "unor",
        "n.asing",
        "“{unor}” bukan perangkat daerah yang dikenal. Pakai nama pada halaman Unit organisasi, "
        "atau kosongkan bila berlaku bagi seluruh instansi.",
        isian={"unor": "left(coalesce(k.unor, k.unor_id), 80)"},
    ),
    Aturan(
        "kebutuhan_tidak_sah",
        "kebutuhan",
        "n.kebutuhan IS NULL AND k.kebutuhan_teks IS NOT NULL AND k.kebutuhan IS NOT NULL",
        "Kebutuhan harus bilangan bulat, 0 sampai 32.767.",
    ),
    Aturan(
        "kebutuhan_kosong",
        "kebutuhan",
        "k.kebutuhan IS NULL AND k.kebutuhan_teks IS NULL",
        "Kebutuhan kosong. Tulis jumlahnya, 0 bila tidak ada.",
    ),
    Aturan(
        "formasi_ganda",
        "jabatan",
        "n.ganda",
        "Jabatan ini ada pada lebih dari satu baris untuk perangkat daerah yang sama.",
    ),
)

FORMASI = JenisImpor(
    kode="formasi",
    nama="Formasi jabatan",
    keterangan="Kebutuhan jabatan per perangkat daerah: PERANGKAT DAERAH, JABATAN, KEBUTUHAN, "
    "DASAR. Unduhan halaman Formasi dapat diunggah kembali.",
    izin="pegawai.add_formasijabatan",
    model=FormasiJabatan,
    kolom=KOLOM,
    dikenal=DIKENAL,
    min_kepala=2,
    kunci_kosong=("jabatan", "kebutuhan"),
    bidang=("instansi_id", "unit_id", "jabatan_id", "kebutuhan", "dasar"),
    siapkan=siapkan,
    aturan=ATURAN,
    terapkan=terapkan,
)
