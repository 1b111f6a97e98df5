"""What goes wrong around an import: a worker that dies, a step that fails, a press too many."""

import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulai import AKAR
from pegawai import impor, tasks
from pegawai.models import BarisImpor, BerkasImpor, Pegawai
from tests.factories import PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import BARIS, KEPALA, NIP, NIP_LAIN, buku, pasang, teks

# --- Old or new, nothing between --------------------------------------------------------------

PERIKSA = ["mesin.salin", "mesin.bandingkan", "mesin.simpan_baris", "mesin.hitung"]
TERAPKAN = [
    "mesin.salin_kembali", "mesin.kunci_objek", "mesin.bandingkan", "pegawai.terapkan_bawaan",
    "tiga_arah.simpan_selisih", "mesin.simpan_hasil", "layanan._segarkan_ringkasan",
    "layanan._catat",
]  # fmt: skip
BATALKAN = [
    "mesin.tolak_bila_terhalang", "pegawai.batalkan_bawaan", "tiga_arah.pulihkan_selisih",
    "layanan._segarkan_ringkasan", "layanan._catat",
]  # fmt: skip


def potret():
    """Everything that pegawai and akses keep, as the tables stand."""
    return {
        model.__name__: sorted(map(repr, model._base_manager.order_by("pk").values()))
        for label in ("akses", "pegawai")
        for model in apps.get_app_config(label).get_models()
    }


