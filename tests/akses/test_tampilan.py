"""How values, tags and the frame of a page look."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from akses import menu, rujukan
from akses.context_processors import Kerangka
from akses.models import Instansi, Pengguna
from akses.templatetags import tampilan

SANDI = "rahasia-uji-2026"
TEMPLAT = Path(settings.BASE_DIR) / "templates"
SEMUA_TEMPLAT = sorted(TEMPLAT.rglob("*.html"))


def gambar(teks, **isi):
    return Template("{% load tampilan %}" + teks).render(Context(isi))


@pytest.mark.parametrize(
    ("nilai", "desimal", "tulisan"),
    [
        (16842, None, "16.842"),
        (1234.5, None, "1.234,5"),
        (Decimal("97.00"), None, "97,0"),
        (Decimal("1234.565"), 2, "1.234,57"),
        (0, None, "0"),
        (-3.84, 1, "−3,8"),
        (-0.04, 1, "0,0"),
        (None, None, "–"),
        ("", None, "–"),
        (float("nan"), None, "–"),
    ],
)
def test_angka(nilai, desimal, tulisan):
    assert tampilan.angka(nilai, desimal) == tulisan


@pytest.mark.parametrize(
    ("saringan", "nilai", "tulisan"),
    [
        ("persen", 71.2, "71,2%"),
        ("persen", 75, "75%"),
        ("persen", None, "–"),
        ("deviasi", Decimal("0.3"), "+0,3"),
        ("deviasi", Decimal("-3.8"), "\u22123,8"),
        ("deviasi", 0.0, "0,0"),
        ("deviasi", 0.04, "0,0"),
        ("deviasi", 12, "+12"),
        ("deviasi", None, "–"),
        ("rupiah", Decimal("1250000000.00"), "Rp1.250.000.000"),
        ("rupiah", -500, "\u2212Rp500"),
        ("rupiah", None, "–"),
        ("rupiah_ringkas", 46_200_000_000, "Rp46,2 miliar"),
        ("rupiah_ringkas", 999_950_000, "Rp1,0 miliar"),
        ("rupiah_ringkas", 1_500_000, "Rp1,5 juta"),
        ("rupiah_ringkas", 2_000_000_000_000, "Rp2,0 triliun"),
        ("rupiah_ringkas", 750_000, "Rp750.000"),
        ("rupiah_ringkas", None, "–"),
        ("nip", "197911042005012008", "19791104 200501 2 008"),
        ("nip", "1979", "1979"),
        ("nip", None, "–"),
        ("nip_tersamar", "197911042005012008", "1979•••• •••••• • 008"),
        ("nip_tersamar", "1979", "–"),
        ("tanggal", datetime.date(2025, 12, 9), "9 Desember 2025"),
        ("tanggal", "2025-12-09", "9 Desember 2025"),
        ("tanggal", "bukan tanggal", "–"),
        ("tanggal", None, "–"),
        ("kosong", "", "–"),
        ("kosong", 0, 0),
    ],
)
def test_saringan(saringan, nilai, tulisan):
    assert getattr(tampilan, saringan)(nilai) == tulisan


def test_waktu_memakai_wib():
    saat = datetime.datetime(2025, 10, 23, 23, 0, tzinfo=datetime.UTC)

    assert tampilan.waktu(saat) == "24 Oktober 2025 pukul 06.00 WIB"
    assert tampilan.tanggal(saat) == "24 Oktober 2025"
    assert tampilan.waktu(None) == "–"


def test_kotak_menurut_kelompok_kebijakan():
    assert 'class="kt-no kt-no--suksesi">7<' in gambar("{{ n|kotak }}", n=7)
    assert "kt-no--kembang" in gambar("{{ n|kotak }}", n=4)
    assert "kt-no--bina" in gambar("{{ n|kotak }}", n=3)
    assert "Belum dipetakan" in gambar("{{ n|kotak }}", n=None)


def test_status_selalu_berikon_dan_berkata():
    hasil = gambar(
        '{% status "buruk" "Di bawah target" %}{% status "netral" k polos=True %}', k="<b>"
    )

    assert "kt-status--buruk" in hasil
    assert "#i-turun" in hasil
    assert "Di bawah target" in hasil
    assert "kt-status--polos" in hasil
    assert "&lt;b&gt;" in hasil


def test_bilah_memakai_titik_dan_tidak_melewati_jalur():
    hasil = gambar('{% bilah n 75 "waspada" %}', n=Decimal("71.25"))

    assert 'width="71.2%"' in hasil or 'width="71.3%"' in hasil
    assert 'x1="75.0%"' in hasil
    assert "71,3 dari target 75" in hasil
    assert 'width="100.0%"' in gambar("{% bilah 140 75 %}")
    assert "Belum ada data" in gambar("{% bilah None 75 %}")


def test_halaman_menyimpan_saringan():
    permintaan = RequestFactory().get("/pegawai/", {"q": "sari", "halaman": "2"})
    satu = Paginator(range(1284), 50).page(2)

    hasil = gambar("{% halaman p %}", p=satu, request=permintaan)

    assert "51–100 dari 1.284" in hasil
    assert "?q=sari&amp;halaman=3" in hasil
    assert 'aria-current="page"' in hasil


def test_halaman_tunggal_tanpa_tautan():
    permintaan = RequestFactory().get("/")

    assert "<nav" not in gambar(
        "{% halaman p %}", p=Paginator(range(3), 50).page(1), request=permintaan
    )
    assert (
        gambar("{% halaman p %}", p=Paginator([], 50).page(1), request=permintaan)
        .strip()
        .startswith('<span class="angka">0')
    )


def test_kemajuan_angka_markah_tanpa_titik_ribuan():
    hasil = gambar('{% kemajuan 731 1089 "Menerapkan" "/x/" %}')

    assert 'max="1089" value="731"' in hasil
    assert "731 dari 1.089" in hasil
    assert 'hx-get="/x/"' in hasil
    assert 'http-equiv="refresh"' in hasil


def test_kemajuan_tanpa_jumlah_tidak_menentu():
    hasil = gambar('{% kemajuan 0 0 "Memeriksa" "/x/" %}')

    assert "max=" not in hasil
    assert "Menunggu giliran" in hasil


def test_pilihan_konteks_menyimpan_saringan_bukan_halaman():
    permintaan = RequestFactory().get("/", {"q": "sari", "halaman": "3", "periode": "2026-TW2"})
    daftar = [("", "Terbaru"), ("2026-TW2", "Triwulan II 2026"), ("2026-TW3", "Triwulan III 2026")]

    hasil = gambar(
        '{% pilihan_konteks "periode" "Periode" d "2026-TW2" "kalender" %}',
        d=daftar,
        request=permintaan,
    )

    assert 'href="?q=sari&amp;periode=2026-TW3"' in hasil
    assert 'href="?q=sari"' in hasil
    assert 'aria-current="true">Triwulan II 2026<' in hasil


def test_pilihan_konteks_tunggal_label_tetap():
    hasil = gambar(
        '{% pilihan_konteks "instansi" "Instansi" d "62.06" %}',
        d=[("62.06", "Pemerintah Kabupaten Katingan")],
        request=RequestFactory().get("/"),
    )

    assert "<details" not in hasil
    assert "Pemerintah Kabupaten Katingan" in hasil


def test_jejak_bagian_terakhir_halaman_ini():
    hasil = gambar('{% jejak "Akun saya" "akses:akun" "Pintasan" %}')

    assert f'href="{reverse("akses:akun")}"' in hasil
    assert '<li aria-current="page">Pintasan</li>' in hasil


def test_semua_ikon_ada_di_sprite():
    sprite = (Path(settings.BASE_DIR) / "static/ikon/sprite.svg").read_text()
    dikenal = set(re.findall(r'id="i-([a-z-]+)"', sprite))
    dipakai = {
        nama
        for berkas in SEMUA_TEMPLAT
        for nama in re.findall(r'{% ikon "([a-z-]+)"', berkas.read_text())
    }
    dipakai |= {butir.ikon for _, isi in menu.MENU for butir in isi}
    dipakai |= set(tampilan.IKON_STATUS.values()) | set(tampilan.IKON_PESAN.values())

    assert dipakai <= dikenal


@pytest.mark.parametrize("berkas", SEMUA_TEMPLAT, ids=lambda b: str(b.relative_to(TEMPLAT)))
def test_templat_tanpa_gaya_dan_skrip_sebaris(berkas):
    """The content security policy refuses them silently in the browser; here it is loud."""
    isi = berkas.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", isi)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", isi)
    assert not re.search(r"hx-on|hx-confirm|\sjs:", isi)


@pytest.fixture
def pengguna(db):
    rujukan.siapkan()
    instansi = Instansi.objects.get(kode_kemendagri="62.06")
    return Pengguna.objects.create_user(
        "sari.6206", password=SANDI, first_name="Sari", instansi=instansi
    )


def kerangka(pengguna, alamat="/", **kuki):
    permintaan = RequestFactory().get(alamat)
    permintaan.user = pengguna
    permintaan.COOKIES.update(kuki)
    return Kerangka(permintaan)


def test_menu_hanya_yang_boleh(pengguna):
    label = [b.label for k in menu.susun(pengguna, "/") for b in k.daftar_butir]

    assert "Data referensi" not in label
    assert "Daftar pegawai" not in label


def test_menu_superuser_melihat_administrasi(pengguna):
    pengguna.is_staff = pengguna.is_superuser = True

    label = [b.label for k in menu.susun(pengguna, "/") for b in k.daftar_butir]

    assert {"Pengguna dan peran", "Data referensi", "Jejak audit"} <= set(label)


def test_menu_menandai_awalan_terpanjang(pengguna):
    pengguna.is_staff = pengguna.is_superuser = True

    def kini(alamat):
        return [
            (b.label, b.kini)
            for k in menu.susun(pengguna, alamat)
            for b in k.daftar_butir
            if b.kini
        ]

    assert kini("/admin/") == [("Data referensi", "page")]
    assert kini("/admin/akses/pengguna/3/change/") == [("Pengguna dan peran", "true")]
    assert kini("/akun/") == []


def test_semua_penghitung_dalam_satu_kueri(pengguna, monkeypatch, django_assert_num_queries):
    pengguna.is_staff = pengguna.is_superuser = True
    provinsi = Instansi.objects.filter(jenis="PROVINSI")
    monkeypatch.setitem(menu.penghitung, "admin:index", lambda siapa: Instansi.objects.all())
    monkeypatch.setitem(menu.penghitung, "akses:akun", lambda siapa: provinsi.none())
    monkeypatch.setitem(menu.penghitung, "beranda", lambda siapa: provinsi)

    with django_assert_num_queries(1):
        jumlah = {b.label: b.jumlah for k in menu.susun(pengguna, "/") for b in k.daftar_butir}

    assert jumlah["Data referensi"] == 15
    assert jumlah["Jejak audit"] == 0


def test_tema_dari_kuki(pengguna):
    assert kerangka(pengguna, tema="gelap").gelap
    assert kerangka(pengguna, tema="gelap").tema_lain == "terang"
    assert kerangka(pengguna, tema="<script>").tema == ""


def test_label_instansi(pengguna):
    assert kerangka(pengguna).label_instansi == "Pemerintah Kabupaten Katingan"
    pengguna.instansi = None
    assert kerangka(pengguna).label_instansi == "Belum ada instansi"
    pengguna.lingkup = Pengguna.Lingkup.SEMUA
    assert kerangka(pengguna).label_instansi == "Se-Kalimantan Tengah"


def test_pimpinan_bukan_superuser(pengguna):
    assert not kerangka(pengguna).pimpinan
    pengguna.is_superuser = True
    assert not kerangka(pengguna).pimpinan


def test_masuk_dengan_nama_isian_umum(client, pengguna):
    halaman = client.get("/masuk/").content.decode()
    gagal = client.post("/masuk/", {"username": "sari.6206", "password": "salah"})
    berhasil = client.post(
        "/masuk/", {"username": "sari.6206", "password": SANDI, "next": "/akun/"}
    )

    assert 'action="/masuk/"' in halaman
    assert 'name="username"' in halaman
    assert 'name="password"' in halaman
    assert "Nama pengguna atau kata sandi tidak cocok." in gagal.content.decode()
    assert 'value="sari.6206"' in gagal.content.decode()
    assert berhasil.url == "/akun/"


def test_orang_asing_diarahkan_ke_masuk(client):
    assert client.get("/akun/").url == "/masuk/?next=/akun/"


def test_akun_menyimpan_pilihan(client, pengguna):
    client.force_login(pengguna)

    simpan = client.post("/akun/", {"tema": "gelap"})
    halaman = client.get("/akun/").content.decode()

    assert simpan.status_code == 302
    assert client.cookies["tema"].value == "gelap"
    assert client.cookies["pintasan"].value == "mati"
    assert 'data-bs-theme="dark"' in halaman
    assert "Pilihan tampilan disimpan." in halaman
    assert "Pemerintah Kabupaten Katingan" in halaman


def test_akun_menolak_tema_yang_tidak_ada(client, pengguna):
    client.force_login(pengguna)

    respons = client.post("/akun/", {"tema": "merah"})

    assert respons.status_code == 200
    assert "isian perlu diperbaiki" in respons.content.decode()
    assert "tema" not in client.cookies


@pytest.mark.parametrize(
    "alamat",
    [
        "/akun/",
        "/pintasan/",
        "/akun/password/change/",
        "/akun/2fa/",
        "/akun/2fa/totp/activate/",
        "/akun/2fa/webauthn/",
        "/akun/2fa/webauthn/add/",
        "/keluar/",
    ],
)
def test_halaman_akun_memakai_kerangka(client, pengguna, alamat):
    """Confirmed with the password first, which allauth asks for before changes."""
    client.force_login(pengguna)
    client.post("/akun/reauthenticate/", {"password": SANDI, "next": "/akun/"})

    isi = client.get(alamat).content.decode()

    assert '<main class="kt-isi" id="isi"' in isi
    assert isi.count("<h1") == 1
    assert "Menu utama" in isi


@pytest.mark.parametrize("alamat", ["/masuk/", "/akun/password/reset/", "/akun/reauthenticate/"])
def test_halaman_masuk_memakai_rupa_produk(client, pengguna, alamat):
    if "reauthenticate" in alamat:
        client.force_login(pengguna)

    isi = client.get(alamat).content.decode()

    assert "kt-masuk-kotak" in isi
    assert isi.count("<h1") == 1


def test_langkah_kedua_diminta(client, pengguna):
    TOTP.activate(pengguna, generate_totp_secret())

    respons = client.post("/masuk/", {"username": "sari.6206", "password": SANDI}, follow=True)

    assert respons.redirect_chain[-1][0] == "/akun/2fa/authenticate/"
    assert "Satu langkah lagi" in respons.content.decode()


def test_daftar_kunci_keamanan(client, pengguna):
    client.force_login(pengguna)
    Authenticator.objects.create(
        user=pengguna,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Laptop kantor", "credential": {"clientExtensionResults": {}}},
    )

    isi = client.get("/akun/2fa/webauthn/").content.decode()

    assert "Laptop kantor" in isi
    assert "Langkah kedua" in isi


def test_halaman_tidak_ada(client, pengguna):
    client.force_login(pengguna)

    respons = client.get("/tidak/ada/")

    assert respons.status_code == 404
    assert "Halaman atau data ini tidak ada" in respons.content.decode()


@pytest.mark.parametrize("nama", ["400.html", "403_csrf.html", "500.html"])
def test_halaman_galat_tanpa_konteks(nama):
    """Django renders these without a request."""
    hasil = Template((TEMPLAT / nama).read_text()).render(Context())

    assert "Ke Beranda" in hasil
    assert 'data-tema="otomatis"' in hasil
