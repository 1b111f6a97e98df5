"""Reference data of this app, and what each role may do in it."""

import datetime

from akses.peran import PEMBACA, IzinPerPeran, Peran
from pegawai import rujukan_fungsional, rujukan_kualitas
from pegawai.models import (
    AturanBup,
    AturanContoh,
    AturanEkspor,
    AturanPencatatan,
    AturanPenugasan,
    JenisPelatihan,
    Jenjang,
    KedudukanHukum,
    KetetapanJp,
    Pegawai,
)

# SIASN reference list. Pemberhentian sementara (04), CLTN (02) and MPP (20) are shown apart.
KEDUDUKAN_HUKUM = {
    "01": "Aktif",
    "02": "CLTN",
    "03": "Tugas Belajar",
    "04": "Pemberhentian Sementara",
    "05": "Penerima Uang Tunggu",
    "06": "Prajurit Wajib",
    "07": "Pejabat Negara",
    "08": "Kepala Desa",
    "09": "Banding BAPEK",
    "11": "Titipan",
    "12": "Pengungsi",
    "13": "Perpanjangan CLTN",
    "14": "Hilang",
    "15": "Kena Hukuman Disiplin",
    "16": "Pemindahan dalam Rangka Penurunan Jabatan",
    "20": "Masa Persiapan Pensiun",
    "51": "CPNS Belum Terima SK",
    "52": "Tidak Aktif",
    "66": "Diberhentikan",
    "67": "Punah",
    "68": "Eks Timtim",
    "69": "TMS Pengadaan",
    "70": "Pembatalan NIP",
    "71": "PPPK Aktif",
    "73": "PPPK Aktif (73)",
    "77": "Pemberhentian tanpa Hak Pensiun",
    "88": "Pemberhentian dengan Hak Pensiun",
    "89": "Tidak Aktif, Diusulkan Pensiun",
    "90": "Tidak Ikut PUPNS 2015",
    "91": "Tindak Pidana",
    "92": "Blokir Data",
    "98": "Mencapai BUP",
    "99": "Pensiun",
    "101": "PPPK Aktif (101)",
}
DIHITUNG_AKTIF = {"01", "03", "15", "71", "73", "101"}

# UU 20/2023 Pasal 55 for managerial jobs and pelaksana; tiers of JF as in the SIASN reference.
UU_ASN = datetime.date(2023, 10, 31)
BUP = {
    Jenjang.JPT_UTAMA: 60,
    Jenjang.JPT_MADYA: 60,
    Jenjang.JPT_PRATAMA: 60,
    Jenjang.ADMINISTRATOR: 58,
    Jenjang.PENGAWAS: 58,
    Jenjang.AHLI_UTAMA: 65,
    Jenjang.AHLI_MADYA: 60,
    Jenjang.AHLI_MUDA: 58,
    Jenjang.AHLI_PERTAMA: 58,
    Jenjang.PENYELIA: 58,
    Jenjang.MAHIR: 58,
    Jenjang.TERAMPIL: 58,
    Jenjang.PEMULA: 58,
    Jenjang.PELAKSANA: 58,
}

# Peraturan LAN 10/2018, as in Surat Sestama BPS B-031/BPS/2600/02/2019: nasional, internasional.
_JAM, _HARI, _SEMESTER = (
    JenisPelatihan.Satuan.JAM,
    JenisPelatihan.Satuan.HARI,
    JenisPelatihan.Satuan.SEMESTER,
)
JENIS_PELATIHAN = [
    ("A1", "Tugas belajar", "", _SEMESTER, "20", "20"),
    ("A2", "Izin belajar", "", _SEMESTER, "20", "20"),
    ("B1", "Pelatihan struktural kepemimpinan", "1", _JAM, "1", "1"),
    ("B2", "Pelatihan manajerial", "5", _JAM, "1", "1.2"),
    ("B3", "Pelatihan teknis", "3", _JAM, "1", "1.2"),
    ("B4", "Pelatihan fungsional", "2", _JAM, "1", "1.2"),
    ("B5", "Pelatihan sosial kultural", "6", _JAM, "1", "1.2"),
    ("B6", "Seminar, konferensi, atau sarasehan", "9", _HARI, "4", "6"),
    ("B7", "Workshop atau lokakarya", "4", _HARI, "5", "7"),
    ("B8", "Kursus", "11", _JAM, "1", "1.2"),
    ("B9", "Penataran", "12", _JAM, "1", "1.2"),
]

