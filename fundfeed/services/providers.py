"""Taking on information providers, and learning their names for things."""

import structlog
from django.contrib.auth.models import Group
from django.db import transaction

from ..adapters.clock import SystemClock
from ..models import GuardLimit, Provider
from ..ports import Clock
from ..stages.guard import DEFAULT_LIMITS
from ..stages.vocabulary import Vocabulary, vocabulary
from .people import by_two_people

TOLD_FIRST = ("System operator", "Fund data manager")
log = structlog.get_logger(__name__)


@transaction.atomic
def ensure_provider(*, code: str, name: str, source_url: str, host_keys: str) -> Provider:
    """Register a provider, or update where it delivers; what it starts with by default is kept thereafter."""
    provider, is_new = Provider.objects.update_or_create(
        code=code, defaults={"name": name, "source_url": source_url, "host_keys": host_keys}
    )
    provider.full_clean()
    if is_new:
        provider.notified_groups.set(Group.objects.filter(name__in=TOLD_FIRST))
    for measure, (limit, reason) in DEFAULT_LIMITS.items():
        GuardLimit.objects.get_or_create(
            provider=provider,
            measure=measure,
            defaults={"count": limit.count, "share": limit.share, "reason": reason},
        )
    return provider


def map_names(
    *, provider: Provider, mapping: object, by: str, approved_by: str, reason: str, clock: Clock | None = None
) -> Vocabulary:
    """Keep the provider's mapping and give what it means; the next run reads everything anew.

    Raises `UnusableMapping` or `OnePersonError`, and then nothing changed.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    words = vocabulary(mapping)
    provider.mapping, provider.mapped_by, provider.mapped_at = mapping, by, (clock or SystemClock()).now()
    provider.mapping_approved_by, provider.mapping_reason = approved_by, reason
    provider.save(update_fields=["mapping", "mapped_by", "mapped_at", "mapping_approved_by", "mapping_reason"])
    log.info("feed.provider.mapped", provider=provider.code, by=by, approved_by=approved_by, identity=words.identity)
    return words
