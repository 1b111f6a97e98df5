"""What the home pages and the comparison show: built from the reports of one period.

The figures are those of the reports, so that dashboard, report and PDF cannot disagree. Two
queries whatever the number of people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from akses.models import Instansi, Pengguna
from evaluasi.indikator import Angka, gabung, nilai_status
from evaluasi.laporan import STATUS
from evaluasi.models import (
    Indikator,
    KomitmenBersama,
    LaporanEvaluasi,
    PenandaTangan,
    PeriodeEvaluasi,
    TahapPenerapan,
)

KELAS_LAPORAN = {
    "DRAF": ("netral", "Draf"),
    "DIAJUKAN": ("netral", "Menunggu keputusan"),
    "DIKEMBALIKAN": ("waspada", "Dikembalikan"),
    "DISETUJUI": ("baik", "Disetujui"),
}
BELUM_ADA = ("buruk", "Belum ada")
URUTAN_KOTAK = (("Di atas", (4, 7, 9)), ("Sesuai", (2, 5, 8)), ("Di bawah", (1, 3, 6)))
POTENSIAL = ("rendah", "menengah", "tinggi")
TINGKAT_PETAK = ((Decimal(0), "p4"), (Decimal(-3), "p3"), (Decimal(-10), "p2"))


@dataclass(frozen=True)
class Sel:
    """One figure of one Instansi."""

    kode: str
    nama: str
    persen: bool
    pembilang: int | None
    penyebut: int | None
    nilai: Decimal | None
    target: Decimal | None
    status: str

    @property
    def deviasi(self) -> Decimal | None:
        return None if self.nilai is None or self.target is None else self.nilai - self.target

    @property
    def jarak(self) -> Decimal | None:
        """Distance to the target without its sign, beside an arrow."""
        return None if self.deviasi is None else abs(self.deviasi)

    @property
    def kelas(self) -> str:
        return STATUS[self.status][0]

    @property
    def kata(self) -> str:
        return STATUS[self.status][1]

    @property
    def di_bawah(self) -> bool:
        return self.status in {"MENDEKATI", "DI_BAWAH"}

    @property
    def bertarget(self) -> bool:
        return self.deviasi is not None and self.status != "DIPANTAU"

    @property
    def kelas_petak(self) -> str:
        if self.deviasi is None:
            return "p0"
        return next((p for batas, p in TINGKAT_PETAK if self.deviasi >= batas), "p1")


@dataclass
class BarisInstansi:
    """One Instansi in the comparison; `laporan_id` only when the reader may open it."""

    instansi: Instansi
    sel: dict[str, Sel] = field(default_factory=dict)
    laporan_id: int | None = None
    status_laporan: tuple[str, str] = BELUM_ADA
    peringkat: int | None = None

    @property
    def daftar_sel(self) -> list[Sel]:
        return list(self.sel.values())

    @property
    def bertarget(self) -> list[Sel]:
        return [s for s in self.daftar_sel if s.bertarget]

    @property
    def tercapai(self) -> int:
        return sum(s.status == "TERCAPAI" for s in self.bertarget)


@dataclass
class Perbandingan:
    """The comparison of a period: columns, rows in the order of `utama`, and all together."""

    periode: PeriodeEvaluasi
    daftar_indikator: list[Indikator]
    utama: Indikator
    baris: list[BarisInstansi]
    semua: dict[str, Sel]

    @property
    def daftar_semua(self) -> list[Sel]:
        return [self.semua[i.kode] for i in self.daftar_indikator if i.kode in self.semua]

    @property
    def bertarget(self) -> list[Sel]:
        return [s for s in self.daftar_semua if s.bertarget]

    @property
    def tercapai(self) -> int:
        return sum(s.status == "TERCAPAI" for s in self.bertarget)

    @property
    def tanpa_target(self) -> list[BarisInstansi]:
        """Instansi that have figures but reach no target."""
        return [b for b in self.baris if b.bertarget and not b.tercapai]

    @property
    def terjauh(self) -> Sel | None:
        meleset = [s for s in self.bertarget if s.di_bawah]
        return min(meleset, key=lambda s: s.deviasi or Decimal(0), default=None)

    @property
    def petak(self) -> list[tuple[BarisInstansi, Sel | None]]:
        """The tiles of the cartogram, in the order of the codes."""
        urut = sorted(self.baris, key=lambda b: b.instansi.kode_kemendagri)
        return [(b, b.sel.get(self.utama.kode)) for b in urut]

    @property
    def baris_tampil(self) -> list[tuple[BarisInstansi, Sel | None, list[Sel | None]]]:
        """Each row with its leading cell and the other columns."""
        lain = [i.kode for i in self.kolom_lain]
        return [
            (b, b.sel.get(self.utama.kode), [b.sel.get(kode) for kode in lain]) for b in self.baris
        ]

    @property
    def banyak_peringkat(self) -> int:
        """How many have a rank: those without data have none."""
        return sum(b.peringkat is not None for b in self.baris)

    @property
    def kolom_lain(self) -> list[Indikator]:
        return [i for i in self.daftar_indikator if i.pk != self.utama.pk]

    @property
    def semua_utama(self) -> Sel | None:
        return self.semua.get(self.utama.kode)

    @property
    def semua_lain(self) -> list[Sel | None]:
        return [self.semua.get(i.kode) for i in self.kolom_lain]


def periode_terkini() -> PeriodeEvaluasi | None:
    """The last quarter of which there is a report."""
    dengan_laporan = LaporanEvaluasi.tanpa_batas.values("periode")
    triwulan = PeriodeEvaluasi.objects.filter(
        jenis=PeriodeEvaluasi.Jenis.TRIWULAN, pk__in=dengan_laporan
    )
    return triwulan.order_by("-tanggal_data").first()


def bandingkan(
    pengguna: Pengguna, periode: PeriodeEvaluasi, kode_utama: str = ""
) -> Perbandingan | None:
    """The comparison as far as ``pengguna`` may see it; None while no indicator is active."""
    daftar_indikator = list(Indikator.objects.filter(aktif=True))
    bertarget = [i for i in daftar_indikator if i.arah != Indikator.Arah.NETRAL]
    if not bertarget:
        return None
    per_instansi = {
        b["instansi"]: b for b in LaporanEvaluasi.tanpa_batas.perbandingan(pengguna, [periode])
    }
    berisi = {c["kode"] for b in per_instansi.values() for c in b["capaian"] or [] if c["nilai"]}
    bawaan = next((i for i in bertarget if i.kode in berisi), bertarget[0])
    utama = next((i for i in bertarget if i.kode == kode_utama), bawaan)
    terbaca = set(
        LaporanEvaluasi.untuk(pengguna).filter(periode=periode).values_list("pk", flat=True)
    )
    baris = []
    for instansi in Instansi.objects.untuk_rekap(pengguna):
        satu = BarisInstansi(instansi)
        if laporan := per_instansi.get(instansi.pk):
            satu.sel = {c["kode"]: _sel(c) for c in laporan["capaian"] or []}
            satu.status_laporan = KELAS_LAPORAN[laporan["status"]]
            satu.laporan_id = laporan["pk"] if laporan["pk"] in terbaca else None
        baris.append(satu)
    _urutkan(baris, utama.kode)
    semua = {i.kode: s for i in daftar_indikator if (s := _jumlahkan(i, baris)) is not None}
    return Perbandingan(periode, daftar_indikator, utama, baris, semua)


def _sel(capaian: dict[str, Any]) -> Sel:
    def desimal(nilai: str | None) -> Decimal | None:
        return None if nilai is None else Decimal(nilai)

    return Sel(
        capaian["kode"],
        capaian["nama"],
        capaian["satuan"] == "%",
        capaian["pembilang"],
        capaian["penyebut"],
        desimal(capaian["nilai"]),
        desimal(capaian["target"]),
        capaian["status"],
    )


def _urutkan(baris: list[BarisInstansi], kode: str) -> None:
    """Highest first; those without data last and without a rank."""

    def kunci(satu: BarisInstansi) -> tuple[bool, Decimal, str]:
        nilai = satu.sel[kode].nilai if kode in satu.sel else None
        return (nilai is None, -(nilai or Decimal(0)), satu.instansi.nama)

    baris.sort(key=kunci)
    for nomor, satu in enumerate(baris, start=1):
        if kode in satu.sel and satu.sel[kode].nilai is not None:
            satu.peringkat = nomor


def _jumlahkan(indikator: Indikator, baris: list[BarisInstansi]) -> Sel | None:
    """All Instansi together: Σ numerator / Σ denominator, against the aim most of them have."""
    daftar = [b.sel[indikator.kode] for b in baris if indikator.kode in b.sel]
    if not daftar:
        return None
    jumlah = gabung(Angka(s.pembilang, s.penyebut) for s in daftar if s.pembilang is not None)
    target = [s.target for s in daftar if s.target is not None]
    bersama = max(set(target), key=target.count) if target else None
    return Sel(
        indikator.kode,
        indikator.nama,
        indikator.satuan == Indikator.Satuan.PERSEN,
        jumlah.pembilang,
        jumlah.penyebut,
        jumlah.nilai,
        bersama,
        nilai_status(indikator, jumlah.nilai, bersama),
    )


def baris_sendiri(perbandingan: Perbandingan, instansi: Instansi) -> BarisInstansi | None:
    """The row of one Instansi."""
    return next((b for b in perbandingan.baris if b.instansi.pk == instansi.pk), None)


def peringkat_per_indikator(
    perbandingan: Perbandingan, instansi: Instansi
) -> list[tuple[Sel, int, int, Sel | None]]:
    """Own figure, own rank, how many have one, and the province's figure, with a target each."""
    hasil: list[tuple[Sel, int, int, Sel | None]] = []
    sendiri = baris_sendiri(perbandingan, instansi)
    for sel in sendiri.bertarget if sendiri else []:
        semua = (b.sel[sel.kode].nilai for b in perbandingan.baris if sel.kode in b.sel)
        nilai = [n for n in semua if n is not None]
        di_atas = sum(n > sel.nilai for n in nilai if sel.nilai is not None)
        hasil.append((sel, di_atas + 1, len(nilai), perbandingan.semua.get(sel.kode)))
    return hasil


