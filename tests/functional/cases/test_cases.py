"""A case: its number, its states, its clocks, and a timeline that only grows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cms.cases import services
from cms.cases.errors import NotAllowedError
from cms.cases.kinds import Kind, State, register
from cms.cases.models import Case, CaseEntry, CaseTimes
from tests.factories.audit import events
from tests.factories.moderation import maker, publish

START = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def trial(at: datetime = START, **values: Any) -> Case:
    filled = {"kind": "TST", "title": "It doesn't answer", "priority": "P1", "by": None, "at": at}
    return services.open_case(**(filled | values))


def move(case: Case, to: str, *, after: timedelta) -> Case:
    return services.move(case=case, to=to, by=maker(), at=START + after)


def test_numbers_are_counted_by_kind_and_by_year_of_the_installation_s_time_zone() -> None:
    last_of_the_year = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)

    numbers = [trial(at=last_of_the_year + timedelta(minutes=after)).number for after in (-5, 0, 1, 2)]

    assert numbers == ["TST-2026-0001", "TST-2026-0002", "TST-2027-0001", "TST-2027-0002"]


def test_a_case_that_is_undone_gives_its_number_back() -> None:
    with transaction.atomic():
        trial()
        transaction.set_rollback(True)

    assert trial().number == "TST-2026-0001"


@pytest.mark.parametrize(
    "deed",
    [
        lambda case: Case.objects.filter(pk=case.pk).delete(),
        lambda case: Case.objects.filter(pk=case.pk).update(number="TST-2026-0009"),
        lambda case: Case.objects.filter(pk=case.pk).update(opened_at=START - HOUR),
        lambda case: CaseEntry.objects.filter(case=case).update(words="Nothing happened."),
        lambda case: CaseEntry.objects.filter(case=case).delete(),
    ],
    ids=["removed", "renumbered", "backdated", "reworded", "forgotten"],
)
def test_the_database_keeps_number_and_timeline(deed: Any) -> None:
    case = trial()

    with pytest.raises(DatabaseError), transaction.atomic():
        deed(case)


def test_a_timeline_says_who_did_what_and_why_and_so_does_the_audit_trail() -> None:
    case = trial(note="Seen by the watch")

    move(case, "working", after=HOUR)
    services.set_priority(case=case, priority="P2", by=maker(), at=START + HOUR, reason="Two readers only")

    told = [(entry.actor, entry.words, entry.note) for entry in case.entries.all()]
    assert told == [
        ("The system", "Opened as P1.", "Seen by the watch"),
        ("maker", "Now “in work”.", ""),
        ("maker", "P2 instead of P1.", "Two readers only"),
    ]
    assert [event.data["row"]["words"] for event in events("case.entry.created")] == [words for _, words, _ in told]


def test_a_step_that_can_t_follow_is_refused_in_words() -> None:
    case = trial()

    with pytest.raises(NotAllowedError, match="is “new”"):
        move(case, "closed", after=HOUR)

    assert case.entries.count() == 1


def test_the_first_step_is_the_response_and_the_clocks_end_with_the_resolution() -> None:
    case = trial()

    working = move(case, "working", after=HOUR / 2)
    resolved = move(case, "resolved", after=2 * HOUR)

    assert (case.response_due, case.update_due, case.resolution_due) == (
        START + HOUR,
        START + 2 * HOUR,
        START + 8 * HOUR,
    )
    assert working.responded_at == START + HOUR / 2
    assert (resolved.resolved_at, resolved.update_due, resolved.closed_at) == (START + 2 * HOUR, None, None)


def test_a_case_taken_up_again_has_its_clocks_back() -> None:
    case = trial()
    move(case, "working", after=HOUR)
    move(case, "resolved", after=2 * HOUR)

    again = move(case, "working", after=5 * HOUR)

    assert (again.resolved_at, again.resolution_due) == (None, START + 8 * HOUR)
    assert (again.responded_at, again.update_due) == (START + HOUR, START + 7 * HOUR)


def test_clocks_stand_while_a_case_waits_for_others() -> None:
    case = trial()

    waiting = move(case, "waiting", after=HOUR)
    working = move(case, "working", after=4 * HOUR)

    assert waiting.paused_since == START + HOUR
    assert (working.paused_since, working.resolution_due) == (None, START + 11 * HOUR)


def test_another_priority_has_its_times_from_the_start_and_what_stood_still_stays() -> None:
    case = trial()
    move(case, "waiting", after=HOUR)
    move(case, "working", after=3 * HOUR)

    lower = services.set_priority(case=case, priority="P2", by=maker(), at=START + 4 * HOUR, reason="Not urgent")

    assert lower.resolution_due == START + 26 * HOUR
    assert lower.update_due is None


def test_whoever_is_told_waits_for_the_next_update_from_then_on() -> None:
    case = trial()

    told = services.told(case=case, words="Stakeholders told.", by=maker(), at=START + HOUR)

    assert told.update_due == START + 3 * HOUR


def test_another_tier_has_to_respond_again_and_nobody_has_it_yet() -> None:
    case = services.assign(case=trial(), owner=maker(), by=None, at=START)
    move(case, "working", after=HOUR)

    handed = services.hand_over(case=case, track="L2", by=maker(), at=START + 2 * HOUR, reason="Needs a developer")

    assert (handed.owner, handed.responded_at) == (None, None)
    assert (handed.response_due, handed.resolution_due) == (START + 4 * HOUR, None)


def test_times_that_two_people_approved_hold_for_what_begins_from_then_on() -> None:
    before = trial()

    publish(CaseTimes.objects.create(rule="TST P1", response_hours=0.5, resolution_hours=2, reason="As agreed"))
    after = trial()

    assert (before.response_due, after.response_due) == (START + HOUR, START + HOUR / 2)
    assert (after.update_due, after.resolution_due) == (None, START + 2 * HOUR)


def test_a_kind_whose_states_lead_nowhere_isn_t_accepted(trial: Kind) -> None:
    with pytest.raises(ValueError, match="no state lost"):
        register(Kind(**{**_fields(trial), "states": {"new": State(words="new", to=("lost",))}}))


def _fields(kind: Kind) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in kind.__struct_fields__}
