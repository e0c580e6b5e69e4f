"""Maintenance closes what it says and nothing else, is told before, meanwhile and afterwards, and ends by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from prometheus_client.core import Metric
from pytest_django.fixtures import Settings

from cms.operations.maintenance.running import NotSaidError, say_longer, say_over, see_to_it
from cms.operations.metrics.maintenance import maintenance
from cms.operations.models import CheckResult, MaintenanceOccurrence, MaintenanceWindow
from fundfeed.models import Message
from fundfeed.services import providers_due
from tests.factories.audit import last_event
from tests.factories.maintenance import approved, in_time, moment
from tests.factories.moderation import approve, maintenance_window, maker, person, publish, submit
from tests.factories.public_answers import API, get
from tests.factories.site import Site
from tests.functional.admin.conftest import confirm
from tests.functional.feed.conftest import published, site

__all__ = ["published", "site"]
pytestmark = pytest.mark.django_db
SCREEN = "/admin/operations/maintenance/"


def begun(**values: Any) -> MaintenanceOccurrence:
    """One that is under way and that the minute's round has seen."""
    approved(**values)
    see_to_it(at=timezone.now())
    return MaintenanceOccurrence.objects.get()


def desk(role: str) -> Client:
    """The browser of somebody with this role."""
    client, user = Client(), person(role.lower().replace(" ", "-"), role)
    client.force_login(user)
    confirm(client, user)
    return client


def mails(words: str) -> list[str]:
    return [message.text for message in Message.objects.filter(subject__startswith=words)]


def told(position: str = "", lang: str = "en") -> list[tuple[str, str]]:
    items = get(f"/banners/?lang={lang}&position={position}")["items"]
    return [(one["title"], one["text"]) for one in items]


def gauge(name: str) -> dict[str, float]:
    found: list[Metric] = [family for family in maintenance() if family.name == name]
    return {sample.labels["scope"]: sample.value for sample in found[0].samples}


def test_while_the_whole_service_is_maintained_programs_read_and_do_not_write() -> None:
    approved(scope="all", message_en="We move to a new server.")

    read, refused = Client().get(f"{API}/status/"), Client().post(f"{API}/partner/keys/rotate/")

    problem = refused.json()
    assert (read.status_code, refused.status_code, problem["code"]) == (200, 503, "maintenance")
    assert problem["detail"].startswith("We move to a new server. Reading goes on; write again after 20")
    assert 3400 < int(refused["Retry-After"]) <= 3660


@pytest.mark.parametrize(("scope", "status"), [("feed", 401), ("admin", 401), ("site", 503)])
def test_writes_are_refused_for_what_concerns_them_alone(scope: str, status: int) -> None:
    approved(scope=scope)

    assert Client().post(f"{API}/partner/keys/rotate/").status_code == status


@pytest.mark.parametrize("scope", ["all", "admin"])
def test_the_admin_is_closed_for_all_but_those_who_look_after_it(scope: str) -> None:
    approved(scope=scope, title="Move to the new server")

    closed = desk("Content manager").get("/admin/")

    page = closed.content.decode()
    assert (closed.status_code, closed["Cache-Control"]) == (503, "no-store")
    assert 3400 < int(closed["Retry-After"]) <= 3660
    assert "Move to the new server" in page
    assert "Expected until" in page
    for role in ("System operator", "System administrator"):
        assert desk(role).get("/admin/").status_code == 200
    assert Client().get("/admin/login/", follow=True).status_code == 200


def test_the_admin_is_open_before_and_after_and_while_something_else_is_maintained() -> None:
    approved(scope="all", starts_at=moment(hours=1), ends_at=moment(hours=2))
    approved(scope="all", starts_at=moment(hours=-2), ends_at=moment(minutes=-1))
    approved(scope="feed")

    assert desk("Content manager").get("/admin/").status_code == 200


@pytest.mark.parametrize("scope", ["feed", "all"])
def test_rounds_start_no_run_meanwhile_and_make_it_good_afterwards(site: Site, scope: str) -> None:
    approved(scope=scope, starts_at=site.now - timedelta(hours=1), ends_at=site.now + timedelta(hours=1))

    meanwhile = providers_due()
    site.now += timedelta(hours=1)

    assert (meanwhile, providers_due()) == ([], [site.provider])


