"""What follows from maintenance elsewhere, connected when the application starts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fundfeed.signals import intake_asked

from ..signals import window_approved
from . import static_page
from .occurrences import FEED, under_way


def connect() -> None:
    """Hear what asks for maintenance."""
    intake_asked.connect(why_paused, dispatch_uid="operations.intake_paused")
    window_approved.connect(write_page, dispatch_uid="operations.maintenance_page")


def why_paused(sender: Any, *, at: datetime, **_: Any) -> str:  # noqa: ARG001 - a signal's signature
    """Why no delivery is taken in at that moment; "" when nothing keeps it."""
    occurrence = under_way(at=at, scopes=FEED)
    return f"Maintenance: {occurrence.window.title}" if occurrence else ""


def write_page(sender: Any, **_: Any) -> None:  # noqa: ARG001 - a signal's signature
    """Write the page for when nothing else answers, once what was approved is committed."""
    transaction.on_commit(lambda: static_page.write(at=timezone.now()), robust=True)
