"""Servers of the demo that a drill has ended on purpose: the supervisor leaves them down until the drill is over."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from infra.parts.identity import Identity
from infra.parts.process import GRACE_SECONDS

_PAUSE = 0.05


class Outage:
    """The names of these servers, one a line in a file of the state directory."""

    def __init__(self, state: Path) -> None:
        self._file = state / "outage"
        self._records = state / "run"

    @property
    def names(self) -> frozenset[str]:
        """Who is down on purpose; nobody, most of the time."""
        try:
            return frozenset(self._file.read_text().split())
        except FileNotFoundError:
            return frozenset()

    def begin(self, names: Iterable[str]) -> None:
        """Say who goes down, then end each, and return when all are gone."""
        chosen = tuple(names)
        self._file.write_text("\n".join(chosen))
        gone = [identity for name in chosen if (identity := Identity.read(self._records / f"{name}.json"))]
        for number in (signal.SIGTERM, signal.SIGKILL):
            _end(gone, number)

    def end(self) -> None:
        """Let the supervisor start them again."""
        self._file.unlink(missing_ok=True)


def _end(processes: Iterable[Identity], number: signal.Signals) -> None:
    running = [process for process in processes if process.is_running]
    for process in running:
        os.killpg(process.pid, number) if number == signal.SIGKILL else os.kill(process.pid, number)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(process.is_running for process in running) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
