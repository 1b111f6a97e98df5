"""Mapping a period: one set-based statement over the population, no loop over people."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Kunci, Pengguna
from kompetensi.kotak import Potensial
from kompetensi.models import HasilPemetaan, PeriodeTalenta, SkemaPemetaan
from pegawai.predikat import Ekspektasi

RUANG_KUNCI = "talenta"

# Tiers that rank alike (PP 11/2017 Pasal 54 and 107): a higher figure is a higher job.
PERINGKAT_JENJANG = {
    "JPT_UTAMA": 9, "JPT_MADYA": 8, "AHLI_UTAMA": 7, "JPT_PRATAMA": 7, "ADMINISTRATOR": 6,
    "AHLI_MADYA": 6, "PENGAWAS": 5, "AHLI_MUDA": 5, "AHLI_PERTAMA": 4, "PENYELIA": 4, "MAHIR": 3,
    "TERAMPIL": 2, "PEMULA": 1, "PELAKSANA": 1,
}  # fmt: skip

KOLOM = (
    "instansi_id", "unit_id", "perangkat_daerah_id", "jenjang", "skema_id", "predikat",
    "tahun_predikat", "nilai_kinerja", "kategori_kinerja", "nilai_asesmen", "tanggal_asesmen",
    "nilai_potensi", "tanggal_potensi", "jp", "nilai_bangkom", "nilai_lama", "tmt_jabatan",
    "nilai_keragaman", "nilai_penugasan", "nilai_pengalaman", "nilai_pendidikan",
    "nilai_kesesuaian", "nilai_integritas", "nilai_potensial", "kategori_potensial", "kurang",
    "sementara",
)  # fmt: skip

POPULASI = """
populasi AS (
    SELECT p.id, p.instansi_id, p.unit_id, u.perangkat_daerah_id, p.jenjang,
        p.tingkat_pendidikan, p.tmt_jabatan
    FROM pegawai_pegawai p
    JOIN pegawai_kedudukanhukum k ON k.kode = p.kedudukan_hukum_id AND k.dihitung_aktif
    LEFT JOIN pegawai_unitorganisasi u ON u.id = p.unit_id
    WHERE p.status_asn = 'PNS'
        AND (p.tmt_pensiun IS NULL OR p.tmt_pensiun > %(acuan)s)
        AND p.instansi_id = ANY(%(daftar_instansi)s)
)"""

ASESMEN_TERAKHIR = """
asesmen AS (
    SELECT DISTINCT ON (pegawai_id) pegawai_id, jpm, tanggal
    FROM kompetensi_asesmen
    WHERE jpm IS NOT NULL AND tanggal <= %(acuan)s AND berlaku_sampai >= %(acuan)s
    ORDER BY pegawai_id, tanggal DESC
)"""

SQL_PETAKAN = f"""
WITH {POPULASI},
{ASESMEN_TERAKHIR},
potensi AS (
    SELECT DISTINCT ON (pegawai_id) pegawai_id, potensi, tanggal
    FROM kompetensi_asesmen
    WHERE potensi IS NOT NULL AND tanggal <= %(acuan)s AND berlaku_sampai >= %(acuan)s
    ORDER BY pegawai_id, tanggal DESC
),
skema AS (SELECT subskor FROM kompetensi_skemapemetaan WHERE id = %(skema)s),
t_pendidikan AS (
    SELECT key, value::numeric AS nilai FROM skema, jsonb_each_text(subskor -> 'pendidikan')
),
t_predikat AS (
    SELECT l.key, l.value AS kategori, n.value::numeric AS nilai
    FROM skema, jsonb_each_text(subskor -> 'predikat_langsung') l
    JOIN LATERAL jsonb_each_text(subskor -> 'predikat') n ON n.key = l.key
),
t_bangkom AS (
    SELECT (b ->> 0)::numeric AS bawah, (b ->> 1)::numeric AS nilai,
        LEAD((b ->> 0)::numeric) OVER (ORDER BY (b ->> 0)::numeric) AS atas
    FROM skema, jsonb_array_elements(subskor -> 'bangkom') b
),
t_lama AS (
    SELECT (b ->> 0)::numeric AS bawah, (b ->> 1)::numeric AS nilai,
        LEAD((b ->> 0)::numeric) OVER (ORDER BY (b ->> 0)::numeric) AS atas
    FROM skema, jsonb_array_elements(subskor -> 'lama_jabatan') b
),
jam AS (
    SELECT pegawai_id, SUM(jp) AS jp
    FROM pegawai_riwayatpelatihan
    WHERE COALESCE(tanggal_selesai, tanggal_mulai, make_date(tahun, 12, 31)) > %(setahun_lalu)s
        AND COALESCE(tanggal_selesai, tanggal_mulai, make_date(tahun, 12, 31)) <= %(acuan)s
    GROUP BY pegawai_id
),
jejak AS (
    SELECT pegawai_id,
        CASE
            WHEN COUNT(DISTINCT NULLIF(nama_instansi, '')) > 1 THEN 'lintas_instansi'
            WHEN COUNT(DISTINCT NULLIF(nama_unit, '')) > 1 THEN 'lintas_unit'
            ELSE 'satu_unit'
        END AS ragam
    FROM pegawai_riwayatjabatan
    WHERE penugasan = 'D' AND tmt <= %(acuan)s
    GROUP BY pegawai_id
),
keragaman AS (
    SELECT j.pegawai_id, (s.subskor -> 'keragaman' ->> j.ragam)::numeric AS nilai
    FROM jejak j, skema s
),
peringkat AS (
    SELECT key, value::int AS tingkat FROM jsonb_each_text(%(peringkat)s::jsonb)
),
penugasan AS (
    SELECT r.pegawai_id, MAX((s.subskor -> 'penugasan' ->> (
        CASE WHEN r.penugasan = 'PLH' THEN 'plh' ELSE 'plt' END
        || CASE WHEN tugas.tingkat > asal.tingkat THEN '_lebih_tinggi' ELSE '_setara' END
    ))::numeric) AS nilai
    FROM skema s
    CROSS JOIN pegawai_riwayatjabatan r
    JOIN populasi p ON p.id = r.pegawai_id
    LEFT JOIN LATERAL (
        SELECT d.jenjang FROM pegawai_riwayatjabatan d
        WHERE d.pegawai_id = r.pegawai_id AND d.penugasan = 'D' AND d.tmt <= r.tmt
            AND d.jenjang <> ''
        ORDER BY d.tmt DESC LIMIT 1
    ) lama ON TRUE
    LEFT JOIN peringkat asal ON asal.key = COALESCE(lama.jenjang, p.jenjang)
    LEFT JOIN peringkat tugas ON tugas.key = r.jenjang
    WHERE r.penugasan IN ('PLT', 'PLH', 'PJ') AND r.tmt <= %(acuan)s
    GROUP BY r.pegawai_id
),
hukuman AS (
    SELECT h.pegawai_id, MIN((s.subskor -> 'integritas' ->> (
        CASE WHEN h.masa @> %(acuan)s::date THEN 'menjalani' ELSE h.tingkat END
    ))::numeric) AS nilai
    FROM skema s CROSS JOIN pegawai_hukumandisiplin h
    WHERE lower(h.masa) <= %(acuan)s
    GROUP BY h.pegawai_id
),
komponen AS (
    SELECT p.*,
        pk.predikat, tp.kategori, tp.nilai AS nilai_predikat,
        CASE WHEN a.jpm IS NULL THEN %(kosong_asesmen)s ELSE LEAST(a.jpm, %(maksimum)s) END
            AS asesmen, a.tanggal AS tgl_a,
        CASE WHEN t.potensi IS NULL THEN %(kosong_potensi)s ELSE LEAST(t.potensi, %(maksimum)s) END
            AS potensi,
        t.tanggal AS tgl_t,
        COALESCE(jam.jp, 0) AS jp,
        COALESCE(tb.nilai, %(kosong_bangkom)s) AS bangkom,
        COALESCE(tl.nilai, %(kosong_lama_jabatan)s) AS lama,
        COALESCE(kr.nilai, %(kosong_keragaman)s) AS keragaman,
        COALESCE(pn.nilai, %(kosong_penugasan)s) AS penugasan,
        COALESCE(td.nilai, %(kosong_pendidikan)s) AS pendidikan,
        %(kosong_kesesuaian)s::numeric AS kesesuaian,
        COALESCE(hk.nilai, %(kosong_integritas)s) AS integritas
    FROM populasi p
    LEFT JOIN pegawai_penilaiankinerja pk
        ON pk.pegawai_id = p.id AND pk.tahun = %(tahun_predikat)s AND pk.periode = 'TAHUNAN'
    LEFT JOIN t_predikat tp ON tp.key = pk.predikat
    LEFT JOIN asesmen a ON a.pegawai_id = p.id
    LEFT JOIN potensi t ON t.pegawai_id = p.id
    LEFT JOIN jam ON jam.pegawai_id = p.id
    LEFT JOIN t_bangkom tb ON jam.jp >= tb.bawah AND (tb.atas IS NULL OR jam.jp < tb.atas)
    LEFT JOIN t_lama tl
        ON EXTRACT(YEAR FROM age(%(acuan)s::date, p.tmt_jabatan)) >= tl.bawah
        AND (tl.atas IS NULL OR EXTRACT(YEAR FROM age(%(acuan)s::date, p.tmt_jabatan)) < tl.atas)
    LEFT JOIN keragaman kr ON kr.pegawai_id = p.id
    LEFT JOIN penugasan pn ON pn.pegawai_id = p.id
    LEFT JOIN t_pendidikan td ON td.key = p.tingkat_pendidikan
    LEFT JOIN hukuman hk ON hk.pegawai_id = p.id
),
bernilai AS (
    SELECT k.*,
        array_remove(ARRAY[
            CASE WHEN k.predikat IS NULL THEN 'predikat' END,
            CASE WHEN k.asesmen IS NULL THEN 'asesmen' END,
            CASE WHEN k.potensi IS NULL THEN 'potensi' END,
            CASE WHEN k.pendidikan IS NULL THEN 'pendidikan' END
        ]::varchar(12)[], NULL) AS kurang,
        CASE WHEN k.predikat IS NOT NULL AND %(tertimbang)s THEN ROUND(LEAST((
            k.nilai_predikat * %(bobot_predikat)s
            + %(kosong_penghargaan)s::numeric * %(bobot_penghargaan)s
            + %(kosong_tim_kerja)s::numeric * %(bobot_tim_kerja)s
            + %(kosong_umpan_balik)s::numeric * %(bobot_umpan_balik)s
        ) / 100, %(maksimum)s), 2) END AS nilai_y,
        ROUND((
            k.asesmen * %(bobot_asesmen)s + k.bangkom * %(bobot_bangkom)s
            + (k.lama + k.keragaman + k.penugasan) * %(bobot_pengalaman)s / 3
            + k.potensi * %(bobot_potensi)s + k.pendidikan * %(bobot_pendidikan)s
            + k.kesesuaian * %(bobot_kesesuaian)s + k.integritas * %(bobot_integritas)s
        ) / 100, 2) AS nilai_x
    FROM komponen k
),
hasil AS (
    SELECT b.*,
        CASE WHEN cardinality(b.kurang) = 0 THEN b.nilai_x END AS nilai_potensial,
        CASE
            WHEN NOT %(tertimbang)s THEN b.kategori
            WHEN b.nilai_y >= %(batas_di_atas)s THEN %(di_atas)s
            WHEN b.nilai_y >= %(batas_sesuai)s THEN %(sesuai)s
            WHEN b.nilai_y IS NOT NULL THEN %(di_bawah)s
        END AS kategori_y
    FROM bernilai b
)
INSERT INTO kompetensi_hasilpemetaan AS h (periode_id, pegawai_id, waktu, {", ".join(KOLOM)})
SELECT %(periode)s, id, %(sekarang)s,
    instansi_id, unit_id, perangkat_daerah_id, jenjang, %(skema)s, COALESCE(predikat, ''),
    CASE WHEN predikat IS NOT NULL THEN %(tahun_predikat)s::int END,
    nilai_y, COALESCE(kategori_y, ''), asesmen, tgl_a, potensi, tgl_t, jp, bangkom, lama,
    tmt_jabatan, keragaman, penugasan, ROUND((lama + keragaman + penugasan) / 3, 6), pendidikan,
    kesesuaian, integritas, nilai_potensial,
    CASE
        WHEN nilai_potensial IS NULL THEN ''
        WHEN nilai_potensial >= %(batas_tinggi)s THEN %(tinggi)s
        WHEN nilai_potensial >= %(batas_menengah)s THEN %(menengah)s
        ELSE %(rendah)s
    END,
    kurang, %(sementara)s
