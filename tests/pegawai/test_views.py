"""Pages of the app: the list, its workbook, the person, the edit, the import."""

import io

import openpyxl
import pytest
from django.urls import reverse

from akses.models import JejakAudit
from pegawai import panel
from pegawai.models import BerkasImpor, Pegawai
from pegawai.ringkasan import perbarui_ringkasan
from tests.factories import (
    HukumanDisiplinFactory,
    PegawaiFactory,
    PenilaianKinerjaFactory,
    RingkasanPegawaiFactory,
    RiwayatPelatihanFactory,
    UnitFactory,
)

DAFTAR = "/pegawai/"


def isi(respons):
    assert respons.status_code == 200, respons.content[:500]
    return respons.content.decode()


def jejak(aksi):
    return JejakAudit.tanpa_batas.filter(aksi=aksi)


# The list


def test_daftar_hanya_wilayah_sendiri(klien, instansi_lain):
    PegawaiFactory(nama="Orang Sendiri")
    PegawaiFactory(nama="Orang Asing", instansi=instansi_lain)

    halaman = isi(klien.get(DAFTAR))

    assert "Orang Sendiri" in halaman
    assert "Orang Asing" not in halaman
    assert "1 pegawai" in halaman


def test_semua_instansi_menyaring_satu(klien_untuk, semua, instansi_lain):
    PegawaiFactory(nama="Orang Kobar")
    PegawaiFactory(nama="Orang Barut", instansi=instansi_lain)

    halaman = isi(klien_untuk(semua).get(DAFTAR, {"instansi": instansi_lain.pk}))

    assert "Orang Barut" in halaman
    assert "Orang Kobar" not in halaman


def test_daftar_jumlah_kueri_tetap(klien, instansi, django_assert_num_queries):
    unit = UnitFactory(instansi=instansi)
    for pegawai in PegawaiFactory.create_batch(30, instansi=instansi, unit=unit):
        RingkasanPegawaiFactory(pegawai=pegawai)

    # session, account, its permissions, those of its groups, units, count, page, and what waits
    # for this account in the menu
    with django_assert_num_queries(8):
        klien.get(DAFTAR, {"q": "pegawai contoh", "urut": "-jp", "status": "PNS"})


@pytest.mark.parametrize(
    "q", ["19850101 201003 1", "Rahmah", "rahmh garang", "Analis Kepegawaian", "garang, S.E."]
)
def test_cari_memaafkan_salah_ketik_dan_spasi_nip(klien, q):
    PegawaiFactory(
        nama="Rahmah Garang", nip="198501012010031777", nama_jabatan="Analis Kepegawaian"
    )
    PegawaiFactory(nama="Budi Lain", nip="199901012020031001", nama_jabatan="Perawat")

    halaman = isi(klien.get(DAFTAR, {"q": q}))

    assert "Rahmah Garang" in halaman
    assert "Budi Lain" not in halaman


def test_cari_nama_unit(klien, instansi):
    unit = UnitFactory(instansi=instansi, nama="Puskesmas Arut Selatan")
    PegawaiFactory(nama="Orang Puskesmas", instansi=instansi, unit=unit)
    PegawaiFactory(nama="Budi Lain", instansi=instansi)

    halaman = isi(klien.get(DAFTAR, {"q": "puskesmas"}))

    assert "Orang Puskesmas" in halaman
    assert "Budi Lain" not in halaman


@pytest.mark.parametrize(
    ("saringan", "cocok"),
    [
        ({"status": "PPPK"}, {"Cici"}),
        ({"jenjang": "pengawas"}, {"Abdi"}),
        ({"golongan_dari": "IV/a"}, {"Abdi"}),
        ({"golongan_sampai": "III/d"}, {"Bela", "Cici"}),
        ({"pendidikan": "magister"}, {"Abdi"}),
        ({"kotak": "9"}, {"Abdi"}),
        ({"jp": "kurang"}, {"Bela"}),
        ({"predikat": "BAIK"}, {"Abdi"}),
        ({"predikat": ["BAIK", "belum"]}, {"Abdi", "Bela", "Cici"}),
        ({"data": "lengkap"}, {"Abdi"}),
        ({"data": "jauh"}, {"Bela"}),
        ({"unit": "belum"}, {"Abdi", "Bela", "Cici"}),
        ({"kedudukan": "lain"}, {"Cici"}),
        ({"status": "ngawur", "unit": "99999999", "kotak": "x", "per": "7"}, None),
    ],
)
def test_saringan(klien, saringan, cocok):
    abdi = PegawaiFactory(
        nama="Abdi", golongan="IV/a", urutan_golongan=30, jenjang="PENGAWAS",
        tingkat_pendidikan="45",
    )  # fmt: skip
    bela = PegawaiFactory(nama="Bela", golongan="III/c", urutan_golongan=28)
    PegawaiFactory(
        nama="Cici", golongan="IX", urutan_golongan=9, status_asn="PPPK", kedudukan_hukum=None
    )
    RingkasanPegawaiFactory(pegawai=abdi, kotak=9, jp=24, predikat="BAIK", kelengkapan=100)
    RingkasanPegawaiFactory(pegawai=bela, kotak=5, jp=3, kelengkapan=70)

    daftar = klien.get(DAFTAR, saringan).context["daftar_pegawai"]

    assert {satu.nama for satu in daftar} == (cocok or {"Abdi", "Bela", "Cici"})


