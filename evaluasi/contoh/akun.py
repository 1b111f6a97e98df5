"""The demo accounts: one per role and Instansi, held by people of the demo where ASN hold them."""

from __future__ import annotations

from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from akses.models import Instansi, Pengguna
from akses.peran import Peran
from evaluasi.contoh.nama import karang_nama
from pegawai.models import Pegawai

# Part of the user name, role, what the office calls it.
PERAN_AKUN = (
    ("pengelola", Peran.PENGELOLA, "Pengelola Kepegawaian"),
    ("verifikator", Peran.VERIFIKATOR, "Verifikator Kepegawaian"),
    ("komite", Peran.KOMITE, "Sekretariat Komite Talenta"),
    ("pelatihan", Peran.PELATIHAN, "Pengelola Pelatihan"),
    ("kabadan", Peran.KABADAN, ""),
    ("kepala", Peran.KEPALA, ""),
    ("ajudan", Peran.AJUDAN, "Bagian Protokol dan Komunikasi Pimpinan"),
    ("auditor", Peran.AUDITOR, "Auditor Inspektorat"),
    ("administrator", Peran.ADMINISTRATOR, "Administrator Sistem"),
)
DARI_BADAN = ("pengelola", "verifikator", "komite", "pelatihan")


def buat_akun(sandi: str, benih: str) -> int:
    """All accounts; without ``sandi`` nobody can sign in yet. Returns how many.

    The hash is computed once: a slow hash for each of them would take longer than the people.
    """
    tersandi = make_password(sandi or None)
    semua = [
        Pengguna(
            username="admin",
            first_name="Administrator",
            last_name="Provinsi",
            is_staff=True,
            is_superuser=True,
            lingkup=Pengguna.Lingkup.SEMUA,
            jabatan_dinas="Administrator Sistem",
        )
    ]
    peran_per_akun: dict[str, Peran] = {}
    orang_per_akun: dict[str, int] = {}
    for instansi in Instansi.objects.order_by("kode_kemendagri"):
        acak = Random(f"{benih}/akun/{instansi.kode_kemendagri}")  # noqa: S311 - repeatable
        orang = _pemegang(instansi)
        for awalan, peran, jabatan in PERAN_AKUN:
            akun = Pengguna(
                username=f"{awalan}.{instansi.kode_akun}",
                instansi=instansi,
                is_staff=peran == Peran.ADMINISTRATOR,
                jabatan_dinas=_jabatan(awalan, jabatan, instansi),
            )
            if pegawai := orang.get(awalan):
                nama = pegawai.nama
                orang_per_akun[akun.username] = pegawai.pk
            else:
                nama = karang_nama(acak, pria=acak.random() < 0.6)[0]
            akun.first_name, _, akun.last_name = nama.partition(" ")
            akun.email = f"{akun.username}@contoh.go.id"
            peran_per_akun[akun.username] = peran
            semua.append(akun)
        if instansi.adalah_provinsi:
            semua += _akun_provinsi(instansi, semua, peran_per_akun, acak)
    for akun in semua:
        akun.password = tersandi
    Pengguna.objects.bulk_create(semua)
    _masukkan_kelompok(semua, peran_per_akun)
    _ikat_orang(semua, orang_per_akun)
    return len(semua)


def _akun_provinsi(
    instansi: Instansi,
    semua: list[Pengguna],
    peran_per_akun: dict[str, Peran],
    acak: Random,
) -> list[Pengguna]:
    """`bkd` works for all fifteen; `gubernur` is the same office as `kepala.62`."""
    kepala = next(akun for akun in semua if akun.username == f"kepala.{instansi.kode_akun}")
    bkd_nama = karang_nama(acak, pria=False)[0].partition(" ")
    peran_per_akun |= {"bkd": Peran.PENGELOLA, "gubernur": Peran.KEPALA}
    return [
        Pengguna(
            username="bkd",
            first_name=bkd_nama[0],
            last_name=bkd_nama[2],
            instansi=instansi,
            lingkup=Pengguna.Lingkup.SEMUA,
            jabatan_dinas=f"Pengelola Kepegawaian {instansi.nama_badan}",
        ),
        Pengguna(
            username="gubernur",
            first_name=kepala.first_name,
            last_name=kepala.last_name,
            instansi=instansi,
            jabatan_dinas=kepala.jabatan_dinas,
        ),
    ]


def _jabatan(awalan: str, jabatan: str, instansi: Instansi) -> str:
    if awalan == "kepala":
        return f"{instansi.sebutan_kepala} {instansi.nama}"
    if awalan == "kabadan":
        return f"Kepala {instansi.nama_badan}"
    return jabatan


def _pemegang(instansi: Instansi) -> dict[str, Pegawai]:
    """People of the demo who hold accounts: staff of the agency, its head, an auditor."""
    pns = Pegawai.tanpa_batas.filter(instansi=instansi, status_asn="PNS").order_by("nip")
    badan = pns.filter(unit__perangkat_daerah__nama=instansi.nama_badan)
    kepala = badan.filter(nama_jabatan=f"Kepala {instansi.nama_badan}").first()
    staf = badan.exclude(jenjang__startswith="JPT").filter(kedudukan_hukum="01")
    auditor = pns.filter(nama_jabatan__startswith="Auditor").first()
    orang = dict(zip(DARI_BADAN, staf[: len(DARI_BADAN)], strict=False))
    return orang | {
        awalan: pegawai
        for awalan, pegawai in (("kabadan", kepala), ("auditor", auditor))
        if pegawai
    }


def _masukkan_kelompok(semua: list[Pengguna], peran_per_akun: dict[str, Peran]) -> None:
    kelompok = {grup.name: grup.pk for grup in Group.objects.all()}
    melalui = Pengguna.groups.through
    melalui.objects.bulk_create(
        melalui(pengguna_id=akun.pk, group_id=kelompok[peran_per_akun[akun.username]])
        for akun in semua
        if akun.username in peran_per_akun
    )


def _ikat_orang(semua: list[Pengguna], orang_per_akun: dict[str, int]) -> None:
    """An account that is tied to a person cannot decide about that person."""
    akun_per_orang = {
        orang_per_akun[akun.username]: akun for akun in semua if akun.username in orang_per_akun
    }
    daftar = list(Pegawai.tanpa_batas.filter(pk__in=akun_per_orang))
    for pegawai in daftar:
        pegawai.akun = akun_per_orang[pegawai.pk]
    Pegawai.tanpa_batas.bulk_update(daftar, ["akun"])
