"""Every procedure of the manuals, walked as it is written: a screen, a command or a mail that differs fails here."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser

from tests.demo.conftest import desk
from tests.demo.desks import Desk
from tests.demo.manual import procedures
from tests.demo.running_demo import RunningDemo
from tests.demo.walking import Walk

pytestmark = [pytest.mark.demo, pytest.mark.browser]
PAGES = ("normal-operation.md", "contingency.md")
PROCEDURES = [(page, heading) for page in PAGES for heading in procedures(page)]


@pytest.fixture(scope="module")
def walk(browser: Browser, demo: RunningDemo) -> Iterator[Walk]:
    desks: dict[str, Desk] = {}
    with ExitStack() as stack:
        visitor = browser.new_context(base_url=demo.ready["site"], java_script_enabled=False)
        stack.callback(visitor.close)
        yield Walk(demo=demo, desk_of=seats(desks, stack, browser, demo), visitor=visitor.new_page())


def seats(desks: dict[str, Desk], stack: ExitStack, browser: Browser, demo: RunningDemo) -> Callable[[str], Desk]:
    """Who gives each person a desk, once."""

    def seat(name: str) -> Desk:
        if name not in desks:
            desks[name] = stack.enter_context(contextmanager(desk)(name, browser, demo))
        return desks[name]

    return seat


@pytest.mark.parametrize(("page", "heading"), PROCEDURES, ids=[heading for _, heading in PROCEDURES])
def test_a_procedure_is_as_the_manual_says(page: str, heading: str, walk: Walk) -> None:
    walk.go(procedures(page)[heading])
