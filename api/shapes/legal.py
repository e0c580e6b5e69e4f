"""What a visitor sends to accept a legal notice, and what can be answered about it afterwards."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from cms.content.languages import Tag
from cms.content.payloads import Payload


class AcceptanceRequest(Payload, frozen=True, forbid_unknown_fields=True):
    """The wording that was read, by its digest: `textSha256` of the notice."""

    text_sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Acceptance(Payload, frozen=True):
    """Which version was accepted, and when; `receipt` is all that is known of who did."""

    receipt: UUID
    kind: Literal["disclaimer", "terms", "privacy", "cookies"]
    locale: Tag
    version: str
    effective_from: date
    text_sha256: str
    accepted_at: datetime
