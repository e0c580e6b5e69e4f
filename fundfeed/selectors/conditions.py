"""Conditions of SQL with the values of their places, put together without losing which value belongs where."""

from typing import Any

from msgspec import Struct


class Condition(Struct, frozen=True):
    """A condition and the values of its places, in order."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        if self is ALWAYS:
            return other
        return self if other is ALWAYS else Condition(f"{self.sql} AND {other.sql}", self.values + other.values)

    def __invert__(self) -> "Condition":
        return Condition(f"NOT {self.sql}", self.values)


ALWAYS = Condition("TRUE")
NEVER = Condition("FALSE")
