"""How far each Instansi is with the eleven stages, and what it owes after its last report."""

from __future__ import annotations

import datetime

from akses.models import Instansi, Pengguna
from evaluasi.contoh.daerah import WAKTU_ACUAN
from evaluasi.contoh.laporan import LALU
from evaluasi.models import Indikator, LaporanEvaluasi, TahapPenerapan, TindakLanjut

Tahap, Status = TahapPenerapan.Tahap, TahapPenerapan.Status

# Stage reached in full; the next one is under way.
TAHAP_SELESAI = {
    "62": 11, "62.01": 9, "62.02": 6, "62.03": 5, "62.04": 3, "62.05": 7, "62.06": 3, "62.07": 2,
    "62.08": 8, "62.09": 7, "62.10": 4, "62.11": 4, "62.12": 2, "62.13": 5, "62.71": 11,
}  # fmt: skip
BUKTI = {
    Tahap.KOMITMEN: "Naskah komitmen bersama, 9 Desember 2025",
    Tahap.REGULASI: "Peraturan kepala daerah dan SK Komite Talenta",
    Tahap.KESIAPAN: "Kertas kerja penilaian mandiri",
    Tahap.DATA: "Rekap kelengkapan profil SIASN",
    Tahap.PEMETAAN: "Berita acara pemetaan talenta",
    Tahap.INTEGRASI: "Bukti uji integrasi",
    Tahap.PENDAMPINGAN: "Lima sesi pendampingan",
    Tahap.EKSPOSE: "Bahan paparan ekspose",
    Tahap.PLENO: "Catatan hasil pleno",
    Tahap.PERSETUJUAN: "Surat persetujuan penerapan",
    Tahap.IMPLEMENTASI: "Daftar jabatan yang diisi dari KRS",
}
KENDALA = {
    "62.12": ("Komite Talenta belum ditetapkan.", "Rancangan SK diajukan ke Bagian Hukum."),
    "62.07": ("Penilai kompetensi belum tersedia.", "Kerja sama dengan Kantor Regional VIII BKN."),
    "62.04": ("Data riwayat jabatan belum lengkap.", "Peremajaan data per perangkat daerah."),
}
# Instansi, indicator, action, weeks to the due date from the reference date, progress.
TINDAKAN: tuple[tuple[str, str, str, int, int], ...] = (
    ("62.07", "penilaian", "Menjadwalkan penilaian kompetensi pejabat manajerial", -9, 20),
    ("62.07", "jp20", "Membuka kelas nonklasikal untuk ASN dengan JP di bawah 10", -7, 35),
    ("62.07", "kelengkapan", "Melengkapi NIK dan surel bersama pengelola perangkat daerah", -6, 60),
    ("62.12", "penilaian", "Menetapkan SK Komite Talenta dan jadwal penilaian", -8, 10),
    ("62.12", "jp20", "Menyusun kalender pelatihan sampai akhir tahun", -5, 0),
    ("62.12", "kelengkapan", "Meremajakan data riwayat jabatan", 14, 25),
    ("62.06", "jp20", "Menugaskan perangkat daerah mengikuti pelatihan jarak jauh", 16, 40),
    ("62.06", "penilaian", "Mengusulkan kuota CACT ke Kantor Regional VIII BKN", 15, 30),
    ("62.04", "jp20", "Menggeser anggaran ke pelatihan nonklasikal", 17, 15),
    ("62.04", "kelengkapan", "Membersihkan data unit yang belum dipetakan", 15, 50),
    ("62.10", "penilaian", "Menyelesaikan penilaian kompetensi pejabat pengawas", 18, 45),
    ("62.03", "jp20", "Mempercepat angkatan kedua pelatihan teknis", 16, 55),
    ("62.11", "penilaian", "Menilai ulang hasil yang habis masa berlakunya", 20, 5),
    ("62.02", "jp20", "Menyampaikan daftar pegawai di bawah 20 JP ke tiap kepala dinas", 15, 70),
    ("62.05", "penilaian", "Menjadwalkan penilaian pejabat fungsional ahli madya", 18, 30),
    ("62.01", "penilaian", "Menilai pejabat administrator yang belum dinilai", 16, 65),
    ("62", "penilaian", "Menyelesaikan penilaian pejabat pengawas sekretariat daerah", 15, 80),
    ("62", "jp20", "Menyusun jadwal pelatihan jarak jauh untuk guru SMA dan SMK", -5, 45),
    ("62", "penilaian", "Menilai ulang pejabat yang hasil penilaiannya akan kedaluwarsa", 20, 10),
    ("62.01", "jp20", "Membuka angkatan kedua pelatihan teknis untuk tenaga kesehatan", -4, 70),
    ("62.01", "kelengkapan", "Meremajakan riwayat jabatan di kecamatan", 20, 40),
    ("62.71", "kelengkapan", "Melengkapi data gelar pegawai baru", -12, 100),
)


