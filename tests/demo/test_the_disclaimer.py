"""Two people decide that a disclaimer must be accepted; then a visitor is asked once, and the answer is found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.desks import Desk, until
from tests.demo.running_demo import RunningDemo

pytestmark = [pytest.mark.demo, pytest.mark.browser]

WAITING = "Disclaimer 2026-2 (en)"
FUND = "/funds/DEM00001"


@pytest.fixture
def visitor(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, base_url=demo.ready["site"])
    yield context.new_page()
    context.close()


def is_asked(visitor: Page, path: str = FUND) -> bool:
    visitor.goto(path)
    return "/legal/disclaimer/accept" in visitor.url


def test_a_visitor_is_asked_once_as_soon_as_two_people_say_so(maker: Desk, checker: Desk, visitor: Page) -> None:
    assert not is_asked(visitor)

    checker.approve(WAITING)
    until(lambda: is_asked(visitor), "the question")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Disclaimer")
    expect(visitor.get_by_text("nothing is an offer")).to_be_visible()
    visitor.get_by_role("button", name="I accept").click()

    assert visitor.url.endswith(FUND)
    assert not is_asked(visitor, "/funds/DEM00002")
    visitor.goto("/legal/disclaimer/accept")
    expect(visitor.get_by_text("You accepted version 2026-2")).to_be_visible()
    receipt = visitor.locator("main p code").first.inner_text()
    maker.go(f"/reports/acceptances/?receipt={receipt}")
    expect(maker.page.get_by_role("cell", name="2026-2", exact=True)).to_be_visible()


def test_whoever_does_not_accept_still_searches_and_programs_are_never_asked(visitor: Page) -> None:
    assert is_asked(visitor)

    visitor.get_by_role("link", name="go back to the search").click()

    expect(visitor.locator("main a[href*='/funds/DEM']").first).to_be_visible()
    assert visitor.request.get(FUND, headers={"Accept": "*/*"}, max_redirects=0).status == 200