def test_kotak_bawah_tidak_terbaca_tanpa_izin(klien, klien_untuk, verifikator):
    RingkasanPegawaiFactory(pegawai=PegawaiFactory(nama="Abdi"), kotak=2)
    RingkasanPegawaiFactory(pegawai=PegawaiFactory(nama="Bela"), kotak=8)

    tanpa = klien.get(DAFTAR, {"urut": "kotak"})
    dengan = klien_untuk(verifikator).get(DAFTAR, {"kotak": "2"})

    assert "kt-no--bina" not in isi(tanpa)
    assert [satu.nama for satu in tanpa.context["daftar_pegawai"]] == ["Bela", "Abdi"]
    assert [satu.nama for satu in dengan.context["daftar_pegawai"]] == ["Abdi"]
    # Without the permission the choice is not on offer, so it is ignored and not answered.
    assert klien.get(DAFTAR, {"kotak": "2"}).context["halaman"].paginator.count == 2


def test_nip_tersamar_bagi_yang_tidak_perlu(klien, klien_untuk, kepala):
    PegawaiFactory(nip="198501012010031777")

    assert "19850101 201003 1 777" in isi(klien.get(DAFTAR))
    milik_kepala = isi(klien_untuk(kepala).get(DAFTAR))
    assert "19850101" not in milik_kepala
    assert "1985•••• •••••• • 777" in milik_kepala


def test_urut_dari_judul_kolom_dan_keping(klien):
    PegawaiFactory(nama="Abdi")
    PegawaiFactory(nama="Zainal")

    respons = klien.get(DAFTAR, {"urut": "-nama", "status": "PNS"})

    assert [satu.nama for satu in respons.context["daftar_pegawai"]] == ["Zainal", "Abdi"]
    halaman = isi(respons)
    assert 'aria-sort="descending"' in halaman
    assert "Hapus saringan Status: PNS" in halaman


def test_htmx_hanya_mengganti_hasil(klien):
    PegawaiFactory(nama="Abdi")

    potongan = isi(klien.get(DAFTAR, headers={"HX-Request": "true", "HX-Target": "hasil"}))

    assert potongan.lstrip().startswith("<section")
    assert "Abdi" in potongan
    assert "<html" not in potongan


def test_halaman_kedua_dan_paging(klien):
    PegawaiFactory.create_batch(30)

    respons = klien.get(DAFTAR, {"per": "25", "halaman": "2"})

    assert len(respons.context["daftar_pegawai"]) == 5


def test_daftar_kosong_menyebut_sebab(klien):
    assert "Belum ada pegawai." in isi(klien.get(DAFTAR))
    assert "Tidak ada pegawai yang cocok." in isi(klien.get(DAFTAR, {"q": "tiada"}))


def test_tampilan_bersama_dengan_jumlah(klien, instansi_lain):
    PegawaiFactory(jenjang="JPT_PRATAMA")
    PegawaiFactory(instansi=instansi_lain, jenjang="JPT_PRATAMA")

    potongan = isi(klien.get(reverse("pegawai:tampilan")))

    assert 'JPT dan administrator <span class="jml">1</span>' in potongan


@pytest.mark.parametrize(
    "jahat",
    ["<script>alert(1)</script>", "' OR 1=1 --", "\x00", "%", "😀" * 60, "a" * 5000, "١٢٣٤", "("],
)
def test_masukan_aneh_tidak_mematahkan_daftar(klien, jahat):
    nama_bidang = ("q", "status", "unit", "urut", "per", "halaman", "golongan_dari")
    respons = klien.get(DAFTAR, dict.fromkeys(nama_bidang, jahat))

    assert respons.status_code == 200
    assert "<script>alert(1)" not in respons.content.decode()


