"""One person, one record: back under a new NIP, merged by a click, found by the old one."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akses.models import JejakAudit
from pegawai import impor, jatidiri, tasks
from pegawai.models import (
    BarisImpor,
    BerkasImpor,
    Pegawai,
    PenilaianKinerja,
    RiwayatGolongan,
    RiwayatNip,
)
from tests.factories import (
    PegawaiFactory,
    PenggunaFactory,
    PenilaianKinerjaFactory,
    RiwayatNipFactory,
)
from tests.pegawai.bantu_impor import NIP, NIP_LAIN, hasil_per_baris, kode, pasang, periksa, teks

NIK = "6201011707850001"
NIP_BARU = "198507172021211002"
KEPALA = ["NIP BARU", "NAMA", "NIK", "TANGGAL LAHIR", "GOL AKHIR NAMA", "AGAMA"]
LAMA = [NIP, "BUDI SANTOSO", NIK, "17-07-1985", "III/c", "Islam"]
BARU = [NIP_BARU, "BUDI SANTOSO", NIK, "17-07-1985", "IX", "Islam"]


@pytest.fixture
def budi(pengelola):
    """Recorded from a file under the old NIP, with an appraisal."""
    pasang(teks(KEPALA, LAMA), oleh=pengelola)
    orang = Pegawai.tanpa_batas.get(nip=NIP)
    PenilaianKinerjaFactory(pegawai=orang)
    return orang


@pytest.fixture
def berkas_baru(budi, pengelola):
    return periksa(teks(KEPALA, BARU), oleh=pengelola)


def baris_kedua(berkas):
    return BarisImpor.tanpa_batas.get(berkas=berkas, nomor=2)


def potret(pegawai):
    return Pegawai.tanpa_batas.filter(pk=pegawai.pk).values().get()


def test_digabungkan_lalu_berkas_menjadi_perubahan_orang_yang_sama(
    budi, berkas_baru, verifikator, klien_untuk, django_capture_on_commit_callbacks
):
    assert (2, "diduga_orang_sama") in kode(berkas_baru)
    klien = klien_untuk(verifikator)
    alamat = f"/pegawai/impor/{berkas_baru.pk}/"
    assert "Ini orang yang sama: gabungkan" in klien.get(alamat).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        klien.post(f"{alamat}gabungkan/", {"baris": baris_kedua(berkas_baru).pk})

    berkas_baru.refresh_from_db()
    assert (berkas_baru.status, hasil_per_baris(berkas_baru)) == ("DIPERIKSA", {2: "BERUBAH"})
    assert baris_kedua(berkas_baru).objek_id == budi.pk
    assert "gabungkan" not in klien.get(alamat).content.decode()
    impor.terapkan(berkas_baru, oleh=verifikator)
    orang = Pegawai.tanpa_batas.get()
    assert (orang.pk, orang.nip, orang.status_asn) == (budi.pk, NIP_BARU, "PPPK")
    assert PenilaianKinerja.tanpa_batas.get().pegawai_id == budi.pk
    riwayat = RiwayatNip.tanpa_batas.get()
    assert (riwayat.nip, riwayat.pengganti, riwayat.berkas_id) == (NIP, NIP_BARU, berkas_baru.pk)
    jejak = JejakAudit.tanpa_batas.filter(aksi="UBAH", objek_id=str(budi.pk)).first()
    assert jejak.pengguna == verifikator
    assert jejak.data == {"sebelum": {"NIP": NIP}, "sesudah": {"NIP": NIP_BARU}}


def test_berkas_lama_menemukan_orangnya_lewat_nip_lama(budi, berkas_baru, pengelola, verifikator):
    jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)

    orang = periksa(teks(KEPALA, [*LAMA[:5], "Kristen"]), oleh=pengelola)
    golongan = pasang(
        teks(["NIP", "GOLONGAN", "TMT GOLONGAN", "SK NOMOR"], [NIP, "III/b", "01-04-2016", "1"]),
        jenis="golongan",
        oleh=pengelola,
    )
    kinerja = periksa(
        teks(["NIP", "TAHUN", "PREDIKAT"], [NIP, "2024", "Baik"]), jenis="kinerja", oleh=pengelola
    )

    for berkas, hasil in ((orang, "BERUBAH"), (golongan, "BARU"), (kinerja, "BARU")):
        assert (hasil_per_baris(berkas), (2, "memakai_nip_lama") in kode(berkas)) == (
            {2: hasil},
            True,
        )
    assert RiwayatGolongan.tanpa_batas.get().pegawai_id == budi.pk
    impor.terapkan(orang, oleh=verifikator)
    sesudah = Pegawai.tanpa_batas.get()
    assert (sesudah.pk, sesudah.nip, sesudah.agama) == (budi.pk, NIP_BARU, "Kristen")


def test_nip_lama_dan_baru_dalam_satu_berkas_dilaporkan_ganda(
    budi, berkas_baru, pengelola, verifikator
):
    kedua = periksa(teks(KEPALA, BARU, LAMA), oleh=pengelola)
    assert {(2, "diduga_tercatat_ganda")} <= kode(kedua)
    with pytest.raises(ValidationError, match="juga memuat NIP lama"):
        jatidiri.gabungkan(baris_kedua(kedua), oleh=verifikator)

    _, ulang = jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)

    assert sorted(ulang) == sorted([berkas_baru.pk, kedua.pk])  # both previews had become untrue
    tasks.periksa_berkas(kedua.pk)
    assert {(2, "nip_ganda"), (3, "nip_ganda")} <= kode(kedua)
    assert Pegawai.tanpa_batas.count() == 1


@pytest.mark.parametrize(
    ("siapkan", "kalimat"),
    [
        (lambda b: PegawaiFactory(nik=NIK, tanggal_lahir=b.tanggal_lahir), "Lebih dari satu"),
        (lambda b: Pegawai.tanpa_batas.update(nik=""), "Tidak ada lagi pegawai"),
        (lambda b: PegawaiFactory(nip=NIP_BARU), "sudah atau pernah dipakai"),
        (lambda b: RiwayatNipFactory(nip=NIP_BARU), "sudah atau pernah dipakai"),
        (lambda b: BerkasImpor.tanpa_batas.update(status="DISETUJUI"), "sedang diterapkan"),
        (lambda b: BerkasImpor.tanpa_batas.update(status="DITERAPKAN"), "diterapkan"),
        (lambda b: BerkasImpor.tanpa_batas.update(status="DIUNGGAH"), "menunggu diperiksa"),
        (lambda b: BerkasImpor.tanpa_batas.update(jenis="kinerja"), "Hanya berkas data pegawai"),
        (lambda b: BarisImpor.tanpa_batas.update(hasil="BERUBAH"), "bukan pegawai baru"),
    ],
)
def test_dicari_lagi_saat_ditekan(budi, berkas_baru, verifikator, siapkan, kalimat):
    baris = baris_kedua(berkas_baru)
    siapkan(budi)

    with pytest.raises(ValidationError, match=kalimat):
        jatidiri.gabungkan(baris, oleh=verifikator)

    assert Pegawai.tanpa_batas.get(pk=budi.pk).nip == NIP


def test_pengunggah_tidak_menggabungkan_unggahannya_sendiri(budi, berkas_baru, pengelola):
    with pytest.raises(ValidationError, match="orang lain"):
        jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=pengelola)


def test_dua_baris_dengan_nik_yang_sama_tidak_ditawari(budi, pengelola, verifikator, klien_untuk):
    lain = ["198507172021211003", *BARU[1:]]
    berkas = periksa(teks(KEPALA, BARU, lain), oleh=pengelola)

    assert {(2, "diduga_tercatat_ganda"), (3, "diduga_tercatat_ganda")} <= kode(berkas)
    isi = klien_untuk(verifikator).get(f"/pegawai/impor/{berkas.pk}/").content.decode()
    assert "gabungkan</button>" not in isi


def test_orang_instansi_lain_diberitahukan_tanpa_nama(
    pengelola, verifikator, instansi_lain, klien_untuk
):
    PegawaiFactory(
        nip=NIP, nama="RAHASIA SEKALI", nik=NIK, tanggal_lahir="1985-07-17", instansi=instansi_lain
    )

    berkas = periksa(teks(KEPALA, BARU), oleh=pengelola)

    assert (2, "diduga_orang_instansi_lain") in kode(berkas)
    klien = klien_untuk(verifikator)
    isi = klien.get(f"/pegawai/impor/{berkas.pk}/").content.decode()
    assert "seorang pegawai instansi lain" in isi
    for rahasia in ("RAHASIA SEKALI", NIP, "gabungkan</button>"):
        assert rahasia not in isi
    with pytest.raises(ValidationError, match="milik pegawai instansi lain") as salah:
        jatidiri.gabungkan(baris_kedua(berkas), oleh=verifikator)
    assert "RAHASIA" not in str(salah.value)


def test_nip_lama_orang_instansi_lain_tidak_membuat_orang_baru(pengelola, instansi_lain):
    orang = PegawaiFactory(instansi=instansi_lain)
    RiwayatNipFactory(pegawai=orang, nip=NIP)

    berkas = periksa(teks(KEPALA, LAMA), oleh=pengelola)

    assert hasil_per_baris(berkas) == {2: "GALAT"}
    assert (2, "nip_lama_luar_lingkup") in kode(berkas)
    assert orang.nip not in str(list(BarisImpor.tanpa_batas.values()))


def test_wilayah_dan_peran_lain_ditolak(budi, berkas_baru, pengelola, instansi_lain, klien_untuk):
    alamat = f"/pegawai/impor/{berkas_baru.pk}/gabungkan/"
    isi = {"baris": baris_kedua(berkas_baru).pk}
    lain = PenggunaFactory(instansi=instansi_lain, peran="Verifikator")

    assert klien_untuk(lain).post(alamat, isi).status_code == 404
    assert klien_untuk(pengelola).post(alamat, isi).status_code == 403
    assert Pegawai.tanpa_batas.get().nip == NIP


def test_tekan_dua_kali_hanya_sekali_berlaku(budi, berkas_baru, verifikator, klien_untuk):
    klien = klien_untuk(verifikator)
    alamat = f"/pegawai/impor/{berkas_baru.pk}/gabungkan/"
    isi = {"baris": baris_kedua(berkas_baru).pk}
    klien.post(alamat, isi)

    respons = klien.post(alamat, isi, follow=True)

    assert "menunggu diperiksa" in respons.content.decode()
    assert RiwayatNip.tanpa_batas.count() == 1
    for aneh in ("", "x", "9" * 30):
        respons = klien.post(alamat, {"baris": aneh}, follow=True)
        assert "tidak ada lagi" in respons.content.decode()


@pytest.mark.django_db(transaction=True)
def test_dua_orang_sekaligus_satu_diberi_tahu(budi, berkas_baru, verifikator, kabadan):
    baris, hasil = baris_kedua(berkas_baru), []

    def gabung(oleh):
        try:
            jatidiri.gabungkan(baris, oleh=oleh)
            hasil.append("berhasil")
        except ValidationError as salah:
            hasil.append(" ".join(salah.messages))
        finally:
            connection.close()

    with transaction.atomic():  # the first one is still in its transaction
        jatidiri.gabungkan(baris, oleh=verifikator)
        utas = threading.Thread(target=gabung, args=(kabadan,))
        utas.start()
        utas.join(timeout=20)

    assert hasil == ["Berkas ini sedang diolah atau diputuskan orang lain. Muat ulang."]
    assert RiwayatNip.tanpa_batas.get().oleh == verifikator


@pytest.mark.django_db(transaction=True)
def test_selama_berkas_lain_diterapkan_penggabungan_tidak_menunggu(budi, berkas_baru, verifikator):
    hasil = []

    def gabung():
        try:
            jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)
        except ValidationError as salah:
            hasil.extend(salah.messages)
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(hashtext('impor:pegawai'))")
        utas = threading.Thread(target=gabung)
        utas.start()
        utas.join(timeout=20)

    assert hasil == [jatidiri.SEDANG_DITERAPKAN]


def test_dibatalkan_kembali_seperti_semula(budi, berkas_baru, verifikator, klien_untuk):
    sebelum = potret(budi)
    jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)
    tasks.periksa_berkas(berkas_baru.pk)
    klien = klien_untuk(verifikator)
    halaman = klien.get(f"/pegawai/{budi.pk}/").content.decode()
    assert "Batalkan penggabungan" in halaman
    assert NIP not in halaman  # the change log hides it as the head of the page does
    assert "1985•••• •••••• • 001" in halaman

    klien.post(f"/pegawai/{budi.pk}/nip/pisahkan/")

    assert potret(budi) | {"diubah": None} == sebelum | {"diubah": None}
    assert not RiwayatNip.tanpa_batas.exists()
    tasks.periksa_berkas(berkas_baru.pk)
    assert hasil_per_baris(berkas_baru) == {2: "BARU"}
    assert (2, "diduga_orang_sama") in kode(berkas_baru)
    with pytest.raises(ValidationError, match="Tidak ada penggabungan"):
        jatidiri.pisahkan(budi.pk, oleh=verifikator)


def test_tidak_dibatalkan_selama_ada_impor_sesudahnya(
    budi, berkas_baru, pengelola, verifikator, klien_untuk
):
    jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)
    tasks.periksa_berkas(berkas_baru.pk)
    impor.terapkan(BerkasImpor.tanpa_batas.get(pk=berkas_baru.pk), oleh=verifikator)

    respons = klien_untuk(verifikator).post(f"/pegawai/{budi.pk}/nip/pisahkan/", follow=True)

    assert "sudah diperbarui dari data.csv sejak digabungkan" in respons.content.decode()
    assert Pegawai.tanpa_batas.get().nip == NIP_BARU
    impor.batalkan(BerkasImpor.tanpa_batas.get(pk=berkas_baru.pk), oleh=verifikator)
    jatidiri.pisahkan(budi.pk, oleh=verifikator)
    assert Pegawai.tanpa_batas.get().nip == NIP


def test_impor_sebelum_penggabungan_tidak_dikembalikan_lagi(budi, berkas_baru, verifikator):
    """Its new person is in use under another number: undoing it would lose both."""
    jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)
    pertama = BerkasImpor.tanpa_batas.get(status="DITERAPKAN")

    with pytest.raises(ValidationError, match="tidak dapat dibatalkan"):
        impor.batalkan(pertama, oleh=verifikator)


def test_dicari_dengan_nip_lama_dan_tampak_di_profil(klien_untuk, verifikator, instansi_lain):
    orang = PegawaiFactory(nama="Rahmah Garang")
    RiwayatNipFactory(pegawai=orang, nip=NIP)
    RiwayatNipFactory(pegawai=PegawaiFactory(instansi=instansi_lain), nip=NIP_LAIN)
    klien = klien_untuk(verifikator)

    for cari in (NIP, NIP[:10], "19850717 201001 1 001"):
        assert "Rahmah Garang" in klien.get("/pegawai/", {"q": cari}).content.decode()
    assert list(Pegawai.untuk(verifikator).cari(NIP_LAIN)) == []
    isi = klien.get(f"/pegawai/{orang.pk}/").content.decode()
    assert "dahulu" in isi
    assert NIP not in isi.replace(" ", "")
    isi = klien.post(f"/pegawai/{orang.pk}/nip/", headers={"HX-Request": "true"}).content.decode()
    assert "19850717 201001 1 001" in isi


@pytest.mark.django_db
def test_satu_nip_satu_orang_sepanjang_masa_dijaga_basis_data():
    RiwayatNipFactory(nip=NIP)
    orang = PegawaiFactory(nip=NIP_LAIN)

    with pytest.raises(IntegrityError), transaction.atomic():
        PegawaiFactory(nip=NIP)
    with pytest.raises(IntegrityError), transaction.atomic():
        RiwayatNipFactory(nip=NIP_LAIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pegawai.tanpa_batas.filter(pk=orang.pk).update(nip=NIP)
    sendiri = RiwayatNip.tanpa_batas.get().pegawai_id
    Pegawai.tanpa_batas.filter(pk=sendiri).update(nip=NIP)  # back to the own one


LANGKAH = st.lists(
    st.tuples(st.sampled_from([LAMA, BARU]), st.sampled_from(["III/c", "III/d"]), st.booleans()),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(langkah=LANGKAH)
def test_setelah_digabungkan_berkas_apa_pun_tetap_satu_orang(
    budi, berkas_baru, pengelola, verifikator, langkah
):
    with transaction.atomic():
        jatidiri.gabungkan(baris_kedua(berkas_baru), oleh=verifikator)
        for baris, golongan, riwayat in langkah:
            pasang(teks(KEPALA, [*baris[:4], golongan, "Islam"]), oleh=pengelola)
            if riwayat:
                pasang(
                    teks(["NIP", "TAHUN", "PREDIKAT"], [baris[0], "2023", "Baik"]),
                    jenis="kinerja",
                    oleh=pengelola,
                )

        assert list(Pegawai.tanpa_batas.values_list("pk", "nip")) == [(budi.pk, NIP_BARU)]
        assert set(PenilaianKinerja.tanpa_batas.values_list("pegawai", flat=True)) == {budi.pk}
        transaction.set_rollback(True)
