"""Two people at work in the admin, each in a browser of their own, with the mails that reach them."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from infra.parts.smtp import Smtp
from tests.demo.running_demo import RunningDemo

PATIENCE_SECONDS = 120  # what works takes seconds; only what never comes is waited for that long


def until(ask: Callable[[], Any], what: str) -> Any:
    """What `ask` answers as soon as it answers anything."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.2)
    return answer


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One person, signed in."""

    name: str
    page: Page
    admin: str
    mails: Smtp

    @classmethod
    def of(cls, name: str, *, page: Page, demo: RunningDemo) -> "Desk":
        """Sign in as a person of the demo."""
        desk = cls.outside(name, page=page, demo=demo)
        desk.go("/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").first.fill(demo.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
        return desk

    @classmethod
    def outside(cls, name: str, *, page: Page, demo: RunningDemo) -> "Desk":
        """Somebody who has mails, and nothing to sign in with."""
        mails = Smtp(directory=Path(demo.ready["state"]) / "mails", port=0)
        return cls(name=name, page=page, admin=demo.ready["admin"], mails=mails)

    def go(self, address: str) -> None:
        """Open an address of the admin."""
        self.page.goto(f"{self.admin}{address}")

    def field(self, name: str) -> Locator:
        """One field of the form on screen."""
        return self.page.locator(f"[name='{name}']")

    def write(self, name: str, text: str) -> None:
        """Replace the words of a field with an editor, which hands them to the form a moment later."""
        editor = self.page.locator(f"[data-contentpath='{name}'] [contenteditable='true']")
        editor.press("ControlOrMeta+A")
        editor.press_sequentially(text)
        expect(self.field(name)).to_have_value(re.compile(re.escape(text)))

    def pick_day(self, name: str, day: str) -> None:
        """Type a day, wait for the calendar, which opens a moment after its field is entered, and click it away."""
        self.field(name).fill(day)
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)
        self.page.locator(".w-slim-header").click(position={"x": 300, "y": 5})
        expect(calendar).to_have_count(0)

    def submit(self) -> None:
        """Send what is on screen to the other person."""
        self.page.get_by_role("button", name="Submit to Approval by a second person").click()
        expect(self.page.get_by_text("submitted for moderation")).to_be_visible()

    def open(self, title: str) -> None:
        """Open what waits under this title from the inbox."""
        self.go("/review/")
        self.page.get_by_role("link", name=title, exact=True).first.click()
        expect(self.page.get_by_role("heading", name="What happened")).to_be_visible()

    def approve(self, title: str) -> None:
        """Decide for what waits under this title."""
        self.open(title)
        self.page.get_by_role("button", name="Approve").click()
        expect(self.page.get_by_text(re.compile(f"Approved: .*“{re.escape(title)}"))).to_be_visible()

    def send_back(self, title: str, *, comment: str) -> None:
        """Decide against what waits under this title."""
        self.open(title)
        self.page.get_by_label("Comment").fill(comment)
        self.page.get_by_role("button", name="Send back").click()
        expect(self.page.get_by_text(re.compile(f"Sent back: .*“{re.escape(title)}"))).to_be_visible()

    def mail(self, step: str, title: str) -> str:
        """The text of this person's mail about a step, waited for."""
        return str(until(lambda: self._received(step, title), f"{self.name}'s mail “{step} … {title}”"))

    def received(self, words: str) -> list[str]:
        """The subjects of all mails to this person that hold these words, the oldest first."""
        subjects = [" ".join(mail["Subject"].split()) for mail in self.mails.messages if f"{self.name}@" in mail["To"]]
        return [subject for subject in subjects if words in subject]

    def _received(self, step: str, title: str) -> str:
        for mail in reversed(self.mails.messages):
            subject = " ".join(mail["Subject"].split())
            if f"{self.name}@" in mail["To"] and step in subject and title in subject:
                return str(mail.get_content())
        return ""
