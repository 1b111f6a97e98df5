"""The periodic report: one computed object that feeds page, PDF and xlsx.

Four parts, as the merit evaluation asks: capaian, analisis, rekomendasi, tindak lanjut. Analysis
and draft recommendations are computed from the figures; the office may rewrite the sentences, and
the rewriting is marked.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Pengguna
from evaluasi import indikator as angka_indikator
from evaluasi import kalender
from evaluasi.indikator import Angka, Capaian
from evaluasi.models import Indikator, LaporanEvaluasi, PeriodeEvaluasi, TindakLanjut
from pegawai.models import Pegawai, UnitOrganisasi

VERSI = 1
BANYAK_PENYEBAB = 3
BILANGAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
STATUS = {
    "TERCAPAI": ("baik", "Tercapai"),
    "MENDEKATI": ("waspada", "Mendekati"),
    "DI_BAWAH": ("buruk", "Di bawah target"),
    "DIPANTAU": ("info", "Dipantau"),
    "KOSONG": ("netral", "Belum ada data"),
}
"""Status of a figure → class of the look and words (closed vocabulary)."""

# kode → (satuan orang, kalimat, ukuran); {kurang} is what is missing to the aim.
ATURAN = {
    "pemetaan": (
        "Lengkapi masukan pemetaan bagi {kurang} PNS agar mencapai target {target}%",
        "{kurang} PNS dipetakan",
    ),
    "penilaian": (
        "Jadwalkan penilaian kompetensi bagi {kurang} PNS agar mencapai target {target}%",
        "{kurang} PNS dinilai",
    ),
    "predikat": (
        "Beri bimbingan dan konseling kinerja bagi {kurang} PNS di bawah predikat Baik agar "
        "mencapai target {target}%",
        "{kurang} PNS naik ke predikat Baik",
    ),
    "jp20": (
        "Selenggarakan pelatihan bagi {kurang} PNS yang belum mencapai 20 JP agar mencapai target "
        "{target}%",
        "{kurang} PNS mencapai 20 JP",
    ),
    "kelengkapan": (
        "Lengkapi {kurang} isian data pegawai agar mencapai target {target}%",
        "{kurang} isian dilengkapi",
    ),
}
SATUAN_KURANG = {"kelengkapan": "isian"}


def kanonik(isi: dict[str, Any]) -> str:
    """The JSON text that is hashed: sorted keys, no spaces, text as it is."""
    return json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sidik(isi: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(kanonik(isi).encode()).hexdigest()


def buka_periode(kode: str) -> PeriodeEvaluasi:
    """The period of that code, made with the usual dates when there is none.

    Raises ValueError for a code that is not one.
    """
    rentang = kalender.urai(kode)
    periode, _ = PeriodeEvaluasi.objects.get_or_create(
        kode=kode,
        defaults={
            "jenis": rentang.jenis,
            "mulai": rentang.mulai,
            "tanggal_data": rentang.akhir,
            "batas_entri": rentang.batas_entri,
            "tanggal_kunci": rentang.tanggal_kunci,
        },
    )
    return periode


def susun(
    periode: PeriodeEvaluasi,
    instansi: Instansi,
    *,
    oleh: Pengguna | None = None,
    sebelumnya: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Compute the whole report from the data as it is now; writes nothing.

    ``sebelumnya`` is the content of the report of the period before (looked up when not given).
    About a dozen queries, whatever the number of persons. ``oleh`` is kept for callers that log.
    """
    pada = periode.tanggal_data
    if sebelumnya is None:
        sebelumnya = isi_sebelumnya(periode, instansi)
    daftar_indikator = list(Indikator.objects.filter(aktif=True))
    hasil = {
        satu.kode: angka_indikator.hitung(satu.kode, pada, instansi).get(instansi.pk)
        for satu in daftar_indikator
    }
    target = angka_indikator.target_berlaku(pada)
    capaian = [
        _capaian(satu, hasil[satu.kode], target(satu.pk, instansi.pk), sebelumnya)
        for satu in daftar_indikator
    ]
    nama_unit = dict(
        UnitOrganisasi.tanpa_batas.filter(instansi=instansi)
        .order_by()
        .filter(pk__in={opd for satu in hasil.values() if satu for opd in satu.per_unit if opd})
        .values_list("pk", "nama")
    )
    unit = {
        satu["kode"]: _per_unit(satu, hasil[satu["kode"]], nama_unit, sebelumnya)
        for satu in capaian
        if satu["satuan"] == "%"
    }
    analisis = [_analisis(satu, unit[satu["kode"]]) for satu in _menyimpang(capaian)]
    putusan, ringkasan = _putusan(instansi, capaian, analisis, sebelumnya, periode)
    return {
        "versi": VERSI,
        "periode": _isi_periode(periode),
        "instansi": _isi_instansi(instansi),
        "putusan": putusan,
        "ringkasan": ringkasan,
        "populasi": _populasi(instansi, pada),
        "capaian": capaian,
        "sebaran": _sebaran(instansi, pada),
        "unit": unit,
        "analisis": analisis,
        "rekomendasi": [_rekomendasi(satu, instansi, periode) for satu in analisis],
        "permintaan": "",
        "tindak_lanjut": _tindak_lanjut(instansi, periode),
    }


