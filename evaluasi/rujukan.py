"""Reference data of this app, and what each role may do in it."""

import datetime
from decimal import Decimal

from akses.models import Instansi
from akses.peran import PEMBACA, IzinPerPeran, Peran
from evaluasi.models import (
    ButirKomitmen,
    Indikator,
    KomitmenBersama,
    PenandaTangan,
    TahapPenerapan,
    TargetIndikator,
)

# kode, nama, pendek, definisi, pembilang, penyebut, satuan, arah, sumber, target bawaan
INDIKATOR = [
    (
        "pemetaan",
        "PNS yang sudah dipetakan",
        "Dipetakan",
        "Bagian PNS aktif yang mempunyai kotak pada periode talenta tahun laporan.",
        "PNS aktif yang mempunyai kotak",
        "PNS aktif pada tanggal data",
        "PERSEN",
        "NAIK",
        "Peta talenta",
        60,
    ),
    (
        "penilaian",
        "PNS dengan hasil penilaian kompetensi berlaku",
        "Penilaian",
        "Bagian PNS aktif yang hasil penilaian kompetensinya masih berlaku pada tanggal data.",
        "PNS aktif dengan hasil penilaian yang berlaku",
        "PNS aktif pada tanggal data",
        "PERSEN",
        "NAIK",
        "Rekap penilaian kompetensi",
        60,
    ),
    (
        "predikat",
        "PNS berpredikat Baik atau lebih",
        "Kinerja",
        "Bagian PNS aktif berpredikat kinerja tahun lalu yang predikatnya Baik atau Sangat Baik.",
        "PNS aktif berpredikat Baik atau Sangat Baik",
        "PNS aktif yang mempunyai predikat tahun lalu",
        "PERSEN",
        "NAIK",
        "e-Kinerja BKN",
        90,
    ),
    (
        "jp20",
        "Pengembangan kompetensi ≥\u00a020 JP",
        "20 JP",
        "Bagian PNS aktif yang jumlah jam pelatihannya sejak 1 Januari paling sedikit 20 JP.",
        "PNS aktif dengan paling sedikit 20 JP",
        "PNS aktif pada tanggal data",
        "PERSEN",
        "NAIK",
        "Riwayat pelatihan dan sertifikat",
        75,
    ),
    (
        "kelengkapan",
        "Kelengkapan data pegawai",
        "Data",
        "Isian profil yang terisi dibagi isian yang wajib, untuk semua PNS aktif.",
        "Isian wajib yang terisi",
        "Isian wajib PNS aktif",
        "PERSEN",
        "NAIK",
        "SIASN dan data kepegawaian daerah",
        95,
    ),
    (
        "krs",
        "Kelompok rencana suksesi",
        "KRS",
        "Jumlah pegawai yang ditetapkan PPK dalam kelompok rencana suksesi dengan nomor SK.",
        "Pegawai dalam KRS",
        "",
        "ORANG",
        "NETRAL",
        "SK penetapan KRS",
        None,
    ),
]
# PP 11/2017 asks for 20 JP in a year: the aim grows by the quarter.
BERTAHAP = {"jp20": [(1, 25), (4, 50), (7, 75), (10, 95)]}
TAHUN_AWAL = 2025

KOMITMEN = "kalteng-2025"
HARI_KOMITMEN = datetime.date(2025, 12, 9)
# Kepala BKN named four points; the wording of the commitment itself was not published.
BUTIR = [
    ("Data talenta yang akurat dan terpadu sebagai dasar pengisian jabatan", "kelengkapan"),
    ("Penguatan jabatan fungsional sebagai jalur karier", "penilaian"),
    ("Pengembangan kompetensi yang sesuai dengan prioritas daerah", "jp20"),
    ("Sistem informasi ASN digital yang terhubung dan dimanfaatkan", "pemetaan"),
]

_BACA_TINDAKAN = PEMBACA - {Peran.KOMITE}
_RUJUKAN = ("indikator", "targetindikator", "periodeevaluasi", "komitmenbersama")

IZIN: IzinPerPeran = {
    "evaluasi.view_indikator": PEMBACA | {Peran.ADMINISTRATOR},
    "evaluasi.view_laporanevaluasi": PEMBACA,
    "evaluasi.change_laporanevaluasi": {Peran.PENGELOLA, Peran.KABADAN},
    "evaluasi.ajukan_laporan": {Peran.KABADAN},
    "evaluasi.putuskan_laporan": {Peran.KEPALA},
    "evaluasi.bina_laporan": {Peran.KEPALA},
    "evaluasi.baca_semua_laporan": {Peran.KEPALA, Peran.AJUDAN},
    "evaluasi.view_tindaklanjut": _BACA_TINDAKAN,
    "evaluasi.add_tindaklanjut": {Peran.KEPALA, Peran.KABADAN},
    "evaluasi.change_tindaklanjut": {Peran.PENGELOLA, Peran.KABADAN},
    "evaluasi.view_komitmenbersama": _BACA_TINDAKAN | {Peran.ADMINISTRATOR},
    "evaluasi.view_tahappenerapan": _BACA_TINDAKAN,
    "evaluasi.change_tahappenerapan": {Peran.PENGELOLA, Peran.KABADAN},
    **{
        f"evaluasi.{hak}_{model}": {Peran.ADMINISTRATOR}
        for model in _RUJUKAN
        for hak in ("add", "change")
    },
    "evaluasi.view_targetindikator": {Peran.ADMINISTRATOR},
    "evaluasi.view_periodeevaluasi": {Peran.ADMINISTRATOR},
    "evaluasi.view_penandatangan": {Peran.ADMINISTRATOR},
    "evaluasi.change_penandatangan": {Peran.ADMINISTRATOR},
    "evaluasi.view_butirkomitmen": {Peran.ADMINISTRATOR},
    "evaluasi.change_butirkomitmen": {Peran.ADMINISTRATOR},
}

