"""What requests for help hold of people, in the register of personal data."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from cms.privacy.register import Entry

from .retention import erase_old


def _erase(before: datetime) -> int:
    return erase_old(at=before + timedelta(days=settings.SUPPORT_KEEP_DAYS))


ENTRY: Final = Entry(
    code="support",
    title="Requests for help",
    fields=frozenset(("support.SupportRequest.*",)),
    whose="whoever writes to us by the form, and colleagues who ask for help",
    why="to answer; the words go with the name and the address, the number and its times stay",
    basis="the person asked for an answer",
    days=settings.SUPPORT_KEEP_DAYS,
    forget=_erase,
    on_request="goes after its time; the person can be answered no more then",
)
