"""`python -m tests.bench.api`: CPU of server and PostgreSQL for each request, as ratios of interleaved rounds."""

import os
import random
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle
from json import dumps
from pathlib import Path
from statistics import median
from urllib.parse import quote, quote_plus

from tests.bench.api import data, hot, servers, site, spent
from tests.bench.api.pressing import find_wrk, press
from tests.bench.api.servers import Running
from tests.bench.report import say

ROUNDS = 5
SEARCHES = ("search", "ranked", "two words, never asked before")
API = "/api/v1/funds/"
FIRST = "detail, for the first time"
SPREAD = 800  # less than a tenth of `data.FUNDS`


@dataclass(frozen=True, kw_only=True)
class Question:
    """Addresses to ask one server for in turn, and how often in a round where nothing asks as fast as it answers."""

    server: Running
    addresses: list[str]
    times: int
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self) -> int:
        """Ask some of it; returns how many answers there were."""
        wrk = find_wrk()
        if wrk is not None:
            return press(wrk, self.server.port, self.addresses, self.headers)
        return self.ask_each()

    def ask_each(self) -> int:
        """Ask as often as said, the next addresses in turn; returns how many answers there were."""
        self.server.ask(self.in_turn, self.times, self.headers)
        return self.times

    @cached_property
    def in_turn(self) -> "cycle[str]":
        """The addresses, again and again."""
        return cycle(self.addresses)


Questions = dict[str, Question]
Costs = dict[str, float]


def main() -> None:
    """Make the data, start the servers, measure and print."""
    url, postgres = os.environ["DATABASE_URL"], int(os.environ["BENCH_POSTGRES_PID"])
    how = (
        "as fast as they answer" if find_wrk() else "by a client in Python, slower than they could answer: install wrk"
    )
    say(f"\nThe API, load {os.getloadavg()[0]:.1f} at the beginning; servers are asked {how}")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory, ExitStack() as stack:
        state = Path(directory)
        data.make(url, state)
        _index_for_wagtail(url)
        own = stack.enter_context(servers.product(url, state))
        django = stack.enter_context(servers.product(url, state, ANSWER_BEFORE_DJANGO="false"))
        plain, fast = (stack.enter_context(one(url, state)) for one in (servers.plain_django, servers.fastapi))
        first = _first_cost(own, data.fund_ids(url), postgres)
        memory = own.memory()
        costs = {FIRST: first} | _costs(_questions(url, own, django, plain, fast), postgres)
        _told(costs, memory)
        hot.measure(own, postgres, state)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory, ExitStack() as stack:
        state, others = Path(directory), data.copies(url, os.environ["DATABASE_URL"])
        grown = {funds: stack.enter_context(servers.product(at, state)) for funds, at in others.items()}
        firsts = {f"{funds} {FIRST}": _first_cost(grown[funds], _spread(others[funds]), postgres) for funds in grown}
        _told_of_growth(firsts | _costs(_growing(others, grown), postgres))
        site.measure(grown, others, state)
    say(f"\nload {os.getloadavg()[0]:.1f} at the end")


def _questions(url: str, own: Running, django: Running, plain: Running, fast: Running) -> Questions:
    ids, words = data.fund_ids(url), [quote_plus(word) for word in data.words(url)]
    random.Random(5).shuffle(ids)  # noqa: S311 - no secret
    pairs = [quote_plus(pair) for pair in data.pairs(url)]
    tag = own.tag(f"{API}{ids[0]}/")
    questions: Questions = {}
    for name, server, times in (("", own, 400), ("Django ", django, 100)):
        for what, addresses, headers in (
            ("detail", [f"{API}{one}/" for one in ids], {}),
            ("304", [f"{API}{ids[0]}/"], {"If-None-Match": tag}),
            ("list", [API], {}),
            ("search", [f"{API}?ordering=name&search={word}" for word in words], {}),
            ("ranked", [f"{API}?search={word}" for word in words], {}),
            ("two words, never asked before", [f"{API}?ordering=name&search={pair}" for pair in pairs], {}),
        ):
            questions[name + what] = Question(server=server, addresses=addresses, times=times, headers=headers)
    for name, server, at, times in (
        ("DRF", plain, "/rest/funds/", 24),
        ("Wagtail", plain, "/wagtail/funds/", 24),
        ("FastAPI", fast, "/funds/", 120),
    ):
        for what, addresses in (
            ("detail", [f"{at}{number}/" for number in range(1, data.FUNDS, 7)]),
            ("list", [at]),
            ("search", [f"{at}?search={word}" for word in words]),
        ):
            questions[f"{name} {what}"] = Question(server=server, addresses=addresses, times=times)
    return questions


