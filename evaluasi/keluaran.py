"""PDF (Typst) and xlsx of a report, from the same object as the page."""

from __future__ import annotations

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import segno
import typst
import xlsxwriter
from django.conf import settings
from django.utils import timezone

from akses.models import Pengguna
from akses.templatetags import tampilan
from evaluasi.models import LaporanEvaluasi

TEMPAT = Path(settings.BASE_DIR) / "templates" / "cetak"
STATUS_ASN = {"PNS": "PNS", "CPNS": "CPNS", "PPPK": "PPPK", "PPPK_PARUH_WAKTU": "PPPK Paruh Waktu"}


def _hari(teks: str) -> str:
    return tampilan.tanggal(datetime.date.fromisoformat(teks))


def _desimal(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def kalimat_populasi(isi: dict[str, Any]) -> str:
    """ "Populasi: 812 PNS aktif. Di luar hitungan: 20 CPNS, …"."""
    jumlah = isi["populasi"]
    lain = [
        f"{tampilan.angka(jumlah[kode])} {label}"
        for kode, label in STATUS_ASN.items()
        if kode != "PNS" and jumlah.get(kode)
    ]
    luar = f" Tidak dihitung dalam indikator: {', '.join(lain)}." if lain else ""
    return f"Populasi: {tampilan.angka(jumlah['PNS'])} PNS aktif pada tanggal data.{luar}"


def _baris_capaian(satu: dict[str, Any]) -> dict[str, Any]:
    persen = satu["satuan"] == "%"
    bentuk = tampilan.persen if persen else (lambda nilai: tampilan.angka(nilai, 0))
    nilai, target = _desimal(satu["nilai"]), _desimal(satu["target"])
    rincian = (
        f"{tampilan.angka(satu['pembilang'])} dari {tampilan.angka(satu['penyebut'])}"
        if satu["penyebut"]
        else satu["sumber"]
    )
    return {
        "nama": satu["nama"],
        "rincian": rincian,
        "lalu": str(bentuk(_desimal(satu["lalu"]))),
        "nilai": str(bentuk(nilai)),
        "target": str(bentuk(target)),
        "deviasi": tampilan.deviasi(_desimal(satu["deviasi"])),
        "kelas": satu["kelas"],
        "kata": satu["kata"],
        "persen": persen,
        "angka": float(nilai) if nilai is not None else None,
        "angka_target": float(target) if target is not None else None,
    }


def data_cetak(laporan: LaporanEvaluasi, tautan: str) -> dict[str, Any]:
    """What the Typst template reads. ``tautan`` is the address of the verification page."""
    isi = laporan.isi
    kepala = f"{isi['instansi']['sebutan_kepala']} {isi['instansi']['nama']}"
    qr = io.BytesIO()
    segno.make(f"{tautan}?sha256={laporan.sha256}", error="m").save(
        qr, kind="svg", scale=4, border=1
    )
    disetujui = laporan.sudah_disetujui
    saat = laporan.diputuskan_pada if disetujui else None
    return {
        "isi": isi,
        "judul": f"Laporan Evaluasi {isi['instansi']['nama_resmi']}, {isi['periode']['nama']}",
        "nomor": laporan.nomor or "–",
        "status": laporan.get_status_display(),
        "sha256": laporan.sha256,
        "tanggal_data": _hari(isi["periode"]["tanggal_data"]),
        "capaian": [_baris_capaian(satu) for satu in isi["capaian"]],
        "populasi": kalimat_populasi(isi),
        "analisis": [
            {
                "judul": f"{satu['nama']} ({tampilan.deviasi(Decimal(satu['deviasi']))})",
                "kalimat": satu["kalimat"],
            }
            for satu in isi["analisis"]
        ],
        "rekomendasi": [{**satu, "tenggat": _hari(satu["tenggat"])} for satu in isi["rekomendasi"]],
        "tindak_lanjut": [
            {**satu, "tenggat": _hari(satu["tenggat"])} for satu in isi["tindak_lanjut"]
        ],
        "qr": qr.getvalue().decode(),
        "tautan": tautan,
        "tanggal_putusan": tampilan.tanggal(timezone.localtime(saat).date())
        if saat
        else "........................",
        "jabatan_pemutus": laporan.diputuskan_sebagai if disetujui else kepala,
        "nama_pemutus": laporan.diputuskan_oleh.nama
        if disetujui and laporan.diputuskan_oleh
        else "(........................................)",
        "keterangan_putusan": "Disetujui di Kalteng Talenta "
        f"{tampilan.waktu(laporan.diputuskan_pada)}"
        if disetujui
        else "Belum diputuskan",
    }


def buat_pdf(laporan: LaporanEvaluasi, tautan: str) -> bytes:
    """The report as tagged PDF (PDF/UA-1), the same bytes for the same report; 0.1 s."""
    return typst.compile(
        str(TEMPAT / "laporan.typ"),
        root=str(TEMPAT),
        font_paths=[str(TEMPAT / "huruf")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data_cetak(laporan, tautan))},
        pdf_standards=["ua-1"],
        timestamp=laporan.diperbarui_pada.replace(microsecond=0),
    )


