"""The record in SIASN's form: its columns, its codes, and the way back through the import."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akses.models import JejakAudit
from pegawai import bentuk_siasn, impor
from pegawai.buku_kerja import LEMBAR_SENDIRI
from pegawai.golongan import URUTAN
from pegawai.kolom import DAFTAR_KOLOM
from pegawai.models import AturanBup, BarisImpor, Pegawai, SelisihSiasn, TingkatPendidikan
from tests.factories import JabatanFactory, PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import NIP, pasang, periksa, teks

pytestmark = pytest.mark.django_db
ALAMAT = "/pegawai/unduh/siasn/"
KEPALA = [*bentuk_siasn.JUDUL]
# What the import leaves as it is: no sign that it reads as a mark or as nothing.
JAHAT = st.one_of(
    st.sampled_from([
        "=1+1", "+62", "@SITI", "-ANI", 'A"B;C', "A;B", "A,B", "a|b", "5", "012345", "007",
        "=cmd|' /C calc'!A0", "O'NEIL", "Ñandú é", "名前", "1e5", "1234567890123456", "a\\Nb",
        "<b>&amp;", "%s %(x)s", "{0}", "$1", "A''B", "=HYPERLINK(1)",
    ]),
    st.text(
        st.characters(categories=("L", "Nd", "P", "S"), exclude_characters="'`_#"), min_size=2,
        max_size=20,
    ).filter(lambda isi: isi.lower() not in {"null", "none", "--", "---", "\\n"}),
)  # fmt: skip
MENTAH = st.one_of(
    JAHAT, st.sampled_from(["", "-", "'123", "''=1", "a  b", " =2", "null", "0", "'", "`x"])
)
HARI = st.one_of(st.none(), st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31)))
ORANG = st.fixed_dictionaries({
    "nama": JAHAT, "gelar_depan": st.one_of(st.just(""), JAHAT), "tempat_lahir": JAHAT,
    "alamat": st.one_of(st.just(""), JAHAT), "agama": JAHAT, "nama_sekolah": JAHAT,
    "pendidikan": JAHAT, "tmt_golongan": HARI, "tmt_jabatan": HARI, "tmt_pns": HARI,
    "nomor_hp": st.from_regex(r"(\+62|08)[0-9]{6,11}", fullmatch=True),
    "email": st.sampled_from(["", "a@contoh.go.id"]),
    "nik": st.one_of(st.just(""), st.from_regex(r"[0-9]{16}", fullmatch=True)),
    "golongan": st.sampled_from(["", "I/a", "III/d", "IV/e", "IX"]),
    "tahun_lulus": st.one_of(st.none(), st.integers(1960, 2026)),
    "masa_kerja_tahun": st.one_of(st.none(), st.integers(0, 60)),
    "masa_kerja_bulan": st.one_of(st.none(), st.integers(0, 11)),
    "tingkat_pendidikan": st.sampled_from(["", "05", "30", "40", "50"]),
    "jenis_kelamin": st.sampled_from(["L", "P"]),
    "kedudukan_hukum_id": st.sampled_from([None, "01", "20", "101"]),
    "status_asn": st.sampled_from(["PNS", "CPNS"]),
    "unor_berkas": JAHAT,
    "data_siasn": st.dictionaries(
        st.sampled_from(["NPWP NOMOR", "BPJS", "KPKN NAMA", "NOMOR SK PNS", "GOL AWAL ID"]),
        MENTAH,
    ),
})  # fmt: skip
JABATAN = st.sampled_from([
    ("", ""), ("PELAKSANA", ""), ("ADMINISTRATOR", "III.a"), ("PENGAWAS", "IV.b"),
    ("JPT_PRATAMA", "II.a"), ("JPT_MADYA", "I.b"), ("JPT_UTAMA", "I.a"),
])  # fmt: skip


def isi(klien, **kueri):
    respons = klien.get(ALAMAT, kueri)
    return ContentFile(b"".join(respons.streaming_content), name=f"d.{kueri.get('bentuk', 'xlsx')}")


def isi_bup():
    """What an import would have filled in."""
    for satu in Pegawai.tanpa_batas.select_related("jabatan"):
        satu.bup = satu.jabatan.bup or AturanBup.objects.usia(satu.jenjang)
        satu.save(update_fields=["bup"])


def rekaman():
    return list(Pegawai.tanpa_batas.order_by("pk").values())


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(daftar=st.lists(st.tuples(ORANG, JABATAN, st.booleans()), min_size=1, max_size=4))
def test_keluar_masuk_tanpa_selisih(bentuk, klien, pengelola, instansi, daftar):
    with transaction.atomic():
        for orang, (jenjang, eselon), berunit in daftar:
            jabatan = JabatanFactory(jenjang=jenjang)
            unit = UnitFactory(instansi=instansi) if berunit else None
            PegawaiFactory(
                instansi=instansi, jabatan=jabatan, nama_jabatan=jabatan.nama, jenjang=jenjang,
                eselon=eselon, unit=unit, urutan_golongan=URUTAN.get(orang["golongan"]), **orang,
            )  # fmt: skip
        isi_bup()
        sebelum = rekaman()

        berkas = pasang(isi(klien, bentuk=bentuk), oleh=pengelola)

        assert [satu.perbedaan for satu in BarisImpor.tanpa_batas.filter(hasil="BERUBAH")] == []
        assert (berkas.jumlah_baru, berkas.jumlah_berubah, berkas.jumlah_galat) == (0, 0, 0)
        assert berkas.jumlah_tetap == len(daftar)
        assert rekaman() == sebelum
        transaction.set_rollback(True)


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
def test_berkas_siasn_kembali_sel_demi_sel(bentuk, klien, pengelola):
    sel = dict.fromkeys(KEPALA, "") | {
        "NIP BARU": NIP, "NAMA": "BUDI", "TANGGAL LAHIR": "17-07-1985", "JENIS KELAMIN": "M",
        "AGAMA ID": "1", "AGAMA NAMA": "Islam", "JENIS JABATAN ID": "2", "STATUS CPNS PNS": "P",
        "JENIS JABATAN NAMA": "Jabatan Fungsional Tertentu", "JABATAN NAMA": "GURU AHLI MUDA",
        "JABATAN ID": "J-9", "UNOR ID": "8AE4", "UNOR NAMA": "SD 1", "IS VALID NIK": "true",
        "NPWP NOMOR": "-", "KEDUDUKAN HUKUM ID": "01", "KEDUDUKAN HUKUM NAMA": "Aktif",
    }  # fmt: skip
    pasang(teks(KEPALA, [sel[nama] for nama in KEPALA]), oleh=pengelola)

    hasil = periksa(isi(klien, bentuk=bentuk), oleh=pengelola)

    (baris,) = bentuk_siasn.baris(Pegawai.tanpa_batas.all(), KEPALA)
    assert dict(zip(KEPALA, baris, strict=True)) == sel
    assert (hasil.jumlah_tetap, hasil.jumlah_berubah) == (1, 0)


SEMUA_KOLOM = [kolom.kunci for kolom in DAFTAR_KOLOM]


@pytest.fixture
def orang(instansi):
    """Somebody with titles, in a unit whose name others have too and that a file shortened."""
    unit = UnitFactory(instansi=instansi, nama="Subbagian Umum", siasn_id="")
    UnitFactory(instansi=instansi, nama="Subbagian Umum", siasn_id="")
    satu = PegawaiFactory(
        instansi=instansi, nama="SITI AMINAH", gelar_depan="Dr.", gelar_belakang="S.E., M.M.",
        unit=unit, unor_berkas="SUBBAG UMUM", golongan="III/d", urutan_golongan=URUTAN["III/d"],
        nama_jabatan="ANALIS SDM APARATUR AHLI MUDA", jenjang="AHLI_MUDA", jabatan=JabatanFactory(),
        email="siti@contoh.go.id", nomor_hp="081234567890", nik="6201010101850001",
        tingkat_pendidikan="40", pendidikan="S-1 MANAJEMEN", tahun_lulus=2008,
        tmt_golongan=datetime.date(2020, 4, 1), tmt_jabatan=datetime.date(2021, 1, 1),
        masa_kerja_tahun=12, masa_kerja_bulan=3, alamat="JL. A", kedudukan_hukum_id="01",
        data_siasn={"BPJS": "1"},
        dasar_siasn={
            "gelar_depan": "Dr.", "gelar_belakang": "S.E., M.M.", "email": "siti@contoh.go.id",
            "alamat": "JL. A", "nama_jabatan": "ANALIS SDM APARATUR AHLI MUDA",
            "tmt_jabatan": "2021-01-01", "unit_id": unit.pk, "tingkat_pendidikan": "40",
            "pendidikan": "S-1 MANAJEMEN", "tahun_lulus": 2008, "nomor_hp": "0811",
        },
    )  # fmt: skip
    isi_bup()
    satu.refresh_from_db()
    return satu


def daftar(klien, bentuk="xlsx", **kueri):
    respons = klien.get("/pegawai/unduh/", {"bentuk": bentuk, "kolom": SEMUA_KOLOM} | kueri)
    return ContentFile(b"".join(respons.streaming_content), name=f"d.{bentuk}")


def ubah(berkas, judul, isi):
    """The workbook with one cell of the first person changed."""
    buku = openpyxl.load_workbook(berkas)
    lembar = buku.active
    for baris in lembar.iter_rows():
        for sel in baris:
            if sel.value == judul:
                lembar.cell(sel.row + 1, sel.column, isi)
                wadah = io.BytesIO()
                buku.save(wadah)
                return ContentFile(wadah.getvalue(), name="d.xlsx")
    raise AssertionError(judul)


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
@pytest.mark.parametrize("kolom", [SEMUA_KOLOM, [], ["golongan"], ["pendidikan", "jurusan"]])
def test_daftar_kembali_tanpa_selisih(bentuk, kolom, klien, pengelola, orang):
    sebelum = rekaman()

    berkas = pasang(daftar(klien, bentuk, kolom=kolom), oleh=pengelola)

    assert (berkas.jumlah_tetap, berkas.jumlah_berubah, berkas.jumlah_galat) == (1, 0, 0)
    assert rekaman() == sebelum


@pytest.mark.parametrize(
    ("judul", "isi", "bidang"),
    [
        ("Surel", "baru@contoh.go.id", {"email"}),
        ("Tahun lulus", 2010, {"tahun_lulus"}),
        ("Jurusan", "S-1 HUKUM", {"pendidikan"}),
        ("Tingkat pendidikan", "S-2", {"tingkat_pendidikan"}),
        ("Golongan", "IV/a", {"golongan", "urutan_golongan"}),
        ("TMT jabatan", datetime.date(2024, 1, 1), {"tmt_jabatan"}),
    ],
)
def test_sel_daftar_yang_diubah_saja_yang_berubah(judul, isi, bidang, klien, pengelola, orang):
    berkas = pasang(ubah(daftar(klien), judul, isi), oleh=pengelola)

    (baris,) = BarisImpor.tanpa_batas.filter(berkas=berkas)
    assert set(baris.perbedaan) == bidang


@pytest.mark.parametrize("tingkat", TingkatPendidikan.values)
def test_setiap_tingkat_pendidikan_kembali(tingkat, klien, pengelola, orang):
    Pegawai.tanpa_batas.update(tingkat_pendidikan=tingkat)

    berkas = periksa(daftar(klien), oleh=pengelola)

    assert berkas.jumlah_berubah == 0


def test_koreksi_dalam_berkas_sendiri_bukan_kata_siasn(klien, pengelola, orang):
    """Where the office had corrected SIASN before, it is asked; all else is taken."""
    berkas = ubah(ubah(isi(klien), "ALAMAT", "JL. C"), "NOMOR HP", "0822222222")
    berkas = pasang(berkas, oleh=pengelola)

    kini = Pegawai.tanpa_batas.get()
    assert (berkas.jumlah_berubah, berkas.jumlah_ditanya) == (1, 1)
    assert (kini.alamat, kini.nomor_hp) == ("JL. C", orang.nomor_hp)
    assert kini.dasar_siasn == orang.dasar_siasn
    assert SelisihSiasn.tanpa_batas.get().bidang == "nomor_hp"


def test_nama_yang_diubah_dalam_bentuk_siasn_berubah(klien, pengelola, orang):
    pasang(ubah(isi(klien), "NAMA", "SITI AMINAH RAHAYU"), oleh=pengelola)

    assert Pegawai.tanpa_batas.get().nama == "SITI AMINAH RAHAYU"


def test_sel_siasn_yang_diisi_kantor_disimpan(klien, pengelola, orang):
    pasang(ubah(isi(klien), "NPWP NOMOR", "01234"), oleh=pengelola)

    kini = Pegawai.tanpa_batas.get()
    assert (kini.data_siasn["BPJS"], kini.data_siasn["NPWP NOMOR"]) == ("1", "01234")


def test_tanda_ekspor_sendiri_ikut_pada_buku_yang_dikembalikan(klien, pengelola, orang):
    berkas = periksa(ubah(isi(klien), "TANGGAL LAHIR", "31-02-1985"), oleh=pengelola)

    kembali = openpyxl.load_workbook(io.BytesIO(impor.buku_galat(berkas, isi=impor.IsiBuku.SEMUA)))

    assert kembali.sheetnames == [LEMBAR_SENDIRI]


def test_kode_siasn_tidak_menemani_nama_yang_diganti():
    lama = {"AGAMA ID": "1", "AGAMA NAMA": "Islam", "UNOR ID": "A-1", "UNOR NAMA": "SD 1"}
    unit = UnitFactory(nama="SD 2", siasn_id="B2")
    PegawaiFactory(agama="Kristen", unit=unit, unor_berkas="SD 1", data_siasn=lama)

    kolom = ("AGAMA ID", "AGAMA NAMA", "UNOR ID", "UNOR NAMA")
    (baris,) = bentuk_siasn.baris(Pegawai.tanpa_batas.all(), kolom)

    assert baris == ["", "Kristen", "B2", "SD 2"]


def test_pppk_membawa_kolom_kontrak_dan_paruh_waktu_tetap_terbaca(klien, pengelola, instansi):
    nip = "199001012023211001"
    PegawaiFactory(
        instansi=instansi, nip=nip, status_asn="PPPK_PARUH_WAKTU", nomor_kontrak="K/1",
        tanggal_lahir=datetime.date(1990, 1, 1), akhir_kontrak=datetime.date(2027, 1, 31),
        kedudukan_hukum_id="71", golongan="IX", jenjang="PELAKSANA",
    )  # fmt: skip

    berkas = isi(klien)
    lembar = openpyxl.load_workbook(io.BytesIO(berkas.read())).active
    berkas.seek(0)
    pasang(berkas, oleh=pengelola)

    kepala, baris = lembar.iter_rows(values_only=True)
    assert kepala == bentuk_siasn.JUDUL + bentuk_siasn.JUDUL_KONTRAK
    assert (baris[1], baris[69], baris[71]) == (nip, "K/1", "31-01-2027")
    assert Pegawai.tanpa_batas.get().status_asn == "PPPK_PARUH_WAKTU"


def test_hanya_yang_tersaring_di_lingkup_sendiri_dan_tercatat(
    klien, klien_untuk, auditor, instansi, instansi_lain
):
    PegawaiFactory(instansi=instansi, nama="ANA", golongan="III/a")
    PegawaiFactory(instansi=instansi, nama="BELA", status_asn="CPNS")
    PegawaiFactory(instansi=instansi_lain, nama="CHANDRA")

    lembar = openpyxl.load_workbook(io.BytesIO(isi(klien, status="CPNS").read())).active

    assert [baris[3] for baris in lembar.iter_rows(values_only=True)] == ["NAMA", "BELA"]
    assert JejakAudit.tanpa_batas.get(aksi="UNDUH").data["jumlah"] == 1
    assert reverse("pegawai:unduh_siasn") == ALAMAT
    assert klien_untuk(auditor).get(ALAMAT).status_code == 403  # the file holds the NIK


def test_semua_kolom_dikenal_impor():
    jenis = impor.ambil_jenis("pegawai")
    dikenal = {judul for kolom in jenis.kolom for judul in kolom.judul} | set(jenis.dikenal)

    assert len(bentuk_siasn.JUDUL) == 69
    assert set(bentuk_siasn.JUDUL + bentuk_siasn.JUDUL_KONTRAK) <= dikenal
