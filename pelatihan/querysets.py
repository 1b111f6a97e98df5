"""Reading programmes, money and hours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, DecimalField, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from akses.querysets import TerbatasQuerySet

NOL = Value(Decimal(0), output_field=DecimalField(max_digits=18, decimal_places=2))


class ProgramPelatihanQuerySet(TerbatasQuerySet):
    def dengan_angka(self) -> Self:
        """Each programme with `pagu` and `realisasi` in rupiah, `jumlah_peserta`, and its dates."""
        from pelatihan.models import AlokasiProgram, Angkatan, Peserta

        alokasi = (
            AlokasiProgram.tanpa_batas.filter(program=OuterRef("pk")).order_by().values("program")
        )
        angkatan = Angkatan.tanpa_batas.filter(program=OuterRef("pk"))
        peserta = (
            Peserta.tanpa_batas.filter(angkatan__program=OuterRef("pk"))
            .exclude(status=Peserta.Status.MUNDUR)
            .order_by()
            .values("angkatan__program")
        )
        return self.annotate(
            pagu=Coalesce(Subquery(alokasi.annotate(n=Sum("jumlah")).values("n")), NOL),
            realisasi=Coalesce(Subquery(alokasi.annotate(n=Sum("terealisasi")).values("n")), NOL),
            jumlah_peserta=Coalesce(Subquery(peserta.annotate(n=Count("pk")).values("n")), 0),
            mulai=Subquery(angkatan.order_by("tanggal_mulai").values("tanggal_mulai")[:1]),
            sampai=Subquery(angkatan.order_by("-tanggal_selesai").values("tanggal_selesai")[:1]),
        )

    def jumlah_per_status(self) -> dict[str, int]:
        """Number of programmes per status, every status present. One query."""
        jumlah = dict(self.order_by().values_list("status").annotate(Count("pk")))
        return {status: jumlah.get(status, 0) for status in self.model.Status.values}


class AnggaranKegiatanQuerySet(TerbatasQuerySet):
    def dengan_realisasi(self) -> Self:
        """Each line with `terealisasi`, `tw1`–`tw4` (rupiah spent in the quarter) and `sisa`."""
        from pelatihan.models import Realisasi

        belanja = (
            Realisasi.tanpa_batas.filter(alokasi__anggaran=OuterRef("pk"))
            .order_by()
            .values("alokasi__anggaran")
        )
        per_triwulan = {
            f"tw{n}": Coalesce(
                Subquery(
                    belanja.filter(tanggal__quarter=n, tanggal__year=OuterRef("tahun"))
                    .annotate(n=Sum("jumlah"))
                    .values("n")
                ),
                NOL,
            )
            for n in (1, 2, 3, 4)
        }
        return self.annotate(
            terealisasi=Coalesce(Subquery(belanja.annotate(n=Sum("jumlah")).values("n")), NOL),
            **per_triwulan,
        ).annotate(sisa=F("pagu") - F("terealisasi"))

    def jumlah(self) -> dict[str, Any]:
        """Sums in rupiah: `jumlah_pagu`, `jumlah_terealisasi`, `jumlah_tw1` … One query."""
        kolom = ("pagu", "teralokasi", "terealisasi", "sisa", "tw1", "tw2", "tw3", "tw4")
        return self.dengan_realisasi().aggregate(
            **{f"jumlah_{nama}": Coalesce(Sum(nama), NOL) for nama in kolom}
        )