def buat_xlsx(laporan: LaporanEvaluasi, *, oleh: Pengguna) -> bytes:
    """The report as a workbook: figures as numbers, perangkat daerah as a pivot by pandas."""
    import pandas as pd  # slow to import (1.2 s), needed here only

    isi = laporan.isi
    keluaran = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluaran,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    tebal = buku.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    judul = buku.add_format({"bold": True, "font_size": 13})
    persen = buku.add_format({"num_format": "0.0"})
    utuh = buku.add_format({"num_format": "#,##0"})
    cap = (
        f"Diunduh {oleh.nama} ({oleh.username}) pada {tampilan.waktu(timezone.now())}. "
        f"SHA-256 isi {laporan.sha256}"
    )

    def lembar(nama: str, kepala: list[str], lebar: list[int]) -> Any:
        baru = buku.add_worksheet(nama)
        baru.write_string(0, 0, f"{isi['instansi']['nama_resmi']}, {isi['periode']['nama']}", judul)
        baru.write_string(1, 0, isi["putusan"])
        baru.write_row(3, 0, kepala, tebal)
        for kolom, besar in enumerate(lebar):
            baru.set_column(kolom, kolom, besar)
        baru.freeze_panes(4, 1)
        baru.set_footer(f"&L&8{cap.replace('&', '&&')[:240]}&R&8&P/&N")
        return baru

    capaian = lembar(
        "Capaian",
        ["Indikator", "Satuan", "Pembilang", "Penyebut", isi["periode"]["lalu"],
         isi["periode"]["nama_pendek"], "Target", "Deviasi", "Status", "Sumber"],
        [44, 8, 11, 11, 10, 10, 10, 10, 16, 34],
    )  # fmt: skip
    for baris, satu in enumerate(isi["capaian"], start=4):
        capaian.write_string(baris, 0, satu["nama"])
        capaian.write_string(baris, 1, satu["satuan"])
        for kolom, kunci, bentuk in (
            (2, "pembilang", utuh), (3, "penyebut", utuh), (4, "lalu", persen),
            (5, "nilai", persen), (6, "target", persen), (7, "deviasi", persen),
        ):  # fmt: skip
            if satu[kunci] is not None:
                capaian.write_number(baris, kolom, float(satu[kunci]), bentuk)
        capaian.write_string(baris, 8, satu["kata"])
        capaian.write_string(baris, 9, satu["sumber"])
    capaian.write_string(len(isi["capaian"]) + 5, 0, cap)

    nama_pendek = {satu["kode"]: satu["nama_pendek"] for satu in isi["capaian"]}
    rinci = pd.DataFrame(
        [
            {
                "Perangkat daerah": satu["nama"],
                "Indikator": nama_pendek[kode],
                "pembilang": satu["pembilang"],
                "penyebut": satu["penyebut"],
            }
            for kode, daftar in isi["unit"].items()
            for satu in daftar
        ],
        columns=["Perangkat daerah", "Indikator", "pembilang", "penyebut"],
    )
    # Σ numerators / Σ denominators: units of one name are added up before dividing.
    jumlah = rinci.pivot_table(
        index="Perangkat daerah",
        columns="Indikator",
        values=["pembilang", "penyebut"],
        aggfunc="sum",
    )
    kolom_indikator = [nama for nama in nama_pendek.values() if nama in set(rinci["Indikator"])]
    pivot = lembar(
        "Perangkat daerah",
        ["Perangkat daerah (%)", *kolom_indikator],
        [44, *[12] * len(kolom_indikator)],
    )
    for baris, unit in enumerate(jumlah.index, start=4):
        pivot.write_string(baris, 0, str(unit))
        for kolom, nama in enumerate(kolom_indikator, start=1):
            penyebut = jumlah.loc[unit, ("penyebut", nama)]
            if pd.notna(penyebut) and penyebut:
                nilai = 100 * jumlah.loc[unit, ("pembilang", nama)] / penyebut
                pivot.write_number(baris, kolom, float(nilai), persen)

    kotak = lembar("Sebaran kotak", ["Kotak", "Orang"], [24, 12])
    for baris, (nomor, orang) in enumerate(sorted(isi["sebaran"]["kotak"].items()), start=4):
        kotak.write_string(baris, 0, f"Kotak {nomor}")
        kotak.write_number(baris, 1, orang, utuh)
    kotak.write_string(13, 0, "Belum dipetakan")
    kotak.write_number(13, 1, isi["sebaran"]["belum"], utuh)

    tindakan = lembar(
        "Rekomendasi",
        ["Tindakan", "Penanggung jawab", "Tenggat", "Ukuran"],
        [90, 24, 20, 36],
    )
    for baris, satu in enumerate(isi["rekomendasi"], start=4):
        isian = (satu["kalimat"], satu["penanggung_jawab"], _hari(satu["tenggat"]), satu["ukuran"])
        for kolom, teks in enumerate(isian):
            tindakan.write_string(baris, kolom, str(teks))
    buku.close()
    return keluaran.getvalue()
