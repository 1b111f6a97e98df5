"""The scope walk: every address × every role × {own, other, no Instansi}, GET and POST."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from akses.checks import APP_KAMI
from akses.models import TerbatasModel
from akses.peran import Peran
from akses.rute import daftar_rute, tabel_izin
from tests.contoh import Wilayah
from tests.factories import PenggunaFactory

RAHASIA = "RAHASIA"
AKAR = Path(settings.BASE_DIR)

TANPA_MASUK = {"sehat", "akses:tema"}
"""Routes that need no sign-in."""

PRIBADI = {"ekspor_id"}
"""Keywords of rows that belong to one account: to all others they do not exist."""

TERBUKA = {"beranda", "akses:akun", "akses:pintasan"}
"""Routes open to every account: home, own account."""

RUTE = daftar_rute()


def penanda(rute):
    return rute.nama


# What each address declares, without the database


@pytest.mark.parametrize("rute", RUTE, ids=penanda)
def test_setiap_alamat_menyebut_izinnya(rute):
    if rute.nama in TANPA_MASUK:
        assert rute.izin is None
        assert not getattr(rute.tampilan, "login_required", True)
    elif rute.nama in TERBUKA:
        assert rute.izin == ()
    else:
        assert rute.izin, f"{rute.nama}: pakai perlu_izin, atau daftarkan di TERBUKA"
        assert getattr(rute.tampilan, "login_required", True)


@pytest.mark.parametrize("rute", RUTE, ids=penanda)
def test_setiap_alamat_bernama_dan_berkata_kunci_model(rute):
    assert rute.nama.rpartition(":")[2]
    assert all(kunci.endswith("_id") or kunci in NILAI for kunci in rute.kata_kunci)


def test_setiap_izin_dipunyai_suatu_peran():
    for rute in RUTE:
        if rute.izin:
            assert any(rute.boleh(peran) for peran in Peran), rute.nama


def test_nama_alamat_unik():
    daftar_nama = [rute.nama for rute in RUTE]

    assert len(daftar_nama) == len(set(daftar_nama))


def test_tabel_izin_pada_arsitektur_mutakhir():
    isi = (AKAR / "ARCHITECTURE.md").read_text()

    assert tabel_izin() in isi, "Jalankan: python3 run.py manage tabel_izin --tulis"


# Rows on both sides


NILAI = {"sasaran": "jabatan", "kotak": 9, "kode": "COM_6", "slug": "duk"}
"""Examples of keywords that are no rows."""


@pytest.fixture
def sini(instansi):
    return Wilayah(instansi, "SENDIRI")


@pytest.fixture
def sana(instansi_lain):
    return Wilayah(instansi_lain, RAHASIA)


@pytest.fixture
def pemain(instansi):
    """One account per role, one of each without Instansi, and one without a role."""
    daftar = [
        PenggunaFactory(username=f"{peran.name}", instansi=instansi, peran=peran) for peran in Peran
    ]
    tanpa = [
        PenggunaFactory(username=f"{peran.name}.tanpa", instansi=None, peran=peran)
        for peran in Peran
    ]
    return [*daftar, *tanpa, PenggunaFactory(username="PENONTON", instansi=instansi)]


def daftar_model_terbatas():
    return [
        model
        for nama in APP_KAMI
        for model in apps.get_app_config(nama).get_models()
        if issubclass(model, TerbatasModel)
    ]


def test_contoh_memuat_setiap_model_di_kedua_wilayah(sini, sana):
    for model in daftar_model_terbatas():
        for wilayah in (sini, sana):
            baris = model.tanpa_batas.filter(**{model.JALUR_INSTANSI: wilayah.instansi})
            assert baris.exists(), f"tests/contoh.py belum membuat {model.__name__}"


def test_setiap_kata_kunci_punya_contoh(sini):
    kurang = {
        kunci
        for rute in RUTE
        for kunci in rute.kata_kunci
        if kunci not in sini.kata_kunci and kunci not in NILAI
    }

    assert not kurang, f"tests/contoh.py belum punya contoh untuk {sorted(kurang)}"


def alamat(rute, wilayah):
    contoh = wilayah.kata_kunci | NILAI
    return reverse(rute.nama, kwargs={kunci: contoh[kunci] for kunci in rute.kata_kunci})


def berbaris(rute):
    """Whether the address leads to a row of somebody."""
    return any(kunci.endswith("_id") for kunci in rute.kata_kunci)


def pribadi(rute):
    """Whether the address leads to a row of one account."""
    return bool(PRIBADI.intersection(rute.kata_kunci))


def teks(respons):
    """All text of a response, the cells of a workbook included."""
    isi = b"".join(respons.streaming_content) if respons.streaming else respons.content
    kepala = " ".join(f"{nama}: {nilai}" for nama, nilai in respons.items())
    if "spreadsheetml" in respons.get("Content-Type", ""):
        buku = openpyxl.load_workbook(io.BytesIO(isi))
        sel = (
            str(s) for lembar in buku for baris in lembar.iter_rows(values_only=True) for s in baris
        )
        return f"{kepala} {' '.join(sel)}"
    return f"{kepala} {isi.decode(errors='replace')}"


def buka(klien, metode, tujuan, **kepala):
    """One request whose effects are undone, so that the next one meets the same rows."""
    with transaction.atomic():
        respons = getattr(klien, metode)(tujuan, **kepala)
        isi = teks(respons)
        transaction.set_rollback(True)
    return respons.status_code, isi


DITERIMA = {200, 286, 302, 400, 404, 405, 409, 422}


def selisih(rute, pengguna, metode, klien, sini, sana):
    """What is wrong with one address for one account; nothing when all is well."""
    berhak = all(pengguna.has_perm(izin) for izin in rute.izin)
    status, isi = buka(klien, metode, alamat(rute, sini))
    if RAHASIA in isi:
        yield "memuat baris instansi lain"
    if not berhak and status not in {403, 405}:
        yield f"tanpa izin mendapat {status}, bukan 403"
    if berhak and pengguna.instansi_id:
        if status not in DITERIMA:
            yield f"berhak, tetapi mendapat {status}"
        if pribadi(rute) and status not in {404, 405}:
            yield f"milik akun lain, tetapi mendapat {status}"
        if metode == "get" and status == 404 and not pribadi(rute):
            yield "baris sendiri 404"
    if berhak and not pengguna.instansi_id and "SENDIRI" in isi:
        yield "akun tanpa instansi melihat baris"
    if not berbaris(rute):
        return
    if berhak and not pengguna.instansi_id and status not in {404, 405}:
        yield f"akun tanpa instansi mendapat {status} pada baris"
    status, isi = buka(klien, metode, alamat(rute, sana))
    if RAHASIA in isi:
        yield "membuka baris instansi lain"
    if status not in ({404, 405} if berhak else {403, 405}):
        yield f"baris instansi lain dijawab {status}"


@pytest.mark.parametrize("metode", ["get", "post"])
def test_setiap_alamat_untuk_setiap_peran(metode, klien_untuk, pemain, sini, sana):
    temuan = []

    for pengguna in pemain:
        klien = klien_untuk(pengguna)
        for rute in RUTE:
            if rute.nama not in TANPA_MASUK:
                temuan += [
                    f"{metode.upper()} {rute.pola} {pengguna.username}: {apa}"
                    for apa in selisih(rute, pengguna, metode, klien, sini, sana)
                ]

    assert not temuan, "\n".join(temuan)


@pytest.mark.parametrize("metode", ["get", "post"])
def test_tamu_selalu_diantar_masuk(metode, client, sini):
    for rute in RUTE:
        if rute.nama not in TANPA_MASUK:
            respons = getattr(client, metode)(alamat(rute, sini))
            assert respons.status_code == 302, rute.pola
            assert respons["Location"].startswith("/masuk/"), rute.pola


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.KEPALA, Peran.AUDITOR])
def test_saringan_dan_potongan_tidak_menembus_lingkup(peran, klien_untuk, instansi, sini, sana):
    """Filters that name foreign rows, and the parts of a page that htmx asks for."""
    klien = klien_untuk(PenggunaFactory(instansi=instansi, peran=peran))
    saringan = {
        "q": sana.pegawai.nip,
        "cari": sana.pegawai.nip,
        "instansi": sana.instansi.pk,
        "unit": sana.unit.pk,
        "pd": sana.unit.pk,
        "perangkat_daerah": sana.unit.pk,
        "pegawai": sana.pegawai.pk,
        "berkas": sana.berkas.pk,
    }

    for rute in RUTE:
        if rute.nama in TANPA_MASUK or not all(klien_punya(klien, izin) for izin in rute.izin):
            continue
        for kepala in ({}, {"HTTP_HX_REQUEST": "true"}):
            with transaction.atomic():
                respons = klien.get(alamat(rute, sini), saringan, **kepala)
                assert respons.status_code in DITERIMA, rute.pola
                assert RAHASIA not in teks(respons), rute.pola
                transaction.set_rollback(True)


def klien_punya(klien, izin):
    from akses.models import Pengguna

    return Pengguna.objects.get(pk=klien.session["_auth_user_id"]).has_perm(izin)


def test_semua_membuka_baris_setiap_instansi_tanpa_galat(klien_untuk, semua, sini, sana):
    klien = klien_untuk(semua)

    for rute in RUTE:
        if rute.nama not in TANPA_MASUK and all(semua.has_perm(izin) for izin in rute.izin):
            status, _ = buka(klien, "get", alamat(rute, sana))
            assert status in DITERIMA - (set() if pribadi(rute) else {404}), rute.pola


# What the source may not contain

TANPA_LINGKUP = re.compile(
    r"\.tanpa_batas\b|\b_default_manager\b|\b_base_manager\b|\.raw\(|\bcursor\(|\bcopy_expert\("
)

BOLEH_TANPA_LINGKUP = {
    "akses/jejak.py": "adds rows to the trail; asks whether this reader's row is there",
    "akses/management/commands/siapkan.py": "asks whether the database is empty",
    "akses/models.py": "untuk and untuk_rekap themselves",
    "akses/views.py": "SELECT 1 of the health check",
    "evaluasi/alur.py": "locks a report that the view fetched with untuk, adds steps to it",
    "evaluasi/dasbor.py": "figures as far as untuk_rekap goes; who signed, which is public",
    "evaluasi/indikator.py": "computes figures of the Instansi that it is given",
    "evaluasi/laporan.py": "composes the report of the Instansi that it is given",
    "evaluasi/rujukan.py": "reference data of all fifteen",
    "evaluasi/tasks.py": "works as the system: one report per Instansi",
    "kompetensi/impor.py": "writes what a checked file of one Instansi holds",
    "kompetensi/management/commands/petakan_talenta.py": "works as the system",
    "kompetensi/pemetaan.py": "maps the Instansi that it is given, as SQL",
    "pegawai/alias.py": "shared aliases with the own ones; writes for an owner that is checked",
    "pegawai/daftar_kerja.py": "trainings of the persons inside a queryset already scoped",
    "pegawai/ekspor.py": "units of the persons inside a queryset already scoped",
    "pegawai/fungsional.py": "credits and jobs of the persons inside a queryset already scoped",
    "pegawai/impor/buku.py": "rows of the one file that it is given",
    "pegawai/impor/layanan.py": "rows of the one file that it is given; its Instansi is checked",
    "pegawai/impor/mesin.py": "COPY and set-based SQL over the one file that it is given",
    "pegawai/impor/pemetaan.py": "headers of the one file that it is given, for its Instansi",
    "pegawai/jatidiri.py": "looks for one NIK in the Instansi of a file fetched with untuk",
    "pegawai/kualitas.py": "subqueries about the persons it is given; the monthly task: all",
    "pegawai/management/commands/impor.py": "works as the system",
    "pegawai/management/commands/hitung_bup.py": "works as the system",
    "pegawai/pembaca.py": "who read a person of the scope, wherever the reader works",
    "pegawai/penugasan.py": "assignments of the persons inside a queryset already scoped",
    "pegawai/management/commands/perbaiki_pohon.py": "works as the system",
    "pegawai/periksa_unit.py": "checks and repairs the tree of the Instansi that it is given",
    "pegawai/perubahan_unit.py": "locks units that the view fetched with untuk, and what they hold",
    "pegawai/pohon.py": "the tree around units that the view fetched with untuk, as SQL",
    "pegawai/unduhan.py": "locks a file that the view fetched with untuk; the worker asks again",
    "pegawai/querysets.py": "former NIPs, tied to the outer rows, which are scoped",
    "pegawai/usulan.py": "open proposals, former NIPs of a row under lock; writes notices, bulks",
    "pegawai/sasaran.py": "the name behind a reference that a proposal of the scope holds",
    "pegawai/ringkasan.py": "the projection of the persons that it is given",
    "pegawai/tasks.py": "loads the row whose id the view sent",
    "pelatihan/anggaran.py": "locks money rows that the view fetched with untuk",
    "pelatihan/capaian_jp.py": "hours of persons inside a queryset already scoped",
    "pelatihan/program.py": "locks programme rows that the view fetched with untuk",
    "pelatihan/querysets.py": "subqueries tied to the outer row",
}
"""Files that may read past the scope, and why. Nothing between a request and a page is here."""

BOLEH_FOLDER = {
    "evaluasi/contoh/": "makes the invented records of all fifteen",
}

LAPIS_ATAS = {"views.py", "forms.py", "admin.py", "filters.py", "menu.py", "urls.py"}


def sumber():
    for nama in (*APP_KAMI, "kalteng_talenta"):
        for berkas in sorted((AKAR / nama).rglob("*.py")):
            if "migrations" not in berkas.parts:
                yield str(berkas.relative_to(AKAR)), berkas.read_text()


def test_hanya_berkas_terdaftar_membaca_tanpa_lingkup():
    asing = [
        nama
        for nama, isi in sumber()
        if TANPA_LINGKUP.search(isi)
        and nama not in BOLEH_TANPA_LINGKUP
        and not nama.startswith(tuple(BOLEH_FOLDER))
    ]

    assert not asing, "Baca lewat untuk(), atau daftarkan dengan alasan di BOLEH_TANPA_LINGKUP."


def test_lapis_halaman_tidak_pernah_terdaftar():
    terdaftar = {Path(nama).name for nama in BOLEH_TANPA_LINGKUP} - {"views.py"}

    assert not terdaftar & LAPIS_ATAS
    assert ".tanpa_batas" not in (AKAR / "akses/views.py").read_text()


def test_tidak_ada_jalan_pintas_lain_di_sumber():
    terlarang = re.compile(r"\b(mark_safe|csrf_exempt|raw_id_fields|eval|exec|pickle)\b\s*[(=]?")

    temuan = [nama for nama, isi in sumber() if terlarang.search(isi)]

    assert not temuan


SKRIP_SEBARIS = {
    "mfa/authenticate.html": "JSON for the passkey script of allauth, not executable",
    "mfa/webauthn/add_form.html": "JSON for the passkey script of allauth, not executable",
}


def test_templat_tanpa_safe_skrip_dan_gaya_sebaris():
    folder = AKAR / "templates"
    temuan = []

    for berkas in sorted(folder.rglob("*.html")):
        nama, isi = str(berkas.relative_to(folder)), berkas.read_text()
        isi = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", isi, flags=re.S)
        if re.search(r"\|\s*safe\b|autoescape off|\sstyle=|<style|\son[a-z]+=|javascript:", isi):
            temuan.append(nama)
        if re.search(r"<script(?![^>]*\ssrc=)", isi) and nama not in SKRIP_SEBARIS:
            temuan.append(nama)

    assert not temuan


def test_templat_tidak_memuat_apa_pun_dari_luar():
    luar = re.compile(
        r"(?:src|srcset|action|data-[a-z-]*url)=[\"'](?:https?:)?//|url\(['\"]?https?:"
    )
    berkas = [*(AKAR / "templates").rglob("*.html"), *(AKAR / "static/css").rglob("*.css")]

    assert not [str(satu) for satu in berkas if luar.search(satu.read_text())]
