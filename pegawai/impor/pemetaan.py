"""Headers that a kind does not know: asked about once, remembered for the next file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.impor.baca import BUKAN_ISI, judul_dikenal
from pegawai.impor.jenis import JenisImpor, Kolom, ambil_jenis
from pegawai.models import BerkasImpor, PemetaanKolom

MIRIP = 0.4
"""Trigram similarity from which on a guess is offered; below it, a wrong one is likelier."""
_DAPAT_DICOCOKKAN = {BerkasImpor.Status.DIPERIKSA, BerkasImpor.Status.DITOLAK}


def ingatan(berkas: BerkasImpor) -> dict[str, str]:
    """Header → column (empty: ignored), as it was said for this Instansi or for all. One query."""
    berlaku = PemetaanKolom.tanpa_batas.yang_berlaku(berkas.instansi_id)
    return dict(berlaku.filter(jenis=berkas.jenis).values_list("judul", "kolom"))


def dengan_ingatan(jenis: JenisImpor, berkas: BerkasImpor) -> JenisImpor:
    """The kind, knowing also the headers that somebody has mapped."""
    peta = ingatan(berkas)
    return replace(
        jenis,
        kolom=tuple(
            replace(k, judul=(*k.judul, *(j for j, tujuan in peta.items() if tujuan == k.nama)))
            for k in jenis.kolom
        ),
        dikenal=(*jenis.dikenal, *(judul for judul, tujuan in peta.items() if not tujuan)),
    )


def judul_ditanya(berkas: BerkasImpor) -> dict[str, str | None]:
    """The headers of a file that its kind does not know → what was said of them, None: nothing."""
    if berkas.status not in _DAPAT_DICOCOKKAN:
        return {}
    dikenal = judul_dikenal(ambil_jenis(berkas.jenis)) | BUKAN_ISI
    peta = ingatan(berkas)
    asing = (judul for lembar in berkas.susunan for judul in lembar["kolom"])
    return {judul: peta.get(judul) for judul in dict.fromkeys(asing) if judul not in dikenal}


def kolom_kosong(berkas: BerkasImpor) -> list[Kolom]:
    """The columns that no header known by itself fills; the required ones first."""
    jenis = ambil_jenis(berkas.jenis)
    dikenal = judul_dikenal(jenis)
    terisi = {
        nama
        for lembar in berkas.susunan
        for nama, n in lembar.get("peta", {}).items()
        if lembar["kolom"][n] in dikenal
    }
    kosong = [kolom for kolom in jenis.kolom if kolom.nama not in terisi]
    return sorted(kosong, key=lambda kolom: not kolom.wajib)


def tebak(daftar_judul: Collection[str], daftar_kolom: Collection[Kolom]) -> dict[str, str]:
    """The likeliest column of each header by trigrams, each column at most once. One query."""
    if not daftar_judul or not daftar_kolom:
        return {}
    pasangan = [(kolom.nama, judul) for kolom in daftar_kolom for judul in kolom.judul]
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT j.judul, k.kolom, max(similarity(j.judul, k.judul)) AS mirip "
            "FROM unnest(%s::text[]) AS j(judul), unnest(%s::text[], %s::text[]) AS k(kolom, judul)"
            " GROUP BY 1, 2 HAVING max(similarity(j.judul, k.judul)) >= %s ORDER BY 3 DESC, 1, 2",
            [
                list(daftar_judul),
                [nama for nama, _ in pasangan],
                [judul for _, judul in pasangan],
                MIRIP,
            ],
        )
        urut = kursor.fetchall()
    hasil: dict[str, str] = {}
    for judul, kolom, _ in urut:
        if judul not in hasil and kolom not in hasil.values():
            hasil[judul] = kolom
    return hasil


@transaction.atomic
def cocokkan(berkas: BerkasImpor, pilihan: Mapping[str, str], *, oleh: Pengguna) -> BerkasImpor:
    """Remember what each header means for this Instansi, and have the file checked anew.

    The caller sends the task. Raises ValidationError for a file that is not waiting any more.
    """
    berkas = kunci_menunggu(berkas)
    for judul, kolom in pilihan.items():
        PemetaanKolom.tanpa_batas.update_or_create(
            instansi=berkas.instansi,
            jenis=berkas.jenis,
            judul=judul[:200],
            defaults={"kolom": kolom, "oleh": oleh},
        )
    periksa_lagi(berkas)
    catat(
        JejakAudit.Aksi.UBAH,
        berkas,
        oleh=oleh,
        keterangan="Mencocokkan judul kolom",
        data={"sesudah": dict(pilihan)},
    )
    return berkas


def kunci_menunggu(berkas: BerkasImpor) -> BerkasImpor:
    """The file, locked. Raises ValidationError when it is not waiting for an answer any more."""
    berkas = BerkasImpor.tanpa_batas.select_for_update().get(pk=berkas.pk)
    if berkas.status not in _DAPAT_DICOCOKKAN or not berkas.susunan:
        raise ValidationError("Berkas ini sudah diproses. Unggah sekali lagi untuk mencocokkannya.")
    return berkas


def periksa_lagi(berkas: BerkasImpor) -> None:
    """Put a locked file back in the queue of those to check."""
    berkas.status = berkas.Status.DIUNGGAH
    berkas.alasan = ""
    berkas.save(update_fields=["status", "alasan"])
