"""What holds for every file: undo is exact, twice is once, some things it never touches."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akses.models import Kunci, Pengguna
from pegawai import impor
from pegawai.models import (
    Pegawai,
    PenilaianKinerja,
    RingkasanPegawai,
    RiwayatPelatihan,
    SelisihSiasn,
)
from pegawai.ringkasan import perbarui_ringkasan
from tests.factories import PegawaiFactory, PenilaianKinerjaFactory, UnitFactory
from tests.pegawai.bantu_impor import NIP, hasil_per_baris, kode, pasang, teks

KEPALA = ["NIP BARU", "NAMA", "GOL AKHIR NAMA", "ALAMAT", "UNOR ID", "EMAIL", "NPWP NOMOR"]
DAFTAR_NIP = [f"1985071720100110{n:02}" for n in range(1, 6)]
BARIS = st.tuples(
    st.sampled_from([*DAFTAR_NIP, "", "123"]),
    st.sampled_from(["BUDI", "RAHMAH", ""]),
    st.sampled_from(["III/a", "III/b", "", "tidak ada"]),
    st.sampled_from(["Jl. A", "Jl. B", ""]),
    st.sampled_from(["U1", "U2", "", "U9"]),
    st.sampled_from(["a@x.id", "bukan surel", ""]),
    st.sampled_from(["1", "2", ""]),
)
BERKAS = st.lists(BARIS, min_size=1, max_size=6).filter(
    lambda baris: any(nip or nama for nip, nama, *_ in baris)  # else the file is refused as empty
)
KOREKSI = st.lists(
    st.tuples(st.sampled_from(DAFTAR_NIP), st.sampled_from(["Jl. B", "Jl. Kita", ""])), max_size=3
)
SEMUA_MODEL = (Pegawai, RingkasanPegawai, SelisihSiasn, PenilaianKinerja)


def potret():
    """The record and what hangs on it, as the tables stand."""
    return {
        model.__name__: sorted(map(repr, model.tanpa_batas.order_by("pk").values()))
        for model in SEMUA_MODEL
    }


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pertama=BERKAS, koreksi=KOREKSI, kedua=BERKAS)
def test_batal_memulihkan_dan_ulang_tidak_mengubah(
    pengelola, verifikator, instansi, pertama, koreksi, kedua
):
    with transaction.atomic():
        for siasn_id in ("U1", "U2"):
            UnitFactory(instansi=instansi, siasn_id=siasn_id)
        pasang(teks(KEPALA, *pertama), oleh=pengelola)
        for nip, alamat in koreksi:
            Pegawai.tanpa_batas.filter(nip=nip).update(alamat=alamat)
        sebelum = potret()

        berkas = pasang(teks(KEPALA, *kedua), oleh=pengelola)
        sesudah = potret()
        ulang = pasang(teks(KEPALA, *kedua), oleh=pengelola)

        assert set(hasil_per_baris(ulang).values()) <= {"TETAP", "GALAT"}
        assert potret() == sesudah
        impor.batalkan(ulang, oleh=verifikator)
        impor.batalkan(berkas, oleh=verifikator)
        assert potret() == sebelum
        transaction.set_rollback(True)


RIWAYAT = {
    "golongan": (
        ["nip", "golonganId", "golongan", "tmtGolongan", "skNomor"],
        st.sampled_from(["31", "32", ""]),
        st.sampled_from(["III/a", "III/b", "tidak ada"]),
        st.sampled_from(["01-04-2020", "01-04-2022", "31-02-2020"]),
        st.sampled_from(["823/1", "823/2", ""]),
    ),
    "jabatan_riwayat": (
        ["NIP", "NAMA JABATAN", "JENIS JABATAN", "TMT JABATAN", "NOMOR SK"],
        st.sampled_from(["Kepala Bidang", "Bidan Mahir", ""]),
        st.sampled_from(["1", "2", ""]),
        st.sampled_from(["04-01-2021", "04-01-2023", ""]),
        st.sampled_from(["821/1", ""]),
    ),
    "pendidikan": (
        ["NIP", "pendidikanNama", "tkPendidikanId", "tahunLulus", "nomorIjasah"],
        st.sampled_from(["S-1 HUKUM", "S-2 HUKUM", ""]),
        st.sampled_from(["40", "45", "99"]),
        st.sampled_from(["2008", "2012", "x"]),
        st.sampled_from(["IJ/1", ""]),
    ),
    "kinerja": (
        ["NIP", "TAHUN", "KUADRAN KINERJA", "HASIL KERJA", "PERILAKU KERJA"],
        st.sampled_from(["2023", "2024", ""]),
        st.sampled_from(["Baik", "Sangat Baik", "tidak ada"]),
        st.sampled_from(["DIATAS EKSPEKTASI", "SESUAI EKSPEKTASI", ""]),
        st.sampled_from(["SESUAI EKSPEKTASI", ""]),
    ),
    "pelatihan": (
        ["NIP", "NAMA DIKLAT", "TAHUN", "JUMLAH JAM", "NOMOR SERTIFIKAT"],
        st.sampled_from(["Arsip", "Kepemimpinan", ""]),
        st.sampled_from(["2023", "2024", "x"]),
        st.sampled_from(["20", "40", "-1"]),
        st.sampled_from(["S/1", ""]),
    ),
}  # fmt: skip
BUKAN_REKAMAN = {"BerkasImpor", "BarisImpor", "PemetaanKolom"}


def potret_semua():
    """All tables of pegawai but those of the import itself, as they stand."""
    return {
        model.__name__: sorted(map(repr, model._base_manager.order_by("pk").values()))
        for model in apps.get_app_config("pegawai").get_models()
        if model.__name__ not in BUKAN_REKAMAN
    }


@pytest.mark.parametrize("jenis", RIWAYAT)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_riwayat_batal_memulihkan_dan_ulang_tidak_mengubah(
    jenis, pengelola, verifikator, instansi, data
):
    kepala, *isi = RIWAYAT[jenis]
    berkas = st.lists(st.tuples(st.sampled_from(DAFTAR_NIP[:3]), *isi), min_size=1, max_size=5)
    pertama, kedua = data.draw(berkas, label="pertama"), data.draw(berkas, label="kedua")

    with transaction.atomic():
        for nip in DAFTAR_NIP[:2]:  # the third is not on record
            PegawaiFactory(instansi=instansi, nip=nip)
        perbarui_ringkasan(Pegawai.tanpa_batas.all())
        pasang(teks(kepala, *pertama), oleh=pengelola, jenis=jenis)
        sebelum = potret_semua()

        satu = pasang(teks(kepala, *kedua), oleh=pengelola, jenis=jenis)
        sesudah = potret_semua()
        ulang = pasang(teks(kepala, *kedua), oleh=pengelola, jenis=jenis)

        assert set(hasil_per_baris(ulang).values()) <= {"TETAP", "GALAT"}
        assert potret_semua() == sesudah
        impor.batalkan(ulang, oleh=verifikator)
        impor.batalkan(satu, oleh=verifikator)
        assert potret_semua() == sebelum
        transaction.set_rollback(True)


def test_dua_pelatihan_tanpa_sertifikat_dicabut_keduanya(pengelola, verifikator, instansi):
    """Their key is empty: both were given the id of one, and undo left the other behind."""
    PegawaiFactory(instansi=instansi, nip=NIP)
    kepala = RIWAYAT["pelatihan"][0]

    berkas = pasang(
        teks(kepala, [NIP, "Arsip", "2023", "20", ""], [NIP, "Arsip", "2024", "20", ""],
             [NIP, "Kearsipan", "2024", "20", ""]),
        oleh=pengelola, jenis="pelatihan",
    )  # fmt: skip
    assert RiwayatPelatihan.tanpa_batas.count() == berkas.jumlah_baru == 3
    impor.batalkan(berkas, oleh=verifikator)

    assert not RiwayatPelatihan.tanpa_batas.exists()


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(daftar=st.lists(BERKAS, min_size=2, max_size=3), urutan=st.randoms(use_true_random=False))
def test_batal_dalam_urutan_apa_pun_menurut_penghalangnya(
    pengelola, verifikator, instansi, daftar, urutan
):
    """What the list of obstacles says is what happens; a refusal changes nothing."""
    with transaction.atomic():
        for siasn_id in ("U1", "U2"):
            UnitFactory(instansi=instansi, siasn_id=siasn_id)
        awal = potret_semua()
        berkas = [pasang(teks(KEPALA, *isi), oleh=pengelola) for isi in daftar]

        acak = list(berkas)
        urutan.shuffle(acak)
        for satu in acak:
            sebelum, halangan = potret_semua(), impor.penghalang_batal(satu)
            try:
                with transaction.atomic():
                    impor.batalkan(satu, oleh=verifikator)
            except ValidationError:
                assert halangan
                assert potret_semua() == sebelum
            else:
                assert not halangan
        for satu in reversed(berkas):  # newest first, everything can be taken back
            satu.refresh_from_db()
            if satu.status == "DITERAPKAN":
                impor.batalkan(satu, oleh=verifikator)
        assert potret_semua() == awal
        transaction.set_rollback(True)


def test_impor_tidak_menyentuh_akun_dan_hak(pengelola, verifikator):
    orang = PegawaiFactory(nip=NIP, akun=verifikator)

    def akun():
        return [
            (*satu, sorted(Pengguna.objects.get(pk=satu[0]).groups.values_list("name", flat=True)))
            for satu in Pengguna.objects.order_by("pk").values_list(
                "pk", "password", "is_active", "is_staff", "is_superuser", "lingkup", "instansi"
            )
        ]

    sebelum = akun()

    berkas = pasang(
        teks([*KEPALA, "AKUN", "IS_SUPERUSER", "LINGKUP"],
             [NIP, "BUDI", "III/b", "Jl. B", "", "x@x.id", "1", "admin", "1", "SEMUA"]),
        oleh=pengelola,
    )  # fmt: skip

    orang.refresh_from_db()
    assert berkas.jumlah_berubah == 1
    assert orang.akun == verifikator
    assert akun() == sebelum


@pytest.mark.parametrize("semua_instansi", [True, False])
def test_tahun_terkunci_tidak_diubah_impor(pengelola, superuser, semua_instansi):
    orang = PegawaiFactory(nip=NIP)
    PenilaianKinerjaFactory(pegawai=orang, tahun=2024, predikat="BAIK")
    instansi = None if semua_instansi else pengelola.instansi
    for ruang in ("kinerja", "pelatihan"):
        Kunci.tanpa_batas.create(ruang=ruang, periode="2024", instansi=instansi, oleh=superuser)

    kinerja = pasang(
        teks(["NIP", "NAMA", "TAHUN", "KUADRAN KINERJA"],
             [NIP, "BUDI", "2024", "Sangat Baik"], [NIP, "BUDI", "2025", "Sangat Baik"]),
        oleh=pengelola, jenis="kinerja",
    )  # fmt: skip
    pelatihan = pasang(
        teks(["NIP", "NAMA DIKLAT", "TAHUN", "JUMLAH JAM"],
             [NIP, "Arsip", "2024", "20"], [NIP, "Arsip", "2025", "20"]),
        oleh=pengelola, jenis="pelatihan",
    )  # fmt: skip

    for berkas in (kinerja, pelatihan):
        assert (2, "periode_terkunci") in kode(berkas)
        assert (3, "periode_terkunci") not in kode(berkas)
    per_tahun = dict(PenilaianKinerja.tanpa_batas.values_list("tahun", "predikat"))
    assert per_tahun[2024] == "BAIK"
    assert set(per_tahun) == {2024, 2025}
    assert set(RiwayatPelatihan.tanpa_batas.values_list("tahun", flat=True)) == {2025}


def test_kunci_instansi_lain_tidak_mengunci(pengelola, superuser, instansi_lain):
    PegawaiFactory(nip=NIP)
    Kunci.tanpa_batas.create(
        ruang="kinerja", periode="2024", instansi=instansi_lain, oleh=superuser
    )

    berkas = pasang(
        teks(["NIP", "NAMA", "TAHUN", "KUADRAN KINERJA"], [NIP, "BUDI", "2024", "Baik"]),
        oleh=pengelola,
        jenis="kinerja",
    )

    assert berkas.jumlah_baru == 1
