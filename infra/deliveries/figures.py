"""Plausible figures that are the same on every machine: draws from SHA-256, not from a random generator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws that depend on the seed and on what they are for, never on their order."""

    seed: str = "1"

    def between(self, low: int, high: int, *purpose: object) -> int:
        """A whole number from low to high, both included."""
        text = "\x1f".join((self.seed, *map(str, purpose)))
        return low + int.from_bytes(sha256(text.encode()).digest()[:8], "big") % (high - low + 1)

    def pick(self, options: Sequence[Option], *purpose: object) -> Option:
        """One of the options."""
        return options[self.between(0, len(options) - 1, *purpose)]

    def happens(self, percent: int, *purpose: object) -> bool:
        """True for this share of the purposes."""
        return self.between(1, 100, *purpose) <= percent

    def day(self, first: date, last: date, *purpose: object) -> date:
        """A weekday between the two dates."""
        found = first + timedelta(days=self.between(0, (last - first).days, *purpose))
        return found - timedelta(days=max(0, found.weekday() - 4))


def money(cents: int) -> str:
    """A decimal string with two places."""
    return f"{cents // 100}.{cents % 100:02d}"


def nav(units: int) -> str:
    """A decimal string with four places."""
    return f"{units // 10_000}.{units % 10_000:04d}"


def scaled(amount: str, basis_points: int) -> str:
    """The decimal string changed by this many hundredths of a percent, with as many places as before."""
    whole, _, fraction = amount.partition(".")
    units = int(whole + fraction) * (10_000 + basis_points) // 10_000
    places = 10 ** len(fraction)
    return f"{units // places}.{units % places:0{len(fraction)}d}"
