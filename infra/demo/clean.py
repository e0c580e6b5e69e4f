"""`python -m infra.demo.clean`: deletes the demo's state and all that was built."""

import shutil
import sys
from pathlib import Path

from .claim import claimed
from .configuration import ROOT, Configuration
from .errors import DemoError

BUILT = (
    ".node",
    ".test-state",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
    "static",
    "frontend/dist",
    "frontend/.astro",
    "frontend/node_modules",
)


def clean(state: Path) -> None:
    """Delete the state, unless a demo runs on it, and the built files."""
    if state.exists():
        with claimed(state):
            _remove(state)
    for name in BUILT:
        _remove(ROOT / name)


def _remove(directory: Path) -> None:
    """Delete a directory and what its links to PostgreSQL's other homes point at."""
    for link in (directory / "postgres", *directory.glob("*/postgres")):
        if link.is_symlink():
            shutil.rmtree(link.resolve(), ignore_errors=True)
    shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    try:
        clean(Configuration.read().state)
    except DemoError as error:
        sys.exit(f"clean: {error}")
