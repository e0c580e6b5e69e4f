"""Whoever was erased is shown by a number; the chain keeps what was written, and only who reads the table sees it."""

from typing import Any, Final

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from cms.accounts.models import User

from .models import AuditEvent

PERSON: Final = "accounts.user"
NAMED: Final = Value("person-")  # what `cms.privacy.erasing` calls a person from then on


def with_erased(events: QuerySet[AuditEvent]) -> QuerySet[Any]:
    """The events, each with whether its person was erased, and whether the person whom it is about was."""
    return events.annotate(
        by_erased=_was_erased("actor_id"),
        about_erased=_was_erased("object_id"),
    )


def _was_erased(number: str) -> Exists:
    """Whether that very person bears the number for a name: an account that only calls itself so hides nobody."""
    called_so = User.objects.filter(username=Concat(NAMED, OuterRef(number)), is_active=False)
    return Exists(called_so.annotate(own=Cast("pk", CharField())).filter(own=OuterRef(number)))


def masked(event: Any) -> Any:
    """The event as it may be shown."""
    if event.by_erased:
        event.actor, event.address = f"person-{event.actor_id}", ""
    if event.about_erased and event.object_type == PERSON:
        event.label, event.data = f"person-{event.object_id}", {}
        event.changes = {}
    return event
