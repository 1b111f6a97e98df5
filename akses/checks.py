"""System checks that keep the scope closed. They look at our five apps only."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from akses.models import Instansi, Pengguna, TerbatasModel

APP_KAMI = ("akses", "pegawai", "kompetensi", "pelatihan", "evaluasi")
TANPA_LINGKUP = (Pengguna,)  # admin and allauth need its `objects`; its admin is scoped


@checks.register
def periksa_lingkup(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every model that leads to an Instansi is a TerbatasModel without `objects`."""
    return [
        pesan
        for nama in APP_KAMI
        for model in apps.get_app_config(nama).get_models()
        for pesan in periksa_model(model)
    ]


def periksa_model(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    """The findings for one model."""
    if not issubclass(model, TerbatasModel):
        yield from _periksa_bersama(model)
        return
    if hasattr(model, "objects"):
        yield checks.Error(
            f"{model.__name__} punya objects: bacalah lewat untuk().", obj=model, id="akses.E002"
        )
    if not _jalur_sah(model):
        yield checks.Error(
            f"JALUR_INSTANSI {model.JALUR_INSTANSI!r} tidak sampai ke Instansi.",
            obj=model,
            id="akses.E003",
        )
    yield from _periksa_jalan_balik(model)


def _periksa_bersama(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for bidang in model._meta.get_fields():
        tujuan = bidang.related_model if bidang.concrete and bidang.is_relation else None
        terbatas = tujuan is Instansi or (
            isinstance(tujuan, type) and issubclass(tujuan, TerbatasModel)
        )
        if terbatas and model not in TANPA_LINGKUP:
            yield checks.Error(
                f"{model.__name__} punya baris instansi: warisi TerbatasModel.",
                obj=model,
                id="akses.E001",
            )
            return


def _jalur_sah(model: type[models.Model]) -> bool:
    tujuan: Any = model
    for bagian in model.JALUR_INSTANSI.split("__"):
        try:
            tujuan = tujuan._meta.get_field(bagian).related_model
        except (FieldDoesNotExist, AttributeError):
            return False
    return tujuan is Instansi


def _periksa_jalan_balik(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    """No way back from shared rows: `instansi.pegawai_set` would be unscoped."""
    for bidang in model._meta.get_fields():
        if not (bidang.concrete and bidang.is_relation):
            continue
        bersama = not issubclass(bidang.related_model, TerbatasModel)
        if bersama and bidang.related_model is not Pengguna and not bidang.remote_field.hidden:
            yield checks.Error(
                f"{model.__name__}.{bidang.name}: related_name harus '+'.",
                obj=model,
                id="akses.E004",
            )
