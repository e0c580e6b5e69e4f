"""What the API answers about editors' content: the published payloads, and in which language they are."""

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
