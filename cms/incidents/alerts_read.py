"""What Alertmanager says, read strictly, each alert by itself."""

from datetime import datetime
from typing import Final, Literal, TypeVar

import msgspec
from msgspec import Raw, Struct

LONGEST_FINGERPRINT: Final = 64
TOO_DEEP: Final = "it is nested too deeply"
Read = TypeVar("Read", bound=Struct)


class UnreadableError(ValueError):
    """Not a notification, or none of its alerts can be read; says why."""


class Alert(Struct, frozen=True, rename="camel"):
    """One alert as Alertmanager tells it; what else it says isn't read."""

    status: Literal["firing", "resolved"]
    labels: dict[str, str]
    fingerprint: str
    starts_at: datetime
    annotations: dict[str, str] = {}

    @property
    def name(self) -> str:
        """Which rule it is of."""
        return self.labels["alertname"]


class Notification(Struct, frozen=True):
    """Alerts that come together because they are of one group, and why others of them can't be read."""

    group_key: str
    alerts: list[Alert]
    refused: list[str]


class _Envelope(Struct, frozen=True, rename="camel"):
    group_key: str
    alerts: list[Raw]
    version: Literal["4"] = "4"


def read(body: bytes) -> Notification:
    """The notification in a request; raises `UnreadableError` when nothing of it can be read."""
    envelope = _decoded(body, _Envelope)
    alerts, refused = [], []
    for number, raw in enumerate(envelope.alerts):
        try:
            alerts.append(_alert(raw))
        except UnreadableError as error:
            refused.append(f"alert {number}: {error}")
    if refused and not alerts:
        raise UnreadableError("; ".join(refused)[:1000])
    return Notification(group_key=envelope.group_key, alerts=alerts, refused=refused)


def _alert(raw: Raw) -> Alert:
    read = _decoded(raw, Alert)
    alert = Alert(
        status=read.status,
        labels=_kept(read.labels),
        fingerprint=_keepable(read.fingerprint),
        starts_at=read.starts_at,
        annotations=_kept(read.annotations),
    )
    if not alert.labels.get("alertname") or not 0 < len(alert.fingerprint) <= LONGEST_FINGERPRINT:
        raise UnreadableError("it needs `fingerprint`, of at most 64 characters, and the label `alertname`")
    return alert


def _decoded(body: bytes | Raw, type_: type[Read]) -> Read:
    try:
        return msgspec.json.decode(body, type=type_)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnreadableError(str(error)) from error


def _kept(said: dict[str, str]) -> dict[str, str]:
    return {_keepable(name): _keepable(text) for name, text in said.items()}


def _keepable(text: str) -> str:
    """Without the one character that the database can't keep."""
    return text.replace("\x00", "\ufffd")
