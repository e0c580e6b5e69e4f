"""Drafts of changes, by nobody."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.changes.models import ChangeRequest, StandardChange

PLAN: dict[str, Any] = {
    "title": "Renew the certificate",
    "description": "Put the new certificate in its place and reload nginx.",
    "risks": "A wrong file: browsers refuse the site.",
    "rollback": "Put the old one back.",
    "test_plan": "manage.py smoke",
}


def change_request(**values: Any) -> ChangeRequest:
    """A normal change, tomorrow for an hour."""
    start = timezone.now() + timedelta(days=1)
    own = {"requester": "Security", "justification": "The old one ends on Monday.", "starts_at": start}
    return ChangeRequest.objects.create(**(PLAN | own | {"ends_at": start + timedelta(hours=1)} | values))


def standard_change(**values: Any) -> StandardChange:
    """An entry for the catalogue."""
    return StandardChange.objects.create(**(PLAN | values))
