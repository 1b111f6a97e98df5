"""Invented names: given names and second names of the province's stocks, combined by chance."""

from itertools import accumulate
from random import Random


def _kata(teks: str) -> tuple[str, ...]:
    return tuple(teks.split())


_DAYAK_L = _kata(
    "Yansen Bakti Teras Yulius Sabran Ruslan Herson Marthin Darius Elia Kristian Nopri Rudie "
    "Aprianto Yupie Wahyudie Perdi Hendra Simon Lukas Petrus Andreas Jimmy Tumbang"
)
_DAYAK_P = _kata(
    "Rusni Yulita Lensi Marlina Susilawati Ristina Helena Yuniarti Evie Kameloh Rensiana Dewi "
    "Oktaviani Lidia Ester Natalia Mardiana Herlina Sanae Ruth Anita Yanti Tiwi"
)
_DAYAK_MARGA = _kata(
    "Garang Nyahu Tandang Umbing Dehen Ngajus Sangalang Bungas Rampai Djaga Asang Lambung Binti "
    "Tundan Jaya Saman Kunum Rangkap Bahen Ludjen Singam Banjang Limin Angai Tingang Sawung"
)
_BANJAR_L = _kata(
    "Muhammad Ahmad Rizani Syahrani Fadli Jamaludin Akhmad Hairul Masrani Gazali Rahmadi Supiani "
    "Zainal Noor Fitriadi Husaini Mahyudin Syarifudin Anwar Abdul"
)
_BANJAR_P = _kata(
    "Norhayati Siti Rahmah Mahrita Noorlaila Fauziah Rusmini Jumiati Halimah Salasiah Nurul "
    "Maulida Raudah Aisyah Hamidah Mariatul Khairunnisa Fitriah Noor"
)
_BANJAR_2 = _kata(
    "Rahman Hidayat Ilmi Arifin Fahmi Rasyid Hasani Ansari Maulana Syahputra Hadi Firdaus Yusuf "
    "Ridha Effendi Mukhlis Ramadhan Zaini"
)
_BANJAR_2P = _kata(
    "Hasanah Jannah Rahmi Aulia Fitri Amalia Zahra Rizqiah Ulfah Azizah Sari Hikmah Latifah "
    "Khadijah Munawarah Sa'diah"
)
_JAWA_L = _kata(
    "Agus Bambang Eko Dwi Tri Joko Sugeng Slamet Wahyu Heri Budi Suprapto Sutrisno Teguh Adi "
    "Arif Widodo Nur Hadi Yoga"
)
_JAWA_P = _kata(
    "Sri Endang Wahyuni Dwi Tri Retno Ningsih Sulastri Indah Yuli Ratna Puji Eka Wiwik Titik "
    "Nur Umi Lestari Fitri Diah"
)
_JAWA_2 = _kata(
    "Prasetyo Santoso Nugroho Susanto Wibowo Purnomo Setiawan Raharjo Kurniawan Saputra Hartono "
    "Utomo Cahyono Firmansyah Pamungkas Suryanto"
)
_JAWA_2P = _kata(
    "Wahyuningsih Lestari Handayani Astuti Rahayu Utami Puspitasari Setyowati Wulandari "
    "Anggraini Kusumawati Hidayati Sulistyowati Maharani Purwanti"
)
_LAIN_L = _kata(
    "Daniel Hotman Wayan Made Andi Yosef Robert Ferdinand Ketut Stefanus Kornelius Alex"
)
_LAIN_P = _kata("Maria Kadek Andi Theresia Yohana Rosalina Veronika Agustina Monika Ketut")
_LAIN_2 = _kata(
    "Simanjuntak Siregar Sinaga Suardana Wirawan Baso Patandung Lolong Manalu Tarigan Sudiarta "
    "Makmur Sitompul Halim"
)

# stock: share, given names (L, P), second names (L, P), religions with shares
STOK = (
    (0.42, (_DAYAK_L, _DAYAK_P), (_DAYAK_MARGA, _DAYAK_MARGA),
     (("Kristen", 0.58), ("Islam", 0.22), ("Hindu", 0.13), ("Katholik", 0.07))),
    (0.28, (_BANJAR_L, _BANJAR_P), (_BANJAR_2, _BANJAR_2P), (("Islam", 1.0),)),
    (0.22, (_JAWA_L, _JAWA_P), (_JAWA_2, _JAWA_2P),
     (("Islam", 0.93), ("Kristen", 0.04), ("Katholik", 0.03))),
    (0.08, (_LAIN_L, _LAIN_P), (_LAIN_2, _LAIN_2),
     (("Kristen", 0.40), ("Islam", 0.25), ("Katholik", 0.20), ("Hindu", 0.13), ("Budha", 0.02))),
)  # fmt: skip

_BATAS = list(accumulate(stok[0] for stok in STOK))


def karang_nama(acak: Random, pria: bool) -> tuple[str, str]:
    """A name and a religion that goes with its stock."""
    _, daftar_depan, daftar_belakang, daftar_agama = acak.choices(STOK, cum_weights=_BATAS)[0]
    jenis = 0 if pria else 1
    pertama, kedua = acak.choice(daftar_depan[jenis]), acak.choice(daftar_belakang[jenis])
    if acak.random() < 0.28:
        tengah = acak.choice(daftar_depan[jenis])
        if tengah != pertama:
            pertama = f"{pertama} {tengah}"
    undi = acak.random()
    agama = ""
    for agama, bagian in daftar_agama:  # noqa: B007 - the shares add up to 1, so one is reached
        undi -= bagian
        if undi < 0:
            break
    return f"{pertama} {kedua}", agama
