"""The nine-box page as one computed object: page and workbook cannot disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font

from akses.alamat import baca_nomor
from akses.models import Instansi, Pengguna
from kompetensi.kotak import KOTAK, KOTAK_TERTUTUP, URUTAN_BACA, Kotak
from kompetensi.models import AnggotaKRS, HasilPemetaan, PeriodeTalenta, SkemaPemetaan
from kompetensi.querysets import HasilPemetaanQuerySet
from pegawai.models import Jenjang, UnitOrganisasi

BELUM = "belum"
PER_HALAMAN = 25
URUTAN_KELOMPOK = {"bina": 1, "kembang": 2, "suksesi": 3}


@dataclass(frozen=True)
class Saringan:
    """What the address asks for; anything unknown falls back to "all"."""

    periode: int | None = None
    instansi: int | None = None
    unit: int | None = None
    jenjang: str = ""
    kotak: str = ""
    halaman: str = "1"

    @classmethod
    def baca(cls, alamat: Any) -> Saringan:
        """From a QueryDict."""
        jenjang = alamat.get("jenjang", "")
        return cls(
            periode=baca_nomor(alamat.get("periode")),
            instansi=baca_nomor(alamat.get("instansi")),
            unit=baca_nomor(alamat.get("unit")),
            jenjang=jenjang if jenjang in Jenjang.values else "",
            kotak=alamat.get("kotak", ""),
            halaman=alamat.get("halaman", "1"),
        )


@dataclass(frozen=True)
class SatuKotak:
    """One cell of the grid with its figures."""

    kotak: Kotak
    jumlah: int
    bagian: float | None
    selisih: int | None
    sebelumnya: int | None

    @property
    def naik(self) -> bool:
        return bool(self.selisih and self.selisih > 0)


@dataclass(frozen=True)
class Perpindahan:
    """Movement of the persons mapped now, by policy group of the box."""

    naik: int
    tetap: int
    turun: int
    baru: int
    terbanyak: list[tuple[int, int, int]]

    @property
    def jumlah(self) -> int:
        return self.naik + self.tetap + self.turun + self.baru


@dataclass(frozen=True)
class Peta:
    """Everything on the page but the names."""

    periode: PeriodeTalenta | None
    sebelumnya: PeriodeTalenta | None
    saringan: Saringan
    populasi: int = 0
    dipetakan: int = 0
    daftar_kotak: list[SatuKotak] = field(default_factory=list)
    belum: int = 0
    daftar_kurang: list[tuple[str, int]] = field(default_factory=list)
    perpindahan: Perpindahan | None = None
    krs: int = 0
    nomor_sk: str = ""

    @property
    def sementara(self) -> bool:
        """Whether the reference day is still to come."""
        return self.periode is not None and self.periode.tanggal_acuan > timezone.localdate()

    @property
    def kandidat(self) -> int:
        """Persons in boxes 7–9."""
        return sum(k.jumlah for k in self.daftar_kotak if k.kotak.kelompok == "suksesi")

    @property
    def bagian_kandidat(self) -> float | None:
        return self.kandidat / self.populasi * 100 if self.populasi else None

    @property
    def selisih_kandidat(self) -> int | None:
        if self.sebelumnya is None:
            return None
        return sum(k.selisih or 0 for k in self.daftar_kotak if k.kotak.kelompok == "suksesi")

    @property
    def baris(self) -> list[list[SatuKotak]]:
        """Three rows of three, kinerja downward."""
        return [self.daftar_kotak[n : n + 3] for n in (0, 3, 6)]

    @property
    def tabel(self) -> list[SatuKotak]:
        """From box 9 down to 1."""
        return sorted(self.daftar_kotak, key=lambda k: -k.kotak.nomor)

    @property
    def kotak_terpilih(self) -> SatuKotak | None:
        """The box whose people are shown: the one asked for, else 9."""
        pilihan = self.saringan.kotak or "9"
        return next((k for k in self.daftar_kotak if str(k.kotak.nomor) == pilihan), None)


def saring(pengguna: Pengguna, periode: PeriodeTalenta, saringan: Saringan) -> Any:
    """Results of the period that `pengguna` may see and the address asks for."""
    daftar = HasilPemetaan.untuk(pengguna).filter(periode=periode)
    if saringan.instansi:
        daftar = daftar.filter(instansi=saringan.instansi)
    if saringan.unit:
        daftar = daftar.filter(perangkat_daerah=saringan.unit)
    if saringan.jenjang:
        daftar = daftar.filter(jenjang=saringan.jenjang)
    return daftar


def susun_peta(
    pengguna: Pengguna, saringan: Saringan, daftar_periode: list[PeriodeTalenta]
) -> Peta:
    """Figures of one period. Two queries, whatever the number of people."""
    periode = next((p for p in daftar_periode if p.tahun == saringan.periode), None) or next(
        iter(daftar_periode), None
    )
    if periode is None:
        return Peta(None, None, saringan)
    lama = next((p for p in daftar_periode if p.tahun < periode.tahun), None)
    kelompok = saring(pengguna, periode, saringan).kelompok(lama)
    kini: Counter[int | None] = Counter()
    dulu: Counter[int | None] = Counter()
    kurang: Counter[str] = Counter()
    pindah: Counter[tuple[int, int | None]] = Counter()
    for kotak, daftar_kurang, kotak_lama, jumlah in kelompok:
        kini[kotak] += jumlah
        dulu[kotak_lama] += jumlah
        if kotak is None:
            kurang.update(dict.fromkeys(daftar_kurang, jumlah))
        else:
            pindah[kotak, kotak_lama] += jumlah
    populasi = sum(kini.values())
    ada_lama = lama is not None and any(dulu[nomor] for nomor in KOTAK)
    daftar_krs = AnggotaKRS.untuk(pengguna).filter(periode=periode)
    if saringan.instansi:
        daftar_krs = daftar_krs.filter(instansi=saringan.instansi)
    krs = daftar_krs.per_sk()
    return Peta(
        periode=periode,
        sebelumnya=lama if ada_lama else None,
        saringan=saringan,
        populasi=populasi,
        dipetakan=populasi - kini[None],
        daftar_kotak=[
            SatuKotak(
                kotak=KOTAK[nomor],
                jumlah=kini[nomor],
                bagian=kini[nomor] / populasi * 100 if populasi else None,
                selisih=kini[nomor] - dulu[nomor] if ada_lama else None,
                sebelumnya=dulu[nomor] if ada_lama else None,
            )
            for nomor in URUTAN_BACA
        ],
        belum=kini[None],
        daftar_kurang=[
            (butir.label.lower(), kurang[butir.value])
            for butir in SkemaPemetaan.Wajib
            if kurang[butir.value]
        ],
        perpindahan=_perpindahan(pindah) if ada_lama else None,
        krs=sum(krs.values()),
        nomor_sk=next(iter(krs)) if len(krs) == 1 else "",
    )


def _perpindahan(pindah: Counter[tuple[int, int | None]]) -> Perpindahan:
    arah: Counter[str] = Counter()
    for (kini, dulu), jumlah in pindah.items():
        if dulu is None:
            arah["baru"] += jumlah
            continue
        beda = URUTAN_KELOMPOK[KOTAK[kini].kelompok] - URUTAN_KELOMPOK[KOTAK[dulu].kelompok]
        arah["naik" if beda > 0 else "turun" if beda < 0 else "tetap"] += jumlah
    terbanyak = sorted(
        (
            (dulu, kini, jumlah)
            for (kini, dulu), jumlah in pindah.items()
            if dulu is not None and dulu != kini
        ),
        key=lambda satu: (-satu[2], satu[0], satu[1]),
    )
    return Perpindahan(
        naik=arah["naik"],
        tetap=arah["tetap"],
        turun=arah["turun"],
        baru=arah["baru"],
        terbanyak=terbanyak[:5],
    )


def boleh_nama(pengguna: Pengguna, kotak: int | None) -> bool:
    """Whether the names in this box are open to `pengguna`."""
    return kotak not in KOTAK_TERTUTUP or pengguna.has_perm("kompetensi.lihat_kotak_bawah")


def halaman_orang(pengguna: Pengguna, peta: Peta) -> Page | None:
    """People of the chosen box, a page of them; None where the names are closed. One query.

    The count is already known from the figures, so it is not asked for again.
    """
    if peta.periode is None:
        return None
    pilihan = peta.kotak_terpilih
    belum = peta.saringan.kotak == BELUM
    nomor = pilihan.kotak.nomor if pilihan else None
    if not belum and (pilihan is None or not boleh_nama(pengguna, nomor)):
        return None
    daftar = saring(pengguna, peta.periode, peta.saringan).filter(kotak=None if belum else nomor)
    pembagi = Paginator(_urut(daftar, peta), PER_HALAMAN)
    pembagi.count = peta.belum if belum or pilihan is None else pilihan.jumlah
    return pembagi.get_page(peta.saringan.halaman)


def _urut(daftar: HasilPemetaanQuerySet, peta: Peta) -> HasilPemetaanQuerySet:
    return (
        daftar.dengan_kotak_lama(peta.sebelumnya)
        .select_related("pegawai", "perangkat_daerah")
        .order_by("pegawai__nama", "pk")
    )


def pilihan_saringan(
    pengguna: Pengguna, saringan: Saringan
) -> tuple[list[Instansi], list[UnitOrganisasi]]:
    """Choices of Instansi (for those who see several) and of perangkat daerah. One query each."""
    daftar_instansi: list[Instansi] = []
    if pengguna.lingkup == pengguna.Lingkup.SEMUA:
        daftar_instansi = list(Instansi.objects.untuk(pengguna))
        if not saringan.instansi:
            return daftar_instansi, []
    daftar_unit = UnitOrganisasi.untuk(pengguna).filter(kedalaman=1)
    if saringan.instansi:
        daftar_unit = daftar_unit.filter(instansi=saringan.instansi)
    return daftar_instansi, list(daftar_unit.order_by("nama").only("pk", "nama", "jalur"))


def orang_bernama(pengguna: Pengguna, peta: Peta) -> HasilPemetaanQuerySet:
    """The people of the page whose names are open to ``pengguna``: those of the workbook."""
    if peta.periode is None:
        return HasilPemetaan.untuk(pengguna).none()
    daftar = saring(pengguna, peta.periode, peta.saringan)
    if boleh_nama(pengguna, KOTAK_TERTUTUP[0]):
        return daftar
    return daftar.tanpa_kotak_bawah()


def buku_peta(pengguna: Pengguna, peta: Peta) -> bytes:
    """The page as a workbook: figures, then the people whose names are open."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Matriks"
    _baris(lembar, [f"Peta talenta {peta.periode or ''}"], tebal=True)
    _baris(lembar, ["PNS aktif", peta.populasi])
    _baris(lembar, ["Dipetakan", peta.dipetakan])
    _baris(lembar, ["Belum dipetakan", peta.belum])
    for nama, jumlah in peta.daftar_kurang:
        _baris(lembar, [f"Kurang {nama}", jumlah])
    _baris(lembar, ["Kelompok rencana suksesi", peta.krs])
    _baris(
        lembar,
        ["Kotak", "Arti", "Orang", "Bagian (%)", "Periode sebelumnya", "Rekomendasi"],
        tebal=True,
    )
    for satu in peta.tabel:
        bagian = None if satu.bagian is None else round(satu.bagian, 1)
        _baris(
            lembar,
            [
                satu.kotak.nomor,
                satu.kotak.label,
                satu.jumlah,
                bagian,
                satu.sebelumnya,
                satu.kotak.rekomendasi,
            ],
        )
    orang = buku.create_sheet("Pegawai")
    _baris(
        orang,
        [
            "NIP",
            "Nama",
            "Jabatan",
            "Jenjang",
            "Perangkat daerah",
            "Predikat",
            "Nilai potensial",
            "Kotak",
            "Kurang",
        ],
        tebal=True,
    )
    if peta.periode:
        for satu in _urut(orang_bernama(pengguna, peta), peta).iterator(2000):
            _baris(
                orang,
                [
                    satu.pegawai.nip,
                    satu.pegawai.nama_lengkap,
                    satu.pegawai.nama_jabatan,
                    satu.get_jenjang_display(),
                    satu.perangkat_daerah.nama if satu.perangkat_daerah else "",
                    satu.get_predikat_display(),
                    satu.nilai_potensial,
                    satu.kotak or "Belum dipetakan",
                    ", ".join(satu.nama_kurang),
                ],
            )
    isi = BytesIO()
    buku.save(isi)
    return isi.getvalue()


def _baris(lembar: Any, isi: list[Any], *, tebal: bool = False) -> None:
    """One row. A text that a spreadsheet would run as a formula is kept as text."""
    lembar.append(isi)
    for sel in lembar[lembar.max_row]:
        if isinstance(sel.value, str):
            sel.data_type = "s"
        if tebal:
            sel.font = Font(bold=True)
