"""The demo's three days follow each other as the contract allows; the third is meant to look suspicious."""

from pathlib import Path
from typing import Any

import pytest

from infra.deliveries import Delivery, demo_delivery

FUNDS = 120


@pytest.fixture(scope="module")
def days() -> list[Delivery]:
    return [demo_delivery(day, pdfs=False) for day in (1, 2, 3)]


@pytest.fixture(scope="module")
def documents() -> list[dict[str, dict[str, Any]]]:
    deliveries = [demo_delivery(day, funds=FUNDS) for day in (1, 2)]
    return [{one["documentId"]: one for one in day.documents["documents"]} for day in deliveries]


def test_each_day_names_the_one_before(days: list[Delivery]) -> None:
    assert "previousDeliveryId" not in days[0].index
    assert [day.index.get("previousDeliveryId") for day in days[1:]] == ["DEMO-20261118-01", "DEMO-20261119-01"]
    assert [day.index["contentDate"] for day in days] == ["2026-11-18", "2026-11-19", "2026-11-20"]


def test_every_fund_that_goes_is_deauthorised_and_none_that_stays(days: list[Delivery]) -> None:
    for before, after in ((days[0], days[1]), (days[1], days[2])):
        gone = _fund_ids(before) - _fund_ids(after)

        assert gone
        assert gone == _deauthorised(after) - _deauthorised(before)
        assert not _fund_ids(after) & _deauthorised(after)


def test_on_the_second_day_two_funds_go_and_one_comes(days: list[Delivery]) -> None:
    arrived = _fund_ids(days[1]) - _fund_ids(days[0])

    assert len(arrived) == 1
    assert len(_deauthorised(days[1])) == 2
    assert {one["reason"] for one in days[1].deauthorised["deauthorised"]} == {"merger", "liquidation"}
    assert days[1].fund(arrived.pop())["authorisationDate"] == "2026-11-19"


def test_a_merged_fund_is_absorbed_by_one_that_stays(days: list[Delivery]) -> None:
    merged = next(one for one in days[1].deauthorised["deauthorised"] if one["reason"] == "merger")

    assert merged["absorbedByFundId"] in _fund_ids(days[0]) & _fund_ids(days[1])
    assert merged["absorbedByFundId"] != merged["fundId"]


def test_every_share_class_has_a_new_nav_on_the_second_day(days: list[Delivery]) -> None:
    before, after = ({one["isin"]: one["valuationNav"] for one in _classes(day)} for day in days[:2])

    stayed = before.keys() & after.keys()
    assert stayed
    assert all(before[isin]["value"] != after[isin]["value"] for isin in stayed)
    assert {nav["date"] for nav in after.values()} == {"2026-11-19"}


def test_a_renamed_fund_keeps_its_former_name(days: list[Delivery]) -> None:
    renamed = [fund for fund in days[1].funds if "formerNames" in fund]

    assert 1 <= len(renamed) <= 10
    for fund in renamed:
        before = days[0].fund(fund["fundId"])
        assert fund["formerNames"] == [{"name": before["legalFundNameOnly"], "until": "2026-11-18"}]
        assert fund["legalFundNameOnly"]["en"] != before["legalFundNameOnly"]["en"]
        assert all("Select" in one["fullShareClassName"]["en"] for one in fund["shareClasses"])


def test_few_profiles_change_on_an_ordinary_day(days: list[Delivery]) -> None:
    stayed = _fund_ids(days[0]) & _fund_ids(days[1])

    changed = [one for one in stayed if _profile(days[0].fund(one)) != _profile(days[1].fund(one))]

    assert 5 <= len(changed) <= 20


def test_on_the_third_day_a_whole_house_goes_beyond_the_guards_limits(days: list[Delivery]) -> None:
    gone = _fund_ids(days[1]) - _fund_ids(days[2])

    houses = {days[1].fund(one)["fundGroupName"]["en"] for one in gone}
    assert len(houses) == 1
    assert houses.isdisjoint(fund["fundGroupName"]["en"] for fund in days[2].funds)
    assert len(gone) > 10
    assert len(gone) > 0.02 * len(days[1].funds)
    assert len(gone) < 0.10 * len(days[1].funds)


