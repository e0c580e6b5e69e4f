"""The API as shipped answers whatever its description allows, and whatever it forbids, as it says it does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.factories.scratch import ROOT
from tests.factories.shipped import Shipped
from tests.verification.long_form import is_long

EXAMPLES, CASES = (390, 20_000) if is_long() else (10, 2_000)
SEED = "20261122"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(api: Shipped, tmp_path: Path) -> Path:
    """A file with keys of the partner."""
    file = tmp_path / "keys"
    file.write_text("\n".join(api.keys[1:]))
    return file


def test_whatever_is_asked_is_answered_as_described(api: Shipped, keys: Path, tmp_path: Path) -> None:
    report, said = fuzzed(api.url, keys=keys, report=tmp_path / "report.json")

    assert not report["failures"], said
    assert not report["errors"], said
    assert report["operations"]["tested"] == report["operations"]["selected"] > 40
    assert report["test_cases"]["generated"] >= CASES


def fuzzed(url: str, *, keys: Path, report: Path) -> tuple[dict[str, Any], str]:
    """What schemathesis found, and what it says of it."""
    hooks = {"SCHEMATHESIS_HOOKS": "tests.verification.fuzz.hooks", "PYTHONPATH": str(ROOT)}
    asked = (f"{url}/api/v1/openapi.json", "--url", url, "--seed", SEED, "--max-examples", str(EXAMPLES))
    # A cursor is opaque: a description can't say which text is one, so what is allowed may be refused.
    checks = ("--checks", "all", "--exclude-checks", "positive_data_acceptance", "--continue-on-failure", "--no-shrink")
    reported = ("--report", "json", "--report-json-path", str(report), "--warnings", "off")
    sent = ("--request-timeout", "30", "--output-sanitize", "false")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "schemathesis.cli", "run", *asked, *checks, *reported, *sent],
        cwd=report.parent,
        env=os.environ | hooks | {"FUZZ_KEYS": str(keys)},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Any] = json.loads(report.read_text())
    return found, done.stdout
