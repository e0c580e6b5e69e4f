"""Skips work whose inputs have not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(root: Path, names: Iterable[str]) -> str:
    """One hash of the named files and directories below `root`, of their names and their bytes."""
    whole = hashlib.sha256()
    for name in sorted(names):
        place = root / name
        files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        for path in files:
            content = path.read_bytes() if path.is_file() else b""
            whole.update(f"{path.relative_to(root)}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the work was last finished on these inputs."""
    return stamp.is_file() and stamp.read_text() == value


def write_stamp(stamp: Path, value: str) -> None:
    """Remember that the work was finished on these inputs."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
