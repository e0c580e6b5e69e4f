"""The registry of paragraphs. What comes with the product stands in `shipped`; other applications register theirs."""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct


class Day(Struct, frozen=True):
    """The day that is summed up: from its midnight until now."""

    start: datetime
    at: datetime


class Paragraph(Struct, frozen=True, kw_only=True):
    """One part of the summary. `write` gives its lines, each a whole sentence; one without lines is left out.

    Paragraphs stand in the order of their number: performance 10, feed 20, what waits 30, troubles 40, backups 50,
    coming maintenance 60. An application that has something to tell takes a number between, as requests for help (35)
    and incidents (45) do.
    """

    title: str
    order: int
    write: Callable[[Day], Iterable[str]]


own: dict[str, Paragraph] = {}


def register(*paragraphs: Paragraph) -> None:
    """Add paragraphs; one whose title is known takes the place of the other."""
    own.update({paragraph.title: paragraph for paragraph in paragraphs})
