"""Taking on information providers."""

from django.db import transaction

from ..models import GuardLimit, Provider
from ..stages.guard import DEFAULT_LIMITS


@transaction.atomic
def ensure_provider(*, code: str, name: str, source_url: str, host_keys: str) -> Provider:
    """Register a provider, or update where it delivers; its limits begin with the defaults and are kept thereafter."""
    provider, _ = Provider.objects.update_or_create(
        code=code, defaults={"name": name, "source_url": source_url, "host_keys": host_keys}
    )
    provider.full_clean()
    for measure, (limit, reason) in DEFAULT_LIMITS.items():
        GuardLimit.objects.get_or_create(
            provider=provider,
            measure=measure,
            defaults={"count": limit.count, "share": limit.share, "reason": reason},
        )
    return provider
