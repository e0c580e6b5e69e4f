"""Partners in the admin's menu: who they are, their keys, their webhooks."""

from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.facts.badges import Badge, Tone
from cms.facts.columns import BadgeColumn, CodeColumn, FactLinkColumn, MomentColumn
from cms.facts.viewset import ReadOnlySnippetViewSet
from cms.moderation.snippets import ModeratedViewSet

from .models import ApiKey, KeyRequest, Partner, WebhookDelivery, WebhookEndpoint
from .pages import KeyPage, WebhookPage
from .revoke_view import RevokeView

WEBHOOK_BADGES: Final[dict[WebhookEndpoint.State, Tone]] = {
    WebhookEndpoint.State.UNCLAIMED: "plain",
    WebhookEndpoint.State.ACTIVE: "good",
    WebhookEndpoint.State.PAUSED: "bad",
    WebhookEndpoint.State.ENDED: "plain",
}


def key_state(key: ApiKey) -> Badge:
    """Whether a key opens anything."""
    now = timezone.now()
    if key.revoked_at:
        return Badge("revoked", "bad")
    if key.expires_at <= now:
        return Badge("expired", "plain")
    return Badge("works", "good") if key.partner.has_access(timezone.localdate(now)) else Badge("no access", "plain")


def webhook_state(endpoint: WebhookEndpoint) -> Badge:
    """Whether anything is sent there."""
    return Badge(endpoint.get_state_display(), WEBHOOK_BADGES[WebhookEndpoint.State(endpoint.state)])


class PartnerViewSet(ModeratedViewSet):
    """Who uses the API under a name."""

    model = Partner
    icon = "group"
    menu_label = "Partners"
    list_display = ["name", "contact_person", "tier", "access_until", "status_string"]
    ordering = ["name"]
    search_backend_name = None


class KeyRequestViewSet(ModeratedViewSet):
    """Further keys."""

    model = KeyRequest
    icon = "mail"
    menu_label = "Requests for keys"
    list_display = ["__str__", "reason", "status_string", "last_published_at"]
    list_select_related = ("partner",)
    search_backend_name = None


class KeyViewSet(ReadOnlySnippetViewSet):
    """Every key that was ever made, the latest first."""

    model = ApiKey
    icon = "key"
    menu_label = "Keys"
    inspect_view_class = KeyPage
    inspect_template_name = "partners/key.html"
    search_condition = staticmethod(lambda text: Q(name__startswith=text) | Q(partner__name__icontains=text))
    list_display = (
        FactLinkColumn("name", label="Key", target=lambda key: (ApiKey, key.pk), sort_key="name", classname="title"),
        Column("partner", sort_key="partner__name"),
        BadgeColumn("state", badge=key_state),
        MomentColumn("created_at", label="Made", sort_key="created_at"),
        MomentColumn("expires_at", label="Until", sort_key="expires_at"),
        MomentColumn("last_used_at", label="Last used", sort_key="last_used_at"),
    )
    list_export = ("name", "partner.name", "created_at", "expires_at", "last_used_at", "revoked_at", "revoked_by")

    def rows(self) -> QuerySet[Any]:
        """Keys with their partners."""
        return ApiKey.objects.select_related("partner")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Beside list and page, the one thing that can be done to a key."""
        return [*super().get_urlpatterns(), path("revoke/<int:pk>/", RevokeView.as_view(), name="revoke")]


class WebhookViewSet(ReadOnlySnippetViewSet):
    """Where partners are told what changes."""

    model = WebhookEndpoint
    icon = "link-external"
    menu_label = "Webhooks"
    inspect_view_class = WebhookPage
    inspect_template_name = "partners/webhook.html"
    search_condition = staticmethod(lambda text: Q(url__icontains=text) | Q(partner__name__icontains=text))
    list_display = (
        FactLinkColumn("url", label="Address", target=lambda row: (WebhookEndpoint, row.pk), classname="title"),
        Column("partner", sort_key="partner__name"),
        BadgeColumn("state", badge=webhook_state, sort_key="state"),
        NumberColumn("failures", label="Failed in a row", sort_key="failures", classname="number"),
        MomentColumn("failing_since", label="Failing since", sort_key="failing_since"),
        NumberColumn("told_upto", label="Told up to entry", sort_key="told_upto", classname="number"),
    )
    list_export = ("url", "partner.name", "kinds", "state", "failures", "failing_since", "told_upto")

    def rows(self) -> QuerySet[Any]:
        """Webhooks with their partners."""
        return WebhookEndpoint.objects.select_related("partner").defer("secret", "old_secret")


class DeliveryViewSet(ReadOnlySnippetViewSet):
    """What was sent to webhooks, the latest first."""

    model = WebhookDelivery
    icon = "upload"
    menu_label = "Webhook deliveries"
    search_condition = staticmethod(lambda text: Q(message_id=text) | Q(endpoint__partner__name__icontains=text))
    list_display = (
        CodeColumn("message_id", label="Message", sort_key="message_id"),
        FactLinkColumn("endpoint", target=lambda row: (WebhookEndpoint, row.endpoint_id)),
        Column("kind", label="Event", sort_key="kind"),
        NumberColumn("sequence", label="Entry", sort_key="sequence", classname="number"),
        Column("get_state_display", label="State", sort_key="state"),
        NumberColumn("attempts", label="Attempts", sort_key="attempts", classname="number"),
        Column("error", label="Last trouble"),
        MomentColumn("attempted_at", label="Last attempt", sort_key="attempted_at"),
    )
    list_export = (
        *("message_id", "endpoint.url", "kind", "sequence", "state", "attempts", "status_code", "error"),
        *("created_at", "attempted_at", "delivered_at"),
    )

    def rows(self) -> QuerySet[Any]:
        """Deliveries with their endpoints, without what was sent."""
        return WebhookDelivery.objects.select_related("endpoint").defer(
            "body", "endpoint__secret", "endpoint__old_secret"
        )


class PartnerGroup(SnippetViewSetGroup):
    """The menu."""

    menu_label = "API partners"
    menu_icon = "group"
    menu_order = 260
    items = (PartnerViewSet, KeyRequestViewSet, KeyViewSet, WebhookViewSet, DeliveryViewSet)
