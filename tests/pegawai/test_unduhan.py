"""Large exports: asked for once, written by a worker with today's rights, private, deleted."""

import datetime
import io
from threading import Thread

import openpyxl
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akses.models import JejakAudit, Pemberitahuan, Pengguna
from akses.peran import Peran
from pegawai import ekspor, tasks, unduhan
from pegawai.kolom import DAFTAR_KOLOM
from pegawai.models import AturanEkspor, BerkasEkspor, Pegawai
from tests.factories import PegawaiFactory, PenggunaFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAFTAR = "/pegawai/unduh/"
SIASN = "/pegawai/unduh/siasn/"
SAYA = "/pegawai/unduhan/"
Status = BerkasEkspor.Status


@pytest.fixture(autouse=True)
def batas_kecil(settings):
    settings.EKSPOR_LANGSUNG = 2


@pytest.fixture
def orang(instansi):
    unit = UnitFactory(instansi=instansi, nama="Dinas Uji")
    return [
        PegawaiFactory(instansi=instansi, unit=unit, nama=nama, golongan="III/a", nik="6" * 16)
        for nama in ("CICI", "ANA", "BUDI")
    ]


@pytest.fixture
def minta(klien, orang, django_capture_on_commit_callbacks):
    """Press the button; ``jalan`` lets the worker have it at once."""

    def _minta(alamat=DAFTAR, *, jalan=True, klien=klien):
        with django_capture_on_commit_callbacks(execute=jalan):
            balasan = klien.post(alamat)
        assert balasan.status_code == 302, balasan.content
        return BerkasEkspor.tanpa_batas.order_by("pk").last()

    return _minta


def isi(klien, satu):
    return b"".join(klien.get(f"{SAYA}{satu.pk}/").streaming_content)


def tabel(bita):
    """The rows below the header of a list, or of SIASN's form."""
    lembar = openpyxl.load_workbook(io.BytesIO(bita)).active
    baris = list(lembar.iter_rows(values_only=True))
    return baris[5:] if baris[0][0] == "Daftar pegawai" else baris


def test_banyak_baris_lewat_latar_dan_sama_dengan_yang_tampil(klien, minta):
    satu = minta(f"{DAFTAR}?urut=-nama&kolom=golongan")

    assert (satu.status, satu.jumlah, satu.bentuk) == (Status.SELESAI, 3, "xlsx")
    assert [baris[2:4] for baris in tabel(isi(klien, satu))] == [
        ("CICI", "III/a"), ("BUDI", "III/a"), ("ANA", "III/a"),
    ]  # fmt: skip
    assert Pemberitahuan.tanpa_batas.get().tautan == SAYA


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
def test_bentuk_siasn_lewat_latar(bentuk, klien, minta):
    satu = minta(f"{SIASN}?bentuk={bentuk}")
    balasan = klien.get(f"{SAYA}{satu.pk}/")

    bita = b"".join(balasan.streaming_content)
    judul = tabel(bita)[0][1] if bentuk == "xlsx" else bita.decode("utf-8-sig").split(";")[1]
    assert (satu.isi, judul) == (BerkasEkspor.Isi.SIASN, "NIP BARU")
    assert balasan["Content-Disposition"].endswith(f'.{bentuk}"')
    assert "pegawai.lihat_nik" in satu.izin


def test_sedikit_baris_langsung_juga_lewat_post(klien, minta):
    for balasan in (klien.get(f"{DAFTAR}?q=budi"), klien.post(f"{DAFTAR}?q=budi")):
        assert [baris[2] for baris in tabel(b"".join(balasan.streaming_content))] == ["BUDI"]
    assert not BerkasEkspor.tanpa_batas.exists()


def test_get_yang_banyak_diantar_ke_daftar_tanpa_mengubah_apa_pun(klien, orang):
    balasan = klien.get(f"{DAFTAR}?status=PNS&bentuk=csv")

    assert balasan.url == "/pegawai/?status=PNS"
    assert not BerkasEkspor.tanpa_batas.exists()


