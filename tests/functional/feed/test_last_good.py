"""A finding about a held fund shows what was received, what is expected, and the last good value."""

import pytest

from fundfeed.models import RunFinding
from fundfeed.services import map_names
from infra.deliveries import Delivery, small_delivery
from tests.factories.public_answers import get
from tests.factories.site import Site


def currency(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["fundCurrency"] = "XXY"


def name(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["legalFundNameOnly"] = {"en": " "}


def fund_size(delivery: Delivery) -> None:
    delivery.fund("DEM00001")["aumFund"]["value"] = 12.5


def manager_left_out(delivery: Delivery) -> None:
    del delivery.fund("DEM00001")["manCo"]


CHANGES = {
    "fundCurrency": currency,
    "legalFundNameOnly.en": name,
    "aumFund.value": fund_size,
    "manCo": manager_left_out,
}


def public(path: str) -> str:
    value = get("/funds/DEM00001/")
    for step in path.split("."):
        value = value[step]
    return str(value)


@pytest.mark.parametrize("path", CHANGES)
def test_the_last_good_value_is_the_one_that_stays_public(published: Site, path: str) -> None:
    delivery = published.next_day()
    CHANGES[path](delivery)
    published.deliver(delivery)

    (finding,) = published.sync().findings

    assert finding["last_good"] == public(path) != finding["received"]
    assert RunFinding.objects.get(pointer=finding["pointer"]).last_good == finding["last_good"]


def with_two_classes() -> Delivery:
    delivery = small_delivery()
    fund = delivery.fund("DEM00001")
    first = fund["shareClasses"][0]
    nav = {"value": "7.77", "date": "2026-11-18", "currency": "USD"}
    fund["shareClasses"] = [first, first | {"isin": "IE00B4L5Y983", "shareClassCurrency": "JPY", "valuationNav": nav}]
    return delivery


def test_share_classes_are_compared_by_isin_and_not_by_place(site: Site) -> None:
    site.deliver(with_two_classes())
    site.sync()
    delivery = site.next_day()
    other, moved = delivery.fund("DEM00001")["shareClasses"]
    delivery.fund("DEM00001")["shareClasses"] = [moved, other]
    moved["valuationNav"]["value"] = "-1"
    moved["shareClassCurrency"] = "XXY"
    site.deliver(delivery)

    found = {one["pointer"]: one["last_good"] for one in site.sync().findings}

    assert found == {
        "/funds/0/shareClasses/0/shareClassCurrency": "JPY",
        "/funds/0/shareClasses/0/valuationNav/value": "7.77",
    }


def test_a_broken_isin_is_shown_with_the_one_in_its_place(site: Site) -> None:
    site.deliver(with_two_classes())
    site.sync()
    delivery = site.next_day()
    delivery.fund("DEM00001")["shareClasses"][1]["isin"] = "IE00B4L5Y984"
    site.deliver(delivery)

    assert site.sync().finding("fund.isin")["last_good"] == "IE00B4L5Y983"


def test_in_names_of_a_provider_s_own_it_is_found_too(site: Site) -> None:
    names = {"names": {"devise/fonds": "fundCurrency"}}
    map_names(provider=site.provider, mapping=names, by="maker", approved_by="checker", reason="Their own names")
    site.deliver(small_delivery())
    site.sync()
    usual = public("fundCurrency")
    delivery = site.next_day()
    fund = delivery.fund("DEM00001")
    del fund["fundCurrency"]
    fund["devise/fonds"] = "XXY"
    site.deliver(delivery)

    finding = site.sync().finding("fund.currency")

    assert (finding["pointer"], finding["last_good"]) == ("/funds/0/devise~1fonds", usual)


def test_a_fund_that_was_never_public_has_no_last_good_value(site: Site) -> None:
    delivery = small_delivery()
    currency(delivery)
    site.deliver(delivery)

    assert site.sync().finding("fund.currency")["last_good"] == ""
