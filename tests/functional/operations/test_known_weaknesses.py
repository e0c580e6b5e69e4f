"""The dashboard's row of known weaknesses: the last answer, its age, and what it names."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from cms.operations.checks.advisories import advisories
from cms.operations.checks.registry import Scene
from cms.operations.states import Result, State
from infra.advisories import Advisory, write

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEAK = [Advisory(f"package-{number}", "1.0", f"CVE-2026-{number:04}", "1.1") for number in range(5)]


def look(settings: Settings, file: Path) -> Result:
    settings.ADVISORIES_REPORT = file
    (result,) = advisories(Scene(at=NOW, limits={}))
    return result


@pytest.mark.parametrize(
    ("days", "found", "state", "said"),
    [
        (1, [], State.OK, "Asked 22 Nov, 17:00 about 289 packages: no weakness is known."),
        (3, [], State.WARN, "Nobody asked for known weaknesses for 3 days."),
        (8, [], State.BAD, "Nobody asked for known weaknesses for 8 days."),
        (1, WEAK[:1], State.BAD, "known weaknesses of package-0 (CVE-2026-0000)."),
        (9, WEAK, State.BAD, "package-2 (CVE-2026-0002) and 2 more."),
    ],
)
def test_what_was_answered_is_shown_and_grows_old(
    settings: Settings, tmp_path: Path, days: int, found: list[Any], state: State, said: str
) -> None:
    write(tmp_path / "report.json", packages=289, found=found, at=NOW - timedelta(days=days))

    result = look(settings, tmp_path / "report.json")

    assert result.state is state
    assert said in result.sentence


@pytest.mark.parametrize("content", [None, "", "{}", json.dumps({"askedAt": "yesterday"})])
def test_what_cannot_be_read_is_not_known(settings: Settings, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "report.json"
    if content is not None:
        file.write_text(content)

    assert look(settings, file).state is State.UNKNOWN


def test_without_a_report_there_is_no_row(settings: Settings) -> None:
    settings.ADVISORIES_REPORT = None

    assert list(advisories(Scene(at=NOW, limits={}))) == []
