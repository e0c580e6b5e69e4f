"""Keys: made, found, rotated and revoked. Only a key's digest is kept, and nobody of the staff ever sees one."""

import hashlib
import re
import secrets
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils import dateformat, timezone

from cms.accounts.models import User
from cms.audit.services import record
from cms.logs.security import tell
from fundfeed.services import post_message

from .models import ApiKey, Partner

LIFETIME: Final = timedelta(days=365)
UNUSED: Final = timedelta(hours=24)  # how long the present key waits for the first use of its successor
FORM: Final = re.compile(r"frk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")
NAME_LENGTH: Final = len("frk_") + 8
NAME_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"


class AlreadyRotatedError(ValueError):
    """A key that was rotated before: whoever holds its successor rotates that."""


def digest(text: str) -> str:
    """What is kept of a key; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def make(*, partner: Partner, at: datetime, replaces: ApiKey | None = None) -> tuple[ApiKey, str]:
    """A new key of a partner, as the row that is kept and as the text that is shown once."""
    name, text = _new_text()
    ends = min(at + LIFETIME, last_moment(partner))
    key = ApiKey.objects.create(
        partner=partner, name=name, digest=digest(text), replaces=replaces, created_at=at, expires_at=ends
    )
    record(action="partner.key.created", actor=_named(partner), obj=key, data={"partner": partner.name})
    return key, text


def find(text: str, *, at: datetime) -> ApiKey | None:
    """The usable key with this text, with its partner; None for anything else. One query, none for what is no key."""
    if not FORM.fullmatch(text):
        return None
    usable = ApiKey.objects.select_related("partner").filter(revoked_at=None, expires_at__gt=at)
    key = usable.filter(digest=digest(text)).first()
    return key if key and key.partner.has_access(timezone.localdate(at)) else None


@transaction.atomic
def rotate(*, key: ApiKey, overlap: timedelta, at: datetime) -> tuple[ApiKey, str]:
    """A successor of `key`, which works on for `overlap`; without one until the successor is first used.

    An answer may get lost: as long as the successor was never used, it gets another text each time. After that
    `AlreadyRotatedError` is raised. What `key` itself replaced ends now, so that never more than two of them work.
    """
    held = ApiKey.objects.select_for_update().select_related("partner").get(pk=key.pk)
    if held.revoked_at:
        raise AlreadyRotatedError(f"{held} was revoked.")
    successor, text = _successor(held, ends_replaced=not overlap, at=at)
    held.expires_at = min(held.expires_at, at + (overlap or UNUSED))
    held.save(update_fields=["expires_at"])
    if held.replaces_id is not None:
        ApiKey.objects.filter(pk=held.replaces_id, expires_at__gt=at).update(expires_at=at)
    record(action="partner.key.rotated", actor=_named(held.partner), obj=held, data={"successor": successor.name})
    until = dateformat.format(timezone.localtime(held.expires_at), "j F Y, H:i T")
    _tell(
        held.partner,
        f"Your API key {held} was replaced",
        f"{successor} takes its place. {held} works until {until}.\n\n"
        "If nobody of yours did this, answer at once: somebody else holds your key.",
    )
    return successor, text


def _successor(held: ApiKey, *, ends_replaced: bool, at: datetime) -> tuple[ApiKey, str]:
    known = ApiKey.objects.filter(replaces=held).first()
    successor, text = _make_again(known, at=at) if known else make(partner=held.partner, at=at, replaces=held)
    successor.ends_replaced = ends_replaced
    successor.save(update_fields=["ends_replaced"])
    return successor, text


def _make_again(unused: ApiKey, *, at: datetime) -> tuple[ApiKey, str]:
    """Another text for a successor that was never used, since nobody may have seen it; raises `AlreadyRotatedError`."""
    name, text = _new_text()
    still_unused = ApiKey.objects.filter(pk=unused.pk, last_used_at=None, revoked_at=None)
    ends = min(at + LIFETIME, last_moment(unused.partner))
    if not still_unused.update(name=name, digest=digest(text), created_at=at, expires_at=ends):
        raise AlreadyRotatedError(f"{unused} took its place already, and was used or revoked.")
    unused.refresh_from_db()
    record(
        action="partner.key.created", actor=_named(unused.partner), obj=unused, data={"partner": unused.partner.name}
    )
    return unused, text


@transaction.atomic
def revoke(*, key: ApiKey, by: User | str, reason: str, at: datetime) -> bool:
    """End a key at once, and all that it was rotated to, and tell its partner; False when they had ended before.

    Whoever stole a key may have rotated it: what came of it is no more its partner's than the key is.
    """
    name = by if isinstance(by, str) else by.get_username()
    said = {"revoked_at": at, "revoked_by": name[:150], "revoked_because": reason[:500]}
    ended = [one for one in _line_of(key) if ApiKey.objects.filter(pk=one.pk, revoked_at=None).update(**said)]
    for one in ended:
        tell("key.revoked", key_name=one.name, partner=key.partner_id)
        record(action="partner.key.revoked", actor=by, obj=one, comment=reason, data={"partner": key.partner.name})
    if ended:
        names = " and ".join(map(str, ended))
        _tell(
            key.partner,
            f"Your API key {key} was revoked",
            f"From now on nothing is opened by {names}.\n\nReason: {reason}",
        )
    return bool(ended)


def _line_of(key: ApiKey) -> list[ApiKey]:
    """The key, what took its place, what took the place of that, and so on."""
    line = [key]
    while successor := ApiKey.objects.filter(replaces=line[-1]).first():
        line.append(successor)
    return line


def note_use(*, key: ApiKey, at: datetime) -> None:
    """Keep when a key was last used, and tell the audit trail the first time."""
    is_first = ApiKey.objects.filter(pk=key.pk, last_used_at=None).update(last_used_at=at)
    if is_first:
        if key.ends_replaced and key.replaces_id is not None:
            ApiKey.objects.filter(pk=key.replaces_id, expires_at__gt=at).update(expires_at=at)
        record(action="partner.key.first_used", actor=_named(key.partner), obj=key)
    else:
        ApiKey.objects.filter(pk=key.pk, last_used_at__lt=at).update(last_used_at=at)


def last_moment(partner: Partner) -> datetime:
    """The end of the last day of a partner's access, where the installation is."""
    if partner.access_until is None:
        raise ValueError(f"{partner} has no last day.")
    return timezone.make_aware(datetime.combine(partner.access_until, time.max)).astimezone(UTC)


def _new_text() -> tuple[str, str]:
    """A key's name and its whole text."""
    name = "frk_" + "".join(secrets.choice(NAME_LETTERS) for _ in range(8))
    return name, f"{name}_{secrets.token_urlsafe(32)}"


def _named(partner: Partner) -> str:
    return f"partner: {partner.name}"


def _tell(partner: Partner, subject: str, text: str) -> None:
    post_message(recipients=[partner.contact_email], subject=subject, text=f"{text}\n", thread=f"partner-{partner.pk}")
