"""Reference data and role permissions of this app."""

import datetime
from decimal import Decimal

from akses.peran import PEMBACA, IzinPerPeran, Peran
from kompetensi.models import (
    AspekPotensi,
    KategoriJpm,
    Kompetensi,
    MasaBerlakuAsesmen,
    PeriodeTalenta,
    SkemaPemetaan,
    StandarKompetensi,
    TujuanAsesmen,
)
from kompetensi.skema import BAWAAN2026
from pegawai.models import Jenjang

_M, _SK = Kompetensi.Jenis.MANAJERIAL, Kompetensi.Jenis.SOSIAL_KULTURAL
# PermenPANRB 38/2017.
KOMPETENSI = [
    ("integritas", "Integritas", _M),
    ("kerja_sama", "Kerja Sama", _M),
    ("komunikasi", "Komunikasi", _M),
    ("orientasi_hasil", "Orientasi pada Hasil", _M),
    ("pelayanan_publik", "Pelayanan Publik", _M),
    ("pengembangan_diri", "Pengembangan Diri dan Orang Lain", _M),
    ("mengelola_perubahan", "Mengelola Perubahan", _M),
    ("pengambilan_keputusan", "Pengambilan Keputusan", _M),
    ("perekat_bangsa", "Perekat Bangsa", _SK),
]
# PermenPANRB 20/2025 Pasal 17.
ASPEK_POTENSI = [
    ("intelektual", "Kemampuan intelektual"),
    ("interpersonal", "Kemampuan interpersonal"),
    ("kesadaran_diri", "Kesadaran diri"),
    ("berpikir_kritis", "Kemampuan berpikir kritis dan strategis"),
    ("menyelesaikan_masalah", "Kemampuan menyelesaikan permasalahan"),
    ("kecerdasan_emosional", "Kecerdasan emosional"),
    ("belajar_cepat", "Kemampuan belajar cepat dan mengembangkan diri"),
    ("motivasi_komitmen", "Motivasi dan komitmen"),
]
STANDAR = {
    Jenjang.JPT_UTAMA: 5,
    Jenjang.JPT_MADYA: 5,
    Jenjang.JPT_PRATAMA: 4,
    Jenjang.ADMINISTRATOR: 3,
    Jenjang.PENGAWAS: 2,
    Jenjang.PELAKSANA: 1,
    Jenjang.AHLI_UTAMA: 5,
    Jenjang.AHLI_MADYA: 4,
    Jenjang.AHLI_MUDA: 3,
    Jenjang.AHLI_PERTAMA: 2,
    Jenjang.PENYELIA: 3,
    Jenjang.MAHIR: 2,
    Jenjang.TERAMPIL: 1,
    Jenjang.PEMULA: 1,
}
_PENGISIAN = [
    ("Memenuhi Syarat", "MS", 80),
    ("Masih Memenuhi Syarat", "MMS", 68),
    ("Kurang Memenuhi Syarat", "KMS", 0),
]
KATEGORI_JPM = {
    TujuanAsesmen.PEMETAAN: [
        ("Optimal", "O", 90),
        ("Cukup Optimal", "CO", 78),
        ("Kurang Optimal", "KO", 0),
    ],
    TujuanAsesmen.PENGISIAN: _PENGISIAN,
    TujuanAsesmen.UJI_KOMPETENSI: _PENGISIAN,
}
SEJAK = datetime.date(2020, 1, 1)

_MEMBACA_ASESMEN = {
    Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KOMITE, Peran.PELATIHAN, Peran.KABADAN, Peran.AUDITOR,
}  # fmt: skip
_NILAI_POTENSI = {
    Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KOMITE, Peran.KABADAN, Peran.KEPALA, Peran.AUDITOR,
}  # fmt: skip
_RUJUKAN = (
    "kompetensi", "aspekpotensi", "standarkompetensi", "kategorijpm", "masaberlakuasesmen",
    "skemapemetaan", "periodetalenta",
)  # fmt: skip

IZIN: IzinPerPeran = {
    "kompetensi.view_asesmen": _MEMBACA_ASESMEN,
    "kompetensi.add_asesmen": {Peran.PENGELOLA},
    "kompetensi.change_asesmen": {Peran.PENGELOLA},
    "kompetensi.view_nilaipotensi": _NILAI_POTENSI,
    "kompetensi.view_hasilpemetaan": PEMBACA,
    "kompetensi.lihat_kotak_bawah": {
        Peran.VERIFIKATOR, Peran.KOMITE, Peran.KABADAN, Peran.KEPALA, Peran.AUDITOR,
    },
    "kompetensi.ekspor_pemetaan": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KOMITE, Peran.KABADAN, Peran.AUDITOR,
    },
    "kompetensi.petakan": {Peran.KOMITE},
    "kompetensi.view_anggotakrs": PEMBACA,
    **{
        f"kompetensi.{hak}_{model}": {Peran.ADMINISTRATOR}
        for model in _RUJUKAN
        for hak in ("view", "add", "change")
    },
}  # fmt: skip


def siapkan() -> None:
    """Fill what is missing; what an administrator changed stays."""
    for urutan, (kode, nama, jenis) in enumerate(KOMPETENSI, start=1):
        Kompetensi.objects.get_or_create(
            kode=kode, defaults={"nama": nama, "jenis": jenis, "urutan": urutan}
        )
    for urutan, (kode, nama) in enumerate(ASPEK_POTENSI, start=1):
        AspekPotensi.objects.get_or_create(kode=kode, defaults={"nama": nama, "urutan": urutan})
    for jenjang, level in STANDAR.items():
        StandarKompetensi.objects.get_or_create(
            jenjang=jenjang,
            mulai=SEJAK,
            defaults={"level": level, "dasar": "Sumber sekunder; periksa PermenPANRB 38/2017."},
        )
    for tujuan, daftar_kategori in KATEGORI_JPM.items():
        for nama, singkatan, batas in daftar_kategori:
            KategoriJpm.objects.get_or_create(
                tujuan=tujuan,
                mulai=SEJAK,
                batas_bawah=Decimal(batas),
                defaults={
                    "nama": nama,
                    "singkatan": singkatan,
                    "dasar": "Sumber sekunder; periksa Peraturan BKN 26/2019.",
                },
            )
    MasaBerlakuAsesmen.objects.get_or_create(
        mulai=SEJAK,
        defaults={"bulan": 36, "dasar": "Peraturan BKN 26/2019 Pasal 29 ayat (4)"},
    )
    bawaan, _ = SkemaPemetaan.objects.get_or_create(
        kode="BAWAAN2026",
        versi=1,
        defaults={**BAWAAN2026, "mulai": datetime.date(2026, 1, 1)},
    )
    PeriodeTalenta.objects.get_or_create(
        tahun=2026, defaults={"tanggal_acuan": datetime.date(2026, 12, 31), "skema": bawaan}
    )
