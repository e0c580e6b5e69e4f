"""What people decide about funds and deliveries, until the public sees it: maker and checker at two browsers."""

import hashlib
import json
from typing import Any

import pytest

from infra.demo.checks import get
from tests.demo.desks import Desk, until
from tests.demo.running_demo import RunningDemo
from tests.factories import pdfs

pytestmark = [pytest.mark.demo, pytest.mark.browser]

FUND = "DEM00003"
PDF = pdfs.sound("Notice of a merger")


def fund(demo: RunningDemo, name: str = FUND) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(get(f"{demo.ready['api']}/funds/{name}/")[1])
    return found


def deauthorised(demo: RunningDemo) -> int:
    counts: dict[str, int] = json.loads(get(f"{demo.ready['api']}/status/")[1])["counts"]
    return counts["deauthorisedFunds"]


def test_a_corrected_field_of_a_fund_is_public_when_a_second_person_approves(
    maker: Desk, checker: Desk, demo: RunningDemo
) -> None:
    name = fund(demo)["legalFundNameOnly"]["en"]
    maker.go(f"/snippets/funds/fundeditorial/add/?fund={FUND}")
    maker.page.get_by_role("button", name="Insert a block").first.click()
    maker.field("corrections-0-value-field").select_option("auditorName")
    maker.field("corrections-0-value-value").fill("The Right Auditors LLP")
    maker.field("corrections-0-value-reason").fill("Annual report, page 3")
    maker.field("reason").fill("A reader wrote to us.")
    maker.submit()
    assert fund(demo)["auditorName"] != "The Right Auditors LLP"

    checker.approve(f"{name} ({FUND})")

    assert fund(demo)["auditorName"] == "The Right Auditors LLP"
    assert fund(demo)["corrections"][0]["reason"] == "Annual report, page 3"
    assert b"The Right Auditors LLP" in get(f"{demo.ready['site']}/funds/{FUND}")[1]
    assert maker.mail("Approved", FUND)
    assert checker.mail("Approved", FUND)


def test_an_uploaded_document_is_served_when_a_second_person_approves(
    maker: Desk, checker: Desk, demo: RunningDemo
) -> None:
    address = f"{demo.ready['api']}/documents/{hashlib.sha256(PDF).hexdigest()}.pdf"
    maker.go(f"/snippets/funds/documentupload/add/?fund={FUND}")
    maker.field("pdf").set_input_files({"name": "merger.pdf", "mimeType": "application/pdf", "buffer": PDF})
    maker.field("document_type").select_option("NT")
    maker.field("title_en").fill("Notice of a merger")
    maker.pick_day("document_date", "2026-11-02")
    maker.field("reason").fill("It came by post.")
    maker.submit()
    assert get(address)[0] == 404

    checker.approve(f"Notice of a merger ({FUND})")

    assert get(address) == (200, PDF)
    assert "Notice of a merger" in {document["title"]["en"] for document in fund(demo)["documents"]}
    assert maker.mail("Approved", "Notice of a merger")


def test_a_suspicious_delivery_is_released_and_rolled_back_by_two_people(
    maker: Desk, checker: Desk, demo: RunningDemo
) -> None:
    until(lambda: "awaiting release" in demo.make("demo-next-day").stdout, "the suspicious day")
    before = deauthorised(demo)

    maker.go("/")
    maker.page.get_by_role("link", name="See what the run did").first.click()
    maker.page.get_by_role("link", name="Propose").first.click()
    maker.field("reason").fill("The house told us that it closes its range.")
    maker.submit()
    checker.approve("Release a suspicious delivery: DEMO-20261120-01")

    assert until(lambda: deauthorised(demo) > before, "the release")
    assert "Published" in maker.mail("carried out", "DEMO-20261120-01")

    maker.go("/snippets/feeds/deliverydecision/add/")
    maker.page.get_by_label("go back to an earlier delivery").check()
    choice = maker.page.locator("[name='delivery'] option", has_text="DEMO-20261119-01").get_attribute("value")
    maker.field("delivery").select_option(choice)
    maker.field("reason").fill("The house withdrew its letter.")
    maker.submit()
    assert deauthorised(demo) > before
    checker.approve("Go back to an earlier delivery: DEMO-20261119-01")

    assert until(lambda: deauthorised(demo) == before, "the roll-back")
    assert maker.mail("carried out", "DEMO-20261119-01")
    assert checker.mail("carried out", "DEMO-20261119-01")
