"""The table from the contract's clauses to code and tests names files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "feed" / "conformance.md"


def test_every_clause_names_code_and_tests_that_exist() -> None:
    rows = [line.split("|")[1:4] for line in TABLE.read_text().splitlines() if line.startswith("|")][2:]

    named = [(re.findall(r"`(\S+\.py)`", code), re.findall(r"`(\S+\.py)`", tests)) for _, code, tests in rows]

    assert len(named) > 30
    assert all(code and tests for code, tests in named)
    assert [name for code, _ in named for name in code if not (ROOT / "fundfeed" / name).is_file()] == []
    assert [name for _, tests in named for name in tests if not (ROOT / "tests" / name).is_file()] == []
