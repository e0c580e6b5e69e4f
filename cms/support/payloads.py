"""What the public reads of help: the shapes that publication stores and the API serves."""

from datetime import datetime

from cms.content.languages import Tag
from cms.content.payloads import Payload


class HelpItem(Payload, frozen=True):
    """An article as lists show it; `slug` is its address in every language, and stays."""

    slug: str
    locale: Tag
    title: str
    summary: str
    category: str


class HelpArticle(HelpItem, frozen=True):
    """An article; `published_at` is when this wording was approved, null in a draft that never was."""

    html: str
    published_at: datetime | None


class HelpList(Payload, frozen=True):
    """Articles by category, or those that hold the words, the best first; each in English where ours is missing."""

    requested_locale: Tag
    items: tuple[HelpItem, ...]


class HelpAnswer(Payload, frozen=True):
    """An article; `locale` isn't the requested one when the article isn't there in it."""

    requested_locale: Tag
    locale: Tag
    article: HelpArticle


class FeedbackRequest(Payload, frozen=True, forbid_unknown_fields=True):
    """Whether an article helped."""

    is_helpful: bool


class FeedbackKept(Payload, frozen=True):
    """What was counted; nothing is kept of who it was."""

    slug: str
    is_helpful: bool
