"""The words in which dashboards are written: a board of rows, a row of panels, a panel of questions."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["line", "number"]
WHOLE: Final = 24  # columns of Grafana's grid


@dataclass(frozen=True)
class Limits:
    """From where on a value is to be looked at, and from where on it is wrong."""

    warning: float
    critical: float


@dataclass(frozen=True)
class Panel:
    """One picture: its questions with what each is called, the unit, and the limits that colour it."""

    title: str
    questions: tuple[tuple[str, str], ...]
    unit: str = "short"
    limits: Limits | None = None
    kind: Kind = "line"
    about: str = ""


@dataclass(frozen=True)
class Row:
    """Panels side by side, all of one height."""

    title: str
    panels: tuple[Panel, ...]
    height: int = 8


@dataclass(frozen=True)
class Board:
    """One dashboard; `name` is its file and its address."""

    name: str
    title: str
    about: str
    rows: tuple[Row, ...]


def number(title: str, question: str, unit: str = "short", limits: Limits | None = None, about: str = "") -> Panel:
    """A single value, coloured by its limits."""
    return Panel(title, ((question, ""),), unit, limits, "number", about)


def lines(title: str, *questions: tuple[str, str], unit: str = "short", limits: Limits | None = None) -> Panel:
    """Values over time."""
    return Panel(title, questions, unit, limits)


# The thresholds that come with the product (docs/manual/operations.md); approved ones colour the product's own screens.
SECONDS: Final = Limits(2, 5)
ERRORS: Final = Limits(0.01, 0.05)
USE: Final = Limits(0.8, 0.9)
CONNECTIONS: Final = Limits(0.8, 0.95)
