"""Three families of trouble; each says what happens next. Concrete classes stand beside their raisers."""

from collections.abc import Iterable

from .records.findings import Finding, Reason


class FeedError(Exception):
    """A run that can't go on; `reason` is one of the contract's five words, `findings` say why."""

    reason: Reason

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        more = len(self.findings) - 1
        super().__init__(self.findings[0].message + (f" And {more:,} more." if more else ""))


class Unavailable(FeedError):
    """Nothing to work on yet: trying again may help."""

    reason = Reason.INCOMPLETE


class Rejected(FeedError):
    """This delivery will never do: only new bytes help."""

    reason = Reason.UNREADABLE


class Held(FeedError):
    """Readable and consistent, but two people must decide."""

    reason = Reason.SUSPICIOUS


class BrokenLedgerError(Exception):
    """The ledger, its tree or what is told of it can't be gone on from: nothing is published until that is mended."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing is published until that is mended; `manage.py verify_ledger` shows where.")
