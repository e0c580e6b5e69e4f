"""What editors and operators told the public, in its order, for those who follow it."""

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from django.db.models import Q

from fundfeed.selectors.followed import Line, Place

from .answers import ContentChange as Told
from .models import ContentChange

WORDS: Final = Line(ContentChange)
COLUMNS: Final = ("sequence", "at", "kind", "action", "thing", "key", "locale", "shown_from", "shown_until", "sha256")
API: Final = "/api/v1"
_PAGE: Final = "/pages/?id={thing}"
ADDRESSES: Final = {
    "page": _PAGE,
    "news": _PAGE,
    "notice": _PAGE,
    "incident": "/status/",
    "maintenance": "/status/",
    "banner": "/banners/?locale={locale}",
    "legal": "/legal/{key}/versions/?locale={locale}",
    "question": "/faq/?locale={locale}",
    "article": "/help/{key}/?locale={locale}",
    "redirect": "/redirects/?path={key}&locale={locale}",
}


class Followed(NamedTuple):
    """Changes, the place after them, and whether more are there already."""

    changes: tuple[Told, ...]
    after: Place
    has_more: bool


def changes_after(place: Place, *, until: Place, kinds: tuple[str, ...], size: int) -> Followed:
    """At most `size` changes of these kinds after `place`, of all when none is named, none beyond `until`."""
    wanted = Q(kind__in=kinds) if kinds else Q()
    rows, after, has_more = WORDS.after(place, until=until, wanted=wanted, size=size, columns=COLUMNS)
    return Followed(tuple(_told(*row) for row in rows), after, has_more)


def _told(sequence: int, at: datetime, kind: Any, action: Any, thing: str, key: str, locale: Any, *rest: Any) -> Told:
    shown_from, shown_until, sha256 = rest
    return Told(
        sequence=sequence,
        at=at.astimezone(UTC),
        kind=kind,
        action=action,
        id=thing,
        key=key or None,
        locale=locale or None,
        shown_from=shown_from,
        shown_until=shown_until,
        sha256=sha256 or None,
        url=API + ADDRESSES[kind].format(thing=thing, key=quote(key, safe=""), locale=locale),
    )
