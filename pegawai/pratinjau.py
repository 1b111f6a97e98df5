"""What the preview of an import shows: findings by kind, rows, and field differences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from akses.models import Pengguna, TerbatasModel
from pegawai.impor import ambil_jenis
from pegawai.impor.orang_sama import KODE_SATU
from pegawai.models import BarisImpor, BerkasImpor, CitraImpor, KedudukanHukum, Pegawai

KELOMPOK_BIDANG: dict[str, tuple[str, tuple[str, ...]]] = {
    "jabatan": ("Jabatan", ("jabatan_id", "nama_jabatan", "jenjang", "eselon", "tmt_jabatan")),
    "golongan": ("Golongan", ("golongan", "urutan_golongan", "tmt_golongan")),
    "unit": ("Unit", ("unit_id", "unor_berkas")),
    "pendidikan": (
        "Pendidikan",
        ("tingkat_pendidikan", "pendidikan", "tahun_lulus", "nama_sekolah"),
    ),
}
_TANGGAL = re.compile(r"\d{4}-\d{2}-\d{2}")
_SINGKATAN = {
    "nip": "NIP",
    "nik": "NIK",
    "tmt": "TMT",
    "cpns": "CPNS",
    "bup": "BUP",
    "unor": "unor",
}


@dataclass(frozen=True)
class JumlahTemuan:
    """A kind of finding and the number of rows that have it."""

    kode: str
    label: str
    galat: bool
    jumlah: int


@dataclass(frozen=True)
class TemuanBaris:
    """One finding of one row, as the table shows it."""

    nomor: int
    nama: str
    kolom: str
    isi: str
    pesan: str
    gabung: int | None = None
    """Id of the row whose person may be merged by a click."""


class _Urutan(Func):
    """Rank of the golongan before (0) or after (1) in the differences."""

    template = "((%(expressions)s -> 'urutan_golongan' ->> %(letak)s)::int)"
    output_field = IntegerField()


class _UnsurTemuan(Func):
    """One text out of each element of the findings; several of them stay side by side."""

    template = "jsonb_array_elements(%(expressions)s)->>'%(kunci)s'"
    output_field = CharField()
    set_returning = True


def baris_berkas(pengguna: Pengguna, berkas: BerkasImpor) -> QuerySet:
    """The rows of a file, in the order of the sheet."""
    return BarisImpor.untuk(pengguna).filter(berkas=berkas).order_by("lembar", "nomor")


def temuan_per_kode(baris: QuerySet) -> list[JumlahTemuan]:
    """Each kind of finding with its count, errors first, most frequent first. One query."""
    hitungan = (
        baris.exclude(temuan=[])
        .order_by()
        .values(
            kode=_UnsurTemuan("temuan", kunci="kode"), galat=_UnsurTemuan("temuan", kunci="galat")
        )
        .annotate(jumlah=Count("pk"))
    )
    daftar = [
        JumlahTemuan(
            satu["kode"], label_kode(satu["kode"]), satu["galat"] == "true", satu["jumlah"]
        )
        for satu in hitungan
    ]
    return sorted(daftar, key=lambda satu: (not satu.galat, -satu.jumlah, satu.kode))


def label_kode(kode: str) -> str:
    """ "nip_bukan_18_digit" → "NIP bukan 18 digit"."""
    kata = [_SINGKATAN.get(satu, satu) for satu in kode.split("_")]
    return " ".join([capfirst(kata[0]), *kata[1:]])


def yang_bertemuan(baris: QuerySet, *, galat: bool, kode: str = "") -> QuerySet:
    """Rows with an error, or with a warning; of one kind when ``kode`` is given."""
    if kode:
        return baris.filter(temuan__contains=[{"kode": kode, "galat": galat}])
    return baris.filter(temuan__contains=[{"galat": galat}])


def susun_temuan(
    berkas: BerkasImpor, daftar: Iterable[BarisImpor], *, galat: bool, nik: bool
) -> list[TemuanBaris]:
    """The findings of some rows with the cell they mean."""
    hasil = []
    for baris in daftar:
        kolom = berkas.susunan[baris.lembar]["kolom"] if berkas.susunan else []
        for temuan in baris.daftar_galat if galat else baris.daftar_peringatan:
            isi = _isi_sel(kolom, baris.mentah, temuan["kolom"])
            if "NIK" in temuan["kolom"].upper() and not nik:
                isi = "tidak ditampilkan"
            nama = baris.nama or baris.kunci
            gabung = baris.pk if temuan["kode"] == KODE_SATU else None
            hasil.append(
                TemuanBaris(baris.nomor, nama, temuan["kolom"], isi, temuan["pesan"], gabung)
            )
    return hasil


def _isi_sel(kolom: list[str], mentah: list[str], nama: str) -> str:
    letak = kolom.index(nama) if nama in kolom else -1
    return mentah[letak] or "" if 0 <= letak < len(mentah) else ""


def jumlah_per_kelompok(baris: QuerySet) -> list[tuple[str, str, int]]:
    """(kode, label, number of changed rows) of each group of fields that has any. One query."""
    syarat = {kode: Q(perbedaan__has_any_keys=list(b)) for kode, (_, b) in KELOMPOK_BIDANG.items()}
    hitungan = baris.order_by().aggregate(
        **{kode: Count("pk", filter=satu) for kode, satu in syarat.items()}
    )
    return [
        (kode, nama, hitungan[kode])
        for kode, (nama, _) in KELOMPOK_BIDANG.items()
        if hitungan[kode]
    ]


def saring_kelompok(baris: QuerySet, kode: str) -> QuerySet:
    """The changed rows of one group of fields or of one kind of event; all for an unknown one."""
    if kode in {"naik", "turun"}:
        urut = {"lalu": _Urutan("perbedaan", letak=0), "kini": _Urutan("perbedaan", letak=1)}
        arah = {"kini__gt": F("lalu")} if kode == "naik" else {"kini__lt": F("lalu")}
        return baris.alias(**urut).filter(**arah)
    if kode == "pindah":
        return baris.filter(perbedaan__has_key="unit_id")
    if kode == "henti":
        diam = KedudukanHukum.objects.filter(dihitung_aktif=False).values_list("pk", flat=True)
        return baris.filter(perbedaan__kedudukan_hukum_id__1__in=list(diam))
    if kode == "tanya":
        return baris.exclude(tanya={})
    if kode not in KELOMPOK_BIDANG:
        return baris
    return baris.filter(perbedaan__has_any_keys=list(KELOMPOK_BIDANG[kode][1]))


PERISTIWA = (
    ("tanya", "SIASN dan kita berbeda", "beda"),
    ("naik", "Naik golongan", "beda"),
    ("turun", "Turun golongan", "beda"),
    ("pindah", "Pindah unit", "beda"),
    ("henti", "Tidak aktif lagi", "beda"),
    ("tidak_ada", "Tidak ada dalam berkas", "tidak_ada"),
)


def peristiwa(berkas: BerkasImpor) -> list[tuple[str, str, str, int]]:
    """(kode, label, part of the page, number) of what the file means for persons. No query."""
    jumlah = berkas.hitungan | {"tanya": berkas.jumlah_ditanya}
    return [
        (kode, nama, lihat, jumlah[kode]) for kode, nama, lihat in PERISTIWA if jumlah.get(kode)
    ]


def tidak_ada_dalam_berkas(pengguna: Pengguna, berkas: BerkasImpor) -> QuerySet:
    """Active persons of the Instansi, of the statuses in the file, whom it does not name.

    For information: absence from a file changes nothing.
    """
    ada = BarisImpor.untuk(pengguna).filter(berkas=berkas, objek_id=OuterRef("pk"))
    baru = CitraImpor.untuk(pengguna).filter(berkas=berkas, objek_id=OuterRef("pk"))
    return (
        Pegawai.untuk(pengguna)
        .filter(
            ~Exists(ada),
            ~Exists(baru),
            instansi=berkas.instansi_id,
            status_asn__in=berkas.hitungan.get("status", []),
            kedudukan_hukum__dihitung_aktif=True,
        )
        .select_related("unit")
        .order_by("nama", "pk")
    )


def contoh_acak(baris: QuerySet, berkas: BerkasImpor) -> QuerySet:
    """The rows that the approver must look at."""
    return baris.filter(pk__in=berkas.contoh)


def susun_orang(
    pengguna: Pengguna, berkas: BerkasImpor, daftar: Iterable[BarisImpor]
) -> list[dict[str, Any]]:
    """Rows with what the file says about the person, in words."""
    jenis = ambil_jenis(berkas.jenis)
    daftar = list(daftar)
    nama_rujukan = _nama_rujukan(pengguna, berkas, daftar)
    return [
        {
            "baris": baris,
            "isi": [
                (jenis.label_bidang(bidang), _kata(nama_rujukan, bidang, nilai))
                for bidang, nilai in baris.nilai.items()
                if nilai not in (None, "") and bidang != "urutan_golongan"
            ],
        }
        for baris in daftar
    ]


def _kata(nama_rujukan: dict[tuple[str, str], str], bidang: str, nilai: Any) -> Any:
    """A value in words: the name behind an id or code, a date as it is written here."""
    if isinstance(nilai, str) and _TANGGAL.fullmatch(nilai):
        return f"{nilai[8:]}-{nilai[5:7]}-{nilai[:4]}"
    return nama_rujukan.get((bidang, str(nilai)), nilai)


def susun_beda(
    pengguna: Pengguna, berkas: BerkasImpor, daftar: Iterable[BarisImpor], *, nik: bool
) -> list[dict[str, Any]]:
    """Each changed row with its fields before and after, in words."""
    jenis = ambil_jenis(berkas.jenis)
    daftar = list(daftar)
    nama_rujukan = _nama_rujukan(pengguna, berkas, daftar)
    hasil = []
    for baris in daftar:
        beda = [
            (
                jenis.label_bidang(bidang),
                _kata(nama_rujukan, bidang, lama),
                _kata(nama_rujukan, bidang, baru),
                "",
            )
            for bidang, (lama, baru) in baris.perbedaan.items()
            if (nik or "NIK" not in bidang.upper()) and bidang != "urutan_golongan"
        ]
        beda += [
            (
                jenis.label_bidang(bidang),
                _kata(nama_rujukan, bidang, isi["kita"].get(bidang)),
                _kata(nama_rujukan, bidang, isi["siasn"].get(bidang)),
                "Pernah dikoreksi di sini: nilai kita tetap, lalu diputuskan di rekonsiliasi.",
            )
            for bidang, isi in baris.tanya.items()
        ]
        if not beda:
            beda = [("Catatan SIASN", "", "Diperbarui; data pegawai tidak berubah", "")]
        hasil.append({"baris": baris, "beda": beda, "tinggi": len(beda)})
    return hasil


def _nama_rujukan(
    pengguna: Pengguna, berkas: BerkasImpor, daftar: list[BarisImpor]
) -> dict[tuple[str, str], str]:
    """The names behind ids and codes; one query a relation, none without ids."""
    nama: dict[tuple[str, str], str] = {}
    for bidang in ambil_jenis(berkas.jenis).model._meta.concrete_fields:
        for kode, label in getattr(bidang, "flatchoices", None) or ():
            nama[bidang.attname, str(kode)] = str(label)
        if not bidang.is_relation:
            continue
        id_dipakai = {
            nilai
            for baris in daftar
            for nilai in _semua_nilai(baris, bidang.attname)
            if nilai is not None
        }
        if id_dipakai:
            model = bidang.related_model
            terbatas = issubclass(model, TerbatasModel)
            terbaca = model.untuk(pengguna) if terbatas else model.objects.all()
            for objek in terbaca.filter(pk__in=id_dipakai):
                nama[bidang.attname, str(objek.pk)] = str(objek)
    return nama


def _semua_nilai(baris: BarisImpor, bidang: str) -> list[Any]:
    """Everything a row says about a field: before, after, in question, in the summary."""
    tanya = baris.tanya.get(bidang, {})
    return [
        *baris.perbedaan.get(bidang, []),
        *(sisi.get(bidang) for sisi in tanya.values()),
        baris.nilai.get(bidang),
    ]
