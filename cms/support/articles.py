"""Reads of the knowledge base, and what its readers say of it."""

from datetime import date

import msgspec
from django.db import transaction
from django.db.models import F

from cms.content.languages import FALLBACK, Tag
from cms.content.models import PublishedContent

from .finding import matching
from .models import HelpArticle as Article
from .models import HelpFeedback
from .payloads import HelpArticle, HelpItem

KIND = PublishedContent.Kind.ARTICLE


class UnknownArticleError(LookupError):
    """No article is public at this address."""


def public_article(*, slug: str, locale: Tag) -> tuple[Tag, bytes] | None:
    """The article in this language or else in any other, with the language that it is in."""
    rows = PublishedContent.objects.filter(kind=KIND, key=slug)
    found = {row.locale: row for row in rows.order_by("locale")}
    row = found.get(locale) or found.get(FALLBACK) or next(iter(found.values()), None)
    return (row.locale, bytes(row.payload)) if row else None  # type: ignore[return-value] # choices are the tags


def public_items(*, locale: Tag, words: str = "", category: str = "") -> list[HelpItem]:
    """Public articles as lists show them, each once."""
    rows = PublishedContent.objects.filter(kind=KIND, locale__in={locale, FALLBACK}).order_by("sort_key", "pk")
    articles = [
        msgspec.json.decode(bytes(payload), type=HelpArticle) for payload in rows.values_list("payload", flat=True)
    ]
    own = {article.slug for article in articles if article.locale == locale}
    wanted = [article for article in articles if article.locale == locale or article.slug not in own]
    of_category = [article for article in wanted if category in ("", article.category)]
    return [_item(article) for article in matching(of_category, words)]


def _item(article: HelpArticle) -> HelpItem:
    return HelpItem(**{name: getattr(article, name) for name in HelpItem.__struct_fields__})


def approved(*, words: str = "", category: str = "", audience: str = "") -> list[Article]:
    """Every article that two people approved, colleagues' own ones too, in English; for readers in the admin."""
    rows = Article.objects.filter(live=True, locale__language_code="en").order_by("category", "title")
    rows = rows.filter(category=category) if category else rows
    rows = rows.filter(audience=audience) if audience else rows
    return [found.article for found in matching(map(_Searched, rows), words)]


class _Searched:
    """An article as `matching` looks at it."""

    def __init__(self, article: Article) -> None:
        self.article, self.title, self.summary, self.html = article, article.title, article.summary, article.body


@transaction.atomic
def note_feedback(*, slug: str, locale: Tag, is_helpful: bool, on: date) -> None:
    """Count one reader's word about a public article; raises `UnknownArticleError`."""
    found = public_article(slug=slug, locale=locale)
    if found is None:
        raise UnknownArticleError(slug)
    row, _ = HelpFeedback.objects.get_or_create(slug=slug, locale=found[0], day=on)
    counted = "helpful" if is_helpful else "unhelpful"
    HelpFeedback.objects.filter(pk=row.pk).update(**{counted: F(counted) + 1})
