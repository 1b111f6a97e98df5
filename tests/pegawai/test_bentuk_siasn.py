"""The record in SIASN's form: its columns, its codes, and the way back through the import."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akses.models import JejakAudit
from pegawai import bentuk_siasn, impor
from pegawai.models import Pegawai
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
BUKAN_ISI = {"data_siasn", "dasar_siasn", "diubah", "urutan_golongan", "bup", "tmt_pensiun"}


def isi(klien, **kueri):
    respons = klien.get(ALAMAT, kueri)
    return ContentFile(b"".join(respons.streaming_content), name=f"d.{kueri.get('bentuk', 'xlsx')}")


def rekaman():
    return [
        {nama: nilai for nama, nilai in satu.items() if nama not in BUKAN_ISI}
        for satu in Pegawai.tanpa_batas.order_by("pk").values()
    ]


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(daftar=st.lists(st.tuples(ORANG, JABATAN, st.booleans()), min_size=1, max_size=4))
def test_keluar_masuk_tanpa_selisih(bentuk, klien, pengelola, instansi, daftar):
    from django.db import transaction

    with transaction.atomic():
        for orang, (jenjang, eselon), berunit in daftar:
            jabatan = JabatanFactory(jenjang=jenjang)
            unit = UnitFactory(instansi=instansi) if berunit else None
            PegawaiFactory(
                instansi=instansi, jabatan=jabatan, nama_jabatan=jabatan.nama, jenjang=jenjang,
                eselon=eselon, unit=unit, **orang,
            )  # fmt: skip
        sebelum = rekaman()

        pertama = pasang(isi(klien, bentuk=bentuk), oleh=pengelola)
        kedua = periksa(isi(klien, bentuk=bentuk, per=25), oleh=pengelola)

        assert rekaman() == sebelum  # the first file brings only the cells that it did not know
        assert (pertama.jumlah_baru, pertama.jumlah_galat, pertama.jumlah_ditanya) == (0, 0, 0)
        assert (kedua.jumlah_baru, kedua.jumlah_berubah, kedua.jumlah_galat) == (0, 0, 0)
        assert kedua.jumlah_tetap == len(daftar)
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
