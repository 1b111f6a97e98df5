"""Headers that a kind does not know: shown, answered with one press, remembered."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from akses.models import JejakAudit
from pegawai import impor, tasks
from pegawai.forms_pemetaan import PemetaanForm
from pegawai.impor.baca import KolomKurang
from pegawai.models import BerkasImpor, Pegawai, PemetaanKolom
from tests.pegawai.bantu_impor import BARIS, KEPALA, NIP, buku, kode, pasang, periksa


def alamat(berkas):
    return reverse("pegawai:cocokkan", kwargs={"berkas_id": berkas.pk})


def lihat(klien, berkas):
    return klien.get(reverse("pegawai:berkas", kwargs={"berkas_id": berkas.pk}))


def unggah(unggahan, oleh):
    """As the page does it: a file that is refused keeps its sentence."""
    berkas = impor.terima(unggahan, jenis="pegawai", instansi=oleh.instansi, oleh=oleh)
    tasks.periksa_berkas(berkas.pk)
    berkas.refresh_from_db()
    return berkas


def test_judul_asing_ditampilkan_dengan_contoh_dan_tebakan(klien, pengelola):
    berkas = periksa(
        buku([*KEPALA, "TANGGAL MULAI JABATAN (TMT JABATAN)"], [*BARIS, "01-02-2023"]),
        oleh=pengelola,
    )

    respons = lihat(klien, berkas)

    form = respons.context["pemetaan"]
    assert form.fields["kolom_0"].initial == "tmt_jabatan"
    assert "Contoh isi: 01-02-2023" in respons.content.decode()
    assert "tidak dikenal dan tidak dipakai" not in respons.content.decode()


def test_sekali_tekan_memetakan_dan_diingat(klien, pengelola, django_capture_on_commit_callbacks):
    berkas = periksa(buku([*KEPALA, "MULAI", "BAJU"], [*BARIS, "01-02-2023", "L"]), oleh=pengelola)

    with django_capture_on_commit_callbacks():
        respons = klien.post(alamat(berkas), {"kolom_0": "tmt_jabatan", "kolom_1": ""})
    tasks.periksa_berkas(berkas.pk)

    assert respons.status_code == 302
    berkas.refresh_from_db()
    assert (berkas.status, berkas.temuan) == ("DIPERIKSA", [])
    assert berkas.susunan[0]["peta"]["tmt_jabatan"] == 5
    jejak = JejakAudit.tanpa_batas.filter(keterangan="Mencocokkan judul kolom").get()
    assert jejak.data["sesudah"] == {"MULAI": "tmt_jabatan", "BAJU": ""}
    berikut = pasang(buku([*KEPALA, "mulai", "BAJU"], [*BARIS, "03-02-2023", "L"]), oleh=pengelola)
    assert berikut.temuan == []
    assert str(Pegawai.tanpa_batas.get().tmt_jabatan) == "2023-02-03"


def test_formulirnya_membawa_token(pengelola):
    """An isolated include has no token of its own; the form was refused in every browser."""
    berkas = periksa(buku([*KEPALA, "BAJU"], [*BARIS, "L"]), oleh=pengelola)
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(pengelola)
    formulir = lihat(klien, berkas).content.decode().split(f'action="{alamat(berkas)}"')[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', formulir.split("</form>")[0])

    respons = klien.post(alamat(berkas), {"kolom_0": "", "csrfmiddlewaretoken": token[1]})

    assert respons.status_code == 302


def test_kolom_wajib_yang_belum_ditemukan_ditanyakan(
    klien, pengelola, django_capture_on_commit_callbacks
):
    berkas = unggah(
        buku(["NOMOR INDUK", "NAMA", "TANGGAL LAHIR", "L/P"], [NIP, "BUDI", "17-07-1985", "L"]),
        pengelola,
    )
    respons = lihat(klien, berkas)
    assert berkas.status == "DITOLAK"
    assert "Cocokkan judul kolom" in respons.content.decode()
    assert "Kolom NIP BARU belum ditemukan" in respons.content.decode()
    assert respons.context["pemetaan"].fields["kolom_0"].initial == "nip"  # by its 18 digits

    with django_capture_on_commit_callbacks():
        klien.post(alamat(berkas), {"kolom_0": "nip"})
    tasks.periksa_berkas(berkas.pk)

    berkas.refresh_from_db()
    assert (berkas.status, berkas.jumlah_baru, kode(berkas)) == ("DIPERIKSA", 1, set())


def test_tanpa_kolom_wajib_dan_kolom_ganda_ditolak_di_formulir(klien, pengelola):
    berkas = unggah(
        buku(["NOMOR INDUK", "NAMA", "AGAMA", "L/P", "KODE"], [NIP, "BUDI", "Islam", "L", "A"]),
        pengelola,
    )

    kosong = klien.post(alamat(berkas), {"kolom_0": "", "kolom_1": ""})
    ganda = klien.post(alamat(berkas), {"kolom_0": "nip", "kolom_1": "nip"})

    assert (kosong.status_code, ganda.status_code) == (422, 422)
    assert kosong.content.decode().count("Pilih judul yang memuat NIP BARU") == 1
    assert "NIP BARU dipilih untuk lebih dari satu judul" in ganda.content.decode()
    assert not PemetaanKolom.tanpa_batas.exists()


def test_jawaban_keliru_dapat_diubah(klien, pengelola):
    PemetaanKolom.tanpa_batas.create(
        instansi=pengelola.instansi, jenis="pegawai", judul="BAJU", kolom="alamat", oleh=pengelola
    )
    berkas = periksa(buku([*KEPALA, "BAJU"], [*BARIS, "L"]), oleh=pengelola)

    form = lihat(klien, berkas).context["pemetaan"]
    assert (form.baru, form.fields["kolom_0"].initial) == (0, "alamat")
    klien.post(alamat(berkas), {"kolom_0": ""})

    assert PemetaanKolom.tanpa_batas.get().kolom == ""
    assert (
        "alamat" not in impor.periksa(BerkasImpor.tanpa_batas.get(pk=berkas.pk)).susunan[0]["peta"]
    )


def test_pemetaan_instansi_lain_tidak_berlaku_dan_yang_bersama_kalah(
    pengelola, instansi_lain, semua
):
    for instansi, kolom in ((instansi_lain, "email"), (None, "alamat")):
        PemetaanKolom.tanpa_batas.create(
            instansi=instansi, jenis="pegawai", judul="RUMAH", kolom=kolom, oleh=semua
        )
    bersama = periksa(buku([*KEPALA, "RUMAH"], [*BARIS, "Jl. A"]), oleh=pengelola)
    assert bersama.susunan[0]["peta"].get("alamat") == 5

    PemetaanKolom.tanpa_batas.create(
        instansi=pengelola.instansi, jenis="pegawai", judul="RUMAH", kolom="", oleh=pengelola
    )
    sendiri = periksa(buku([*KEPALA, "RUMAH"], [*BARIS, "Jl. A"]), oleh=pengelola)
    assert (sendiri.temuan, "alamat" in sendiri.susunan[0]["peta"]) == ([], False)


def test_nik_dalam_contoh_hanya_bagi_yang_berhak(pengelola):
    berkas = periksa(buku([*KEPALA, "KTP"], [*BARIS, "6209071707853847"]), oleh=pengelola)

    assert "6209" in PemetaanForm(berkas=berkas, nik=True).fields["kolom_0"].help_text
    assert "6209" not in PemetaanForm(berkas=berkas).fields["kolom_0"].help_text


def test_yang_tidak_mengunggah_tidak_ditanya(client, verifikator, pengelola):
    berkas = periksa(buku([*KEPALA, "BAJU"], [*BARIS, "L"]), oleh=pengelola)
    client.force_login(verifikator)

    respons = lihat(client, berkas)

    assert respons.context["pemetaan"] is None
    assert "Kolom “BAJU” tidak dikenal" in respons.content.decode()
    assert client.post(alamat(berkas), {"kolom_0": ""}).status_code == 403


def test_berkas_yang_sudah_diterapkan_tidak_dicocokkan_lagi(klien, pengelola):
    berkas = pasang(buku([*KEPALA, "BAJU"], [*BARIS, "L"]), oleh=pengelola)

    respons = klien.post(alamat(berkas), {"kolom_0": ""}, follow=True)

    assert "Tidak ada judul kolom yang perlu dicocokkan" in respons.content.decode()
    with pytest.raises(ValidationError, match="sudah diproses"):
        impor.cocokkan(berkas, {"BAJU": ""}, oleh=pengelola)


def test_perintah_tetap_menolak_tanpa_kolom_wajib(pengelola):
    with pytest.raises(KolomKurang):
        periksa(buku(["NAMA", "AGAMA", "ALAMAT"], ["A", "B", "C"]), oleh=pengelola)
