"""The demo data: the same in every run, plausible, and closed by scope."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from akses.models import Instansi, Pengguna
from akses.peran import Peran
from evaluasi import contoh
from evaluasi.contoh.daerah import PROFIL, TANGGAL_ACUAN, bagi
from evaluasi.contoh.jabatan import GOLONGAN, rentang
from evaluasi.laporan import sidik
from evaluasi.models import LaporanEvaluasi, TahapPenerapan, TindakLanjut
from kompetensi.models import AnggotaKRS, Asesmen, HasilPemetaan, PeriodeTalenta
from pegawai import pohon
from pegawai.models import (
    AngkaKredit,
    HukumanDisiplin,
    Pegawai,
    Penghargaan,
    PenilaianKinerja,
    RingkasanPegawai,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPelatihan,
    RiwayatPendidikan,
    UnitOrganisasi,
)
from pelatihan.models import AnggaranKegiatan, Peserta, ProgramPelatihan

SANDI = "rahasia-demo-2026"


@pytest.fixture(scope="module")
def terisi(django_db_setup, django_db_blocker):
    """One database full of demo data for all tests of this module, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        contoh.isi(jumlah=3_000, sandi=SANDI)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("jumlah", [600, 3_000, 100_001])
def test_pembagian_habis(jumlah):
    bagian = bagi(jumlah)

    assert sum(bagian.values()) == jumlah
    assert min(bagian.values()) > 0


def test_jumlah_dan_status(db, terisi):
    status = dict(Pegawai.tanpa_batas.order_by().values_list("status_asn").annotate(Count("pk")))

    assert sum(status.values()) == 3_000
    assert status["PNS"] == pytest.approx(1_800, abs=30)
    assert status["PPPK"] == pytest.approx(810, abs=20)
    assert status["PPPK_PARUH_WAKTU"] == pytest.approx(300, abs=10)
    assert status["CPNS"] == pytest.approx(90, abs=10)
    assert set(
        Pegawai.tanpa_batas.order_by().values_list("instansi__kode_kemendagri", flat=True)
    ) == set(PROFIL)


def test_golongan_sesuai_jabatan(db, terisi):
    pns = Pegawai.tanpa_batas.filter(status_asn__in=["PNS", "CPNS"])

    for jenjang, tingkat, golongan in pns.values_list("jenjang", "tingkat_pendidikan", "golongan"):
        bawah, atas = rentang(jenjang, tingkat)
        assert bawah <= GOLONGAN.index(golongan) <= atas, (jenjang, tingkat, golongan)
    assert not Pegawai.tanpa_batas.filter(
        status_asn__startswith="PPPK", golongan__contains="/"
    ).exists()


def test_nip_cocok_dengan_isinya(db, terisi):
    for pegawai in Pegawai.tanpa_batas.all():
        nip = pegawai.nip
        assert nip[:8] == f"{pegawai.tanggal_lahir:%Y%m%d}"
        assert nip[14] == {"L": "1", "P": "2"}[pegawai.jenis_kelamin]
        if pegawai.status_asn in {"PNS", "CPNS"}:
            assert nip[8:14] == f"{pegawai.tmt_cpns:%Y%m}"
        else:
            assert nip[12:14] == "21"
            assert int(nip[8:12]) >= 2019
        assert int(nip[8:12]) >= pegawai.tanggal_lahir.year + 17


def test_karier_wajar(db, terisi):
    pns = Pegawai.tanpa_batas.filter(status_asn="PNS")

    assert not pns.filter(tmt_pns__lte=F("tmt_cpns")).exists()
    assert not pns.filter(tmt_golongan__lt=F("tmt_cpns")).exists()
    assert not Pegawai.tanpa_batas.filter(tmt_jabatan__gt=TANGGAL_ACUAN).exists()
    lewat = pns.filter(tmt_pensiun__lte=TANGGAL_ACUAN).count()
    assert 0 < lewat < 15
    dua_tahun = TANGGAL_ACUAN.replace(year=TANGGAL_ACUAN.year + 2)
    segera = pns.filter(tmt_pensiun__gt=TANGGAL_ACUAN, tmt_pensiun__lte=dua_tahun).count()
    assert segera > 40
    assert {"01", "02", "03", "20"} <= set(pns.values_list("kedudukan_hukum", flat=True))


