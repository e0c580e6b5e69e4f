"""Where somebody is signed in, and ending that: the next click there asks for the sign-in again.

A session itself says in which browser and since when; no list of devices and no address is kept beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from msgspec import Struct

from .models import User

STARTED, SEEN, BROWSER = "session_started", "session_seen", "session_browser"
SALT: Final = "accounts.sessions"


class OpenSession(Struct, frozen=True):
    """One place where somebody is signed in; `mark` names it on a screen, where the key would open it."""

    mark: str
    browser: str
    since: datetime
    seen: datetime


def open_sessions(*, person: User, at: datetime) -> list[OpenSession]:
    """Where `person` is signed in, the one used last first; seen to the minute."""
    told = [_told(row.session_key, data) for row, data in _of(person, at) if _is_open(data, person, at)]
    return sorted(told, key=lambda one: one.seen, reverse=True)


def mark_of(key: str | None) -> str:
    """What names a session on a screen."""
    return salted_hmac(SALT, key or "", algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def end_sessions(*, person: User, marks: Iterable[str] | None = None) -> int:
    """End every session of `person`, or those that are named; says how many there were."""
    named = None if marks is None else set(marks)
    rows = [row.pk for row, _ in _of(person, timezone.now()) if named is None or mark_of(row.session_key) in named]
    Session.objects.filter(pk__in=rows).delete()
    return len(rows)


def _of(person: User, at: datetime) -> Iterator[tuple[Session, dict[str, Any]]]:
    for row in Session.objects.filter(expire_date__gt=at).iterator():
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(person.pk):
            yield row, data


def _is_open(data: dict[str, Any], person: User, at: datetime) -> bool:
    """Whether the next click there would still be answered: neither idle nor too old, and no new password since."""
    started, seen = _moment(data, STARTED), _moment(data, SEEN)
    is_fresh = at - started <= settings.SESSION_LONGEST and at - seen <= settings.SESSION_IDLE
    accepted = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())  # of former keys, too
    return is_fresh and data.get(HASH_SESSION_KEY) in accepted


def _told(key: str, data: dict[str, Any]) -> OpenSession:
    return OpenSession(mark_of(key), data.get(BROWSER, "Unknown"), _moment(data, STARTED), _moment(data, SEEN))


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, 0), UTC)
