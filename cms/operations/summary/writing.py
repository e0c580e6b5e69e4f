"""Writing the summary, and mailing it to those who answer for the service."""

from datetime import datetime
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR
from fundfeed.models import Message
from fundfeed.services import post_message

from ..board import headline_now
from . import registry
from .registry import Day, Paragraph
from .shipped import SHIPPED

READERS: Final = (SYSTEM_OPERATOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR, BUSINESS_OPERATOR)
LOCK: Final = 0x53554D4D
log = structlog.get_logger(__name__)


def text_of(*, at: datetime) -> str:
    """The whole summary of today until now; a paragraph that breaks says so and lets the others go on."""
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    day = Day(start, at)
    known = {one.title: one for one in SHIPPED} | registry.own
    found = [(one.title, _lines(one, day)) for one in sorted(known.values(), key=lambda one: one.order)]
    parts = [f"{title}\n" + "\n".join(f"- {line}" for line in lines) for title, lines in found if lines]
    return "\n\n".join([f"How it stands now: {headline_now(at=at)}.", *parts, _link()]) + "\n"


def _lines(paragraph: Paragraph, day: Day) -> list[str]:
    try:
        with transaction.atomic():
            return list(paragraph.write(day))
    except (DatabaseError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
        log.exception("summary.broken", paragraph=paragraph.title)
        return [f"This couldn't be summed up: {type(error).__name__}."]


def _link() -> str:
    return f"More: {settings.PUBLIC_API_URL}{reverse('operations_board')}"


@transaction.atomic
def send(*, at: datetime) -> Message | None:
    """Mail it once a day; None when it was sent already, by whichever worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # two workers may be asked at once
    thread = f"daily-summary-{timezone.localdate(at):%Y%m%d}"
    readers = User.objects.filter(Q(groups__name__in=READERS), is_active=True).exclude(email="")
    if Message.objects.filter(thread=thread).exists():
        return None
    return post_message(
        recipients=sorted(set(readers.values_list("email", flat=True))),
        subject=f"Daily summary, {timezone.localdate(at):%-d %B %Y}: {headline_now(at=at)}",
        text=text_of(at=at),
        thread=thread,
    )
