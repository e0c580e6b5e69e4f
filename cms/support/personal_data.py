"""What requests for help hold of people, in the register of personal data."""

from typing import Final

from django.conf import settings

from cms.privacy.register import Entry

from . import retention

ENTRY: Final = Entry(
    code="support",
    title="Requests for help",
    fields=frozenset(("support.SupportRequest.*", "support.SupportMessage.*")),
    whose="whoever writes to us by the form, and colleagues who ask for help",
    why="to answer; the words go with the name and the address, the number and its times stay",
    basis="the person asked for an answer",
    days=settings.SUPPORT_KEEP_DAYS,
    forget=retention.forget,
    on_request="what was written about a closed request goes at once, about an open one after it was closed",
    erase=retention.erase_of,
)
