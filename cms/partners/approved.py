"""What an approval brings about: links for the partner's contact, and webhooks as they were approved."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.moderation.errors import NotApprovedError

from . import claims, endpoints, keys, signals
from .models import ApiKey, Claim, Partner


def connect() -> None:
    """Listen."""
    signals.partner_approved.connect(partner_approved, dispatch_uid="partners.approved")
    signals.partner_withdrawn.connect(partner_withdrawn, dispatch_uid="partners.withdrawn")
    signals.key_approved.connect(key_approved, dispatch_uid="partners.key_approved")


def partner_approved(partner: Partner, at: datetime, **_: Any) -> None:
    """A first approval earns a key; later ones change what the keys open, and new webhooks get their secrets."""
    has_new_webhook = endpoints.follow_approval(partner)
    is_first = not (ApiKey.objects.filter(partner=partner).exists() or Claim.objects.filter(partner=partner).exists())
    if is_first or has_new_webhook:
        claims.issue(partner=partner, with_key=is_first, at=at, usable_from=timezone.now())


def key_approved(partner: Partner, at: datetime, **_: Any) -> None:
    """Another key; raises `NotApprovedError` when the partner has no access any more."""
    partner.refresh_from_db()
    if not partner.live:
        raise NotApprovedError(f"{partner} isn't approved any more: it gets no key.")
    claims.issue(partner=partner, with_key=True, at=at, usable_from=timezone.now())


def partner_withdrawn(partner: Partner, by: str, **_: Any) -> None:
    """Its keys end, and its webhooks with them."""
    for key in ApiKey.objects.filter(partner=partner, revoked_at=None):
        keys.revoke(key=key, by=by, reason="The partner's access was withdrawn.", at=timezone.now())
    endpoints.end_all(partner)
