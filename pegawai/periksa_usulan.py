"""What the system looks at before a verifikator decides. It warns and never decides."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from akses.models import Pengguna
from pegawai.antrean import Isi
from pegawai.golongan import PANGKAT, URUTAN
from pegawai.models import (
    Pegawai,
    PenilaianKinerja,
    RiwayatGolongan,
    RiwayatJabatan,
    SyaratJenjang,
    UsulanPerubahan,
)
from pegawai.predikat import Predikat

S, Aksi = UsulanPerubahan.Sasaran, UsulanPerubahan.Aksi
BAIK_KE_ATAS = {Predikat.SANGAT_BAIK, Predikat.BAIK}


@dataclass(frozen=True)
class Periksa:
    """One sentence and whether all is well."""

    teks: str
    baik: bool


def periksa_usulan(usulan: UsulanPerubahan, pengguna: Pengguna, isi: Isi) -> list[Periksa]:
    """The checks that fit the proposal. At most five queries."""
    daftar = [_bukti(usulan)]
    if isi.hilang:
        daftar.append(Periksa("Baris yang diusulkan sudah tidak ada", False))
    elif usulan.aksi != Aksi.TAMBAH:
        daftar.append(
            Periksa("Data sudah berubah sejak diusulkan", False)
            if isi.konflik
            else Periksa("Data belum berubah sejak diusulkan", True)
        )
    if usulan.aksi == Aksi.HAPUS:
        return daftar
    if usulan.sasaran in {S.PEGAWAI, S.GOLONGAN} and usulan.sesudah.get("golongan"):
        daftar += _golongan(usulan, pengguna)
    daftar += _tmt(usulan, pengguna)
    if nomor := usulan.sesudah.get("nomor_sk"):
        daftar += _nomor_sk(usulan, pengguna, nomor)
    return daftar


def _bukti(usulan: UsulanPerubahan) -> Periksa:
    if usulan.bukti_id:
        return Periksa("Bukti dilampirkan", True)
    return Periksa("Tidak ada berkas bukti", False)


def _golongan(usulan: UsulanPerubahan, pengguna: Pengguna) -> list[Periksa]:
    """One step up, high enough for the tier, and two years of at least Baik."""
    pegawai, baru = usulan.pegawai, usulan.sesudah["golongan"]
    lama = usulan.sebelum.get("golongan") or pegawai.golongan
    daftar = []
    if lama in URUTAN and baru in URUTAN and lama != baru:
        langkah = URUTAN[baru] - URUTAN[lama]
        daftar.append(
            Periksa("Golongan naik satu tingkat", True)
            if langkah == 1
            else Periksa(
                f"Golongan {'naik' if langkah > 0 else 'turun'} {abs(langkah)} tingkat", False
            )
        )
    hari = timezone.localdate()
    syarat = (
        SyaratJenjang.objects.filter(jenjang=pegawai.jenjang, mulai__lte=hari)
        .exclude(golongan="")
        .order_by("-mulai")
        .first()
    )
    if syarat and baru in PANGKAT:
        cukup = URUTAN[baru] >= URUTAN[syarat.golongan]
        kata = "sesuai jenjang" if cukup else "di bawah syarat jenjang"
        daftar.append(
            Periksa(
                f"Golongan {kata}: {syarat.get_jenjang_display()} {syarat.golongan} ke atas", cukup
            )
        )
    if usulan.sasaran == S.GOLONGAN or URUTAN.get(baru, 0) > URUTAN.get(lama, 0):
        daftar.append(_predikat(pegawai, pengguna, hari))
    return daftar


def _predikat(pegawai: Pegawai, pengguna: Pengguna, hari: datetime.date) -> Periksa:
    nilai = PenilaianKinerja.untuk(pengguna).filter(
        pegawai=pegawai, periode="TAHUNAN", tahun__in=[hari.year - 1, hari.year - 2]
    )
    predikat = list(nilai.values_list("predikat", flat=True))
    if len(predikat) < 2:
        return Periksa("Predikat kinerja 2 tahun terakhir belum lengkap", False)
    if set(predikat) <= BAIK_KE_ATAS:
        return Periksa("Predikat kinerja 2 tahun minimal Baik", True)
    return Periksa("Predikat kinerja 2 tahun ada yang di bawah Baik", False)


def _tmt(usulan: UsulanPerubahan, pengguna: Pengguna) -> list[Periksa]:
    """A TMT follows the last one of its kind, and is not far ahead."""
    golongan = usulan.sesudah.get("tmt_golongan") or (
        usulan.sesudah.get("tmt") if usulan.sasaran == S.GOLONGAN else None
    )
    jabatan = usulan.sesudah.get("tmt_jabatan") or (
        usulan.sesudah.get("tmt") if usulan.sasaran == S.JABATAN else None
    )
    daftar = []
    pasangan: tuple[tuple[Any, Any, str], ...] = (
        (golongan, RiwayatGolongan, "golongan"),
        (jabatan, RiwayatJabatan, "jabatan"),
    )
    for teks, model, nama in pasangan:
        if not teks:
            continue
        tmt = datetime.date.fromisoformat(teks)
        baris = model.untuk(pengguna).filter(pegawai=usulan.pegawai_id)
        if usulan.sasaran == nama and usulan.objek_id:
            baris = baris.exclude(pk=usulan.objek_id)
        terakhir = baris.order_by("-tmt").values_list("tmt", flat=True).first()
        if terakhir:
            daftar.append(
                Periksa(f"TMT {nama} setelah TMT terakhir", True)
                if tmt > terakhir
                else Periksa(f"TMT {nama} tidak setelah TMT terakhir ({terakhir:%d-%m-%Y})", False)
            )
        if tmt > timezone.localdate():
            daftar.append(Periksa(f"TMT {nama} belum tiba ({tmt:%d-%m-%Y})", False))
    return daftar


def _nomor_sk(usulan: UsulanPerubahan, pengguna: Pengguna, nomor: str) -> list[Periksa]:
    """The same number in another row of this person; of others it may be a collective decision."""
    model: Any = {S.GOLONGAN: RiwayatGolongan, S.JABATAN: RiwayatJabatan}.get(S(usulan.sasaran))
    if model is None:
        return []
    baris = model.untuk(pengguna).filter(pegawai=usulan.pegawai_id, nomor_sk=nomor)
    ada = baris.exclude(pk=usulan.objek_id).exists() if usulan.objek_id else baris.exists()
    if ada:
        return [Periksa("Nomor SK sudah dipakai pada riwayat lain orang ini", False)]
    return [Periksa("Nomor SK belum pernah dipakai orang ini", True)]
