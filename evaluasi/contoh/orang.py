"""Inventing people: a career that fits the job, and a NIP that fits the career."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from akses.models import Instansi
from evaluasi.contoh.daerah import TANGGAL_ACUAN, WAKTU_ACUAN, Profil
from evaluasi.contoh.jabatan import (
    AWAL_PPPK,
    GOLONGAN,
    STAF,
    Formasi,
    Pendidikan,
    golongan_awal,
    rentang,
)
from evaluasi.contoh.nama import karang_nama
from evaluasi.contoh.unit import Simpul
from pegawai.golongan import URUTAN
from pegawai.models import Jenjang

KOLOM = (
    "instansi_id", "nip", "siasn_id", "nama", "gelar_depan", "gelar_belakang", "tempat_lahir",
    "tanggal_lahir", "jenis_kelamin", "agama", "status_kawin", "nik", "nomor_hp", "email", "alamat",
    "status_asn", "kedudukan_hukum_id", "tmt_cpns", "tmt_pns", "nomor_kontrak", "awal_kontrak",
    "akhir_kontrak", "golongan", "urutan_golongan", "tmt_golongan", "masa_kerja_tahun",
    "masa_kerja_bulan", "jabatan_id", "nama_jabatan", "jenjang", "eselon", "tmt_jabatan", "unit_id",
    "unor_berkas", "tingkat_pendidikan", "pendidikan", "tahun_lulus", "nama_sekolah", "bup",
    "diubah",
)  # fmt: skip
MANAJERIAL = {
    Jenjang.JPT_MADYA, Jenjang.JPT_PRATAMA, Jenjang.ADMINISTRATOR, Jenjang.PENGAWAS,
}  # fmt: skip
TINGKAT_JF = {  # share of PNS on the first, second and third tier of a functional job
    1: (1.0,), 2: (0.6, 1.0), 3: (0.42, 0.80, 1.0),
}  # fmt: skip
PILIHAN_STAF = {
    staf: ([keluarga for keluarga, _ in pilihan], list(accumulate(b for _, b in pilihan)))
    for staf, pilihan in STAF.items()
}
KOTA_LAIN = ("Palangka Raya", "Banjarmasin", "Kuala Kapuas", "Sampit", "Surabaya", "Kediri", "Solo")
# How often an item is missing, relative to the others; see pegawai.kelengkapan.
CELAH = {
    "nomor_hp": 2.2, "email": 2.0, "nik": 1.0, "gelar": 1.5, "tahun_lulus": 1.6, "pendidikan": 0.7,
    "tmt_jabatan": 1.1, "unit": 0.5, "jabatan": 0.5, "tmt_pns": 0.8,
}  # fmt: skip
BUTIR_RATA = 13.5  # items that apply and can be missing, weighed over all statuses
CELAH_SKP = 1.2
HARI_SETAHUN = 365.25


def peluang_celah(profil: Profil) -> float:
    """Chance of a gap of weight 1, such that the Instansi comes out at its completeness."""
    return (1 - profil.lengkap) * BUTIR_RATA / (sum(CELAH.values()) + CELAH_SKP)


@dataclass
class Rujukan:
    """What every row refers to."""

    jabatan_per_nama: dict[str, int]
    bup_per_jenjang: dict[str, int]


@dataclass
class Penduduk:
    """The people of one Instansi, one row at a time; repeatable for one seed."""

    instansi: Instansi
    profil: Profil
    rujukan: Rujukan
    acak: Random
    urut_nip: Counter[str]  # shared: a NIP is unique in the country

    def baris(self, daftar_akar: list[Simpul], jumlah: int) -> Iterator[list[Any]]:
        """``jumlah`` rows in the order of ``KOLOM``: managers first, then staff."""
        daftar_simpul = [simpul for akar in daftar_akar for simpul in akar.semua()]
        kursi = [(simpul, formasi) for simpul in daftar_simpul for formasi in simpul.kursi]
        terisi = [pasangan for pasangan in kursi if self._terisi(*pasangan)][: jumlah // 3]
        for simpul, formasi in terisi:
            yield self._pns(formasi, simpul)
        sisa = jumlah - len(terisi)
        tempat = [simpul for simpul in daftar_simpul if simpul.bobot]
        batas = list(accumulate(simpul.bobot for simpul in tempat))
        status = self._status(jumlah, sisa)
        for simpul, jenis in zip(
            self.acak.choices(tempat, cum_weights=batas, k=sisa), status, strict=True
        ):
            if jenis in ("PNS", "CPNS"):
                yield self._pns(self._formasi(simpul, jenis), simpul, cpns=jenis == "CPNS")
            else:
                yield self._pppk(self._formasi(simpul, jenis), simpul, jenis)

    def _terisi(self, simpul: Simpul, formasi: Formasi) -> bool:
        """Most posts are held; a few heads are missing, so that succession has something to do."""
        if formasi.nama.startswith("Sekretaris Daerah"):
            return True
        if formasi.nama == f"Kepala {self.instansi.nama_badan}":
            return True
        return self.acak.random() < {Jenjang.JPT_PRATAMA: 0.92, Jenjang.PENGAWAS: 0.8}.get(
            formasi.jenjang, 0.86
        )

    def _status(self, jumlah: int, sisa: int) -> list[str]:
        """Status of each staff member, such that the shares hold for the whole Instansi."""
        cpns, pppk, paruh = round(jumlah * 0.03), round(jumlah * 0.27), round(jumlah * 0.10)
        daftar = ["CPNS"] * cpns + ["PPPK"] * pppk + ["PPPK_PARUH_WAKTU"] * paruh
        daftar = daftar[:sisa] + ["PNS"] * (sisa - len(daftar))
        self.acak.shuffle(daftar)
        return daftar

    def _formasi(self, simpul: Simpul, jenis: str) -> Formasi:
        pilihan, batas = PILIHAN_STAF[simpul.staf]
        keluarga = self.acak.choices(pilihan, cum_weights=batas)[0]
        if jenis == "PNS":
            undi = self.acak.random()
            return next(
                formasi
                for formasi, batas in zip(keluarga, TINGKAT_JF[len(keluarga)], strict=True)
                if undi < batas
            )
        return keluarga[0]

    def _pns(self, formasi: Formasi, simpul: Simpul, *, cpns: bool = False) -> list[Any]:
        acak = self.acak
        didik = acak.choice(formasi.pendidikan)
        awal = golongan_awal(didik.tingkat)
        bawah, atas = rentang(formasi.jenjang, didik.tingkat)
        bup = self._bup(formasi)
        if cpns:
            golongan, masa = max(bawah, awal), 0.0
            tmt_cpns = acak.choice((datetime.date(2025, 12, 1), datetime.date(2026, 3, 1),
                                    datetime.date(2026, 5, 1)))  # fmt: skip
            umur = acak.uniform(22.5, 33)
        else:
            golongan = acak.randint(bawah, atas)
            langkah = golongan - awal
            masa = max(1.6, langkah * 3.9 + acak.uniform(0.4, 3.9))
            if golongan == atas:
                masa += acak.uniform(0, 6)
            umur = acak.uniform(20 if didik.tingkat < "30" else 23, 31)
            masa = min(masa, bup - 0.2 - umur)
            tmt_cpns = _awal_bulan(
                TANGGAL_ACUAN - datetime.timedelta(days=masa * HARI_SETAHUN), acak
            )
        lahir = tmt_cpns - datetime.timedelta(days=int(umur * HARI_SETAHUN))
        kedudukan = "01"
        if not cpns:
            lahir, kedudukan = self._nasib(lahir, bup, formasi)
        lahir = self._batasi(lahir, tmt_cpns, bup, lewat=kedudukan == "lewat")
        tmt_golongan = (
            tmt_cpns if cpns or golongan == awal else self._tmt_golongan(tmt_cpns, golongan - awal)
        )
        tmt_pns = None if cpns else _tambah_tahun(tmt_cpns, 1)
        return self._lengkapi(
            formasi, simpul, didik,
            lahir=lahir, tmt=tmt_cpns, bup=bup, bulan_nip=f"{tmt_cpns.month:02d}",
            status_asn="CPNS" if cpns else "PNS",
            kedudukan_hukum_id="01" if kedudukan == "lewat" else kedudukan,
            tmt_pns=tmt_pns, golongan=GOLONGAN[golongan], tmt_golongan=tmt_golongan,
            tmt_jabatan=self._tmt_jabatan(formasi, tmt_pns or tmt_cpns, tmt_golongan),
        )  # fmt: skip

    def _nasib(self, lahir: datetime.date, bup: int, formasi: Formasi) -> tuple[datetime.date, str]:
        """Who is on leave, studying, suspended, near the end, or past it without a decree."""
        undi = self.acak.random()
        batas_usia = _tambah_tahun(TANGGAL_ACUAN, -bup)
        if (lahir - batas_usia).days < 6 * HARI_SETAHUN:
            if undi < 0.03:  # TMT pensiun has passed, still counted active in the records
                return batas_usia - datetime.timedelta(days=self.acak.randint(35, 200)), "lewat"
            if undi < 0.40:  # retires within 24 months
                mpp = undi < 0.07 and formasi.jenjang not in MANAJERIAL
                maju = datetime.timedelta(days=self.acak.randint(40, 720))
                return batas_usia + maju, "20" if mpp else "01"
        if formasi.jenjang in MANAJERIAL:
            return lahir, "01"
        undi = self.acak.random()
        for kode, peluang in (("03", 0.010), ("02", 0.005), ("04", 0.0015)):
            undi -= peluang
            if undi < 0:
                return lahir, kode
        return lahir, "01"

    def _batasi(
        self, lahir: datetime.date, tmt: datetime.date, bup: int, *, lewat: bool
    ) -> datetime.date:
        """Keep the person of age at the start and, unless past it on purpose, below the BUP."""
        termuda = _tambah_tahun(tmt, -18) - datetime.timedelta(days=30)
        tertua = _tambah_tahun(TANGGAL_ACUAN, -bup) + datetime.timedelta(days=35)
        if not lewat and lahir < tertua:
            lahir = tertua + datetime.timedelta(days=self.acak.randint(0, 500))
        return min(lahir, termuda)

    def _tmt_golongan(self, tmt_cpns: datetime.date, langkah: int) -> datetime.date:
        paling_awal = _tambah_tahun(tmt_cpns, langkah * 3)
        tanggal = datetime.date(self.acak.randint(2023, 2026), self.acak.choice((4, 10)), 1)
        return min(max(tanggal, paling_awal.replace(day=1)), TANGGAL_ACUAN)

    def _tmt_jabatan(
        self, formasi: Formasi, sejak: datetime.date, tmt_golongan: datetime.date
    ) -> datetime.date:
        if formasi.jenjang in MANAJERIAL:
            lama = int(abs(self.acak.gauss(0, 900))) + 60
            return max(sejak, TANGGAL_ACUAN - datetime.timedelta(days=lama))
        return max(sejak, tmt_golongan - datetime.timedelta(days=self.acak.randint(0, 300)))

    def _pppk(self, formasi: Formasi, simpul: Simpul, jenis: str) -> list[Any]:
        acak = self.acak
        didik = acak.choice(formasi.pendidikan)
        if jenis == "PPPK":
            tahun, bulan = acak.choice(((2021, 2), (2022, 3), (2023, 6), (2024, 5), (2025, 6),
                                        (2026, 3)))  # fmt: skip
            lama = 5
        else:
            tahun, bulan, lama = (2025, acak.choice((10, 12)), 1)
        mulai = datetime.date(tahun, bulan, 1)
        lahir = mulai - datetime.timedelta(days=int(acak.uniform(23, 44) * HARI_SETAHUN))
        golongan = AWAL_PPPK[didik.tingkat]
        sejak = mulai
        while _tambah_tahun(sejak, lama) <= TANGGAL_ACUAN:
            sejak = _tambah_tahun(sejak, lama)
        return self._lengkapi(
            formasi, simpul, didik,
            lahir=lahir, tmt=mulai, bup=self._bup(formasi), bulan_nip="21", status_asn=jenis,
            kedudukan_hukum_id="71", golongan=golongan, tmt_golongan=mulai, tmt_jabatan=mulai,
            nomor_kontrak=f"800.1.2/{acak.randint(100, 9999)}/PK/{sejak.year}",
            awal_kontrak=sejak,
            akhir_kontrak=_tambah_tahun(sejak, lama) - datetime.timedelta(days=1),
        )  # fmt: skip

    def _bup(self, formasi: Formasi) -> int:
        return formasi.bup or self.rujukan.bup_per_jenjang[formasi.jenjang]

    def _lengkapi(
        self,
        formasi: Formasi,
        simpul: Simpul,
        didik: Pendidikan,
        *,
        lahir: datetime.date,
        tmt: datetime.date,
        bulan_nip: str,
        **isi: Any,
    ) -> list[Any]:
        """The rest of a person, then the gaps."""
        acak = self.acak
        pria = acak.random() >= formasi.wanita
        nama, agama = karang_nama(acak, pria)
        awalan = f"{lahir:%Y%m%d}{tmt.year}{bulan_nip}{1 if pria else 2}"
        self.urut_nip[awalan] += 1
        masa = (TANGGAL_ACUAN.year - tmt.year) * 12 + TANGGAL_ACUAN.month - tmt.month
        unit = simpul.unit
        assert unit is not None  # noqa: S101 - the tree is saved before its people
        isi |= {
            "instansi_id": self.instansi.pk,
            "nip": f"{awalan}{self.urut_nip[awalan]:03d}",
            "siasn_id": f"{acak.getrandbits(128):032X}",
            "nama": nama,
            "gelar_depan": didik.depan,
            "gelar_belakang": didik.belakang,
            "tempat_lahir": self.instansi.ibu_kota
            if acak.random() < 0.6
            else acak.choice(KOTA_LAIN),
            "tanggal_lahir": lahir,
            "jenis_kelamin": "L" if pria else "P",
            "agama": agama,
            "status_kawin": "Menikah" if acak.random() < 0.8 else "Belum Kawin",
            "nik": self._nik(lahir, pria=pria),
            "nomor_hp": f"0899000{acak.randint(10000, 99999)}",
            "email": _surel(nama, acak),
            "alamat": f"Jl. Contoh Raya No. {acak.randint(1, 250)}, {self.instansi.ibu_kota}",
            "urutan_golongan": URUTAN[isi["golongan"]],
            "masa_kerja_tahun": max(0, masa) // 12,
            "masa_kerja_bulan": max(0, masa) % 12,
            "jabatan_id": self.rujukan.jabatan_per_nama[formasi.nama],
            "nama_jabatan": formasi.nama,
            "jenjang": str(formasi.jenjang),
            "eselon": formasi.eselon,
            "unit_id": unit.pk,
            "unor_berkas": unit.nama,
            "tingkat_pendidikan": didik.tingkat,
            "pendidikan": didik.nama,
            "tahun_lulus": min(lahir.year + _umur_lulus(didik.tingkat, acak), tmt.year),
            "nama_sekolah": didik.sekolah,
            "diubah": WAKTU_ACUAN,
        }
        if isi["status_asn"] in ("PNS", "CPNS"):
            isi["tmt_cpns"] = tmt
        self._beri_celah(isi)
        return [isi.get(kolom, KOSONG.get(kolom)) for kolom in KOLOM]

    def _nik(self, lahir: datetime.date, *, pria: bool) -> str:
        hari = lahir.day + (0 if pria else 40)
        wilayah = f"{self.instansi.kode_akun}01"[:4].ljust(4, "0")
        kecamatan, urut = self.acak.randint(1, 9), self.acak.randint(1, 9999)
        return f"{wilayah}{kecamatan:02d}{hari:02d}{lahir:%m%y}{urut:04d}"

    def _beri_celah(self, isi: dict[str, Any]) -> None:
        """What this Instansi has not filled in. Managers' jobs and units are always known."""
        peluang = peluang_celah(self.profil)
        acak = self.acak.random
        for nama, bobot in CELAH.items():
            if acak() >= peluang * bobot:
                continue
            if nama == "gelar":
                isi["gelar_depan"] = isi["gelar_belakang"] = ""
            elif nama in ("unit", "jabatan"):
                if isi["jenjang"] not in MANAJERIAL:
                    isi[f"{nama}_id"] = None
            elif nama in ("nomor_hp", "email", "nik", "pendidikan"):
                isi[nama] = ""
            elif nama != "tmt_jabatan" or isi["jenjang"] not in MANAJERIAL:
                isi[nama] = None