def test_tombol_menjadi_formulir_bila_banyak(klien, orang):
    banyak, sedikit = klien.get("/pegawai/"), klien.get("/pegawai/?q=budi")

    assert banyak.context["di_latar"]
    assert f'action="{DAFTAR}"' in banyak.content.decode()
    assert f'href="{DAFTAR}?q=budi"' in sedikit.content.decode()


def test_dua_kali_tekan_satu_berkas(klien, minta, pengelola):
    pertama = minta(jalan=False)
    kedua = minta(jalan=False)

    assert pertama == kedua
    assert BerkasEkspor.tanpa_batas.count() == 1
    assert JejakAudit.tanpa_batas.filter(aksi="BUAT", pengguna=pengelola).count() == 1


def test_tidak_lebih_dari_tiga_menunggu(klien, minta):
    for urut in ("nama", "-nama", "golongan", "-golongan"):
        minta(f"{DAFTAR}?urut={urut}", jalan=False)

    assert BerkasEkspor.tanpa_batas.count() == unduhan.MENUNGGU_TERBANYAK
    assert "Tunggu salah satu" in klien.get(SAYA).content.decode()


def test_orang_terpilih_saja(pengelola, orang):
    satu, baru = unduhan.minta(
        oleh=pengelola, isi="DAFTAR", bentuk="xlsx", kueri="urut=nama", jumlah=2, izin=(),
        daftar_id=[orang[0].pk, orang[2].pk, 0],
    )  # fmt: skip
    tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()

    assert baru
    assert satu.jumlah == 2
    with satu.berkas.open() as berkas:
        assert [baris[2] for baris in tabel(berkas.read())] == ["BUDI", "CICI"]


# Whose it is


def test_hanya_pemilik(minta, klien_untuk, instansi, semua):
    satu = minta()
    rekan = PenggunaFactory(instansi=instansi, peran=Peran.PENGELOLA)

    for akun in (rekan, semua):
        for alamat in ("", "kemajuan/"):
            assert klien_untuk(akun).get(f"{SAYA}{satu.pk}/{alamat}").status_code == 404
        for alamat in ("batalkan/", "ulangi/", "hapus/"):
            assert klien_untuk(akun).post(f"{SAYA}{satu.pk}/{alamat}").status_code == 404
        assert satu.nama_unduhan not in klien_untuk(akun).get(SAYA).content.decode()


def test_unduhan_tercatat_sebagai_unduhan_pegawai(klien, minta, pengelola, orang):
    satu = minta(f"{DAFTAR}?status=PNS")
    isi(klien, satu)

    jejak = JejakAudit.tanpa_batas.get(aksi="UNDUH")
    assert (jejak.pengguna, jejak.objek_jenis) == (pengelola, "pegawai.pegawai")
    assert jejak.data == {"saringan": "status=PNS", "jumlah": 3, "berkas": satu.pk}
    assert sorted(jejak.daftar_objek) == sorted(satu.pk for satu in orang)


def test_hak_diperiksa_lagi_oleh_pekerja(minta, pengelola):
    satu = minta(SIASN, jalan=False)
    pengelola.groups.clear()
    tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()

    assert (satu.status, satu.alasan) == (Status.GAGAL, unduhan.HAK_BERUBAH)


def test_akun_yang_pindah_instansi_tidak_mendapat_berkas_lamanya(
    minta, klien, pengelola, instansi_lain
):
    siap, menunggu = minta(), minta(f"{DAFTAR}?urut=-nama", jalan=False)
    Pengguna.objects.filter(pk=pengelola.pk).update(instansi=instansi_lain)
    tasks.buat_unduhan(menunggu.pk)
    menunggu.refresh_from_db()

    assert klien.get(f"{SAYA}{siap.pk}/").status_code == 404
    assert menunggu.status == Status.GAGAL


