"""Somebody is let in no more, from the next click on: one person is enough to take everything away."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from .asking import AskWhyAboutPersonView, ReasonForm
from .models import User
from .roles import SYSTEM_ADMINISTRATOR
from .signed_in import signed_in
from .telling import tell, told_together

DEACTIVATED = "accounts.deactivate"
ONE_ALONE_WITHIN = timedelta(days=1)


class Deactivated(LogFormatter):
    """Who was let in no more, and why."""

    label = "Deactivate"

    def format_message(self, log_entry: Any) -> str:
        """One line of a history."""
        return f"Deactivated: {log_entry.data.get('comment', '')}"


class DeactivateView(AskWhyAboutPersonView):
    """Asks why, then does it; never for oneself, nor for a superuser unless by one."""

    template_name = "accounts/deactivate.html"
    page_title = "Deactivate"
    header_icon = "lock"
    help_text = "It is mailed with the rest, and the audit trail keeps it."

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Let the person in no more."""
        try:
            deactivate(person=self.subject, by=signed_in(self.request), reason=form.cleaned_data["reason"])
        except MustStayError as error:
            form.add_error("reason", str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Deactivated: {self.subject} is let in no more.")
        return redirect("wagtailusers_users:index")

    def may_ask(self) -> bool:
        """Whether this person may let that one in no more."""
        return may_deactivate(self.request.user, self.subject)


class MustStayError(Exception):
    """Too few would be left who can approve, a return above all; says why."""


@transaction.atomic
def deactivate(*, person: User, by: User, reason: str) -> None:
    """Let `person` in no more; roles stay written down for the day of a return, which two people decide.

    Raises `MustStayError` for the last administrator, and for a second one of one day by the same person.
    """
    checkers = User.objects.select_for_update(of=("self",)).filter(groups__name=SYSTEM_ADMINISTRATOR, is_active=True)
    known = {checker.pk for checker in checkers}
    if person.pk in known:
        _ask_whether_enough_stay(person, known, by)
    with told_together():
        person.is_active = False
        person.save(update_fields=["is_active"])
        tell(f"Reason: {reason}")
    data = {"comment": reason, "is_administrator": person.pk in known}
    log(instance=person, action=DEACTIVATED, user=by, data=data)


def _ask_whether_enough_stay(person: User, administrators: set[int], by: User) -> None:
    if administrators == {person.pk}:
        raise MustStayError(f"{person} is the last active system administrator.")
    within = {"timestamp__gt": timezone.now() - ONE_ALONE_WITHIN, "data__is_administrator": True}
    if ModelLogEntry.objects.filter(action=DEACTIVATED, user=by, **within).exists():
        raise MustStayError(
            "You let in no more another administrator within the last day: somebody else does the next."
        )


def may_deactivate(by: User | AnonymousUser, person: User) -> bool:
    """Whether `by` may let `person` in no more."""
    is_above = by.is_superuser or not person.is_superuser
    return person.is_active and by.has_perm("accounts.deactivate_user") and by != person and is_above


def leaving(person: User, by: User | AnonymousUser) -> list[Button]:
    """The way to the question, for those who may."""
    if not may_deactivate(by, person):
        return []
    address = reverse("wagtailusers_users:deactivate", args=[person.pk])
    return [Button("Deactivate", url=address, icon_name="lock", priority=70)]


def register_words(registry: Any) -> None:
    """The words of it in histories and in the audit trail."""
    registry.register_action(DEACTIVATED)(Deactivated)
