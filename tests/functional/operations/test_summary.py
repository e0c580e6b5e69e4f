"""The daily summary: one mail at six, with a paragraph of each application that has something to tell."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from cms.operations.models import MaintenanceWindow, ServiceMinute
from cms.operations.rounds import make_round
from cms.operations.summary import registry
from cms.operations.summary.registry import Day, Paragraph
from cms.operations.summary.writing import send, text_of
from cms.support.services import Asked, open_request
from fundfeed.models import Message
from tests.factories.incidents import incident
from tests.factories.moderation import maintenance_window, publish, submit
from tests.functional.admin import rows
from tests.functional.admin.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever applications registered is there, and goes again what a test adds."""
    monkeypatch.setattr(registry, "own", dict(registry.own))


def noon() -> datetime:
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


def incidents(_day: Day) -> Iterator[str]:
    yield "INC-2026-0001 is open."


def broken(_day: Day) -> Iterator[str]:
    yield "Said before it breaks."
    raise LookupError


def test_the_summary_tells_of_service_feed_what_waits_troubles_and_backups() -> None:
    now = noon() + timedelta(days=1)  # far from midnight, and late enough for maintenance to be announced before
    demo = rows.provider("DEMO")
    rows.run(demo, "halted", reason="unreadable", started_at=now, summary="index.json is damaged.")
    submit(maintenance_window())
    soon = {"starts_at": now + timedelta(hours=5), "ends_at": now + timedelta(hours=6)}
    publish(maintenance_window(kind=MaintenanceWindow.Kind.EMERGENCY, **soon))
    ServiceMinute.objects.create(minute=now - timedelta(minutes=1), area="api", requests=40, errors=1, within=[40] * 13)
    make_round(at=now)
    registry.register(
        Paragraph(title="Incidents", order=45, write=incidents), Paragraph(title="Odd", order=99, write=broken)
    )

    text = text_of(at=now + timedelta(minutes=2))

    titles = ["Performance", "Feed", "What waits", "Troubles of the day", "Incidents", "Backups and the record", "Odd"]
    assert [text.index(f"\n{title}\n") for title in titles] == sorted(text.index(f"\n{title}\n") for title in titles)
    assert "API: available" in text
    assert "1 run today: 1 halted." in text
    assert "Submissions: 1 submission to decide about" in text
    assert "[not known] Backup: No backup was made yet." in text
    assert "Last run DEMO was wrong from" in text
    assert "- INC-2026-0001 is open." in text
    assert "This couldn't be summed up: LookupError." in text
    assert "Maintenance that comes\n- " in text


def test_requests_for_help_and_incidents_are_told_with_what_is_late() -> None:
    now = noon()
    asked = Asked(category="fund", description="My own words", email="ann@example.org")
    late = open_request(asked=asked, at=now - timedelta(hours=10))
    open_request(asked=asked, at=now - timedelta(hours=1))
    made = incident(at=now - timedelta(hours=3))

    text = text_of(at=now)

    assert "- 2 requests came today, 0 solved; 2 to see to, 1 of them late.\n" in text
    assert f"- {late.case.number}, L1, normal: response 6 h late.\n" in text
    assert "- 1 incident began today, 0 ended.\n" in text
    assert f"- P2 {made.case} is open for 3 h; nobody has it.\n" in text
    assert text.index("\nRequests for help\n") < text.index("\nTroubles of the day\n") < text.index("\nIncidents\n")
    assert "My own words" not in text


def test_it_is_mailed_once_a_day_to_those_who_answer_for_the_service() -> None:
    person("ada", "IT operator"), person("bea", "Business operator"), person("cy", "Marketing")
    now = timezone.now()

    first, again = send(at=now), send(at=now + timedelta(seconds=5))

    assert first is not None
    assert first.recipients == ["ada@fund.test", "bea@fund.test"]
    assert first.subject.startswith("Daily summary, ")
    assert again is None
    assert Message.objects.filter(thread=first.thread).count() == 1


def test_it_is_ordered_for_six_in_the_evening_and_can_be_read_on_a_terminal() -> None:
    order = settings.CELERY_BEAT_SCHEDULE["daily-summary"]
    printed = StringIO()

    call_command("daily_summary", stdout=printed)

    assert order == {"task": "cms.operations.tasks.mail_the_summary", "schedule": crontab(hour=18, minute=0)}
    assert "How it stands now: Just started." in printed.getvalue()
