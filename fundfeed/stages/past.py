"""Stage 8, beside the ledger: one row of the lists of past days for each version."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import QuerySet
from msgspec import Struct

from ..errors import BrokenLedgerError
from ..models import FundVersion, ListedVersion
from ..models.bulk import add, merge
from ..models.ledger import STILL
from ..records.public import FundProfile
from . import compose

SHARED = (
    "sort_name", "status", "is_withdrawn", "fund_group", "umbrella_id", "asset_class", "domicile", "currency",
    "lexemes",
)  # fmt: skip
FIELDS = ("version", "fund", "valid_from", "valid_to", "summary", *SHARED)
# A version ends where the fund's next one begins.
END = """
    UPDATE fundfeed_listedversion AS past SET valid_to = following.valid_from
    FROM fundfeed_fundversion AS ended JOIN fundfeed_fundversion AS following
      ON following.fund_id = ended.fund_id AND following.version = ended.version + 1
    WHERE past.fund_id = ANY(%s) AND past.valid_to = %s AND ended.sequence = past.version_id
"""
BATCH = 1000


class Entry(Struct, frozen=True):
    """One version that is in the ledger already."""

    sequence: int
    valid_from: datetime
    profile: FundProfile


def rows(entries: Iterable[Entry], fields: Sequence[str], listed: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """The values of `FIELDS` of these versions, each as it is until the fund's next one.

    `listed` are their rows of today's lists, in the same order, and `fields` the names of those rows' columns.
    """
    places = [fields.index(name) for name in SHARED]
    return ((*_own(entry), *(row[place] for place in places)) for entry, row in zip(entries, listed, strict=True))


def end(fund_ids: Collection[str]) -> None:
    """Have each version of these funds end where the fund's next one begins."""
    if fund_ids:
        with connection.cursor() as cursor:
            cursor.execute(END, [list(fund_ids), STILL])


def catch_up(fields: Sequence[str], row_of: Callable[[FundProfile], Sequence[Any]]) -> None:
    """List what a ledger holds from before there were lists of past days."""
    for entries in _unlisted():
        add(ListedVersion, FIELDS, rows(entries, fields, [row_of(entry.profile) for entry in entries]))
        end([entry.profile.fund_id for entry in entries])


def list_anew(fund_ids: Collection[str], fields: Sequence[str], row_of: Callable[[FundProfile], Sequence[Any]]) -> None:
    """List every version of these funds as versions are listed now."""
    versions = FundVersion.objects.filter(fund_id__in=fund_ids)
    for entries in _batches(versions, after=0):
        anew = rows(entries, fields, [row_of(entry.profile) for entry in entries])
        merge(ListedVersion, FIELDS, anew, key=("version",))
    end(fund_ids)


def _own(entry: Entry) -> tuple[Any, ...]:
    summary, _ = compose.encoded(compose.summary(entry.profile))
    return entry.sequence, entry.profile.fund_id, entry.valid_from, STILL, summary


def _unlisted() -> Iterator[list[Entry]]:
    last = ListedVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return _batches(FundVersion.objects.all(), after=last)


def _batches(versions: "QuerySet[FundVersion]", *, after: int) -> Iterator[list[Entry]]:
    stored = versions.order_by("sequence").values_list("sequence", "valid_from", "body")
    while batch := list(stored.filter(sequence__gt=after)[:BATCH]):
        after = batch[-1][0]
        yield [Entry(sequence, at, _profile(sequence, body)) for sequence, at, body in batch]


def _profile(sequence: int, body: bytes | memoryview) -> FundProfile:
    try:
        return msgspec.json.decode(body, type=FundProfile)
    except msgspec.MsgspecError as error:
        raise BrokenLedgerError(f"Entry {sequence:,} of the ledger can't be read: {error}.") from error