def test_a_cut_off_that_passes_meanwhile_is_not_mailed(site: Site) -> None:
    site.now += timedelta(hours=10)
    assert site.sync().outcome == "halted: not_delivered"
    site.now += timedelta(hours=3)
    approved(scope="feed", starts_at=site.now - timedelta(hours=1), ends_at=site.now + timedelta(hours=1))

    providers_due()

    assert mails("Feed not delivered by the cut-off") == []


def test_the_site_says_so_on_every_page_from_three_days_before_until_it_is_over() -> None:
    approved(starts_at=moment(days=4), ends_at=moment(days=4, hours=2), message_en="Later.")
    assert told() == []
    approved(starts_at=moment(days=2), ends_at=moment(days=2, hours=2), message_en="We move.")
    (ahead,) = told()
    approved(message_en="We are moving.", message_zh_hant="我們正在遷移。")

    now, _ = told("all_pages")
    chinese, _ = told(lang="zh-Hant")

    assert (ahead[0], now[0], chinese[0]) == (*("Maintenance is planned", "Maintenance is under way"), "正在進行維護")
    assert ahead[1].startswith("From ")
    assert ahead[1].endswith("We move.")
    assert now[1].endswith("HKT. We are moving.")
    assert chinese[1].endswith("我們正在遷移。")
    assert told("home_top") == []


def test_what_comes_round_is_announced_once_and_under_way_each_week() -> None:
    first = moment(days=-21, hours=-1)
    approved(starts_at=first, ends_at=first + timedelta(hours=2), recurrence="weekly")

    now, coming = get("/status/")["maintenance"]

    assert (now["startsAt"], coming["startsAt"]) == tuple(
        f"{first + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}" for days in (21, 28)
    )


def test_it_ends_by_itself_with_a_notice_for_the_public_and_a_mail_that_says_what_is_not_well() -> None:
    row = begun(completion_en="We have moved.")
    now = timezone.now()
    wrong = {"state": "bad", "sentence": "No worker answers.", "since": now, "checked_at": now, "seconds": 0}
    CheckResult.objects.create(name="workers", **wrong)

    see_to_it(at=row.ends_at)
    see_to_it(at=row.ends_at + timedelta(minutes=1))

    row.refresh_from_db()
    (mail,) = mails("Maintenance is over, not all is well")
    assert (row.ended_at, row.troubles) == (row.planned_ends_at, "workers: No worker answers.")
    assert "Nobody has written down what it did" in mail
    assert "workers: No worker answers." in mail
    assert len(mails("Maintenance has begun")) == 1


def test_whoever_says_that_it_is_over_opens_everything_at_once() -> None:
    row = begun(scope="all", completion_en="We have moved.")
    form = {"window": row.window_id, "starts_at": row.starts_at.isoformat(), "say": "over", "impact": "None."}

    page = desk("IT operator").post(SCREEN, form, follow=True).content.decode()

    history = get("/status/history/")["maintenance"][0]
    assert "Nothing is maintained now." in page
    assert "None." in page
    assert Client().post(f"{API}/partner/keys/rotate/").status_code == 401
    assert (told(), get("/status/")["maintenance"]) == ([], [])
    assert history["completion"]["en"] == "We have moved."
    assert history["endsAt"] < history["plannedEndsAt"]
    assert "Impact: None." in mails("Maintenance is over")[0]
    assert last_event().action == "operations.maintenance.changed"


def test_it_takes_longer_where_somebody_says_so_and_the_site_says_so_too() -> None:
    row = begun()
    until = timezone.localtime(row.ends_at + timedelta(hours=1))
    form = {"window": row.window_id, "starts_at": row.starts_at.isoformat(), "say": "longer"}

    desk("System operator").post(SCREEN, form | {"until": f"{until:%Y-%m-%dT%H:%M}"})
    see_to_it(at=row.ends_at)

    status = get("/status/")["maintenance"][0]
    assert told()[0][0] == "Maintenance takes longer than planned"
    assert status["endsAt"] > status["plannedEndsAt"]
    assert len(mails("Maintenance takes longer")) == 1
    assert mails("Maintenance is over") == []


