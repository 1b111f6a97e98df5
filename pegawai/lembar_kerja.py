"""Worksheets for perangkat daerah: what each still has to complete, as a workbook to fill in.

A row is a person with gaps. Only the cells of those gaps are open; the rest is locked. A hidden
sheet carries the rows and the open cells, signed with the key of this installation, so that what
comes back (kind ``lembar_kerja`` of the import) can be held against what went out.
"""

from __future__ import annotations

import datetime
import operator
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import IO, Any

import xlsxwriter
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.text import get_valid_filename

from akses.models import Instansi, Pengguna
from akses.templatetags.tampilan import tanggal
from pegawai.buku_kerja import PENGATURAN, kalimat_pengunduh
from pegawai.models import Pegawai, TingkatPendidikan, UnitOrganisasi
from pegawai.querysets import PegawaiQuerySet

GARAM = "pegawai.lembar_kerja"
LEMBAR_ISIAN, LEMBAR_PETUNJUK, LEMBAR_TANDA = "Isian", "Petunjuk", "_tanda"
BARIS_KEPALA = 5
"""Row of the headers in the sheet, from 1."""
KOLOM_TETAP = ("NIP", "NAMA", "UNIT KERJA")
TANPA_UNIT = "Unit belum dipetakan"
POTONG_TANDA = 30_000  # a cell holds 32,767 characters
TEKS, TANGGAL, TAHUN, PILIHAN = "teks", "tanggal", "tahun", "pilihan"

_PNS = Q(status_asn="PNS")
_PNS_CPNS = Q(status_asn__in=["PNS", "CPNS"])
_PPPK = Q(status_asn__in=["PPPK", "PPPK_PARUH_WAKTU"])
_DIPLOMA = Q(tingkat_pendidikan__gte=TingkatPendidikan.D3)


@dataclass(frozen=True)
class Isian:
    """A field that a perangkat daerah may fill in while the record lacks it."""

    bidang: str
    judul: str
    macam: str = TEKS
    pilihan: tuple[str, ...] = ()
    berlaku: Q = field(default_factory=Q)
    petunjuk: str = ""
    lebar: int = 16

    @property
    def kosong(self) -> Q:
        """To whom the field applies, and who lacks it."""
        tanpa = {TANGGAL: Q(**{f"{self.bidang}__isnull": True})}
        tanpa[TAHUN] = tanpa[TANGGAL]
        return self.berlaku & tanpa.get(self.macam, Q(**{self.bidang: ""}))


DAFTAR_ISIAN: tuple[Isian, ...] = (
    Isian("tempat_lahir", "TEMPAT LAHIR", petunjuk="Nama kabupaten/kota, seperti pada ijazah."),
    Isian("tanggal_lahir", "TANGGAL LAHIR", TANGGAL, petunjuk="Harus sama dengan angka NIP."),
    Isian(
        "jenis_kelamin",
        "JENIS KELAMIN",
        PILIHAN,
        tuple(Pegawai.JenisKelamin.labels),
        petunjuk="Pilih dari daftar.",
    ),
    Isian("nik", "NIK", petunjuk="16 angka tanpa spasi, seperti pada KTP.", lebar=20),
    Isian("nomor_hp", "NOMOR HP", petunjuk="Angka saja, misalnya 081234567890."),
    Isian("email", "EMAIL", petunjuk="Alamat surel yang dipakai pegawai.", lebar=28),
    Isian("tmt_cpns", "TMT CPNS", TANGGAL, berlaku=_PNS_CPNS, petunjuk="Lihat SK CPNS."),
    Isian("tmt_pns", "TMT PNS", TANGGAL, berlaku=_PNS, petunjuk="Lihat SK PNS."),
    Isian("nomor_kontrak", "NOMOR KONTRAK", berlaku=_PPPK, petunjuk="Lihat perjanjian kerja."),
    Isian("awal_kontrak", "AWAL KONTRAK", TANGGAL, berlaku=_PPPK, petunjuk="Perjanjian kerja."),
    Isian("akhir_kontrak", "AKHIR KONTRAK", TANGGAL, berlaku=_PPPK, petunjuk="Perjanjian kerja."),
    Isian(
        "tmt_golongan",
        "TMT GOLONGAN",
        TANGGAL,
        berlaku=_PNS_CPNS,
        petunjuk="SK kenaikan pangkat terakhir.",
    ),
    Isian("tmt_jabatan", "TMT JABATAN", TANGGAL, petunjuk="SK jabatan terakhir."),
    Isian(
        "tingkat_pendidikan",
        "TINGKAT PENDIDIKAN",
        PILIHAN,
        tuple(TingkatPendidikan.labels),
        petunjuk="Pilih dari daftar.",
    ),
    Isian("pendidikan", "PENDIDIKAN", petunjuk="Nama program studi pada ijazah.", lebar=30),
    Isian("tahun_lulus", "TAHUN LULUS", TAHUN, petunjuk="Empat angka, misalnya 2012."),
    Isian(
        "gelar_belakang",
        "GELAR BELAKANG",
        berlaku=_DIPLOMA & Q(gelar_depan=""),
        petunjuk="Seperti tertulis pada ijazah, misalnya S.E.",
    ),
)
ISIAN_PER_JUDUL = {isian.judul: isian for isian in DAFTAR_ISIAN}
_ADA_YANG_KOSONG = reduce(operator.or_, (isian.kosong for isian in DAFTAR_ISIAN))


