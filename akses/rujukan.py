"""Reference data of this app: the fifteen Instansi, the roles, the system actor."""

from django.contrib.auth.models import Group

from akses.models import Instansi, Pengguna
from akses.peran import Peran

# Kepmendagri 300.2.2-2138/2025 (codes, names), SIASN kodeCepat, BPS codes. The three differ.
INSTANSI = [
    # kode, SIASN, BPS, nama, pendek, singkatan, ibu kota, petak
    ("62", "6700", "62", "Kalimantan Tengah", "Pemprov", "PRV", "Palangka Raya", "d-prv"),
    ("62.01", "6705", "6201", "Kotawaringin Barat", "Kobar", "KBR", "Pangkalan Bun", "d-kbr"),
    ("62.02", "6704", "6202", "Kotawaringin Timur", "Kotim", "KTM", "Sampit", "d-ktm"),
    ("62.03", "6701", "6203", "Kapuas", "Kapuas", "KPS", "Kuala Kapuas", "d-kps"),
    ("62.04", "6703", "6204", "Barito Selatan", "Barsel", "BRS", "Buntok", "d-brs"),
    ("62.05", "6702", "6205", "Barito Utara", "Barut", "BRU", "Muara Teweh", "d-bru"),
    ("62.06", "6711", "6209", "Katingan", "Katingan", "KTG", "Kasongan", "d-ktg"),
    ("62.07", "6712", "6208", "Seruyan", "Seruyan", "SRY", "Kuala Pembuang", "d-sry"),
    ("62.08", "6709", "6206", "Sukamara", "Sukamara", "SKM", "Sukamara", "d-skm"),
    ("62.09", "6708", "6207", "Lamandau", "Lamandau", "LMD", "Nanga Bulik", "d-lmd"),
    ("62.10", "6707", "6211", "Gunung Mas", "Gumas", "GMS", "Kuala Kurun", "d-gms"),
    ("62.11", "6706", "6210", "Pulang Pisau", "Pulpis", "PPS", "Pulang Pisau", "d-pps"),
    ("62.12", "6710", "6213", "Murung Raya", "Mura", "MUR", "Puruk Cahu", "d-mur"),
    ("62.13", "6713", "6212", "Barito Timur", "Bartim", "BRT", "Tamiang Layang", "d-brt"),
    ("62.71", "6771", "6271", "Palangka Raya", "P. Raya", "PKY", "Palangka Raya", "d-pky"),
]
BADAN = {
    Instansi.Jenis.PROVINSI: "Badan Kepegawaian Daerah",
    Instansi.Jenis.KABUPATEN: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    Instansi.Jenis.KOTA: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
}

IZIN = {
    "akses.pimpin_daerah": {Peran.KEPALA},
    "akses.view_jejakaudit": {Peran.AUDITOR, Peran.ADMINISTRATOR},
    "akses.lihat_pembaca": {Peran.PENGELOLA, Peran.VERIFIKATOR, Peran.AUDITOR},
    "akses.view_instansi": {Peran.ADMINISTRATOR},
    "akses.view_pengguna": {Peran.ADMINISTRATOR},
    "akses.add_pengguna": {Peran.ADMINISTRATOR},
    "akses.change_pengguna": {Peran.ADMINISTRATOR},
    "akses.view_delegasi": {Peran.ADMINISTRATOR},
    "akses.add_delegasi": {Peran.ADMINISTRATOR},
    "akses.change_delegasi": {Peran.ADMINISTRATOR},
    "akses.view_kunci": {Peran.ADMINISTRATOR},
}

JADWAL = {"akses.tasks.detak": {"minute": "*"}}


def siapkan() -> None:
    """Fill what is missing; names that an administrator changed stay."""
    for kode, siasn, bps, nama, pendek, singkatan, ibu_kota, petak in INSTANSI:
        jenis = _jenis(kode)
        Instansi.objects.get_or_create(
            kode_kemendagri=kode,
            defaults={
                "kode_siasn": siasn,
                "kode_bps": bps,
                "nama": nama,
                "nama_pendek": pendek,
                "singkatan": singkatan,
                "ibu_kota": ibu_kota,
                "kelas_petak": petak,
                "jenis": jenis,
                "nama_badan": BADAN[jenis],
            },
        )
    for peran in Peran:
        Group.objects.get_or_create(name=peran)
    if not Pengguna.objects.filter(username="sistem").exists():
        sistem = Pengguna(username="sistem", is_active=False, lingkup=Pengguna.Lingkup.SEMUA)
        sistem.set_unusable_password()
        sistem.save()


def _jenis(kode: str) -> Instansi.Jenis:
    if kode == "62":
        return Instansi.Jenis.PROVINSI
    return Instansi.Jenis.KOTA if kode >= "62.71" else Instansi.Jenis.KABUPATEN
