"""Factories of the records that tests need. The fifteen Instansi are reference data: not made here.

Scoped models have no ``objects``, so each factory writes through ``tanpa_batas``.
"""

import datetime
from decimal import Decimal

import factory
from django.contrib.auth.models import Group

from akses.models import Delegasi, Instansi, Pemberitahuan, Pengguna
from akses.peran import Peran
from pegawai.models import (
    AngkaKredit,
    Dokumen,
    HukumanDisiplin,
    Jabatan,
    JenisPelatihan,
    Jenjang,
    KedudukanHukum,
    Pegawai,
    Penghargaan,
    PenilaianKinerja,
    RingkasanPegawai,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatNip,
    RiwayatPelatihan,
    RiwayatPendidikan,
    TingkatPendidikan,
    UnitOrganisasi,
    UsulanPerubahan,
)
from pegawai.predikat import Ekspektasi, Predikat
from pelatihan.models import (
    AlokasiProgram,
    AnggaranKegiatan,
    Angkatan,
    Peserta,
    ProgramPelatihan,
)

SANDI = "sandi-uji-yang-panjang"
PDF_CONTOH = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def instansi_bawaan():
    """Kotawaringin Barat, where the cast works."""
    return Instansi.objects.get(kode_kemendagri="62.01")


class TerbatasFactory(factory.django.DjangoModelFactory):
    """Base of the scoped ones."""

    class Meta:
        abstract = True

    @classmethod
    def _get_manager(cls, model_class):
        return model_class.tanpa_batas


# akses


class PenggunaFactory(factory.django.DjangoModelFactory):
    """``PenggunaFactory(peran=Peran.PENGELOLA)`` puts the account into that role's group."""

    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"akun.{n}")
    first_name = factory.Sequence(lambda n: f"Orang {n}")
    last_name = "Uji"
    password = factory.django.Password(SANDI)
    instansi = factory.LazyFunction(instansi_bawaan)

    @factory.post_generation
    def peran(self, create, extracted, **kwargs):
        if extracted:
            daftar = [extracted] if isinstance(extracted, str) else extracted
            self.groups.set(Group.objects.filter(name__in=daftar))


class DelegasiFactory(TerbatasFactory):
    class Meta:
        model = Delegasi

    instansi = factory.LazyFunction(instansi_bawaan)
    pengguna = factory.SubFactory(PenggunaFactory, instansi=factory.SelfAttribute("..instansi"))
    peran = Peran.KEPALA
    jenis = Delegasi.Jenis.PLT
    masa = (datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))
    nomor_sk = factory.Sequence(lambda n: f"SP/{n}/2026")


class PemberitahuanFactory(TerbatasFactory):
    class Meta:
        model = Pemberitahuan

    pengguna = factory.SubFactory(PenggunaFactory)
    judul = factory.Sequence(lambda n: f"Pemberitahuan {n}")


# pegawai


class UnitFactory(TerbatasFactory):
    """A unit right below the root level: its own perangkat daerah, named in its path."""

    class Meta:
        model = UnitOrganisasi

    instansi = factory.LazyFunction(instansi_bawaan)
    siasn_id = factory.Sequence(lambda n: f"UNOR-{n:08d}")
    nama = factory.Sequence(lambda n: f"Dinas Contoh {n}")
    jalur = factory.SelfAttribute("nama")


class JabatanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jabatan

    siasn_id = factory.Sequence(lambda n: f"JAB-{n:08d}")
    nama = factory.Sequence(lambda n: f"Analis Contoh {n}")
    jenjang = Jenjang.AHLI_PERTAMA