KETETAPAN_JP = [
    (Pegawai.StatusAsn.PNS, "MINIMAL", "20", "PP 11/2017 Pasal 203"),
    (Pegawai.StatusAsn.PPPK, "MAKSIMAL", "24", "PP 49/2018"),
    (Pegawai.StatusAsn.PPPK_PARUH_WAKTU, "MAKSIMAL", "24", "PP 49/2018"),
]

# Kind, months of a term, how often it may be renewed. Plh and Pj end as their letters say.
ATURAN_PENUGASAN = [("PLT", 3, 1, datetime.date(2021, 1, 14), "SE Kepala BKN 1/SE/I/2021")]

# Whoever is lent out keeps the record with the own Instansi, which promotes and retires the person.
ATURAN_PENCATATAN = [
    (hubungan, AturanPencatatan.Sisi.INDUK, datetime.date(2020, 1, 1), "Kebijakan kantor")
    for hubungan in AturanPencatatan.Hubungan.values
]

BARIS_CONTOH = 20
"""Rows of a person file that the approver looks at; the office changes it in the admin."""

UU_PDP = datetime.date(2022, 10, 17)
HARI_SIMPAN_UNDUHAN = 7
"""Days for which a large export waits for its owner; the office changes it in the admin."""

IZIN: IzinPerPeran = {
    "pegawai.view_pegawai": PEMBACA,
    "pegawai.change_pegawai": {Peran.PENGELOLA},
    "pegawai.add_pegawai": {Peran.PENGELOLA},
    "pegawai.ekspor_pegawai": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KOMITE, Peran.PELATIHAN, Peran.KABADAN,
        Peran.AUDITOR,
    },
    "pegawai.bagikan_tampilan": {Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN},
    "pegawai.lihat_nik": {Peran.PENGELOLA, Peran.VERIFIKATOR},
    "pegawai.view_hukumandisiplin": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN, Peran.AUDITOR,
    },
    "pegawai.view_ketetapanjp": {Peran.ADMINISTRATOR},
    "pegawai.view_unitorganisasi": PEMBACA | {Peran.ADMINISTRATOR},
    "pegawai.add_perubahanunit": {Peran.PENGELOLA},
    "pegawai.view_dokumen": {Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN, Peran.AUDITOR},
    "pegawai.add_dokumen": {Peran.PENGELOLA},
    "pegawai.view_usulanperubahan": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN, Peran.AUDITOR,
    },
    "pegawai.add_usulanperubahan": {Peran.PENGELOLA},
    "pegawai.putuskan_usulan": {Peran.VERIFIKATOR, Peran.KABADAN},
    "pegawai.verifikasi_usulan": {Peran.VERIFIKATOR},
    "pegawai.view_berkasimpor": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.PELATIHAN, Peran.KABADAN, Peran.AUDITOR,
    },
    "pegawai.add_berkasimpor": {Peran.PENGELOLA, Peran.PELATIHAN},
    "pegawai.terapkan_impor": {Peran.VERIFIKATOR, Peran.KABADAN},
    "pegawai.view_aturancontoh": {Peran.ADMINISTRATOR},
    "pegawai.change_aturancontoh": {Peran.ADMINISTRATOR},
    "pegawai.view_aturanekspor": {Peran.ADMINISTRATOR},
    "pegawai.add_aturanekspor": {Peran.ADMINISTRATOR},
    "pegawai.change_aturanekspor": {Peran.ADMINISTRATOR},
    "pegawai.view_selisihsiasn": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN, Peran.AUDITOR,
    },
    "pegawai.putuskan_selisihsiasn": {Peran.VERIFIKATOR, Peran.KABADAN},
    "pegawai.view_aturanpenugasan": {Peran.ADMINISTRATOR},
    "pegawai.add_aturanpenugasan": {Peran.ADMINISTRATOR},
    "pegawai.change_aturanpenugasan": {Peran.ADMINISTRATOR},
    "pegawai.view_aturanpencatatan": {Peran.ADMINISTRATOR},
    "pegawai.view_kebutuhanangkakredit": {Peran.ADMINISTRATOR},
    "pegawai.add_kebutuhanangkakredit": {Peran.ADMINISTRATOR},
    "pegawai.change_kebutuhanangkakredit": {Peran.ADMINISTRATOR},
    "pegawai.view_konversipredikat": {Peran.ADMINISTRATOR},
    "pegawai.add_konversipredikat": {Peran.ADMINISTRATOR},
    "pegawai.change_konversipredikat": {Peran.ADMINISTRATOR},
    "pegawai.view_formasijabatan": PEMBACA | {Peran.ADMINISTRATOR},
    "pegawai.add_formasijabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.change_formasijabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.delete_formasijabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.view_pemetaankolom": {Peran.ADMINISTRATOR},
    "pegawai.add_pemetaankolom": {Peran.ADMINISTRATOR},
    "pegawai.change_pemetaankolom": {Peran.ADMINISTRATOR},
    "pegawai.delete_pemetaankolom": {Peran.ADMINISTRATOR},
    "pegawai.view_aliasjabatan": {
        Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.KABADAN, Peran.AUDITOR, Peran.ADMINISTRATOR,
    },
    "pegawai.add_aliasjabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.change_aliasjabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.delete_aliasjabatan": {Peran.PENGELOLA, Peran.ADMINISTRATOR},
    "pegawai.view_bobotkualitas": {Peran.ADMINISTRATOR},
    "pegawai.add_bobotkualitas": {Peran.ADMINISTRATOR},
    "pegawai.change_bobotkualitas": {Peran.ADMINISTRATOR},
    "pegawai.view_syaratjenjang": {Peran.ADMINISTRATOR},
    "pegawai.add_syaratjenjang": {Peran.ADMINISTRATOR},
    "pegawai.change_syaratjenjang": {Peran.ADMINISTRATOR},
}  # fmt: skip

