"""How many funds, share classes and documents there are: the first line of the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail.admin.site_summary import SummaryItem

from cms.facts.links import list_of
from fundfeed.models import Fund, FundDocument, ShareClass

SHOWN: tuple[tuple[type[Model], str], ...] = ((Fund, "folder-open-1"), (ShareClass, "tag"), (FundDocument, "doc-full"))


class FactCount(SummaryItem):
    """The number of rows of one kind, linked to their list."""

    template_name = "funds/summary_item.html"

    def __init__(self, request: HttpRequest, *, model: type[Model], icon: str, order: int) -> None:
        super().__init__(request)
        self.model, self.icon, self.order = model, icon, order
        self.url = list_of(model, user=request.user)

    def is_shown(self) -> bool:
        """Whether the reader may see the list behind the number."""
        return bool(self.url)

    def get_context_data(self, _parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The number and what it counts."""
        count = self.model._default_manager.count()
        options = self.model._meta
        name = options.verbose_name if count == 1 else options.verbose_name_plural
        return {"count": count, "name": name, "url": self.url, "icon": self.icon}


def summary_items(request: HttpRequest) -> list[FactCount]:
    """One number for each kind of fact that has a list."""
    return [FactCount(request, model=model, icon=icon, order=order) for order, (model, icon) in enumerate(SHOWN)]
