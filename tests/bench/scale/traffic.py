"""Visitors: how many in the busiest second, what they ask for, and how often which page."""

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

DAY_SECONDS: Final = 86_400


class Visits(Struct, frozen=True, kw_only=True):
    """One kind of public: visits a day, and what one visit does.

    `peak` is how much busier the busiest minutes are than the mean of a day.
    """

    per_day: float
    peak: float = 5
    funds: float = 2.5
    searches: float = 1
    documents: float = 0.4
    programs: float = 1

    def per_second(self, per_visit: float) -> float:
        """Requests of one kind in the busiest minutes."""
        return self.per_day * per_visit * self.peak / DAY_SECONDS


class Popularity:
    """Which of so many pages is asked for: the n-th most read one 1/n^`skew` as often as the first."""

    def __init__(self, pages: int, *, skew: float = 0.9) -> None:
        weights = [1 / rank**skew for rank in range(1, pages + 1)]
        whole = sum(weights)
        self.shares: Sequence[float] = [weight / whole for weight in weights]
        self._sums = list(accumulate(self.shares))

    def drawn(self, chance: random.Random, count: int) -> list[int]:
        """Pages as visitors ask for them."""
        return chance.choices(range(len(self.shares)), cum_weights=self._sums, k=count)

    def kept(self, per_second: float, *, seconds: float) -> float:
        """The share of requests that a cache answers which keeps each page for so long after it was made.

        A page asked for r times a second is made once for each 1 + r·t requests (Poisson arrivals).
        """
        rates = ((share, share * per_second * seconds) for share in self.shares)
        return sum(share * rate / (1 + rate) for share, rate in rates)
