"""A drill stands in the audit trail with who held it and how long each part took, as the feed wrote it down."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.operations.drills import hold_drill
from fundfeed.models import Decision, FeedRun
from tests.factories.audit import last_event
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
BEGAN = timezone.now() - timedelta(hours=1)


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def ended(run: FeedRun, *, at: datetime) -> FeedRun:
    run.finished_at = at
    run.save()
    return run


def test_times_are_those_of_the_first_trouble_the_decision_and_the_last_publication() -> None:
    provider = rows.provider()
    delivery = rows.delivery(provider)
    ended(rows.run(provider, "halted", reason="unreadable"), at=after(-5))
    ended(rows.run(provider, "awaiting_release", reason="suspicious", delivery=delivery), at=after(2))
    two = {"by": "ada", "approved_by": "bob", "reason": "A mistake"}
    Decision.objects.create(kind="reject", delivery=delivery, decided_at=after(20), **two)
    ended(rows.run(provider, "applied"), at=after(45))

    hold_drill(scenario=3, began=BEGAN, ended=after(50), by="ada", note="The phone number was old")

    event = last_event()
    assert (event.action, event.actor, event.label) == ("drill.held", "ada", "Scenario 3: Mass deauthorisation")
    assert event.data["row"]["data"]["minutes"] == {"detected": 2.0, "decided": 20.0, "recovered": 45.0}
    assert event.comment.endswith("The phone number was old")


def test_what_the_feed_did_not_see_is_said_to_be_unmeasured(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("record_drill", "5", began=BEGAN.isoformat())

    assert "detected not measured, decided not measured, recovered not measured" in capsys.readouterr().out
    assert last_event().label == "Scenario 5: Downtime"


@pytest.mark.parametrize(
    "words", ["yesterday", "2026-11-22T07:00:00", "2999-01-01T00:00:00+00:00", "2026-02-30T00:00Z"]
)
def test_a_beginning_that_is_no_past_moment_is_refused(words: str) -> None:
    with pytest.raises(CommandError, match="a past moment with its offset"):
        call_command("record_drill", "1", began=words)
