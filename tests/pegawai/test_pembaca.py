"""Who has read the data of a person, and that reading is recorded once an hour."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akses import jejak
from akses.models import JejakAudit
from pegawai.pembaca import PER_HALAMAN, daftar_pembaca
from tests.factories import DokumenFactory, PegawaiFactory, RiwayatJabatanFactory

AKSI = JejakAudit.Aksi


def alamat(pegawai):
    return reverse("pegawai:pembaca", args=[pegawai.pk])


def isi(respons):
    assert respons.status_code == 200, respons.content[:500]
    return respons.content.decode()


def unduh(klien, alamat, kueri=None):
    respons = klien.get(alamat, kueri)
    assert respons.status_code == 200
    if respons.streaming:
        b"".join(respons.streaming_content)  # closes the file


def keterangan(pegawai):
    return [satu.keterangan for satu in daftar_pembaca(pegawai).daftar]


def test_halaman_dokumen_dan_unduhan_tampak_dengan_pelakunya(klien, verifikator, auditor):
    pegawai, lain = PegawaiFactory(), PegawaiFactory()
    dokumen = DokumenFactory(pegawai=pegawai, judul="SK Kenaikan")
    jejak.catat(AKSI.LIHAT, pegawai, oleh=verifikator, keterangan="NIP lengkap")
    jejak.catat(AKSI.UNDUH, dokumen, oleh=auditor, keterangan="SK: SK Kenaikan")
    jejak.catat(AKSI.LIHAT, lain, oleh=auditor, keterangan="Orang lain")
    jejak.catat(AKSI.UBAH, pegawai, oleh=verifikator, keterangan="Nomor HP")

    halaman = isi(klien.get(alamat(pegawai)))

    assert keterangan(pegawai) == ["Siapa telah melihat", "SK: SK Kenaikan", "NIP lengkap"]
    assert verifikator.nama in halaman
    assert "Verifikator" in halaman
    assert "Kotawaringin Barat" in halaman
    assert "Orang lain" not in halaman


@pytest.mark.parametrize(
    ("nama", "kata_kunci", "kueri"),
    [
        ("pegawai:unduh", {}, {}),
        ("pegawai:unduh_siasn", {}, {}),
        ("pegawai:kualitas_unduh", {"kode": "COM_7"}, {}),
        ("pegawai:daftar_kerja_unduh", {"slug": "nominatif"}, {}),
        ("pegawai:daftar_kerja_rincian", {"slug": "nominatif"}, {"cetak": "a4"}),
        ("pegawai:lembar_kerja_unduh", {}, {"opd": "0"}),
    ],
)
def test_unduhan_menyebut_orang_yang_termuat(
    klien, instansi, instansi_lain, nama, kata_kunci, kueri
):
    termuat = PegawaiFactory(instansi=instansi, nomor_hp="")
    asing = PegawaiFactory(instansi=instansi_lain, nomor_hp="")

    unduh(klien, reverse(nama, kwargs=kata_kunci), kueri)

    assert len(keterangan(termuat)) == 1
    assert keterangan(asing) == []


def test_unduhan_bersaring_tidak_menyebut_yang_tersaring(klien):
    pppk, pns = PegawaiFactory(status_asn="PPPK"), PegawaiFactory(status_asn="PNS")

    unduh(klien, reverse("pegawai:unduh"), {"status": "PPPK"})

    assert len(keterangan(pppk)) == 1
    assert keterangan(pns) == []


def test_unduhan_daftar_penjabat_menyebut_pemegangnya(klien, instansi):
    pegawai = PegawaiFactory(instansi=instansi)
    RiwayatJabatanFactory(pegawai=pegawai, penugasan="PLT", tmt=timezone.localdate())

    unduh(klien, reverse("pegawai:daftar_kerja_unduh", args=["penugasan"]))

    assert len(keterangan(pegawai)) == 1


def test_pembaca_dari_provinsi_ikut_tampak(klien, semua):
    pegawai = PegawaiFactory()
    jejak.catat(AKSI.LIHAT, pegawai, oleh=semua, keterangan="Profil pegawai")

    assert "Kalimantan Tengah" in isi(klien.get(alamat(pegawai)))


def test_halaman_yang_sama_dicatat_sekali_sejam(klien, pengelola, monkeypatch):
    pegawai = PegawaiFactory()
    for _ in range(3):
        klien.get(pegawai.get_absolute_url())
        klien.get(alamat(pegawai))

    assert sorted(keterangan(pegawai)) == ["Profil pegawai", "Siapa telah melihat"]

    monkeypatch.setattr(jejak, "JEDA_BACA", datetime.timedelta(0))
    klien.get(pegawai.get_absolute_url())

    assert keterangan(pegawai).count("Profil pegawai") == 2


def test_akun_lain_dicatat_sendiri(klien_untuk, pengelola, verifikator):
    pegawai = PegawaiFactory()

    for akun in (pengelola, verifikator):
        klien_untuk(akun).get(pegawai.get_absolute_url())

    pembaca = {satu.pengguna for satu in daftar_pembaca(pegawai).daftar}
    assert pembaca == {pengelola, verifikator}


def test_berhalaman_dengan_kueri_tetap(pengelola, django_assert_num_queries):
    pegawai = PegawaiFactory()
    for nomor in range(PER_HALAMAN + 1):
        jejak.catat(AKSI.LIHAT, pegawai, oleh=pengelola, keterangan=f"Ke-{nomor}")

    with django_assert_num_queries(2):  # documents of the person, one page of the trail
        pertama = daftar_pembaca(pegawai)
        assert {satu.pengguna.instansi.nama for satu in pertama.daftar} == {"Kotawaringin Barat"}
    kedua = daftar_pembaca(pegawai, 2)

    assert (len(pertama.daftar), pertama.ada_lagi) == (PER_HALAMAN, True)
    assert ([satu.keterangan for satu in kedua.daftar], kedua.ada_lagi) == (["Ke-0"], False)


@pytest.mark.parametrize("nomor", ["x", "0", "-1", "²", "99999999999999999999"])
def test_nomor_halaman_janggal_tidak_menggagalkan(klien, nomor):
    assert klien.get(alamat(PegawaiFactory()), {"halaman": nomor}).status_code == 200


@pytest.mark.parametrize(
    ("peran", "status"),
    [("pengelola", 200), ("verifikator", 200), ("auditor", 200), ("kepala", 403), ("ajudan", 403)],
)
def test_hanya_yang_berwenang(request, klien_untuk, peran, status):
    akun = request.getfixturevalue(peran)

    assert klien_untuk(akun).get(alamat(PegawaiFactory())).status_code == status


def test_dicari_lewat_indeks(db):
    """Both ways to a person are indexed: no reading of the whole trail, however long it is."""
    pegawai = PegawaiFactory()
    JejakAudit.tanpa_batas.bulk_create(
        JejakAudit(
            aksi=AKSI.LIHAT,
            objek_jenis="pegawai.pegawai",
            objek_id=str(nomor),
            daftar_objek=[nomor] if nomor % 50 == 0 else None,
        )
        for nomor in range(1_000_000, 1_003_000)
    )
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE akses_jejakaudit")
        with CaptureQueriesContext(connection) as tangkapan:
            daftar_pembaca(pegawai)
        kursor.execute("EXPLAIN " + tangkapan[-1]["sql"])
        rencana = "\n".join(baris for (baris,) in kursor.fetchall())

    assert "jejak_objek" in rencana
    assert "jejak_daftar_objek" in rencana
    assert "Seq Scan on akses_jejakaudit" not in rencana
