"""Words: what editors write, and every decision that two people take."""

from .celery import app as celery_app

__all__ = ["celery_app"]
