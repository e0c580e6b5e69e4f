"""The first thing that an operator sees after signing in: the state of the feed."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from cms.facts.links import Person, list_of, may_read
from cms.facts.outsiders import is_outsider
from fundfeed.models import Delivery, FeedRun, RunFinding

from .public_now import ProviderNow, providers_now

NOBODY = 0


class FeedPanel(Component):
    """For each provider its last run, how it ended, and the date of the data that is public."""

    name = "feed"
    order = 50
    template_name = "feeds/dashboard_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The providers, and links to the lists that the reader may see."""
        user = parent_context["request"].user
        return {
            "request": parent_context["request"],
            "is_shown": may_read(user, FeedRun),
            "providers": _told(user) if may_read(user, FeedRun) else [],
            "runs_url": list_of(FeedRun, user=user),
            "deliveries_url": list_of(Delivery, user=user),
            "findings_url": list_of(RunFinding, user=user),
        }


def _told(user: Person) -> list[ProviderNow]:
    """Every provider, or to an outsider its own."""
    return providers_now(only=getattr(user, "provider_id", None) or NOBODY) if is_outsider(user) else providers_now()
