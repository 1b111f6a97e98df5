"""Why a person is in a box, and what the assessment says beside the standard."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from akses.models import Pengguna
from kompetensi.kategori import pilih_kategori
from kompetensi.kotak import KOTAK, Kotak
from kompetensi.models import Asesmen, HasilPemetaan, KategoriJpm, NilaiKompetensi, NilaiPotensi
from kompetensi.peta import boleh_nama
from pegawai.models import Pegawai

LANGKAH = 5


@dataclass(frozen=True)
class Suku:
    """One line of the sum on the potential axis."""

    nama: str
    nilai: Decimal | None
    bobot: int
    keterangan: str = ""

    @property
    def sumbangan(self) -> Decimal | None:
        return None if self.nilai is None else self.nilai * self.bobot / 100


@dataclass(frozen=True)
class Batang:
    """A five-step bar as an SVG draws it: every number is text with a point."""

    ruas: list[tuple[str, str]]
    letak_standar: str
    cukup: bool


@dataclass(frozen=True)
class BarisKompetensi:
    """Attainment beside the standard."""

    nama: str
    capaian: Decimal
    standar: int | None
    batang: Batang

    @property
    def selisih(self) -> Decimal | None:
        return None if self.standar is None else self.capaian - self.standar


@dataclass(frozen=True)
class Talenta:
    """What the panel "Talenta" of a person shows. `tertutup`: the box is not for this reader."""

    pegawai: Pegawai
    hasil: HasilPemetaan | None
    kotak: Kotak | None
    tertutup: bool
    daftar_suku: list[Suku]
    asesmen: Asesmen | None
    kategori: str
    daftar_kompetensi: list[BarisKompetensi]
    daftar_potensi: list[NilaiPotensi]

    @property
    def di_bawah_standar(self) -> int:
        return sum(1 for baris in self.daftar_kompetensi if not baris.batang.cukup)


def buat_batang(capaian: Decimal, standar: int | None) -> Batang:
    """Each step is a fifth of the width; a decimal attainment fills its step in part."""
    ruas = []
    for langkah in range(LANGKAH):
        isi = min(max(capaian - langkah, Decimal(0)), Decimal(1))
        if isi:
            ruas.append((f"{langkah * 20}%", f"{isi * Decimal('18.5'):.1f}%"))
    letak = f"{standar * 20 - 0.8:.1f}%" if standar else ""
    return Batang(ruas, letak, standar is None or capaian >= standar)


def susun_kompetensi(asesmen: Asesmen, pengguna: Pengguna) -> list[BarisKompetensi]:
    """Attainments of one assessment. One query."""
    daftar = NilaiKompetensi.untuk(pengguna).filter(asesmen=asesmen).select_related("kompetensi")
    return [
        BarisKompetensi(
            nilai.kompetensi.nama,
            nilai.capaian,
            nilai.standar,
            buat_batang(nilai.capaian, nilai.standar),
        )
        for nilai in daftar
    ]


def kategori_jpm(asesmen: Asesmen) -> str:
    """The category of the report, else the one that the cut-offs of its day give. One query."""
    if asesmen.kategori_berkas or asesmen.jpm is None:
        return asesmen.kategori_berkas
    daftar = list(KategoriJpm.objects.filter(tujuan=asesmen.tujuan, mulai__lte=asesmen.tanggal))
    terbaru = max((kategori.mulai for kategori in daftar), default=None)
    batas = [(k.batas_bawah, k.nama) for k in daftar if k.mulai == terbaru]
    return pilih_kategori(asesmen.jpm, batas) or ""


def daftar_potensi(asesmen: Asesmen, pengguna: Pengguna) -> list[NilaiPotensi]:
    """The eight aspects, for those who may see them. One query."""
    if not pengguna.has_perm("kompetensi.view_nilaipotensi"):
        return []
    return list(NilaiPotensi.untuk(pengguna).filter(asesmen=asesmen).select_related("aspek"))


def susun_talenta(pegawai: Pegawai, pengguna: Pengguna) -> Talenta:
    """Box and sum of the latest period, and the latest assessment. At most five queries."""
    hasil = (
        HasilPemetaan.untuk(pengguna)
        .filter(pegawai=pegawai)
        .select_related("periode", "skema")
        .order_by("-periode__tahun")
        .first()
    )
    asesmen = None
    if pengguna.has_perm("kompetensi.view_asesmen"):
        asesmen = Asesmen.untuk(pengguna).filter(pegawai=pegawai).order_by("-tanggal").first()
    tertutup = hasil is not None and not boleh_nama(pengguna, hasil.kotak)
    return Talenta(
        pegawai=pegawai,
        hasil=hasil,
        kotak=KOTAK[hasil.kotak] if hasil and hasil.kotak else None,
        tertutup=tertutup,
        daftar_suku=susun_suku(hasil) if hasil and not tertutup else [],
        asesmen=asesmen,
        kategori=kategori_jpm(asesmen) if asesmen else "",
        daftar_kompetensi=susun_kompetensi(asesmen, pengguna) if asesmen else [],
        daftar_potensi=daftar_potensi(asesmen, pengguna) if asesmen else [],
    )


def susun_suku(hasil: HasilPemetaan) -> list[Suku]:
    """The sum on the potential axis, line by line, in the words of the scheme."""
    skema = hasil.skema
    tanggal_a = f"dinilai {hasil.tanggal_asesmen:%d-%m-%Y}" if hasil.tanggal_asesmen else ""
    tanggal_p = f"dinilai {hasil.tanggal_potensi:%d-%m-%Y}" if hasil.tanggal_potensi else ""
    jp = f"{hasil.jp.normalize():f} JP dalam 12 bulan".replace(".", ",")
    return [
        Suku("Penilaian kompetensi (JPM)", hasil.nilai_asesmen, skema.bobot_asesmen, tanggal_a),
        Suku("Pengembangan kompetensi", hasil.nilai_bangkom, skema.bobot_bangkom, jp),
        Suku(
            "Pengalaman jabatan",
            hasil.nilai_pengalaman,
            skema.bobot_pengalaman,
            "rata-rata lama jabatan, keragaman, penugasan",
        ),
        Suku("Penilaian potensi", hasil.nilai_potensi, skema.bobot_potensi, tanggal_p),
        Suku("Pendidikan", hasil.nilai_pendidikan, skema.bobot_pendidikan),
        Suku("Kesesuaian bidang ilmu", hasil.nilai_kesesuaian, skema.bobot_kesesuaian),
        Suku("Integritas dan moralitas", hasil.nilai_integritas, skema.bobot_integritas),
    ]
