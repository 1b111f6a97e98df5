"""The tree of units: its derived columns, its lock, and what a node holds.

Walks use ``UNION``, which drops rows seen before: a tree that bites its tail ends the walk.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Case, F, Func, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models import Value as Nilai
from django.db.models.functions import JSONObject

from pegawai import penugasan
from pegawai.models import Jenjang, Pegawai, UnitOrganisasi

PEMIMPIN = (
    Jenjang.JPT_UTAMA, Jenjang.JPT_MADYA, Jenjang.JPT_PRATAMA, Jenjang.ADMINISTRATOR,
    Jenjang.PENGAWAS,
)  # fmt: skip
"""Tiers that lead a unit, the highest first."""

_TURUNAN = """WITH RECURSIVE pohon AS (
    SELECT id, id AS akar, NULL::bigint AS perangkat, nama::text AS jalur, 0 AS kedalaman
    FROM pegawai_unitorganisasi WHERE instansi_id = %(instansi)s AND induk_id IS NULL
    UNION ALL
    SELECT u.id, p.akar, coalesce(p.perangkat, u.id),
        CASE WHEN p.kedalaman = 0 THEN u.nama ELSE u.nama || ' › ' || p.jalur END,
        p.kedalaman + 1
    FROM pegawai_unitorganisasi u JOIN pohon p ON u.induk_id = p.id
    WHERE u.instansi_id = %(instansi)s
)"""

TEMUAN = f"""{_TURUNAN}, naik AS (
    SELECT id AS awal, induk_id AS kini FROM pegawai_unitorganisasi
    WHERE instansi_id = %(instansi)s AND id NOT IN (SELECT id FROM pohon)
    UNION SELECT n.awal, u.induk_id
    FROM naik n JOIN pegawai_unitorganisasi u ON u.id = n.kini
), milik AS (
    SELECT * FROM pegawai_unitorganisasi WHERE instansi_id = %(instansi)s
)
SELECT DISTINCT awal, 'LINGKAR', '' FROM naik WHERE awal = kini
UNION ALL
SELECT u.id, 'INSTANSI', '' FROM milik u JOIN pegawai_unitorganisasi a ON a.id = u.induk_id
WHERE a.instansi_id <> u.instansi_id
UNION ALL
SELECT u.id, 'TURUNAN', left('Tercatat: ' || u.jalur, 300) FROM milik u JOIN pohon p USING (id)
WHERE (u.perangkat_daerah_id, u.jalur, u.kedalaman)
    IS DISTINCT FROM (p.perangkat, left(p.jalur, 800), p.kedalaman)
