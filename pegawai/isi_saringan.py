"""What the filters of the list offer from the database, in one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from akses.models import Instansi, Pengguna
from pegawai.models import KedudukanHukum, SyaratJenjang, UnitOrganisasi

_MENJOROK = "\u2003"


@dataclass
class IsiSaringan:
    """Pairs of value and label; ``syarat`` are the minimums of the tiers, None while not asked."""

    instansi: list[tuple[str, str]] = field(default_factory=list)
    kedudukan: list[tuple[str, str]] = field(default_factory=list)
    unit: list[tuple[str, str]] = field(default_factory=list)
    bagian: list[tuple[str, str]] = field(default_factory=list)
    syarat: list[SyaratJenjang] | None = None


def baca_isi(
    pengguna: Pengguna, *, instansi: int | None, unit: int | None, syarat: bool
) -> IsiSaringan:
    """Instansi and perangkat daerah that ``pengguna`` may see, legal standings; the units of
    ``unit`` and the minimums of the tiers when they are needed. One query."""
    semua = pengguna.lingkup == Pengguna.Lingkup.SEMUA
    daftar_unit = UnitOrganisasi.untuk(pengguna)
    perangkat = daftar_unit.perangkat_daerah()
    if semua and instansi:
        perangkat = perangkat.filter(instansi=instansi)
    bagian = [
        _bagian("kedudukan", KedudukanHukum.objects.all(), "kode", "nama", Value("")),
        _bagian("unit", perangkat, "pk", "nama", "instansi_id"),
    ]
    if semua:
        pilihan = Instansi.objects.untuk(pengguna)
        bagian.append(
            _bagian("instansi", pilihan, "pk", "nama", "nama_pendek", urut="kode_kemendagri")
        )
    if unit:
        bawah = daftar_unit.filter(perangkat_daerah=unit, aktif=True).exclude(pk=unit)
        bagian.append(_bagian("bagian", bawah, "pk", "nama", "induk_id"))
    if syarat:
        berlaku = SyaratJenjang.objects.filter(mulai__lte=timezone.localdate())
        bagian.append(_bagian("syarat", berlaku, "jenjang", "tingkat_pendidikan", "golongan",
                              urut="mulai"))  # fmt: skip
    per_jenis: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    awal, *lain = bagian
    for jenis, kode, nama, tambahan, _ in sorted(
        awal.union(*lain, all=True), key=lambda baris: baris[4].casefold()
    ):
        per_jenis[jenis].append((kode, nama, tambahan or ""))
    return _susun(per_jenis, unit, semua=semua, syarat=syarat)


def _susun(
    per_jenis: dict[str, list[tuple[str, str, str]]],
    unit: int | None,
    *,
    semua: bool,
    syarat: bool,
) -> IsiSaringan:
    pendek = {kode: nama_pendek for kode, _, nama_pendek in per_jenis["instansi"]}
    isi = IsiSaringan(
        instansi=[(kode, nama) for kode, nama, _ in per_jenis["instansi"]],
        kedudukan=[(kode, nama) for kode, nama, _ in per_jenis["kedudukan"]],
        unit=[
            (kode, f"{nama} ({pendek.get(pemilik, '')})" if semua else nama)
            for kode, nama, pemilik in per_jenis["unit"]
        ],
        bagian=_pohon(per_jenis["bagian"], str(unit)),
    )
    if syarat:  # sorted by the day they came into force: the later one replaces the earlier
        terbaru = {
            jenjang: SyaratJenjang(jenjang=jenjang, tingkat_pendidikan=tingkat, golongan=golongan)
            for jenjang, tingkat, golongan in per_jenis["syarat"]
        }
        isi.syarat = list(terbaru.values())
    return isi


def _pohon(daftar: list[tuple[str, str, str]], akar: str) -> list[tuple[str, str]]:
    """The units below ``akar`` as they hang together, each deeper one moved to the right."""
    anak: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kode, nama, induk in daftar:
        anak[induk].append((kode, nama))
    hasil: list[tuple[str, str]] = []
    tumpukan = [(kode, nama, 0) for kode, nama in reversed(anak.pop(akar, []))]
    while tumpukan:
        kode, nama, dalam = tumpukan.pop()
        hasil.append((kode, f"{_MENJOROK * dalam}{nama}"))
        tumpukan += [(k, n, dalam + 1) for k, n in reversed(anak.pop(kode, []))]
    return hasil + [satu for sisa in anak.values() for satu in sisa]


def _bagian(
    jenis: str, daftar: QuerySet, kode: str, nama: str, tambahan: str | Value, urut: str = ""
) -> Any:
    """One kind of choice as rows of five texts."""
    return (
        daftar.order_by()
        .annotate(
            s_jenis=Value(jenis, output_field=CharField()),
            s_kode=Cast(kode, CharField()),
            s_nama=F(nama),
            s_tambahan=Cast(tambahan, CharField()),
            s_urut=Cast(urut or nama, CharField()),
        )
        .values_list("s_jenis", "s_kode", "s_nama", "s_tambahan", "s_urut")
    )