class PegawaiFactory(TerbatasFactory):
    """An active PNS whose NIP is valid: date of birth, TMT CPNS, sex, number."""

    class Meta:
        model = Pegawai

    class Params:
        nomor = factory.Sequence(lambda n: n)

    instansi = factory.LazyFunction(instansi_bawaan)
    nama = factory.LazyAttribute(lambda o: f"Pegawai Contoh {o.nomor}")
    jenis_kelamin = Pegawai.JenisKelamin.PRIA
    # 999 numbers for each day of birth, so that NIPs stay unique and valid.
    tanggal_lahir = factory.LazyAttribute(
        lambda o: datetime.date(1985, 1, 1) + datetime.timedelta(days=o.nomor // 999)
    )
    tmt_cpns = datetime.date(2010, 3, 1)
    tmt_pns = datetime.date(2011, 3, 1)
    nip = factory.LazyAttribute(
        lambda o: susun_nip(o.tanggal_lahir, o.tmt_cpns, o.jenis_kelamin, o.nomor % 999 + 1)
    )
    status_asn = Pegawai.StatusAsn.PNS
    kedudukan_hukum = factory.LazyFunction(lambda: KedudukanHukum.objects.get(kode="01"))
    golongan = "III/c"
    jenjang = Jenjang.AHLI_PERTAMA
    nama_jabatan = "Analis SDM Aparatur Ahli Pertama"
    tingkat_pendidikan = "40"
    pendidikan = "S-1 Administrasi Negara"
    bup = 58


def susun_nip(tanggal_lahir, tmt_cpns, jenis_kelamin, nomor):
    """The 18 digits of a PNS (Peraturan BKN 22/2007)."""
    kelamin = "1" if jenis_kelamin == Pegawai.JenisKelamin.PRIA else "2"
    return f"{tanggal_lahir:%Y%m%d}{tmt_cpns:%Y%m}{kelamin}{nomor:03d}"


class RingkasanPegawaiFactory(TerbatasFactory):
    class Meta:
        model = RingkasanPegawai

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")


class PenilaianKinerjaFactory(TerbatasFactory):
    class Meta:
        model = PenilaianKinerja

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    tahun = 2025
    hasil = Ekspektasi.SESUAI
    perilaku = Ekspektasi.SESUAI
    predikat = Predikat.BAIK


class RiwayatPelatihanFactory(TerbatasFactory):
    class Meta:
        model = RiwayatPelatihan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    nama = factory.Sequence(lambda n: f"Pelatihan Contoh {n}")
    nomor_sertifikat = factory.Sequence(lambda n: f"SERT/{n}/2026")
    penyelenggara = "BPSDM Provinsi Kalimantan Tengah"
    tanggal_mulai = datetime.date(2026, 3, 2)
    tanggal_selesai = datetime.date(2026, 3, 6)
    tahun = 2026
    jp = Decimal(40)


class RiwayatJabatanFactory(TerbatasFactory):
    class Meta:
        model = RiwayatJabatan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    nama_jabatan = factory.Sequence(lambda n: f"Jabatan Lampau {n}")
    tmt = datetime.date(2020, 1, 1)


class HukumanDisiplinFactory(TerbatasFactory):
    class Meta:
        model = HukumanDisiplin

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    tingkat = HukumanDisiplin.Tingkat.RINGAN
    jenis = "Teguran tertulis"
    nomor_sk = factory.Sequence(lambda n: f"SK/{n}/2026")
    masa = (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))


class RiwayatGolonganFactory(TerbatasFactory):
    class Meta:
        model = RiwayatGolongan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    golongan = "III/a"
    tmt = datetime.date(2020, 4, 1)
    nomor_sk = factory.Sequence(lambda n: f"823/{n}/2020")


class RiwayatNipFactory(TerbatasFactory):
    """A NIP that the person had before the one of today."""

    class Meta:
        model = RiwayatNip

    pegawai = factory.SubFactory(PegawaiFactory)
    nip = factory.Sequence(lambda n: f"19700101199503{1001 + n:04d}")
    pengganti = factory.SelfAttribute("pegawai.nip")
    sampai = datetime.date(2026, 9, 1)
    sebab = "Kembali dengan NIP baru."
    oleh = factory.SubFactory(PenggunaFactory, instansi=factory.SelfAttribute("..pegawai.instansi"))


class RiwayatPendidikanFactory(TerbatasFactory):
    class Meta:
        model = RiwayatPendidikan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    tingkat = TingkatPendidikan.S1
    pendidikan = factory.Sequence(lambda n: f"S-1 Ilmu Contoh {n}")
    tahun_lulus = 2008


class PenghargaanFactory(TerbatasFactory):
    class Meta:
        model = Penghargaan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    penghargaan = "Satyalancana Karya Satya 10 Tahun"
    tahun = 2021


