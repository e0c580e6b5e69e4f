"""Each week and each month every role is mailed what it sees to, and the manual has the same lists."""

from pathlib import Path

import pytest

from cms.celery import app
from cms.operations.cadence import MONTHLY, WEEKLY, Cadence
from cms.operations.tasks import remind_of_the_month, remind_of_the_week
from fundfeed.models import Message
from tests.factories.moderation import person

pytestmark = pytest.mark.django_db
MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "normal-operation.md"


def test_whoever_has_the_role_is_mailed_its_part_and_nobody_else_is() -> None:
    person("cho", "Content manager")
    person("mia", "Marketing")
    away = person("gone", "Content manager")
    away.is_active = False
    away.save()

    remind_of_the_week()
    remind_of_the_month()

    written = Message.objects.filter(thread__startswith="cadence-")
    mails = {(mail.subject, tuple(mail.recipients)) for mail in written}
    assert mails == {
        ("This week: 1 to see to as content manager", ("cho@example.org",)),
        ("This month: 1 to see to as content manager", ("cho@example.org",)),
        ("This month: 1 to see to as marketing", ("mia@example.org",)),
    }
    assert "legal notices" in written.earliest("pk").text


def test_both_lists_come_by_the_schedule() -> None:
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert {"cms.operations.tasks.remind_of_the_week", "cms.operations.tasks.remind_of_the_month"} <= planned


@pytest.mark.parametrize("cadence", [WEEKLY, MONTHLY], ids=["weekly", "monthly"])
def test_the_manual_has_every_line_of_the_list(cadence: Cadence) -> None:
    manual = MANUAL.read_text()

    lines = [f"| {role.lower()} | {task} |" for role, tasks in cadence.tasks.items() for task in tasks]

    assert [line for line in lines if line.casefold() not in manual.casefold()] == []
