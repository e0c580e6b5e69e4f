"""The three files against each other, and the delivery against what is public."""

from collections.abc import Callable

from tests.factories.site import Site

from .making import (
    DEAUTHORISED,
    DOCUMENT,
    HELD,
    INCONSISTENT,
    INDEX,
    SUSPICIOUS,
    UNREADABLE,
    Break,
    Fault,
    Json,
    delivered,
    replaced,
)

DAY_1, DAY_2 = "DEMO-20261118-01", "DEMO-20261119-01"


def deauthorising(*records: Json) -> Break:
    """These records stand in deauthorised.json beside the whole index."""
    return delivered(lambda site: site.delivery.deauthorised["deauthorised"].extend(records))


def every_fund(act: Callable[[Site, str], object]) -> Break:
    def change(site: Site) -> None:
        for fund_id in [fund["fundId"] for fund in site.delivery.funds]:
            act(site, fund_id)

    return delivered(change)


def id_used_again(site: Site) -> None:
    for sent in site.delivery.envelopes():
        sent["deliveryId"] = DAY_1
    site.deliver(site.delivery)


def replayed(time: str) -> Break:
    def replay(site: Site) -> None:
        for sent in site.delivery.envelopes():
            sent["generatedAt"] = time
        site.deliver(site.delivery)

    return replay


def renumbered(site: Site) -> None:
    for fund in site.delivery.funds:
        fund["fundId"] = fund["fundId"].replace("DEM", "NEW")
        for share_class in fund["shareClasses"]:
            share_class["isin"] = ""


def effective(**facts: object) -> Json:
    return {"fundId": "DEM00002", "deauthorisationDate": "2026-11-19"} | facts


SETS: dict[str, Fault] = {
    "document_of_another_delivery": Fault(replaced(DOCUMENT, DAY_2, "DEMO-X"), INCONSISTENT, "envelope.delivery_id"),
    "deauthorised_of_another_delivery": Fault(
        replaced(DEAUTHORISED, DAY_2, "DEMO-X"), INCONSISTENT, "envelope.delivery_id"
    ),
    "index_of_yesterday": Fault(replaced(INDEX, DAY_2, DAY_1), INCONSISTENT, "envelope.delivery_id"),
    "id_used_again": Fault(id_used_again, INCONSISTENT, "delivery.id_reused"),
    "made_before_yesterday": Fault(replayed("2026-11-01T22:30:00+08:00"), INCONSISTENT, "delivery.replay"),
    "made_an_hour_before_by_its_offset": Fault(replayed("2026-11-18T22:30:00+09:00"), INCONSISTENT, "delivery.replay"),
    "one_fund_removed": Fault(
        delivered(lambda site: site.delivery.remove_fund("DEM00002")), INCONSISTENT, "set.removed_not_deauthorised"
    ),
    "every_fund_removed": Fault(
        every_fund(lambda site, fund_id: site.delivery.remove_fund(fund_id)),
        INCONSISTENT,
        "set.removed_not_deauthorised",
    ),
    "every_fund_renumbered": Fault(delivered(renumbered), INCONSISTENT, "set.removed_not_deauthorised"),
    "every_fund_deauthorised": Fault(
        every_fund(lambda site, fund_id: site.delivery.deauthorise(fund_id)), SUSPICIOUS, "guard.empty"
    ),
    "listed_and_deauthorised": Fault(deauthorising(effective()), INCONSISTENT, "set.contradiction"),
    "listed_and_terminated": Fault(
        deauthorising(effective(authorisationStatus="terminated")), INCONSISTENT, "set.contradiction"
    ),
    "listed_and_deauthorised_since_the_beginning": Fault(
        deauthorising(effective(deauthorisationDate="0001-01-01")), INCONSISTENT, "set.contradiction"
    ),
    "deauthorised_of_an_unknown_status": Fault(
        deauthorising(effective(authorisationStatus="gone")), UNREADABLE, "record.shape"
    ),
    "deauthorised_on_no_day": Fault(
        deauthorising(effective(deauthorisationDate="2026-02-30")), UNREADABLE, "record.shape"
    ),
    "deauthorised_with_isins_as_text": Fault(
        deauthorising(effective(isins="FR0010655712")), UNREADABLE, "record.shape"
    ),
    "deauthorised_is_text": Fault(
        delivered(lambda site: site.delivery.deauthorised["deauthorised"].append("DEM00002")),
        UNREADABLE,
        "record.shape",
    ),
    "deauthorised_by_a_fund_that_nobody_knows": Fault(
        deauthorising({"fundId": "NEW-1", "deauthorisationDate": "2026-11-19"}), HELD, ""
    ),
}
