"""The client in the docs says of each answer what the API's description says of it."""

import subprocess
import sys
from pathlib import Path

from tests.factories.client_types import CLIENT, written

PROGRAM = """\
from fund_repository import Repository

api = Repository("http://127.0.0.1/api/v1")
name: str = api.fund("DEM00001")["legalFundNameOnly"]["en"]
version: int = api.fund("DEM00001")["publication"]["version"]
before = api.fund("DEM00001", asOf="2026-11-18")["publication"]
said = [change["kinds"] for change in api.changes("2026-11-18")[0]]
misspelt = [change["kind"] for change in api.changes("2026-11-18")[0]]
"""


def test_its_types_are_those_of_the_description() -> None:
    assert CLIENT.read_text() == written(), "Write them anew: python -m tests.factories.client_types"


def test_a_checker_of_types_finds_what_an_answer_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / CLIENT.name).write_text(CLIENT.read_text())
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "program.py", CLIENT.name]

    said = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False).stdout  # noqa: S603 - ours

    assert [line.split(":")[1] for line in said.splitlines() if ": error:" in line] == ["6", "8"]
    assert "publication" in said
    assert '"kind"' in said
