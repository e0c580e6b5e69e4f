"""A fund that loses its authorisation leaves the lists, keeps its page, and may come back."""

from tests.factories.public_answers import fund_ids, get
from tests.factories.site import Site


def listed_funds() -> set[str]:
    return {fund["fundId"] for fund in get("/funds/")["results"]}


def test_a_deauthorised_fund_leaves_the_list_and_keeps_its_page(published: Site) -> None:
    before = get("/funds/DEM00002/")
    delivery = published.next_day()
    delivery.deauthorise("DEM00002", reason="merger", absorbedByFundId="DEM00001")

    published.deliver(delivery)
    report = published.sync()

    after = get("/funds/DEM00002/")
    assert (report.outcome, report.content["counts"]["deauthorised"]) == ("applied", 1)
    assert listed_funds() == {"DEM00001", "DEM00003"}
    assert after["authorisationStatus"] == "deauthorised"
    assert after["deauthorisation"] == {
        "deauthorisationDate": "2026-11-19",
        "reason": "merger",
        "absorbedByFundId": "DEM00001",
    }
    assert after["legalFundNameOnly"] == before["legalFundNameOnly"]
    assert after["publication"]["version"] == before["publication"]["version"] + 1
    assert after["publication"]["deliveryId"] == "DEMO-20261119-01"
    assert get("/status/")["counts"]["deauthorisedFunds"] == 1


def test_a_terminated_fund_is_found_by_its_status(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorise("DEM00002", authorisationStatus="terminated")

    published.deliver(delivery)
    published.sync()

    (found,) = get("/funds/?authorisationStatus=terminated")["results"]
    assert (found["fundId"], found["deauthorisationDate"]) == ("DEM00002", "2026-11-19")


def test_a_cumulative_list_of_the_next_day_changes_nothing_more(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorise("DEM00002")
    published.deliver(delivery)
    published.sync()
    before = get("/funds/DEM00002/")

    published.deliver(published.next_day())
    report = published.sync()

    assert (report.outcome, report.findings) == ("applied", [])
    assert get("/funds/DEM00002/") == before


def test_a_fund_that_returns_is_authorised_again_and_keeps_its_history(published: Site) -> None:
    whole = published.delivery.on_day(3)
    delivery = published.next_day()
    delivery.deauthorise("DEM00002")
    published.deliver(delivery)
    published.sync()
    published.next_day()

    published.deliver(whole)
    report = published.sync()

    served = get("/funds/DEM00002/")
    assert (report.outcome, report.codes) == ("applied", ["fund.returned"])
    assert (served["authorisationStatus"], served.get("deauthorisation")) == ("authorised", None)
    assert served["publication"]["version"] == 3
    assert "DEM00002" in listed_funds()


def test_an_announced_deauthorisation_stays_public_with_a_notice_until_its_day(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorised["deauthorised"].append(
        {"fundId": "DEM00002", "deauthorisationDate": "2026-11-20", "authorisationStatus": "terminated"}
    )
    delivery.recount()
    published.deliver(delivery)

    published.sync()

    served = get("/funds/DEM00002/")
    assert served["authorisationStatus"] == "authorised"
    assert served["deauthorisation"] == {"deauthorisationDate": "2026-11-20"}
    assert "DEM00002" in listed_funds()

    published.next_day()
    report = published.sync()

    assert report.outcome == "applied"
    assert get("/funds/DEM00002/")["authorisationStatus"] == "terminated"
    assert "DEM00002" not in listed_funds()


def test_a_fund_that_leaves_the_index_before_its_day_stays_public_until_then(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorise("DEM00002", deauthorisationDate="2026-11-20")
    published.deliver(delivery)

    published.sync()

    assert "DEM00002" in listed_funds()

    published.deliver(published.next_day())
    published.sync()

    assert "DEM00002" not in listed_funds()
    assert "DEM00002" in fund_ids()


def test_after_its_day_the_same_delivery_is_unchanged(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorise("DEM00002", deauthorisationDate="2026-11-20")
    published.deliver(delivery)
    published.sync()
    published.next_day()
    published.sync()

    assert published.sync().outcome == "unchanged"


def contradicting(site: Site) -> None:
    delivery = site.next_day()
    delivery.deauthorised["deauthorised"] = [{"fundId": "DEM00002", "deauthorisationDate": "2026-11-19"}]
    for fund_id in ("DEM00001", "DEM00002"):
        delivery.fund(fund_id)["manCo"] = "Haven Management"
    delivery.recount()
    site.deliver(delivery)


def test_a_fund_both_listed_and_deauthorised_is_held_alone_where_the_policy_says_so(published: Site) -> None:
    published.provider.holds_contradictions = True
    published.provider.save()
    before = get("/funds/DEM00002/")
    contradicting(published)

    report = published.sync()

    finding = report.finding("set.contradiction")
    assert (report.outcome, finding["severity"], finding["subject"]) == ("applied", "hold", "DEM00002")
    assert report.content["counts"]["held"] == 1
    assert get("/funds/DEM00002/") == before
    assert get("/funds/DEM00001/")["manCo"] == "Haven Management"


def test_without_such_a_policy_it_halts_the_delivery(published: Site) -> None:
    before = get("/funds/DEM00001/")
    contradicting(published)

    report = published.sync()

    assert (report.outcome, report.finding("set.contradiction")["severity"]) == ("halted: inconsistent", "halt")
    assert get("/funds/DEM00001/") == before
