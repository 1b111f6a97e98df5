"""Aliases of jobs: what is unknown, what is likest, what is said of it, and who carries the name.

An alias changes no record by itself: the next file is read with it. For the persons who carry the
name already, ``usulkan_pemakai`` makes proposals, which a second person decides like any other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import CharField, Count, Func, Q, QuerySet
from django.utils import timezone

from akses.jejak import catat
from akses.models import Instansi, JejakAudit, Pengguna
from pegawai.impor.alias import sql_bakukan
from pegawai.impor.pemetaan import kunci_menunggu, periksa_lagi
from pegawai.jenjang import JENJANG_PER_JENIS, bakukan
from pegawai.models import AliasJabatan, BerkasImpor, Jabatan, Pegawai, UsulanPerubahan
from pegawai.usulan import BATAS_MASSAL, HasilMassal, usulkan_massal

MIRIP = 0.3
"""Likeness by trigrams from which on a job is offered; the person chooses."""
MIRIP_KATA = 0.5
BERKAS_TERAKHIR = 20
_JENJANG_JSON = json.dumps(JENJANG_PER_JENIS)
_TERBACA = {BerkasImpor.Status.DIPERIKSA, BerkasImpor.Status.DITERAPKAN}


class _Bakukan(Func):
    """``bakukan`` in the database."""

    template = sql_bakukan("%(expressions)s")
    output_field = CharField()


@dataclass
class NamaAsing:
    """A name of files that the reference does not know, and the jobs that are likest."""

    nama: str
    jenis: str
    jumlah: int
    saran: list[tuple[int, str]] = field(default_factory=list)

    @property
    def kunci(self) -> tuple[str, str]:
        return bakukan(self.nama)[:200], self.jenis

    @property
    def label_jenis(self) -> str:
        return str(dict(AliasJabatan.Jenis.choices).get(self.jenis, ""))


# --- What is unknown, what is likest ----------------------------------------------------------


def beri_saran(daftar: Sequence[NamaAsing], banyak: int = 3) -> None:
    """Put the likest jobs of the same kind to each name. One query, by the index of the names."""
    if not daftar:
        return
    with connection.cursor() as kursor:
        kursor.execute(
            """SELECT t.urut, j.id, j.nama FROM unnest(%s::text[], %s::text[])
                WITH ORDINALITY AS t(nama, jenis, urut)
            CROSS JOIN LATERAL (
                SELECT id, nama FROM pegawai_jabatan
                WHERE aktif AND (t.jenis = '' OR %s::jsonb -> t.jenis ? jenjang)
                ORDER BY nama <-> t.nama LIMIT %s
            ) j WHERE similarity(j.nama, t.nama) >= %s
            ORDER BY t.urut, j.nama <-> t.nama, j.id""",
            [
                [satu.nama for satu in daftar],
                [satu.jenis for satu in daftar],
                _JENJANG_JSON,
                banyak,
                MIRIP,
            ],
        )
        for urut, jabatan_id, nama in kursor.fetchall():
            daftar[urut - 1].saran.append((jabatan_id, nama))


def cari_jabatan(teks: str, banyak: int = 10) -> list[tuple[int, str]]:
    """The jobs that hold the likest words, for somebody who types a part of the name. One query."""
    if not teks.strip():
        return []
    with connection.cursor() as kursor:
        kursor.execute(
            """SELECT id, nama FROM (
                SELECT id, nama, nama <->> %s AS jauh FROM pegawai_jabatan WHERE aktif
                ORDER BY nama <->> %s LIMIT %s
            ) j WHERE jauh <= %s ORDER BY jauh, nama, id""",
            [teks, teks, banyak, 1 - MIRIP_KATA],
        )
        return kursor.fetchall()


def asing_berkas(berkas: BerkasImpor) -> list[NamaAsing]:
    """The unknown names of a file that waits, the most frequent first. No query."""
    if berkas.status != BerkasImpor.Status.DIPERIKSA:
        return []
    return [NamaAsing(*satu) for satu in berkas.hitungan.get("jabatan_asing", [])]


def asing_terakhir(pengguna: Pengguna) -> list[NamaAsing]:
    """The names that the last files left unknown and that still are. Three queries."""
    berkas = BerkasImpor.untuk(pengguna).filter(
        status__in=_TERBACA, hitungan__jabatan_asing__0__isnull=False
    )
    terlihat: set[tuple[int, tuple[str, str]]] = set()
    asing: dict[tuple[str, str], NamaAsing] = {}
    milik: dict[tuple[str, str], set[int]] = {}
    for instansi, isi in berkas.order_by("-waktu_periksa").values_list(
        "instansi_id", "hitungan__jabatan_asing"
    )[:BERKAS_TERAKHIR]:
        for satu in [NamaAsing(*baris) for baris in isi]:
            if (instansi, satu.kunci) in terlihat:
                continue  # an older file of the same Instansi says it again
            terlihat.add((instansi, satu.kunci))
            milik.setdefault(satu.kunci, set()).add(instansi)
            if satu.kunci in asing:
                asing[satu.kunci].jumlah += satu.jumlah
            else:
                asing[satu.kunci] = satu
    nama = [kunci[0] for kunci in asing]
    terjawab = set(
        AliasJabatan.tanpa_batas.filter(nama_asal__in=nama).values_list(
            "nama_asal", "jenis", "instansi"
        )
    )
    dikenal = set(
        Jabatan.objects.filter(aktif=True)
        .annotate(baku=_Bakukan("nama"))
        .filter(baku__in=nama)
        .values_list("baku", flat=True)
    )

    def sudah(kunci: tuple[str, str]) -> bool:
        return kunci[0] in dikenal or all(
            any(
                (kunci[0], jenis, pemilik) in terjawab
                for jenis in (kunci[1], "")
                for pemilik in (instansi, None)
            )
            for instansi in milik[kunci]
        )

    sisa = [satu for kunci, satu in asing.items() if not sudah(kunci)]
    return sorted(sisa, key=lambda satu: (-satu.jumlah, satu.nama))


# --- The aliases ------------------------------------------------------------------------------


def daftar_alias(pengguna: Pengguna, teks: str = "", sumber: str = "") -> QuerySet:
    """The aliases that hold for an account, by words of either name; a typo still finds them."""
    terbaca = AliasJabatan.tanpa_batas.terbaca(pengguna)
    daftar = terbaca.select_related("jabatan", "instansi", "oleh")
    if sumber in AliasJabatan.Sumber.values:
        daftar = daftar.filter(sumber=sumber)
    if baku := bakukan(teks):
        daftar = daftar.filter(
            Q(nama_asal__contains=baku)
            | Q(jabatan__nama__icontains=teks.strip())
            | Q(nama_asal__trigram_word_similar=baku)
            | Q(jabatan__nama__trigram_word_similar=baku)
        )
    return daftar.order_by("nama_asal", "jenis", "pk")


def pemilik_baru(pengguna: Pengguna) -> Instansi | None:
    """Whose an alias is that the account makes: all Instansi's, or only the own."""
    return None if pengguna.lingkup == Pengguna.Lingkup.SEMUA else pengguna.instansi


