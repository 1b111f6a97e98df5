"""The tree of units: its pages, what a node holds, and what stays true whatever moves."""

import pytest
from django.urls import reverse

from pegawai.models import UnitOrganisasi
from tests.factories import PegawaiFactory, RiwayatJabatanFactory, UnitFactory
from tests.pegawai.bantu_pohon import susun


def test_jalur_kedalaman_dan_perangkat_daerah_menurut_pohon(kantor):
    umum, dinas = kantor["Subbagian Umum"], kantor["Dinas Kesehatan"]

    assert umum.jalur == "Subbagian Umum › Sekretariat › Dinas Kesehatan"
    assert (umum.kedalaman, umum.perangkat_daerah) == (3, dinas)
    assert (dinas.jalur, dinas.perangkat_daerah) == ("Dinas Kesehatan", dinas)


def test_menyusun_ulang_tidak_mengubah_apa_pun(kantor, instansi):
    assert susun(instansi) == 0


def test_pohon_membuka_pucuk_tunggal_dan_mengambil_cabang(klien, kantor):
    isi = klien.get("/pegawai/unit/").content.decode()
    cabang = klien.get(
        f"/pegawai/unit/{kantor['Dinas Kesehatan'].pk}/anak/", headers={"HX-Request": "true"}
    ).content.decode()

    assert "Dinas Kesehatan" in isi
    assert "Subbagian Umum" not in isi
    assert "Sekretariat" in cabang
    assert "Sekretariat Badan" not in cabang


def test_tanpa_htmx_cabang_dibuka_lewat_halaman(klien, kantor):
    dinas, umum = kantor["Dinas Kesehatan"], kantor["Subbagian Umum"]

    alih = klien.get(f"/pegawai/unit/{dinas.pk}/anak/")
    terbuka = klien.get(f"/pegawai/unit/?buka={umum.pk}").content.decode()
    tertutup = klien.get("/pegawai/unit/?buka=0").content.decode()

    assert alih["Location"] == f"/pegawai/unit/?buka={dinas.pk}#u{dinas.pk}"
    assert all(nama in terbuka for nama in ("Pemkab", "Badan Kepegawaian", "Subbagian Umum"))
    assert "Sekretariat Badan" not in terbuka
    assert "Dinas Kesehatan" not in tertutup


def test_jumlah_pegawai_langsung_dan_sepohon(klien, kantor):
    PegawaiFactory.create_batch(2, unit=kantor["Sekretariat"])
    PegawaiFactory(unit=kantor["Subbagian Umum"])
    PegawaiFactory(unit=kantor["Subbagian Umum"], kedudukan_hukum_id="99")

    satu = klien.get(f"/pegawai/unit/{kantor['Sekretariat'].pk}/").context["unit"]
    pucuk = klien.get("/pegawai/unit/?buka=0").context["pucuk"][0].unit

    assert (satu.jumlah, satu.jumlah_sepohon, satu.jumlah_anak) == (2, 3, 1)
    assert (pucuk.jumlah, pucuk.jumlah_sepohon) == (0, 3)


def test_pimpinan_tertinggi_yang_disebut_kosong_bila_tidak_ada(klien, kantor):
    dinas, badan = kantor["Dinas Kesehatan"], kantor["Badan Kepegawaian"]
    PegawaiFactory(unit=dinas, nama="Kabid", jenjang="ADMINISTRATOR")
    PegawaiFactory(unit=dinas, nama="Kadis", jenjang="JPT_PRATAMA", gelar_depan="dr.")
    staf = PegawaiFactory(unit=dinas, nama="Si Pengganti")
    RiwayatJabatanFactory(
        pegawai=staf, nama_unit="Badan Kepegawaian", penugasan="PLT", tmt="2026-01-01", sampai=None
    )

    isi = {
        nama: " ".join(klien.get(f"/pegawai/unit/{unit.pk}/").content.decode().split())
        for nama, unit in kantor.items()
    }

    assert "dr. Kadis" in isi[dinas.nama]
    assert "Plt Si Pengganti" in isi[badan.nama]
    assert "Kosong" in isi["Sekretariat"]


