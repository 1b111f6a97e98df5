"""What sets the fifteen Instansi of the demo apart: size, quality of data, pace."""

import datetime
from dataclasses import dataclass

TANGGAL_ACUAN = datetime.date(2026, 10, 1)
WAKTU_ACUAN = datetime.datetime(
    2026, 10, 1, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=7))
)


@dataclass(frozen=True)
class Profil:
    """Shares are invented; they differ so that the comparison of regions shows something."""

    kode: str
    bobot: int  # relative number of people
    lengkap: float  # share of the items of a profile that are filled
    jp: float  # share of PNS with 20 JP or more in 2026
    dinilai: float  # share of PNS with an assessment
    sangat_baik: float
    baik: float
    kecamatan: tuple[str, ...]
    akar_kecamatan: bool = False  # the districts hang below a second root, as in some SIASN trees


_KEC = {
    "62.01": "Arut Selatan, Kumai, Kotawaringin Lama, Arut Utara, Pangkalan Banteng, "
    "Pangkalan Lada",
    "62.02": "Mentawa Baru Ketapang, Baamang, Kota Besi, Cempaga, Parenggean, Mentaya Hulu, "
    "Mentaya Hilir Selatan, Teluk Sampit, Pulau Hanaut, Antang Kalang",
    "62.03": "Selat, Kapuas Hilir, Kapuas Timur, Kapuas Kuala, Kapuas Barat, Pulau Petak, "
    "Basarang, Mantangai, Timpah, Kapuas Tengah, Kapuas Hulu",
    "62.04": "Dusun Selatan, Dusun Utara, Karau Kuala, Jenamas, Dusun Hilir, Gunung Bintang Awai",
    "62.05": "Teweh Tengah, Teweh Timur, Teweh Selatan, Gunung Timang, Gunung Purei, Montallat, "
    "Lahei, Teweh Baru, Lahei Barat",
    "62.06": "Katingan Hilir, Tewang Sangalang Garing, Katingan Tengah, Pulau Malan, Kamipang, "
    "Tasik Payawan, Sanaman Mantikei, Marikit, Katingan Hulu, Mendawai, Katingan Kuala",
    "62.07": "Seruyan Hilir, Seruyan Tengah, Seruyan Hulu, Danau Sembuluh, Hanau, "
    "Danau Seluluk, Seruyan Raya",
    "62.08": "Sukamara, Jelai, Balai Riam, Pantai Lunci, Permata Kecubung",
    "62.09": "Bulik, Lamandau, Delang, Sematu Jaya, Menthobi Raya, Bulik Timur, "
    "Belantikan Raya, Batang Kawa",
    "62.10": "Kurun, Tewah, Rungan, Manuhing, Kahayan Hulu Utara, Sepang, Mihing Raya, "
    "Damang Batu, Miri Manasa, Rungan Hulu, Manuhing Raya, Rungan Barat",
    "62.11": "Kahayan Hilir, Kahayan Tengah, Banama Tingang, Pandih Batu, Maliku, "
    "Kahayan Kuala, Sebangau Kuala, Jabiren Raya",
    "62.12": "Murung, Laung Tuhup, Tanah Siang, Permata Intan, Sumber Barito, "
    "Barito Tuhup Raya, Tanah Siang Selatan, Sungai Babuat, Seribu Riam, Uut Murung",
    "62.13": "Dusun Timur, Dusun Tengah, Patangkep Tutui, Benua Lima, Awang, Pematang Karau, "
    "Paju Epat, Raren Batuah, Paku, Karusen Janang",
    "62.71": "Pahandut, Jekan Raya, Sabangau, Bukit Batu, Rakumpit",
    "62": "Palangka Raya, Sampit, Pangkalan Bun, Kuala Kapuas, Buntok, Muara Teweh, Kasongan, "
    "Kuala Pembuang, Kuala Kurun, Puruk Cahu",
}
_ANGKA = [
    # kode, bobot, lengkap, jp, dinilai, sangat baik, baik
    ("62", 600, 0.985, 0.794, 0.62, 0.24, 0.70),
    ("62.01", 220, 0.982, 0.799, 0.58, 0.23, 0.70),
    ("62.02", 260, 0.974, 0.724, 0.46, 0.20, 0.71),
    ("62.03", 260, 0.968, 0.698, 0.38, 0.19, 0.70),
    ("62.04", 180, 0.951, 0.631, 0.24, 0.15, 0.71),
    ("62.05", 190, 0.970, 0.746, 0.44, 0.20, 0.72),
    ("62.06", 190, 0.940, 0.617, 0.20, 0.14, 0.70),
    ("62.07", 165, 0.926, 0.584, 0.15, 0.13, 0.69),
    ("62.08", 110, 0.979, 0.768, 0.52, 0.21, 0.72),
    ("62.09", 130, 0.980, 0.753, 0.47, 0.22, 0.70),
    ("62.10", 165, 0.960, 0.665, 0.28, 0.17, 0.71),
    ("62.11", 170, 0.965, 0.679, 0.32, 0.18, 0.71),
    ("62.12", 160, 0.913, 0.542, 0.12, 0.12, 0.68),
    ("62.13", 170, 0.972, 0.703, 0.34, 0.18, 0.72),
    ("62.71", 230, 0.989, 0.812, 0.70, 0.26, 0.69),
]
PROFIL = {
    kode: Profil(
        kode=kode,
        bobot=bobot,
        lengkap=lengkap,
        jp=jp,
        dinilai=dinilai,
        sangat_baik=sangat_baik,
        baik=baik,
        kecamatan=tuple(nama.strip() for nama in _KEC[kode].split(",")),
        akar_kecamatan=kode in {"62.02", "62.03"},
    )
    for kode, bobot, lengkap, jp, dinilai, sangat_baik, baik in _ANGKA
}


def bagi(jumlah: int) -> dict[str, int]:
    """People per Instansi: shares of ``jumlah`` by weight, largest remainders rounded up."""
    total = sum(profil.bobot for profil in PROFIL.values())
    hasil = {kode: jumlah * profil.bobot // total for kode, profil in PROFIL.items()}
    sisa = sorted(PROFIL, key=lambda kode: -(jumlah * PROFIL[kode].bobot % total))
    for kode in sisa[: jumlah - sum(hasil.values())]:
        hasil[kode] += 1
    return hasil