def test_pohon_utuh(db, terisi):
    akar = UnitOrganisasi.tanpa_batas.filter(induk=None)

    assert akar.count() > 15  # some Instansi have several roots
    assert not UnitOrganisasi.tanpa_batas.filter(kedalaman__gt=0, perangkat_daerah=None).exists()
    assert (
        not UnitOrganisasi.tanpa_batas.exclude(induk=None)
        .exclude(induk__instansi=F("instansi"))
        .exists()
    )
    assert not Pegawai.tanpa_batas.exclude(unit=None).exclude(unit__instansi=F("instansi")).exists()
    kosong = UnitOrganisasi.tanpa_batas.filter(kedalaman=1, nama__startswith="Dinas").exclude(
        daftar_pegawai__jenjang="JPT_PRATAMA"
    )
    assert kosong.exists()
    assert RiwayatJabatan.tanpa_batas.filter(penugasan="PLT").exists()


def test_turunan_pohon_sama_dengan_susunan_layanan(db, terisi):
    with connection.cursor() as kursor:
        berubah = [pohon.susun_pohon(kursor, instansi.pk) for instansi in Instansi.objects.all()]

    assert sum(berubah) == 0


def test_angka_berbeda_per_instansi(db, terisi):
    lengkap = Pegawai.tanpa_batas.rekap_kelengkapan(TANGGAL_ACUAN)
    persen = [100 * isi["terisi"] / isi["wajib"] for isi in lengkap.values()]
    rekap = (
        RingkasanPegawai.tanpa_batas.filter(pegawai__status_asn="PNS")
        .order_by()
        .values("instansi")
        .annotate(semua=Count("pk"), cukup=Count("pk", filter=Q(jp__gte=20)))
    )
    jp = [100 * baris["cukup"] / baris["semua"] for baris in rekap]

    assert 88 < min(persen) < 94 < 97 < max(persen) < 99.9
    assert 40 < min(jp) < 65 < 75 < max(jp) < 92


def test_riwayat_tidak_mendahului_orangnya(db, terisi):
    kinerja = PenilaianKinerja.tanpa_batas

    assert set(kinerja.order_by().values_list("tahun", flat=True).distinct()) == {2024, 2025, 2026}
    assert not kinerja.exclude(predikat=F("predikat_matriks")).exists()
    assert not kinerja.filter(
        tahun=2024, pegawai__tmt_cpns__gt=datetime.date(2024, 12, 31)
    ).exists()
    assert not RiwayatPelatihan.tanpa_batas.filter(tanggal_selesai__gt=TANGGAL_ACUAN).exists()
    assert HukumanDisiplin.tanpa_batas.exists()
    assert RingkasanPegawai.tanpa_batas.count() == 3_000


def test_akun_dan_lingkupnya(db, terisi):
    assert Pengguna.objects.get(username="admin").is_superuser
    assert Pengguna.objects.filter(lingkup="SEMUA").exclude(username="sistem").count() == 2
    bkd = Pengguna.objects.get(username="bkd")
    assert (bkd.lingkup, bkd.instansi.kode_kemendagri) == ("SEMUA", "62")
    assert bkd.daftar_peran() == [Peran.PENGELOLA]
    gubernur = Pengguna.objects.get(username="gubernur")
    kepala = Pengguna.objects.get(username="kepala.62")
    assert (gubernur.nama, gubernur.instansi) == (kepala.nama, kepala.instansi)
    for instansi in Instansi.objects.all():
        akun = {
            a.username.split(".")[0]: a
            for a in Pengguna.objects.filter(username__endswith=f".{instansi.kode_akun}")
        }
        assert set(akun) == {
            "pengelola", "verifikator", "komite", "pelatihan", "kabadan", "kepala", "ajudan",
            "auditor", "administrator",
        }  # fmt: skip
        assert all(a.instansi == instansi and a.lingkup == "INSTANSI" for a in akun.values())
        assert not any(a.is_superuser for a in akun.values())
        assert akun["administrator"].is_staff
        assert akun["kepala"].daftar_peran() == [Peran.KEPALA]
        terlihat = Pegawai.untuk(akun["pengelola"]).values_list("instansi", flat=True)
        assert set(terlihat) == {instansi.pk}