def _growing(urls: Mapping[int, str], running: Mapping[int, Running]) -> Questions:
    return {f"{funds} {name}": one for funds in urls for name, one in _of_size(urls[funds], running[funds])}


def _of_size(url: str, server: Running) -> Iterator[tuple[str, Question]]:
    ids, words = _spread(url), data.words(url)
    place = urlsafe_b64encode(dumps(["next", *data.middle(url)]).encode()).decode().rstrip("=")
    for name, addresses in (
        ("detail", [f"{API}{one}/" for one in ids]),
        ("list", [API]),
        ("page in the middle", [f"{API}?cursor={quote(place)}"]),
        ("search", [f"{API}?ordering=name&search={quote_plus(word)}" for word in words]),
        ("ranked", [f"{API}?search={quote_plus(word)}" for word in words]),
        (
            "two words, never asked before",
            [f"{API}?ordering=name&search={quote_plus(pair)}" for pair in data.pairs(url)],
        ),
    ):
        yield name, Question(server=server, addresses=addresses, times=200)


def _costs(questions: Questions, postgres: int) -> Costs:
    """Milliseconds of CPU for one request of each kind, the median of the rounds."""
    found: dict[str, list[float]] = {name: [] for name in questions}
    for one in questions.values():
        one.server.ask(one.in_turn, max(8, one.times // 10), one.headers)
    for _ in range(ROUNDS):
        for name, one in questions.items():
            found[name].append(_cost(one, one.ask, postgres))
    return {name: median(costs) for name, costs in found.items()}


def _spread(url: str) -> list[str]:
    """As many funds of a small record as of a large one, from its beginning to its end: the same traffic for both."""
    ids = [one for one in data.fund_ids(url) if "/" not in one]
    return ids[:: len(ids) // SPREAD][:SPREAD]


def _first_cost(server: Running, ids: list[str], postgres: int) -> float:
    """Milliseconds for each of these funds, which nobody asked for since it was published."""
    times = len(ids) // servers.CONNECTIONS * servers.CONNECTIONS
    first = Question(server=server, addresses=[f"{API}{one}/" for one in ids], times=times)
    return _cost(first, first.ask_each, postgres)


def _cost(one: Question, ask: Callable[[], int], postgres: int) -> float:
    before = spent.cpu([one.server.pid, postgres])
    answers = ask()
    return (spent.cpu([one.server.pid, postgres]) - before) / answers * 1000


def _told(costs: Costs, memory: float) -> None:
    say("\n| what | ms of CPU | ratio | target |\n|---|---|---|---|")
    for name, cost in costs.items():
        say(f"| {name} | {cost:.3f} | | |")
    for what, ours, theirs, target in (
        ("detail / plain DRF", "detail", "DRF detail", 80),
        ("detail / FastAPI", "detail", "FastAPI detail", 2),
        (f"{FIRST} / plain DRF", FIRST, "DRF detail", 80),
        (f"{FIRST} / FastAPI", FIRST, "FastAPI detail", 2),
        ("detail / 304", "detail", "304", 1),
        ("list of 20 / plain DRF", "list", "DRF list", 50),
        ("list of 20 / FastAPI", "list", "FastAPI list", 1.2),
        ("search of 20 / plain DRF", "search", "DRF search", 60),
        ("search of 20 / Wagtail", "search", "Wagtail search", 100),
        ("search of 20 / FastAPI", "search", "FastAPI search", 2),
        ("ranked search / plain DRF", "ranked", "DRF search", 15),
    ):
        one, other = (costs["304"], costs["detail"]) if theirs == "304" else (costs[ours], costs[theirs])
        say(f"| {what} | | 1/{other / one:.1f} | 1/{target} |")
    say(f"| memory of the first worker, MB | | {memory:.0f} | 130 |")


def _told_of_growth(costs: Costs) -> None:
    say("\n| from 1,000 to 100,000 funds | ms of CPU before | after | ratio | target |\n|---|---|---|---|---|")
    few, many = data.FUNDS // 10, data.FUNDS * 10
    for name in (key.partition(" ")[2] for key in costs if key.startswith(f"{few} ")):
        small, large = costs[f"{few} {name}"], costs[f"{many} {name}"]
        target = 4 if name in SEARCHES else 1.5
        say(f"| {name} | {small:.3f} | {large:.3f} | {large / small:.2f} | {target} |")


def _index_for_wagtail(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.api.peers.settings"}
    command = [sys.executable, "-m", "django", "update_index", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    main()
