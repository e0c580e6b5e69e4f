"""Atom feeds (RFC 4287): stable ids, and the same bytes as long as nothing changes."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from msgspec import Struct

from cms.content.languages import Tag

ATOM: Final = "application/atom+xml"
SINCE: Final = "2026"  # of the tag URIs (RFC 4151): a year in which the host was ours
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PREFIXES: Final[dict[Tag, str]] = {"en": "", "zh-Hant": "/zh-hant"}


class Entry(Struct, frozen=True, kw_only=True):
    """One entry: `path` on the public site, and a text without markup."""

    name: str
    title: str
    text: str
    path: str
    at: datetime
    categories: tuple[str, ...] = ()


class _Feed(Atom1Feed):
    """A feed that doesn't read the clock when it is empty."""

    def latest_post_date(self) -> datetime:
        """When the newest entry was published."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed(entries: Iterable[Entry], *, name: str, title: str, address: str, path: str, locale: Tag) -> bytes:
    """The feed under its own `address`, about the page of the public site at `path`."""
    written = _Feed(
        title=_sound(title),
        link=_on_site(path, locale),
        description=None,
        language=locale,
        author_name="Fund Repository",
        feed_url=address,
        feed_guid=_tag(f"{name}:{locale}"),
    )
    for entry in entries:
        written.add_item(
            title=_sound(entry.title),
            link=_on_site(entry.path, locale),
            description=escape(_sound(entry.text)),
            unique_id=_tag(entry.name),
            pubdate=entry.at,
            updateddate=entry.at,
            categories=entry.categories,
        )
    return str(written.writeString("utf-8")).encode()


def _on_site(path: str, locale: Tag) -> str:
    return f"{settings.PUBLIC_SITE_URL}{PREFIXES[locale]}{quote(path)}"


def _tag(name: str) -> str:
    """A name for good, also when the address of the feed moves below the same host."""
    return f"tag:{urlsplit(settings.PUBLIC_API_URL).hostname},{SINCE}:{quote(name, safe=':/')}"


def _sound(text: str) -> str:
    """The text without what no XML may hold."""
    return NOT_IN_XML.sub("\ufffd", text)
