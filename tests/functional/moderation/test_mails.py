"""Maker and checkers are told each step, whatever their profile says, and only of what really happened."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from cms.moderation import reminders, withdrawal
from fundfeed.models import Message
from tests.factories.moderation import approve, checker, maintenance_window, maker, person, publish, reject, submit

pytestmark = pytest.mark.django_db
EVERYBODY = ["checker@example.org", "maker@example.org"]


@pytest.fixture(autouse=True)
def people() -> None:
    maker(), checker()


def mails() -> list[tuple[str, list[str]]]:
    return [(mail.subject, mail.recipients) for mail in Message.objects.order_by("pk")]


def test_submission_and_approval_are_told_to_both_sides() -> None:
    publish(maintenance_window(title="Disks"))

    assert mails() == [
        ("Waits for a decision: maintenance window “Disks”", EVERYBODY),
        ("Approved: maintenance window “Disks”", EVERYBODY),
    ]


def test_a_rejection_is_told_with_its_comment_and_a_resubmission_again() -> None:
    window = maintenance_window(title="Disks")
    reject(submit(window), comment="Which disks?")
    window.refresh_from_db()
    window.current_workflow_state.resume(maker())

    assert [subject.partition(":")[0] for subject, _ in mails()] == [
        "Waits for a decision", "Sent back", "Waits for a decision",
    ]  # fmt: skip
    assert "Comment: Which disks?" in Message.objects.order_by("pk")[1].text


def test_nobody_switches_his_mails_off() -> None:
    for user in (maker(), checker()):
        UserProfile.objects.create(
            user=user, submitted_notifications=False, approved_notifications=False, rejected_notifications=False
        )

    publish(maintenance_window())

    assert [recipients for _, recipients in mails()] == [EVERYBODY, EVERYBODY]


def test_taking_a_submission_back_is_told() -> None:
    state = submit(maintenance_window(title="Disks"))

    state.workflow_state.cancel(user=maker())

    assert mails()[-1] == ("Taken back: maintenance window “Disks”", EVERYBODY)


def test_what_is_scheduled_is_told_as_such() -> None:
    approve(submit(maintenance_window(title="Disks", go_live_at=timezone.now() + timedelta(days=1))))

    assert mails()[-1][0] == "Approved, scheduled: maintenance window “Disks”"


def test_taking_over_is_told_once(at_checker: Client) -> None:
    state = submit(maintenance_window(title="Disks"))

    for _ in range(2):
        at_checker.post(f"/admin/review/{state.pk}/", {"decision": "take-over"})

    assert [subject for subject, _ in mails()].count("Under review: maintenance window “Disks”") == 1
    assert "checker has taken it over" in at_checker.get(f"/admin/review/{state.pk}/").content.decode()


def test_an_author_who_did_not_submit_is_told_too() -> None:
    author = person("author", "System operator")
    window = maintenance_window()
    window.save_revision(user=author)

    submit(window)

    assert mails()[-1][1] == ["author@example.org", *EVERYBODY]


def test_what_is_rolled_back_is_not_told() -> None:
    window = publish(maintenance_window())
    before = mails()

    with transaction.atomic():
        withdrawal.propose(thing=window, by=maker(), reason="Oops")
        during = len(mails())
        transaction.set_rollback(True)

    assert (during, mails()) == (len(before) + 1, before)


def test_what_waits_too_long_is_brought_to_mind_and_then_goes_to_those_above() -> None:
    person("chief", "Business operator")
    for title, hours in (("fresh", 1), ("late", 30), ("forgotten", 80)):
        state = submit(maintenance_window(title=title))
        TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(hours=hours))
    Message.objects.all().delete()

    assert reminders.remind() == 2

    to_checkers, to_chief = Message.objects.order_by("pk")
    assert (to_checkers.subject, to_checkers.recipients) == (
        "Waits for your decision: 2 submissions", ["checker@example.org"],
    )  # fmt: skip
    assert (to_chief.subject, to_chief.recipients) == ("Nobody decides: 1 submission", ["chief@example.org"])
    assert "fresh" not in to_checkers.text
    assert "forgotten" in to_chief.text


def test_reminding_of_sixty_asks_as_much_as_of_ten() -> None:
    def queries_for(count: int) -> int:
        for _ in range(count):
            submit(maintenance_window())
        TaskState.objects.update(started_at=timezone.now() - timedelta(hours=80))
        with CaptureQueriesContext(connection) as asked:
            reminders.remind()
        return len(asked)

    assert queries_for(10) == queries_for(50)