FROM hasil
ON CONFLICT (periode_id, pegawai_id) DO UPDATE
SET waktu = EXCLUDED.waktu, {", ".join(f"{kolom} = EXCLUDED.{kolom}" for kolom in KOLOM)}
WHERE h.instansi_id <> ALL(%(terkunci)s)
    AND ({", ".join(f"h.{kolom}" for kolom in KOLOM)})
        IS DISTINCT FROM ({", ".join(f"EXCLUDED.{kolom}" for kolom in KOLOM)})
"""  # noqa: S608 - column names of this module

SQL_KELUAR = f"""
WITH {POPULASI},
keluar AS (
    DELETE FROM kompetensi_hasilpemetaan h
    WHERE h.periode_id = %(periode)s AND h.instansi_id = ANY(%(daftar_instansi)s)
        AND NOT EXISTS (SELECT 1 FROM populasi p WHERE p.id = h.pegawai_id)
    RETURNING h.pegawai_id
),
ringkasan AS (
    UPDATE pegawai_ringkasanpegawai r SET kotak = NULL
    FROM keluar WHERE %(terbaru)s AND r.pegawai_id = keluar.pegawai_id
)
SELECT COUNT(*) FROM keluar
"""  # noqa: S608

SQL_RINGKASAN = f"""
WITH {ASESMEN_TERAKHIR}
INSERT INTO pegawai_ringkasanpegawai AS r
    (pegawai_id, instansi_id, kotak, jpm, jp, predikat, kelengkapan)
