"""How a run ended, to be held against what its fault must lead to."""

from collections.abc import Collection
from typing import NamedTuple

from tests.verification.corpus import Fault


class Judgement(NamedTuple):
    """Outcome, reason ("" or None without one) and the codes of all findings."""

    outcome: str
    reason: str | None
    codes: Collection[str]

    def fits(self, fault: Fault) -> bool:
        """Whether this is the ending of the fault, and the finding that says why is there."""
        ending = f"{self.outcome}: {self.reason}" if self.reason else self.outcome
        return ending == fault.ending and (not fault.code or fault.code in self.codes)