def test_akun_terikat_pada_orang_di_instansinya(db, terisi):
    terikat = Pegawai.tanpa_batas.exclude(akun=None).select_related("akun")

    assert terikat.count() > 45
    assert all(p.akun.instansi_id == p.instansi_id and p.akun.nama == p.nama for p in terikat)


def test_sandi_satu_untuk_semua(db, terisi):
    assert Pengguna.objects.get(username="pengelola.6201").check_password(SANDI)
    assert Pengguna.objects.get(username="admin").check_password(SANDI)


def test_perintah_menolak_basis_data_berisi(db, terisi):
    with pytest.raises(CommandError, match="hanya untuk basis data kosong"):
        call_command("buat_data_contoh")


def test_anggaran_terpakai_menurut_daerahnya(db, terisi):
    serapan = {}
    for instansi in Instansi.objects.all():
        jumlah = AnggaranKegiatan.tanpa_batas.filter(instansi=instansi).jumlah()
        serapan[instansi.kode_kemendagri] = (
            100 * jumlah["jumlah_terealisasi"] / jumlah["jumlah_pagu"]
        )
        assert jumlah["jumlah_teralokasi"] <= jumlah["jumlah_pagu"]

    assert 30 < serapan["62.12"] < serapan["62.71"] < 90
    assert set(ProgramPelatihan.Status) - {ProgramPelatihan.Status.BATAL} == set(
        ProgramPelatihan.tanpa_batas.order_by().values_list("status", flat=True)
    )
    assert Peserta.tanpa_batas.filter(status="LULUS").exists()


def test_asesmen_lengkap_dan_sebagian_kedaluwarsa(db, terisi):
    asesmen = Asesmen.tanpa_batas.annotate(
        kompetensi=Count("daftar_kompetensi", distinct=True),
        aspek=Count("daftar_potensi", distinct=True),
    )
    dinilai = {
        kode: Asesmen.tanpa_batas.filter(instansi__kode_kemendagri=kode).count()
        / Pegawai.tanpa_batas.filter(instansi__kode_kemendagri=kode, status_asn="PNS").count()
        for kode in ("62.12", "62.71")
    }

    assert not asesmen.exclude(kompetensi=9, aspek=8, jpm__gt=50, potensi__gt=0).exists()
    assert not Asesmen.tanpa_batas.filter(tanggal__gt=TANGGAL_ACUAN).exists()
    assert 20 < Asesmen.tanpa_batas.filter(berlaku_sampai__lt=TANGGAL_ACUAN).count() < 200
    assert dinilai["62.12"] < 0.25 < 0.55 < dinilai["62.71"]


def test_laporan_dalam_segala_keadaan(db, terisi):
    keadaan = dict(
        LaporanEvaluasi.tanpa_batas.filter(periode__kode="2026-TW3").values_list(
            "instansi__kode_kemendagri", "status"
        )
    )
    lalu = LaporanEvaluasi.tanpa_batas.filter(periode__kode="2026-TW2")

    assert set(keadaan.values()) == {"DRAF", "DIAJUKAN", "DIKEMBALIKAN", "DISETUJUI"}
    assert len(keadaan) == 14
    assert "62.12" not in keadaan
    assert keadaan["62.01"] == "DIAJUKAN"
    assert set(lalu.values_list("status", flat=True)) == {"DISETUJUI"}
    assert lalu.count() == 15
    menunggu = LaporanEvaluasi.tanpa_batas.filter(periode__kode="2026-TW3", status="DIAJUKAN")
    assert all(satu.batas_putusan >= timezone.localdate() for satu in menunggu)


