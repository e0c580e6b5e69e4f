"""Maintenance on every page of the site: a banner among the others, from three days before until it is over."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from cms.content.languages import Tag
from cms.content.payloads import Banner, Link
from cms.operations.maintenance.occurrences import SITE, Occurrence, announced
from cms.operations.maintenance.public_words import told

AHEAD: Final = timedelta(days=3)
PRIORITY: Final = 1000
"""Before anything that editors may say."""
MORE: Final[dict[Tag, str]] = {"en": "Service status", "zh-Hant": "服務狀況"}


class Shown(NamedTuple):
    """Banners of this moment, and when the next of them appears, changes or disappears."""

    items: list[bytes]
    boundary: datetime | None


def banners(*, locale: Tag, position: str, at: datetime) -> Shown:
    """What the site says of maintenance that keeps it from working, on all of its pages."""
    if position not in ("", "all_pages"):
        return Shown([], None)
    known = announced(at=at, scopes=SITE)
    moments = [moment for one in known for moment in (one.starts_at - AHEAD, one.starts_at, one.ends_at)]
    shown = [msgspec.json.encode(_banner(one, locale, at)) for one in known if one.starts_at - AHEAD <= at]
    return Shown(shown, min((moment for moment in moments if moment > at), default=None))


def _banner(one: Occurrence, locale: Tag, at: datetime) -> Banner:
    words = told(one, locale, at=at)
    return Banner(
        banner_id=f"maintenance-{one.window.pk}-{one.starts_at:%Y%m%dT%H%M}",
        position="all_pages",
        title=words.title,
        text=f"{words.times} {words.reason}",
        link=Link(text=MORE[locale], href="/status" if locale == "en" else "/zh-hant/status"),
        picture=None,
        priority=PRIORITY,
        shown_from=one.starts_at - AHEAD,
        shown_until=one.ends_at,
    )
