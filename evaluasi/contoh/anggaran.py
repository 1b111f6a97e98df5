"""Budget lines, programmes, batches and what was spent on them in 2026."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from akses.models import Instansi, Pengguna
from evaluasi.contoh.daerah import PROFIL, TANGGAL_ACUAN, Profil
from pegawai.models import JenisPelatihan, Pegawai
from pelatihan.models import (
    AlokasiProgram,
    AnggaranKegiatan,
    Angkatan,
    Peserta,
    PrioritasDaerah,
    ProgramPelatihan,
    Realisasi,
)

TAHUN = TANGGAL_ACUAN.year
JUTA = Decimal(1_000_000)
S, R, M = ProgramPelatihan.Status, ProgramPelatihan.Rumpun, ProgramPelatihan.Metode

# Second number of the activity: 1 province, 2 regency and city (domain of Kepmendagri codes).
KEGIATAN = (
    ("5.04.02.{n}.01", "Pengembangan Kompetensi Teknis", 0.55),
    ("5.04.02.{n}.02",
     "Sertifikasi, Kelembagaan, Pengembangan Kompetensi Manajerial dan Fungsional", 0.30),
    ("5.03.02.{n}.03", "Pengembangan Kompetensi ASN", 0.15),
)  # fmt: skip
PRIORITAS = (
    "Peningkatan mutu layanan pendidikan dasar",
    "Penurunan stunting dan penguatan layanan kesehatan",
    "Konektivitas dan infrastruktur wilayah",
    "Tata kelola pemerintahan digital",
)
# Name, group, kind, method, JP, priority, budget line, status, share of the line, month it begins.
PROGRAM: tuple[tuple[Any, ...], ...] = (
    ("Penguatan Literasi dan Numerasi bagi Guru", R.PENDIDIKAN, "B3", M.KLASIKAL, 40, 0, 0,
     S.SELESAI, 0.30, 2),
    ("Pelayanan Antenatal dan Gizi Ibu Anak", R.KESEHATAN, "B3", M.KLASIKAL, 32, 1, 0,
     S.SELESAI, 0.25, 4),
    ("Pengelolaan Keuangan dan Aset Daerah", R.KEUANGAN, "B3", M.NONKLASIKAL, 30, 3, 0,
     S.BERJALAN, 0.22, 8),
    ("Pengawasan Jalan dan Jembatan", R.INFRASTRUKTUR, "B3", M.KLASIKAL, 24, 2, 0,
     S.TERJADWAL, 0.15, 11),
    ("Kepemimpinan Pengawas Kolaboratif", R.MANAJERIAL, "B2", M.KLASIKAL, 60, 3, 1,
     S.BERJALAN, 0.55, 7),
    ("Wawasan Kebangsaan dan Anti Korupsi", R.SOSIAL_KULTURAL, "B5", M.NONKLASIKAL, 20, 3, 1,
     S.SELESAI, 0.25, 5),
    ("Arsitektur SPBE dan Keamanan Informasi", R.TI, "B3", M.NONKLASIKAL, 24, 3, 2,
     S.DISETUJUI, 0.60, 10),
    ("Analisis Kebijakan Berbasis Bukti", R.LAINNYA, "B3", M.KLASIKAL, 32, 3, 2,
     S.USULAN, 0.0, 11),
)  # fmt: skip
TERPAKAI = {S.SELESAI: 1.0, S.BERJALAN: 0.75}


@dataclass
class Kumpulan:
    """Rows to be written, parents before children."""

    prioritas: list[PrioritasDaerah] = field(default_factory=list)
    anggaran: list[AnggaranKegiatan] = field(default_factory=list)
    program: list[ProgramPelatihan] = field(default_factory=list)
    alokasi: list[AlokasiProgram] = field(default_factory=list)
    realisasi: list[Realisasi] = field(default_factory=list)
    angkatan: list[Angkatan] = field(default_factory=list)
    peserta: list[Peserta] = field(default_factory=list)

    def simpan(self) -> None:
        PrioritasDaerah.tanpa_batas.bulk_create(self.prioritas)
        AnggaranKegiatan.tanpa_batas.bulk_create(self.anggaran)
        ProgramPelatihan.tanpa_batas.bulk_create(self.program)
        AlokasiProgram.tanpa_batas.bulk_create(self.alokasi)
        Realisasi.tanpa_batas.bulk_create(self.realisasi)
        Angkatan.tanpa_batas.bulk_create(self.angkatan)
        Peserta.tanpa_batas.bulk_create(self.peserta)


def isi_anggaran(benih: str) -> None:
    """A year of training in each Instansi; those that lag spend less of their budget."""
    kumpulan = Kumpulan()
    jenis = {j.kode: j for j in JenisPelatihan.objects.all()}
    for instansi in Instansi.objects.order_by("kode_kemendagri"):
        acak = Random(f"{benih}/anggaran/{instansi.kode_kemendagri}")  # noqa: S311 - repeatable
        pengusul = Pengguna.objects.get(username=f"pelatihan.{instansi.kode_akun}")
        profil = PROFIL[instansi.kode_kemendagri]
        _satu_instansi(kumpulan, instansi, profil, pengusul, jenis, acak)
    kumpulan.simpan()


def _satu_instansi(
    kumpulan: Kumpulan,
    instansi: Instansi,
    profil: Profil,
    pengusul: Pengguna,
    jenis: dict[str, JenisPelatihan],
    acak: Random,
) -> None:
    prioritas = [
        PrioritasDaerah(
            instansi=instansi,
            nama=nama,
            sumber="RPJMD 2025–2029",
            tahun_mulai=2025,
            tahun_selesai=2029,
        )
        for nama in PRIORITAS
    ]
    kumpulan.prioritas += prioritas
    nomor = 1 if instansi.adalah_provinsi else 2
    pagu_semua = Decimal(profil.bobot) * 12 * JUTA
    anggaran = [
        AnggaranKegiatan(
            instansi=instansi,
            tahun=TAHUN,
            kode=kode.format(n=f"{nomor}"),
            nama=nama,
            pagu_murni=_bulat(pagu_semua * Decimal(bagian)),
            teralokasi=Decimal(0),
        )
        for kode, nama, bagian in KEGIATAN
    ]
    kumpulan.anggaran += anggaran
    orang = iter(_calon(instansi))
    for nama, rumpun, kode, metode, jp, prio, kegiatan, status, bagian, bulan in PROGRAM:
        baris = anggaran[kegiatan]
        jatah = _bulat(baris.pagu_murni * Decimal(bagian))
        kuota = acak.choice((20, 25, 30, 40))
        program = ProgramPelatihan(
            instansi=instansi,
            tahun=TAHUN,
            nama=nama,
            prioritas=prioritas[prio],
            rumpun=rumpun,
            jenis=jenis[kode],
            metode=metode,
            jp=jp,
            kuota=kuota,
            biaya_per_orang=_bulat((jatah or 60 * JUTA) * Decimal("0.7") / kuota),
            biaya_tetap=_bulat((jatah or 60 * JUTA) * Decimal("0.25")),
            penyelenggara="BPSDM Provinsi Kalimantan Tengah",
            status=status,
            diusulkan_oleh=pengusul,
        )
        kumpulan.program.append(program)
        if jatah:
            baris.teralokasi += jatah
            kumpulan.alokasi.append(
                _alokasi(kumpulan, baris, program, jatah, profil, bulan, pengusul, acak)
            )
        if status in (S.TERJADWAL, S.BERJALAN, S.SELESAI):
            _angkatan(kumpulan, program, bulan, instansi, orang, acak)


def _alokasi(
    kumpulan: Kumpulan,
    anggaran: AnggaranKegiatan,
    program: ProgramPelatihan,
    jatah: Decimal,
    profil: Profil,
    bulan: int,
    pencatat: Pengguna,
    acak: Random,
) -> AlokasiProgram:
    """Money of a programme; what was spent of it came in two or three documents."""
    alokasi = AlokasiProgram(
        anggaran=anggaran, program=program, jumlah=jatah, terealisasi=Decimal(0)
    )
    # The same share in all programmes, so that the Instansi as a whole comes out at its pace.
    bagian = TERPAKAI.get(S(program.status), 0.0) * min(1.0, profil.jp + 0.12)
    sisa = _bulat(jatah * Decimal(bagian))
    for urut in range(3):
        jumlah = sisa if urut == 2 else _bulat(sisa * Decimal("0.45"))
        if jumlah <= 0:
            continue
        tanggal = datetime.date(TAHUN, min(bulan + urut, 9), acak.randint(3, 27))
        kumpulan.realisasi.append(
            Realisasi(
                alokasi=alokasi,
                jumlah=jumlah,
                tanggal=tanggal,
                nomor_dokumen=f"SP2D/{acak.randint(1000, 9999)}/{urut + 1}/{TAHUN}",
                dicatat_oleh=pencatat,
            )
        )
        alokasi.terealisasi += jumlah
        sisa -= jumlah
    return alokasi


def _angkatan(
    kumpulan: Kumpulan,
    program: ProgramPelatihan,
    bulan: int,
    instansi: Instansi,
    orang: Iterator[int],
    acak: Random,
) -> None:
    mulai = datetime.date(TAHUN, bulan, acak.randint(3, 12))
    selesai = program.status == S.SELESAI
    angkatan = Angkatan(
        program=program,
        nomor=1,
        tempat=instansi.ibu_kota,
        tanggal_mulai=mulai,
        tanggal_selesai=mulai + datetime.timedelta(days=4 if selesai else 60),
        kuota=program.kuota,
        selesai=selesai,
    )
    kumpulan.angkatan.append(angkatan)
    P = Peserta.Status
    for urut in range(min(program.kuota, 12)):
        pegawai = next(orang, None)
        if pegawai is None:
            return
        status = {S.BERJALAN: P.HADIR, S.TERJADWAL: P.DITETAPKAN}.get(
            S(program.status), P.TIDAK_LULUS if urut == 7 else P.LULUS
        )
        kumpulan.peserta.append(
            Peserta(
                instansi=instansi,
                angkatan=angkatan,
                pegawai_id=pegawai,
                status=status,
                nomor_sertifikat=f"893/{acak.randint(1000, 9999)}/{urut + 1}"
                if status == P.LULUS
                else "",
            )
        )


def _calon(instansi: Instansi) -> list[int]:
    """People for the batches of one Instansi, each of them once."""
    aktif = Pegawai.tanpa_batas.filter(instansi=instansi).pns_aktif(TANGGAL_ACUAN)
    return list(aktif.order_by("nik", "nip").values_list("pk", flat=True)[:80])


def _bulat(nilai: Decimal) -> Decimal:
    """Whole tens of thousands of rupiah, as budgets are written."""
    return nilai // 10_000 * 10_000
