"""Limits of what is measured: those that come with the product, and those that two people approved instead."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from .states import State


class Limit(Struct, frozen=True):
    """What is aimed at, from where on it is a warning, and from where on it is bad."""

    target: float
    warning: float
    critical: float

    def state(self, value: float) -> State:
        """How a value stands."""
        if value >= self.critical:
            return State.BAD
        return State.WARN if value >= self.warning else State.OK


class Measure(Struct, frozen=True):
    """Something with limits: its title, its unit, and the limits that hold until others are approved."""

    title: str
    unit: str
    shipped: Limit


MEASURES: Final[Mapping[str, Measure]] = {
    "response_seconds": Measure("answer of the API", "s", Limit(1, 2, 5)),
    "error_percent": Measure("answers of the API that are errors", "%", Limit(0.5, 1, 5)),
    "unavailable_percent": Measure("minutes in which it wasn't available", "%", Limit(0.05, 0.08, 0.1)),
    "processor_percent": Measure("load of the processors", "%", Limit(70, 80, 90)),
    "memory_percent": Measure("memory in use", "%", Limit(70, 80, 90)),
    "connections_percent": Measure("database connections in use", "%", Limit(50, 80, 95)),
    "disk_percent": Measure("disk in use", "%", Limit(70, 80, 90)),
    "data_age_days": Measure("age of the public data", "days", Limit(2, 4, 6)),
    "approval_hours": Measure("oldest submission that waits", "h", Limit(8, 24, 72)),
    "mail_minutes": Measure("oldest mail that waits", "min", Limit(5, 15, 60)),
    "backup_change_percent": Measure("a backup's database against the usual one", "%", Limit(20, 50, 80)),
    "queue_length": Measure("orders that wait in a queue", "", Limit(50, 200, 1000)),
}
