"""Checks: each says how one thing stands, none keeps the others from it, and what they found is kept."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from celery.signals import beat_init, worker_ready
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.operations.checks import registry
from cms.operations.checks.known import registered
from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.checks.running import look
from cms.operations.models import CheckResult, LedgerVerification
from cms.operations.rounds import make_round, walk_the_ledger
from cms.operations.states import Result, State
from fundfeed.services import post_message
from tests.factories.moderation import maintenance_window, publish, submit, threshold
from tests.factories.moments import PATIENCE_SECONDS
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def end() -> Iterator[Event]:
    """The end of this test, until which others may say nothing."""
    event = Event()
    yield event
    event.set()


def found(*names: str, at: Any = None) -> dict[tuple[str, str], Result]:
    """What the named checks say now, by name and subject."""
    wanted = [check for check in registered() if check.name in names]
    return {
        (looked.check.name, result.subject): result
        for looked in look(wanted, at=at or timezone.now())
        for result in looked.results
    }


def check(name: str, look_at: Any, **options: Any) -> Check:
    return Check(name=name, title=name, group=Group.COMPONENTS, look=look_at, remedy="Mend it.", **options)


def well(_scene: Scene) -> Iterator[Result]:
    yield Result(state=State.OK, sentence="All well.")


def broken(_scene: Scene) -> Iterator[Result]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nonsense")
    yield Result(state=State.OK, sentence="Never said.")


def slow(_scene: Scene) -> Iterator[Result]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    yield Result(state=State.OK, sentence="Never said.")


def test_a_check_that_breaks_or_takes_too_long_says_so_and_the_others_go_on(end: Event) -> None:
    def silent(_scene: Scene) -> Iterator[Result]:
        end.wait()
        yield Result(state=State.OK, sentence="Said too late.")

    troubled = [
        check("broken", broken),
        check("slow", slow, seconds=0.2),
        check("silent", silent, seconds=0.2, is_outside=True),
        check("dead", broken, when_broken=State.BAD),
    ]

    told = look([*troubled, check("well", well)], at=NOW)

    states = {looked.check.name: (looked.results[0].state.value, looked.results[0].sentence) for looked in told}
    assert states == {
        "broken": ("unknown", "The check itself failed: ProgrammingError."),
        "slow": ("unknown", "The check itself failed: OperationalError."),
        "silent": ("bad", "No answer within 0 s."),
        "dead": ("bad", "The check itself failed: ProgrammingError."),
        "well": ("ok", "All well."),
    }


def test_deliveries_say_what_came_what_is_public_and_what_stopped() -> None:
    demo, late, paused = rows.provider("DEMO"), rows.provider("LATE"), rows.provider("PAUSED", is_enabled=False)
    noon = rows.MORNING + timedelta(hours=6)
    rows.run(demo, delivery=rows.delivery(demo, "DEMO-1"))
    ended = rows.run(late, "halted", reason="unreadable", summary="index.json is damaged.")
    held = rows.run(paused, "applied")
    rows.finding(held), rows.finding(held)

    said = found("deliveries", "freshness", "halts", "holds", at=noon)

    assert {key: result.state.value for key, result in said.items()} == {
        ("deliveries", "DEMO"): "ok",
        ("deliveries", "LATE"): "bad",
        ("deliveries", "PAUSED"): "warn",
        ("freshness", "DEMO"): "ok",
        ("freshness", "LATE"): "unknown",
        ("freshness", "PAUSED"): "unknown",
        ("halts", "DEMO"): "ok",
        ("halts", "LATE"): "bad",
        ("halts", "PAUSED"): "ok",
        ("holds", "DEMO"): "ok",
        ("holds", "LATE"): "ok",
        ("holds", "PAUSED"): "warn",
    }
    assert said["halts", "LATE"].sentence == "index.json is damaged."
    assert said["halts", "LATE"].since == ended.finished_at
    assert said["holds", "PAUSED"].value == 2
    assert said["deliveries", "LATE"].sentence == "Nothing came today: expected at 06:00, cut-off 09:00."


def test_what_waits_is_told_with_the_age_of_the_oldest() -> None:
    submit(maintenance_window())
    post_message(recipients=["a@example.org"], subject="s", text="t")
    post_message(recipients=[], subject="s", text="t")

    said = found("approvals", "mails", at=timezone.now() + timedelta(hours=30))
    soon = found("approvals", "mails")

    assert said["approvals", ""].sentence == "1 submission to decide about, the oldest for 30 h."
    assert (said["approvals", ""].state, said["mails", ""].state) == (State.WARN, State.BAD)
    assert (soon["approvals", ""].state, soon["mails", ""].state) == (State.OK, State.WARN)
    assert "1 mail of the last day had no recipient." in soon["mails", ""].sentence


def test_approved_thresholds_take_the_place_of_those_that_came_with_the_product() -> None:
    submit(maintenance_window())
    in_two_hours = timezone.now() + timedelta(hours=2)
    before = found("approvals", at=in_two_hours)["approvals", ""].state
    draft = threshold(target=0.5, warning=1, critical=1.5)
    undecided = found("approvals", at=in_two_hours)["approvals", ""].state

    publish(draft)

    assert str(draft) == "Oldest submission that waits"
    assert (before, undecided) == (State.OK, State.OK)
    assert found("approvals", at=in_two_hours)["approvals", ""].state == State.BAD


def test_a_round_keeps_what_it_found_and_since_when_it_is_so() -> None:
    demo = rows.provider("DEMO")
    later = NOW + timedelta(minutes=1)
    make_round(at=NOW)
    first = {(row.name, row.subject): row for row in CheckResult.objects.all()}
    demo.limits.all().delete(), demo.delete()

    made = make_round(at=later)

    again = {(row.name, row.subject): row for row in CheckResult.objects.all()}
    assert ("halts", "DEMO") in first
    assert ("halts", "DEMO") not in again
    assert 10 < made < len(registered())
    assert (again["approvals", ""].since, again["approvals", ""].checked_at) == (NOW, later)
    assert again["growth", ""].checked_at == NOW


def test_a_check_that_gives_no_answer_keeps_its_subjects_and_marks_those_that_stayed_silent(
    monkeypatch: pytest.MonkeyPatch, end: Event
) -> None:
    subjects, told = ["A", "B", "C"], Event()

    def asked(_scene: Scene) -> Iterator[Result]:
        yield from (Result(state=State.OK, sentence="Well.", subject=one) for one in subjects)

    def stuck(_scene: Scene) -> Iterator[Result]:
        yield Result(state=State.OK, sentence="Still well.", subject="A")
        told.set()
        end.wait()

    def patient(_scene: Scene) -> Iterator[Result]:  # made while the others are out, whose time is up after it
        assert told.wait(PATIENCE_SECONDS)
        yield Result(state=State.OK, sentence="A was told.")

    monkeypatch.setattr(
        "cms.operations.rounds.registered", lambda: (check("sites", asked, seconds=PATIENCE_SECONDS, is_outside=True),)
    )
    make_round(at=NOW)
    late = check("sites", stuck, seconds=0.2, is_outside=True)
    monkeypatch.setattr("cms.operations.rounds.registered", lambda: (late, check("patient", patient)))

    make_round(at=NOW + timedelta(minutes=1))

    kept = {row.subject: (row.state, row.sentence) for row in CheckResult.objects.filter(name="sites")}
    silent = ("bad", "No answer within 0 s.")
    assert kept == {"A": ("ok", "Still well."), "B": silent, "C": silent}


def test_a_round_is_ordered_when_the_schedule_or_a_worker_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[str] = []
    monkeypatch.setattr("cms.operations.tasks.make_checks.apply_async", lambda **_: ordered.append("round"))

    beat_init.send(sender=None), worker_ready.send(sender=None)

    assert ordered == ["round", "round"]


def test_the_nightly_walk_is_kept_and_what_it_found_can_t_be_changed() -> None:
    walk_the_ledger(at=timezone.now())

    said = found("ledger")["ledger", ""]

    assert said.state == State.OK
    assert said.sentence.startswith("All 0 entries fit together.")
    LedgerVerification.objects.create(at=timezone.now(), entries=3, faults=["Entry 2 was changed."])
    assert found("ledger")["ledger", ""].state == State.BAD


def test_the_command_tells_the_same_to_people_and_programs_and_ends_with_the_code_of_the_worst(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "own", {})
    monkeypatch.setattr("cms.operations.checks.known.SHIPPED", (check("well", well), check("dead", broken)))

    text, text_code = run()
    told, json_code = run("--json")
    monkeypatch.setattr("cms.operations.checks.known.SHIPPED", (check("well", well),))

    assert (text_code, json_code, run()[1]) == (1, 1, 0)
    assert "  ok      well: All well." in text
    assert "→ Mend it. (docs/manual/operations.md#dead)" in text
    assert [(row["name"], row["state"]) for row in json.loads(told)["checks"]] == [("well", "ok"), ("dead", "unknown")]


def run(*arguments: str) -> tuple[str, int]:
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("ops_check", *arguments, stdout=printed)
    return printed.getvalue(), int(ended.value.code or 0)


def test_another_application_s_check_takes_the_place_of_a_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "own", {})
    before = len(registered())

    registry.register(check("growth", well))

    assert len(registered()) == before
    assert found("growth")["growth", ""].sentence == "All well."


def test_the_manual_says_of_each_check_what_to_do() -> None:
    manual = (Path(__file__).parents[3] / "docs/manual/operations.md").read_text()

    sections = re.findall(r"^### (\S+)$", manual, re.MULTILINE)

    assert sections == [check.name for check in registered()]
