"""What comes back each week and each month, and whom a mail brings it to mind."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils import timezone
from msgspec import Struct

from cms.accounts.models import User
from cms.accounts.roles import (
    AUDITOR,
    BUSINESS_OPERATOR,
    CONTENT_MANAGER,
    FUND_DATA_MANAGER,
    IT_OPERATOR,
    MARKETING,
    SYSTEM_ADMINISTRATOR,
    SYSTEM_OPERATOR,
)
from fundfeed.services import post_message


class Cadence(Struct, frozen=True):
    """One list: when it comes, and what each role sees to."""

    code: str
    title: str
    tasks: Mapping[str, tuple[str, ...]]


WEEKLY: Final = Cadence(
    "weekly",
    "This week",
    {
        CONTENT_MANAGER: ("Read legal notices, disclaimer and policies: are they still true?",),
        FUND_DATA_MANAGER: (
            "Go through Reports, Coverage: which funds lack a document or a field?",
            "Send the records held back for more than a week to the provider again.",
        ),
        SYSTEM_OPERATOR: ("Go through the week's findings: does a trouble come back?",),
        IT_OPERATOR: (
            "Read what the last restore drill found.",
            "Go through the audit of dependencies, and plan what must be patched.",
        ),
    },
)
MONTHLY: Final = Cadence(
    "monthly",
    "This month",
    {
        MARKETING: ("Look at every banner: withdraw what is over, propose what comes.",),
        CONTENT_MANAGER: ("Open every link of the site's own pages.",),
        SYSTEM_OPERATOR: ("Compare the limits of each provider with what was measured.",),
        IT_OPERATOR: (
            "Install updates of system and parts in the maintenance window.",
            "Compare growth with what disk and database have left.",
        ),
        BUSINESS_OPERATOR: ("Go through the access of everybody who left or changed roles.",),
        SYSTEM_ADMINISTRATOR: ("Look through the pages of the manual whose review is due.",),
        AUDITOR: ("Verify the audit trail, and compare a seal with the copy that you keep.",),
    },
)


def remind(cadence: Cadence) -> int:
    """Mail each role its part of the list; says how many mails were written."""
    return sum(_mail(cadence, role, tasks) for role, tasks in cadence.tasks.items())


def _mail(cadence: Cadence, role: str, tasks: tuple[str, ...]) -> bool:
    people = User.objects.filter(is_active=True, groups__name=role).exclude(email="")
    recipients = sorted(people.values_list("email", flat=True))
    if not recipients:
        return False
    post_message(
        recipients=recipients,
        subject=f"{cadence.title}: {len(tasks)} to see to as {role.lower()}",
        text="\n".join([*(f"- {task}" for task in tasks), "", f"{settings.WAGTAILADMIN_BASE_URL}/admin/", ""]),
        thread=f"cadence-{cadence.code}-{timezone.localdate():%Y%m%d}",
    )
    return True
