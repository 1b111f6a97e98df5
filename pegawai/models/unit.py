"""The organisation tree of an Instansi."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from akses.models import Instansi, TerbatasModel
from pegawai.querysets import UnitQuerySet


class UnitOrganisasi(TerbatasModel):
    """A node of the SIASN tree (unor). Names repeat under different parents: show the path.

    ``perangkat_daerah`` is the ancestor right below a root (the unit itself when it is that one),
    ``jalur`` the names from the unit up to there; ``pohon.susun_pohon`` keeps both in step.
    ``digabung_ke`` is where a merged unit went: files that still name it mean that one. It never
    points to a unit that was merged itself.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    siasn_id = models.CharField("ID SIASN", max_length=36, blank=True)
    nama = models.CharField(max_length=200)
    induk = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_anak"
    )
    perangkat_daerah = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="daftar_unit", editable=False
    )
    jalur = models.CharField(max_length=800, blank=True, editable=False)
    kedalaman = models.PositiveSmallIntegerField(default=0, editable=False)
    aktif = models.BooleanField(default=True)
    digabung_ke = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_alias", editable=False
    )

    tanpa_batas = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unit organisasi"
        ordering = ["jalur", "nama"]
        indexes = [
            GinIndex(fields=["nama"], opclasses=["gin_trgm_ops"], name="unitorganisasi_cari_nama")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "siasn_id"],
                condition=~models.Q(siasn_id=""),
                name="unitorganisasi_siasn_id_unik",
            ),
            models.CheckConstraint(
                condition=~models.Q(induk=models.F("pk")), name="unitorganisasi_bukan_induk_sendiri"
            ),
            models.CheckConstraint(
                condition=models.Q(digabung_ke=None)
                | (models.Q(aktif=False) & ~models.Q(digabung_ke=models.F("pk"))),
                name="unitorganisasi_gabung_tidak_aktif",
            ),
        ]

    def __str__(self) -> str:
        return self.jalur or self.nama