def test_hak_diperiksa_lagi_saat_diunduh(minta, klien, pengelola):
    satu = minta(f"{DAFTAR}?kolom=nik")
    pengelola.groups.clear()
    pengelola.groups.add(*PenggunaFactory(peran=Peran.AUDITOR).groups.all())

    assert klien.get(SAYA).status_code == 200
    assert klien.get(f"{SAYA}{satu.pk}/").status_code == 403


# What may go wrong


def test_pekerja_mati_dapat_diulang(minta, monkeypatch):
    satu = minta(jalan=False)

    def mati(*isi, **lain):
        raise SystemExit

    with monkeypatch.context() as sementara:
        sementara.setattr(ekspor, "tulis", mati)
        with pytest.raises(SystemExit):
            tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == (Status.MENUNGGU, 1)

    BerkasEkspor.tanpa_batas.update(diminta=timezone.now() - 2 * tasks.HENTI)
    tasks.sapu_pekerjaan()
    satu.refresh_from_db()
    assert satu.status == Status.SELESAI


def test_yang_selalu_mematikan_pekerja_berhenti_dicoba(minta, klien):
    satu = minta(jalan=False)
    BerkasEkspor.tanpa_batas.update(percobaan=unduhan.PERCOBAAN_TERBANYAK)
    tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()

    assert (satu.status, satu.alasan) == (Status.GAGAL, unduhan.BERHENTI_GAGAL)
    assert unduhan.BERHENTI_GAGAL.split(";")[0] in klien.get(SAYA).content.decode()


def test_gagal_lalu_coba_lagi(minta, klien, monkeypatch, django_capture_on_commit_callbacks):
    satu = minta(jalan=False)

    def rusak(*isi, **lain):
        raise OSError("penyimpanan penuh")

    with monkeypatch.context() as sementara:
        sementara.setattr(ekspor, "tulis", rusak)
        tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()
    assert (satu.status, satu.alasan) == (Status.GAGAL, unduhan.GAGAL_TAK_TERDUGA)
    with django_capture_on_commit_callbacks(execute=True):
        klien.post(f"{SAYA}{satu.pk}/ulangi/")
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == (Status.SELESAI, 1)


def test_yang_menunggu_dibatalkan(minta, klien):
    satu = minta(jalan=False)
    klien.post(f"{SAYA}{satu.pk}/batalkan/")
    tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()

    assert satu.status == Status.DIBATALKAN
    assert not satu.berkas.storage.exists(str(satu.berkas))


def test_yang_sedang_ditulis_berhenti(minta):
    satu = minta(jalan=False)
    cache.set(f"ekspor:henti:{satu.pk}", True)
    tasks.buat_unduhan(satu.pk)
    satu.refresh_from_db()

    assert satu.status == Status.DIBATALKAN
    assert cache.get(f"ekspor:henti:{satu.pk}") is None


@pytest.mark.django_db(transaction=True)
def test_yang_dipegang_pekerja_diminta_berhenti_dan_tidak_dikerjakan_dua_kali(pengelola):
    satu, _ = unduhan.minta(
        oleh=pengelola, isi="DAFTAR", bentuk="xlsx", kueri="", jumlah=9, izin=()
    )
    hasil = []

    def pekerja_lain():
        with transaction.atomic():
            hasil.append(unduhan.ambil(satu.pk))
        hasil.append(unduhan.batalkan(satu))
        connections.close_all()

    with transaction.atomic():
        assert unduhan.ambil(satu.pk) == satu
        lain = Thread(target=pekerja_lain)
        lain.start()
        lain.join()

    assert hasil == [None, False]
    with pytest.raises(unduhan.Dihentikan):
        unduhan.lapor(satu, 10)


def test_selesai_tidak_dapat_dibatalkan_atau_diulang(minta):
    satu = minta()

    for layanan in (unduhan.batalkan, unduhan.ulangi):
        with pytest.raises(ValidationError):
            layanan(satu)


