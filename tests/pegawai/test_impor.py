"""Check, apply, undo: what the import does to the record, and what it must not."""

import datetime
import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from akses.models import Instansi, JejakAudit
from pegawai import impor
from pegawai.impor.aturan import NIP_DI_LUAR
from pegawai.models import (
    BarisImpor,
    BerkasImpor,
    Jabatan,
    Pegawai,
    RingkasanPegawai,
    UnitOrganisasi,
)
from tests.factories import PegawaiFactory, PenggunaFactory, PenilaianKinerjaFactory
from tests.pegawai.bantu_impor import (
    BARIS,
    KEPALA,
    NIP,
    NIP_LAIN,
    buku,
    hasil_per_baris,
    kode,
    pasang,
    periksa,
    teks,
)

LENGKAP = {
    "NIP BARU": NIP,
    "NAMA": "BUDI SANTOSO",
    "TANGGAL LAHIR": "17-07-1985",
    "JENIS KELAMIN": "M",
    "NIK": "6209071707853847",
    "EMAIL": "budi@contoh.go.id",
    "KEDUDUKAN HUKUM ID": "01",
    "KEDUDUKAN HUKUM NAMA": "Aktif",
    "STATUS CPNS PNS": "P",
    "TMT CPNS": "01-01-2010",
    "GOL AKHIR NAMA": "III.D",
    "MK TAHUN": "16",
    "JENIS JABATAN ID": "1",
    "JABATAN NAMA": "KEPALA BIDANG MUTASI",
    "UNOR ID": "AB12",
    "UNOR NAMA": "Bidang Mutasi",
    "INSTANSI INDUK ID": "6705",
    "INSTANSI INDUK NAMA": "Pemerintah Kab. Kotawaringin Barat",
    "INSTANSI KERJA ID": "6705",
    "INSTANSI KERJA NAMA": "Pemerintah Kab. Kotawaringin Barat",
    "ESELON ID": "32",
    "NPWP NOMOR": "12",
}


@pytest.fixture
def unit(instansi):
    return UnitOrganisasi.tanpa_batas.create(
        instansi=instansi, siasn_id="AB12", nama="Bidang Mutasi"
    )


def berkas_dari(*baris):
    """A csv of full rows; each is LENGKAP with changes."""
    kolom = list(dict.fromkeys([*LENGKAP, *(kunci for satu in baris for kunci in satu)]))
    return teks(kolom, *[[(LENGKAP | satu).get(k, "") for k in kolom] for satu in baris])


def potret():
    """All persons as they stand."""
    return list(Pegawai.tanpa_batas.order_by("pk").values())


# --- Check ------------------------------------------------------------------------------------


def test_baris_lengkap_tanpa_temuan(pengelola, unit):
    berkas = pasang(berkas_dari({}), oleh=pengelola)

    orang = Pegawai.tanpa_batas.get()
    assert kode(berkas) == set()
    assert (orang.status_asn, orang.golongan, orang.urutan_golongan) == ("PNS", "III/d", 29)
    assert (orang.jenjang, orang.eselon, orang.bup) == ("ADMINISTRATOR", "III.b", 58)
    assert (orang.unit, orang.unor_berkas) == (unit, "Bidang Mutasi")
    assert (orang.kedudukan_hukum_id, orang.masa_kerja_tahun) == ("01", 16)
    assert orang.tmt_pensiun == datetime.date(2043, 8, 1)
    assert orang.data_siasn["NPWP NOMOR"] == "12"
    assert orang.data_siasn["GOL AKHIR NAMA"] == "III.D"


