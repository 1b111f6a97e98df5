"""The life of a programme and of its batches."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from pegawai.models import Pegawai, RiwayatPelatihan
from pelatihan.models import Angkatan, Peserta, ProgramPelatihan

Status = ProgramPelatihan.Status
LANGKAH = {
    Status.USULAN: {Status.DISETUJUI, Status.BATAL},
    Status.DISETUJUI: {Status.TERJADWAL, Status.BATAL},
    Status.TERJADWAL: {Status.BERJALAN, Status.BATAL},
    Status.BERJALAN: {Status.SELESAI, Status.BATAL},
    Status.SELESAI: set(),
    Status.BATAL: set(),
}
"""Each status and those that may follow it."""
IZIN_LANGKAH = {
    Status.DISETUJUI: "pelatihan.setujui_programpelatihan",
    Status.TERJADWAL: "pelatihan.jalankan_programpelatihan",
    Status.BERJALAN: "pelatihan.jalankan_programpelatihan",
    Status.SELESAI: "pelatihan.jalankan_programpelatihan",
    Status.BATAL: "pelatihan.jalankan_programpelatihan",
}
"""The permission that each step asks for."""


def langkah_boleh(program: ProgramPelatihan, pengguna: Pengguna) -> list[Status]:
    """The steps that ``pengguna`` may take now, in the order of the life of a programme."""
    sendiri = program.diusulkan_oleh_id == pengguna.pk
    return [
        status
        for status in Status
        if status in LANGKAH[Status(program.status)]
        and pengguna.has_perm(IZIN_LANGKAH[status])
        and not (status == Status.DISETUJUI and sendiri)
    ]


@transaction.atomic
def ubah_status(
    program: ProgramPelatihan, status: str, *, oleh: Pengguna, catatan: str = ""
) -> ProgramPelatihan:
    """Take one step. Raises ValidationError for a step that is not open to ``oleh`` now.

    Nobody approves what they proposed; a programme with money spent is not cancelled.
    """
    kunci = ProgramPelatihan.tanpa_batas.select_for_update().get(pk=program.pk)
    if status not in langkah_boleh(kunci, oleh):
        raise ValidationError(
            f"Program berstatus {kunci.get_status_display()}: langkah ini tidak dapat diambil. "
            "Muat ulang halaman untuk melihat keadaan terakhir."
        )
    if status == Status.BATAL and kunci.daftar_alokasi.filter(terealisasi__gt=0).exists():
        raise ValidationError("Program yang sudah menanggung realisasi tidak dapat dibatalkan.")
    if status == Status.TERJADWAL and not kunci.daftar_angkatan.exists():
        raise ValidationError("Tambahkan satu angkatan dengan tempat dan tanggalnya lebih dahulu.")
    sebelum, kunci.status = kunci.status, status
    kunci.save(update_fields=["status"])
    catat(
        JejakAudit.Aksi.PUTUSKAN,
        kunci,
        oleh=oleh,
        keterangan=catatan,
        data={"sebelum": sebelum, "sesudah": status},
    )
    return kunci


@transaction.atomic
def tambah_peserta(angkatan: Angkatan, daftar_nip: list[str], *, oleh: Pengguna) -> int:
    """Put forward people for a batch by NIP; returns how many were added.

    Raises ValidationError, naming each NIP, for people who are unknown, on the list already or
    booked elsewhere on those days, and when the places do not suffice: all or nobody.
    """

    kunci = Angkatan.tanpa_batas.select_for_update().get(pk=angkatan.pk)
    if kunci.selesai:
        raise ValidationError("Angkatan ini sudah selesai.")
    daftar_nip = list(dict.fromkeys(daftar_nip))
    orang = {p.nip: p for p in Pegawai.untuk(oleh).filter(nip__in=daftar_nip)}
    aktif = kunci.daftar_peserta.exclude(status=Peserta.Status.MUNDUR)
    terdaftar = set(kunci.daftar_peserta.values_list("pegawai__nip", flat=True))
    bentrok = set(
        Peserta.tanpa_batas.filter(
            pegawai__in=orang.values(),
            angkatan__tanggal_mulai__lte=kunci.tanggal_selesai,
            angkatan__tanggal_selesai__gte=kunci.tanggal_mulai,
        )
        .exclude(status=Peserta.Status.MUNDUR)
        .exclude(angkatan=kunci)
        .values_list("pegawai__nip", flat=True)
    )
    galat = [
        *(f"{n}: tidak ada di data pegawai instansi Anda." for n in daftar_nip if n not in orang),
        *(f"{n}: sudah terdaftar di angkatan ini." for n in daftar_nip if n in terdaftar),
        *(f"{n}: mengikuti pelatihan lain pada tanggal itu." for n in daftar_nip if n in bentrok),
    ]
    sisa = kunci.kuota - aktif.count()
    if len(daftar_nip) > sisa:
        galat.append(f"Sisa tempat {sisa}, yang diusulkan {len(daftar_nip)}.")
    if galat:
        raise ValidationError(galat)
    Peserta.tanpa_batas.bulk_create(
        Peserta(angkatan=kunci, pegawai=p, instansi_id=p.instansi_id) for p in orang.values()
    )
    catat(
        JejakAudit.Aksi.UBAH,
        kunci,
        oleh=oleh,
        keterangan=f"{len(orang)} peserta diusulkan",
        instansi=kunci.program.instansi,
    )
    return len(orang)


@transaction.atomic
def selesaikan_angkatan(angkatan: Angkatan, *, oleh: Pengguna) -> int:
    """Close a batch: those who passed get the training in their history. Returns how many.

    Safe to press twice: the batch row is the claim, and a closed one is refused.
    """
    kunci = Angkatan.tanpa_batas.select_for_update().select_related("program").get(pk=angkatan.pk)
    if kunci.selesai:
        raise ValidationError("Angkatan ini sudah selesai.")
    belum = kunci.daftar_peserta.filter(
        status__in=[Peserta.Status.DIUSULKAN, Peserta.Status.DITETAPKAN, Peserta.Status.HADIR]
    ).count()
    if belum:
        raise ValidationError(f"{belum} peserta belum punya hasil (lulus, tidak lulus, mundur).")
    program = kunci.program
    lulus = list(kunci.daftar_peserta.filter(status=Peserta.Status.LULUS))
    RiwayatPelatihan.tanpa_batas.bulk_create(
        RiwayatPelatihan(
            instansi_id=peserta.instansi_id,
            pegawai_id=peserta.pegawai_id,
            nama=f"{program.nama}, angkatan {kunci.nomor}",
            jenis=program.jenis,
            penyelenggara=program.penyelenggara,
            nomor_sertifikat=peserta.nomor_sertifikat,
            tanggal_mulai=kunci.tanggal_mulai,
            tanggal_selesai=kunci.tanggal_selesai,
            tahun=kunci.tanggal_selesai.year,
            jp=program.jp,
        )
        for peserta in lulus
    )
    kunci.selesai = True
    kunci.save(update_fields=["selesai"])
    catat(
        JejakAudit.Aksi.PUTUSKAN,
        kunci,
        oleh=oleh,
        keterangan=f"Angkatan selesai, {len(lulus)} lulus",
        instansi=program.instansi,
    )
    return len(lulus)
