"""What people decide about funds and deliveries, as the manual tells them to, until the public sees it."""

import hashlib
import json
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from infra.demo.checks import get
from tests.demo.desks import Desk
from tests.demo.manual import procedures
from tests.demo.running_demo import RunningDemo
from tests.demo.walking import PDF, Walk

pytestmark = [pytest.mark.demo, pytest.mark.browser]

FUND = "DEM00004"
CORRECTION, UPLOAD = "Correct a field of a fund", "Bring a document by hand"
RELEASE, ROLL_BACK = "It is meant", "Back to the delivery before"
DAYS_LEFT: Final = (2, 3)  # at most: the first of them may have been delivered by another test
WALKED: Final = {CORRECTION, UPLOAD, RELEASE, ROLL_BACK}


def fund(demo: RunningDemo, name: str = FUND) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(get(f"{demo.ready['api']}/funds/{name}/")[1])
    return found


def deauthorised(demo: RunningDemo) -> int:
    counts: dict[str, int] = json.loads(get(f"{demo.ready['api']}/status/")[1])["counts"]
    return counts["deauthorisedFunds"]


def test_a_corrected_field_of_a_fund_is_public_when_a_second_person_approves(walk: Walk, demo: RunningDemo) -> None:
    assert fund(demo)["auditorName"] != "The Right Auditors LLP"

    walk.go(procedures("normal-operation.md")[CORRECTION])

    assert fund(demo)["auditorName"] == "The Right Auditors LLP"
    assert fund(demo)["corrections"][0]["reason"] == "Annual report, page 3"


def test_an_uploaded_document_is_served_when_a_second_person_approves(walk: Walk, demo: RunningDemo) -> None:
    address = f"{demo.ready['api']}/documents/{hashlib.sha256(PDF).hexdigest()}.pdf"
    assert get(address)[0] == 404

    walk.go(procedures("normal-operation.md")[UPLOAD])

    assert get(address) == (200, PDF)
    assert "Notice of a new name" in {document["title"]["en"] for document in fund(demo)["documents"]}


def test_a_suspicious_delivery_is_released_and_rolled_back_by_two_people(walk: Walk, demo: RunningDemo) -> None:
    assert any("awaiting release" in demo.make("demo-next-day").stdout for _ in DAYS_LEFT)
    before = deauthorised(demo)

    walk.go(procedures("contingency.md")[RELEASE])
    assert deauthorised(demo) > before

    walk.go(procedures("contingency.md")[ROLL_BACK])
    assert deauthorised(demo) == before


def test_a_fund_is_found_by_a_part_of_its_name_while_a_maker_types(maker: Desk) -> None:
    maker.go("/snippets/funds/documentupload/add/")

    maker.field("fund").press_sequentially("債券")

    expect(maker.page.locator("#fund-suggestions option").first).to_contain_text("債券")
