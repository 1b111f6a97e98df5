"""One row of every scoped model for one Instansi: what the scope walk goes looking for."""

import datetime
import hashlib
from decimal import Decimal

from django.core.files.base import ContentFile

from akses.jejak import catat
from akses.models import Delegasi, JejakAudit, Kunci, Pemberitahuan
from evaluasi import laporan
from evaluasi.models import (
    ButirKomitmen,
    Indikator,
    LaporanEvaluasi,
    PenandaTangan,
    PeriodeEvaluasi,
    TahapPenerapan,
    TargetIndikator,
    TindakLanjut,
    Tinjauan,
)
from kompetensi.models import (
    AnggotaKRS,
    Asesmen,
    AspekPotensi,
    HasilPemetaan,
    Kompetensi,
    NilaiKompetensi,
    NilaiPotensi,
    PeriodeTalenta,
)
from pegawai.models import (
    AliasJabatan,
    BarisImpor,
    BerkasEkspor,
    BerkasImpor,
    CitraImpor,
    FormasiJabatan,
    Jabatan,
    JenisPelatihan,
    PemetaanKolom,
    PerubahanUnit,
    RiwayatKualitas,
    SelisihSiasn,
    TampilanTersimpan,
    TemuanUnit,
)
from pelatihan.models import (
    AlokasiProgram,
    AnggaranKegiatan,
    Angkatan,
    Peserta,
    PrioritasDaerah,
    ProgramPelatihan,
    Realisasi,
)
from tests.factories import (
    AngkaKreditFactory,
    DokumenFactory,
    HukumanDisiplinFactory,
    PegawaiFactory,
    PenggunaFactory,
    PenghargaanFactory,
    PenilaianKinerjaFactory,
    RingkasanPegawaiFactory,
    RiwayatGolonganFactory,
    RiwayatJabatanFactory,
    RiwayatNipFactory,
    RiwayatPelatihanFactory,
    RiwayatPendidikanFactory,
    UnitFactory,
    UsulanFactory,
)

HARI = datetime.date(2026, 9, 30)


