"""How a measurement is told."""

import sys

from msgspec import Struct

HEAD = "| what | seconds | ratio | target | CPU | ratio of CPU |\n|---|---|---|---|---|---|"


class Took(Struct, frozen=True):
    """Seconds by the clock, and seconds of the processor: our process and PostgreSQL's for it."""

    seconds: float
    cpu: float


def say(line: str) -> None:
    """One line on the screen."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(what: str, took: Took, beside: Took | None = None, target: float | None = None) -> None:
    """One line of a table; on a busy machine the ratio of CPU is the one to trust."""
    ratios = (took.seconds / beside.seconds, took.cpu / beside.cpu) if beside else None
    by_clock, by_cpu = (f"{ratio:.2f}" for ratio in ratios) if ratios else ("", "")
    say(f"| {what} | {took.seconds:.2f} | {by_clock} | {target or ''} | {took.cpu:.2f} | {by_cpu} |")
