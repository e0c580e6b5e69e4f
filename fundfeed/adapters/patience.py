"""How long one run may talk with a site, and how many names the site may list."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from .faults import SourceUnavailable

T = TypeVar("T")
HOUR = 3600.0
MAX_NAMES = 500_000


class Patience:
    """Runs out `seconds` after it was made, however busy the site looks; all connections of a run share one."""

    def __init__(self, *, seconds: float = HOUR, max_names: int = MAX_NAMES) -> None:
        self._seconds = seconds
        self._max_names = max_names
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until it runs out."""
        return max(0.0, self._until - time.monotonic())

    def counted(self, names: Iterable[T]) -> Iterator[T]:
        """The listed names; raises `SourceUnavailable` at the first one too many, so that no list is endless."""
        for number, name in enumerate(names, start=1):
            if number > self._max_names:
                raise SourceUnavailable.because(
                    f"The site lists more than {self._max_names:,} names.", code="source.too_many_names"
                )
            yield name

    def check(self, *, file: str = "") -> None:
        """Raise `SourceUnavailable` once it has run out."""
        if not self.left:
            raise SourceUnavailable.because(
                f"The site is too slow: the delivery wasn't here after {self._seconds:,.0f} seconds.",
                code="source.too_slow",
                file=file,
            )
