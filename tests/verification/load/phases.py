"""What went on when, and a table of what everybody got meanwhile."""

import statistics
import time
from collections.abc import Mapping, Sequence

from tests.verification.load.asking import Seen

HEAD = "| who | while | asked | nothing or 5xx | median | p95 | longest |\n|---|---|---|---|---|---|---|"


class Phases:
    """The parts of a run, in their order."""

    def __init__(self) -> None:
        self._began: list[tuple[float, str]] = []

    def begin(self, name: str) -> None:
        """From now on it is this one."""
        self._began.append((time.monotonic(), name))

    def lengths(self) -> str:
        """Each part with its seconds."""
        ends = [began for began, _ in self._began[1:]] + [time.monotonic()]
        told = [f"{name} {end - began:.0f} s" for (began, name), end in zip(self._began, ends, strict=True)]
        return ", ".join(told)

    def table(self, seen: Mapping[str, Sequence[Seen]]) -> str:
        """A row for each who and while."""
        rows = [
            _row(who, name, [one for one in theirs if self._during(one) == name])
            for who, theirs in seen.items()
            for _, name in self._began
        ]
        return "\n".join((HEAD, *filter(None, rows)))

    def _during(self, one: Seen) -> str:
        return next((name for began, name in reversed(self._began) if began <= one.began), self._began[0][1])


def _row(who: str, name: str, seen: Sequence[Seen]) -> str:
    if len(seen) < 2:
        return ""
    seconds = [one.seconds for one in seen]
    median, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    wrong = sum(one.is_wrong for one in seen)
    return f"| {who} | {name} | {len(seen):,} | {wrong} | {median:.3f} s | {p95:.3f} s | {max(seconds):.2f} s |"
