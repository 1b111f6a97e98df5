"""Evidence files: known by their content, kept out of reach, handed out with a check."""

import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from akses.models import JejakAudit
from pegawai.dokumen import BATAS_DOKUMEN, bersihkan
from pegawai.models import Dokumen
from tests.factories import PDF_CONTOH, DokumenFactory, PegawaiFactory


def potongan(nama, isi):
    return struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi))


def png(lebar=1, tinggi=1, tambahan=b""):
    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + potongan(b"IHDR", kepala)
        + tambahan
        + potongan(b"IDAT", zlib.compress(b"\x00\x00"))
        + potongan(b"IEND", b"")
    )


def bagian(tanda, isi):
    return bytes([0xFF, tanda]) + struct.pack(">H", len(isi) + 2) + isi


def jpg(lebar=1, tinggi=1, tambahan=b""):
    ukuran = bagian(0xC0, struct.pack(">BHHB", 8, tinggi, lebar, 1) + b"\x01\x11\x00")
    pindai = bagian(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34"
    return b"\xff\xd8" + bagian(0xE0, b"JFIF\0") + tambahan + ukuran + pindai + b"\xff\xd9"


# What a file is


@pytest.mark.parametrize(("isi", "jenis"), [(PDF_CONTOH, "PDF"), (jpg(), "JPG"), (png(), "PNG")])
def test_dikenali_dari_isinya(isi, jenis):
    assert bersihkan(isi) == (jenis, isi)


def test_data_kamera_dan_ekor_dibuang_gambar_tetap():
    tempat = bagian(0xE1, b"Exif\0\0-2.68,111.62")
    assert bersihkan(jpg(tambahan=tempat) + b"<script>") == ("JPG", jpg())
    catatan = potongan(b"tEXt", b"Comment\0rumah") + potongan(b"eXIf", b"MM")
    assert bersihkan(png(tambahan=catatan) + b"<?php") == ("PNG", png())


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"MZ\x90\x00", "bukan PDF, JPG, atau PNG"),
        (b"<html><script>alert(1)</script>", "bukan PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "bukan PDF"),
        (b"GIF89a", "bukan PDF"),
        (b"PK\x03\x04", "bukan PDF"),
        (b"\n%PDF-1.4 %%EOF", "bukan PDF"),
        (b"%PDF-1.4\n" + b"x" * 2000, "terpotong"),
        (b"%PDF-1.4\n/Encrypt 5 0 R\n%%EOF", "terkunci sandi"),
        (b"%PDF-1.4\n<</S /JavaScript /JS (app.alert)>>\n%%EOF", "memuat program"),
        (b"%PDF-1.4\n<</S /J#61vaScript>>\n%%EOF", "memuat program"),
        (b"%PDF-1.4\n<</Type /EmbeddedFile>>\n%%EOF", "memuat program"),
        (jpg(30_000, 30_000), "terlalu besar"),
        (png(100_000, 100_000), "terlalu besar"),
        (jpg(0, 1), "rusak"),
        (jpg()[:-2], "rusak"),
        (jpg()[:30], "rusak"),
        (b"\xff\xd8\xff\xe0\x00\x00", "rusak"),
        (b"\xff\xd8\xffX1234", "rusak"),
        (png()[:-8], "rusak"),
        (b"\x89PNG\r\n\x1a\n" + potongan(b"IDAT", b""), "rusak"),
    ],
)
def test_yang_lain_ditolak_dengan_kalimat(isi, kata):
    with pytest.raises(ValidationError) as salah:
        bersihkan(isi)

    assert kata in salah.value.message


def test_huruf_kebetulan_di_dalam_aliran_pdf_bukan_program():
    isi = b"%PDF-1.4\n<<>>\nstream\n\x00/JS /Encrypt\nendstream\n%%EOF"

    assert bersihkan(isi) == ("PDF", isi)


# Uploading


@pytest.fixture
def unggah(klien):
    def kirim(pegawai, isi=PDF_CONTOH, nama="sk.pdf", **isian):
        data = {"jenis": "SK_PANGKAT", "judul": "SK III/c", "nomor": "800/1", "tanggal": ""}
        berkas = SimpleUploadedFile(nama, isi, content_type="application/x-msdownload")
        return klien.post(
            reverse("pegawai:dokumen_unggah", args=[pegawai.pk]),
            data | isian | {"unggahan": berkas},
        )

    return kirim


def test_unggah_menyimpan_dengan_nama_buatan_dan_mencatat(unggah, pengelola):
    pegawai = PegawaiFactory()

    respons = unggah(pegawai, nama="../../etc/passwd.pdf")

    assert respons.status_code == 302
    dokumen = Dokumen.tanpa_batas.get()
    assert (dokumen.pengunggah, dokumen.jenis_isi, dokumen.ukuran) == (
        pengelola,
        "PDF",
        len(PDF_CONTOH),
    )
    letak = Path(dokumen.berkas.path)
    assert letak.is_relative_to(Path(settings.MEDIA_ROOT) / "dokumen")
    assert "passwd" not in letak.name
    jejak = JejakAudit.tanpa_batas.get(aksi="UNGGAH")
    assert jejak.data["sha256"] == dokumen.sha256


