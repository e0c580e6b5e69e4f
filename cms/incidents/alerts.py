"""What Alertmanager says, read strictly and turned into faults."""

from datetime import datetime
from hashlib import sha256
from typing import Final, Literal

import msgspec
from msgspec import Struct

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
LONGEST: Final = 300


class Alert(Struct, frozen=True, rename="camel"):
    """One alert as Alertmanager tells it; what else it says isn't read."""

    status: Literal["firing", "resolved"]
    labels: dict[str, str]
    fingerprint: str
    starts_at: datetime
    annotations: dict[str, str] = {}


class Notification(Struct, frozen=True, rename="camel"):
    """Alerts that come together because they are of one group."""

    group_key: str
    alerts: list[Alert]
    version: Literal["4"] = "4"


def read(body: bytes) -> Notification:
    """The notification in a request; raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    found = msgspec.json.decode(body, type=Notification)
    for alert in found.alerts:
        if not alert.labels.get("alertname") or not alert.fingerprint:
            raise msgspec.ValidationError("each alert needs `fingerprint` and the label `alertname`")
    return found


def take(told: Notification, *, at: datetime) -> int:
    """Open, continue or note the end of an incident for each alert; says how many were news."""
    return sum(_take(alert, told.group_key, at) is not None for alert in told.alerts)


def _take(alert: Alert, group: str, at: datetime) -> Incident | None:
    if alert.labels.get("check") in OWN_CHECKS:
        return None
    sign = f"alert {alert.fingerprint[:64]} {alert.starts_at.isoformat()}"
    if alert.status == "resolved":
        return is_over(sign=sign, words=f"Resolved: {_summary(alert)}", at=at)
    return notice(_fault(alert, group, sign), at=at)


def _fault(alert: Alert, group: str, sign: str) -> Fault:
    name, labels = alert.labels["alertname"], alert.labels
    is_feed = name in OF_THE_FEED and "subject" in labels
    told = [f"{key}: {value}" for key, value in sorted(labels.items()) if key not in ("alertname", "severity", "role")]
    runbook = alert.annotations.get("runbook", "")
    by_group = f"alert {name[:100]} {sha256(group.encode()).hexdigest()}"
    return Fault(
        key=feed_fault(labels["subject"]) if is_feed else SAME_FAULT.get((name, labels.get("check", "")), by_group),
        sign=sign[:LONGEST],
        source=Incident.Source.ALERT,
        title=_summary(alert),
        priority="P2" if is_feed else PRIORITIES.get(labels.get("severity", ""), OTHERWISE),
        symptoms="\n".join([f"Alert {name}, since {alert.starts_at:%Y-%m-%d %H:%M:%S} UTC.", *told, runbook]).strip(),
        affected=", ".join(filter(None, (labels.get(key, "") for key in ("job", "check", "subject", "instance")))),
    )


def _summary(alert: Alert) -> str:
    return (alert.annotations.get("summary") or alert.labels["alertname"])[:200]
