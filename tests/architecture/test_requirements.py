"""docs/requirements.md says where each requirement is met; it leaves none out and claims nothing that isn't there."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "requirements.md"
LAST = 111
ROW = re.compile(r"^\| R(\d+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \| (\w+) \|$", re.M)
LINK = re.compile(r"\]\(([^)#]+)")


@dataclass(frozen=True)
class Requirement:
    number: int
    what: str
    where: tuple[str, ...]
    tests: tuple[str, ...]
    state: str


@pytest.fixture(scope="module")
def requirements() -> list[Requirement]:
    return [
        Requirement(int(number), what.strip(), tuple(LINK.findall(where)), tuple(LINK.findall(tests)), state)
        for number, what, where, tests, state in ROW.findall(PAGE.read_text())
    ]


def test_every_requirement_stands_there_once_and_in_order(requirements: list[Requirement]) -> None:
    assert [one.number for one in requirements] == list(range(1, LAST + 1))


def test_every_link_leads_to_something(requirements: list[Requirement]) -> None:
    missing = [link for one in requirements for link in one.where + one.tests if not (PAGE.parent / link).exists()]

    assert missing == []


def test_nothing_is_met_without_a_place_and_a_test_and_nothing_open_has_either(requirements: list[Requirement]) -> None:
    for one in requirements:
        assert one.state in ("met", "part", "open"), one
        assert (one.state == "open") == (not one.where), one
        assert one.state != "met" or one.tests, one


def test_the_sum_is_right(requirements: list[Requirement]) -> None:
    states = [one.state for one in requirements]

    sums = [states.count(state) for state in ("met", "part", "open")]
    assert "Now {} are met, {} in part, {} open.".format(*sums) in PAGE.read_text()
