"""What support keeps of people, for the register of personal data."""

from typing import Final

from django.conf import settings

from cms.privacy.register import Entry

from . import retention
from .models import SupportRequest

KEPT: Final = Entry(
    code="support",
    title="Requests for help",
    fields=frozenset(
        [f"support.SupportRequest.{name}" for name in (*SupportRequest.PERSONAL, "colleague")]
        + ["support.SupportMessage.*", "support.HandOver.request"]
    ),
    whose="whoever asks for help",
    why="to answer them",
    basis="their own question",
    days=settings.SUPPORT_KEEP_DAYS,
    forget=retention.forget,
    on_request="what was written about a closed request goes at once, about an open one after it was closed",
    erase=retention.erase_of,
)
