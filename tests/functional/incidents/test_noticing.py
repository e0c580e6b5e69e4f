"""Incidents open by themselves, once for each fault, and say so to those who look after it."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.audit.models import AuditSeal
from cms.backups.models import BackupRun
from cms.backups.services import write_down
from cms.backups.signals import recovery_failed
from cms.cases import services as cases
from cms.incidents import reviewing, services
from cms.incidents.models import Incident
from cms.incidents.noticing import is_over, notice
from cms.incidents.summary import PARAGRAPH
from cms.incidents.tasks import look_for_incidents
from cms.operations.models import LedgerVerification
from cms.operations.summary.registry import Day
from fundfeed.models import FeedRun, Message
from tests.factories.incidents import ended_run, fault, incident
from tests.factories.moderation import person
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
TROUBLES = {
    "not_delivered": "halted",
    "incomplete": "halted",
    "unreadable": "halted",
    "inconsistent": "halted",
    "suspicious": "awaiting_release",
}


def words(of: Incident) -> list[str]:
    return list(of.case.entries.values_list("words", flat=True))


@pytest.mark.parametrize("reason", [*TROUBLES, ""])
def test_each_trouble_of_a_feed_opens_an_incident_and_the_next_run_continues_it(reason: str) -> None:
    person("olga", "System operator")
    provider, outcome = rows.provider(), TROUBLES.get(reason, "failed")
    provider.cut_off = provider.expected_at = timezone.localtime().replace(hour=0, minute=0).time()
    provider.save()
    first = ended_run(provider, outcome, reason)

    look_for_incidents()
    look_for_incidents()
    ended_run(provider, "halted", "unreadable")
    look_for_incidents()

    made = Incident.objects.get()
    assert (made.run, made.source, made.case.priority) == (first, "run", "P2")
    assert [line[:11] for line in words(made)] == ["Opened as P", "Seen again:"]
    mail = Message.objects.get(thread=f"case-{made.number}")
    assert (mail.subject, mail.recipients) == (f"[{made.number}] P2 opened: {made.case.title}", ["olga@example.org"])


def test_a_delivery_that_may_still_come_is_no_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    provider = rows.provider(expected_at=time(11, 55), cut_off=time(13))
    ended_run(provider, "halted", "not_delivered")

    look_for_incidents()

    assert not Incident.objects.exists()


def test_a_feed_that_mends_itself_closes_what_nobody_has_touched_and_only_that() -> None:
    touched, untouched = rows.provider("TOUCHED"), rows.provider("ALONE")
    for provider in (touched, untouched):
        ended_run(provider)
    look_for_incidents()
    services.acknowledge(
        incident=Incident.objects.get(run__provider=touched), by=person("olga", "System operator"), at=timezone.now()
    )
    for provider in (touched, untouched):
        ended_run(provider, "applied", "", summary="951 funds applied.")

    look_for_incidents()

    states = dict(Incident.objects.values_list("run__provider__code", "case__state"))
    assert states == {"TOUCHED": "acknowledged", "ALONE": "closed"}
    assert all("951 funds applied." in " ".join(words(one)) for one in Incident.objects.all())


def test_signs_that_are_not_over_cost_no_question_each() -> None:
    provider = rows.provider()
    for _ in range(3):
        ended_run(provider)
    look_for_incidents()
    few = asked_by_a_look()

    for _ in range(9):
        ended_run(provider)
    look_for_incidents()

    assert asked_by_a_look() == few


def asked_by_a_look() -> int:
    """How often a look asks the database that finds nothing new."""
    with CaptureQueriesContext(connection) as captured:
        look_for_incidents()
    return len(captured)


def test_what_was_closed_opens_anew_and_what_was_resolved_goes_on() -> None:
    olga, now = person("olga", "System operator"), timezone.now()
    first = incident()
    services.resolve(incident=first, root_cause="A disk was full", resolution="Emptied", by=olga, at=now)

    again = notice(fault("two"), at=now)
    services.close(incident=first, by=olga, at=now, note="Was a test")
    another = notice(fault("three"), at=now)

    assert again == first
    assert Incident.objects.get(pk=first.pk).open_fault is None
    assert another
    assert another.number != first.number
    assert "Now “acknowledged”." in words(first)


def test_a_sign_that_is_over_twice_is_noted_once() -> None:
    made = incident()
    now = timezone.now()

    told = [is_over(sign="one", words="Resolved.", at=now) is not None for _ in range(2)]

    assert told == [True, False]
    assert words(made)[-2:] == ["Resolved.", "Now “closed”."]


def test_an_incident_with_two_signs_ends_with_the_last_of_them() -> None:
    made, now = incident(), timezone.now()
    notice(fault("two"), at=now)

    states = []
    for sign in ("one", "two"):
        is_over(sign=sign, words="Resolved.", at=now)
        states.append(Incident.objects.get(pk=made.pk).case.state)

    assert states == ["open", "closed"]


def test_a_broken_chain_is_critical_and_everybody_up_the_ladder_hears() -> None:
    for name, role in (("olga", "System operator"), ("ada", "System administrator"), ("bea", "Business operator")):
        person(name, role)
    now = timezone.now()
    AuditSeal.objects.create(at=now, sequence=9, hash="0" * 64, count=9, faults=[{"sequence": 7, "what": "Event 7."}])
    LedgerVerification.objects.create(at=now, entries=5, faults=["Entry 3 was changed."])

    look_for_incidents()
    look_for_incidents()

    found = Incident.objects.order_by("case__title")
    assert [one.case.title for one in found] == [
        "The chain of the audit trail is broken",
        "The chain of the ledger is broken",
    ]
    assert {(one.case.priority, one.security_class) for one in found} == {("P1", "integrity")}
    assert [len(mail.recipients) for mail in Message.objects.all()] == [3, 3]


def test_a_backup_that_fails_is_an_incident_and_the_next_failure_a_line() -> None:
    for number in range(2):
        run = BackupRun.objects.create(at=timezone.now(), name=f"b{number}", seconds=1, faults=["FAILED: disk full"])
        recovery_failed.send(BackupRun, row=run)

    made = Incident.objects.get()
    assert (made.case.title, made.symptoms) == ("Backup failed", "FAILED: disk full")
    assert len(words(made)) == 2


@pytest.mark.parametrize("table", ["incident", "review", "reviewaction", "sign"])
def test_nothing_of_an_incident_is_ever_removed(table: str) -> None:
    made, olga, now = incident(), person("olga", "System operator"), timezone.now()
    services.resolve(incident=made, root_cause="A disk was full", resolution="Emptied", by=olga, at=now)
    made.refresh_from_db()
    said = {"contributing": "Logs", "impact": "Nobody", "lessons": "Watch it"}
    reviewing.write_review(incident=made, held_on=now.date(), by=olga, at=now, **said)
    reviewing.add_action(incident=made, kind="prevent", text="Rotate", owner=olga, due=now.date(), by=olga, at=now)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM incidents_{table}")  # noqa: S608 - names of tables


def test_an_exercise_that_went_badly_is_told_as_one() -> None:
    now = timezone.now()

    write_down(at=now, name="b1", by="maria", took=timedelta(hours=1), lost=timedelta(0), faults=["No key."])

    assert Incident.objects.get().case.title == "Exercise of recovery went badly"
    assert Message.objects.filter(thread="recovery").get().subject == "An exercise of recovery went badly"


def test_a_graver_repeat_raises_the_priority_once_with_its_clocks_and_a_mail() -> None:
    person("olga", "System operator"), person("ada", "System administrator")
    now = timezone.now()
    made = incident(priority="P3", at=now - timedelta(minutes=20))

    for sign in ("two", "three"):
        notice(fault(sign, priority="P1", title="It is down everywhere"), at=now)

    made.case.refresh_from_db()
    assert made.case.priority == "P1"
    assert made.case.response_due == made.case.opened_at + timedelta(minutes=15)
    assert [line for line in words(made) if "instead" in line] == ["P1 instead of P3."]
    (mail,) = Message.objects.filter(subject__contains="instead")
    assert mail.subject == f"[{made.number}] P1 instead of P3: The site doesn't answer"
    assert sorted(mail.recipients) == ["ada@example.org", "olga@example.org"]


def test_a_repeat_does_not_undo_what_a_person_lowered_unless_it_is_graver_than_all_before() -> None:
    made, now = incident(priority="P2"), timezone.now()
    cases.set_priority(case=made.case, priority="P4", by=person("olga", "System operator"), at=now, reason="Small")

    seen = []
    for sign, priority in (("two", "P2"), ("three", "P3"), ("four", "P1")):
        notice(fault(sign, priority=priority), at=now)
        seen.append(Incident.objects.get(pk=made.pk).case.priority)

    assert seen == ["P4", "P4", "P1"]


def test_a_run_long_ago_opens_nothing() -> None:
    long_ago = timezone.now() - timedelta(days=2)
    ended_run(rows.provider(), started_at=long_ago, finished_at=long_ago)

    look_for_incidents()

    assert (FeedRun.objects.count(), Incident.objects.count()) == (1, 0)


def test_a_note_of_somebody_is_enough_to_keep_an_incident_open() -> None:
    made, now = incident(), timezone.now()
    cases.add_note(case=made.case, note="I look at it", by=person("olga", "System operator"), at=now)

    is_over(sign="one", words="Resolved.", at=now)

    assert Incident.objects.get(pk=made.pk).case.is_open


def test_the_evening_s_mail_says_what_began_what_ended_and_what_is_open() -> None:
    now = timezone.now()
    incident(at=now - timedelta(minutes=30))
    is_over(sign="one", words="Resolved.", at=now)
    incident(sign="two", priority="P1", at=now - timedelta(minutes=20))

    told = list(PARAGRAPH.write(Day(start=now - timedelta(hours=1), at=now)))

    number = Incident.objects.get(case__closed_at=None).number
    assert told == [
        "2 incidents began today, 1 ended.",
        f"P1 {number} The site doesn't answer is open for 20 min; nobody has it.",
    ]
