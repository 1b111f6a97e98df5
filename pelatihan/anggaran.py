"""Money: allocation within a ceiling, realisation within an allocation.

Both sums live on the parent row and are changed under its lock; a CHECK of the database refuses
what would exceed them, so that two people who save at once cannot overspend.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from akses.jejak import catat
from akses.models import JejakAudit, Pengguna
from akses.templatetags.tampilan import rupiah
from pelatihan.models import AlokasiProgram, AnggaranKegiatan, ProgramPelatihan, Realisasi

TUTUP = {ProgramPelatihan.Status.BATAL, ProgramPelatihan.Status.SELESAI}


@transaction.atomic
def alokasikan(
    anggaran: AnggaranKegiatan, program: ProgramPelatihan, jumlah: Decimal, *, oleh: Pengguna
) -> AlokasiProgram:
    """Set aside ``jumlah`` rupiah of a budget line for a programme, on top of what it has.

    Raises ValidationError when the line has less left, or line and programme do not fit.
    """
    kunci = AnggaranKegiatan.tanpa_batas.select_for_update().get(pk=anggaran.pk)
    if program.instansi_id != kunci.instansi_id or program.tahun != kunci.tahun:
        raise ValidationError("Program dan anggaran harus dari instansi dan tahun yang sama.")
    if program.status in TUTUP:
        raise ValidationError("Program yang selesai atau batal tidak menerima alokasi baru.")
    sisa = kunci.pagu - kunci.teralokasi
    if jumlah > sisa:
        raise ValidationError(
            f"Sisa pagu {rupiah(sisa)} dari {rupiah(kunci.pagu)}. Kurangi jumlah, atau pilih "
            "anggaran lain."
        )
    AnggaranKegiatan.tanpa_batas.filter(pk=kunci.pk).update(teralokasi=F("teralokasi") + jumlah)
    alokasi, baru = AlokasiProgram.tanpa_batas.get_or_create(
        anggaran=kunci, program=program, defaults={"jumlah": jumlah}
    )
    if not baru:
        AlokasiProgram.tanpa_batas.filter(pk=alokasi.pk).update(jumlah=F("jumlah") + jumlah)
        alokasi.refresh_from_db()
    catat(
        JejakAudit.Aksi.UBAH,
        program,
        oleh=oleh,
        keterangan=f"Alokasi {rupiah(jumlah)} dari {kunci.kode}",
        data={"jumlah": str(jumlah), "anggaran": kunci.pk},
    )
    return alokasi


@transaction.atomic
def catat_realisasi(
    alokasi: AlokasiProgram,
    *,
    jumlah: Decimal,
    tanggal: datetime.date,
    nomor_dokumen: str,
    oleh: Pengguna,
) -> Realisasi:
    """Record money spent of an allocation. Raises ValidationError when less is left of it."""
    kunci = AlokasiProgram.tanpa_batas.select_for_update().get(pk=alokasi.pk)
    anggaran = AnggaranKegiatan.tanpa_batas.get(pk=kunci.anggaran_id)
    if tanggal.year != anggaran.tahun:
        raise ValidationError({"tanggal": f"Tanggal dokumen harus di tahun {anggaran.tahun}."})
    sisa = kunci.jumlah - kunci.terealisasi
    if jumlah > sisa:
        raise ValidationError(
            {"jumlah": f"Sisa alokasi {rupiah(sisa)}. Periksa jumlah pada dokumen."}
        )
    if kunci.daftar_realisasi.filter(nomor_dokumen=nomor_dokumen).exists():
        raise ValidationError({"nomor_dokumen": "Nomor dokumen ini sudah dicatat."})
    AlokasiProgram.tanpa_batas.filter(pk=kunci.pk).update(terealisasi=F("terealisasi") + jumlah)
    realisasi = Realisasi.tanpa_batas.create(
        alokasi=kunci,
        jumlah=jumlah,
        tanggal=tanggal,
        nomor_dokumen=nomor_dokumen,
        dicatat_oleh=oleh,
    )
    catat(
        JejakAudit.Aksi.BUAT,
        realisasi,
        oleh=oleh,
        keterangan=f"Realisasi {rupiah(jumlah)}",
        data={"jumlah": str(jumlah), "alokasi": kunci.pk},
        instansi=anggaran.instansi,
    )
    return realisasi
