"""Maintenance comes round at the hour of its first time, on its weekday, through spring, autumn and month's end."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.operations.recurrence import Plan, Recurrence, Span, next_span, spans

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
ZONES = [HONG_KONG, *map(ZoneInfo, ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"))]
COMES_BACK = [Recurrence.WEEKLY, Recurrence.MONTHLY, Recurrence.QUARTERLY]
BEGIN, END = 1_577_836_800, 2_051_222_400  # 15 years
moments = st.integers(BEGIN, END).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    start = draw(moments)
    length = timedelta(minutes=draw(st.integers(1, 24 * 60)))
    return Plan(Span(start, start + length), draw(st.sampled_from(COMES_BACK)), None, draw(st.sampled_from(ZONES)))


def plan(
    first: str, *, hours: int, comes: Recurrence, last_day: date | None = None, zone: ZoneInfo = HONG_KONG
) -> Plan:
    start = datetime.fromisoformat(first).replace(tzinfo=zone)
    return Plan(Span(start, start.astimezone(UTC) + timedelta(hours=hours)), comes, last_day, zone)


def beginnings(of: Plan, *, days: int) -> list[str]:
    start = of.first.starts_at
    found = spans(of, start=start, end=start + timedelta(days=days))
    return [f"{span.starts_at.astimezone(of.zone):%Y-%m-%d %H:%M}" for span in found]


@given(plans())
def test_each_time_lasts_as_long_as_the_first_and_begins_at_its_hour_on_its_weekday(plan: Plan) -> None:
    first = plan.first.starts_at.astimezone(plan.zone)

    found = list(spans(plan, start=plan.first.starts_at, end=plan.first.starts_at + timedelta(days=800)))

    assert found[0] == plan.first
    assert len(found) >= {Recurrence.WEEKLY: 110, Recurrence.MONTHLY: 24, Recurrence.QUARTERLY: 8}[plan.recurrence]
    for span in found:
        local = span.starts_at.astimezone(plan.zone)
        wanted = datetime.combine(local.date(), first.time(), tzinfo=plan.zone)
        is_skipped = wanted.astimezone(UTC).astimezone(plan.zone).replace(tzinfo=None) != wanted.replace(tzinfo=None)
        assert span.ends_at - span.starts_at == plan.first.ends_at - plan.first.starts_at
        assert is_skipped or (local.weekday(), local.time()) == (first.weekday(), first.time())


@given(plans(), moments, st.integers(1, 120))
def test_a_part_of_the_times_is_what_the_whole_says_of_it(plan: Plan, moment: datetime, days: int) -> None:
    start, end = moment, moment + timedelta(days=days)
    whole = spans(plan, start=plan.first.starts_at, end=end)

    part = list(spans(plan, start=start, end=end))

    assert part == [span for span in whole if span.ends_at > start]


@given(plans(), moments)
def test_the_next_time_is_the_first_that_is_not_over(plan: Plan, moment: datetime) -> None:
    found = next_span(plan, after=moment)

    assert found is not None
    assert found.ends_at > moment
    assert list(spans(plan, start=moment, end=found.starts_at)) == []


@given(plans())
def test_what_comes_each_month_keeps_its_number_in_the_month(plan: Plan) -> None:
    first = plan.first.starts_at.astimezone(plan.zone).date()
    found = list(spans(plan, start=plan.first.starts_at, end=plan.first.starts_at + timedelta(days=1500)))

    days = [span.starts_at.astimezone(plan.zone).date() for span in found]

    if plan.recurrence != Recurrence.WEEKLY:
        months = [day.year * 12 + day.month for day in days]
        step = 1 if plan.recurrence == Recurrence.MONTHLY else 3
        assert {later - earlier for earlier, later in pairwise(months)} == {step}
        is_last = (first.day - 1) // 7 == 4
        for day in days:
            assert (
                (day + timedelta(days=7)).month != day.month if is_last else (day.day - 1) // 7 == (first.day - 1) // 7
            )


@pytest.mark.parametrize(
    ("first", "comes", "days", "expected"),
    [
        ("2026-12-06 02:00", Recurrence.WEEKLY, 15, ["2026-12-06 02:00", "2026-12-13 02:00", "2026-12-20 02:00"]),
        ("2026-12-06 01:00", Recurrence.MONTHLY, 70, ["2026-12-06 01:00", "2027-01-03 01:00", "2027-02-07 01:00"]),
        ("2026-11-29 01:00", Recurrence.MONTHLY, 70, ["2026-11-29 01:00", "2026-12-27 01:00", "2027-01-31 01:00"]),
        ("2026-11-01 01:00", Recurrence.QUARTERLY, 190, ["2026-11-01 01:00", "2027-02-07 01:00", "2027-05-02 01:00"]),
        ("2026-12-06 01:00", Recurrence.ONCE, 400, ["2026-12-06 01:00"]),
    ],
)
def test_sundays_by_hand(first: str, comes: Recurrence, days: int, expected: list[str]) -> None:
    assert beginnings(plan(first, hours=2, comes=comes), days=days) == expected


def test_an_hour_that_is_skipped_begins_when_the_clock_jumps_on_and_lasts_as_long() -> None:
    london = plan("2026-03-22 01:30", hours=2, comes=Recurrence.WEEKLY, zone=ZoneInfo("Europe/London"))

    before, skipped, after = list(spans(london, start=london.first.starts_at, end=datetime(2026, 4, 6, tzinfo=UTC)))

    assert [f"{span.starts_at.astimezone(london.zone):%H:%M}" for span in (before, skipped, after)] == [
        *("01:30", "02:30", "01:30")
    ]
    assert skipped.ends_at - skipped.starts_at == timedelta(hours=2)


def test_no_time_begins_after_the_last_day() -> None:
    until = plan("2026-12-06 02:00", hours=2, comes=Recurrence.WEEKLY, last_day=date(2026, 12, 13))

    assert beginnings(until, days=60) == ["2026-12-06 02:00", "2026-12-13 02:00"]
    assert next_span(until, after=datetime(2026, 12, 14, tzinfo=UTC)) is None
