"""The minute's round: makes the checks that are due and keeps what they found."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Max
from msgspec.structs import replace

from fundfeed.services import verify_ledger

from .checks.known import registered
from .checks.registry import Check
from .checks.running import Looked, look
from .models import CheckResult, LedgerVerification
from .service.noting import follow_troubles, note
from .states import Result

EARLY = timedelta(seconds=10)  # beat's minutes aren't all of one length
log = structlog.get_logger(__name__)


def make_round(*, at: datetime) -> int:
    """Make the checks that are due and keep what they found; says how many were made."""
    last = dict(CheckResult.objects.values_list("name").annotate(Max("checked_at")).order_by())
    due = [check for check in registered() if _is_due(check, last.get(check.name), at)]
    found = look(due, at=at, is_round=True)
    with transaction.atomic():
        keep(found, at=at)
        note(found, at=at)
    return len(due)


def _is_due(check: Check, last: datetime | None, at: datetime) -> bool:
    return last is None or at - last >= check.every - EARLY


@transaction.atomic
def keep(found: Iterable[Looked], *, at: datetime) -> None:
    """Keep what was found, one row for each subject; a subject that isn't there any more is forgotten."""
    names = [looked.check.name for looked in found]
    before = {(row.name, row.subject): row for row in CheckResult.objects.select_for_update().filter(name__in=names)}
    rows = [row for looked in found for row in _rows(looked, before, at)]
    CheckResult.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("name", "subject"),
        update_fields=("state", "sentence", "measure", "value", "since", "checked_at", "seconds"),
    )
    gone = before.keys() - {(row.name, row.subject) for row in rows}
    CheckResult.objects.filter(pk__in=[before[key].pk for key in gone]).delete()
    follow_troubles(rows, names, at=at)


def _rows(looked: Looked, before: dict[tuple[str, str], CheckResult], at: datetime) -> Iterable[CheckResult]:
    for result in {result.subject: result for result in _marked(looked, before)}.values():
        old = before.get((looked.check.name, result.subject))
        is_same = old is not None and old.state == result.state
        if not is_same:
            log.info("check.changed", check=looked.check.name, subject=result.subject, state=result.state.value)
        yield CheckResult(
            name=looked.check.name,
            subject=result.subject,
            state=result.state.value,
            sentence=result.sentence,
            measure=result.measure,
            value=result.value,
            since=result.since or (old.since if is_same and old else at),
            checked_at=at,
            seconds=looked.seconds,
        )


def _marked(looked: Looked, before: Iterable[tuple[str, str]]) -> list[Result]:
    """The results; what went wrong stands at each known subject that got no answer, not in place of them all."""
    if looked.is_whole:
        return looked.results
    *told, trouble = looked.results
    known = {subject for name, subject in before if name == looked.check.name} - {""}
    silent = known - {result.subject for result in told}
    return [*told, *(replace(trouble, subject=subject) for subject in sorted(silent))] if known or told else [trouble]


def walk_the_ledger(*, at: datetime) -> LedgerVerification:
    """Verify the whole ledger and keep what was found."""
    report = verify_ledger()
    if report.faults:
        log.error("ledger.broken", faults=report.faults)
    return LedgerVerification.objects.create(at=at, entries=report.entries, faults=report.faults)
