"""Whoever was erased is shown by a number; the chain keeps what was written, and only who reads the table sees it."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from cms.accounts.models import User

from .models import AuditEvent

PERSON: Final = "accounts.user"
NAMED: Final = Value("person-")  # what `cms.privacy.erasing` calls a person from then on


def with_erased(events: QuerySet[AuditEvent]) -> QuerySet[Any]:
    """The events, each with whether its person was erased, and whether the person whom it is about was."""
    return events.annotate(
        by_erased=Exists(User.objects.filter(username=Concat(NAMED, OuterRef("actor_id")))),
        about_erased=Exists(User.objects.filter(username=Concat(NAMED, OuterRef("object_id")))),
    )


def masked(event: Any) -> Any:
    """The event as it may be shown."""
    if event.by_erased:
        event.actor, event.address = f"person-{event.actor_id}", ""
    if event.about_erased and event.object_type == PERSON:
        event.label, event.data = f"person-{event.object_id}", {}
        event.changes = {}
    return event