# Every morning: opens a period that has ended, however late, and refreshes drafts until the lock.
JADWAL = {"evaluasi.tasks.buat_laporan_periode": {"minute": "0", "hour": "5"}}


def siapkan() -> None:
    """Fill what is missing; what an administrator or an office changed stays."""
    _siapkan_indikator()
    _siapkan_komitmen()


def _siapkan_indikator() -> None:
    for urutan, (kode, nama, pendek, definisi, *isi, target) in enumerate(INDIKATOR, start=1):
        pembilang, penyebut, satuan, arah, sumber = isi
        indikator, baru = Indikator.objects.get_or_create(
            kode=kode,
            defaults={
                "nama": nama,
                "nama_pendek": pendek,
                "definisi": definisi,
                "pembilang": pembilang,
                "penyebut": penyebut,
                "satuan": satuan,
                "arah": arah,
                "sumber": sumber,
                "urutan": urutan,
            },
        )
        if baru and target is not None:
            _pasang_target(indikator, Decimal(target))


def _pasang_target(indikator: Indikator, nilai: Decimal) -> None:
    """The aim of all fifteen; by the quarter where the year's duty grows."""
    bertahap = BERTAHAP.get(indikator.kode)
    langkah = (
        [
            (datetime.date(tahun, bulan, 1), Decimal(angka))
            for tahun in range(TAHUN_AWAL, TAHUN_AWAL + 4)
            for bulan, angka in bertahap
        ]
        if bertahap
        else [(datetime.date(TAHUN_AWAL, 1, 1), nilai)]
    )
    TargetIndikator.tanpa_batas.bulk_create(
        TargetIndikator(
            indikator=indikator, mulai=mulai, nilai=angka, dasar="Target awal, dapat disesuaikan"
        )
        for mulai, angka in langkah
    )


def _siapkan_komitmen() -> None:
    """The event of 9 December 2025: fifteen offices, four points and eleven stages each."""
    komitmen, _ = KomitmenBersama.objects.get_or_create(
        kode=KOMITMEN,
        defaults={
            "nama": "Komitmen bersama penerapan manajemen talenta ASN se-Kalimantan Tengah",
            "tanggal": HARI_KOMITMEN,
            "tempat": "Aula Jayang Tingang, Kantor Gubernur Kalimantan Tengah, Palangka Raya",
            "keterangan": "Ditandatangani semua kepala daerah se-Kalimantan Tengah dan disaksikan "
            "Kepala Badan Kepegawaian Negara.",
        },
    )
    indikator = {satu.kode: satu for satu in Indikator.objects.all()}
    daftar_instansi = list(Instansi.objects.all())
    PenandaTangan.tanpa_batas.bulk_create(
        (
            PenandaTangan(
                komitmen=komitmen,
                instansi=instansi,
                jabatan=f"{instansi.sebutan_kepala} {instansi.nama}",
            )
            for instansi in daftar_instansi
        ),
        ignore_conflicts=True,
    )
    ButirKomitmen.tanpa_batas.bulk_create(
        (
            ButirKomitmen(
                komitmen=komitmen,
                instansi=instansi,
                nomor=nomor,
                uraian=uraian,
                indikator=indikator.get(kode),
                satuan="%",
            )
            for instansi in daftar_instansi
            for nomor, (uraian, kode) in enumerate(BUTIR, start=1)
        ),
        ignore_conflicts=True,
    )
    TahapPenerapan.tanpa_batas.bulk_create(
        (_tahap_awal(instansi, tahap) for instansi in daftar_instansi for tahap in range(1, 12)),
        ignore_conflicts=True,
    )


def _tahap_awal(instansi: Instansi, tahap: int) -> TahapPenerapan:
    """All signed; every other stage starts from what the region itself reports."""
    if tahap == TahapPenerapan.Tahap.KOMITMEN:
        return TahapPenerapan(
            instansi=instansi,
            tahap=tahap,
            status=TahapPenerapan.Status.SELESAI,
            tanggal=HARI_KOMITMEN,
            bukti="Naskah komitmen bersama, 9 Desember 2025",
            penanggung_jawab=f"{instansi.sebutan_kepala} {instansi.nama}",
        )
    return TahapPenerapan(instansi=instansi, tahap=tahap)
