"""A figure of a report: its numbers, how they are written, and how they stand beside their limits."""

from typing import Final

from msgspec import Struct

from ..limits import Limit
from ..states import State

FULL: Final = 100.0


class Value(Struct, frozen=True):
    """A figure of one period: the number for programs, how it is written, and how it stands; None without limits."""

    number: float | None
    shown: str
    state: State | None = None
    note: str = ""


class Figure(Struct, frozen=True):
    """One line of the report: a figure in each period, beside its limits."""

    name: str
    title: str
    unit: str
    limit: Limit | None
    values: list[Value]

    @property
    def aim(self) -> str:
        """What is aimed at, and from where on it is wrong; "" without limits."""
        if self.limit is None:
            return ""
        if self.name.endswith("availability"):
            return f"{FULL - self.limit.target:g} %, wrong below {FULL - self.limit.critical:g} %"
        return f"{self.limit.target:g} {self.unit}, wrong from {self.limit.critical:g} {self.unit}"


def shown(number: float, unit: str, digits: int) -> str:
    """A number as it is read: no digits that say nothing."""
    text = f"{number:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} {unit}".rstrip()
