"""Files stay small, nothing is left to do in them, and each dependency has its reason."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("fundfeed", "cms", "api", "infra")
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 30


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts and "node_modules" not in path.parts]


def of_the_site() -> list[Path]:
    """Everything that people wrote for the front end; the types of the API's description are generated."""
    rooms = [ROOT / "frontend" / room for room in ("src", "test", "mock")]
    found = [path for room in rooms for ending in ("ts", "astro") for path in room.rglob(f"*.{ending}")]
    return [path for path in found if path.name != "schema.d.ts" and ".astro" not in path.parts]


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    files = [*sources(), *(ROOT / "tests").rglob("*.py"), *of_the_site()]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert len(lengths) > 1500
    assert {name: length for name, length in lengths.items() if length >= MOST_LINES} == {}


def test_no_function_is_longer_than_a_person_keeps_in_mind() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in [*sources(), *(ROOT / "tests").rglob("*.py")]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_half_of_the_modules_are_short() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in sources() if path.name != "__init__.py")

    assert lengths[len(lengths) // 2] <= 80


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")

    assert [str(path) for path in sources() if marks.search(path.read_text())] == []


def test_every_dependency_says_why_it_is_there() -> None:
    lines = re.findall(r'^    "[A-Za-z].*$', (ROOT / "pyproject.toml").read_text(), re.M)
    dependencies = [line for line in lines if re.match(r'^    "[A-Za-z0-9._\[\]-]+(?:[<>=,.0-9]+)?",', line)]

    assert len(dependencies) > 30
    assert [line for line in dependencies if "#" not in line] == []