@transaction.atomic
def simpan(
    nama: str, jenis: str, jabatan: Jabatan, *, instansi: Instansi | None, oleh: Pengguna
) -> AliasJabatan:
    """Say what a name means; what was said of it for the same owner before is replaced.

    Raises ValidationError for an alias of all by an account that sees only one Instansi.
    """
    semua = oleh.lingkup == Pengguna.Lingkup.SEMUA
    if not semua and (instansi is None or instansi.pk != oleh.instansi_id):
        raise ValidationError("Alias bagi instansi lain disimpan oleh akun berlingkup semua.")
    asal = bakukan(nama)[:200]
    if not asal:
        raise ValidationError("Isi nama jabatan seperti tertulis pada berkas.")
    lama = AliasJabatan.tanpa_batas.filter(instansi=instansi, nama_asal=asal, jenis=jenis).first()
    alias, baru = AliasJabatan.tanpa_batas.update_or_create(
        instansi=instansi,
        nama_asal=asal,
        jenis=jenis,
        defaults={
            "jabatan": jabatan,
            "sumber": AliasJabatan.Sumber.PENGGUNA,
            "oleh": oleh,
            "waktu": timezone.now(),
        },
    )
    catat(
        JejakAudit.Aksi.BUAT if baru else JejakAudit.Aksi.UBAH,
        alias,
        oleh=oleh,
        keterangan=f"Alias jabatan {asal}",
        data={
            "sebelum": {"Jabatan": str(lama.jabatan)} if lama else {},
            "sesudah": {"Jabatan": str(jabatan)},
        },
    )
    return alias


