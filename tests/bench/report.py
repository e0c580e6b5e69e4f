"""How a measurement is told."""

import sys


def say(line: str) -> None:
    """One line on the screen."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(what: str, seconds: float, ratio: float | None = None, target: float | None = None) -> None:
    """One line of a table."""
    told = f"{ratio:.2f}" if ratio is not None else ""
    say(f"| {what} | {seconds:.2f} | {told} | {target or ''} |")