def dua_orang(pengelola):
    """One who is on record and changes, one who is new."""
    PegawaiFactory(instansi=pengelola.instansi, nip=NIP, nama="BUDI", golongan="III/a")
    return impor.terima(
        buku(KEPALA, BARIS, [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"]),
        jenis="pegawai",
        instansi=pengelola.instansi,
        oleh=pengelola,
    )


@pytest.fixture
def patah(monkeypatch):
    """``patah("mesin.salin")``: that step does its work, and then the lights go out."""

    def buat(langkah):
        modul, _, nama = langkah.rpartition(".")
        asal = f"pegawai.impor.{modul}.{nama}"
        asli = pytest.importorskip(f"pegawai.impor.{modul}").__dict__[nama]

        def mati(*args, **kwargs):
            asli(*args, **kwargs)
            raise RuntimeError(f"listrik padam sesudah {langkah}")

        monkeypatch.setattr(asal, mati)

    return buat


@pytest.mark.parametrize("langkah", PERIKSA)
def test_pemeriksaan_yang_patah_tidak_meninggalkan_apa_pun(langkah, pengelola, patah):
    berkas = dua_orang(pengelola)
    sebelum = potret()
    patah(langkah)

    with pytest.raises(RuntimeError, match="listrik padam"):
        impor.periksa(berkas)

    assert potret() == sebelum


@pytest.mark.parametrize("langkah", TERAPKAN)
def test_penerapan_yang_patah_tidak_meninggalkan_apa_pun(langkah, pengelola, verifikator, patah):
    berkas = impor.periksa(dua_orang(pengelola))
    sebelum = potret()
    patah(langkah)

    with pytest.raises(RuntimeError, match="listrik padam"):
        impor.terapkan(berkas, oleh=verifikator)

    assert potret() == sebelum


@pytest.mark.parametrize("langkah", BATALKAN)
def test_pengembalian_yang_patah_tidak_meninggalkan_apa_pun(langkah, pengelola, verifikator, patah):
    berkas = impor.terapkan(impor.periksa(dua_orang(pengelola)), oleh=verifikator)
    sebelum = potret()
    patah(langkah)

    with pytest.raises(RuntimeError, match="listrik padam"):
        impor.batalkan(berkas, oleh=verifikator)

    assert potret() == sebelum


# The worker: a process of its own that reaches the step, says so, and is killed there.

PEKERJA = """
import sys, time
import django
django.setup()
from django.db import connection
from django.conf import settings
connection.settings_dict["NAME"], settings.MEDIA_ROOT = sys.argv[1:3]
from importlib import import_module
from pegawai import tasks
modul, _, nama = sys.argv[3].rpartition(".")
modul = import_module("pegawai.impor." + modul)
asli = getattr(modul, nama)
def berhenti(*args, **kwargs):
    asli(*args, **kwargs)
    print("sampai", flush=True)
    time.sleep(300)
setattr(modul, nama, berhenti)
getattr(tasks, sys.argv[4])(*map(int, sys.argv[5:]))
"""


def bunuh_pada(langkah, tugas, *isi):
    """Run the task in a process of its own and kill it (SIGKILL) right after the step."""
    tempat = [connection.settings_dict["NAME"], str(settings.MEDIA_ROOT)]
    perintah = [sys.executable, "-c", PEKERJA, *tempat, langkah, tugas, *map(str, isi)]
    pekerja = subprocess.Popen(perintah, cwd=AKAR, stdout=subprocess.PIPE, text=True)
    with pekerja:
        sampai = pekerja.stdout.readline()
        pekerja.send_signal(signal.SIGKILL)
    assert sampai == "sampai\n"
    assert pekerja.returncode == -signal.SIGKILL


def tunggu_lepas(berkas):
    """PostgreSQL takes a moment to see that the client is gone, and rolls back."""
    for _ in range(100):
        with suppress(DatabaseError), transaction.atomic():
            BerkasImpor.tanpa_batas.select_for_update(nowait=True).get(pk=berkas.pk)
            return
        time.sleep(0.1)
    pytest.fail("Kunci pekerja yang mati tidak lepas.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("langkah", ["mesin.salin", "mesin.simpan_baris"])
def test_pekerja_dibunuh_saat_memeriksa_lalu_diulang(langkah, pengelola):
    berkas = dua_orang(pengelola)
    sebelum = potret()

    bunuh_pada(langkah, "periksa_berkas", berkas.pk)
    tunggu_lepas(berkas)

    assert potret() == sebelum
    tasks.periksa_berkas(berkas.pk)  # the message comes again: acks_late
    berkas.refresh_from_db()
    assert (berkas.status, berkas.jumlah_baru, berkas.jumlah_berubah) == ("DIPERIKSA", 1, 1)
    assert BarisImpor.tanpa_batas.filter(berkas=berkas).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("langkah", ["pegawai.terapkan_bawaan", "layanan._catat"])
def test_pekerja_dibunuh_saat_menerapkan_lalu_diulang(langkah, pengelola, verifikator):
    berkas = impor.periksa(dua_orang(pengelola))
    impor.setujui(berkas, oleh=verifikator, contoh_dilihat=True)
    sebelum = potret()

    bunuh_pada(langkah, "terapkan_berkas", berkas.pk, verifikator.pk)
    tunggu_lepas(berkas)

    assert potret() == sebelum
    tasks.terapkan_berkas(berkas.pk, verifikator.pk)
    berkas.refresh_from_db()
    assert berkas.status == "DITERAPKAN"
    golongan = dict(Pegawai.tanpa_batas.values_list("nip", "golongan"))
    assert golongan == {NIP: "III/d", NIP_LAIN: "III/a"}


# --- Two people at once -----------------------------------------------------------------------


def alamat(nama, berkas):
    return reverse(f"pegawai:{nama}", kwargs={"berkas_id": berkas.pk})


def test_yang_kedua_menekan_terapkan_diberi_tahu(
    pengelola, verifikator, kabadan, klien_untuk, django_capture_on_commit_callbacks
):
    berkas = impor.periksa(dua_orang(pengelola))
    kalimat = []

    for oleh in (verifikator, kabadan):
        with django_capture_on_commit_callbacks():
            jawaban = klien_untuk(oleh).post(
                alamat("terapkan", berkas), {"contoh_dilihat": "ya"}, follow=True
            )
        kalimat.append(jawaban.content.decode())

    berkas.refresh_from_db()
    assert (berkas.status, berkas.penerap) == ("DISETUJUI", verifikator)
    assert ["tidak menunggu untuk diterapkan" in satu for satu in kalimat] == [False, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("apa", ["setujui", "batalkan"])
def test_dua_orang_serentak_satu_menang(apa, pengelola, verifikator, kabadan):
    berkas = impor.periksa(dua_orang(pengelola))
    mulai, hasil = threading.Barrier(2), []

    def coba(oleh):
        mulai.wait()
        try:
            if apa == "setujui":
                impor.setujui(berkas, oleh=oleh, contoh_dilihat=True)
            else:
                impor.batalkan(berkas, oleh=oleh)
            hasil.append(oleh.pk)
        except ValidationError as salah:
            hasil.append(salah.message)
        finally:
            connection.close()

    dua = [threading.Thread(target=coba, args=(oleh,)) for oleh in (verifikator, kabadan)]
    for satu in dua:
        satu.start()
    for satu in dua:
        satu.join()

    berkas.refresh_from_db()
    (pemenang,) = [satu for satu in hasil if isinstance(satu, int)]
    (kalimat,) = [satu for satu in hasil if isinstance(satu, str)]
    assert pemenang == (berkas.penerap_id if apa == "setujui" else berkas.pembatal_id)
    assert re.search("tidak menunggu|sudah ditolak atau dibatalkan", kalimat)


# --- What an import never writes --------------------------------------------------------------

_MENULIS = re.compile(
    r"(?:INSERT INTO|(?<!FOR )(?<!KEY )(?<!DO )UPDATE|DELETE FROM|TRUNCATE|ALTER|GRANT)\s+"
    r'(?:TABLE |ONLY )?"?(\w+)',
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("jenis", "baris"),
    [
        ("pegawai", (KEPALA, BARIS, [NIP_LAIN, "SITI", "05-05-1990", "F", "III/a"])),
        ("unor", (["ID", "NAMA_UNOR", "ID_ATASAN"], ["A", "Dinas Satu", ""])),
        ("kinerja", (["NIP", "NAMA", "TAHUN", "KUADRAN KINERJA"], [NIP, "BUDI", "2024", "Baik"])),
        (
            "golongan",
            (["NIP", "NAMA", "GOLONGAN", "TMT GOLONGAN"], [NIP, "A", "III/b", "1-4-2020"]),
        ),
    ],
)
def test_impor_menulis_hanya_ke_pegawai_dan_jejak(jenis, baris, pengelola, verifikator, instansi):
    """Accounts, groups, permissions and sessions are out of its reach, by every statement."""
    orang = PegawaiFactory(instansi=instansi, nip=NIP, akun=verifikator)
    UnitFactory(instansi=instansi)
    akun = (list(verifikator.groups.values_list("pk", flat=True)), verifikator.password)

    with CaptureQueriesContext(
        connection,
    ) as kueri:
        berkas = pasang(teks(*baris), oleh=pengelola, jenis=jenis)
        impor.batalkan(berkas, oleh=verifikator)

    tabel = {cocok for satu in kueri for cocok in _MENULIS.findall(satu["sql"])}
    luar = {satu for satu in tabel if not satu.startswith(("pegawai_", "pg_temp", "impor_"))}
    assert any(satu.startswith("pegawai_") for satu in tabel)
    assert luar <= {"akses_jejakaudit"}, luar
    verifikator.refresh_from_db()
    orang.refresh_from_db()
    assert orang.akun == verifikator
    assert (list(verifikator.groups.values_list("pk", flat=True)), verifikator.password) == akun
