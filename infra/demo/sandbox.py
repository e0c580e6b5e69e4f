"""Puts deliveries on the provider's site as a provider does: PDFs first, then the files, then their checks."""

import shutil
from pathlib import Path

from infra.parts.process import Command

from .commands import python

LAST_DAY = 3


class Sandbox:
    """The served directory, and the number of the day whose delivery lies there."""

    def __init__(self, state: Path) -> None:
        self.files = state / "sandbox" / "files"
        self.keys = state / "sandbox" / "keys"
        self._draft = state / "sandbox" / "draft"
        self._day = state / "sandbox" / "day"

    @property
    def day(self) -> int:
        """The day that was put there last; 0 for none."""
        return int(self._day.read_text()) if self._day.is_file() else 0

    @property
    def has_delivery(self) -> bool:
        """Whether a delivery lies there, ours or one of the person who uses the demo."""
        return (self.files / "index.json").exists()

    def generate(self, day: int) -> Command:
        """The command that makes the delivery of a day beside the served directory."""
        shutil.rmtree(self._draft, ignore_errors=True)
        arguments = ("-m", "infra.deliveries", "--out", str(self._draft), "--day", str(day))
        return python(*arguments, name="deliveries")

    def put(self, day: int) -> None:
        """Replace what is served by the delivery that was made."""
        self.files.mkdir(parents=True, exist_ok=True)
        for check in self.files.glob("*.check"):
            check.unlink()
        new = sorted(self._draft.iterdir(), key=turn)
        for path in new:
            path.replace(self.files / path.name)
        for old in {path.name for path in self.files.iterdir()} - {path.name for path in new}:
            (self.files / old).unlink()
        self._day.write_text(str(day))


def turn(path: Path) -> tuple[int, str]:
    """When a file gets its turn: a check says that all before it is complete."""
    turns = {".check": 2, ".json": 1}
    return turns.get(path.suffix, 0), path.name
