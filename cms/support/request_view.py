"""The screen of one request: what was asked, what was done about it, and what can be done now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.accounts.models import User
from cms.accounts.signed_in import signed_in
from cms.cases.clocks import clocks_of
from cms.cases.errors import NotAllowedError

from . import services
from .articles import approved
from .kind import PRIORITIES, TIERS
from .models import SupportRequest
from .queue import in_words, requests_for
from .queue_view import INDEX, POLICY, QueueView
from .retention import ERASED

REQUEST: Final = "support_request"
Said = Any


def _answer(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    waits = said.get("waits") == "yes"
    services.answer(request=request, text=said.get("text", ""), by=by, at=at, waits=waits)
    return "Your answer goes out by mail."


def _note(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    services.note(request=request, text=said.get("text", ""), by=by, at=at)
    return "Noted."


def _take(request: SupportRequest, said: Said, by: User, at: datetime) -> str:  # noqa: ARG001 - as all of them
    services.take(request=request, by=by, at=at)
    return "You have it."


def _tier(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    services.hand_to(request=request, tier=said.get("tier", ""), by=by, at=at, reason=said.get("reason", ""))
    return "Those who answer there were told."


def _priority(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    wanted, reason = said.get("priority", ""), said.get("reason", "")
    services.set_priority(request=request, priority=wanted, by=by, at=at, reason=reason)
    return "Its clocks follow."


def _move(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    case = services.move(request=request, to=said.get("to", ""), by=by, at=at)
    return f"Now “{case.its_state.words}”."


def _link(request: SupportRequest, said: Said, by: User, at: datetime) -> str:
    incident, article = said.get("incident", "").strip()[:20], said.get("article", "")[:60]
    services.link(request=request, incident=incident, article=article, by=by, at=at)
    return "Linked."


def _again(request: SupportRequest, said: Said, by: User, at: datetime) -> str:  # noqa: ARG001 - as all of them
    services.hand_over_again(request=request, by=by, at=at)
    return "It is handed over again within a minute."


ACTIONS: Final[dict[str, Callable[[SupportRequest, Said, User, datetime], str]]] = {
    "answer": _answer,
    "note": _note,
    "take": _take,
    "tier": _tier,
    "priority": _priority,
    "move": _move,
    "link": _link,
    "again": _again,
}
WORDS: Final = {"working": "Take up again", "waiting": "Wait for the asker", "solved": "Solved", "closed": "Close"}


class RequestView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One request; who asked sees it, who answers acts on it."""

    permission_policy = POLICY
    any_permission_required = ("add", "view")
    template_name = "support/request.html"
    header_icon = "mail"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the request first: the page bears its number."""
        super().setup(request, *args, **kwargs)
        self.found = get_object_or_404(requests_for(signed_in(request)), case__number=kwargs["number"])

    def get_page_title(self) -> str:
        """Its number."""
        return self.found.case.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the queue."""
        above = {"url": reverse(INDEX), "label": QueueView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.found.case.number}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it, and what may be done."""
        case, now = self.found.case, timezone.now()
        return super().get_context_data(
            asked=self.found,
            case=case,
            priority=PRIORITIES[case.priority],
            state=self.found.state_words,
            erased=case.entries.filter(action=ERASED).last(),
            clocks=[(in_words(clock, at=now), clock.is_over(now), clock.due) for clock in clocks_of(case)],
            lost=self.found.hand_overs.exclude(given_up_at=None),
            letters=self.found.messages.select_related("by"),
            entries=case.entries.all(),
            acts=POLICY.user_has_permission(self.request.user, "change") and self.found.erased_at is None,
            steps=[(to, WORDS[to]) for to in case.its_state.to],
            tiers=[(tier, role) for tier, role in TIERS.items() if tier != case.track],
            priorities=[(code, word) for code, word in PRIORITIES.items() if code != case.priority],
            articles=approved(),
            **kwargs,
        )

    def post(self, request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG002 - it is found by it
        """Do what was asked for; what can't be done now says why."""
        action = ACTIONS.get(request.POST.get("action", ""))
        if action is None or not POLICY.user_has_permission(request.user, "change"):
            raise PermissionDenied
        try:
            messages.success(request, action(self.found, request.POST, signed_in(request), timezone.now()))
        except NotAllowedError as error:
            messages.error(request, str(error))
        return redirect(request.path)
