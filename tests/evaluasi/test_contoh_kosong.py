"""Demo data into an empty database: repeatable, and nothing half-way."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from akses.models import Pengguna
from evaluasi import contoh
from pegawai.models import Pegawai, RiwayatPelatihan

SANDI = "rahasia-demo-2026"


def potret():
    """What identifies the data of a run, without primary keys."""
    return (
        list(Pegawai.tanpa_batas.order_by("nip").values_list(
            "nip", "nama", "nik", "golongan", "nama_jabatan", "unit__jalur", "kedudukan_hukum",
            "tmt_jabatan", "ringkasan__jp", "ringkasan__predikat", "ringkasan__kelengkapan",
        )),
        list(RiwayatPelatihan.tanpa_batas.order_by("pegawai__nip", "nomor_sertifikat").values_list(
            "pegawai__nip", "nomor_sertifikat", "nama", "tanggal_selesai", "jp"
        )),
        list(Pengguna.objects.order_by("username").values_list("username", "first_name")),
    )  # fmt: skip


def test_dua_kali_sama(db):
    hasil = []
    for _ in range(2):
        with transaction.atomic():
            contoh.isi(jumlah=700, sandi=SANDI)
            hasil.append(potret())
            transaction.set_rollback(True)

    assert hasil[0] == hasil[1]
    assert len(hasil[0][0]) == 700


def test_perintah_menolak_jumlah_terlalu_kecil(db):
    with pytest.raises(CommandError, match="paling sedikit 600"):
        call_command("buat_data_contoh", jumlah=10)


def test_perintah_tanpa_sandi_tidak_membuka_akun(db, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    keluaran = io.StringIO()

    call_command("buat_data_contoh", jumlah=600, stdout=keluaran)

    assert "600 pegawai" in keluaran.getvalue()
    assert not Pengguna.objects.get(username="admin").has_usable_password()