@transaction.atomic
def hapus(alias: AliasJabatan, *, oleh: Pengguna) -> None:
    """Forget an alias; records stay as they are. What the rule finds comes back by itself."""
    catat(
        JejakAudit.Aksi.HAPUS,
        alias,
        oleh=oleh,
        keterangan=f"Alias jabatan {alias.nama_asal}",
        data={"sebelum": {"Jabatan": str(alias.jabatan)}, "sesudah": {}},
    )
    alias.delete()


@transaction.atomic
def cocokkan_berkas(
    berkas: BerkasImpor, pilihan: Mapping[tuple[str, str], Jabatan], *, oleh: Pengguna
) -> BerkasImpor:
    """Keep what somebody chose for (name, kind) of a file, and have the file checked anew.

    The caller sends the task. Raises ValidationError for a file that is not waiting any more.
    """
    berkas = kunci_menunggu(berkas)
    for (nama, jenis), jabatan in pilihan.items():
        simpan(nama, jenis, jabatan, instansi=pemilik_baru(oleh), oleh=oleh)
    periksa_lagi(berkas)
    return berkas


@transaction.atomic
def periksa_ulang(berkas: BerkasImpor) -> bool:
    """Have a file that waits checked anew; False for one that does not wait any more.

    The caller sends the task.
    """
    try:
        berkas = kunci_menunggu(berkas)
    except ValidationError:
        return False
    periksa_lagi(berkas)
    return True


# --- Who carries the name ---------------------------------------------------------------------


def pemakai(pengguna: Pengguna, alias: AliasJabatan) -> QuerySet:
    """The persons in scope who carry the name, as far as the alias holds for them."""
    semua = Pegawai.untuk(pengguna).annotate(nama_baku=_Bakukan("nama_jabatan"))
    semua = semua.filter(nama_baku=alias.nama_asal)
    if alias.instansi_id:
        semua = semua.filter(instansi=alias.instansi_id)
    if alias.jenis:
        semua = semua.filter(jenjang__in=["", *JENJANG_PER_JENIS[alias.jenis]])
    return semua


def pemakai_lain(pengguna: Pengguna, alias: AliasJabatan) -> QuerySet:
    """Those of them whose record does not point to the job."""
    return pemakai(pengguna, alias).exclude(jabatan=alias.jabatan_id).order_by("nama", "pk")


def jumlah_pemakai(
    pengguna: Pengguna, daftar: Sequence[AliasJabatan]
) -> dict[int, tuple[int, int]]:
    """(persons who carry the name, those who do not point to the job) by alias. One query."""
    kelompok = (
        Pegawai.untuk(pengguna)
        .annotate(nama_baku=_Bakukan("nama_jabatan"))
        .filter(nama_baku__in={alias.nama_asal for alias in daftar})
        .order_by()
        .values_list("nama_baku", "jabatan", "jenjang", "instansi")
        .annotate(jumlah=Count("pk"))
    )
    hasil = {alias.pk: (0, 0) for alias in daftar}
    for nama, jabatan, jenjang, instansi, jumlah in kelompok:
        for alias in daftar:
            jenis = alias.jenis and ("", *JENJANG_PER_JENIS[alias.jenis])
            if (
                alias.nama_asal == nama
                and alias.instansi_id in {None, instansi}
                and (not jenis or jenjang in jenis)
            ):
                semua, lain = hasil[alias.pk]
                hasil[alias.pk] = (semua + jumlah, lain + jumlah * (jabatan != alias.jabatan_id))
    return hasil


def usulkan_pemakai(alias: AliasJabatan, *, oleh: Pengguna) -> HasilMassal:
    """Propose the job for those who carry the name without it, at most ``BATAS_MASSAL`` at a time.

    Whose job is in the queue already is left out. Each is a proposal of its own; nothing is
    written until a second person decides.
    """
    terbuka = (
        UsulanPerubahan.untuk(oleh)
        .terbuka()
        .filter(sasaran=UsulanPerubahan.Sasaran.PEGAWAI, kolom__contains=["jabatan"])
    )
    belum = pemakai_lain(oleh, alias).exclude(pk__in=terbuka.values("pegawai"))
    orang = list(belum.values_list("pk", flat=True)[:BATAS_MASSAL])
    if not orang:
        raise ValidationError("Semua pegawai bernama jabatan ini sudah diarahkan atau diusulkan.")
    return usulkan_massal(
        orang,
        {"jabatan": alias.jabatan},
        oleh=oleh,
        alasan=f"Alias jabatan: {alias.nama_asal} adalah {alias.jabatan}",
    )
