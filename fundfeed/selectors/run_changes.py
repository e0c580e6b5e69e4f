"""What runs changed, as it was kept."""

from collections.abc import Iterator

import msgspec
from django.db.models import Count

from ..models import FeedRun, RunChange
from ..records.differences import Difference, FieldChange, Kind


def differences_of(run: FeedRun) -> Iterator[Difference]:
    """Every difference of a run in its order, read bit by bit."""
    for change in run.changes.order_by("number").iterator(chunk_size=500):
        yield as_difference(change)


def counts_of(run: FeedRun) -> dict[Kind, int]:
    """How many differences of each kind, in the order of the report."""
    rows = run.changes.order_by().values_list("kind").annotate(count=Count("pk"))
    counts = {Kind(kind): count for kind, count in rows}
    return {kind: counts[kind] for kind in Kind if kind in counts}


def as_difference(change: RunChange) -> Difference:
    """A stored row as the value that it was."""
    return Difference(
        kind=Kind(change.kind),
        subject=change.subject,
        name=change.name,
        file=change.file,
        pointer=change.pointer,
        fields=msgspec.convert(tuple(change.fields), tuple[FieldChange, ...]),
    )
