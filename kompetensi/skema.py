"""What the tables of a mapping scheme must hold, and the scheme that ships."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from pegawai.models.rujukan import TingkatPendidikan
from pegawai.predikat import Ekspektasi, Predikat

KUNCI_SUBSKOR: dict[str, frozenset[str]] = {
    "pendidikan": frozenset(TingkatPendidikan.values),
    "keragaman": frozenset({"lintas_instansi", "lintas_unit", "satu_unit"}),
    "penugasan": frozenset({"plt_lebih_tinggi", "plt_setara", "plh_lebih_tinggi", "plh_setara"}),
    "integritas": frozenset({"menjalani", "B", "S", "R"}),
    "predikat": frozenset(Predikat.values),
}
"""Tables by key: every key must be there, each with a score of 0–100 (predikat: 0–120)."""

TABEL_BATAS = ("bangkom", "lama_jabatan")
"""Tables by lower bound: [[lower bound, score], …], beginning at 0, ascending."""

KOMPONEN_KOSONG = (
    "asesmen",
    "potensi",
    "pendidikan",
    "kesesuaian",
    "integritas",
    "bangkom",
    "lama_jabatan",
    "keragaman",
    "penugasan",
    "penghargaan",
    "tim_kerja",
    "umpan_balik",
)
"""Components that may be without data: each needs a value for that."""


def _sah(nilai: Any, tertinggi: int = 100) -> bool:
    if isinstance(nilai, bool) or not isinstance(nilai, int | float | str | Decimal):
        return False
    try:
        return 0 <= Decimal(str(nilai)) <= tertinggi
    except InvalidOperation:
        return False


def periksa_subskor(subskor: Any) -> list[str]:
    """Sentences about what is wrong with the sub-score tables; empty when they can be used."""
    if not isinstance(subskor, dict):
        return ["Tabel nilai harus berupa objek JSON."]
    galat = []
    for nama, daftar_kunci in KUNCI_SUBSKOR.items():
        tabel = subskor.get(nama)
        if not isinstance(tabel, dict) or set(tabel) != daftar_kunci:
            galat.append(f"Tabel {nama} harus memuat tepat: {', '.join(sorted(daftar_kunci))}.")
        elif not all(_sah(n, 120 if nama == "predikat" else 100) for n in tabel.values()):
            galat.append(f"Tabel {nama} memuat nilai di luar batas.")
    galat += filter(None, (_periksa_batas(nama, subskor.get(nama)) for nama in TABEL_BATAS))
    langsung = subskor.get("predikat_langsung")
    if (
        not isinstance(langsung, dict)
        or set(langsung) != set(Predikat.values)
        or not set(langsung.values()) <= set(Ekspektasi.values)
    ):
        galat.append("Tabel predikat_langsung harus memberi kategori kinerja bagi tiap predikat.")
    if asing := set(subskor) - {*KUNCI_SUBSKOR, *TABEL_BATAS, "predikat_langsung"}:
        galat.append(f"Tabel tidak dikenal: {', '.join(sorted(asing))}.")
    return galat


def _periksa_batas(nama: str, tabel: Any) -> str:
    if not isinstance(tabel, list) or not tabel:
        return f"Tabel {nama} harus berupa daftar [batas bawah, nilai]."
    if not all(isinstance(b, list) and len(b) == 2 and _sah(b[0], 9999) for b in tabel):
        return f"Tabel {nama} harus berupa daftar [batas bawah, nilai]."
    batas = [Decimal(str(baris[0])) for baris in tabel]
    if batas[0] != 0 or batas != sorted(set(batas)):
        return f"Batas pada tabel {nama} harus mulai dari 0 dan menaik tanpa celah."
    if not all(_sah(baris[1]) for baris in tabel):
        return f"Tabel {nama} memuat nilai di luar 0–100."
    return ""


def periksa_nilai_kosong(nilai_kosong: Any, daftar_komponen: tuple[str, ...]) -> list[str]:
    """Sentences about what is wrong with the values that stand in for missing data."""
    if not isinstance(nilai_kosong, dict) or set(nilai_kosong) != set(daftar_komponen):
        return [f"Isi tepat satu nilai bagi: {', '.join(daftar_komponen)}."]
    if not all(_sah(nilai) for nilai in nilai_kosong.values()):
        return ["Nilai bila tidak ada data harus 0–100."]
    return []


KUTIPAN = "Sumber sekunder; periksa naskah Keputusan Kepala BKN 411/2025."

_T = TingkatPendidikan
SUBSKOR_BAWAAN: dict[str, Any] = {
    "pendidikan": {
        _T.S3.value: 100, _T.S2.value: 90, _T.S1.value: 80, _T.D4.value: 80, _T.D3.value: 70,
        _T.D2.value: 60, _T.D1.value: 60, _T.SLTA.value: 60, _T.SLTA_KEJURUAN.value: 60,
        _T.SLTA_KEGURUAN.value: 60, _T.SLTP.value: 50, _T.SLTP_KEJURUAN.value: 50,
        _T.SD.value: 50,
    },
    "bangkom": [[0, 0], [1, 40], [5, 60], [10, 80], [20, 100]],
    "lama_jabatan": [[0, 40], [1, 60], [3, 80], [5, 100]],
    "keragaman": {"lintas_instansi": 100, "lintas_unit": 80, "satu_unit": 60},
    "penugasan": {
        "plt_lebih_tinggi": 100, "plt_setara": 80, "plh_lebih_tinggi": 60, "plh_setara": 40,
    },
    "integritas": {"menjalani": 0, "B": 25, "S": 50, "R": 75},
    "predikat": {
        Predikat.SANGAT_BAIK.value: 110, Predikat.BAIK.value: 100,
        Predikat.BUTUH_PERBAIKAN.value: 80, Predikat.KURANG.value: 60,
        Predikat.SANGAT_KURANG.value: 40,
    },
    "predikat_langsung": {
        Predikat.SANGAT_BAIK.value: Ekspektasi.DI_ATAS.value,
        Predikat.BAIK.value: Ekspektasi.SESUAI.value,
        Predikat.BUTUH_PERBAIKAN.value: Ekspektasi.DI_BAWAH.value,
        Predikat.KURANG.value: Ekspektasi.DI_BAWAH.value,
        Predikat.SANGAT_KURANG.value: Ekspektasi.DI_BAWAH.value,
    },
}  # fmt: skip

NILAI_KOSONG_BAWAAN = {
    "asesmen": 0,
    "potensi": 0,
    "pendidikan": 50,
    "kesesuaian": 75,
    "integritas": 100,
    "bangkom": 0,
    "lama_jabatan": 40,
    "keragaman": 60,
    "penugasan": 0,
    "penghargaan": 0,
    "tim_kerja": 0,
    "umpan_balik": 80,
}

BAWAAN2026: dict[str, Any] = {
    "nama": "Bawaan 2026",
    "kutipan": KUTIPAN,
    "bobot_asesmen": 20,
    "bobot_bangkom": 10,
    "bobot_pengalaman": 10,
    "bobot_potensi": 25,
    "bobot_pendidikan": 10,
    "bobot_kesesuaian": 10,
    "bobot_integritas": 15,
    "subskor": SUBSKOR_BAWAAN,
    "nilai_kosong": NILAI_KOSONG_BAWAAN,
    "wajib": ["predikat", "asesmen", "potensi", "pendidikan"],
}