def test_tanpa_izin_403_tanpa_instansi_kosong(klien_untuk, penonton, tanpa_instansi):
    PegawaiFactory(nama="Abdi")

    assert klien_untuk(penonton).get(DAFTAR).status_code == 403
    assert "Abdi" not in isi(klien_untuk(tanpa_instansi).get(DAFTAR))


# The workbook


def buku(respons):
    assert respons.status_code == 200
    data = io.BytesIO(b"".join(respons.streaming_content))
    return list(openpyxl.load_workbook(data).active.iter_rows(values_only=True)), data


def test_ekspor_persis_yang_tampak(klien, klien_untuk, auditor, pengelola, instansi_lain):
    PegawaiFactory(nama="=1+1", nip="198501012010031777", nik="6201010101850001")
    PegawaiFactory(nama="Disaring", status_asn="PPPK")
    PegawaiFactory(nama="Orang Asing", instansi=instansi_lain)

    pilihan = {"status": "PNS", "kolom": ["golongan", "nik"]}
    baris, _ = buku(klien.get(reverse("pegawai:unduh"), pilihan))

    assert baris[2][0].startswith(f"Diunduh oleh {pengelola.nama} (pengelola.6201) pada ")
    assert baris[4][1:3] == ("NIP", "Nama")
    assert len(baris) == 6
    assert baris[5][1:3] == ("198501012010031777", "=1+1")
    assert baris[5][-1] == "6201010101850001"
    catatan = jejak("UNDUH").get()
    saringan = {"status": ["PNS"], "kolom": ["golongan", "nik"], "per": 50}
    assert catatan.data == {"saringan": saringan, "jumlah": 1}
    tanpa_nik, _ = buku(klien_untuk(auditor).get(reverse("pegawai:unduh"), pilihan))
    assert "NIK" not in tanpa_nik[4]
    assert all("6201010101850001" not in baris for baris in tanpa_nik)


def test_ekspor_menulis_rumus_sebagai_teks(klien):
    PegawaiFactory(nama="=HYPERLINK(1)")

    _, data = buku(klien.get(reverse("pegawai:unduh")))

    sel = openpyxl.load_workbook(data).active["C6"]
    assert sel.data_type != "f" or sel.quotePrefix or sel.value == "=HYPERLINK(1)"
    import zipfile

    assert b"<f>" not in zipfile.ZipFile(data).read("xl/worksheets/sheet1.xml")


def test_ekspor_perlu_izin(klien_untuk, kepala):
    assert klien_untuk(kepala).get(reverse("pegawai:unduh")).status_code == 403


# The person


def test_profil_tersamar_tercatat_dan_lengkap(klien, pengelola):
    pegawai = PegawaiFactory(nip="198501012010031777", nik="6201010101850001")
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2024)
    RiwayatPelatihanFactory(pegawai=pegawai, nama="Pelatihan Pelayanan Publik")

    halaman = isi(klien.get(pegawai.get_absolute_url()))

    assert "1985•••• •••••• • 777" in halaman
    assert "198501012010031777" not in halaman
    assert "6201010101850001" not in halaman
    assert "Pelatihan Pelayanan Publik" in halaman
    assert "Nomor HP belum ada" in halaman
    catatan = jejak("LIHAT").get()
    assert (catatan.objek_id, catatan.pengguna) == (str(pegawai.pk), pengelola)


@pytest.mark.parametrize("htmx", [False, True])
def test_nip_dan_nik_ditampilkan_dengan_catatan(klien, htmx):
    pegawai = PegawaiFactory(nip="198501012010031777", nik="6201010101850001")
    kepala_permintaan = {"HX-Request": "true"} if htmx else {}

    nip = isi(klien.post(reverse("pegawai:nip", args=[pegawai.pk]), headers=kepala_permintaan))
    nik = isi(klien.post(reverse("pegawai:nik", args=[pegawai.pk]), headers=kepala_permintaan))

    assert "19850101 201003 1 777" in nip
    assert "6201010101850001" in nik
    assert set(jejak("LIHAT").values_list("keterangan", flat=True)) == {
        "NIP lengkap",
        "NIK lengkap",
    }


