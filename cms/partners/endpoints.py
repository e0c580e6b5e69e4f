"""Webhook endpoints: those that were approved, their secrets, and their pauses."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from cms.accounts.secrets import decrypt, encrypt
from cms.audit.services import record
from fundfeed.services import post_message

from .models import Partner, WebhookDelivery, WebhookEndpoint
from .streams import STREAMS

PURPOSE: Final = "webhooks"
OVERLAP: Final = timedelta(hours=24)
PREFIX: Final = "whsec_"
State = WebhookEndpoint.State


def follow_approval(partner: Partner) -> bool:
    """Make the endpoints those that were approved; says whether one of them waits for its secret."""
    wanted = {child.value["url"]: sorted(child.value["kinds"]) for child in partner.webhooks}
    WebhookEndpoint.objects.filter(partner=partner).exclude(url__in=wanted).update(state=State.ENDED, secret="")
    for url, kinds in wanted.items():
        endpoint, _ = WebhookEndpoint.objects.get_or_create(partner=partner, url=url, defaults={"kinds": kinds})
        endpoint.kinds = kinds
        if endpoint.state == State.ENDED:
            endpoint.state = State.UNCLAIMED
        endpoint.save(update_fields=["kinds", "state"])
    return WebhookEndpoint.objects.filter(partner=partner, state=State.UNCLAIMED).exists()


def open_new(*, partner: Partner) -> list[tuple[str, str]]:
    """Give each endpoint without a secret one, and let it follow what becomes public from here on."""
    shown = []
    for endpoint in WebhookEndpoint.objects.select_for_update().filter(partner=partner, state=State.UNCLAIMED):
        secret = _new_secret()
        endpoint.secret, endpoint.old_secret, endpoint.old_secret_until = encrypt(secret, purpose=PURPOSE), "", None
        endpoint.state = State.ACTIVE
        for stream in STREAMS:
            setattr(endpoint, stream.told_upto, stream.head())
        endpoint.failures, endpoint.failing_since, endpoint.next_attempt_at = 0, None, None
        endpoint.save()
        endpoint.deliveries.filter(state=WebhookDelivery.State.WAITING).delete()  # of an earlier approval
        shown.append((endpoint.url, secret))
    return shown


def end_all(partner: Partner) -> None:
    """Send nothing any more."""
    WebhookEndpoint.objects.filter(partner=partner).update(state=State.ENDED, secret="", old_secret="")


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, at: datetime) -> str:
    """A new secret, shown once; the old one signs beside it for a day."""
    held = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    secret = _new_secret()
    held.old_secret, held.old_secret_until = held.secret, at + OVERLAP
    held.secret = encrypt(secret, purpose=PURPOSE)
    held.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record(action="partner.webhook.secret_rotated", actor=f"partner: {held.partner.name}", obj=held)
    return secret


def secrets_of(endpoint: WebhookEndpoint, *, at: datetime) -> list[str]:
    """The secrets that sign now: the present one, and the one before while it still counts."""
    until = endpoint.old_secret_until
    kept = [endpoint.secret, endpoint.old_secret if until and until > at else ""]
    return [decrypt(text, purpose=PURPOSE) for text in kept if text]


@transaction.atomic
def pause(*, endpoint: WebhookEndpoint, because: str) -> bool:
    """Stop sending and tell the partner; its places stay. False when it isn't active."""
    active = WebhookEndpoint.objects.filter(pk=endpoint.pk, state=State.ACTIVE)
    if not active.update(state=State.PAUSED, paused_because=because[:300]):
        return False
    partner = endpoint.partner
    record(action="partner.webhook.paused", actor="", obj=endpoint, comment=because)
    post_message(
        recipients=[partner.contact_email],
        subject="Your webhook is paused",
        text=f"Nothing more is sent to {endpoint.url}.\n\nReason: {because}\n\n"
        "No event is lost: resume it by POST /api/v1/partner/webhooks/"
        f"{endpoint.pk}/resume/ and it goes on where it stopped.\n",
        thread=f"partner-{partner.pk}",
    )
    return True


@transaction.atomic
def resume(*, endpoint: WebhookEndpoint, by: str) -> bool:
    """Go on where it stopped; False when it isn't paused."""
    paused = WebhookEndpoint.objects.filter(pk=endpoint.pk, state=State.PAUSED)
    fresh = {"failures": 0, "failing_since": None, "next_attempt_at": None, "paused_because": ""}
    if not paused.update(state=State.ACTIVE, **fresh):
        return False
    record(action="partner.webhook.resumed", actor=by, obj=endpoint)
    return True


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
