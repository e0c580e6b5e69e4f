"""The Celery application: `celery -A cms worker`, `celery -A cms beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

from cms.logs import handing_on  # noqa: F401 - Celery finds its receivers by their import

app = Celery("cms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
