"""New rows whose NIK and birth date are those of somebody who is recorded under another NIP."""

from __future__ import annotations

from pegawai.impor.jenis import Aturan
from pegawai.impor.olahan import Olahan

KODE_SATU = "diduga_orang_sama"
"""Exactly one such person, and nothing in the file speaks against it: may be merged by a click."""

_BARIS = "(n.lembar, n.nomor)"
_DARI = f"FROM pg_temp.impor_kembar b WHERE (b.lembar, b.nomor) = {_BARIS}"


def siapkan_kembar(olahan: Olahan) -> None:
    """impor_kembar: who that could be, one row for each row of the file that has somebody."""
    olahan.jalankan("DROP TABLE IF EXISTS pg_temp.impor_kembar")
    olahan.jalankan(
        """CREATE TEMP TABLE impor_kembar ON COMMIT DROP AS
        SELECT n.lembar, n.nomor,
            count(*) FILTER (WHERE o.instansi_id = %(instansi)s) AS sini,
            count(*) FILTER (WHERE o.instansi_id <> %(instansi)s) AS luar,
            min(o.id) FILTER (WHERE o.instansi_id = %(instansi)s) AS pegawai_id,
            bool_or(EXISTS (SELECT FROM pg_temp.impor_nilai r WHERE r.objek_id = o.id))
                AS disebut,
            count(*) OVER (PARTITION BY n.nik, n.tanggal_lahir) AS baris
        FROM pg_temp.impor_nilai n
        JOIN pegawai_pegawai o ON o.nik = n.nik AND o.tanggal_lahir = n.tanggal_lahir
        WHERE n.objek_id IS NULL AND n.instansi_lama IS NULL AND n.nik <> ''
        GROUP BY n.lembar, n.nomor, n.nik, n.tanggal_lahir"""
    )


def _ada(kondisi: str) -> str:
    return f"{_BARIS} IN (SELECT b.lembar, b.nomor FROM pg_temp.impor_kembar b WHERE {kondisi})"


_ORANG = (
    "(SELECT concat(o.nama, ', NIP ', o.nip, ', ', replace(o.status_asn, '_', ' ')) "
    f"FROM pegawai_pegawai o WHERE o.id = (SELECT b.pegawai_id {_DARI}))"
)
_SATU = "b.sini = 1 AND NOT b.disebut AND b.baris = 1"

ATURAN_KEMBAR = (
    Aturan(
        KODE_SATU,
        "nip",
        _ada(_SATU),
        "NIK dan tanggal lahirnya sama dengan {orang}. Bila ini orang yang sama dengan NIP baru, "
        "gabungkan; bila tidak, ia dicatat sebagai pegawai baru.",
        galat=False,
        isian={"orang": _ORANG},
    ),
    Aturan(
        "diduga_tercatat_ganda",
        "nik",
        _ada(f"b.sini > 0 AND NOT ({_SATU})"),
        "NIK dan tanggal lahirnya sama dengan {orang}{sebab}. Perbaiki NIK-nya, atau sisakan satu "
        "baris untuk orang ini, lalu unggah lagi.",
        galat=False,
        isian={
            "orang": _ORANG,
            "sebab": "(SELECT CASE WHEN b.disebut THEN ', yang juga ada dalam berkas ini' "
            f"WHEN b.sini > 1 THEN ', dan pegawai lain' ELSE ', juga pada baris lain' END {_DARI})",
        },
    ),
    Aturan(
        "diduga_orang_instansi_lain",
        "nik",
        _ada("b.luar > 0"),
        "NIK dan tanggal lahirnya sama dengan seorang pegawai instansi lain. Pastikan dahulu "
        "dengan BKD Provinsi; kepindahan dicatat oleh akun berlingkup semua instansi.",
        galat=False,
    ),
)
