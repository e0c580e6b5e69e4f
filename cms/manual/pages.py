"""The texts as pages, each made when it is first read."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from .addresses import address_of
from .library import INDEX, MANUAL, texts

if TYPE_CHECKING:
    from .rendering import Page


def page_called(name: str) -> "Page | None":
    """The page of the text with this name below `docs/`; of names that aren't there nothing is remembered."""
    return _made(name) if name in texts() else None


@cache
def _made(name: str) -> "Page":
    from .rendering import page  # most web processes never show one, and need no reader of Markdown

    return page(name, texts()[name].read_text(encoding="utf-8"))


@cache
def manual() -> Sequence[tuple[str, str]]:
    """Address and title of each page of the manual, its index first."""
    names = sorted((name for name in texts() if name.startswith(MANUAL)), key=lambda name: (name != INDEX, name))
    return [(address_of(name), page.title) for name in names if (page := page_called(name))]
