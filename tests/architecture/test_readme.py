"""Whoever reads the README or the settings finds what they name."""

import re
from collections.abc import Iterator
from pathlib import Path

from cms.settings.database import OWNERS_COMMANDS
from cms.settings.environment import Environment

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
WAYS = (ROOT / "docs" / "ways.md").read_text()
SETTINGS = (ROOT / "docs" / "manual" / "settings.md").read_text()
NAME = re.compile(r"[\w.-]+(?:/|\.py)(?=[\s,;)]|$)")
READ_ELSEWHERE = {"FEED_SFTP_URL", "FEED_SFTP_HOST_KEY"}


def tree() -> Iterator[Path]:
    """Each folder and module of the drawn tree; indented ones lie in the folder above."""
    top = ROOT
    for line in README.partition("## The tree")[2].split("```")[1].strip().splitlines():
        column = re.split(r" {2,}", line.strip())[0]
        if line.startswith(" "):
            yield from (top / name for name in NAME.findall(column))
        elif column.endswith("/"):
            top = ROOT / column
            yield from (top, *(top / name for name in NAME.findall(line[len(column) :])))
        else:
            yield ROOT / column


def packages(top: str) -> set[str]:
    """The folders of a package that hold code of ours."""
    return {path.parent.name for path in (ROOT / top).glob("*/__init__.py")}


def folders(top: str) -> set[str]:
    """All folders below one, but those that programs make."""
    return {path.name for path in (ROOT / top).iterdir() if path.is_dir() and path.name[0] not in "._"}


def hops() -> Iterator[str]:
    """Each numbered line of the ways, with those that go on from it."""
    for hop in re.split(r"^\d+\. ", WAYS, flags=re.M)[1:]:
        yield hop.partition("\n\n")[0]


def untrue(hop: str) -> Iterator[str]:
    """What a hop names that isn't there: a file, or what should stand in the file named before it."""
    content = ""
    for name in re.findall(r"`([^`]+)`", hop):
        place = ROOT / name
        if "/" in name and not place.is_file():
            yield name
        elif "/" in name:
            content = place.read_text()
        elif not re.search(rf"\b{name}\b", content):
            yield name


def test_the_tree_names_what_is_there() -> None:
    drawn = list(tree())

    assert len(drawn) > 60
    assert [path for path in drawn if not path.exists()] == []


def test_every_room_stands_in_the_tree() -> None:
    drawn = set(tree())

    for top, apart in {"fundfeed": {"migrations"}, "cms": set(), "api": {"templatetags"}}.items():
        assert [name for name in packages(top) - apart if ROOT / top / name not in drawn] == []
    for top in ("frontend/src", "infra", "tests", "docs"):
        assert [name for name in folders(top) if ROOT / top / name not in drawn] == []


def test_the_ways_through_the_tree_lead_from_place_to_place() -> None:
    ways = README.partition("How a thing goes through it:")[2].partition("\n\nImports")[0]

    named = re.findall(r"`([\w./]+)`", ways)

    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_hop_of_the_ways_names_files_and_what_stands_in_them() -> None:
    told = list(hops())

    assert len(told) > 35
    assert [name for hop in told for name in untrue(hop)] == []


def test_a_hop_to_what_is_not_there_is_found() -> None:
    hop = "`fundfeed/pipeline.py`: `run` and `walk`, then `fundfeed/pipes.py`"

    assert list(untrue(hop)) == ["walk", "fundfeed/pipes.py"]


def test_the_page_of_settings_names_each_one_that_is_read_and_no_other() -> None:
    rows = [line.split("|")[1] for line in SETTINGS.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}

    assert named - READ_ELSEWHERE - {"PROMETHEUS_MULTIPROC_DIR"} == {name.upper() for name in Environment.model_fields}


def test_the_page_of_settings_names_each_command_of_the_owner() -> None:
    row = next(line for line in SETTINGS.splitlines() if line.startswith("| `DATABASE_OWNER_URL`"))

    assert set(re.findall(r"`([a-z_]+)`", row)) == set(OWNERS_COMMANDS)
