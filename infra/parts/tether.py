"""Ties a process to its parent: when the parent is gone, however it went, the kernel ends the child."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def tether(*, to: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask for the signal on the death of the parent `to`; exit at once when it is dead already.

    The kernel watches the parent's *thread* that forked: start tethered children from the main thread only.
    """
    if sys.platform != "linux":
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    if os.getppid() != to:
        os._exit(1)


def tethering(*, by: signal.Signals) -> Callable[[], None]:
    """What the child of this process runs between fork and exec."""
    parent = os.getpid()
    return lambda: tether(to=parent, by=by)
