"""Which process a number means: process numbers are reused, a number with its start time is not."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Identity:
    """One process: its number, and when it started in clock ticks since the machine did."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """The process that has this number now, None when there is none (or only its remains)."""
        try:
            state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if state in "ZX" else cls(pid, int(fields[18]))

    @property
    def is_running(self) -> bool:
        """Whether this very process still runs."""
        return Identity.of(self.pid) == self

    def write(self, record: Path) -> None:
        """Keep the identity, so that a later start can end what this one had to leave."""
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, record: Path) -> "Identity | None":
        """The identity that was kept, None when the record is cut short."""
        try:
            return cls(**json.loads(record.read_text()))
        except (OSError, ValueError, TypeError):
            return None
