"""What can go wrong with a part, in sentences for the person at the terminal."""

from pathlib import Path


class PartError(Exception):
    """A part can't run; the message says why and what to do about it."""


def last_lines(log: Path, *, count: int = 12) -> str:
    """The end of a log, indented, for people who ask why a process stopped."""
    if not log.is_file():
        return "    (no log)"
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line[:500]}" for line in lines) or "    (empty log)"