def test_unchanged_documents_keep_id_and_bytes(documents: list[dict[str, dict[str, Any]]]) -> None:
    first, second = documents

    kept = first.keys() & second.keys()
    assert len(kept) > 0.9 * len(first)
    assert all(first[one]["fileName"] == second[one]["fileName"] for one in kept)


def test_a_new_document_supersedes_one_that_says_so(documents: list[dict[str, dict[str, Any]]]) -> None:
    first, second = documents

    successors = [one for one in second.values() if "supersedes" in one and one["validFrom"] <= "2026-11-19"]
    assert successors
    for successor in successors:
        old = second[successor["supersedes"]]
        assert old["status"] == "superseded"
        assert first[old["documentId"]]["status"] == "current"
        assert old["fileName"] != successor["fileName"]


def test_one_new_prospectus_waits_for_its_date(documents: list[dict[str, dict[str, Any]]]) -> None:
    scheduled = [one for one in documents[1].values() if one["validFrom"] > "2026-11-19"]

    assert [one["documentType"] for one in scheduled] == ["PR"]
    assert documents[1][scheduled[0]["supersedes"]]["status"] == "current"


def test_no_document_of_a_fund_that_went_is_left(documents: list[dict[str, dict[str, Any]]]) -> None:
    second = demo_delivery(2, funds=FUNDS, pdfs=False)

    targets = {target["id"] for one in documents[1].values() for target in one["appliesTo"]}
    assert not targets & _deauthorised(second)


@pytest.mark.parametrize(("share", "count"), [(0.01, 1), (0.1, 12), (1.0, FUNDS)])
def test_a_follow_up_changes_just_the_share_asked_for(share: float, count: int) -> None:
    base = demo_delivery(1, funds=FUNDS, pdfs=False)

    after = demo_delivery(2, funds=FUNDS, pdfs=False, changed_share=share)

    changed = [one for one in base.funds if one != after.fund(one["fundId"])]
    assert len(changed) == count
    assert _fund_ids(after) == _fund_ids(base)


def test_share_classes_of_another_csv_are_grouped_into_funds(tmp_path: Path) -> None:
    csv = tmp_path / "funds.csv"
    csv.write_text(
        "isin,name,umbrella_guess,remainder,issuer,currency,asset_class\n"
        "LU0905234497,Fidelity Funds - Global Fund A-acc-usd,Fidelity Funds,Global Fund A-acc-usd,Fidelity,USD,equity\n"
        "LU0905234067,Fidelity Funds - Global Fund Y Eur,Fidelity Funds,Global Fund Y Eur,Fidelity,EUR,equity\n"
        "LU0905234068,Wrong Check Digit Fund A,,Wrong Check Digit Fund A,Fidelity,EUR,equity\n"
        "HK0000213493,Schroder Balanced Investment Fund C,,Schroder Balanced Investment Fund C,Schroder,USD,other\n"
    )

    delivery = demo_delivery(1, csv=csv, pdfs=False)

    found = {fund["legalFundNameOnly"]["en"]: [one["isin"] for one in fund["shareClasses"]] for fund in delivery.funds}
    assert found == {
        "Global Fund": ["LU0905234497", "LU0905234067"],
        "Schroder Balanced Investment Fund": ["HK0000213493"],
    }


def test_a_day_that_was_never_told_is_refused() -> None:
    with pytest.raises(ValueError, match="day must be one of"):
        demo_delivery(4)


def _fund_ids(delivery: Delivery) -> set[str]:
    return {fund["fundId"] for fund in delivery.funds}


def _deauthorised(delivery: Delivery) -> set[str]:
    return {one["fundId"] for one in delivery.deauthorised["deauthorised"]}


def _classes(delivery: Delivery) -> list[dict[str, Any]]:
    return [one for fund in delivery.funds for one in fund["shareClasses"]]


def _profile(fund: dict[str, Any]) -> dict[str, Any]:
    classes = [{key: one[key] for key in one if key != "valuationNav"} for one in fund["shareClasses"]]
    return {key: fund[key] for key in fund if key != "aumFund"} | {"shareClasses": classes}