@pytest.mark.parametrize(
    ("ubah", "temuan"),
    [
        ({"NIP BARU": ""}, "nip_kosong"),
        ({"NIP BARU": "12"}, "nip_bukan_18_digit"),
        ({"NIP BARU": "1.98507E+17"}, "nip_format_angka"),
        ({"NIP BARU": "198513172010011001"}, "nip_tanggal_lahir_mustahil"),
        ({"NIP BARU": "198507172010131001", "TMT CPNS": ""}, "nip_susunan_mustahil"),
        ({"NAMA": "null"}, "nama_kosong"),
        ({"TANGGAL LAHIR": "31-02-1980"}, "tanggal_tidak_sah"),
        ({"TMT CPNS": "besok"}, "tanggal_tidak_sah"),
        ({"TANGGAL LAHIR": "18-07-1985"}, "tanggal_lahir_beda_nip"),
        ({"JENIS KELAMIN": "Perempuan"}, "jenis_kelamin_beda_nip"),
        ({"TMT CPNS": "01-02-2010"}, "tmt_cpns_beda_nip"),
        ({"UNOR ID": "ZZ"}, "unor_tidak_dikenal"),
        ({"GOL AKHIR NAMA": "V/z"}, "golongan_tidak_dikenal"),
        ({"EMAIL": "bukan email"}, "email_tidak_sah"),
        ({"NIK": "123"}, "nik_tidak_sah"),
        ({"MK TAHUN": "enam"}, "angka_tidak_sah"),
        ({"KEDUDUKAN HUKUM ID": "", "KEDUDUKAN HUKUM NAMA": "Entah"}, "kedudukan_tidak_dikenal"),
        ({"INSTANSI KERJA ID": "6702"}, "instansi_beda"),
        (
            {"INSTANSI INDUK ID": "UUID-1", "INSTANSI INDUK NAMA": "Kementerian Agama"},
            "instansi_beda",
        ),
        ({"ALAMAT": "x" * 301}, "teks_terlalu_panjang"),
        ({"GELAR DEPAN": "x" * 51}, "teks_terlalu_panjang"),
    ],
)
def test_setiap_kode(ubah, temuan, pengelola, unit):
    berkas = periksa(berkas_dari(ubah), oleh=pengelola)

    assert kode(berkas) == {(2, temuan)}


def test_lewat_bup_masih_aktif(pengelola, unit):
    nip = "196007171990011001"
    ubah = {"NIP BARU": nip, "TANGGAL LAHIR": "17-07-1960", "TMT CPNS": "01-01-1990"}

    assert kode(periksa(berkas_dari(ubah), oleh=pengelola)) == {(2, "lewat_bup_masih_aktif")}
    pensiun = ubah | {"KEDUDUKAN HUKUM ID": "99"}
    assert kode(periksa(berkas_dari(pensiun), oleh=pengelola)) == set()


def test_jabatan_tidak_dikenal_bila_ada_rujukan(pengelola, unit):
    Jabatan.objects.create(
        siasn_id="J1", nama="Kepala Bidang Mutasi", jenjang="ADMINISTRATOR", bup=59
    )

    berkas = pasang(
        berkas_dari(
            {}, {"NIP BARU": "198507172010011002", "JABATAN NAMA": "LAIN", "JABATAN ID": "J1"},
            {"NIP BARU": "198507172010011003", "JABATAN NAMA": "ENTAH"},
        ),
        oleh=pengelola,
    )  # fmt: skip

    assert kode(berkas) == {(4, "jabatan_tidak_dikenal")}
    assert list(Pegawai.tanpa_batas.order_by("nip").values_list("bup", flat=True)) == [59, 59, 58]


def test_pasangan_ganda_keduanya_galat(pengelola, unit):
    berkas = periksa(
        berkas_dari({}, {"NIP BARU": f"'{NIP[:8]} {NIP[8:]}", "NAMA": "LAIN"}), oleh=pengelola
    )

    assert kode(berkas) == {(2, "nip_ganda"), (3, "nip_ganda")}
    assert "baris 2, 3" in impor.laporan(berkas)["galat"][0]["pesan"].replace("baris: ", "")


