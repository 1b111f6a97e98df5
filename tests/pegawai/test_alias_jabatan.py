"""Old and reversed names of jobs: the rule, the aliases, and which of them wins."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from akses.models import JejakAudit
from pegawai import alias as layanan
from pegawai import impor, tasks
from pegawai.impor.alias import sql_bakukan
from pegawai.jenjang import FUNGSIONAL, bakukan, nama_lain
from pegawai.models import AliasJabatan, Jabatan, Pegawai, UsulanPerubahan
from pegawai.usulan import putuskan
from tests.factories import PegawaiFactory
from tests.pegawai.bantu_impor import BARIS, KEPALA, buku, kode, pasang, periksa

JUDUL = [*KEPALA, "JENIS JABATAN ID", "JABATAN NAMA"]


@pytest.fixture
def perawat(db):
    return Jabatan.objects.create(siasn_id="J1", nama="PERAWAT TERAMPIL", jenjang="TERAMPIL")


@pytest.fixture
def guru(db):
    return Jabatan.objects.create(
        siasn_id="J2", nama="GURU KELAS AHLI PERTAMA", jenjang="AHLI_PERTAMA", bup=60
    )


def berjabatan(*daftar, jenis="2"):
    """A person file in which each row has one of the names."""
    return buku(
        JUDUL,
        *[
            [f"198507172010011{n:03d}", *BARIS[1:], jenis, nama]
            for n, nama in enumerate(daftar, start=1)
        ],
    )


def alias(asal, jabatan, *, oleh, instansi=None, jenis="", **lain):
    return AliasJabatan.tanpa_batas.create(
        nama_asal=bakukan(asal), jabatan=jabatan, oleh=oleh, instansi=instansi, jenis=jenis, **lain
    )


def jabatan_pegawai():
    return list(Pegawai.tanpa_batas.order_by("nip").values_list("nama_jabatan", "jabatan__nama"))


TULISAN = [
    "TERAMPIL - PERAWAT",
    " perawat,   Terampil",
    "«PERAWAT» (TERAMPIL)",
    "AHLI PERTAMA - GURU KELAS (SD)",
    "---",
    "",
]


def test_pembakuan_di_basis_data_sama_dengan_di_python(db):
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {sql_bakukan('t')} FROM unnest(%s) AS t", [TULISAN])
        hasil = [satu for (satu,) in kursor.fetchall()]

    assert hasil == [bakukan(satu) for satu in TULISAN]
    assert bakukan(TULISAN[1]) == "PERAWAT TERAMPIL"


@pytest.mark.parametrize(
    ("tertulis", "jenis", "jabatan"),
    [
        ("TERAMPIL - PERAWAT", "", "PERAWAT TERAMPIL"),
        ("AHLI PERTAMA - GURU KELAS", "", "GURU KELAS AHLI PERTAMA"),
        ("Ahli Pertama  -  Guru Kelas (Formasi 2023)", "", "GURU KELAS AHLI PERTAMA"),
        ("PERAWAT TERAMPIL (PPPK)", "", "PERAWAT TERAMPIL"),
        ("GURU KELAS AHLI PERTAMA", "", "AHLI PERTAMA GURU KELAS"),
        ("Perawat Pelaksana Lanjutan", FUNGSIONAL, "PERAWAT MAHIR"),
        ("Perawat Pelaksana", FUNGSIONAL, "PERAWAT TERAMPIL"),
        ("Perawat Pelaksana Pemula", FUNGSIONAL, "PERAWAT PEMULA"),
        ("Guru Madya", FUNGSIONAL, "GURU AHLI MADYA"),
        ("PERTAMA - GURU", FUNGSIONAL, "GURU AHLI PERTAMA"),
    ],
)
def test_nama_terbalik_dan_nama_lama_terbaca(tertulis, jenis, jabatan):
    assert jabatan in nama_lain(tertulis, jenis)


def test_kata_lama_hanya_bagi_fungsional_dan_nama_biasa_tanpa_ejaan_lain():
    assert nama_lain("Bidan Utama", "") == []
    assert nama_lain("PENGELOLA KEUANGAN", FUNGSIONAL) == []
    assert nama_lain("", FUNGSIONAL) == []


def test_nama_terbalik_menemukan_jabatannya_dan_tercatat(pengelola, perawat, guru):
    isi = ["TERAMPIL - PERAWAT", "AHLI PERTAMA - GURU KELAS (PPPK)", "perawat  terampil"]

    berkas = pasang(berjabatan(*isi), oleh=pengelola)

    assert kode(berkas) == set()
    assert jabatan_pegawai() == [
        (isi[0], perawat.nama),
        (isi[1], guru.nama),
        ("perawat terampil", perawat.nama),
    ]
    assert list(AliasJabatan.tanpa_batas.values_list("nama_asal", "jenis", "jabatan")) == [
        ("AHLI PERTAMA GURU KELAS PPPK", "2", guru.pk),
        ("TERAMPIL PERAWAT", "2", perawat.pk),
    ]
    assert set(AliasJabatan.tanpa_batas.values_list("sumber", "oleh", "instansi")) == {
        ("ATURAN", None, None)
    }
    ulang = pasang(berjabatan(*isi), oleh=pengelola)
    assert (ulang.jumlah_tetap, AliasJabatan.tanpa_batas.count()) == (3, 2)


def test_pemeriksaan_saja_tidak_mencatat_apa_pun(pengelola, perawat):
    periksa(berjabatan("TERAMPIL - PERAWAT"), oleh=pengelola)

    assert not AliasJabatan.tanpa_batas.exists()


def test_alias_sendiri_menang_atas_yang_bersama_nama_persis_dan_aturan(
    pengelola, pengelola_lain, semua, perawat, guru
):
    lain = Jabatan.objects.create(siasn_id="J3", nama="PERAWAT MAHIR", jenjang="MAHIR")
    bidan = Jabatan.objects.create(siasn_id="J4", nama="BIDAN TERAMPIL", jenjang="TERAMPIL")
    alias("PERAWAT TERAMPIL", guru, oleh=semua)
    alias("TERAMPIL - PERAWAT", bidan, oleh=semua, sumber="ATURAN")
    alias("Terampil-Perawat", lain, oleh=pengelola, instansi=pengelola.instansi)
    nama = ["PERAWAT TERAMPIL", "TERAMPIL - PERAWAT"]

    pasang(berjabatan(*nama), oleh=pengelola)
    assert [satu for _, satu in jabatan_pegawai()] == [guru.nama, lain.nama]

    Pegawai.tanpa_batas.all().delete()
    pasang(berjabatan(*nama), oleh=pengelola_lain)
    assert [satu for _, satu in jabatan_pegawai()] == [guru.nama, bidan.nama]


def test_alias_menurut_jenis_jabatan(pengelola, perawat, guru):
    alias("MANTRI", guru, oleh=pengelola, instansi=pengelola.instansi)
    alias("MANTRI", perawat, oleh=pengelola, instansi=pengelola.instansi, jenis="2")

    pasang(berjabatan("MANTRI"), oleh=pengelola)
    assert jabatan_pegawai() == [("MANTRI", perawat.nama)]
    pasang(berjabatan("Mantri", jenis="4"), oleh=pengelola)
    assert jabatan_pegawai() == [("Mantri", guru.nama)]


def test_jabatan_tidak_aktif_dan_kemiripan_tidak_dipakai(pengelola, perawat):
    Jabatan.objects.create(siasn_id="J9", nama="BIDAN TERAMPIL", jenjang="TERAMPIL", aktif=False)

    berkas = pasang(berjabatan("TERAMPIL - BIDAN", "PERAWAT TRAMPIL"), oleh=pengelola)

    assert kode(berkas) == {(2, "jabatan_tidak_dikenal"), (3, "jabatan_tidak_dikenal")}
    assert [satu for _, satu in jabatan_pegawai()] == [None, None]


def test_dari_nama_kembar_yang_sejenjang_diambil(pengelola):
    Jabatan.objects.create(siasn_id="J1", nama="ANALIS DATA", jenjang="PELAKSANA")
    eselon = Jabatan.objects.create(siasn_id="J2", nama="ANALIS DATA", jenjang="PENGAWAS")

    pasang(
        buku([*JUDUL, "ESELON ID"], [*BARIS, "1", "ANALIS DATA", "41"]),
        oleh=pengelola,
    )

    assert Pegawai.tanpa_batas.get().jabatan == eselon


def test_nama_asing_dihitung_per_nama(pengelola, perawat):
    nama = ["PRANATA KOMPUTER MAHIR", "Pranata Komputer - Mahir", "ENTAH", "PERAWAT TERAMPIL"]

    berkas = periksa(berjabatan(*nama), oleh=pengelola)

    assert berkas.hitungan["jabatan_asing"] == [
        ["PRANATA KOMPUTER MAHIR", "2", 2],
        ["ENTAH", "2", 1],
    ]


# --- The preview asks -------------------------------------------------------------------------


def lihat(klien, berkas):
    return klien.get(reverse("pegawai:berkas", kwargs={"berkas_id": berkas.pk}))


def jawab(klien, berkas, **isi):
    return klien.post(reverse("pegawai:cocokkan_jabatan", kwargs={"berkas_id": berkas.pk}), isi)


def test_pratinjau_menawarkan_jabatan_yang_mirip_per_nama(klien, pengelola, perawat, guru):
    berkas = periksa(
        berjabatan("PERAWAT TRAMPIL", "Perawat-Trampil", "PRAMUSAJI KEPALA"), oleh=pengelola
    )

    respons = lihat(klien, berkas)

    baris = respons.context["jabatan_asing"].baris
    assert [(satu.nama, satu.jumlah, satu.saran) for satu, _ in baris] == [
        ("PERAWAT TRAMPIL", 2, [(perawat.pk, perawat.nama)]),
        ("PRAMUSAJI KEPALA", 1, []),
    ]
    isi = respons.content.decode()
    assert "PERAWAT TRAMPIL: 2 baris" in isi
    assert "Tidak ada yang mirip dalam rujukan." in isi
    assert not AliasJabatan.tanpa_batas.exists()


def test_sekali_pilih_menjadi_alias_dan_berkas_diperiksa_lagi(
    klien, pengelola, perawat, django_capture_on_commit_callbacks
):
    berkas = periksa(berjabatan("PERAWAT TRAMPIL"), oleh=pengelola)

    with django_capture_on_commit_callbacks():
        respons = jawab(klien, berkas, jabatan_0=perawat.pk)
    tasks.periksa_berkas(berkas.pk)

    assert respons.status_code == 302
    berkas.refresh_from_db()
    assert (berkas.status, kode(berkas), berkas.hitungan["jabatan_asing"]) == (
        "DIPERIKSA", set(), [],
    )  # fmt: skip
    satu = AliasJabatan.tanpa_batas.get()
    assert (satu.nama_asal, satu.jenis, satu.jabatan, satu.instansi, satu.oleh, satu.sumber) == (
        "PERAWAT TRAMPIL", "2", perawat, pengelola.instansi, pengelola, "PENGGUNA",
    )  # fmt: skip
    assert JejakAudit.tanpa_batas.filter(keterangan="Alias jabatan PERAWAT TRAMPIL").exists()


def test_jawaban_kosong_dan_jabatan_yang_tidak_ada_ditolak_di_formulir(klien, pengelola, perawat):
    berkas = periksa(berjabatan("PERAWAT TRAMPIL"), oleh=pengelola)

    kosong = jawab(klien, berkas)
    asing = jawab(klien, berkas, jabatan_0=0)

    assert (kosong.status_code, asing.status_code) == (422, 422)
    assert "sedikitnya satu nama" in kosong.content.decode()
    assert not AliasJabatan.tanpa_batas.exists()


def test_berkas_tanpa_nama_asing_dan_yang_sudah_diterapkan_tidak_ditanya(klien, pengelola, perawat):
    dikenal = periksa(berjabatan("PERAWAT TERAMPIL"), oleh=pengelola)
    assert lihat(klien, dikenal).context["jabatan_asing"] is None
    assert jawab(klien, dikenal, jabatan_0=perawat.pk).status_code == 302

    berkas = pasang(berjabatan("PERAWAT TRAMPIL"), oleh=pengelola)
    assert lihat(klien, berkas).context["jabatan_asing"] is None
    with pytest.raises(ValidationError, match="sudah diproses"):
        layanan.cocokkan_berkas(berkas, {("PERAWAT TRAMPIL", "2"): perawat}, oleh=pengelola)
    assert not AliasJabatan.tanpa_batas.exists()


def test_yang_tidak_mengunggah_hanya_melihat_namanya(klien_untuk, pengelola, verifikator, perawat):
    berkas = periksa(berjabatan("PERAWAT TRAMPIL"), oleh=pengelola)

    respons = lihat(klien_untuk(verifikator), berkas)

    assert "PERAWAT TRAMPIL" in respons.content.decode()
    assert not respons.context["jabatan_asing"].fields
    assert jawab(klien_untuk(verifikator), berkas, jabatan_0=perawat.pk).status_code == 403


# --- The screen -------------------------------------------------------------------------------


def test_layar_menunjukkan_nama_asing_terakhir_sampai_terjawab(klien, pengelola, perawat):
    periksa(berjabatan("PERAWAT TRAMPIL", "PERAWAT TRAMPIL", "ENTAH"), oleh=pengelola)
    pasang(berjabatan("PERAWAT TRAMPIL", "LAMA SEKALI"), oleh=pengelola)

    isi = klien.get(reverse("pegawai:alias")).context["asing"]
    assert [(satu.nama, satu.jumlah) for satu in isi] == [
        ("ENTAH", 1), ("LAMA SEKALI", 1), ("PERAWAT TRAMPIL", 1),
    ]  # fmt: skip
    assert isi[2].saran == [(perawat.pk, perawat.nama)]

    alias("PERAWAT TRAMPIL", perawat, oleh=pengelola, instansi=pengelola.instansi, jenis="2")
    alias("LAMA SEKALI", perawat, oleh=pengelola)
    Jabatan.objects.create(siasn_id="J8", nama="Entah", jenjang="PELAKSANA")
    assert klien.get(reverse("pegawai:alias")).context["asing"] == []


def test_alias_instansi_lain_tidak_menjawab_nama_asing(
    klien_untuk, pengelola, pengelola_lain, semua, perawat
):
    for oleh in (pengelola, pengelola_lain):
        periksa(berjabatan("PERAWAT TRAMPIL"), oleh=oleh)
    alias("PERAWAT TRAMPIL", perawat, oleh=pengelola, instansi=pengelola.instansi)

    jumlah = {
        oleh.username: [satu.jumlah for satu in layanan.asing_terakhir(oleh)]
        for oleh in (pengelola, pengelola_lain, semua)
    }

    assert jumlah == {"pengelola.6201": [], "pengelola.6205": [1], "bkd": [2]}


def test_layar_jumlah_kueri_tetap(klien, pengelola, perawat, guru, django_assert_num_queries):
    for n in range(30):
        alias(f"NAMA LAMA {n}", guru, oleh=pengelola, instansi=pengelola.instansi)
    PegawaiFactory.create_batch(4, instansi=pengelola.instansi, nama_jabatan="Nama lama 1")
    periksa(berjabatan(*[f"PERAWAT TRAMPIL {n}" for n in range(12)]), oleh=pengelola)
    klien.get(reverse("pegawai:alias"))

    # session, user, permissions, menu badges (2), count and page of aliases, who carries them,
    # files, answers, reference, likeness
    with django_assert_num_queries(12):
        respons = klien.get(reverse("pegawai:alias"))

    assert len(respons.context["asing"]) == 12
    jumlah = {satu.nama_asal: (n, lain) for satu, n, lain in respons.context["daftar"]}
    assert jumlah["NAMA LAMA 1"] == (4, 4)
    assert jumlah["NAMA LAMA 2"] == (0, 0)


def test_pencarian_alias_memaafkan_salah_ketik(klien, pengelola, perawat, guru):
    alias("MANTRI KESEHATAN", perawat, oleh=pengelola, instansi=pengelola.instansi)
    alias("ANALIS", guru, oleh=pengelola, sumber="ATURAN")

    def nama(**isi):
        respons = klien.get(reverse("pegawai:alias"), isi)
        return [satu.nama_asal for satu, *_ in respons.context["daftar"]]

    assert nama(q="mantri") == nama(q="mantry kesehatan") == ["MANTRI KESEHATAN"]
    assert nama(q="guru kelas") == nama(sumber="ATURAN") == ["ANALIS"]
    assert nama(q="zzz") == []


def test_menambah_alias_dengan_mencari_jabatan(klien, pengelola, perawat, guru):
    alamat = reverse("pegawai:alias_baru")
    mirip = klien.get(alamat, {"nama": "PERAWAT TRAMPIL", "jenis": "2"})
    assert mirip.context["form"].fields["jabatan"].choices == [(perawat.pk, perawat.nama)]
    dicari = klien.get(alamat, {"nama": "WALI KELAS", "cari": "guru klas"})
    assert dicari.context["form"].fields["jabatan"].choices == [(guru.pk, guru.nama)]
    assert klien.get(alamat).status_code == 200

    isi = {"nama": "Wali - Kelas", "jenis": "", "jabatan": guru.pk}
    respons = klien.post(alamat, isi)

    satu = AliasJabatan.tanpa_batas.get()
    assert respons["Location"] == reverse("pegawai:alias_rincian", kwargs={"alias_id": satu.pk})
    assert (satu.nama_asal, satu.instansi) == ("WALI KELAS", pengelola.instansi)
    tanpa_jabatan = klien.post(alamat, isi | {"jabatan": ""})
    tanpa_huruf = klien.post(alamat, isi | {"nama": "---"})
    assert (tanpa_jabatan.status_code, tanpa_huruf.status_code) == (422, 422)


def test_mencari_jabatan_dari_pratinjau_memeriksa_berkasnya_lagi(
    klien, klien_untuk, pengelola, pengelola_lain, guru, django_capture_on_commit_callbacks
):
    berkas = periksa(berjabatan("WALI KELAS"), oleh=pengelola)
    alamat = (
        reverse("pegawai:alias_baru") + f"?nama=WALI+KELAS&jenis=2&cari=guru&berkas={berkas.pk}"
    )
    assert klien.get(alamat).context["berkas"] == berkas
    assert alamat.partition("&cari")[0] in lihat(klien, berkas).content.decode().replace(
        "&amp;", "&"
    ).replace("%20", "+")

    with django_capture_on_commit_callbacks():
        respons = klien.post(alamat, {"nama": "WALI KELAS", "jenis": "2", "jabatan": guru.pk})
    tasks.periksa_berkas(berkas.pk)

    assert respons["Location"] == reverse("pegawai:berkas", kwargs={"berkas_id": berkas.pk})
    assert kode(impor.terapkan(berkas, oleh=pengelola, dari_baris_perintah=True)) == set()
    isi = {"nama": "WALI", "jenis": "2", "jabatan": guru.pk}
    assert "/alias/" in klien.post(alamat, isi)["Location"]
    assert klien_untuk(pengelola_lain).get(alamat).context["berkas"] is None
    assert klien.get(alamat + "x").context["berkas"] is None


def test_alias_sendiri_diubah_dan_dihapus_yang_bersama_hanya_dilihat(
    klien, klien_untuk, pengelola, semua, perawat, guru
):
    sendiri = alias("MANTRI", perawat, oleh=pengelola, instansi=pengelola.instansi)
    bersama = alias("MANTRI", perawat, oleh=semua)

    def alamat(nama, satu):
        return reverse(f"pegawai:alias_{nama}", kwargs={"alias_id": satu.pk})

    assert klien.get(alamat("rincian", bersama)).context["milik"] is False
    assert klien.get(alamat("ubah", bersama)).status_code == 404
    assert klien.post(alamat("hapus", bersama)).status_code == 404
    assert klien.get(alamat("ubah", sendiri)).status_code == 200
    klien.post(alamat("ubah", sendiri), {"jabatan": guru.pk})
    sendiri.refresh_from_db()
    assert sendiri.jabatan == guru
    klien.post(alamat("hapus", sendiri))
    assert list(AliasJabatan.tanpa_batas.all()) == [bersama]
    provinsi = klien_untuk(semua)
    provinsi.post(alamat("ubah", bersama), {"jabatan": guru.pk})
    bersama.refresh_from_db()
    assert (bersama.jabatan, bersama.instansi) == (guru, None)


def test_alias_satu_instansi_diberlakukan_bagi_semua(klien_untuk, pengelola, semua, perawat):
    sendiri = alias("MANTRI", perawat, oleh=pengelola, instansi=pengelola.instansi)
    alamat = reverse("pegawai:alias_ubah", kwargs={"alias_id": sendiri.pk})

    klien_untuk(semua).post(alamat, {"jabatan": perawat.pk, "bersama": "on"})

    milik = AliasJabatan.tanpa_batas.values_list("nama_asal", "instansi", "jabatan")
    assert list(milik) == [("MANTRI", None, perawat.pk)]  # one's own would win over the shared one


def test_akun_tanpa_instansi_membaca_alasan_penolakan(klien_untuk, pengelola, perawat):
    pengelola.instansi = None
    pengelola.save(update_fields=["instansi"])

    jawab = klien_untuk(pengelola).post(
        reverse("pegawai:alias_baru") + "?nama=MANTRI&cari=perawat",
        {"nama": "MANTRI", "jabatan": perawat.pk},
    )

    assert jawab.status_code == 422
    assert "berlingkup semua" in jawab.content.decode()


def test_satu_instansi_tidak_menyimpan_bagi_yang_lain(pengelola, instansi_lain, perawat):
    for pemilik in (None, instansi_lain):
        with pytest.raises(ValidationError, match="berlingkup semua"):
            layanan.simpan("MANTRI", "", perawat, instansi=pemilik, oleh=pengelola)


# --- Who carries the name ---------------------------------------------------------------------


def test_pemakai_nama_diusulkan_dan_berubah_setelah_disetujui(
    klien, pengelola, verifikator, instansi_lain, guru
):
    orang = [
        PegawaiFactory(instansi=pengelola.instansi, nama_jabatan=nama, jenjang=jenjang)
        for nama, jenjang in (
            ("Wali - kelas", "AHLI_PERTAMA"), ("WALI KELAS", "PELAKSANA"), ("GURU", ""),
        )
    ]  # fmt: skip
    PegawaiFactory(instansi=instansi_lain, nama_jabatan="WALI KELAS", jenjang="AHLI_PERTAMA")
    satu = alias("WALI KELAS", guru, oleh=pengelola, jenis="2")
    rincian = reverse("pegawai:alias_rincian", kwargs={"alias_id": satu.pk})
    assert [p.pk for p in klien.get(rincian).context["halaman"]] == [orang[0].pk]
    assert layanan.jumlah_pemakai(pengelola, [satu]) == {satu.pk: (1, 1)}

    klien.post(reverse("pegawai:alias_usulkan", kwargs={"alias_id": satu.pk}))

    usulan = UsulanPerubahan.tanpa_batas.get()
    assert (usulan.pegawai, usulan.sesudah) == (orang[0], {"jabatan": guru.pk})
    orang[0].refresh_from_db()
    assert orang[0].jabatan is None
    putuskan(usulan.pk, "DISETUJUI", oleh=verifikator, cap=usulan.cap)
    orang[0].refresh_from_db()
    assert (orang[0].jabatan, orang[0].nama_jabatan, orang[0].bup) == (guru, guru.nama, 60)
    ulang = klien.post(reverse("pegawai:alias_usulkan", kwargs={"alias_id": satu.pk}), follow=True)
    assert "sudah diarahkan atau diusulkan" in ulang.content.decode()


def test_yang_sudah_diusulkan_tidak_diusulkan_lagi(klien, pengelola, guru):
    PegawaiFactory(instansi=pengelola.instansi, nama_jabatan="WALI KELAS", jenjang="")
    satu = alias("WALI KELAS", guru, oleh=pengelola)
    alamat = reverse("pegawai:alias_usulkan", kwargs={"alias_id": satu.pk})
    klien.post(alamat)

    ulang = klien.post(alamat, follow=True)

    assert "sudah diarahkan atau diusulkan" in ulang.content.decode()
    assert UsulanPerubahan.tanpa_batas.count() == 1
    PegawaiFactory(instansi=pengelola.instansi, nama_jabatan="wali  kelas", jenjang="")
    lagi = klien.post(alamat, follow=True)
    assert "1 usulan dikirim ke antrean verifikasi" in lagi.content.decode()
    assert UsulanPerubahan.tanpa_batas.count() == 2


def test_alias_tanpa_pemakai_mengatakan_tidak_ada_pekerjaan(klien, pengelola, guru):
    satu = alias("WALI KELAS", guru, oleh=pengelola)

    respons = klien.get(reverse("pegawai:alias_rincian", kwargs={"alias_id": satu.pk}))

    assert "Semua sudah diarahkan." in respons.content.decode()


def test_berkas_berikutnya_mengarahkan_tanpa_usulan(pengelola, guru):
    pasang(berjabatan("WALI KELAS"), oleh=pengelola)
    layanan.simpan("WALI KELAS", "", guru, instansi=pengelola.instansi, oleh=pengelola)

    berkas = pasang(berjabatan("WALI KELAS"), oleh=pengelola)

    assert berkas.jumlah_berubah == 1
    assert jabatan_pegawai() == [("WALI KELAS", guru.nama)]
    impor.batalkan(berkas, oleh=pengelola)
    assert jabatan_pegawai() == [("WALI KELAS", None)]
