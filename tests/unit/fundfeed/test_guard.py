"""A limit trips when both its count and its share are exceeded; an empty index always does."""

from typing import Any

import msgspec
import pytest

from fundfeed.errors import Held
from fundfeed.records.changes import ChangeSet, Limit, Verdict
from fundfeed.records.feed import DeauthorisationRecord
from fundfeed.records.findings import Reason, Severity
from fundfeed.stages import guard
from fundfeed.stages.guard import DEFAULT_LIMITS, BeyondLimit
from tests.factories.records import TODAY, fund, read_fund

LIMITS = {name: limit for name, (limit, _) in DEFAULT_LIMITS.items()}
PLACED = read_fund(fund())


def leaving(count: int) -> dict[str, Any]:
    ids = tuple(f"TST{number:05}" for number in range(count))
    return {
        "removed": ids,
        "withdrawn": tuple(DeauthorisationRecord(fund_id=one, deauthorisation_date=TODAY) for one in ids),
    }


def changeset(measure: str, count: int, whole: int) -> ChangeSet:
    """A change set in which one measure has this count among so many funds."""
    names = tuple(f"TST{number:05}" for number in range(count))
    what: dict[str, dict[str, Any]] = {
        "deauthorised": leaving(count),
        "removed": {"removed": names},
        "changed": {"changed": (PLACED,) * count},
        "held": {"held": names},
        "added": {"added": (PLACED,) * count},
    }
    return ChangeSet(**what[measure], public_count=whole, delivered_count=whole)


def tripped(verdict: Verdict) -> set[str]:
    return {measure.name for measure in verdict.tripped}


CONTRACT = {
    "deauthorised": (10, 0.02),
    "removed": (10, 0.10),
    "changed": (100, 0.50),
    "held": (20, 0.10),
    "added": (50, 0.20),
}
CASES = [(measure, count, share) for measure, (count, share) in CONTRACT.items()]


def test_the_default_limits_are_those_of_the_contract() -> None:
    assert {name: (limit.count, limit.share) for name, limit in LIMITS.items()} == CONTRACT
    assert all(reason for _, reason in DEFAULT_LIMITS.values())


@pytest.mark.parametrize(("measure", "count", "share"), CASES)
def test_a_limit_does_not_trip_by_its_count_alone(measure: str, count: int, share: float) -> None:
    whole = int((count + 1) / share) + 1

    assert tripped(guard.judge(changeset(measure, count + 1, whole), LIMITS)) == set()


@pytest.mark.parametrize(("measure", "count", "share"), CASES)
def test_a_limit_does_not_trip_by_its_share_alone(measure: str, count: int, share: float) -> None:
    assert tripped(guard.judge(changeset(measure, count, count + 1), LIMITS)) == set()


@pytest.mark.parametrize(("measure", "count", "share"), CASES)
def test_a_limit_trips_when_both_are_exceeded(measure: str, count: int, share: float) -> None:
    whole = int((count + 1) / share) - 1

    assert measure in tripped(guard.judge(changeset(measure, count + 1, whole), LIMITS))


def test_an_announced_deauthorisation_that_falls_due_counts_as_one() -> None:
    due = tuple(f"TST{number:05}" for number in range(11))

    verdict = guard.judge(ChangeSet(due=due, public_count=100, delivered_count=100), LIMITS)

    assert "deauthorised" in tripped(verdict)


def test_new_figures_are_no_changed_profile() -> None:
    changes = ChangeSet(figures_only=(PLACED,) * 1000, public_count=1000, delivered_count=1000)

    assert tripped(guard.judge(changes, LIMITS)) == set()


@pytest.mark.parametrize("measure", CONTRACT)
def test_nothing_is_compared_for_the_first_delivery(measure: str) -> None:
    first = msgspec.structs.replace(changeset(measure, 500, 500), public_count=0)

    assert tripped(guard.judge(first, LIMITS)) == set()


@pytest.mark.parametrize("public_count", [0, 1, 1000])
def test_an_empty_index_always_trips(public_count: int) -> None:
    verdict = guard.judge(ChangeSet(public_count=public_count, delivered_count=0), LIMITS)

    assert tripped(verdict) == {"empty"}


def test_without_limits_only_emptiness_trips() -> None:
    assert tripped(guard.judge(changeset("removed", 900, 1000), {})) == set()


def test_every_measure_stands_beside_its_limit_even_when_it_passes() -> None:
    verdict = guard.judge(changeset("changed", 3, 12), LIMITS)

    measures = {measure.name: measure for measure in verdict.measures}
    assert measures.keys() == {*CONTRACT, "empty"}
    assert (measures["changed"].count, measures["changed"].share) == (3, 0.25)
    assert measures["changed"].limit == Limit(100, 0.5)


def test_a_suspicious_delivery_is_held_back_with_a_sentence_for_each_limit() -> None:
    verdict = guard.judge(changeset("removed", 30, 100), LIMITS)

    with pytest.raises(BeyondLimit) as caught:
        guard.hold_back(verdict)

    assert isinstance(caught.value, Held)
    assert caught.value.reason is Reason.SUSPICIOUS
    (finding,) = caught.value.findings
    assert (finding.code, finding.severity) == ("guard.removed", Severity.HALT)
    assert finding.received == "30 (30.0%)"
    assert finding.message == "30 funds would leave the public record at once."


def test_an_ordinary_delivery_is_not_held_back() -> None:
    guard.hold_back(guard.judge(changeset("removed", 2, 100), LIMITS))
