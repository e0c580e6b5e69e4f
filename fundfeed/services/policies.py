"""How a provider's deliveries are judged and when they are expected, as two people set it."""

from collections.abc import Iterable
from datetime import time

import structlog
from django.db import transaction
from msgspec import Struct

from ..adapters.clock import SystemClock
from ..models import GuardLimit, Provider
from ..stages.guard import DEFAULT_LIMITS
from ..stages.vocabulary import vocabulary
from .corrections import PATIENCE_SECONDS
from .people import by_two_people
from .providers import MAPPING_FIELDS
from .runs import alone

HOURS = ("expected_at", "cut_off", "time_zone")
log = structlog.get_logger(__name__)


class UnknownMeasureError(ValueError):
    """A limit for something that no guard measures; the message names it."""


class WantedLimit(Struct, frozen=True, kw_only=True):
    """One limit and why it is what it is; `share` is 0 to 1."""

    measure: str
    count: int
    share: float
    reason: str


class Hours(Struct, frozen=True, kw_only=True):
    """When the day's delivery is fetched first, and when it counts as not delivered, in the provider's time zone."""

    expected_at: time
    cut_off: time
    time_zone: str


def set_policy(
    *,
    provider: Provider,
    limits: Iterable[WantedLimit],
    hours: Hours,
    mapping: object,
    by: str,
    approved_by: str,
    reason: str,
) -> None:
    """Judge the provider's next delivery by these limits, hours and names.

    Raises `OnePersonError`, `UnknownMeasureError` or `UnusableMapping`, and then nothing changed.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    words = vocabulary(mapping)
    now = SystemClock().now()
    with alone(provider, patience=PATIENCE_SECONDS), transaction.atomic():
        _set_limits(provider, limits)
        provider.expected_at, provider.cut_off, provider.time_zone = hours.expected_at, hours.cut_off, hours.time_zone
        if provider.mapping != mapping:
            provider.mapping, provider.mapped_by, provider.mapped_at = mapping, by, now
            provider.mapping_approved_by, provider.mapping_reason = approved_by, reason
        provider.save(update_fields=[*HOURS, *MAPPING_FIELDS])
    log.info("feed.provider.policy", provider=provider.code, by=by, approved_by=approved_by, identity=words.identity)


def _set_limits(provider: Provider, limits: Iterable[WantedLimit]) -> None:
    for limit in limits:
        if limit.measure not in DEFAULT_LIMITS:
            raise UnknownMeasureError(f"No guard measures “{limit.measure}”.")
        GuardLimit.objects.update_or_create(
            provider=provider,
            measure=limit.measure,
            defaults={"count": limit.count, "share": limit.share, "reason": limit.reason},
        )
