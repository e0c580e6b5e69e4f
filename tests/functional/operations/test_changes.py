"""Changes: a number from the first submission on, two people's approval in time, and a register that keeps it all."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.cases.models import CaseEntry
from cms.changes.checks import approvals
from cms.changes.late import remind
from cms.changes.models import Change, ChangeRequest
from cms.changes.services import NotAllowedError, begin, end, take_standard
from cms.operations.checks.registry import Scene
from fundfeed.models import Message
from tests.factories.audit import last_event
from tests.factories.changes import change_request, standard_change
from tests.factories.maintenance import approved as approved_window
from tests.factories.moderation import approve, checker, maker, person, publish, reject, submit
from tests.functional.admin.conftest import confirm

pytestmark = pytest.mark.django_db
SCREEN = "/admin/changes/"


def desk(role: str) -> Client:
    """The browser of somebody with this role."""
    client, user = Client(), person(role.lower().replace(" ", "-"), role)
    client.force_login(user)
    confirm(client, user)
    return client


def lines(change: Change) -> list[str]:
    return [entry.words for entry in CaseEntry.objects.filter(case__change=change)]


def mails(words: str) -> list[Message]:
    return list(Message.objects.filter(subject__contains=words))


def test_a_change_has_its_number_when_it_is_submitted_and_its_approval_when_a_second_person_decides() -> None:
    state = submit(change_request())
    asked = Change.objects.get()
    number, before = asked.case.number, asked.case.its_state.words

    approve(state, comment="Before ten, please")

    change = Change.objects.get()
    assert (number, before) == (f"CHG-{timezone.localdate():%Y}-0001", "requested")
    assert (change.case.state, change.requested_by, change.approved_by) == ("approved", maker(), checker())
    assert lines(change) == ["Opened as P3.", "Now “approved”."]
    assert CaseEntry.objects.last().note == "Approved. Before ten, please"  # type: ignore[union-attr] # there are two


def test_nobody_begins_what_waits_for_its_approval_unless_it_is_an_emergency() -> None:
    state = submit(change_request())
    change = Change.objects.get()

    with pytest.raises(NotAllowedError, match="isn't approved yet"):
        begin(change=change, by=maker(), at=timezone.now())
    approve(state)

    assert begin(change=change, by=maker(), at=timezone.now()).case.state == "under_way"


def test_what_was_sent_back_and_comes_again_keeps_its_number() -> None:
    request = change_request()
    reject(submit(request), comment="Test it first.")
    sent_back = Change.objects.get().case.state
    request = ChangeRequest.objects.get()
    request.test_plan = "On staging, then here."
    request.save_revision(user=maker())
    request.current_workflow_state.resume(maker())

    approve(request.current_workflow_state.current_task_state.specific)

    change = Change.objects.get()
    assert (sent_back, change.case.state, change.plan.test_plan) == ("sent_back", "approved", "On staging, then here.")
    assert "Test it first." in " ".join(CaseEntry.objects.values_list("note", flat=True))


def test_an_emergency_begins_at_once_is_brought_to_mind_and_is_overdue_after_a_day() -> None:
    checker(), person("boss", "Business operator")
    state = submit(change_request(category="emergency", priority="P1"))
    change = begin(change=Change.objects.get(), by=maker(), at=timezone.now())
    told_at_once = len(mails("begun without approval"))
    at = change.case.opened_at

    early = remind(at=at + timedelta(hours=11))
    half = [remind(at=at + timedelta(hours=hours)) for hours in (13, 14)]
    late = [remind(at=at + timedelta(hours=hours)) for hours in (25, 26, 50)]

    (result,) = approvals(Scene(at=at + timedelta(hours=25), limits={}))
    overdue = mails("Approval of an emergency change overdue")
    assert (told_at_once, early, half, late) == (1, 0, [1, 0], [1, 0, 1])
    assert "boss@example.org" in overdue[0].recipients
    assert (result.state.value, result.sentence) == ("bad", f"Not approved in time: {change.case.number}.")
    assert change.is_late(at + timedelta(hours=25))
    approve(state)
    assert remind(at=at + timedelta(hours=80)) == 0
    assert "Approved, in time." in lines(change)


def test_a_standard_change_needs_nobody_again_and_says_which_version_was_approved() -> None:
    entry = publish(standard_change())
    operator = person("system-operator", "System operator")

    change = take_standard(standard=entry, by=operator, at=timezone.now(), note="Monthly")
    done = end(change=change, outcome="done", by=operator, at=timezone.now(), impact="None.")

    assert (done.category, done.case.state, done.case.closed_at is not None) == ("standard", "done", True)
    notes = " ".join(CaseEntry.objects.values_list("note", flat=True))
    assert f"Approved beforehand, as version {entry.live_revision_id} of the catalogue." in notes
    assert (last_event().action, last_event().data["row"]["impact"]) == ("changes.change.changed", "None.")


def test_what_is_not_in_the_catalogue_yet_can_not_be_taken_from_it() -> None:
    with pytest.raises(NotAllowedError, match="isn't approved"):
        take_standard(standard=standard_change(), by=maker(), at=timezone.now())


def test_an_end_says_what_it_did_to_others() -> None:
    publish(change_request())
    change = begin(change=Change.objects.get(), by=maker(), at=timezone.now())

    for outcome, impact in (("done", " "), ("perfect", "None.")):
        with pytest.raises(NotAllowedError):
            end(change=change, outcome=outcome, by=maker(), at=timezone.now(), impact=impact)
    ended = end(change=change, outcome="rolled_back", by=maker(), at=timezone.now(), impact="Two minutes away.")

    assert (ended.case.its_state.words, ended.impact) == ("rolled back", "Two minutes away.")
    with pytest.raises(NotAllowedError, match="can't follow"):
        begin(change=change, by=maker(), at=timezone.now())


def test_the_whole_way_by_screen() -> None:
    publish(change_request(incident="INC-2026-0001"))
    entry = publish(standard_change(title="Add a server of the site"))
    approved_window(title="Sunday's work", change=Change.objects.get().case.number)
    operator = desk("IT operator")
    page = SCREEN + f"{Change.objects.get().case.number}/"

    operator.post(page, {"say": "begin"})
    operator.post(page, {"say": "done", "note": "None."})
    told = operator.get(page).content.decode()
    begun = operator.post(SCREEN, {"standard": entry.pk}, follow=True).content.decode()
    register = operator.get(SCREEN).content.decode()
    still_open = operator.get(SCREEN + "?show=open").content.decode()

    assert all(
        words in told for words in ("Done", "INC-2026-0001", "Sunday&#x27;s work", "Put the old one back.", "None.")
    )
    assert "Under way" in begun
    assert "Renew the certificate" in register
    assert "Renew the certificate" not in still_open
    assert "Add a server of the site" in still_open


def test_who_may_only_look_reads_and_does_nothing() -> None:
    publish(change_request())
    page = SCREEN + f"{Change.objects.get().case.number}/"
    auditor = desk("Auditor")

    told = auditor.get(page).content.decode()
    auditor.post(page, {"say": "begin"})

    assert 'value="begin"' not in told
    assert Change.objects.get().case.state == "approved"
    assert desk("Marketing").get(SCREEN).status_code == 302


def test_the_register_as_a_table_has_everything_and_no_formulas() -> None:
    publish(change_request(title="=HYPERLINK(1)"))

    answer = desk("Auditor").get(SCREEN + "?export=csv")

    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert (row["title"], row["category"], row["state"], row["asked_for_by"]) == (
        *("'=HYPERLINK(1)", "normal", "approved", "Security"),
    )
    assert row["approved_at"].startswith("20")


def test_the_register_asks_as_much_for_forty_as_for_ten() -> None:
    client = desk("Auditor")

    def asked(count: int) -> int:
        for _ in range(count):
            submit(change_request())
        client.get(SCREEN)
        with CaptureQueriesContext(connection) as queries:
            client.get(SCREEN)
        return len(queries)

    assert asked(10) == asked(30)


def test_the_database_keeps_what_was_entered() -> None:
    publish(change_request())

    for attempt in (Change.objects.all().delete, lambda: Change.objects.update(category="standard")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
