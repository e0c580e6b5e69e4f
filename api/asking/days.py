"""Days as the exchange counts them: they begin and end at midnight in its time zone."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from api.description.openapi import text_parameter
from api.wire.caching import FOR_GOOD, SHORT

from . import parameters

AS_OF = text_parameter(
    "asOf",
    f"The state at the end of this day ({settings.TIME_ZONE}), for example `2026-11-18`. Past days never change.",
)

LONGEST_RUN = timedelta(days=1)


def as_of(query: QueryDict) -> date | None:
    """The day for which the state is asked, up to today; None for now."""
    return parameters.day(query, AS_OF.name, latest=timezone.localdate()) if AS_OF.name in query else None


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())


def lifetime(day: date) -> str:
    """What was public on a past day stays what it was; a run that began before midnight may still end."""
    return FOR_GOOD if end_of(day) + LONGEST_RUN <= timezone.now() else SHORT
