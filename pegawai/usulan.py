"""The services of maker–checker: propose, send again, take back, decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from akses.jejak import catat
from akses.models import JejakAudit, Kunci, Pemberitahuan, Pengguna
from pegawai.dokumen import simpan_dokumen_bersama
from pegawai.golongan import GOLONGAN_PPPK, URUTAN
from pegawai.models import AturanBup, Dokumen, Jabatan, Pegawai, RiwayatNip, UsulanPerubahan
from pegawai.ringkasan import perbarui_ringkasan
from pegawai.sasaran import DAFTAR_SASARAN, KOLOM_MASSAL, Sasaran, ke_json

IZIN_USUL = "pegawai.add_usulanperubahan"
IZIN_PUTUS = "pegawai.putuskan_usulan"
IZIN_VERIFIKASI = "pegawai.verifikasi_usulan"
BATAS_MASSAL = 1000
PPPK = (Pegawai.StatusAsn.PPPK, Pegawai.StatusAsn.PPPK_PARUH_WAKTU)
BUKTI_KOLOM = {
    "golongan": Dokumen.Jenis.SK_PANGKAT,
    "tmt_golongan": Dokumen.Jenis.SK_PANGKAT,
    "jabatan": Dokumen.Jenis.SK_JABATAN,
    "tmt_jabatan": Dokumen.Jenis.SK_JABATAN,
    "unit": Dokumen.Jenis.SK_JABATAN,
    "awal_kontrak": Dokumen.Jenis.SK_PPPK,
    "akhir_kontrak": Dokumen.Jenis.SK_PPPK,
    "nomor_kontrak": Dokumen.Jenis.SK_PPPK,
}
"""What a scan that comes with a bulk is, by the field it is about."""

Status, Aksi, S = UsulanPerubahan.Status, UsulanPerubahan.Aksi, UsulanPerubahan.Sasaran


# --- Proposing --------------------------------------------------------------------------------


@transaction.atomic
def usulkan(
    pegawai_id: int,
    nilai: dict[str, Any],
    *,
    oleh: Pengguna,
    alasan: str,
    sasaran: str = S.PEGAWAI,
    aksi: str = Aksi.UBAH,
    objek_id: int | None = None,
    bukti: Dokumen | None = None,
) -> UsulanPerubahan:
    """Put a change of one person's record or history into the queue; nothing is written yet.

    ``nilai`` maps field names to values as a form gives them. Raises ValidationError when nothing
    would change, a value cannot be, or an open proposal already covers one of the fields.
    """
    apa = DAFTAR_SASARAN[sasaran]
    pegawai = _kunci_pegawai(pegawai_id, oleh)
    objek = _objek(apa, pegawai, aksi, objek_id, oleh)
    usulan = UsulanPerubahan(
        instansi=pegawai.instansi,
        pegawai=pegawai,
        sasaran=sasaran,
        aksi=aksi,
        objek_id=objek.pk if objek else None,
        versi=getattr(objek, "diubah", None),
        alasan=alasan.strip(),
        bukti=bukti,
        pengusul=oleh,
    )
    _tolak_terkunci(apa, pegawai, objek, nilai)
    _isi_usulan(usulan, apa, objek, nilai)
    _tolak_bertumpuk(usulan)
    usulan.save()
    catat(
        JejakAudit.Aksi.BUAT,
        usulan,
        oleh=oleh,
        keterangan=f"Usulan: {usulan}",
        data={"pegawai": pegawai.pk, "kolom": usulan.kolom, "alasan": usulan.alasan},
    )
    return usulan


@transaction.atomic
def ajukan_ulang(
    usulan_id: int,
    nilai: dict[str, Any],
    *,
    oleh: Pengguna,
    alasan: str,
    bukti: Dokumen | None = None,
) -> UsulanPerubahan:
    """Send a returned proposal again, with what its maker mended."""
    usulan = _kunci_usulan(usulan_id, oleh)
    _milik_sendiri(usulan, oleh)
    if usulan.status != Status.DIKEMBALIKAN:
        raise ValidationError("Usulan ini tidak sedang dikembalikan, jadi tidak dapat diubah.")
    apa = DAFTAR_SASARAN[usulan.sasaran]
    pegawai = _kunci_pegawai(usulan.pegawai_id, oleh)
    objek = _objek(apa, pegawai, usulan.aksi, usulan.objek_id, oleh)
    usulan.alasan, usulan.bukti = alasan.strip(), bukti or usulan.bukti
    usulan.versi = getattr(objek, "diubah", None)
    _tolak_terkunci(apa, pegawai, objek, nilai)
    _isi_usulan(usulan, apa, objek, nilai)
    _tolak_bertumpuk(usulan)
    usulan.status, usulan.pemutus, usulan.waktu_putus = Status.DIAJUKAN, None, None
    usulan.waktu_usul = timezone.now()
    usulan.save()
    catat(JejakAudit.Aksi.UBAH, usulan, oleh=oleh, keterangan=f"Diajukan lagi: {usulan}",
          data={"pegawai": pegawai.pk, "kolom": usulan.kolom})  # fmt: skip
    return usulan


@transaction.atomic
def tarik(usulan_id: int, *, oleh: Pengguna) -> UsulanPerubahan:
    """Take an own proposal back before it is decided."""
    usulan = _kunci_usulan(usulan_id, oleh)
    _milik_sendiri(usulan, oleh)
    if usulan.status not in UsulanPerubahan.TERBUKA:
        raise ValidationError(_sudah(usulan))
    usulan.status, usulan.pemutus, usulan.waktu_putus = Status.DITARIK, None, None
    usulan.save()
    catat(JejakAudit.Aksi.UBAH, usulan, oleh=oleh, keterangan=f"Ditarik: {usulan}")
    return usulan


@dataclass
class HasilMassal:
    """What became of a bulk: how many went through, and who not, with the reason.

    ``sudah``: proposals of the same maker with the same values that wait already, as after a
    second press of the button.
    """

    jumlah: int = 0
    gagal: list[tuple[str, str]] = field(default_factory=list)
    sudah: int = 0


@dataclass
class RencanaMassal:
    """The proposals that a bulk would make, and who would be left out, with the reason."""

    daftar: list[UsulanPerubahan] = field(default_factory=list)
    gagal: list[tuple[str, str]] = field(default_factory=list)
    sudah: int = 0

    def perubahan(self) -> dict[str, list[tuple[str, str, int]]]:
        """Field → (before, after, persons) in words, the most frequent first.

        One query for each field that points to another table.
        """
        apa, hitungan = DAFTAR_SASARAN[S.PEGAWAI], Counter[tuple[str, Any, Any]]()
        for usulan in self.daftar:
            for kolom in usulan.kolom:
                hitungan[kolom, usulan.sebelum[kolom], usulan.sesudah[kolom]] += 1
        teks = {
            kolom: apa.daftar_teks(
                kolom, {nilai for k, *pasangan in hitungan if k == kolom for nilai in pasangan}
            )
            for kolom in dict.fromkeys(kolom for kolom, _, _ in hitungan)
        }
        hasil: dict[str, list[tuple[str, str, int]]] = {apa.label(kolom): [] for kolom in teks}
        for (kolom, lama, baru), jumlah in hitungan.most_common():
            hasil[apa.label(kolom)].append((teks[kolom][lama], teks[kolom][baru], jumlah))
        return hasil


@transaction.atomic
def usulkan_massal(
    daftar_pegawai: Iterable[int],
    nilai: dict[str, Any],
    *,
    oleh: Pengguna,
    alasan: str,
    bukti: Dokumen | None = None,
    unggahan: Any = None,
) -> HasilMassal:
    """Propose the same values for many persons (ids), each one checked and each one a proposal.

    ``nilai`` maps fields of ``KOLOM_MASSAL`` to values as a form gives them. Persons with an open
    proposal on one of the fields, or without a difference, are reported, not proposed; doing it
    twice proposes once. ``unggahan`` is a scan that becomes evidence of each of them.
    A constant number of statements. Raises ValidationError for what concerns all of them.
    """
    diminta = _periksa_massal(daftar_pegawai, nilai, alasan)
    orang = list(
        Pegawai.untuk(oleh).filter(pk__in=diminta).order_by("pk").select_for_update(of=("self",))
    )
    if len(orang) != len(diminta):  # a list that mixes in foreign persons is refused as a whole
        raise ValidationError("Sebagian pegawai yang dipilih tidak ada. Muat ulang daftar.")
    rencana = _rencanakan(orang, nilai, oleh, alasan)
    milik = {}
    if unggahan and rencana.daftar:
        judul = f"Bukti usulan massal {timezone.localdate():%d-%m-%Y}"
        contoh = Dokumen(jenis=_jenis_bukti(nilai), judul=judul)
        daftar = [usulan.pegawai for usulan in rencana.daftar]
        milik = simpan_dokumen_bersama(contoh, unggahan, daftar, oleh=oleh)
    for usulan in rencana.daftar:
        usulan.bukti = milik.get(usulan.pegawai_id, bukti)
    UsulanPerubahan.tanpa_batas.bulk_create(rencana.daftar)
    catat(
        JejakAudit.Aksi.BUAT,
        UsulanPerubahan,
        oleh=oleh,
        keterangan=f"Usulan massal untuk {len(rencana.daftar)} pegawai",
        data={"kolom": sorted(nilai), "pegawai": [usulan.pegawai_id for usulan in rencana.daftar],
              "alasan": alasan.strip()},
    )  # fmt: skip
    return HasilMassal(len(rencana.daftar), rencana.gagal, rencana.sudah)


def rencana_massal(
    daftar_pegawai: Iterable[int], nilai: dict[str, Any], *, oleh: Pengguna, alasan: str
) -> RencanaMassal:
    """What ``usulkan_massal`` would do now, without doing it."""
    diminta = _periksa_massal(daftar_pegawai, nilai, alasan)
    orang = Pegawai.untuk(oleh).filter(pk__in=diminta).order_by("nama", "pk")
    return _rencanakan(list(orang), nilai, oleh, alasan)


def _periksa_massal(daftar_pegawai: Iterable[int], nilai: dict[str, Any], alasan: str) -> list[int]:
    """The ids of a bulk; raises ValidationError for what concerns all of them."""
    if not nilai or not set(nilai) <= set(KOLOM_MASSAL):
        raise ValidationError("Pilih isian yang dapat diubah sekaligus.")
    if not alasan.strip():
        raise ValidationError("Tulis alasan perubahan.")
    diminta = sorted(set(daftar_pegawai))
    if len(diminta) > BATAS_MASSAL:
        raise ValidationError(f"Paling banyak {BATAS_MASSAL} orang sekali usul. Persempit pilihan.")
    return diminta


def _rencanakan(
    orang: list[Pegawai], nilai: dict[str, Any], oleh: Pengguna, alasan: str
) -> RencanaMassal:
    apa, rencana = DAFTAR_SASARAN[S.PEGAWAI], RencanaMassal()
    terbuka: dict[int, list[UsulanPerubahan]] = defaultdict(list)
    for usulan in UsulanPerubahan.tanpa_batas.terbuka().filter(
        pegawai__in=[satu.pk for satu in orang], sasaran=S.PEGAWAI
    ):
        terbuka[usulan.pegawai_id].append(usulan)
    for satu in orang:
        usulan = UsulanPerubahan(
            instansi_id=satu.instansi_id, pegawai=satu, sasaran=S.PEGAWAI, aksi=Aksi.UBAH,
            objek_id=satu.pk, versi=satu.diubah, alasan=alasan.strip(), pengusul=oleh,
        )  # fmt: skip
        try:
            _isi_usulan(usulan, apa, satu, nilai, periksa=False)
            _periksa_unit(satu, nilai)
            _periksa_golongan(satu, nilai)
        except ValidationError as salah:
            rencana.gagal.append((satu.nama_lengkap, " ".join(salah.messages)))
            continue
        bentrok = [lain for lain in terbuka[satu.pk] if set(lain.kolom) & set(usulan.kolom)]
        if any(_sama(lain, usulan) for lain in bentrok):
            rencana.sudah += 1
        elif bentrok:
            pesan = "Isian ini sudah diusulkan dan menunggu keputusan."
            rencana.gagal.append((satu.nama_lengkap, pesan))
        else:
            rencana.daftar.append(usulan)
    return rencana


def _sama(lain: UsulanPerubahan, usulan: UsulanPerubahan) -> bool:
    """Whether the same maker waits for the same change already."""
    return (
        lain.pengusul_id == usulan.pengusul_id
        and lain.status == Status.DIAJUKAN
        and lain.sesudah == usulan.sesudah
    )


def _jenis_bukti(nilai: dict[str, Any]) -> Dokumen.Jenis:
    """What a scan for these fields is, as far as they say it with one voice."""
    jenis = {BUKTI_KOLOM.get(kolom, Dokumen.Jenis.LAIN) for kolom in nilai}
    return jenis.pop() if len(jenis) == 1 else Dokumen.Jenis.LAIN


# --- Deciding ---------------------------------------------------------------------------------


def verifikator_lain(instansi: Any, pengusul: Any, pegawai: Any) -> models.QuerySet[Pengguna]:
    """Active verifikator of the Instansi who may decide: neither the maker nor the person.

    Takes the ids of one proposal, or references to the columns of an outer query of proposals.
    """
    return (
        Pengguna.objects.filter(
            instansi=instansi, is_active=True, groups__permissions__codename="verifikasi_usulan"
        )
        .exclude(pk=pengusul)
        .exclude(pegawai=pegawai)
    )


def halangan(usulan: UsulanPerubahan, pengguna: Pengguna, *, ada_lain: bool | None = None) -> str:
    """Why ``pengguna`` may not decide ``usulan``; empty when nothing stands in the way.

    The rule of escalation is here and nowhere else: a verifikator decides what others proposed;
    the Kepala BKD/BKPSDM decides only while no other verifikator of the Instansi could.
    ``ada_lain`` spares the query when the caller knows the answer.
    """
    if not pengguna.has_perm(IZIN_PUTUS):
        return "Verifikator yang memutuskan usulan ini."
    if usulan.pengusul_id == pengguna.pk:
        return "Usulan Anda, menunggu verifikator lain."
    if usulan.pegawai.akun_id == pengguna.pk:
        return "Usulan ini tentang Anda sendiri, menunggu verifikator lain."
    if pengguna.has_perm(IZIN_VERIFIKASI):
        return ""
    if ada_lain is None:
        lain = verifikator_lain(usulan.instansi_id, usulan.pengusul_id, usulan.pegawai_id)
        ada_lain = lain.exists()
    return "Verifikator masih ada, jadi usulan ini belum naik kepada Anda." if ada_lain else ""


@transaction.atomic
def putuskan(
    usulan_id: int, keputusan: str, *, oleh: Pengguna, cap: str, catatan: str = ""
) -> UsulanPerubahan:
    """Approve, return or reject a proposal; approval writes it to the record.

    ``cap`` is the ``cap`` of the proposal that the decider saw. Of two who decide at once the
    second is told. Raises ValidationError with a sentence; nothing is written then.
    """
    usulan = _kunci_usulan(usulan_id, oleh)
    if keputusan not in UsulanPerubahan.DIPUTUS:
        raise ValidationError("Pilih setujui, kembalikan, atau tolak.")
    if usulan.status != Status.DIAJUKAN:
        raise ValidationError(_sudah(usulan), code="sudah_diputus")
    if cap != usulan.cap:
        raise ValidationError(
            "Pengusul mengubah usulan ini sesudah Anda membukanya. Periksa isinya yang sekarang.",
            code="basi",
        )
    if sebab := halangan(usulan, oleh):
        raise ValidationError(sebab, code="tidak_berhak")
    usulan.catatan = catatan.strip()[:500]
    if keputusan != Status.DISETUJUI and not usulan.catatan:
        raise ValidationError("Tulis catatan: apa yang harus diperbaiki, atau mengapa ditolak.")
    if keputusan == Status.DISETUJUI:
        _terapkan(usulan, oleh)
    usulan.status, usulan.pemutus = Status(keputusan), oleh
    usulan.waktu_putus = timezone.now()
    usulan.save()
    catat(
        JejakAudit.Aksi.PUTUSKAN,
        usulan,
        oleh=oleh,
        keterangan=f"{usulan.get_status_display()}: {usulan}",
        data={"pegawai": usulan.pegawai_id, "kolom": usulan.kolom, "catatan": usulan.catatan},
    )
    Pemberitahuan.tanpa_batas.create(
        pengguna_id=usulan.pengusul_id,
        judul=f"{usulan.get_status_display()}: {usulan.get_sasaran_display().lower()} "
        f"{usulan.pegawai.nama}"[:200],
        tautan=f"/pegawai/usulan/{usulan.pk}/",
    )
    return usulan


def putuskan_banyak(pilihan: Iterable[tuple[int, str]], *, oleh: Pengguna) -> HasilMassal:
    """Approve many (id, cap), each in its own transaction and each checked like a single one."""
    hasil = HasilMassal()
    for usulan_id, cap in pilihan:
        try:
            putuskan(usulan_id, Status.DISETUJUI, oleh=oleh, cap=cap)
        except ValidationError as salah:
            usulan = UsulanPerubahan.untuk(oleh).select_related("pegawai").filter(pk=usulan_id)
            nama = next((satu.pegawai.nama_lengkap for satu in usulan), "Usulan")
            hasil.gagal.append((nama, " ".join(salah.messages)))
        else:
            hasil.jumlah += 1
    return hasil


# --- Inside -----------------------------------------------------------------------------------


def _kunci_pegawai(pegawai_id: int, oleh: Pengguna) -> Pegawai:
    pegawai = (
        Pegawai.untuk(oleh)
        .select_related("instansi")
        .select_for_update(of=("self",))
        .filter(pk=pegawai_id)
        .first()
    )
    if pegawai is None:
        raise ValidationError("Pegawai ini tidak ada lagi.", code="tidak_ada")
    return pegawai


def _kunci_usulan(usulan_id: int, oleh: Pengguna) -> UsulanPerubahan:
    usulan = (
        UsulanPerubahan.untuk(oleh)
        .select_related("pegawai")  # not the decider: joined before the wait for the lock
        .select_for_update(of=("self",))
        .filter(pk=usulan_id)
        .first()
    )
    if usulan is None:
        raise ValidationError("Usulan ini tidak ada lagi.", code="tidak_ada")
    return usulan


def _milik_sendiri(usulan: UsulanPerubahan, oleh: Pengguna) -> None:
    if usulan.pengusul_id != oleh.pk:
        raise ValidationError("Hanya pengusul yang dapat mengubah atau menarik usulan ini.")


def _objek(apa: Sasaran, pegawai: Pegawai, aksi: str, objek_id: int | None, oleh: Pengguna) -> Any:
    """The row that is to change, locked; None for a new one."""
    if apa.kode == S.PEGAWAI:
        if aksi != Aksi.UBAH:
            raise ValidationError("Data pegawai hanya dapat diubah.")
        return pegawai
    if aksi == Aksi.TAMBAH:
        return None
    objek = (
        apa.model.untuk(oleh).select_for_update(of=("self",)).filter(pegawai=pegawai, pk=objek_id)
    ).first()
    if objek is None:
        raise ValidationError(
            "Baris riwayat ini tidak ada lagi. Muat ulang halaman.", code="hilang"
        )
    return objek


def _isi_usulan(
    usulan: UsulanPerubahan, apa: Sasaran, objek: Any, nilai: dict[str, Any], periksa: bool = True
) -> None:
    """Fill before, after and the touched fields; raises ValidationError for what cannot be."""
    if not usulan.alasan:
        raise ValidationError({"alasan": "Tulis alasan perubahan."})
    lama = apa.nilai(objek, apa.kolom)
    if usulan.aksi == Aksi.HAPUS:
        usulan.kolom, usulan.sebelum, usulan.sesudah = list(apa.kolom), lama, {}
        return
    baru = {nama: ke_json(apa.bidang(nama), satu) for nama, satu in nilai.items()}
    kolom = [nama for nama in apa.kolom if nama in baru and baru[nama] != lama[nama]]
    if not kolom:
        raise ValidationError("Tidak ada isian yang berubah.", code="tetap")
    if objek is None:
        kolom = [nama for nama in apa.kolom if nama in baru]
    usulan.kolom = kolom
    usulan.sebelum = {nama: lama[nama] for nama in kolom} if objek else {}
    usulan.sesudah = {nama: baru[nama] for nama in kolom}
    if periksa:
        _bentuk(usulan, apa, objek)


def _bentuk(usulan: UsulanPerubahan, apa: Sasaran, objek: Any) -> Any:
    """The row as it would be, checked in the touched fields only: the rest is not our change."""
    if objek is None:
        objek = apa.model(pegawai_id=usulan.pegawai_id, instansi_id=usulan.instansi_id)
    apa.isi(objek, usulan.sesudah)
    if apa.kode == S.PEGAWAI and "unit" in usulan.kolom and objek.unit and not objek.unit.aktif:
        raise ValidationError("Unit yang diusulkan sudah tidak aktif. Pilih unit penggantinya.")
    if apa.kode == S.PEGAWAI and "nip" in usulan.kolom:
        bekas = RiwayatNip.tanpa_batas.filter(nip=objek.nip).exclude(pegawai=objek.pk)
        if bekas.exists():  # the database would refuse it, but not in a sentence
            raise ValidationError({"nip": "NIP ini pernah dipakai pegawai lain. Periksa angkanya."})
    lain = {bidang.name for bidang in apa.model._meta.fields} - {*usulan.kolom, "pegawai"}
    try:
        objek.clean_fields(exclude=lain | {"pegawai"})
        objek.validate_unique(exclude=lain)
        objek.validate_constraints(exclude=lain)
    except ValidationError as salah:
        for satu in salah.error_list if not hasattr(salah, "error_dict") else []:
            _netralkan(satu)
        for daftar in getattr(salah, "error_dict", {}).values():
            for satu in daftar:
                _netralkan(satu)
        raise
    return objek


def _netralkan(salah: Any) -> None:
    """A uniqueness message would tell of rows that the reader may not see."""
    if salah.code in {"unique", "unique_together"}:
        salah.message, salah.params = "Nilai ini sudah dipakai. Periksa kembali isian.", None


def _periksa_unit(pegawai: Pegawai, nilai: dict[str, Any]) -> None:
    unit = nilai.get("unit")
    if unit is not None and unit.instansi_id != pegawai.instansi_id:
        raise ValidationError("Unit ini milik instansi lain.")


def _periksa_golongan(pegawai: Pegawai, nilai: dict[str, Any]) -> None:
    """A selection easily mixes PNS and PPPK, whose golongan are two different lists."""
    golongan = nilai.get("golongan")
    pppk = pegawai.status_asn in PPPK
    if golongan and (golongan in GOLONGAN_PPPK) != pppk:
        raise ValidationError(f"{golongan} bukan golongan {pegawai.get_status_asn_display()}.")


def _tolak_bertumpuk(usulan: UsulanPerubahan) -> None:
    """One open proposal per field of a row: the lock on the person makes the look hold."""
    if usulan.objek_id is None:
        return
    lain = (
        UsulanPerubahan.tanpa_batas.terbuka()
        .filter(sasaran=usulan.sasaran, objek_id=usulan.objek_id, kolom__overlap=usulan.kolom)
        .exclude(pk=usulan.pk)
        .select_related("pengusul")
        .first()
    )
    if lain is None:
        return
    apa = DAFTAR_SASARAN[usulan.sasaran]
    bersama = [apa.label(nama) for nama in usulan.kolom if nama in lain.kolom]
    raise ValidationError(
        f"{', '.join(bersama[:3])} sudah diusulkan {lain.pengusul.nama} "
        f"{timezone.localtime(lain.waktu_usul):%d-%m-%Y} dan belum diputus. Tunggu keputusannya, "
        "atau minta pengusul menariknya.",
        code="bertumpuk",
    )


def _tolak_terkunci(apa: Sasaran, pegawai: Pegawai, objek: Any, nilai: dict[str, Any]) -> None:
    """A locked year keeps its rows: none comes, changes, goes, or moves in from another year."""
    if not apa.ruang_kunci:
        return
    tahun = {getattr(objek, "tahun", None), nilai.get("tahun")} - {None, ""}
    terkunci = (
        Kunci.tanpa_batas.filter(ruang=apa.ruang_kunci, periode__in=[str(satu) for satu in tahun])
        .filter(models.Q(instansi=None) | models.Q(instansi=pegawai.instansi_id))
        .values_list("periode", flat=True)
        .first()
    )
    if terkunci:
        raise ValidationError(
            f"{apa.nama} tahun {terkunci} sudah dikunci, jadi tidak dapat diubah. "
            "Minta kuncinya dibuka dahulu.",
            code="terkunci",
        )


def _sudah(usulan: UsulanPerubahan) -> str:
    if usulan.status == Status.DITARIK:
        return "Usulan ini sudah ditarik pengusulnya."
    if usulan.pemutus is None:
        return "Usulan ini belum diputus."
    saat = timezone.localtime(usulan.waktu_putus)
    return (
        f"Usulan ini sudah {usulan.get_status_display().lower()} oleh {usulan.pemutus.nama}, "
        f"{saat:%d-%m-%Y} pukul {saat:%H.%M}."
    )


def beda_sejak_usul(usulan: UsulanPerubahan, objek: Any) -> list[str]:
    """Fields of the record that no longer hold what the maker saw."""
    apa = DAFTAR_SASARAN[usulan.sasaran]
    if usulan.aksi == Aksi.TAMBAH:
        return []
    kini = apa.nilai(objek, usulan.kolom)
    return [nama for nama in usulan.kolom if kini[nama] != usulan.sebelum.get(nama)]


def _terapkan(usulan: UsulanPerubahan, oleh: Pengguna) -> None:
    """Write an approved proposal: the row, the trail of the person, the figures of lists."""
    apa = DAFTAR_SASARAN[usulan.sasaran]
    pegawai = _kunci_pegawai(usulan.pegawai_id, oleh)
    objek = _objek(apa, pegawai, usulan.aksi, usulan.objek_id, oleh)
    _tolak_terkunci(apa, pegawai, objek, usulan.sesudah)
    if berubah := beda_sejak_usul(usulan, objek):
        raise ValidationError(
            f"{', '.join(apa.label(nama) for nama in berubah)} sudah berubah sejak diusulkan. "
            "Kembalikan kepada pengusul agar dibandingkan lagi.",
            code="konflik",
        )
    if usulan.aksi == Aksi.HAPUS:
        objek.delete()
    else:
        objek = _bentuk(usulan, apa, objek)
        turunan = _turunkan(objek, usulan.kolom) if apa.kode == S.PEGAWAI else []
        _simpan(objek, baru=usulan.aksi == Aksi.TAMBAH, kolom=[*usulan.kolom, *turunan])
    _catat_perubahan(usulan, apa, pegawai, oleh)
    perbarui_ringkasan(Pegawai.untuk(oleh).filter(pk=pegawai.pk))


def _turunkan(pegawai: Pegawai, kolom: list[str]) -> list[str]:
    """What follows from a job or a golongan; the names of the fields that it fills."""
    turunan = []
    if "golongan" in kolom:
        pegawai.urutan_golongan = URUTAN.get(pegawai.golongan)
        turunan.append("urutan_golongan")
    if "jabatan" in kolom and pegawai.jabatan_id:
        jabatan = Jabatan.objects.get(pk=pegawai.jabatan_id)
        pegawai.nama_jabatan, pegawai.jenjang = jabatan.nama, jabatan.jenjang
        pegawai.eselon = jabatan.eselon
        pegawai.bup = jabatan.bup or AturanBup.objects.usia(jabatan.jenjang)
        turunan += ["nama_jabatan", "jenjang", "eselon", "bup"]
    return turunan


def _simpan(objek: Any, *, baru: bool, kolom: list[str]) -> None:
    berwaktu = any(bidang.name == "diubah" for bidang in objek._meta.fields)
    if berwaktu:
        objek.diubah = timezone.now()
    try:
        with transaction.atomic():
            if baru:
                objek.save(force_insert=True)
            else:
                objek.save(update_fields=[*kolom, *(["diubah"] if berwaktu else [])])
    except IntegrityError as salah:
        raise ValidationError(
            "Baris yang sama sudah tercatat sejak diusulkan. Kembalikan kepada pengusul.",
            code="konflik",
        ) from salah


def _catat_perubahan(
    usulan: UsulanPerubahan, apa: Sasaran, pegawai: Pegawai, oleh: Pengguna
) -> None:
    awalan = "" if apa.kode == S.PEGAWAI else f"{apa.nama}: "
    data = {
        kunci: {f"{awalan}{apa.label(nama)}": apa.teks(nama, satu) for nama, satu in nilai.items()}
        for kunci, nilai in (("sebelum", usulan.sebelum), ("sesudah", usulan.sesudah))
    }
    catat(
        JejakAudit.Aksi.UBAH,
        pegawai if apa.izin == "pegawai.view_pegawai" else usulan,  # the page shows the first
        oleh=oleh,
        keterangan=f"{apa.nama}: {', '.join(apa.label(nama) for nama in usulan.kolom)}",
        data={**data, "usulan": usulan.pk, "pengusul": usulan.pengusul_id},
    )
