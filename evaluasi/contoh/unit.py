"""The unit trees: one per Instansi, the larger the more people it has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from akses.models import Instansi
from evaluasi.contoh.daerah import Profil
from evaluasi.contoh.jabatan import Formasi, manajer
from pegawai.models import Jenjang, UnitOrganisasi

ADM, PGW, JPT = Jenjang.ADMINISTRATOR, Jenjang.PENGAWAS, Jenjang.JPT_PRATAMA

# Perangkat daerah in the order in which a small Instansi gets them: name, kind of staff, weight
# of its office, fields (bidang). Names of the province differ where its law makes them differ.
PERANGKAT = [
    ("{badan}", "badan_kepegawaian", 7, ("Mutasi dan Promosi", "Pengembangan Kompetensi",
     "Pengadaan dan Informasi", "Penilaian Kinerja")),
    ("Dinas Pendidikan", "kantor", 7, ("Pembinaan Ketenagaan", "Pembinaan Sekolah Menengah",
     "Pembinaan Sekolah Dasar", "Kebudayaan")),
    ("Dinas Kesehatan", "kantor", 7, ("Pelayanan Kesehatan", "Kesehatan Masyarakat",
     "Pencegahan Penyakit", "Sumber Daya Kesehatan")),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "pekerjaan_umum", 8, ("Bina Marga",
     "Sumber Daya Air", "Penataan Ruang", "Cipta Karya")),
    ("Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah", "perencanaan", 5,
     ("Pemerintahan dan Pembangunan Manusia", "Perekonomian", "Infrastruktur", "Riset")),
    ("Badan Keuangan dan Aset Daerah", "keuangan", 6, ("Anggaran", "Perbendaharaan", "Akuntansi",
     "Aset")),
    ("Dinas Sosial", "kantor", 4, ("Rehabilitasi Sosial", "Perlindungan Sosial")),
    ("Satuan Polisi Pamong Praja", "pol_pp", 6, ("Ketertiban Umum", "Penegakan Perda")),
    ("Dinas Ketahanan Pangan dan Pertanian", "pertanian", 7, ("Tanaman Pangan", "Penyuluhan",
     "Peternakan")),
    ("Dinas Komunikasi, Informatika, Statistik, dan Persandian", "kominfo", 4, ("Informatika",
     "Komunikasi Publik")),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "kantor", 4, ("Perizinan",
     "Penanaman Modal")),
    ("Sekretariat DPRD", "kantor", 5, ()),
    ("Dinas Lingkungan Hidup", "kantor", 5, ("Pengelolaan Sampah", "Tata Lingkungan")),
    ("Dinas Perhubungan", "kantor", 5, ("Lalu Lintas", "Prasarana")),
    ("Badan Pendapatan Daerah", "keuangan", 4, ("Pendataan", "Penagihan")),
    ("Dinas Tenaga Kerja dan Transmigrasi", "kantor", 4, ("Hubungan Industrial", "Transmigrasi")),
    ("Dinas Perdagangan, Perindustrian, Koperasi, dan UKM", "kantor", 4, ("Perdagangan",
     "Koperasi dan UKM")),
    ("Badan Penanggulangan Bencana Daerah", "kantor", 4, ("Kesiapsiagaan", "Kedaruratan")),
    ("Badan Kesatuan Bangsa dan Politik", "kantor", 3, ("Politik Dalam Negeri",)),
    ("Dinas Pemberdayaan Masyarakat dan Desa", "kantor", 4, ("Pemerintahan Desa",)),
    ("Dinas Perumahan dan Kawasan Permukiman", "pekerjaan_umum", 4, ("Perumahan",)),
    ("Dinas Kepemudaan, Olahraga, dan Pariwisata", "kantor", 4, ("Pariwisata", "Olahraga")),
    ("Dinas Perikanan", "pertanian", 4, ("Perikanan Budi Daya",)),
    ("Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan Keluarga Berencana", "kantor", 4,
     ("Keluarga Berencana", "Perlindungan Anak")),
    ("Dinas Perpustakaan dan Kearsipan", "kantor", 3, ("Perpustakaan", "Kearsipan")),
]  # fmt: skip
KHUSUS_PROVINSI = [
    ("Badan Pengembangan Sumber Daya Manusia", "badan_kepegawaian", 5,
     ("Kompetensi Manajerial", "Kompetensi Teknis")),
    ("Dinas Kehutanan", "pertanian", 6, ("Perlindungan Hutan", "Rehabilitasi Hutan")),
    ("Dinas Perkebunan", "pertanian", 5, ("Produksi Perkebunan",)),
    ("Dinas Energi dan Sumber Daya Mineral", "kantor", 4, ("Ketenagalistrikan",)),
]  # fmt: skip
KHUSUS_DAERAH = [
    ("Dinas Kependudukan dan Pencatatan Sipil", "kantor", 5, ("Pelayanan Pendaftaran Penduduk",)),
]
BAGIAN_SETDA = (
    "Organisasi", "Hukum", "Umum", "Pemerintahan", "Perekonomian", "Kesejahteraan Rakyat",
    "Pengadaan Barang dan Jasa", "Protokol dan Komunikasi Pimpinan",
)  # fmt: skip


@dataclass
class Simpul:
    """A unit to be made, with the managers it has and the staff it takes."""

    nama: str
    staf: str = ""
    bobot: float = 0.0
    kursi: list[Formasi] = field(default_factory=list)
    anak: list[Simpul] = field(default_factory=list)
    unit: UnitOrganisasi | None = None

    def tambah(self, simpul: Simpul) -> Simpul:
        self.anak.append(simpul)
        return simpul

    def semua(self) -> Iterator[Simpul]:
        yield self
        for anak in self.anak:
            yield from anak.semua()


def susun_pohon(instansi: Instansi, profil: Profil, jumlah: int) -> list[Simpul]:
    """The roots of one Instansi, sized for ``jumlah`` people."""
    akar = Simpul(instansi.nama_pemerintah)
    provinsi = instansi.adalah_provinsi
    banyak_bidang = 1 if jumlah < 1_000 else 2 if jumlah < 4_000 else 4
    _setda(akar, instansi, min(len(BAGIAN_SETDA), max(2, jumlah // 90)))
    _inspektorat(akar, instansi)
    daftar = PERANGKAT[:1] + (KHUSUS_PROVINSI if provinsi else KHUSUS_DAERAH) + PERANGKAT[1:]
    for nama, staf, bobot, bidang in daftar[: max(7, jumlah // 22)]:
        nama = nama.format(badan=instansi.nama_badan)
        pd = _perangkat(akar, nama, staf, bobot, bidang[:banyak_bidang], provinsi=provinsi)
        if nama == "Dinas Pendidikan":
            _sekolah(pd, profil, jumlah, provinsi=provinsi)
        elif nama == "Dinas Kesehatan":
            _kesehatan(pd, profil, instansi, jumlah)
    daftar_akar = [akar]
    if not provinsi:
        induk = akar
        if profil.akar_kecamatan:
            induk = Simpul(f"Kecamatan se-{instansi.nama_resmi}")
            daftar_akar.append(induk)
        for nama in profil.kecamatan[: max(2, jumlah // 60)]:
            _kecamatan(induk, nama)
    return daftar_akar


def _setda(akar: Simpul, instansi: Instansi, banyak: int) -> None:
    provinsi = instansi.adalah_provinsi
    sekda = (
        manajer("Sekretaris Daerah Provinsi", Jenjang.JPT_MADYA, "I.b")
        if provinsi
        else manajer("Sekretaris Daerah", JPT, "II.a")
    )
    eselon = "II.a" if provinsi else "II.b"
    asisten = [
        manajer(f"Asisten {bidang}", JPT, eselon)
        for bidang in ("Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan")
    ]
    setda = akar.tambah(Simpul("Sekretariat Daerah", "kantor", 3, [sekda, *asisten]))
    sebutan = "Biro" if provinsi else "Bagian"
    for nama in BAGIAN_SETDA[:banyak]:
        kepala = (
            manajer(f"Kepala Biro {nama}", JPT, "II.b")
            if provinsi
            else manajer(f"Kepala Bagian {nama}", ADM, "III.a")
        )
        bagian = setda.tambah(Simpul(f"{sebutan} {nama}", "kantor", 3, [kepala]))
        if provinsi:
            bagian.kursi.append(manajer(f"Kepala Bagian Tata Usaha Biro {nama}", ADM, "III.a"))


def _inspektorat(akar: Simpul, instansi: Instansi) -> None:
    eselon = "II.a" if instansi.adalah_provinsi else "II.b"
    induk = akar.tambah(
        Simpul("Inspektorat", "inspektorat", 5, [manajer("Inspektur", JPT, eselon)])
    )
    induk.tambah(
        Simpul("Sekretariat", "kantor", 1, [manajer("Sekretaris Inspektorat", ADM, "III.a")])
    )
    for nomor in ("I", "II"):
        kursi = [manajer(f"Inspektur Pembantu Wilayah {nomor}", ADM, "III.a")]
        induk.tambah(Simpul(f"Inspektur Pembantu Wilayah {nomor}", "inspektorat", 2, kursi))


def _perangkat(
    akar: Simpul, nama: str, staf: str, bobot: float, bidang: tuple[str, ...], *, provinsi: bool
) -> Simpul:
    """An office: head, secretary, general affairs, fields."""
    if nama == "Sekretariat DPRD":
        kepala, sekretaris = "Sekretaris DPRD", "Kepala Bagian Persidangan dan Perundang-undangan"
    else:
        kepala, sekretaris = f"Kepala {nama}", f"Sekretaris {nama}"
    eselon = "II.a" if provinsi else "II.b"
    pd = akar.tambah(Simpul(nama, staf, 0.5, [manajer(kepala, JPT, eselon)]))
    sekretariat = pd.tambah(
        Simpul("Sekretariat", "kantor", bobot * 0.35, [manajer(sekretaris, ADM, "III.a")])
    )
    umum = "Subbagian Umum dan Kepegawaian"
    sekretariat.tambah(
        Simpul(umum, "kantor", bobot * 0.25, [manajer(f"Kepala {umum}", PGW, "IV.a")])
    )
    for nama_bidang in bidang:
        kursi = [manajer(f"Kepala Bidang {nama_bidang}", ADM, "III.a" if provinsi else "III.b")]
        pd.tambah(Simpul(f"Bidang {nama_bidang}", staf, bobot * 0.4 / len(bidang), kursi))
    return pd


def _sekolah(dinas: Simpul, profil: Profil, jumlah: int, *, provinsi: bool) -> None:
    banyak = max(3, jumlah // 60)
    for n in range(banyak):
        tempat = profil.kecamatan[n % len(profil.kecamatan)]
        urut = n // len(profil.kecamatan) + 1
        if provinsi:
            jenis, nama = "sma", f"{'SMKN' if n % 3 == 2 else 'SMAN'} {urut} {tempat}"
        else:
            jenis, nama = (
                ("smp", f"SMPN {urut} {tempat}") if n % 3 == 2 else ("sd", f"SDN {urut} {tempat}")
            )
        dinas.tambah(Simpul(nama, jenis, 95 / banyak))


def _kesehatan(dinas: Simpul, profil: Profil, instansi: Instansi, jumlah: int) -> None:
    if instansi.adalah_provinsi:
        nama, jenjang, eselon = "RSUD dr. Doris Sylvanus", JPT, "II.b"
    else:
        nama, jenjang, eselon = f"RSUD {instansi.ibu_kota}", ADM, "III.a"
    dinas.tambah(Simpul(nama, "rumah_sakit", 25, [manajer(f"Direktur {nama}", jenjang, eselon)]))
    if instansi.adalah_provinsi:
        return
    banyak = max(2, min(len(profil.kecamatan), jumlah // 60))
    for tempat in profil.kecamatan[:banyak]:
        unit = dinas.tambah(Simpul(f"UPTD Puskesmas {tempat}", "puskesmas", 30 / banyak))
        if jumlah >= 1_000:
            kursi = [manajer("Kepala Subbagian Tata Usaha Puskesmas", PGW, "IV.b")]
            unit.tambah(Simpul("Subbagian Tata Usaha", "kantor", 0.5, kursi))


def _kecamatan(induk: Simpul, nama: str) -> None:
    kursi = [manajer("Camat", ADM, "III.a"), manajer("Sekretaris Camat", ADM, "III.b")]
    camat = induk.tambah(Simpul(f"Kecamatan {nama}", "kecamatan", 3, kursi))
    kursi = [manajer("Kepala Seksi Pemerintahan", PGW, "IV.a")]
    camat.tambah(Simpul("Seksi Pemerintahan", "kecamatan", 1.5, kursi))


def simpan_pohon(instansi: Instansi, daftar_akar: list[Simpul]) -> None:
    """Write the trees level by level; each node then knows its row."""
    tingkat: list[tuple[Simpul, UnitOrganisasi | None]] = [(akar, None) for akar in daftar_akar]
    while tingkat:
        daftar_unit = [_baris(instansi, simpul.nama, induk) for simpul, induk in tingkat]
        UnitOrganisasi.tanpa_batas.bulk_create(daftar_unit)
        perangkat = [unit for unit in daftar_unit if unit.kedalaman == 1]
        for unit in perangkat:
            unit.perangkat_daerah = unit
        UnitOrganisasi.tanpa_batas.bulk_update(perangkat, ["perangkat_daerah"])
        for (simpul, _), unit in zip(tingkat, daftar_unit, strict=True):
            simpul.unit = unit
        tingkat = [(anak, simpul.unit) for simpul, _ in tingkat for anak in simpul.anak]


def _baris(instansi: Instansi, nama: str, induk: UnitOrganisasi | None) -> UnitOrganisasi:
    jalur = f"{nama} › {induk.jalur}" if induk and induk.kedalaman else nama
    kunci = f"{instansi.kode_kemendagri}/{induk.siasn_id if induk else ''}/{nama}"
    return UnitOrganisasi(
        instansi=instansi,
        siasn_id=hashlib.sha256(kunci.encode()).hexdigest()[:32].upper(),
        nama=nama,
        induk=induk,
        perangkat_daerah=induk.perangkat_daerah if induk else None,
        jalur=jalur,
        kedalaman=induk.kedalaman + 1 if induk else 0,
    )
