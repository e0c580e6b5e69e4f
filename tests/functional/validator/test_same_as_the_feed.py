"""The promise of the check: what it says of a delivery is what the feed then finds, finding by finding."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fundfeed.validator import check
from fundfeed.validator.as_json import as_json
from infra.deliveries import Delivery, small_delivery, write_check
from tests.factories.site import Site, open_site

FEED_ONLY = {"acceptable": "applied"}  # the same ending, before and after the fact


@pytest.fixture
def site(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider that has delivered nothing yet."""
    return open_site(tmp_path / "site", monkeypatch)


def agree(site: Site, *, against: Path | None = None) -> str:
    """The outcome that both tell, after everything else was found equal too."""
    told = json.loads(as_json(check(site.directory, at=site.now, against=against)))

    found = site.sync().content

    assert told["findings"] == found["findings"]
    assert (told["delivery"], told["reason"]) == (found["delivery"] or None, found["reason"])
    assert told["verdict"] == found["verdict"]
    assert told["counts"].items() <= found["counts"].items()
    assert FEED_ONLY.get(told["outcome"], told["outcome"]) == found["outcome"]
    return str(told["outcome"])


def nothing(delivery: Delivery) -> None:
    """Leave the delivery as it is."""


def bad_records(delivery: Delivery) -> None:
    delivery.funds[0]["shareClasses"][0]["isin"] = "IE00B4L5Y984"
    delivery.funds[1]["aumFund"]["value"] = 12.5
    delivery.documents["documents"][0]["documentType"] = "XX"


def one_isin_claimed_twice(delivery: Delivery) -> None:
    delivery.funds[0]["shareClasses"][0]["isin"] = delivery.funds[1]["shareClasses"][0]["isin"]


def no_pdfs(delivery: Delivery) -> None:
    delivery.files.clear()


def a_stray_pdf_and_a_wrong_size(delivery: Delivery) -> None:
    delivery.files[f"{'0' * 64}.pdf"] = b"%PDF-1.7"
    delivery.documents["documents"][0]["sizeInBytes"] += 1


def wrong_count(delivery: Delivery) -> None:
    delivery.index["recordCount"] = 7


def other_delivery(delivery: Delivery) -> None:
    delivery.documents["deliveryId"] = "DEMO-OTHER"


def no_funds(delivery: Delivery) -> None:
    delivery.funds.clear()
    delivery.documents["documents"].clear()
    delivery.recount()


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (nothing, "acceptable"),
        (bad_records, "acceptable"),
        (one_isin_claimed_twice, "acceptable"),
        (no_pdfs, "acceptable"),
        (a_stray_pdf_and_a_wrong_size, "acceptable"),
        (wrong_count, "halted"),
        (other_delivery, "halted"),
        (no_funds, "awaiting_release"),
    ],
)
def test_a_first_delivery_is_judged_alike(change: Callable[[Delivery], None], outcome: str, site: Site) -> None:
    delivery = small_delivery()
    change(delivery)
    site.deliver(delivery)

    assert agree(site) == outcome


def test_a_delivery_that_differs_from_its_check_is_judged_alike(site: Site) -> None:
    site.deliver(small_delivery())
    site.file("document.json.check").write_text("0" * 64)

    assert agree(site) == "halted"


def test_a_broken_document_is_judged_alike(site: Site) -> None:
    delivery = small_delivery()
    site.deliver(delivery)
    site.file(next(iter(delivery.files))).write_bytes(b"%PDF-1.7 something else")

    assert agree(site) == "acceptable"


def new_figures(delivery: Delivery) -> None:
    delivery.funds[0]["aumFund"]["value"] = "1.00"
    delivery.funds[1]["manCo"] = "Another Manager"


def removed_without_a_word(delivery: Delivery) -> None:
    delivery.remove_fund(delivery.funds[0]["fundId"])


def deauthorised(delivery: Delivery) -> None:
    delivery.deauthorise(delivery.funds[0]["fundId"])


def announced(delivery: Delivery) -> None:
    fund = dict(delivery.funds[0])
    delivery.deauthorise(fund["fundId"], deauthorisationDate="2027-01-31")
    delivery.funds.append(fund)
    delivery.recount()


def older(delivery: Delivery) -> None:
    for sent in delivery.envelopes():
        sent["generatedAt"] = "2026-11-01T00:00:00+08:00"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (nothing, "acceptable"),
        (new_figures, "acceptable"),
        (bad_records, "acceptable"),
        (one_isin_claimed_twice, "acceptable"),
        (deauthorised, "acceptable"),
        (announced, "acceptable"),
        (no_pdfs, "acceptable"),
        (removed_without_a_word, "halted"),
        (older, "halted"),
        (no_funds, "halted"),
    ],
)
def test_a_delivery_after_another_is_judged_alike(
    change: Callable[[Delivery], None], outcome: str, site: Site, tmp_path: Path
) -> None:
    previous = delivered_before(site, tmp_path, small_delivery())
    tomorrow = site.next_day()
    change(tomorrow)
    site.deliver(tomorrow)

    assert agree(site, against=previous) == outcome


def test_the_same_bytes_again_are_judged_alike(site: Site, tmp_path: Path) -> None:
    previous = delivered_before(site, tmp_path, small_delivery())

    assert agree(site, against=previous) == "unchanged"


def test_a_fund_held_yesterday_and_good_today_is_judged_alike(site: Site, tmp_path: Path) -> None:
    yesterday = small_delivery()
    bad_records(yesterday)
    previous = delivered_before(site, tmp_path, yesterday)
    site.deliver(site.next_day(small_delivery()))

    assert agree(site, against=previous) == "acceptable"


def test_a_late_document_is_judged_alike(site: Site, tmp_path: Path) -> None:
    yesterday = small_delivery()
    late = dict(yesterday.files)
    yesterday.files.clear()
    previous = delivered_before(site, tmp_path, yesterday)
    tomorrow = site.next_day()
    tomorrow.files.update(late)
    site.deliver(tomorrow)
    site.file(next(iter(late))).write_bytes(b"broken on the way")
    write_check(site.file("document.json"))

    assert agree(site, against=previous) == "acceptable"


def delivered_before(site: Site, tmp_path: Path, delivery: Delivery) -> Path:
    """Deliver and sync; what lay there that day, kept aside for comparison."""
    site.deliver(delivery)
    site.sync()
    kept = tmp_path / "previous"
    kept.mkdir()
    for path in site.directory.iterdir():
        (kept / path.name).write_bytes(path.read_bytes())
    return kept
