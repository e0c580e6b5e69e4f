"""Ending all sessions of somebody else, with a reason: for an account that is in wrong hands, or a lost computer."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.widgets.button import Button

from cms.accounts.asking import AskWhyAboutPersonView, ReasonForm
from cms.accounts.leaving import may_deactivate
from cms.accounts.models import User
from cms.accounts.sessions import end_sessions
from cms.accounts.signed_in import signed_in
from cms.accounts.telling import tell, told_together
from cms.audit.services import record
from cms.logs import security

END_OF_PERSON = "sessions_of_person_end"


@transaction.atomic
def sign_out_everywhere(*, person: User, by: User, reason: str) -> int:
    """End every session of `person`, who may sign in again; administrators and the person are told."""
    ended = end_sessions(person=person)
    record(action="session.ended", actor=by, obj=person, comment=reason, data={"ended": ended})
    security.tell("session.ended_by_hand", user_id=person.pk, ended=ended)
    with told_together():
        tell(f"All sessions of {person} were ended.", also=[person.email])
        tell(f"Reason: {reason}")
    return ended


class EndSessionsView(AskWhyAboutPersonView):
    """Asks why, then does it; for those who may let the person in no more."""

    template_name = "security/end_sessions.html"
    page_title = "Sign out everywhere"
    header_icon = "logout"
    help_text = "It is mailed with the rest, and the audit trail keeps it."

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """End them."""
        by, reason = signed_in(self.request), form.cleaned_data["reason"]
        ended = sign_out_everywhere(person=self.subject, by=by, reason=reason)
        messages.success(self.request, f"Sessions of {self.subject} ended: {ended}.")
        return redirect("wagtailusers_users:index")

    def may_ask(self) -> bool:
        """Who may let somebody in no more may also do the lesser thing."""
        return may_deactivate(self.request.user, self.subject)


def button(user: User, request_user: User) -> list[Button]:
    """The way to the question, for those who may."""
    if not may_deactivate(request_user, user):
        return []
    address = reverse(END_OF_PERSON, args=[user.pk])
    return [Button("Sign out everywhere", url=address, icon_name="logout", priority=65)]
