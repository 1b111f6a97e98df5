"""Moving, merging, renaming, closing units: what goes along, what is refused, and back."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akses.models import JejakAudit, Pemberitahuan
from pegawai import periksa_unit, perubahan_unit, pohon, tasks
from pegawai.models import Pegawai, PerubahanUnit, TemuanUnit, UnitOrganisasi
from tests.factories import PegawaiFactory, UnitFactory
from tests.pegawai.bantu_impor import buku, kode, pasang, teks
from tests.pegawai.bantu_pohon import susun, tanam

HARI = datetime.date(2026, 1, 2)
KEPALA_UNOR = ["ID", "NAMA_UNOR", "ID_ATASAN"]
Jenis, Status = PerubahanUnit.Jenis, PerubahanUnit.Status


def segar(unit):
    return UnitOrganisasi.tanpa_batas.get(pk=unit.pk)


def ubah(oleh, unit, jenis, *, pada=HARI, dilihat="", **isi):
    satu = perubahan_unit.susun(
        unit=segar(unit), jenis=jenis, tanggal_berlaku=pada, dasar="Perda 4/2026", oleh=oleh, **isi
    )
    return perubahan_unit.ajukan(satu, oleh=oleh, dilihat=dilihat)


def potret():
    unit = UnitOrganisasi.tanpa_batas.order_by("pk").values_list(
        "pk", "nama", "induk", "aktif", "digabung_ke", "jalur", "kedalaman", "perangkat_daerah"
    )
    return list(unit), list(Pegawai.tanpa_batas.order_by("pk").values_list("pk", "unit"))


def besok():
    return timezone.localdate() + datetime.timedelta(days=1)


# What takes effect


def test_pindah_membawa_semua_di_bawahnya(pengelola, kantor):
    PegawaiFactory(unit=kantor["Subbagian Umum"])

    satu = ubah(pengelola, kantor["Sekretariat"], Jenis.PINDAH, ke_unit=kantor["Badan Kepegawaian"])

    umum = segar(kantor["Subbagian Umum"])
    assert (satu.status, satu.jumlah_pegawai, satu.jumlah_unit) == (Status.BERLAKU, 1, 1)
    assert umum.jalur == "Subbagian Umum › Sekretariat › Badan Kepegawaian"
    assert umum.perangkat_daerah_id == kantor["Badan Kepegawaian"].pk


def test_gabung_memindahkan_orang_dan_anak_lalu_menutup(pengelola, kantor):
    lama, baru = kantor["Dinas Kesehatan"], kantor["Badan Kepegawaian"]
    orang = PegawaiFactory(unit=lama)

    satu = ubah(pengelola, lama, Jenis.GABUNG, ke_unit=baru)

    orang.refresh_from_db()
    sumber = segar(lama)
    assert (satu.jumlah_pegawai, satu.jumlah_unit) == (1, 1)
    assert orang.unit_id == baru.pk
    assert segar(kantor["Sekretariat"]).induk_id == baru.pk
    assert (sumber.aktif, sumber.digabung_ke_id) == (False, baru.pk)
    jejak = JejakAudit.tanpa_batas.filter(objek_jenis="pegawai.perubahanunit").get()
    assert (jejak.pengguna, jejak.data["pegawai"]) == (pengelola, 1)


def test_alias_selalu_menunjuk_tujuan_terakhir(pengelola, kantor):
    a, b = kantor["Sekretariat"], kantor["Dinas Kesehatan"]
    ubah(pengelola, a, Jenis.GABUNG, ke_unit=b)
    ubah(pengelola, b, Jenis.GABUNG, ke_unit=kantor["Badan Kepegawaian"])

    assert segar(a).digabung_ke_id == kantor["Badan Kepegawaian"].pk


def test_ganti_nama_mengubah_jalur_di_bawahnya(pengelola, kantor):
    ubah(pengelola, kantor["Dinas Kesehatan"], Jenis.NAMA, nama_baru="  Dinas  Sehat ")

    assert segar(kantor["Subbagian Umum"]).jalur == "Subbagian Umum › Sekretariat › Dinas Sehat"


def test_tutup_hanya_unit_kosong(pengelola, kantor):
    PegawaiFactory(unit=kantor["Subbagian Umum"])

    with pytest.raises(ValidationError, match="1 pegawai aktif dan 0 unit aktif"):
        ubah(pengelola, kantor["Subbagian Umum"], Jenis.TUTUP)
    ubah(pengelola, kantor["Sekretariat Badan"], Jenis.TUTUP)

    assert segar(kantor["Sekretariat Badan"]).aktif is False


# What is refused


def test_yang_ditolak_dengan_kalimat(pengelola, kantor, instansi_lain):
    asing = UnitFactory(instansi=instansi_lain)
    dinas, sekretariat = kantor["Dinas Kesehatan"], kantor["Sekretariat"]
    UnitFactory(instansi=dinas.instansi, nama="SEKRETARIAT", induk=kantor["Badan Kepegawaian"])
    tutup = UnitFactory(instansi=dinas.instansi, induk=dinas, aktif=False)

    for jenis, unit, isi, kalimat in (
        (Jenis.PINDAH, dinas, {"ke_unit": kantor["Subbagian Umum"]}, "melingkar"),
        (Jenis.GABUNG, dinas, {"ke_unit": sekretariat}, "melingkar"),
        (Jenis.PINDAH, dinas, {"ke_unit": dinas}, "melingkar"),
        (Jenis.PINDAH, dinas, {"ke_unit": asing}, "instansi lain"),
        (Jenis.GABUNG, dinas, {"ke_unit": tutup}, "melingkar"),
        (Jenis.GABUNG, sekretariat, {"ke_unit": tutup}, "tidak aktif"),
        (Jenis.PINDAH, sekretariat, {"ke_unit": dinas}, "sudah berada"),
        (Jenis.PINDAH, sekretariat, {"ke_unit": kantor["Badan Kepegawaian"]}, "sudah ada unit"),
        (Jenis.NAMA, dinas, {"nama_baru": "badan kepegawaian"}, "sudah ada unit"),
        (Jenis.NAMA, dinas, {"nama_baru": dinas.nama}, "sudah demikian"),
        (Jenis.TUTUP, tutup, {}, "sudah tidak aktif"),
    ):
        with pytest.raises(ValidationError, match=kalimat):
            ubah(pengelola, unit, jenis, **isi)

    assert not PerubahanUnit.tanpa_batas.exists()


def test_pratinjau_yang_sudah_basi_ditolak(pengelola, kantor):
    tujuan = kantor["Badan Kepegawaian"]
    PegawaiFactory(unit=kantor["Sekretariat"])

    with pytest.raises(ValidationError, match="kini 1 pegawai dan 1 unit"):
        ubah(pengelola, kantor["Sekretariat"], Jenis.PINDAH, ke_unit=tujuan, dilihat="0-1")


def paksa(unit, induk):
    """Past the service, as far as the end of the transaction, when the trigger looks."""
    with transaction.atomic(), connection.cursor() as kursor:
        UnitOrganisasi.tanpa_batas.filter(pk=unit.pk).update(induk=induk)
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_basis_data_menolak_lingkaran_dan_induk_asing(kantor, instansi_lain):
    for induk in (kantor["Subbagian Umum"], UnitFactory(instansi=instansi_lain)):
        with pytest.raises(IntegrityError):
            paksa(kantor["Dinas Kesehatan"], induk)


# A day to come


def test_tanggal_depan_berlaku_oleh_tugas_sekali_saja(pengelola, kantor, monkeypatch):
    satu = ubah(
        pengelola, kantor["Sekretariat"], Jenis.PINDAH, pada=besok(),
        ke_unit=kantor["Badan Kepegawaian"],
    )  # fmt: skip
    tasks.berlakukan_perubahan_unit()
    belum = segar(kantor["Sekretariat"]).induk_id
    lusa = besok() + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: lusa)

    tasks.berlakukan_perubahan_unit()
    tasks.berlakukan_perubahan_unit()

    satu.refresh_from_db()
    assert belum == kantor["Dinas Kesehatan"].pk
    assert satu.status == Status.BERLAKU
    assert segar(kantor["Sekretariat"]).induk_id == kantor["Badan Kepegawaian"].pk
    assert JejakAudit.tanpa_batas.filter(aksi=JejakAudit.Aksi.TERAPKAN).count() == 1


def test_yang_tidak_dapat_lagi_berlaku_ditandai_dan_dikabarkan(pengelola, kantor, monkeypatch):
    satu = ubah(pengelola, kantor["Sekretariat Badan"], Jenis.TUTUP, pada=besok())
    PegawaiFactory(unit=kantor["Sekretariat Badan"])
    hari = besok()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: hari)

    tasks.berlakukan_perubahan_unit()

    satu.refresh_from_db()
    assert satu.status == Status.GAGAL
    assert "1 pegawai aktif" in satu.alasan
    assert segar(kantor["Sekretariat Badan"]).aktif
    assert Pemberitahuan.tanpa_batas.get(pengguna=pengelola).tautan.startswith("/pegawai/unit/")


def test_hanya_satu_yang_menunggu_per_jenis(pengelola, kantor):
    ubah(pengelola, kantor["Sekretariat"], Jenis.NAMA, pada=besok(), nama_baru="Tata Usaha")

    with pytest.raises(ValidationError, match="sudah menunggu"):
        ubah(pengelola, kantor["Sekretariat"], Jenis.NAMA, pada=besok(), nama_baru="Umum")


# Back


@pytest.mark.parametrize(
    ("unit", "jenis", "isi"),
    [
        ("Sekretariat", Jenis.PINDAH, {"ke_unit": "Badan Kepegawaian"}),
        ("Dinas Kesehatan", Jenis.GABUNG, {"ke_unit": "Badan Kepegawaian"}),
        ("Subbagian Umum", Jenis.GABUNG, {"ke_unit": "Sekretariat"}),
        ("Dinas Kesehatan", Jenis.NAMA, {"nama_baru": "Dinas Sehat"}),
        ("Sekretariat Badan", Jenis.TUTUP, {}),
    ],
)
def test_batal_memulihkan_persis(pengelola, kantor, unit, jenis, isi):
    PegawaiFactory(unit=kantor["Dinas Kesehatan"])
    PegawaiFactory(unit=kantor["Subbagian Umum"])
    isi = {nama: kantor.get(nilai, nilai) for nama, nilai in isi.items()}
    semula = potret()

    satu = ubah(pengelola, kantor[unit], jenis, **isi)
    sesudah = potret()
    perubahan_unit.batalkan(satu.pk, oleh=pengelola)

    assert sesudah != semula
    assert potret() == semula


def test_batal_ditolak_bila_namanya_sudah_dipakai_unit_lain(pengelola, kantor):
    tutup = ubah(pengelola, kantor["Sekretariat Badan"], Jenis.TUTUP)
    UnitFactory(
        instansi=pengelola.instansi, nama="Sekretariat Badan",
        induk=kantor["Sekretariat Badan"].induk,
    )  # fmt: skip

    with pytest.raises(ValidationError, match="sudah ada unit “Sekretariat Badan”"):
        perubahan_unit.batalkan(tutup.pk, oleh=pengelola)


def test_pratinjau_penggabungan_menyebut_bawahan_yang_akan_kembar(pengelola, kantor):
    for atas in ("Dinas Kesehatan", "Badan Kepegawaian"):
        UnitFactory(instansi=pengelola.instansi, nama="Tata Usaha", induk=kantor[atas])
    satu = perubahan_unit.susun(
        unit=kantor["Dinas Kesehatan"], jenis=Jenis.GABUNG, ke_unit=kantor["Badan Kepegawaian"],
        tanggal_berlaku=timezone.localdate(), dasar="SK", oleh=pengelola,
    )  # fmt: skip

    assert any("1 unit bawahannya bernama sama" in c for c in perubahan_unit.dampak(satu).catatan)


def test_perubahan_yang_rusak_tidak_menahan_yang_lain(pengelola, kantor, monkeypatch):
    daftar = [
        ubah(pengelola, kantor[unit], Jenis.NAMA, nama_baru=f"{unit} Baru", pada=besok())
        for unit in ("Dinas Kesehatan", "Sekretariat Badan")
    ]
    PerubahanUnit.tanpa_batas.update(tanggal_berlaku=timezone.localdate())
    asli = perubahan_unit.berlakukan

    def rusak(nomor):
        if nomor == daftar[0].pk:
            raise IntegrityError("rusak")
        return asli(nomor)

    monkeypatch.setattr(perubahan_unit, "berlakukan", rusak)
    tasks.berlakukan_perubahan_unit()

    status = PerubahanUnit.tanpa_batas.order_by("pk").values_list("status", flat=True)
    assert list(status) == ["MENUNGGU", "BERLAKU"]


def test_batal_ditolak_bila_sudah_tersentuh(pengelola, kantor):
    orang = PegawaiFactory(unit=kantor["Dinas Kesehatan"])
    gabung = ubah(
        pengelola, kantor["Dinas Kesehatan"], Jenis.GABUNG, ke_unit=kantor["Badan Kepegawaian"]
    )
    Pegawai.tanpa_batas.filter(pk=orang.pk).update(unit=kantor["Sekretariat Badan"])
    ubah(pengelola, kantor["Sekretariat"], Jenis.PINDAH, ke_unit=kantor["Pemkab"])

    with pytest.raises(ValidationError) as salah:
        perubahan_unit.batalkan(gabung.pk, oleh=pengelola)

    assert salah.value.messages[1:] == [
        "1 pegawai yang ikut pindah sudah berpindah lagi.",
        "1 unit yang ikut pindah sudah berubah lagi.",
    ]


def test_yang_menunggu_dibatalkan_sekali(pengelola, kantor):
    satu = ubah(pengelola, kantor["Sekretariat"], Jenis.NAMA, pada=besok(), nama_baru="Umum")

    perubahan_unit.batalkan(satu.pk, oleh=pengelola)

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        perubahan_unit.batalkan(satu.pk, oleh=pengelola)
    assert perubahan_unit.berlakukan(satu.pk) is None


# Imports after it


def test_impor_menyebut_unit_gabungan_mengarah_ke_tujuan(pengelola, instansi):
    pasang(
        buku(KEPALA_UNOR, ["A1", "Pemkab", ""], ["B2", "Dinas", "A1"], ["B3", "Badan", "A1"]),
        oleh=pengelola, jenis="unor",
    )  # fmt: skip
    unit = {u.siasn_id: u for u in UnitOrganisasi.tanpa_batas.filter(instansi=instansi)}
    ubah(pengelola, unit["B2"], Jenis.GABUNG, ke_unit=unit["B3"])

    berkas = pasang(
        buku(
            KEPALA_UNOR, ["A1", "Pemkab", ""], ["B2", "Dinas Baru", "A1"], ["B3", "Badan", "A1"],
            ["C1", "Bidang", "B2"],
        ),
        oleh=pengelola, jenis="unor",
    )  # fmt: skip
    pasang(
        teks(["NIP BARU", "NAMA", "UNOR ID"], ["198507172010011001", "BUDI", "B2"]), oleh=pengelola
    )

    assert kode(berkas) == {(3, "unit_digabung")}
    assert (segar(unit["B2"]).aktif, segar(unit["B2"]).nama) == (False, "Dinas")
    assert UnitOrganisasi.tanpa_batas.get(siasn_id="C1").induk_id == unit["B3"].pk
    assert Pegawai.tanpa_batas.get(nip="198507172010011001").unit_id == unit["B3"].pk


def test_impor_tidak_mengembalikan_yang_belum_disusul_siasn(pengelola, instansi):
    lama = buku(
        KEPALA_UNOR, ["A1", "Pemkab", ""], ["B2", "Dinas", "A1"], ["B3", "Badan", "A1"],
        ["C1", "Bidang", "B2"], ["C2", "Seksi", "B2"],
    )  # fmt: skip
    pasang(lama, oleh=pengelola, jenis="unor")
    unit = {u.siasn_id: u for u in UnitOrganisasi.tanpa_batas.filter(instansi=instansi)}
    ubah(pengelola, unit["C1"], Jenis.PINDAH, ke_unit=unit["B3"])
    ubah(pengelola, unit["B3"], Jenis.NAMA, nama_baru="Badan Baru")
    ubah(pengelola, unit["C2"], Jenis.TUTUP)
    semula = potret()

    berkas = pasang(
        buku(
            KEPALA_UNOR, ["A1", "Pemkab", ""], ["B2", "Dinas", "A1"], ["B3", "BADAN", "A1"],
            ["C1", "Bidang", "B2"], ["C2", "Seksi", "B2"],
        ),
        oleh=pengelola, jenis="unor",
    )  # fmt: skip
    tetap = potret()
    pasang(
        buku(KEPALA_UNOR, ["B3", "Badan Tiga", "A1"], ["C1", "Bidang", "A1"], ["A1", "Pemkab", ""]),
        oleh=pengelola, jenis="unor",
    )  # fmt: skip

    assert kode(berkas) == {
        (4, "perubahan_belum_di_siasn"), (5, "perubahan_belum_di_siasn"), (6, "unit_ditutup"),
    }  # fmt: skip
    assert tetap == semula
    assert segar(unit["B3"]).nama == "Badan Tiga"  # SIASN has moved on: it counts again
    assert segar(unit["C1"]).induk_id == unit["A1"].pk


# Pages


def alamat(unit, jenis):
    return f"/pegawai/unit/{unit.pk}/ubah/?jenis={jenis}"


def test_dari_formulir_ke_pratinjau_ke_berlaku(klien, kantor):
    PegawaiFactory(unit=kantor["Sekretariat"])
    isi = {
        "ke_unit": kantor["Badan Kepegawaian"].pk,
        "tanggal_berlaku": "2-1-2026",
        "dasar": "SK 800/1/2026",
    }
    tujuan = alamat(kantor["Sekretariat"], "PINDAH")

    formulir = klien.get(tujuan)
    pratinjau = klien.post(tujuan, isi)
    dilihat = pratinjau.context["dampak"].sidik
    belum = segar(kantor["Sekretariat"]).induk_id
    berlaku = klien.post(tujuan, {**isi, "dilihat": dilihat, "terapkan": "1"})
    dua_kali = klien.post(tujuan, {**isi, "dilihat": dilihat, "terapkan": "1"})
    rincian = klien.get(berlaku["Location"]).content.decode()

    assert "Sekretariat Badan › Badan Kepegawaian" in formulir.content.decode()
    assert "1 pegawai dan 1 unit ikut pindah." in pratinjau.content.decode()
    assert belum == kantor["Dinas Kesehatan"].pk
    assert segar(kantor["Sekretariat"]).induk_id == kantor["Badan Kepegawaian"].pk
    assert dua_kali.status_code == 422
    assert "sudah berada" in dua_kali.content.decode()
    assert PerubahanUnit.tanpa_batas.count() == 1
    assert "SK 800/1/2026" in rincian


def test_formulir_hanya_menawarkan_tujuan_yang_mungkin(klien, kantor, instansi_lain):
    UnitFactory(instansi=instansi_lain, nama="Dinas Asing")

    pilihan = klien.get(alamat(kantor["Dinas Kesehatan"], "GABUNG")).context["form"]

    assert set(pilihan.fields["ke_unit"].queryset) == {
        kantor["Pemkab"], kantor["Badan Kepegawaian"], kantor["Sekretariat Badan"],
    }  # fmt: skip


@pytest.mark.parametrize("jenis", ["PINDAH", "GABUNG", "NAMA", "TUTUP"])
def test_isian_kosong_disebut_satu_per_satu(klien, kantor, jenis):
    respons = klien.post(alamat(kantor["Dinas Kesehatan"], jenis), {})

    assert respons.status_code == 422
    assert "Tulis nomor SK atau peraturan daerahnya." in respons.content.decode()


def test_pengelola_lain_dan_pembaca_tidak_mengubah(
    klien_untuk, kantor, pengelola, pengelola_lain, verifikator
):
    satu = ubah(pengelola, kantor["Sekretariat"], Jenis.NAMA, pada=besok(), nama_baru="Umum")
    batal = f"/pegawai/unit/perubahan/{satu.pk}/batalkan/"

    assert klien_untuk(pengelola_lain).post(batal).status_code == 404
    assert klien_untuk(verifikator).post(batal).status_code == 403
    assert klien_untuk(verifikator).get(alamat(kantor["Sekretariat"], "NAMA")).status_code == 403
    assert klien_untuk(pengelola).post(batal).status_code == 302
    satu.refresh_from_db()
    assert (satu.status, satu.pembatal) == (Status.BATAL, pengelola)


# The nightly check


@pytest.fixture
def tanpa_pemicu(db):
    """The trees of before the trigger, or of somebody who went around it."""
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute("ALTER TABLE pegawai_unitorganisasi DISABLE TRIGGER unit_tanpa_lingkar")


def rusak(kantor, instansi_lain):
    semua = UnitOrganisasi.tanpa_batas
    asing = UnitFactory(instansi=instansi_lain, nama="Asing")
    semua.filter(pk=kantor["Dinas Kesehatan"].pk).update(induk=kantor["Subbagian Umum"])
    semua.filter(pk=kantor["Sekretariat Badan"].pk).update(induk=asing)
    semua.filter(pk=kantor["Badan Kepegawaian"].pk).update(
        aktif=False, digabung_ke=kantor["Pemkab"]
    )
    anak = UnitFactory(
        instansi=kantor["Pemkab"].instansi, nama="Bidang", induk=kantor["Badan Kepegawaian"]
    )
    PegawaiFactory(unit=kantor["Badan Kepegawaian"])
    return anak


def test_pemeriksaan_malam_mencatat_lalu_melepas(
    tanpa_pemicu, kantor, instansi, instansi_lain, klien, pengelola
):
    rusak(kantor, instansi_lain)
    UnitFactory(instansi=instansi, nama="Pucuk Lain")

    tasks.periksa_pohon()
    tasks.periksa_pohon()
    temuan = set(TemuanUnit.untuk(pengelola).values_list("unit__nama", "jenis"))
    halaman = klien.get("/pegawai/unit/temuan/").content.decode()
    call_command("perbaiki_pohon", instansi="62.01", terapkan=True)
    tasks.periksa_pohon()
    sisa = set(TemuanUnit.tanpa_batas.filter(instansi=instansi).values_list("unit__nama", "jenis"))

    assert temuan == {
        ("Dinas Kesehatan", "LINGKAR"), ("Sekretariat", "LINGKAR"), ("Subbagian Umum", "LINGKAR"),
        ("Sekretariat Badan", "INSTANSI"), ("Pucuk Lain", "PUCUK"), ("Bidang", "TURUNAN"),
        ("Bidang", "INDUK_TUTUP"), ("Badan Kepegawaian", "PEGAWAI_TUTUP"),
    }  # fmt: skip
    assert "Rantai induk melingkar" in halaman
    assert {satu for _, satu in sisa} == {"PUCUK"}


def test_perbaikan_tampil_dahulu_baru_menulis(
    tanpa_pemicu, kantor, instansi, instansi_lain, capsys
):
    anak = rusak(kantor, instansi_lain)
    semula = potret()

    call_command("perbaiki_pohon", instansi="62.01")
    tampil = capsys.readouterr().out
    masih = potret()
    call_command("perbaiki_pohon", instansi="62.01", terapkan=True)

    assert "Akan diperbaiki: Dinas Kesehatan: dilepas dari induknya" in tampil
    assert masih == semula
    assert segar(anak).induk_id == kantor["Pemkab"].pk
    assert Pegawai.tanpa_batas.get().unit_id == kantor["Pemkab"].pk
    assert {satu.jenis for satu in periksa_unit.cari(instansi)} == {"PUCUK"}


# What holds whatever happens


LANGKAH = st.lists(
    st.tuples(
        st.sampled_from(["PINDAH", "GABUNG", "NAMA", "TUTUP", "BATAL"]),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    max_size=8,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(induk=st.lists(st.integers(0, 6), min_size=7, max_size=7), langkah=LANGKAH)
def test_pohon_utuh_sesudah_perubahan_apa_pun(pengelola, instansi, induk, langkah):
    with transaction.atomic():
        unit = [UnitFactory(instansi=instansi, nama="U0")]
        for n, atas in enumerate(induk, 1):
            unit.append(UnitFactory(instansi=instansi, nama=f"U{n}", induk=unit[atas % n]))
            PegawaiFactory(unit=unit[n])
        susun(instansi)
        dibuat = []
        for jenis, a, b in langkah:
            try:
                if jenis == "BATAL":
                    if dibuat:
                        perubahan_unit.batalkan(dibuat.pop(a % len(dibuat)), oleh=pengelola)
                else:
                    dibuat.append(
                        ubah(
                            pengelola, unit[a], jenis, ke_unit=segar(unit[b]), nama_baru=f"N{b}"
                        ).pk
                    )
            except ValidationError:
                pass
        utuh(instansi)
        transaction.set_rollback(True)


def utuh(instansi):
    """Path = own name and the path above; everything hangs on the root; nobody is lost."""
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute("SET CONSTRAINTS ALL DEFERRED")
    semua = {u.pk: u for u in UnitOrganisasi.tanpa_batas.filter(instansi=instansi)}
    for satu in semua.values():
        atas = semua.get(satu.induk_id)
        if atas is None:
            assert (satu.jalur, satu.kedalaman) == (satu.nama, 0)
            continue
        assert satu.kedalaman == atas.kedalaman + 1
        assert satu.jalur == (f"{satu.nama} › {atas.jalur}" if atas.kedalaman else satu.nama)
        assert satu.perangkat_daerah_id == (atas.perangkat_daerah_id or satu.pk)
        assert satu.aktif is False or atas.aktif
    assert len(pohon.nomor_bawahan(next(u for u in semua.values() if not u.induk_id))) == 8
    tempat = [semua[nomor] for nomor in Pegawai.tanpa_batas.values_list("unit", flat=True)]
    assert len(tempat) == 7
    assert all(satu.aktif for satu in tempat)
    for satu in semua.values():
        if satu.digabung_ke_id:
            assert semua[satu.digabung_ke_id].digabung_ke_id is None


@pytest.mark.django_db(transaction=True)
def test_dua_perubahan_sekaligus_tidak_menutup_lingkaran(pengelola, instansi):
    unit = tanam(instansi, ("Pemkab", None), ("A", "Pemkab"), ("B", "Pemkab"))
    hasil, mulai = [], threading.Barrier(2)

    def pindahkan(a, b):
        try:
            mulai.wait(10)
            hasil.append(ubah(pengelola, unit[a], Jenis.PINDAH, ke_unit=unit[b]).status)
        except ValidationError as salah:
            hasil.append(salah.messages[0])
        finally:
            connection.close()

    utas = [threading.Thread(target=pindahkan, args=pasangan) for pasangan in ("AB", "BA")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(30)

    assert sorted(hasil)[0] == Status.BERLAKU
    assert "melingkar" in sorted(hasil)[1]


@pytest.mark.parametrize("banyak", [1, 20])
def test_kueri_pemeriksaan_tidak_tergantung_temuan(
    kantor, instansi, banyak, django_assert_num_queries
):
    for n in range(banyak):
        UnitFactory(instansi=instansi, nama=f"Pucuk {n}")

    # savepoint, findings, old ones, write, end of savepoint; nothing to delete
    with django_assert_num_queries(5):
        assert periksa_unit.catat_temuan(instansi, HARI) == banyak
