"""What editors write, from the first draft to the public and off again: maker and checker at two browsers."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infra.demo.checks import get
from tests.demo.desks import Desk, until
from tests.demo.running_demo import RunningDemo

pytestmark = [pytest.mark.demo, pytest.mark.browser]

WINDOW = timedelta(seconds=10)
DESK_TIME = ZoneInfo("Asia/Hong_Kong")


def answer(demo: RunningDemo, path: str) -> Any:
    return json.loads(get(f"{demo.ready['api']}{path}")[1])


def banners(demo: RunningDemo) -> set[str]:
    return {banner["title"] for banner in answer(demo, "/banners/?locale=en")["items"]}


def test_a_banner_shows_exactly_within_its_window(maker: Desk, checker: Desk, demo: RunningDemo) -> None:
    title, began = "Open day on Friday", datetime.now(DESK_TIME)
    maker.go("/snippets/content/banner/add/")
    maker.field("title").fill(title)
    maker.field("text").fill("Meet the people who keep the register.")
    maker.submit()
    assert checker.mail("Waits for a decision", title)
    assert maker.mail("Waits for a decision", title)
    assert title not in banners(demo)
    checker.send_back(title, comment="It needs an end.")
    assert "It needs an end." in maker.mail("Sent back", title)

    maker.open(title)
    maker.page.get_by_role("link", name="Edit screen").click()
    now = datetime.now(DESK_TIME)
    took = now - began  # two people need as long again until the banner is approved, on a busy machine too
    start = (now + 3 * took).replace(microsecond=0)
    end = start + max(WINDOW, took)
    type_moment(maker, "starts_at", start)
    type_moment(maker, "ends_at", end)
    maker.submit()
    checker.approve(title)
    assert maker.mail("Approved", title)

    looks = look(lambda: title in banners(demo), until_after=end)
    within = [shown for asked, answered, shown in looks if start <= asked and answered < end]
    outside = [shown for asked, answered, shown in looks if answered < start or asked >= end]
    assert within, "nobody looked in time"
    assert all(within)
    assert not any(outside)


def test_a_legal_notice_comes_back_with_a_comment_and_is_in_force_when_it_is_mended(
    maker: Desk, checker: Desk, demo: RunningDemo
) -> None:
    title = "Privacy 2026-2 (en)"
    before = answer(demo, "/legal/privacy/")["notice"]
    maker.go("/snippets/content/legalnotice/add/")
    maker.field("kind").select_option("privacy")
    maker.field("version").fill("2026-2")
    maker.pick_day("effective_from", "2026-11-02")
    maker.field("title").fill("Privacy")
    maker.write("body", "We keep adresses for 60 days.")
    maker.submit()

    checker.send_back(title, comment="Addresses has two d, and it is 30 days.")
    assert "it is 30 days" in maker.mail("Sent back", title)
    assert answer(demo, "/legal/privacy/")["notice"] == before
    maker.open(title)
    maker.page.get_by_role("link", name="Edit screen").click()
    maker.write("body", "We keep addresses for 30 days.")
    maker.submit()
    checker.approve(title)

    notice = until(lambda: in_force(demo, "2026-2"), "the new version")
    assert "We keep addresses for 30 days." in notice["html"]
    assert checker.mail("Approved", title)
    assert maker.mail("Approved", title)
    assert {"2026-1", "2026-2"} <= {item["version"] for item in answer(demo, "/legal/privacy/versions/")["items"]}


def in_force(demo: RunningDemo, version: str) -> dict[str, Any] | None:
    notice: dict[str, Any] = answer(demo, "/legal/privacy/")["notice"]
    return notice if notice["version"] == version else None


def type_moment(maker: Desk, name: str, moment: datetime) -> None:
    """Set a moment to the second; the calendar under the field knows minutes only."""
    maker.field(name).evaluate("(field, value) => { field.value = value; }", f"{moment:%Y-%m-%d %H:%M:%S}")


def look(ask: Callable[[], bool], *, until_after: datetime) -> list[tuple[datetime, datetime, bool]]:
    """When `ask` was asked, when it had answered, and what."""
    looks = []
    while (asked := datetime.now(DESK_TIME)) <= until_after + timedelta(seconds=2):
        shown = ask()
        looks.append((asked, datetime.now(DESK_TIME), shown))
        time.sleep(0.1)
    return looks
