"""The Celery application. Tasks live in each app's `tasks.py`; the schedule is in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalteng_talenta.settings")

app = Celery("kalteng_talenta")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
