"""Availability by the minute, key figures beside their limits, and troubles over time."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.operations.checks.known import registered
from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.checks.running import look
from cms.operations.growth import measure_growth
from cms.operations.metrics.http import REQUESTS, SECONDS
from cms.operations.models import DailyMeasure, MaintenanceWindow, MeasuredHour, ServiceMinute, Trouble
from cms.operations.rounds import make_round
from cms.operations.served.accounting import Served, served, total
from cms.operations.served.minutes import BOUNDS
from cms.operations.service.keeper import Keeper
from cms.operations.states import Result, State
from tests.factories.moderation import maintenance_window, publish
from tests.functional.admin import rows
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def minutes(count: int, *, start: datetime = NOON, area: str = "api", **values: Any) -> None:
    ServiceMinute.objects.bulk_create(
        ServiceMinute(minute=start + number * MINUTE, area=area, **values) for number in range(count)
    )


def api(start: datetime, end: datetime) -> Served:
    return total(one for (area, _), one in served(start, end).items() if area == "api")


def test_a_minute_is_down_when_more_than_one_answer_in_twenty_is_an_error_or_no_probe_was_answered() -> None:
    minutes(10, requests=100, errors=5, probes=1)
    minutes(3, start=NOON + 10 * MINUTE, requests=100, errors=6)
    minutes(2, start=NOON + 13 * MINUTE, probes=2, failed=2)
    minutes(1, start=NOON + 15 * MINUTE, probes=2, failed=1)

    found = api(NOON, NOON + 20 * MINUTE)

    assert (found.up, found.down, found.unmeasured, found.apart) == (11, 5, 4, 0)
    assert found.available == pytest.approx(100 * 11 / 16)
    assert found.error_percent == pytest.approx(100 * 68 / 1300)


def test_announced_maintenance_is_apart_measured_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MaintenanceWindow, "NOTICE", dict.fromkeys(MaintenanceWindow.Kind, -timedelta(days=9999)))
    publish(maintenance_window(starts_at=NOON + 5 * MINUTE, ends_at=NOON + 15 * MINUTE))
    minutes(5, requests=1)
    minutes(4, start=NOON + 5 * MINUTE, probes=1, failed=1)
    minutes(5, start=NOON + 15 * MINUTE, requests=1)

    found = api(NOON, NOON + 20 * MINUTE)

    assert (found.up, found.down, found.apart, found.unmeasured) == (10, 0, 10, 0)


def keep(keeper: Keeper, minute: datetime) -> None:
    keeper.take(minute=minute)
    keeper.write()


def test_a_process_writes_down_what_it_counted_and_adds_to_what_others_wrote() -> None:
    one, other = Keeper(), Keeper()
    for seconds, status in ((0.02, "2xx"), (0.02, "2xx"), (3.0, "5xx")):
        REQUESTS.labels("api:funds", "GET", status, "front").inc()
        SECONDS.labels("api:funds").observe(seconds)
    REQUESTS.labels("healthz", "GET", "2xx", "django").inc()

    for keeper in (one, other):
        keep(keeper, NOON)
    keep(one, NOON + MINUTE)

    (row,) = ServiceMinute.objects.all()
    assert (row.area, row.minute, row.requests, row.errors) == ("api", NOON, 6, 2)
    assert row.seconds == pytest.approx(2 * 3.04)
    assert dict(zip(BOUNDS, row.within, strict=True))[0.025] == 4
    assert row.within[-1] == 6


def test_what_can_t_be_written_waits_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper()
    REQUESTS.labels("api:funds", "GET", "5xx", "django").inc()
    SECONDS.labels("api:funds").observe(0.1)

    with monkeypatch.context() as broken:
        broken.setattr("cms.operations.served.minutes.ADD_MINUTE", "SELECT nonsense")
        keep(keeper, NOON)
    lost = ServiceMinute.objects.count()
    keeper.write()

    assert (lost, ServiceMinute.objects.get().errors) == (0, 1)


def test_the_time_within_which_most_answers_began_is_read_off_the_counts() -> None:
    counts = {0.05: 90, 0.1: 100}
    within = tuple(max((count for bound, count in counts.items() if bound <= one), default=0) for one in BOUNDS)

    served_so = Served(requests=100, within=within)

    assert served_so.quantile(0.95) == pytest.approx(0.075)
    assert Served(requests=4, within=(*(0,) * 12, 4)).quantile(0.95) == 5.0
    assert Served().quantile(0.95) is None


def asked(*results: Result, name: str = "api") -> Check:
    def say(_scene: Scene) -> tuple[Result, ...]:
        return results

    return Check(name=name, title=name, group=Group.COMPONENTS, look=say, remedy="Mend it.")


def rounds(monkeypatch: pytest.MonkeyPatch, *results: Result) -> None:
    """One round a minute, each with one result of the API's probe."""
    for number, result in enumerate(results):
        monkeypatch.setattr("cms.operations.rounds.registered", lambda said=result: (asked(said),))
        make_round(at=NOON + number * MINUTE)


def test_a_round_notes_what_its_probes_heard_and_what_it_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Result(state=State.BAD, sentence="Slow.", value=6.0, measure="response_seconds")
    away = Result(state=State.BAD, sentence="The API doesn't answer.")
    unknown = Result(state=State.UNKNOWN, sentence="The check itself failed.")

    rounds(monkeypatch, slow, away, unknown)

    assert list(ServiceMinute.objects.order_by("minute").values_list("probes", "failed")) == [(1, 0), (1, 1)]
    hour = MeasuredHour.objects.get()
    assert (hour.measure, hour.readings, hour.highest) == ("response_seconds", 1, 6.0)


