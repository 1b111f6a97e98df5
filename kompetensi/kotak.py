"""The nine boxes: numbering, label and recommendation (PermenPANRB 3/2020, Lampiran).

A box is always computed from the two categories, never typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from pegawai.predikat import Ekspektasi


class Potensial(models.TextChoices):
    """Category of the potential axis (PermenPANRB 20/2025 Pasal 17)."""

    RENDAH = "RENDAH", "Rendah"
    MENENGAH = "MENENGAH", "Menengah"
    TINGGI = "TINGGI", "Tinggi"


MATRIKS = {
    (Ekspektasi.DI_ATAS, Potensial.RENDAH): 4,
    (Ekspektasi.DI_ATAS, Potensial.MENENGAH): 7,
    (Ekspektasi.DI_ATAS, Potensial.TINGGI): 9,
    (Ekspektasi.SESUAI, Potensial.RENDAH): 2,
    (Ekspektasi.SESUAI, Potensial.MENENGAH): 5,
    (Ekspektasi.SESUAI, Potensial.TINGGI): 8,
    (Ekspektasi.DI_BAWAH, Potensial.RENDAH): 1,
    (Ekspektasi.DI_BAWAH, Potensial.MENENGAH): 3,
    (Ekspektasi.DI_BAWAH, Potensial.TINGGI): 6,
}
"""(kinerja, potensial) -> box, in reading order: kinerja downward, potensial to the right."""

URUTAN_BACA = tuple(MATRIKS.values())
KOTAK_KANDIDAT = (7, 8, 9)
"""Boxes from which the PPK may set the kelompok rencana suksesi of the Instansi."""

KOTAK_TERTUTUP = (1, 2, 3)
"""Boxes whose names need a permission of their own."""


@dataclass(frozen=True)
class Kotak:
    """What is fixed about one box."""

    nomor: int
    kinerja: Ekspektasi
    potensial: Potensial
    rekomendasi: str
    ringkas: str

    @property
    def label(self) -> str:
        return f"Kinerja {self.kinerja.label.lower()}, potensial {self.potensial.label.lower()}"

    @property
    def kelompok(self) -> str:
        """Policy group, as the style sheet names it."""
        if self.nomor in KOTAK_KANDIDAT:
            return "suksesi"
        return "bina" if self.nomor in KOTAK_TERTUTUP else "kembang"


_REKOMENDASI = {
    9: (
        "Dipromosikan dan dipertahankan; masuk kelompok rencana suksesi instansi/nasional; "
        "penghargaan.",
        "Siap promosi",
    ),
    8: (
        "Dipertahankan; masuk kelompok rencana suksesi instansi; rotasi atau perluasan jabatan; "
        "bimbingan kinerja.",
        "Rotasi, perluas tugas",
    ),
    7: (
        "Dipertahankan; masuk kelompok rencana suksesi instansi; rotasi atau pengayaan jabatan; "
        "pengembangan kompetensi; tugas belajar.",
        "Rotasi, kembangkan",
    ),
    6: (
        "Penempatan yang sesuai; bimbingan kinerja; konseling kinerja.",
        "Penempatan, bimbingan",
    ),
    5: (
        "Penempatan yang sesuai; bimbingan kinerja; pengembangan kompetensi.",
        "Bimbingan, kembangkan",
    ),
    4: ("Rotasi; pengembangan kompetensi.", "Rotasi, kembangkan"),
    3: (
        "Bimbingan kinerja; konseling kinerja; pengembangan kompetensi; penempatan yang sesuai.",
        "Bimbingan, konseling",
    ),
    2: (
        "Bimbingan kinerja; pengembangan kompetensi; penempatan yang sesuai.",
        "Bimbingan, kembangkan",
    ),
    1: (
        "Diproses sesuai ketentuan peraturan perundang-undangan.",
        "Proses sesuai ketentuan",
    ),
}

KOTAK = {
    nomor: Kotak(nomor, kinerja, potensial, *_REKOMENDASI[nomor])
    for (kinerja, potensial), nomor in MATRIKS.items()
}


def hitung_kotak(kinerja: str | None, potensial: str | None) -> int | None:
    """The box; None ("Belum dipetakan") while one category is missing."""
    if not kinerja or not potensial:
        return None
    return MATRIKS[Ekspektasi(kinerja), Potensial(potensial)]