def isi_tahap() -> None:
    """Eleven stages of fifteen Instansi; a lagging one is held up and says by what."""
    daftar = [
        _tahap(instansi, Tahap(nomor))
        for instansi in Instansi.objects.order_by("kode_kemendagri")
        for nomor in Tahap.values
    ]
    TahapPenerapan.tanpa_batas.bulk_create(
        daftar,
        update_conflicts=True,
        unique_fields=["instansi", "tahap"],
        update_fields=[
            "status", "tanggal", "bukti", "kendala", "tindak_lanjut", "penanggung_jawab",
            "tenggat", "diubah",
        ],
    )  # fmt: skip


def _tahap(instansi: Instansi, tahap: TahapPenerapan.Tahap) -> TahapPenerapan:
    kode = instansi.kode_kemendagri
    selesai = TAHAP_SELESAI[kode]
    baris = TahapPenerapan(
        instansi=instansi,
        tahap=tahap,
        status=Status.BELUM,
        penanggung_jawab=f"Kepala {instansi.nama_badan}",
        diubah=WAKTU_ACUAN,
    )
    if tahap <= selesai:
        lama = datetime.timedelta(days=26 * (tahap - 1))
        baris.status = Status.SELESAI
        baris.tanggal = datetime.date(2025, 12, 9) + lama
        baris.bukti = BUKTI[tahap]
    elif tahap == selesai + 1:
        baris.status = Status.PROSES
        baris.tenggat = datetime.date(2026, 12, 31)
        if kendala := KENDALA.get(kode):
            baris.status = Status.TERKENDALA
            baris.kendala, baris.tindak_lanjut = kendala
    return baris


def isi_tindak_lanjut() -> None:
    """Corrective actions of the last quarter; some are overdue, most where it lags."""
    instansi = {i.kode_kemendagri: i for i in Instansi.objects.all()}
    indikator = {i.kode: i for i in Indikator.objects.all()}
    akun = {a.username: a for a in Pengguna.objects.all()}
    laporan = {
        satu.instansi.kode_kemendagri: satu
        for satu in LaporanEvaluasi.tanpa_batas.filter(periode__kode=LALU)
        .select_related("instansi")
        .defer("isi")
    }
    S = TindakLanjut.Status
    TindakLanjut.tanpa_batas.bulk_create(
        TindakLanjut(
            instansi=instansi[kode],
            laporan=laporan[kode],
            indikator=indikator.get(kode_indikator),
            tindakan=tindakan,
            ukuran="Target indikator tercapai pada triwulan berikutnya",
            penanggung_jawab=f"Kepala {instansi[kode].nama_badan}",
            pic=akun[f"kabadan.{instansi[kode].kode_akun}"],
            tenggat=WAKTU_ACUAN.date() + datetime.timedelta(weeks=minggu),
            status=S.SELESAI if maju == 100 else S.BERJALAN if maju else S.BELUM,
            kemajuan=maju,
            bukti="Rekap kelengkapan data per perangkat daerah" if maju == 100 else "",
            dibuat_oleh=akun[f"kepala.{instansi[kode].kode_akun}"],
            dibuat_pada=WAKTU_ACUAN - datetime.timedelta(days=75),
            diubah_pada=WAKTU_ACUAN,
        )
        for kode, kode_indikator, tindakan, minggu, maju in TINDAKAN
    )
