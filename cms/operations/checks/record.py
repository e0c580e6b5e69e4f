"""The record and what keeps it: the database, the audit trail, the ledger, the stored documents."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Min, Q

from cms.audit.state import state as state_of_trail
from fundfeed.models import DocumentFile

from ..models import LedgerVerification
from ..states import Result, State
from ..wording import counted, moment
from .registry import Scene

PATIENCE: Final = timedelta(days=2)
OF_TONES: Final = {"good": State.OK, "caution": State.WARN, "bad": State.BAD}


def postgres(scene: Scene) -> Iterator[Result]:
    """Whether the database answers, and how many of its connections are in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity"
            " WHERE backend_type = 'client backend'"
        )
        used, most = cursor.fetchone()
    percent = 100 * used / most
    yield Result(
        state=scene.limits["connections_percent"].state(percent),
        sentence=f"PostgreSQL answers; {used} of {most} connections in use.",
        value=percent,
        measure="connections_percent",
    )


def audit(scene: Scene) -> Iterator[Result]:
    """Whether the audit trail was found whole when it was verified last."""
    found = state_of_trail(now=scene.at)
    when = f" Last verified {moment(found.at)}." if found.at else ""
    yield Result(state=OF_TONES.get(found.badge.tone, State.UNKNOWN), sentence=f"{found.sentence}{when}")


def ledger(scene: Scene) -> Iterator[Result]:
    """Whether the public ledger was found whole when it was verified last."""
    last = LedgerVerification.objects.first()
    if last is None:
        yield Result(state=State.UNKNOWN, sentence="Not verified yet: it is done each night.")
    elif last.faults:
        yield Result(state=State.BAD, sentence=f"{last.faults[0]} {counted(len(last.faults), 'fault')}.")
    elif scene.at - last.at > PATIENCE:
        yield Result(state=State.WARN, sentence=f"Not verified since {moment(last.at)}.", since=last.at)
    else:
        found = f"All {last.entries:,} entries fit together."
        yield Result(state=State.OK, sentence=f"{found} Last verified {moment(last.at)}.")


def documents(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether the stored documents are still the bytes that were received."""
    found = DocumentFile.objects.aggregate(
        count=Count("pk"), damaged=Count("pk", filter=~Q(fault="")), since=Min("checked_at", filter=~Q(fault=""))
    )
    if found["damaged"]:
        sentence = f"{counted(found['damaged'], 'stored document')} damaged or missing."
        yield Result(state=State.BAD, sentence=sentence, value=found["damaged"], since=found["since"])
    else:
        yield Result(state=State.OK, sentence=f"{counted(found['count'], 'stored document')}, none damaged.", value=0)
