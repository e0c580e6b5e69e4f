"""Walks through a manual as its readers do: at their own desks, on the public site, and in a shell."""

import re
import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from playwright.sync_api import Error as NotThereError
from playwright.sync_api import Locator, Page, expect

from tests.demo.desks import PATIENCE_SECONDS, Desk, until
from tests.demo.manual import Act, Step
from tests.demo.running_demo import RunningDemo
from tests.factories import pdfs

NAMES: Final = {
    "System operator": "operator",
    "System administrator": "checker",
    "Fund data manager": "maker",
    "Content manager": "maker",
    "Business operator": "manager",
    "Auditor": "auditor",
}
VISITOR: Final = "Visitor"
PARTNER: Final = "Partner"
MAILBOX: Final = "data"  # of the partner whom the manual takes in
GATE: Final = "/legal/disclaimer/accept"
PDF: Final = pdfs.sound("Notice of a new name")
SIDEBAR: Final = "#wagtail-sidebar"
OPENED: Final = f"{SIDEBAR} .sidebar-panel--open"  # Wagtail's logo beside it is a link called “Dashboard”, too
_A_MOMENT = 3_000.0  # milliseconds in which a page shows what it has; after that it is asked anew


@dataclass(kw_only=True)
class Walk:
    """One walk through one procedure."""

    demo: RunningDemo
    desk_of: Callable[[str], Desk]
    visitor: Page
    _output: str = field(default="", init=False)
    _code: int = field(default=0, init=False)
    _old_mails: dict[str, int] = field(default_factory=dict, init=False)

    def go(self, steps: list[Step]) -> None:
        """Every step in order: what is to be done, what is to be seen, who is to be told."""
        for role in {role for step in steps for role, _ in step.mails}:
            self._old_mails[role] = len(self._desk(role).received(""))
        for step in steps:
            try:
                self._take(step)
            except (AssertionError, NotThereError) as error:
                raise AssertionError(f"{step.place}: {error}") from error

    def _take(self, step: Step) -> None:
        for act in step.acts:
            if act.form == "run":
                self._run(act.words[0])
            else:
                self._act(act, self._page(step.who))
        if any(act.form == "run" for act in step.acts):
            assert self._code in step.codes, f"exit code {self._code}: {self._output}"
            assert [words for words in step.printed if words not in self._output] == [], self._output
        for name in step.shown:
            until_seen(self._page(step.who), name)
        for role, subject in step.mails:
            until(partial(self._is_told, role, subject), f"the mail “{subject}” to {role}")

    def _run(self, command: str) -> None:
        program, *arguments = shlex.split(command)
        answer = self.demo.make(*arguments) if program == "make" else self.demo.manage(*arguments)
        self._output, self._code = answer.stdout + answer.stderr, answer.returncode

    def _act(self, act: Act, page: Page) -> None:
        page.wait_for_load_state()  # a menu opens only when its script has come
        getattr(self, f"_{act.form}")(page, *act.words)

    def _open(self, page: Page, names: str) -> None:
        first, *others = names.split(", ")
        menu = page.locator(SIDEBAR).get_by_text(first, exact=True)
        click(menu if menu.count() else named(page, first))
        for name in others:
            click(page.locator(OPENED).get_by_role("link", name=name, exact=True))

    def _open_line(self, page: Page, words: str) -> None:
        click(page.locator("main").get_by_role("link", name=words))

    def _open_first(self, page: Page) -> None:
        click(page.locator("main table tbody a"))

    def _press(self, page: Page, name: str) -> None:
        click(named(page, name))

    def _press_beside(self, page: Page, name: str, purpose: str) -> None:
        click(page.get_by_role("link", name=re.compile(rf"{re.escape(name)}.*{re.escape(purpose)}")))

    def _tick(self, page: Page, name: str) -> None:
        labelled(page, name).check()

    def _write(self, page: Page, text: str, name: str) -> None:
        editor = page.get_by_role("region", name=label(name)).locator("[contenteditable='true']")
        labelled(page, name).or_(editor).first.wait_for()
        if (found := labelled(page, name)).count():
            return found.fill(text)
        editor.press("ControlOrMeta+A")
        editor.press_sequentially(text)
        return expect(page.locator("[data-draftail-input]").first).to_have_value(re.compile(re.escape(text)))

    def _pick(self, page: Page, option: str, name: str) -> None:
        labelled(page, name).select_option(label=option)

    def _day(self, page: Page, day: str, name: str) -> None:
        labelled(page, name).fill(day)
        calendar = page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)  # it opens a moment after its field is entered, and hides the buttons
        page.locator(".w-slim-header").click(position={"x": 300, "y": 5})
        expect(calendar).to_have_count(0)

    def _attach(self, page: Page, name: str) -> None:
        labelled(page, name).set_input_files({"name": "notice.pdf", "mimeType": "application/pdf", "buffer": PDF})

    def _follow(self, page: Page, subject: str) -> None:
        link = re.search(r"https?://\S+", self._desk(PARTNER).mail(subject, ""))
        assert link, f"the mail “{subject}” has no link"
        page.goto(link[0])

    def _visit(self, page: Page, path: str) -> None:
        page.goto(path)
        if GATE in page.url:  # where two people decided that everybody is asked, a visitor answers once
            page.get_by_role("button", name="I accept").click()

    def _page(self, who: str) -> Page:
        return self.visitor if who == VISITOR else self._desk(who).page

    def _desk(self, role: str) -> Desk:
        if role == PARTNER:
            return Desk.outside(MAILBOX, page=self.visitor, demo=self.demo)
        return self.desk_of(NAMES[role])

    def _is_told(self, role: str, subject: str) -> bool:
        new = self._desk(role).received("")[self._old_mails[role] :]
        return any(subject in told for told in new)


def named(page: Page, name: str) -> Locator:
    """What is pressed or followed under this name."""
    return page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))


def labelled(page: Page, name: str) -> Locator:
    """The field under this label, required or not."""
    found = page.get_by_label(label(name)).filter(visible=True)
    return found.and_(page.locator("input, textarea, select, [contenteditable]")).first


def label(name: str) -> re.Pattern[str]:
    """How a label reads, required or not."""
    return re.compile(rf"^\s*{re.escape(name)}\s*\*?\s*$")


def click(found: Locator) -> None:
    """Click the first of them that can be seen."""
    found.filter(visible=True).first.click(timeout=PATIENCE_SECONDS * 1000)


def until_seen(page: Page, words: str) -> None:
    """Return when the page shows these words, asking it anew while it doesn't."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    found = page.get_by_text(re.compile(re.escape(words))).filter(visible=True)
    while True:
        try:
            return found.first.wait_for(timeout=_A_MOMENT)
        except NotThereError:
            assert time.monotonic() < deadline, f"“{words}” isn't on {page.url}"
            page.reload()
