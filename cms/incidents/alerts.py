"""What Alertmanager says, turned into faults."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Final

import structlog
from django.db import DataError
from msgspec import Struct

from .alerts_read import Alert, Notification
from .models import Incident
from .noticing import Fault, is_over, notice
from .watching import feed_fault

PRIORITIES: Final = {"critical": "P1", "warning": "P3"}
OTHERWISE: Final = "P4"
OF_THE_FEED: Final = frozenset({"FeedLate", "FeedHalted", "FeedWaitsForRelease"})
# What is noticed here, too, by the alert and its check. One that nobody verified isn't broken: that is another fault.
SAME_FAULT: Final = {
    ("BackupFailed", ""): "recovery backup",
    ("DrillFailed", ""): "recovery restore drill",
    ("RecordBroken", "audit"): "chain audit trail",
    ("RecordBroken", "ledger"): "chain ledger",
}
# An incident about open incidents would never end.
OWN_CHECKS: Final = frozenset({"incidents", "review-actions", "read-only"})
LONGEST_KEY: Final = 200
LONGEST_TOLD: Final = 4_000
log = structlog.get_logger(__name__)


class Taken(Struct, frozen=True, kw_only=True):
    """What became of the alerts of one notification; what `failed` may go well when it is sent again."""

    news: int = 0
    failed: int = 0
    refused: tuple[str, ...] = ()


def take(told: Notification, *, at: datetime) -> Taken:
    """Open, continue or note the end of an incident for each alert; one that fails takes no other with it."""
    outcomes = list(_outcomes(told, at))
    return Taken(
        news=sum(isinstance(one, Incident) for one in outcomes),
        failed=sum(isinstance(one, Exception) for one in outcomes),
        refused=(*told.refused, *(one for one in outcomes if isinstance(one, str))),
    )


def _outcomes(told: Notification, at: datetime) -> Iterator[Incident | Exception | str | None]:
    """For each alert the incident that it opened or continued, why it is refused, or what went wrong."""
    for alert in told.alerts:
        try:
            yield _take(alert, told.group_key, at)
        except DataError as error:
            yield f"{alert.name[:100]}: {error}"
        except Exception as error:  # whatever it is, the next alert may be the one that matters
            log.exception("alerts.failed", alert=alert.name[:100])
            yield error


def _take(alert: Alert, group: str, at: datetime) -> Incident | None:
    if alert.labels.get("check") in OWN_CHECKS:
        return None
    sign = f"alert {alert.fingerprint} {alert.starts_at.isoformat()}"
    if alert.status == "resolved":
        return is_over(sign=sign, words=f"Resolved: {_summary(alert)}", at=at)
    return notice(_fault(alert, group, sign), at=at)


def _fault(alert: Alert, group: str, sign: str) -> Fault:
    name, labels = alert.name, alert.labels
    is_feed = name in OF_THE_FEED and "subject" in labels
    told = [f"{key}: {value}" for key, value in sorted(labels.items()) if key not in ("alertname", "severity", "role")]
    runbook = alert.annotations.get("runbook", "")
    by_group = f"alert {name[:100]} {_digest(group)}"
    symptoms = "\n".join([f"Alert {name}, since {alert.starts_at:%Y-%m-%d %H:%M:%S} UTC.", *told, runbook]).strip()
    return Fault(
        key=_key(feed_fault(labels["subject"]))
        if is_feed
        else SAME_FAULT.get((name, labels.get("check", "")), by_group),
        sign=sign,
        source=Incident.Source.ALERT,
        title=_summary(alert),
        priority="P2" if is_feed else PRIORITIES.get(labels.get("severity", ""), OTHERWISE),
        symptoms=symptoms if len(symptoms) <= LONGEST_TOLD else f"{symptoms[:LONGEST_TOLD]}…",
        affected=", ".join(filter(None, (labels.get(key, "") for key in ("job", "check", "subject", "instance")))),
    )


def _summary(alert: Alert) -> str:
    return (alert.annotations.get("summary", "").strip() or alert.name)[:200]


def _key(fault: str) -> str:
    """A key that fits: of a long one its digest, so that the same one is the same again."""
    return fault if len(fault) <= LONGEST_KEY else _digest(fault)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
