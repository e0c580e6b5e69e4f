"""`python -m tests.demo.pictures`, for `make manual-pictures`: the manuals' pictures, taken in the running demo."""

import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from infra.demo.configuration import Configuration
from infra.demo.environment import read_shell_file
from infra.demo.progress import Progress

PICTURES: Final = Path(__file__).parents[2] / "docs" / "manual" / "pictures"
LARGEST_BYTES: Final = 80_000
SIZE: Final[ViewportSize] = {"width": 1280, "height": 860}
_QUALITIES = (80, 60, 40, 25)

# By whom, and what: an address, and the link that is followed there, if any.
ADMIN: Final[Mapping[str, tuple[str, str, str]]] = {
    "first-page": ("operator", "/", ""),
    "dashboard": ("operator", "/operations/", ""),
    "checklists": ("operator", "/operations/checklists/", ""),
    "runs": ("operator", "/snippets/fundfeed/feedrun/", ""),
    "run": ("operator", "/snippets/fundfeed/feedrun/", "main table tbody a"),
    "findings": ("operator", "/snippets/fundfeed/runfinding/", ""),
    "status-notice": ("operator", "/snippets/operations/statusnotice/add/", ""),
    "inbox": ("checker", "/review/", ""),
    "review": ("checker", "/review/", "main a[href*='/admin/review/']"),
    "banner": ("maker", "/snippets/content/banner/add/", ""),
    "correction": ("maker", "/snippets/funds/fundeditorial/add/?fund=DEM00002", ""),
    "upload": ("maker", "/snippets/funds/documentupload/add/?fund=DEM00002", ""),
    "audit-trail": ("auditor", "/reports/audit-trail/", ""),
    "access-review": ("manager", "/reports/access-review/", ""),
}
SITE: Final = {"site": "/", "fund": "/funds/DEM00002", "status": "/status"}


def main() -> int:
    """0 when every picture was taken."""
    configuration, progress = Configuration.read(), Progress()
    password = read_shell_file(configuration.state / "env")["DEMO_PASSWORD"]
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for who in {who for who, _, _ in ADMIN.values()}:
            _of_a_desk(browser, who, password, f"{configuration.backend}/admin", progress)
        page = browser.new_page(viewport=SIZE)
        for name, path in SITE.items():
            page.goto(f"{configuration.site}{path}")
            _keep(page, name, progress)
    return 0


def _of_a_desk(browser: Browser, who: str, password: str, admin: str, progress: Progress) -> None:
    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(f"{admin}/login/")
    page.get_by_label("Username").fill(who)
    page.get_by_label("Password").first.fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    for name, (whose, path, followed) in ADMIN.items():
        if whose == who:
            page.goto(f"{admin}{path}")
            if followed:
                page.locator(followed).first.click()
            _keep(page, name, progress)


def _keep(page: Page, name: str, progress: Progress) -> None:
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    for quality in _QUALITIES:
        made = io.BytesIO()
        image.save(made, "WEBP", quality=quality, method=6)
        if made.tell() < LARGEST_BYTES:
            break
    (PICTURES / f"{name}.webp").write_bytes(made.getvalue())
    progress.say(f"{name}: {made.tell() / 1000:.0f} KB of {page.url}")


if __name__ == "__main__":
    sys.exit(main())
