"""Partners who went through the gate, and their keys as only they hold them."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.partners import claims, keys
from cms.partners.models import ApiKey, KeyRequest, Partner
from fundfeed.models import Message
from tests.factories.moderation import publish
from tests.factories.rights import as_owner

LINK = re.compile(r"/partners/claim/([A-Za-z0-9_-]{43})/")


def draft_partner(**values: Any) -> Partner:
    """A partner that nobody approved yet."""
    filled = {
        "name": "Harbour Data",
        "contact_person": "Wai Yi Chan",
        "contact_email": "wai.yi@harbour.example",
        "purpose": "A comparison of funds",
        "access_until": timezone.localdate() + timedelta(days=100),
        "may_use_webhooks": True,
        "may_take_bulk": True,
    }
    return Partner.objects.create(**(filled | values))


def partner(*, webhooks: tuple[str, ...] = (), **values: Any) -> Partner:
    """A partner that two people approved."""
    draft = draft_partner(**values)
    draft.webhooks = [("webhook", {"url": url, "kinds": ["fund.published", "fund.changed"]}) for url in webhooks]
    draft.save()
    approved: Partner = publish(draft)
    return approved


def request_key(of: Partner) -> KeyRequest:
    """Another key, approved by two people."""
    approved: KeyRequest = publish(KeyRequest.objects.create(partner=of, reason="The first one was lost"))
    return approved


def last_link() -> str:
    """The token in the last mail with a link."""
    mails = Message.objects.order_by("-pk").values_list("text", flat=True)
    return next(found[1] for found in map(LINK.search, mails) if found)


def key_of(of: Partner) -> tuple[ApiKey, str]:
    """A new key of a partner, without the link that would have shown it."""
    with as_owner():
        return keys.make(partner=of, at=timezone.now())


def claimed() -> claims.Secrets:
    """What the last link shows."""
    shown = claims.reveal(last_link(), at=timezone.now())
    assert shown is not None
    return shown
