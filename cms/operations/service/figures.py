"""Key figures: what was measured in a time, each beside its limits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from msgspec import Struct

from ..limits import Limit
from ..models import limits_now
from ..served.accounting import Served, served, total
from ..served.periods import Period, midnight, periods
from .utilisation import utilisation
from .values import FULL, Figure, Value, shown


class Report(Struct, frozen=True):
    """Key figures of several periods, group by group."""

    kind: str
    periods: list[Period]
    groups: list[tuple[str, list[Figure]]]


class _Kind(Struct, frozen=True):
    """How one figure is read off what was served, and by which limits it is judged."""

    name: str
    title: str
    unit: str
    measure: str
    read: Callable[[Served, float], float | None]
    digits: int = 2


def _availability(found: Served, _minutes: float) -> float | None:
    return found.available


SPEED: Final = "response_seconds"
API: Final = (
    _Kind("api_availability", "Availability", "%", "unavailable_percent", _availability, 3),
    _Kind("api_errors", "Answers that are errors", "%", "error_percent", lambda found, _: found.error_percent, 3),
    _Kind("api_average", "Answer, on average", "s", SPEED, lambda found, _: found.average, 3),
    _Kind("api_p95", "Answer, 95 of 100 within", "s", SPEED, lambda found, _: found.quantile(0.95), 3),
    _Kind("api_requests", "Requests", "", "", lambda found, _: found.requests, 0),
    _Kind("api_hourly", "Requests an hour", "", "", lambda found, m: found.requests * 60 / m if m else None, 0),
    _Kind("api_busiest", "Requests in the busiest minute", "", "", lambda found, _: found.busiest, 0),
)
SITE: Final = (_Kind("site_availability", "Availability", "%", "unavailable_percent", _availability, 3),)
ADMIN: Final = (
    _Kind("admin_errors", "Answers that are errors", "%", "error_percent", lambda found, _: found.error_percent, 3),
    _Kind("admin_p95", "Answer, 95 of 100 within", "s", SPEED, lambda found, _: found.quantile(0.95), 3),
)
GROUPS: Final = (("API", "api", API), ("Public site", "site", SITE), ("Admin", "admin", ADMIN))


def report(kind: str, *, at: datetime) -> Report:
    """The key figures of the last periods of a kind; as many queries for a month as for a day."""
    wanted = periods(kind, today=timezone.localdate(at))
    limits = limits_now()
    days = served(midnight(wanted[-1].first), at.replace(second=0, microsecond=0))
    groups = []
    for title, area, kinds in GROUPS:
        found = [total(one for (name, day), one in days.items() if name == area and p.holds(day)) for p in wanted]
        spans = [_minutes(period, at) for period in wanted]
        groups.append((title, [_figure(one, found, spans, limits) for one in kinds]))
    groups.append(("Utilisation", utilisation(wanted, limits)))
    return Report(kind, wanted, groups)


def _minutes(period: Period, at: datetime) -> float:
    """How long a period has lasted so far."""
    return max((min(midnight(period.after), at) - midnight(period.first)) / timedelta(minutes=1), 0.0)


def _figure(kind: _Kind, found: Sequence[Served], spans: Sequence[float], limits: Mapping[str, Limit]) -> Figure:
    limit = limits.get(kind.measure)
    values = [_value(kind, one, span, limit) for one, span in zip(found, spans, strict=True)]
    return Figure(kind.name, kind.title, kind.unit, limit, values)


def _value(kind: _Kind, found: Served, span: float, limit: Limit | None) -> Value:
    number = kind.read(found, span)
    if number is None:
        return Value(None, "–")
    is_share_of_up = kind.measure == "unavailable_percent"
    state = limit.state(FULL - number if is_share_of_up else number) if limit else None
    return Value(number, shown(number, kind.unit, kind.digits), state, _gaps(found) if is_share_of_up else "")


def _gaps(found: Served) -> str:
    """What stands behind a share of minutes."""
    parts = ((found.down, "down"), (found.apart, "in maintenance"), (found.unmeasured, "not measured"))
    return ", ".join(f"{count:,} min {word}" for count, word in parts if count)