def test_nik_perlu_izin(klien_untuk, auditor):
    pegawai = PegawaiFactory(nik="6201010101850001")
    klien = klien_untuk(auditor)

    assert klien.post(reverse("pegawai:nik", args=[pegawai.pk])).status_code == 403
    assert "NIK</dt>" not in isi(klien.get(pegawai.get_absolute_url()))


def test_hukuman_hanya_bagi_yang_berizin(klien, klien_untuk, kepala):
    pegawai = HukumanDisiplinFactory(jenis="Teguran sangat rahasia").pegawai

    assert "Teguran sangat rahasia" in isi(klien.get(pegawai.get_absolute_url()))
    milik_kepala = isi(klien_untuk(kepala).get(pegawai.get_absolute_url()))
    assert "Teguran sangat rahasia" not in milik_kepala
    assert "Hukuman disiplin" not in milik_kepala


@pytest.mark.parametrize("nama", ["rincian", "nip", "nik", "ubah"])
def test_profil_wilayah_lain_404(klien, instansi_lain, nama):
    asing = PegawaiFactory(instansi=instansi_lain)
    metode = klien.post if nama in {"nip", "nik"} else klien.get

    assert metode(reverse(f"pegawai:{nama}", args=[asing.pk])).status_code == 404


def test_profil_kosong_pun_terbuka(klien):
    pegawai = PegawaiFactory(
        tanggal_lahir=None, nip="198501012010031777", kedudukan_hukum=None, golongan="", jenjang="",
        nama_jabatan="", bup=None, tmt_cpns=None,
    )  # fmt: skip

    assert "Belum ada penilaian kinerja" in isi(klien.get(pegawai.get_absolute_url()))


def test_panel_aplikasi_atas_muncul_sesuai_izin(klien, klien_untuk, ajudan, monkeypatch):
    monkeypatch.setattr(panel, "_PANEL", {})
    panel.daftarkan(panel.Panel("uji", "Panel Uji", "pegawai:ubah", "pegawai.change_pegawai"))
    pegawai = PegawaiFactory()

    assert "Panel Uji" in isi(klien.get(pegawai.get_absolute_url()))
    assert "Panel Uji" not in isi(klien_untuk(ajudan).get(pegawai.get_absolute_url()))


def test_temuan_nip_dan_predikat(klien):
    pegawai = PegawaiFactory(nip="199001012010031777")  # born 1985
    PenilaianKinerjaFactory(pegawai=pegawai, predikat="SANGAT BAIK")

    halaman = isi(klien.get(pegawai.get_absolute_url()))

    assert "Tanggal lahir tidak sesuai dengan NIP." in halaman
    assert "menurut matriks memberi Baik" in halaman


# Changing


@pytest.fixture
def ubah(klien):
    def kirim(pegawai, **isian):
        pegawai.refresh_from_db()
        data = {
            "versi": pegawai.diubah.isoformat(),
            "tingkat_pendidikan": pegawai.tingkat_pendidikan,
            "pendidikan": pegawai.pendidikan,
        }
        return klien.post(reverse("pegawai:ubah", args=[pegawai.pk]), data | isian)

    return kirim


def test_ubah_mencatat_sebelum_dan_sesudah(klien, ubah):
    pegawai = PegawaiFactory(nomor_hp="0811")

    respons = ubah(pegawai, nomor_hp="0822", email="orang@contoh.go.id")

    assert respons.status_code == 302
    pegawai.refresh_from_db()
    assert (pegawai.nomor_hp, pegawai.email) == ("0822", "orang@contoh.go.id")
    catatan = jejak("UBAH").get()
    assert catatan.data["sebelum"]["Nomor HP"] == "0811"
    assert catatan.data["sesudah"]["Nomor HP"] == "0822"
    halaman = isi(klien.get(reverse("pegawai:perubahan", args=[pegawai.pk])))
    assert '<del class="lama">0811</del>' in halaman
    assert pegawai.ringkasan.kelengkapan > 0


def test_ubah_bertabrakan_tidak_menimpa(klien, ubah):
    pegawai = PegawaiFactory(nomor_hp="0811")
    basi = pegawai.diubah.isoformat()
    ubah(pegawai, nomor_hp="0822")

    respons = ubah(pegawai, nomor_hp="0833", versi=basi)

    assert respons.status_code == 422
    assert "Data ini sudah diubah" in respons.content.decode()
    pegawai.refresh_from_db()
    assert pegawai.nomor_hp == "0822"


