"""The one demo on which all tests of this folder look."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.parts.ports import free_ports
from tests.demo.desks import Desk
from tests.demo.running_demo import RunningDemo
from tests.demo.walking import Walk

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    clone = tmp_path_factory.mktemp("smoke") / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S603, S607 - this repository
    names = ("BACKEND_PORT", "FRONTEND_PORT", "SFTP_PORT")
    ports = dict(zip(names, map(str, free_ports(len(names))), strict=True))
    running = RunningDemo(clone=clone, ports=ports)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        running.make("clean")


@pytest.fixture(scope="package")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=240_000)
        yield browser
        browser.close()


@pytest.fixture
def maker(browser: Browser, demo: RunningDemo) -> Iterator[Desk]:
    """Who proposes, signed in."""
    yield from desk("maker", browser, demo)


@pytest.fixture
def checker(browser: Browser, demo: RunningDemo) -> Iterator[Desk]:
    """Who decides, signed in at a browser of their own."""
    yield from desk("checker", browser, demo)


@pytest.fixture(scope="package")
def walk(browser: Browser, demo: RunningDemo) -> Iterator[Walk]:
    """Somebody with the manual in hand; each person sits down once."""
    desks: dict[str, Desk] = {}
    with ExitStack() as stack:

        def seat(name: str) -> Desk:
            if name not in desks:
                desks[name] = stack.enter_context(contextmanager(desk)(name, browser, demo))
            return desks[name]

        visitor = browser.new_context(base_url=demo.ready["site"], java_script_enabled=False)
        stack.callback(visitor.close)
        yield Walk(demo=demo, desk_of=seat, visitor=visitor.new_page())


def desk(name: str, browser: Browser, demo: RunningDemo) -> Iterator[Desk]:
    context = browser.new_context()
    yield Desk.of(name, page=context.new_page(), demo=demo)
    context.close()
