"""A few proposals that wait, and one that came back, so that the queue can be tried at once."""

from __future__ import annotations

import datetime
from typing import Any

from akses.models import Instansi, Pengguna
from evaluasi.contoh.daerah import WAKTU_ACUAN
from pegawai.models import Pegawai, UsulanPerubahan
from pegawai.sasaran import DAFTAR_SASARAN

KODE_INSTANSI = ("62", "62.01", "62.05")
S, Aksi, Status = UsulanPerubahan.Sasaran, UsulanPerubahan.Aksi, UsulanPerubahan.Status
# Target, what it would become, reason, days before the reference date.
USULAN: tuple[tuple[str, dict[str, Any], str, int], ...] = (
    (S.PEGAWAI, {"gelar_belakang": "S.A.P., M.Si."}, "Sesuai ijazah magister.", 8),
    (
        S.PENDIDIKAN,
        {"tingkat": "45", "pendidikan": "S-2 Administrasi Publik", "tahun_lulus": 2025},
        "Ijazah diterbitkan Agustus 2025.",
        6,
    ),
    (
        S.PENGHARGAAN,
        {"penghargaan": "Satyalancana Karya Satya X Tahun", "tahun": 2026},
        "Piagam diserahkan 17 Agustus 2026.",
        2,
    ),
    (
        S.PELATIHAN,
        {"nama": "Pelatihan Pelayanan Prima", "tahun": 2026, "jp": "24.00"},
        "Sertifikat terbit September 2026.",
        1,
    ),
    (S.PEGAWAI, {"tempat_lahir": "Pangkalan Bun"}, "Sesuai akta kelahiran.", 1),
)


def isi_usulan() -> None:
    """Write the proposals of three Instansi; the last of each has been returned."""
    baru = []
    for instansi in Instansi.objects.filter(kode_kemendagri__in=KODE_INSTANSI):
        akun = {
            peran: Pengguna.objects.get(username=f"{peran}.{instansi.kode_akun}")
            for peran in ("pengelola", "verifikator")
        }
        orang = Pegawai.tanpa_batas.filter(instansi=instansi, status_asn="PNS").order_by("pk")
        for pegawai, isi in zip(orang[: len(USULAN)], USULAN, strict=True):
            baru.append(_usulan(pegawai, akun["pengelola"], *isi))
        kembali = baru[-1]
        kembali.status, kembali.pemutus = Status.DIKEMBALIKAN, akun["verifikator"]
        kembali.waktu_putus = WAKTU_ACUAN
        kembali.catatan = "Lampirkan pindaian akta kelahiran."
    UsulanPerubahan.tanpa_batas.bulk_create(baru)


def _usulan(
    pegawai: Pegawai,
    pengusul: Pengguna,
    sasaran: str,
    sesudah: dict[str, Any],
    alasan: str,
    hari: int,
) -> UsulanPerubahan:
    data = sasaran == S.PEGAWAI
    kolom = list(sesudah)
    return UsulanPerubahan(
        instansi_id=pegawai.instansi_id,
        pegawai=pegawai,
        sasaran=sasaran,
        aksi=Aksi.UBAH if data else Aksi.TAMBAH,
        objek_id=pegawai.pk if data else None,
        kolom=kolom,
        sebelum=DAFTAR_SASARAN[sasaran].nilai(pegawai, kolom) if data else {},
        sesudah=sesudah,
        versi=pegawai.diubah if data else None,
        alasan=alasan,
        pengusul=pengusul,
        waktu_usul=WAKTU_ACUAN - datetime.timedelta(days=hari),
    )
