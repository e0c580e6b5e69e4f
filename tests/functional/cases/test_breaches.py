"""Clocks that ran over: each is told once to each rung of the ladder, and to whoever has the case."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from cms.accounts.models import User
from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR
from cms.cases import kinds, services
from cms.cases.breaches import tell_of_breaches
from cms.cases.kinds import Kind
from cms.cases.models import Case
from cms.cases.tasks import look_at_clocks
from fundfeed.models import Message
from tests.factories.moderation import maker, person

START = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def opened(at: datetime = START) -> Case:
    if not User.objects.filter(username="ian").exists():
        person("ian", IT_OPERATOR)
        person("bea", BUSINESS_OPERATOR)
    return services.open_case(kind="TST", title="It doesn't answer", priority="P1", by=None, at=at)


def mails() -> list[tuple[str, list[str]]]:
    return [(mail.subject, mail.recipients) for mail in Message.objects.order_by("pk")]


def test_a_response_that_is_late_is_told_once_and_then_to_those_above() -> None:
    opened()

    told = [tell_of_breaches(at=START + after * HOUR) for after in (0.9, 1.1, 1.2, 1.6, 1.7)]

    assert told == [0, 1, 0, 1, 0]
    assert mails() == [
        ("[TST-2026-0001] response overdue", ["ian@example.org"]),
        ("[TST-2026-0001] Escalated: response overdue", ["bea@example.org"]),
    ]


def test_a_breach_stands_in_the_timeline_and_reaches_whoever_has_the_case() -> None:
    case = services.assign(case=opened(), owner=maker(), by=None, at=START)
    services.move(case=case, to="working", by=maker(), at=START + HOUR / 2)

    tell_of_breaches(at=START + 2.5 * HOUR)

    said = list(case.entries.values_list("words", flat=True))
    assert said[-1] == "Next update was due on 22 Nov, 18:00, 30 min ago. Told: IT operator."
    assert mails() == [("[TST-2026-0001] next update overdue", ["ian@example.org", "maker@example.org"])]


def test_each_update_that_is_late_is_told_anew() -> None:
    case = opened()
    services.move(case=case, to="working", by=maker(), at=START)
    tell_of_breaches(at=START + 2.5 * HOUR)

    services.told(case=case, words="Told.", by=maker(), at=START + 2.6 * HOUR)
    told = [tell_of_breaches(at=START + after * HOUR) for after in (4.5, 4.7)]

    assert told == [0, 1]


def test_what_waits_and_what_is_resolved_is_late_for_nobody() -> None:
    waits, done = opened(), opened()
    services.move(case=waits, to="waiting", by=maker(), at=START)
    services.move(case=done, to="working", by=maker(), at=START)
    services.move(case=done, to="resolved", by=maker(), at=START)

    assert tell_of_breaches(at=START + 100 * HOUR) == 0


def test_the_minute_s_round_looks_at_the_clocks_of_now() -> None:
    opened(at=timezone.now() - 1.1 * HOUR)

    look_at_clocks()

    assert len(mails()) == 1


def test_a_look_tells_of_so_many_at_the_most_and_the_next_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.cases.breaches.MOST", 2)
    for _ in range(3):
        opened()

    assert [tell_of_breaches(at=START + 1.1 * HOUR) for _ in range(3)] == [2, 1, 0]


def test_what_was_told_costs_a_look_nothing_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        opened()
    tell_of_breaches(at=START + 1.1 * HOUR)

    with django_assert_num_queries(2):
        assert tell_of_breaches(at=START + 1.2 * HOUR) == 0


def test_one_that_can_t_be_told_holds_up_no_other(trial: Kind) -> None:
    broken, whole = opened(), opened()
    pages = {whole.pk: "/admin/trials/"}
    kinds.register(replace(trial, address=lambda case: pages[case.pk]))

    assert tell_of_breaches(at=START + 1.1 * HOUR) == 1
    assert mails()[0][0].startswith(f"[{whole.number}]")
    assert not broken.breaches.exists()
