"""What a run found: one value for every deviation from the feed contract."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """What a finding does: end the run, keep one record back, or only tell."""

    HALT = "halt"
    HOLD = "hold"
    WARN = "warn"


class Reason(StrEnum):
    """The five troubles of section 1 of the feed contract, each with its own word."""

    NOT_DELIVERED = "not_delivered"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"
    INCONSISTENT = "inconsistent"
    SUSPICIOUS = "suspicious"


EXIT_CODES: Mapping[Reason, int] = {
    Reason.NOT_DELIVERED: 10,
    Reason.INCOMPLETE: 10,
    Reason.UNREADABLE: 20,
    Reason.INCONSISTENT: 20,
    Reason.SUSPICIOUS: 30,
}


class Outcome(StrEnum):
    """How a run ended."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    HALTED = "halted"
    AWAITING_RELEASE = "awaiting_release"
    FAILED = "failed"
    RELEASED = "released"
    ROLLED_BACK = "rolled_back"


class Finding(Struct, frozen=True, kw_only=True):
    """One deviation: where it stands (file, JSON pointer), about whom, and which rule it breaks.

    `code` is stable and dotted (`fund.isin`), `subject` a fundId, ISIN or documentId, `received` at most
    200 characters of the offending value, `expected` the accepted form, `message` one plain sentence. `last_good` is
    what the provider stated there before and what goes on, as JSON unless it is text; "" when there is nothing.
    """

    code: str
    severity: Severity
    message: str
    file: str = ""
    pointer: str = ""
    subject: str = ""
    received: str = ""
    expected: str = ""
    last_good: str = ""


# The order in which programs get them: what it is, where it stands, what it says.
FINDING_FIELDS = ("code", "severity", "file", "pointer", "subject", "message", "received", "expected", "last_good")


def halt(code: str, message: str, **place: str) -> Finding:
    """A finding that ends the run."""
    return Finding(code=code, severity=Severity.HALT, message=message, **place)


def hold(code: str, message: str, **place: str) -> Finding:
    """A finding that keeps one record as it was."""
    return Finding(code=code, severity=Severity.HOLD, message=message, **place)


def warn(code: str, message: str, **place: str) -> Finding:
    """A finding that changes nothing but is told."""
    return Finding(code=code, severity=Severity.WARN, message=message, **place)


MAX_SHOWN = 200


def shown(value: object) -> str:
    """A received value, short enough for a screen and a mail."""
    text = (value if isinstance(value, str) else repr(value)).replace("\x00", "\ufffd")
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
