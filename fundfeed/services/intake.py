"""Pausing the intake of one provider's deliveries, and taking it up again."""

from django.db import transaction

from ..models import Provider


@transaction.atomic
def set_intake(*, provider: Provider, is_on: bool) -> bool:
    """Let the rounds start runs for a provider, or none any more; False when it is so already."""
    changed = Provider.objects.filter(pk=provider.pk).exclude(is_enabled=is_on).update(is_enabled=is_on)
    return bool(changed)
