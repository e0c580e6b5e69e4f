"""In a real browser the admin shows the public site with the draft, while the public sees what it saw before."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, Request, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.factories.moments import LEADS, PATIENCE_SECONDS
from tests.factories.scratch import scratch_database
from tests.factories.served import PASSWORD, Served, served

pytestmark = [pytest.mark.browser]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE = 1000 * PATIENCE_SECONDS
FIRST_LOOK = 4_000  # until Wagtail has looked at the form for the first time
POLICY = "Content Security Policy"
STRIP = "Draft preview, not public"


@pytest.fixture(scope="module")
def running_site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    state = tmp_path_factory.mktemp("served")
    with scratch_database(django_db_blocker) as scratch, served(scratch, state=state) as site:
        yield site
        for log in (state / "logs").iterdir():
            assert not re.search(r"preview[^\s\"]*[?#][\w-]{20,}", log.read_text()), f"a token is in {log.name}"


@pytest.fixture(scope="module")
def browser(running_site: Served, chromium: Path) -> Iterator[Browser]:  # after the database: Playwright has a loop
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *QUIET], timeout=240_000)
        yield browser
        browser.close()


@pytest.fixture
def editor(browser: Browser, running_site: Served) -> Iterator[Page]:
    """The maker's browser, signed in; nothing that it loads or runs may be against the admin's policy."""
    context = browser.new_context(base_url=running_site.admin, viewport={"width": 1500, "height": 950})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if POLICY in said.text else None)
    page.goto("/admin/login/")
    page.locator("input[name=login]").fill("maker")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    yield page
    assert not refused
    context.close()


def panel_of(page: Page, strip: str = STRIP) -> FrameLocator:
    """The preview that stands beside the form, opened and loaded."""
    page.get_by_role("button", name="Toggle preview").click()
    panel = page.frame_locator("#w-preview-iframe")
    expect(panel.get_by_text(strip)).to_be_visible(timeout=PATIENCE)
    return panel


def type_until_seen(field: Locator, text: str, seen: Locator) -> None:
    """Type it until the panel shows it: what was typed before Wagtail first looked at the form is no change to it."""
    for seconds in LEADS:
        field.fill(text + " " * seconds)
        with suppress(AssertionError):
            expect(seen).to_be_visible(timeout=1000 * seconds)
            return
    raise AssertionError(f"“{text}” never came")


def public(page: Page, running_site: Served, path: str) -> str:
    answer = page.request.get(f"{running_site.site}{path}")
    assert answer.ok
    return answer.text()


def test_a_changed_page_is_seen_in_the_panel_and_by_nobody_else(editor: Page, running_site: Served) -> None:
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    editor.on("request", note)
    editor.goto("/admin/pages/3/")
    editor.get_by_role("link", name="About this repository").first.click()
    panel = panel_of(editor)

    heading = panel.get_by_role("heading", level=1, name="What nobody has read yet", exact=True)
    type_until_seen(editor.locator("#id_title"), "What nobody has read yet", heading)

    assert "What nobody has read yet" not in public(editor, running_site, "/about")
    to_the_preview = [request for request in sent if request.url.startswith(f"{running_site.site}/preview")]
    assert {request.method for request in to_the_preview} == {"GET", "POST"}
    assert all("#" not in request.headers.get("referer", "") for request in sent)


def test_a_changed_banner_is_seen_in_the_panel_and_by_nobody_else(editor: Page, running_site: Served) -> None:
    editor.goto("/admin/snippets/content/banner/")
    editor.get_by_role("link", name="Every authorised fund, one place").first.click()
    panel = panel_of(editor)

    changed = "A banner that nobody has seen"
    type_until_seen(editor.locator("#id_title"), changed, panel.get_by_text(changed))

    home = public(editor, running_site, "/")
    assert "Every authorised fund, one place" in home
    assert "A banner that nobody has seen" not in home


@pytest.mark.parametrize(
    ("listing", "name", "strip", "size"),
    [
        ("/admin/pages/3/", "About this repository", STRIP, "Preview in mobile size"),
        (
            "/admin/snippets/content/banner/",
            "所有獲認可基金，一處查閱",
            "草稿預覽，尚未公開",
            "Preview in desktop size",
        ),
    ],
    ids=["a_page_as_on_a_phone", "a_chinese_banner_as_on_a_desk"],
)
def test_the_editors_checks_look_at_the_draft(editor: Page, listing: str, name: str, strip: str, size: str) -> None:
    editor.goto(listing)
    editor.get_by_role("link", name=name).first.click()
    panel_of(editor, strip)
    editor.wait_for_timeout(FIRST_LOOK)
    editor.get_by_label(size).check(force=True)

    editor.get_by_role("button", name="Toggle checks").click()

    expect(editor.locator("[data-content-word-count]")).not_to_have_text("-", timeout=PATIENCE)
    expect(editor.get_by_role("heading", name="Issues found 0")).to_be_visible(timeout=PATIENCE)


def test_a_chinese_draft_is_shown_in_chinese_and_in_a_tab_of_its_own(editor: Page) -> None:
    editor.goto("/admin/snippets/content/banner/")
    editor.get_by_role("link", name="所有獲認可基金，一處查閱").first.click()
    editor.get_by_role("button", name="Toggle preview").click()

    with editor.expect_popup() as opened:
        editor.get_by_role("link", name="Preview in new tab").click()

    expect(opened.value.get_by_text("草稿預覽，尚未公開")).to_be_visible(timeout=PATIENCE)
    expect(opened.value.locator("html")).to_have_attribute("lang", "zh-Hant")


def test_no_other_site_can_frame_a_preview(editor: Page, running_site: Served) -> None:
    answer = editor.request.get(f"{running_site.site}/preview")

    assert f"frame-ancestors {running_site.admin}" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in editor.request.get(running_site.site).headers["content-security-policy"]


@pytest.mark.parametrize(
    "screen", ["", "pages/", "snippets/content/banner/", "reports/site-history/", "account/", "images/"]
)
def test_every_kind_of_screen_keeps_to_the_policy(editor: Page, screen: str) -> None:
    shown = editor.goto(f"/admin/{screen}", wait_until="networkidle")

    assert shown
    assert shown.status < 404
    assert "object-src 'none'; base-uri 'none'" in shown.headers["content-security-policy"]


def test_what_is_against_the_policy_is_said_on_the_console(browser: Browser, running_site: Served) -> None:
    page = browser.new_page(base_url=running_site.admin)
    page.goto("/admin/login/")

    with page.expect_console_message(lambda said: POLICY in said.text):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://elsewhere.example/x.png\">')")
    page.close()