def test_semua_baris_galat(pengelola):
    berkas = pasang(buku(KEPALA, ["1", *BARIS[1:]], ["2", *BARIS[1:]]), oleh=pengelola)

    assert (berkas.jumlah_baris, berkas.jumlah_galat, berkas.jumlah_sah) == (2, 2, 0)
    assert not Pegawai.tanpa_batas.exists()


def test_id_instansi_sistem_lain_ditimbang_dari_nama(pengelola, unit):
    ubah = {"INSTANSI KERJA ID": "A5EB03E23CCCF6A0E040640A040252AD", "INSTANSI INDUK ID": ""}

    assert kode(periksa(berkas_dari(ubah), oleh=pengelola)) == set()


@pytest.mark.parametrize(
    ("ubah", "pilihan", "status", "temuan"),
    [
        ({"STATUS CPNS PNS": "C"}, {}, "CPNS", set()),
        ({"STATUS CPNS PNS": ""}, {}, "PNS", set()),
        ({"STATUS CPNS PNS": ""}, {"status": "PNS"}, "PNS", set()),
        ({}, {"status": "PPPK"}, "PPPK", {(2, "status_beda_nip")}),
        ({"NIP BARU": "198507172024211001", "TMT CPNS": "01-05-2024"}, {}, "PPPK", set()),
        (
            {
                "NIP BARU": "198507172024211001",
                "TMT CPNS": "",
                "JENIS PEGAWAI NAMA": "PPPK Paruh Waktu",
            },
            {},
            "PPPK_PARUH_WAKTU",
            set(),
        ),
        (
            {"NIP BARU": "198507172024211001", "TMT CPNS": "01-05-2023"},
            {"status": "PPPK_PARUH_WAKTU"},
            "PPPK_PARUH_WAKTU",
            {(2, "tmt_cpns_beda_nip")},
        ),
    ],
)  # fmt: skip
def test_status_dari_berkas_pilihan_atau_nip(ubah, pilihan, status, temuan, pengelola, unit):
    berkas = pasang(berkas_dari(ubah), oleh=pengelola, **pilihan)

    assert Pegawai.tanpa_batas.get().status_asn == status
    assert kode(berkas) == temuan


def test_kedudukan_dari_nama(pengelola, unit):
    pasang(
        berkas_dari(
            {"KEDUDUKAN HUKUM ID": "", "KEDUDUKAN HUKUM NAMA": "Masa Persiapan Pensiun (MPP)"},
            {"NIP BARU": "198507172010011002", "KEDUDUKAN HUKUM ID": "1"},
        ),
        oleh=pengelola,
    )

    assert set(Pegawai.tanpa_batas.values_list("kedudukan_hukum_id", flat=True)) == {"20", "01"}


