"""What can be wrong with a backup, in the operator's words."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The ways in which a backup can be of no use."""

    MISSING = "missing"
    UNFINISHED = "unfinished"
    TRUNCATED = "cut short"
    ALTERED = "altered"
    SWAPPED = "swapped"
    WRONG_KEY = "wrong key"
    DIFFERENT = "different after restoring"
    UNSOUND = "not sound after restoring"
    FAILED = "failed"


class Fault(Struct, frozen=True):
    """One thing that is wrong, as a sentence."""

    kind: Kind
    what: str

    def __str__(self) -> str:
        return f"{self.kind.upper()}: {self.what}"


class Unsound(Exception):
    """A backup can't be made, read or restored; says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults: Sequence[Fault] = faults
