"""Reads of published content: stored bytes, a fixed number of queries, and the clock as an argument."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet

from .languages import FALLBACK, Tag
from .models import PublicRendition, PublishedContent

Kind = PublishedContent.Kind
Found = tuple[Tag, bytes]


def page(*, path: str, locale: Tag) -> Found | None:
    """The page at this path, in this language or else in any other, with the language that it is in."""
    rows = PublishedContent.objects.filter(kind=Kind.PAGE, key=path)
    found = {row.locale: row for row in rows.order_by("locale")}
    row = found.get(locale) or found.get(FALLBACK) or next(iter(found.values()), None)
    return (row.locale, bytes(row.payload)) if row else None  # type: ignore[return-value] # choices are the tags


def menu(*, locale: Tag) -> tuple[Tag, list[bytes]]:
    """The items of the menu in the order of the page tree."""
    return _in_one_language(PublishedContent.objects.filter(kind=Kind.MENU).order_by("sort_key"), locale)


def banners(*, locale: Tag, position: str, at: datetime) -> list[bytes]:
    """The banners whose window is open at that moment; all positions when none is named."""
    rows = _banners(locale, position)
    is_open = Q(shown_from__isnull=True) | Q(shown_from__lte=at)
    is_not_over = Q(shown_until__isnull=True) | Q(shown_until__gt=at)
    return _payloads(rows.filter(is_open & is_not_over).order_by("sort_key"))


def next_boundary(*, locale: Tag, position: str, after: datetime) -> datetime | None:
    """When the next of these banners appears or disappears."""
    rows = _banners(locale, position)
    moments = rows.aggregate(
        first=Min("shown_from", filter=Q(shown_from__gt=after)),
        last=Min("shown_until", filter=Q(shown_until__gt=after)),
    )
    return min(filter(None, moments.values()), default=None)


def legal_versions(*, kind: str, locale: Tag) -> tuple[Tag, list[tuple[datetime | None, bytes]]]:
    """Every version with the moment from which it is in force, the latest one first."""
    rows = PublishedContent.objects.filter(kind=Kind.LEGAL, key=kind).order_by("-sort_key")
    found = list(rows.values_list("locale", "shown_from", "payload"))
    tag = locale if any(row[0] == locale for row in found) else FALLBACK
    return tag, [(start, bytes(payload)) for language, start, payload in found if language == tag]


def questions(*, locale: Tag) -> list[bytes]:
    """All questions of the FAQ in their order."""
    return _payloads(PublishedContent.objects.filter(kind=Kind.QUESTION, locale=locale).order_by("sort_key"))


def news(*, locale: Tag, category: str, size: int, after: str | None) -> list[tuple[str, bytes]]:
    """At most `size` pieces of news, the latest first, each with its place; `after` is the last place seen."""
    rows = PublishedContent.objects.filter(kind=Kind.NEWS, locale=locale).order_by("-sort_key")
    rows = rows.filter(key=category) if category else rows
    rows = rows.filter(sort_key__lt=after) if after else rows
    return [(place, bytes(payload)) for place, payload in rows.values_list("sort_key", "payload")[:size]]


def renditions(sha256: str) -> list[PublicRendition]:
    """The image files with these bytes, public or not; rarely more than one."""
    return list(PublicRendition.objects.filter(sha256=sha256).order_by("pk"))


def public_among(found: Iterable[PublicRendition]) -> list[PublicRendition]:
    """Those of these that something public shows: another row with the same digest is another file."""
    named = {f"rendition:{rendition.pk}": rendition for rendition in found}
    groups = PublishedContent.objects.filter(depends_on__overlap=list(named)).values_list("depends_on", flat=True)
    shown = {name for group in groups for name in group}
    return [rendition for name, rendition in named.items() if name in shown]


def _banners(locale: Tag, position: str) -> QuerySet[PublishedContent]:
    rows = PublishedContent.objects.filter(kind=Kind.BANNER, locale=locale)
    return rows.filter(key=position) if position else rows


def _in_one_language(rows: QuerySet[PublishedContent], locale: Tag) -> tuple[Tag, list[bytes]]:
    found: Sequence[Any] = list(rows.filter(locale__in={locale, FALLBACK}).values_list("locale", "payload"))
    tag = locale if any(language == locale for language, _ in found) else FALLBACK
    return tag, [bytes(payload) for language, payload in found if language == tag]


def _payloads(rows: QuerySet[PublishedContent]) -> list[bytes]:
    return [bytes(payload) for payload in rows.values_list("payload", flat=True)]
