"""The status tells what doesn't work and what is going to be away, as two people approved it, and ends in time."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.moderation import withdrawal
from cms.operations import selectors
from tests.factories.maintenance import told_in_time
from tests.factories.moderation import approve, maintenance_window, maker, publish, status_notice, submit
from tests.factories.public_answers import API, get

__all__ = ["told_in_time"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_in_time")]


def ago(**values: float) -> datetime:
    return timezone.now().replace(microsecond=0) - timedelta(**values)


def updates(*messages: str) -> str:
    """Updates of which each is an hour older than the next."""
    said = [
        {"at": ago(hours=len(messages) - number).isoformat(), "message_en": message, "message_zh_hant": "…"}
        for number, message in enumerate(messages)
    ]
    return json.dumps([{"type": "update", "value": value} for value in said])


def test_a_trouble_is_public_once_it_is_approved() -> None:
    state = submit(status_notice(affected="api", impact="outage"))
    before = get("/status/")

    approve(state)

    after = get("/status/")
    (incident,) = after["incidents"]
    assert (before["service"], before["incidents"]) == ("operational", [])
    assert (after["service"], after["status"]) == ("outage", "ok")
    assert (incident["affected"], incident["impact"], incident["resolvedAt"]) == ("api", "outage", None)
    assert incident["title"] == {"en": "Today's data are late", "zh-Hant": "今日數據延遲"}
    assert incident["updates"][0]["message"] == {"en": "We wait for it.", "zh-Hant": "我們正在等候。"}


def test_the_newest_update_stands_first() -> None:
    publish(status_notice(updates=updates("It is late", "It is on its way")))

    told = get("/status/")["incidents"][0]["updates"]

    assert [update["message"]["en"] for update in told] == ["It is on its way", "It is late"]


def test_what_is_over_stays_for_two_weeks() -> None:
    for days in (13, 15):
        publish(status_notice(title_en=f"{days} days", began_at=ago(days=20), resolved_at=ago(days=days)))

    status = get("/status/")

    assert [one["title"]["en"] for one in status["incidents"]] == ["13 days"]
    assert status["service"] == "operational"


def test_a_withdrawn_notice_is_gone() -> None:
    notice = publish(status_notice())

    state = withdrawal.propose(thing=notice, by=maker(), reason="It was a false alarm")
    approve(state.current_task_state)

    assert get("/status/")["incidents"] == []


def test_announced_maintenance_is_told_until_it_ends() -> None:
    publish(maintenance_window(title="Over", starts_at=ago(hours=3), ends_at=ago(hours=1)))
    publish(maintenance_window(message_en="Tomorrow"))
    before = get("/status/")
    publish(maintenance_window(message_en="Now", starts_at=ago(hours=1), ends_at=ago(hours=-1)))

    told = get("/status/")

    assert [one["message"]["en"] for one in before["maintenance"]] == ["Tomorrow"]
    assert [one["message"]["en"] for one in told["maintenance"]] == ["Now", "Tomorrow"]
    assert (before["service"], told["service"]) == ("operational", "maintenance")


@pytest.mark.parametrize(
    ("made", "service"),
    [
        ([{"impact": "degraded"}, {"impact": "outage"}], "outage"),
        ([{"impact": "degraded"}], "degraded"),
        ([{"impact": "outage", "began_at": ago(days=9), "resolved_at": ago(days=8)}], "operational"),
        ([{"impact": "outage", "began_at": ago(days=-1)}], "operational"),
    ],
)
def test_the_service_is_as_bad_as_the_worst_that_goes_on(made: list[dict[str, Any]], service: str) -> None:
    for values in made:
        publish(status_notice(**values))

    assert get("/status/")["service"] == service


def test_work_on_the_admin_is_no_concern_of_the_public() -> None:
    publish(maintenance_window(scope="admin", starts_at=ago(hours=1), ends_at=ago(hours=-1)))

    assert get("/status/")["service"] == "operational"


def test_no_cache_keeps_the_status_beyond_the_moment_at_which_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    begins = ago(hours=-1)
    plain = Client().get(f"{API}/status/")["Cache-Control"]
    publish(maintenance_window(starts_at=begins, ends_at=ago(hours=-2)))
    monkeypatch.setattr(timezone, "now", lambda: begins - timedelta(seconds=20))

    close = Client().get(f"{API}/status/")["Cache-Control"]

    assert "s-maxage=30" in plain
    assert "s-maxage=20, must-revalidate" in close


def test_the_next_change_is_the_nearest_beginning_or_end() -> None:
    begins, ends = ago(hours=-2), ago(hours=-3)
    publish(status_notice(resolved_at=ends))
    publish(maintenance_window(starts_at=begins, ends_at=ago(hours=-9)))
    now = timezone.now()

    found, planned = selectors.incidents(at=now), selectors.maintenance(at=now)

    assert selectors.next_boundary(found, planned, after=now) == begins
    assert selectors.next_boundary(found, planned, after=begins) == ends
    assert selectors.next_boundary((), (), after=now) is None


def test_a_trouble_cannot_end_before_it_begins() -> None:
    notice = status_notice()
    notice.resolved_at = ago(days=1)

    with pytest.raises(ValidationError, match="ends before it begins"):
        notice.clean()


def test_more_announcements_need_no_more_queries() -> None:
    counts = []
    for _ in range(2):
        publish(status_notice())
        publish(maintenance_window())
        with CaptureQueriesContext(connection) as queries:
            get("/status/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
