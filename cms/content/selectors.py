"""Reads of published content: stored bytes, a fixed number of queries, and the clock as an argument."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Min, Q, QuerySet

from .languages import FALLBACK, Tag
from .models import FormerAddress, PublicRendition, PublishedContent
from .payloads import LegalNotice, Redirect

Kind = PublishedContent.Kind
Found = tuple[Tag, bytes]


def page(*, path: str, locale: Tag) -> Found | None:
    """The page at this path, in this language or else in any other, with the language that it is in."""
    rows = PublishedContent.objects.filter(kind=Kind.PAGE, key=path)
    found = {row.locale: row for row in rows.order_by("locale")}
    row = found.get(locale) or found.get(FALLBACK) or next(iter(found.values()), None)
    return (row.locale, bytes(row.payload)) if row else None  # type: ignore[return-value] # choices are the tags


def page_of(page_id: int) -> Found | None:
    """The page with this id, with its language."""
    row = PublishedContent.objects.filter(kind=Kind.PAGE, source_id=str(page_id)).first()
    return (row.locale, bytes(row.payload)) if row else None  # type: ignore[return-value] # as above


def moved(*, path: str, locale: Tag) -> str | None:
    """Where the page stands now that stood at this path last, in this language or else in any other."""
    found = {row.locale: row for row in FormerAddress.objects.filter(path=path).order_by("moved_at")}
    former = found.get(locale) or found.get(FALLBACK) or next(iter(found.values()), None)
    if former is None:
        return None
    rows = PublishedContent.objects.filter(kind="page", source_id=former.source_id)
    return rows.values_list("key", flat=True).first()


def redirects(*, locale: Tag, path: str, at: datetime, size: int, after: str | None) -> list[tuple[str, bytes]]:
    """At most `size` redirects of that moment in the order of their paths, each with its path."""
    rows = _redirects(locale, path).filter(_is_shown(at))
    rows = rows.filter(key__gt=after) if after else rows
    return [(key, bytes(payload)) for key, payload in rows.order_by("key").values_list("key", "payload")[:size]]


def next_redirect(*, locale: Tag, path: str, after: datetime) -> datetime | None:
    """When the next of these redirects begins or ends."""
    return _next_boundary(_redirects(locale, path), after)


def led_to_page(*, path: str, locale: Tag, at: datetime) -> Redirect | None:
    """The redirect from this path, where it leads to a page."""
    found = redirects(locale=locale, path=path, at=at, size=1, after=None)
    led = msgspec.json.decode(found[0][1], type=Redirect) if found else None
    is_page = led is not None and PublishedContent.objects.filter(kind=Kind.PAGE, key=led.to).exists()
    return led if is_page else None


def menu(*, locale: Tag) -> tuple[Tag, list[bytes]]:
    """The items of the menu in the order of the page tree."""
    return _in_one_language(PublishedContent.objects.filter(kind=Kind.MENU).order_by("sort_key"), locale)


def banners(*, locale: Tag, position: str, at: datetime) -> list[bytes]:
    """The banners whose window is open at that moment; all positions when none is named."""
    return _payloads(_banners(locale, position).filter(_is_shown(at)).order_by("sort_key"))


def next_boundary(*, locale: Tag, position: str, after: datetime) -> datetime | None:
    """When the next of these banners appears or disappears."""
    return _next_boundary(_banners(locale, position), after)


def legal_versions(*, kind: str, locale: Tag) -> tuple[Tag, list[tuple[datetime | None, bytes]]]:
    """Every version with the moment from which it is in force, the latest one first."""
    rows = PublishedContent.objects.filter(kind=Kind.LEGAL, key=kind).order_by("-sort_key")
    found = list(rows.values_list("locale", "shown_from", "payload"))
    tag = locale if any(row[0] == locale for row in found) else FALLBACK
    return tag, [(start, bytes(payload)) for language, start, payload in found if language == tag]


def legal_in_force(*, kind: str, at: datetime) -> list[tuple[int, LegalNotice]]:
    """The version in force in each language, with the number of its row."""
    rows = PublishedContent.objects.filter(kind=Kind.LEGAL, key=kind, shown_from__lte=at)
    latest = rows.order_by("locale", "-sort_key").distinct("locale").values_list("source_id", "payload")
    return [(int(number), msgspec.json.decode(bytes(payload), type=LegalNotice)) for number, payload in latest]


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


def _redirects(locale: Tag, path: str) -> QuerySet[PublishedContent]:
    rows = PublishedContent.objects.filter(kind=Kind.REDIRECT, locale=locale).exclude(key="")
    return rows.filter(key=path) if path else rows


def _is_shown(at: datetime) -> Q:
    is_open = Q(shown_from__isnull=True) | Q(shown_from__lte=at)
    return is_open & (Q(shown_until__isnull=True) | Q(shown_until__gt=at))


def _next_boundary(rows: QuerySet[PublishedContent], after: datetime) -> datetime | None:
    moments = rows.aggregate(
        first=Min("shown_from", filter=Q(shown_from__gt=after)),
        last=Min("shown_until", filter=Q(shown_until__gt=after)),
    )
    return min(filter(None, moments.values()), default=None)


def _in_one_language(rows: QuerySet[PublishedContent], locale: Tag) -> tuple[Tag, list[bytes]]:
    found: Sequence[Any] = list(rows.filter(locale__in={locale, FALLBACK}).values_list("locale", "payload"))
    tag = locale if any(language == locale for language, _ in found) else FALLBACK
    return tag, [bytes(payload) for language, payload in found if language == tag]


def _payloads(rows: QuerySet[PublishedContent]) -> list[bytes]:
    return [bytes(payload) for payload in rows.values_list("payload", flat=True)]
