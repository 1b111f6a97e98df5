"""Maker–checker: who may propose and decide what, and what a decision writes."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from akses.models import JejakAudit, Kunci, Pemberitahuan
from akses.peran import Peran
from pegawai.models import (
    HukumanDisiplin,
    Pegawai,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPelatihan,
    UsulanPerubahan,
)
from pegawai.sasaran import DAFTAR_SASARAN, KOLOM_PEGAWAI, LANGSUNG
from pegawai.usulan import (
    ajukan_ulang,
    halangan,
    putuskan,
    putuskan_banyak,
    tarik,
    usulkan,
    usulkan_massal,
)
from tests.factories import (
    HukumanDisiplinFactory,
    JabatanFactory,
    PegawaiFactory,
    PenggunaFactory,
    PenilaianKinerjaFactory,
    RiwayatJabatanFactory,
    RiwayatNipFactory,
    RiwayatPelatihanFactory,
    UnitFactory,
    UsulanFactory,
)

Status = UsulanPerubahan.Status
S = UsulanPerubahan.Sasaran


def tolakan(fungsi, *args, **kwargs):
    with pytest.raises(ValidationError) as salah:
        fungsi(*args, **kwargs)
    return " ".join(salah.value.messages)


def setujui(usulan, oleh):
    return putuskan(usulan.pk, Status.DISETUJUI, oleh=oleh, cap=usulan.cap)


# What the database holds


@pytest.mark.parametrize(
    "isian",
    [
        {"status": "DISETUJUI"},
        {"status": "DIAJUKAN", "waktu_putus": timezone.now()},
        {"aksi": "TAMBAH"},
        {"aksi": "UBAH", "objek_id": None},
    ],
)
def test_baris_mustahil_ditolak_basis_data(db, isian):
    usulan = UsulanFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        UsulanPerubahan.tanpa_batas.filter(pk=usulan.pk).update(**isian)


def test_pemutus_bukan_pengusul_dan_penolakan_beralasan(verifikator):
    usulan = UsulanFactory()
    baris = UsulanPerubahan.tanpa_batas.filter(pk=usulan.pk)
    waktu = {"waktu_putus": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        baris.update(status="DISETUJUI", pemutus=usulan.pengusul, **waktu)
    with pytest.raises(IntegrityError), transaction.atomic():
        baris.update(status="DITOLAK", pemutus=verifikator, catatan="", **waktu)
    assert baris.update(status="DITOLAK", pemutus=verifikator, catatan="Salah.", **waktu) == 1


def test_satu_usulan_terbuka_per_baris_riwayat(db):
    isian = {"sasaran": S.JABATAN, "objek_id": 7, "kolom": ["tmt"], "sesudah": {}, "sebelum": {}}
    UsulanFactory(**isian)

    with pytest.raises(IntegrityError), transaction.atomic():
        UsulanFactory(**isian)


def test_setiap_kolom_sasaran_ada_pada_modelnya():
    for apa in DAFTAR_SASARAN.values():
        assert all(apa.label(nama) for nama in apa.kolom)
    assert not LANGSUNG & set(KOLOM_PEGAWAI)
    assert set(DAFTAR_SASARAN) == set(S)


# Proposing


def test_usulan_menyimpan_hanya_yang_berubah_dan_tidak_menulis(pengelola):
    pegawai = PegawaiFactory(nama="Rahmah", golongan="III/c")

    usulan = usulkan(
        pegawai.pk,
        {"nama": "Rahmah Garang", "golongan": "III/c", "tmt_golongan": datetime.date(2026, 4, 1)},
        oleh=pengelola,
        alasan="Sesuai SK.",
    )

    assert usulan.kolom == ["nama", "tmt_golongan"]
    assert usulan.sebelum == {"nama": "Rahmah", "tmt_golongan": None}
    assert usulan.sesudah == {"nama": "Rahmah Garang", "tmt_golongan": "2026-04-01"}
    pegawai.refresh_from_db()
    assert pegawai.nama == "Rahmah"
    assert JejakAudit.tanpa_batas.filter(
        aksi="BUAT", objek_jenis="pegawai.usulanperubahan"
    ).exists()


def test_usulan_tanpa_perubahan_tanpa_alasan_dan_nilai_mustahil_ditolak(pengelola):
    pegawai = PegawaiFactory(nama="Rahmah")
    lain = PegawaiFactory()

    def coba(nilai, alasan="Sesuai SK."):
        return tolakan(usulkan, pegawai.pk, nilai, oleh=pengelola, alasan=alasan)

    assert "Tidak ada isian yang berubah" in coba({"nama": "Rahmah"})
    assert "Tulis alasan" in coba({"nama": "Lain"}, alasan="  ")
    assert "NIP harus 18 angka" in coba({"nip": "123"})
    assert "sudah dipakai" in coba({"nip": lain.nip})
    assert lain.nama not in coba({"nip": lain.nip})
    bekas = RiwayatNipFactory(pegawai=lain)
    assert "pernah dipakai pegawai lain" in coba({"nip": bekas.nip})
    assert not UsulanPerubahan.tanpa_batas.exists()


def test_kolom_yang_sama_tidak_diusulkan_dua_kali(pengelola):
    pegawai = PegawaiFactory()
    usulkan(pegawai.pk, {"nama": "Satu"}, oleh=pengelola, alasan="a")

    pesan = tolakan(
        usulkan, pegawai.pk, {"nama": "Dua", "nik": "6201010101850001"}, oleh=pengelola, alasan="b"
    )

    assert pesan.startswith("Nama sudah diusulkan")
    assert usulkan(pegawai.pk, {"nik": "6201010101850001"}, oleh=pengelola, alasan="b").pk


def test_unit_yang_ditutup_sejak_usulan_tidak_dapat_disetujui(pengelola, verifikator):
    pegawai = PegawaiFactory()
    unit = UnitFactory(instansi=pegawai.instansi)
    usulan = usulkan(pegawai.pk, {"unit": unit}, oleh=pengelola, alasan="SK")
    unit.aktif = False
    unit.save()

    assert "tidak aktif" in tolakan(setujui, usulan, verifikator)
    assert Pegawai.tanpa_batas.get(pk=pegawai.pk).unit is None


def test_pegawai_wilayah_lain_tidak_dapat_diusulkan(pengelola_lain):
    pegawai = PegawaiFactory()

    assert "tidak ada lagi" in tolakan(
        usulkan, pegawai.pk, {"nama": "X"}, oleh=pengelola_lain, alasan="a"
    )


# Deciding


def test_persetujuan_menulis_jejak_ringkasan_dan_memberi_tahu(pengelola, verifikator):
    pegawai = PegawaiFactory(bup=58)
    jabatan = JabatanFactory(nama="Kepala Dinas Contoh", jenjang="JPT_PRATAMA", eselon="II.b")
    usulan = usulkan(
        pegawai.pk, {"jabatan": jabatan, "golongan": "IV/a"}, oleh=pengelola, alasan="SK baru."
    )

    setujui(usulan, verifikator)

    pegawai.refresh_from_db()
    assert (pegawai.nama_jabatan, pegawai.jenjang, pegawai.bup) == (
        "Kepala Dinas Contoh",
        "JPT_PRATAMA",
        60,
    )
    assert pegawai.golongan == "IV/a"
    assert pegawai.urutan_golongan
    assert pegawai.ringkasan.kelengkapan > 0
    usulan.refresh_from_db()
    assert (usulan.status, usulan.pemutus) == (Status.DISETUJUI, verifikator)
    jejak = JejakAudit.tanpa_batas.get(aksi="UBAH", objek_jenis="pegawai.pegawai")
    assert jejak.data["sebelum"]["Golongan"] == "III/c"
    assert jejak.data["sesudah"] == {"Golongan": "IV/a", "Jabatan": "Kepala Dinas Contoh"}
    kabar = Pemberitahuan.untuk(pengelola).get()
    assert kabar.judul.startswith("Disetujui")


def test_kembali_tolak_dan_ajukan_ulang(pengelola, verifikator):
    pegawai = PegawaiFactory()
    usulan = usulkan(pegawai.pk, {"nama": "Keliru"}, oleh=pengelola, alasan="Ijazah.")
    cap_lama = usulan.cap

    assert "Tulis catatan" in tolakan(
        putuskan, usulan.pk, Status.DIKEMBALIKAN, oleh=verifikator, cap=usulan.cap
    )
    putuskan(
        usulan.pk, Status.DIKEMBALIKAN, oleh=verifikator, cap=usulan.cap, catatan="Lampirkan SK."
    )
    assert "bukan" not in tolakan(setujui, usulan, verifikator)
    ulang = ajukan_ulang(usulan.pk, {"nama": "Benar"}, oleh=pengelola, alasan="Ijazah dan SK.")

    assert (ulang.status, ulang.pemutus, ulang.catatan) == (
        Status.DIAJUKAN,
        None,
        "Lampirkan SK.",
    )
    assert "mengubah usulan ini" in tolakan(
        putuskan, usulan.pk, Status.DISETUJUI, oleh=verifikator, cap=cap_lama
    )
    putuskan(ulang.pk, Status.DITOLAK, oleh=verifikator, cap=ulang.cap, catatan="Tidak ada SK.")
    pegawai.refresh_from_db()
    assert pegawai.nama not in {"Keliru", "Benar"}
    assert "tidak sedang dikembalikan" in tolakan(
        ajukan_ulang, ulang.pk, {"nama": "Lagi"}, oleh=pengelola, alasan="x"
    )


def test_menarik_hanya_milik_sendiri_dan_yang_terbuka(pengelola, verifikator, instansi):
    usulan = UsulanFactory(pengusul=pengelola)
    rekan = PenggunaFactory(instansi=instansi, peran=Peran.PENGELOLA)

    assert "Hanya pengusul" in tolakan(tarik, usulan.pk, oleh=rekan)
    tarik(usulan.pk, oleh=pengelola)

    assert "sudah ditarik" in tolakan(tarik, usulan.pk, oleh=pengelola)
    assert "sudah ditarik" in tolakan(setujui, usulan, verifikator)


@pytest.mark.parametrize("awal", ["DIKEMBALIKAN", "DISETUJUI", "DITOLAK", "DITARIK"])
@pytest.mark.parametrize("keputusan", ["DISETUJUI", "DITOLAK", "DIKEMBALIKAN"])
def test_yang_tidak_menunggu_tidak_dapat_diputus(awal, keputusan, verifikator, kabadan):
    putus = {} if awal == "DITARIK" else {"pemutus": kabadan, "waktu_putus": timezone.now()}
    usulan = UsulanFactory(status=awal, catatan="Karena.", **putus)

    tolakan(putuskan, usulan.pk, keputusan, oleh=verifikator, cap=usulan.cap, catatan="x")

    usulan.refresh_from_db()
    assert usulan.status == awal


def test_keputusan_lain_ditolak(verifikator):
    usulan = UsulanFactory()

    for keputusan in ("DIAJUKAN", "DITARIK", "HAPUS", ""):
        assert "Pilih setujui" in tolakan(
            putuskan, usulan.pk, keputusan, oleh=verifikator, cap=usulan.cap
        )


def test_data_yang_berubah_sejak_diusulkan_tidak_ditimpa(pengelola, verifikator):
    pegawai = PegawaiFactory(nama="Lama")
    usulan = usulkan(pegawai.pk, {"nama": "Usulan"}, oleh=pengelola, alasan="a")
    Pegawai.tanpa_batas.filter(pk=pegawai.pk).update(nama="Dari SIASN")

    pesan = tolakan(setujui, usulan, verifikator)

    assert "Nama sudah berubah sejak diusulkan" in pesan
    pegawai.refresh_from_db()
    assert pegawai.nama == "Dari SIASN"
    usulan.refresh_from_db()
    assert usulan.status == Status.DIAJUKAN


def test_perubahan_kolom_lain_bukan_konflik(pengelola, verifikator):
    pegawai = PegawaiFactory(nomor_hp="0811")
    usulan = usulkan(pegawai.pk, {"nama": "Usulan"}, oleh=pengelola, alasan="a")
    Pegawai.tanpa_batas.filter(pk=pegawai.pk).update(nomor_hp="0822", diubah=timezone.now())

    setujui(usulan, verifikator)

    pegawai.refresh_from_db()
    assert (pegawai.nama, pegawai.nomor_hp) == ("Usulan", "0822")


# Who may decide


def test_tidak_seorang_pun_memutus_usulannya_atau_tentang_dirinya(instansi, verifikator):
    rangkap = PenggunaFactory(instansi=instansi, peran=[Peran.PENGELOLA, Peran.VERIFIKATOR])
    milik = UsulanFactory(pengusul=rangkap)
    tentang = UsulanFactory(pegawai=PegawaiFactory(akun=rangkap))

    assert "Usulan Anda" in tolakan(setujui, milik, rangkap)
    assert "tentang Anda sendiri" in tolakan(setujui, tentang, rangkap)
    assert setujui(tentang, verifikator).status == Status.DISETUJUI


def test_verifikator_tunggal_naik_ke_kepala_badan(instansi, kabadan):
    tunggal = PenggunaFactory(instansi=instansi, peran=[Peran.PENGELOLA, Peran.VERIFIKATOR])
    usulan = UsulanFactory(pengusul=tunggal)
    biasa = UsulanFactory()

    assert "Usulan Anda" in halangan(usulan, tunggal)
    assert halangan(usulan, kabadan) == ""
    assert "Verifikator masih ada" in halangan(biasa, kabadan)
    assert setujui(usulan, kabadan).pemutus == kabadan


@pytest.mark.parametrize("aktif", [True, False])
def test_verifikator_kedua_yang_aktif_menghentikan_kenaikan(instansi, kabadan, aktif):
    tunggal = PenggunaFactory(instansi=instansi, peran=[Peran.PENGELOLA, Peran.VERIFIKATOR])
    PenggunaFactory(instansi=instansi, peran=Peran.VERIFIKATOR, is_active=aktif)
    usulan = UsulanFactory(pengusul=tunggal)

    assert bool(halangan(usulan, kabadan)) is aktif


def test_verifikator_instansi_lain_tidak_dihitung(instansi_lain, kabadan):
    PenggunaFactory(instansi=instansi_lain, peran=Peran.VERIFIKATOR)

    assert halangan(UsulanFactory(), kabadan) == ""


def test_wilayah_lain_dan_pengelola_tidak_memutus(pengelola, instansi_lain):
    usulan = UsulanFactory()
    asing = PenggunaFactory(instansi=instansi_lain, peran=Peran.VERIFIKATOR)

    assert "tidak ada lagi" in tolakan(setujui, usulan, asing)
    assert "Verifikator yang memutuskan" in tolakan(setujui, usulan, pengelola)


# Histories


def test_riwayat_ditambah_diubah_dihapus_sesudah_disetujui(pengelola, verifikator):
    pegawai = PegawaiFactory()
    isian = {"golongan": "III/d", "tmt": datetime.date(2026, 4, 1), "nomor_sk": "823/1"}

    tambah = usulkan(
        pegawai.pk, isian, oleh=pengelola, alasan="SK.", sasaran=S.GOLONGAN, aksi="TAMBAH"
    )
    assert not RiwayatGolongan.tanpa_batas.exists()
    setujui(tambah, verifikator)
    baris = RiwayatGolongan.tanpa_batas.get()
    assert (baris.golongan, baris.pegawai, baris.instansi) == ("III/d", pegawai, pegawai.instansi)

    ubah = usulkan(
        pegawai.pk, isian | {"nomor_sk": "823/2"}, oleh=pengelola, alasan="Salah ketik.",
        sasaran=S.GOLONGAN, objek_id=baris.pk,
    )  # fmt: skip
    assert ubah.kolom == ["nomor_sk"]
    setujui(ubah, verifikator)
    baris.refresh_from_db()
    assert baris.nomor_sk == "823/2"

    hapus = usulkan(
        pegawai.pk, {}, oleh=pengelola, alasan="Ganda.", sasaran=S.GOLONGAN, aksi="HAPUS",
        objek_id=baris.pk,
    )  # fmt: skip
    setujui(hapus, verifikator)
    assert not RiwayatGolongan.tanpa_batas.exists()


def test_riwayat_yang_berubah_atau_hilang_adalah_konflik(pengelola, verifikator):
    jabatan = RiwayatJabatanFactory(nomor_sk="1")
    ubah = usulkan(
        jabatan.pegawai_id, {"nomor_sk": "2"}, oleh=pengelola, alasan="a", sasaran=S.JABATAN,
        objek_id=jabatan.pk,
    )  # fmt: skip
    RiwayatJabatan.tanpa_batas.update(nomor_sk="3")

    assert "Nomor SK sudah berubah" in tolakan(setujui, ubah, verifikator)
    RiwayatJabatan.tanpa_batas.all().delete()
    assert "tidak ada lagi" in tolakan(setujui, ubah, verifikator)


def test_riwayat_orang_lain_tidak_dapat_dititipkan(pengelola):
    jabatan = RiwayatJabatanFactory()

    assert "tidak ada lagi" in tolakan(
        usulkan, PegawaiFactory().pk, {"nomor_sk": "2"}, oleh=pengelola, alasan="a",
        sasaran=S.JABATAN, objek_id=jabatan.pk,
    )  # fmt: skip


def test_riwayat_kembar_ditolak_saat_diusulkan_dan_saat_diterapkan(pengelola, verifikator):
    pegawai = PegawaiFactory()
    isian = {"golongan": "III/d", "tmt": datetime.date(2026, 4, 1)}

    def usul():
        return usulkan(
            pegawai.pk, isian, oleh=pengelola, alasan="a", sasaran=S.GOLONGAN, aksi="TAMBAH"
        )

    satu, dua = usul(), usul()
    setujui(satu, verifikator)

    tolakan(setujui, dua, verifikator)
    tolakan(usul)
    assert RiwayatGolongan.tanpa_batas.count() == 1


def test_masa_hukuman_dan_jp_bolak_balik(pengelola, verifikator):
    from django.db.backends.postgresql.psycopg_any import DateRange

    hukuman = HukumanDisiplinFactory()
    latih = RiwayatPelatihanFactory(pegawai=hukuman.pegawai, jp=Decimal("12.5"))
    masa = DateRange(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))
    satu = usulkan(
        hukuman.pegawai_id, {"masa": masa}, oleh=pengelola, alasan="a", sasaran=S.HUKUMAN,
        objek_id=hukuman.pk,
    )  # fmt: skip
    dua = usulkan(
        latih.pegawai_id, {"jp": Decimal("20")}, oleh=pengelola, alasan="a", sasaran=S.PELATIHAN,
        objek_id=latih.pk,
    )  # fmt: skip

    setujui(satu, verifikator)
    setujui(dua, verifikator)

    assert HukumanDisiplin.tanpa_batas.get().masa == masa
    assert RiwayatPelatihan.tanpa_batas.get().jp == 20
    assert dua.sebelum["jp"] == "12.50"
    jejak = JejakAudit.tanpa_batas.filter(aksi="UBAH", objek_jenis="pegawai.pegawai")
    assert not [satu for satu in jejak if "ukuman" in str(satu.data)]


def test_usulan_hukuman_tersembunyi_tanpa_izin(komite, auditor):
    usulan = UsulanFactory(sasaran=S.HUKUMAN, kolom=["jenis"], sesudah={}, sebelum={})

    assert not UsulanPerubahan.untuk(komite).filter(pk=usulan.pk).exists()
    assert UsulanPerubahan.untuk(auditor).filter(pk=usulan.pk).exists()


# Many at once


def test_setujui_banyak_memeriksa_masing_masing(instansi, instansi_lain, pengelola):
    rangkap = PenggunaFactory(instansi=instansi, peran=[Peran.PENGELOLA, Peran.VERIFIKATOR])
    baik = UsulanFactory.create_batch(2, pengusul=pengelola)
    sendiri = UsulanFactory(pengusul=rangkap)
    basi = UsulanFactory(pengusul=pengelola)
    asing = UsulanFactory(pegawai=PegawaiFactory(instansi=instansi_lain, nama="Asing"))
    konflik = UsulanFactory(pengusul=pengelola, sebelum={"nama": "Bukan Ini"})
    pilihan = [(usulan.pk, usulan.cap) for usulan in (*baik, sendiri, asing, konflik)]

    hasil = putuskan_banyak([*pilihan, (basi.pk, "kemarin")], oleh=rangkap)

    assert hasil.jumlah == 2
    assert len(hasil.gagal) == 4
    assert "Asing" not in str(hasil.gagal)
    assert UsulanPerubahan.tanpa_batas.filter(status=Status.DISETUJUI).count() == 2


def test_usulan_massal_satu_per_orang(pengelola, django_assert_max_num_queries):
    orang = PegawaiFactory.create_batch(12, golongan="III/a")
    sama, terbuka = PegawaiFactory(golongan="III/b"), PegawaiFactory(golongan="III/a")
    usulkan(terbuka.pk, {"golongan": "III/c"}, oleh=pengelola, alasan="a")
    semua = [satu.pk for satu in (*orang, sama, terbuka)]

    with django_assert_max_num_queries(10):  # savepoint, persons, open ones, bulk, trail
        hasil = usulkan_massal(semua, {"golongan": "III/b"}, oleh=pengelola, alasan="SK kolektif")

    assert hasil.jumlah == 12
    assert dict(hasil.gagal)[sama.nama_lengkap] == "Tidak ada isian yang berubah."
    assert "menunggu keputusan" in dict(hasil.gagal)[terbuka.nama_lengkap]
    assert not Pegawai.tanpa_batas.filter(pk__in=[s.pk for s in orang], golongan="III/b").exists()


def test_usulan_massal_menolak_campuran_dan_isian_lain(pengelola, instansi_lain):
    asing = PegawaiFactory(instansi=instansi_lain)
    sendiri = PegawaiFactory()
    unit = UnitFactory(instansi=instansi_lain)

    def coba(daftar, nilai, alasan="a"):
        return tolakan(usulkan_massal, daftar, nilai, oleh=pengelola, alasan=alasan)

    assert "tidak ada" in coba([sendiri.pk, asing.pk], {"golongan": "III/d"})
    assert "Pilih isian" in coba([sendiri.pk], {"nip": "1"})
    assert "Pilih isian" in coba([sendiri.pk], {})
    assert "Tulis alasan" in coba([sendiri.pk], {"golongan": "III/d"}, alasan="")
    assert "Paling banyak" in coba(range(5000), {"golongan": "III/d"})
    hasil = usulkan_massal([sendiri.pk], {"unit": unit}, oleh=pengelola, alasan="a")
    assert hasil.gagal == [(sendiri.nama_lengkap, "Unit ini milik instansi lain.")]
    assert not UsulanPerubahan.tanpa_batas.exists()


# Two at once


@pytest.mark.django_db(transaction=True)
def test_dua_verifikator_serentak_satu_menang_yang_lain_diberi_tahu(instansi, verifikator):
    kedua = PenggunaFactory(instansi=instansi, peran=Peran.VERIFIKATOR)
    usulan = UsulanFactory(sesudah={"nama": "Satu Kali"})
    mulai, hasil = threading.Barrier(2), []

    def coba(oleh):
        try:
            mulai.wait(10)
            setujui(usulan, oleh)
            hasil.append("")
        except ValidationError as salah:
            hasil.append(" ".join(salah.messages))
        finally:
            connection.close()

    benang = [threading.Thread(target=coba, args=(oleh,)) for oleh in (verifikator, kedua)]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join(30)

    kalah = [pesan for pesan in hasil if pesan]
    assert len(hasil) == 2
    assert len(kalah) == 1
    assert "sudah disetujui oleh" in kalah[0]
    assert JejakAudit.tanpa_batas.filter(aksi="PUTUSKAN").count() == 1
    assert JejakAudit.tanpa_batas.filter(aksi="UBAH", objek_jenis="pegawai.pegawai").count() == 1


@pytest.mark.django_db(transaction=True)
def test_dua_pengusul_serentak_satu_usulan_per_kolom(instansi):
    dua = PenggunaFactory.create_batch(2, instansi=instansi, peran=Peran.PENGELOLA)
    pegawai = PegawaiFactory()
    mulai, hasil = threading.Barrier(2), []

    def coba(oleh):
        try:
            mulai.wait(10)
            usulkan(pegawai.pk, {"nama": f"Dari {oleh.pk}"}, oleh=oleh, alasan="a")
            hasil.append("")
        except ValidationError as salah:
            hasil.append(" ".join(salah.messages))
        finally:
            connection.close()

    benang = [threading.Thread(target=coba, args=(oleh,)) for oleh in dua]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join(30)

    assert len([pesan for pesan in hasil if "sudah diusulkan" in pesan]) == 1
    assert UsulanPerubahan.tanpa_batas.count() == 1


# Locked years


def kunci(oleh, tahun, *, ruang="kinerja", instansi=None):
    return Kunci.tanpa_batas.create(ruang=ruang, periode=str(tahun), instansi=instansi, oleh=oleh)


KINERJA = {"periode": "TAHUNAN", "hasil": "SESUAI", "perilaku": "SESUAI", "predikat": "BAIK"}


@pytest.mark.parametrize("nasional", [True, False])
def test_tahun_terkunci_tidak_menerima_usulan(pengelola, nasional):
    nilai = PenilaianKinerjaFactory(tahun=2024)
    pegawai = nilai.pegawai
    kunci(pengelola, 2024, instansi=None if nasional else pegawai.instansi)
    coba = {"oleh": pengelola, "alasan": "Salah input", "sasaran": S.KINERJA}

    tambah = tolakan(usulkan, pegawai.pk, KINERJA | {"tahun": 2024}, **coba, aksi="TAMBAH")
    ubah = tolakan(usulkan, pegawai.pk, {"nama_penilai": "Lain"}, **coba, objek_id=nilai.pk)
    pindah = tolakan(usulkan, pegawai.pk, {"tahun": 2023}, **coba, objek_id=nilai.pk)
    hapus = tolakan(usulkan, pegawai.pk, {}, **coba, aksi="HAPUS", objek_id=nilai.pk)

    assert {tambah, ubah, pindah, hapus} == {
        "Penilaian kinerja tahun 2024 sudah dikunci, jadi tidak dapat diubah. "
        "Minta kuncinya dibuka dahulu."
    }
    assert not UsulanPerubahan.tanpa_batas.exists()


def test_kunci_lain_tidak_menghalangi(pengelola, instansi_lain):
    pegawai = PegawaiFactory()
    kunci(pengelola, 2023)
    kunci(pengelola, 2024, instansi=instansi_lain)
    kunci(pengelola, 2024, ruang="pelatihan")

    usulan = usulkan(
        pegawai.pk, KINERJA | {"tahun": 2024}, oleh=pengelola, alasan="Belum tercatat",
        sasaran=S.KINERJA, aksi="TAMBAH",
    )  # fmt: skip

    assert usulan.status == Status.DIAJUKAN


def test_tahun_yang_dikunci_sesudah_diusulkan_tidak_diterapkan(pengelola, verifikator):
    pelatihan = RiwayatPelatihanFactory(tahun=2024, jp=10)
    usulan = usulkan(
        pelatihan.pegawai_id, {"jp": 20}, oleh=pengelola, alasan="Sertifikat", sasaran=S.PELATIHAN,
        objek_id=pelatihan.pk,
    )  # fmt: skip
    kunci(pengelola, 2024, ruang="pelatihan")

    pesan = tolakan(setujui, usulan, verifikator)

    pelatihan.refresh_from_db()
    usulan.refresh_from_db()
    assert "tahun 2024 sudah dikunci" in pesan
    assert (pelatihan.jp, usulan.status) == (10, Status.DIAJUKAN)
