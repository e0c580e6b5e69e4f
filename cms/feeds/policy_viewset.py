"""Screens of policies."""

from typing import Any

from wagtail.blocks import StreamValue
from wagtail.snippets.views.snippets import CreateView

from cms.moderation.snippets import ModeratedViewSet
from fundfeed.models import GuardLimit, Provider

from .models import FeedPolicy


class NewPolicyView(CreateView):
    """A first policy begins with what holds for the provider now."""

    def get_initial(self) -> dict[str, Any]:
        """The limits, hours and names of the provider in the address."""
        initial: dict[str, Any] = super().get_initial()
        code = self.request.GET.get("provider", "")
        provider = Provider.objects.filter(code=code).first()
        return initial | (_of_now(provider) if provider else {})


def _of_now(provider: Provider) -> dict[str, Any]:
    return {
        "provider": provider.pk,
        "provider_row": provider,
        "limits": _limits(provider),
        "expected_at": provider.expected_at,
        "cut_off": provider.cut_off,
        "time_zone": provider.time_zone,
        "mapping": provider.mapping,
        "mapping_reason": provider.mapping_reason,
    }


def _limits(provider: Provider) -> StreamValue:
    field: Any = FeedPolicy._meta.get_field("limits")
    block = field.stream_block
    return StreamValue(
        block, [("limit", block.child_blocks["limit"].to_python(_told(limit))) for limit in provider.limits.all()]
    )


def _told(limit: GuardLimit) -> dict[str, Any]:
    percent = round(limit.share * 100, 4)
    return {"measure": limit.measure, "count": limit.count, "percent": percent, "reason": limit.reason}


class FeedPolicyViewSet(ModeratedViewSet):
    """What each provider's deliveries are judged by."""

    model = FeedPolicy
    icon = "cogs"
    menu_label = "Policies"
    add_view_class = NewPolicyView
    list_display = ["__str__", "expected_at", "cut_off", "status_string", "last_published_at"]
    ordering = ["provider__code"]
    search_backend_name = None