def isi_sebelumnya(periode: PeriodeEvaluasi, instansi: Instansi) -> dict[str, Any] | None:
    """Content of the report of the period before, if there is one."""
    return (
        LaporanEvaluasi.tanpa_batas.filter(
            periode__kode=periode.rentang.sebelumnya, instansi=instansi
        )
        .values_list("isi", flat=True)
        .first()
    )


# Parts


def _isi_periode(periode: PeriodeEvaluasi) -> dict[str, Any]:
    rentang = periode.rentang
    return {
        "kode": periode.kode,
        "nama": rentang.nama,
        "nama_pendek": rentang.nama_pendek,
        "bulan": rentang.bulan,
        "tanggal_data": periode.tanggal_data.isoformat(),
        "lalu": kalender.urai(rentang.sebelumnya).nama_pendek,
    }


def _isi_instansi(instansi: Instansi) -> dict[str, str]:
    return {
        "kode": instansi.kode_kemendagri,
        "nama": instansi.nama,
        "nama_resmi": instansi.nama_resmi,
        "nama_pemerintah": instansi.nama_pemerintah,
        "nama_badan": instansi.nama_badan,
        "sebutan_kepala": instansi.sebutan_kepala,
        "ibu_kota": instansi.ibu_kota,
    }


def _teks(nilai: Decimal | None) -> str | None:
    """A figure as text with four decimals: exact enough to compare, the same on each run."""
    return None if nilai is None else f"{nilai:.4f}"


def _angka_lalu(kode: str, sebelumnya: dict[str, Any] | None) -> str | None:
    for satu in (sebelumnya or {}).get("capaian", []):
        if satu["kode"] == kode:
            return satu["nilai"]
    return None


def _capaian(
    indikator: Indikator,
    hasil: Capaian | None,
    target: Decimal | None,
    sebelumnya: dict[str, Any] | None,
) -> dict[str, Any]:
    angka = hasil.angka if hasil else Angka(0, 0, ada_sumber=False)
    nilai = angka.nilai
    if indikator.arah == Indikator.Arah.NETRAL:
        target = None
    lalu = _angka_lalu(indikator.kode, sebelumnya)
    status = angka_indikator.nilai_status(indikator, nilai, target)
    kelas, kata = STATUS[status]
    deviasi = nilai - target if nilai is not None and target is not None else None
    return {
        "kode": indikator.kode,
        "nama": indikator.nama,
        "nama_pendek": indikator.nama_pendek,
        "definisi": indikator.definisi,
        "sumber": indikator.sumber,
        "satuan": indikator.get_satuan_display(),
        "arah": indikator.arah,
        "pembilang": angka.pembilang if nilai is not None else None,
        "penyebut": angka.penyebut if nilai is not None else None,
        "nilai": _teks(nilai),
        "target": _teks(target),
        "deviasi": _teks(deviasi),
        "status": status,
        "kelas": kelas,
        "kata": kata,
        "lalu": lalu,
        "perubahan": _teks(nilai - Decimal(lalu)) if nilai is not None and lalu else None,
        "kecil": bool(angka.penyebut and angka.penyebut < angka_indikator.PENYEBUT_KECIL),
    }


