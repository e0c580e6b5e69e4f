"""Funds as tables, one line for each share class, as the bulk files have them."""

from collections.abc import Iterable, Iterator

import msgspec

from api.asking.formats import OPENFUNDS
from fundfeed.stages import table


class _Named(msgspec.Struct, rename="camel"):
    """As much of a summary as tells whose it is."""

    fund_id: str


_NAMED = msgspec.json.Decoder(_Named)


def fund_ids(summaries: Iterable[bytes]) -> list[str]:
    """Whose summaries these are."""
    return [_NAMED.decode(summary).fund_id for summary in summaries]


def lines(bodies: Iterable[bytes], wanted: str) -> Iterator[str]:
    """Heading and lines in this format."""
    yield table.openfunds_head() if wanted == OPENFUNDS else table.readable_head()
    for body in bodies:
        yield from table.lines(msgspec.json.decode(body))
