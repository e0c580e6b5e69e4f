"""The ledger of one fund: its versions, and the one that was public at a moment."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from msgspec import Struct

from ..models import FundVersion
from ..records.history import Source, VersionMark
from .published import StoredBody
from .sources import Origin, sources

AT_A_TIME = 100  # versions: half a megabyte
MARK = ("version", "sequence", "valid_from", "body_sha256", "body")
ORIGIN = (
    "file", "pointer", "delivery", "delivery__delivery_id", "delivery__content_date", "delivery__provider__code",
)  # fmt: skip


class LedgerEntry(Struct, frozen=True):
    """One version as the ledger has it, with its source."""

    mark: VersionMark
    body: bytes
    source: Source


class LedgerPage(Struct, frozen=True):
    """Versions of a fund, the newest first, and the body of the one before the last of them, if there is any."""

    entries: tuple[LedgerEntry, ...]
    body_before: bytes | None


def version(fund_id: str, number: int) -> StoredBody | None:
    """One version's body as it was published; None when there is none."""
    rows = FundVersion.objects.filter(fund=fund_id, version=number)
    row = rows.values_list("body", "body_sha256", "valid_from").first()
    return _stored(*row) if row else None


def version_before(fund_id: str, moment: datetime) -> tuple[int, StoredBody] | None:
    """The number and the body of the version that was public just before this moment; None when there was none."""
    rows = FundVersion.objects.filter(fund=fund_id, valid_from__lt=moment).order_by("-version")
    row = rows.values_list("version", "body", "body_sha256", "valid_from").first()
    return (row[0], _stored(*row[1:])) if row else None


def first_published(fund_id: str) -> datetime | None:
    """When the fund became public; None when it never did."""
    return FundVersion.objects.filter(fund=fund_id, version=1).values_list("valid_from", flat=True).first()


def page(fund_id: str, *, size: int, newest: int | None = None) -> LedgerPage:
    """The `size` versions from number `newest` downwards, or from the latest; in three queries at most."""
    rows = FundVersion.objects.filter(fund=fund_id).order_by("-version").values_list(*MARK, *ORIGIN)
    if newest is None:
        found = [None, *rows[: size + 1]]
    else:
        found = list(rows.filter(version__lte=newest + 1)[: size + 2])
        found = found if found and found[0][0] == newest + 1 else [None, *found]
    entries = _entries(found[: size + 1])
    older = found[size + 1 :]
    return LedgerPage(entries, bytes(older[0][4]) if older else None)


def two_versions(fund_id: str, numbers: tuple[int, int]) -> dict[int, tuple[VersionMark, bytes]]:
    """These versions of a fund, as far as there are such, by number."""
    following = {number + 1 for number in numbers}
    rows = FundVersion.objects.filter(fund=fund_id, version__in={*numbers, *following}).values_list(*MARK)
    found = {row[0]: row for row in rows}
    starts = {number: row[2] for number, row in found.items()}
    return {
        number: (_mark(found[number], starts.get(number + 1)), bytes(found[number][4]))
        for number in numbers
        if number in found
    }


def versions_down_from(fund_id: str, newest: int) -> Iterator[LedgerEntry]:
    """All versions of a fund from this number downwards, some at a time; in three queries at most for each part."""
    newer = None
    while newest > 0:
        rows = FundVersion.objects.filter(fund=fund_id, version__lte=newest).order_by("-version")
        found = [newer, *rows.values_list(*MARK, *ORIGIN)[:AT_A_TIME]]
        yield from _entries(found)
        newer, newest = found[-1], newest - AT_A_TIME


def _stored(body: bytes | memoryview, etag: str, since: datetime) -> StoredBody:
    return StoredBody(bytes(body), etag, int(since.timestamp()))


def _entries(rows: Sequence[Any]) -> tuple[LedgerEntry, ...]:
    """All rows but the first, which only says until when the second holds."""
    origins = {row[0]: _origin(row) for row in rows[1:]}
    found = sources(set(origins.values()))
    return tuple(
        LedgerEntry(_mark(row, newer[2] if newer else None), bytes(row[4]), found[origins[row[0]]])
        for newer, row in pairwise(rows)
    )


def _mark(row: Sequence[Any], valid_to: datetime | None) -> VersionMark:
    number, sequence, valid_from, digest = row[:4]
    return VersionMark(version=number, sequence=sequence, valid_from=valid_from, valid_to=valid_to, sha256=digest)


def _origin(row: Iterable[Any]) -> Origin:
    _, _, valid_from, _, _, *rest = row
    return Origin(valid_from, *rest)