def test_ulangi_ditolak_bila_yang_sama_menunggu(minta, klien):
    lama = minta(jalan=False)
    klien.post(f"{SAYA}{lama.pk}/batalkan/")
    minta(jalan=False)

    with pytest.raises(ValidationError, match="sedang disiapkan"):
        unduhan.ulangi(lama)


def test_kemajuan_lalu_halaman_dimuat_ulang(minta, klien):
    satu = minta(jalan=False)
    unduhan.lapor(satu, 2)
    berjalan = klien.get(f"{SAYA}{satu.pk}/kemajuan/")
    tasks.buat_unduhan(satu.pk)
    selesai = klien.get(f"{SAYA}{satu.pk}/kemajuan/")

    assert 'max="3" value="2"' in berjalan.content.decode()
    assert 'role="alert"' not in klien.get(SAYA).content.decode()
    assert (selesai.status_code, selesai["HX-Refresh"]) == (286, "true")


def test_berkas_hilang_dikatakan(minta, klien):
    satu = minta()
    satu.berkas.storage.delete(str(satu.berkas))

    balasan = klien.get(f"{SAYA}{satu.pk}/", follow=True)
    assert "tidak ada lagi di penyimpanan" in balasan.content.decode()


# How long it stays


def test_disimpan_sekian_hari_lalu_dihapus(minta, django_capture_on_commit_callbacks):
    AturanEkspor.objects.create(mulai=timezone.localdate(), hari=3)
    satu = minta()
    gudang, nama = satu.berkas.storage, str(satu.berkas)
    hari = (satu.kedaluwarsa - satu.selesai).total_seconds() / 86_400

    assert hari == pytest.approx(3, abs=0.01)
    tasks.hapus_unduhan()
    assert gudang.exists(nama)
    with django_capture_on_commit_callbacks(execute=True):
        assert unduhan.hapus_kedaluwarsa(timezone.now() + datetime.timedelta(days=4)) == 1
    assert not gudang.exists(nama)
    assert not BerkasEkspor.tanpa_batas.exists()


def test_pemilik_menghapus(minta, klien, django_capture_on_commit_callbacks):
    satu = minta()
    with django_capture_on_commit_callbacks(execute=True):
        klien.post(f"{SAYA}{satu.pk}/hapus/")

    assert not satu.berkas.storage.exists(str(satu.berkas))
    assert JejakAudit.tanpa_batas.filter(aksi="HAPUS", objek_id=str(satu.pk)).exists()


def test_yang_menunggu_tidak_dihapus(minta, klien):
    satu = minta(jalan=False)
    balasan = klien.post(f"{SAYA}{satu.pk}/hapus/", follow=True)

    assert "Batalkan dahulu" in balasan.content.decode()
    assert BerkasEkspor.tanpa_batas.exists()


# What it costs


def test_jumlah_kueri_tetap_dengan_semua_kolom(pengelola, instansi, orang):
    def kueri():
        semua = Pegawai.untuk(pengelola).dengan_kotak(bawah=True).order_by("pk")
        with CaptureQueriesContext(
            connection,
        ) as tercatat:
            isi = list(ekspor.csv_pegawai(semua, DAFTAR_KOLOM))
        return len(tercatat), len(isi)

    sedikit = kueri()
    for n in range(20):
        PegawaiFactory(
            instansi=instansi, unit=UnitFactory(instansi=instansi, nama=f"Unit {n}"),
            kedudukan_hukum_id="01",
        )  # fmt: skip

    assert kueri()[0] == sedikit[0] <= 4
    assert kueri()[1] == sedikit[1] + 20


def test_halaman_hemat_kueri(minta, klien, django_assert_max_num_queries):
    for urut in ("nama", "-nama", "golongan"):
        minta(f"{DAFTAR}?urut={urut}", jalan=False)

    with django_assert_max_num_queries(8):
        assert klien.get(reverse("pegawai:unduhan")).status_code == 200
