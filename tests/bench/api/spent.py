"""CPU time and memory of a process and everything that it started, from the kernel's own books."""

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")
CHILDREN = slice(13, 15)  # of /proc/…/stat behind the name: ticks of children that ended


def tree(root: int) -> list[int]:
    """The process and its descendants."""
    parents: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*/stat"):
        fields = _fields(path)
        if fields:
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def cpu(roots: list[int]) -> float:
    """Seconds that these processes and all their descendants worked, those that ended included."""
    return sum(_own(pid) + _ended(pid) for root in roots for pid in tree(root))


def memory(root: int) -> float:
    """Megabytes of the largest process of a tree, memory that it shares counted by its share."""
    return max((_pss(pid) for pid in tree(root)), default=0.0)


def _own(pid: int) -> float:
    return sum(_nanoseconds(pid)) / 1e9


def _nanoseconds(pid: int) -> Iterator[int]:
    for path in _tasks(pid):
        try:
            yield int((path / "schedstat").read_text().split()[0])
        except OSError:
            continue


def _tasks(pid: int) -> list[Path]:
    """Its threads; none when it has ended, and is among its parent's ended ones."""
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except OSError:
        return []


def _ended(pid: int) -> float:
    fields = _fields(PROC / str(pid) / "stat")
    return sum(map(int, fields[CHILDREN])) * TICK


def _fields(path: Path) -> list[str]:
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pss(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