def test_ubah_menolak_unit_asing_dan_isian_salah(ubah, instansi_lain):
    pegawai = PegawaiFactory()
    asing = UnitFactory(instansi=instansi_lain, nama="Unit Asing")

    respons = ubah(pegawai, unit=asing.pk, email="bukan-surel", tahun_lulus="1800", alasan="a")

    halaman = respons.content.decode()
    assert respons.status_code == 422
    assert "3 isian perlu diperbaiki." in halaman
    assert "Unit Asing" not in halaman


def test_ubah_mengabaikan_kolom_yang_tidak_ada_di_formulir(ubah, instansi_lain):
    pegawai = PegawaiFactory()

    ubah(pegawai, instansi=instansi_lain.pk, bup="70", siasn_id="palsu", nomor_hp="1")

    pegawai.refresh_from_db()
    assert (pegawai.instansi_id, pegawai.bup, pegawai.siasn_id) != (instansi_lain.pk, 70, "palsu")
    assert pegawai.nomor_hp == "1"


def test_ubah_hanya_pengelola(klien_untuk, verifikator):
    pegawai = PegawaiFactory()

    assert (
        klien_untuk(verifikator).get(reverse("pegawai:ubah", args=[pegawai.pk])).status_code == 403
    )


# The projection


def test_ringkasan_dihitung_dan_diulang_tanpa_perubahan(instansi):
    import datetime

    pegawai = PegawaiFactory(instansi=instansi)
    RiwayatPelatihanFactory(pegawai=pegawai, jp=12)
    RiwayatPelatihanFactory(pegawai=pegawai, jp=9)
    RiwayatPelatihanFactory(pegawai=pegawai, jp=90, tahun=2025)
    PenilaianKinerjaFactory(pegawai=pegawai, tahun=2025, predikat="BAIK")
    hari = datetime.date(2026, 10, 1)

    assert perbarui_ringkasan(Pegawai.tanpa_batas.all(), pada=hari) == 1
    assert perbarui_ringkasan(Pegawai.tanpa_batas.all(), pada=hari) == 0
    pegawai.refresh_from_db()
    assert (pegawai.ringkasan.jp, pegawai.ringkasan.predikat) == (21, "BAIK")


# The import


KEPALA = "NIP BARU;NAMA;TANGGAL LAHIR;JENIS KELAMIN;STATUS CPNS PNS;NIK\n"
BAIK = "198501012010031777;Rahmah Garang;01-01-1985;M;P;6201010101850001\n"
BURUK = "19850101;Nomor Pendek;01-01-1985;M;P;\n"


@pytest.fixture
def unggah(klien, instansi, django_capture_on_commit_callbacks):
    def kirim(isi_berkas=KEPALA + BAIK + BURUK, nama="data.csv"):
        berkas = io.BytesIO(isi_berkas.encode() if isinstance(isi_berkas, str) else isi_berkas)
        berkas.name = nama
        with django_capture_on_commit_callbacks(execute=True):
            return klien.post(
                reverse("pegawai:unggah"),
                {"jenis": "pegawai", "instansi": instansi.pk, "berkas": berkas},
            )

    return kirim


@pytest.fixture
def berkas(unggah):
    assert unggah().status_code == 302
    return BerkasImpor.tanpa_batas.get()


def alamat(nama, berkas):
    return reverse(f"pegawai:{nama}", args=[berkas.pk])


def test_impor_pratinjau_terapkan_oleh_orang_kedua(
    klien, klien_untuk, verifikator, berkas, django_capture_on_commit_callbacks
):
    pratinjau = isi(klien.get(alamat("berkas", berkas)))
    assert "1 dari 2 baris akan mengubah data." in pratinjau
    assert "Nomor Pendek" in pratinjau
    assert "menunggu" in pratinjau or "Verifikator atau Kepala" in pratinjau
    assert "Terapkan 1 baris" not in pratinjau
    assert klien.post(alamat("terapkan", berkas)).status_code == 403

    kedua = klien_untuk(verifikator)
    assert "Terapkan 1 baris" in isi(kedua.get(alamat("berkas", berkas)))
    with django_capture_on_commit_callbacks(execute=True):
        kedua.post(alamat("terapkan", berkas), {"contoh_dilihat": "ya"})
        kedua.post(alamat("terapkan", berkas), {"contoh_dilihat": "ya"})  # double click

    masuk = Pegawai.tanpa_batas.get(nip="198501012010031777")
    assert masuk.nama == "Rahmah Garang"
    assert masuk.ringkasan.kelengkapan > 0
    assert jejak("TERAPKAN").count() == 1
    assert "Berkas diterapkan" in isi(kedua.get(alamat("berkas", berkas)))
    kedua.post(alamat("kembalikan", berkas))
    assert not Pegawai.tanpa_batas.filter(nip="198501012010031777").exists()


