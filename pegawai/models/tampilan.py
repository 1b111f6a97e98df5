"""What accounts keep of the list of persons."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akses.models import Instansi, Pengguna, TerbatasModel
from akses.querysets import TerbatasQuerySet


class TampilanTersimpanQuerySet(TerbatasQuerySet):
    """One's own views, and those that somebody of the same Instansi shares."""

    def untuk(self, pengguna: Pengguna) -> Self:
        bersama = Q(bersama=True, instansi__isnull=False, instansi=pengguna.instansi_id)
        return self.filter(Q(pemilik=pengguna) | bersama)


class TampilanTersimpan(TerbatasModel):
    """A saved view of the list: filters, columns and order, as the query string of its address."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, related_name="+")
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="daftar_tampilan"
    )
    nama = models.CharField("nama tampilan", max_length=60)
    kueri = models.CharField(max_length=2000, blank=True)
    bersama = models.BooleanField("bagikan kepada seluruh instansi", default=False)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    tanpa_batas = TampilanTersimpanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tampilan tersimpan"
        ordering = ["nama", "pk"]
        permissions = [("bagikan_tampilan", "Membagikan tampilan daftar kepada instansi")]
        constraints = [
            models.UniqueConstraint(
                fields=["pemilik", "nama"],
                name="tampilantersimpan_nama_unik",
                violation_error_message="Anda sudah memiliki tampilan bernama ini.",
            ),
            models.CheckConstraint(
                condition=Q(bersama=False) | Q(instansi__isnull=False),
                name="tampilantersimpan_bersama_di_instansi",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
