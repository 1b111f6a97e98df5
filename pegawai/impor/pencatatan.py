"""Who is counted where: persons whose instansi induk and instansi kerja differ are counted once.

The rule is data (``AturanPencatatan``, dated): such a person is counted at one of the two. Where
that one is none of the fifteen, the other one counts: nobody else here would. A row of a person
who is counted elsewhere is an error of that row; it makes no second record and moves nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from akses.models import Instansi
from pegawai.impor.jenis import Aturan
from pegawai.impor.olahan import Olahan
from pegawai.models import AturanPencatatan
from pegawai.penempatan import Tempat, baca_tempat

TITIPAN = "11"
"""Kedudukan hukum of a person who is placed with somebody for a time."""
LUAR, CATATAN = "LUAR", "CATATAN"
_KOLOM = ("induk_id", "induk_nama", "kerja_id", "kerja_nama", "jenis_pegawai_nama")
_KUNCI = (
    f"concat_ws('|', {', '.join(f'''coalesce(k.{kolom}, '')''' for kolom in _KOLOM)}, "
    "n.kedudukan_hukum_id = '11')"
)


def siapkan_pencatatan(olahan: Olahan) -> None:
    """impor_tempat: the rows about which something is to be said. Four statements for any file.

    The few distinct pairs of a file are judged in Python, the rows by SQL.
    """
    olahan.jalankan("DROP TABLE IF EXISTS pg_temp.impor_tempat")
    isi = _putuskan_semua(olahan) if olahan.ada(*_KOLOM[:4]) else []
    olahan.jalankan(
        "CREATE TEMP TABLE impor_tempat ON COMMIT DROP AS "
        "SELECT n.lembar, n.nomor, p.macam, p.kalimat FROM unnest(%(kunci)s::text[], "
        "%(macam)s::text[], %(kalimat)s::text[]) AS p(kunci, macam, kalimat) "
        "JOIN (SELECT n.lembar, n.nomor, "
        f"{_KUNCI if isi else 'NULL'} AS kunci FROM pg_temp.impor_nilai n "
        "JOIN pg_temp.impor_kerja k USING (lembar, nomor)) n ON n.kunci = p.kunci"
        + ("" if isi else " WHERE false"),
        kunci=[satu[0] for satu in isi],
        macam=[satu[1] for satu in isi],
        kalimat=[satu[2] for satu in isi],
    )


def _putuskan_semua(olahan: Olahan) -> list[tuple[str, str, str]]:
    daftar = list(Instansi.objects.all())
    aturan = AturanPencatatan.objects.berlaku(olahan.isian["hari_ini"])
    sini = olahan.berkas.instansi
    hasil = []
    for kunci, induk_id, induk, kerja_id, kerja, jenis, titipan in olahan.baris(
        f"SELECT DISTINCT {_KUNCI}, {', '.join(f'k.{kolom}' for kolom in _KOLOM)}, "
        f"n.kedudukan_hukum_id = '{TITIPAN}' FROM pg_temp.impor_nilai n "
        "JOIN pg_temp.impor_kerja k USING (lembar, nomor)"
    ):
        hubungan = baca_hubungan(jenis or "", titipan=bool(titipan))
        putusan = putuskan(
            baca_tempat(induk_id, induk, daftar),
            baca_tempat(kerja_id, kerja, daftar),
            hubungan,
            sini=sini,
            aturan=aturan,
        )
        if putusan is not None:
            hasil.append((kunci, *putusan))
    return hasil


def baca_hubungan(jenis_pegawai: str, *, titipan: bool) -> str:
    """DPK, DPB or titipan, by the kind of pegawai; DPK where SIASN does not say."""
    if titipan:
        return AturanPencatatan.Hubungan.TITIPAN
    rapi = jenis_pegawai.upper()
    diperbantukan = "DPB" in rapi or "DIPERBANTUKAN" in rapi
    return AturanPencatatan.Hubungan.DPB if diperbantukan else AturanPencatatan.Hubungan.DPK


def putuskan(
    induk: Tempat,
    kerja: Tempat,
    hubungan: str,
    *,
    sini: Instansi,
    aturan: Mapping[str, str],
) -> tuple[str, str] | None:
    """What to say about a row with these two sides, and whether it is an error; None: nothing."""
    di_induk = aturan.get(hubungan) != AturanPencatatan.Sisi.KERJA
    pertama, kedua = (induk, kerja) if di_induk else (kerja, induk)
    if not pertama.diberikan:
        return _catatan(induk, kerja) if kedua.diberikan and kedua.instansi != sini else None
    berbeda = kedua.diberikan and not pertama.sama(kedua)
    dihitung = pertama if pertama.instansi or not berbeda else kedua
    sebutan = "instansi induknya" if dihitung is induk else "tempatnya bekerja"
    if dihitung.instansi is None:
        return _catatan(induk, kerja)
    if dihitung.instansi != sini:
        return LUAR, (
            f"Ia dihitung di {sebutan if berbeda else 'instansinya'}, {dihitung.sebutan}, yang "
            "mencatatnya dari berkasnya sendiri. Baris ini dilewati agar orangnya tidak tercatat "
            "dua kali."
        )
    if not berbeda:
        return None
    if dihitung is induk:
        nama = AturanPencatatan.Hubungan(hubungan).label
        return CATATAN, f"{nama} di {kerja.sebutan}; tetap dihitung di sini, instansi induknya."
    return CATATAN, f"Instansi induknya {induk.sebutan}; dihitung di sini, tempatnya bekerja."


def _catatan(induk: Tempat, kerja: Tempat) -> tuple[str, str]:
    return CATATAN, f"Instansi menurut berkas: kerja {kerja.sebutan}, induk {induk.sebutan}."


def _ada(macam: str) -> str:
    return (
        "(n.lembar, n.nomor) IN (SELECT t.lembar, t.nomor FROM pg_temp.impor_tempat t "
        f"WHERE t.macam = '{macam}')"
    )


_KALIMAT = (
    "(SELECT t.kalimat FROM pg_temp.impor_tempat t WHERE t.lembar = n.lembar AND t.nomor = n.nomor)"
)
DIHITUNG_DI_LUAR = _ada(LUAR)
ATURAN_PENCATATAN: Sequence[Aturan] = (
    Aturan(
        "dihitung_di_instansi_lain",
        "kerja_nama",
        DIHITUNG_DI_LUAR,
        "{kalimat}{sisa}",
        isian={
            "kalimat": _KALIMAT,
            "sisa": "CASE WHEN n.objek_id IS NOT NULL AND n.instansi_lama = n.instansi_id THEN "
            "' Ia masih tercatat di sini; kepindahannya dicatat oleh akun berlingkup semua "
            "instansi.' ELSE '' END",
        },
    ),
    Aturan(
        "instansi_beda",
        "kerja_nama",
        _ada(CATATAN),
        "{kalimat}",
        galat=False,
        isian={"kalimat": _KALIMAT},
    ),
)
