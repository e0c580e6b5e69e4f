"""Good deliveries become public: the first, the same again, and the next day's."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from fundfeed.models import Figure, FundVersion
from infra.deliveries import demo_delivery, small_delivery
from tests.factories.public_answers import every_public_answer, fund_ids, get
from tests.factories.site import Site, open_site


def test_a_first_delivery_becomes_public(site: Site) -> None:
    site.deliver(small_delivery())

    report = site.sync()

    assert (report.exit_code, report.outcome, report.findings) == (0, "applied", [])
    assert sorted(fund_ids()) == ["DEM00001", "DEM00002", "DEM00003"]
    assert report.content["delivery"] == "DEMO-20261118-01"
    assert report.content["counts"]["added"] == 3


def test_the_report_says_what_the_issue_promises(site: Site) -> None:
    site.deliver(small_delivery())

    report = site.sync().content

    assert {"run", "delivery", "outcome", "reason", "findings", "counts", "timings"} <= report.keys()
    assert {"fetch", "verify", "parse", "validate", "compare", "guard", "apply", "publish"} <= report["timings"].keys()
    assert {measure["name"] for measure in report["verdict"]} >= {"removed", "deauthorised", "changed", "held", "added"}


def test_a_published_fund_says_what_the_provider_said(published: Site) -> None:
    sent = published.delivery.funds[0]

    served = get("/funds/DEM00001/")

    assert {key: served[key] for key in sent if key != "umbrella"} == {
        key: value for key, value in sent.items() if key != "umbrella"
    }
    assert served["publication"] | {"sha256": "", "publishedAt": ""} == {
        "version": 1,
        "sha256": "",
        "publishedAt": "",
        "provider": "DEMO",
        "deliveryId": "DEMO-20261118-01",
        "contentDate": "2026-11-18",
        "file": "index.json",
        "pointer": "/funds/0",
    }


def test_a_published_document_is_the_very_bytes(published: Site) -> None:
    (document,) = get("/funds/DEM00001/")["documents"]

    response = Client().get(document["url"])

    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert sha256(body).hexdigest() == document["sha256"]
    assert body == published.delivery.files[f"{document['sha256']}.pdf"]


def test_status_says_which_delivery_is_public(published: Site) -> None:
    status = get("/status/")

    assert status["lastDelivery"]["deliveryId"] == "DEMO-20261118-01"
    assert status["lastDelivery"]["appliedAt"].startswith("2026-11-18T")
    assert status["counts"] == {"funds": 3, "shareClasses": 3, "documents": 2, "deauthorisedFunds": 0}


def test_the_same_bytes_again_change_nothing(published: Site) -> None:
    before = every_public_answer()

    report = published.sync()

    assert (report.exit_code, report.outcome) == (0, "unchanged")
    assert every_public_answer() == before


def test_an_earlier_delivery_put_back_changes_nothing(published: Site) -> None:
    first = published.delivery
    second = published.next_day()
    second.funds[0]["manCo"] = "Haven Management"
    published.deliver(second)
    published.sync()
    before = every_public_answer()

    published.deliver(first)
    report = published.sync()

    assert report.outcome in ("unchanged", "halted: inconsistent")
    assert every_public_answer() == before


def test_the_next_day_changes_what_it_says_and_nothing_else(published: Site) -> None:
    untouched = get("/funds/DEM00002/")
    delivery = published.next_day()
    delivery.fund("DEM00001")["manCo"] = "Haven Management"

    published.deliver(delivery)
    report = published.sync()

    assert report.outcome == "applied"
    assert report.content["counts"]["changed"] == 1
    assert get("/funds/DEM00001/")["manCo"] == "Haven Management"
    assert get("/funds/DEM00001/")["publication"]["version"] == 2
    assert get("/funds/DEM00002/") == untouched


def test_an_ordinary_day_of_the_demo_is_applied(site: Site) -> None:
    site.deliver(demo_delivery(1, funds=40, processes=1))
    assert site.sync().outcome == "applied"
    site.next_day()

    site.deliver(demo_delivery(2, funds=40, processes=1))
    report = site.sync()

    assert (report.outcome, report.codes) == ("applied", [])
    assert get("/status/")["counts"]["funds"] == 39
    assert get("/status/")["counts"]["deauthorisedFunds"] == 2


def test_a_daily_nav_shows_at_once_and_makes_no_new_version(published: Site) -> None:
    versions = FundVersion.objects.count()
    delivery = published.next_day()
    nav = {"value": "99.99", "date": "2026-11-19", "currency": "EUR"}
    delivery.fund("DEM00001")["shareClasses"][0]["valuationNav"] = nav
    isin = delivery.fund("DEM00001")["shareClasses"][0]["isin"]

    published.deliver(delivery)
    published.sync()

    served = get("/funds/DEM00001/")
    assert served["shareClasses"][0]["valuationNav"] == nav
    assert served["publication"]["version"] == 1
    assert FundVersion.objects.count() == versions
    assert Figure.objects.filter(kind="nav", subject=isin).count() == 2


def test_a_new_fund_is_found_at_once(published: Site) -> None:
    newcomer = json.loads(json.dumps(demo_delivery(1, funds=4, pdfs=False).funds[3]))
    delivery = published.next_day()
    delivery.funds.append(newcomer)
    delivery.recount()

    published.deliver(delivery)
    published.sync()

    isin = newcomer["shareClasses"][0]["isin"]
    assert [fund["fundId"] for fund in get(f"/funds/?search={isin}")["results"]] == [newcomer["fundId"]]


def test_a_gap_between_deliveries_is_told_and_applied(published: Site) -> None:
    delivery = published.next_day()
    for sent in delivery.envelopes():
        sent["previousDeliveryId"] = "DEMO-20261117-01"

    published.deliver(delivery)
    report = published.sync()

    assert (report.outcome, report.codes) == ("applied", ["delivery.gap"])


def test_a_bare_array_is_accepted(site: Site) -> None:
    delivery = small_delivery()
    site.deliver(delivery)
    site.file("deauthorised.json").write_text("[]")
    site.file("deauthorised.json.check").unlink()

    assert site.sync().outcome == "applied"


def test_nobody_takes_over_another_provider_s_records(
    published: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_public_answer(with_status=False)
    other = open_site(tmp_path / "other", monkeypatch, code="OTHER")
    other.deliver(small_delivery())

    report = other.sync()

    assert {finding["severity"] for finding in report.findings} == {"hold"}
    assert "fund.foreign" in report.codes
    assert every_public_answer(with_status=False) == before
