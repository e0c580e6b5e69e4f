"""Markdown as HTML, with links that lead to other pages here."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from .addresses import address_of, picture_of
from .library import pictures, texts

SECTION: Final = "h2"
_ELSEWHERE: Final = re.compile(r"^[a-z]+:", re.IGNORECASE)
_NOT_IN_ANCHORS: Final = re.compile(r"[^\w -]")


class Section(Struct, frozen=True):
    """A heading that a link can lead to."""

    anchor: str
    title: str


class Page(Struct, frozen=True):
    """What is shown of a text."""

    title: str
    sections: Sequence[Section]
    body: SafeString


def page(name: str, text: str) -> Page:
    """The page of a text that has this name below `docs/`; HTML in it is shown, not obeyed."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("table_open", _table_begins)
    reader.add_render_rule("table_close", _table_ends)
    tokens = reader.parse(text)
    _link(tokens, name)
    headings = list(_headings(tokens))
    title = next((heading.title for tag, heading in headings if tag == "h1"), name)
    html = reader.renderer.render(_without_title(tokens), reader.options, {})
    sections = [heading for tag, heading in headings if tag == SECTION]
    return Page(title=title, sections=sections, body=mark_safe(html))  # noqa: S308 - our own texts, their HTML escaped


def _table_begins(*_: Any) -> str:
    return '<div class="card__wide"><table class="rows">'


def _table_ends(*_: Any) -> str:
    return "</table></div>"


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, Section]]:
    """Every heading, which gets its anchor on the way: a second one of the same words has a number behind it."""
    seen = Counter[str]()
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            title = "".join(part.content for part in content.children or ())
            anchor = _NOT_IN_ANCHORS.sub("", title.lower()).replace(" ", "-")
            opening.attrSet("id", f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
            yield opening.tag, Section(anchor=str(opening.attrGet("id")), title=title)


def _without_title(tokens: list[Token]) -> list[Token]:
    """The page shows its title itself."""
    is_title = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[3:] if is_title else tokens


def _link(tokens: Sequence[Token], name: str) -> None:
    """Let links and pictures lead to where they are in the admin; what only the repository has becomes plain text."""
    for part in (part for token in tokens for part in token.children or ()):
        if part.type == "link_open":
            part.attrs = _way({**part.attrs}, name)
        elif part.type == "image":
            part.attrSet("src", _picture(str(part.attrGet("src")), name))


def _way(attributes: dict[str, Any], name: str) -> dict[str, Any]:
    """The attributes of a link that leads somewhere; one without an address is no link."""
    target = _leads_to(str(attributes.pop("href")), name)
    return {"href": target, **attributes} if target else attributes


def _leads_to(target: str, name: str) -> str:
    if _ELSEWHERE.match(target) or target.startswith("#"):
        return target
    file, _, anchor = target.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), file))
    return address_of(there, anchor) if there in texts() else ""


def _picture(source: str, name: str) -> str:
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), source))
    return picture_of(there) if there in pictures() else ""
