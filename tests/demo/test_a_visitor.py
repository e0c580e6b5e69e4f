"""A visitor with a browser: from half a name to the right document, with JavaScript and without, in both languages."""

import hashlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.running_demo import RunningDemo

pytestmark = [pytest.mark.demo, pytest.mark.browser]


@pytest.fixture(params=[True, False], ids=["with_script", "without_script"])
def page(browser: Browser, demo: RunningDemo, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, base_url=demo.ready["site"])
    yield context.new_page()
    context.close()


def test_half_a_name_leads_to_the_fund_and_its_document(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Name, ISIN or fund number").fill("emerg")
    page.get_by_role("button", name="Search").first.click()
    first = page.locator("main a[href*='/funds/DEM']").first
    name = first.inner_text()
    assert "emerg" in name.casefold()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    address = page.locator("a[href$='.pdf']").first.get_attribute("href")

    assert address
    content = page.request.get(address).body()
    assert content.startswith(b"%PDF-")
    assert address.endswith(f"/{hashlib.sha256(content).hexdigest()}.pdf")


def test_filters_narrow_and_pages_turn(page: Page) -> None:
    page.goto("/funds?assetClass=bond")
    before = page.locator("main a[href*='/funds/DEM']").first.inner_text()

    page.get_by_role("link", name="Next").first.click()

    assert "assetClass=bond" in page.url
    assert page.locator("main a[href*='/funds/DEM']").first.inner_text() != before


def test_two_chinese_characters_find_funds_and_the_language_switch_keeps_the_place(page: Page) -> None:
    page.goto("/zh-hant/funds?q=股息")
    page.locator("main a[href*='/zh-hant/funds/DEM']").first.click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    fund = page.url.rpartition("/")[2]

    page.get_by_role("link", name="English").first.click()

    assert page.url.endswith(f"/funds/{fund}")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_received_file_is_verified_by_itself_or_by_its_checksum(page: Page) -> None:
    page.goto("/funds/DEM00001")
    address = page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert address
    content = page.request.get(address).body()
    page.goto("/verify")

    if page.get_by_label("Choose a PDF").is_visible():
        page.get_by_label("Choose a PDF").set_input_files(
            {"name": "received.pdf", "mimeType": "application/pdf", "buffer": content}
        )
    else:
        page.get_by_label("SHA-256 checksum").fill(hashlib.sha256(content).hexdigest())
        page.get_by_role("button", name="Verify").click()

    expect(page.get_by_role("status")).to_contain_text("Yes, this file was published here")
    page.get_by_role("status").get_by_role("link").first.click()
    expect(page.get_by_text(hashlib.sha256(content).hexdigest())).to_be_visible()


def test_two_funds_chosen_in_a_search_are_compared(page: Page) -> None:
    page.goto("/funds?q=emerg")
    for place in (0, 1):
        page.get_by_role("checkbox", name="Compare").nth(place).check()

    page.get_by_role("button", name="Compare the chosen funds").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Compare funds")
    expect(page.get_by_role("columnheader").filter(has=page.get_by_role("link"))).to_have_count(2)


def test_each_figure_leads_to_its_source_and_each_version_to_the_past(page: Page) -> None:
    page.goto("/funds/DEM00001")
    page.get_by_role("link", name="source").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sources of")

    page.goto("/funds/DEM00001?version=1")
    expect(page.get_by_role("heading", name="You are looking at the past")).to_be_visible()
    page.get_by_role("link", name="Back to the fund as it is today").click()

    assert page.url.endswith("/funds/DEM00001")


def test_what_is_not_there_says_so(page: Page) -> None:
    answer = page.goto("/funds/NOBODY")

    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_operator_sees_what_the_last_run_did(browser: Browser, demo: RunningDemo) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{demo.ready['admin']}/login/")
    page.get_by_label("Username").fill("operator")
    page.get_by_label("Password").first.fill(demo.password)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="See what the run did").first.click()
    expect(page.get_by_role("heading", name="Stages")).to_be_visible()
    page.goto(f"{demo.ready['admin']}/snippets/fundfeed/feedrun/inspect/1/")

    expect(page.get_by_text("Published 951 new versions")).to_be_visible()
    context.close()