def test_nobody_alone_lets_it_last_a_day_longer_or_ends_it_twice() -> None:
    row, now = begun(), timezone.now()

    with pytest.raises(NotSaidError, match="announce another"):
        say_longer(row=row, by=maker(), at=now, until=row.planned_ends_at + timedelta(days=2))
    with pytest.raises(NotSaidError, match="isn't later"):
        say_longer(row=row, by=maker(), at=now, until=row.planned_ends_at)
    say_over(row=row, by=maker(), at=now, impact="")
    with pytest.raises(NotSaidError, match="over already"):
        say_over(row=row, by=maker(), at=now, impact="")


def test_who_may_only_look_can_not_say_anything() -> None:
    row = begun()
    auditor = desk("Auditor")
    form = {"window": row.window_id, "starts_at": row.starts_at.isoformat(), "say": "over"}

    page = auditor.get(SCREEN).content.decode()
    auditor.post(SCREEN, form)

    row.refresh_from_db()
    assert "It is over" not in page
    assert row.ended_at is None
    assert desk("Marketing").get(SCREEN).status_code == 302


@pytest.mark.parametrize(("kind", "hours"), [("planned", 71), ("emergency", 1.9)])
def test_the_public_is_told_in_time_or_nobody_submits_or_approves(kind: str, hours: float) -> None:
    start = moment(hours=hours)
    window = maintenance_window(kind=kind, starts_at=start, ends_at=start + timedelta(hours=1))
    with pytest.raises(ValidationError, match="told at least"):
        submit(window)
    with in_time():
        state = submit(window)

    with pytest.raises(ValidationError, match="told at least"):
        approve(state)

    assert get("/status/")["maintenance"] == []


def test_an_emergency_is_announced_two_hours_before_and_its_text_may_change_later() -> None:
    start = moment(hours=2, minutes=2)
    window = publish(maintenance_window(kind="emergency", starts_at=start, ends_at=start + timedelta(hours=1)))
    began = approved(message_en="We move.")
    began.message_en = "We move two servers."

    publish(began)

    assert [one["message"]["en"] for one in get("/status/")["maintenance"]] == [
        "We move two servers.",
        window.message_en,
    ]
    assert get("/status/")["maintenance"][1]["kind"] == "emergency"


def test_what_comes_round_lasts_a_day_at_most() -> None:
    start = moment(days=4)
    window = MaintenanceWindow(starts_at=start, ends_at=start + timedelta(hours=25), recurrence="weekly")

    with pytest.raises(ValidationError, match="lasts a day at most"):
        window.clean()


def test_metrics_say_beforehand_from_when_until_when(site: Site) -> None:
    window = approved(scope="all", starts_at=moment(days=2), ends_at=moment(days=2, hours=2))
    approved(scope="feed")

    assert gauge("fundrepo_maintenance") == {"site": 0, "feed": 1, "admin": 0, "all": 0}
    starts = gauge("fundrepo_maintenance_starts_timestamp_seconds")
    assert (starts["all"], starts["site"]) == (window.starts_at.timestamp(), 0)  # type: ignore[union-attr] # approved


def test_the_page_for_when_nothing_answers_names_reason_and_end_in_both_languages(
    settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MAINTENANCE_DIR = tmp_path
    see_to_it(at=timezone.now())
    before = (tmp_path / "maintenance.html").read_text()
    with django_capture_on_commit_callbacks(execute=True):
        approved(scope="all", starts_at=moment(hours=20), ends_at=moment(hours=22), message_en="Disks & cables.")

    announced = (tmp_path / "maintenance.html").read_text()

    assert "Maintenance is planned" not in before
    assert "It will be back soon." in before
    assert "Disks &amp; cables." in announced
    assert "網站暫停兩小時。" in announced
    assert f"expected until {timezone.localtime(moment(hours=22)):%-d %B %Y, %H:%M HKT}" in announced
    assert (tmp_path / "maintenance.html").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["maintenance.html"]


def test_a_broken_directory_stops_nothing_else(settings: Settings, tmp_path: Path) -> None:
    settings.MAINTENANCE_DIR = tmp_path / "missing"

    assert begun().ended_at is None