def matriks(sebaran: dict[str, Any]) -> list[dict[str, Any]]:
    """The nine boxes of a report in reading order 4 7 9 / 2 5 8 / 1 3 6, row by row."""
    return [
        {
            "tingkat": tingkat,
            "kotak": [
                {
                    "nomor": nomor,
                    "jumlah": sebaran["kotak"][str(nomor)],
                    "kelompok": "suksesi" if nomor >= 7 else "bina" if nomor <= 3 else "",
                    "potensial": potensial,
                }
                for nomor, potensial in zip(kotak, POTENSIAL, strict=True)
            ],
        }
        for tingkat, kotak in URUTAN_KOTAK
    ]


def tahap_per_instansi(pengguna: Pengguna) -> dict[int, list[TahapPenerapan]]:
    """The eleven stages of each Instansi that ``pengguna`` may compare, without their texts."""
    per_instansi: dict[int, list[TahapPenerapan]] = {}
    terlihat = Instansi.objects.untuk_rekap(pengguna)
    daftar = TahapPenerapan.tanpa_batas.filter(instansi__in=terlihat).order_by("tahap")
    for satu in daftar.only("instansi_id", "tahap", "status", "tanggal"):
        per_instansi.setdefault(satu.instansi_id, []).append(satu)
    return per_instansi


def daftar_penanda(komitmen: KomitmenBersama) -> QuerySet[PenandaTangan]:
    """Who signed: fifteen offices, public since the day of signing."""
    return PenandaTangan.tanpa_batas.filter(komitmen=komitmen).select_related("instansi")
