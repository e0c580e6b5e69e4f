"""Mails about cases, all of one case in one thread."""

from collections.abc import Collection, Iterable

from django.conf import settings

from cms.accounts.models import User
from fundfeed.services import post_message

from .models import Case


def addresses(*, roles: Iterable[str] = (), people: Iterable[User | None] = ()) -> set[str]:
    """The addresses of everybody active who has one of these roles, and of these people."""
    found = set(
        User.objects.filter(groups__name__in=list(roles), is_active=True)
        .exclude(email="")
        .values_list("email", flat=True)
    )
    return found | {person.email for person in people if person and person.is_active and person.email}


def tell(*, case: Case, subject: str, text: str, to: Collection[str]) -> None:
    """Post a mail about a case, with its number before the subject and a link below the text."""
    post_message(
        recipients=sorted(to),
        subject=f"[{case.number}] {subject}",
        text=f"{text.rstrip()}\n\n{case.number}, {case.priority}: {case.title}\n{link_to(case)}\n",
        thread=f"case-{case.number}",
    )


def link_to(case: Case) -> str:
    """The address of its page in the admin."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{case.its_kind.address(case)}"
