"""Report as PDF and as workbook: the same object as the page."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import segno
import typst
import xlsxwriter
from django.conf import settings
from django.utils import timezone

from akses.models import Pengguna
from akses.templatetags.tampilan import angka, deviasi, tanggal, waktu
from evaluasi.models import LaporanEvaluasi

TEMPLAT = Path(settings.BASE_DIR) / "templates" / "cetak" / "laporan.typ"

KEPALA_CAPAIAN = [
    "Indikator",
    "Pembilang",
    "Penyebut",
    "Nilai",
    "Sebelumnya",
    "Target",
    "Deviasi",
    "Status",
]


def _tampil(nilai: str | None, satuan: str) -> str:
    if nilai is None:
        return "–"
    return angka(Decimal(nilai), 1 if satuan == "%" else 0)


def data_cetak(laporan: LaporanEvaluasi, alamat_verifikasi: str) -> dict[str, Any]:
    """What the printed page needs, all of it text."""
    isi = laporan.isi
    qr = io.BytesIO()
    segno.make(alamat_verifikasi, error="m").save(qr, kind="svg", border=0)
    return {
        **{k: isi[k] for k in ("periode", "instansi", "putusan", "ringkasan", "sebaran")},
        "permintaan": isi["permintaan"],
        "tanggal_data": tanggal(isi["periode"]["tanggal_data"]),
        "nomor": laporan.nomor or "–",
        "status": laporan.get_status_display(),
        "sha256": laporan.sha256,
        "alamat": alamat_verifikasi,
        "qr": qr.getvalue().decode(),
        "capaian": [
            {
                "nama": c["nama"],
                "sebelum": _tampil(c["lalu"], c["satuan"]),
                "nilai": _tampil(c["nilai"], c["satuan"]),
                "target": _tampil(c["target"], c["satuan"]),
                "deviasi": deviasi(c["deviasi"]) if c["deviasi"] else "–",
                "status": c["kata"],
                "kelas": c["kelas"],
                "hitungan": f"{angka(c['pembilang'])} dari {angka(c['penyebut'])}"
                if c["penyebut"]
                else angka(c["pembilang"]),
                "lebar": float(c["nilai"]) if c["nilai"] and c["satuan"] == "%" else 0,
                "batas": float(c["target"]) if c["target"] and c["satuan"] == "%" else 0,
            }
            for c in isi["capaian"]
        ],
        "analisis": [
            {"nama": a["nama_pendek"], "deviasi": deviasi(a["deviasi"]), "kalimat": a["kalimat"]}
            for a in isi["analisis"]
        ],
        "rekomendasi": [{**r, "tenggat": tanggal(r["tenggat"])} for r in isi["rekomendasi"]],
        "tindak_lanjut": [
            {**t, "tenggat": tanggal(t["tenggat"]), "kemajuan": f"{t['kemajuan']}%"}
            for t in isi["tindak_lanjut"]
        ],
        "diputuskan": {
            "oleh": laporan.diputuskan_oleh.nama if laporan.diputuskan_oleh else "",
            "sebagai": laporan.diputuskan_sebagai,
            "waktu": waktu(laporan.diputuskan_pada) if laporan.diputuskan_pada else "",
        },
        "diajukan": {
            "oleh": laporan.diajukan_oleh.nama if laporan.diajukan_oleh else "",
            "sebagai": laporan.diajukan_sebagai,
            "waktu": waktu(laporan.diajukan_pada) if laporan.diajukan_pada else "",
        },
    }


def buat_pdf(laporan: LaporanEvaluasi, alamat_verifikasi: str) -> bytes:
    """The report as tagged PDF (PDF/UA-1)."""
    data = json.dumps(data_cetak(laporan, alamat_verifikasi))
    return typst.compile(str(TEMPLAT), sys_inputs={"data": data}, pdf_standards=["ua-1"])


def buat_xlsx(laporan: LaporanEvaluasi, *, oleh: Pengguna) -> bytes:
    """The report as workbook: figures as numbers, causes, and a pivot of unit × indicator."""
    keluaran = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluaran, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    tebal = buku.add_format({"bold": True})
    tanda = f"Diunduh oleh {oleh.nama} pada {waktu(timezone.now())}"
    isi = laporan.isi

    def lembar(nama: str, kepala: list[str], baris: list[list[Any]]) -> None:
        halaman = buku.add_worksheet(nama)
        halaman.write(0, 0, f"{laporan}, {isi['periode']['nama']}", tebal)
        halaman.write(1, 0, tanda)
        halaman.write_row(3, 0, kepala, tebal)
        for nomor, satu in enumerate(baris, start=4):
            halaman.write_row(nomor, 0, ["" if sel is None else sel for sel in satu])
        halaman.set_column(0, 0, 46)
        halaman.set_column(1, len(kepala), 16)
        halaman.freeze_panes(4, 1)

    def bilangan(teks: str | None) -> float | None:
        return None if teks is None else float(teks)

    lembar(
        "Capaian",
        [
            "Indikator",
            "Pembilang",
            "Penyebut",
            "Nilai",
            "Sebelumnya",
            "Target",
            "Deviasi",
            "Status",
        ],
        [
            [
                c["nama"],
                c["pembilang"],
                c["penyebut"],
                bilangan(c["nilai"]),
                bilangan(c["lalu"]),
                bilangan(c["target"]),
                bilangan(c["deviasi"]),
                c["kata"],
            ]
            for c in isi["capaian"]
        ],
    )
    lembar(
        "Sebaran kotak",
        ["Kotak", "Pegawai"],
        [[k, n] for k, n in isi["sebaran"]["kotak"].items()]
        + [["Belum dipetakan", isi["sebaran"]["belum"]]],
    )
    penyebab = [
        {
            "Perangkat daerah": unit["nama"],
            "Indikator": c["nama_pendek"],
            "Pembilang": unit["pembilang"],
            "Penyebut": unit["penyebut"],
            "Nilai": bilangan(unit["nilai"]),
            "Kurang": unit["kurang"],
        }
        for c in isi["capaian"]
        for unit in isi["unit"].get(c["kode"], [])
    ]
    kolom = ["Perangkat daerah", "Indikator", "Pembilang", "Penyebut", "Nilai", "Kurang"]
    lembar("Perangkat daerah", kolom, [[p[k] for k in kolom] for p in penyebab])
    if penyebab:
        poros = pd.DataFrame(penyebab).pivot_table(
            index="Perangkat daerah", columns="Indikator", values="Nilai", aggfunc="first"
        )
        lembar(
            "Poros",
            ["Perangkat daerah", *poros.columns],
            [
                [nama, *(None if pd.isna(n) else float(n) for n in nilai)]
                for nama, nilai in zip(poros.index, poros.to_numpy(), strict=True)
            ],
        )
    lembar(
        "Rekomendasi",
        ["Tindakan", "Penanggung jawab", "Tenggat", "Ukuran", "Disunting"],
        [
            [r["kalimat"], r["penanggung_jawab"], r["tenggat"], r["ukuran"], r["disunting"]]
            for r in isi["rekomendasi"]
        ],
    )
    buku.close()
    return keluaran.getvalue()
