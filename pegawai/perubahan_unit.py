"""Moving, merging, renaming and closing units, from a day on; and taking it back.

Every writer of the tree takes ``pohon.kunci`` first, looks again, then writes: of two that press
at once, one wins and the other is told.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from akses.jejak import catat
from akses.models import JejakAudit, Pemberitahuan, Pengguna
from pegawai import pohon
from pegawai.models import FormasiJabatan, Pegawai, PerubahanUnit, UnitOrganisasi

IZIN_UBAH = "pegawai.add_perubahanunit"
Jenis, Status = PerubahanUnit.Jenis, PerubahanUnit.Status


@dataclass(frozen=True)
class Dampak:
    """What a change takes along; ``sidik`` is how the preview says what was seen."""

    jumlah_pegawai: int = 0
    jumlah_unit: int = 0
    catatan: list[str] = field(default_factory=list)

    @property
    def sidik(self) -> str:
        return f"{self.jumlah_pegawai}-{self.jumlah_unit}"

    def kalimat(self, jenis: str) -> str:
        if jenis == Jenis.NAMA:
            return f"Jalur {self.jumlah_unit} unit di bawahnya ikut menyebut nama baru."
        if jenis == Jenis.TUTUP:
            return "Tidak ada pegawai atau unit yang ikut pindah."
        return f"{self.jumlah_pegawai} pegawai dan {self.jumlah_unit} unit ikut pindah."


def susun(
    *,
    unit: UnitOrganisasi,
    jenis: str,
    tanggal_berlaku: datetime.date,
    dasar: str,
    oleh: Pengguna,
    ke_unit: UnitOrganisasi | None = None,
    nama_baru: str = "",
) -> PerubahanUnit:
    """The change, not saved: for the preview, and for ``ajukan``."""
    return PerubahanUnit(
        instansi_id=unit.instansi_id,
        unit=unit,
        jenis=jenis,
        ke_unit=ke_unit if jenis in {Jenis.PINDAH, Jenis.GABUNG} else None,
        nama_baru=" ".join(nama_baru.split()) if jenis == Jenis.NAMA else "",
        tanggal_berlaku=tanggal_berlaku,
        dasar=dasar,
        oleh=oleh,
    )


def dampak(satu: PerubahanUnit) -> Dampak:
    """What the change takes along as the record stands. Five queries at most."""
    bawahan = pohon.nomor_bawahan(satu.unit)
    if satu.jenis == Jenis.TUTUP:
        return Dampak()
    if satu.jenis == Jenis.NAMA:
        return Dampak(0, len(bawahan) - 1)
    catatan = []
    if satu.jenis == Jenis.GABUNG:
        orang = Pegawai.tanpa_batas.filter(unit=satu.unit).count()
        anak = UnitOrganisasi.tanpa_batas.filter(induk=satu.unit).count()
        if kembar := _bawahan_kembar(satu):
            catatan.append(
                f"{kembar} unit bawahannya bernama sama dengan unit di bawah tujuan. Gabungkan "
                "atau ganti namanya sesudah ini."
            )
    else:
        orang = Pegawai.tanpa_batas.filter(unit__in=bawahan).count()
        anak = len(bawahan) - 1
    if formasi := FormasiJabatan.tanpa_batas.filter(unit=satu.unit).count():
        catatan.append(
            f"{formasi} formasi jabatan tetap tercatat pada unit ini. Sesuaikan di halaman Formasi."
        )
    return Dampak(orang, anak, catatan)


def _bawahan_kembar(satu: PerubahanUnit) -> int:
    """How many children would stand beside one of their own name."""
    di_tujuan = UnitOrganisasi.tanpa_batas.filter(
        induk=satu.ke_unit, aktif=True, nama__iexact=OuterRef("nama")
    ).exclude(pk=satu.unit_id)
    anak = UnitOrganisasi.tanpa_batas.filter(induk=satu.unit, aktif=True)
    return anak.filter(Exists(di_tujuan)).count()


def periksa(satu: PerubahanUnit) -> None:
    """Raises ValidationError, by field, for a change that the tree cannot take as it stands.

    Whether a unit to be closed is empty is asked on its day, not before.
    """
    unit, tujuan = satu.unit, satu.ke_unit
    if not unit.aktif:
        raise ValidationError("Unit ini sudah tidak aktif.")
    if tujuan is not None:
        _periksa_tujuan(satu, tujuan)
    if satu.jenis == Jenis.NAMA and satu.nama_baru == unit.nama:
        raise ValidationError({"nama_baru": "Nama unit ini sudah demikian."})
    if satu.jenis == Jenis.NAMA:
        _periksa_kembar(satu.nama_baru, unit.induk_id, unit, "nama_baru")
    if satu.jenis == Jenis.TUTUP and satu.tanggal_berlaku <= timezone.localdate():
        _periksa_kosong(unit)
    menunggu = PerubahanUnit.tanpa_batas.filter(unit=unit, jenis=satu.jenis)
    if menunggu.filter(status=Status.MENUNGGU).exclude(pk=satu.pk).exists():
        raise ValidationError(
            "Perubahan yang sama sudah menunggu tanggalnya. Batalkan dahulu yang lama."
        )


def _periksa_tujuan(satu: PerubahanUnit, tujuan: UnitOrganisasi) -> None:
    unit = satu.unit
    if tujuan.instansi_id != unit.instansi_id:
        raise ValidationError({"ke_unit": "Unit tujuan milik instansi lain."})
    if tujuan.pk in pohon.nomor_bawahan(unit):
        raise ValidationError(
            {"ke_unit": "Unit tujuan ada di bawah unit ini, sehingga pohon akan melingkar."}
        )
    if not tujuan.aktif:
        raise ValidationError({"ke_unit": "Unit tujuan sudah tidak aktif."})
    if satu.jenis == Jenis.PINDAH:
        if unit.induk_id == tujuan.pk:
            raise ValidationError({"ke_unit": "Unit ini sudah berada di bawah unit tujuan."})
        _periksa_kembar(unit.nama, tujuan.pk, unit, "ke_unit")


def _periksa_kembar(nama: str, induk_id: int | None, unit: UnitOrganisasi, bidang: str) -> None:
    """Two units of one name under one parent could not be told apart by their paths."""
    kembar = UnitOrganisasi.tanpa_batas.filter(
        instansi=unit.instansi_id, induk=induk_id, aktif=True, nama__iexact=nama
    )
    if kembar.exclude(pk=unit.pk).exists():
        raise ValidationError(
            {bidang: f"Di sana sudah ada unit “{nama}”. Gabungkan, atau pakai nama lain."}
        )


def _periksa_kosong(unit: UnitOrganisasi) -> None:
    orang = Pegawai.tanpa_batas.filter(unit=unit).aktif(timezone.localdate()).count()
    anak = UnitOrganisasi.tanpa_batas.filter(induk=unit, aktif=True).count()
    if orang or anak:
        raise ValidationError(
            f"Masih ada {orang} pegawai aktif dan {anak} unit aktif di sini. Pindahkan dahulu, "
            "atau gabungkan unit ini dengan penggantinya."
        )


@transaction.atomic
def ajukan(satu: PerubahanUnit, *, oleh: Pengguna, dilihat: str = "") -> PerubahanUnit:
    """Record a change; one of today or of a day gone by takes effect at once.

    ``dilihat`` is the ``sidik`` of what the preview showed: when the record has changed since, the
    actor has to look again. Raises ValidationError.
    """
    _kunci(satu)
    periksa(satu)
    akibat = dampak(satu)
    if dilihat and dilihat != akibat.sidik:
        raise ValidationError(
            f"Data berubah sejak pratinjau: kini {akibat.jumlah_pegawai} pegawai dan "
            f"{akibat.jumlah_unit} unit. Periksa sekali lagi."
        )
    satu.oleh = oleh
    satu.save()
    if satu.tanggal_berlaku <= timezone.localdate():
        _berlakukan(satu)
    _catat(satu, JejakAudit.Aksi.BUAT, oleh)
    return satu


@transaction.atomic
def berlakukan(perubahan_id: int) -> PerubahanUnit | None:
    """Put a waiting change into effect; None when it waits no more, or another has it in hand.

    One that the tree cannot take any more is marked with the reason, and its maker is told.
    """
    menunggu = PerubahanUnit.tanpa_batas.filter(pk=perubahan_id, status=Status.MENUNGGU)
    satu = menunggu.select_for_update(skip_locked=True, of=["self"]).first()
    if satu is None:
        return None
    _kunci(satu)
    try:
        with transaction.atomic():
            periksa(satu)
            _berlakukan(satu)
    except ValidationError as salah:
        satu.status, satu.alasan = Status.GAGAL, " ".join(salah.messages)[:500]
        satu.save(update_fields=["status", "alasan"])
        Pemberitahuan.tanpa_batas.create(
            pengguna_id=satu.oleh_id,
            judul=f"Perubahan unit tidak dapat diberlakukan: {satu.unit.nama}"[:200],
            tautan=f"/pegawai/unit/{satu.unit_id}/",
        )
    _catat(satu, JejakAudit.Aksi.TERAPKAN, None)
    return satu


def jatuh_tempo(hari: datetime.date) -> list[int]:
    """Ids of the waiting changes whose day has come, also of days on which nothing ran."""
    menunggu = PerubahanUnit.tanpa_batas.filter(status=Status.MENUNGGU, tanggal_berlaku__lte=hari)
    return list(menunggu.order_by("tanggal_berlaku", "pk").values_list("pk", flat=True))


def _kunci(satu: PerubahanUnit) -> None:
    """Lock the tree, then read the units anew: what the caller holds may be old."""
    with connection.cursor() as kursor:
        pohon.kunci(kursor, satu.instansi_id)
    terkunci = UnitOrganisasi.tanpa_batas.select_for_update()
    satu.unit = terkunci.get(pk=satu.unit_id)
    if satu.ke_unit_id is not None:
        satu.ke_unit = terkunci.get(pk=satu.ke_unit_id)


def _berlakukan(satu: PerubahanUnit) -> None:
    unit, akibat = satu.unit, dampak(satu)
    satu.jumlah_pegawai, satu.jumlah_unit = akibat.jumlah_pegawai, akibat.jumlah_unit
    satu.sebelum = {"nama": unit.nama, "induk_id": unit.induk_id}
    if satu.jenis == Jenis.PINDAH:
        unit.induk = satu.ke_unit
    elif satu.jenis == Jenis.NAMA:
        unit.nama = satu.nama_baru
    elif satu.jenis == Jenis.TUTUP:
        unit.aktif = False
    else:
        satu.sebelum |= _gabungkan(satu)
        unit.aktif, unit.digabung_ke = False, satu.ke_unit
    unit.save(update_fields=["nama", "induk", "aktif", "digabung_ke"])
    _susun(satu)
    satu.status, satu.waktu_terap = Status.BERLAKU, timezone.now()
    satu.save()


def _gabungkan(satu: PerubahanUnit) -> dict[str, list[int]]:
    """Take persons, children and aliases over to the target; their ids."""
    anak = UnitOrganisasi.tanpa_batas.filter(induk=satu.unit)
    alias = UnitOrganisasi.tanpa_batas.filter(digabung_ke=satu.unit)
    orang = Pegawai.tanpa_batas.filter(unit=satu.unit).select_for_update()
    nomor = {
        nama: list(daftar.order_by("pk").values_list("pk", flat=True))
        for nama, daftar in (("anak", anak), ("alias", alias), ("pegawai", orang))
    }
    anak.update(induk=satu.ke_unit)
    alias.update(digabung_ke=satu.ke_unit)
    # By id: whoever comes in meanwhile would be moved without being noted, and stay on an undo.
    pindah = Pegawai.tanpa_batas.filter(pk__in=nomor["pegawai"])
    pindah.update(unit=satu.ke_unit, diubah=timezone.now())
    return nomor


def _susun(satu: PerubahanUnit) -> None:
    with connection.cursor() as kursor:
        pohon.susun_pohon(kursor, satu.instansi_id)


# And back


@transaction.atomic
def batalkan(perubahan_id: int, *, oleh: Pengguna) -> PerubahanUnit:
    """Call off a waiting change, or put the tree back. Raises ValidationError with what blocks."""
    satu = PerubahanUnit.tanpa_batas.select_for_update(of=["self"]).get(pk=perubahan_id)
    _kunci(satu)
    if satu.status == Status.BERLAKU:
        if halangan := penghalang(satu):
            raise ValidationError(["Perubahan ini tidak dapat dibatalkan lagi.", *halangan])
        _pulihkan(satu)
    elif satu.status != Status.MENUNGGU:
        raise ValidationError("Perubahan ini sudah dibatalkan atau tidak pernah berlaku.")
    satu.status, satu.pembatal, satu.waktu_batal = Status.BATAL, oleh, timezone.now()
    satu.save()
    _catat(satu, JejakAudit.Aksi.UBAH, oleh)
    return satu


def penghalang(satu: PerubahanUnit) -> list[str]:
    """Sentences on what came after a change that is in effect; empty when it can be undone."""
    unit, lama = satu.unit, satu.sebelum
    masih = {
        Jenis.PINDAH: unit.induk_id == satu.ke_unit_id,
        Jenis.NAMA: unit.nama == satu.nama_baru,
        Jenis.TUTUP: not unit.aktif,
        Jenis.GABUNG: not unit.aktif and unit.digabung_ke_id == satu.ke_unit_id,
    }[Jenis(satu.jenis)]
    daftar = [] if masih else ["Unit ini sudah berubah lagi sesudahnya."]
    induk = UnitOrganisasi.tanpa_batas.filter(pk=lama["induk_id"]).first()
    if satu.jenis != Jenis.NAMA and induk is not None:
        if not induk.aktif:
            daftar.append(f"Induk lamanya, {induk}, sudah tidak aktif.")
        elif induk.pk in pohon.nomor_bawahan(unit):
            daftar.append(f"Induk lamanya, {induk}, kini berada di bawah unit ini.")
    if satu.jenis == Jenis.GABUNG:
        daftar += _penghalang_gabung(satu)
    if not daftar:
        try:
            _periksa_kembar(lama["nama"] if satu.jenis == Jenis.NAMA else unit.nama,
                            lama["induk_id"] if satu.jenis == Jenis.PINDAH else unit.induk_id,
                            unit, "unit")  # fmt: skip
        except ValidationError as salah:
            daftar += salah.messages
    return daftar


def _penghalang_gabung(satu: PerubahanUnit) -> list[str]:
    """Persons, children and aliases that are not where the merger has put them."""
    lama, tujuan = satu.sebelum, satu.ke_unit_id
    orang = Pegawai.tanpa_batas.filter(pk__in=lama["pegawai"]).exclude(unit=tujuan).count()
    anak = UnitOrganisasi.tanpa_batas.filter(pk__in=lama["anak"]).exclude(induk=tujuan).count()
    alias = UnitOrganisasi.tanpa_batas.filter(pk__in=lama["alias"])
    lain = anak + alias.exclude(digabung_ke=tujuan).count()
    daftar = []
    if orang:
        daftar.append(f"{orang} pegawai yang ikut pindah sudah berpindah lagi.")
    if lain:
        daftar.append(f"{lain} unit yang ikut pindah sudah berubah lagi.")
    return daftar


def _pulihkan(satu: PerubahanUnit) -> None:
    unit, lama = satu.unit, satu.sebelum
    if satu.jenis == Jenis.PINDAH:
        unit.induk_id = lama["induk_id"]
    elif satu.jenis == Jenis.NAMA:
        unit.nama = lama["nama"]
    else:
        unit.aktif, unit.digabung_ke = True, None
    unit.save(update_fields=["nama", "induk", "aktif", "digabung_ke"])
    if satu.jenis == Jenis.GABUNG:
        semua = UnitOrganisasi.tanpa_batas
        semua.filter(pk__in=lama["anak"]).update(induk=unit)
        semua.filter(pk__in=lama["alias"]).update(digabung_ke=unit)
        Pegawai.tanpa_batas.filter(pk__in=lama["pegawai"]).update(unit=unit, diubah=timezone.now())
    _susun(satu)


def _catat(satu: PerubahanUnit, aksi: str, oleh: Pengguna | None) -> None:
    catat(
        aksi,
        satu,
        oleh=oleh,
        keterangan=f"{satu.get_status_display()}: {satu}",
        data={
            "unit": satu.unit_id,
            "jenis": satu.jenis,
            "ke_unit": satu.ke_unit_id,
            "nama_baru": satu.nama_baru,
            "tanggal_berlaku": satu.tanggal_berlaku.isoformat(),
            "dasar": satu.dasar,
            "pegawai": satu.jumlah_pegawai,
            "unit_ikut": satu.jumlah_unit,
        },
    )