class Wilayah:
    """The rows of one Instansi. ``tanda`` stands in every free text of them."""

    def __init__(self, instansi, tanda):
        self.instansi = instansi
        self.tanda = tanda
        self.akun = PenggunaFactory(
            username=f"akun.{tanda.lower()}", first_name=tanda, instansi=instansi
        )
        self._akses()
        self._pegawai()
        self._impor()
        self._kompetensi()
        self._pelatihan()
        self._evaluasi()

    def _akses(self):
        self.delegasi = Delegasi.tanpa_batas.create(
            instansi=self.instansi,
            pengguna=self.akun,
            peran="Kepala daerah",
            jenis="PLT",
            masa=(datetime.date(2020, 1, 1), datetime.date(2020, 2, 1)),
            nomor_sk=f"{self.tanda}/SK",
        )
        self.kunci = Kunci.tanpa_batas.create(
            instansi=self.instansi, ruang=self.tanda, periode="2020", oleh=self.akun
        )
        self.pemberitahuan = Pemberitahuan.tanpa_batas.create(pengguna=self.akun, judul=self.tanda)
        self.jejak = catat(
            JejakAudit.Aksi.LIHAT, oleh=self.akun, keterangan=self.tanda, data={"x": self.tanda}
        )

    def _pegawai(self):
        self.unit = UnitFactory(instansi=self.instansi, nama=f"Dinas {self.tanda}")
        self.pegawai = PegawaiFactory(
            instansi=self.instansi,
            unit=self.unit,
            nama=f"Orang {self.tanda}",
            nik="6201010101850001",
        )
        RingkasanPegawaiFactory(pegawai=self.pegawai, kotak=9)
        PenilaianKinerjaFactory(pegawai=self.pegawai, nama_penilai=self.tanda)
        RiwayatPelatihanFactory(pegawai=self.pegawai, nama=f"Pelatihan {self.tanda}")
        self.jabatan = RiwayatJabatanFactory(
            pegawai=self.pegawai, nama_jabatan=f"Jabatan {self.tanda}"
        )
        HukumanDisiplinFactory(pegawai=self.pegawai, jenis=f"Teguran {self.tanda}")
        RiwayatGolonganFactory(pegawai=self.pegawai, nomor_sk=self.tanda)
        RiwayatNipFactory(pegawai=self.pegawai, sebab=f"Berganti {self.tanda}", oleh=self.akun)
        RiwayatPendidikanFactory(pegawai=self.pegawai, pendidikan=f"S-1 {self.tanda}")
        PenghargaanFactory(pegawai=self.pegawai, penghargaan=f"Piagam {self.tanda}")
        AngkaKreditFactory(pegawai=self.pegawai, nama_jabatan=f"JF {self.tanda}")
        self.dokumen = DokumenFactory(
            pegawai=self.pegawai, judul=f"SK {self.tanda}", pengunggah=self.akun
        )
        self.usulan = UsulanFactory(
            pegawai=self.pegawai,
            sesudah={"nama": f"Usul {self.tanda}"},
            alasan=f"Alasan {self.tanda}",
            bukti=self.dokumen,
            pengusul=self.akun,
        )
        TampilanTersimpan.tanpa_batas.create(
            instansi=self.instansi,
            pemilik=self.akun,
            nama=f"Tampilan {self.tanda}",
            kueri="status=PNS",
            bersama=True,
        )
        jabatan, _ = Jabatan.objects.get_or_create(
            nama="Analis SDM Aparatur Ahli Pertama", jenjang="AHLI_PERTAMA"
        )
        self.formasi = FormasiJabatan.tanpa_batas.create(
            instansi=self.instansi, jabatan=jabatan, kebutuhan=2, dasar=self.tanda
        )
        self.perubahan = PerubahanUnit.tanpa_batas.create(
            instansi=self.instansi,
            unit=self.unit,
            jenis=PerubahanUnit.Jenis.NAMA,
            nama_baru=f"Badan {self.tanda}",
            tanggal_berlaku=datetime.date(2099, 1, 1),
            dasar=f"Perda {self.tanda}",
            oleh=self.akun,
        )
        TemuanUnit.tanpa_batas.create(
            instansi=self.instansi,
            unit=self.unit,
            jenis=TemuanUnit.Jenis.PUCUK,
            keterangan=self.tanda,
            sejak=HARI,
        )
        RiwayatKualitas.tanpa_batas.create(
            instansi=self.instansi,
            bulan=datetime.date(2026, 9, 1),
            indeks=Decimal("87.65"),
            jumlah_pegawai=1,
            rincian={"catatan": self.tanda},
        )

    def _impor(self):
        isi = f"NIP;NAMA\n;{self.tanda}\n".encode()
        self.berkas = BerkasImpor(
            instansi=self.instansi,
            jenis="pegawai",
            nama_berkas=f"{self.tanda}.csv",
            ukuran=len(isi),
            sha256=hashlib.sha256(isi).hexdigest(),
            status=BerkasImpor.Status.DIPERIKSA,
            susunan=[
                {
                    "nama": self.tanda,
                    "judul": [],
                    "baris_kepala": 1,
                    "kolom": ["NIP", "NAMA"],
                    "peta": {"nip": 0, "nama": 1},
                    "geser": 0,
                    "sel_galat": False,
                }
            ],
            jumlah_baris=1,
            jumlah_galat=1,
            pengunggah=self.akun,
            waktu_periksa=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC),
        )
        self.berkas.berkas.save(f"{self.tanda}.csv", ContentFile(isi), save=False)
        self.berkas.save()
        self.baris = BarisImpor.tanpa_batas.create(
            berkas=self.berkas,
            nomor=2,
            nama=self.tanda,
            mentah=["", self.tanda],
            hasil=BarisImpor.Hasil.GALAT,
            temuan=[
                {
                    "kolom": "nip",
                    "kode": "nip_kosong",
                    "pesan": f"NIP kosong. {self.tanda}",
                    "galat": True,
                }
            ],
        )

        self.ekspor = BerkasEkspor(
            instansi=self.instansi,
            pemilik=self.akun,
            lingkup=self.akun.lingkup,
            isi=BerkasEkspor.Isi.DAFTAR,
            bentuk=BerkasEkspor.Bentuk.CSV,
            kueri=f"q={self.tanda}",
            sidik=self.tanda,
            jumlah=1,
            status=BerkasEkspor.Status.SELESAI,
            kedaluwarsa=datetime.datetime(2126, 9, 1, tzinfo=datetime.UTC),
        )
        self.ekspor.berkas.save(f"{self.tanda}.csv", ContentFile(isi), save=False)
        self.ekspor.save()
        CitraImpor.tanpa_batas.create(
            baris=self.baris, berkas=self.berkas, objek_id=self.pegawai.pk, sidik=1
        )
        PemetaanKolom.tanpa_batas.create(
            instansi=self.instansi, jenis="pegawai", judul=f"JUDUL {self.tanda}", oleh=self.akun
        )
        self.alias = AliasJabatan.tanpa_batas.create(
            instansi=self.instansi,
            nama_asal=f"ALIAS {self.tanda}",
            jabatan=Jabatan.objects.order_by("pk").first(),
            oleh=self.akun,
        )
        self.selisih = SelisihSiasn.tanpa_batas.create(
            instansi=self.instansi,
            pegawai=self.pegawai,
            bidang="alamat",
            nilai_dasar={"alamat": self.tanda},
            nilai_siasn={"alamat": self.tanda},
            nilai_kita={"alamat": self.tanda},
            alasan=self.tanda,
            berkas=self.berkas,
        )

    def _kompetensi(self):
        self.asesmen = Asesmen.tanpa_batas.create(
            instansi=self.instansi,
            pegawai=self.pegawai,
            penyelenggara=self.tanda,
            tanggal=HARI,
            berlaku_sampai=datetime.date(2029, 9, 30),
            jpm_berkas=Decimal(90),
            saran_pengembangan=self.tanda,
        )
        NilaiKompetensi.tanpa_batas.create(
            asesmen=self.asesmen, kompetensi=Kompetensi.objects.first(), capaian=3, standar=3
        )
        NilaiPotensi.tanpa_batas.create(
            asesmen=self.asesmen, aspek=AspekPotensi.objects.first(), nilai=4
        )
        periode = PeriodeTalenta.objects.get(tahun=2026)
        self.hasil = HasilPemetaan.tanpa_batas.create(
            periode=periode,
            pegawai=self.pegawai,
            instansi=self.instansi,
            unit=self.unit,
            perangkat_daerah=self.unit,
            skema=periode.skema,
            predikat="SANGAT BAIK",
            kategori_kinerja="DI_ATAS",
            kategori_potensial="TINGGI",
            nilai_potensial=Decimal(90),
        )
        self.krs = AnggotaKRS.tanpa_batas.create(
            periode=periode,
            pegawai=self.pegawai,
            instansi=self.instansi,
            kotak=9,
            nomor_sk=f"{self.tanda}/KRS",
            tanggal_sk=HARI,
            penetap=self.tanda,
        )

    def _pelatihan(self):
        self.prioritas = PrioritasDaerah.tanpa_batas.create(
            instansi=self.instansi,
            nama=f"Prioritas {self.tanda}",
            sumber="RPJMD",
            tahun_mulai=2025,
            tahun_selesai=2029,
        )
        self.anggaran = AnggaranKegiatan.tanpa_batas.create(
            instansi=self.instansi,
            tahun=2026,
            kode="5.04.02.2.01.0001",
            nama=f"Kegiatan {self.tanda}",
            pagu_murni=Decimal(100_000_000),
            teralokasi=Decimal(50_000_000),
        )
        self.program = ProgramPelatihan.tanpa_batas.create(
            instansi=self.instansi,
            tahun=2026,
            nama=f"Program {self.tanda}",
            prioritas=self.prioritas,
            rumpun=ProgramPelatihan.Rumpun.TI,
            jenis=JenisPelatihan.objects.get(kode="B3"),
            jp=Decimal(40),
            kuota=30,
            penyelenggara=self.tanda,
            diusulkan_oleh=self.akun,
        )
        self.alokasi = AlokasiProgram.tanpa_batas.create(
            anggaran=self.anggaran,
            program=self.program,
            jumlah=Decimal(50_000_000),
            terealisasi=Decimal(1_000_000),
        )
        self.realisasi = Realisasi.tanpa_batas.create(
            alokasi=self.alokasi,
            jumlah=Decimal(1_000_000),
            tanggal=HARI,
            nomor_dokumen=f"{self.tanda}/DOK",
            dicatat_oleh=self.akun,
        )
        self.angkatan = Angkatan.tanpa_batas.create(
            program=self.program,
            nomor=1,
            tempat=self.tanda,
            tanggal_mulai=HARI,
            tanggal_selesai=HARI,
            kuota=30,
        )
        self.peserta = Peserta.tanpa_batas.create(
            instansi=self.instansi, angkatan=self.angkatan, pegawai=self.pegawai
        )

    def _evaluasi(self):
        periode, _ = PeriodeEvaluasi.objects.get_or_create(
            kode="2026-TW3",
            defaults={
                "jenis": "TRIWULAN",
                "mulai": datetime.date(2026, 7, 1),
                "tanggal_data": HARI,
                "batas_entri": datetime.date(2026, 10, 10),
                "tanggal_kunci": datetime.date(2026, 10, 15),
            },
        )
        indikator = Indikator.objects.first()
        self.laporan = self._laporan(periode)
        self.tinjauan = Tinjauan.tanpa_batas.create(
            laporan=self.laporan,
            instansi=self.instansi,
            jenis=Tinjauan.Jenis.SUNTING,
            catatan=self.tanda,
            oleh=self.akun,
            nama=self.tanda,
            sebagai=self.tanda,
        )
        self.tindak_lanjut = TindakLanjut.tanpa_batas.create(
            instansi=self.instansi,
            laporan=self.laporan,
            indikator=indikator,
            unit=self.unit,
            tindakan=f"Tindakan {self.tanda}",
            penanggung_jawab=self.tanda,
            tenggat=datetime.date(2026, 12, 31),
            dibuat_oleh=self.akun,
        )
        TargetIndikator.tanpa_batas.create(
            indikator=indikator,
            instansi=self.instansi,
            mulai=datetime.date(2026, 7, 1),
            nilai=Decimal(50),
            dasar=self.tanda,
        )
        self.tahap = TahapPenerapan.tanpa_batas.get(instansi=self.instansi, tahap=2)
        TahapPenerapan.tanpa_batas.filter(pk=self.tahap.pk).update(tindak_lanjut=self.tanda)
        self.butir = ButirKomitmen.tanpa_batas.filter(instansi=self.instansi).first()
        ButirKomitmen.tanpa_batas.filter(pk=self.butir.pk).update(catatan=self.tanda)
        self.penanda = PenandaTangan.tanpa_batas.get(instansi=self.instansi)  # public: no mark

    def _laporan(self, periode):
        isi = laporan.susun(periode, self.instansi)
        return LaporanEvaluasi.tanpa_batas.create(
            periode=periode,
            instansi=self.instansi,
            isi=isi,
            sha256=laporan.sidik(isi),
            disusun_oleh=self.akun,
            nomor=f"{self.tanda}/LAP",
            catatan=self.tanda,
        )

    @property
    def kata_kunci(self):
        """An example for each keyword that an address may have."""
        return {
            "pegawai_id": self.pegawai.pk,
            "unit_id": self.unit.pk,
            "perubahan_id": self.perubahan.pk,
            "formasi_id": self.formasi.pk,
            "berkas_id": self.berkas.pk,
            "ekspor_id": self.ekspor.pk,
            "alias_id": self.alias.pk,
            "dokumen_id": self.dokumen.pk,
            "usulan_id": self.usulan.pk,
            "objek_id": self.jabatan.pk,
            "asesmen_id": self.asesmen.pk,
            "program_id": self.program.pk,
            "anggaran_id": self.anggaran.pk,
            "angkatan_id": self.angkatan.pk,
            "peserta_id": self.peserta.pk,
            "laporan_id": self.laporan.pk,
            "tindak_lanjut_id": self.tindak_lanjut.pk,
            "tahap_id": self.tahap.pk,
        }
