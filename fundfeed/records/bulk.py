"""Files of the whole public record, as the API lists them."""

from datetime import datetime
from enum import StrEnum

from .feed import Record


class BulkKind(StrEnum):
    """What a file holds; the values are parts of its name."""

    FULL = "full"
    DELTA = "delta"
    TABLE = "table"
    OPENFUNDS = "openfunds"

    @property
    def ending(self) -> str:
        """How the file's name ends."""
        return "ndjson.gz" if self in (BulkKind.FULL, BulkKind.DELTA) else "csv.gz"


class BulkFileEntry(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One file: `url` is relative to the API's host, and with `.sha256` behind it gives the line for `sha256sum -c`.

    `rows` are funds in `full` and `delta`, share classes in `table` and `openfunds`. `follows` names the set whose full
    file a delta continues.
    """

    kind: BulkKind
    name: str
    url: str
    rows: int
    size_in_bytes: int
    sha256: str
    follows: str | None


class BulkSetEntry(Record, frozen=True, kw_only=True):
    """The files of one moment; with `token`, `/changes/` goes on from exactly there."""

    name: str
    taken_at: datetime
    sequence: int
    token: str
    files: tuple[BulkFileEntry, ...]


class BulkList(Record, frozen=True, kw_only=True):
    """The sets that are kept, the newest first."""

    results: tuple[BulkSetEntry, ...]
