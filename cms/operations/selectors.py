"""Reads of what operators announced: approved rows only, and the clock as an argument."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from django.db.models import Q

from .maintenance import occurrences
from .models import StatusNotice
from .payloads import Incident, Maintenance, StatusUpdate

KEPT: Final = timedelta(days=14)
MOST: Final = 20
MOST_PAST: Final = 200
Service = Literal["operational", "maintenance", "degraded", "outage"]


def incidents(*, at: datetime) -> tuple[Incident, ...]:
    """What goes on, and what ended within the last two weeks; the latest first."""
    rows = StatusNotice.objects.filter(live=True).filter(Q(resolved_at=None) | Q(resolved_at__gt=at - KEPT))
    return tuple(map(_incident, rows.order_by("-began_at", "-pk")[:MOST]))


def incidents_since(start: datetime, *, at: datetime) -> tuple[Incident, ...]:
    """What went on at any time from `start` to `at`; the latest first."""
    rows = StatusNotice.objects.filter(live=True, began_at__lte=at).filter(
        Q(resolved_at=None) | Q(resolved_at__gt=start)
    )
    return tuple(map(_incident, rows.order_by("-began_at", "-pk")[:MOST_PAST]))


def maintenance_since(start: datetime, *, at: datetime) -> tuple[Maintenance, ...]:
    """What was under way at any time from `start` to `at`; the latest first."""
    return tuple(_maintenance(one, at) for one in reversed(occurrences.past(start=start, end=at)))[:MOST_PAST]


def maintenance(*, at: datetime) -> tuple[Maintenance, ...]:
    """What is under way or announced, of what comes round the next time; in order."""
    return tuple(_maintenance(one, at) for one in occurrences.announced(at=at))[:MOST]


def service(found: Iterable[Incident], planned: Iterable[Maintenance], *, at: datetime) -> Service:
    """The worst of what goes on: for the public, who never sees the admin."""
    return service_between(found, planned, start=at, end=at)


def service_between(
    found: Iterable[Incident], planned: Iterable[Maintenance], *, start: datetime, end: datetime
) -> Service:
    """The worst of what went on at any time between two moments."""
    impacts = {one.impact for one in found if _meet((one.began_at, one.resolved_at), start, end)}
    if "outage" in impacts:
        return "outage"
    if "degraded" in impacts:
        return "degraded"
    is_maintained = any(one.scope != "admin" and _meet((one.starts_at, one.ends_at), start, end) for one in planned)
    return "maintenance" if is_maintained else "operational"


def _meet(span: tuple[datetime, datetime | None], start: datetime, end: datetime) -> bool:
    """Whether something that lasts from its first moment until before its last one falls between two moments."""
    begins, ends = span
    return begins <= end and (ends is None or ends > start)


def next_boundary(found: Iterable[Incident], planned: Iterable[Maintenance], *, after: datetime) -> datetime | None:
    """When the next of these begins or ends."""
    moments = [moment for one in found for moment in (one.began_at, one.resolved_at)]
    moments += [moment for one in planned for moment in (one.starts_at, one.ends_at)]
    return min((moment for moment in moments if moment and moment > after), default=None)


def _incident(row: StatusNotice) -> Incident:
    return Incident(
        incident_id=str(row.pk),
        title={"en": row.title_en, "zh-Hant": row.title_zh_hant},
        affected=row.affected,  # type: ignore[arg-type] # one of Affected
        impact=row.impact,  # type: ignore[arg-type] # one of Impact
        began_at=_utc(row.began_at),
        resolved_at=_utc(row.resolved_at) if row.resolved_at else None,
        updates=tuple(
            StatusUpdate(
                at=_utc(update["at"]), message={"en": update["message_en"], "zh-Hant": update["message_zh_hant"]}
            )
            for update in row.told()
        ),
    )


def _maintenance(one: occurrences.Occurrence, at: datetime) -> Maintenance:
    row = one.window
    return Maintenance(
        scope=row.scope,  # type: ignore[arg-type] # one of Scope
        kind=row.kind,  # type: ignore[arg-type] # one of Kind
        starts_at=_utc(one.starts_at),
        planned_ends_at=_utc(one.planned_ends_at),
        ends_at=_utc(one.ends_at),
        message={"en": row.message_en, "zh-Hant": row.message_zh_hant},
        completion={"en": row.completion_en, "zh-Hant": row.completion_zh_hant} if one.ends_at <= at else None,
    )


def _utc(moment: Any) -> datetime:
    """As the wire writes moments; what is public has them all."""
    found: datetime = moment.astimezone(UTC)
    return found