def test_pencarian_memaafkan_salah_ketik_dan_menampilkan_jalur(klien, kantor):
    isi = klien.get("/pegawai/unit/?q=sekretarat").content.decode()
    lewat_id = klien.get(f"/pegawai/unit/?q={kantor['Sekretariat'].siasn_id.lower()}")

    assert "Sekretariat › Dinas Kesehatan" in isi
    assert "Sekretariat Badan › Badan Kepegawaian" in isi
    assert [unit.nama for unit in lewat_id.context["halaman"]] == ["Sekretariat"]


def test_unit_tidak_aktif_hanya_bila_diminta(klien, kantor):
    UnitOrganisasi.tanpa_batas.filter(pk=kantor["Badan Kepegawaian"].pk).update(aktif=False)

    biasa = klien.get("/pegawai/unit/").content.decode()
    semua = klien.get("/pegawai/unit/?semua=1").content.decode()

    assert "Badan Kepegawaian" not in biasa
    assert "Badan Kepegawaian" in semua


def test_pohon_hanya_wilayah_sendiri(klien, kantor, instansi_lain):
    asing = UnitFactory(instansi=instansi_lain, nama="Dinas Asing")

    for alamat in ("/pegawai/unit/", "/pegawai/unit/?q=dinas"):
        assert "Dinas Asing" not in klien.get(alamat).content.decode()
    for nama in ("unit_rincian", "unit_anak"):
        assert klien.get(reverse(f"pegawai:{nama}", args=[asing.pk])).status_code == 404
    assert klien.get(f"/pegawai/unit/?buka={asing.pk}").status_code == 404


@pytest.mark.parametrize("alamat", ["/pegawai/unit/", "/pegawai/unit/?q=dinas"])
def test_jumlah_kueri_pohon_tidak_tergantung_unit(
    klien, kantor, instansi, alamat, django_assert_max_num_queries
):
    for n in range(30):
        unit = UnitFactory(instansi=instansi, nama=f"Dinas {n}", induk=kantor["Pemkab"])
        PegawaiFactory(unit=unit)

    # session, account, instansi, two of permissions, menu, roots or count, rows
    with django_assert_max_num_queries(8):
        klien.get(alamat)


def test_jumlah_kueri_satu_tingkat_tetap(klien, kantor, instansi, django_assert_num_queries):
    for n in range(30):
        UnitFactory(instansi=instansi, nama=f"Seksi {n}", induk=kantor["Sekretariat"])

    # session, account, two of permissions, the unit, its level
    with django_assert_num_queries(6):
        klien.get(f"/pegawai/unit/{kantor['Sekretariat'].pk}/anak/", headers={"HX-Request": "true"})


def test_halaman_pegawai_menyebut_jalur_dan_menuju_unitnya(klien, kantor):
    orang = PegawaiFactory(unit=kantor["Sekretariat"])

    isi = klien.get(f"/pegawai/{orang.pk}/").content.decode()

    assert (
        f'<a href="/pegawai/unit/{kantor["Sekretariat"].pk}/">Sekretariat › Dinas Kesehatan</a>'
        in isi
    )


def test_jumlah_kueri_halaman_unit_tetap(klien, kantor, instansi, django_assert_max_num_queries):
    for n in range(30):
        UnitFactory(instansi=instansi, nama=f"Seksi {n}", induk=kantor["Sekretariat"])
        PegawaiFactory(unit=kantor["Sekretariat"])

    # session, account, instansi, two of permissions, menu, the unit, path, count, people,
    # children, changes, aliases
    with django_assert_max_num_queries(13):
        klien.get(f"/pegawai/unit/{kantor['Sekretariat'].pk}/")
