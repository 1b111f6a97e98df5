"""Each rule of the mapping by a small case; the whole by its database guards."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from akses.models import JejakAudit, Kunci
from kompetensi.models import AnggotaKRS, HasilPemetaan, PeriodeTalenta, SkemaPemetaan
from kompetensi.pemetaan import petakan
from kompetensi.tasks import petakan_periode
from pegawai.models import (
    HukumanDisiplin,
    KedudukanHukum,
    RingkasanPegawai,
    RiwayatJabatan,
    RiwayatPelatihan,
)
from tests.kompetensi.orang import buat_asesmen, buat_orang

H = datetime.date
# asesmen 90, bangkom 0, pengalaman (100 + 60 + 0) / 3, potensi 80, S-1 80, kesesuaian 75, 100
DASAR = Decimal("73.83")


@pytest.fixture
def periode(db):
    return PeriodeTalenta.objects.get(tahun=2026)


@pytest.fixture
def hitung(periode, superuser):
    """Map, and give the result of one person."""

    def jalankan(pegawai):
        petakan(periode, oleh=superuser)
        return HasilPemetaan.tanpa_batas.get(pegawai=pegawai)

    return jalankan


def pelatihan(pegawai, jp, selesai):
    RiwayatPelatihan.tanpa_batas.create(
        instansi=pegawai.instansi,
        pegawai=pegawai,
        nama="Pelayanan prima",
        tanggal_selesai=selesai,
        tahun=2026,
        jp=jp,
    )


def jabatan(pegawai, penugasan, jenjang="", tmt=None, **lain):
    tmt = tmt or H(2019, 1, 1)
    RiwayatJabatan.tanpa_batas.create(
        instansi=pegawai.instansi,
        pegawai=pegawai,
        nama_jabatan=f"{penugasan} {tmt}",
        penugasan=penugasan,
        jenjang=jenjang,
        tmt=tmt,
        **lain,
    )


def test_jumlah_sumbu_dan_kotak(instansi, hitung):
    hasil = hitung(buat_orang(instansi))

    assert hasil.nilai_potensial == DASAR
    assert hasil.kategori_potensial == "MENENGAH"
    assert hasil.kotak == 5
    assert hasil.kurang == []
    assert hasil.nilai_pengalaman == Decimal("53.333333")
    assert hasil.jenjang == "PENGAWAS"
    assert hasil.tanggal_asesmen == H(2025, 7, 15)
    assert hasil.sementara == (hasil.periode.tanggal_acuan > timezone.localdate())


@pytest.mark.parametrize(
    ("predikat", "kotak"),
    [
        ("SANGAT BAIK", 7),
        ("BAIK", 5),
        ("BUTUH PERBAIKAN", 3),
        ("KURANG", 3),
        ("SANGAT KURANG", 3),
    ],
)
def test_predikat_langsung_menjadi_kategori(instansi, hitung, predikat, kotak):
    assert hitung(buat_orang(instansi, predikat=predikat)).kotak == kotak


@pytest.mark.parametrize(
    ("isian", "kurang"),
    [
        ({"predikat": ""}, ["predikat"]),
        ({"jpm": ""}, ["asesmen"]),
        ({"potensi": ""}, ["potensi"]),
        ({"tingkat_pendidikan": ""}, ["pendidikan"]),
        ({"predikat": "", "jpm": "", "potensi": ""}, ["predikat", "asesmen", "potensi"]),
    ],
)
def test_tanpa_butir_wajib_tidak_ada_kotak(instansi, hitung, isian, kurang):
    hasil = hitung(buat_orang(instansi, **isian))

    assert hasil.kurang == kurang
    assert hasil.kotak is None
    assert hasil.nilai_potensial is None


def test_jpm_dibatasi_seratus(instansi, hitung):
    assert hitung(buat_orang(instansi, jpm="124.67")).nilai_asesmen == 100


def test_asesmen_terakhir_yang_berlaku(instansi, hitung):
    pegawai = buat_orang(instansi, jpm="70")
    buat_asesmen(pegawai, jpm="95", potensi="", tanggal=H(2026, 3, 1))
    buat_asesmen(pegawai, jpm="99", potensi="99", tanggal=H(2027, 1, 1))

    hasil = hitung(pegawai)

    assert hasil.nilai_asesmen == 95
    assert hasil.tanggal_asesmen == H(2026, 3, 1)
    assert hasil.nilai_potensi == 80


def test_asesmen_kedaluwarsa_tidak_dipakai(instansi, hitung):
    pegawai = buat_orang(instansi, jpm="", potensi="")
    buat_asesmen(pegawai, tanggal=H(2023, 12, 30))

    assert hitung(pegawai).kurang == ["asesmen", "potensi"]


def test_asesmen_berlaku_sampai_hari_acuan(instansi, hitung):
    pegawai = buat_orang(instansi, jpm="", potensi="")
    buat_asesmen(pegawai, tanggal=H(2023, 12, 31))

    assert hitung(pegawai).kurang == []


@pytest.mark.parametrize(
    ("jp", "nilai"), [(0, 0), (1, 40), (4, 40), (5, 60), (10, 80), ("19.5", 80), (20, 100)]
)
def test_bangkom_menurut_jp(instansi, hitung, jp, nilai):
    pegawai = buat_orang(instansi)
    pelatihan(pegawai, jp, H(2026, 6, 1))

    assert hitung(pegawai).nilai_bangkom == nilai


def test_jp_hanya_dua_belas_bulan_sampai_acuan(instansi, hitung):
    pegawai = buat_orang(instansi)
    for jp, selesai in ((1, H(2025, 12, 31)), (2, H(2026, 1, 1)), (4, H(2026, 12, 31))):
        pelatihan(pegawai, jp, selesai)
    pelatihan(pegawai, 8, H(2027, 1, 1))

    assert hitung(pegawai).jp == 6


@pytest.mark.parametrize(
    ("tmt", "nilai"),
    [
        (H(2021, 12, 31), 100),
        (H(2022, 1, 1), 80),
        (H(2023, 12, 31), 80),
        (H(2025, 12, 31), 60),
        (H(2026, 1, 1), 40),
        (None, 40),
    ],
)
def test_lama_jabatan_tahun_genap(instansi, hitung, tmt, nilai):
    assert hitung(buat_orang(instansi, tmt_jabatan=tmt)).nilai_lama == nilai


@pytest.mark.parametrize(
    ("tempat", "nilai"),
    [
        ([("A", "X"), ("A", "X")], 60),
        ([("A", "X"), ("A", "Y")], 80),
        ([("A", "X"), ("B", "Y")], 100),
    ],
)
def test_keragaman_jabatan(instansi, hitung, tempat, nilai):
    pegawai = buat_orang(instansi)
    for n, (nama_instansi, nama_unit) in enumerate(tempat, start=1):
        jabatan(
            pegawai, "D", tmt=H(2015 + n, 1, 1), nama_instansi=nama_instansi, nama_unit=nama_unit
        )

    assert hitung(pegawai).nilai_keragaman == nilai


@pytest.mark.parametrize(
    ("penugasan", "jenjang", "nilai"),
    [
        ("PLT", "ADMINISTRATOR", 100),
        ("PJ", "JPT_PRATAMA", 100),
        ("PLT", "PENGAWAS", 80),
        ("PLH", "ADMINISTRATOR", 60),
        ("PLH", "", 40),
        ("TT", "ADMINISTRATOR", 0),
    ],
)
def test_penugasan_dibanding_jenjang_sendiri(instansi, hitung, penugasan, jenjang, nilai):
    pegawai = buat_orang(instansi)
    jabatan(pegawai, penugasan, jenjang)

    assert hitung(pegawai).nilai_penugasan == nilai


def test_penugasan_dibanding_jabatan_waktu_itu(instansi, hitung):
    """A Plt of five years ago was above the job of then, though not above that of now."""
    pegawai = buat_orang(instansi, jenjang="ADMINISTRATOR")
    jabatan(pegawai, "D", "PENGAWAS", H(2015, 1, 1))
    jabatan(pegawai, "PLT", "ADMINISTRATOR", H(2018, 1, 1))

    assert hitung(pegawai).nilai_penugasan == 100


@pytest.mark.parametrize(
    ("tingkat", "masa", "nilai"),
    [
        ("R", (H(2020, 1, 1), H(2020, 7, 1)), 75),
        ("S", (H(2020, 1, 1), H(2021, 1, 1)), 50),
        ("B", (H(2020, 1, 1), H(2021, 1, 1)), 25),
        ("R", (H(2026, 12, 1), H(2027, 6, 1)), 0),
        ("B", (H(2027, 1, 1), H(2028, 1, 1)), 100),
    ],
)
def test_integritas_menurut_hukuman(instansi, hitung, tingkat, masa, nilai):
    pegawai = buat_orang(instansi)
    HukumanDisiplin.tanpa_batas.create(
        instansi=instansi, pegawai=pegawai, tingkat=tingkat, jenis="x", nomor_sk="1", masa=masa
    )

    assert hitung(pegawai).nilai_integritas == nilai


@pytest.mark.parametrize(
    ("kode", "nilai"), [("50", 100), ("45", 90), ("35", 80), ("30", 70), ("15", 60), ("10", 50)]
)
def test_pendidikan(instansi, hitung, kode, nilai):
    assert hitung(buat_orang(instansi, tingkat_pendidikan=kode)).nilai_pendidikan == nilai


def test_hanya_pns_aktif_pada_hari_acuan(instansi, periode, superuser):
    ikut = buat_orang(instansi)
    buat_orang(instansi, status_asn="PPPK")
    buat_orang(instansi, status_asn="CPNS")
    buat_orang(instansi, kedudukan_hukum=KedudukanHukum.objects.get(kode="02"))
    buat_orang(instansi, tanggal_lahir=H(1968, 7, 17))

    petakan(periode, oleh=superuser)

    assert list(HasilPemetaan.tanpa_batas.values_list("pegawai", flat=True)) == [ikut.pk]


def test_diulang_tidak_menulis_apa_pun(instansi, periode, superuser):
    buat_orang(instansi)

    assert petakan(periode, oleh=superuser).ditulis == 1
    assert petakan(periode, oleh=superuser).ditulis == 0
    assert JejakAudit.tanpa_batas.filter(objek_jenis="kompetensi.hasilpemetaan").count() == 2


def test_yang_keluar_dari_populasi_dihapus(instansi, periode, superuser):
    pegawai = buat_orang(instansi)
    petakan(periode, oleh=superuser)
    pegawai.status_asn = "CPNS"
    pegawai.save()

    hasil = petakan(periode, oleh=superuser)

    assert hasil.dikeluarkan == 1
    assert not HasilPemetaan.tanpa_batas.exists()
    assert RingkasanPegawai.tanpa_batas.get(pegawai=pegawai).kotak is None


def test_ringkasan_ikut(instansi, hitung):
    pegawai = buat_orang(instansi, jpm="104.5")
    pelatihan(pegawai, 12, H(2026, 6, 1))

    hitung(pegawai)

    ringkasan = RingkasanPegawai.tanpa_batas.get(pegawai=pegawai)
    assert (ringkasan.kotak, ringkasan.jpm, ringkasan.jp) == (8, Decimal("104.50"), 12)
    assert ringkasan.predikat == "BAIK"


def test_periode_lama_tidak_menyentuh_ringkasan(instansi, periode, superuser):
    lama = PeriodeTalenta.objects.create(
        tahun=2025, tanggal_acuan=H(2025, 12, 31), skema=periode.skema
    )
    buat_orang(instansi)

    petakan(lama, oleh=superuser)

    assert HasilPemetaan.tanpa_batas.get().sementara is False
    assert not RingkasanPegawai.tanpa_batas.exists()


def test_periode_terkunci_ditolak(instansi, instansi_lain, periode, superuser):
    buat_orang(instansi)
    buat_orang(instansi_lain)
    Kunci.tanpa_batas.create(ruang="talenta", periode="2026", instansi=instansi, oleh=superuser)

    with pytest.raises(ValidationError, match="dikunci"):
        petakan(periode, oleh=superuser, instansi=instansi)
    hasil = petakan(periode, oleh=superuser)

    assert hasil.dilewati == ["62.01"]
    assert HasilPemetaan.tanpa_batas.get().instansi == instansi_lain


def test_kunci_umum_dan_periode_ditutup(instansi, periode, superuser):
    kunci = Kunci.tanpa_batas.create(ruang="talenta", periode="2026", oleh=superuser)
    with pytest.raises(ValidationError, match="dikunci"):
        petakan(periode, oleh=superuser)
    kunci.delete()
    periode.status = PeriodeTalenta.Status.DITUTUP
    periode.save()

    with pytest.raises(ValidationError, match="ditutup"):
        petakan(periode, oleh=superuser)


def test_pindah_dari_instansi_terkunci_tidak_mengubah(instansi, instansi_lain, periode, superuser):
    pegawai = buat_orang(instansi)
    petakan(periode, oleh=superuser)
    Kunci.tanpa_batas.create(ruang="talenta", periode="2026", instansi=instansi, oleh=superuser)
    pegawai.instansi = instansi_lain
    pegawai.save()

    petakan(periode, oleh=superuser, instansi=instansi_lain)

    assert HasilPemetaan.tanpa_batas.get().instansi == instansi


@pytest.mark.parametrize(("predikat", "kategori"), [("BAIK", "SESUAI"), ("KURANG", "DI_BAWAH")])
def test_skor_tertimbang(instansi, periode, superuser, predikat, kategori):
    skema = periode.skema
    SkemaPemetaan.objects.filter(pk=skema.pk).update(
        mode_kinerja="SKOR_TERTIMBANG",
        bobot_predikat=60,
        bobot_penghargaan=15,
        bobot_tim_kerja=15,
        bobot_umpan_balik=10,
    )
    pegawai = buat_orang(instansi, predikat=predikat)

    petakan(periode, oleh=superuser)

    hasil = HasilPemetaan.tanpa_batas.get(pegawai=pegawai)
    assert hasil.nilai_kinerja == {"BAIK": 68, "KURANG": 44}[predikat]
    assert hasil.kategori_kinerja == kategori


def test_tiga_pernyataan_untuk_berapa_pun_orang(
    instansi, periode, superuser, django_assert_max_num_queries
):
    for _ in range(15):
        buat_orang(instansi)

    with django_assert_max_num_queries(12) as tangkapan:
        petakan(periode, oleh=superuser)

    assert sum("kompetensi_hasilpemetaan" in k["sql"] for k in tangkapan.captured_queries) == 3


def test_perintah_json(instansi, capsys):
    pegawai = buat_orang(instansi)
    belum = buat_orang(instansi, jpm="", potensi="")

    call_command("petakan_talenta", "--periode=2026", "--json")
    ringkas = json.loads(capsys.readouterr().out)
    call_command("petakan_talenta", "--periode=2026", "--instansi=62.01", "--json", "--rinci")
    rinci = json.loads(capsys.readouterr().out)

    assert ringkas == {"62.01": {str(n): int(n == 5) for n in range(1, 10)} | {"belum": 1}}
    assert rinci[pegawai.nip] == {
        "kotak": 5, "potensial": "73.83", "predikat": "BAIK", "kurang": [], "jp": 0,
    }  # fmt: skip
    assert rinci[belum.nip]["potensial"] is None
    assert rinci[belum.nip]["kurang"] == ["asesmen", "potensi"]


def test_perintah_teks_dan_yang_dilewati(instansi, instansi_lain, superuser, capsys):
    buat_orang(instansi)
    Kunci.tanpa_batas.create(
        ruang="talenta", periode="2026", instansi=instansi_lain, oleh=superuser
    )

    call_command("petakan_talenta", "--periode=2026")

    keluaran = capsys.readouterr()
    assert "62.01: 1=0" in keluaran.out
    assert "62.05 dilewati" in keluaran.err


@pytest.mark.parametrize(
    ("argumen", "pesan"),
    [
        (["--periode=2031"], "belum ada"),
        (["--periode=2026", "--instansi=99"], "tidak ada"),
        (["--periode=2026", "--oleh=siapa"], "tidak ada"),
    ],
)
@pytest.mark.django_db
def test_perintah_menolak(argumen, pesan):
    with pytest.raises(CommandError, match=pesan):
        call_command("petakan_talenta", *argumen)


def test_perintah_menolak_yang_terkunci(instansi, superuser):
    Kunci.tanpa_batas.create(ruang="talenta", periode="2026", oleh=superuser)

    with pytest.raises(CommandError, match="dikunci"):
        call_command("petakan_talenta", "--periode=2026", "--json")


def test_tugas_boleh_jalan_dua_kali(instansi, periode, superuser):
    buat_orang(instansi)

    petakan_periode(periode.pk, instansi.pk, superuser.pk)
    petakan_periode(periode.pk, None, superuser.pk)

    assert HasilPemetaan.tanpa_batas.count() == 1


def test_bobot_dijaga_basis_data(periode):
    with pytest.raises(IntegrityError), transaction.atomic():
        SkemaPemetaan.objects.update(bobot_potensi=26)
    with pytest.raises(IntegrityError), transaction.atomic():
        SkemaPemetaan.objects.update(batas_menengah=90)
    with pytest.raises(IntegrityError), transaction.atomic():
        SkemaPemetaan.objects.update(wajib=["asesmen"])


def test_skema_diperiksa_sebelum_disimpan(periode):
    skema = periode.skema
    skema.subskor = {}
    skema.nilai_kosong = {}
    skema.bobot_potensi = 26

    with pytest.raises(ValidationError) as galat:
        skema.full_clean()

    assert {"subskor", "nilai_kosong"} <= set(galat.value.message_dict)
    assert skema.dipakai()


def test_tanggal_acuan_bawaan(periode):
    baru = PeriodeTalenta(tahun=2027, skema=periode.skema)

    baru.full_clean()

    assert baru.tanggal_acuan == H(2027, 12, 31)


def test_krs_hanya_kotak_tujuh_ke_atas_dan_ber_sk(instansi, periode):
    pegawai = buat_orang(instansi)
    isian = {
        "periode": periode, "pegawai": pegawai, "instansi": instansi, "nomor_sk": "800/1",
        "tanggal_sk": H(2026, 11, 1), "penetap": "Bupati",
    }  # fmt: skip

    for salah in ({"kotak": 6}, {"kotak": 9, "nomor_sk": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnggotaKRS.tanpa_batas.create(**isian | salah)
    AnggotaKRS.tanpa_batas.create(**isian, kotak=9)

    assert AnggotaKRS.tanpa_batas.get().pegawai == pegawai


def test_rekap_satu_kueri_semua_instansi(
    instansi, instansi_lain, periode, superuser, django_assert_num_queries
):
    buat_orang(instansi)
    buat_orang(instansi_lain, jpm="", potensi="")
    petakan(periode, oleh=superuser)
    daftar = HasilPemetaan.tanpa_batas.filter(periode=periode)

    with django_assert_num_queries(1):
        sebaran = daftar.sebaran_per_instansi()

    assert sebaran[instansi.pk][5] == 1
    assert sebaran[instansi_lain.pk][None] == 1
    assert daftar.sebaran()[5] == 1
