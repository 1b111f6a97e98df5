from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    """What came of it."""

    name = "evaluasi"
    verbose_name = "Evaluasi"
