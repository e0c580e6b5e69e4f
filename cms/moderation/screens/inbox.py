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

from ..doubts import doubts_of
from ..models import FourEyesTask
from ..waiting import decidable_by, kinds_of, of_kind, sent_back_to, subject_of, waiting
from . import addresses

SHOWN = 200
ON_DASHBOARD = 8
FEW = 1  # kinds: nothing to choose from
MINE_ON_DASHBOARD = 3  # nobody has anything to do about them


def rows(states: QuerySet[TaskState], *, limit: int) -> list[dict[str, Any]]:
    """What the screen says of each submission."""
    return [
        {
            "state": state,
            "subject": subject_of(state),
            "title": state.revision.object_str,
            "doubts": doubts_of(state.revision),
            "maker": state.workflow_state.requested_by,
            "url": addresses.review(state),
        }
        for state in states[:limit]
    ]


def whose_turn(user: User) -> tuple[bool, QuerySet[TaskState]]:
    """Whether somebody decides at all, and what they may decide about."""
    is_checker = any(task.is_checker(user) for task in FourEyesTask.objects.filter(active=True))
    return is_checker, decidable_by(user, waiting()) if is_checker else waiting().none()


def lists_of(
    user: User, is_checker: bool, for_me: QuerySet[TaskState], *, limit: int, limit_of_mine: int
) -> dict[str, Any]:
    """The three lists of one person, each with how many there are in all."""
    mine, returned = waiting().filter(workflow_state__requested_by=user), sent_back_to(user)
    for_me_rows, mine_rows = rows(for_me, limit=limit), rows(mine, limit=limit_of_mine)
    returned_rows = [_returned(state) for state in returned[:limit]]
    return {
        "is_checker": is_checker,
        "for_me": for_me_rows,
        "for_me_count": _count(for_me, shown=for_me_rows, limit=limit),
        "mine": mine_rows,
        "mine_count": _count(mine, shown=mine_rows, limit=limit_of_mine),
        "returned": returned_rows,
        "returned_count": _count(returned, shown=returned_rows, limit=limit),
    }


def _count(everything: QuerySet[Any], *, shown: list[Any], limit: int) -> int:
    """How many there are in all; only a full list leaves anything to ask for."""
    return everything.count() if len(shown) == limit else len(shown)


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
        """The reader's three lists, of what waits for them those of one kind when they chose it."""
        user, chosen = signed_in(self.request), self.request.GET.get("kind", "")
        is_checker, for_me = whose_turn(user)
        kinds = kinds_of(for_me)
        kind = next((one.pk for one in kinds if str(one.pk) == chosen), None)  # of one that is done, all that is left
        lists = lists_of(user, is_checker, of_kind(for_me, kind), limit=SHOWN, limit_of_mine=SHOWN)
        chips = {
            "kinds": kinds if len(kinds) > FEW else [],
            "kind": kind,
            "of_all_kinds": sum(one.how_many for one in kinds),
        }
        return super().get_context_data(**kwargs) | lists | chips


class InboxPanel(Component):
    """The inbox on the dashboard, in place of Wagtail's two lists."""

    name = "inbox"
    order = 10
    template_name = "moderation/inbox_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The beginning of the reader's three lists."""
        request: HttpRequest = parent_context["request"]
        user = signed_in(request)
        lists = lists_of(user, *whose_turn(user), limit=ON_DASHBOARD, limit_of_mine=MINE_ON_DASHBOARD)
        return {"request": request} | lists