def test_unggah_menolak_isi_yang_berbohong(unggah):
    pegawai = PegawaiFactory()

    respons = unggah(pegawai, isi=b"MZ program", nama="sk.pdf")

    assert respons.status_code == 422
    assert "bukan PDF, JPG, atau PNG" in respons.content.decode()
    assert not Dokumen.tanpa_batas.exists()


def test_unggah_menolak_berkas_besar_dan_ganda(unggah):
    pegawai = PegawaiFactory()
    unggah(pegawai)

    ganda = unggah(pegawai)
    besar = unggah(pegawai, isi=b"%PDF-" + b"0" * BATAS_DOKUMEN)

    assert "sudah diunggah untuk orang ini" in ganda.content.decode()
    assert "Batasnya 10 MB" in besar.content.decode()
    assert Dokumen.tanpa_batas.count() == 1


def test_unggahan_gagal_tidak_meninggalkan_berkas(unggah, monkeypatch):
    from pegawai import dokumen

    def gagal(*args, **kwargs):
        raise RuntimeError("jejak mati")

    monkeypatch.setattr(dokumen, "catat", gagal)
    sebelum = set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))

    with pytest.raises(RuntimeError):
        unggah(PegawaiFactory())

    assert set(Path(settings.MEDIA_ROOT).rglob("*.pdf")) == sebelum
    assert not Dokumen.tanpa_batas.exists()


# Handing out


def test_isi_disajikan_aman_dan_tercatat(klien):
    dokumen = DokumenFactory(judul='../SK "jahat"\r\nX: y')

    lihat = klien.get(reverse("pegawai:dokumen_isi", args=[dokumen.pk]))
    unduh = klien.get(reverse("pegawai:dokumen_isi", args=[dokumen.pk]), {"unduh": 1})

    assert b"".join(unduh.streaming_content) == PDF_CONTOH
    assert b"".join(lihat.streaming_content) == PDF_CONTOH
    assert lihat["Content-Type"] == "application/pdf"
    assert lihat["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in lihat["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in lihat["Content-Security-Policy"]
    assert lihat["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in lihat["Cache-Control"]
    assert lihat["Content-Disposition"].startswith("inline;")
    assert unduh["Content-Disposition"] == 'attachment; filename="SK_jahatX_y.pdf"'
    assert list(
        JejakAudit.tanpa_batas.filter(objek_jenis="pegawai.dokumen")
        .order_by("pk")
        .values_list("aksi", flat=True)
    ) == ["LIHAT", "UNDUH"]


def test_isi_wilayah_lain_404_tamu_masuk_jalur_media_404(klien, client, instansi_lain):
    dokumen = DokumenFactory(pegawai=PegawaiFactory(instansi=instansi_lain))
    alamat = reverse("pegawai:dokumen_isi", args=[dokumen.pk])

    assert klien.get(alamat).status_code == 404
    assert klien.get(f"/media/{dokumen.berkas.name}").status_code == 404
    assert client.get(alamat)["Location"].startswith("/masuk/")


def test_sk_hukuman_hanya_bagi_yang_berizin(klien, instansi, klien_untuk, verifikator):
    dokumen = DokumenFactory(jenis=Dokumen.Jenis.HUKUMAN, judul="SK Teguran")
    from django.contrib.auth.models import Permission

    from tests.factories import PenggunaFactory

    tanpa = PenggunaFactory(instansi=instansi)
    tanpa.user_permissions.set(
        Permission.objects.filter(codename__in=["view_pegawai", "view_dokumen", "add_dokumen"])
    )
    alamat = reverse("pegawai:dokumen", args=[dokumen.pegawai_id])

    halaman = klien_untuk(tanpa).get(alamat).content.decode()

    assert "SK Teguran" not in halaman
    assert "SK hukuman disiplin" not in halaman
    assert "SK Teguran" in klien_untuk(verifikator).get(alamat).content.decode()
    isi = reverse("pegawai:dokumen_isi", args=[dokumen.pk])
    assert klien_untuk(tanpa).get(isi).status_code == 404


def test_halaman_dokumen_jumlah_kueri_tetap(klien, django_assert_num_queries):
    pegawai = PegawaiFactory()
    DokumenFactory.create_batch(3, pegawai=pegawai)
    alamat = reverse("pegawai:dokumen", args=[pegawai.pk])
    klien.get(alamat)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as sedikit:
        klien.get(alamat)
    DokumenFactory.create_batch(20, pegawai=pegawai)
    with django_assert_num_queries(len(sedikit)):
        halaman = klien.get(alamat).content.decode()

    assert "23 dokumen tersimpan" in halaman


def test_tab_dokumen_ada_di_profil(klien):
    pegawai = PegawaiFactory()

    halaman = klien.get(pegawai.get_absolute_url()).content.decode()

    assert reverse("pegawai:dokumen", args=[pegawai.pk]) in halaman
