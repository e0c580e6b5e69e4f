"""One demo per state directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import DemoError


@contextmanager
def claimed(state: Path) -> Iterator[None]:
    """Hold the state directory for the block; refuse when another demo holds it.

    The kernel gives the claim back however its holder ends, so no stale file can block the next start.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = os.open(_lock_of(state), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DemoError(f"the state directory {state} can't be written: {error.strerror}") from error
    try:
        _take(lock, state)
        os.truncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(lock)


def is_claimed(state: Path) -> bool:
    """Whether a demo runs on the state directory."""
    if not _lock_of(state).exists():
        return False
    with _lock_of(state).open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _lock_of(state: Path) -> Path:
    return state / "lock"


def _take(lock: int, state: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode() or "unknown"
        raise DemoError(
            f"a demo already runs on {state} (process {holder}); "
            "end it first, or start this one beside it with another STATE_DIR and other ports"
        ) from None
