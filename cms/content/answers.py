"""What the API answers about editors' content: the published payloads, and in which language they are."""

from datetime import datetime
from typing import Literal, get_args

from .languages import Tag
from .payloads import Banner, FrequentQuestion, LegalNotice, MenuItem, NewsItem, Page, Payload, Redirect


class PageAnswer(Payload, frozen=True):
    """A page; `locale` isn't the requested one when the page isn't there in it."""

    requested_locale: Tag
    locale: Tag
    page: Page


class MenuAnswer(Payload, frozen=True):
    """The menu, in the order of the page tree."""

    requested_locale: Tag
    locale: Tag
    items: tuple[MenuItem, ...]


class BannerAnswer(Payload, frozen=True):
    """The banners of this moment, the most important one first."""

    locale: Tag
    items: tuple[Banner, ...]


class LegalAnswer(Payload, frozen=True):
    """The version that is in force."""

    requested_locale: Tag
    locale: Tag
    notice: LegalNotice


class LegalVersionsAnswer(Payload, frozen=True):
    """Every version that was ever approved, the latest effective one first."""

    requested_locale: Tag
    locale: Tag
    items: tuple[LegalNotice, ...]


class FaqAnswer(Payload, frozen=True):
    """All questions, in their order."""

    locale: Tag
    items: tuple[FrequentQuestion, ...]


class NewsAnswer(Payload, frozen=True):
    """One page of news, the latest first; `next` is the address of the following page."""

    locale: Tag
    items: tuple[NewsItem, ...]
    next: str | None


class RedirectAnswer(Payload, frozen=True):
    """Redirects of this moment in the order of their paths; `next` is the address of the following page."""

    locale: Tag
    items: tuple[Redirect, ...]
    next: str | None


ContentKind = Literal[
    "page", "news", "notice", "banner", "legal", "question", "article", "redirect", "incident", "maintenance"
]
CONTENT_KINDS: tuple[ContentKind, ...] = get_args(ContentKind)


class ContentChange(Payload, frozen=True):
    """One thing that became public, changed or went; `url` is where to read it, relative to the API's host.

    `key` is the path of a page or redirect, the position of a banner, which legal notice it is, or an article's
    address. `locale` is null for what is told in all languages at once. `sha256` is that of its JSON as it is served,
    and null for what is gone and for incidents and maintenance.
    """

    sequence: int
    at: datetime
    kind: ContentKind
    action: Literal["published", "changed", "withdrawn"]
    id: str
    key: str | None
    locale: Tag | None
    shown_from: datetime | None
    shown_until: datetime | None
    sha256: str | None
    url: str


class ContentChangeList(Payload, frozen=True):
    """Changes in their order; `next` is the address that goes on after them, also when nothing is new."""

    results: tuple[ContentChange, ...]
    token: str
    next: str
    has_more: bool
