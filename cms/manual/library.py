"""What can be read here: the texts of `docs/` as they stand in the repository, and the manual's pictures."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).parents[2] / "docs"
MANUAL: Final = "manual/"
INDEX: Final = "manual/README.md"
PICTURES: Final = "manual/pictures/"


@cache
def texts() -> Mapping[str, Path]:
    """Every text by its name below `docs/`; none where they didn't come along."""
    return _files("*.md")


@cache
def pictures() -> Mapping[str, Path]:
    """Every picture of the manual by its name below `docs/`."""
    return {name: path for name, path in _files("*.webp").items() if name.startswith(PICTURES)}


def _files(pattern: str) -> dict[str, Path]:
    return {path.relative_to(DOCS).as_posix(): path for path in sorted(DOCS.rglob(pattern))}
