"""What goes by itself when its time is over: one function for each kind, and a row that says that it ran."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.accounts.sessions import end_sessions, open_sessions
from cms.preview.models import Preview

from .models import RetentionRun
from .register import Entry, NotAllForgottenError, entries

log = structlog.get_logger(__name__)


def attempts(before: datetime) -> int:
    """Wrong passwords and where they came from."""
    return AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0]


def attempts_of(person: User) -> None:
    """Wrong passwords for a person's name."""
    AccessAttempt.objects.filter(username__iexact=person.username).delete()


def accounts_of(person: User) -> None:
    """What other packages keep beside an account: pictures, addresses, accounts elsewhere."""
    for model in (UserProfile, EmailAddress, SocialAccount):
        model._default_manager.filter(user=person).delete()


def second_factors_of(person: User) -> None:
    """The means to show who one is."""
    for model in (Authenticator, APIToken):
        model._default_manager.filter(user=person).delete()


def sessions(before: datetime) -> int:
    """Sessions that ended then."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def sessions_of(person: User) -> None:
    """Where a person is signed in."""
    end_sessions(person=person)


def sessions_told(person: User) -> list[dict[str, Any]]:
    """The same, for a copy."""
    return [
        {"browser": one.browser, "since": one.since, "seen": one.seen}
        for one in open_sessions(person=person, at=timezone.now())
    ]


def editing_sessions(before: datetime) -> int:
    """Who had which form open."""
    return EditingSession.objects.filter(last_seen_at__lt=before).delete()[0]


def previews(before: datetime) -> int:
    """Drafts that somebody previewed."""
    return Preview.objects.filter(expires_at__lt=before).delete()[0]


def forget_all(*, at: datetime) -> list[RetentionRun]:
    """Forget whatever is older than its entry allows, each by itself, and keep that it was done."""
    return [_forget(entry, at) for entry in entries() if entry.forget is not None]


def _forget(entry: Entry, at: datetime) -> RetentionRun:
    removed, trouble = 0, ""
    try:
        with transaction.atomic():
            removed, trouble = _removed(entry, at - timedelta(days=entry.days))
    except Exception as error:  # whatever one kind runs into, the others are due all the same
        log.exception("retention.failed", entry=entry.code)
        trouble = f"{type(error).__name__}: {error}".replace("\x00", "\ufffd")[:500]
    return RetentionRun.objects.create(entry=entry.code, at=at, removed=removed, trouble=trouble)


def _removed(entry: Entry, before: datetime) -> tuple[int, str]:
    """How much went, and what was wrong with the rest; what went stays gone."""
    try:
        return (entry.forget(before) if entry.forget else 0), ""
    except NotAllForgottenError as error:
        return error.removed, str(error)[:500]
