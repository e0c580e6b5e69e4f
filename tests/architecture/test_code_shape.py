"""Files stay small, and the locks and files name no host of a registry."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("fundfeed", "cms", "api", "infra")
MOST_LINES = 300


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts and "node_modules" not in path.parts]


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}

    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length >= MOST_LINES} == {}


def test_half_of_the_modules_are_short() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in sources() if path.name != "__init__.py")

    assert lengths[len(lengths) // 2] <= 80


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")

    assert [str(path) for path in sources() if marks.search(path.read_text())] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_pins_every_package_by_hash_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^([a-zA-Z0-9._\[\]-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", text, re.M)

    assert len(pinned) == len(re.findall(r"^[a-zA-Z0-9]", text, re.M)) > 50
    assert "://" not in text
    assert not re.search(r"^\s*--(index-url|extra-index-url|find-links)", text, re.M)


def test_every_dependency_says_why_it_is_there() -> None:
    lines = re.findall(r'^    "[A-Za-z].*$', (ROOT / "pyproject.toml").read_text(), re.M)
    dependencies = [line for line in lines if re.match(r'^    "[A-Za-z0-9._\[\]-]+(?:[<>=,.0-9]+)?",', line)]

    assert len(dependencies) > 30
    assert [line for line in dependencies if "#" not in line] == []