class AngkaKreditFactory(TerbatasFactory):
    class Meta:
        model = AngkaKredit

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    mulai = datetime.date(2025, 1, 1)
    selesai = datetime.date(2025, 12, 31)
    kredit = Decimal("12.5")
    nama_jabatan = "Analis SDM Aparatur Ahli Pertama"
    nomor_sk = factory.Sequence(lambda n: f"PAK/{n}/2026")


class DokumenFactory(TerbatasFactory):
    """A document of a person, with a file of its own content."""

    class Meta:
        model = Dokumen

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    jenis = Dokumen.Jenis.SK_PANGKAT
    judul = factory.Sequence(lambda n: f"SK Contoh {n}")
    jenis_isi = Dokumen.JenisIsi.PDF
    berkas = factory.django.FileField(filename="contoh.pdf", data=PDF_CONTOH)
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    ukuran = len(PDF_CONTOH)
    pengunggah = factory.SubFactory(PenggunaFactory, instansi=factory.SelfAttribute("..instansi"))


class UsulanFactory(TerbatasFactory):
    """A proposal to change the name of a person; ``sesudah`` says what it would become."""

    class Meta:
        model = UsulanPerubahan

    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    sasaran = UsulanPerubahan.Sasaran.PEGAWAI
    aksi = UsulanPerubahan.Aksi.UBAH
    objek_id = factory.SelfAttribute("pegawai.pk")
    sesudah = factory.LazyFunction(lambda: {"nama": "Nama Baru"})
    kolom = factory.LazyAttribute(lambda o: list(o.sesudah))
    sebelum = factory.LazyAttribute(lambda o: {nama: getattr(o.pegawai, nama) for nama in o.kolom})
    versi = factory.SelfAttribute("pegawai.diubah")
    alasan = "Sesuai ijazah."
    pengusul = factory.SubFactory(PenggunaFactory, instansi=factory.SelfAttribute("..instansi"))


# pelatihan


class AnggaranKegiatanFactory(TerbatasFactory):
    class Meta:
        model = AnggaranKegiatan

    instansi = factory.LazyFunction(instansi_bawaan)
    tahun = 2026
    kode = factory.Sequence(lambda n: f"5.03.02.2.03.{n:04d}")
    nama = "Pengembangan Kompetensi ASN"
    pagu_murni = Decimal(1_000_000_000)


class ProgramPelatihanFactory(TerbatasFactory):
    class Meta:
        model = ProgramPelatihan

    instansi = factory.LazyFunction(instansi_bawaan)
    tahun = 2026
    nama = factory.Sequence(lambda n: f"Pelatihan {n}")
    rumpun = ProgramPelatihan.Rumpun.MANAJERIAL
    jenis = factory.LazyFunction(lambda: JenisPelatihan.objects.get(kode="B2"))
    jp = Decimal(30)
    kuota = 20
    penyelenggara = "BPSDM Provinsi Kalimantan Tengah"
    diusulkan_oleh = factory.SubFactory(
        PenggunaFactory, instansi=factory.SelfAttribute("..instansi")
    )


class AlokasiProgramFactory(TerbatasFactory):
    class Meta:
        model = AlokasiProgram

    anggaran = factory.SubFactory(AnggaranKegiatanFactory)
    program = factory.SubFactory(
        ProgramPelatihanFactory, instansi=factory.SelfAttribute("..anggaran.instansi")
    )
    jumlah = Decimal(1_000)


class AngkatanFactory(TerbatasFactory):
    class Meta:
        model = Angkatan

    program = factory.SubFactory(ProgramPelatihanFactory)
    nomor = factory.Sequence(lambda n: n + 1)
    tempat = "Aula BKPSDM"
    tanggal_mulai = datetime.date(2026, 8, 3)
    tanggal_selesai = datetime.date(2026, 8, 7)
    kuota = 20


class PesertaFactory(TerbatasFactory):
    class Meta:
        model = Peserta

    angkatan = factory.SubFactory(AngkatanFactory)
    instansi = factory.SelfAttribute("angkatan.program.instansi")
    pegawai = factory.SubFactory(PegawaiFactory, instansi=factory.SelfAttribute("..instansi"))
