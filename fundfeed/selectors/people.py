"""Who is told about a provider's feed."""

from django.conf import settings
from django.contrib.auth import get_user_model

from ..models import Provider


def addresses_for(provider: Provider) -> list[str]:
    """The addresses of active members of the provider's groups, then those of OPERATIONS_EMAILS, each once."""
    members = get_user_model().objects.filter(groups__in=provider.notified_groups.all(), is_active=True)
    named = members.exclude(email="").order_by("email").values_list("email", flat=True)
    return list({address.casefold(): address for address in (*named, *settings.OPERATIONS_EMAILS)}.values())
