"""The one shape of all parts: prepare once, run one command, answer, say its address in the environment."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from .process import Command, Process

READY_SECONDS = 240.0  # on a busy machine; one that ended is not waited for
AnyPart = TypeVar("AnyPart", bound="Part")


class Part(Protocol):
    """A real server that the product talks to."""

    @property
    def name(self) -> str:
        """The name of its process and log."""

    @property
    def url(self) -> str:
        """Where it answers."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables with which the product finds it."""

    def prepare(self) -> None:
        """Make what it needs on disk; does nothing the second time."""

    def command(self) -> Command:
        """The command that runs it in the foreground."""

    def is_ready(self) -> bool:
        """Whether it answers now."""

    def complete(self) -> None:
        """Make what it needs inside the running server; does nothing the second time."""


def start(part: Part, *, state: Path, interrupt: Callable[[], None] = lambda: None) -> Process:
    """Start the part and return when it answers; an error with its last log lines when it does not.

    `interrupt` is called while waiting and may raise.
    """
    part.prepare()
    process = Process.start(part.command(), state=state)
    try:
        _wait_until_ready(part, process, interrupt)
        part.complete()
    except BaseException:
        process.stop(grace=1.0)
        raise
    return process


def _wait_until_ready(part: Part, process: Process, interrupt: Callable[[], None]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not part.is_ready():
        if process.has_ended or time.monotonic() > deadline:
            raise process.failure(f"{part.name} did not start")
        interrupt()
        time.sleep(0.02)


@contextmanager
def running(part: AnyPart, *, state: Path) -> Iterator[AnyPart]:
    """The part, running inside the block and ended after it, whatever happens."""
    process = start(part, state=state)
    try:
        yield part
    finally:
        process.stop()