def _per_unit(
    capaian: dict[str, Any],
    hasil: Capaian | None,
    nama_unit: dict[int, str],
    sebelumnya: dict[str, Any] | None,
) -> list[dict[str, Any]]:
    """Each perangkat daerah: figure, what it lacks to the aim; the largest lack first."""
    if hasil is None or hasil.angka.nilai is None:
        return []
    lalu = {
        satu["unit"]: satu["nilai"]
        for satu in (sebelumnya or {}).get("unit", {}).get(capaian["kode"], [])
    }
    target = Decimal(capaian["target"]) if capaian["target"] else None
    baris: list[dict[str, Any]] = [
        {
            "unit": opd,
            "nama": nama_unit.get(opd, "Unit belum dipetakan") if opd else "Unit belum dipetakan",
            "pembilang": angka.pembilang,
            "penyebut": angka.penyebut,
            "nilai": _teks(angka.nilai),
            "lalu": lalu.get(opd),
            "kurang": _kurang(angka, target, capaian["arah"]),
        }
        for opd, angka in hasil.per_unit.items()
        if angka.penyebut
    ]
    jumlah = sum(satu["kurang"] for satu in baris)
    for satu in baris:
        satu["sumbangan"] = _bulat(Decimal(100) * satu["kurang"] / jumlah) if jumlah else 0
    return sorted(baris, key=lambda satu: (-satu["kurang"], satu["nama"], satu["unit"] or 0))


def _kurang(angka: Angka, target: Decimal | None, arah: str) -> int:
    """How many are missing to the aim (or too many, where low is good); never negative."""
    if target is None or angka.penyebut is None:
        return 0
    tujuan = target * angka.penyebut / 100
    if arah == Indikator.Arah.TURUN:
        return max(math.ceil(angka.pembilang - tujuan), 0)
    return max(math.ceil(tujuan - angka.pembilang), 0)


