"""With the delivery before beside it, the check knows what would change and what would be too much."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fundfeed.records.findings import Reason
from fundfeed.validator import Report, check
from fundfeed.validator.check import UnusablePrevious
from infra.deliveries import Delivery, demo_delivery, small_delivery, write_check

from .conftest import Write

AT = datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def forty() -> Delivery:
    return demo_delivery(1, funds=40, pdfs=False)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_the_same_bytes_are_unchanged(good: Path, write: Write) -> None:
    report = check(write(small_delivery()), at=AT, against=good)

    assert (report.conclusion, report.exit_code) == ("unchanged", 0)


def test_only_what_changed_counts(good: Path, write: Write) -> None:
    tomorrow = small_delivery().on_day(2)
    tomorrow.funds[0]["manCo"] = "Another Manager"
    tomorrow.funds[1]["aumFund"]["value"] = "1.00"

    report = check(write(tomorrow), at=AT, against=good)

    counted = {name: report.counts[name] for name in ("added", "changed", "figures", "documents")}
    assert (counted, report.findings) == ({"added": 0, "changed": 1, "figures": 1, "documents": 0}, ())


def test_a_fund_removed_without_a_word_is_inconsistent(good: Path, write: Write) -> None:
    tomorrow = small_delivery().on_day(2)
    gone = tomorrow.remove_fund(tomorrow.funds[0]["fundId"])["fundId"]

    report = check(write(tomorrow), at=AT, against=good)

    assert (report.reason, report.exit_code) == (Reason.INCONSISTENT, 20)
    assert [(finding.code, finding.subject) for finding in report.findings] == [("set.removed_not_deauthorised", gone)]


def test_a_mass_deauthorisation_is_suspicious_beside_its_limit(forty: Delivery, write: Write) -> None:
    tomorrow = forty.on_day(2)
    for fund in tomorrow.funds[:11]:
        tomorrow.deauthorise(fund["fundId"])

    report = check(write(tomorrow), at=AT, against=write(forty))

    assert (report.conclusion, report.reason, report.exit_code) == ("awaiting_release", Reason.SUSPICIOUS, 30)
    assert {measure.name for measure in report.measures if measure.is_tripped} == {"deauthorised", "removed"}
    assert codes(report) == ["guard.deauthorised", "guard.removed"]


def test_a_deauthorisation_within_the_limits_is_acceptable(good: Path, write: Write) -> None:
    tomorrow = small_delivery().on_day(2)
    tomorrow.deauthorise(tomorrow.funds[0]["fundId"])

    report = check(write(tomorrow), at=AT, against=good)

    assert (report.conclusion, report.counts["deauthorised"]) == ("acceptable", 1)


def test_a_fund_that_had_left_comes_back_with_a_warning(write: Write) -> None:
    without = small_delivery()
    left = dict(without.funds[0])
    without.deauthorise(left["fundId"])

    report = check(write(small_delivery().on_day(2)), at=AT, against=write(without))

    assert [(finding.code, finding.subject) for finding in report.findings] == [("fund.returned", left["fundId"])]


def test_an_announced_deauthorisation_takes_effect_on_its_day(write: Write) -> None:
    announcing = small_delivery()
    leaving = dict(announcing.funds[0])
    announcing.deauthorise(leaving["fundId"], deauthorisationDate="2026-11-19")
    announcing.funds.append(leaving)
    announcing.recount()
    tomorrow = small_delivery().on_day(2)
    tomorrow.remove_fund(leaving["fundId"])

    report = check(write(tomorrow), at=AT, against=write(announcing))

    assert (report.conclusion, report.counts["deauthorised"]) == ("acceptable", 1)


def test_an_older_delivery_is_a_replay(good: Path, write: Write) -> None:
    report = check(good, at=AT, against=write(small_delivery().on_day(2)))

    assert (report.reason, codes(report)) == (Reason.INCONSISTENT, ["delivery.replay"])


def test_the_same_id_over_other_bytes_is_inconsistent(good: Path, write: Write) -> None:
    other = small_delivery()
    other.funds[0]["manCo"] = "Another Manager"

    report = check(write(other), at=AT, against=good)

    assert (report.reason, codes(report)) == (Reason.INCONSISTENT, ["delivery.id_reused"])


def test_a_document_sent_before_need_not_be_sent_again(good: Path, write: Write) -> None:
    tomorrow = small_delivery().on_day(2)
    tomorrow.documents["documents"][0]["title"] = {"en": "Key facts, retitled"}
    tomorrow.files.clear()

    report = check(write(tomorrow), at=AT, against=good)

    assert (report.conclusion, report.findings) == ("acceptable", ())


def test_a_document_that_came_late_is_looked_at(good: Path, write: Write) -> None:
    late = small_delivery()
    name = next(iter(late.files))
    (good / name).unlink()
    directory = write(late)
    (directory / name).write_bytes(b"something else")

    report = check(directory, at=AT, against=good)

    assert [(finding.code, finding.file) for finding in report.findings] == [("document.digest", name)]


def test_what_was_never_public_can_be_no_yesterday(good: Path, write: Write) -> None:
    (good / "index.json").write_text("no JSON")
    write_check(good / "index.json")

    with pytest.raises(UnusablePrevious, match=r"index\.json is not JSON"):
        check(write(small_delivery()), at=AT, against=good)