def test_impor_wilayah_lain_404(klien_untuk, pengelola_lain, berkas):
    klien = klien_untuk(pengelola_lain)

    for nama in ("berkas", "kemajuan", "galat", "asli"):
        assert klien.get(alamat(nama, berkas)).status_code == 404
    assert klien.post(alamat("batalkan", berkas)).status_code == 404
    assert klien.post(alamat("kembalikan", berkas)).status_code == 403
    assert "data.csv" not in isi(klien.get(reverse("pegawai:impor")))


def test_unduhan_berkas_aman(klien, klien_untuk, auditor, unggah):
    unggah(nama='../..\\se"tan\r\n.csv')
    berkas = BerkasImpor.tanpa_batas.get()

    asli = klien.get(alamat("asli", berkas))

    assert b"".join(asli.streaming_content).decode() == KEPALA + BAIK + BURUK
    assert asli["X-Content-Type-Options"] == "nosniff"
    assert asli["Content-Disposition"].startswith('attachment; filename="')
    assert '"' not in asli["Content-Disposition"][len('attachment; filename="') : -1]
    galat = klien.get(alamat("galat", berkas))
    assert galat.status_code == 200
    sel = [s for b in openpyxl.load_workbook(io.BytesIO(galat.content)).active.values for s in b]
    assert "Nomor Pendek" in sel
    assert klien_untuk(auditor).get(alamat("asli", berkas)).status_code == 403


def test_berkas_tak_terpakai_ditolak_dengan_kalimat(unggah):
    respons = unggah(b"", "kosong.csv")

    assert respons.status_code == 422
    assert "Berkas ini kosong." in respons.content.decode()
    assert not BerkasImpor.tanpa_batas.exists()


def test_kemajuan_berhenti_dengan_286(klien, berkas):
    respons = klien.get(alamat("kemajuan", berkas))

    assert respons.status_code == 286
    BerkasImpor.tanpa_batas.update(status=BerkasImpor.Status.DIUNGGAH)
    assert 'hx-trigger="every 1s"' in isi(klien.get(alamat("kemajuan", berkas)))
    assert "Berkas sedang diperiksa" in isi(klien.get(alamat("berkas", berkas)))


def test_antrean_mati_berkas_tetap_menunggu(klien, instansi, monkeypatch):
    from kombu.exceptions import OperationalError

    from pegawai import tasks

    def mati(*_):
        raise OperationalError

    monkeypatch.setattr(tasks.periksa_berkas, "delay_on_commit", mati)
    berkas = io.BytesIO((KEPALA + BAIK).encode())
    berkas.name = "data.csv"

    respons = klien.post(
        reverse("pegawai:unggah"),
        {"jenis": "pegawai", "instansi": instansi.pk, "berkas": berkas},
        follow=True,
    )

    assert "antrean pekerjaan sedang tidak dapat dihubungi" in respons.content.decode()
    assert BerkasImpor.tanpa_batas.get().status == BerkasImpor.Status.DIUNGGAH


def test_pengunggah_membatalkan_yang_belum_diterapkan(klien, klien_untuk, auditor, berkas):
    assert klien_untuk(auditor).post(alamat("batalkan", berkas)).status_code == 403

    klien.post(alamat("batalkan", berkas))

    berkas.refresh_from_db()
    assert berkas.status == BerkasImpor.Status.DIBATALKAN
    assert "Tidak ada data yang berubah" in isi(klien.get(alamat("berkas", berkas)))


def test_pratinjau_beda_dan_nik_hanya_bagi_yang_berizin(klien, klien_untuk, auditor, unggah):
    PegawaiFactory(nip="198501012010031777", nama="Rahmah", nik="6201010101850002")
    unggah(KEPALA + BAIK)
    berkas = BerkasImpor.tanpa_batas.get()

    penuh = isi(klien.get(alamat("berkas", berkas), {"lihat": "beda"}))
    terbatas = isi(klien_untuk(auditor).get(alamat("berkas", berkas), {"lihat": "beda"}))

    assert '<ins class="baru">6201010101850001</ins>' in penuh
    assert '<del class="lama">Rahmah</del>' in terbatas
    assert "62010101018500" not in terbatas