# Who lacks what


def _satu_bila(syarat: Q) -> Case:
    return Case(When(syarat, then=Value(1)), default=Value(0), output_field=IntegerField())


def yang_kosong(daftar: PegawaiQuerySet, pada: datetime.date) -> PegawaiQuerySet:
    """The active persons with gaps, each with ``kosong_<bidang>``, by unit and name."""
    tanda = {
        f"kosong_{isian.bidang}": Case(
            When(isian.kosong, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        for isian in DAFTAR_ISIAN
    }
    return (
        daftar.aktif(pada)
        .filter(_ADA_YANG_KOSONG)
        .annotate(**tanda)
        .select_related("unit")
        .only("nip", "nama", "unor_berkas", "unit__nama", "unit__jalur")
        .order_by("unit__jalur", "nama", "pk")
    )


def rekap_opd(daftar: PegawaiQuerySet, pada: datetime.date) -> list[dict[str, Any]]:
    """Per perangkat daerah with gaps: ``opd_id``, ``opd``, ``pegawai``, ``isian``, ``semua``.

    ``pegawai`` are persons with gaps, ``isian`` their gaps, ``semua`` all active persons; most
    gaps first. One query.
    """
    isian = sum(
        (_satu_bila(satu.kosong) for satu in DAFTAR_ISIAN[1:]), _satu_bila(DAFTAR_ISIAN[0].kosong)
    )
    baris = (
        daftar.aktif(pada)
        .order_by()
        .annotate(jumlah_kosong=isian)
        .values("unit__perangkat_daerah", "unit__perangkat_daerah__nama")
        .annotate(
            pegawai=Count("pk", filter=_ADA_YANG_KOSONG),
            isian=Sum("jumlah_kosong"),
            semua=Count("pk"),
        )
        .filter(pegawai__gt=0)
        .order_by("-isian", "unit__perangkat_daerah__nama")
        .values_list(
            "unit__perangkat_daerah",
            "unit__perangkat_daerah__nama",
            "pegawai",
            "isian",
            "semua",
        )
    )
    return [
        {"opd_id": pk or 0, "opd": nama or TANPA_UNIT, "pegawai": p, "isian": i, "semua": s}
        for pk, nama, p, i, s in baris
    ]


# The mark


@dataclass(frozen=True)
class Tanda:
    """What the hidden sheet says: for whom the worksheet is, and which cells were open."""

    instansi: str
    opd_id: int
    opd: str
    tanggal: datetime.date
    baris: dict[str, tuple[str, frozenset[str]]]
    """NIP -> (name, headers of the open cells)"""

    def tulis(self) -> str:
        """The signed text. Not secret: the same rows stand in the visible sheet."""
        urutan = {isian.judul: n for n, isian in enumerate(DAFTAR_ISIAN)}
        isi = {
            "judul": list(urutan),
            "instansi": self.instansi,
            "opd": [self.opd_id, self.opd],
            "tanggal": self.tanggal.isoformat(),
            "baris": [
                [nip, nama, sorted(urutan[judul] for judul in buka)]
                for nip, (nama, buka) in self.baris.items()
            ],
        }
        return signing.dumps(isi, salt=GARAM, compress=True)

    @classmethod
    def baca(cls, teks: str) -> Tanda:
        """The mark in a signed text. Raises ValidationError when it is not ours, or damaged."""
        try:
            isi = signing.loads(teks, salt=GARAM)
        except signing.BadSignature as salah:
            raise ValidationError(
                "Tanda keaslian lembar kerja ini rusak atau bukan buatan sistem ini. Unduh lembar "
                "baru di Pegawai, Lembar kerja, lalu salin isiannya ke sana.",
                code="berkas_ditolak",
            ) from salah
        judul = isi["judul"]
        return cls(
            instansi=isi["instansi"],
            opd_id=isi["opd"][0],
            opd=isi["opd"][1],
            tanggal=datetime.date.fromisoformat(isi["tanggal"]),
            baris={
                nip: (nama, frozenset(judul[n] for n in buka)) for nip, nama, buka in isi["baris"]
            },
        )


# The workbook


@dataclass(frozen=True)
class Lembar:
    """The worksheet of one perangkat daerah (or, without one, of the persons without a unit)."""

    instansi: Instansi
    opd: UnitOrganisasi | None
    pada: datetime.date
    daftar: list[Pegawai]

    @property
    def nama_opd(self) -> str:
        return self.opd.nama if self.opd else TANPA_UNIT

    @property
    def nama_berkas(self) -> str:
        rapi = get_valid_filename(self.nama_opd.lower())[:80]
        return f"lembar-kerja-{rapi}-{self.pada:%Y%m%d}.xlsx"

    @property
    def tanda(self) -> Tanda:
        baris = {
            pegawai.nip: (
                pegawai.nama,
                frozenset(
                    isian.judul
                    for isian in DAFTAR_ISIAN
                    if getattr(pegawai, f"kosong_{isian.bidang}")
                ),
            )
            for pegawai in self.daftar
        }
        opd_id = self.opd.pk if self.opd else 0
        return Tanda(self.instansi.kode_kemendagri, opd_id, self.nama_opd, self.pada, baris)


def susun(
    daftar: PegawaiQuerySet, instansi: Instansi, opd: UnitOrganisasi | None, pada: datetime.date
) -> Lembar:
    """The worksheet of the persons of one perangkat daerah among ``daftar``."""
    milik = daftar.filter(instansi=instansi, unit__perangkat_daerah=opd)
    return Lembar(instansi, opd, pada, list(yang_kosong(milik, pada)))


def tulis(lembar: Lembar, berkas: IO[bytes], *, oleh: Pengguna) -> None:
    """Write the workbook: rows to fill in, how to, and the hidden mark."""
    buku = xlsxwriter.Workbook(berkas, PENGATURAN)
    _tulis_isian(buku, lembar, oleh)
    _tulis_petunjuk(buku, lembar)
    tersembunyi = buku.add_worksheet(LEMBAR_TANDA)
    teks = lembar.tanda.tulis()
    for n in range(0, len(teks), POTONG_TANDA):
        tersembunyi.write_string(n // POTONG_TANDA, 0, teks[n : n + POTONG_TANDA])
    tersembunyi.very_hidden()
    tersembunyi.protect()
    buku.close()


def _tulis_isian(buku: Any, lembar: Lembar, oleh: Pengguna) -> None:
    tabel = buku.add_worksheet(LEMBAR_ISIAN)
    tebal = buku.add_format({"bold": True})
    kepala = buku.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    tutup = buku.add_format({"bg_color": "#E3E6E3", "border": 1, "border_color": "#BDC4BF"})
    tetap = buku.add_format({"border": 1, "border_color": "#BDC4BF", "num_format": "@"})
    buka = {
        macam: buku.add_format(
            {
                "locked": False,
                "bg_color": "#FFF6D6",
                "border": 1,
                "border_color": "#BDC4BF",
                "num_format": bentuk,
            }
        )
        for macam, bentuk in ((TEKS, "@"), (PILIHAN, "@"), (TANGGAL, "dd-mm-yyyy"), (TAHUN, "0"))
    }
    lebar = (22, 30, 34, *(isian.lebar for isian in DAFTAR_ISIAN))
    for n, satu in enumerate(lebar):
        tabel.set_column(n, n, satu)
    tabel.write_string(0, 0, f"Lembar kerja data pegawai: {lembar.nama_opd}", tebal)
    tabel.write_string(1, 0, f"{lembar.instansi.nama_pemerintah}. Keadaan {tanggal(lembar.pada)}.")
    tabel.write_string(2, 0, f"Isi sel kuning saja; sel lain terkunci. {kalimat_pengunduh(oleh)}")
    for n, judul in enumerate((*KOLOM_TETAP, *ISIAN_PER_JUDUL)):
        tabel.write_string(BARIS_KEPALA - 1, n, judul, kepala)
    for baris, pegawai in enumerate(lembar.daftar, start=BARIS_KEPALA):
        unit = pegawai.unit.nama if pegawai.unit else pegawai.unor_berkas
        for n, isi in enumerate((pegawai.nip, pegawai.nama, unit)):
            tabel.write_string(baris, n, isi, tetap)
        for n, isian in enumerate(DAFTAR_ISIAN, start=len(KOLOM_TETAP)):
            kosong = getattr(pegawai, f"kosong_{isian.bidang}")
            tabel.write_blank(baris, n, None, buka[isian.macam] if kosong else tutup)
    akhir = BARIS_KEPALA + max(len(lembar.daftar), 1) - 1
    for n, isian in enumerate(DAFTAR_ISIAN, start=len(KOLOM_TETAP)):
        if syarat := _pemeriksaan(isian, lembar.pada):
            tabel.data_validation(BARIS_KEPALA, n, akhir, n, syarat)
    tabel.freeze_panes(BARIS_KEPALA, 2)
    tabel.set_landscape()
    tabel.protect("", {"format_columns": True, "format_rows": True})


def _pemeriksaan(isian: Isian, pada: datetime.date) -> dict[str, Any] | None:
    """What Excel itself refuses while somebody types."""
    pesan = {"error_title": isian.judul, "error_message": isian.petunjuk or "Isian tidak sah."}
    if isian.macam == PILIHAN:
        return {"validate": "list", "source": list(isian.pilihan), **pesan}
    if isian.macam == TANGGAL:
        akhir = datetime.date(pada.year + 40, 12, 31)
        batas = {"minimum": datetime.date(1940, 1, 1), "maximum": akhir}
        pesan["error_message"] = "Tulis tanggal seperti 17-07-1985."
        return {"validate": "date", "criteria": "between", **batas, **pesan}
    if isian.macam == TAHUN:
        batas_tahun = {"minimum": 1950, "maximum": pada.year}
        return {"validate": "integer", "criteria": "between", **batas_tahun, **pesan}
    if isian.bidang == "nik":
        return {"validate": "length", "criteria": "==", "value": 16, **pesan}
    return None


def _tulis_petunjuk(buku: Any, lembar: Lembar) -> None:
    tabel = buku.add_worksheet(LEMBAR_PETUNJUK)
    tebal = buku.add_format({"bold": True})
    lipat = buku.add_format({"text_wrap": True, "valign": "top"})
    tabel.set_column(0, 0, 24)
    tabel.set_column(1, 1, 80)
    langkah = (
        "Isi sel kuning pada lembar Isian. Sel kelabu sudah terisi di data atau tidak berlaku.",
        "Jangan mengubah NIP, nama, nama lembar, atau menyalin ke berkas lain: lembar yang berubah "
        "ditolak. Baris boleh dihapus atau dibiarkan kosong.",
        "Simpan sebagai .xlsx dengan nama apa pun, lalu kirim kembali ke BKD/BKPSDM.",
        "BKD/BKPSDM mengunggahnya di Impor SIASN, jenis Lembar kerja perangkat daerah. Isian "
        f"dicatat sebagai dientri atas nama {lembar.nama_opd}.",
        "Lembar ini memuat data pribadi. Kirim hanya lewat jalur dinas, hapus setelah selesai.",
    )
    tabel.write_string(0, 0, "Cara mengisi", tebal)
    for n, kalimat in enumerate(langkah, start=1):
        tabel.write_string(n, 0, f"Langkah {n}", lipat)
        tabel.write_string(n, 1, kalimat, lipat)
    awal = len(langkah) + 2
    tabel.write_string(awal, 0, "Kolom", tebal)
    tabel.write_string(awal, 1, "Isian", tebal)
    for n, isian in enumerate(DAFTAR_ISIAN, start=awal + 1):
        tabel.write_string(n, 0, isian.judul, lipat)
        tabel.write_string(n, 1, isian.petunjuk, lipat)
    tabel.protect()


def bundel(daftar_lembar: Iterable[Lembar], *, oleh: Pengguna) -> IO[bytes]:
    """All worksheets in one zip, as an open temporary file."""
    wadah = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115 - FileResponse closes it
    terpakai: set[str] = set()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        for lembar in daftar_lembar:
            nama = lembar.nama_berkas
            if nama in terpakai:  # units may share a name
                nama = f"{lembar.opd.pk if lembar.opd else 0}-{nama}"
            terpakai.add(nama)
            with tempfile.TemporaryFile(suffix=".xlsx") as berkas:
                tulis(lembar, berkas, oleh=oleh)
                berkas.seek(0)
                arsip.writestr(nama, berkas.read())
    wadah.seek(0)
    return wadah


def daftar_lembar(
    daftar: PegawaiQuerySet, instansi: Instansi, daftar_unit: QuerySet, pada: datetime.date
) -> list[Lembar]:
    """The worksheets of an Instansi, one for each perangkat daerah with gaps. Two queries."""
    per_opd: dict[int, list[Pegawai]] = {}
    semua = yang_kosong(daftar.filter(instansi=instansi), pada).only(
        "nip", "nama", "unor_berkas", "unit__nama", "unit__jalur", "unit__perangkat_daerah"
    )
    for pegawai in semua:
        nomor = pegawai.unit.perangkat_daerah_id if pegawai.unit else None
        per_opd.setdefault(nomor or 0, []).append(pegawai)
    unit = {satu.pk: satu for satu in daftar_unit.filter(pk__in=per_opd)}
    return [Lembar(instansi, unit.get(nomor), pada, isi) for nomor, isi in per_opd.items()]
