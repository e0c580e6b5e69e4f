"""Puts deliveries on the provider's site as a provider does: PDFs first, then the files, then their checks."""

import shutil
from pathlib import Path

from infra.deliveries import Delivery, write_delivery
from infra.parts.process import Command

from .commands import python
from .sent import Sent

LAST_DAY = 3


class Sandbox:
    """The served directory, and the number of the day whose delivery lies there."""

    def __init__(self, state: Path) -> None:
        self.files = state / "sandbox" / "files"
        self.keys = state / "sandbox" / "keys"
        self._draft = state / "sandbox" / "draft"
        self._day = state / "sandbox" / "day"
        self._sent = Sent(state / "sandbox" / "sent")

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
        self._sent.keep(self.files)

    def next_after(self, public: str) -> Delivery:
        """What the provider would send next: the records of what is public, under a name and time that are new."""
        if not self._sent.names and self.has_delivery:
            self._sent.keep(self.files)
        return self._sent.next_after(public)

    def put_instead(self, delivery: Delivery, *, is_cut_short: bool) -> None:
        """Leave another delivery beside the documents that lie there; cut short, its index breaks off half-way."""
        write_delivery(self.files, delivery)
        if is_cut_short:
            index = self.files / "index.json"
            index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def turn(path: Path) -> tuple[int, str]:
    """When a file gets its turn: a check says that all before it is complete."""
    turns = {".check": 2, ".json": 1}
    return turns.get(path.suffix, 0), path.name
