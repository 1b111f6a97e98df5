"""Rules that more than one kind shares. ``n`` is impor_nilai, ``k`` impor_kerja.

Each is the SQL twin of a Python validator; one test holds the two together.
"""

from pegawai.impor.jenis import Aturan
from pegawai.nip import TAHUN_PPPK_PERTAMA, USIA_TERMUDA, USIA_TERTUA

BENTUK_ANGKA = "^[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+[.]0+$"
_BARIS = "(k.lembar, k.nomor)"
_ANGKA = f"k.nip_mentah ~ '{BENTUK_ANGKA}'"
_LAHIR_MUSTAHIL = (
    "k.nip_sah AND (k.nip_lahir IS NULL "
    f"OR k.nip_lahir > %(hari_ini)s::date - interval '{USIA_TERMUDA} years' "
    f"OR k.nip_lahir <= %(hari_ini)s::date - interval '{USIA_TERTUA + 1} years')"
)
_SUSUNAN_MUSTAHIL = (
    f"CASE WHEN k.nip_sah AND NOT ({_LAHIR_MUSTAHIL}) THEN "
    "(substr(k.nip, 13, 2) <> '21' AND substr(k.nip, 13, 2)::int NOT BETWEEN 1 AND 12) "
    "OR substr(k.nip, 15, 1) NOT IN ('1', '2') "
    f"OR substr(k.nip, 9, 4)::int < left(k.nip, 4)::int + {USIA_TERMUDA} "
    f"OR (substr(k.nip, 13, 2) = '21' AND substr(k.nip, 9, 4)::int < {TAHUN_PPPK_PERTAMA}) "
    "OR substr(k.nip, 9, 4)::int > extract(year FROM %(hari_ini)s::date) ELSE false END"
)

ATURAN_NIP = (
    Aturan("nip_kosong", "nip", "k.nip IS NULL", "NIP kosong. Isi 18 angka."),
    Aturan(
        "nip_format_angka",
        "nip",
        _ANGKA,
        "NIP rusak karena format angka. Ubah sel NIP menjadi Teks, lalu ketik 18 angkanya menurut "
        "SIASN atau SK.",
    ),
    Aturan(
        "nip_bukan_18_digit",
        "nip",
        f"NOT k.nip_sah AND NOT ({_ANGKA})",
        "NIP “{isi}” berisi {panjang} tanda. Seharusnya 18 angka.",
        isian={"isi": "left(k.nip, 30)", "panjang": "length(k.nip)"},
    ),
    Aturan(
        "nip_tanggal_lahir_mustahil",
        "nip",
        _LAHIR_MUSTAHIL,
        "Delapan angka depan NIP ({isi}) bukan tanggal lahir yang mungkin bagi pegawai berusia "
        f"{USIA_TERMUDA}–{USIA_TERTUA} tahun. Salin NIP-nya dari SIASN atau SK.",
        isian={"isi": "left(k.nip, 8)"},
    ),
    Aturan(
        "nip_susunan_mustahil",
        "nip",
        _SUSUNAN_MUSTAHIL,
        "Susunan NIP tidak mungkin: periksa tahun dan bulan pengangkatan (angka 9–14) serta jenis "
        "kelamin (angka 15), lalu salin NIP-nya dari SIASN atau SK.",
    ),
    Aturan(
        "memakai_nip_lama",
        "nip",
        f"{_BARIS} IN (SELECT l.lembar, l.nomor FROM pg_temp.impor_nip_lama l)",
        "Ditulis dengan NIP lama {lama}. Pegawai ini sekarang ber-NIP {kini}.",
        galat=False,
        isian={
            "lama": "(SELECT l.lama FROM pg_temp.impor_nip_lama l "
            f"WHERE {_BARIS} = (l.lembar, l.nomor))",
            "kini": "k.nip",
        },
    ),
)

NAMA_KOSONG = Aturan("nama_kosong", "nama", "k.nama IS NULL", "Nama kosong. Isi nama pegawai.")

NIP_DI_LUAR = Aturan(
    "nip_luar_lingkup",
    "nip",
    "k.nip_sah AND n.pegawai_id IS NULL",
    "NIP ini tidak ada di data pegawai instansi ini. Impor data pegawainya dahulu.",
)
"""For histories: the person must be known, and be of this Instansi."""


def tahun_terkunci(ruang: str) -> Aturan:
    """For histories by year: a year that the office has locked (``akses.Kunci``) stays as it is.

    A row that changes nothing there is an error too: it says that the year is closed.
    """
    return Aturan(
        "periode_terkunci",
        "tahun",
        f"EXISTS (SELECT FROM akses_kunci q WHERE q.ruang = '{ruang}' "
        "AND q.periode = n.tahun::text "
        "AND (q.instansi_id IS NULL OR q.instansi_id = %(instansi)s))",
        "Tahun {tahun} sudah dikunci; baris ini tidak diterapkan. Minta kuncinya dibuka dahulu.",
        isian={"tahun": "n.tahun"},
    )
