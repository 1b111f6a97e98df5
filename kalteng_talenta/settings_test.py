"""Settings of the test run: quick hashing, files in a throw-away folder, tasks in process."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "hanya-untuk-uji-hanya-untuk-uji-hanya-untuk-uji")
os.environ.setdefault("HTTPS", "0")

from kalteng_talenta.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="talenta-uji-")
STATIC_ROOT = tempfile.mkdtemp(prefix="talenta-uji-")  # whitenoise warns when it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