UNION ALL
SELECT u.id, 'INDUK_TUTUP', left('Induknya: ' || a.nama, 300)
FROM milik u JOIN milik a ON a.id = u.induk_id WHERE u.aktif AND NOT a.aktif
UNION ALL
SELECT u.id, 'PEGAWAI_TUTUP', count(*) || ' pegawai'
FROM milik u JOIN pegawai_pegawai p ON p.unit_id = u.id
JOIN pegawai_kedudukanhukum k ON k.kode = p.kedudukan_hukum_id AND k.dihitung_aktif
WHERE NOT u.aktif AND (p.tmt_pensiun IS NULL OR p.tmt_pensiun > %(hari)s) GROUP BY u.id
UNION ALL
SELECT u.id, 'PUCUK', '' FROM (
    SELECT akar FROM pohon GROUP BY akar ORDER BY count(*) DESC, akar OFFSET 1
) b JOIN milik u ON u.id = b.akar WHERE u.aktif"""
"""Rows (unit id, kind, remark) of all that is wrong: ``%(instansi)s``, ``%(hari)s``."""


def kunci(kursor: CursorWrapper, instansi_id: int) -> None:
    """Let nobody else change the tree of the Instansi until the end of the transaction.

    Take it before any row: two moves that each look sound may close a ring together.
    """
    kursor.execute("SELECT pg_advisory_xact_lock(hashtext('pohon'), %s)", [instansi_id])


def susun_pohon(kursor: CursorWrapper, instansi_id: int) -> int:
    """perangkat_daerah, jalur, kedalaman of all units of the Instansi, from the tree as it is.

    The perangkat daerah is the unit right below a root; ``jalur`` runs from the unit up to it.
    Gives the number of units that changed. Raises ValidationError when the tree has come to bite
    its tail.
    """
    isian = {"instansi": instansi_id}
    kursor.execute(
        f"""{_TURUNAN}
        UPDATE pegawai_unitorganisasi u SET perangkat_daerah_id = p.perangkat,
            jalur = left(p.jalur, 800), kedalaman = p.kedalaman
        FROM pohon p WHERE u.id = p.id AND (u.perangkat_daerah_id, u.jalur, u.kedalaman)
            IS DISTINCT FROM (p.perangkat, left(p.jalur, 800), p.kedalaman)""",
        isian,
    )
    berubah = kursor.rowcount
    kursor.execute(
        f"""{_TURUNAN} SELECT count(*) FROM pegawai_unitorganisasi
        WHERE instansi_id = %(instansi)s AND id NOT IN (SELECT id FROM pohon)""",
        isian,
    )
    ((terputus,),) = kursor.fetchall()
    if terputus:
        raise ValidationError(
            f"Pohon unit akan melingkar pada {terputus} unit. Periksa induk unit yang sudah ada, "
            "atau kolom ID_ATASAN pada berkas."
        )
    return berubah


# What a node holds


class _JumlahSepohon(Func):
    """Active persons in a unit and in everything below it: ``_JumlahSepohon("pk", day)``."""

    template = "(WITH RECURSIVE bawah(id) AS (SELECT %(expressions)s))"
    arg_joiner = (
        " UNION SELECT a.id FROM pegawai_unitorganisasi a JOIN bawah b ON a.induk_id = b.id) "
        "SELECT count(*) FROM bawah b JOIN pegawai_pegawai p ON p.unit_id = b.id "
        "JOIN pegawai_kedudukanhukum k ON k.kode = p.kedudukan_hukum_id AND k.dihitung_aktif "
        "WHERE (p.tmt_pensiun IS NULL OR p.tmt_pensiun > "
    )
    output_field = IntegerField()


def dengan_isi(daftar: QuerySet, pada: datetime.date, *, semua: bool = False) -> QuerySet:
    """What a row of the tree shows, in the same query.

    ``jumlah_anak`` (active children, or ``semua`` of them), ``jumlah`` (active persons in the
    unit), ``jumlah_sepohon`` (also below it), ``kepala`` (a dict: id, nama, jabatan, eselon; None
    while the post is vacant), ``pengganti`` and ``pengganti_sebagai`` (who acts there).
    """
    orang = Pegawai.tanpa_batas.filter(unit=OuterRef("pk")).aktif(pada).order_by()
    tingkat = Case(*(When(jenjang=j, then=Nilai(n)) for n, j in enumerate(PEMIMPIN)))
    pemimpin = (
        orang.filter(jenjang__in=PEMIMPIN).annotate(tingkat=tingkat).order_by("tingkat", "pk")
    )
    ringkas = JSONObject(
        id="pk", nama="nama", depan="gelar_depan", belakang="gelar_belakang",
        jabatan="nama_jabatan", eselon="eselon",
    )  # fmt: skip
    tugas = penugasan.tugas_di_unit(pada)
    anak = UnitOrganisasi.tanpa_batas.filter(induk=OuterRef("pk")).order_by()
    if not semua:
        anak = anak.filter(aktif=True)
    return daftar.annotate(
        jumlah_anak=_banyak(anak),
        jumlah=_banyak(orang),
        jumlah_sepohon=_JumlahSepohon(F("pk"), Nilai(pada)),
        kepala=Subquery(pemimpin.annotate(ringkas=ringkas).values("ringkas")[:1]),
        pengganti=Subquery(tugas.values("pegawai__nama")[:1]),
        pengganti_sebagai=Subquery(tugas.values("penugasan")[:1]),
    )


def _banyak(daftar: QuerySet) -> Subquery:
    return Subquery(
        daftar.annotate(n=Func(F("pk"), function="count", output_field=IntegerField())).values("n")
    )


def leluhur(unit: UnitOrganisasi) -> list[UnitOrganisasi]:
    """The unit and all above it, the root first. One query."""
    return list(
        UnitOrganisasi.tanpa_batas.raw(
            """WITH RECURSIVE atas AS (
                SELECT id, induk_id, 0 AS jarak FROM pegawai_unitorganisasi WHERE id = %s
                UNION ALL
                SELECT u.id, u.induk_id, a.jarak + 1
                FROM pegawai_unitorganisasi u JOIN atas a ON u.id = a.induk_id
            ) CYCLE id SET putar USING lewat
            SELECT u.* FROM pegawai_unitorganisasi u JOIN atas a ON a.id = u.id
            WHERE NOT a.putar ORDER BY a.jarak DESC""",
            [unit.pk],
        )
    )


def nomor_bawahan(unit: UnitOrganisasi) -> list[int]:
    """Ids of the unit and of everything below it. One query."""
    with connection.cursor() as kursor:
        kursor.execute(
            """WITH RECURSIVE bawah(id) AS (
                SELECT %s::bigint UNION
                SELECT u.id FROM pegawai_unitorganisasi u JOIN bawah b ON u.induk_id = b.id
            ) SELECT id FROM bawah""",
            [unit.pk],
        )
        return [nomor for (nomor,) in kursor.fetchall()]


@dataclass
class Simpul:
    """A row of the tree as the page shows it."""

    unit: UnitOrganisasi
    terbuka: bool = False
    cabang: list[Simpul] = field(default_factory=list)


def susun_simpul(daftar: Iterable[UnitOrganisasi], terbuka: set[int]) -> list[Simpul]:
    """The units under the one above them, as far as it is in ``terbuka``; the tops as a list."""
    simpul = {unit.pk: Simpul(unit, unit.pk in terbuka) for unit in daftar}
    pucuk: list[Simpul] = []
    for satu in simpul.values():
        atas = simpul.get(satu.unit.induk_id) if satu.unit.induk_id else None
        (atas.cabang if atas else pucuk).append(satu)
    return pucuk
