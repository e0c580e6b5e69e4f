"""Fund houses: the group that a management company belongs to, and its Chinese name."""

import csv
from functools import cache

from infra.deliveries.sample import HOUSES_FILE


@cache
def group_of(house: str) -> str:
    """The house's group as the public knows it, or the house's own name."""
    return _find(house)[0] or house


@cache
def chinese_group_of(house: str) -> str | None:
    """The group's name in Traditional Chinese, if it has one that is in use."""
    return _find(house)[1] or None


def _find(house: str) -> tuple[str, str]:
    folded = house.casefold()
    for match, group, chinese in _houses():
        if folded.startswith(match) or f" {match}" in folded:
            return group, chinese
    return "", ""


@cache
def _houses() -> tuple[tuple[str, str, str], ...]:
    with HOUSES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["match"], row["group"], row["zh"]) for row in csv.DictReader(file))