JADWAL = {
    "pegawai.tasks.sapu_pekerjaan": {"minute": "*/5"},
    "pegawai.tasks.hapus_unduhan": {"minute": "10", "hour": "2"},
    "pegawai.tasks.berlakukan_perubahan_unit": {"minute": "5", "hour": "0"},
    "pegawai.tasks.periksa_pohon": {"minute": "40", "hour": "1"},
    "pegawai.tasks.catat_kualitas": {"minute": "30", "hour": "1", "day_of_month": "1"},
}


def siapkan() -> None:
    """Fill what is missing; what an administrator changed stays."""
    rujukan_kualitas.siapkan()
    AturanContoh.objects.get_or_create(jenis="pegawai", defaults={"jumlah": BARIS_CONTOH})
    AturanEkspor.objects.get_or_create(
        mulai=UU_PDP,
        defaults={
            "hari": HARI_SIMPAN_UNDUHAN,
            "dasar": "Kebijakan aplikasi; lihat UU 27/2022 Pasal 16",
        },
    )
    rujukan_fungsional.siapkan()
    for kode, nama in KEDUDUKAN_HUKUM.items():
        KedudukanHukum.objects.get_or_create(
            kode=kode, defaults={"nama": nama, "dihitung_aktif": kode in DIHITUNG_AKTIF}
        )
    for jenjang, usia in BUP.items():
        AturanBup.objects.get_or_create(
            jenjang=jenjang,
            mulai=UU_ASN,
            defaults={"usia": usia, "dasar": "UU 20/2023 Pasal 55"},
        )
    for penugasan, bulan, perpanjangan, mulai, dasar in ATURAN_PENUGASAN:
        AturanPenugasan.objects.get_or_create(
            penugasan=penugasan,
            mulai=mulai,
            defaults={"bulan": bulan, "perpanjangan": perpanjangan, "dasar": dasar},
        )
    for hubungan, sisi, mulai, dasar in ATURAN_PENCATATAN:
        AturanPencatatan.objects.get_or_create(
            hubungan=hubungan, mulai=mulai, defaults={"dihitung_di": sisi, "dasar": dasar}
        )
    for kode, nama, siasn, satuan, nasional, internasional in JENIS_PELATIHAN:
        JenisPelatihan.objects.get_or_create(
            kode=kode,
            defaults={
                "nama": nama,
                "kode_siasn": siasn,
                "satuan": satuan,
                "jp_nasional": nasional,
                "jp_internasional": internasional,
                "mulai": datetime.date(2019, 1, 1),
            },
        )
    for status, sifat, jp, dasar in KETETAPAN_JP:
        KetetapanJp.objects.get_or_create(
            status_asn=status,
            mulai=datetime.date(2019, 1, 1),
            defaults={"sifat": sifat, "jp": jp, "dasar": dasar},
        )