def test_unit_dari_nama_bila_hanya_satu(pengelola, unit):
    pasang(berkas_dari({"UNOR ID": ""}), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().unit == unit


def test_unit_instansi_lain_tidak_dipakai(pengelola, instansi_lain):
    UnitOrganisasi.tanpa_batas.create(instansi=instansi_lain, siasn_id="AB12", nama="Lain")

    berkas = pasang(berkas_dari({}), oleh=pengelola)

    assert kode(berkas) == {(2, "unor_tidak_dikenal")}
    assert Pegawai.tanpa_batas.get().unit is None


# --- Again, and differences -------------------------------------------------------------------


def test_diterapkan_dua_kali_tidak_mengubah_apa_pun(pengelola, unit):
    pasang(berkas_dari({}), oleh=pengelola)
    sebelum = potret()

    berkas = pasang(berkas_dari({}), oleh=pengelola)

    assert (berkas.jumlah_baru, berkas.jumlah_berubah, berkas.jumlah_tetap) == (0, 0, 1)
    assert potret() == sebelum


def test_perbedaan_hanya_bidang_yang_berubah(pengelola, unit):
    pasang(berkas_dari({}), oleh=pengelola)

    berkas = pasang(
        berkas_dari({"GOL AKHIR NAMA": "IV/a", "NPWP NOMOR": "34", "TANGGAL LAHIR": "1985-07-17"}),
        oleh=pengelola,
    )

    baris = BarisImpor.tanpa_batas.get(berkas=berkas)
    assert baris.hasil == "BERUBAH"
    assert baris.perbedaan == {
        "golongan": ["III/d", "IV/a"],
        "urutan_golongan": [29, 30],
        "NPWP NOMOR": ["12", "34"],
    }
    assert Pegawai.tanpa_batas.get().data_siasn["NPWP NOMOR"] == "34"


def test_kolom_yang_tidak_ada_tidak_mengosongkan(pengelola, unit):
    pasang(berkas_dari({}), oleh=pengelola)

    berkas = pasang(buku(["NIP", "NAMA", "JABATAN"], [NIP, "BUDI SANTOSO", "STAF"]), oleh=pengelola)

    orang = Pegawai.tanpa_batas.get()
    assert set(BarisImpor.tanpa_batas.get(berkas=berkas).perbedaan) >= {"nama_jabatan"}
    assert (orang.golongan, orang.unit, orang.email) == ("III/d", unit, "budi@contoh.go.id")


def test_isi_tidak_sah_tidak_menghapus_yang_tercatat(pengelola, unit):
    pasang(berkas_dari({}), oleh=pengelola)

    berkas = pasang(
        berkas_dari({"NIK": "12", "EMAIL": "x", "GOL AKHIR NAMA": "zz"}), oleh=pengelola
    )

    assert (berkas.jumlah_berubah, berkas.jumlah_tetap) == (0, 1)


def test_surel_dinas_sebagai_pengganti(pengelola, unit):
    pasang(berkas_dari({"EMAIL": "", "EMAIL GOV": "b@kobar.go.id"}), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().email == "b@kobar.go.id"


# --- Scope ------------------------------------------------------------------------------------


def test_orang_instansi_lain_tidak_diubah(pengelola, instansi_lain, unit):
    PegawaiFactory(instansi=instansi_lain, nip=NIP)
    sebelum = potret()

    berkas = pasang(berkas_dari({}), oleh=pengelola)

    assert kode(berkas) == {(2, "nip_luar_lingkup")}
    assert BarisImpor.tanpa_batas.get().perbedaan == {}
    assert BarisImpor.tanpa_batas.get().pegawai_id is None
    assert potret() == sebelum


def test_pindah_dengan_izin(semua, instansi, instansi_lain, unit):
    PegawaiFactory(instansi=instansi_lain, nip=NIP)

    berkas = pasang(berkas_dari({}), oleh=semua, instansi=instansi, izinkan_pindah=True)

    assert (2, "pindah") in kode(berkas)
    assert Pegawai.tanpa_batas.get().instansi == instansi
    assert BarisImpor.tanpa_batas.get().perbedaan["instansi_id"] == [instansi_lain.pk, instansi.pk]


def test_pindah_ditolak_bagi_satu_instansi(pengelola):
    with pytest.raises(ValidationError, match="memindahkan"):
        periksa(berkas_dari({}), oleh=pengelola, izinkan_pindah=True)


def test_instansi_lain_ditolak(pengelola, instansi_lain):
    with pytest.raises(ValidationError, match="instansi sendiri"):
        periksa(berkas_dari({}), oleh=pengelola, instansi=instansi_lain)


# --- Approve, apply ---------------------------------------------------------------------------


def test_pengunggah_tidak_menerapkan_sendiri(pengelola, verifikator, unit):
    berkas = periksa(berkas_dari({}), oleh=pengelola)

    for layanan in (impor.setujui, impor.terapkan):
        with pytest.raises(ValidationError, match="orang lain"):
            layanan(berkas, oleh=pengelola)
    disetujui = impor.setujui(berkas, oleh=verifikator, contoh_dilihat=True)
    assert disetujui.status == "DISETUJUI"
    assert impor.terapkan(berkas, oleh=verifikator).penerap == verifikator


def test_superuser_boleh_sendiri(instansi, unit):
    admin = PenggunaFactory(instansi=instansi, is_superuser=True)
    berkas = periksa(berkas_dari({}), oleh=admin)

    assert impor.terapkan(berkas, oleh=admin).status == "DITERAPKAN"


def test_jejak_dalam_transaksi_yang_sama(pengelola, verifikator, unit):
    berkas = periksa(berkas_dari({}), oleh=pengelola)
    impor.terapkan(berkas, oleh=verifikator)

    jejak = JejakAudit.tanpa_batas.get(aksi=JejakAudit.Aksi.TERAPKAN)
    assert (jejak.pengguna, jejak.objek_id, jejak.data["baru"]) == (verifikator, str(berkas.pk), 1)


def test_tidak_dua_kali_dan_tidak_sebelum_diperiksa(pengelola, verifikator, unit):
    berkas = impor.terima(
        berkas_dari({}), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )
    with pytest.raises(ValidationError, match="tidak menunggu"):
        impor.terapkan(berkas, oleh=verifikator)
    impor.periksa(berkas)
    impor.terapkan(berkas, oleh=verifikator)

    with pytest.raises(ValidationError, match="tidak menunggu"):
        impor.terapkan(berkas, oleh=verifikator)
    berkas.refresh_from_db()
    with pytest.raises(ValidationError, match="sudah selesai"):
        impor.periksa(berkas)


def test_perubahan_sejak_diperiksa_ditimbang_lagi(pengelola, verifikator, unit, instansi_lain):
    berkas = periksa(berkas_dari({}, {"NIP BARU": "198507172010011002"}), oleh=pengelola)
    PegawaiFactory(instansi=instansi_lain, nip="198507172010011002", nama="MILIK LAIN")
    pasang(berkas_dari({}), oleh=pengelola)

    berkas = impor.terapkan(berkas, oleh=verifikator)

    assert hasil_per_baris(berkas) == {2: "TETAP", 3: "GALAT"}
    assert Pegawai.tanpa_batas.get(nip="198507172010011002").nama == "MILIK LAIN"


def test_gagal_di_tengah_tidak_meninggalkan_apa_pun(pengelola, verifikator, unit, monkeypatch):
    berkas = periksa(berkas_dari({}), oleh=pengelola)

    def mati(*args, **kwargs):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("pegawai.impor.mesin.simpan_hasil", mati)
    with pytest.raises(RuntimeError):
        impor.terapkan(berkas, oleh=verifikator)

    berkas.refresh_from_db()
    assert berkas.status == "DIPERIKSA"
    assert not Pegawai.tanpa_batas.exists()


def test_nip_yang_muncul_saat_menulis(pengelola, verifikator, unit, instansi_lain, monkeypatch):
    """Between the difference and the write another Instansi records the same person."""
    from pegawai.impor import mesin

    berkas = periksa(berkas_dari({}), oleh=pengelola)
    asli = mesin.bandingkan

    def lalu_muncul(olahan):
        asli(olahan)
        PegawaiFactory(instansi=instansi_lain, nip=NIP, nama="MILIK LAIN")

    monkeypatch.setattr(mesin, "bandingkan", lalu_muncul)
    with pytest.raises(ValidationError, match="Coba terapkan sekali lagi"):
        impor.terapkan(berkas, oleh=verifikator)


@pytest.mark.django_db(transaction=True)
def test_dua_orang_menerapkan_bersamaan(pengelola, verifikator, kabadan, unit):
    berkas = periksa(berkas_dari({}), oleh=pengelola)
    hasil = []

    def coba(oleh):
        try:
            hasil.append(impor.terapkan(berkas, oleh=oleh).status)
        except ValidationError as salah:
            hasil.append(salah.message)
        finally:
            connection.close()

    dua = [threading.Thread(target=coba, args=(oleh,)) for oleh in (verifikator, kabadan)]
    for satu in dua:
        satu.start()
    for satu in dua:
        satu.join()

    assert sorted(len(satu) for satu in hasil)[0] == len("DITERAPKAN")
    assert any("tidak menunggu" in satu for satu in hasil)
    assert Pegawai.tanpa_batas.count() == 1


# --- Undo -------------------------------------------------------------------------------------


def test_batal_memulihkan_persis(pengelola, verifikator, unit):
    pasang(berkas_dari({}, {"NIP BARU": "198507172010011002"}), oleh=pengelola)
    sebelum = potret()
    berkas = pasang(
        berkas_dari(
            {"GOL AKHIR NAMA": "IV/a", "ALAMAT": "Jl. Baru"},
            {"NIP BARU": "198507172010011002"},
            {"NIP BARU": "198507172010011003"},
        ),
        oleh=pengelola,
    )
    assert hasil_per_baris(berkas) == {2: "BERUBAH", 3: "TETAP", 4: "BARU"}
    baru = Pegawai.tanpa_batas.get(nip="198507172010011003")
    assert RingkasanPegawai.tanpa_batas.filter(pegawai=baru).exists()

    berkas = impor.batalkan(berkas, oleh=verifikator)

    assert potret() == sebelum
    assert (berkas.status, berkas.pembatal) == ("DIBATALKAN", verifikator)
    assert BarisImpor.tanpa_batas.get(berkas=berkas, nomor=4).pegawai_id is None
    with pytest.raises(ValidationError, match="sudah ditolak atau dibatalkan"):
        impor.batalkan(berkas, oleh=verifikator)


def test_batal_terhalang_bila_tersentuh(pengelola, verifikator, unit):
    berkas = pasang(
        berkas_dari(*[{"NIP BARU": f"1985071720100110{n}"} for n in range(10, 24)]), oleh=pengelola
    )
    Pegawai.tanpa_batas.update(alamat="Jl. Lain")
    PenilaianKinerjaFactory(pegawai=Pegawai.tanpa_batas.first(), instansi=pengelola.instansi)

    with pytest.raises(ValidationError) as salah:
        impor.batalkan(berkas, oleh=verifikator)

    kalimat = salah.value.messages
    assert kalimat[0] == "Impor ini tidak dapat dibatalkan lagi."
    assert "diubah atau dihapus" in kalimat[1]
    assert kalimat[-1] == "dan 5 hal lain."
    berkas.refresh_from_db()
    assert berkas.status == "DITERAPKAN"


def test_batal_terhalang_bila_dipakai(pengelola, verifikator, unit):
    berkas = pasang(berkas_dari({}), oleh=pengelola)
    PenilaianKinerjaFactory(pegawai=Pegawai.tanpa_batas.get(), instansi=pengelola.instansi)

    with pytest.raises(ValidationError, match="sudah dipakai oleh penilaian kinerja"):
        impor.batalkan(berkas, oleh=verifikator)


def test_batal_sebelum_diterapkan(pengelola, unit):
    berkas = periksa(berkas_dari({}), oleh=pengelola)

    assert impor.batalkan(berkas, oleh=pengelola).status == "DIBATALKAN"


# --- Book of errors, progress -----------------------------------------------------------------


def test_buku_galat_dapat_diunggah_kembali(pengelola, unit):
    def sebagai_teks(buku_kerja):
        buku_kerja.active["B4"].data_type = "s"

    berkas = periksa(
        buku(
            ["DAFTAR", "per 1 Januari 2026"],
            KEPALA,
            BARIS,
            ["1985", "=SUM(A1)", "31-02-1990", "F", "III/a"],
            ubah=sebagai_teks,
        ),
        oleh=pengelola,
    )

    isi = load_workbook(io.BytesIO(impor.buku_galat(berkas)))
    tabel = isi["Data"]

    assert [sel.value for sel in tabel[2]] == [*KEPALA, "Alasan"]
    assert tabel["A3"].value == "1985"
    assert tabel["A3"].data_type == "s"
    assert tabel["B3"].value == "=SUM(A1)"
    assert tabel["B3"].data_type == "s"
    assert "Tanggal “31-02-1990” tidak ada" in tabel["F3"].value
    assert tabel["A3"].fill.fgColor.rgb == tabel["C3"].fill.fgColor.rgb == "FFF8D7DA"
    assert tabel["B3"].fill.fill_type is None
    assert tabel.max_row == 3

    tabel["A3"], tabel["C3"] = NIP_LAIN, "05-05-1990"
    wadah = io.BytesIO()
    isi.save(wadah)
    ulang = pasang(ContentFile(wadah.getvalue(), name="perbaikan.xlsx"), oleh=pengelola)
    assert hasil_per_baris(ulang) == {3: "BARU"}
    assert kode(ulang) == set()
    assert "ALASAN" not in Pegawai.tanpa_batas.get().data_siasn


def test_kemajuan(pengelola, unit):
    berkas = impor.terima(
        berkas_dari({}), jenis="pegawai", instansi=pengelola.instansi, oleh=pengelola
    )
    assert impor.kemajuan(berkas)["selesai"] == 0
    langkah = []
    from pegawai.impor import layanan

    asli = layanan.cache.set
    layanan.cache.set = lambda *a, **k: langkah.append(a[1]["selesai"]) or asli(*a, **k)
    try:
        impor.periksa(berkas)
    finally:
        layanan.cache.set = asli

    assert langkah == sorted(langkah)
    assert langkah[-1] == 100
    assert impor.kemajuan(berkas)["selesai"] == 100


def test_jumlah_kueri_tidak_bergantung_jumlah_baris(pengelola, verifikator, unit):
    def hitung(jumlah):

        isi = berkas_dari(
            *[{"NIP BARU": f"198507172010{n % 12 + 1:02d}1{n:03d}"} for n in range(jumlah)]
        )
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            berkas = periksa(isi, oleh=pengelola)
            impor.terapkan(berkas, oleh=verifikator)
        return len(kueri)

    assert hitung(2) == hitung(60)


# --- The registry -----------------------------------------------------------------------------


def test_jenis_menurut_izin(pengelola, verifikator, pelatihan):
    assert {jenis.kode for jenis in impor.daftar_jenis(pengelola)} >= {"pegawai", "kinerja"}
    assert {"pelatihan"} <= {jenis.kode for jenis in impor.daftar_jenis(pelatihan)}
    assert "pegawai" not in {jenis.kode for jenis in impor.daftar_jenis(pelatihan)}
    assert impor.daftar_jenis(verifikator) == []


def test_jenis_yang_sama_nama_ditolak():
    from dataclasses import replace

    jenis = impor.ambil_jenis("pegawai")
    impor.daftarkan(jenis)

    with pytest.raises(ValueError, match="sudah terdaftar"):
        impor.daftarkan(replace(jenis, siapkan=print))


def test_label_bidang():
    jenis = impor.ambil_jenis("pegawai")

    assert jenis.label_bidang("instansi_id") == "Instansi"
    assert jenis.label_bidang("tmt_jabatan") == "TMT jabatan"
    assert jenis.label_bidang("NPWP NOMOR") == "NPWP NOMOR"


def test_berkas_dan_baris_dalam_kata(pengelola, unit):
    berkas = periksa(berkas_dari({"NIK": "1", "NAMA": ""}), oleh=pengelola)
    baris = BarisImpor.tanpa_batas.get()

    assert str(berkas) == "data.csv"
    assert str(baris) == "Baris 2"
    assert [t["kode"] for t in baris.daftar_galat] == ["nama_kosong"]
    assert [t["kode"] for t in baris.daftar_peringatan] == ["nik_tidak_sah"]
    assert BerkasImpor.untuk(pengelola).get() == berkas
    assert Instansi.objects.count() == 15


def _siapkan_dua_lembar(olahan):
    """Two sheets, one person a row in each; the date comes from a title row."""
    olahan.jalankan(
        """CREATE TEMP TABLE impor_nilai ON COMMIT DROP AS
        SELECT k.lembar, k.nomor, k.nip AS kunci, coalesce(p.nama, '') AS nama, p.id AS pegawai_id,
            p.id AS objek_id, coalesce(k.kompetensi, k.potensi)::text AS tempat_lahir,
            %(tanggal)s::date AS tmt_jabatan
        FROM pg_temp.impor_kerja k
        LEFT JOIN pegawai_pegawai p ON p.nip = k.nip AND p.instansi_id = %(instansi)s"""
    )


@pytest.fixture
def jenis_dua_lembar(monkeypatch):
    """A kind of an upper app, as `asesmen` is one."""
    jenis = impor.JenisImpor(
        kode="dua",
        nama="Dua lembar",
        model=Pegawai,
        kolom=(
            impor.Kolom("nip", ("NIP",), "nip", wajib=True),
            impor.Kolom("kompetensi", ("JPM KOMPETENSI",), "angka"),
            impor.Kolom("potensi", ("JPM POTENSI",), "angka"),
        ),
        dikenal=("NAMA", "JABATAN"),
        kunci_kosong=("nip",),
        bidang=("tempat_lahir", "tmt_jabatan"),
        siapkan=_siapkan_dua_lembar,
        lembar=lambda nama: nama.startswith("JPM"),
        aturan=(NIP_DI_LUAR,),
        lama="SELECT id, tempat_lahir, tmt_jabatan FROM pegawai_pegawai",
        terapkan=lambda olahan: olahan.jalankan("SELECT 1"),
    )
    monkeypatch.setitem(impor.jenis._JENIS, "dua", jenis)
    return jenis


def test_jenis_berlembar_banyak(jenis_dua_lembar, pengelola):
    orang = PegawaiFactory(instansi=pengelola.instansi, nip=NIP)

    def lembar_lain(buku_kerja):
        buku_kerja.create_sheet("Petunjuk").append(["NIP", "NAMA", "JABATAN"])
        buku_kerja.create_sheet("JPM kosong")
        lain = buku_kerja.create_sheet("JPM Potensi")
        for baris in (["NAMA", "NIP", "JPM POTENSI"], ["BUDI", NIP, "x"], ["SITI", NIP_LAIN, 5]):
            lain.append(baris)

    unggahan = buku(
        ["TUJUAN: PEMETAAN, TANGGAL 15 Juli 2025"],
        ["NIP", "NAMA", "JABATAN", "JPM KOMPETENSI"],
        [NIP, "BUDI", "STAF", "72,3%"],
        lembar="JPM Kompetensi",
        ubah=lembar_lain,
    )
    berkas = periksa(unggahan, oleh=pengelola, jenis="dua")

    baris = BarisImpor.tanpa_batas.order_by("lembar", "nomor")
    assert [(b.lembar, b.nomor, b.hasil) for b in baris] == [
        (0, 3, "BERUBAH"), (1, 2, "BERUBAH"), (1, 3, "GALAT"),
    ]  # fmt: skip
    assert baris[0].pegawai == orang
    assert baris[0].nilai == {"tempat_lahir": "72.3", "tmt_jabatan": "2025-07-15"}
    assert [t["kolom"] for t in impor.laporan(berkas)["peringatan"]] == ["JPM POTENSI"]
    assert load_workbook(io.BytesIO(impor.buku_galat(berkas))).sheetnames == [
        "JPM Kompetensi", "JPM Potensi",
    ]  # fmt: skip
    assert impor.terapkan(berkas, oleh=pengelola, dari_baris_perintah=True).status == "DITERAPKAN"
