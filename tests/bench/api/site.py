"""The public site before the real API: its first byte beside the API's own, and what a page costs of more funds."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.parse import quote_plus

from infra.demo.frontend import FRONTEND, is_built
from infra.parts.part import start
from infra.parts.ports import free_ports
from tests.bench.api import data, spent
from tests.bench.api.servers import Running
from tests.bench.report import say
from tests.factories.served import Server, front_end

FUNDS, TIMES, ROUNDS = 200, 200, 5
API, SEARCH, FUND = "/api/v1/funds/", "search", "fund"
FIRST_BYTE, GROWTH = 2, 1.0  # targets
LONGEST_KEPT = 61  # seconds: after that the site asks the API whether a page is still right
CONFIRMED = "a page whose minute is over"
PASSING_ON = FRONTEND / "test/bench/passing.ts"
Asked = tuple[str, Running, Callable[[str], str]]
_marks = count()


def measure(apis: Mapping[int, Running], urls: Mapping[int, str], state: Path) -> None:
    """Print what pages of the built site cost before these servers of the API, by how many funds each has."""
    if not is_built():
        say("\nThe site isn't built (`make bench` does it first): it isn't measured before the real API.")
        return
    with ExitStack() as stack:
        sites = {funds: stack.enter_context(_site(api, state / f"site-{funds}")) for funds, api in apis.items()}
        pages = {funds: _pages(urls[funds]) for funds in apis}
        _tell_growth(sites, pages)
        many = max(apis)
        passing = stack.enter_context(_passing_on(apis[many], state / "passing"))
        ids = [page.rpartition("/")[2] for page in pages[many][FUND]]
        _tell_first_bytes(apis[many], sites[many], passing, ids)


@contextmanager
def _site(api: Running, state: Path) -> Iterator[Running]:
    """The built site, asking this server."""
    (port,) = free_ports(1)
    with _started(front_end(f"http://127.0.0.1:{port}", port, f"http://127.0.0.1:{api.port}"), port, state) as running:
        yield running


@contextmanager
def _passing_on(api: Running, state: Path) -> Iterator[Running]:
    """A Node server that only passes on what this server says."""
    (port,) = free_ports(1)
    as_site = front_end(f"http://127.0.0.1:{port}", port, f"http://127.0.0.1:{api.port}")
    with _started(replace(as_site, name="passing", argv=(as_site.argv[0], str(PASSING_ON))), port, state) as running:
        yield running


@contextmanager
def _started(server: Server, port: int, state: Path) -> Iterator[Running]:
    state.mkdir()
    process = start(server, state=state)
    try:
        yield Running(port=port, pid=process.popen.pid)
    finally:
        process.stop()


def _pages(url: str) -> dict[str, list[str]]:
    ids = [one for one in data.fund_ids(url) if "/" not in one][:FUNDS]
    return {
        SEARCH: [f"/funds?q={quote_plus(word)}" for word in data.words(url)],
        FUND: [f"/funds/{one}" for one in ids],
    }


def _tell_growth(sites: Mapping[int, Running], pages: Mapping[int, Mapping[str, list[str]]]) -> None:
    """CPU of the site's process for pages that it must make."""
    costs: dict[tuple[int, str], list[float]] = {(funds, kind): [] for funds in sites for kind in pages[funds]}
    for place in range(ROUNDS + 1):
        for (funds, kind), found in costs.items():
            before = spent.cpu([sites[funds].pid])
            sites[funds].ask(map(_marked, cycle(pages[funds][kind])), TIMES)
            if place:  # the first round is for the machine code
                found.append((spent.cpu([sites[funds].pid]) - before) / TIMES * 1000)
    few, many = min(sites), max(sites)
    say(f"\n| a page that is made, {few:,} to {many:,} funds | ms of CPU before | after | ratio | target |")
    say("|---|---|---|---|---|")
    for kind in pages[few]:
        small, large = median(costs[few, kind]), median(costs[many, kind])
        say(f"| {kind} | {small:.2f} | {large:.2f} | {large / small:.2f} | {GROWTH} |")


def _tell_first_bytes(api: Running, site: Running, passing: Running, ids: list[str]) -> None:
    """How long one who asks alone waits for the first byte: medians of all funds, each asked of all in turn."""
    answer: Asked = ("the API's own answer", api, lambda fund: f"{API}{fund}/")
    kept: Asked = ("a page that is kept", site, lambda fund: f"/funds/{fund}")
    again: Asked = (CONFIRMED, site, kept[2])
    made: Asked = ("a page that is made", site, lambda fund: _marked(f"/funds/{fund}"))
    least: Asked = ("the API's answer, passed on by a Node server that does nothing else", passing, kept[2])
    _waited(ids, [answer, kept, made, least])  # what comes first finds nothing kept
    found = _waited(ids, [answer, kept, made, least])
    sleep(LONGEST_KEPT)
    later = _waited(ids, [answer, again])
    say(f"\n| first byte of a fund, load {os.getloadavg()[0]:.1f} | ms | ratio | target |\n|---|---|---|---|")
    say(f"| {answer[0]} | {found[answer[0]]:.2f}, {later[answer[0]]:.2f} | | |")
    for (what, *_), waited in ((kept, found), (again, later), (made, found), (least, found)):
        target = FIRST_BYTE if what != least[0] else ""
        say(f"| {what} | {waited[what]:.2f} | {waited[what] / waited[answer[0]]:.1f} | {target} |")


def _waited(ids: list[str], asked: list[Asked]) -> dict[str, float]:
    """Milliseconds until the first byte by what was asked for."""
    waited: dict[str, list[float]] = {what: [] for what, _, _ in asked}
    with ExitStack() as stack:
        lines = {what: stack.enter_context(_line(server)) for what, server, _ in asked}
        for fund in ids:
            for what, _, address in asked:
                waited[what].append(_first_byte(lines[what], address(fund), "confirmed" if what == CONFIRMED else None))
    return {what: median(found) * 1000 for what, found in waited.items()}


@contextmanager
def _line(server: Running) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", server.port)
    try:
        yield connection
    finally:
        connection.close()


def _first_byte(line: HTTPConnection, address: str, state: str | None) -> float:
    began = perf_counter()
    line.request("GET", address)
    answer = line.getresponse()
    answer.read(1)
    took = perf_counter() - began
    answer.read()
    if answer.status != 200 or (state and answer.headers["X-Page"] != state):
        raise RuntimeError(f"{answer.status} {answer.headers['X-Page']} for {address}")
    return took


def _marked(page: str) -> str:
    """An address of its own, so that nothing kept answers."""
    return f"{page}{'&' if '?' in page else '?'}x={next(_marks)}"
