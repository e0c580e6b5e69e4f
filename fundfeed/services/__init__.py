"""The only doors for writes of facts."""

from .providers import ensure_provider
from .runs import AlreadyRunning, run_feed

__all__ = ["AlreadyRunning", "ensure_provider", "run_feed"]
