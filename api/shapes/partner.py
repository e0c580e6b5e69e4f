"""What the API tells a partner about itself."""

from datetime import date, datetime
from typing import Annotated, Final, Literal

import msgspec

from cms.content.payloads import Payload

MESSAGE_ID: Final = "^msg_[0-9_c]{1,36}$"


class KeyFacts(Payload, frozen=True):
    """A key by its beginning."""

    name: str
    created_at: datetime
    expires_at: datetime


class QuotaFacts(Payload, frozen=True):
    """How many requests a minute; what is left stands in the header `RateLimit` of each answer."""

    requests: int
    window_in_seconds: int


class UsageRow(Payload, frozen=True):
    """Requests of the key to one part of the API on one day, up to a minute ago; `refused` were beyond the quota."""

    day: date
    part: str
    requests: int
    refused: int


class PartnerAnswer(Payload, frozen=True):
    """Who the key belongs to, and what it opens."""

    name: str
    scopes: tuple[str, ...]
    access_until: date
    key: KeyFacts
    quota: QuotaFacts
    usage: tuple[UsageRow, ...]


class RotateRequest(Payload, frozen=True, forbid_unknown_fields=True):
    """For how many hours the present key works beside its successor; 0: until that is first used."""

    overlap_hours: Annotated[int, msgspec.Meta(ge=0, le=168)] = 24


class NewKey(Payload, frozen=True):
    """The successor: `secret` is the whole key, and this is the only answer that holds it."""

    secret: str
    key: KeyFacts
    present_key_expires_at: datetime


class WebhookFacts(Payload, frozen=True):
    """One webhook; `told_upto` is the last entry of the ledger that it was told, or needn't be.

    `content_told_upto` is the same of `/content-changes/`.
    """

    id: int
    url: str
    events: tuple[str, ...]
    state: str
    told_upto: int
    content_told_upto: int
    failures: int
    failing_since: datetime | None
    next_attempt_at: datetime | None
    paused_because: str


class WebhookList(Payload, frozen=True):
    """A partner's webhooks."""

    items: tuple[WebhookFacts, ...]


class DeliveryFacts(Payload, frozen=True):
    """One message and how sending it went; `status_code` and `error` are those of the last attempt.

    `sequence` is the entry of the ledger where `event` is about a fund, else that of `/content-changes/`.
    """

    message_id: str
    event: str
    sequence: int
    state: Literal["waiting", "delivered"]
    attempts: int
    status_code: int | None
    error: str
    created_at: datetime
    delivered_at: datetime | None


class DeliveryList(Payload, frozen=True):
    """Messages, the latest first."""

    items: tuple[DeliveryFacts, ...]
    next: str | None


class ReplayRequest(Payload, frozen=True, forbid_unknown_fields=True):
    """What to tell again: everything after an entry of the ledger or of `/content-changes/`, or one message."""

    since: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None
    content_since: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None
    message_id: Annotated[str, msgspec.Meta(pattern=MESSAGE_ID)] | None = None


class NewSecret(Payload, frozen=True):
    """A webhook's new secret, which no other answer holds; the old one signs beside it until then."""

    secret: str
    old_secret_until: datetime
