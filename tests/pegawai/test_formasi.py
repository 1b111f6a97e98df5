"""Posts that are needed: the form, and the table of the office as an import."""

import pytest

from akses.models import JejakAudit
from pegawai.models import FormasiJabatan
from tests.factories import JabatanFactory, PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import buku, kode, pasang
from tests.pegawai.bantu_pohon import tanam

TAMBAH = "/pegawai/fungsional/formasi/tambah/"
KEPALA = ["PERANGKAT DAERAH", "JABATAN", "KEBUTUHAN", "DASAR"]


@pytest.fixture
def arsiparis(db):
    return JabatanFactory(nama="Arsiparis Ahli Pertama")


@pytest.fixture
def dinas(kantor):
    return kantor["Dinas Kesehatan"]


def isian(unit, **lain):
    return {
        "unit": unit.pk,
        "nama_jabatan": "arsiparis  ahli pertama",
        "kebutuhan": "3",
        "dasar": "Kepmen 1/2026",
    } | lain


def semua():
    return list(
        FormasiJabatan.tanpa_batas.order_by("pk").values_list(
            "unit__nama", "jabatan__nama", "kebutuhan", "dasar"
        )
    )


def test_pengelola_menambah_mengubah_dan_menghapus(klien, arsiparis, dinas):
    klien.post(TAMBAH, isian(dinas))
    satu = FormasiJabatan.tanpa_batas.get()
    klien.post(f"/pegawai/fungsional/formasi/{satu.pk}/", isian(dinas, kebutuhan="5"))
    diubah = semua()
    klien.post(f"/pegawai/fungsional/formasi/{satu.pk}/hapus/")

    assert (satu.jabatan, satu.unit, satu.kebutuhan) == (arsiparis, dinas, 3)
    assert diubah == [("Dinas Kesehatan", "Arsiparis Ahli Pertama", 5, "Kepmen 1/2026")]
    assert semua() == []
    jejak = JejakAudit.tanpa_batas.filter(objek_jenis="pegawai.formasijabatan").order_by("pk")
    assert [satu.aksi for satu in jejak] == ["BUAT", "UBAH", "HAPUS"]


def test_dua_kali_tekan_mencatat_satu_kali(klien, arsiparis, dinas):
    klien.post(TAMBAH, isian(dinas))
    kedua = klien.post(TAMBAH, isian(dinas))

    assert kedua.status_code == 422
    assert "sudah tercatat" in kedua.content.decode()
    assert len(semua()) == 1


def test_jabatan_salah_ketik_dijawab_dengan_usul(klien, arsiparis, dinas):
    respons = klien.post(TAMBAH, isian(dinas, nama_jabatan="Arsiparis Ahli Pertma"))

    assert respons.status_code == 422
    assert "Mungkin: Arsiparis Ahli Pertama." in respons.content.decode()


def test_hanya_perangkat_daerah_sendiri_yang_ditawarkan(klien, arsiparis, kantor, instansi_lain):
    asing = UnitFactory(instansi=instansi_lain, nama="Dinas Asing")
    PegawaiFactory(jabatan=arsiparis)

    form = klien.get(TAMBAH).context["form"]
    ditolak = klien.post(TAMBAH, isian(asing))

    assert {unit.nama for unit in form.fields["unit"].queryset} == {
        "Dinas Kesehatan", "Badan Kepegawaian",
    }  # fmt: skip
    assert form.usul == ["Arsiparis Ahli Pertama"]
    assert ditolak.status_code == 422
    assert semua() == []


def test_pembaca_melihat_tanpa_mengubah(klien_untuk, verifikator, pengelola_lain, arsiparis, dinas):
    satu = FormasiJabatan.tanpa_batas.create(
        instansi=dinas.instansi, unit=dinas, jabatan=arsiparis, kebutuhan=1
    )
    alamat = f"/pegawai/fungsional/formasi/{satu.pk}/"

    halaman = klien_untuk(verifikator).get("/pegawai/fungsional/formasi/").content.decode()

    assert "Arsiparis" in halaman
    assert alamat not in halaman
    assert klien_untuk(verifikator).get(alamat).status_code == 403
    assert klien_untuk(pengelola_lain).get(alamat).status_code == 404


def test_impor_formasi_dua_kali_sama_lalu_batal(pengelola, verifikator, arsiparis, dinas):
    from pegawai import impor

    isi = buku(
        KEPALA,
        ["Dinas Kesehatan", "ARSIPARIS AHLI PERTAMA", 4, "Kepmen 1/2026"],
        ["", "Arsiparis Ahli Pertama", 9, None],
    )
    berkas = pasang(isi, oleh=pengelola, jenis="formasi")
    masuk = semua()
    isi.seek(0)
    ulang = pasang(isi, oleh=pengelola, jenis="formasi")
    ubah = pasang(
        buku(KEPALA[:3], ["seluruh instansi", "Arsiparis Ahli Pertama", 8]),
        oleh=pengelola, jenis="formasi",
    )  # fmt: skip
    berubah = semua()
    impor.batalkan(ubah, oleh=verifikator)
    impor.batalkan(berkas, oleh=verifikator)

    assert masuk == [
        ("Dinas Kesehatan", "Arsiparis Ahli Pertama", 4, "Kepmen 1/2026"),
        (None, "Arsiparis Ahli Pertama", 9, ""),
    ]
    assert (berkas.jumlah_baru, ulang.jumlah_tetap) == (2, 2)
    assert berubah[1] == (None, "Arsiparis Ahli Pertama", 8, "")
    assert semua() == []


def test_impor_formasi_menyebut_yang_salah(pengelola, arsiparis, instansi):
    tanam(instansi, ("Pemkab", None), ("Dinas", "Pemkab"), ("Bidang", "Dinas"))
    berkas = pasang(
        buku(
            KEPALA,
            ["Bidang", "Arsiparis Ahli Pertama", 1, ""],
            ["Dinas", "Pawang Hujan", 1, ""],
            ["Dinas", "Arsiparis Ahli Pertama", 1.5, ""],
            ["Dinas", "Arsiparis Ahli Pertama", None, ""],
            ["", None, 2, ""],
        ),
        oleh=pengelola, jenis="formasi",
    )  # fmt: skip

    assert kode(berkas) == {
        (2, "unit_bukan_perangkat_daerah"), (3, "jabatan_tidak_dikenal"),
        (4, "kebutuhan_tidak_sah"), (4, "formasi_ganda"), (5, "kebutuhan_kosong"),
        (5, "formasi_ganda"), (6, "jabatan_kosong"),
    }  # fmt: skip
    assert semua() == []


def test_unduhan_formasi_dapat_diunggah_kembali(klien, pengelola, arsiparis, dinas):
    from django.core.files.base import ContentFile

    FormasiJabatan.tanpa_batas.create(
        instansi=dinas.instansi, unit=dinas, jabatan=arsiparis, kebutuhan=2, dasar="x"
    )
    FormasiJabatan.tanpa_batas.create(instansi=dinas.instansi, jabatan=arsiparis, kebutuhan=7)
    isi = b"".join(klien.get("/pegawai/fungsional/formasi/unduh/").streaming_content)

    berkas = pasang(ContentFile(isi, name="formasi.xlsx"), oleh=pengelola, jenis="formasi")

    assert (berkas.jumlah_tetap, berkas.jumlah_galat, berkas.jumlah_baru) == (2, 0, 0)
