"""The pages of a key and of a webhook."""

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse

from cms.facts.views import FactPageView

from .models import ApiKey, WebhookDelivery, WebhookEndpoint

SHOWN = 20


class KeyPage(FactPageView):
    """A key, and the button that ends it for those who may."""

    def rows(self) -> Any:
        """Keys with what they replace."""
        return ApiKey.objects.select_related("partner", "replaces")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way to revoke it, if it isn't yet and the reader may."""
        may = self.object.revoked_at is None and self.request.user.has_perm("partners.revoke_apikey")
        url = reverse("wagtailsnippets_partners_apikey:revoke", args=[quote(self.object.pk)]) if may else ""
        return super().get_context_data(revoke_url=url, **kwargs)


class WebhookPage(FactPageView):
    """A webhook with its last deliveries."""

    def rows(self) -> Any:
        """Webhooks without their secrets."""
        return WebhookEndpoint.objects.select_related("partner").defer("secret", "old_secret")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last deliveries, the latest first."""
        deliveries = WebhookDelivery.objects.filter(endpoint=self.object).defer("body")[:SHOWN]
        return super().get_context_data(deliveries=deliveries, **kwargs)
