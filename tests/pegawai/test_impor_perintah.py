"""The command with its JSON, and the background tasks."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from akses.models import JejakAudit
from pegawai import impor, tasks
from pegawai.models import AturanContoh, BerkasImpor, Pegawai
from tests.pegawai.bantu_impor import BARIS, KEPALA, buku, periksa


def jalankan(lokasi, *argumen):
    keluar = io.StringIO()
    call_command("impor", "pegawai", str(lokasi), "--instansi", "62.01", *argumen, stdout=keluar)
    return keluar.getvalue()


@pytest.fixture
def lokasi(tmp_path):
    jalan = tmp_path / "pns.xlsx"
    jalan.write_bytes(buku(KEPALA, BARIS, ["1", *BARIS[1:]]).read())
    return jalan


def test_json(lokasi, instansi):
    hasil = json.loads(jalankan(lokasi, "--json"))

    assert {k: v for k, v in hasil.items() if isinstance(v, int)} == {
        "baris": 2, "sah": 1, "baru": 1, "berubah": 0, "tetap": 0, "galat_baris": 1,
    }  # fmt: skip
    assert hasil["galat"] == [
        {
            "baris": 3,
            "kolom": "NIP BARU",
            "kode": "nip_bukan_18_digit",
            "pesan": "NIP “1” berisi 1 tanda. Seharusnya 18 angka.",
        }
    ]
    assert hasil["peringatan"] == []
    assert not Pegawai.tanpa_batas.exists()


def test_terapkan_dua_kali(lokasi, instansi, pengelola):
    pertama = json.loads(jalankan(lokasi, "--terapkan", "--json", "--oleh", pengelola.username))
    kedua = json.loads(jalankan(lokasi, "--terapkan", "--json"))

    assert (pertama["baru"], kedua["baru"], kedua["berubah"], kedua["tetap"]) == (1, 0, 0, 1)
    pelaku = JejakAudit.tanpa_batas.filter(aksi="TERAPKAN").values_list("nama_akun", flat=True)
    assert set(pelaku) == {pengelola.username, "sistem"}


@pytest.mark.parametrize(
    ("jawaban", "argumen", "status", "dilihat"),
    [
        ("ya", (), "DITERAPKAN", True),
        ("tidak", (), "DIPERIKSA", False),
        ("", (), "DIPERIKSA", False),
        (None, ("--contoh-dilihat",), "DITERAPKAN", True),  # None: must not ask
        (None, ("--json",), "DITERAPKAN", False),
    ],
)
def test_di_terminal_contoh_ditanyakan(
    jawaban, argumen, status, dilihat, lokasi, instansi, monkeypatch
):
    def tanya(kalimat):
        assert jawaban is not None, "tidak boleh bertanya"
        return jawaban

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", tanya)

    keluar = jalankan(lokasi, "--terapkan", *argumen)

    berkas = BerkasImpor.tanpa_batas.get()
    assert (berkas.status, berkas.contoh_dilihat) == (status, dilihat)
    assert Pegawai.tanpa_batas.exists() is (status == "DITERAPKAN")
    assert ("baris 2\t" in keluar) is (jawaban is not None)


def test_tanpa_terminal_tidak_bertanya(lokasi, instansi, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    jalankan(lokasi, "--terapkan")

    berkas = BerkasImpor.tanpa_batas.get()
    assert (berkas.status, berkas.contoh_dilihat) == ("DITERAPKAN", False)


def test_jenis_tanpa_aturan_contoh_tidak_bertanya(lokasi, instansi, monkeypatch):
    AturanContoh.objects.update(jumlah=0)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    jalankan(lokasi, "--terapkan")

    assert BerkasImpor.tanpa_batas.get().status == "DITERAPKAN"


def test_pilihan_sampai_ke_berkas(lokasi, instansi):
    jalankan(lokasi, "--status", "paruh", "--tanggal", "2025-07-15", "--izinkan-pindah")

    berkas = BerkasImpor.tanpa_batas.get()
    assert berkas.status_asn == "PPPK_PARUH_WAKTU"
    assert berkas.tanggal == datetime.date(2025, 7, 15)
    assert berkas.izinkan_pindah


def test_ringkasan_tanpa_json(lokasi, instansi):
    keluar = jalankan(lokasi)

    assert keluar.startswith("2 baris: 1 sah (1 baru, 0 berubah, 0 tetap), 1 galat.")
    assert "galat\tbaris 3\tNIP BARU\tnip_bukan_18_digit" in keluar


@pytest.mark.parametrize("isi", [b"", b"%PDF", b"nama,umur\nA,1\n"])
def test_berkas_ditolak_kode_keluar_dua(isi, instansi, tmp_path, capsys):
    lokasi = tmp_path / "x.csv"
    lokasi.write_bytes(isi)

    with pytest.raises(CommandError) as salah:
        jalankan(lokasi, "--json")

    assert salah.value.returncode == 2
    assert capsys.readouterr().out == ""
    for berkas in BerkasImpor.tanpa_batas.all():
        assert berkas.status == "DITOLAK"
        assert berkas.alasan


@pytest.mark.parametrize(
    ("argumen", "kalimat"),
    [
        (["--oleh", "tidak.ada"], "tidak.ada"),
        (["--tanggal", "kemarin"], "tanggal"),
        (["--tanggal", "-"], "tanggal"),
    ],
)
def test_argumen_salah(argumen, kalimat, lokasi, instansi):
    with pytest.raises(CommandError, match=kalimat):
        jalankan(lokasi, *argumen)


def test_berkas_tidak_ada(instansi, tmp_path):
    with pytest.raises(CommandError, match="tidak ada"):
        jalankan(tmp_path / "tak-ada.xlsx")


# --- Tasks ------------------------------------------------------------------------------------


@pytest.fixture
def diunggah(pengelola):
    return impor.terima(
        buku(KEPALA, BARIS), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )


def test_tugas_periksa_dua_kali(diunggah):
    tasks.periksa_berkas(diunggah.pk)
    diunggah.refresh_from_db()
    pertama = diunggah.waktu_periksa

    tasks.periksa_berkas(diunggah.pk)

    diunggah.refresh_from_db()
    assert (diunggah.status, diunggah.waktu_periksa) == ("DIPERIKSA", pertama)
    assert diunggah.daftar_baris.count() == 1


def test_tugas_periksa_berkas_buruk_menjadi_kalimat(pengelola):
    berkas = impor.terima(
        buku(["A", "B"], ["c", "d"]), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )

    tasks.periksa_berkas(berkas.pk)

    berkas.refresh_from_db()
    assert berkas.status == "DITOLAK"
    assert berkas.alasan.startswith("Baris judul tidak ditemukan")


def test_gangguan_menjadi_kalimat_bukan_jejak_tumpukan(diunggah, monkeypatch):
    def mati(*args):
        raise ZeroDivisionError("rahasia dalam")

    monkeypatch.setattr("pegawai.impor.mesin.bandingkan", mati)
    tasks.periksa_berkas(diunggah.pk)

    diunggah.refresh_from_db()
    assert diunggah.status == "DITOLAK"
    assert "gangguan pada sistem" in diunggah.alasan
    assert "rahasia" not in diunggah.alasan
    assert not diunggah.daftar_baris.exists()


@pytest.mark.parametrize("tugas", ["periksa", "terapkan"])
def test_basis_data_terputus_diulang(tugas, diunggah, verifikator, monkeypatch):
    def putus(*args, **kwargs):
        raise OperationalError("terputus")

    impor.periksa(diunggah) if tugas == "terapkan" else None
    monkeypatch.setattr(f"pegawai.impor.{tugas}", putus)
    argumen = [diunggah.pk] + ([verifikator.pk] if tugas == "terapkan" else [])

    with pytest.raises(OperationalError):
        getattr(tasks, f"{tugas}_berkas").run.__wrapped__(*argumen)


def test_tugas_terapkan(diunggah, verifikator):
    impor.periksa(diunggah)
    impor.setujui(diunggah, oleh=verifikator, contoh_dilihat=True)

    tasks.terapkan_berkas(diunggah.pk, verifikator.pk)
    tasks.terapkan_berkas(diunggah.pk, verifikator.pk)

    diunggah.refresh_from_db()
    assert (diunggah.status, diunggah.penerap) == ("DITERAPKAN", verifikator)


def test_tugas_terapkan_gagal_kembali_ke_pratinjau(diunggah, verifikator, monkeypatch):
    def mati(*args):
        raise ZeroDivisionError

    impor.periksa(diunggah)
    impor.setujui(diunggah, oleh=verifikator, contoh_dilihat=True)
    monkeypatch.setattr("pegawai.impor.mesin.simpan_hasil", mati)

    tasks.terapkan_berkas(diunggah.pk, verifikator.pk)

    diunggah.refresh_from_db()
    assert diunggah.status == "DIPERIKSA"
    assert "gangguan" in diunggah.alasan
    assert not Pegawai.tanpa_batas.exists()


def test_sapu_pekerjaan(diunggah, pengelola, verifikator):
    disetujui = periksa(buku(KEPALA, ["198507172010011009", *BARIS[1:]]), oleh=pengelola)
    impor.setujui(disetujui, oleh=verifikator, contoh_dilihat=True)

    tasks.sapu_pekerjaan()
    assert not Pegawai.tanpa_batas.exists()

    lama = timezone.now() - 2 * tasks.HENTI
    BerkasImpor.tanpa_batas.update(waktu_unggah=lama, waktu_setuju=lama)
    tasks.sapu_pekerjaan()

    status = dict(BerkasImpor.tanpa_batas.values_list("pk", "status"))
    assert status == {diunggah.pk: "DIPERIKSA", disetujui.pk: "DITERAPKAN"}