def test_a_trouble_keeps_its_worst_and_ends_when_all_is_well_again(monkeypatch: pytest.MonkeyPatch) -> None:
    well, warned = Result(state=State.OK, sentence="Well."), Result(state=State.WARN, sentence="Slow.")
    away, unknown = Result(state=State.BAD, sentence="Away."), Result(state=State.UNKNOWN, sentence="?")

    rounds(monkeypatch, well, warned, away, unknown, warned, well, away)

    again, first = Trouble.objects.all()
    assert (first.state, first.sentence, first.began_at) == ("bad", "Away.", NOON + MINUTE)
    assert first.ended_at == NOON + 5 * MINUTE
    assert (again.began_at, again.ended_at) == (NOON + 6 * MINUTE, None)


def test_errors_and_availability_are_held_against_their_limits() -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    minutes(50, start=now - timedelta(hours=1), requests=100, errors=1, probes=1)
    minutes(1, start=now - 10 * MINUTE, probes=1, failed=1)
    minutes(60, start=now - timedelta(hours=1), area="site", probes=1)

    wanted = [check for check in registered() if check.name in ("errors", "availability")]
    said = {(one.check.name, result.subject): result for one in look(wanted, at=now) for result in one.results}

    assert said["errors", ""].state == State.WARN
    assert said["errors", ""].sentence == "50 errors in 5,000 answers of the last hour."
    assert said["availability", "API"].state == State.BAD
    assert "98.039 % of thirty days: 1 minute down, 9 not measured" in said["availability", "API"].sentence
    assert said["availability", "public site"].state == State.OK


def test_key_figures_stand_beside_their_limits_on_the_screen_and_in_the_file(sign_in: SignIn) -> None:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = today - timedelta(days=1)
    minutes(999, start=yesterday, requests=60, seconds=3, within=[0] * 6 + [60] * 7, probes=1)
    minutes(1, start=yesterday + 999 * MINUTE, requests=60, errors=60, within=[60] * 13)
    MeasuredHour.objects.create(hour=yesterday, measure="memory_percent", readings=2, total=140, highest=95)
    client = sign_in("IT operator")

    page = client.get("/admin/operations/figures/").content.decode()
    file = client.get("/admin/operations/figures/?by=month&format=csv").content.decode()

    assert "99.9 %" in page
    assert "1 min down" in page
    assert "99.95 %, wrong below 99.9 %" in page
    found = {
        row["figure"]: row
        for row in csv.DictReader(StringIO(file))
        if row["from"] == f"{yesterday:%Y-%m}-01" and row["value"]
    }
    assert float(found["api_availability"]["value"]) == pytest.approx(99.9)
    assert float(found["api_requests"]["value"]) == 60_000
    assert float(found["api_errors"]["value"]) == pytest.approx(0.1)
    assert found["memory_percent_highest"]["state"] == "bad"
    assert float(found["memory_percent_average"]["value"]) == 70


def test_the_same_trouble_is_counted_by_month_and_a_provider_s_by_how_its_runs_ended(sign_in: SignIn) -> None:
    demo, now = rows.provider("DEMO"), timezone.now()
    for number in range(3):
        rows.run(demo, "halted", reason="unreadable", started_at=now - timedelta(minutes=number))
    rows.run(demo, "applied")
    Trouble.objects.create(
        name="sftp", subject="DEMO", state="bad", sentence="Away.", began_at=now - timedelta(days=200), ended_at=now
    )
    client = sign_in("System operator")

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            page = client.get("/admin/operations/troubles/").content.decode()
        assert "Halted: unreadable" in page
        assert '<td class="number">3</td>' in page
        assert "1 time, 30 days" in page or "1 time, 31 days" in page
        return len(counted)

    queries()
    few = queries()
    for number in range(20):
        rows.run(rows.provider(f"P{number}"), "failed", reason="unreadable", started_at=now)
        Trouble.objects.create(name="sftp", subject=f"P{number}", state="bad", sentence="Away.", began_at=now)
    assert queries() == few


@pytest.mark.parametrize(("role", "status"), [("Auditor", 200), ("Marketing", 302)])
def test_reports_are_for_those_who_operate(sign_in: SignIn, role: str, status: int) -> None:
    client = sign_in(role)

    for address in ("figures", "troubles"):
        assert client.get(f"/admin/operations/{address}/").status_code == status


def test_the_capacity_report_tells_what_grows_and_when_it_meets_its_limit(sign_in: SignIn) -> None:
    today, printed = timezone.localdate(), StringIO()
    yesterday = timezone.localtime().replace(hour=0, minute=0) - timedelta(hours=5)
    minutes(3, start=yesterday, requests=500)
    MeasuredHour.objects.create(hour=yesterday, measure="memory_percent", readings=1, total=80, highest=83)
    for days in range(1, 10):
        DailyMeasure.objects.create(day=today - timedelta(days=days), name="disk_percent", value=70 - days)

    measure_growth(day=today)
    DailyMeasure.objects.filter(day=today, name="disk_percent").update(value=70)

    call_command("capacity_report", stdout=printed)
    page = sign_in("IT operator").get("/admin/operations/capacity/").content.decode()
    found = {(one.name, one.day): one.value for one in DailyMeasure.objects.all()}
    reached = today + timedelta(days=10)
    assert found["requests", today - timedelta(days=1)] == 1500
    assert found["memory_highest", today - timedelta(days=1)] == 83
    assert f"{reached:%-d %B %Y}" in page
    assert f"+30.0 % a month         meets 80.0 % on {reached:%-d %B %Y}" in printed.getvalue()