def test_laporan_berisi_dan_sidiknya_cocok(db, terisi):
    for satu in LaporanEvaluasi.tanpa_batas.all():
        assert satu.sha256 == sidik(satu.isi)
        nilai = {c["kode"]: c["nilai"] for c in satu.isi["capaian"]}
        assert any(isi is not None for isi in nilai.values())


def test_tahap_dan_tindak_lanjut(db, terisi):
    lewat = TindakLanjut.tanpa_batas.filter(
        tenggat__lt=TANGGAL_ACUAN, status__in=["BELUM", "BERJALAN"]
    )

    assert TahapPenerapan.tanpa_batas.count() == 15 * 11
    assert set(TahapPenerapan.tanpa_batas.order_by().values_list("status", flat=True)) == {
        "BELUM", "PROSES", "SELESAI", "TERKENDALA",
    }  # fmt: skip
    assert {satu.instansi.kode_kemendagri for satu in lewat} == {
        "62",
        "62.01",
        "62.07",
        "62.12",
    }
    assert not TindakLanjut.tanpa_batas.filter(indikator=None).exists()
    assert TindakLanjut.tanpa_batas.filter(status="SELESAI").exists()


def test_peta_terisi_di_kedua_tahun(db, terisi):
    kini = HasilPemetaan.tanpa_batas.filter(periode__tahun=2026)
    berkotak = kini.filter(kotak__isnull=False)

    assert set(berkotak.order_by().values_list("kotak", flat=True)) == set(range(1, 10))
    assert 0.3 < berkotak.count() / kini.count() < 0.6
    assert HasilPemetaan.tanpa_batas.filter(periode__tahun=2025, kotak__isnull=False).exists()
    assert RingkasanPegawai.tanpa_batas.filter(kotak__isnull=False).count() == berkotak.count()
    assert PeriodeTalenta.objects.get(tahun=2026).status == PeriodeTalenta.Status.TERBUKA
    assert PeriodeTalenta.objects.get(tahun=2025).status == PeriodeTalenta.Status.DITUTUP


def test_krs_hanya_dari_kotak_atas_dan_tanpa_hukuman(db, terisi):
    anggota = AnggotaKRS.tanpa_batas.all()

    assert len(set(anggota.values_list("instansi", flat=True))) == 5
    assert not anggota.filter(kotak__lt=7).exists()
    assert not anggota.filter(pegawai__daftar_hukuman__masa__contains=TANGGAL_ACUAN).exists()


def test_golongan_terakhir_sama_dengan_data_pegawai(db, terisi):
    kini: dict[int, tuple[str, datetime.date]] = {}
    for pegawai, golongan, tmt in RiwayatGolongan.tanpa_batas.order_by(
        "pegawai", "tmt", "pk"
    ).values_list("pegawai", "golongan", "tmt"):
        lalu = kini.get(pegawai)
        assert lalu is None or GOLONGAN.index(lalu[0]) < GOLONGAN.index(golongan)
        kini[pegawai] = (golongan, tmt)

    tercatat = Pegawai.tanpa_batas.filter(tmt_golongan__isnull=False).exclude(golongan="")
    assert kini == {
        pk: (golongan, tmt)
        for pk, golongan, tmt in tercatat.values_list("pk", "golongan", "tmt_golongan")
    }


def test_riwayat_lain_masuk_akal(db, terisi):
    assert RiwayatPendidikan.tanpa_batas.filter(pertama=True).count() > 2_500
    assert not Penghargaan.tanpa_batas.filter(pegawai__daftar_hukuman__isnull=False).exists()
    assert Penghargaan.tanpa_batas.filter(tahun__lte=TANGGAL_ACUAN.year).count() > 300
    kredit = AngkaKredit.tanpa_batas.filter(jenis="KONVERSI", kredit__gt=0)
    assert kredit.count() == AngkaKredit.tanpa_batas.count() > 300
