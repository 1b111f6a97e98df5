"""Demo data: invented people of fifteen Instansi, the same ones in every run.

Nothing here is a real person. Reference date 1 October 2026.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from django.db import transaction

from akses.models import Instansi, Pengguna
from evaluasi.contoh import riwayat
from evaluasi.contoh.akun import buat_akun
from evaluasi.contoh.anggaran import isi_anggaran
from evaluasi.contoh.daerah import PROFIL, TANGGAL_ACUAN, bagi
from evaluasi.contoh.jabatan import STAF, Formasi, siapkan_jabatan
from evaluasi.contoh.laporan import isi_laporan_kini, isi_laporan_lalu
from evaluasi.contoh.orang import KOLOM, Penduduk, Rujukan
from evaluasi.contoh.pemetaan import isi_krs, isi_pemetaan
from evaluasi.contoh.penilaian import isi_asesmen
from evaluasi.contoh.salin import salin, segarkan_statistik
from evaluasi.contoh.tindakan import isi_tahap, isi_tindak_lanjut
from evaluasi.contoh.unit import Simpul, simpan_pohon, susun_pohon
from evaluasi.contoh.usulan import isi_usulan
from pegawai.models import AturanBup, Pegawai, UnitOrganisasi

__all__ = ["BENIH", "JUMLAH_TERKECIL", "TANGGAL_ACUAN", "isi", "sudah_terisi"]

BENIH = "kalteng-talenta-contoh-2026"
JUMLAH_TERKECIL = 600  # below it an Instansi could not fill the posts of its offices


def sudah_terisi() -> bool:
    """Whether there are people or accounts that demo data would mix with."""
    return (
        Pegawai.tanpa_batas.exists()
        or UnitOrganisasi.tanpa_batas.exists()
        or Pengguna.objects.exclude(username="sistem").exists()
    )


@transaction.atomic
def isi(*, jumlah: int, sandi: str) -> dict[str, int]:
    """Fill an empty database with ``jumlah`` people and everything about them.

    Set-based: 100,000 people take seconds, not minutes. Returns what was made.
    """
    instansi_per_kode = {i.kode_kemendagri: i for i in Instansi.objects.all()}
    jumlah_per_kode = bagi(jumlah)
    pohon = {
        kode: susun_pohon(instansi_per_kode[kode], PROFIL[kode], jumlah_per_kode[kode])
        for kode in sorted(PROFIL)
    }
    for kode, daftar_akar in pohon.items():
        simpan_pohon(instansi_per_kode[kode], daftar_akar)
    rujukan = Rujukan(
        jabatan_per_nama=siapkan_jabatan(_daftar_formasi(pohon)),
        bup_per_jenjang=_bup(),
    )

    def baris() -> Iterator[list[Any]]:
        urut_nip: Counter[str] = Counter()
        for kode, daftar_akar in pohon.items():
            acak = Random(f"{BENIH}/{kode}")  # noqa: S311 - repeatable, not secret
            penduduk = Penduduk(instansi_per_kode[kode], PROFIL[kode], rujukan, acak, urut_nip)
            yield from penduduk.baris(daftar_akar, jumlah_per_kode[kode])

    salin(Pegawai, KOLOM, baris())
    segarkan_statistik(UnitOrganisasi, Pegawai)
    riwayat.siapkan_acak()
    riwayat.isi_riwayat()
    isi_asesmen()
    riwayat.selesai()
    jumlah_akun = buat_akun(sandi, BENIH)
    isi_anggaran(BENIH)
    isi_pemetaan()
    isi_krs()
    isi_tahap()
    isi_laporan_lalu()
    isi_tindak_lanjut()
    isi_laporan_kini()
    isi_usulan()
    return {"pegawai": jumlah, "akun": jumlah_akun}


def _daftar_formasi(pohon: dict[str, list[Simpul]]) -> set[Formasi]:
    daftar = {
        formasi
        for daftar_akar in pohon.values()
        for akar in daftar_akar
        for simpul in akar.semua()
        for formasi in simpul.kursi
    }
    for pilihan in STAF.values():
        for keluarga, _ in pilihan:
            daftar |= set(keluarga)
    return daftar


def _bup() -> dict[str, int]:
    """The retirement age of each tier at the reference date."""
    berlaku = AturanBup.objects.filter(mulai__lte=TANGGAL_ACUAN).order_by("mulai")
    return dict(berlaku.values_list("jenjang", "usia"))
