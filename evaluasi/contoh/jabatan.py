"""The jobs of the demo: tier, education that leads to it, golongan that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from pegawai.golongan import PANGKAT
from pegawai.models import Jabatan, Jenjang

GOLONGAN = list(PANGKAT)
_G = {golongan: n for n, golongan in enumerate(GOLONGAN)}

# Jenjang and golongan as the product checks it; pelaksana by education.
RENTANG = {
    Jenjang.JPT_MADYA: ("IV/d", "IV/e"),
    Jenjang.JPT_PRATAMA: ("IV/b", "IV/c"),
    Jenjang.ADMINISTRATOR: ("III/d", "IV/b"),
    Jenjang.PENGAWAS: ("III/c", "III/d"),
    Jenjang.AHLI_MADYA: ("IV/a", "IV/c"),
    Jenjang.AHLI_MUDA: ("III/c", "III/d"),
    Jenjang.AHLI_PERTAMA: ("III/a", "III/b"),
    Jenjang.PENYELIA: ("III/c", "III/d"),
    Jenjang.MAHIR: ("III/a", "III/b"),
    Jenjang.TERAMPIL: ("II/b", "II/d"),
    Jenjang.PEMULA: ("II/a", "II/a"),
}
PUNCAK_PELAKSANA = {"05": "II/a", "10": "II/c", "15": "III/b", "30": "III/c", "40": "III/d"}
AWAL = {"05": "I/a", "10": "I/c", "15": "II/a", "30": "II/c", "35": "III/a", "40": "III/a",
        "45": "III/a", "50": "III/b"}  # fmt: skip
AWAL_PPPK = {"05": "I", "10": "IV", "15": "V", "30": "VII", "35": "IX", "40": "IX", "45": "X"}
KELAS = {
    Jenjang.JPT_MADYA: 16, Jenjang.JPT_PRATAMA: 14, Jenjang.ADMINISTRATOR: 11, Jenjang.PENGAWAS: 9,
    Jenjang.AHLI_MADYA: 11, Jenjang.AHLI_MUDA: 9, Jenjang.AHLI_PERTAMA: 8, Jenjang.PENYELIA: 8,
    Jenjang.MAHIR: 7, Jenjang.TERAMPIL: 6, Jenjang.PEMULA: 5, Jenjang.PELAKSANA: 6,
}  # fmt: skip


def rentang(jenjang: str, tingkat: str) -> tuple[int, int]:
    """Lowest and highest golongan (index in ``GOLONGAN``) of a tier with that education."""
    if jenjang == Jenjang.PELAKSANA:
        return _G[AWAL[tingkat]], _G[PUNCAK_PELAKSANA[tingkat]]
    bawah, atas = RENTANG[Jenjang(jenjang)]
    return max(_G[bawah], _G[AWAL[tingkat]]), _G[atas]


def golongan_awal(tingkat: str) -> int:
    return _G[AWAL[tingkat]]


@dataclass(frozen=True)
class Pendidikan:
    tingkat: str
    nama: str
    belakang: str = ""
    depan: str = ""
    sekolah: str = "Universitas Palangka Raya"


@dataclass(frozen=True)
class Formasi:
    """A job that may be filled. ``wanita`` is the share of women in it."""

    nama: str
    jenjang: Jenjang
    pendidikan: tuple[Pendidikan, ...]
    eselon: str = ""
    bup: int | None = None
    wanita: float = 0.5


P = Pendidikan
_POLTEKKES = "Poltekkes Kemenkes Palangka Raya"
_ULM = "Universitas Lambung Mangkurat"
SD = (P("05", "Sekolah Dasar", sekolah="SD Negeri"), P("10", "SLTP", sekolah="SMP Negeri"))
SLTA = (
    P("15", "SLTA/SMA", sekolah="SMA Negeri"),
    P("15", "SLTA/SMA", sekolah="Madrasah Aliyah Negeri"),
)
D3_UMUM = (
    P("30", "D-III Administrasi Perkantoran", "A.Md."),
    P("30", "D-III Manajemen Informatika", "A.Md.Kom.", sekolah="STMIK Palangkaraya"),
    P("30", "D-III Akuntansi", "A.Md.Ak."),
)
S1_UMUM = (
    P("40", "S-1 Ilmu Pemerintahan", "S.IP."),
    P("40", "S-1 Administrasi Negara", "S.Sos.", sekolah=_ULM),
    P("40", "S-1 Ilmu Hukum", "S.H."),
    P("40", "S-1 Manajemen", "S.E."),
    P("40", "S-1 Ekonomi Pembangunan", "S.E."),
    P("40", "S-1 Akuntansi", "S.Ak."),
)
S2_UMUM = (
    P("45", "S-2 Magister Administrasi Publik", "S.Sos., M.A.P."),
    P("45", "S-2 Magister Manajemen", "S.E., M.M."),
    P("45", "S-2 Ilmu Hukum", "S.H., M.H."),
    P("45", "S-2 Perencanaan Wilayah", "S.T., M.Si."),
)
S3_UMUM = (P("50", "S-3 Ilmu Administrasi", "S.E., M.M.", "Dr.", "Universitas Brawijaya"),)
S1_TEKNIK = (P("40", "S-1 Teknik Sipil", "S.T."), P("40", "S-1 Arsitektur", "S.T."))
S1_TANI = (P("40", "S-1 Agroteknologi", "S.P."), P("40", "S-1 Agribisnis", "S.P.", sekolah=_ULM))
S1_KOMPUTER = (P("40", "S-1 Teknik Informatika", "S.Kom."),)
GURU_SD = (P("40", "S-1 Pendidikan Guru Sekolah Dasar", "S.Pd."),)
GURU_MAPEL = (
    P("40", "S-1 Pendidikan Matematika", "S.Pd."),
    P("40", "S-1 Pendidikan Bahasa Indonesia", "S.Pd."),
    P("40", "S-1 Pendidikan Bahasa Inggris", "S.Pd."),
    P("40", "S-1 Pendidikan Biologi", "S.Pd.", sekolah=_ULM),
    P("40", "S-1 Pendidikan Jasmani", "S.Pd."),
    P("40", "S-1 Pendidikan Agama Islam", "S.Pd.I.", sekolah="IAIN Palangka Raya"),
    P("40", "S-1 Pendidikan Agama Kristen", "S.Pd.K.", sekolah="IAKN Palangka Raya"),
)
NERS = (P("40", "Profesi Ners", "S.Kep., Ners", sekolah="STIKES Eka Harap"),)
D3_PERAWAT = (P("30", "D-III Keperawatan", "A.Md.Kep.", sekolah=_POLTEKKES),)
D3_BIDAN = (P("30", "D-III Kebidanan", "A.Md.Keb.", sekolah=_POLTEKKES),)
D4_BIDAN = (P("35", "D-IV Kebidanan", "S.Tr.Keb.", sekolah=_POLTEKKES),)
DOKTER = (P("45", "Profesi Dokter", depan="dr."),)
D3_LAB = (P("30", "D-III Teknologi Laboratorium Medis", "A.Md.Kes.", sekolah=_POLTEKKES),)
D3_GIZI = (P("30", "D-III Gizi", "A.Md.Gz.", sekolah=_POLTEKKES),)
APOTEKER = (P("40", "Profesi Apoteker", "S.Farm., Apt.", sekolah=_ULM),)

_AHLI = (Jenjang.AHLI_PERTAMA, Jenjang.AHLI_MUDA, Jenjang.AHLI_MADYA)
_TERAMPIL = (Jenjang.TERAMPIL, Jenjang.MAHIR, Jenjang.PENYELIA)


def _keluarga(
    nama: str,
    tangga: tuple[Jenjang, ...],
    pendidikan: tuple[Pendidikan, ...],
    *,
    bup: int | None = None,
    wanita: float = 0.5,
) -> tuple[Formasi, ...]:
    """The tiers of one functional job, lowest first; BUP of its own except at Ahli Madya (60)."""
    return tuple(
        Formasi(
            f"{nama} {jenjang.label.removeprefix('JF ').title()}",
            jenjang,
            pendidikan,
            bup=bup if jenjang != Jenjang.AHLI_MADYA else None,
            wanita=wanita,
        )
        for jenjang in tangga
    )


def _pelaksana(nama: str, pendidikan: tuple[Pendidikan, ...], wanita: float = 0.45) -> Formasi:
    return Formasi(nama, Jenjang.PELAKSANA, pendidikan, wanita=wanita)


GURU_KELAS = _keluarga("Guru", _AHLI, GURU_SD, bup=60, wanita=0.68)
GURU_BIDANG = _keluarga("Guru", _AHLI, GURU_MAPEL, bup=60, wanita=0.58)
PERAWAT = _keluarga("Perawat", _TERAMPIL, D3_PERAWAT, wanita=0.62)
PERAWAT_AHLI = _keluarga("Perawat", _AHLI, NERS, wanita=0.62)
BIDAN = _keluarga("Bidan", _TERAMPIL, D3_BIDAN, wanita=1.0)
BIDAN_AHLI = _keluarga("Bidan", _AHLI[:2], D4_BIDAN, wanita=1.0)
JF_DOKTER = _keluarga("Dokter", _AHLI, DOKTER)
JF_APOTEKER = _keluarga("Apoteker", _AHLI[:2], APOTEKER, wanita=0.7)
LABORAN = _keluarga("Pranata Laboratorium Kesehatan", _TERAMPIL, D3_LAB, wanita=0.65)
NUTRISIONIS = _keluarga("Nutrisionis", _TERAMPIL, D3_GIZI, wanita=0.85)
PENYULUH = _keluarga("Penyuluh Pertanian", _AHLI, S1_TANI, wanita=0.4)
ANALIS_SDM = _keluarga("Analis Sumber Daya Manusia Aparatur", _AHLI, S1_UMUM)
PERENCANA = _keluarga("Perencana", _AHLI, S1_UMUM)
ANALIS_KEBIJAKAN = _keluarga("Analis Kebijakan", _AHLI, S1_UMUM)
AUDITOR = _keluarga("Auditor", _AHLI, S1_UMUM)
PPUPD = _keluarga("Pengawas Penyelenggaraan Urusan Pemerintahan Daerah", _AHLI, S1_UMUM)
ANALIS_KEUANGAN = _keluarga("Analis Keuangan Pusat dan Daerah", _AHLI, S1_UMUM)
PRANATA_KOMPUTER = _keluarga("Pranata Komputer", _AHLI, S1_KOMPUTER, wanita=0.35)
ARSIPARIS = _keluarga("Arsiparis", _TERAMPIL, D3_UMUM, wanita=0.6)
TEKNIK = _keluarga("Teknik Jalan dan Jembatan", _AHLI, S1_TEKNIK, wanita=0.25)
PENATA_RUANG = _keluarga("Penata Ruang", _AHLI, S1_TEKNIK, wanita=0.35)
POL_PP = _keluarga("Polisi Pamong Praja", _TERAMPIL, D3_UMUM, wanita=0.2)

PENELAAH = _pelaksana("Penelaah Teknis Kebijakan", S1_UMUM)
PENATA = _pelaksana("Penata Layanan Operasional", S1_UMUM)
PENGOLAH = _pelaksana("Pengolah Data dan Informasi", D3_UMUM)
PENGELOLA = _pelaksana("Pengelola Layanan Operasional", D3_UMUM)
PENGADMINISTRASI = _pelaksana("Pengadministrasi Perkantoran", SLTA, 0.5)
OPERATOR = _pelaksana("Operator Layanan Operasional", SLTA, 0.3)
PENGELOLA_UMUM = _pelaksana("Pengelola Umum Operasional", SD, 0.25)

_KANTOR = [
    ((PENELAAH,), 4), ((PENGOLAH,), 3), ((PENGADMINISTRASI,), 4), ((OPERATOR,), 2), ((PENATA,), 3),
    ((PENGELOLA,), 2), ((PENGELOLA_UMUM,), 0.6), (ARSIPARIS, 0.6), (PERENCANA, 0.8),
    (ANALIS_KEBIJAKAN, 1), (PRANATA_KOMPUTER, 0.6),
]  # fmt: skip
# What kind of unit employs which functional jobs, with weights.
STAF: dict[str, list[tuple[tuple[Formasi, ...], float]]] = {
    "kantor": _KANTOR,
    "badan_kepegawaian": [*_KANTOR, (ANALIS_SDM, 9)],
    "inspektorat": [*_KANTOR, (AUDITOR, 8), (PPUPD, 6)],
    "keuangan": [*_KANTOR, (ANALIS_KEUANGAN, 5)],
    "perencanaan": [*_KANTOR, (PERENCANA, 6)],
    "pekerjaan_umum": [*_KANTOR, (TEKNIK, 6), (PENATA_RUANG, 2)],
    "pertanian": [*_KANTOR, (PENYULUH, 10)],
    "pol_pp": [*_KANTOR, (POL_PP, 10)],
    "kominfo": [*_KANTOR, (PRANATA_KOMPUTER, 6)],
    "kecamatan": [((PENELAAH,), 2), ((PENGADMINISTRASI,), 4), ((OPERATOR,), 2), ((PENGOLAH,), 2)],
    "sd": [(GURU_KELAS, 12), ((PENGADMINISTRASI,), 0.5), ((OPERATOR,), 0.8)],
    "smp": [(GURU_BIDANG, 12), ((PENGADMINISTRASI,), 0.8), ((OPERATOR,), 0.6)],
    "sma": [(GURU_BIDANG, 12), ((PENGADMINISTRASI,), 0.9), ((OPERATOR,), 0.6)],
    "puskesmas": [
        (PERAWAT, 5), (PERAWAT_AHLI, 2), (BIDAN, 5), (BIDAN_AHLI, 1), (JF_DOKTER, 1), (LABORAN, 1),
        (NUTRISIONIS, 1), ((PENGADMINISTRASI,), 1), ((OPERATOR,), 0.6),
    ],
    "rumah_sakit": [
        (PERAWAT, 6), (PERAWAT_AHLI, 5), (BIDAN, 2), (JF_DOKTER, 3), (JF_APOTEKER, 1), (LABORAN, 1),
        (NUTRISIONIS, 0.6), ((PENGADMINISTRASI,), 1.5), ((PENGELOLA,), 1),
    ],
}  # fmt: skip

PENDIDIKAN_MANAJER = {
    Jenjang.JPT_MADYA: (*S2_UMUM, *S3_UMUM),
    Jenjang.JPT_PRATAMA: (*S2_UMUM, *S2_UMUM, *S1_UMUM, *S1_TEKNIK, *S3_UMUM),
    Jenjang.ADMINISTRATOR: (*S1_UMUM, *S2_UMUM, *S1_TEKNIK),
    Jenjang.PENGAWAS: (*S1_UMUM, *S1_UMUM, *D3_UMUM),
}


def manajer(nama: str, jenjang: Jenjang, eselon: str) -> Formasi:
    """A managerial job."""
    return Formasi(nama, jenjang, PENDIDIKAN_MANAJER[jenjang], eselon, wanita=0.34)


def siapkan_jabatan(daftar: set[Formasi]) -> dict[str, int]:
    """Reference rows for the jobs that the demo uses; pk per name. What exists stays.

    The eselon of a managerial job differs between province and regency: it is the person's.
    """
    ada = dict(Jabatan.objects.values_list("nama", "pk"))
    baru = {formasi.nama: formasi for formasi in daftar if formasi.nama not in ada}
    dibuat = Jabatan.objects.bulk_create(
        Jabatan(
            nama=formasi.nama,
            jenjang=formasi.jenjang,
            kelas=KELAS[formasi.jenjang],
            bup=formasi.bup,
        )
        for _, formasi in sorted(baru.items())
    )
    return ada | {jabatan.nama: jabatan.pk for jabatan in dibuat}