KOSONG = {"nomor_kontrak": ""}


def baris_copy(baris: list[Any]) -> str:
    r"""One line of COPY text: tabs between values, \N for NULL."""
    return "\t".join(_teks(nilai) for nilai in baris) + "\n"


def _teks(nilai: Any) -> str:
    if nilai is None:
        return "\\N"
    if isinstance(nilai, dict):
        nilai = json.dumps(nilai)
    teks = str(nilai)
    return teks.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _tambah_tahun(tanggal: datetime.date, tahun: int) -> datetime.date:
    hari = 28 if (tanggal.month, tanggal.day) == (2, 29) else tanggal.day
    return tanggal.replace(year=tanggal.year + tahun, day=hari)


def _awal_bulan(tanggal: datetime.date, acak: Random) -> datetime.date:
    """The first of a month in which appointments are usual, not later than the day given."""
    bulan = acak.choice((1, 1, 2, 3, 3, 4, 12))
    tahun = tanggal.year if bulan <= tanggal.month else tanggal.year - 1
    return datetime.date(tahun, bulan, 1)


def _umur_lulus(tingkat: str, acak: Random) -> int:
    dasar = {"05": 13, "10": 16, "15": 18, "30": 21, "35": 22, "40": 22, "45": 26, "50": 33}
    return dasar[tingkat] + acak.randint(0, 1)


def _surel(nama: str, acak: Random) -> str:
    kata = [k for k in nama.lower().replace("'", "").split() if k]
    return f"{kata[0]}.{kata[-1]}{acak.randint(1, 9999)}@contoh.go.id"
