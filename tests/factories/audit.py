"""The audit trail in tests: a test's transaction never ends, so its events are asked for."""

from pathlib import Path

from django.conf import LazySettings
from django.db import connection

from cms.audit.models import AuditEvent


def settle() -> None:
    """Let the triggers write now what they write at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def events(action: str = "") -> list[AuditEvent]:
    """Every event, or those of one action, the oldest first."""
    settle()
    found = AuditEvent.objects.order_by("sequence")
    return list(found.filter(action=action) if action else found)


def last_event() -> AuditEvent:
    """What happened last."""
    return events()[-1]


def own_archive(settings: LazySettings, folder: Path) -> Path:
    """An archive of a test's own: seals speak of one database, and tests share the other archive."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "archive": backend}
    return folder
