"""Once a day: what waits too long is brought to mind, and what waits far too long goes to those above."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.models import TaskState

from cms.accounts.models import User
from cms.accounts.roles import BUSINESS_OPERATOR
from fundfeed.services import post_message

from .notices import checkers_of, link_to
from .waiting import subject_of, waiting


def remind() -> int:
    """Mail the checkers about what waits too long, and those above about what waits far too long; says how much."""
    now = timezone.now()
    late = list(waiting().filter(started_at__lte=now - timedelta(hours=settings.REVIEW_REMIND_AFTER_HOURS)))
    if not late:
        return 0
    far_too_late = [
        state for state in late if state.started_at <= now - timedelta(hours=settings.REVIEW_ESCALATE_AFTER_HOURS)
    ]
    _mail(checkers_of(*late), late, "Waits for your decision")
    if far_too_late:
        _mail(_those_above(), far_too_late, "Nobody decides")
    return len(late)


def _mail(people: set[User], states: list[TaskState], step: str) -> None:
    lines = [f"- {_line(state)}\n  {link_to(state)}" for state in states]
    post_message(
        recipients=sorted(user.email for user in people if user.email),
        subject=f"{step}: {len(states)} submission{'s' if len(states) != 1 else ''}",
        text=f"{step}:\n\n" + "\n".join(lines) + "\n",
        thread=f"review-reminder-{timezone.localdate():%Y%m%d}",
    )


def _line(state: TaskState) -> str:
    since = timezone.localtime(state.started_at)
    return f"{subject_of(state)} “{state.revision.object_str}”, since {since:%d %B, %H:%M}"


def _those_above() -> set[User]:
    return set(User.objects.filter(Q(is_superuser=True) | Q(groups__name=BUSINESS_OPERATOR), is_active=True))
