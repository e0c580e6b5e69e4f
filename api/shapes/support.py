"""Requests for help as the API reads and says them."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from cms.content.languages import Tag
from cms.content.payloads import Payload

Category = Literal["site", "fund", "document", "api", "account", "other"]
State = Literal["new", "working", "waiting", "solved", "closed"]
Line = Annotated[str, Meta(max_length=100)]
Text = Annotated[str, Meta(max_length=5000)]
Said = Annotated[str, Meta(min_length=1, max_length=5000)]
Token = Annotated[str, Meta(min_length=1, max_length=100)]


class SupportForm(Payload, frozen=True):
    """A form to fill in: its token counts once, from some seconds after it was made until some hours."""

    token: str
    categories: tuple[Category, ...]
    longest_text: int


class SupportAsked(Payload, frozen=True, forbid_unknown_fields=True):
    """A request for help. `website` is a trap for programs that fill in every field: leave it empty."""

    form: Token
    category: Category
    description: Said
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    name: Line = ""
    steps: Text = ""
    expected: Text = ""
    actual: Text = ""
    fund_id: Annotated[str, Meta(pattern=r"^[A-Z0-9-]{0,20}$")] = ""
    document_sha256: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$")] = ""
    locale: Tag = "en"
    website: Annotated[str, Meta(max_length=200)] = ""


class SupportNumber(Payload, frozen=True):
    """The number of a request; its secret link goes to the address that was given, and nowhere else."""

    number: str


class SupportToken(Payload, frozen=True, forbid_unknown_fields=True):
    """The token of a secret link."""

    token: Token


class SupportReply(Payload, frozen=True, forbid_unknown_fields=True):
    """What whoever asked adds."""

    token: Token
    text: Said


class SupportMessage(Payload, frozen=True):
    """One message; `from_support` says whose."""

    at: datetime
    from_support: bool
    text: str


class SupportState(Payload, frozen=True):
    """How a request stands; what was written is gone some time after it was closed."""

    number: str
    state: State
    category: Category
    fund_id: str
    document_sha256: str
    opened_at: datetime
    closed_at: datetime | None
    is_erased: bool
    can_reply: bool
    messages: tuple[SupportMessage, ...]
