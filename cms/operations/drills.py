"""A drill, measured by what the feed wrote down meanwhile, and kept in the audit trail."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from cms.audit.services import record
from fundfeed.models import Decision, FeedRun
from fundfeed.records.findings import Outcome
from fundfeed.stages.notify import PUBLISHED

HELD: Final = "drill.held"
TROUBLE: Final = (Outcome.HALTED, Outcome.AWAITING_RELEASE, Outcome.FAILED)
SCENARIOS: Final = {
    1: "Files that can't be read",
    2: "Funds removed but not deauthorised",
    3: "Mass deauthorisation",
    4: "Bad profiles",
    5: "Downtime",
}


class DrillTimes(Struct, frozen=True):
    """Minutes from the beginning; None where nothing of the kind was written down."""

    detected: float | None
    decided: float | None
    recovered: float | None

    def __str__(self) -> str:
        told = asdict(self).items()
        return ", ".join(f"{name} {'not measured' if value is None else f'after {value} min'}" for name, value in told)


def measured(*, began: datetime, ended: datetime) -> DrillTimes:
    """When the first run met trouble, when two people decided about a delivery, when the last one became public."""
    runs = FeedRun.objects.filter(finished_at__range=(began, ended)).order_by("finished_at")
    trouble = runs.filter(outcome__in=TROUBLE).first() or runs.filter(findings__severity="hold").first()
    decision = Decision.objects.filter(decided_at__range=(began, ended)).order_by("decided_at").first()
    good = runs.filter(outcome__in=PUBLISHED).last()
    return DrillTimes(
        detected=_minutes(began, trouble.finished_at if trouble else None),
        decided=_minutes(began, decision.decided_at if decision else None),
        recovered=_minutes(began, good.finished_at if good else None),
    )


def hold_drill(*, scenario: int, began: datetime, ended: datetime, by: str = "", note: str = "") -> DrillTimes:
    """Write down that a scenario was practised, by whom, and how long each part took."""
    times = measured(began=began, ended=ended)
    record(
        action=HELD,
        actor=by,
        label=f"Scenario {scenario}: {SCENARIOS[scenario]}",
        data={"began": began.isoformat(), "minutes": asdict(times)},
        comment="; ".join(filter(None, (str(times), note))),
    )
    return times


def _minutes(began: datetime, at: datetime | None) -> float | None:
    return round((at - began).total_seconds() / 60, 1) if at else None
