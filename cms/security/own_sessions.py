"""One's own sessions: where one is signed in now, and signing out there."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.accounts.sessions import OpenSession, end_sessions, mark_of, open_sessions
from cms.accounts.signed_in import signed_in
from cms.audit.services import record
from cms.logs.security import tell

OWN: Final = "own_sessions"
END: Final = "own_sessions_end"
OTHERS: Final = "others"
TITLE: Final = "Your sessions"


class OwnSessionsView(WagtailAdminTemplateMixin, TemplateView):
    """Where the person is signed in."""

    template_name = "security/own_sessions.html"
    page_title = TITLE
    header_icon = "desktop"

    @property
    def here(self) -> str:
        """The session that asks."""
        return mark_of(self.request.session.session_key)

    def sessions(self) -> list[OpenSession]:
        """This one and the others, the one used last first."""
        return open_sessions(person=signed_in(self.request), at=timezone.now())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below one's own page."""
        account = {"url": reverse("wagtailadmin_account"), "label": "Account"}
        return [*self.breadcrumbs_items, account, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions, and which of them this is."""
        return super().get_context_data(**kwargs) | {"sessions": self.sessions(), "here": self.here}


class EndOwnView(OwnSessionsView):
    """Asks, then ends one session or all but this; the middleware has asked before who sits there."""

    template_name = "security/own_sessions_end.html"
    page_title = "Sign out there"

    def chosen(self) -> list[OpenSession]:
        """Those that would end; never this one, which has *Log out*."""
        which = self.kwargs["which"]
        return [one for one in self.sessions() if one.mark != self.here and which in (OTHERS, one.mark)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would end; nothing there is nothing to ask about."""
        chosen = self.chosen()
        if not chosen:
            raise Http404
        return super().get_context_data(**kwargs) | {"chosen": chosen, "back": reverse(OWN)}

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """End them; one that has ended meanwhile is no trouble."""
        person = signed_in(request)
        ended = end_sessions(person=person, marks=[one.mark for one in self.chosen()])
        if ended:
            record(action="session.ended", actor=person, obj=person, data={"ended": ended})
            tell("session.ended_by_hand", user_id=person.pk, ended=ended)
        messages.success(request, f"Sessions ended: {ended}. The next click there asks for the sign-in.")
        return redirect(OWN)


def account_item(_request: HttpRequest) -> dict[str, str]:
    """The way there from one's own page."""
    return {"url": reverse(OWN), "label": TITLE, "help_text": "Where you are signed in, and signing out there."}
