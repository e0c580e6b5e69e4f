"""The public site before the real API: its first byte beside the API's own, and what a page costs of more funds."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import quote_plus

from infra.demo.frontend import is_built
from infra.parts.part import start
from infra.parts.ports import free_ports
from tests.bench.api import data, spent
from tests.bench.api.servers import Running
from tests.bench.report import say
from tests.factories.served import front_end

FUNDS, TIMES, ROUNDS = 200, 200, 5
API, SEARCH, FUND = "/api/v1/funds/", "search", "fund"
FIRST_BYTE, GROWTH = 2, 1.0  # targets
_marks = count()


def measure(apis: Mapping[int, Running], urls: Mapping[int, str], state: Path) -> None:
    """Print what pages of the built site cost before these servers of the API, by how many funds each has."""
    if not is_built():
        say("\nThe site isn't built (`make bench` does it first): it isn't measured before the real API.")
        return
    with ExitStack() as stack:
        sites = {funds: stack.enter_context(_before(api, state / f"site-{funds}")) for funds, api in apis.items()}
        pages = {funds: _pages(urls[funds]) for funds in apis}
        _tell_growth(sites, pages)
        many = max(apis)
        _tell_first_bytes(apis[many], sites[many], [page.rpartition("/")[2] for page in pages[many][FUND]])


@contextmanager
def _before(api: Running, state: Path) -> Iterator[Running]:
    """The built site, asking this server."""
    (port,) = free_ports(1)
    state.mkdir()
    process = start(front_end(f"http://127.0.0.1:{port}", port, f"http://127.0.0.1:{api.port}"), state=state)
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


def _tell_first_bytes(api: Running, site: Running, ids: list[str]) -> None:
    """How long one who asks alone waits for the first byte: medians of all funds, each asked of all three in turn."""
    asked: dict[str, tuple[Running, Callable[[str], str]]] = {
        "the API's own answer": (api, lambda fund: f"{API}{fund}/"),
        "a page that is kept": (site, lambda fund: f"/funds/{fund}"),
        "a page that is made": (site, lambda fund: _marked(f"/funds/{fund}")),
    }
    waited: dict[str, list[float]] = {}
    with ExitStack() as stack:
        lines = {what: stack.enter_context(_line(server)) for what, (server, _) in asked.items()}
        for _ in range(2):  # what comes first finds nothing kept
            waited = {what: [] for what in asked}
            for fund in ids:
                for what, (_, address) in asked.items():
                    waited[what].append(_first_byte(lines[what], address(fund)))
    own, *others = (median(found) * 1000 for found in waited.values())
    say(f"\n| first byte of a fund, load {os.getloadavg()[0]:.1f} | ms | ratio | target |\n|---|---|---|---|")
    say(f"| the API's own answer | {own:.2f} | | |")
    for what, took in zip(list(asked)[1:], others, strict=True):
        say(f"| {what} | {took:.2f} | {took / own:.1f} | {FIRST_BYTE} |")


@contextmanager
def _line(server: Running) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", server.port)
    try:
        yield connection
    finally:
        connection.close()


def _first_byte(line: HTTPConnection, address: str) -> float:
    began = perf_counter()
    line.request("GET", address)
    answer = line.getresponse()
    answer.read(1)
    took = perf_counter() - began
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} for {address}")
    return took


def _marked(page: str) -> str:
    """An address of its own, so that nothing kept answers."""
    return f"{page}{'&' if '?' in page else '?'}x={next(_marks)}"
