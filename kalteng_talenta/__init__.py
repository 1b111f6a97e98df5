"""Project package: settings, URL root, Celery application."""

from kalteng_talenta.celery import app as celery_app

__all__ = ["celery_app"]
