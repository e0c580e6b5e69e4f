"""The only doors for writes of facts."""

from .decisions import DecisionRefusedError, reject, release, roll_back
from .providers import ensure_provider
from .runs import AlreadyRunning, retry, run_feed

__all__ = [
    "AlreadyRunning",
    "DecisionRefusedError",
    "ensure_provider",
    "reject",
    "release",
    "retry",
    "roll_back",
    "run_feed",
]
