"""Alertmanager's webhook: each alert opens or continues one incident, and nothing else can."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.backups.models import BackupRun, RestoreDrill
from cms.cases.models import Case
from cms.incidents.models import Incident
from cms.incidents.recovering import open_for
from cms.incidents.tasks import look_for_incidents
from tests.factories.incidents import TOKEN, alert, ended_run, notification
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
ADDRESS = "/ops/alerts/"


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.ALERTS_TOKEN = TOKEN


def post(body: Any, *, shown: str = TOKEN) -> Any:
    return Client(enforce_csrf_checks=True).post(
        ADDRESS, body, content_type="application/json", headers={"Authorization": f"Bearer {shown}"}
    )


def test_a_group_of_alerts_opens_one_incident_and_the_same_again_changes_nothing() -> None:
    body = notification(alert(instance="10.0.0.11"), alert(instance="10.0.0.12"))

    news = [post(body).json()["news"] for _ in range(2)]

    made = Incident.objects.get()
    assert news == [2, 0]
    assert (made.case.title, made.case.priority, made.source) == ("BackEndDown happened.", "P1", "alert")
    assert "docs/manual/operations.md#api" in made.symptoms
    assert made.case.entries.count() == 2


@pytest.mark.parametrize(("severity", "priority"), [("critical", "P1"), ("warning", "P3"), ("info", "P4")])
def test_the_severity_gives_the_priority(severity: str, priority: str) -> None:
    post(notification(alert(severity=severity)))

    assert Incident.objects.get().case.priority == priority


def test_an_alert_that_is_resolved_closes_what_nobody_touched_and_one_that_comes_back_opens_anew() -> None:
    post(notification(alert()))
    post(notification(alert(status="resolved")))
    post(notification(alert(begins="2026-11-22T09:00:00Z")))

    assert list(Incident.objects.order_by("pk").values_list("case__state", flat=True)) == ["closed", "open"]


def test_an_alert_about_a_feed_continues_the_incident_of_its_run() -> None:
    ended_run(rows.provider("DEMO"))
    look_for_incidents()

    post(notification(alert("FeedHalted", subject="DEMO"), group="{}:{alertname='FeedHalted'}"))

    assert Incident.objects.get().signs.count() == 2


@pytest.mark.parametrize("name", ["BackupFailed", "DrillFailed"])
def test_an_alert_about_recovery_continues_the_incident_of_its_row(name: str) -> None:
    ended: dict[str, Any] = {"at": timezone.now(), "name": "20261122T010000Z", "seconds": 1, "faults": ["Disk full."]}
    row = BackupRun(**ended) if name == "BackupFailed" else RestoreDrill(**ended, is_restored=True)
    row.save()
    open_for(row=row)

    post(notification(alert(name), group=f"{{}}:{{alertname='{name}'}}"))

    assert Incident.objects.get().signs.count() == 2


@pytest.mark.parametrize("check", ["audit", "ledger"])
def test_a_chain_that_nobody_verified_is_another_fault_than_a_broken_one(check: str) -> None:
    post(notification(alert("RecordNotVerified", check=check, severity="warning"), group="not verified"))
    post(notification(alert("RecordBroken", check=check), group="broken"))

    assert sorted(Incident.objects.values_list("case__priority", flat=True)) == ["P1", "P3"]
    assert Incident.objects.get(open_fault__startswith="chain ").case.priority == "P1"


def test_an_alert_about_open_incidents_opens_none() -> None:
    post(notification(alert("CheckIsWrong", check="incidents")))

    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("not json", "malformed"),
        (notification({**alert(), "status": "odd"}), "Invalid enum value 'odd'"),
        (notification({**alert(), "labels": {"severity": "critical"}}), "alertname"),
        (notification({**alert(), "startsAt": "yesterday"}), "startsAt"),
        (json.dumps({"alerts": []}), "groupKey"),
        (json.dumps({"version": "3", "groupKey": "a", "alerts": []}), "version"),
        ('{"x":' + "[" * 20_000, "nested too deeply"),
        (b'{"groupKey": "\xff", "alerts": []}', "utf-8"),
        (notification({**alert(), "fingerprint": "f" * 65}), "fingerprint"),
    ],
)
def test_what_is_no_notification_is_refused_with_the_reason(body: str | bytes, said: str) -> None:
    answer = post(body)

    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert not Incident.objects.exists()


def test_only_who_shows_the_token_is_listened_to(settings: Settings) -> None:
    wrong, missing = post(notification(alert()), shown="x" * 40), Client().post(ADDRESS)
    read = Client().get(ADDRESS)
    settings.ALERTS_TOKEN = ""
    unset = post(notification(alert()), shown="")

    assert [answer.status_code for answer in (wrong, missing, read, unset)] == [401, 401, 405, 404]
    assert not Incident.objects.exists()


def test_too_much_at_once_is_refused_unread() -> None:
    assert post(notification(*[alert(number=str(one)) for one in range(3000)])).status_code == 413


def test_characters_that_the_database_can_t_keep_are_replaced() -> None:
    told = alert("FeedHalted", check="a\x00b", subject="DE\x00MO")
    told["annotations"]["summary"], told["fingerprint"] = "Zero \x00 here", "f\x00"

    assert post(notification(told, group="zero \x00")).status_code == 200

    made = Incident.objects.get()
    assert (made.case.title, made.affected) == ("Zero \ufffd here", "a\ufffdb, DE\ufffdMO")


def test_what_is_very_long_is_taken_and_cut() -> None:
    told = alert("FeedHalted", subject="x" * 100_000, other="y" * 100_000)
    told["annotations"]["summary"] = "z" * 100_000

    answers = [post(notification({**told, "startsAt": f"2026-11-22T0{hour}:00:00Z"})) for hour in (8, 9)]

    made = Incident.objects.get()
    assert [answer.json()["news"] for answer in answers] == [1, 1]
    assert (len(made.case.title), made.signs.count()) == (200, 2)
    assert len(made.symptoms) < 5_000


def test_one_alert_that_cannot_be_read_loses_no_other() -> None:
    answer = post(notification({**alert(), "status": "odd"}, alert(number="2"), {**alert(), "labels": {}}))

    assert (answer.status_code, answer.json()["news"], len(answer.json()["refused"])) == (200, 1, 2)
    assert Incident.objects.get().signs.count() == 1


def test_one_alert_that_fails_is_asked_for_again_and_loses_no_other() -> None:
    post(notification(alert()))
    made = Incident.objects.get()
    Case.objects.filter(pk=made.case_id).update(state="unheard of")
    body = notification(alert(status="resolved"), alert("DiskFull"), group="another")

    failed = post(body)
    Case.objects.filter(pk=made.case_id).update(state="open")
    again = post(body)

    assert (failed.status_code, failed.json()["news"], failed.json()["failed"]) == (503, 1, 1)
    assert (again.status_code, again.json()["news"]) == (200, 1)
    assert sorted(Incident.objects.values_list("case__state", flat=True)) == ["closed", "open"]
