"""The stream of security events: each has its kind, severity and outcome, and of a person only the id.

Elsewhere call `tell`; what isn't in `EVENTS` isn't told. The lines have the dataset `security`, and go to a file of
their own as well when `LOG_SECURITY_FILE` names one.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any, Final

import structlog
from msgspec import Struct

DATASET: Final = "security"
LOGGER: Final = "security"


class Severity(IntEnum):
    """How grave it is, by the numbers that security tools use for these words."""

    LOW = 21
    MEDIUM = 47
    HIGH = 73
    CRITICAL = 99


class Category(StrEnum):
    """What it is about, in the schema's words."""

    AUTHENTICATION = "authentication"
    SESSION = "session"
    IAM = "iam"
    CONFIGURATION = "configuration"
    INTRUSION = "intrusion_detection"


class Kind(Struct, frozen=True):
    """One kind of event: what it is about, how it ended, how grave it is, and what it means."""

    category: Category
    outcome: str
    severity: Severity
    means: str


def _kind(category: Category, outcome: str, severity: Severity, means: str) -> Kind:
    return Kind(category, outcome, severity, means)


WELL, REFUSED = "success", "failure"
LOW, MEDIUM, HIGH, CRITICAL = Severity
EVENTS: Final[Mapping[str, Kind]] = {
    "session.login": _kind(Category.AUTHENTICATION, WELL, LOW, "Somebody signed in"),
    "session.logout": _kind(Category.SESSION, WELL, LOW, "Somebody signed out"),
    "session.refused": _kind(Category.AUTHENTICATION, REFUSED, MEDIUM, "A password was wrong"),
    "session.locked_out": _kind(Category.AUTHENTICATION, REFUSED, HIGH, "A name or an address was locked out"),
    "session.let_in_again": _kind(Category.IAM, WELL, MEDIUM, "A lock-out was ended by a person"),
    "session.new_device": _kind(Category.AUTHENTICATION, WELL, MEDIUM, "Somebody signed in from a new device"),
    "session.ended": _kind(Category.SESSION, WELL, LOW, "A session was ended because it was idle or too old"),
    "session.ended_by_hand": _kind(Category.SESSION, WELL, MEDIUM, "Sessions were ended by a person"),
    "second_factor.refused": _kind(Category.AUTHENTICATION, REFUSED, MEDIUM, "A code was wrong"),
    "second_factor.added": _kind(Category.IAM, WELL, MEDIUM, "A second factor was set up"),
    "second_factor.removed": _kind(Category.IAM, WELL, HIGH, "A second factor was taken away"),
    "permission.refused": _kind(Category.IAM, REFUSED, MEDIUM, "Somebody asked for what they may not"),
    "csrf.refused": _kind(Category.INTRUSION, REFUSED, MEDIUM, "A form came from elsewhere, or too late"),
    "key.refused": _kind(Category.AUTHENTICATION, REFUSED, MEDIUM, "An API key is unknown, expired or revoked"),
    "key.revoked": _kind(Category.IAM, WELL, HIGH, "An API key was revoked"),
    "access.changed": _kind(Category.IAM, WELL, HIGH, "A role, a permission or an account was changed"),
    "account.deactivated": _kind(Category.IAM, WELL, HIGH, "Somebody is let in no more"),
    "review.refused": _kind(Category.IAM, REFUSED, HIGH, "A decision was refused by the rule of two people"),
    "audit.verified": _kind(Category.CONFIGURATION, WELL, LOW, "The audit trail was verified and is whole"),
    "audit.broken": _kind(Category.INTRUSION, REFUSED, CRITICAL, "The audit trail was altered"),
    "personal_data.looked_at": _kind(Category.IAM, WELL, LOW, "Somebody looked at personal data"),
    "personal_data.exported": _kind(Category.IAM, WELL, HIGH, "Personal data of somebody were exported"),
    "personal_data.erased": _kind(Category.IAM, WELL, HIGH, "Personal data of somebody were erased"),
    "containment.switched": _kind(Category.CONFIGURATION, WELL, CRITICAL, "A containment was switched on or off"),
}

log = structlog.get_logger(LOGGER)


def tell(action: str, *, user_id: object = None, **more: Any) -> None:
    """Write one security event; `user_id` is whom it is about, when that isn't who is signed in."""
    kind = EVENTS[action]
    about = {"user.target.id": str(user_id)} if user_id else {}
    is_notable = kind.severity >= HIGH or kind.outcome == REFUSED
    at_level = log.error if kind.severity >= CRITICAL else log.warning if is_notable else log.info
    at_level(
        action,
        **{
            "event.dataset": DATASET,
            "event.kind": "event",
            "event.category": [kind.category.value],
            "event.outcome": kind.outcome,
            "event.severity": kind.severity.value,
            "event.reason": kind.means,
        },
        severity=kind.severity.name.lower(),
        **about,
        **more,
    )
