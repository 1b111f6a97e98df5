"""The change log of one person in words: what changed, from what to what, by whom, on what basis.

Three sources tell of it: the trail (proposals that were approved, contact data, administration),
and the rows of applied files. Both keep the values; here they meet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from akses.models import JejakAudit, Pengguna
from akses.templatetags.tampilan import nip_tersamar
from pegawai.impor import ambil_jenis
from pegawai.models import BarisImpor, BerkasImpor, Pegawai, UsulanPerubahan
from pegawai.pratinjau import susun_beda

TERBANYAK = 50
IZIN_NIK, IZIN_BERKAS = "pegawai.lihat_nik", "pegawai.view_berkasimpor"
_RAHASIA = {"nik": IZIN_NIK, "NIK": IZIN_NIK}


@dataclass(frozen=True)
class Perubahan:
    """One act: ``beda`` holds (field, before, after); ``tautan`` leads to its proposal or file."""

    waktu: datetime.datetime
    oleh: str
    apa: str
    beda: tuple[tuple[str, Any, Any], ...]
    pengusul: str = ""
    dasar: str = ""
    tautan: str = ""


def daftar_perubahan(pengguna: Pengguna, pegawai: Pegawai) -> list[Perubahan]:
    """The latest changes, newest first, as far as ``pengguna`` may know them.

    Fields with a higher bar are left out for readers without it, their names too. A constant
    number of queries: the trail, its proposals, the rows of files, and a few names behind ids.
    """
    semua = [*_dari_jejak(pengguna, pegawai), *_dari_berkas(pengguna, pegawai)]
    return sorted(semua, key=lambda satu: satu.waktu, reverse=True)[:TERBANYAK]


def _dari_jejak(pengguna: Pengguna, pegawai: Pegawai) -> Iterator[Perubahan]:
    jejak = list(
        JejakAudit.untuk(pengguna)
        .filter(
            objek_jenis=Pegawai._meta.label_lower,
            objek_id=str(pegawai.pk),
            aksi__in=[JejakAudit.Aksi.BUAT, JejakAudit.Aksi.UBAH, JejakAudit.Aksi.TERAPKAN],
        )
        .select_related("pengguna")
        .defer("daftar_objek")[:TERBANYAK]
    )
    nomor = {satu.data["usulan"] for satu in jejak if satu.data.get("usulan")}
    usulan = {}
    if nomor and pengguna.has_perm("pegawai.view_usulanperubahan"):
        terbaca = UsulanPerubahan.untuk(pengguna).select_related("pengusul", "bukti")
        usulan = terbaca.in_bulk(nomor)
    for satu in jejak:
        lama, baru = satu.data.get("sebelum") or {}, satu.data.get("sesudah") or {}
        asal = usulan.get(satu.data.get("usulan"))
        yield Perubahan(
            satu.waktu,
            satu.pengguna.nama if satu.pengguna else satu.nama_akun,
            satu.get_aksi_display(),
            tuple(
                (
                    capfirst(nama),
                    _tampak(nama, lama.get(nama)),
                    _tampak(nama, baru.get(nama)),
                )
                for nama in {**lama, **baru}
                if nama not in _RAHASIA or pengguna.has_perm(_RAHASIA[nama])
            ),
            **(_asal(asal) if asal else {}),
        )


def _tampak(nama: str, nilai: Any) -> Any:
    """A NIP is as hidden here as at the head of the page."""
    return nip_tersamar(nilai) if nilai and nama.upper() == "NIP" else nilai


def _asal(usulan: UsulanPerubahan) -> dict[str, str]:
    """Who proposed it, why, and the proposal itself."""
    bukti = f" ({usulan.bukti.judul})" if usulan.bukti else ""
    return {
        "pengusul": usulan.pengusul.nama,
        "dasar": f"{usulan.alasan}{bukti}",
        "tautan": reverse("pegawai:usulan_rincian", args=[usulan.pk]),
    }


def _dari_berkas(pengguna: Pengguna, pegawai: Pegawai) -> Iterator[Perubahan]:
    if not pengguna.has_perm(IZIN_BERKAS):
        return
    baris = list(
        BarisImpor.untuk(pengguna)
        .filter(
            pegawai=pegawai,
            hasil__in=[BarisImpor.Hasil.BARU, BarisImpor.Hasil.BERUBAH],
            berkas__status=BerkasImpor.Status.DITERAPKAN,
        )
        .select_related("berkas__penerap")
        .only("perbedaan", "tanya", "nilai", "hasil", "nomor", "berkas__jenis",
              "berkas__nama_berkas", "berkas__waktu_terap", "berkas__waktu_unggah",
              "berkas__penerap__username", "berkas__penerap__first_name",
              "berkas__penerap__last_name")
        .order_by("-berkas__waktu_terap", "-pk")[:TERBANYAK]
    )  # fmt: skip
    baris.sort(key=lambda satu: satu.berkas.jenis)
    for kode, kelompok in groupby(baris, key=lambda satu: satu.berkas.jenis):
        daftar, jenis = list(kelompok), ambil_jenis(kode)
        nik = pengguna.has_perm(IZIN_NIK)
        for isi in susun_beda(pengguna, daftar[0].berkas, daftar, nik=nik):
            satu: BarisImpor = isi["baris"]
            berkas = satu.berkas
            beda = [
                (capfirst(label), _tampak(label, lama), _tampak(label, baru))
                for label, lama, baru, catatan in isi["beda"]
                if not catatan
            ]
            yield Perubahan(
                berkas.waktu_terap or berkas.waktu_unggah,
                berkas.penerap.nama if berkas.penerap else "",
                f"{jenis.nama}: baris baru" if satu.hasil == BarisImpor.Hasil.BARU else jenis.nama,
                tuple(beda) if satu.hasil == BarisImpor.Hasil.BERUBAH else (),
                dasar=f"Berkas {berkas.nama_berkas}, baris {satu.nomor}",
                tautan=reverse("pegawai:berkas", args=[berkas.pk]),
            )
