"""Links that show a key once. Opening one needs a button, so that a mail scanner's look at it shows nothing."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import dateformat, timezone

from cms.audit.services import record
from fundfeed.services import post_message

from . import endpoints, keys
from .models import Claim, Partner

LIFETIME: Final = timedelta(hours=72)
MAIL: Final = """\
{person},

{what} for the API of the Fund Repository is ready. Open this link and press the button:

{link}

It works once, until {until}. Whoever opens it sees what
it shows, so forward it only to those who set up your program. What it shows is made
when the button is pressed: nobody of ours knows it.
"""


class Secrets(NamedTuple):
    """What a link shows: a key, if it makes one, and the secret of each webhook that had none."""

    key: str
    webhooks: list[tuple[str, str]]


@transaction.atomic
def issue(*, partner: Partner, with_key: bool, at: datetime, usable_from: datetime) -> Claim:
    """Mail the partner's contact a link by the approval of `at`, in the place of any that is still open.

    An approval may have been scheduled: its link lives from the moment on at which it can be used.
    """
    still_open = Claim.objects.select_for_update().filter(partner=partner, claimed_at=None, expires_at__gt=at)
    promised = any(claim.with_key for claim in still_open)
    still_open.update(expires_at=at)
    token = secrets.token_urlsafe(32)
    claim = Claim.objects.create(
        token_sha256=_digest(token),
        partner=partner,
        with_key=with_key or promised,
        created_at=at,
        expires_at=usable_from + LIFETIME,
    )
    _mail(claim, token)
    return claim


def look(token: str, *, at: datetime) -> Claim | None:
    """The claim behind a link that can still be opened; looking changes nothing."""
    return _open_claims(token, at).first()


@transaction.atomic
def reveal(token: str, *, at: datetime) -> Secrets | None:
    """Make and show the secrets of a link, which is worthless from then on; None for one that is."""
    claim = _open_claims(token, at).select_for_update(of=("self",)).first()
    if claim is None:
        return None
    claim.claimed_at = at
    claim.save(update_fields=["claimed_at"])
    partner = claim.partner
    key = keys.make(partner=partner, at=at)[1] if claim.with_key else ""
    shown = Secrets(key=key, webhooks=endpoints.open_new(partner=partner))
    named = key[: keys.NAME_LENGTH]
    record(
        action="partner.claimed",
        actor=f"partner: {partner.name}",
        obj=partner,
        data={"key": named, "webhooks": [url for url, _ in shown.webhooks]},
    )
    return shown


def _open_claims(token: str, at: datetime) -> "QuerySet[Claim]":
    """Those of partners that left since then, and of withdrawn ones, open nothing."""
    still_open = Claim.objects.select_related("partner").filter(claimed_at=None, expires_at__gt=at)
    today = timezone.localdate(at)
    return still_open.filter(token_sha256=_digest(token), partner__live=True, partner__access_until__gte=today)


def _mail(claim: Claim, token: str) -> None:
    partner = claim.partner
    what = "A key" if claim.with_key else "The secret of a webhook"
    link = settings.PUBLIC_API_URL.rstrip("/") + reverse("partners:claim", args=[token])
    post_message(
        recipients=[partner.contact_email],
        subject=f"{what} for the Fund Repository's API",
        text=MAIL.format(
            person=partner.contact_person,
            what=what,
            link=link,
            until=dateformat.format(timezone.localtime(claim.expires_at), "j F Y, H:i T"),
        ),
        thread=f"partner-{partner.pk}",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
