"""Faults that are noticed, as the product's own parts and Alertmanager would tell them."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from cms.incidents.models import Incident
from cms.incidents.noticing import Fault, notice
from fundfeed.models import FeedRun, Provider

TOKEN = "only-for-tests-" + "a" * 40


def fault(sign: str = "one", **values: Any) -> Fault:
    """Something that a watch saw."""
    told = {"key": "the site", "source": "alert", "title": "The site doesn't answer", "priority": "P2"}
    return Fault(sign=sign, **(told | values))


def incident(*, at: datetime | None = None, **values: Any) -> Incident:
    """One that opened by itself."""
    made = notice(fault(**values), at=at or timezone.now())
    assert made is not None
    return made


def ended_run(provider: Provider, outcome: str = "halted", reason: str = "unreadable", **values: Any) -> FeedRun:
    """A run that ended a minute ago."""
    ended = timezone.now() - timedelta(minutes=1)
    filled = {"trigger": "schedule", "source": "sftp://a@b/c", "summary": "index.json can't be read."}
    moments = {"started_at": ended, "heartbeat_at": ended, "finished_at": ended}
    return FeedRun.objects.create(provider=provider, outcome=outcome, reason=reason, **(filled | moments | values))


def alert(
    name: str = "BackEndDown", *, status: str = "firing", begins: str = "2026-11-22T08:00:00Z", **labels: str
) -> Any:
    """One alert as Alertmanager tells it, with much that nobody reads."""
    return {
        "status": status,
        "labels": {"alertname": name, "severity": "critical", "role": "it-operator", **labels},
        "annotations": {"summary": f"{name} happened.", "runbook": "docs/manual/operations.md#api"},
        "startsAt": begins,
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": f"f{abs(hash((name, *sorted(labels.items())))):x}"[:17],
    }


def notification(*alerts: Any, group: str = '{}:{alertname="BackEndDown"}') -> str:
    """The body of one request of Alertmanager."""
    told = {"version": "4", "groupKey": group, "status": "firing", "receiver": "incidents", "alerts": list(alerts)}
    return json.dumps(told | {"truncatedAlerts": 0, "externalURL": "http://alertmanager.example"})
