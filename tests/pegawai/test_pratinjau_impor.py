"""The preview that decides: who is new, who is missing, who moves; sample, undo, stop."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection

from pegawai import impor, tasks
from pegawai.models import AturanContoh, BerkasImpor, Pegawai
from tests.factories import PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import NIP, NIP_LAIN, hasil_per_baris, kode, pasang, periksa, teks

KEPALA = ["NIP BARU", "NAMA", "GOL AKHIR NAMA", "UNOR ID", "KEDUDUKAN HUKUM ID", "NIK", "AGAMA"]
SATU = [NIP, "BUDI SANTOSO", "III/c", "U1", "01", "6201010101850001", "Islam"]
DUA = [NIP_LAIN, "RAHMAH", "III/d", "U1", "01", "", "Islam"]


@pytest.fixture
def tercatat(pengelola, instansi):
    """Two persons in the record, in one of two units."""
    for siasn_id, nama in (("U1", "Dinas Satu"), ("U2", "Dinas Dua")):
        UnitFactory(instansi=instansi, siasn_id=siasn_id, nama=nama)
    pasang(teks(KEPALA, SATU, DUA), oleh=pengelola)


@pytest.fixture
def buka(klien_untuk, verifikator):
    klien = klien_untuk(verifikator)

    def buat(berkas, **kueri):
        return klien.get(f"/pegawai/impor/{berkas.pk}/", kueri)

    return buat


def ganti(baris, **isi):
    kolom = {"gol": 2, "unit": 3, "hukum": 4, "agama": 6}
    hasil = list(baris)
    for nama, nilai in isi.items():
        hasil[kolom[nama]] = nilai
    return hasil


def test_naik_turun_pindah_dan_berhenti_dihitung_sekali(tercatat, pengelola, buka):
    berkas = periksa(
        teks(KEPALA, ganti(SATU, gol="III/d", unit="U2"), ganti(DUA, gol="III/a", hukum="99")),
        oleh=pengelola,
    )

    isi = {k: v for k, v in berkas.hitungan.items() if k != "status"}
    assert isi.pop("jabatan_asing") == []
    assert isi == {"naik": 1, "turun": 1, "pindah": 1, "henti": 1, "tidak_ada": 0}
    for kode_peristiwa, nama in (
        ("naik", "BUDI"),
        ("turun", "RAHMAH"),
        ("pindah", "BUDI"),
        ("henti", "RAHMAH"),
    ):
        daftar = buka(berkas, lihat="beda", kode=kode_peristiwa).context["beda"]["daftar"]
        assert [satu["baris"].nama.split()[0] for satu in daftar] == [nama]


def test_yang_tidak_ada_dalam_berkas_disebut_dan_tidak_diubah(
    tercatat, pengelola, buka, instansi_lain
):
    PegawaiFactory(nama="PPPK Lain", status_asn="PPPK", kedudukan_hukum_id="71")
    PegawaiFactory(nama="Sudah Pensiun", kedudukan_hukum_id="99")
    PegawaiFactory(nama="Instansi Lain", instansi=instansi_lain, kedudukan_hukum_id="01")
    sebelum = list(Pegawai.tanpa_batas.order_by("pk").values())

    berkas = periksa(teks(KEPALA, SATU), oleh=pengelola)

    assert berkas.hitungan["tidak_ada"] == 1
    halaman = buka(berkas, lihat="tidak_ada")
    assert [p.nama for p in halaman.context["orang"]["daftar_pegawai"]] == ["RAHMAH"]
    assert "datanya tidak diubah" in halaman.content.decode()
    impor.terapkan(berkas, oleh=pengelola, dari_baris_perintah=True)
    assert list(Pegawai.tanpa_batas.order_by("pk").values()) == sebelum


def test_orang_baru_disebut_namanya_dengan_label(tercatat, pengelola, buka):
    baru = ["199203032016031003", "SITI AMINAH", "III/a", "U2", "01", "", "Islam"]
    berkas = periksa(teks(KEPALA, baru), oleh=pengelola)

    isi = buka(berkas, lihat="baru").content.decode()

    for potongan in ("SITI AMINAH", "Dinas Dua", "03-03-1992", "Aktif"):
        assert potongan in isi


def test_perbedaan_memakai_label_bukan_kode(tercatat, pengelola, buka):
    berkas = periksa(teks(KEPALA, ganti(SATU, unit="U2", hukum="03")), oleh=pengelola)

    daftar = buka(berkas, lihat="beda").context["beda"]["daftar"][0]["beda"]

    assert ("kedudukan hukum", "Aktif", "Tugas Belajar", "") in daftar
    assert ("unit", "Dinas Satu", "Dinas Dua", "") in daftar


def test_yang_ditanyakan_tampak_di_pratinjau(tercatat, pengelola, buka):
    Pegawai.tanpa_batas.filter(nip=NIP).update(unit=None)
    berkas = periksa(teks(KEPALA, ganti(SATU, unit="U2")), oleh=pengelola)

    isi = buka(berkas, lihat="beda", kode="tanya").content.decode()

    assert "SIASN dan kita berbeda 1" in isi
    assert "diputuskan di rekonsiliasi" in isi


def test_orang_yang_kembali_dengan_nip_baru_diperingatkan(tercatat, pengelola, instansi):
    lama = Pegawai.tanpa_batas.get(nip=NIP)
    baru = ["198507172021211002", "BUDI SANTOSO", "IX", "U1", "71", lama.nik, "Islam"]

    assert (2, "diduga_orang_sama") in kode(periksa(teks(KEPALA, baru), oleh=pengelola))
    baru[5] = "6201010101850009"
    assert (2, "diduga_orang_sama") not in kode(periksa(teks(KEPALA, baru), oleh=pengelola))


def test_jumlah_kueri_pratinjau_tetap(
    tercatat, pengelola, buka, django_assert_max_num_queries, instansi
):
    banyak = [
        [f"1990050520150220{n:02}", f"ORANG {n}", "III/a", "U2", "01", "", "Islam"]
        for n in range(10, 40)
    ]
    berkas = periksa(
        teks(KEPALA, ganti(SATU, unit="U2"), ganti(DUA, hukum="99"), *banyak), oleh=pengelola
    )
    buka(berkas)

    for lihat in ("", "baru", "contoh", "tidak_ada", "beda"):
        with django_assert_max_num_queries(22):  # whatever the rows
            buka(berkas, lihat=lihat)


# The sample


def test_persetujuan_meminta_contoh_dilihat(pengelola, verifikator):
    berkas = periksa(teks(KEPALA, SATU, DUA), oleh=pengelola)
    assert len(berkas.contoh) == 2

    with pytest.raises(ValidationError, match="contoh"):
        impor.setujui(berkas, oleh=verifikator)
    disetujui = impor.setujui(berkas, oleh=verifikator, contoh_dilihat=True)

    assert disetujui.contoh_dilihat
    assert disetujui.status == BerkasImpor.Status.DISETUJUI


@pytest.mark.parametrize(("jumlah", "contoh"), [(1, 1), (0, 0)])
def test_banyaknya_contoh_adalah_data(pengelola, verifikator, jumlah, contoh):
    AturanContoh.objects.filter(jenis="pegawai").update(jumlah=jumlah)

    berkas = periksa(teks(KEPALA, SATU, DUA), oleh=pengelola)

    assert len(berkas.contoh) == contoh
    if not contoh:
        impor.setujui(berkas, oleh=verifikator)


def test_tombol_tanpa_centang_tidak_menyetujui(klien_untuk, verifikator, pengelola, buka):
    berkas = periksa(teks(KEPALA, SATU), oleh=pengelola)

    assert "BUDI SANTOSO" in buka(berkas, lihat="contoh").content.decode()
    klien_untuk(verifikator).post(f"/pegawai/impor/{berkas.pk}/terapkan/")

    berkas.refresh_from_db()
    assert berkas.status == BerkasImpor.Status.DIPERIKSA


# The same file, undo, stop


def test_berkas_yang_isinya_sudah_diterapkan_disebut(klien, pengelola, instansi):
    isi = teks(KEPALA, SATU)
    pasang(isi, oleh=pengelola)
    isi.seek(0)

    respons = klien.post(
        "/pegawai/impor/unggah/",
        {"jenis": "pegawai", "instansi": instansi.pk, "berkas": isi},
        follow=True,
    )

    assert "sama persis dengan data.csv" in respons.content.decode()


def test_penghalang_pembatalan_tampak_sebelum_menekan(tercatat, pengelola, verifikator, buka):
    berkas = pasang(teks(KEPALA, ganti(SATU, gol="III/d")), oleh=pengelola)
    assert "Tidak ada yang menghalangi" in buka(berkas, lihat="halangan").content.decode()
    Pegawai.tanpa_batas.filter(nip=NIP).update(alamat="Diubah lagi")

    isi = buka(berkas, lihat="halangan").content.decode()

    assert "1 hal menghalangi" in isi
    assert f"({NIP})" in isi


@pytest.mark.parametrize("langkah", ["periksa", "terapkan"])
def test_pekerjaan_berjalan_dapat_dihentikan_dan_tidak_mengubah_apa_pun(
    pengelola, verifikator, langkah, monkeypatch
):
    berkas = impor.terima(
        teks(KEPALA, SATU), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )
    if langkah == "terapkan":
        impor.setujui(impor.periksa(berkas), oleh=verifikator, contoh_dilihat=True)
    cache.set(f"impor:henti:{berkas.pk}", "Rahmah")

    if langkah == "periksa":
        tasks.periksa_berkas(berkas.pk)
    else:
        tasks.terapkan_berkas(berkas.pk, verifikator.pk)

    berkas.refresh_from_db()
    seharusnya = {"periksa": "DITOLAK", "terapkan": "DIPERIKSA"}[langkah]
    assert berkas.status == seharusnya
    assert "Dihentikan atas permintaan Rahmah" in berkas.alasan
    assert not Pegawai.tanpa_batas.exists()
    assert cache.get(f"impor:henti:{berkas.pk}") is None


@pytest.mark.django_db(transaction=True)
def test_berkas_di_tangan_pekerja_diminta_berhenti(pengelola, verifikator):
    import threading

    berkas = periksa(teks(KEPALA, SATU), oleh=pengelola)
    impor.setujui(berkas, oleh=verifikator, contoh_dilihat=True)
    berkas.refresh_from_db()
    dipegang, selesai = threading.Event(), threading.Event()

    def pekerja():
        from django.db import transaction

        with transaction.atomic():
            BerkasImpor.tanpa_batas.select_for_update().get(pk=berkas.pk)
            dipegang.set()
            selesai.wait(10)
        connection.close()

    utas = threading.Thread(target=pekerja)
    utas.start()
    try:
        assert dipegang.wait(10)
        with pytest.raises(impor.SedangDikerjakan, match="diminta berhenti"):
            impor.batalkan(berkas, oleh=verifikator)
    finally:
        selesai.set()
        utas.join()

    assert cache.get(f"impor:henti:{berkas.pk}") == verifikator.nama


# All runs


def test_saring_berkas(klien, pengelola, tercatat):
    def nama(**saring):
        return {
            satu.nama_berkas for satu in klien.get("/pegawai/impor/", saring).context["halaman"]
        }

    kedua = teks(KEPALA, SATU, nama="kedua.csv")
    berkas = periksa(kedua, oleh=pengelola)

    assert nama() == {"data.csv", "kedua.csv"}
    assert nama(status="DIPERIKSA") == {"kedua.csv"}
    assert nama(q="kedua") == {"kedua.csv"}
    assert nama(q=berkas.sha256[:20]) == {"kedua.csv"}
    assert nama(macam="unor") == set()
    assert nama(macam="asal", status="asal") == {"data.csv", "kedua.csv"}


def test_catatan_berkas_menyebut_siapa_kapan_dan_sidiknya(tercatat, pengelola, buka):
    berkas = BerkasImpor.tanpa_batas.get()

    isi = buka(berkas).content.decode()

    assert berkas.sha256 in isi
    assert hasil_per_baris(berkas) == {2: "BARU", 3: "BARU"}
    for kata in ("Diunggah", "Diperiksa", "Diterapkan"):
        assert kata in isi
