"""What gets installed is decided by hashes and names no host, so that any mirror will do."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    packages = re.findall(r"^\S+==\S+ \\\n    --hash=sha256:", (ROOT / name).read_text(), re.MULTILINE)
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and line[0] not in " #"]

    assert len(packages) == len(lines) > 0


def test_every_npm_package_is_pinned_by_digest() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]

    without = [path for path, package in packages.items() if path and not package.get("integrity")]

    # A mirror that keeps only what its own platform needs gives no digests of the others' builds.
    assert [path for path in without if not packages[path].get("optional")] == []


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, "frontend/package-lock.json"])
def test_no_lock_says_where_packages_come_from(name: str) -> None:
    source = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|\"resolved\": \"(https?|file):")

    assert source.search((ROOT / name).read_text()) is None
