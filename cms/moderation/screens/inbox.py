"""The inbox: what waits for the reader, what of his waits for others, and what came back to him."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from cms.accounts.models import User
from cms.accounts.signed_in import signed_in

from ..models import FourEyesTask
from ..waiting import decidable_by, sent_back_to, subject_of, waiting
from . import addresses

SHOWN = 200
ON_DASHBOARD = 8
MINE_ON_DASHBOARD = 3  # nobody has anything to do about them


def rows(states: QuerySet[TaskState], *, limit: int) -> list[dict[str, Any]]:
    """What the screen says of each submission."""
    return [
        {
            "state": state,
            "subject": subject_of(state),
            "title": state.revision.object_str,
            "maker": state.workflow_state.requested_by,
            "url": addresses.review(state),
        }
        for state in states[:limit]
    ]


def inbox_of(user: User, *, limit: int, limit_of_mine: int) -> dict[str, Any]:
    """The three lists of one person, each with how many there are in all."""
    everything = waiting()
    is_checker = any(task.is_checker(user) for task in FourEyesTask.objects.filter(active=True))
    for_me = decidable_by(user, everything) if is_checker else everything.none()
    mine = everything.filter(workflow_state__requested_by=user)
    returned = sent_back_to(user)
    return {
        "is_checker": is_checker,
        "for_me": rows(for_me, limit=limit),
        "for_me_count": for_me.count(),
        "mine": rows(mine, limit=limit_of_mine),
        "mine_count": mine.count(),
        "returned": [_returned(state) for state in returned[:limit]],
        "returned_count": returned.count(),
    }


def _returned(state: Any) -> dict[str, Any]:
    decision = state.current_task_state
    return {
        "subject": subject_of(decision),
        "title": decision.revision.object_str,
        "comment": decision.comment,
        "by": decision.finished_by,
        "at": decision.finished_at,
        "url": addresses.review(decision),
    }


class InboxView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that waits, on a page of its own."""

    template_name = "moderation/inbox.html"
    page_title = "Inbox"
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The reader's three lists."""
        return super().get_context_data(**kwargs) | inbox_of(signed_in(self.request), limit=SHOWN, limit_of_mine=SHOWN)


class InboxPanel(Component):
    """The inbox on the dashboard, in place of Wagtail's two lists."""

    name = "inbox"
    order = 10
    template_name = "moderation/inbox_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The beginning of the reader's three lists."""
        request: HttpRequest = parent_context["request"]
        return {"request": request} | inbox_of(signed_in(request), limit=ON_DASHBOARD, limit_of_mine=MINE_ON_DASHBOARD)