SELECT h.pegawai_id, p.instansi_id, h.kotak, a.jpm, h.jp, h.predikat, 0
FROM kompetensi_hasilpemetaan h
JOIN pegawai_pegawai p ON p.id = h.pegawai_id
LEFT JOIN asesmen a ON a.pegawai_id = h.pegawai_id
WHERE h.periode_id = %(periode)s AND h.instansi_id = ANY(%(daftar_instansi)s)
ON CONFLICT (pegawai_id) DO UPDATE
SET kotak = EXCLUDED.kotak, jpm = EXCLUDED.jpm, jp = EXCLUDED.jp, predikat = EXCLUDED.predikat
WHERE (r.kotak, r.jpm, r.jp, r.predikat)
    IS DISTINCT FROM (EXCLUDED.kotak, EXCLUDED.jpm, EXCLUDED.jp, EXCLUDED.predikat)
"""  # noqa: S608


@dataclass(frozen=True)
class HasilPetakan:
    """What one run did. `dilewati` are the Instansi whose period is locked."""

    ditulis: int
    dikeluarkan: int
    dilewati: list[str] = field(default_factory=list)


def instansi_terkunci(periode: PeriodeTalenta) -> set[int]:
    """Ids of the Instansi that have locked `periode`; all of them under a general lock."""
    daftar = set(
        Kunci.tanpa_batas.filter(ruang=RUANG_KUNCI, periode=str(periode.tahun)).values_list(
            "instansi", flat=True
        )
    )
    if None in daftar:
        return set(Instansi.objects.values_list("pk", flat=True))
    return daftar


@transaction.atomic
def petakan(
    periode: PeriodeTalenta, *, oleh: Pengguna, instansi: Instansi | None = None
) -> HasilPetakan:
    """Compute the box of every PNS aktif of `instansi`, or of all that are not locked.

    Three statements whatever the number of people; safe to repeat: rows that would not change are
    not written. Runs on one period queue behind its row lock. Raises ValidationError when the
    period is closed, or locked for all that was asked for.
    """
    periode = (
        PeriodeTalenta.objects.select_for_update(of=("self",))
        .select_related("skema")
        .get(pk=periode.pk)
    )
    if periode.status == PeriodeTalenta.Status.DITUTUP:
        raise ValidationError(f"Periode talenta {periode.tahun} sudah ditutup.")
    terkunci = instansi_terkunci(periode)
    diminta = [instansi] if instansi else list(Instansi.objects.all())
    daftar_instansi = [satu.pk for satu in diminta if satu.pk not in terkunci]
    if not daftar_instansi:
        raise ValidationError(f"Periode talenta {periode.tahun} sudah dikunci.")
    isian = {
        **_isian_skema(periode.skema),
        **_isian_periode(periode),
        "daftar_instansi": daftar_instansi,
        "terkunci": list(terkunci),
    }
    with connection.cursor() as kursor:
        kursor.execute(SQL_PETAKAN, isian)
        ditulis = kursor.rowcount
        kursor.execute(SQL_KELUAR, isian)
        dikeluarkan = kursor.fetchone()[0]
        if isian["terbaru"]:
            kursor.execute(SQL_RINGKASAN, isian)
    catat(
        JejakAudit.Aksi.UBAH,
        HasilPemetaan,
        oleh=oleh,
        instansi=instansi,
        keterangan=f"Pemetaan talenta {periode.tahun}",
        data={
            "periode": periode.tahun,
            "skema": str(periode.skema),
            "ditulis": ditulis,
            "dikeluarkan": dikeluarkan,
        },
    )
    dilewati = [satu.kode_kemendagri for satu in diminta if satu.pk in terkunci]
    return HasilPetakan(ditulis, dikeluarkan, dilewati)


def _isian_periode(periode: PeriodeTalenta) -> dict[str, Any]:
    acuan = periode.tanggal_acuan
    tahun_terbaru = (
        PeriodeTalenta.objects.exclude(status=PeriodeTalenta.Status.DISIAPKAN)
        .order_by("-tahun")
        .values_list("tahun", flat=True)
        .first()
    )
    return {
        "periode": periode.pk,
        "acuan": acuan,
        "setahun_lalu": _setahun_sebelum(acuan),
        "tahun_predikat": periode.tahun - 1,
        "sementara": acuan > timezone.localdate(),
        "sekarang": timezone.now(),
        "terbaru": tahun_terbaru is None or periode.tahun >= tahun_terbaru,
    }


def _setahun_sebelum(hari: datetime.date) -> datetime.date:
    try:
        return hari.replace(year=hari.year - 1)
    except ValueError:  # 29 February
        return hari.replace(year=hari.year - 1, day=28)


def _isian_skema(skema: SkemaPemetaan) -> dict[str, Any]:
    """The scheme as parameters. A mandatory component has no value for missing data."""
    kosong = {
        f"kosong_{nama}": None if nama in skema.wajib else nilai
        for nama, nilai in skema.nilai_kosong.items()
    }
    bobot = {
        bidang.name: getattr(skema, bidang.name)
        for bidang in skema._meta.fields
        if bidang.name.startswith(("bobot_", "batas_"))
    }
    return {
        "skema": skema.pk,
        "tertimbang": skema.mode_kinerja == SkemaPemetaan.ModeKinerja.SKOR_TERTIMBANG,
        "maksimum": skema.nilai_maksimum,
        "peringkat": json.dumps(PERINGKAT_JENJANG),
        "di_atas": Ekspektasi.DI_ATAS.value,
        "sesuai": Ekspektasi.SESUAI.value,
        "di_bawah": Ekspektasi.DI_BAWAH.value,
        "tinggi": Potensial.TINGGI.value,
        "menengah": Potensial.MENENGAH.value,
        "rendah": Potensial.RENDAH.value,
        **bobot,
        **kosong,
    }
