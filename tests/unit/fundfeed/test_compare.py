"""A delivery is held against what is public: the set rules of section 5, replays, and what changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fundfeed.records.changes import ChangeSet, LastDelivery, PublicState
from fundfeed.records.delivery import Envelope
from fundfeed.records.findings import Finding, Reason, Severity
from fundfeed.stages import compare, validate
from fundfeed.stages.compare import Inconsistent
from tests.factories.records import TODAY, Json, deauthorisation, document, fund, parsed, public_state, share_class

TOMORROW = TODAY + timedelta(days=1)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
LAST = LastDelivery("DAY-1", NOON, "digest of day 1")


def compared(
    public: PublicState,
    funds: list[Any],
    deauthorised: list[Json] | None = None,
    documents: list[Json] | None = None,
    today: date = TODAY,
) -> tuple[ChangeSet, tuple[Finding, ...]]:
    delivery = parsed(funds, documents, deauthorised, public=public, contentDate=TODAY.isoformat())
    return compare.with_public(validate.delivery(delivery, public), public, today=today)


def changes(*arguments: Any, **more: Any) -> ChangeSet:
    return compared(*arguments, **more)[0]


def inconsistency(*arguments: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Inconsistent) as caught:
        compared(*arguments, **more)
    assert caught.value.reason is Reason.INCONSISTENT
    assert all(finding.severity is Severity.HALT and finding.file for finding in caught.value.findings)
    return [(finding.code, finding.subject) for finding in caught.value.findings]


def ids(placed: tuple[Any, ...]) -> list[str]:
    return [one.record.fund_id for one in placed]


def test_a_first_delivery_only_adds() -> None:
    found = changes(public_state(), [fund(1), fund(2)])

    assert ids(found.added) == ["TST00001", "TST00002"]
    assert found.public_count == 0


def test_the_same_records_change_nothing() -> None:
    found = changes(public_state(fund(1), fund(2)), [fund(2), fund(1)])

    assert (found.added, found.changed, found.figures_only, found.removed) == ((), (), (), ())


def test_a_changed_profile_is_told_from_new_figures() -> None:
    nav = {"value": "10.1", "date": "2026-11-18"}

    found = changes(
        public_state(fund(1), fund(2), fund(3)),
        [fund(1, manCo="Haven"), fund(2, shareClasses=[share_class(2, valuationNav=nav)]), fund(3)],
    )

    assert ids(found.changed) == ["TST00001"]
    assert ids(found.figures_only) == ["TST00002"]


def test_rule_1_removed_but_not_deauthorised_is_inconsistent_and_named() -> None:
    public = public_state(fund(1), fund(2), fund(3))

    assert inconsistency(public, [fund(1)]) == [
        ("set.removed_not_deauthorised", "TST00002"),
        ("set.removed_not_deauthorised", "TST00003"),
    ]


def test_rule_1_a_fund_deauthorised_earlier_may_be_absent() -> None:
    found = changes(public_state(fund(1), withdrawn=(fund(2),)), [fund(1)])

    assert found.removed == ()


def test_rule_1_a_held_fund_is_not_removed() -> None:
    public = public_state(fund(1), fund(2))

    found = changes(public, [fund(1), fund(2, fundCurrency="XYZ")])

    assert found.removed == ()
    assert found.held == ("TST00002",)


def test_rule_2_authorised_and_deauthorised_at_once_is_inconsistent() -> None:
    public = public_state(fund(1), fund(2))

    assert inconsistency(public, [fund(1), fund(2)], [deauthorisation(2)]) == [("set.contradiction", "TST00002")]


def test_rule_2_holds_for_a_new_fund_too() -> None:
    assert inconsistency(public_state(fund(1)), [fund(1), fund(2)], [deauthorisation(2)]) == [
        ("set.contradiction", "TST00002")
    ]


def test_rule_2_a_date_in_the_future_is_no_contradiction() -> None:
    later = deauthorisation(2, deauthorisationDate=TOMORROW.isoformat())

    found = changes(public_state(fund(1), fund(2)), [fund(1), fund(2)], [later])

    assert [record.fund_id for record in found.announced] == ["TST00002"]
    assert found.withdrawn == ()


def test_rules_3_and_4_removed_and_deauthorised_funds_are_counted_for_the_guard() -> None:
    found = changes(public_state(fund(1), fund(2)), [fund(1)], [deauthorisation(2)])

    assert found.removed == ("TST00002",)
    assert [record.fund_id for record in found.withdrawn] == ["TST00002"]
    assert (found.public_count, found.delivered_count) == (2, 1)


def test_a_cumulative_list_may_name_funds_that_went_before() -> None:
    public = public_state(fund(1), withdrawn=(fund(2),))

    found = changes(public, [fund(1)], [deauthorisation(2), deauthorisation(77)])

    assert (found.withdrawn, found.announced) == ((), ())


def test_rule_5_a_fund_that_returns_is_authorised_again_with_a_warning() -> None:
    found, warnings = compared(public_state(withdrawn=(fund(1),)), [fund(1)])

    assert found.returned == ("TST00001",)
    assert ids(found.changed) == ["TST00001"]
    assert [(warning.code, warning.severity) for warning in warnings] == [("fund.returned", Severity.WARN)]


def test_rule_6_a_fund_gone_before_its_date_stays_until_then() -> None:
    later = deauthorisation(2, deauthorisationDate=TOMORROW.isoformat())

    found = changes(public_state(fund(1), fund(2)), [fund(1)], [later])

    assert found.withdrawn == ()
    assert [record.fund_id for record in found.announced] == ["TST00002"]


def test_rule_6_an_announced_deauthorisation_takes_effect_when_its_day_has_come() -> None:
    later = deauthorisation(2, deauthorisationDate=TOMORROW.isoformat())
    public = public_state(fund(1), announced=((fund(2), TOMORROW),))

    found = changes(public, [fund(1), fund(2)], [later], today=TOMORROW)

    leaving = {record.fund_id for record in found.withdrawn} | set(found.due)
    assert leaving == {"TST00002"}


def test_documents_that_are_no_longer_listed_are_gone() -> None:
    public = public_state(fund(1), documents=(document(1), document(2)))

    found = changes(public, [fund(1)], documents=[document(1)])

    assert found.documents_gone == ("DOC-2",)


def order(public: PublicState, digest: str = "other bytes", **head: Any) -> tuple[Finding, ...]:
    return compare.order_of_deliveries(Envelope(**({"delivery_id": "DAY-2"} | head)), digest, public, now=NOON)


def test_the_next_delivery_follows_the_last_one() -> None:
    public = public_state(applied={"DAY-1": "digest of day 1"}, last=LAST)

    assert order(public, previous_delivery_id="DAY-1", generated_at=NOON + timedelta(days=1)) == ()


def test_a_gap_between_deliveries_is_a_warning() -> None:
    (warning,) = order(public_state(last=LAST), previous_delivery_id="DAY-0")

    assert (warning.code, warning.severity) == ("delivery.gap", Severity.WARN)
    assert (warning.received, warning.expected) == ("DAY-0", "DAY-1")


def test_the_first_delivery_follows_nothing() -> None:
    assert order(public_state(), previous_delivery_id="DAY-0", generated_at=NOON) == ()


def test_an_id_used_again_for_other_bytes_is_inconsistent() -> None:
    public = public_state(applied={"DAY-1": "digest of day 1"}, last=LAST)

    with pytest.raises(Inconsistent) as caught:
        order(public, delivery_id="DAY-1")

    assert [finding.code for finding in caught.value.findings] == ["delivery.id_reused"]


def test_a_delivery_made_before_the_last_one_is_a_replay() -> None:
    with pytest.raises(Inconsistent) as caught:
        order(public_state(last=LAST), generated_at=NOON - timedelta(seconds=1))

    assert [(finding.code, finding.pointer) for finding in caught.value.findings] == [
        ("delivery.replay", "/generatedAt")
    ]


@pytest.mark.parametrize("head", [{"generated_at": NOON}, {"generated_at": None}, {"delivery_id": ""}], ids=repr)
def test_what_the_envelope_does_not_say_is_no_replay(head: dict[str, Any]) -> None:
    assert order(public_state(applied={"": "digest"}, last=LAST), **head) == ()
