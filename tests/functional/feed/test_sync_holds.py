"""A held record keeps its last good version while all others go on."""

from typing import Any

import pytest
from django.test import Client

from fundfeed.models import RunFinding
from infra.deliveries import Delivery, small_delivery
from tests.factories.public_answers import API, every_public_answer, get
from tests.factories.site import Site

Json = dict[str, Any]


def first_class(delivery: Delivery) -> Json:
    found: Json = delivery.fund("DEM00001")["shareClasses"][0]
    return found


def missing_field(delivery: Delivery) -> None:
    del delivery.fund("DEM00001")["manCo"]


def wrong_check_digit(delivery: Delivery) -> None:
    isin = first_class(delivery)["isin"]
    first_class(delivery)["isin"] = isin[:-1] + str((int(isin[-1]) + 1) % 10)


def unknown_currency(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["fundCurrency"] = "XXY"


def negative_size(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["aumFund"]["value"] = "-1"


def nav_as_number(delivery: Delivery) -> None:
    first_class(delivery)["valuationNav"]["value"] = 471.5348


def lost_id(delivery: Delivery) -> None:
    del delivery.fund("DEM00001")["fundId"]


def misspelt_id(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["fundId"] = "dem 00001"


def nul(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["manCo"] = "Amundi\x00"


def nul_in_an_unknown_key(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["note\x00"] = 1


def endless_name(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["legalFundNameOnly"]["en"] = "".join(map(chr, range(0x4E00, 0x4E00 + 9000)))


def endless_policy(delivery: Delivery) -> None:
    first_class(delivery)["shareClassDistributionPolicy"] = "x" * 5000


def depth_of_hundreds(delivery: Delivery) -> None:
    nested: list[Any] = []
    for _ in range(400):
        nested = [nested]
    delivery.fund("DEM00001")["comment"] = nested


HELD = {
    "missing_field": (missing_field, "record.missing", "/funds/0/manCo"),
    "wrong_check_digit": (wrong_check_digit, "fund.isin", "/funds/0/shareClasses/0/isin"),
    "unknown_currency": (unknown_currency, "fund.currency", "/funds/0/fundCurrency"),
    "negative_size": (negative_size, "fund.negative", "/funds/0/aumFund/value"),
    "nav_as_number": (nav_as_number, "record.shape", "/funds/0/shareClasses/0/valuationNav/value"),
    "lost_id": (lost_id, "record.missing", "/funds/0/fundId"),
    "misspelt_id": (misspelt_id, "record.shape", "/funds/0/fundId"),
    "nul": (nul, "record.nul", "/funds/0"),
    "nul_in_an_unknown_key": (nul_in_an_unknown_key, "record.nul", "/funds/0"),
    "endless_name": (endless_name, "record.shape", "/funds/0/legalFundNameOnly"),
    "endless_policy": (endless_policy, "record.shape", "/funds/0/shareClasses/0/shareClassDistributionPolicy"),
    "depth_of_hundreds": (depth_of_hundreds, "record.depth", "/funds/0"),
}


@pytest.mark.parametrize("fault", HELD)
def test_a_held_fund_keeps_its_last_good_version_and_the_others_go_on(published: Site, fault: str) -> None:
    break_it, code, pointer = HELD[fault]
    before = every_public_answer(with_status=False)
    delivery = published.next_day()
    delivery.fund("DEM00002")["manCo"] = "Haven Management"
    break_it(delivery)

    published.deliver(delivery)
    report = published.sync()

    after = every_public_answer(with_status=False)
    assert (report.exit_code, report.outcome) == (0, "applied")
    finding = report.finding(code)
    assert (finding["file"], finding["pointer"], finding["severity"]) == ("index.json", pointer, "hold")
    assert report.content["counts"]["held"] == 1
    assert after[f"{API}/funds/DEM00001/"] == before[f"{API}/funds/DEM00001/"]
    assert get("/funds/DEM00002/")["manCo"] == "Haven Management"


def test_a_double_claim_holds_both_and_the_third_goes_on(published: Site) -> None:
    before = every_public_answer(with_status=False)
    delivery = published.next_day()
    delivery.fund("DEM00002")["shareClasses"] = [first_class(delivery)]
    delivery.fund("DEM00003")["manCo"] = "Haven Management"

    published.deliver(delivery)
    report = published.sync()

    after = every_public_answer(with_status=False)
    assert report.outcome == "applied"
    assert set(report.codes) == {"fund.double_isin"}
    for held in ("DEM00001", "DEM00002"):
        assert after[f"{API}/funds/{held}/"] == before[f"{API}/funds/{held}/"]
    assert get("/funds/DEM00003/")["manCo"] == "Haven Management"


def test_a_record_put_right_is_published(published: Site) -> None:
    delivery = published.next_day()
    missing_field(delivery)
    published.deliver(delivery)
    published.sync()

    delivery = published.next_day(delivery)
    delivery.fund("DEM00001")["manCo"] = "Haven Management"
    published.deliver(delivery)
    report = published.sync()

    assert (report.outcome, report.codes) == ("applied", [])
    assert get("/funds/DEM00001/")["manCo"] == "Haven Management"


def test_a_fund_held_at_its_first_appearance_is_not_public(site: Site) -> None:
    delivery = small_delivery()
    missing_field(delivery)
    site.deliver(delivery)

    report = site.sync()

    assert report.outcome == "applied"
    assert Client().get(f"{API}/funds/DEM00001/").status_code == 404
    assert get("/status/")["counts"]["funds"] == 2


def test_findings_are_kept_with_their_run(published: Site) -> None:
    delivery = published.next_day()
    unknown_currency(delivery)
    published.deliver(delivery)

    report = published.sync()

    kept = RunFinding.objects.get(run_id=report.content["run"])
    assert (kept.code, kept.subject, kept.received) == ("fund.currency", "DEM00001", "XXY")


def test_a_held_document_stays_as_it_was(published: Site) -> None:
    before = get("/funds/DEM00001/")["documents"]
    delivery = published.next_day()
    delivery.documents["documents"][0] |= {"documentType": "XX", "title": {"en": "Changed"}}
    published.deliver(delivery)

    report = published.sync()

    assert report.finding("document.type")["pointer"] == "/documents/0/documentType"
    assert get("/funds/DEM00001/")["documents"] == before
