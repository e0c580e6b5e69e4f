"""The good days around a fault."""

from functools import cache

from infra.deliveries import Delivery, small_delivery
from tests.factories.site import Site


@cache
def _made() -> Delivery:
    return small_delivery()


def first_day() -> Delivery:
    """Three funds and two documents."""
    return _made().on_day(1)


def second_day(site: Site) -> Delivery:
    """One company has another name."""
    return _day(site, "DEM00001", "Haven Management")


def third_day(site: Site) -> Delivery:
    """The day after the fault: another company has another name."""
    return _day(site, "DEM00003", "Harbour Management")


def _day(site: Site, fund_id: str, company: str) -> Delivery:
    delivery = site.next_day(first_day())
    delivery.fund(fund_id)["manCo"] = company
    return delivery
