"""Taking on information providers, and learning their names for things."""

from collections.abc import Collection
from datetime import time
from typing import TypedDict, Unpack
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import structlog
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from ..adapters.clock import SystemClock
from ..models import GuardLimit, Provider
from ..stages.guard import DEFAULT_LIMITS
from ..stages.vocabulary import Vocabulary, vocabulary
from .people import by_two_people

MAPPING_FIELDS = ("mapping", "mapped_by", "mapped_at", "mapping_approved_by", "mapping_reason")
TOLD_FIRST = ("System operator", "Fund data manager")
log = structlog.get_logger(__name__)


class Terms(TypedDict, total=False):
    """What may be agreed with a provider; what isn't given stays as it is, or as everybody's."""

    expected_at: time
    cut_off: time
    time_zone: str
    accepts_weak_digests: bool
    holds_contradictions: bool


@transaction.atomic
def ensure_provider(
    *, code: str, name: str, source_url: str, host_keys: str, told: Collection[str] = (), **terms: Unpack[Terms]
) -> Provider:
    """Register a provider, or update where it delivers and on which terms; what it starts with is kept thereafter.

    `told` names the groups that are mailed about its runs, instead of those so far. Raises `ValidationError`.
    """
    _check(source_url, terms.get("time_zone", "UTC"))
    provider, is_new = Provider.objects.update_or_create(
        code=code, defaults={"name": name, "source_url": source_url, "host_keys": host_keys, **terms}
    )
    provider.full_clean()
    if told:
        provider.notified_groups.set(_groups(told))
    elif is_new:
        provider.notified_groups.set(Group.objects.filter(name__in=TOLD_FIRST))
    for measure, (limit, reason) in DEFAULT_LIMITS.items():
        GuardLimit.objects.get_or_create(
            provider=provider,
            measure=measure,
            defaults={"count": limit.count, "share": limit.share, "reason": reason},
        )
    return provider


def _check(source_url: str, time_zone: str) -> None:
    if urlsplit(source_url).password:
        raise ValidationError("A password doesn't belong into the address: set FEED_SFTP_PASSWORD_<CODE> instead.")
    try:
        ZoneInfo(time_zone)
    except (ValueError, OSError) as error:
        raise ValidationError(f"{time_zone} is no time zone.") from error


def _groups(names: Collection[str]) -> list[Group]:
    groups = list(Group.objects.filter(name__in=names))
    if missing := set(names) - {group.name for group in groups}:
        raise ValidationError(f"There is no group {', '.join(sorted(missing))}.")
    return groups


def map_names(*, provider: Provider, mapping: object, by: str, approved_by: str, reason: str) -> Vocabulary:
    """Keep the provider's mapping and give what it means; the next run reads everything anew.

    Raises `UnusableMapping` or `OnePersonError`, and then nothing changed.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    words = vocabulary(mapping)
    provider.mapping, provider.mapped_by, provider.mapped_at = mapping, by, SystemClock().now()
    provider.mapping_approved_by, provider.mapping_reason = approved_by, reason
    provider.save(update_fields=MAPPING_FIELDS)
    log.info("feed.provider.mapped", provider=provider.code, by=by, approved_by=approved_by, identity=words.identity)
    return words
