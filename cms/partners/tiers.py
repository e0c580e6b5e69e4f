"""What a partner may ask for: scopes, and quota tiers with the reason beside each number."""

from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """A part of the API that a key opens."""

    RECORD = "record"
    DOCUMENTS = "documents"
    BULK = "bulk"
    WEBHOOKS = "webhooks"


class Tier(StrEnum):
    """How much a partner may ask for in a minute."""

    STANDARD = "standard"
    LARGE = "large"
    SERVICE = "service"
    VISITOR = "visitor"


PER_MINUTE: Final[dict[Tier, int]] = {
    Tier.STANDARD: 600,  # ten a second: the whole of a thousand funds in two minutes
    Tier.LARGE: 6_000,  # a data vendor that mirrors everything and follows changes
    Tier.SERVICE: 120_000,  # the public site's own server where it asks for nobody in particular
    Tier.VISITOR: 1_200,  # one visitor of the site: two pages a second, each made of up to ten answers
}
OFFERED: Final = [
    (Tier.STANDARD.value, f"standard: {PER_MINUTE[Tier.STANDARD]} requests a minute"),
    (Tier.LARGE.value, f"large: {PER_MINUTE[Tier.LARGE]} requests a minute"),
]