def _bulat(nilai: Decimal) -> int:
    return int(nilai.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _menyimpang(capaian: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Figures off their aim, the worst first."""
    daftar = [satu for satu in capaian if satu["status"] in {"MENDEKATI", "DI_BAWAH"}]
    return sorted(daftar, key=lambda satu: (-abs(Decimal(satu["deviasi"])), satu["kode"]))


def _analisis(capaian: dict[str, Any], per_unit: list[dict[str, Any]]) -> dict[str, Any]:
    """Which perangkat daerah explain the deviation, and where it is heading."""
    penyebab = [satu for satu in per_unit if satu["kurang"]][:BANYAK_PENYEBAB]
    kurang = _kurang(
        Angka(capaian["pembilang"], capaian["penyebut"]),
        Decimal(capaian["target"]),
        capaian["arah"],
    )
    satuan = SATUAN_KURANG.get(capaian["kode"], "PNS")
    kalimat = [
        f"Kurang {ribuan(kurang)} {satuan} dari target {desimal(capaian['target'])}% "
        f"({ribuan(capaian['pembilang'])} dari {ribuan(capaian['penyebut'])})."
    ]
    if penyebab:
        bagian = sum(satu["sumbangan"] for satu in penyebab)
        daftar = _dan([f"{satu['nama']} ({ribuan(satu['kurang'])})" for satu in penyebab])
        kalimat.append(f"{daftar} menyumbang {bagian}% dari kekurangan semua perangkat daerah.")
    kalimat.append(_kalimat_perubahan(capaian))
    return {
        "kode": capaian["kode"],
        "nama": capaian["nama"],
        "nama_pendek": capaian["nama_pendek"],
        "deviasi": capaian["deviasi"],
        "target": capaian["target"],
        "kelas": capaian["kelas"],
        "kurang": kurang,
        "penyebab": penyebab,
        "kalimat": " ".join(satu for satu in kalimat if satu),
    }


def _kalimat_perubahan(capaian: dict[str, Any]) -> str:
    if capaian["perubahan"] is None:
        return ""
    selisih = Decimal(capaian["perubahan"])
    if abs(selisih) < Decimal("0.05"):
        return f"Tidak berubah dari periode lalu ({desimal(capaian['lalu'])}%)."
    arah = "Naik" if selisih > 0 else "Turun"
    besar = desimal(str(abs(selisih)))
    return f"{arah} {besar} poin dari periode lalu ({desimal(capaian['lalu'])}%)."


def _rekomendasi(
    analisis: dict[str, Any], instansi: Instansi, periode: PeriodeEvaluasi
) -> dict[str, Any]:
    """A sentence by rule, with the numbers in it."""
    kalimat, ukuran = ATURAN.get(
        analisis["kode"], ("Kejar kekurangan {kurang} pada target {target}%", "{kurang} tercapai")
    )
    isi = {"kurang": ribuan(analisis["kurang"]), "target": desimal(analisis["target"])}
    teks = kalimat.format(**isi)
    if analisis["penyebab"]:
        unit = _dan([satu["nama"] for satu in analisis["penyebab"][:2]])
        teks = f"{teks}; dahulukan {unit}"
    return {
        "kode": analisis["kode"],
        "kalimat": f"{teks}.",
        "draf": f"{teks}.",
        "disunting": False,
        "ukuran": ukuran.format(**isi),
        "penanggung_jawab": f"Kepala {singkat_badan(instansi.nama_badan)}",
        "tenggat": kalender.urai(periode.rentang.sesudahnya).akhir.isoformat(),
    }


def singkat_badan(nama: str) -> str:
    """ "Badan Kepegawaian Daerah" → "BKD"; "… dan Pengembangan …" → "BKPSDM"."""
    return "".join(kata[0] for kata in nama.split() if kata[0].isupper())


def _tindak_lanjut(instansi: Instansi, periode: PeriodeEvaluasi) -> list[dict[str, Any]]:
    """Actions of earlier reports: did the figure move?"""
    daftar = (
        TindakLanjut.tanpa_batas.filter(
            instansi=instansi, laporan__periode__tanggal_data__lt=periode.tanggal_data
        )
        .exclude(status=TindakLanjut.Status.BATAL)
        .select_related("indikator")
        .order_by("tenggat", "pk")
    )
    return [
        {
            "tindakan": satu.tindakan,
            "indikator": satu.indikator.kode if satu.indikator else "",
            "penanggung_jawab": satu.penanggung_jawab,
            "tenggat": satu.tenggat.isoformat(),
            "status": satu.get_status_display(),
            "kemajuan": satu.kemajuan,
            "nilai_awal": _teks(satu.nilai_awal),
        }
        for satu in daftar
    ]


def _populasi(instansi: Instansi, pada: datetime.date) -> dict[str, int]:
    """Who is counted, and who is shown apart. One query."""
    jumlah = dict(
        Pegawai.tanpa_batas.filter(instansi=instansi)
        .aktif(pada)
        .order_by()
        .values_list("status_asn")
        .annotate(Count("pk"))
    )
    return {status.value: jumlah.get(status.value, 0) for status in Pegawai.StatusAsn}


def _sebaran(instansi: Instansi, pada: datetime.date) -> dict[str, Any]:
    per_kotak = angka_indikator.sebaran(pada, instansi).get(instansi.pk, {})
    kotak = {str(nomor): per_kotak.get(nomor, 0) for nomor in range(1, 10)}
    return {
        "kotak": kotak,
        "dipetakan": sum(kotak.values()),
        "belum": per_kotak.get(None, 0),
        "kandidat": sum(kotak[nomor] for nomor in "789"),
    }


def _putusan(
    instansi: Instansi,
    capaian: list[dict[str, Any]],
    analisis: list[dict[str, Any]],
    sebelumnya: dict[str, Any] | None,
    periode: PeriodeEvaluasi,
) -> tuple[str, str]:
    """The verdict and the sentence under it."""
    dinilai = [satu for satu in capaian if satu["target"] and satu["nilai"] is not None]
    nama = instansi.nama_resmi
    if not dinilai:
        return (
            f"{nama} belum mempunyai data untuk dinilai.",
            "Impor data pegawai, kinerja, dan penilaian kompetensi agar angka dapat dihitung.",
        )
    capai = sum(satu["status"] == "TERCAPAI" for satu in dinilai)
    if capai == len(dinilai):
        putusan = f"{nama} mencapai semua dari {terbilang(len(dinilai))} target."
    elif capai:
        putusan = f"{nama} mencapai {terbilang(capai)} dari {terbilang(len(dinilai))} target."
    else:
        putusan = f"{nama} belum mencapai satu pun dari {terbilang(len(dinilai))} target."
    ringkasan = []
    kosong = [satu["nama_pendek"] for satu in capaian if satu["status"] == "KOSONG"]
    if analisis:
        jauh = analisis[0]
        ringkasan.append(
            f"Paling jauh dari target: {jauh['nama']} "
            f"({desimal(str(abs(Decimal(jauh['deviasi']))))} poin)."
        )
    else:
        ringkasan.append("Tidak ada deviasi yang perlu dikoreksi.")
    berubah = [Decimal(satu["perubahan"]) for satu in dinilai if satu["perubahan"] is not None]
    if berubah:
        naik = sum(nilai >= Decimal("0.05") for nilai in berubah)
        lalu = kalender.urai(periode.rentang.sebelumnya).nama
        ringkasan.append(
            f"{terbilang(naik).capitalize()} dari {terbilang(len(berubah))} indikator naik dari "
            f"{lalu}."
        )
    if kosong:
        ringkasan.append(f"Belum ada data: {_dan(kosong)}.")
    return putusan, " ".join(ringkasan)


# Words and numbers in sentences


def terbilang(jumlah: int) -> str:
    """Small numbers in words."""
    return BILANGAN[jumlah] if jumlah < len(BILANGAN) else str(jumlah)


def ribuan(jumlah: int) -> str:
    """1234 → "1.234"."""
    return f"{jumlah:,}".replace(",", ".")


def desimal(teks: str) -> str:
    """ "61.6883" → "61,7"; "75.0000" → "75"."""
    nilai = Decimal(teks).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{nilai.normalize():f}".replace(".", ",")


def _dan(daftar: list[str]) -> str:
    if len(daftar) < 3:
        return " dan ".join(daftar)
    return f"{', '.join(daftar[:-1])}, dan {daftar[-1]}"


# Making and keeping


def terapkan_suntingan(isi: dict[str, Any], suntingan: dict[str, Any]) -> dict[str, Any]:
    """The content with what the office rewrote; returns a new object, may be repeated."""
    rekomendasi = []
    for satu in isi.get("rekomendasi", []):
        ubahan = suntingan.get("rekomendasi", {}).get(satu["kode"], {})
        baru = {**satu, **{k: v for k, v in ubahan.items() if v}}
        baru["disunting"] = baru["kalimat"] != satu["draf"]
        rekomendasi.append(baru)
    return {
        **isi,
        "rekomendasi": rekomendasi,
        "permintaan": suntingan.get("permintaan", isi.get("permintaan", "")),
    }


@transaction.atomic
def buat(
    periode: PeriodeEvaluasi,
    instansi: Instansi,
    *,
    oleh: Pengguna,
    pada: datetime.date | None = None,
) -> LaporanEvaluasi:
    """Make the report of one Instansi, or bring its draft up to the data.

    Safe to run twice, to die half-way (one transaction under the row's lock) and to be late. A
    report that was submitted or decided is left alone, and so is a draft after ``tanggal_kunci``.
    """
    hari = pada or timezone.localdate()
    LaporanEvaluasi.tanpa_batas.bulk_create(
        [LaporanEvaluasi(periode=periode, instansi=instansi, disusun_oleh=oleh)],
        ignore_conflicts=True,
    )
    laporan = LaporanEvaluasi.tanpa_batas.select_for_update().get(
        periode=periode, instansi=instansi
    )
    baru = not laporan.sha256
    if not baru and (not laporan.terbuka or periode.terkunci(hari)):
        return laporan
    isi = terapkan_suntingan(susun(periode, instansi, oleh=oleh), laporan.suntingan)
    if sidik(isi) == laporan.sha256:
        return laporan
    simpan_isi(laporan, isi)
    catat(
        JejakAudit.Aksi.BUAT if baru else JejakAudit.Aksi.UBAH,
        laporan,
        oleh=oleh,
        keterangan=f"Laporan {periode.kode} dihitung",
        data={"sha256": laporan.sha256},
    )
    return laporan


def simpan_isi(laporan: LaporanEvaluasi, isi: dict[str, Any]) -> None:
    """Keep a content and its hash together."""
    laporan.isi = isi
    laporan.sha256 = sidik(isi)
    laporan.diperbarui_pada = timezone.now()
    laporan.save(update_fields=["isi", "sha256", "diperbarui_pada", "suntingan"])
