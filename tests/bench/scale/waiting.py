"""A discrete-event simulation of one server: readers come at random, cores work, whoever finds none free waits."""

import heapq
import random
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from . import costs
from .traffic import Popularity


class Server(Struct, frozen=True, kw_only=True):
    """One server of the site: its cores, and how many pages it keeps for how long."""

    cores: int
    pages: int = costs.Machine().site_pages
    seconds: float = costs.KEPT_SECONDS


class Day(Struct, frozen=True):
    """What readers met: waiting and work of each request in seconds, and the share of kept pages."""

    took: Sequence[float]
    kept: float
    busy: float

    def percentile(self, share: float) -> float:
        """So many readers waited no longer than this."""
        return sorted(self.took)[min(len(self.took) - 1, int(share * len(self.took)))]


class Memory:
    """Pages by when they were made; the one that nobody asked for the longest gives way."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._made: OrderedDict[int, float] = OrderedDict()

    def has(self, page: int, *, at: float) -> bool:
        """Whether the page is there and fresh; it is made and kept otherwise."""
        made = self._made.get(page)
        is_fresh = made is not None and at - made < self._server.seconds
        if not is_fresh:
            self._made[page] = at
        self._made.move_to_end(page)
        if len(self._made) > self._server.pages:
            self._made.popitem(last=False)
        return is_fresh


def simulate(server: Server, funds: Popularity, *, per_second: float, requests: int, seed: int) -> Day:
    """So many requests for pages of funds, at so many a second."""
    chance, memory = random.Random(seed), Memory(server)  # noqa: S311 - the same day each time
    pages = funds.drawn(chance, requests)
    free = [0.0] * server.cores
    took, hits, worked, last = [], 0, 0.0, 0.0
    for at, page in zip(_arrivals(chance, per_second), pages, strict=False):
        is_kept = memory.has(page, at=at)
        work = chance.expovariate(1 / (costs.PAGE_KEPT if is_kept else costs.FUND_MADE + costs.API_FUND))
        begins = max(at, heapq.heappop(free))
        heapq.heappush(free, begins + work)
        took.append(begins + work - at)
        hits, worked, last = hits + is_kept, worked + work, at
    return Day(took, hits / requests, worked / (last * server.cores))


def _arrivals(chance: random.Random, per_second: float) -> Iterator[float]:
    at = 0.0
    while True:
        at += chance.expovariate(per_second)
        yield at
